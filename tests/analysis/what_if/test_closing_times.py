"""A post with a closing date: who loses what, by pencil, and what it is traced to."""

from datetime import date, timedelta
from typing import Any

from pocplanner.analysis.assess import assess
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.what_if.closing_times import Closed, closing_times, evidence, in_time
from pocplanner.analysis.what_if.reading import Reading
from pocplanner.model.guard import Audience
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from tests.analysis.makers import AS_OF, a_community, a_snapshot
from tests.analysis.test_arrival import a_threat, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road
from tests.analysis.what_if.test_joined import phone

SOON = AS_OF + timedelta(days=30)


def a_case(*more: Record, closes: date | None = SOON) -> Snapshot:
    """Kesso has an hour's road to a base that closes, and two to another; 130 minutes' warning."""
    known: dict[str, Record] = {
        r.id: r
        for r in (
            a_community(), a_post(20, closes_on=closes), a_post(40, id="far", name="Far base"),
            a_road((0, 0), (40, 0)), a_unit(), a_unit(id="second", name="Platoon", post_id="far"),
            a_timing(travel=exactly(60), warning=exactly(130)),
            a_threat(), phone(),
        )
    }  # fmt: skip
    known |= {r.id: r for r in more}
    return a_snapshot(*known.values())


def closings(snapshot: Snapshot) -> tuple[tuple[Closed, ...], Assessment]:
    found = finish(assess(snapshot, AS_OF))
    return closing_times(found.over(snapshot), found), found


def likely(one: Reading) -> Any:
    return round(one.gap.likely) if one.gap else None


def test_help_from_farther_falls_outside_the_warning_by_hand() -> None:
    """Four times ten minutes and 60 of road leave 30 of 130; 60 of road more are 30 too late."""
    snapshot = a_case()
    (one,), found = closings(snapshot)
    assert (one.post_id, one.past, one.outside) == ("post", False, ("kesso",))
    worst = one.worst("kesso")
    assert (worst.light, worst.season) == ("day", "dry")
    assert (likely(worst.before), likely(worst.after)) == (-30, 30)
    assert in_time(worst.before) and in_time(worst.after) is False
    assert worst.before.arrives is not None and worst.after.arrives is not None
    later = worst.after.arrives.likely - worst.before.arrives.likely
    assert abs(later - 60) < 2, "20 km more at 20 km/h"
    assert (worst.before.post_id, worst.after.post_id) == ("post", "far")
    assert evidence(snapshot, worst) == ("kesso", "timing", "post", "unit", "far", "second")
    assert closing_times(found.over(snapshot), found) is closing_times(snapshot, found)


def test_a_closing_is_the_same_whoever_holds_the_proposals_of_the_assessment() -> None:
    snapshot = a_case(a_threat(id="more", minimum_strength=60))
    found = finish(assess(snapshot, AS_OF))
    again = finish(assess(Snapshot.of(list(snapshot)), AS_OF))
    assert closing_times(snapshot, found) == closing_times(again.over(snapshot), again)


def test_a_base_on_which_nothing_hangs_takes_nothing() -> None:
    nearest = a_post(5, id="near", name="Near base"), a_unit(id="u3", post_id="near")
    entered = a_timing(post_id="near", travel=exactly(15), warning=exactly(130))
    (one,), _ = closings(a_case(*nearest, entered, a_unit(post_id="far")))
    assert (one.places, one.outside, one.place_ids) == ((), (), ())


def test_the_alert_that_hangs_on_the_base_is_lost_with_it() -> None:
    (one,), _ = closings(a_case(phone(passes_to_ids=("post",))))
    after = one.worst("kesso").after.everybody
    assert after is not None and after.state == "none"


def test_a_base_that_has_closed_is_told_against_what_it_was() -> None:
    (one,), _ = closings(a_case(closes=AS_OF - timedelta(days=10)))
    assert one.past and one.place_ids == ("kesso",)
    worst = one.worst("kesso")
    assert (worst.before.post_id, worst.after.post_id) == ("post", "far")
    moved = a_case(a_unit(post_id="far"), closes=AS_OF - timedelta(days=10))
    assert closings(moved)[0] == (), "whose units have gone elsewhere no longer tells anything"


def test_a_post_without_a_date_closes_nowhere_and_readers_without_times_are_told_nothing() -> None:
    assert closings(a_case(a_post(20)))[0] == ()
    snapshot = a_case()
    held = Snapshot.of(list(snapshot), audience=Audience.PUBLIC)
    assert closings(held)[0] == ()
