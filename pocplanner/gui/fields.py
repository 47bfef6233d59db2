"""An editor for one field of a record, chosen by the field's type."""

import enum
import math
import types
import typing
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from shapely.geometry.base import BaseGeometry

from pocplanner.gui.plain import button, label
from pocplanner.model.geometry import Position
from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Part, Range, Ref
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import Words

#: Names and ids of the records that a field may point to.
Choices = Callable[[Ref], Sequence[tuple[str, str]]]
#: Asks for one part in a form of its own; nothing where the person gave up.
AskPart = Callable[[type[Part], Part | None], Part | None]


class Editor(QWidget):
    """Asks for one value. `value()` may raise ValueError with a sentence for the person."""

    changed = Signal()

    def value(self) -> Any:
        """What stands in the field now."""
        raise ValueError("this editor has no value")

    def set_value(self, value: Any) -> None:
        """Show a value."""

    def _fill(self, *widgets: QWidget, column: bool = False) -> None:
        layout = QVBoxLayout(self) if column else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in widgets:
            layout.addWidget(widget)
        self.setFocusProxy(widgets[0])


class Line(Editor):
    """One line of text."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QLineEdit()
        self.box.textEdited.connect(lambda _: self.changed.emit())
        self._fill(self.box)

    def value(self) -> Any:
        return self.box.text().strip()

    def set_value(self, value: Any) -> None:
        self.box.setText("" if value is None else str(value))
        self.box.setCursorPosition(0)


class Lines(Line):
    """Several short texts, parted by semicolons."""

    def value(self) -> Any:
        return tuple(t.strip() for t in self.box.text().split(";") if t.strip())

    def set_value(self, value: Any) -> None:
        self.box.setText("; ".join(str(v) for v in value or ()))


class Numbers(Lines):
    """Several whole numbers, parted by semicolons."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def value(self) -> Any:
        try:
            return tuple(int(t) for t in super().value())
        except ValueError as error:
            raise ValueError(self._words.text("gui.form.number")) from error


class Paragraph(Editor):
    """Free text."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(64)
        self.box.textChanged.connect(self.changed)
        self._fill(self.box)

    def value(self) -> Any:
        return self.box.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self.box.setPlainText(value or "")


class Yes(Editor):
    """Yes or no."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.toggled.connect(lambda _: self.changed.emit())
        self._fill(self.box)

    def value(self) -> Any:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))


class Whole(Editor):
    """A whole number within bounds, or not known."""

    def __init__(self, low: int, high: int, unknown: str | None) -> None:
        super().__init__()
        self.box = QSpinBox()
        self._optional = unknown is not None
        self.box.setRange(low - 1 if self._optional else low, high)
        self.box.setGroupSeparatorShown(True)
        if unknown is not None:
            self.box.setSpecialValueText(unknown)
        self.box.valueChanged.connect(lambda _: self.changed.emit())
        self._low = low
        self._fill(self.box)

    def value(self) -> Any:
        found = self.box.value()
        return None if self._optional and found < self._low else found

    def set_value(self, value: Any) -> None:
        self.box.setValue(self._low - 1 if value is None else int(value))


class Number(Line):
    """A number with decimals, or not known; the comma is taken as well as the point."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def value(self) -> Any:
        text = self.box.text().strip().replace(" ", "").replace(",", ".")
        if not text:
            return None
        try:
            found = float(text)
        except ValueError as error:
            raise ValueError(self._words.text("gui.form.number")) from error
        if not math.isfinite(found):
            raise ValueError(self._words.text("gui.form.number"))
        return found

    def set_value(self, value: Any) -> None:
        super().set_value(None if value is None else number_text(value))


def number_text(value: float) -> str:
    """A number as short as it can be said without losing any of it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


class Day(Editor):
    """A day, or not known."""

    _NONE = QDate(1900, 1, 1)

    def __init__(self, unknown: str, today: str) -> None:
        super().__init__()
        self.box = QDateEdit()
        self.box.setCalendarPopup(True)
        self.box.setDisplayFormat("yyyy-MM-dd")
        self.box.setMinimumDate(self._NONE)
        self.box.setSpecialValueText(unknown)
        self.box.dateChanged.connect(lambda _: self.changed.emit())
        self._today = button(today)
        self._today.clicked.connect(lambda: self.box.setDate(QDate.currentDate()))
        self._fill(self.box, self._today)

    def value(self) -> Any:
        found = self.box.date()
        return None if found == self._NONE else date(found.year(), found.month(), found.day())

    def set_value(self, value: Any) -> None:
        given = QDate(value.year, value.month, value.day) if value else self._NONE
        self.box.setDate(given)


class Moment(Line):
    """An instant with its zone, as 2026-10-31 05:40+00:00; without a zone it is UTC."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.box.setPlaceholderText("2026-10-31 05:40+00:00")

    def value(self) -> Any:
        text = self.box.text().strip()
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text.replace("Z", "+00:00"))
        except ValueError as error:
            raise ValueError(self._words.text("gui.form.moment")) from error
        return found if found.utcoffset() is not None else found.replace(tzinfo=UTC)

    def set_value(self, value: Any) -> None:
        whole = value is not None and not (value.second or value.microsecond)
        self.box.setText(value.isoformat(" ", "minutes" if whole else "auto") if value else "")


class OneOf(Editor):
    """One of a list; where the list is open, other words may be typed."""

    def __init__(self, choices: Sequence[tuple[str, str]], is_open: bool, empty: bool) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(18)
        if empty:
            self.box.addItem("", "")
        for code, text in choices:
            self.box.addItem(text, code)
        completer = self.box.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._open = is_open
        self.box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.box.editTextChanged.connect(lambda _: self.changed.emit())
        self._fill(self.box)

    def value(self) -> Any:
        text = self.box.currentText().strip()
        for i in range(self.box.count()):
            if self.box.itemText(i) == text:
                return self.box.itemData(i)
        return f"other:{text}" if self._open and text else ""

    def set_value(self, value: Any) -> None:
        code = str(value.value if isinstance(value, enum.Enum) else value or "")
        found = self.box.findData(code)
        if found >= 0:
            self.box.setCurrentIndex(found)
        elif code:
            self.box.addItem(code.removeprefix("other:").strip(), code)
            self.box.setCurrentIndex(self.box.count() - 1)
        else:
            self.box.setCurrentIndex(self.box.findData(""))


class SomeOf(Editor):
    """Several of a list, each with a tick."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._choices = list(choices)
        self.box = QListWidget()
        for code, text in choices:
            self._add(code, text)
        self.box.setFixedHeight(min(112, 10 + 20 * max(2, len(choices))))
        self.box.itemChanged.connect(lambda _: self.changed.emit())
        self._fill(self.box)

    def _add(self, code: str, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text, self.box)
        item.setData(Qt.ItemDataRole.UserRole, code)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        return item

    def value(self) -> Any:
        items = (self.box.item(i) for i in range(self.box.count()))
        return tuple(
            i.data(Qt.ItemDataRole.UserRole)
            for i in items
            if i.checkState() == Qt.CheckState.Checked
        )

    def set_value(self, value: Any) -> None:
        # What is ticked stands first, in its own order: the rest of a long list is out of sight.
        ticked = [str(v.value if isinstance(v, enum.Enum) else v) for v in value or ()]
        known = dict(self._choices)
        self.box.blockSignals(True)
        self.box.clear()
        for code in ticked:  # a term that the list does not know stays as it is
            name = known.get(code) or code.removeprefix("other:").strip()
            self._add(code, name).setCheckState(Qt.CheckState.Checked)
        for code, text in self._choices:
            if code not in ticked:
                self._add(code, text)
        self.box.blockSignals(False)


class Point(Line):
    """A position as latitude, longitude in degrees, or picked on the map."""

    picking = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.box.setPlaceholderText(words.text("gui.form.position"))
        pick = button(words.text("gui.form.pick"))
        pick.clicked.connect(self.picking)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(pick)

    def value(self) -> Any:
        text = self.box.text().strip()
        if not text:
            return None
        parts = text.replace(";", " ").replace(",", " ").split()
        try:
            lat, lon = (float(p) for p in parts)
            return Position(lon=lon, lat=lat)
        except ValueError as error:
            raise ValueError(self._words.text("gui.form.bad_position")) from error

    def set_value(self, value: Any) -> None:
        self.box.setText(f"{value.lat:.5f}, {value.lon:.5f}" if value else "")
        self.box.setCursorPosition(0)


class Spread(Editor):
    """Least, likely and most."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.boxes = [QLineEdit() for _ in range(3)]
        for box, key in zip(self.boxes, ("min", "likely", "max"), strict=True):
            box.setPlaceholderText(words.text(f"gui.form.{key}"))
            box.textEdited.connect(lambda _: self.changed.emit())
        self._fill(*self.boxes)

    def value(self) -> Any:
        texts = [b.text().strip().replace(",", ".") for b in self.boxes]
        if not any(texts):
            return None
        try:
            low, likely, high = (float(t) for t in texts)
        except ValueError as error:
            raise ValueError(self._words.text("gui.form.three_numbers")) from error
        return {"min": low, "likely": likely, "max": high}

    def set_value(self, value: Any) -> None:
        numbers = (value.min, value.likely, value.max) if value else (None, None, None)
        for box, number in zip(self.boxes, numbers, strict=True):
            box.setText("" if number is None else number_text(number))


class Parts(Editor):
    """Parts of a record in a list, each with a form of its own."""

    def __init__(self, words: Words, kind: type[Part], ask: AskPart, many: bool) -> None:
        super().__init__()
        self._kind, self._ask, self._many, self._words = kind, ask, many, words
        self._parts: list[Part] = []
        self.box = QListWidget()
        self.box.setFixedHeight(76 if many else 34)
        self.box.itemActivated.connect(lambda _: self._change())
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for key, act in (("add", self._add), ("change", self._change), ("remove", self._remove)):
            made: QPushButton = button(words.text(f"gui.form.{key}"))
            made.clicked.connect(lambda _=False, a=act: a())
            row.addWidget(made)
        row.addStretch(1)
        self._fill(self.box, buttons, column=True)

    def value(self) -> Any:
        return tuple(self._parts) if self._many else (self._parts[0] if self._parts else None)

    def set_value(self, value: Any) -> None:
        self._parts = list(value or ()) if self._many else ([value] if value else [])
        self._show()

    def _show(self) -> None:
        self.box.clear()
        for part in self._parts:
            self.box.addItem(summary(self._words, part))

    def _add(self) -> None:
        if not self._many and self._parts:
            self._change()
            return
        self._keep(self._ask(self._kind, None), None)

    def _change(self) -> None:
        at = max(self.box.currentRow(), 0)
        if self._parts:
            self._keep(self._ask(self._kind, self._parts[at]), at)

    def _keep(self, part: Part | None, at: int | None) -> None:
        if part is None:
            return
        if at is None:
            self._parts.append(part)
        else:
            self._parts[at] = part
        self._show()
        self.changed.emit()

    def _remove(self) -> None:
        at = self.box.currentRow()
        if 0 <= at < len(self._parts):
            del self._parts[at]
            self._show()
            self.changed.emit()


class Kept(Editor):
    """A value that is drawn or computed elsewhere; it stays as it is."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._value: Any = None
        self._words = words
        self._label = label("", "hint")
        self._fill(self._label)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        if isinstance(value, BaseGeometry):
            self._label.setText(self._words.text("gui.form.shape", kind=value.geom_type))
        else:
            self._label.setText(self._words.text("gui.form.none") if not value else str(value))


def summary(words: Words, part: Part) -> str:
    """A part in one line: what stands in its fields, terms by their names."""
    said = []
    for name in type(part).model_fields:
        value = getattr(part, name)
        if value in (None, "", (), False) or isinstance(value, Part):
            continue
        code = metadata(type(part), name, Code)
        values = value if isinstance(value, tuple) else (value,)
        texts = [words.term(code.vocabulary, str(v)) if code else str(v) for v in values]
        if isinstance(value, bool):
            texts = [words.label(type(part), name)]
        elif isinstance(value, (int, float)):
            texts = [f"{words.label(type(part), name)} {number_text(value)}"]
        said.append(", ".join(texts))
    return " · ".join(said) or words.text("gui.form.empty_part")


def editor(words: Words, kind: type[Part], name: str, choices: Choices, ask: AskPart) -> Editor:
    """The editor for a field of a record or part."""
    field = kind.model_fields[name]
    base, optional, many = _unwrapped(field.annotation)
    code, ref = metadata(kind, name, Code), metadata(kind, name, Ref)
    if code is not None:
        terms = vocabulary(code.vocabulary)
        listed = [(c, terms.label(c, words.language)) for c in terms.codes() if c != "other"]
        if many:
            return SomeOf(listed)
        return OneOf(listed, is_open="other" in terms.codes(), empty=not field.is_required())
    if ref is not None:
        found = choices(ref)
        return SomeOf(found) if many else OneOf(found, is_open=False, empty=True)
    if isinstance(base, type):
        if issubclass(base, Position):
            return Point(words)
        if issubclass(base, Range):
            return Spread(words)
        if issubclass(base, Part):
            return Parts(words, base, ask, many)
        if issubclass(base, enum.Enum):
            listed = [(m.value, words.term(base.__name__.lower(), m.value)) for m in base]
            return SomeOf(listed) if many else OneOf(listed, is_open=False, empty=optional)
        if issubclass(base, BaseGeometry):
            return Kept(words)
    return _plain_editor(words, kind, name, base, optional, many)


def _plain_editor(
    words: Words, kind: type[Part], name: str, base: Any, optional: bool, many: bool
) -> Editor:
    if base is bool:
        return Yes()
    if base is int:
        low, high = _bounds(kind, name)
        return (
            Numbers(words)
            if many
            else Whole(low, high, words.text("gui.form.unknown") if optional else None)
        )
    if base is float:
        return Number(words)
    if base is datetime:
        return Moment(words)
    if base is date:
        return Day(words.text("gui.form.unknown"), words.text("gui.form.today"))
    if many:
        return Lines()
    return Paragraph() if _is_long(kind, name) else Line()


def _unwrapped(annotation: Any) -> tuple[Any, bool, bool]:
    """The type inside Annotated, Optional and tuple[…, ...]; whether optional, whether many."""
    optional = many = False
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            inner = [a for a in typing.get_args(annotation) if a is not type(None)]
            optional, annotation = True, inner[0]
        elif origin is tuple:
            many, annotation = True, typing.get_args(annotation)[0]
        else:
            return annotation, optional, many


def _bounds(kind: type[Part], name: str) -> tuple[int, int]:
    low, high = 0, 2_000_000_000
    for mark in kind.model_fields[name].metadata:
        low = getattr(mark, "ge", low)
        high = getattr(mark, "le", high)
    found = kind.model_fields[name].annotation
    for inner in typing.get_args(found):
        for mark in typing.get_args(inner)[1:] if typing.get_origin(inner) else ():
            low = getattr(mark, "ge", low)
            high = getattr(mark, "le", high)
    return int(low), int(high)


def _is_long(kind: type[Part], name: str) -> bool:
    """Whether the field takes free text, by the length that it allows."""
    longest = [getattr(m, "max_length", None) for m in kind.model_fields[name].metadata]
    return any(n is not None and n > 1000 for n in longest)
