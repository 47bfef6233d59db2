"""Travel times: by hand on small grounds, by law, and against an independent engine."""

import os
import shutil
import subprocess
from math import cos, hypot, inf, radians
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, box

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel import land, times
from pocplanner.analysis.travel.field import field_of
from pocplanner.analysis.travel.frame import DEGREE_KM, Frame, along
from pocplanner.analysis.travel.graph import ground_steps
from pocplanner.analysis.travel.movement import Condition, movement_of
from pocplanner.analysis.travel.network import blocks, delay
from pocplanner.analysis.travel.times import Travel, travel
from pocplanner.analysis.travel.waters import waters
from pocplanner.model.geometry import Position
from pocplanner.model.places import Area, Post, Route, Unit
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.ways import Obstacle
from pocplanner.progress import finish
from pocplanner.words import Problem, Words
from tests.analysis.makers import a_community, a_snapshot

DRY, WET = Condition("dry", "day"), Condition("wet", "day")
NIGHT = Condition("dry", "night")
#: Kesso lies at 10° E 5° N; a degree of longitude there in kilometres.
WIDE = DEGREE_KM * cos(radians(5))


def at(east_km: float, north_km: float = 0.0) -> Position:
    """A point so many kilometres east and north of Kesso."""
    return Position(lon=10 + east_km / WIDE, lat=5 + north_km / DEGREE_KM)


def a_post(east_km: float, north_km: float = 0.0, **changes: Any) -> Post:
    return Post(**({"id": "post", "name": "Base", "position": at(east_km, north_km)} | changes))


def a_road(*points: tuple[float, float], **changes: Any) -> Route:
    line = LineString([(at(*p).lon, at(*p).lat) for p in points])
    return Route(**({"id": "road", "name": "Road", "kind": "dirt", "line": line} | changes))


def over(
    *records: Record, condition: Condition = DRY, own: dict[str, float] | None = None
) -> Travel:
    snapshot = a_snapshot(a_community(), *records)
    return finish(travel(snapshot, condition, Assumptions(own)))


def minutes(*records: Record, **options: Any) -> float:
    found = over(*records, **options)
    return float(found.matrix[0, found.places.index("kesso")])


# ------------------------------------------------------------------ by hand


def test_a_road_of_twenty_kilometres_takes_an_hour_at_twenty() -> None:
    found = over(a_post(20), a_road((0, 0), (20, 0)))
    trip = found.best("kesso")
    assert trip is not None and trip.minutes is not None
    assert trip.minutes.likely == pytest.approx(60, rel=0.01)
    assert trip.minutes.min == pytest.approx(60 * 0.75, rel=0.01)
    assert trip.minutes.max == pytest.approx(60 * 1.6, rel=0.01)
    assert (trip.basis, trip.post_id) == ("network", "post")
    assert trip.km == pytest.approx(20, rel=0.01)


@pytest.mark.parametrize(
    ("condition", "kmh"), [(DRY, 20), (WET, 8), (NIGHT, 12), (Condition("wet", "night"), 4.8)]
)
def test_season_and_light_change_the_speed(condition: Condition, kmh: float) -> None:
    spent = minutes(a_post(20), a_road((0, 0), (20, 0)), condition=condition)
    assert spent == pytest.approx(20 / kmh * 60, rel=0.01)


def test_a_mission_s_own_speed_stands_before_the_shipped_one() -> None:
    spent = minutes(a_post(20), a_road((0, 0), (20, 0)), own={"speed.dirt_kmh": 40})
    assert spent == pytest.approx(30, rel=0.01)


def test_a_bent_road_is_as_long_as_it_is_and_not_as_its_cells() -> None:
    # Six and eight: as the crow flies ten, on the road fourteen; the ground between is slower.
    found = over(a_post(6, 8), a_road((0, 0), (6, 0), (6, 8)), own={"speed.offroad_kmh": 1})
    assert found.matrix[0, 0] == pytest.approx(14 / 20 * 60, rel=0.01)


def test_where_no_way_is_loaded_it_is_a_straight_line_and_says_how_poor_that_is() -> None:
    found = over(a_post(20))
    trip = found.best("kesso")
    assert trip is not None and trip.minutes is not None
    assert (trip.basis, trip.minutes.likely) == ("straight", pytest.approx(84, rel=0.01))
    assert [said.key for said in found.remarks] == ["travel.remark.straight"]


def test_open_ground_is_told_from_ways_and_said_to_be_guessed() -> None:
    found = over(a_post(20), a_road((0, 60), (20, 60)), own={"travel.limit_h": 10})
    trip = found.best("kesso")
    assert trip is not None and trip.minutes is not None
    assert trip.basis == "grid"
    assert trip.minutes.likely == pytest.approx(200, rel=0.03)
    assert "travel.remark.grid" in [said.key for said in found.remarks]


def test_a_checkpoint_makes_the_farther_post_the_first_one() -> None:
    west, east = a_post(-10, id="west"), a_post(13, id="east")
    gate = Obstacle(id="gate", name="Gate", kind="checkpoint", position=at(-5))
    found = over(west, east, gate, a_road((-20, 0), (20, 0)))
    first, second = found.trips["kesso"]
    assert first.minutes is not None and second.minutes is not None
    assert (first.post_id, second.post_id) == ("east", "west")
    # 13 km at 20 km/h; 10 km at 20 km/h and 15 minutes at the gate.
    assert first.minutes.likely == pytest.approx(39, rel=0.02)
    assert second.minutes.likely == pytest.approx(45, rel=0.02)
    # Moving from 0.75 to 1.6 times, the delay from 0.3 to 3 times.
    assert second.minutes.min == pytest.approx(30 * 0.75 + 15 * 0.3, rel=0.02)
    assert second.minutes.max == pytest.approx(30 * 1.6 + 15 * 3, rel=0.02)
    assert second.obstacle_ids == ("gate",)


def test_help_that_is_farther_than_the_limit_is_late_and_not_unknown() -> None:
    near, far = a_post(20), a_post(80, id="far")
    road = a_road((0, 60), (20, 60))
    found = over(near, far, road, own={"travel.limit_h": 2})
    trip = found.best("kesso")
    assert trip is not None and trip.minutes is not None
    assert (trip.post_id, trip.basis) == ("post", "grid")
    assert trip.minutes.likely == pytest.approx(200, rel=0.03)
    assert [t.post_id for t in found.trips["kesso"]] == ["post"], "only the nearest is told"
    assert "travel.remark.beyond" in [said.key for said in found.remarks]
    straight = over(near, far, own={"travel.limit_h": 0.5}).best("kesso")
    assert straight is not None and straight.post_id == "post"


def test_the_nearest_help_beyond_the_limit_is_that_of_a_post_with_a_unit() -> None:
    empty, manned = a_post(20), a_post(30, id="manned")
    unit = Unit(id="u", name="Company", kind="company", post_id="manned")
    found = over(empty, manned, unit, a_road((0, 60), (20, 60)), own={"travel.limit_h": 2})
    trip = found.best("kesso")
    assert trip is not None and trip.post_id == "manned"


def test_an_area_has_a_speed_off_the_road_of_its_own() -> None:
    ends = at(-30, -30), at(50, 30)
    shape = box(ends[0].lon, ends[0].lat, ends[1].lon, ends[1].lat)
    swamp = Area(id="a", name="Swamp", offroad_kmh=3, shape=shape)
    slow = minutes(a_post(20), a_road((0, 90), (20, 90)), swamp)
    assert slow == pytest.approx(400, rel=0.03)


def test_a_checkpoint_costs_its_delay_and_widens_the_range() -> None:
    road = a_road((0, 0), (20, 0))
    stop = Obstacle(id="stop", name="Toll", kind="checkpoint", position=at(10), delay_min=30)
    trip = over(a_post(20), road, stop).best("kesso")
    assert trip is not None and trip.minutes is not None
    assert trip.minutes.likely == pytest.approx(90, rel=0.01)
    assert trip.obstacle_ids == ("stop",)
    assert trip.minutes.max == pytest.approx(60 * 1.6 + 30 * 3, rel=0.01)
    assert trip.minutes.min == pytest.approx(60 * 0.75 + 30 * 0.3, rel=0.01)


def test_a_ford_stops_vehicles_in_the_wet_and_costs_little_in_the_dry() -> None:
    road = a_road((0, 0), (20, 0))
    ford = Obstacle(id="ford", name="Ford", kind="ford", position=at(10))
    assert minutes(a_post(20), road, ford) == pytest.approx(80, rel=0.01)
    wet = over(a_post(20), road, ford, condition=WET)
    around = wet.matrix[0, 0]
    # Ten kilometres over open ground at two an hour, and more: the bank is closed on both sides.
    assert around > 5 * 60
    assert [said.facts["count"] for said in wet.remarks if said.key == "travel.remark.closed"] == [
        1
    ]


def test_a_way_that_is_not_passable_in_the_wet_is_left_out_for_wheels() -> None:
    road = a_road((0, 0), (20, 0), passable_wet="no")
    other = a_road((0, 70), (20, 70), id="other")
    wet = over(a_post(20), road, other, condition=WET)
    assert wet.matrix[0, 0] == pytest.approx(20 / 2 * 60, rel=0.03)
    assert "travel.remark.left_out" in [said.key for said in wet.remarks]


def test_a_river_is_crossed_where_a_road_goes_over_it_and_nowhere_else() -> None:
    river = a_road((10, -80), (10, 80), id="river", kind="river")
    beside = a_road((0, 5), (9, 5), id="beside")
    bridge = a_road((0, 0), (20, 0))
    assert minutes(a_post(20), bridge, river) == pytest.approx(60, rel=0.01)
    assert minutes(a_post(20), beside, river) == inf


def test_a_place_across_the_river_is_not_at_the_post_s_door() -> None:
    river = a_road((0.5, -80), (0.5, 80), id="river", kind="river")
    found = over(a_post(1), a_road((1, 0), (1, 20)), river)
    assert found.matrix[0, 0] == inf
    assert found.best("kesso") is None
    assert "travel.remark.no_way" in [said.key for said in found.remarks]


def test_speeds_of_nothing_mean_that_nobody_moves() -> None:
    own = {"speed.dirt_kmh": 0, "speed.offroad_kmh": 0, "speed.track_kmh": 0}
    assert over(a_post(20), a_road((0, 0), (20, 0)), own=own).best("kesso") is None


def test_by_air_preparation_comes_before_a_straight_line() -> None:
    snapshot = a_snapshot(a_community(), a_post(100))
    found = finish(travel(snapshot, DRY, Assumptions(), "air"))
    assert found.matrix[0, 0] == pytest.approx(90 + 30, rel=0.01)


def test_on_foot_paths_are_walked_and_boats_keep_to_rivers() -> None:
    path = a_road((0, 0), (8, 0), kind="path")
    river = a_road((0, 0), (8, 0), kind="river")
    walked = finish(travel(a_snapshot(a_community(), a_post(8), path), DRY, Assumptions(), "foot"))
    rowed = finish(travel(a_snapshot(a_community(), a_post(8), river), DRY, Assumptions(), "boat"))
    assert walked.matrix[0, 0] == pytest.approx(120, rel=0.01)
    assert rowed.matrix[0, 0] == pytest.approx(8 / 15 * 60, rel=0.01)


def test_units_move_as_their_kind_does() -> None:
    kinds = ("company", "air_mobility", "riverine", "other: mules")
    assert [movement_of(k) for k in kinds] == ["vehicle", "air", "boat", "vehicle"]


def test_the_way_that_decided_it_is_told() -> None:
    found = over(a_post(20), a_road((0, 0), (20, 0)))
    line = found.way("post", "kesso")
    assert line is not None
    assert line[0].tolist() == pytest.approx([at(20).lon, 5], abs=1e-4)
    assert line[-1].tolist() == pytest.approx([10, 5], abs=1e-4)


# ------------------------------------------------------------------ by law

spots = st.tuples(st.integers(-30, 30), st.integers(-30, 30))
roads = st.lists(st.lists(spots, min_size=2, max_size=4, unique=True), min_size=1, max_size=3)


def made(found: list[list[tuple[int, int]]]) -> list[Route]:
    return [a_road(*points, id=f"r{i}") for i, points in enumerate(found)]


@given(spots, roads, st.lists(spots, min_size=2, max_size=4, unique=True))
def test_one_road_more_never_makes_it_longer(post: Any, held: Any, more: Any) -> None:
    before = minutes(a_post(*post), *made(held))
    after = minutes(a_post(*post), *made(held), a_road(*more, id="more", kind="paved"))
    assert after <= before + 1e-6 or before == inf


@given(spots, roads, st.sampled_from(["speed.dirt_kmh", "speed.offroad_kmh", "speed.track_kmh"]))
def test_a_greater_speed_never_makes_it_longer(post: Any, held: Any, key: str) -> None:
    before = minutes(a_post(*post), *made(held))
    after = minutes(a_post(*post), *made(held), own={key: 30})
    assert after <= before + 1e-6 or before == inf


@given(spots, roads)
def test_there_takes_as_long_as_back(post: Any, held: Any) -> None:
    there = minutes(a_post(*post), *made(held))
    home = a_community(position=at(*post))
    back = finish(travel(a_snapshot(home, a_post(0), *made(held)), DRY, Assumptions()))
    assert back.matrix[0, 0] == pytest.approx(there, rel=1e-6, abs=1e-6)


@given(spots, roads)
def test_the_wet_season_and_the_night_never_make_it_shorter(post: Any, held: Any) -> None:
    dry = minutes(a_post(*post), *made(held))
    for harder in (WET, NIGHT):
        assert minutes(a_post(*post), *made(held), condition=harder) >= dry - 1e-6


# ------------------------------------------------------------------ small things


def test_cells_lie_the_same_in_a_wider_frame() -> None:
    near = Frame.around([10, 10.4], [5, 5.3], 1, 10)
    wide = Frame.around([9, 12], [4, 6], 1, 10)
    assert set(near.latitudes().round(9)) <= set(wide.latitudes().round(9))
    assert set(near.longitudes().round(9)) <= set(wide.longitudes().round(9))


def test_a_line_aslant_leaves_no_gap_to_slip_through() -> None:
    frame = Frame.around([0, 0.5], [0, 0.5], 1, 5)
    under = set(frame.under(LineString([(0, 0), (0.5, 0.37)])).tolist())
    row = {cell: divmod(cell, frame.columns) for cell in under}
    for cell in under:
        r, c = row[cell]
        for up, right in ((1, 1), (1, -1)):
            corner = (r + up) * frame.columns + c + right
            if corner in under:
                sides = {(r + up) * frame.columns + c, r * frame.columns + c + right}
                assert sides & under


def test_points_along_a_line_keep_its_corners() -> None:
    lon, lat = along(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 0.1]]), 0.3)
    assert (1.0, 0.0) in set(zip(lon.tolist(), lat.tolist(), strict=True))
    assert np.hypot(np.diff(lon), np.diff(lat)).max() <= 0.3


def test_what_blocks_depends_on_season_light_and_weight() -> None:
    assumed = Assumptions()

    def stops(condition: Condition = DRY, movement: str = "vehicle", **of: Any) -> bool:
        return blocks(Obstacle(name="It", **of), movement, condition, assumed)

    assert stops(kind="bridge", state="closed")
    assert stops(kind="bridge", load_t=5) and not stops(kind="bridge", load_t=20)
    assert stops(WET, kind="bridge", passable_wet="no") and not stops(kind="bridge")
    assert stops(NIGHT, kind="checkpoint", passable_night="no")
    assert not stops(WET, kind="ford", passable_wet="yes") and stops(WET, kind="ford")
    assert not stops(WET, "air", kind="ford", state="closed")
    assert not stops(movement="foot", kind="roadblock", state="closed")
    assert delay(Obstacle(name="It", kind="bridge"), assumed) == 0
    assert delay(Obstacle(name="It", kind="border_crossing"), assumed) == 60


def test_the_same_ground_is_computed_once() -> None:
    records = a_community(), a_post(20), a_road((0, 0), (20, 0))
    first = finish(travel(a_snapshot(*records), DRY, Assumptions()))
    again = finish(travel(a_snapshot(*records), DRY, Assumptions()))
    moved = finish(travel(a_snapshot(records[0], a_post(21), records[2]), DRY, Assumptions()))
    assert again is first
    assert moved is not first


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_cannot_be_computed_is_said_in_one_sentence(language: str) -> None:
    cases = {
        "travel.no_posts": lambda: finish(travel(a_snapshot(a_community()), DRY, Assumptions())),
        "travel.no_places": lambda: finish(travel(a_snapshot(a_post(1)), DRY, Assumptions())),
        "travel.bad_cell": lambda: finish(
            travel(a_snapshot(a_community(), a_post(1)), DRY, Assumptions(), cell_km=0)
        ),
        "travel.too_large": lambda: finish(
            travel(
                a_snapshot(a_community(), a_post(5000), a_road((0, 0), (1, 0))),
                DRY, Assumptions(), cell_km=0.1,
            )
        ),
    }  # fmt: skip
    for key, act in cases.items():
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.key == key
        said = Words(language).problem(refused.value)
        assert said != f"problem.{key}" and "{" not in said


def test_a_continent_gets_larger_cells_and_says_so() -> None:
    found = over(a_post(2500, 900), a_road((0, 0), (1, 0)))
    assert found.cell_km > 1


def test_every_figure_has_a_source_or_is_called_a_proposal() -> None:
    from pocplanner.analysis.assumptions import shipped

    for key, entry in shipped().items():
        if key.startswith(("speed.", "travel.", "delay.", "chain.")):
            assert entry["cite"].strip() and {"en", "fr"} <= set(entry["name"])


# ------------------------------------------------------------------ against others


def over_ground(frame: Any, cost: np.ndarray) -> np.ndarray:
    """Minutes from the first cell over open ground, as the product reckons them."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    to, spent = ground_steps(frame, cost.ravel())
    starts = np.arange(0, 8 * frame.size + 1, 8)
    graph = csr_array((spent, to, starts), shape=(frame.size, frame.size))
    return dijkstra(graph, indices=0, limit=1e15).reshape(cost.shape)


def by_hand(cost: np.ndarray, wide: np.ndarray, high: float, start: tuple[int, int]) -> np.ndarray:
    """The plainest way there is: improve until nothing improves."""
    found = np.full(cost.shape, inf)
    found[start] = 0
    changed = True
    while changed:
        changed = False
        for r in range(cost.shape[0]):
            for c in range(cost.shape[1]):
                for up in (-1, 0, 1):
                    for right in (-1, 0, 1):
                        y, x = r + up, c + right
                        if (y, x) == (r, c) or not (0 <= y < len(cost) and 0 <= x < cost.shape[1]):
                            continue
                        length = hypot((wide[r] + wide[y]) / 2 * right, high * up)
                        spent = found[y, x] + length * (cost[r, c] + cost[y, x]) / 2
                        if spent < found[r, c] - 1e-12:
                            found[r, c], changed = spent, True
    return found


def test_a_small_ground_agrees_with_the_plainest_reckoning() -> None:
    frame = Frame(40, 80, 7, 9, 0.01, 0.01)
    dice = np.random.default_rng(3)
    cost = dice.uniform(1, 30, (7, 9))
    cost[2, 1:8] = inf
    found = over_ground(frame, cost)
    expected = by_hand(cost, frame.widths_km(), frame.height_km, (0, 0))
    assert np.allclose(found[cost < inf], expected[cost < inf], rtol=1e-9)


def grass_home() -> Path:
    """Where GRASS is installed; the test is skipped aloud where it is not."""
    named = os.environ.get("GISBASE")
    found = [Path(named)] if named else sorted(Path("/usr/lib").glob("grass*"))
    for home in found:
        if (home / "bin" / "r.cost").exists():
            return home
    if shutil.which("grass"):
        asked = subprocess.run(
            ["grass", "--config", "path"], capture_output=True, text=True, check=False
        )
        if asked.returncode == 0:
            return Path(asked.stdout.strip())
    pytest.skip("GRASS is not installed here: its r.cost was not compared with ours")


def r_cost(tmp_path: Path, cost: np.ndarray) -> np.ndarray:
    """What r.cost makes of this cost on a plane, from the south-west; endless where it is null."""
    home = grass_home()
    rows, columns = cost.shape
    (tmp_path / "in.asc").write_text(
        f"north: {rows}\nsouth: 0\neast: {columns}\nwest: 0\nrows: {rows}\ncols: {columns}\n"
        + "\n".join(" ".join("*" if v == inf else f"{v:.3f}" for v in row) for row in cost[::-1])
        + "\n"
    )
    permanent = tmp_path / "db" / "flat" / "PERMANENT"
    permanent.mkdir(parents=True)
    wind = (
        f"proj: 0\nzone: 0\nnorth: {rows}\nsouth: 0\neast: {columns}\nwest: 0\n"
        f"cols: {columns}\nrows: {rows}\ne-w resol: 1\nn-s resol: 1\ntop: 1\nbottom: 0\n"
        f"cols3: {columns}\nrows3: {rows}\ndepths: 1\ne-w resol3: 1\nn-s resol3: 1\nt-b resol: 1\n"
    )
    (permanent / "DEFAULT_WIND").write_text(wind)
    (permanent / "WIND").write_text(wind)
    rc = tmp_path / "rc"
    rc.write_text(f"GISDBASE: {tmp_path / 'db'}\nLOCATION_NAME: flat\nMAPSET: PERMANENT\n")
    surroundings = {
        **os.environ, "GISBASE": str(home), "GISRC": str(rc), "LC_ALL": "C",
        "LD_LIBRARY_PATH": f"{home / 'lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}",
        "PATH": f"{home / 'bin'}:{home / 'scripts'}:{os.environ['PATH']}",
    }  # fmt: skip

    def grass(*command: str) -> None:
        subprocess.run(command, env=surroundings, check=True, capture_output=True, timeout=120)

    grass("r.in.ascii", f"input={tmp_path / 'in.asc'}", "output=cost", "type=DCELL")
    grass("r.cost", "input=cost", "output=spent", "start_coordinates=0.5,0.5")
    grass("r.out.ascii", "input=spent", f"output={tmp_path / 'out.asc'}", "precision=12")
    told = (tmp_path / "out.asc").read_text().splitlines()[6:]
    rows_told = [[inf if v == "*" else float(v) for v in line.split()] for line in told]
    return np.array(rows_told)[::-1]


def a_plane(rows: int, columns: int) -> Frame:
    """A frame on the equator's lattice whose cells are squares of one kilometre to 1e-9."""
    return Frame(0, 0, rows, columns, 1 / DEGREE_KM, 1 / DEGREE_KM)


def test_open_ground_agrees_with_r_cost_of_grass(tmp_path: Path) -> None:
    cost = np.random.default_rng(11).uniform(1, 30, (60, 80)).round(3)
    ours = over_ground(_Flat(a_plane(60, 80)), cost)
    assert np.abs(ours - r_cost(tmp_path, cost)).max() < 1e-6


def test_ground_with_a_lake_agrees_with_r_cost_of_grass(tmp_path: Path) -> None:
    frame = a_plane(60, 80)
    middle = Position(lon=40.2 / DEGREE_KM, lat=30.1 / DEGREE_KM)
    lake = Area(id="a", name="Lake", hierarchy="water", shape=middle.point.buffer(22 / DEGREE_KM))
    wet = waters(frame, [lake])
    cost = np.random.default_rng(12).uniform(1, 30, (60, 80)).round(3)
    cost.reshape(-1)[wet.cells] = inf
    assert 1_450 < len(wet.cells) < 1_600, "a circle of 22 km"
    ours, theirs = over_ground(_Flat(frame), cost), r_cost(tmp_path, cost)
    land = cost < inf
    assert np.isfinite(theirs[land]).all() and np.abs(ours[land] - theirs[land]).max() < 1e-6


class _Flat:
    """A frame whose cells are all as wide as they are high: what GRASS calls a plane."""

    def __init__(self, frame: Frame) -> None:
        self.rows, self.columns, self.size = frame.rows, frame.columns, frame.size
        self.height_km = 1.0

    def widths_km(self) -> np.ndarray:
        return np.ones(self.rows)


def test_the_field_agrees_with_the_times_to_places() -> None:
    snapshot: Snapshot = a_snapshot(a_community(), a_post(20), a_road((0, 0), (20, 0)))
    found = finish(field_of(snapshot, DRY, Assumptions()))
    whole = finish(travel(snapshot, DRY, Assumptions()))
    cell = found.frame.cells(np.array([10.0]), np.array([5.0]))[0]
    assert found.minutes[cell] == pytest.approx(whole.matrix[0, 0], abs=8)


@given(spots, spots, roads)
def test_moving_a_post_gives_what_a_fresh_start_gives(one: Any, other: Any, held: Any) -> None:
    still = a_post(0, 9, id="still", name="Still")
    minutes(a_post(*one), still, *made(held))
    moved = over(a_post(*other), still, *made(held))
    land.forget()
    times.forget()
    fresh = over(a_post(*other), still, *made(held))
    assert np.array_equal(moved.matrix, fresh.matrix)
    assert moved.trips == fresh.trips
