"""The layers of a mission as another program reads them, made from what an audience may see."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import Point
from shapely.geometry import box as box_around
from shapely.geometry.base import BaseGeometry

from pocplanner.analysis.gazetteer import plain
from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.sharing import INSIDE, View
from pocplanner.analysis.table_columns import Between, Condition, Containing
from pocplanner.commands.cells import Cells, fields_of
from pocplanner.commands.export_events import Texts, columns, points_of, rows_of, said
from pocplanner.commands.export_parts import parts_of
from pocplanner.model.community import Alert
from pocplanner.model.drawn import DRAWN
from pocplanner.model.events import EPOCH, NO_DAY, Events
from pocplanner.model.few import Few
from pocplanner.model.field_types import unwrapped
from pocplanner.model.geometry import Position
from pocplanner.model.guard import CASES, Audience, held, metadata
from pocplanner.model.layer import Layer, Value
from pocplanner.model.record import Record, Ref
from pocplanner.words import Words

#: Every layer by its name; the names are those of the import where there is one.
RECORDS: dict[str, type[Record]] = {
    {"settlement": "places", "community": "communities", "journey": "journeys"}.get(
        kind.__name__.lower(),
        kind.__name__.lower() if kind.__name__ == "Coping" else kind.__name__.lower() + "s",
    ): kind
    for kind in DRAWN
}
LAYERS = (*RECORDS, "events")
#: Columns of events that stay inside the mission.
_INSIDE = frozenset({"group", "native_type"})
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Choice:
    """What of the view is taken: layers, and what lies in a box, a time or a choice of ids.

    Time bears on what has one: events, and alerts by when they came. `events` is a choice of
    events as the window makes it; it is asked of what the audience sees, never of more.
    """

    layers: tuple[str, ...]
    box: Box | None = None
    since: date | None = None
    before: date | None = None
    ids: Collection[str] | None = None
    events: EventSelection | None = None
    #: Filters of columns: layer, field, and what is kept; asked of what the audience sees.
    where: tuple[tuple[str, str, Condition], ...] = ()
    #: Whether what the sources say of events in words goes along, for the team alone.
    texts: bool = True


#: Reads what the sources say in words of the events that are written.
TextsOf = Callable[[Events], Texts]
#: The columns of words.
TEXTS = ("note", "source", "headline")


def told_in_words(audience: Audience, choice: Choice) -> bool:
    """Whether words of the sources leave: to the team alone, where it did not decline them.

    They are free text that nobody has read: names of people, of other places, of who told.
    """
    return audience is Audience.CORE and choice.texts and "events" in choice.layers


def layers_of(
    seen: View, choice: Choice, language: str, today: date, texts: TextsOf | None = None
) -> tuple[Layer, ...]:
    """The chosen layers, those without a row left out."""
    maker = _Maker(seen, choice, language, today, texts)
    found = (maker.events() if n == "events" else maker.records(n) for n in choice.layers)
    return tuple(layer for layer in found if layer.rows)


def counted(seen: View, choice: Choice, language: str, today: date) -> dict[str, int]:
    """How many rows of each chosen layer would leave; layers without one are left out."""
    maker = _Maker(seen, choice, language, today)
    found = {
        name: len(maker.chosen_events()) if name == "events" else len(list(maker.chosen(name)))
        for name in choice.layers
    }
    return {name: count for name, count in found.items() if count}


class _Maker:
    def __init__(
        self,
        seen: View,
        choice: Choice,
        language: str,
        today: date,
        texts: TextsOf | None = None,
    ) -> None:
        self._seen, self._choice = seen, choice
        self._texts = texts if told_in_words(seen.audience, choice) else None
        self._snapshot = seen.snapshot
        self._words = Words(language)
        self._cells = Cells(seen.snapshot, language, today)
        self._box = box_around(*choice.box) if choice.box else None

    def _key(self, id: str) -> str:
        """How a row is told apart: inside the team by its id, outside by one of the audience's own.

        Two audiences that lay their files beside one another find no row by its id.
        """
        if self._seen.audience is Audience.CORE:
            return id
        return blake2b(f"{self._seen.audience}\x1f{id}".encode(), digest_size=8).hexdigest()

    def _inside(self, shape: BaseGeometry | None) -> bool:
        return self._box is None or (shape is not None and self._box.intersects(shape))

    # -- records ---------------------------------------------------------------------

    def records(self, name: str) -> Layer:
        """The records of a kind."""
        kind = RECORDS[name]
        fields = list(_told_fields(kind, self._seen.audience))
        kept = list(self.chosen(name))
        parts = list(parts_of(kind, name, self._words))
        parts = [p for p in parts if p[2] not in fields]
        rows = [
            (
                self._key(r.id),
                *(self._value(kind, f, getattr(r, f)) for f in fields),
                *(told(getattr(r, f) or (), self._words) for _, _, f, told in parts),
                located,
            )
            for r, _, located in kept
        ]
        order = sorted(range(len(rows)), key=lambda i: tuple(str(v) for v in rows[i][1:3]))
        labels = [self._words.label(kind, f) for f in fields]
        return _compact(
            name,
            self._words.kind(kind, many=True),
            ("key", *fields, *(p[0] for p in parts), "located"),
            (
                self._text("column.key"),
                *labels,
                *(p[1] for p in parts),
                self._text("column.located"),
            ),
            [rows[i] for i in order],
            [kept[i][1] for i in order],
        )

    def chosen(self, name: str) -> Iterator[tuple[Record, BaseGeometry | None, str]]:
        """The records of a layer that are meant, each with its shape and how that is known."""
        for record in self._snapshot.all(RECORDS[name]):
            if self._choice.ids is not None and record.id not in self._choice.ids:
                continue
            if isinstance(record, Alert) and not self._in_time(record.received_at.date()):
                continue
            if not all(self._keeps(record, f, c) for n, f, c in self._choice.where if n == name):
                continue
            shape, located = self._placed(record)
            if self._inside(shape):
                yield record, shape, located

    def _keeps(self, record: Record, field: str, condition: Condition) -> bool:
        """Whether a record passes the filter of a column, by its code or by its words."""
        value = getattr(record, field)
        if isinstance(condition, Between):
            if isinstance(value, datetime):
                value = value.date()
            at = value.toordinal() - EPOCH if isinstance(value, date) else value
            number = isinstance(at, (int, float)) and not isinstance(at, bool)
            least, most = condition.least, condition.most
            return number and (least is None or at >= least) and (most is None or at <= most)
        parts = value if isinstance(value, tuple) else (value,)
        told = str(self._value(type(record), field, value) or "")
        texts = [*told.split("; "), *(str(part) for part in parts)]
        if isinstance(condition, Containing):
            return all(word in plain(told) for word in plain(condition.text).split())
        wanted = {plain(text) for text in condition.texts}
        return any(plain(text) in wanted for text in texts)

    def _in_time(self, day: date) -> bool:
        since, before = self._choice.since, self._choice.before
        return not (since and day < since) and not (before and day >= before)

    def _placed(self, record: Record) -> tuple[BaseGeometry | None, str]:
        """The shape of a record and how it is known: its own, its place's, or its area's."""
        drawn = DRAWN[type(record)]
        for field in (drawn.area, drawn.line):
            shape = getattr(record, field, None) if field else None
            if shape is not None:
                return shape, ""
        position = getattr(record, "position", None)
        if position is not None:
            return _point(position), ""
        place_id = str(getattr(record, "place_id", ""))
        place = self._snapshot.position(place_id) if place_id else None
        if place is None:
            return None, ""
        of_area = type(self._snapshot.get(place_id)).__name__ == "Area"
        return _point(place), self._text("located.area" if of_area else "located.place")

    def _value(self, kind: type[Record], name: str, value: Any) -> Value:
        if value is None or value == () or value == "":
            return None
        if metadata(kind, name, Ref) is not None:
            ids = value if isinstance(value, tuple) else (value,)
            return "; ".join(filter(None, (self._snapshot.name(str(i)) for i in ids))) or None
        if isinstance(value, Few):
            return str(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        return self._cells.write(kind, name, value)

    def _text(self, key: str) -> str:
        return self._words.text(f"export_data.{key}")

    # -- events ----------------------------------------------------------------------

    def events(self) -> Layer:
        """The events, each with how finely its place and its day are known."""
        events = self.chosen_events()
        # Which group was hit is told inside the mission only: it points at those who remain.
        # So are the words by which a source names what happened.
        inside = self._seen.audience in INSIDE
        told = [c for c in columns(events, self._words) if inside or c.name not in _INSIDE]
        told = [c for c in told if c.filled()]
        order = np.lexsort((events.key, events.first_day))
        if self._texts is not None:
            texts = _NoCases(self._texts(events), events)
            # As the texts lie: each packed group of them is opened once.
            order = texts.order()
            told += said(texts, TEXTS)
        names = ("key", *(c.name for c in told))
        return Layer(
            "events",
            self._text("layer.events"),
            names,
            tuple(self._text(f"column.{n}") for n in names),
            rows_of(order, lambda row: self._key(events.event_id(row)), told),
            points_of(order, events),
            ("TEXT", *(c.type for c in told)),
        )

    def chosen_events(self) -> Events:
        """The events that are meant."""
        choice, events = self._choice, self._snapshot.events
        rows = np.ones(len(events), bool)
        if choice.events is not None and not choice.events.empty:
            rows &= choice.events.mask(events, self._snapshot)
        known = events.first_day != NO_DAY
        if choice.since is not None:
            rows &= known & (events.last_day >= _day(choice.since))
        if choice.before is not None:
            rows &= known & (events.first_day < _day(choice.before))
        if choice.box is not None:
            west, south, east, north = choice.box
            with np.errstate(invalid="ignore"):
                rows &= (events.lon >= west) & (events.lon <= east)
                rows &= (events.lat >= south) & (events.lat <= north)
        if choice.ids is not None:
            rows &= _named(events, choice.ids)
        return events if rows.all() else events.take(rows)


class _NoCases:
    """Texts of events without those of cases, of which nothing but a count leaves (rule D4)."""

    def __init__(self, texts: Texts, events: Events) -> None:
        self._texts = texts
        self._case = events.type.isin(CASES)

    def order(self) -> NDArray[np.int64]:
        """All rows in the order in which their texts lie."""
        return self._texts.order()

    def read(self, rows: NDArray[np.int64]) -> dict[str, list[str]]:
        """The texts of these rows by column."""
        found = self._texts.read(rows)
        for at in np.flatnonzero(self._case[rows]).tolist():
            for column in found.values():
                column[at] = ""
        return found


def _named(events: Events, ids: Collection[str]) -> NDArray[np.bool_]:
    """The events of these ids: looked for by their keys first, which are many and short."""
    wanted = frozenset(ids)
    keys = np.array(sorted({i.partition(":")[2].encode() for i in wanted if ":" in i}) or [b""])
    rows = np.isin(events.key, keys)
    for row in np.flatnonzero(rows).tolist():
        rows[row] = events.event_id(row) in wanted
    return rows


def _told_fields(kind: type[Record], audience: Audience) -> Iterator[str]:
    """The fields that become columns: no position twice, no source beside its content (rule D5)."""
    for name in fields_of(kind):
        base, _, _ = unwrapped(kind.model_fields[name].annotation)
        if name == "id" or base is Position:
            continue
        if held(kind, name).content == "source" and audience is not Audience.CORE:
            continue
        yield name


def _point(position: Position) -> Point:
    return Point(position.lon, position.lat)


def _day(day: date) -> int:
    return day.toordinal() - EPOCH


def _compact(
    key: str,
    title: str,
    names: tuple[str, ...],
    labels: tuple[str, ...],
    rows: list[tuple[Value, ...]],
    shapes: list[BaseGeometry | None],
) -> Layer:
    """The layer without the columns in which nothing stands."""
    filled = [at for at in range(len(names)) if any(row[at] not in (None, "") for row in rows)]
    return Layer(
        key,
        title,
        tuple(names[at] for at in filled),
        tuple(labels[at] for at in filled),
        tuple(tuple(row[at] for at in filled) for row in rows),
        tuple(shapes),
    )
