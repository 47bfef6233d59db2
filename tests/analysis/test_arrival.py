"""Alert to arrival: closed forms, laws of more and less, and what counts as enough."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.arrival import Arrival, arrivals
from pocplanner.analysis.arrival.chain import chain
from pocplanner.analysis.arrival.draws import Draws, chance, spread, wilson
from pocplanner.analysis.arrival.findings import arrival_findings
from pocplanner.analysis.arrival.links import LogTimes
from pocplanner.analysis.arrival.telling import arrival_lines, clock
from pocplanner.analysis.assess import assess
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Interval
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Timing
from pocplanner.model.guard import Audience
from pocplanner.model.places import Caveat, Unit
from pocplanner.model.record import Range, Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.words import Words
from tests.analysis.makers import AS_OF, a_community, a_mission, a_snapshot
from tests.analysis.test_travel import a_post, a_road


def exactly(minutes: float) -> Range:
    return Range(min=minutes, likely=minutes, max=minutes)


def a_timing(**changes: Any) -> Timing:
    """Ten minutes for each of telling, verifying, deciding and moving off; an hour's warning."""
    told = {name: exactly(10) for name in ("report", "verify", "decide", "muster")}
    held = {"id": "timing", "place_id": "kesso", "post_id": "post", "warning": exactly(60)}
    return Timing(**(held | told | changes))


def a_unit(**changes: Any) -> Unit:
    return Unit(**({"id": "unit", "name": "Company", "post_id": "post", "strength": 120} | changes))


def a_threat(**changes: Any) -> Threat:
    held = {"id": "threat", "place_id": "kesso", "status": "accepted", "decided_by": "Adviser"}
    return Threat(**(held | changes))


#: Figures without any spread, so that the answer can be reckoned in one's head.
SURE = {
    "travel.least_factor": 1, "travel.most_factor": 1, "chain.attack.least": 30,
    "chain.attack.likely": 30, "chain.attack.most": 30,
}  # fmt: skip
MEDIC = Unit(id="medic", name="Medics", kind="medical", post_id="post", strength=9)


def at_kesso(
    *records: Record, condition: Condition | None = None, own: dict[str, float] | None = None
) -> Arrival:
    """Arrival at Kesso from a base twenty kilometres of dirt road away: an hour by day and dry."""
    known: dict[str, Record] = {
        r.id: r
        for r in (a_community(), a_post(20), a_road((0, 0), (20, 0)), a_timing(), a_unit(), MEDIC)
    }
    known |= {r.id: r for r in records}
    snapshot = a_snapshot(*known.values())
    assumed = Assumptions(SURE | (own or {}))
    where = condition or Condition()
    ground = finish(travel(snapshot, where, assumed))
    (found,) = arrivals(snapshot, {(where.season, where.light): ground}, assumed, ["kesso"])
    return found


# ------------------------------------------------------------------ closed forms


@pytest.mark.parametrize(
    ("warning", "onset", "end"), [(110, 100, 100), (90, 0, 100), (60, 0, 0), (75, 0, 100)]
)
def test_without_spread_it_is_a_sum_and_a_comparison(warning: float, onset: int, end: int) -> None:
    found = at_kesso(a_timing(warning=exactly(warning)))
    assert found.first is not None and found.first.arrives is not None
    assert found.first.arrives.likely == pytest.approx(100, rel=0.01)
    assert found.arrives_onset is not None and found.arrives_end is not None
    assert (found.arrives_onset.percent, found.arrives_end.percent) == (onset, end)


def test_one_triangle_against_a_fixed_moment_has_its_closed_form() -> None:
    # All else is sixty-plus-thirty minutes; deciding spreads over 0, 30, 60: half are below 30.
    spreading = a_timing(decide=Range(min=0, likely=30, max=60), warning=exactly(120))
    found = at_kesso(spreading, own={"chain.draws": 50_000})
    assert found.arrives_onset is not None
    assert found.arrives_onset.percent == pytest.approx(50, abs=2)
    later = at_kesso(
        a_timing(decide=Range(min=0, likely=30, max=60), warning=exactly(105)),
        own={"chain.draws": 50_000},
    )
    # Below 15 of (0, 30, 60): 15² / (60 × 30) = 12.5 of a hundred.
    assert later.arrives_onset is not None
    assert later.arrives_onset.percent == pytest.approx(12.5, abs=1.5)


@given(st.lists(st.floats(0, 1000), min_size=3, max_size=3).map(sorted))
def test_draws_keep_to_their_triangle(ends: list[float]) -> None:
    found = Interval(*ends)
    drawn = spread(found, Draws(500).of("any"))
    assert drawn.min() >= found.min - 1e-2 and drawn.max() <= found.max + 1e-2
    assert spread(found, np.array([0.0, 1.0], np.float32)) == pytest.approx(
        [found.min, found.max], abs=1e-2
    )


def test_the_mean_of_a_triangle_is_the_mean_of_its_corners() -> None:
    drawn = spread(Interval(10, 20, 90), Draws(50_000).of("any"))
    assert float(drawn.mean()) == pytest.approx(40, abs=0.5)


def test_two_units_share_the_weather_and_the_decision() -> None:
    draws = Draws(20_000)
    one, other = (draws.mixed(f"road:{n}", "weather", 0.5) for n in "ab")
    assert np.corrcoef(one, other)[0, 1] == pytest.approx(0.25, abs=0.03)
    assert float(one.mean()) == pytest.approx(0.5, abs=0.01)
    apart = [draws.mixed(f"road:{n}", "weather", 0) for n in "cd"]
    assert np.corrcoef(*apart)[0, 1] == pytest.approx(0, abs=0.03)
    assert (draws.of("decide") == Draws(20_000).of("decide")).all()


def test_two_of_the_same_do_not_come_sooner_where_deciding_is_all_the_luck() -> None:
    wide = a_timing(decide=Range(min=0, likely=60, max=120), warning=exactly(120))
    alone = at_kesso(wide)
    both = at_kesso(wide, a_unit(id="second", name="Other company"))
    assert alone.arrives_onset == both.arrives_onset


# ------------------------------------------------------------------ laws

ranges = st.lists(st.integers(0, 200), min_size=3, max_size=3).map(sorted)
_LINKS = ("report", "verify", "decide", "muster")


def told(found: list[list[int]]) -> dict[str, Range]:
    return {
        name: Range(min=r[0], likely=r[1], max=r[2])
        for name, r in zip((*_LINKS, "warning"), found, strict=True)
    }


@given(st.lists(ranges, min_size=5, max_size=5), st.sampled_from(_LINKS), st.floats(0, 1))
def test_shortening_a_link_never_lowers_the_chance(found: Any, name: str, share: float) -> None:
    held = told(found)
    old = held[name]
    shorter = Range(min=old.min * share, likely=old.likely * share, max=old.max * share)
    own = {"chain.draws": 400}
    before = at_kesso(a_timing(**held), own=own)
    after = at_kesso(a_timing(**(held | {name: shorter})), own=own)
    for chances in ("arrives_onset", "arrives_end"):
        assert getattr(after, chances).percent >= getattr(before, chances).percent


@given(st.lists(ranges, min_size=5, max_size=5), st.integers(0, 300))
def test_a_longer_warning_never_lowers_the_chance(found: Any, more: int) -> None:
    held = told(found)
    old = held["warning"]
    longer = Range(min=old.min + more, likely=old.likely + more, max=old.max + more)
    own = {"chain.draws": 400}
    before = at_kesso(a_timing(**held), own=own)
    after = at_kesso(a_timing(**(held | {"warning": longer})), own=own)
    assert before.arrives_onset and after.arrives_onset
    assert after.arrives_onset.percent >= before.arrives_onset.percent


@given(st.lists(ranges, min_size=5, max_size=5))
def test_the_end_comes_after_the_beginning_and_intervals_hold_their_chance(found: Any) -> None:
    one = at_kesso(a_timing(**told(found)), own={"chain.draws": 400, "chain.attack.most": 300})
    assert one.arrives_onset and one.arrives_end
    assert one.arrives_end.percent >= one.arrives_onset.percent
    for held in (one.arrives_onset, one.arrives_end):
        assert 0 <= held.low <= held.percent <= held.high <= 100
    assert all(points >= -1e-9 and minutes >= -1e-3 for points, minutes in one.gains.values())


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilson_s_interval_holds_the_share(hits: int, more: int) -> None:
    size = hits + more
    low, high = wilson(hits / size, size)
    assert 0 <= low <= hits / size <= high <= 1


def test_an_interval_is_wider_where_more_is_guessed() -> None:
    known = chance(0.5, 0.5, 0.5, 5000)
    guessed = chance(0.5, 0.2, 0.9, 5000)
    assert known.high - known.low <= 4
    assert (guessed.low, guessed.high) == (18, 91)


def test_the_same_mission_gives_the_same_figures() -> None:
    wide = a_timing(decide=Range(min=0, likely=60, max=120))
    assert at_kesso(wide) == at_kesso(wide)


# ------------------------------------------------------------------ what costs most


def test_the_costliest_link_is_the_one_that_would_add_most() -> None:
    slow = a_timing(decide=Range(min=5, likely=120, max=240), warning=exactly(120))
    found = at_kesso(slow)
    assert found.costliest == "decide"
    points, minutes = found.gains["decide"]
    assert points > 50 and minutes > 60
    assert found.gains["verify"] == (0, 0)


def test_a_link_is_entered_else_measured_else_assumed() -> None:
    start = datetime(2024, 3, 1, 9, tzinfo=UTC)
    log = [
        Alert(
            id=f"a{n}", place_id="kesso", received_at=start + timedelta(days=n),
            verified_at=start + timedelta(days=n, minutes=30 + n),
        )
        for n in range(8)
    ]  # fmt: skip
    bare = a_timing(verify=None)
    few = at_kesso(bare, *log[:7])
    enough = at_kesso(bare, *log)
    none = at_kesso(bare)
    bases = [next(x for x in a.links if x.name == "verify") for a in (none, few, enough)]
    assert [b.basis for b in bases] == ["assumed", "log_few", "log"]
    assert [b.cases for b in bases] == [0, 7, 8]
    assert bases[2].minutes.likely == pytest.approx(33.5)
    assert "verify" in few.guesses and "verify" not in enough.guesses
    assert next(x for x in at_kesso().links if x.name == "verify").basis == "entered"


def test_alerts_of_the_night_measure_the_night() -> None:
    start = datetime(2024, 3, 1, 22, tzinfo=UTC)
    log = [
        Alert(
            id=f"a{n}", place_id="kesso", received_at=start, verified_at=start + timedelta(hours=1)
        )
        for n in range(8)
    ]
    times = LogTimes(a_snapshot(*log), 8)
    assert times.link("verify", "kesso", "day") is None
    night = times.link("verify", "elsewhere", "night")
    assert night is not None and night.basis == "log"


def test_no_warning_is_no_chance_and_says_so() -> None:
    found = at_kesso(a_timing(warning=None))
    assert found.arrives_onset is None and found.helps_onset is None
    lines = arrival_lines(Teller(Words("en"), a_snapshot(a_community(), a_unit())), found)
    assert any("No warning time is recorded" in line for line in lines)


def test_a_warning_of_another_light_is_borrowed_and_said_to_be() -> None:
    found = at_kesso(condition=Condition("wet", "night"))
    assert found.warning_basis == "borrowed"
    assert "warning" in found.guesses


# ------------------------------------------------------------------ arriving is not protecting


def state(*records: Record, **options: Any) -> tuple[str, list[str]]:
    found = at_kesso(*records, **options)
    why = [said.key.rsplit(".", 1)[1] for m in found.means for said in m.judged.reasons]
    return found.state, why


def test_without_a_person_s_minimum_it_is_not_judged() -> None:
    assert state(a_threat()) == ("not_judged", ["no_minimum"])
    found = at_kesso(a_threat())
    assert found.helps_onset is None and found.arrives_onset is not None


def test_a_unit_that_meets_the_minimum_is_sufficient() -> None:
    assert state(a_threat(minimum_strength=100)) == ("sufficient", [])
    found = at_kesso(a_threat(minimum_strength=100), a_timing(warning=exactly(110)))
    assert found.helps_onset == found.arrives_onset
    assert found.helps_onset is not None and found.helps_onset.percent == 100


def test_a_unit_below_the_minimum_arrives_and_is_not_sufficient() -> None:
    found = at_kesso(a_threat(minimum_strength=121), a_timing(warning=exactly(110)))
    assert found.state == "not_sufficient"
    assert found.arrives_onset is not None and found.arrives_onset.percent == 100
    assert found.helps_onset is not None and found.helps_onset.percent == 0


def test_one_threat_without_a_minimum_leaves_it_unjudged_where_the_others_are_met() -> None:
    two = a_threat(minimum_strength=100), a_threat(id="other")
    assert state(*two) == ("not_judged", ["partly"])
    both = a_threat(minimum_strength=100), a_threat(id="other", minimum_strength=130)
    assert state(*both) == ("not_sufficient", ["too_few"])


def test_a_refused_threat_and_one_of_another_hour_ask_for_nothing() -> None:
    night = a_threat(minimum_strength=500, from_hour=20, to_hour=4)
    refused = a_threat(id="r", minimum_strength=500, status="refused", reason="no")
    assert state(night, refused)[1] == ["no_minimum"]
    assert state(night, condition=Condition("dry", "night"))[0] == "not_sufficient"


@pytest.mark.parametrize(
    ("caveat", "condition", "reason"),
    [
        ("no_night_movement", Condition("dry", "night"), "no_night"),
        ("wet_season_immobile", Condition("wet", "day"), "wet_immobile"),
    ],
)
def test_a_caveat_keeps_a_unit_at_home(caveat: str, condition: Condition, reason: str) -> None:
    held = a_unit(caveats=(Caveat(kind=caveat),))
    assert state(held, a_threat(minimum_strength=1)) == ("sufficient", [])
    found = at_kesso(held, condition=condition)
    assert (found.state, found.first) == ("nobody", None)
    assert found.means[0].judged.reasons[0].key == f"arrival.reason.{reason}"


def test_caveats_reduce_strength_range_and_judgement() -> None:
    half = a_unit(caveats=(Caveat(kind="equipment_shortfall"),))
    assert state(half, a_threat(minimum_strength=61)) == ("not_sufficient", ["too_few"])
    tied = a_unit(caveats=(Caveat(kind="limited_range"),))
    assert state(tied, own={"travel.caveat_range_km": 15})[0] == "nobody"
    mild = a_unit(caveats=(Caveat(kind="no_offensive_tasks"),))
    assert state(mild, a_threat(minimum_strength=10)) == ("not_judged", ["no_offensive"])


def test_a_capital_that_must_agree_is_waited_for() -> None:
    slow = at_kesso(a_unit(caveats=(Caveat(kind="capital_approval"),)))
    assert slow.first is not None and slow.first.arrives is not None
    assert slow.first.arrives.likely > 1440
    assert slow.costliest == "decide"


def test_evacuation_must_reach_the_place() -> None:
    need = a_threat(minimum_strength=10)
    far = Unit(id="medic", name="Medics", kind="medical", post_id="nowhere", strength=9)
    assert state(need, far) == ("not_sufficient", ["no_evacuation"])
    none = Unit(id="medic", name="Civil Affairs", kind="civil_affairs", post_id="post")
    assert state(need, none) == ("not_judged", ["no_medical"])
    assert state(need, own={"chain.evacuation_min": 30}) == ("not_sufficient", ["evacuation"])


def test_aircraft_carry_a_part_of_a_unit_where_the_road_is_closed() -> None:
    closed = a_road((0, 0), (20, 0), passable_wet="no")
    other = a_road((0, 90), (20, 90), id="other")
    ready = Range(min=60, likely=60, max=60)
    air = Unit(
        id="air", name="Flight", kind="air_mobility", post_id="post", ready_day_min=ready
    )  # fmt: skip
    found = at_kesso(closed, other, air, a_threat(minimum_strength=30), condition=Condition("wet"))
    first = found.first
    assert first is not None and first.trip.basis == "air"
    assert [said.facts.get("people") for said in first.judged.reasons] == [20]
    night = at_kesso(closed, other, air, condition=Condition("wet", "night"))
    assert all(m.trip.basis != "air" for m in night.means)


def test_units_that_are_not_sent_to_protect_do_not_count() -> None:
    assert at_kesso(a_unit(kind="civil_affairs")).state == "nobody"


# ------------------------------------------------------------------ in the assessment


def a_mission_in_time(*more: Record) -> Snapshot:
    held = a_community(), a_post(20), a_road((0, 0), (20, 0)), a_timing(), a_unit(), MEDIC
    return a_snapshot(*held, *more, mission=a_mission())


def test_an_entered_road_that_the_ways_contradict_is_a_finding() -> None:
    odd = a_timing(travel=exactly(10))
    found = at_kesso(odd)
    (told_,) = arrival_findings(a_snapshot(), [found], Assumptions())
    assert told_.key == "finding.travel_apart"
    assert (told_.facts["entered"], told_.facts["computed"]) == (10, 60)
    near = at_kesso(a_timing(travel=exactly(45)))
    assert not list(arrival_findings(a_snapshot(), [near], Assumptions()))


def test_a_response_that_was_entered_although_nobody_sets_out_is_a_finding() -> None:
    tied = a_unit(caveats=(Caveat(kind="no_night_movement"),))
    night = a_timing(light="night", response=exactly(42))
    found = at_kesso(tied, night, condition=Condition("dry", "night"))
    (told_,) = arrival_findings(a_snapshot(), [found], Assumptions())
    assert (told_.key, told_.facts["entered"]) == ("finding.response_nobody", 42)


def test_a_response_far_from_the_sum_of_its_links_is_a_finding() -> None:
    found = at_kesso(a_timing(response=exactly(20)))
    (told_,) = arrival_findings(a_snapshot(), [found], Assumptions())
    assert told_.key == "finding.response_apart"
    assert (told_.facts["entered"], told_.facts["computed"]) == (20, 100)


def test_the_assessment_carries_arrival_and_names_its_figures() -> None:
    found = finish(assess(a_mission_in_time(a_threat(minimum_strength=500)), as_of=AS_OF))
    assert {(a.light, a.season) for a in found.arrivals_at("kesso")} == {
        ("day", "dry"), ("day", "wet"), ("night", "dry"), ("night", "wet"),
    }  # fmt: skip
    assert "finding.arrives_not_sufficient" in {f.key for f in found.findings}
    assert {"chain.attack.likely", "speed.dirt_kmh"} <= {u.key for u in found.used}
    again = finish(assess(a_mission_in_time(a_threat(minimum_strength=500)), as_of=AS_OF))
    assert [u.key for u in again.used] == [u.key for u in found.used]


def test_those_who_may_not_see_units_are_told_no_arrival() -> None:
    whole = a_mission_in_time()
    for audience in Audience:
        view = Snapshot.of([*whole], whole.events, audience)
        told_ = finish(chain(view, Assumptions()))
        shown = {Audience.CORE, Audience.COMMAND, Audience.EXERCISE}
        assert bool(told_) == (audience in shown)


def test_a_mission_without_posts_is_assessed_all_the_same() -> None:
    found = finish(assess(a_snapshot(a_community(), a_threat()), as_of=AS_OF))
    assert found.arrivals == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_line_has_its_words(language: str) -> None:
    snapshot = a_mission_in_time()
    cases = [
        at_kesso(),
        at_kesso(a_threat(minimum_strength=500)),
        at_kesso(a_threat(minimum_strength=5), a_timing(verify=None)),
        at_kesso(a_timing(warning=None)),
        at_kesso(
            a_unit(caveats=(Caveat(kind="no_night_movement"),)), condition=Condition("dry", "night")
        ),
    ]  # fmt: skip
    for one in cases:
        lines = arrival_lines(Teller(Words(language), snapshot), one)
        assert lines and not any("{" in line or "travel." in line for line in lines)
    assert clock(Words(language), 119.4) == "119 min"
    assert clock(Words(language), 125) == "2 h 05"
