"""What travel times and the chain of alerts cost: run it, it prints seconds and memory.

python tests/benchmarks/bench_travel.py [posts]
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from shapely import LineString

from pocplanner.analysis.arrival import arrivals
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel import field, land, surface, times
from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import DEGREE_KM, Frame
from pocplanner.analysis.travel.graph import build
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.network import Network
from pocplanner.analysis.travel.search import nearest
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Timing
from pocplanner.model.geometry import Position
from pocplanner.model.mission import Mission
from pocplanner.model.places import Post, Route, Unit
from pocplanner.model.record import Range, Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish

#: A country of about 1,446 by 979 kilometres.
WEST, EAST, SOUTH, NORTH = 14.4, 27.4, 2.2, 11.0


def made(posts: int, homes: int, dice: np.random.Generator) -> list[Record]:
    """Posts and homes anywhere, roads from town to town, three rivers."""

    def spot() -> tuple[float, float]:
        return float(dice.uniform(WEST, EAST)), float(dice.uniform(SOUTH, NORTH))

    towns = [spot() for _ in range(300)]
    records: list[Record] = [Mission(name="Bench")]
    records += [
        Post(id=f"p{i}", name=f"Post {i}", position=Position(lon=x, lat=y))
        for i, (x, y) in enumerate(towns[:posts])
    ]
    records += [
        Community(id=f"c{i}", name=f"Home {i}", position=Position(lon=x, lat=y))
        for i, (x, y) in enumerate(spot() for _ in range(homes))
    ]
    for i, (x, y) in enumerate(towns):
        near = sorted(towns, key=lambda t: (t[0] - x) ** 2 + (t[1] - y) ** 2)[1:4]
        records += [
            Route(id=f"r{i}-{n}", name="Road", kind="dirt" if n else "track",
                  line=LineString([(x, y), end]))
            for n, end in enumerate(near)
        ]  # fmt: skip
    for i in range(3):
        points = [spot() for _ in range(6)]
        line = LineString(sorted(points))
        records.append(Route(id=f"w{i}", name="River", kind="river", line=line))
    return records


def said(what: str, begun: float) -> None:
    """One line: seconds, and the most memory so far."""
    spent = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:62}{spent:8.2f}{peak:9,.0f}")


def against(what: str, spent: float, goal: float, unit: str = "s") -> None:
    """One line: a figure beside the goal that it is held against."""
    mark = "" if spent <= goal else "   over the goal"
    print(f"{what:62}{spent:8.3f} {unit:2} goal {goal:g}{mark}")


def _country(snapshot: Snapshot, cell: float, dice: np.random.Generator) -> None:
    """The first surface of a country, and the same after each of twenty posts was moved."""
    land.forget()
    posts, places = times.where(snapshot)
    around = [*posts.values(), *places.values()]
    begun = time.perf_counter()
    work = land.prepare(snapshot, Condition(), Assumptions(), "vehicle", cell, around)
    ground = finish(work)
    found = surface.surface(ground, posts)
    spent = time.perf_counter() - begun
    if cell == 1:
        against(f"{cell:g} km, {len(posts)} posts: first surface, ground and all", spent, 3)
    else:
        said(f"{cell:g} km, {len(posts)} posts: first surface, ground and all", begun)
    moves = []
    for id in list(posts)[:20]:
        away = Position(lon=dice.uniform(WEST, EAST), lat=dice.uniform(SOUTH, NORTH))
        begun = time.perf_counter()
        found = surface.surface(ground, {**found.posts, id: away}, found)
        moves.append(time.perf_counter() - begun)
    goal = 0.2 if cell == 1 else 0.5
    against(f"{cell:g} km, after moving one post: median of 20", float(np.median(moves)), goal)
    against(f"{cell:g} km, after moving one post: the longest of 20", max(moves), goal)


def _grass(dice: np.random.Generator) -> None:
    """The same plane of 1,446 by 979 cells and 200 starts, ours and by GRASS r.cost, in one run."""
    home = next((p for p in sorted(Path("/usr/lib").glob("grass*"))
                 if (p / "bin" / "r.cost").exists()), None)  # fmt: skip
    if home is None:
        print("GRASS is not installed here: not compared with its r.cost")
        return
    rows, columns = 979, 1446
    cost = dice.uniform(1, 30, (rows, columns)).round(3)
    starts = dice.choice(rows * columns, 200, replace=False)
    none = np.zeros(0)
    whole = np.zeros(0, np.int64)
    net = Network(none, none, whole, whole, none, none, np.zeros(0, bool))
    frame = Frame(0, 0, rows, columns, 1 / DEGREE_KM, 1 / DEGREE_KM)
    doors = Doors(200, np.arange(200), starts, np.full(200, 1e-6))
    ours = []
    for _ in range(3):
        begun = time.perf_counter()
        nearest(build(frame, cost.ravel(), net), doors, 1e12)
        ours.append(time.perf_counter() - begun)
    with tempfile.TemporaryDirectory() as folder:
        theirs = _r_cost(home, Path(folder), cost, starts)
    print(f"{'r.cost of GRASS, 200 starts: median of 3':62}{theirs:8.3f} s")
    against("ours on the same plane, graph and all: median of 3", float(np.median(ours)), theirs)
    against("ours to r.cost", float(np.median(ours)) / theirs, 1, "×")


def _r_cost(home: Path, folder: Path, cost: np.ndarray, starts: np.ndarray) -> float:
    """Seconds of r.cost itself on this plane, the raster being there."""
    rows, columns = cost.shape
    text = "\n".join(" ".join(f"{v:.3f}" for v in row) for row in cost[::-1])
    head = f"north: {rows}\nsouth: 0\neast: {columns}\nwest: 0\nrows: {rows}\ncols: {columns}\n"
    (folder / "in.asc").write_text(head + text + "\n")
    permanent = folder / "db" / "flat" / "PERMANENT"
    permanent.mkdir(parents=True)
    wind = (
        f"proj: 0\nzone: 0\nnorth: {rows}\nsouth: 0\neast: {columns}\nwest: 0\n"
        f"cols: {columns}\nrows: {rows}\ne-w resol: 1\nn-s resol: 1\ntop: 1\nbottom: 0\n"
        f"cols3: {columns}\nrows3: {rows}\ndepths: 1\ne-w resol3: 1\nn-s resol3: 1\nt-b resol: 1\n"
    )
    for name in ("DEFAULT_WIND", "WIND"):
        (permanent / name).write_text(wind)
    (folder / "rc").write_text(
        f"GISDBASE: {folder / 'db'}\nLOCATION_NAME: flat\nMAPSET: PERMANENT\n"
    )
    surroundings = {
        **os.environ, "GISBASE": str(home), "GISRC": str(folder / "rc"), "LC_ALL": "C",
        "LD_LIBRARY_PATH": f"{home / 'lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}",
        "PATH": f"{home / 'bin'}:{home / 'scripts'}:{os.environ['PATH']}",
    }  # fmt: skip

    def grass(*command: str) -> float:
        begun = time.perf_counter()
        subprocess.run(command, env=surroundings, check=True, capture_output=True, timeout=300)
        return time.perf_counter() - begun

    begins = np.zeros(rows * columns, int)
    begins[starts] = 1
    lines = "\n".join(" ".join(map(str, row)) for row in begins.reshape(rows, columns)[::-1])
    (folder / "starts.asc").write_text(head + lines + "\n")
    grass("r.in.ascii", f"input={folder / 'in.asc'}", "output=cost", "type=DCELL")
    grass("r.in.ascii", f"input={folder / 'starts.asc'}", "output=starts", "null_value=0")
    spent = [grass("r.cost", "input=cost", "output=spent", "start_raster=starts", "--overwrite")
             for _ in range(3)]  # fmt: skip
    return float(np.median(spent))


def main() -> None:
    """Print a table of seconds and megabytes, and the goals."""
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    dice = np.random.default_rng(3)
    records = made(posts, 5000, dice)
    snapshot, day = Snapshot.of(records), Condition()
    print(f"{'':62}{'seconds':>8}{'peak MB':>9}")
    begun = time.perf_counter()
    found = finish(times.travel(snapshot, day, Assumptions()))
    said(f"usual cell ({found.cell_km:g} km), {posts} posts, 5,000 places", begun)
    begun = time.perf_counter()
    finish(times.travel(snapshot, day, Assumptions()))
    said("the same again, nothing moved", begun)
    first = next(r for r in records if isinstance(r, Post))
    other = first.model_copy(update={"position": Position(lon=20, lat=6)})
    moved = Snapshot.of([other if r is first else r for r in records])
    begun = time.perf_counter()
    finish(times.travel(moved, day, Assumptions()))
    said("one post moved", begun)
    begun = time.perf_counter()
    finish(times.travel(snapshot, day, Assumptions(), cell_km=1))
    said(f"1 km, {posts} posts, 5,000 places", begun)
    begun = time.perf_counter()
    finish(times.travel(moved, day, Assumptions(), cell_km=1))
    said("1 km, one post moved", begun)
    begun = time.perf_counter()
    finish(field.field_of(snapshot, day, Assumptions(), cell_km=1))
    said("1 km, the field of the nearest post", begun)
    _country(snapshot, 1, dice)
    _country(snapshot, 0.5, dice)
    _grass(dice)
    _chain(dice)


def _chain(dice: np.random.Generator) -> None:
    """10,000 draws for 300 places near twenty units."""
    near = [
        Community(id=f"c{i}", name=f"Home {i}", position=Position(lon=20 + x, lat=6 + y))
        for i, (x, y) in enumerate(dice.uniform(-0.6, 0.6, (300, 2)))
    ]
    bases = [Post(id=f"p{i}", name=f"Post {i}", position=Position(lon=20 + i / 10, lat=6))
             for i in range(4)]  # fmt: skip
    units = [Unit(id=f"u{i}", name=f"Unit {i}", post_id=f"p{i % 4}", strength=50 + i)
             for i in range(20)]  # fmt: skip
    timings = [Timing(id=f"t{i}", place_id=f"c{i}", warning=Range(min=30, likely=120, max=400))
               for i in range(300)]  # fmt: skip
    threats = [Threat(id=f"h{i}", place_id=f"c{i}", minimum_strength=60) for i in range(300)]
    snapshot = Snapshot.of([Mission(name="Bench"), *near, *bases, *units, *timings, *threats])
    assumed = Assumptions({"chain.draws": 10_000})
    ground = finish(times.travel(snapshot, Condition(), assumed))
    begun = time.perf_counter()
    arrivals(snapshot, {("dry", "day"): ground}, assumed)
    spent = time.perf_counter() - begun
    against("10,000 draws, 300 places, 20 units, one condition", spent, 2)
    quick = timings[4].model_copy(update={"verify": Range(min=5, likely=10, max=20)})
    changed = Snapshot.of([quick if r.id == quick.id else r for r in snapshot])
    begun = time.perf_counter()
    arrivals(changed, {("dry", "day"): ground}, assumed)
    against("the same after one link changed", time.perf_counter() - begun, 0.3)
    spent = []
    for step in range(1, 8):
        at = Position(lon=20.2 + step * 0.013, lat=6.1 + step * 0.007)
        base = bases[2].model_copy(update={"position": at})
        moved = Snapshot.of([base if r.id == base.id else r for r in snapshot])
        begun = time.perf_counter()
        ground = finish(times.travel(moved, Condition(), assumed))
        arrivals(moved, {("dry", "day"): ground}, assumed)
        spent.append(time.perf_counter() - begun)
    against(
        "the same after one post moved, with its ways: median of 7", float(np.median(spent)), 0.3
    )


if __name__ == "__main__":
    main()
