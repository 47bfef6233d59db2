"""The rows of a sheet of warning signs: one for each sign, filled in by single keys."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from pocplanner.analysis.signs.sheets import FAMILIES, SEEN, family
from pocplanner.commands.signs import STATES
from pocplanner.gui import theme
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import Words

_SIGN, _BEFORE, _NOW, _SURE, _NOTE = range(5)
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True)
class Filled:
    """What a row says now: a state (empty: not on the sheet), how sure, and a note."""

    state: str = ""
    confidence: str = "low"
    note: str = ""


class SheetTable(QTableWidget):
    """Signs by their lists. The keys 1 to 5 set the state of the row and go on to the next."""

    #: A row was changed by a person.
    changed = Signal()
    #: The sign of the row that one stands on.
    sign_chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__(0, 5)
        self._words = words
        self._signs: list[str] = []
        self._rows: dict[str, Filled] = {}
        self._quiet = False
        heads = [words.text(f"gui.signs.column_{n}") for n in ("sign", "before", "now")]
        heads += [words.text("gui.signs.confidence"), words.text("gui.signs.column_note")]
        self.setHorizontalHeaderLabels(heads)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(25)
        self.setMinimumWidth(420)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        head = self.horizontalHeader()
        head.setSectionResizeMode(_SIGN, QHeaderView.ResizeMode.Stretch)
        for column, wide in ((_BEFORE, 140), (_NOW, 100), (_SURE, 92), (_NOTE, 130)):
            self.setColumnWidth(column, wide)
        self.itemChanged.connect(self._on_note)
        self.currentCellChanged.connect(lambda *_: self._tell())

    # -- what it holds ---------------------------------------------------------------------

    def fill(self, held: Mapping[str, Filled], before: Mapping[str, tuple[str, str]]) -> None:
        """Show a sheet: what is on it, and by sign the state and day of the sheet before."""
        chosen = self.sign()
        self._quiet = True
        self._rows = dict(held)
        self._signs = []
        self.clearSpans()
        self.setRowCount(0)
        self.setUpdatesEnabled(False)
        codes = [c for c in vocabulary("warning_sign").codes() if c != "other"]
        own = [c for c in held if c not in codes]
        for name in (*FAMILIES, "other"):
            here = [c for c in (*codes, *own) if family(c) == name]
            if not here:
                continue
            self._head(self._words.text(f"signs.family.{name}").capitalize())
            for code in here:
                self._row(code, before.get(code))
        self.setUpdatesEnabled(True)
        self._quiet = False
        self.choose(chosen or (self._signs[1] if len(self._signs) > 1 else ""))

    def _head(self, text: str) -> None:
        at = self.rowCount()
        self.insertRow(at)
        item = QTableWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(item.font())
        font.setBold(True)
        item.setFont(font)
        item.setForeground(QColor(theme.INK))
        self.setItem(at, 0, item)
        self.setSpan(at, 0, 1, 5)
        self._signs.append("")

    def _row(self, code: str, before: tuple[str, str] | None) -> None:
        at = self.rowCount()
        self.insertRow(at)
        self._signs.append(code)
        words = self._words
        was = f"{words.term('sign_state', before[0])}, {before[1]}" if before else ""
        for column, text in ((_SIGN, words.term("warning_sign", code)), (_BEFORE, was)):
            item = QTableWidgetItem(text)
            item.setFlags(_READ)
            item.setToolTip(text.replace("<", "\u2039"))
            self.setItem(at, column, item)
        for column in (_NOW, _SURE):
            item = QTableWidgetItem("")
            item.setFlags(_READ)
            self.setItem(at, column, item)
        self.setItem(at, _NOTE, QTableWidgetItem(""))
        self._show(at)

    def _show(self, at: int) -> None:
        one = self._rows.get(self._signs[at], Filled())
        words = self._words
        now = words.term("sign_state", one.state) if one.state else ""
        sure = words.term("confidence", one.confidence) if one.state else ""
        quiet, self._quiet = self._quiet, True
        for column, text in ((_NOW, now), (_SURE, sure), (_NOTE, one.note)):
            item = self.item(at, column)
            if item is not None:
                item.setText(text)
        state = self.item(at, _NOW)
        if state is not None:
            font = QFont(state.font())
            font.setBold(one.state in SEEN)
            state.setFont(font)
            pale = {"emerging": theme.WARNING_PALE, "present": theme.DANGER_PALE,
                    "worsening": theme.DANGER_PALE}.get(one.state, "")  # fmt: skip
            state.setBackground(QColor(pale) if pale else QColor(0, 0, 0, 0))
        self._quiet = quiet

    @property
    def rows(self) -> Mapping[str, Filled]:
        """What every row says that is on the sheet or was changed."""
        return self._rows

    def sign(self) -> str:
        """The sign of the row that one stands on; empty on a heading."""
        at = self.currentRow()
        return self._signs[at] if 0 <= at < len(self._signs) else ""

    def choose(self, sign: str) -> None:
        """Go to the row of a sign."""
        if sign in self._signs:
            self.setCurrentCell(self._signs.index(sign), _NOW)

    # -- what a person does ------------------------------------------------------------------

    def set_state(self, state: str, *, go_on: bool = True) -> None:
        """Say what the sign of this row is; empty takes it off the sheet."""
        self._put(state=state)
        if go_on:
            self._next()

    def set_confidence(self, confidence: str) -> None:
        """Say how sure the row is."""
        if self._rows.get(self.sign(), Filled()).state:
            self._put(confidence=confidence)

    def _put(self, **changes: str) -> None:
        sign = self.sign()
        if not sign:
            return
        one = self._rows.get(sign, Filled())
        told = {"state": one.state, "confidence": one.confidence, "note": one.note} | changes
        self._rows[sign] = Filled(**told)
        self._show(self._signs.index(sign))
        self.changed.emit()

    def _next(self) -> None:
        for at in range(self.currentRow() + 1, len(self._signs)):
            if self._signs[at]:
                self.setCurrentCell(at, _NOW)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit sets the state; everything else as in any table."""
        digit = event.text()
        if digit.isdigit() and self.currentColumn() != _NOTE and int(digit) <= len(STATES):
            self.set_state(STATES[int(digit) - 1] if digit != "0" else "")
        else:
            super().keyPressEvent(event)

    def _on_note(self, item: QTableWidgetItem) -> None:
        if not self._quiet and item.column() == _NOTE and self._signs[item.row()]:
            sign = self._signs[item.row()]
            one = self._rows.get(sign, Filled())
            if one.note != item.text():
                self._rows[sign] = Filled(one.state, one.confidence, item.text())
                self.changed.emit()

    def _tell(self) -> None:
        if not self._quiet:
            self.sign_chosen.emit(self.sign())


__all__ = ["Filled", "SheetTable"]
