"""When, where and by whom: the events counted in every way that their precision allows."""

from datetime import date

import numpy as np

from pocplanner.analysis.cautions import cautions
from pocplanner.analysis.clusters import half_of_deaths, hotspots, markets
from pocplanner.analysis.counting import (
    counted,
    in_order,
    month_starts,
    rows_of,
    tally,
    tally_all,
    trend,
    trends,
)
from pocplanner.analysis.ground import LEVELS, MONTH, Codes, Ground, Mask
from pocplanner.analysis.results import Patterns, Row, Table
from pocplanner.model.events import EPOCH, NEAR, NO_DAY, day_number


def patterns(ground: Ground) -> Patterns:
    """The patterns of the events up to the as-of day."""
    days = ground.assumptions.whole("window.recent_days")
    recent = table(ground, ground.within(days), days)
    return Patterns(
        whole=table(ground),
        recent=recent,
        trend=trend(ground) if len(ground.events) else None,
        half_of_deaths=half_of_deaths(recent, ground.assumptions.value("concentration.share")),
        hotspots=hotspots(ground, ground.within(days)),
        markets=markets(ground),
        cautions=cautions(ground),
    )


def table(ground: Ground, rows: Mask | None = None, days: int = 0) -> Table:
    """The events of the rows of a mask; with `days`, the period that ends on the as-of day."""
    events = ground.events
    every = np.ones(len(events), bool) if rows is None else rows
    first, last = _span(ground, every)
    since = date.fromordinal(day_number(ground.as_of) - days + 1 + EPOCH) if days else first
    dated = every & (events.day_precision >= 1) & (events.day_precision <= MONTH)
    dated &= events.first_day != NO_DAY
    exact = dated & (events.day_precision == 1)
    hourly = every & (events.hour >= 0)
    days_of_week, months = events.weekdays.astype(np.int32), events.months.astype(np.int32)
    return Table(
        since=since,
        until=ground.as_of if days else last,
        total=counted(events, every),
        levels=in_order(LEVELS, tally(ground.level.astype(np.int32), len(LEVELS), events, every)),
        by_month=_by_month(ground, dated),
        actors=_actors(ground, every),
        places=_places(ground, every),
        unrecorded_places=_unrecorded(ground, every),
        areas=_areas(ground, every),
        countries=rows_of(
            events.country.names,
            tally(events.country.codes, len(events.country.names), events, every),
        ),
        types=rows_of(
            events.type.names, tally(events.type.codes, len(events.type.names), events, every)
        ),
        weekdays=in_order([str(n) for n in range(7)], tally(days_of_week, 7, events, exact)),
        weekdays_known=int(exact.sum()),
        months=in_order([str(n) for n in range(1, 13)], tally(months - 1, 12, events, dated)),
        seasons=_seasons(ground, dated),
        months_known=int(dated.sum()),
        hours=in_order(
            [str(n) for n in range(24)], tally(events.hour.astype(np.int32), 24, events, hourly)
        ),
        hours_known=int(hourly.sum()),
        at_night=_at_night(ground, hourly),
    )


def _span(ground: Ground, rows: Mask) -> tuple[date | None, date | None]:
    days = ground.events.first_day[rows & (ground.events.first_day != NO_DAY)]
    if not len(days):
        return None, None
    return (
        date.fromordinal(int(days.min()) + EPOCH),
        date.fromordinal(int(days.max()) + EPOCH),
    )


def _by_month(ground: Ground, dated: Mask) -> tuple[Row, ...]:
    """Events by calendar month, empty months included; dates known to worse are left out."""
    days = ground.events.first_day
    if not dated.any():
        return ()
    low, high = int(days[dated].min()), int(days[dated].max())
    starts = month_starts(low, high)
    base = np.datetime64(low, "D").astype("datetime64[M]").astype(np.int64)
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - base
    codes: Codes = np.where(dated, month, -1).astype(np.int32)
    return in_order([d.isoformat() for d in starts], tally(codes, len(starts), ground.events))


def _actors(ground: Ground, rows: Mask) -> tuple[Row, ...]:
    """Each event under each armed side that took part, and apart what each is held to have done."""
    size, events = len(ground.actors), ground.events
    second = np.where(ground.side_b == ground.side_a, -1, ground.side_b).astype(np.int32)
    sides = (ground.side_a, second)
    one, other = ground.perpetrators
    alone = np.where(other < 0, one, -1).astype(np.int32)
    return rows_of(
        ground.actors,
        tally_all(sides, size, events, rows),
        ground.actor_recorded,
        trends(ground, sides, size, rows),
        tally(alone, size, events, rows),
    )


def _places(ground: Ground, rows: Mask) -> tuple[Row, ...]:
    size = len(ground.place_ids)
    if not size:
        return ()
    return rows_of(
        ground.place_ids,
        tally(ground.place, size, ground.events, rows),
        [True] * size,
        trends(ground, (ground.place,), size, rows),
    )


def _unrecorded(ground: Ground, rows: Mask) -> tuple[Row, ...]:
    """Names of places that the source places well, but that are near no place of the mission."""
    events = ground.events
    far = rows & (ground.place < 0) & ~ground.counts_only & (events.place_precision >= 1)
    far &= events.place_precision <= NEAR
    names = events.place.names
    found = rows_of(names, tally(events.place.codes, len(names), events, far))
    return tuple(r for r in found if r.key.strip())


def _areas(ground: Ground, rows: Mask) -> tuple[Row, ...]:
    size = len(ground.area_ids)
    if not size:
        return ()
    columns = (ground.area1, ground.area2)
    return rows_of(
        ground.area_ids,
        tally_all(columns, size, ground.events, rows),
        ground.area_recorded,
        trends(ground, columns, size, rows),
    )


def _seasons(ground: Ground, dated: Mask) -> tuple[Row, ...]:
    """Events by season of the mission's own calendar, worked out for each day that occurs."""
    seasons = ground.snapshot.mission.seasons
    if not seasons or not dated.any():
        return ()
    kinds = list(dict.fromkeys(s.kind for s in seasons))
    days, back = np.unique(ground.events.first_day[dated], return_inverse=True)
    mission = ground.snapshot.mission
    held = [mission.season(date.fromordinal(int(d) + EPOCH)) for d in days]
    of_day = np.array([kinds.index(s.kind) if s else -1 for s in held], np.int32)
    codes = np.full(len(ground.events), -1, np.int32)
    codes[dated] = of_day[back.ravel()]
    return in_order(kinds, tally(codes, len(kinds), ground.events))


def _at_night(ground: Ground, hourly: Mask) -> int:
    night = [h for h in range(24) if ground.snapshot.mission.is_night(h)]
    return int((hourly & np.isin(ground.events.hour, night)).sum())
