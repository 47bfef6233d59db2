"""Events and records for the tests of the assessment: valid by default, changed by name."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pocplanner.model.community import Community
from pocplanner.model.events import (
    ARRAY_TYPES,
    LABEL_COLUMNS,
    NO_DAY,
    UNKNOWN,
    Events,
    Labels,
    Series,
    day_number,
)
from pocplanner.model.geometry import Position
from pocplanner.model.mission import PUBLISHED, Mission, Source
from pocplanner.model.places import Area, Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
AS_OF = date(2024, 6, 30)


def an_event(**changes: Any) -> dict[str, Any]:
    """One event as a mapping: an attack by the Red Band near Kesso on the as-of day."""
    event: dict[str, Any] = {
        "lon": 10.0,
        "lat": 5.0,
        "day": AS_OF,
        "until": None,
        "hour": UNKNOWN,
        "low": 1,
        "best": 1,
        "high": 1,
        "civilians": UNKNOWN,
        "place_precision": 1,
        "day_precision": 1,
        "type": "attack_on_civilians",
        "native_type": "",
        "side_a": "Red Band",
        "side_b": "Civilians",
        "country": "",
        "admin1": "",
        "admin2": "",
        "place": "",
        "group": "",
    }
    unknown = set(changes) - set(event)
    assert not unknown, unknown
    return event | changes


def events_of(rows: Sequence[dict[str, Any]]) -> Events:
    """A table of events in one series called "series"."""

    def column(name: str) -> list[Any]:
        return [r[name] for r in rows]

    first = [NO_DAY if r["day"] is None else day_number(r["day"]) for r in rows]
    last = [
        f if r["until"] is None else day_number(r["until"])
        for f, r in zip(first, rows, strict=True)
    ]
    arrays = {
        "series": [0] * len(rows),
        "lon": column("lon"),
        "lat": column("lat"),
        "first_day": first,
        "last_day": last,
        "hour": column("hour"),
        "deaths_low": column("low"),
        "deaths_best": column("best"),
        "deaths_high": column("high"),
        "deaths_civilians": column("civilians"),
        "place_precision": column("place_precision"),
        "day_precision": column("day_precision"),
    }
    columns: dict[str, Any] = {k: np.array(v, ARRAY_TYPES[k]) for k, v in arrays.items()}
    columns |= {name: Labels.of(column(name)) for name in LABEL_COLUMNS}
    keys = np.array([f"E{i}".encode() for i in range(len(rows))] or [], "S12")
    return Events(key=keys, **columns, series_ids=("series",))


def a_mission(**changes: Any) -> Mission:
    """A mission with a name."""
    return Mission(**({"name": "Mission in Ordan"} | changes))


def a_community(**changes: Any) -> Community:
    """Kesso, at 10° E 5° N."""
    defaults = {"id": "kesso", "name": "Kesso", "position": Position(lon=10.0, lat=5.0)}
    return Community(**(defaults | changes))


def a_series() -> tuple[Source, Series]:
    """The source and series that the events of `events_of` belong to."""
    source = Source(id="source", name="Reports", kind="event_data", published=True)
    return source, Series(id="series", source_id="source", import_id="i1")


def a_snapshot(
    *records: Record, events: Iterable[dict[str, Any]] = (), mission: Mission | None = None
) -> Snapshot:
    """A snapshot of these records and events, with a mission and the events' source."""
    rows = list(events)
    return Snapshot.of((mission or a_mission(), *a_series(), *records), events_of(rows))


# ---------------------------------------------------------------- the real folder

_UCDP = {"1": "clash_harming_civilians", "2": "clash_harming_civilians", "3": "attack_on_civilians"}


def car_rows() -> list[dict[str, str]]:
    """The rows of the real file; the test is skipped where the shared folder is missing."""
    path = SHARED / "car" / "events_ucdp_ged_v23_1.csv"
    if not path.exists():
        pytest.skip("the shared data folder is not here")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def car_events(rows: list[dict[str, str]]) -> Events:
    """The real rows as columns."""
    return events_of(
        [
            an_event(
                lon=float(r["longitude"]),
                lat=float(r["latitude"]),
                day=date.fromisoformat(r["date_start"][:10]),
                until=date.fromisoformat(r["date_end"][:10]),
                low=int(r["low"]),
                best=int(r["best"]),
                high=int(r["high"]),
                civilians=int(r["deaths_civilians"]),
                place_precision=int(r["where_prec"]),
                day_precision=int(r["date_prec"]),
                type=_UCDP[r["type_of_violence"]],
                native_type=r["type_of_violence"],
                side_a=r["side_a"],
                side_b=r["side_b"],
                country=r["country"],
                admin1=r["adm_1"],
                admin2=r["adm_2"],
                place=r["where_coordinates"],
            )
            for r in rows
        ]
    )


def car_settlements() -> list[Settlement]:
    """The settlements of the real folder."""
    with (SHARED / "car" / "settlements_geonames.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lat = next(c for c in rows[0] if "lat" in c.lower())
    lon = next(c for c in rows[0] if "lon" in c.lower() or "lng" in c.lower())
    name = next(c for c in rows[0] if c.lower() in {"name", "asciiname"})
    return [
        Settlement(
            id=f"s{i}",
            name=r[name],
            position=Position(lon=float(r[lon]), lat=float(r[lat])),
            sensitivity="low",
            lowered=PUBLISHED,
        )
        for i, r in enumerate(rows)
    ]


def car_areas() -> list[Area]:
    """The provinces of the real folder."""
    text = (SHARED / "car" / "adm1_natural_earth.geojson").read_text(encoding="utf-8")
    return [
        Area(
            id=f"a{i}",
            name=f["properties"]["name"],
            shape=f["geometry"],
            sensitivity="low",
            lowered=PUBLISHED,
        )
        for i, f in enumerate(json.loads(text)["features"])
    ]


def car_snapshot() -> tuple[list[dict[str, str]], Snapshot]:
    """The real folder as a mission, beside its rows as read."""
    rows = car_rows()
    records = (a_mission(), *a_series(), *car_settlements(), *car_areas())
    return rows, Snapshot.of(records, car_events(rows))
