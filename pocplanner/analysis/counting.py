"""Counting events: how many, how many deaths as published, and whether there are more of late."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.ground import MONTH, Codes, Ground, Mask
from pocplanner.analysis.results import Counted, Row, Trend
from pocplanner.model.events import NO_DAY, Events, day_number

NOTHING = Counted()


def counted(events: Events, rows: Mask | NDArray[np.int64] | None = None) -> Counted:
    """The events (all, or the rows of a mask or index) as one count."""
    part = slice(None) if rows is None else rows
    best = events.deaths_best[part]
    if not len(best):
        return NOTHING
    others = (events.deaths_low, events.deaths_high, events.deaths_civilians)
    low, high, civilians = (int(np.maximum(c[part], 0).sum(dtype=np.int64)) for c in others)
    deaths = int(np.maximum(best, 0).sum(dtype=np.int64))
    return Counted(len(best), deaths, low, high, civilians, int((best < 0).sum()))


def tally(
    groups: Codes, size: int, events: Events, rows: Mask | NDArray[np.int64] | None = None
) -> list[Counted]:
    """A count for each of `size` groups; rows whose group is -1 belong to none."""
    chosen = np.flatnonzero(groups >= 0) if rows is None else rows
    if rows is not None and rows.dtype == np.bool_:
        chosen = np.flatnonzero(rows & (groups >= 0))
    elif rows is not None:
        chosen = rows[groups[rows] >= 0]
    codes = groups[chosen]
    best = events.deaths_best[chosen]
    columns = [np.bincount(codes, minlength=size)]
    for column in (
        best,
        events.deaths_low[chosen],
        events.deaths_high[chosen],
        events.deaths_civilians[chosen],
    ):
        columns.append(np.bincount(codes, np.maximum(column, 0), size).astype(np.int64))
    columns.append(np.bincount(codes, best < 0, size).astype(np.int64))
    return [
        Counted(*figures) if figures[0] else NOTHING
        for figures in zip(*(c[:size].tolist() for c in columns), strict=True)
    ]


def rows_of(
    keys: Sequence[str],
    counts: Sequence[Counted],
    recorded: Sequence[bool] | None = None,
    trends: Sequence[Trend] | None = None,
    harmed: Sequence[Counted] | None = None,
) -> tuple[Row, ...]:
    """The groups that hold anything, most deaths first, then most events, then by key."""
    rows = [
        Row(
            key=key,
            counted=counts[i],
            recorded=bool(recorded[i]) if recorded is not None else False,
            trend=trends[i] if trends is not None else None,
            as_perpetrator=harmed[i] if harmed is not None else None,
        )
        for i, key in enumerate(keys)
        if counts[i].events
    ]
    return tuple(sorted(rows, key=lambda r: (-r.counted.deaths, -r.counted.events, r.key)))


def in_order(keys: Sequence[str], counts: Sequence[Counted]) -> tuple[Row, ...]:
    """Every group in its own order: months, weekdays, hours."""
    return tuple(Row(key=k, counted=c) for k, c in zip(keys, counts, strict=True))


def tally_all(
    columns: Sequence[Codes], size: int, events: Events, rows: Mask | None = None
) -> list[Counted]:
    """A count for each group where a row may belong to several: one group per column."""
    parts = [tally(column, size, events, rows) for column in columns]
    return [
        NOTHING if all(c is NOTHING for c in found) else sum(found, NOTHING)
        for found in zip(*parts, strict=True)
    ]


def trends(
    ground: Ground, columns: Sequence[Codes], size: int, only: Mask | None = None
) -> list[Trend]:
    """For each group the latest window, the one before it and the same days a year earlier."""
    days = ground.assumptions.whole("window.trend_days")
    dated = ground.events.day_precision <= MONTH
    if only is not None:
        dated = dated & only
    windows = (dated & ground.within(days, ending) for ending in (0, days, 365))
    parts = [tally_all(columns, size, ground.events, rows) for rows in windows]
    return told(ground, days, parts)


def trend_of(ground: Ground, rows: NDArray[np.int64]) -> Trend:
    """The trend of a few rows, given by their index."""
    days = ground.assumptions.whole("window.trend_days")
    dated = rows[ground.events.day_precision[rows] <= MONTH]
    windows = (dated[ground.within(days, ending)[dated]] for ending in (0, days, 365))
    return told(ground, days, [[counted(ground.events, part)] for part in windows])[0]


def told(ground: Ground, days: int, parts: Sequence[Sequence[Counted]]) -> list[Trend]:
    """Trends from the counts of the three windows, group by group."""
    known = covered(ground, 2 * days)
    limits = (
        ground.assumptions.value("trend.ratio"),
        ground.assumptions.value("trend.difference"),
    )
    still = Trend(days, NOTHING, NOTHING, NOTHING, "steady" if known else "unknown")
    return [
        still
        if recent is before is year is NOTHING
        else Trend(
            days, recent, before, year, verdict(recent, before, *limits) if known else "unknown"
        )
        for recent, before, year in zip(*parts, strict=True)
    ]


def trend(ground: Ground, rows: Mask | None = None) -> Trend:
    """The trend of all events, or of the rows of a mask."""
    return trends(ground, (np.zeros(len(ground.events), np.int32),), 1, rows)[0]


def verdict(recent: Counted, before: Counted, ratio: float, difference: float) -> str:
    """Rising or falling where both the ratio and the difference of events say so."""
    more, less = max(recent.events, before.events), min(recent.events, before.events)
    if more - less < difference or more < less * ratio:
        return "steady"
    return "rising" if recent.events > before.events else "falling"


def covered(ground: Ground, days: int) -> bool:
    """Whether the data begin before the last `days` days and are not outdated on the day."""
    if ground.first == NO_DAY or ground.data_until is None:
        return False
    end = day_number(ground.as_of)
    stale = ground.assumptions.whole("data.outdated_days")
    return ground.first <= end - days and day_number(ground.data_until) > end - stale


def month_starts(first: int, last: int) -> list[date]:
    """The first day of every month from one day number to another."""
    months = np.arange(
        np.datetime64(int(first), "D").astype("datetime64[M]"),
        np.datetime64(int(last), "D").astype("datetime64[M]") + 1,
    )
    return [m.astype("datetime64[D]").astype(date) for m in months]
