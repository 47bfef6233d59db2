"""How events look on a written map: the look of the live map, asked for by options."""

from typing import TYPE_CHECKING, Any

from pocplanner.words import Problem, Words

if TYPE_CHECKING:
    from pocplanner.analysis.event_look import EventLook
    from pocplanner.report.map_times import TimeChoice

#: As in `analysis.event_look`, which is not loaded for a help text.
_SHOW_AS = ("dots", "groups", "heat", "heat-deaths", "trend")
_COLOUR_BY = ("none", "actor", "type", "deaths")
_SIZE_BY = ("none", "deaths", "count")
#: As in `analysis.travel.movement`.
_MOVEMENTS = ("vehicle", "foot", "boat", "air")
#: Sides of a cell of the ground, in kilometres.
_CELLS_KM = (0.5, 1.0, 2.0)


def add(command: Any, words: Words) -> None:
    """The options by which events are drawn."""

    def option(flag: str, key: str, **more: Any) -> None:
        command.add_argument(flag, help=words.text(f"cli.arg.{key}"), **more)

    option("--show-as", "show_as", choices=_SHOW_AS, default="dots")
    option("--colour-by", "colour_by", choices=_COLOUR_BY, default="none")
    option("--size-by", "size_by", choices=_SIZE_BY, default="count")
    option("--no-letters", "no_letters", action="store_true")
    option("--spread", "spread", type=float, default=0.0, metavar="KM")
    option("--travel-season", "travel_season", choices=("dry", "wet"), default="dry")
    option("--travel-light", "travel_light", choices=("day", "night"), default="day")
    option("--travel-by", "travel_by", choices=_MOVEMENTS, default="vehicle")
    option("--travel-cell", "travel_cell", type=float, choices=_CELLS_KM, metavar="KM")
    option("--minutes", "minutes", default="", metavar="LIST")


def asked(given: Any) -> bool:
    """Whether an option says how events are drawn, so that they have to be on the map."""
    usual = {"show_as": "dots", "colour_by": "none", "size_by": "count"}
    return any(getattr(given, name) != value for name, value in usual.items())


def times_asked(given: Any) -> bool:
    """Whether an option says how travel time is drawn, so that it has to be on the map."""
    usual = {
        "travel_season": "dry", "travel_light": "day", "travel_by": "vehicle",
        "travel_cell": None, "minutes": "",
    }  # fmt: skip
    return any(getattr(given, name) != value for name, value in usual.items())


def times(given: Any) -> "TimeChoice":
    """The travel time that the options ask for. Problem travel.bad_bounds."""
    from pocplanner.analysis.travel.isochrones import BOUNDS, told_bounds
    from pocplanner.report.map_times import TimeChoice

    bounds = told_bounds(given.minutes) if given.minutes else BOUNDS
    return TimeChoice(
        given.travel_season, given.travel_light, given.travel_by, bounds, cell_km=given.travel_cell
    )


def look(given: Any) -> "EventLook":
    """The look that the options ask for. Problem cli.bad_spread."""
    from pocplanner.analysis.event_look import EventLook

    if given.spread and not 1 <= given.spread <= 500:
        raise Problem("cli.bad_spread", km=f"{given.spread:g}")
    return EventLook(
        show_as=given.show_as.replace("-", "_"),
        colour_by=given.colour_by,
        size_by=given.size_by,
        letters=not given.no_letters,
        bandwidth_km=given.spread,
    )
