"""What a chart or a map shows, with no format: every label in the document's language.

`charts` and `maps` draw these; a draft makes them without knowing how they are drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from pocplanner.report.event_dots import EventDots

#: The four bands of a rating, lowest first.
BANDS = ("low", "moderate", "high", "very_high")


def band_of(likelihood: int, impact: int) -> str:
    """The plain band of likelihood × impact, each 1-5, before any rule moves it."""
    product = likelihood * impact
    found = 0 if product <= 4 else 1 if product <= 9 else 2 if product <= 14 else 3
    return BANDS[max(found, 1) if impact == 5 else found]


@dataclass(frozen=True)
class Trend:
    """Events and deaths by month, one panel above the other on the same months."""

    months: tuple[str, ...]
    events: tuple[int, ...]
    deaths: tuple[int, ...]
    events_name: str
    deaths_name: str
    #: Months without data, drawn hatched: they are not quiet.
    missing: frozenset[int] = frozenset()
    missing_name: str = ""


@dataclass(frozen=True)
class Bars:
    """Counts by season, weekday, hour or anything else that has few classes."""

    labels: tuple[str, ...]
    values: tuple[float, ...]
    axis: str = ""
    #: Classes to point out, such as the market day.
    raised: frozenset[int] = frozenset()
    raised_name: str = ""


@dataclass(frozen=True)
class BandMatrix:
    """How many threats stand at each likelihood (rows, 1-5) and impact (columns, 1-5)."""

    counts: tuple[tuple[int, ...], ...]
    likelihood: str
    impact: str
    #: The words for low, moderate, high, very high.
    bands: tuple[str, str, str, str]


@dataclass(frozen=True)
class Health:
    """One mechanism: its health is its weakest condition, named; None where not yet known."""

    name: str
    value: float | None
    limiting: str = ""


@dataclass(frozen=True)
class HealthBars:
    """The health of mechanisms, each the minimum of its conditions."""

    rows: tuple[Health, ...]
    highest: float = 5.0
    unknown: str = "?"
    axis: str = ""


@dataclass(frozen=True)
class TimeRange:
    """Warning and response at one place: (least, likely, most) in the chart's unit."""

    place: str
    warning: tuple[float, float, float] | None = None
    response: tuple[float, float, float] | None = None
    note: str = ""


@dataclass(frozen=True)
class ResponseChart:
    """Response against warning by place; a response that comes too late is hatched."""

    rows: tuple[TimeRange, ...]
    warning_name: str
    response_name: str
    late_name: str
    unknown: str
    axis: str = ""


@dataclass(frozen=True)
class ChainRow:
    """One condition of light and season: the links in their order, in the chart's unit.

    `pieces` are (time, guessed); `costliest` is the number of the link that costs most, or -1.
    """

    name: str
    pieces: tuple[tuple[float, bool], ...]
    warning: float | None = None
    warning_text: str = ""
    costliest: int = -1
    note: str = ""
    #: What is said where nobody comes.
    nobody: str = ""


@dataclass(frozen=True)
class ChainChart:
    """From alert to arrival at one place, a row for each condition."""

    rows: tuple[ChainRow, ...]
    #: The names of the links, in the order of the pieces.
    links: tuple[str, ...]
    guessed: str
    costliest: str
    warning: str
    axis: str = ""


@dataclass(frozen=True)
class MeshBox:
    """People, a mechanism, a shared cause, a liaison assistant or the post: its name and sort.

    `single` marks what alone is enough to silence these people.
    """

    key: str
    kind: str
    name: str
    note: str = ""
    single: bool = False


@dataclass(frozen=True)
class MeshChart:
    """How an alert gets out: boxes by column from the people to the post, lines between keys."""

    columns: tuple[tuple[MeshBox, ...], ...]
    lines: tuple[tuple[str, str], ...]
    #: What the mark of a single point of failure means.
    single: str = ""


@dataclass(frozen=True)
class WeekStrip:
    """Counts by weekday, a row per place or actor, darker where there are more."""

    days: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    #: (row, day) pairs to frame, such as market days.
    framed: frozenset[tuple[int, int]] = frozenset()
    framed_name: str = ""


@dataclass(frozen=True)
class HourStrip:
    """Weeks of 168 hours, Monday first: 0 no threat met, 1 covered, 2 not judged, 3 nobody."""

    rows: tuple[tuple[str, tuple[int, ...]], ...]
    days: tuple[str, ...]
    night: tuple[bool, ...]
    #: What the states 1 to 3 are called.
    legend: tuple[str, ...]


#: How the shapes of a layer are drawn.
Style = Literal[
    "country", "province", "district", "area", "responsibility", "neighbour", "water",
    "flood", "swamp",
    "river", "road", "track", "flight", "corridor", "patrol", "journey",
    "settlement", "town", "event", "community", "mechanism", "coping", "alert", "post",
    "airfield", "threat", "obstacle", "threat_area", "coping_area",
    "heat_1", "heat_2", "heat_3", "heat_4", "more_1", "more_2", "fewer_1", "fewer_2",
    "time_1", "time_2", "time_3", "time_4", "time_5", "time_6", "isochrone",
    "reach_day_dry", "reach_night_dry", "reach_day_wet", "reach_night_wet",
]  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """One thing on a map. `mark` is a band for a threat; `hollow` a place known only roughly."""

    geometry: "BaseGeometry"
    label: str = ""
    mark: str = ""
    hollow: bool = False
    #: Relative size of an event's dot (the square root of its deaths, say), 1 by default.
    weight: float = 1.0


@dataclass(frozen=True)
class Layer:
    """Shapes of one kind, drawn alike, with one line in the legend (none where it is empty)."""

    kind: Literal["area", "line", "point", "symbol", "events"]
    shapes: tuple[Shape, ...]
    style: Style
    legend: str = ""
    #: A second legend line for shapes that are hollow.
    legend_hollow: str = ""
    #: Events in any number; their legend follows from what is in view.
    dots: "EventDots | None" = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.shapes and (self.dots is None or not len(self.dots.lon))


@dataclass(frozen=True)
class MapWords:
    """What stands on and beside the map, in the document's language."""

    title: str = ""
    legend: str = ""
    source: str = ""
    date: str = ""
    disclaimer: str = ""
    north: str = "N"
    #: The words of the bands, for the legend of threats.
    bands: tuple[str, str, str, str] = ("", "", "", "")


@dataclass(frozen=True)
class MapPicture:
    """A still map. Layers are drawn in their order, labels by the order of layers reversed."""

    layers: tuple[Layer, ...]
    #: West, south, east, north in degrees; None fits the layers.
    bounds: tuple[float, float, float, float] | None = None
    words: MapWords = field(default_factory=MapWords)
    #: Height over width of the map itself; None follows the bounds.
    shape: float | None = None
    #: A small map of where the bounds lie, from the packed world, where there is one.
    inset: bool = False
    #: The packed world beneath the layers (coasts and borders of other countries).
    base: bool = True
    #: Lines of round degrees across the map, not only at its edges.
    grid: bool = False


Chart: TypeAlias = (
    Trend
    | Bars
    | BandMatrix
    | HealthBars
    | ResponseChart
    | ChainChart
    | MeshChart
    | WeekStrip
    | HourStrip
)
Picture: TypeAlias = Chart | MapPicture


def in_parts(picture: Picture, most: int) -> list[Picture]:
    """The picture, or, where it has more than `most` rows, as many with no more each."""
    starts = range(0, len(getattr(picture, "rows", ())), most)
    if len(starts) < 2:
        return [picture]
    match picture:
        case HealthBars(rows=health):
            return [replace(picture, rows=health[at : at + most]) for at in starts]
        case ResponseChart(rows=ranges):
            return [replace(picture, rows=ranges[at : at + most]) for at in starts]
        case WeekStrip(rows=weeks, framed=framed):
            return [
                replace(
                    picture,
                    rows=weeks[at : at + most],
                    framed=frozenset((row - at, day) for row, day in framed if row >= at),
                )
                for at in starts
            ]
    return [picture]


def months_between(first: date, last: date) -> Sequence[date]:
    """The first day of every month from one date to another, both months included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    at = first.year * 12 + first.month - 1
    return [date((at + i) // 12, (at + i) % 12 + 1, 1) for i in range(max(count, 0))]


def words_of(picture: Picture) -> list[str]:
    """Every text that the picture prints, for whoever compares or searches documents."""
    found: list[str] = []
    _collect(picture, found)
    return found


def _collect(value: object, found: list[str]) -> None:
    if isinstance(value, str):
        if value:
            found.append(value)
    elif isinstance(value, (tuple, list)):
        for part in value:
            _collect(part, found)
    elif hasattr(value, "__dataclass_fields__"):
        codes = {"style", "kind", "mark", "geometry", "key", "lines", "colour", "size_by"}
        for name in value.__dataclass_fields__:
            if name not in codes:
                _collect(getattr(value, name), found)
