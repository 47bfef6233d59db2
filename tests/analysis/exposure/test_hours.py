"""Risk-hours: worked by hand on one village, and the laws that hold for any."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString

from pocplanner.analysis.assess import assess
from pocplanner.analysis.exposure.figures import Hours, PlaceHours
from pocplanner.analysis.exposure.telling import place_lines
from pocplanner.analysis.exposure.week import WEEKDAYS
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.sharing import view
from pocplanner.analysis.telling import Teller
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Journey, People
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Assumption
from pocplanner.model.places import Caveat
from pocplanner.model.record import Record
from pocplanner.model.ways import Patrol
from pocplanner.progress import finish
from pocplanner.words import Words
from tests.analysis.makers import AS_OF, a_community, a_snapshot, an_event
from tests.analysis.test_arrival import MEDIC, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road


def village(**changes: Any) -> Community:
    """Kesso: sixty women, forty men."""
    people = (People(sex="female", count=60), People(sex="male", count=40))
    return a_community(**({"population": 100, "people": people} | changes))


def a_threat(**changes: Any) -> Threat:
    """By night, from 22 to 2, every day."""
    held: dict[str, Any] = {
        "id": "threat", "place_id": "kesso", "status": "accepted", "decided_by": "Adviser",
        "from_hour": 22, "to_hour": 2, "minimum_strength": 30,
    }  # fmt: skip
    return Threat(**(held | changes))


def a_journey(**changes: Any) -> Journey:
    """Twenty women to the market on Thursdays, six to ten."""
    held: dict[str, Any] = {
        "id": "journey", "title": "Market", "place_id": "kesso", "purpose": "market",
        "sex": "female", "people": 20, "weekdays": ("thursday",), "from_hour": 6, "to_hour": 10,
        "line": LineString([(10.0, 5.0), (10.02, 5.0)]),
    }  # fmt: skip
    return Journey(**(held | changes))


def assessed(*records: Record, events: Any = ()) -> Assessment:
    base: dict[str, Record] = {
        r.id: r
        for r in (village(), a_post(20), a_road((0, 0), (20, 0)), a_unit(), MEDIC, a_threat(),
                  a_timing(warning=exactly(600)),
                  a_timing(id="t2", light="night", warning=exactly(600)))
    }  # fmt: skip
    base |= {r.id: r for r in records}
    snapshot = a_snapshot(*base.values(), events=[an_event(), *events])
    return finish(assess(snapshot, AS_OF))


def kesso(*records: Record, season: str = "dry", events: Any = ()) -> PlaceHours:
    found = assessed(*records, events=events).exposure.at("kesso", season)
    assert found is not None
    return found


# ------------------------------------------------------------------ by hand


def test_people_at_home_in_the_hours_of_a_threat_are_counted_by_sex() -> None:
    found = kesso()
    # Four hours a night, seven nights, a hundred people.
    assert found.hours is not None and found.hours.total == 2800
    assert found.by_sex["female"].total == 60 * 28 and found.by_sex["male"].total == 40 * 28
    # The rest of the night (eight hours) lies outside the window: told, and not called safe.
    assert sum(t.quiet for t in found.tasks) == 100 * 8 * 7


def test_a_unit_that_comes_in_the_warning_time_and_is_enough_covers() -> None:
    assert kesso().hours == Hours(2800, 2800, 0)


def test_help_after_the_warning_time_covers_nothing() -> None:
    late = a_timing(id="t2", light="night", warning=exactly(30))
    found = kesso(late)
    assert found.hours == Hours(2800, 0, 0) and found.tasks[0].reasons == {"too_late"}


def test_where_nobody_said_what_force_is_needed_it_is_not_judged() -> None:
    found = kesso(a_threat(minimum_strength=None))
    assert found.hours == Hours(2800, 0, 2800)


def test_what_arrives_and_is_too_little_is_nobody() -> None:
    found = kesso(a_threat(minimum_strength=500))
    assert found.hours == Hours(2800, 0, 0) and "too_little" in found.tasks[0].reasons


def test_a_unit_that_does_not_move_at_night_covers_no_night() -> None:
    still = a_unit(caveats=(Caveat(kind="no_night_movement"),))
    assert kesso(still).hours == Hours(2800, 0, 0)


def test_one_unit_is_in_one_place_in_one_hour() -> None:
    other = village(id="other", name="Other")
    found = assessed(
        other, a_threat(id="second", place_id="other"),
        a_timing(id="t3", place_id="other", light="night", warning=exactly(600)),
    )  # fmt: skip
    both = [found.exposure.at(p, "dry") for p in ("kesso", "other")]
    covered = [p.hours.covered for p in both if p is not None and p.hours is not None]
    assert sum(covered) == 2800, "two villages of 2,800, one company"


def test_a_patrol_takes_its_unit_away_and_protects_those_it_passes() -> None:
    away = Patrol(
        id="p", name="Round", state="regular", post_id="post", unit_ids=("unit",),
        from_hour=22, to_hour=0, weekdays=WEEKDAYS, line=LineString([(11, 5), (11, 6)]),
    )  # fmt: skip
    found = kesso(away).hours
    assert found is not None and found.covered == 1400, "half of the window it is elsewhere"
    near = away.model_copy(update={"line": LineString([(10.0, 5.0), (10.01, 5.0)])})
    assert kesso(near).hours == Hours(2800, 2800, 0)
    for state in ("planned", "stopped"):
        idle = away.model_copy(update={"state": state})
        assert kesso(idle).hours == Hours(2800, 2800, 0), "only regular patrols are out"


def test_those_on_their_way_are_counted_where_a_threat_meets_their_hours() -> None:
    found = kesso(a_threat(from_hour=8, to_hour=12), a_journey())
    ways, by_sex = found.part(home=False)
    assert ways is not None and ways.total == 20 * 2 and by_sex["female"].total == 40


def test_a_threat_against_men_does_not_count_women() -> None:
    found = kesso(a_threat(sex="male"), a_journey(from_hour=22, to_hour=2))
    assert set(found.by_sex) == {"male"}


def test_those_who_are_out_by_night_are_not_at_home_too() -> None:
    out = a_journey(from_hour=22, to_hour=2, weekdays=WEEKDAYS, purpose="water", sex="female")
    found = kesso(out)
    assert found.by_sex["female"].total == 60 * 28, "forty at home and twenty on their way"
    assert found.hours is not None and found.hours.total == 2800


def test_where_nobody_told_how_many_there_is_no_figure_but_words() -> None:
    found = kesso(a_threat(from_hour=8, to_hour=12), a_journey(people=None))
    assert found.hours is None and [t.task.id for t in found.unknown] == ["journey"]
    teller = Teller(Words("en"), a_snapshot(village(), a_journey()))
    told = " ".join(place_lines(teller, found))
    assert "no figure" in told and "How many they are was not told" in told
    assert not any(c.isdigit() for c in told.split(":")[0])


def test_where_everything_is_guessed_there_is_no_figure() -> None:
    found = kesso(
        a_threat(from_hour=None, to_hour=None), village(population=None, people=()),
        a_journey(weekdays=()),
    )  # fmt: skip
    assert found.hours is None and {"window", "weekdays"} <= found.guesses
    told = " ".join(place_lines(Teller(Words("en"), a_snapshot(village(), a_journey())), found))
    assert "market. Nobody told the days of the way" in told, "twenty women were told"


def test_hours_of_a_threat_are_proposed_from_its_events() -> None:
    known = [
        an_event(hour=h, day=AS_OF - timedelta(days=i)) for i, h in enumerate([19] * 5 + [20] * 5)
    ]
    threat = a_threat(from_hour=None, to_hour=None, kind="killing")
    found = kesso(threat, events=known)
    assert "pattern" in found.guesses and "window" not in found.guesses
    assert found.hours is not None and found.hours.total == 100 * 2 * 7


def test_a_proposed_threat_has_no_hours_before_somebody_accepts_it() -> None:
    found = assessed(a_threat(status="proposed", decided_by=""))
    assert found.exposure.at("kesso", "dry") is None


def test_weights_set_the_order_and_change_no_person_hour() -> None:
    heavy = Assumption(id="w", key="exposure.weight_high", value=80)
    late = a_timing(id="t2", light="night", warning=exactly(30))
    plain, weighted = kesso(late), kesso(late, heavy)
    assert plain.hours == weighted.hours and weighted.risk == 20 * plain.risk


def test_ratings_do_not_change_whoever_is_near() -> None:
    with_unit, without = assessed(), assessed(a_unit(post_id=""))
    assert [(r.band, r.priority) for r in with_unit.rated] == [
        (r.band, r.priority) for r in without.rated
    ]
    said = [f for f in without.findings if f.key.startswith("finding.unprotected")]
    assert [f.facts["uncovered"] for f in said] == [2800]


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.CORE])
def test_others_are_told_no_hours(audience: Audience) -> None:
    snapshot = a_snapshot(village(), a_post(20), a_unit(), a_threat(), a_journey(),
                          events=[an_event()])  # fmt: skip
    seen = view(snapshot, audience, AS_OF).snapshot
    found = finish(assess(seen, AS_OF))
    assert found.exposure.places == () and found.journeys == ()


# ------------------------------------------------------------------ laws


HOUR = st.integers(0, 23)
JOURNEYS = st.lists(
    st.builds(
        a_journey,
        id=st.uuids().map(str),
        sex=st.sampled_from(["female", "male", "all"]),
        people=st.one_of(st.none(), st.integers(0, 300)),
        weekdays=st.sets(st.sampled_from(WEEKDAYS)).map(tuple),
        from_hour=HOUR,
        to_hour=HOUR,
        seasons=st.sampled_from([(), ("dry",), ("wet",), ("harvest",)]),
        purpose=st.sampled_from(["market", "water", "flight"]),
        line=st.none(),
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(JOURNEYS, HOUR, HOUR, st.sampled_from([None, 30, 500]), st.integers(10, 600))
def test_covered_and_uncovered_make_the_whole_by_sex_and_hour(
    journeys: list[Journey], first: int, last: int, need: int | None, warning: int
) -> None:
    found = assessed(
        a_threat(from_hour=first, to_hour=last, minimum_strength=need), *journeys,
        a_timing(id="t2", light="night", warning=exactly(warning)),
    ).exposure  # fmt: skip
    used: dict[tuple[str, int, int], str] = {}
    for place in found.places:
        whole = place.hours or Hours()
        assert whole.covered + whole.uncovered == whole.total and whole.not_judged >= 0
        for table in (place.by_sex, place.by_age, place.by_group):
            assert sum((h for h in table.values()), Hours()) == whole
        assert sum(place.people()) == whole.total
        for task in place.tasks:
            assert np.all(task.state[~task.exposed] == 0)
            for hour in np.flatnonzero(task.by >= 0).tolist():
                key = (place.season, int(task.by[hour]), hour)
                assert key not in used, "one unit in one place at a time"
                used[key] = task.task.id
