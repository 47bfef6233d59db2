"""Every text and position of a mission, for the proof that nothing held back has left."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from pocplanner.model.events import Labels
from pocplanner.model.geometry import Position
from pocplanner.model.guard import held
from pocplanner.model.mission import Issue
from pocplanner.model.record import Code, Part, Ref
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Section


def all_texts(snapshot: Snapshot) -> Iterator[tuple[bool, str]]:
    """Every text of the records and events: whether it is a name, and the text."""
    for record in snapshot:
        # What stands in sections was drafted from the records; only what a person wrote into
        # them is their own, and is looked for apart. What an issue names are records too.
        if not isinstance(record, (Section, Issue)):
            yield from strings_of(record)
    for column in ("side_a", "side_b", "place", "admin1", "admin2"):
        labels: Labels = getattr(snapshot.events, column)
        yield from ((True, labels.names[i]) for i in np.unique(labels.codes))


def edited_texts(snapshot: Snapshot) -> Iterator[str]:
    """The texts that persons wrote into sections."""
    for section in snapshot.all(Section):
        for p in section.paragraphs:
            if "edited" in (p.status, p.status_before):
                yield p.text


def strings_of(part: Part) -> Iterator[tuple[bool, str]]:
    """Every text of a record or a part of one: whether it is a name, and the text."""
    kind = type(part)
    for name in kind.model_fields:
        marked = kind.model_fields[name].metadata
        if name == "id" or any(isinstance(m, (Ref, Code)) for m in marked):
            continue
        mark = held(kind, name)
        for text in _inside(getattr(part, name)):
            if isinstance(text, tuple):
                yield text
            elif len(text) > 2:
                yield mark.content != "text", text


def _inside(value: Any) -> Iterable[Any]:
    if type(value) is str:
        return (value,)
    if isinstance(value, Part):
        return strings_of(value)
    if isinstance(value, tuple):
        return (text for item in value for text in _inside(item))
    return ()


def withheld_positions(snapshot: Snapshot, shown: Snapshot) -> Iterator[Position]:
    """Positions of the mission that no record of the shown one has."""

    def points(source: Snapshot) -> set[tuple[float, float]]:
        return {
            (p.lon, p.lat) for p in (getattr(r, "position", None) for r in source) if p is not None
        }

    for lon, lat in sorted(points(snapshot) - points(shown)):
        yield Position(lon=lon, lat=lat)
