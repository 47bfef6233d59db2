"""Weeks worked out with a pencil: markets over midnight, two patrols, a way of one season."""

from shapely import LineString

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.exposure.plan import _at_work
from pocplanner.analysis.exposure.presence import Presence
from pocplanner.analysis.exposure.week import WEEKDAYS
from pocplanner.model.ways import Patrol
from tests.analysis.exposure.test_hours import a_journey, a_threat, assessed, kesso, village
from tests.analysis.makers import a_snapshot
from tests.analysis.test_arrival import a_timing, a_unit, exactly


def ways(found):
    whole, by_sex = found.part(home=False)
    return (whole.total if whole else 0), {k: v.total for k, v in by_sex.items()}


def test_a_market_that_ends_after_midnight_is_counted_on_the_next_day_and_the_night_less():
    # Thursday 22 to Friday 2, twenty women; the threat is there on Fridays alone, 0 to 6.
    threat = a_threat(from_hour=0, to_hour=6, weekdays=("friday",))
    found = kesso(threat, a_journey(from_hour=22, to_hour=2))
    # On the way: hours 0 and 1 of Friday.
    assert ways(found) == (40, {"female": 40})
    # At home: 60 women less those 20 for two hours and all 60 for four; 40 men for six.
    _, by_sex = found.part(home=True)
    assert by_sex["female"].total == 40 * 2 + 60 * 4 and by_sex["male"].total == 40 * 6
    # A threat of Thursdays from 22 on meets hours 22 and 23 of Thursday and 0 and 1 of Friday.
    late = kesso(a_threat(weekdays=("thursday",)), a_journey(from_hour=22, to_hour=2))
    assert ways(late) == (80, {"female": 80})
    # Sunday night runs into Monday, over the end of the week.
    sunday = a_journey(from_hour=22, to_hour=2, weekdays=("sunday",))
    assert ways(kesso(a_threat(from_hour=0, to_hour=6, weekdays=("monday",)), sunday))[0] == 40


def test_a_way_of_the_rains_is_under_no_threat_in_the_dry_season():
    wet = a_journey(seasons=("wet",), from_hour=22, to_hour=2)
    assert ways(kesso(wet, season="wet"))[0] == 80
    assert ways(kesso(wet, season="dry"))[0] == 0
    # A threat of the dry season and a way of the rains never meet; by night people are at home.
    dry = a_threat(seasons=("dry",))
    assert assessed(wet, dry).exposure.at("kesso", "wet") is None


def a_patrol(**changes):
    held = {
        "id": "p", "name": "Round", "state": "regular", "post_id": "post", "unit_ids": ("unit",),
        "from_hour": 22, "to_hour": 2, "weekdays": WEEKDAYS,
        "line": LineString([(10.0, 5.0), (10.01, 5.0)]),
    }  # fmt: skip
    return Patrol(**(held | changes))


def test_one_patrol_covers_one_of_two_places_that_it_passes_and_two_cover_both():
    other = village(id="other", name="Other")
    records = (
        other, a_threat(id="second", place_id="other"),
        a_timing(id="t3", place_id="other", light="night", warning=exactly(600)),
    )  # fmt: skip

    def covered(*patrols):
        found = assessed(*records, *patrols).exposure
        return sum(found.at(p, "dry").hours.covered for p in ("kesso", "other"))

    assert covered(a_patrol()) == 2800, "in each hour at one of the two"
    assert covered(a_patrol(unit_ids=()), a_patrol(id="q", unit_ids=())) == 2800, (
        "the company from its post, patrols without units are nobody for sure"
    )
    two = (a_unit(id="unit-2"), a_patrol(id="q", unit_ids=("unit-2",)))
    assert covered(a_patrol(), *two) == 5600


def test_a_night_on_patrol_is_counted_on_the_day_it_sets_out():
    snapshot = a_snapshot(a_patrol(from_hour=22, to_hour=4, weekdays=("sunday",)))
    busy, spent = _at_work(Presence(snapshot, (), "dry", Assumptions()))
    assert spent == {("unit", 6): 6}
    assert {h for _, h in busy} == {(6 * 24 + 22 + i) % 168 for i in range(6)}


def test_who_is_left_since_the_unit_is_with_others_is_told_so():
    other = village(id="other", name="Other", population=50, people=())
    found = assessed(
        other, a_threat(id="second", place_id="other"),
        a_timing(id="t3", place_id="other", light="night", warning=exactly(600)),
    ).exposure  # fmt: skip
    left = [t for p in ("kesso", "other") for t in found.at(p, "dry").tasks if t.bare.any()]
    assert left and all("elsewhere" in t.reasons for t in left)
    assert all("elsewhere" not in t.reasons for t in kesso().tasks)
