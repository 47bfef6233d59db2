"""Editors for single values: text, numbers, moments, ranges."""

import math
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from shapely.geometry.base import BaseGeometry

from pocplanner.gui.coordinates.told import shape_told
from pocplanner.gui.plain import label
from pocplanner.words import Words


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


class Spread(Editor):
    """Least, likely and most."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.boxes = [QLineEdit() for _ in range(3)]
        for box, key in zip(self.boxes, ("min", "likely", "max"), strict=True):
            box.setPlaceholderText(words.text(f"gui.form.{key}"))
            box.setAccessibleName(words.text(f"gui.form.{key}"))
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
            self._label.setText(shape_told(value, self._words))
        else:
            self._label.setText(self._words.text("gui.form.none") if not value else str(value))
