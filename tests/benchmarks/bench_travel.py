"""What travel times and the chain of alerts cost: run it, it prints seconds and memory.

python tests/benchmarks/bench_travel.py [posts]
"""

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from shapely import LineString

from pocplanner.analysis.arrival import arrivals
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel import field, times
from pocplanner.analysis.travel.movement import Condition
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


def main() -> None:
    """Print a table of seconds and megabytes."""
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
    said("10,000 draws, 300 places, 20 units, one condition", begun)


if __name__ == "__main__":
    main()
