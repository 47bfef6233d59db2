"""How long it takes to hold many actions against much coping; medians, printed."""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from pocplanner.analysis.interference import interference
from pocplanner.model.community import Community, Coping
from pocplanner.model.geometry import Position
from pocplanner.model.mission import Mission
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Action
from pocplanner.model.vocabulary import vocabulary


def a_country(places: int, actions: int, copings: int) -> Snapshot:
    """Invented places in ten degrees square, with actions and coping among them."""
    chance = np.random.default_rng(7)
    modes = vocabulary("action_mode").codes()[:-1]
    ways = vocabulary("coping_strategy").codes()[:-1]
    at = chance.uniform(0, 10, (places, 2))
    homes = [
        Community(id=f"p{n}", name=f"P{n}", position=Position(lon=x, lat=y))
        for n, (x, y) in enumerate(at)
    ]
    done = [
        Action(id=f"a{n}", title="A", mode=str(chance.choice(modes)),
               place_id=f"p{chance.integers(places)}")
        for n in range(actions)
    ]  # fmt: skip
    known = [
        Coping(id=f"c{n}", title="C", strategy=str(chance.choice(ways)),
               place_id=f"p{chance.integers(places)}", hours=(int(chance.integers(24)),))
        for n in range(copings)
    ]  # fmt: skip
    return Snapshot.of([Mission(name="M"), *homes, *done, *known])


def main() -> None:
    """Three sizes, five times each."""
    for places, actions, copings in ((100, 50, 100), (1_000, 300, 2_000), (5_000, 1_000, 10_000)):
        snapshot = a_country(places, actions, copings)
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            found = interference(snapshot)
            times.append(time.perf_counter() - begun)
        told = f"{places:,} places, {actions:,} actions, {copings:,} ways of coping"
        print(f"{told}: {statistics.median(times):.3f} s, {len(found):,} pairs")


if __name__ == "__main__":
    main()
