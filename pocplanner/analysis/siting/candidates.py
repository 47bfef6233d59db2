"""Where a post could stand: settlements, airfields, places of the mission, or a grid of points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, floor, radians

import numpy as np

from pocplanner.analysis.siting.demand import Demand
from pocplanner.model.community import Community
from pocplanner.model.geometry import Position, distances_m
from pocplanner.model.places import Airfield, Post, Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Problem

KINDS = ("settlements", "airfields", "places", "grid")
#: A site this near to a post that stands is that post.
_APART_M = 1_500
_KM_PER_DEGREE = 111.195


@dataclass(frozen=True)
class Site:
    """A candidate: where, what it is called, and the record that stands there, if any."""

    name: str
    position: Position
    record_id: str = ""


def candidates(
    snapshot: Snapshot,
    found: Sequence[Demand],
    kinds: Sequence[str],
    most: int,
    near_km: float,
    grid_km: float | None = None,
    on_land: Callable[[Position], bool] = lambda _: True,
) -> tuple[Site, ...]:
    """Up to `most` sites, those with the most threatened people near them first.

    Problem for a kind that there is not, or where none is left.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise Problem("siting.no_kind", given=kind, known=", ".join(KINDS))
    sites: dict[tuple[int, int], Site] = {}
    for kind in kinds:
        made = _grid(snapshot, found, grid_km or 25.0, near_km) if kind == "grid" else (
            _recorded(snapshot, kind)
        )  # fmt: skip
        for site in made:
            # Two records of the same town are one site.
            cell = (floor(site.position.lon * 75), floor(site.position.lat * 75))
            sites.setdefault(cell, site)
    listed = _away_from_posts(snapshot, tuple(sites.values()))
    if not listed:
        raise Problem("siting.no_candidates", kinds=", ".join(kinds))
    weights = _near(snapshot, listed, found, near_km)
    order = sorted(range(len(listed)), key=lambda i: (-weights[i], listed[i].name, i))
    kept: list[Site] = []
    for i in order:
        if len(kept) == most:
            break
        if weights[i] > 0 and on_land(listed[i].position):
            kept.append(listed[i])
    if not kept:
        raise Problem("siting.no_candidates", kinds=", ".join(kinds))
    return tuple(kept)


def _recorded(snapshot: Snapshot, kind: str) -> list[Site]:
    kinds: dict[str, type[Record]] = {
        "settlements": Settlement,
        "airfields": Airfield,
        "places": Community,
    }
    found = []
    for record in snapshot.all(kinds[kind]):
        at = snapshot.position(record.id)
        if at is not None and getattr(record, "kind", "") != "closed":
            found.append(Site(snapshot.name(record.id), at, record.id))
    return found


def _grid(
    snapshot: Snapshot, found: Sequence[Demand], step_km: float, near_km: float
) -> list[Site]:
    """Points of a lattice that is the same for every mission, near to threatened people."""
    if not 1 <= step_km <= 200:
        raise Problem("siting.bad_grid", km=f"{step_km:g}")
    spots = {d.place_id: snapshot.position(d.place_id) for d in found}
    held = [p for p in spots.values() if p is not None]
    if not held:
        return []
    d_lat = step_km / _KM_PER_DEGREE
    middle = 5 * round(sum(p.lat for p in held) / len(held) / 5)
    d_lon = d_lat / max(cos(radians(middle)), 0.1)
    reach = max(1, round(near_km / step_km / 2))
    cells = {
        (floor(p.lon / d_lon) + right, floor(p.lat / d_lat) + up)
        for p in held
        for right in range(-reach, reach + 1)
        for up in range(-reach, reach + 1)
    }
    made = []
    for column, row in sorted(cells):
        lon, lat = (column + 0.5) * d_lon, (row + 0.5) * d_lat
        if abs(lon) <= 180 and abs(lat) <= 90:
            at = Position(lon=round(lon, 5), lat=round(lat, 5))
            made.append(Site(f"{at.lat:.3f}, {at.lon:.3f}", at))
    return made


def _away_from_posts(snapshot: Snapshot, sites: tuple[Site, ...]) -> tuple[Site, ...]:
    posts = [p.position for p in snapshot.all(Post) if p.position is not None]
    if not posts or not sites:
        return sites
    lon, lat = _degrees([s.position for s in sites])
    plon, plat = _degrees(posts)
    near = distances_m(lon[:, None], lat[:, None], plon[None, :], plat[None, :]).min(axis=1)
    return tuple(s for s, d in zip(sites, near, strict=True) if d > _APART_M)


def _near(
    snapshot: Snapshot, sites: Sequence[Site], found: Sequence[Demand], near_km: float
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The weight that is not reached yet within some kilometres of each site."""
    spots: dict[str, float] = {}
    for demand in found:
        if not demand.reached:
            spots[demand.place_id] = spots.get(demand.place_id, 0.0) + demand.weight
    held = [(at, w) for id, w in spots.items() if (at := snapshot.position(id)) is not None]
    total = np.zeros(len(sites))
    if not held:
        return total
    lon, lat = _degrees([s.position for s in sites])
    plon, plat = _degrees([p for p, _ in held])
    weights = np.array([w for _, w in held])
    for first in range(0, len(sites), 500):
        part = slice(first, first + 500)
        km = distances_m(lon[part, None], lat[part, None], plon[None, :], plat[None, :]) / 1000
        # Nearer people count for more, so that of many the sites among them come first.
        total[part] = (np.clip(1 - km / near_km, 0, None) * weights[None, :]).sum(axis=1)
    return total


def _degrees(spots: Sequence[Position]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([p.lon for p in spots]), np.array([p.lat for p in spots])
