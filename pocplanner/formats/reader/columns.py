"""A batch of rows as columns by field, and the rows of it that are wrong."""

from collections.abc import Callable, Sequence
from typing import Any

from pocplanner.formats.reader.cells import Bad
from pocplanner.formats.reader.findings import Findings

_OVERRIDES: dict[str, Callable[[Bad], dict[str, Any]]] = {
    "decimal_sign": lambda bad: {"override": "decimal", "value": ""},
    "date_other_order": lambda bad: {"override": "date_order", "value": bad.meant},
    "date_order_open": lambda bad: {"override": "date_order", "value": "dmy"},
}


class Columns:
    """The cells of a batch by the fields that they fill."""

    def __init__(
        self, columns: list[tuple[str, ...]], places: dict[str, list[int]], names: list[str]
    ) -> None:
        self.all, self._places, self._names = columns, places, names
        self.size = len(columns[0]) if columns else 0

    def one(self, field: str) -> tuple[str, ...] | None:
        """The first column of a field, or nothing."""
        places = self._places.get(field)
        return self.all[places[0]] if places else None

    def every(self, field: str) -> list[tuple[str, tuple[str, ...]]]:
        """All columns of a field, each with its name."""
        return [(self._names[p], self.all[p]) for p in self._places.get(field, [])]

    def name(self, field: str) -> str:
        """The name of the first column of a field, as the file writes it."""
        places = self._places.get(field)
        return self._names[places[0]] if places else ""

    def take(self, rows: Sequence[int]) -> "Columns":
        """The rows chosen."""
        chosen = [tuple(column[i] for i in rows) for column in self.all]
        return Columns(chosen, self._places, self._names)


class Wrong:
    """The rows of a batch that are refused: the first reason of each stands."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._rows: dict[int, tuple[str, str, dict[str, Any], dict[str, Any]]] = {}

    def __contains__(self, row: object) -> bool:
        return row in self._rows

    def __iter__(self) -> Any:
        return iter(self._rows)

    def __bool__(self) -> bool:
        return bool(self._rows)

    def add(
        self,
        row: int,
        field: str,
        reason: str,
        facts: dict[str, Any] | None = None,
        repair: dict[str, Any] | None = None,
        column: str = "",
    ) -> None:
        """Refuse a row for its cell in a field."""
        name = column or self._columns.name(field)
        self._rows.setdefault(row, (name, reason, facts or {}, repair or {}))

    def mark(self, field: str, bad: dict[int, Bad], given: Sequence[str], column: str = "") -> None:
        """Refuse the rows whose cells could not be read."""
        for row, why in bad.items():
            made = _OVERRIDES.get(why.reason)
            repair = made(why) if made else {}
            self.add(row, field, why.reason, {"value": given[row]}, repair, column)

    def tell(self, lines: list[int], findings: Findings) -> None:
        """Hand the refusals on, in the order of the file."""
        for row in sorted(self._rows):
            column, reason, facts, repair = self._rows[row]
            told = [cells[row] for cells in self._columns.all] if findings.with_row else ()
            findings.refuse(lines[row], column, reason, facts, repair, told)
