"""What a person calls a record or an event, and on which page it is shown."""

from typing import TYPE_CHECKING

from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Record
from pocplanner.words import Words

if TYPE_CHECKING:
    from pocplanner.model.snapshot import Snapshot

#: The page on which records of a kind are shown.
PAGE_OF = {
    "Mission": "mission",
    "Source": "mission",
    "Assumption": "mission",
    "Term": "mission",
    "Issue": "report",
    "Area": "map",
    "Settlement": "map",
    "Post": "map",
    "Unit": "map",
    "Airfield": "map",
    "Route": "map",
    "Obstacle": "map",
    "Patrol": "map",
    "MapLayer": "map",
    "SavedView": "map",
    "Series": "events",
    "EventCorrection": "events",
    "Pairing": "events",
    "Community": "community",
    "Coping": "community",
    "Mechanism": "community",
    "SharedCause": "community",
    "Alert": "community",
    "Perception": "community",
    "Request": "community",
    "Promise": "community",
    "Contact": "community",
    "Initiative": "community",
    "Journey": "community",
    "Timing": "time",
    "Terrain": "time",
    "GroundClass": "time",
    "Proposal": "time",
    "Threat": "assessment",
    "Rating": "assessment",
    "WarningSign": "assessment",
    "Actor": "assessment",
    "Tie": "assessment",
    "Driver": "assessment",
    "Objective": "strategy",
    "Action": "strategy",
    "Indicator": "strategy",
    "SafetyPair": "community",
    "InterferenceAnswer": "strategy",
    "Reliance": "assessment",
    "Difference": "strategy",
    "Residual": "strategy",
    "Decision": "strategy",
    "Tension": "strategy",
    "Message": "strategy",
    "Section": "strategy",
    "Scenario": "scenario",
    "Inject": "scenario",
    "Taken": "scenario",
}
_LONGEST = 70


def name_of(words: Words, record: Record, snapshot: "Snapshot | None" = None) -> str:
    """What a person calls a record: its name or title, else what it is and where."""
    for field in ("name", "title", "text", "question", "tag"):
        found = getattr(record, field, "")
        if isinstance(found, str) and found:
            code = metadata(type(record), field, Code)
            return short(words.term(code.vocabulary, found) if code else found)
    from pocplanner.model.assessment import Threat

    what = words.kind(type(record))
    if isinstance(record, Threat):
        what = words.term("threat_type", record.kind)
    else:
        for field in ("sign", "threat", "kind"):
            code = metadata(type(record), field, Code) if hasattr(record, field) else None
            if code is not None and getattr(record, field):
                what = words.term(code.vocabulary, getattr(record, field))
                break
    place = snapshot.name(getattr(record, "place_id", "")) if snapshot is not None else ""
    return short(f"{what}, {place}" if place else what)


def event_name(words: Words, snapshot: "Snapshot", event_id: str) -> str:
    """What a person calls an event: its type, its place and its day; empty for a strange id."""
    row = event_row(snapshot, event_id)
    if row is None:
        return ""
    events = snapshot.events
    place = events.place.text(row) or events.admin2.text(row) or events.admin1.text(row)
    day = events.day(row)
    said = [
        words.term("incident_type", events.type.text(row)),
        place,
        day.isoformat() if day else "",
    ]
    return short(", ".join(part for part in said if part))


def event_row(snapshot: "Snapshot", event_id: str) -> int | None:
    """The row of an event by its id, or nothing."""
    import numpy as np

    series, colon, key = event_id.partition(":")
    events = snapshot.events
    if not colon or series not in events.series_ids:
        return None
    same = (events.key == key.encode()) & (events.series == events.series_ids.index(series))
    found = np.flatnonzero(same)
    return int(found[0]) if len(found) else None


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
