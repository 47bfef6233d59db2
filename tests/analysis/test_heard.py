"""Alert and help together: closed forms, bounds, laws, and nothing printed of what is guessed."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.arrival import arrivals
from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.arrival.heard import ALERT, Called, called
from pocplanner.analysis.arrival.heard_telling import called_said, short_said, why_said
from pocplanner.analysis.arrival.together import both, bounds
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.mesh import mesh
from pocplanner.analysis.mesh.network import Network
from pocplanner.analysis.mesh.result import Mesh, Reach
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel
from pocplanner.model.community import Mechanism, Trust
from pocplanner.model.mesh import SharedCause
from pocplanner.model.places import Unit
from pocplanner.model.record import Range, Record
from pocplanner.progress import finish
from pocplanner.words import Words
from tests.analysis.makers import AS_OF, a_community, a_mission, a_snapshot
from tests.analysis.test_arrival import MEDIC, SURE, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road

#: Without a prior a mechanism holds exactly as often as was counted.
PLAIN = SURE | {"mesh.prior_good": 1, "mesh.prior_bad": 1}


def a_network(**changes: Any) -> Mechanism:
    """Of ten alerts sent four were answered: with the prior, five of twelve."""
    held: dict[str, Any] = {
        "id": "net", "name": "Alert network", "place_id": "kesso", "channel": "radio",
        "alerts_sent": 10, "alerts_answered": 4,
    }  # fmt: skip
    return Mechanism(**(held | changes))


def a_mast(**changes: Any) -> SharedCause:
    return SharedCause(**({"id": "mast", "tag": "mast:Kesso"} | changes))


def at_kesso(
    *records: Record, condition: Condition | None = None, own: dict[str, float] | None = None
) -> Called:
    """Help that is there after 100 minutes for certain; the attack comes after 110."""
    known: dict[str, Record] = {
        r.id: r
        for r in (a_community(), a_post(20), a_road((0, 0), (20, 0)), a_unit(), MEDIC,
                  a_timing(warning=exactly(110)), a_network())
    }  # fmt: skip
    known |= {r.id: r for r in records}
    snapshot = a_snapshot(*known.values())
    assumed = Assumptions(PLAIN | (own or {}))
    where = condition or Condition()
    ground = finish(travel(snapshot, where, assumed))
    found = arrivals(snapshot, {(where.season, where.light): ground}, assumed, ["kesso"])
    (one,) = called(snapshot, found, mesh(snapshot, AS_OF, assumed), assumed)
    return one


def sentences(one: Called, *records: Record, language: str = "en") -> Iterator[str]:
    snapshot = a_snapshot(a_community(), *records)
    teller = Teller(Words(language), snapshot)
    network = Network(snapshot, AS_OF)
    for said in (*called_said(network, one), *short_said(one)):
        yield teller.text(said)


# ------------------------------------------------------------------ by hand


def test_two_posts_and_one_road_by_hand() -> None:
    # Help is certain to be in time, so what is left is the alert: (4 + 1) of (10 + 2) = 42 %.
    near = a_post(10, id="near", name="Near base")
    one = at_kesso(near, a_unit(id="second", name="Platoon", post_id="near"))
    whole = one.everybody
    assert whole is not None and whole.figure
    assert whole.arrives_onset is not None and whole.arrives_onset.percent == round(500 / 12)
    assert (whole.out.middle, whole.costliest) == (pytest.approx(5 / 12), ALERT)
    assert whole.gain == (pytest.approx(100 * 7 / 12), pytest.approx(100 * 7 / 12))
    # The bounds are those of the count, times a chance of 100 (from 99, since it was drawn).
    assert whole.arrives_onset.low <= round(100 * whole.out.low) <= whole.arrives_onset.low + 1
    assert whole.arrives_onset.high >= round(100 * whole.out.high)


def test_help_that_is_never_in_time_is_not_better_for_an_alert() -> None:
    one = at_kesso(a_timing(warning=exactly(20)))
    whole = one.everybody
    assert whole is not None and whole.arrives_onset is not None
    assert (whole.arrives_onset.percent, whole.arrives_onset.low) == (0, 0)
    assert whole.gain == (0, 0) and whole.costliest != ALERT


def test_a_link_that_costs_more_than_the_alert_is_told_instead() -> None:
    # Nine of ten alerts get out; deciding takes an hour or two, and most are too late by it.
    slow = a_timing(warning=exactly(150), decide=Range(min=10, likely=120, max=120))
    one = at_kesso(slow, a_network(alerts_sent=100, alerts_answered=99))
    assert one.everybody is not None and one.everybody.costliest == "decide"
    rare = at_kesso(slow, a_network(alerts_sent=100, alerts_answered=1))
    assert rare.everybody is not None and rare.everybody.costliest != "decide"


# ------------------------------------------------------------------ what ties both


shares = st.floats(0, 1)


@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=6), shares)
def test_bounds_hold_the_product_and_keep_to_what_is_possible(
    drawn: list[tuple[float, float]], share: float
) -> None:
    whole = sum(often for often, _ in drawn) or 1.0
    states = [(often / whole, value) for often, value in drawn]
    mean = sum(often * value for often, value in states)
    low, high = bounds(states, share)
    assert low <= mean * share + 1e-9 and mean * share <= high + 1e-9
    assert max(0.0, mean + share - 1) - 1e-9 <= low and high <= min(mean, share) + 1e-9


@given(shares, shares)
def test_of_one_thing_up_or_down_the_bounds_are_those_of_frechet(up: float, share: float) -> None:
    low, high = bounds(((up, 1.0), (1 - up, 0.0)), share)
    assert low == pytest.approx(max(0.0, up + share - 1), abs=1e-9)
    assert high == pytest.approx(min(up, share), abs=1e-9)


def test_rain_that_takes_mast_and_road_widens_the_interval_and_says_so() -> None:
    phone = a_network(channel="phone", shared_causes=("mast:Kesso",))
    wet = Condition("wet", "day")
    own = {"mesh.failing.least": 50.0, "mesh.failing.most": 50.0, "speed.dirt_wet_kmh": 20.0}
    later = a_timing(season="wet", warning=Range(min=70, likely=100, max=130))
    free = at_kesso(phone, a_mast(), later, condition=wet, own=own | {"mesh.cause.mast.least": 50,
                    "mesh.cause.mast.most": 50})  # fmt: skip
    mast = a_mast(fails_seasons=("wet",))
    tied = at_kesso(phone, mast, later, condition=wet, own=own)
    a, b = free.everybody, tied.everybody
    assert a is not None and b is not None and a.arrives_onset and b.arrives_onset
    assert a.ties == () and [t.why for t in b.ties] == ["rain"]
    # The middle is the product either way; what is possible reaches farther on both sides.
    assert a.arrives_onset.percent == b.arrives_onset.percent
    assert b.arrives_onset.low <= a.arrives_onset.low
    assert b.arrives_onset.high > a.arrives_onset.high
    said = " ".join(sentences(tied, phone, mast))
    assert "The same rain may take the mast of Kesso and hold help up" in said
    dry = at_kesso(phone, mast)
    assert dry.everybody is not None and dry.everybody.ties == ()


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (a_network(shared_causes=("group:Riders",)), "group"),
        (a_network(shared_causes=("base:Kesso",)), "base"),
        (a_network(passes_to_ids=("unit",)), "unit"),
        (a_network(shared_causes=("chief:Old one",)), ""),
    ],
    ids=["group", "base", "unit", "chief"],
)
def test_what_else_may_take_the_alert_and_help_together(record: Mechanism, why: str) -> None:
    whole = at_kesso(record).everybody
    assert whole is not None
    assert [tie.why for tie in whole.ties] == ([why] if why else [])


def test_a_way_round_the_tied_part_narrows_what_is_possible() -> None:
    phone = a_network(channel="phone", shared_causes=("group:Riders",))
    alone = at_kesso(phone).everybody
    beside = at_kesso(phone, a_network(id="other", name="Drums", channel="drum")).everybody
    assert alone is not None and beside is not None
    assert alone.arrives_onset is not None and beside.arrives_onset is not None
    assert beside.arrives_onset.low >= alone.arrives_onset.low
    assert beside.arrives_onset.percent > alone.arrives_onset.percent


# ------------------------------------------------------------------ laws


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.lists(st.integers(0, 100), min_size=3,
       max_size=3).map(sorted))  # fmt: skip
def test_an_alert_more_answered_or_help_more_often_in_time_never_lowers_the_chance(
    answered: int, more: int, help_: list[int]
) -> None:
    def chance(good: int, found: Chance) -> Chance:
        one = _reach(a_network(alerts_sent=60, alerts_answered=good))
        return both(one, "day", "dry", (), found)

    low, percent, high = help_
    less = chance(answered, Chance(percent, low, high))
    better = chance(answered + more, Chance(percent, low, high))
    surer = chance(answered, Chance(min(percent + 5, 100), min(low + 5, 100), min(high + 5, 100)))
    for more_ in (better, surer):
        assert all(a <= b for a, b in zip(less, more_, strict=True))
    assert less.low <= less.percent <= less.high
    assert less.percent <= percent or percent == 0


def _reach(*records: Record) -> Reach:
    place = mesh(a_snapshot(a_community(), *records), AS_OF, Assumptions(PLAIN)).at("kesso")
    assert place is not None
    return place.everybody


# ------------------------------------------------------------------ what is not known


def test_where_all_of_the_mesh_is_guessed_there_is_a_word_and_no_figure() -> None:
    guessed = a_network(alerts_sent=None, alerts_answered=None)
    one = at_kesso(guessed)
    assert one.everybody is not None and one.everybody.state == "words"
    for language in ("en", "fr"):
        told = " ".join(sentences(one, guessed, language=language))
        assert "%" not in told
        assert Words(language).text(f"mesh.word.{one.everybody.word}") in told


def test_every_guess_behind_the_figures_is_named_those_of_women_too() -> None:
    tags = tuple(f"{kind}:Kesso" for kind in ("mast", "market", "chief", "funder"))
    one = at_kesso(a_network(shared_causes=tags))
    told = " ".join(sentences(one, a_network(shared_causes=tags)))
    # Nobody counted the four causes, nor whether the women of Kesso tell the network.
    for named in ("the mast of", "the market of", "chief", "funder", "whether women and groups"):
        assert named in told.rpartition("Guessed for the alert")[2]
    assert "more" not in told.rpartition("Guessed for the alert")[2]
    (short,) = [s for s in why_said(Network(a_snapshot(), AS_OF), one) if "guessed" in s.key]
    assert (short.key, short.facts["count"]) == ("heard.guessed_more", 2)
    assert [s.key for s in short.facts["inputs"]][-1] == "heard.access"


def test_where_all_of_the_chain_is_guessed_there_is_no_figure_for_both() -> None:
    blank = a_timing(report=None, verify=None, decide=None, muster=None, warning=exactly(900))
    one = at_kesso(blank, a_road((0, 0), (20, 0), kind="air"))
    assert one.everybody is not None and one.everybody.state == "words"
    told = list(sentences(one, a_network()))
    assert "it gets out: 42 %" in told[0] and "no figure for both" in told[0]


def test_no_recorded_mechanism_is_not_known_and_no_chance_of_nothing() -> None:
    elsewhere = a_network(place_id="far")
    one = at_kesso(elsewhere, a_community(id="far", name="Far"))
    assert (one.state, one.heard, one.silent) == ("not_known", (), False)
    told = " ".join(sentences(one))
    assert "not known" in told and "ask people" in told and "%" not in told


def test_those_who_trust_nobody_have_no_way_and_no_figure() -> None:
    said = Trust(level=0, sex="female", whom="committee")
    one = at_kesso(a_network(trust=(said,)))
    assert one.women is not None and one.women.state == "none"
    assert one.women.arrives_onset is None and one.silent
    told = " ".join(sentences(one, a_network(trust=(said,))))
    assert "No way is on record by which the women of Kesso could raise the alert" in told


def test_women_and_the_weakest_are_told_apart_from_everybody() -> None:
    men = a_network(groups_absent=("women",))
    one = at_kesso(men)
    whole, women = one.everybody, one.women
    assert whole is not None and women is not None and women in one.told
    assert women.arrives_onset is not None and whole.arrives_onset is not None
    assert women.arrives_onset.percent < whole.arrives_onset.percent
    assert one.weakest is women


def test_readers_who_may_not_see_the_mesh_are_told_nothing_of_it() -> None:
    snapshot = a_snapshot(a_community(), a_post(20), a_road((0, 0), (20, 0)), a_unit(), a_timing())
    assumed = Assumptions(PLAIN)
    ground = finish(travel(snapshot, Condition(), assumed))
    found = arrivals(snapshot, {("dry", "day"): ground}, assumed, ["kesso"])
    (one,) = called(snapshot, found, Mesh(AS_OF, held=True), assumed)
    assert one.state == "held" and not list(sentences(one))


def test_a_unit_that_takes_the_alert_and_stays_is_no_tie() -> None:
    liaison = Unit(id="cla", name="Liaison assistant", kind="liaison_assistant", post_id="post")
    whole = at_kesso(liaison, a_network(passes_to_ids=("cla",))).everybody
    assert whole is not None and whole.ties == ()


def test_reach_tells_it_and_wants_attention_where_nobody_is_heard() -> None:
    from pocplanner.commands.reach import reach

    records = (a_community(), a_post(20), a_road((0, 0), (20, 0)), a_unit(), MEDIC,
               a_timing(warning=exactly(900)))  # fmt: skip
    heard = a_network(alerts_sent=50, alerts_answered=49)
    for network, attention in ((heard, False), (a_network(alerts_answered=0), True)):
        snapshot = a_snapshot(*records, network, mission=a_mission())
        (one,) = finish(reach(snapshot, today=AS_OF)).places
        assert one.verdict == "in_time" and one.attention is attention
