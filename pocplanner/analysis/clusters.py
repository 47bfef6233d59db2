"""Where events cluster: few places with most deaths, hotspots on the map, market days."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.ground import Ground, Mask
from pocplanner.analysis.results import Concentration, Hotspot, Market, Table
from pocplanner.model.community import Community
from pocplanner.model.events import NEAR
from pocplanner.model.geometry import Position, distances_m
from pocplanner.model.vocabulary import vocabulary


def half_of_deaths(recent: Table, share: float) -> Concentration | None:
    """The fewest places, listed or only named, that hold this share of the deaths placed well."""
    every = (*recent.places, *recent.unrecorded_places)
    rows = sorted((r for r in every if r.counted.deaths), key=lambda r: (-r.counted.deaths, r.key))
    whole = sum(r.counted.deaths for r in rows)
    if not whole:
        return None
    held, chosen = 0, []
    for row in rows:
        chosen.append(row.key)
        held += row.counted.deaths
        if held >= whole * share:
            break
    return Concentration(len(chosen), len(every), tuple(chosen), whole)


def hotspots(ground: Ground, rows: Mask) -> tuple[Hotspot, ...]:
    """Cells whose neighbourhood holds more events than chance would put there (Getis-Ord Gi*).

    The grid spans the events that are placed well; the statistic is over all its cells. Only
    the highest cell of each cluster is named.
    """
    events, size = ground.events, ground.assumptions.value("hotspot.cell_deg")
    least = ground.assumptions.whole("hotspot.min_events")
    level = ground.assumptions.value("hotspot.z")
    near = rows & ~ground.counts_only & (events.place_precision >= 1)
    near &= (events.place_precision <= NEAR) & ~np.isnan(events.lon) & ~np.isnan(events.lat)
    if near.sum() < least:
        return ()
    lon, lat = events.lon[near], events.lat[near]
    west, south = np.floor(lon.min() / size) - 1, np.floor(lat.min() / size) - 1
    x = (np.floor(lon / size) - west).astype(np.int64)
    y = (np.floor(lat / size) - south).astype(np.int64)
    shape = (int(y.max()) + 2, int(x.max()) + 2)
    cell = y * shape[1] + x
    count = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    deaths = np.bincount(cell, np.maximum(events.deaths_best[near], 0), shape[0] * shape[1])
    around, cells = _neighbourhood(count), _neighbourhood(np.ones(shape))
    n, mean, spread = count.size, count.mean(), count.std()
    if spread == 0 or n < 20:
        return ()
    z = (around - mean * cells) / (spread * np.sqrt((n * cells - cells**2) / (n - 1)))
    dead = _neighbourhood(deaths.reshape(shape))
    known = _positions(ground, near)
    found: list[Hotspot] = []
    taken = np.zeros(shape, bool)
    for index in np.lexsort((np.arange(n), -count.ravel(), -z.ravel())).tolist():
        row, column = divmod(int(index), shape[1])
        if z[row, column] < level:
            break
        if taken[row, column] or around[row, column] < least or not count[row, column]:
            continue
        taken[max(row - 2, 0) : row + 3, max(column - 2, 0) : column + 3] = True
        middle = (float((west + column + 0.5) * size), float((south + row + 0.5) * size))
        found.append(
            Hotspot(
                *middle,
                events=int(around[row, column]),
                deaths=int(dead[row, column]),
                z=round(float(z[row, column]), 2),
                place_id=_nearest(known, *middle, size),
            )
        )
    return tuple(found[:20])


def _neighbourhood(grid: NDArray[Any]) -> NDArray[np.float64]:
    """The sum over each cell and the eight around it."""
    wide = np.pad(grid.astype(np.float64), 1)
    height, width = grid.shape
    parts = [wide[i : i + height, j : j + width] for i in range(3) for j in range(3)]
    found: NDArray[np.float64] = np.sum(parts, axis=0)
    return found


def _positions(ground: Ground, rows: Mask) -> dict[str, Position]:
    """The places at which these events count."""
    used = np.unique(ground.place[rows & (ground.place >= 0)]).tolist()
    found = {i: ground.snapshot.position(i) for i in (ground.place_ids[u] for u in used)}
    return {id: at for id, at in found.items() if at is not None}


def _nearest(known: dict[str, Position], lon: float, lat: float, size: float) -> str:
    """The place that lies nearest to a cell's middle, within two cells."""
    if not known:
        return ""
    away = distances_m(
        np.array([lon]),
        np.array([lat]),
        np.array([p.lon for p in known.values()]),
        np.array([p.lat for p in known.values()]),
    )
    best = int(away.argmin())
    return list(known)[best] if away[best] <= size * 2 * 111_000 else ""


def markets(ground: Ground) -> tuple[Market, ...]:
    """Communities with known market days: events on them, beside an even spread over the week."""
    codes = vocabulary("weekday").codes()
    index = {id: i for i, id in enumerate(ground.place_ids)}
    exact = (ground.events.day_precision == 1) & (ground.place >= 0)
    week = ground.events.weekdays
    found = []
    for community in ground.snapshot.all(Community):
        days = tuple(d for d in community.market_days if d in codes)
        if not days or community.id not in index:
            continue
        here = exact & (ground.place == index[community.id])
        events = int(here.sum())
        if not events:
            continue
        on = int((here & np.isin(week, [codes.index(d) for d in days])).sum())
        found.append(Market(community.id, days, on, events, round(events * len(days) / 7, 2)))
    return tuple(sorted(found, key=lambda m: (-m.on_market_days, m.place_id)))
