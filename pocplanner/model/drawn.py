"""What a hand draws on the map: which kinds have which shape, and coordinates that hold."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Community, Coping, Journey, Mechanism
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement
from pocplanner.model.record import Record
from pocplanner.model.ways import Obstacle, Patrol

#: More pairs than a hand draws; above it nothing is taken.
MOST_PAIRS = 10_000

Pairs = list[tuple[float, float]]


class Fields(NamedTuple):
    """The fields of a kind that hold what is drawn, and the one that says of which sort it is."""

    point: str = ""
    line: str = ""
    area: str = ""
    radius_km: str = ""
    sort: str = "kind"


#: Every kind that can be drawn, in the order in which it is offered.
DRAWN: dict[type[Record], Fields] = {
    Community: Fields(point="position"),
    Settlement: Fields(point="position", sort=""),
    Post: Fields(point="position"),
    Airfield: Fields(point="position"),
    Obstacle: Fields(point="position"),
    Area: Fields(area="shape", sort="hierarchy"),
    Route: Fields(line="line"),
    Patrol: Fields(line="line"),
    Threat: Fields(line="shape", area="shape"),
    Coping: Fields(point="position", line="shape", area="shape", sort="strategy"),
    Mechanism: Fields(point="position", radius_km="reach_km"),
    Journey: Fields(line="line", sort="purpose"),
    Alert: Fields(point="position", sort="threat"),
}


def forms(kind: type[Record]) -> tuple[str, ...]:
    """How a kind can be drawn: as "point", "line", "area" or "circle"."""
    fields = DRAWN.get(kind, Fields())
    found = [form for form in ("point", "line", "area") if getattr(fields, form)]
    return (*found, "circle") if fields.radius_km else tuple(found)


def drawn_fields(record: Record) -> dict[str, object]:
    """The fields of a record that hold its place or shape, where they hold one."""
    fields = DRAWN.get(type(record), Fields())
    names = dict.fromkeys(n for n in (fields.point, fields.line, fields.area) if n)
    return {n: v for n in names if (v := getattr(record, n)) is not None}


def pairs(numbers: Sequence[object]) -> Pairs:
    """Longitude and latitude in turn, as pairs. ValueError for anything that is not on Earth."""
    if len(numbers) % 2:
        raise ValueError("a longitude without its latitude")
    if len(numbers) > 2 * MOST_PAIRS:
        raise ValueError("too many corners")
    found: list[float] = []
    for number in numbers:
        if type(number) not in (int, float) or not math.isfinite(number):  # type: ignore[arg-type]
            raise ValueError("not a number")
        found.append(float(number))  # type: ignore[arg-type]
    made = list(zip(found[::2], found[1::2], strict=True))
    if any(abs(lon) > 180 or abs(lat) > 90 for lon, lat in made):
        raise ValueError("not on Earth")
    return made


def rings(numbers: Sequence[object], sizes: Sequence[object]) -> list[Pairs]:
    """Several lines or rings: the pairs cut at these lengths. ValueError where they do not fit."""
    found = pairs(numbers)
    if not sizes:
        return [found]
    if any(type(size) is not int or size < 0 for size in sizes):
        raise ValueError("not a length")
    lengths = [int(size) for size in sizes]  # type: ignore[call-overload]
    if sum(lengths) != len(found):
        raise ValueError("the lengths do not fit")
    made: list[Pairs] = []
    start = 0
    for length in lengths:
        made.append(found[start : start + length])
        start += length
    return made
