"""A real mission as material for an exercise: other names, moved places, other dates (rule D11).

Names are replaced one for one, so that the story holds together; places move by one offset
and days by whole weeks, so that distances, weekdays and seasons keep their meaning.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.events import LABEL_COLUMNS, NO_DAY, Events, Labels
from pocplanner.model.geometry import Position
from pocplanner.model.guard import held, metadata
from pocplanner.model.mission import Mission, Source
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.record import Code, Part, Record, Ref
from pocplanner.model.snapshot import Snapshot

#: Days by which every date moves: whole weeks, close to three years, so that seasons hold.
SHIFT = timedelta(days=-1092)
#: Degrees by which every place moves, into another ocean but along the same latitude.
MOVE_LON = 61.0

_STEMS: dict[type[Any], str] = {
    Area: "Area",
    Settlement: "Place",
    Community: "Place",
    Post: "Post",
    Airfield: "Airfield",
    Route: "Route",
    Actor: "Group",
    Mechanism: "Mechanism",
    Unit: "Unit",
    Source: "Source",
    Mission: "Exercise mission",
}


def disguise(snapshot: Snapshot) -> Snapshot:
    """The same story under other names, elsewhere and at another time; free text is left out."""
    names = _names(snapshot)
    pattern = _pattern(names)

    def said(text: str) -> str:
        return pattern.sub(lambda m: names[m.group(0)], text) if pattern else text

    records = [_moved(r, said) for r in snapshot]
    fixed = [
        r.model_copy(update={"exercise": True, "country": "", "short_name": ""})
        if isinstance(r, Mission)
        else r
        for r in records
        if isinstance(r, Record)
    ]
    return Snapshot.of(fixed, _moved_events(snapshot.events, names), snapshot.audience)


def _names(snapshot: Snapshot) -> dict[str, str]:
    """Every name with its stand-in; the number comes from a digest, not from the order."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for kind, stem in _STEMS.items():
        for record in snapshot.all(kind):
            said = (record.name, *getattr(record, "aliases", ()))
            stand_in = _stand_in(stem, record.id, taken)
            for name in said:
                if name:
                    found.setdefault(name, stand_in)
    # Those whom only an event or a threat names are no less real than the actors on file.
    told = [t.perpetrator_name for t in snapshot.all(Threat)]
    for name in (*snapshot.events.side_a.names, *snapshot.events.side_b.names, *told):
        if name and name not in found:
            found[name] = _stand_in("Group", name, taken)
    return found


def _stand_in(stem: str, key: str, taken: set[str]) -> str:
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 9000 + 1000
    while f"{stem} {number}" in taken:
        number = number % 9999 + 1
    taken.add(f"{stem} {number}")
    return f"{stem} {number}"


def _pattern(names: dict[str, str]) -> re.Pattern[str] | None:
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    # Whole words: a village called An is not in every text.
    return re.compile(rf"(?<!\w)(?:{longest})(?!\w)") if names else None


def _moved(part: Part, said: Any) -> Part:
    changes: dict[str, Any] = {}
    for name in type(part).model_fields:
        if name == "id":
            continue
        mark, value = held(type(part), name), getattr(part, name)
        if metadata(type(part), name, Ref) or metadata(type(part), name, Code):
            continue
        if mark.content == "text":
            changes[name] = type(value)() if isinstance(value, str) else value
            if isinstance(value, str) and type(part).model_fields[name].is_required():
                changes[name] = said(value)
        else:
            changes[name] = _value(value, said)
    return part.model_copy(update=changes)


def _value(value: Any, said: Any) -> Any:
    if isinstance(value, Position):
        return Position(lon=_wrapped(value.lon + MOVE_LON), lat=value.lat)
    if isinstance(value, Part):
        return _moved(value, said)
    if isinstance(value, BaseGeometry):
        return translate(value, xoff=MOVE_LON)
    if isinstance(value, tuple):
        return tuple(_value(item, said) for item in value)
    if isinstance(value, (datetime, date)):
        return value + SHIFT
    # A code or a level is a word of ours, not a name; only plain text can hold one.
    return said(value) if type(value) is str else value


def _wrapped(lon: float) -> float:
    return (lon + 180) % 360 - 180


def _moved_events(events: Events, names: dict[str, str]) -> Events:
    if not len(events):
        return events
    changes: dict[str, Any] = {
        name: _renamed(name, getattr(events, name), names) for name in LABEL_COLUMNS
    }
    for name in ("first_day", "last_day"):
        days = getattr(events, name)
        changes[name] = np.where(days == NO_DAY, days, days + SHIFT.days).astype(np.int32)
    changes["lon"] = (events.lon + MOVE_LON + 180) % 360 - 180
    changes["key"] = np.array([f"E{i:06d}" for i in range(len(events))], "S8")
    return replace(events, **changes)


def _renamed(column: str, labels: Labels, names: dict[str, str]) -> Labels:
    stems = {
        "side_a": "Group",
        "side_b": "Group",
        "country": "Country",
        "admin1": "Area",
        "admin2": "Area",
        "place": "Place",
        "group": "People",
        "native_type": "",
    }
    stem = stems.get(column)
    if stem is None:
        return labels
    taken: set[str] = set()
    return Labels(
        labels.codes,
        tuple(
            "" if not n or not stem else names.get(n) or _stand_in(stem, n, taken)
            for n in labels.names
        ),
    )


def originals(snapshot: Snapshot) -> Iterator[str]:
    """The names that must not be found in what was made from the disguise."""
    yield from _names(snapshot)
