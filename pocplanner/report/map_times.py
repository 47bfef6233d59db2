"""Travel time on written maps: bands and lines from every post, and how far the warning reaches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from weakref import ref

import numpy as np

from pocplanner.analysis.arrival.links import BEFORE
from pocplanner.analysis.arrival.telling import clock
from pocplanner.analysis.arrival.told import Arrival
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import LIGHTS, SEASONS
from pocplanner.analysis.sharing import INSIDE
from pocplanner.analysis.travel.field import Field, field_of
from pocplanner.analysis.travel.frame import Floats, Frame
from pocplanner.analysis.travel.isochrones import BOUNDS, bands, isochrones
from pocplanner.analysis.travel.movement import Condition
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work, finish
from pocplanner.report.grid_bands import band_areas, thinned
from pocplanner.report.outline_desk import Layout
from pocplanner.report.pictures import Layer, MapPicture, Shape, Style
from pocplanner.words import Problem

Bounds = tuple[float, float, float, float]
_BANDS: tuple[Style, ...] = ("time_1", "time_2", "time_3", "time_4", "time_5", "time_6")
_REACH: dict[tuple[str, str], Style] = {
    ("day", "dry"): "reach_day_dry", ("night", "dry"): "reach_night_dry",
    ("day", "wet"): "reach_day_wet", ("night", "wet"): "reach_night_wet",
}  # fmt: skip
_Fields = dict[tuple[str, str], Field]


@dataclass(frozen=True)
class TimeChoice:
    """Under which condition, by what means, and up to which minutes travel time is drawn."""

    season: str = "dry"
    light: str = "day"
    movement: str = "vehicle"
    bounds: tuple[int, ...] = BOUNDS
    lines: bool = True
    #: The side of a cell in kilometres; None as the mission has it.
    cell_km: float | None = None


def may_see(audience: Audience) -> bool:
    """Whether an audience is told how long help takes: times are kept inside the mission."""
    return audience in INSIDE


def reckoned(snapshot: Snapshot, choice: TimeChoice) -> Work[Field | None]:
    """The field of the posts that this snapshot shows; nothing where it shows none."""
    try:
        found = yield from field_of(
            snapshot, Condition(choice.season, choice.light), Assumptions(snapshot.assumptions),
            choice.movement, choice.cell_km,
        )  # fmt: skip
    except Problem as problem:
        if problem.key != "travel.no_posts":
            raise
        return None
    return found


def time_layers(
    desk: Layout, choice: TimeChoice, field: Field | None
) -> tuple[list[Layer], list[Layer], str]:
    """Bands, lines that lie over everything on the ground, and what both rest on."""
    words = desk.words
    if field is None:
        return [], [], words.text("map_times.no_posts")
    frame, minutes = field.frame, field.minutes.reshape(field.frame.rows, field.frame.columns)
    west, south, east, north = frame.bounds
    lon = np.linspace(west, east, frame.columns + 1)
    lat = np.linspace(south, north, frame.rows + 1)
    values, lon, lat = thinned(minutes, lon, lat)
    areas = band_areas(bands(values, choice.bounds), lon, lat, len(choice.bounds))
    made = [
        Layer("area", (Shape(area),), style,
              words.text("travel_map.band", minutes=clock(words, bound)))
        for area, style, bound in zip(areas, _BANDS, choice.bounds, strict=False)
        if not area.is_empty
    ]  # fmt: skip
    over: list[Layer] = []
    if choice.lines:
        shapes = tuple(
            Shape(line, clock(words, bound))
            for bound, line in isochrones(frame, field.minutes, choice.bounds).items()
            if not line.is_empty
        )
        over.append(Layer("line", shapes, "isochrone", words.text("map_times.line")))
    condition = desk.say(f"chart.at.{choice.light}_{choice.season}").lower()
    by = words.text(f"travel.movement.{choice.movement}").lower()
    told = words.text("map_times.told", condition=condition, by=by, basis=_basis(desk, field))
    if not made:
        told = " ".join(
            [words.text("travel_map.none", bound=clock(words, choice.bounds[-1])), told]
        )
    return made, over, told


def _basis(desk: Layout, field: Field) -> str:
    return desk.words.text(f"travel_map.basis_{field.basis}", cell=f"{field.land.cell_km:g}")


# -- how far the warning of one place reaches ---------------------------------------------


def within_warning(desk: Layout, place: str, box: Bounds) -> tuple[list[Layer], str]:
    """Lines around the posts that vehicles reach in the warning time of a place; what they rest on.

    A line for each condition of light and season: the warning less what passes before anyone
    moves. Empty where no chain was computed, as for readers who are not told of units.
    """
    words = desk.words
    found = [a for a in desk.assessment.arrivals_at(place) if a.warning is not None]
    if not found:
        return [], ""
    fields = _fields(desk.snapshot)
    made: list[Layer] = []
    said: list[str] = []
    basis = ""
    for one in sorted(found, key=lambda a: list(_REACH).index((a.light, a.season))):
        name = desk.say(f"chart.at.{one.light}_{one.season}")
        field = fields.get((one.light, one.season))
        left = left_to_move(one)
        assert one.warning is not None
        warned = clock(words, one.warning.likely)
        if left is None or field is None:
            said.append(words.text("map_times.nobody", condition=name, warning=warned))
            continue
        basis = basis or _basis(desk, field)
        if left <= 0:
            said.append(words.text("map_times.gone", condition=name, warning=warned))
            continue
        text = words.text("map_times.reach", condition=name, minutes=clock(words, left))
        said.append(words.text("map_times.reach_of", reach=text, warning=warned))
        frame, minutes = _cut(field, box)
        lines = isochrones(frame, minutes, (left,))[left]
        if not lines.is_empty:
            made.append(Layer("line", (Shape(lines, name),), _REACH[one.light, one.season], text))
    told = words.text("map_times.warning", said=words.parted(said), basis=basis)
    return made, told


def with_warning(desk: Layout, place: str, made: MapPicture) -> tuple[MapPicture, str]:
    """A map of a place's surroundings with those lines on it, and what they rest on."""
    if made.bounds is None:
        return made, ""
    lines, told = within_warning(desk, place, made.bounds)
    return replace(made, layers=(*lines, *made.layers)), told


def left_to_move(one: Arrival) -> float | None:
    """Likely minutes of the warning that are left once somebody moves; None where nobody does."""
    if not one.links or one.warning is None:
        return None
    before = sum(x.minutes.likely for x in one.links if x.name in BEFORE and x.name != "travel")
    return one.warning.likely - before


def _cut(field: Field, box: Bounds) -> tuple[Frame, Floats]:
    """The part of a field round a box; a map may show as much again beside what it was asked."""
    frame = field.frame
    wide, tall = box[2] - box[0], box[3] - box[1]
    west, south, east, north = box[0] - wide, box[1] - tall, box[2] + wide, box[3] + tall
    low = int(np.clip(south / frame.d_lat - frame.row0 - 1, 0, frame.rows - 2))
    high = int(np.clip(north / frame.d_lat - frame.row0 + 2, low + 2, frame.rows))
    left = int(np.clip(west / frame.d_lon - frame.column0 - 1, 0, frame.columns - 2))
    right = int(np.clip(east / frame.d_lon - frame.column0 + 2, left + 2, frame.columns))
    grid = field.minutes.reshape(frame.rows, frame.columns)[low:high, left:right]
    cut = replace(
        frame, row0=frame.row0 + low, column0=frame.column0 + left, rows=high - low,
        columns=right - left,
    )  # fmt: skip
    return cut, np.ascontiguousarray(grid).ravel()


#: The fields of the snapshot that is on paper now: every page of a place asks for them.
_KEPT: "list[tuple[ref[Snapshot], _Fields]]" = []


def _fields(snapshot: Snapshot) -> _Fields:
    for held, known in _KEPT:
        if held() is snapshot:
            return known
    found = dict(_made(snapshot))
    _KEPT[:] = [(ref(snapshot), found)]
    return found


def _made(snapshot: Snapshot) -> Iterator[tuple[tuple[str, str], Field]]:
    """The four conditions; the ways that they run over were worked out by the assessment."""
    for light, season in conditions():
        field = finish(reckoned(snapshot, TimeChoice(season, light)))
        if field is not None:
            yield (light, season), field


def conditions() -> Sequence[tuple[str, str]]:
    """Light and season in the order of a legend."""
    return tuple((light, season) for season in SEASONS for light in LIGHTS)


__all__ = [
    "TimeChoice",
    "left_to_move",
    "may_see",
    "reckoned",
    "time_layers",
    "with_warning",
    "within_warning",
]
