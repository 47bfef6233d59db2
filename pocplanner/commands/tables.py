"""Changes of many rows at once: one field of all, the correction of events, a pasted table."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pocplanner.formats.safe_cells import guarded, restored
from pocplanner.model.events import EventCorrection, Series
from pocplanner.model.record import Record
from pocplanner.model.refusal import reasons
from pocplanner.progress import Progress, Work, finish
from pocplanner.project import Project
from pocplanner.words import Problem

#: Kinds whose records are made by other acts and stay as those left them.
FIXED = frozenset(
    {"Series", "EventCorrection", "Issue", "Section", "Rating", "Taken", "Inject", "Term"}
)
#: So many rows are made into text at once: a step of which nobody sees that it takes time.
_COPIED_AT_ONCE = 500
#: No more events than this are corrected by one act: each becomes a record of its own.
MOST_CORRECTED = 50_000
_CORRECTED_AT_ONCE = 500


@dataclass(frozen=True)
class NotTaken:
    """A record that stayed as it was: its id and why, as a key of `words` with facts."""

    id: str
    key: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Done:
    """How many records were changed, and those that refused."""

    changed: int
    refused: tuple[NotTaken, ...] = ()


def editable(kind: str, field: str) -> bool:
    """Whether a table may change this field of this kind."""
    from pocplanner.commands.cells import OWN

    return kind not in FIXED and field not in ({"id"} | OWN)


def set_field(project: Project, ids: Sequence[str], field: str, value: Any) -> Done:
    """Give one field of these records a value, in one act; a record that refuses stays.

    Problem where an id leads nowhere or the field is not for tables.
    """
    changed: list[Record] = []
    refused: list[NotTaken] = []
    for id in ids:
        record = project.find(id)
        if record is None:
            raise Problem("record.unknown", id=id)
        if not editable(type(record).__name__, field):
            raise Problem("table.fixed", kind=type(record).__name__, field=field)
        try:
            made = type(record).model_validate({**dict(record), field: value})
        except ValidationError as error:
            refused += [NotTaken(id, f"model.{key}", facts) for _, key, facts in reasons(error)[:1]]
            continue
        if made != record:
            changed.append(made)
    if changed:
        with project.edit("edit.table.field", count=len(changed), field=field):
            project.put(*changed)
    return Done(len(changed), tuple(refused))


def correct_events(project: Project, ids: Sequence[str], reason: str, **values: Any) -> Done:
    """Lay a correction over each of these events, in one act; the imported rows stay.

    `values` are fields of the correction (type, lon, lat, deaths_best, removed). Problem
    without a reason, for an event of no series here, and for too many at once.
    """
    return finish(correct_work(project, ids, reason, **values))


def correct_work(project: Project, ids: Sequence[str], reason: str, **values: Any) -> Work[Done]:
    """The same step by step; nothing is kept before the last step, which is the one act."""
    if not reason.strip():
        raise Problem("table.no_reason")
    if len(ids) > MOST_CORRECTED:
        raise Problem("table.too_many_events", count=len(ids), most=MOST_CORRECTED)
    known = {(c.source_id, c.event_key): c for c in project.all(EventCorrection)}
    made: list[Record] = []
    refused: list[NotTaken] = []
    for at, id in enumerate(ids):
        if at % _CORRECTED_AT_ONCE == 0:
            yield Progress(at, len(ids))
        series_id, _, key = id.partition(":")
        series = project.get(Series, series_id)
        if series is None:
            raise Problem("record.unknown", id=id)
        before = known.get((series.source_id, key))
        given: dict[str, Any] = dict(before) if before is not None else {"event_key": key}
        given |= {"source_id": series.source_id, "reason": reason, "author": project.author}
        if series.lowered is not None and before is None:
            given |= {"sensitivity": series.sensitivity, "lowered": series.lowered}
        try:
            made.append(EventCorrection.model_validate(given | values))
        except ValidationError as error:
            refused += [NotTaken(id, f"model.{key}", facts) for _, key, facts in reasons(error)[:1]]
    yield Progress(len(ids), len(ids))
    if made:
        with project.edit("edit.event.correct_many", count=len(made)):
            project.put(*made)
    return Done(len(made), tuple(refused))


# ------------------------------------------------------------------------- the clipboard


def clipboard_text(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as spreadsheets take it from the clipboard; no cell of it is ever a formula."""
    cells = list(rows)
    return finish(clipboard_work(heads, len(cells), lambda first, last: cells[first:last]))


def clipboard_work(
    heads: Sequence[str], count: int, rows: Callable[[int, int], Iterable[Sequence[str]]]
) -> Work[str]:
    """The same of many rows, step by step: `rows` makes the cells from one number to another."""
    parts: list[str] = []
    known: dict[str, str] = {}

    def safe(cell: str) -> str:
        found = known.get(cell)
        if found is None:
            found = known[cell] = guarded(cell)
        return found

    for first in range(-1, count, _COPIED_AT_ONCE):
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        if first < 0:
            writer.writerow([guarded(h) for h in heads])
        last = min(first + _COPIED_AT_ONCE, count)
        writer.writerows(map(safe, row) for row in rows(max(first, 0), last))
        parts.append(out.getvalue())
        yield Progress(last, count)
    parts[-1] = parts[-1].removesuffix("\n")
    return "".join(parts)


def clipboard_rows(text: str) -> list[list[str]]:
    """The cells of a table from the clipboard, formulas as the text that they are.

    Problem where it is longer than a person can look through or is no table.
    """
    if len(text) > MOST_SIGNS:
        raise Problem("table.paste_too_long", most=MOST_PASTED)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
        rows = [[restored(cell) for cell in row] for row in read]
    except csv.Error as error:
        raise Problem("table.paste_unread") from error
    while rows and not any(c.strip() for c in rows[-1]):
        rows.pop()
    if len(rows) > MOST_PASTED + 1:
        raise Problem("table.paste_too_long", most=MOST_PASTED)
    return rows


#: No more rows than this are pasted; a file is the way for more.
MOST_PASTED = 5000
MOST_SIGNS = 8_000_000
