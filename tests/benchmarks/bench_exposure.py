"""Risk-hours and patrol plans: the example mission, and many invented places with their ways.

Prints medians; judges nothing.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from pocplanner.analysis.assess import assess  # noqa: E402
from pocplanner.analysis.assumptions import Assumptions  # noqa: E402
from pocplanner.analysis.exposure.choosing import Outing, choose  # noqa: E402
from pocplanner.analysis.exposure.hours import exposure  # noqa: E402
from pocplanner.analysis.exposure.matching import assign  # noqa: E402
from pocplanner.analysis.exposure.plan import plan  # noqa: E402
from pocplanner.analysis.exposure.presence import Presence  # noqa: E402
from pocplanner.analysis.ground import lay  # noqa: E402
from pocplanner.commands.sample import sample_snapshot  # noqa: E402
from pocplanner.progress import finish  # noqa: E402


def timed(name: str, do: Callable[[], Any], times: int = 5) -> Any:
    """Run it several times and print the median."""
    spent, found = [], None
    for _ in range(times):
        begun = time.perf_counter()
        found = do()
        spent.append(time.perf_counter() - begun)
    print(f"  {name:<58}{1000 * median(spent):9.1f} ms")
    return found


def example() -> None:
    """The example mission: both seasons, then a plan for each."""
    from pocplanner.analysis.cases import gather

    snapshot = sample_snapshot()
    found = finish(assess(snapshot))
    assumed = Assumptions(snapshot.assumptions)
    cases = gather(lay(snapshot, found.as_of, assumed))
    print("The example mission")
    hours = timed(
        "risk-hours, dry and wet",
        lambda: exposure(snapshot, cases, found.rated, found.threats, found.arrivals, assumed),
    )
    for season in ("dry", "wet"):
        presence = Presence(snapshot, found.arrivals, season, assumed)
        units = hours.units.get(season, ())
        made = timed(
            f"a patrol plan, {season}",
            lambda s=season, p=presence, u=units: plan(snapshot, s, hours.of(s), p, u, assumed),
        )
        print(f"    {len(made.patrols)} patrols, at most {100 * made.gap:.1f} % from the best")


def many() -> None:
    """What grows with a country: one hour of 5,000 tasks and 200 units; a plan of 600 outings."""
    luck = random.Random(7)
    print("Invented")
    values = [luck.uniform(1, 1000) for _ in range(5000)]
    reach = {t: [luck.randrange(200) for _ in range(3)] for t in range(5000)}
    timed("one hour: 5,000 tasks, 200 units", lambda: assign(values, reach, reach))
    outings = []
    for task in range(200):
        for unit in luck.sample(range(40), 3):
            first, wide = luck.randrange(20), luck.randrange(2, 8)
            days = tuple(sorted(luck.sample(range(7), luck.randrange(1, 6))))
            spots = {(str(task), (24 * d + first + i) % 168): 1.0 + task % 9
                     for d in days for i in range(wide)}  # fmt: skip
            busy = frozenset(h for _, h in spots)
            outings.append(Outing(str(task), str(unit), first, wide, days, wide, busy, spots))
    made = timed("a plan: 600 outings, 40 units, 8 patrols", lambda: choose(outings, 10, {}, 8), 3)
    gap = 0.0 if made.exact else 1 - made.worth / made.bound
    print(f"    at most {100 * gap:.1f} % from the best")


if __name__ == "__main__":
    example()
    many()
