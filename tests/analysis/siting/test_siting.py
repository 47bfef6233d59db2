"""The best sites: an exact choice, people unknown that are not zero, posts that stand counted."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pocplanner.analysis.assess import assess
from pocplanner.analysis.siting.cover import choose
from pocplanner.analysis.siting.means import means_of
from pocplanner.analysis.siting.sites import Sites, best_sites
from pocplanner.analysis.siting.telling import late_line, site_lines
from pocplanner.model.geometry import Position
from pocplanner.model.mission import Assumption
from pocplanner.model.places import Settlement
from pocplanner.model.record import Record
from pocplanner.progress import finish
from pocplanner.words import Problem, Words
from tests.analysis.makers import AS_OF, a_community, a_snapshot
from tests.analysis.test_arrival import a_threat, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road, at


def by_trying_all(covers: Any, weights: Any, count: int) -> float:
    """The greatest weight that any choice of rows covers."""
    rows = range(len(covers))
    return max(
        float(weights[covers[list(some)].any(axis=0)].sum())
        for size in range(1, min(count, len(covers)) + 1)
        for some in combinations(rows, size)
    )


@settings(max_examples=60)
@given(arrays(bool, st.tuples(st.integers(1, 7), st.integers(1, 9))), st.integers(1, 4), st.data())
def test_small_cases_equal_trying_every_choice(covers: Any, count: int, data: Any) -> None:
    weights = data.draw(arrays(float, covers.shape[1], elements=st.floats(0, 50)))
    found = choose(covers, weights, count)
    assert found.value == pytest.approx(by_trying_all(covers, weights, count), abs=1e-6)
    assert found.exact
    assert len(found.rows) <= count
    assert list(found.adds) == sorted(found.adds, reverse=True)


def test_greedy_alone_would_be_wrong_here() -> None:
    """The widest site first leaves two halves; the two others cover everything."""
    covers = np.array([[0, 1, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1]], bool)
    found = choose(covers, np.ones(6), 2)
    assert (found.value, sorted(found.rows)) == (6.0, [1, 2])


def test_a_search_that_is_cut_short_says_the_gap() -> None:
    dice = np.random.default_rng(3)
    covers = dice.random((120, 900)) < 0.05
    found = choose(covers, dice.random(900), 5, seconds=0.1)
    assert found.bound >= found.value > 0
    assert found.exact == (found.gap <= 1e-6)


def a_case(*more: Record, means: str = "vehicle") -> Sites:
    """Kesso, threatened, 900 people, half an hour's warning; a base an hour away; two towns."""
    known: dict[str, Record] = {
        r.id: r
        for r in (
            a_community(population=900),
            a_post(40),
            a_road((0, 0), (40, 0)),
            a_timing(
                warning=exactly(90), verify=exactly(5), decide=exactly(5), report=exactly(5)
            ),
            a_unit(),
            a_threat(intent=3, capability=3, opportunity=3, impact=3, from_hour=9, to_hour=12,
                     seasons=("dry",)),
            Settlement(id="near", name="Near", position=at(8)),
            Settlement(id="far", name="Far", position=at(25)),
        )
    }  # fmt: skip
    known |= {r.id: r for r in more}
    snapshot = a_snapshot(*known.values())
    assessment = finish(assess(snapshot, AS_OF))
    return finish(best_sites(snapshot, assessment, 2, means=means))


def test_the_nearer_town_is_found_and_says_whom_it_reaches() -> None:
    found = a_case()
    assert [b.site.name for b in found.best] == ["Near"]
    (reached,) = found.best[0].reached
    assert (reached.place_id, reached.people, reached.counted) == ("kesso", 900, True)
    assert reached.conditions == (("day", "dry"),)
    assert found.exact
    assert "siting.remark.fewer" in [r.key for r in found.remarks]


def test_the_unit_at_a_new_site_goes_by_its_own_means_by_hand() -> None:
    """85 minutes are left, 40 of them to move off: 8 km are 24 by road and 32 by river."""
    river = a_road((40, 0), (0, 0), id="river", kind="river")
    more = a_timing(warning=exactly(100), verify=exactly(5), decide=exactly(5), report=exactly(5))
    boat = a_case(river, more, a_road((0, 40), (40, 40)), means="boat")
    assert not boat.later and [b.site.name for b in boat.best] == ["Near"]
    assert "siting.remark.unit_boat" in [r.key for r in boat.remarks]
    # Without a river nobody comes by boat, however late.
    assert a_case(means="boat").best == ()
    # A helicopter needs 90 before it is in the air, and flies 25 km in less than 8.
    assert a_case(means="air").later > 0
    wide = a_timing(warning=exactly(115), verify=exactly(5), decide=exactly(5), report=exactly(5))
    air = a_case(wide, a_unit(ready_day_min=exactly(300)), means="air")
    assert not air.later and len(air.best) == 1


def test_where_vehicles_stop_a_new_unit_goes_on_on_foot_only_where_that_is_asked() -> None:
    """Three kilometres by road, a quarter of an hour to leave, five on foot: 9 + 15 + 100."""
    end = a_road((40, 0), (5, 0))
    crawl = Assumption(id="slow", key="speed.offroad_kmh", value=0.0)
    wide = a_timing(warning=exactly(190), verify=exactly(5), decide=exactly(5), report=exactly(5))
    slow = a_unit(ready_day_min=exactly(300))
    assert a_case(end, crawl, wide, slow, means="vehicle").later
    walked = a_case(end, crawl, wide, slow, means="foot")
    assert not walked.later and [b.site.name for b in walked.best] == ["Near"]


@pytest.mark.parametrize(
    ("given", "means"), [("riverine", "boat"), (" QRF ", "vehicle"), ("foot", "foot")]
)
def test_a_kind_of_unit_stands_for_its_means(given: str, means: str) -> None:
    assert means_of(given) == means


def test_an_unknown_unit_at_a_site_is_asked_back() -> None:
    with pytest.raises(Problem) as told:
        means_of("mules")
    assert told.value.key == "siting.no_unit"


def test_people_that_nobody_counted_are_not_zero() -> None:
    found = a_case(a_community(population=None))
    assert found.best[0].people > 0
    assert not found.best[0].reached[0].counted
    assert found.treated.people_unknown == 1
    assert "siting.remark.nobody_counted" in [r.key for r in found.remarks]
    told = list(site_lines(Words("en"), a_snapshot(a_community()), found, 5))
    assert any("places reached inside their warning time" in line for line in told)
    assert not any("0 people" in line or "1 people" in line or "%" in line for line in told)


def test_where_some_are_counted_the_others_stand_as_their_middle() -> None:
    there = (a_community(id="duma", name="Duma", position=at(3), population=500),
             a_threat(id="other", place_id="duma", impact=3))  # fmt: skip
    found = a_case(a_community(population=None), *there)
    assert found.treated.people_taken == 500
    assert "siting.remark.people" in [r.key for r in found.remarks]


def test_where_a_post_stands_in_time_no_site_is_needed() -> None:
    found = a_case(a_post(2), a_unit(ready_day_min=exactly(5)))
    assert found.best == ()
    assert [r.key for r in found.remarks] == ["siting.remark.all_reached"]


def test_where_nobody_can_be_in_time_sites_are_ranked_by_whom_late_help_reaches() -> None:
    late = a_timing(warning=exactly(20), verify=exactly(60), decide=exactly(60))
    found = a_case(late)
    # Telling, verifying, deciding and moving off outlast the warning and two hours of attack.
    assert found.later == 240
    assert found.best and found.best[0].reached[0].place_id == "kesso"
    for language in ("en", "fr"):
        lines = list(site_lines(Words(language), a_snapshot(), found, 5))
        assert lines[1] == late_line(Words(language), found)
    assert a_case().later == 0


def test_where_no_warning_is_recorded_it_is_said_that_one_is_assumed() -> None:
    found = a_case(a_timing(warning=None))
    assert "siting.remark.warning_assumed" in [r.key for r in found.remarks]


def test_bad_wishes_are_told_in_a_sentence() -> None:
    snapshot = a_snapshot(a_community(), a_post(20))
    assessment = finish(assess(snapshot, AS_OF))
    for posts, key in ((0, "siting.how_many"), (6, "siting.how_many"), (1, "siting.nobody")):
        with pytest.raises(Problem) as told:
            finish(best_sites(snapshot, assessment, posts))
        assert told.value.key == key
    threatened = a_snapshot(a_community(), a_post(60), a_threat())
    judged = finish(assess(threatened, AS_OF))
    for kinds, key in ((("moon",), "siting.no_kind"), (("airfields",), "siting.no_candidates")):
        with pytest.raises(Problem) as told:
            finish(best_sites(threatened, judged, 1, kinds))
        assert told.value.key == key
    with pytest.raises(Problem) as told:
        finish(best_sites(threatened, judged, 1, ("grid",), grid_km=0.1))
    assert told.value.key == "siting.bad_grid"


def test_a_grid_gives_sites_where_no_town_is_known() -> None:
    snapshot = a_snapshot(
        a_community(population=50), a_post(60), a_road((0, 0), (60, 0)), a_unit(),
        a_threat(from_hour=9, to_hour=12, seasons=("dry",)), a_timing(warning=exactly(120)),
    )  # fmt: skip
    judged = finish(assess(snapshot, AS_OF))
    found = finish(best_sites(snapshot, judged, 1, ("grid",), grid_km=10))
    assert found.best and found.best[0].reached[0].place_id == "kesso"
    sea = best_sites(snapshot, judged, 1, ("grid",), 10, on_land=lambda at: False)
    with pytest.raises(Problem):
        finish(sea)


def test_the_position_of_a_site_is_on_earth() -> None:
    at_edge = Position(lon=179.99, lat=5.0)
    community = a_community(position=at_edge)
    snapshot = a_snapshot(community, a_post(20), a_threat())
    judged = finish(assess(snapshot, AS_OF))
    found = finish(best_sites(snapshot, judged, 1, ("grid",), grid_km=20))
    assert all(abs(b.site.position.lon) <= 180 for b in found.best)
