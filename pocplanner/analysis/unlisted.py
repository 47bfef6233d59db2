"""Places that the events name and place well, but that the mission does not list: proposed.

A gazetteer knows the towns; people are killed in villages. Without the village in the list
its events would count only at the province, and the plan would name no place.
"""

import hashlib
from collections.abc import Iterable

import numpy as np

from pocplanner.analysis.ground import Ground
from pocplanner.analysis.names import fold
from pocplanner.analysis.threats import enough, sources
from pocplanner.model.events import NEAR
from pocplanner.model.geometry import Position, distances_m
from pocplanner.model.mission import PUBLISHED
from pocplanner.model.places import Settlement
from pocplanner.model.snapshot import Snapshot

PREFIX = "place-"


def unlisted(ground: Ground) -> tuple[Settlement, ...]:
    """A settlement for each unlisted name whose events of the window suffice for a threat.

    Its position is the middle of the events that bear the name in one area; a name whose
    events lie further apart than the radius of a place is left alone.
    """
    events, assumed = ground.events, ground.assumptions
    recent = ground.within(assumed.whole("threat.window_days"))
    free = (ground.place < 0) & ~ground.counts_only & (events.place_precision >= 1)
    free &= (events.place_precision <= NEAR) & ~np.isnan(events.lon) & ~np.isnan(events.lat)
    groups: dict[tuple[str, int], list[int]] = {}
    for row in np.flatnonzero(recent & free).tolist():
        name = fold(events.place.text(row))
        if name:
            groups.setdefault((name, int(ground.area[row])), []).append(row)
    radius = assumed.value("place.radius_km") * 1000
    found = []
    for (name, area), rows in sorted(groups.items()):
        index = np.array(rows, np.int64)
        if not enough(ground, index):
            continue
        lon, lat = float(np.median(events.lon[index])), float(np.median(events.lat[index]))
        middle = (np.array([lon]), np.array([lat]))
        if distances_m(*middle, events.lon[index], events.lat[index]).max() > radius:
            continue
        where = ground.area_ids[area] if area >= 0 else ""
        found.append(_settlement(ground, name, where, index, lon, lat))
    return tuple(found)


def _settlement(
    ground: Ground,
    name: str,
    where: str,
    rows: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    lon: float,
    lat: float,
) -> Settlement:
    told = sources(ground, rows)
    source = told[0] if told else None
    published = source is not None and source.published
    return Settlement(
        id=PREFIX + hashlib.sha256(f"{where}|{name}".encode()).hexdigest()[:16],
        name=ground.events.place.text(int(rows[0])).strip(),
        position=Position(lon=round(lon, 6), lat=round(lat, 6)),
        source_id=source.id if source else "",
        source_key=ground.events.key[rows[0]].decode(),
        **({"sensitivity": "low", "lowered": PUBLISHED} if published else {}),
    )


def with_places(snapshot: Snapshot, places: Iterable[Settlement]) -> Snapshot:
    """The snapshot with these places among its settlements."""
    return Snapshot.of([*snapshot, *places], snapshot.events, snapshot.audience)
