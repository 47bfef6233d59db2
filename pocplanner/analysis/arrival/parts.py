"""The parts of the time until help arrives, drawn with the luck that each has in life.

What many places have in common is drawn once and remembered with the draws.
"""

from collections.abc import Sequence

import numpy as np

from pocplanner.analysis.arrival.columns import Column, Company, Waiting
from pocplanner.analysis.arrival.draws import Draw, Draws, Luck
from pocplanner.analysis.arrival.links import Link


class Parts:
    """Minutes of links, draw by draw. `share` is how much of the road is weather.

    `every` so many draws tell the usual range of a unit.
    """

    def __init__(self, draws: Draws, share: float, every: int) -> None:
        self._draws, self._share, self._every = draws, share, every

    def soonest(self, company: Company, lean: float) -> Draw:
        """Minutes beyond their least until the first of these moves off; remembered."""

        def make() -> Draw:
            first: dict[str, Draw] = {}
            for unit_id, link in company.musters:
                spread = self._spread(self.luck("muster", unit_id), link, lean)
                none = np.zeros(self._draws.size, np.float32)
                lower(first, "", none if spread is None else spread)
            return first[""]

        return self._draws.kept(("soonest", company, lean), make)

    def mustered(self, company: Company) -> Draw:
        """Minutes until the first of these moves off; remembered."""

        def make() -> Draw:
            first: dict[str, Draw] = {}
            for least, part in company.by_least:
                lower(first, "", self.soonest(part, 0.0) + np.float32(least))
            return first[""]

        return self._draws.kept(("mustered", company), make)

    def road(self, column: Column, lean: float) -> Draw | None:
        """Minutes on the way beyond its least; None where it is sure."""
        return self._spread(self.luck("travel", column.post_id), column.travel, lean)

    def shared(self, one: Waiting, names: Sequence[str], lean: float = 0.0) -> Draw:
        """Minutes of links that all who wait together have in common, one after the other.

        Remembered, for most places have them in common too: not to be written to.
        """
        links = tuple(one.link(name) for name in names)

        def make() -> Draw:
            total = np.zeros(self._draws.size, np.float32)
            for link in links:
                spread = self._spread(self.luck(link.name), link, lean)
                if spread is not None:
                    total += spread
            total += np.float32(sum(link.minutes.min for link in links))
            return total

        return self._draws.kept(("shared", links, lean), make)

    def _spread(self, luck: Luck, link: Link, lean: float) -> Draw | None:
        """Minutes of a link beyond its least; None where it has no more."""
        low, likely, high = link.minutes.min, link.minutes.likely, link.minutes.max
        width = high - low
        if width <= 0:
            return None
        knee = round((likely - low) / width, 6)
        shape = self._draws.shape(luck, knee, lean if link.guessed else 0.0)
        return shape * np.float32(width)

    def few(self, luck: Luck, link: Link) -> Draw | None:
        """As many draws of the same as tell a range; remembered, for they are read in steps."""
        low, likely, high = link.minutes.min, link.minutes.likely, link.minutes.max
        width = high - low
        if width <= 0:
            return None
        knee = round((likely - low) / width, 6)

        def make() -> Draw:
            return self._draws.shape(luck, knee)[:: self._every].copy()

        return self._draws.kept(("few", luck, knee, self._every), make) * np.float32(width)

    def luck(self, name: str, whose: str = "") -> Luck:
        """Whose luck a link is: what is shared in life is shared here."""
        if name == "muster":
            return Luck(f"muster:{whose}")
        if name == "travel":
            return Luck(f"road:{whose}", "weather", self._share)
        return Luck(name)


def lower(best: dict[str, Draw], name: str, drawn: Draw) -> None:
    """Keep the earlier of two, draw by draw; `drawn` is given away."""
    held = best.get(name)
    if held is None:
        best[name] = drawn
    else:
        np.minimum(held, drawn, out=held)


__all__ = ["Parts", "lower"]
