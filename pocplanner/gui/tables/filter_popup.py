"""The filter of one column, as people know it from a spreadsheet: a list, words, or two ends."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pocplanner.analysis.gazetteer import plain
from pocplanner.analysis.table_columns import (
    Among,
    Between,
    Condition,
    Containing,
    NumberColumn,
    Rows,
    TextColumn,
)
from pocplanner.gui.plain import button, label, row
from pocplanner.model.events import EPOCH
from pocplanner.words import Words

#: No more names than this are listed; typing narrows them.
LISTED = 400
#: No more names than this are looked through; of a column with more, those in the most rows.
_MOST_NAMES = 4000


class FilterPopup(QFrame):
    """Asks which rows of a column to show; `decided(condition)` tells, nothing for all of them."""

    decided = Signal(object)
    sorting = Signal(bool)

    def __init__(self, words: Words, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._words = words
        self.setObjectName("card")
        self.setAccessibleName(words.text("table.filter_of", column=title))
        self.setMinimumWidth(270)
        up = button(words.text("table.sort_up"), "small")
        down = button(words.text("table.sort_down"), "small")
        up.clicked.connect(lambda: self._sort(False))
        down.clicked.connect(lambda: self._sort(True))
        self.said = label("", "refused", wrap=True)
        self.said.hide()
        apply = button(words.text("table.apply"), "primary")
        apply.clicked.connect(self.decide)
        clear = button(words.text("table.clear"))
        clear.clicked.connect(lambda: self._tell(None))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(10, 8, 10, 10)
        self.body.setSpacing(6)
        self.body.addWidget(label(title, "section"))
        self.body.addWidget(row(up, down))
        self._inside()
        self.body.addWidget(self.said)
        self.body.addWidget(row(apply, clear))

    def _inside(self) -> None:
        """What is asked, between the head and the buttons."""

    def condition(self) -> Condition | None:
        """What was chosen; nothing for all rows. ValueError with a sentence for the person."""
        return None

    def decide(self) -> None:
        """Tell what was chosen, or say what is wrong with it."""
        try:
            found = self.condition()
        except ValueError as error:
            self.said.setText(str(error))
            self.said.show()
            return
        self._tell(found)

    def open_at(self, at: QPoint) -> None:
        """Show it below a head, inside the screen."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(max(at.x(), room.left()), room.right() - self.width())
        top = min(at.y(), room.bottom() - self.height())
        self.move(left, max(top, room.top()))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter applies, Escape leaves all as it was."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decide()
        else:
            super().keyPressEvent(event)

    def _tell(self, found: Condition | None) -> None:
        self.close()
        self.decided.emit(found)

    def _sort(self, down: bool) -> None:
        self.close()
        self.sorting.emit(down)


class TextFilter(FilterPopup):
    """A list of what occurs, with ticks and a line to narrow it; or words that it must hold."""

    def __init__(
        self,
        words: Words,
        title: str,
        parent: QWidget,
        column: TextColumn,
        rows: Rows,
        now: Condition | None,
    ) -> None:
        found = column.counted(rows, _MOST_NAMES + 1)
        self._left_out = len(found) > _MOST_NAMES
        self._names = found[:_MOST_NAMES]
        self._now = now
        super().__init__(words, title, parent)

    def _inside(self) -> None:
        words = self._words
        self.text = QLineEdit()
        self.text.setPlaceholderText(words.text("table.contains"))
        self.text.setAccessibleName(words.text("table.contains"))
        self.text.setClearButtonEnabled(True)
        self.every = QCheckBox(words.text("table.every"))
        self.every.setChecked(True)
        self.list = QListWidget()
        self.list.setAccessibleName(words.text("table.values"))
        self.list.setMinimumHeight(190)
        self.list.setUniformItemSizes(True)
        self.more = label("", "hint", wrap=True)
        for widget in (self.text, self.every, self.list, self.more):
            self.body.addWidget(widget)
        ticked = self._now.texts if isinstance(self._now, Among) else None
        self._off: set[str] = (
            set() if ticked is None else {n for n, _ in self._names if n not in ticked}
        )
        if isinstance(self._now, Containing):
            self.text.setText(self._now.text)
        self._list()
        self.text.textChanged.connect(lambda _: self._list())
        self.every.clicked.connect(self._tick_all)
        self.list.itemChanged.connect(self._ticked)
        self.setFocusProxy(self.text)

    def _wanted(self) -> list[tuple[str, int]]:
        typed = plain(self.text.text()).split()
        return [(n, c) for n, c in self._names if all(w in plain(n) for w in typed)]

    def _list(self) -> None:
        found = self._wanted()
        self.list.blockSignals(True)
        self.list.clear()
        for name, count in found[:LISTED]:
            shown = name or self._words.text("table.unknown")
            item = QListWidgetItem(f"{shown}  ({count})", self.list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            off = name in self._off
            item.setCheckState(Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)
        self.list.blockSignals(False)
        hidden = len(found) - LISTED
        self.more.setVisible(hidden > 0 or self._left_out)
        self.more.setText(self._words.text("table.more_values"))
        self.every.setChecked(not any(n in self._off for n, _ in found))

    def _ticked(self, item: QListWidgetItem) -> None:
        name = str(item.data(Qt.ItemDataRole.UserRole))
        (self._off.discard if item.checkState() is Qt.CheckState.Checked else self._off.add)(name)
        self.every.setChecked(not any(n in self._off for n, _ in self._wanted()))

    def _tick_all(self, on: bool) -> None:
        names = {n for n, _ in self._wanted()}
        self._off = self._off - names if on else self._off | names
        self._list()

    def condition(self) -> Condition | None:
        typed = self.text.text().strip()
        found = self._wanted()
        ticked = [n for n, _ in found if n not in self._off]
        if len(ticked) == len(found):
            return Containing(typed) if typed else None
        if not ticked:
            raise ValueError(self._words.text("table.nothing_ticked"))
        if self._left_out and not typed and len(ticked) > len(found) / 2:
            raise ValueError(self._words.text("table.too_many_values"))
        return Among(frozenset(ticked))


class NumberFilter(FilterPopup):
    """From and to, for numbers and for days; the unknown may stay besides."""

    def __init__(
        self,
        words: Words,
        title: str,
        parent: QWidget,
        column: NumberColumn,
        now: Condition | None,
    ) -> None:
        self._column = column
        self._now = now if isinstance(now, Between) else Between()
        super().__init__(words, title, parent)

    def _inside(self) -> None:
        words = self._words
        form = QFormLayout()
        self.least, self.most = QLineEdit(), QLineEdit()
        ends = self._column.ends()
        for box, key, given, end in (
            (self.least, "from", self._now.least, ends[0] if ends else None),
            (self.most, "to", self._now.most, ends[1] if ends else None),
        ):
            name = words.text(f"table.{key}")
            box.setAccessibleName(name)
            box.setText("" if given is None else self._written(given))
            box.setPlaceholderText("" if end is None else self._written(end))
            form.addRow(label(name), box)
        self.unknown = QCheckBox(words.text("table.also_unknown"))
        self.unknown.setChecked(self._now.unknown)
        self.body.addLayout(form)
        self.body.addWidget(self.unknown)
        if self._column.days:
            self.body.addWidget(label(words.text("table.day_hint"), "hint", wrap=True))
        self.setFocusProxy(self.least)

    def _written(self, value: float) -> str:
        if self._column.days:
            return date.fromordinal(int(value) + EPOCH).isoformat()
        return f"{value:.10g}"

    def _read(self, box: QLineEdit, end: bool) -> float | None:
        text = box.text().strip()
        if not text:
            return None
        try:
            if self._column.days:
                return _day(text, end) - EPOCH
            return float(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))
        except ValueError as error:
            key = "table.not_a_day" if self._column.days else "table.not_a_number"
            raise ValueError(self._words.text(key, text=text)) from error

    def condition(self) -> Condition | None:
        least, most = self._read(self.least, False), self._read(self.most, True)
        if least is not None and most is not None and most < least:
            raise ValueError(self._words.text("table.wrong_way_round"))
        if least is None and most is None:
            return None
        return Between(least, most, self.unknown.isChecked())


def _day(text: str, end: bool) -> int:
    """A day as an ordinal; a year or a month alone stands for its first or its last day."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 1 and len(text) == 4:
        return date(parts[0], 12 if end else 1, 31 if end else 1).toordinal()
    if len(parts) == 2:
        year, month = parts
        if end:
            return date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        return date(year, month, 1).toordinal()
    return date.fromisoformat(text).toordinal()
