"""What an assessment costs at the size of a real mission and beyond: run it, it prints a table.

python tests/benchmarks/bench_analysis.py [events]
"""

import resource
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from pocplanner.analysis.assess import assess
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.generic import is_generic
from pocplanner.analysis.ground import last_day, lay
from pocplanner.analysis.patterns import patterns
from pocplanner.model.community import Community
from pocplanner.model.events import Events, Labels
from pocplanner.model.geometry import Position
from pocplanner.model.mission import Mission
from pocplanner.model.places import Area, Settlement
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish

SIZE = 180_000


def made(size: int) -> Events:
    """Events over twenty years, spread as in a large published series."""
    dice = np.random.default_rng(20)
    first = dice.integers(12_000, 19_500, size).astype(np.int32)
    best = dice.geometric(0.2, size).astype(np.int32) - 1

    def labels(stem: str, count: int) -> Labels:
        names = tuple(f"{stem} {i}" for i in range(count))
        return Labels(dice.integers(0, count, size).astype(np.int32), names)

    def few(*names: str) -> Labels:
        return Labels(dice.integers(0, len(names), size).astype(np.int32), names)

    return Events(
        key=np.char.add("E", np.arange(size).astype("U7")).astype("S12"),
        series=np.zeros(size, np.int16),
        lon=dice.uniform(14, 27, size).round(3),
        lat=dice.uniform(2, 11, size).round(3),
        first_day=first,
        last_day=first,
        hour=np.full(size, -1, np.int8),
        deaths_low=best,
        deaths_best=best,
        deaths_high=best * 2,
        deaths_civilians=best // 2,
        place_precision=dice.choice(8, size, p=[0, 0.4, 0.3, 0.1, 0.1, 0.05, 0.05, 0]).astype(
            np.int8
        ),
        day_precision=dice.choice([1, 2, 3, 4, 5], size).astype(np.int8),
        type=few("attack_on_civilians", "clash_harming_civilians", "explosive_remote"),
        native_type=few("1", "2", "3"),
        side_a=labels("Group", 400),
        side_b=labels("Force", 400),
        country=few("Ordan"),
        admin1=labels("Province", 17),
        admin2=labels("District", 80),
        place=labels("Village", 20_000),
        group=few("", "Herders"),
        series_ids=("series",),
    )


def main() -> None:
    """Print a table of seconds beside their goals."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    events, dice = made(size), np.random.default_rng(7)

    def somewhere() -> Position:
        return Position(lon=float(dice.uniform(14, 27)), lat=float(dice.uniform(2, 11)))

    places = [Settlement(id=f"s{i}", name=f"Town {i}", position=somewhere()) for i in range(5000)]
    homes = [Community(id=f"c{i}", name=f"Home {i}", position=somewhere()) for i in range(150)]
    areas = [Area(id=f"a{i}", name=f"Province {i}") for i in range(17)]
    snapshot = Snapshot.of((Mission(name="Bench"), *places, *homes, *areas), events)
    day = last_day(events) or date(2023, 1, 1)
    print(f"{f'{size:,} events, 5,150 places':40}{'seconds':>9}{'goal':>7}")
    for turn in ("cold", "warm"):
        begun = time.perf_counter()
        ground = lay(snapshot, day, Assumptions())
        laid = time.perf_counter() - begun
        patterns(ground)
        print(f"{f'lay the events, {turn}':40}{laid:9.2f}")
        print(f"{f'lay and count, {turn}':40}{time.perf_counter() - begun:9.2f}{0.5:7}")
    begun = time.perf_counter()
    found = finish(assess(snapshot))
    spent = time.perf_counter() - begun
    print(f"{f'assess, {len(found.rated)} threats proposed':40}{spent:9.2f}")
    text = "The mission will protect people wherever they live, by day and by night. " * 8
    begun = time.perf_counter()
    for _ in range(300):
        is_generic(text, snapshot)
    print(f"{'300 paragraphs against 5,150 names':40}{time.perf_counter() - begun:9.2f}")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
