"""A search in bands of time, so that nobody waits for the whole of it, and none goes too far.

The library's search holds Python's turn from its beginning to its end: in a large country the
window would stand still for a tenth of a second. So it is asked band by band of minutes; what
lies within is final, and the steps over its border begin the next. Where the minutes that
others need are known, only what is nearer goes on. The minutes are the same, to the last bit,
as those of one search, because each is still the sum of the same steps in the same order.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import Floats, Whole
from pocplanner.analysis.travel.graph import Small, Steps
from pocplanner.analysis.travel.search import NONE, dijkstra

#: As many nodes in a band as are looked at in about a hundredth of a second.
BAND = 30_000
#: The first band in minutes, and by how much the next may be wider or narrower.
_FIRST, _WIDER, _NARROWER = 30.0, 3.0, 0.25
#: Room behind the steps for those over a border, so that the others are copied once.
_ROOM = 16_384


class Found(NamedTuple):
    """Nodes that were reached (ascending), minutes to each, which start, and the forerunner.

    The forerunner of a start's own door is NONE.
    """

    nodes: Whole
    minutes: Floats
    source: Small
    before: Small

    def only(self, kept: NDArray[np.bool_] | Whole) -> "Found":
        """Those that are kept (flags), or all in this order (numbers)."""
        return Found(self.nodes[kept], self.minutes[kept], self.source[kept], self.before[kept])


class _Border(NamedTuple):
    """Steps into what was not reached yet: to which node, when, of which start, from where."""

    node: Whole
    minutes: Floats
    own: Whole
    whence: Whole

    def only(self, kept: NDArray[np.bool_] | Whole) -> "_Border":
        """Those of the steps that are kept (flags), or all in this order (numbers)."""
        return _Border(self.node[kept], self.minutes[kept], self.own[kept], self.whence[kept])

    def and_(self, other: "_Border") -> "_Border":
        """Both together."""
        return _Border(
            np.concatenate([self.node, other.node]),
            np.concatenate([self.minutes, other.minutes]),
            np.concatenate([self.own, other.own]),
            np.concatenate([self.whence, other.whence]),
        )


def grow(
    steps: Steps, starts: Doors, limit: float, held: Floats | None = None, band: int = BAND
) -> Found:
    """What is reached from the starts within the limit, in bands of about so many nodes.

    With `held` (minutes by node that others need) only nodes that are nearer are found, and
    only from these it goes on. `held` must keep the rule of the triangle, as true times do.
    """
    size, own = steps.size, _Own(steps)
    done = np.zeros(size, bool)
    border = _Border(
        starts.node, starts.minutes, starts.own, np.full(len(starts.node), NONE, np.int64)
    )
    border = border.only(_good(border, done, limit, held))
    made: list[Found] = []
    width, until = _FIRST, 0.0
    while len(border.node):
        until = min(max(until, float(border.minutes.min())) + width, limit)
        found = own.band(border, starts.spots, until)
        count = len(found.nodes)
        width *= float(np.clip(band / max(count, 1), _NARROWER, _WIDER))
        done[found.nodes] = True
        nearer = found
        if held is not None:
            better = found.minutes < held[found.nodes]
            nearer = found.only(better)
        made.append(nearer)
        border = border.only(~done[border.node])
        if until >= limit:
            break
        beyond = _over(steps, nearer, done)
        kept = _good(beyond, done, limit, held)
        own.shut(found.nodes, done)
        border = border.and_(beyond.only(kept))
    if not made:
        none = np.zeros(0, np.int32)
        return Found(np.zeros(0, np.int64), np.zeros(0), none, none)
    whole = Found(
        np.concatenate([one.nodes for one in made]),
        np.concatenate([one.minutes for one in made]),
        np.concatenate([one.source for one in made]),
        np.concatenate([one.before for one in made]),
    )
    return whole.only(np.argsort(whole.nodes, kind="stable"))


def _good(
    border: _Border, done: NDArray[np.bool_], limit: float, held: Floats | None
) -> NDArray[np.bool_]:
    """Which steps of a border lead on."""
    good = (border.minutes <= limit) & np.isfinite(border.minutes) & ~done[border.node]
    if held is not None:
        good &= border.minutes < held[border.node]
    return good


def _rows(steps: Steps, nodes: Whole) -> tuple[Whole, Whole]:
    """The numbers of all steps out of some nodes, and from which of the nodes each goes."""
    first = steps.starts[nodes].astype(np.int64)
    counts = steps.starts[nodes + 1] - first
    ends = np.cumsum(counts)
    at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - (ends - counts), counts)
    return at, np.repeat(np.arange(len(nodes)), counts)


def _over(steps: Steps, found: Found, done: NDArray[np.bool_]) -> _Border:
    """The steps out of what was found into what was not."""
    at, row = _rows(steps, found.nodes)
    leaving = ~done[steps.to[at]]
    at, row = at[leaving], row[leaving]
    return _Border(
        steps.to[at].astype(np.int64),
        found.minutes[row] + steps.minutes[at],
        found.source[row].astype(np.int64),
        found.nodes[row],
    )


class _Own:
    """A copy of the steps that this search may close, with room behind for a border."""

    def __init__(self, steps: Steps) -> None:
        self._steps, self._held = steps, int(steps.starts[-1])
        self._to, self._minutes = self._copied(_ROOM)

    def _copied(self, room: int) -> tuple[Small, Floats]:
        to = np.empty(self._held + room, np.int32)
        minutes = np.empty(self._held + room)
        to[: self._held] = self._steps.to[: self._held]
        minutes[: self._held] = self._steps.minutes[: self._held]
        return to, minutes

    def band(self, border: _Border, spots: int, until: float) -> Found:
        """What is reached over the border until so many minutes."""
        from scipy.sparse import csr_array

        size, held = self._steps.size, self._held
        order = np.argsort(border.own, kind="stable")
        border = border.only(order)
        end = held + len(border.node)
        if end > len(self._to):
            shut = self._minutes[:held]
            self._to, self._minutes = self._copied(2 * (end - held))
            self._minutes[:held] = shut
        self._to[held:end], self._minutes[held:end] = border.node, border.minutes
        counts = np.bincount(border.own, minlength=spots)
        begins = np.concatenate([self._steps.starts, (held + np.cumsum(counts)).astype(np.int32)])
        whole = size + spots
        matrix = csr_array((self._minutes[:end], self._to[:end], begins), shape=(whole, whole))
        reached, before, source = dijkstra(matrix, np.arange(size, whole), until)
        nodes = np.flatnonzero(np.isfinite(reached[:size]))
        fore, which = before[nodes].astype(np.int32), (source[nodes] - size).astype(np.int32)
        # Who was reached over the border comes from where that step began.
        over = np.flatnonzero(fore >= size)
        key = border.own * size + border.node
        first = np.lexsort((border.minutes, key))
        at = np.searchsorted(key[first], which[over].astype(np.int64) * size + nodes[over])
        fore[over] = border.whence[first][at]
        return Found(nodes, reached[nodes], which, fore)

    def shut(self, nodes: Whole, done: NDArray[np.bool_]) -> None:
        """Close the steps back into what is done: every step is there both ways."""
        at, _ = _rows(self._steps, nodes)
        beside = np.zeros(self._steps.size, bool)
        beside[self._steps.to[at]] = True
        beside &= ~done
        at, _ = _rows(self._steps, np.flatnonzero(beside))
        self._minutes[at[done[self._steps.to[at]]]] = np.inf


__all__ = ["BAND", "Found", "grow"]
