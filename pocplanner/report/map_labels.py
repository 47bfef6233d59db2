"""Where names stand on a still map: greedily, none over another, the most wanted first."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pocplanner.report.map_view import Box


@dataclass(frozen=True)
class Wanted:
    """A name that wants a place: by its sign's middle and reach, or centred where `reach` is 0."""

    text: str
    x: float
    y: float
    reach: float
    width: float
    height: float
    size: float
    style: str = ""


@dataclass
class Placing:
    """Finds free places inside a frame; what is taken is kept in cells to be found fast."""

    frame: Box
    _cells: dict[tuple[int, int], list[Box]] = field(default_factory=dict)

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def free(self, box: Box) -> bool:
        """Whether the box lies in the frame and touches nothing taken."""
        west, south, east, north = self.frame
        if box[0] < west or box[1] < south or box[2] > east or box[3] > north:
            return False
        return not any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for cell in _cells(box)
            for other in self._cells.get(cell, ())
        )

    def place(self, wanted: Sequence[Wanted]) -> list[tuple[Wanted, float, float]]:
        """Each name that found room with the left end of its base line, in the order given."""
        found = []
        for name in wanted:
            for x, y in _places(name):
                box = (x - 1, y - 1.2, x + name.width + 1, y + name.height - 0.6)
                if self.free(box):
                    self.take(box)
                    found.append((name, x, y))
                    break
        return found


def _places(name: Wanted) -> list[tuple[float, float]]:
    wide, tall, reach = name.width, name.height, name.reach
    middle = name.y - tall * 0.36
    if not reach:
        return [(name.x - wide / 2, middle + shift) for shift in (0.0, tall, -tall)]
    right, left = name.x + reach + 1.5, name.x - reach - 1.5 - wide
    above, below = name.y + reach + 1.5, name.y - reach - tall + 0.5
    return [
        (right, middle), (left, middle), (name.x - wide / 2, above), (name.x - wide / 2, below),
        (right - 1, above - 1.5), (right - 1, below + 1.5), (left + 1, above - 1.5),
        (left + 1, below + 1.5),
    ]  # fmt: skip


def _cells(box: Box) -> list[tuple[int, int]]:
    return [
        (column, row)
        for column in range(int(box[0] // 40), int(box[2] // 40) + 1)
        for row in range(int(box[1] // 40), int(box[3] // 40) + 1)
    ]
