"""Closures along a calendar: closing nothing changes nothing, the order keeps the worst highest."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

import pytest

from pocplanner.analysis.assess import assess
from pocplanner.analysis.what_if.closures import Order, calendar, closing, order, season_on
from pocplanner.analysis.what_if.residual import card, hangs
from pocplanner.commands.closures import closing_lines, closings
from pocplanner.model.community import Coping, Mechanism, Protector
from pocplanner.model.mission import Season
from pocplanner.model.places import Post
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.words import LANGUAGES, Problem, Words
from tests.analysis.makers import AS_OF, a_community, a_mission, a_snapshot
from tests.analysis.test_arrival import a_threat, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road, at

SEASONS = (
    Season(name="Dry", kind="dry", first_month=11, last_month=4, last_day=30),
    Season(name="Wet", kind="wet", first_month=5, last_month=10),
)


def a_case(**dates: date) -> Snapshot:
    """Two places 60 km apart, a base beside each and one between that reaches both late."""
    records: list[Record] = [a_road((-40, 0), (100, 0))]
    for name, east in (("kesso", 0), ("duma", 60)):
        records += [
            a_community(id=name, name=name.title(), position=at(east), population=100),
            a_threat(id=f"threat-{name}", place_id=name, under_way=True),
            a_timing(id=f"time-{name}", place_id=name, post_id=f"post-{name}",
                     warning=exactly(330)),
        ]  # fmt: skip
    for name, east in (("kesso", 2), ("duma", 62), ("between", 30), ("far", 95)):
        id = f"post-{name}"
        records += [
            a_post(east, id=id, name=f"Base {name}", closes_on=dates.get(name)),
            a_unit(id=f"unit-{name}", name=f"Company {name}", post_id=id),
        ]
    return a_snapshot(*records, mission=a_mission(seasons=SEASONS))


def ordered(snapshot: Snapshot, ids: Sequence[str], floor: int = 50) -> Order:
    return finish(order(snapshot, finish(assess(snapshot, AS_OF)), ids, floor))


def test_closing_nothing_changes_nothing_from_month_to_month() -> None:
    months = finish(calendar(a_case(), AS_OF, 3))
    assert len(months) == 4
    assert {m.standing for m in months} == {4}
    assert all(not m.closed for m in months)
    assert [m.season for m in months] == ["wet"] * 4
    assert len({(m.lowest, m.unhelped, m.uncovered) for m in months}) == 1


def test_a_month_names_what_closed_and_where_it_hurts_most() -> None:
    soon = AS_OF + timedelta(days=40)
    snapshot = a_case(kesso=soon, between=soon)
    assert closing(snapshot, AS_OF) == ("post-between", "post-kesso")
    months = finish(calendar(snapshot, AS_OF, 2))
    assert months[1].closed == ()
    assert set(months[2].closed) == {"post-kesso", "post-between"}
    before, after = months[1].lowest, months[2].lowest
    assert before is not None and after is not None
    assert after.place_id == "kesso" and after.percent < before.percent


def test_the_order_closes_first_what_costs_least_and_names_what_binds() -> None:
    found = ordered(a_case(), ["post-kesso", "post-between", "post-far"])
    assert {s.post_id for s in found.steps[:2]} == {"post-far", "post-between"}
    assert [s.keeps for s in found.steps] == [True, True, False]
    binds = found.binds
    assert binds is not None and binds.binding is not None
    assert binds.binding.place_id == "kesso" and binds.binding.percent < 50
    assert found.below == ()


def test_no_other_order_keeps_more_posts_above_the_floor_here() -> None:
    snapshot = a_case()
    ids = ["post-kesso", "post-between", "post-far"]

    def closed_before(sequence: Sequence[str]) -> int:
        """How many can be closed in this order before a place falls."""
        for count in range(1, len(sequence) + 1):
            one = ordered(snapshot, sequence[:count])
            if not one.steps[-1].keeps:
                return count - 1
        return len(sequence)

    mine = [s.post_id for s in ordered(snapshot, ids).steps]
    assert closed_before(mine) == max(closed_before(p) for p in permutations(ids))


def test_bad_wishes_are_told_in_a_sentence() -> None:
    snapshot = a_case()
    assessment = finish(assess(snapshot, AS_OF))
    with pytest.raises(Problem) as told:
        finish(order(snapshot, assessment, [], 50))
    assert told.value.key == "what_if.no_closures"
    with pytest.raises(Problem) as told:
        finish(order(snapshot, assessment, [f"p{i}" for i in range(9)], 50))
    assert told.value.key == "what_if.many_closures"
    for months in (0, 99):
        with pytest.raises(Problem) as told:
            finish(calendar(snapshot, AS_OF, months))
        assert told.value.key == "what_if.too_late"


def test_the_card_counts_local_means_alone_and_never_says_none_of_what_nobody_asked() -> None:
    own = Mechanism(id="own", name="Elders", place_id="kesso", kind="lpc")
    built = Mechanism(id="built", name="Network", place_id="kesso", origin="mission_built")
    at_base = Mechanism(id="base", name="Gate", place_id="kesso", shared_causes=("base:Kesso",))
    able = Protector(name="Council", able="yes", willing="yes", trusted="yes")
    unsure = Protector(name="Police", able="yes", willing="unknown", trusted="no")
    hide = Coping(id="hide", title="Hide", strategy="temporary_flight", place_id="kesso",
                  survives_exit="yes")  # fmt: skip
    snapshot = a_snapshot(a_community(protectors=(able, unsure)), own, built, at_base, hide)
    found = card(snapshot, "kesso")
    assert (found.own, found.hanging) == (("own",), ("built", "base"))
    assert found.protectors == ("Council",)
    assert found.coping == {"yes": ("hide",)} and found.asked
    assert hangs(snapshot, built) and not hangs(snapshot, own)
    assert not card(a_snapshot(a_community()), "kesso").asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_answer_reads_in_both_languages(language: str) -> None:
    snapshot = a_case(kesso=AS_OF + timedelta(days=20))
    found = finish(closings(snapshot, months=2, as_of=AS_OF))
    lines = list(closing_lines(Words(language), snapshot, found))
    assert not [line for line in lines if "{" in line or "closures." in line]
    assert any("Base kesso" in line for line in lines)
    assert season_on(snapshot, AS_OF) == "wet"
    assert isinstance(snapshot.one(Post, "post-kesso"), Post)
