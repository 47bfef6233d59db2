"""Which events an audience reads, and how near it sees them."""

from typing import Any

import numpy as np

from pocplanner.analysis.masking import CEILING, effective_level
from pocplanner.analysis.sharing.readers import INSIDE
from pocplanner.model.actors import Actor
from pocplanner.model.events import LABEL_COLUMNS, Events, Labels, Series
from pocplanner.model.guard import Audience, Level
from pocplanner.model.snapshot import Snapshot


def shown_events(snapshot: Snapshot, audience: Audience) -> Events:
    """The events of the mission that reach the audience, coarsened where rule D4 asks it."""
    events = snapshot.events
    if not len(events):
        return events
    events = events.take(_of_open_series(snapshot, events, audience))
    hidden = events.type.equals("sexual_violence")
    if hidden.any():
        events = _only_counted(events, hidden, country_only=audience not in INSIDE)
    if audience is Audience.HOST_STATE:
        events = events.take(~_state_side(snapshot, events))
    return events


def _of_open_series(snapshot: Snapshot, events: Events, audience: Audience) -> np.ndarray[Any, Any]:
    """Rows whose series may reach the audience: a series is a record and has its level."""
    ceiling = CEILING[audience].rank
    levels = [
        effective_level(series).rank if series is not None else Level.HIGH.rank
        for series in (snapshot.one(Series, i) for i in events.series_ids)
    ]
    if not levels:
        return np.ones(len(events), bool)
    found: np.ndarray[Any, Any] = np.array([level <= ceiling for level in levels])[events.series]
    return found


def _only_counted(events: Events, rows: np.ndarray[Any, Any], country_only: bool) -> Events:
    """Rows of sexual violence keep the district inside the mission, the country outside (D4)."""
    columns = {name: getattr(events, name) for name in LABEL_COLUMNS}
    emptied = ["place", "admin1", "admin2"] if country_only else ["place"]
    for name in emptied:
        column: Labels = columns[name]
        names = column.names if "" in column.names else (*column.names, "")
        columns[name] = Labels(
            np.where(rows, names.index(""), column.codes).astype(np.int32), names
        )
    precision = np.where(
        rows, np.maximum(events.place_precision, 6 if country_only else 3), events.place_precision
    )
    values = {
        name: getattr(events, name)
        for name in events.__dataclass_fields__
        if name not in (*columns, "lon", "lat", "place_precision")
    }
    return Events(
        **values,
        **columns,
        lon=np.where(rows, np.nan, events.lon),
        lat=np.where(rows, np.nan, events.lat),
        place_precision=precision.astype(np.int8),
    )


def _state_side(snapshot: Snapshot, events: Events) -> np.ndarray[Any, Any]:
    """Rows in which a side belongs to the host state, by our actors or by the source's word."""
    own = {n.casefold() for a in snapshot.all(Actor) if a.is_state for n in (a.name, *a.aliases)}
    starts = ("government of", "military forces of", "police forces of")

    def state(name: str) -> bool:
        return name.casefold() in own or name.casefold().startswith(starts)

    rows = np.zeros(len(events), bool)
    for column in (events.side_a, events.side_b):
        rows |= column.isin({n for n in column.names if state(n)})
    return rows
