"""What a choice of events asks of each row, worked out once for the rows of a mission."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.ground import MONTH, Mask, incidents
from pocplanner.analysis.names import area_name, fold, unarmed
from pocplanner.model.actors import Actor
from pocplanner.model.community import Community
from pocplanner.model.events import EPOCH, NEAR, NO_DAY, Events, Labels, Series
from pocplanner.model.geometry import EARTH_M
from pocplanner.model.mission import Assumption
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary


@dataclass(frozen=True, eq=False)
class SelectionColumns:
    """The events of a mission with what its calendar, actors, areas and markets say of each."""

    events: Events
    snapshot: Snapshot
    _areas: dict[str, Mask] = field(default_factory=dict)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The source of each series, by the index that rows hold."""
        found = [self.snapshot.one(Series, id) for id in self.events.series_ids]
        return tuple(s.source_id if s is not None else "" for s in found)

    @cached_property
    def victim_second(self) -> frozenset[str]:
        """Types in which the source puts the target second."""
        return frozenset(c for c, e in incidents().items() if e.get("victim_second"))

    @cached_property
    def against_civilians(self) -> Mask:
        """Rows whose target, or one side of which, bears no arms."""
        found = np.zeros(len(self.events), bool)
        for name in ("side_a", "side_b"):
            column: Labels = getattr(self.events, name)
            codes = [i for i, text in enumerate(column.names) if unarmed(text)]
            if codes:
                found |= self.holding(name, codes)
        struck: Mask = self.events.type.isin(self.victim_second)
        return found | struck

    @cached_property
    def night_hours(self) -> NDArray[np.bool_]:
        """Whether each of the 24 hours of the mission's day is night."""
        mission = self.snapshot.mission
        return np.array([mission.is_night(h) for h in range(24)], np.bool_)

    @cached_property
    def dated(self) -> Mask:
        """Rows whose date is known to a month or better."""
        found: Mask = self.events.first_day != NO_DAY
        found &= (self.events.day_precision >= 1) & (self.events.day_precision <= MONTH)
        return found

    @cached_property
    def _seasons(self) -> tuple[tuple[str, ...], NDArray[np.int8]]:
        """Kinds of season and, for each row, which of them its first day lies in; -1 for none."""
        mission, days = self.snapshot.mission, self.events.first_day
        kinds = tuple(dict.fromkeys(s.kind for s in mission.seasons))
        codes = np.full(len(self.events), -1, np.int8)
        known = days[self.dated]
        if not kinds or not len(known):
            return kinds, codes
        first = int(known.min())
        spanned = range(first, int(known.max()) + 1)
        held = [mission.season(date.fromordinal(d + EPOCH)) for d in spanned]
        table = np.array([kinds.index(s.kind) if s else -1 for s in held], np.int8)
        codes[self.dated] = table[known - first]
        return kinds, codes

    def season(self, kinds: Iterable[str]) -> Mask:
        """Rows dated to a month or better within seasons of these kinds."""
        held, codes = self._seasons
        found: Mask = np.isin(codes, [held.index(k) for k in kinds if k in held])
        return found

    @cached_property
    def market_days(self) -> Mask:
        """Rows dated to the day, on a market day of the nearest market within reach of a place."""
        events, found = self.events, np.zeros(len(self.events), bool)
        names = vocabulary("weekday").codes()
        markets = [c for c in self.snapshot.all(Community) if c.market_days and c.position]
        near = (events.place_precision >= 1) & (events.place_precision <= NEAR)
        rows = np.flatnonzero(
            near & (events.day_precision == 1) & np.isfinite(events.lon) & np.isfinite(events.lat)
        )
        if not markets or not len(rows):
            return found
        from scipy.spatial import cKDTree

        at = [c.position for c in markets if c.position]
        tree = cKDTree(_vectors(np.array([p.lon for p in at]), np.array([p.lat for p in at])))
        radius = _radius_km(self.snapshot) * 1000
        away, nearest = map(
            np.asarray,
            tree.query(
                _vectors(events.lon[rows], events.lat[rows]),
                distance_upper_bound=2 * np.sin(radius / EARTH_M / 2),
            ),
        )
        week = np.zeros((len(markets) + 1, 7), bool)
        for i, community in enumerate(markets):
            week[i, [names.index(d) for d in community.market_days if d in names]] = True
        nearest = np.where(np.isfinite(away), nearest, len(markets))
        found[rows] = week[nearest, events.weekdays[rows]]
        return found

    def side(self, name: str, actors: Sequence[str]) -> Mask:
        """Rows whose side (`side_a` or `side_b`) is one of these actors, by any of their names."""
        wanted: set[str] = set()
        for actor in actors:
            record = self.snapshot.one(Actor, actor)
            names = (actor,) if record is None else (record.name, *record.aliases)
            wanted |= {fold(n) for n in names}
        column: Labels = getattr(self.events, name)
        return self.holding(name, [i for i, n in enumerate(column.names) if fold(n) in wanted])

    def holding(self, name: str, codes: Sequence[int]) -> Mask:
        """Rows whose text in this column is one of these, by a table: `isin` is slower."""
        column: Labels = getattr(self.events, name)
        table = np.zeros(len(column.names) + 1, bool)
        table[list(codes)] = True
        found: Mask = table[column.codes]
        return found

    def area(self, wanted: str) -> Mask:
        """Rows of an area: by the name that the source gives, else by where they lie.

        Only rows placed to the province or better can lie in a shape.
        """
        if wanted not in self._areas:
            record = self.snapshot.one(Area, wanted)
            name = area_name(record.name if record else wanted)
            columns = {1: ("admin1",), 2: ("admin2",), 0: ("country",)}
            level = record.level if record else -1
            found = np.zeros(len(self.events), bool)
            for column in columns.get(level, ("admin1", "admin2")):
                names = getattr(self.events, column).names
                found |= self.holding(
                    column, [i for i, n in enumerate(names) if area_name(n) == name]
                )
            if record is not None and record.shape is not None:
                found |= self._inside(record, found)
            self._areas[wanted] = found
        return self._areas[wanted]

    def _inside(self, area: Area, found: Mask) -> Mask:
        import shapely

        events, shape = self.events, area.shape
        assert shape is not None
        west, south, east, north = shape.bounds
        worst = {2: 3, 1: MONTH}.get(area.level, 5)
        rows = np.flatnonzero(
            ~found
            & (events.lon >= west) & (events.lon <= east)
            & (events.lat >= south) & (events.lat <= north)
            & (events.place_precision <= worst)
        )  # fmt: skip
        shapely.prepare(shape)
        inside = np.zeros(len(events), bool)
        inside[rows] = shapely.contains_xy(shape, events.lon[rows], events.lat[rows])
        return inside


def _radius_km(snapshot: Snapshot) -> float:
    own = {a.key: a.value for a in snapshot.all(Assumption)}
    return Assumptions(own).value("place.radius_km")


def _vectors(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    a, b = np.radians(lon), np.radians(lat)
    return np.column_stack((np.cos(b) * np.cos(a), np.cos(b) * np.sin(a), np.sin(b)))


_last: SelectionColumns | None = None


def columns_of(events: Events, snapshot: Snapshot) -> SelectionColumns:
    """The columns of these events; those asked for last are kept, since a slider asks again."""
    global _last
    kept = _last
    if kept is None or kept.events is not events or kept.snapshot is not snapshot:
        _last = kept = SelectionColumns(events, snapshot)
    return kept


def forget() -> None:
    """Let go of the columns that are kept: the mission was closed."""
    global _last
    _last = None
