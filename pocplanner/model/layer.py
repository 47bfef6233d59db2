"""A layer that leaves the program: named columns, rows of plain values, a shape for each row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

#: What a cell of a layer may hold. Dates are texts, as every format writes them.
Value = str | int | float | None


@dataclass(frozen=True)
class Layer:
    """Rows of one kind. `shapes` stand row by row beside `rows`, in longitude and latitude.

    `names` are the columns as programs read them, `labels` the same as people read them. Rows and
    shapes may be made when they are asked for: whoever writes them goes through them in turn.
    """

    key: str
    title: str
    names: tuple[str, ...]
    labels: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    shapes: Sequence[BaseGeometry | None]
    #: What each column holds ("TEXT", "INTEGER"), where that is known without looking at all rows.
    types: tuple[str, ...] = ()

    def walk(self) -> Iterator[tuple[tuple[Value, ...], BaseGeometry | None]]:
        """Each row with its shape."""
        return zip(self.rows, self.shapes, strict=True)

    def __post_init__(self) -> None:
        if len(self.rows) != len(self.shapes) or len(self.names) != len(self.labels):
            raise ValueError("a layer whose parts are of different lengths")


@dataclass(frozen=True)
class Told:
    """What a file says of itself: its title and facts (marking, audience, day …) in their order."""

    title: str
    facts: Mapping[str, str] = field(default_factory=dict)
