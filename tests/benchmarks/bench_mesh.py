"""The mesh of 500 places: how long it takes, and how long one "lose it" takes after it.

Run: python tests/benchmarks/bench_mesh.py
"""

import sys
import time
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.mesh import mesh
from pocplanner.analysis.mesh.network import Part
from pocplanner.commands.mesh import lose
from pocplanner.model.community import (
    Community,
    FocalPoint,
    Group,
    Mechanism,
    People,
    Seats,
    Trust,
)
from pocplanner.model.geometry import Position
from pocplanner.model.mesh import SharedCause
from pocplanner.model.mission import Mission
from pocplanner.model.places import Post, Unit
from pocplanner.model.record import Range, Record
from pocplanner.model.snapshot import Snapshot

_PLACES, _POSTS = 500, 40
_DAY = date(2030, 5, 1)


def snapshot() -> Snapshot:
    """500 places with a committee and a network each, ten masts, chiefs, funders and 40 posts."""
    made: list[Record] = [Mission(name="Bench")]
    for i in range(_POSTS):
        at = Position(lon=15 + (i % 8) * 0.8, lat=3 + (i // 8) * 0.8)
        made.append(Post(id=f"p{i}", name=f"Post {i}", position=at))
        made.append(Unit(id=f"u{i}", name=f"Assistant {i}", kind="cla", post_id=f"p{i}",
                         languages=("Tongue A",), women=i % 2))  # fmt: skip
    for i in range(50):
        percent = Range(min=60, likely=80, max=95)
        made.append(SharedCause(id=f"c{i}", tag=f"mast:{i}", works_percent=percent))
    for i in range(_PLACES):
        at = Position(lon=15 + (i % 25) * 0.25, lat=3 + (i // 25) * 0.2)
        made.append(
            Community(
                id=f"k{i}", name=f"Place {i}", position=at, population=1000 + i,
                languages=("Tongue A", "Tongue B") if i % 3 else ("Tongue B",),
                people=(People(sex="female", age="18_plus", count=500),
                        People(sex="male", age="18_plus", count=450)),
                groups=(Group(name="Farmers", people=700),
                        Group(name="Displaced", people=200, at_risk=True)),
            )
        )  # fmt: skip
        near = tuple(f"k{j}" for j in (i, i + 1, i + 25) if j < _PLACES)
        made.append(
            Mechanism(
                id=f"a{i}", name=f"Committee {i}", place_id=f"k{i}", covers_ids=near,
                channel="phone", backup="walk", alerts_sent=10 + i % 7, alerts_answered=i % 10,
                seats=(Seats(sex="male", seats=9, deciding=9), Seats(sex="female", seats=4)),
                shared_causes=(f"mast:{i % 50}", f"chief:{i % 20}", f"funder:{i % 4}"),
                passes_to_ids=(f"b{i}", f"u{i % _POSTS}"),
                trust=(Trust(group="Displaced", sex="female", whom="committee", level=i % 5),),
                focal_points=(FocalPoint(pseudonym="CFP-01", sex="male"),),
            )
        )  # fmt: skip
        made.append(
            Mechanism(id=f"b{i}", name=f"Network {i}", kind="can", place_id=f"k{i}",
                      channel="phone", shared_causes=(f"mast:{i % 50}", f"market:{i % 30}"))
        )  # fmt: skip
    return Snapshot.of(made)


def main() -> None:
    """Print medians of five."""
    records = snapshot()
    mesh(records, _DAY, Assumptions(), place_ids=("k0",))  # what loads once is not counted
    whole, ticks = [], []
    for _ in range(5):
        start = time.perf_counter()
        found = mesh(Snapshot.of(list(records)), _DAY, Assumptions())
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        lose(records, _DAY, [Part("cause", "mast:7")], "k7")
        ticks.append(time.perf_counter() - start)
    reaches = sum(len(p.reaches) for p in found.places)
    print(f"mesh of {len(found.places)} places, {reaches} parts of people, 1,000 mechanisms: "
          f"{median(whole):.2f} s (target 1 s)")  # fmt: skip
    print(f"one thing lost at one place: {1000 * median(ticks):.0f} ms")


if __name__ == "__main__":
    main()
