"""A table pasted over records: what each of its rows would do, before anything is kept."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import ValidationError

from pocplanner.commands.cells import Cells, Unread, fields_of
from pocplanner.commands.tables import FIXED, clipboard_rows
from pocplanner.formats.context import folded
from pocplanner.model.record import Record
from pocplanner.model.refusal import reasons
from pocplanner.model.snapshot import Snapshot
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Problem, Words

State = Literal["new", "changed", "same", "refused"]
_LAT, _LON = "lat", "lon"
_DEGREES = {
    "lat": _LAT, "latitude": _LAT, "y": _LAT,
    "lon": _LON, "long": _LON, "lng": _LON, "longitude": _LON, "x": _LON,
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """Why a row is refused: the title of its column (empty for the row), key and facts."""

    column: str
    key: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Differing:
    """One field that a row changes, as texts."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class PastedRow:
    """One line of what was pasted (counted from one) and what would become of it."""

    line: int
    state: State
    cells: tuple[str, ...]
    record: Record | None = None
    reasons: tuple[Reason, ...] = ()
    changes: tuple[Differing, ...] = ()


@dataclass(frozen=True)
class Pasted:
    """A pasted table as it would be kept; every line of it stands here."""

    kind: type[Record]
    #: The field of each column, empty for one that is left out.
    fields: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[PastedRow, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed, the same and refused."""
        found = Counter(r.state for r in self.rows)
        return {state: found[state] for state in ("new", "changed", "same", "refused")}

    @property
    def left_out(self) -> tuple[str, ...]:
        """The titles of columns that lead to no field."""
        return tuple(t for f, t in zip(self.fields, self.titles, strict=True) if not f)


def preview(
    snapshot: Snapshot,
    kind: type[Record],
    text: str,
    shown: Sequence[str],
    language: str,
    today: date,
) -> Pasted:
    """What pasting a text over the records of a kind would do. Nothing is changed.

    `shown` are the fields of the table's columns from left to right: the columns of a text
    without heads. Problem where the kind is not for tables or the text holds no rows.
    """
    if kind.__name__ in FIXED:
        raise Problem("table.paste_fixed", kind=kind.__name__)
    rows = clipboard_rows(text)
    heads = _heads(kind, rows[0]) if rows else None
    fields = heads if heads is not None else tuple(n if n in fields_of(kind) else "" for n in shown)
    start = 1 if heads is not None else 0
    if len(rows) <= start:
        raise Problem("table.paste_empty")
    width = max(len(row) for row in rows)
    words = Words(language)
    if heads is None:
        titles = tuple(words.label(kind, f) if f else "–" for f in fields[:width])
        fields = fields[:width]
    else:
        titles = tuple(rows[0])
    work = _Work(snapshot, kind, fields, titles, Cells(snapshot, language, today))
    made = tuple(work.row(number, row) for number, row in enumerate(rows[start:], start + 1))
    return Pasted(kind, fields, titles, made)


def keep(project: Project, pasted: Pasted) -> int:
    """Keep what a preview showed, new and changed rows, in one act; how many that are."""
    wanted = [r.record for r in pasted.rows if r.state in ("new", "changed") and r.record]
    if wanted:
        with project.edit("edit.table.paste", count=len(wanted), kind=pasted.kind.__name__):
            project.put(*wanted)
    return len(wanted)


def _heads(kind: type[Record], row: Sequence[str]) -> tuple[str, ...] | None:
    """The field of each head; nothing where the first row is no row of heads."""
    known: dict[str, str] = {}
    for name in fields_of(kind):
        known[folded(name)] = name
        for language in LANGUAGES:
            known.setdefault(folded(Words(language).label(kind, name)), name)
    if "position" in kind.model_fields:
        known = {**_DEGREES, **known}
    found = tuple(known.get(folded(cell), "") for cell in row)
    filled = [cell for cell in row if cell.strip()]
    hits = [f for f in found if f]
    return found if hits and 2 * len(hits) >= len(filled) else None


class _Work:
    """The rows of one text, read one after another."""

    def __init__(
        self,
        snapshot: Snapshot,
        kind: type[Record],
        fields: Sequence[str],
        titles: Sequence[str],
        cells: Cells,
    ) -> None:
        self._kind, self._fields, self._titles, self._cells = kind, fields, titles, cells
        self._records: dict[str, Record] = {r.id: r for r in snapshot.all(kind)}
        self._called = next((n for n in ("name", "title") if n in kind.model_fields), "")
        self._by_name: dict[str, list[str]] = {}
        for record in self._records.values():
            name = folded(str(getattr(record, self._called, ""))) if self._called else ""
            if name:
                self._by_name.setdefault(name, []).append(record.id)
        self._seen: dict[str, int] = {}
        self._there = {_content(r): r for r in self._records.values()}

    def row(self, line: int, cells: Sequence[str]) -> PastedRow:
        """What a row would do."""
        told = tuple(cells)
        found: list[Reason] = []
        if any(c.strip() for c in cells[len(self._fields) :]):
            found.append(Reason("", "formats.reason.ragged", {}))
        values = self._values(cells, found)
        before = self._record(values, found)
        if found:
            return PastedRow(line, "refused", told, reasons=tuple(found))
        try:
            made = self._made(values, before)
        except ValidationError as error:
            why = [
                Reason(self._title(name), f"model.{key}", facts)
                for name, key, facts in reasons(error)
            ]
            return PastedRow(line, "refused", told, reasons=tuple(why))
        return self._judged(line, told, made, before)

    def _judged(
        self, line: int, told: tuple[str, ...], made: Record, before: Record | None
    ) -> PastedRow:
        same = before if before is not None else self._there.get(_content(made))
        key = same.id if same is not None else self._key(made)
        if key in self._seen:
            facts = {"first": self._seen[key]}
            why = Reason("", "formats.reason.same_row_twice", facts)
            return PastedRow(line, "refused", told, reasons=(why,))
        if key:
            self._seen[key] = line
        if same is not None and before is None:
            return PastedRow(line, "same", told, same)
        if before is None:
            return PastedRow(line, "new", told, made)
        changes = tuple(self._differing(before, made))
        return PastedRow(line, "changed" if changes else "same", told, made, changes=changes)

    def _values(self, cells: Sequence[str], found: list[Reason]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        degrees: dict[str, str] = {}
        for field, title, cell in zip(self._fields, self._titles, cells, strict=False):
            if not field or not cell.strip():
                continue
            if field in (_LAT, _LON) and field not in self._kind.model_fields:
                degrees[field] = cell.strip()
                continue
            try:
                values[field] = self._cells.read(self._kind, field, cell)
            except Unread as wrong:
                found.append(Reason(title, wrong.key, wrong.facts))
        if degrees:
            self._position(degrees, values, found)
        return values

    def _position(
        self, degrees: dict[str, str], values: dict[str, Any], found: list[Reason]
    ) -> None:
        lat, lon = degrees.get(_LAT, ""), degrees.get(_LON, "")
        if not (lat and lon):
            found.append(Reason("", "table.reason.half_a_position", {}))
            return
        try:
            values["position"] = self._cells.read(self._kind, "position", f"{lat} ; {lon}")
        except Unread as wrong:
            found.append(Reason(self._title("position"), wrong.key, wrong.facts))

    def _record(self, values: dict[str, Any], found: list[Reason]) -> Record | None:
        """The record that a row means: by its id, else by its name; nothing for a new one."""
        id = str(values.get("id", ""))
        if id:
            return self._records.get(id)
        name = str(values.get(self._called, "")) if self._called else ""
        ids = self._by_name.get(folded(name), []) if name else []
        if len(ids) > 1:
            facts = {"value": name, "count": len(ids)}
            found.append(Reason(self._title(self._called), "table.reason.name_shared", facts))
        return self._records[ids[0]] if len(ids) == 1 else None

    def _made(self, values: dict[str, Any], before: Record | None) -> Record:
        if before is None:
            return self._kind.model_validate(values)
        return self._kind.model_validate({**dict(before), **values, "id": before.id})

    def _differing(self, before: Record, after: Record) -> Iterator[Differing]:
        for name in dict.fromkeys(f if f not in (_LAT, _LON) else "position" for f in self._fields):
            if name and name != "id" and getattr(before, name) != getattr(after, name):
                one, other = (
                    self._cells.write(self._kind, name, getattr(r, name)) for r in (before, after)
                )
                yield Differing(name, one, other)

    def _title(self, field: str) -> str:
        at = self._fields.index(field) if field in self._fields else -1
        return self._titles[at] if at >= 0 else field

    def _key(self, made: Record) -> str:
        """What tells a new row from another new one: its own id or its name, else nothing."""
        name = folded(str(getattr(made, self._called, ""))) if self._called else ""
        return name or _content(made)


def _content(record: Record) -> str:
    """Everything of a record but its id, for comparing."""
    return record.model_dump_json(exclude={"id"})
