"""Alert and help together, before and after: by pencil, and the law that a loss never helps."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.arrival import Arrival, arrivals
from pocplanner.analysis.arrival.heard import called
from pocplanner.analysis.assess import assess
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.mesh import mesh
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel
from pocplanner.analysis.what_if.differences import Comparison, PlaceChange, compare
from pocplanner.analysis.what_if.joined import Joined, joined
from pocplanner.analysis.what_if.joined_telling import cell_text, heard_lines
from pocplanner.analysis.what_if.lay import Laid, lay
from pocplanner.model.community import Mechanism, Trust
from pocplanner.model.mesh import SharedCause
from pocplanner.model.mission import Assumption
from pocplanner.model.places import Unit
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.record import Range, Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.words import Words
from tests.analysis.makers import AS_OF, a_community, a_snapshot
from tests.analysis.test_arrival import MEDIC, a_threat, a_timing, a_unit, exactly
from tests.analysis.test_heard import PLAIN
from tests.analysis.test_travel import a_post, a_road

FIGURES = PLAIN | {"mesh.backup.least": 50.0, "mesh.backup.most": 50.0}
MAST = SharedCause(
    id="mast", tag="mast:Kesso", works_percent=Range(min=80, likely=80, max=80), fails_night="no"
)
LOSE = ProposedChange(kind="lose_cause", cause="mast:Kesso")
CLOSE = ProposedChange(kind="close_post", post_id="post")


def phone(**changes: Any) -> Mechanism:
    """Of ten alerts four were answered (with the prior five of twelve), by phone or else radio."""
    held: dict[str, Any] = {
        "id": "net", "name": "Alert network", "place_id": "kesso", "channel": "phone",
        "backup": "radio_hf", "alerts_sent": 10, "alerts_answered": 4,
        "shared_causes": ("mast:Kesso",),
    }  # fmt: skip
    return Mechanism(**(held | changes))


def a_case(*more: Record) -> Snapshot:
    """Help that is enough is there after 100 minutes for certain; the attack comes after 110."""
    known: dict[str, Record] = {
        r.id: r
        for r in (a_community(), a_post(20), a_road((0, 0), (20, 0)), a_unit(), MEDIC, MAST,
                  a_timing(warning=exactly(110)), a_threat(minimum_strength=60), phone())
    }  # fmt: skip
    known |= {r.id: r for r in more}
    own = (Assumption(id=f"a-{key}", key=key, value=value) for key, value in FIGURES.items())
    return a_snapshot(*known.values(), *own)


def judged(snapshot: Snapshot) -> Assessment:
    return finish(assess(snapshot, AS_OF))


def laid(snapshot: Snapshot, *changes: ProposedChange) -> Laid:
    return finish(lay(snapshot, changes, AS_OF))


def by_day(snapshot: Snapshot, *changes: ProposedChange) -> tuple[PlaceChange, Comparison]:
    """What the changes make of Kesso by day in the dry season."""
    found = compare(judged(snapshot), judged(laid(snapshot, *changes).after))
    (one,) = [c for c in found.places if (c.light, c.season) == ("day", "dry")]
    return one, found


# ------------------------------------------------------------------ by pencil


def test_a_lost_mast_leaves_the_radio_with_its_doubt() -> None:
    """5/12 · (0.8 + 0.2 · 0.5) = 37.5 %; without the mast 5/12 · 0.5 = 20.8 %, never 41.7 %."""
    one, found = by_day(a_case(), LOSE)
    before, after = one.before.everybody, one.after.everybody
    assert before is not None and after is not None
    assert before.helps_onset is not None and after.helps_onset is not None
    assert (before.helps_onset.percent, after.helps_onset.percent) == (38, 21)
    assert not one.time_differs, "help itself comes as it did"
    assert (one.direction, one.heard_direction) == ("other", "loses")
    assert found.heard_ids("loses") == ("kesso",) == found.worse
    assert found.place_ids("loses") == ()
    lines = list(heard_lines(Teller(Words("en"), a_case()), one))
    assert lines[0].startswith(
        "The people of Kesso, by day, dry season: heard, and enough help there before the attack: "
        "38 % ("
    )
    assert "→ 21 % (" in lines[0]


def test_a_lost_mast_without_a_second_channel_leaves_no_way() -> None:
    one, _ = by_day(a_case(phone(backup="")), LOSE)
    before, after = one.before.everybody, one.after.everybody
    assert before is not None and after is not None and before.helps_onset is not None
    assert before.helps_onset.percent == 33, "5/12 · 0.8"
    assert (after.state, after.helps_onset) == ("none", (0, 0, 0))
    assert "→ no way" in next(heard_lines(Teller(Words("en"), a_case()), one))
    assert cell_text(Words("en"), one.after) == "no way to call"


def test_closing_the_only_post_is_a_chance_of_nothing_and_not_an_unknown_one() -> None:
    one, found = by_day(a_case(), CLOSE)
    after = one.after.everybody
    assert after is not None and (after.state, after.helps_onset) == ("figure", (0, 0, 0))
    assert after.alert is not None and after.alert.percent == 38, "the alert still gets out"
    assert one.heard_direction == "loses" and found.worse == ("kesso",)


def test_a_base_that_closes_takes_the_alerts_that_hang_on_it_and_its_people() -> None:
    assistant = Unit(id="cla", name="Assistant", kind="cla", post_id="post")
    for net in (
        phone(passes_to_ids=("cla",)), phone(passes_to_ids=("post",)),
        phone(shared_causes=("base:Base",)), phone(shared_causes=("Base : base",)),
    ):  # fmt: skip
        snapshot = a_case(net, assistant, a_post(20, name="Base"), a_post(5, id="b", name="Bases"))
        found = laid(snapshot, CLOSE)
        before, after = judged(snapshot).mesh.at("kesso"), judged(found.after).mesh.at("kesso")
        assert before.everybody.chains
        assert not after.everybody.apart, net.passes_to_ids or net.shared_causes
        (said,) = [r for r in found.remarks if r.key == "what_if.remark.alerts_left"]
        assert said.facts["mechanisms"] == ("net",)


def test_a_base_that_closes_on_a_day_to_come_takes_them_on_that_day() -> None:
    soon = CLOSE.model_copy(update={"on": AS_OF + timedelta(days=30)})
    found = laid(a_case(phone(passes_to_ids=("post",))), soon)
    assert judged(found.before).mesh.at("kesso").everybody.chains
    assert not judged(found.after).mesh.at("kesso").everybody.chains


def test_what_is_guessed_throughout_has_words_and_no_figure() -> None:
    guessed = phone(alerts_sent=None, alerts_answered=None, backup="")
    one, _ = by_day(a_case(guessed), LOSE)
    before = one.before.everybody
    assert before is not None and before.state == "words" and before.helps_onset is None
    assert not list(heard_lines(Teller(Words("en"), a_case()), one))
    assert cell_text(Words("fr"), one.before).startswith("alerte : ")
    assert "%" not in cell_text(Words("fr"), one.before)
    assert one.heard_direction == "loses"


def test_women_who_are_not_heard_are_told_apart() -> None:
    distrust = phone(trust=(Trust(level=0, sex="female", whom="committee", on=date(2025, 1, 1)),))
    radio = phone(
        id="r", name="Radio", channel="radio_hf", backup="", shared_causes=("mast:Kesso",)
    )
    one, _ = by_day(a_case(distrust, radio), LOSE)
    keys = [p.subject.key for p in one.heard]
    assert keys[:2] == ["everybody", "female"]
    women = one.heard[1].after
    assert women is not None and women.state == "none"
    assert "women: no way to call" in cell_text(Words("en"), one.after, women=True)


def test_nothing_other_is_no_difference_and_two_losses_are_no_gain() -> None:
    snapshot = a_case()
    assert compare(judged(snapshot), judged(snapshot)).nothing
    once, twice = laid(snapshot, LOSE), laid(snapshot, LOSE, LOSE)
    assert once.records == twice.records


# ------------------------------------------------------------------ the law

CAUSES = ("mast:Kesso", "market:Kesso", "base:Base", "group:Riders", "chief:Old one")
CHANNELS = ("phone", "walk", "radio_hf", "drum_whistle", "other: smoke", "")
IDS = ("a", "b", "c")


@st.composite
def meshes(draw: st.DrawFn) -> list[Record]:
    """One to three mechanisms that hand on to one another, and what is known of causes."""
    found: list[Record] = []
    for id in IDS[: draw(st.integers(1, 3))]:
        sent = draw(st.sampled_from([None, 10]))
        onward = draw(st.sets(st.sampled_from([*(i for i in IDS if i != id), "unit"]), max_size=2))
        found.append(
            Mechanism(
                id=id,
                name=f"Mechanism {id}",
                place_id="kesso",
                channel=draw(st.sampled_from(CHANNELS)),
                backup=draw(st.sampled_from(CHANNELS)),
                shared_causes=tuple(sorted(draw(st.sets(st.sampled_from(CAUSES), max_size=3)))),
                passes_to_ids=tuple(sorted(onward)),
                alerts_sent=sent,
                alerts_answered=sent and draw(st.integers(0, 10)),
                resourcing=draw(st.sampled_from([None, 0, 2, 4])),
                groups_absent=draw(st.sampled_from([(), ("women",)])),
            )
        )
    for number, tag in enumerate(draw(st.sets(st.sampled_from(CAUSES)))):
        worst = draw(st.integers(0, 100))
        found.append(
            SharedCause(
                id=f"cause-{number}",
                tag=draw(st.sampled_from([tag, tag.upper(), tag.replace(":", " : ")])),
                works_percent=Range(min=worst / 2, likely=worst, max=worst),
                fails_seasons=draw(st.sampled_from([(), ("wet",)])),
                fails_night=draw(st.sampled_from(["yes", "no", "unknown"])),
            )
        )
    return found


def _arrivals() -> tuple[Snapshot, tuple[Arrival, ...]]:
    """Help under two conditions; the warning is not certain, so that chances lie between."""
    warned = {"warning": Range(min=70, likely=105, max=140)}
    held = (
        a_community(), a_post(20, name="Base"), a_road((0, 0), (20, 0)), a_unit(), MEDIC,
        a_timing(**warned), a_timing(id="wet", season="wet", **warned),
        a_threat(minimum_strength=60),
    )  # fmt: skip
    snapshot = a_snapshot(*held)
    assumed = Assumptions(PLAIN)
    grounds = {
        (season, "day"): finish(travel(snapshot, Condition(season, "day"), assumed))
        for season in ("dry", "wet")
    }
    return snapshot, arrivals(snapshot, grounds, assumed, ["kesso"])


LAND, HELP = _arrivals()


def _joined(snapshot: Snapshot) -> list[tuple[Joined, ...]]:
    assumed = Assumptions(PLAIN)
    net = mesh(snapshot, AS_OF, assumed)
    both = called(snapshot, HELP, net, assumed)
    return [joined(one, other, net) for one, other in zip(HELP, both, strict=True)]


@settings(max_examples=40, deadline=None)
@given(meshes(), st.lists(st.sampled_from(CAUSES), min_size=1, max_size=2))
def test_taking_away_a_cause_never_raises_the_joined_chance(
    records: list[Record], lost: list[str]
) -> None:
    snapshot = Snapshot.of([*LAND, *records])
    changes = [ProposedChange(kind="lose_cause", cause=tag) for tag in lost]
    after = finish(lay(snapshot, changes, AS_OF)).after
    names = ("alert", "arrives_onset", "arrives_end", "helps_onset", "helps_end")
    for old, new in zip(_joined(snapshot), _joined(after), strict=True):
        assert [j.subject for j in old] == [j.subject for j in new]
        for a, b in zip(old, new, strict=True):
            assert not (a.state == "none" and b.state != "none")
            assert not (a.state == "words" and b.state == "figure")
            for was, would in zip(a.weighs, b.weighs, strict=True):
                assert was is None or would is None or would <= was + 1e-9
            for name in names:
                was, would = getattr(a, name), getattr(b, name)
                if was is not None and would is not None:
                    assert all(x <= y for x, y in zip(would, was, strict=True)), name


@pytest.mark.parametrize("tag", CAUSES)
def test_a_cause_that_nobody_hangs_on_changes_nothing(tag: str) -> None:
    snapshot = Snapshot.of([*LAND, phone(shared_causes=())])
    after = finish(lay(snapshot, [ProposedChange(kind="lose_cause", cause=tag)], AS_OF)).after
    assert _joined(snapshot) == _joined(after)
