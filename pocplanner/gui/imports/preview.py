"""The first rows of what was read, as they would be kept."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from pocplanner.formats.reading import RawRow, Reading
from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.field_order import first_fields
from pocplanner.gui.forms.list_editors import summary
from pocplanner.gui.naming import name_of
from pocplanner.gui.tables.events_source import EventsModel
from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Part, Record, Ref
from pocplanner.words import Words

_ROWS, _COLUMNS = 20, 9
_EVENT = (
    "first_day",
    "type",
    "side_a",
    "side_b",
    "place",
    "admin1",
    "deaths_best",
    "place_precision",
)


def rows_of(desk: Desk, reading: Reading) -> tuple[list[str], list[list[str]]]:
    """Heads and the first rows of a reading, in words."""
    return _events(desk, reading) if reading.kind == "events" else _records(desk, reading)


def _events(desk: Desk, reading: Reading) -> tuple[list[str], list[list[str]]]:
    words = desk.words
    heads = [words.text(f"gui.events.column.{n}") for n in _EVENT]
    heads.append(words.text("gui.import.position"))
    chunk = next(reading.chunks(), None)
    if chunk is None:
        return heads, []
    columns = EventsModel(desk)
    columns.events = chunk.hot
    rows = []
    for at in range(min(_ROWS, len(chunk))):
        lon, lat = float(chunk.hot.lon[at]), float(chunk.hot.lat[at])
        where = f"{lat:.4f}, {lon:.4f}" if lon == lon else ""
        rows.append([*(columns.text(at, n) for n in _EVENT), where])
    return heads, rows


def _records(desk: Desk, reading: Reading) -> tuple[list[str], list[list[str]]]:
    found = reading.records[:_ROWS]
    if not found:
        return [], []
    kind = type(found[0])
    told = [
        n
        for n in dict.fromkeys((*first_fields(kind.__name__), *kind.model_fields))
        if n not in ("id", "sensitivity", "lowered", "source_id", "source_key")
        and any(getattr(r, n, None) not in (None, "", (), False) for r in found)
    ][:_COLUMNS]
    heads = [desk.words.label(kind, n) for n in told]
    fresh = {r.id: r for r in reading.records}
    return heads, [[_cell(desk, r, n, fresh) for n in told] for r in found]


def _cell(desk: Desk, record: Any, name: str, fresh: dict[str, Record]) -> str:
    value = getattr(record, name, None)
    code, ref = metadata(type(record), name, Code), metadata(type(record), name, Ref)
    said = []
    for one in value if isinstance(value, tuple) else (value,):
        if one in (None, ""):
            continue
        if code is not None:
            said.append(desk.words.term(code.vocabulary, str(one)))
        elif ref is not None:
            known = fresh.get(str(one))
            said.append(name_of(desk.words, known) if known else desk.name(str(one)))
        elif name == "position":
            said.append(f"{one.lat:.4f}, {one.lon:.4f}")
        elif isinstance(one, Part):
            said.append(summary(desk.words, one))
        elif hasattr(one, "geom_type"):
            said.append(str(one.geom_type))
        else:
            said.append(" ".join(str(one).split()))
    return ", ".join(said)[:300]


def raw_of(words: Words, raw: Sequence[RawRow]) -> tuple[list[str], list[list[str]]]:
    """Heads and rows as they stand in the file: the line, then the columns by their number."""
    wide = max((len(cells) for _, cells in raw), default=0)
    heads = [words.text("gui.import.refused.line"), *map(str, range(1, wide + 1))]
    rows = [[str(n), *(" ".join(c.split())[:120] for c in cells)] for n, cells in raw]
    return heads, [[*row, *[""] * (wide + 1 - len(row))] for row in rows]


class RowsTable(QTableWidget):
    """A small table of plain text that cannot be changed."""

    def __init__(self, name: str) -> None:
        super().__init__(0, 0)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        self.horizontalHeader().setStretchLastSection(True)

    def show_rows(self, heads: list[str], rows: list[list[str]], most: int = 260) -> None:
        """Show these rows under these heads."""
        self.clear()
        self.setColumnCount(len(heads))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(heads)
        for at, cells in enumerate(rows):
            for column, text in enumerate(cells):
                self.setItem(at, column, QTableWidgetItem(text))
        self.resizeColumnsToContents()
        for column in range(len(heads)):
            self.setColumnWidth(column, min(max(self.columnWidth(column), 60), most))
