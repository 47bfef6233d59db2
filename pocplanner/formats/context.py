"""What a reader needs to know of the mission, by value: where it lies, what it already names."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pocplanner.model.places import Area, Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot

#: Kinds of record that others name by their name.
_NAMED = (
    "Area",
    "Settlement",
    "Community",
    "Post",
    "Route",
    "Actor",
    "Mechanism",
    "Threat",
    "Unit",
    "Indicator",
    "Request",
    "Source",
    "Terrain",
)
#: Where a record has its name; a request has its words.
_NAMES = ("name", "title", "text")


_SIGNS = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """A name for comparing: no accents, no case, no signs, single blanks."""
    if text.isascii():  # most names of thousands: ten times as quick
        return " ".join(_SIGNS.sub(" ", text.casefold()).split())
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(kept.split())


@dataclass(frozen=True)
class Known:
    """A record that others may name: its id, kind, names, and where it is."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    pcode: str = ""

    @classmethod
    def of(cls, record: Record) -> "Known":
        """What others need of a record."""
        place = getattr(record, "position", None)
        return cls(
            record.id,
            type(record).__name__,
            next((t for n in _NAMES if (t := str(getattr(record, n, "")))), ""),
            tuple(getattr(record, "aliases", ())),
            place.lon if place else None,
            place.lat if place else None,
            str(getattr(record, "pcode", "")),
        )


@dataclass(frozen=True)
class Spot:
    """A place that every map shows: its names, where it is, and its level where it is an area."""

    names: tuple[str, ...]
    lon: float
    lat: float
    level: int | None = None


@dataclass(frozen=True)
class Context:
    """The mission as a reader sees it.

    `box` is (west, south, east, north) of its areas, where known; `today` bounds dates;
    `time_zone` is read into times that name none. `source_key` names the source for stable
    ids where the caller knows better than the file's name. `ids` are those of all records, each
    with its kind.
    """

    today: date
    box: tuple[float, float, float, float] | None = None
    known: tuple[Known, ...] = ()
    time_zone: str = "UTC"
    language: str = "en"
    source_key: str = ""
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spots: tuple[Spot, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, snapshot: Snapshot, today: date, language: str = "en") -> "Context":
        """The context that a mission gives."""
        from pocplanner.model.mission import Mission, Term

        missions = snapshot.all(Mission)
        terms: dict[str, dict[str, str]] = {}
        for term in snapshot.all(Term):
            terms.setdefault(term.vocabulary, {})[folded(term.label)] = term.code
        return cls(
            today=today,
            box=box_of(snapshot),
            known=tuple(Known.of(r) for r in snapshot if type(r).__name__ in _NAMED),
            time_zone=missions[0].time_zone if missions else "UTC",
            language=language,
            terms=terms,
            spots=tuple(spots_of(snapshot)),
            ids={r.id: type(r).__name__ for r in snapshot},
        )


def spots_of(records: Iterable[Record]) -> Iterable[Spot]:
    """The settlements and administrative areas by which a row may be placed."""
    for record in records:
        if isinstance(record, Area):
            if record.shape is not None and record.hierarchy == "administrative":
                point = record.shape.representative_point()
                yield Spot((record.name, record.pcode), point.x, point.y, record.level)
        elif isinstance(record, Settlement) and record.position is not None:
            at = record.position
            yield Spot((record.name, *record.aliases, record.pcode), at.lon, at.lat)


def box_of(records: Iterable[Record]) -> tuple[float, float, float, float] | None:
    """The box around all areas; around all places where no area has a shape."""
    boxes, points = [], []
    for record in records:
        shape = getattr(record, "shape", None) if type(record).__name__ == "Area" else None
        if shape is not None:
            boxes.append(shape.bounds)
        place = getattr(record, "position", None)
        if place is not None:
            points.append((place.lon, place.lat, place.lon, place.lat))
    chosen = boxes or points
    if not chosen or (not boxes and len(points) < 5):
        return None
    west, south, east, north = zip(*chosen, strict=True)
    return min(west), min(south), max(east), max(north)
