"""Events, counted: periods, places, areas, trends and what stands out."""

from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.results.said import Said


@dataclass(frozen=True)
class Counted:
    """Events and the deaths in them as published, never coarsened and never a full count.

    `deaths` are the source's best figures, `low` and `high` its bounds, `civilians` what it
    gives as civilians; `unstated` is the number of events whose deaths it does not state.
    """

    events: int = 0
    deaths: int = 0
    low: int = 0
    high: int = 0
    civilians: int = 0
    unstated: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.events + other.events,
            self.deaths + other.deaths,
            self.low + other.low,
            self.high + other.high,
            self.civilians + other.civilians,
            self.unstated + other.unstated,
        )


@dataclass(frozen=True)
class Trend:
    """The latest window beside the one before it and the same days a year earlier.

    `verdict` is a code of the vocabulary `trend` ("unknown" where the data end too early or
    hold too little). `days` is the length of a window.
    """

    days: int
    recent: Counted
    before: Counted
    last_year: Counted
    verdict: str = "unknown"


@dataclass(frozen=True)
class Row:
    """One line of a table of counts.

    `key` is what is counted: the id of a place, area or actor; else the name as the source
    writes it (`recorded` is then False); or a code (type, season kind), a weekday 0-6, a
    month 1-12, an hour 0-23, a day (first of a month, ISO text).
    """

    key: str
    counted: Counted
    recorded: bool = False
    trend: Trend | None = None
    as_perpetrator: Counted | None = None


@dataclass(frozen=True)
class Table:
    """The events of one period, counted in every way that their precision allows.

    A place counts only events placed exactly or near (precision 1-2) within the radius that
    the assumptions say; `areas` count every event whose area is known, at whatever level;
    `levels` says how many events are known to which level ("place", "position" for exact
    rows near no place of the mission, "admin2", "admin1", "region", "country",
    "international", "unstated", "off_map"), so that rows off the map are never lost.
    `weekdays` count dates known to the day, `months` and `seasons` dates known to the month,
    `hours` only rows with an hour; the `…_known` fields say how many events that was.
    Sensitive types (sexual violence) are in `total`, `types` and `areas`, never in `places`.
    """

    since: date | None
    until: date | None
    total: Counted
    levels: tuple[Row, ...] = ()
    by_month: tuple[Row, ...] = ()
    actors: tuple[Row, ...] = ()
    places: tuple[Row, ...] = ()
    unrecorded_places: tuple[Row, ...] = ()
    areas: tuple[Row, ...] = ()
    countries: tuple[Row, ...] = ()
    types: tuple[Row, ...] = ()
    weekdays: tuple[Row, ...] = ()
    weekdays_known: int = 0
    months: tuple[Row, ...] = ()
    seasons: tuple[Row, ...] = ()
    months_known: int = 0
    hours: tuple[Row, ...] = ()
    hours_known: int = 0
    at_night: int = 0


@dataclass(frozen=True)
class Market:
    """Events at a community on its market days, beside what chance would put there."""

    place_id: str
    days: tuple[str, ...]
    on_market_days: int
    events: int
    expected: float


@dataclass(frozen=True)
class Hotspot:
    """A cell where events cluster: its middle, the events and deaths in and next to it.

    `z` is how far the neighbourhood stands above the mean, in standard deviations.
    """

    lon: float
    lat: float
    events: int
    deaths: int
    z: float
    place_id: str = ""


@dataclass(frozen=True)
class Concentration:
    """How few places hold half of the deaths: `places` of `of` places with events.

    `place_ids` are ids of listed places, or the source's names of places that are not listed.
    """

    places: int
    of: int
    place_ids: tuple[str, ...]
    deaths: int


@dataclass(frozen=True)
class Patterns:
    """What the events show: everything up to the as-of date, and the last twelve months."""

    whole: Table
    recent: Table
    trend: Trend | None = None
    half_of_deaths: Concentration | None = None
    hotspots: tuple[Hotspot, ...] = ()
    markets: tuple[Market, ...] = ()
    cautions: tuple[Said, ...] = ()
