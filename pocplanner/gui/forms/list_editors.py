"""Editors for what is chosen from lists: one, several, or parts with a form of their own."""

import enum
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from pocplanner.gui.forms.editors import Editor, number_text
from pocplanner.gui.plain import button
from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Part
from pocplanner.words import Words

#: Asks for one part in a form of its own; nothing where the person gave up.
AskPart = Callable[[type[Part], Part | None], Part | None]


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
        self._shown: list[str] = []
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
        if self._shown == ticked and self.value() == tuple(ticked):
            return  # to fill a long list anew takes longer than the edit that is told
        self._shown = ticked
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
