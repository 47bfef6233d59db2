"""A form for any record, made from its fields."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pocplanner.gui.coordinates.point import Point
from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.editors import Editor, Kept
from pocplanner.gui.forms.fields import Choices, editor
from pocplanner.gui.plain import Area, button, label, tooltip
from pocplanner.model.geometry import Position
from pocplanner.model.record import Part, Record
from pocplanner.model.refusal import explain
from pocplanner.words import Words

#: Fields that the program keeps by itself.
_OWN = frozenset({"id", "source_key", "decided_at", "decided_by"})
_PAIR = ("lon", "lat")

#: Where words are typed: they have an undo of their own.
_TEXTS = (QLineEdit, QPlainTextEdit)


class Form(QWidget):
    """The fields of a record with a label each; what a record refuses is said beside the field.

    `saved(record)` tells a valid record; `removing()` that it should go, `purging()`
    that it should go for good; `picking(field)` that the person wants to show a position on
    the map.
    """

    saved = Signal(object)
    removing = Signal()
    purging = Signal()
    picking = Signal(str)

    def __init__(
        self,
        words: Words,
        kind: type[Part],
        choices: Choices,
        first: Sequence[str] = (),
        removable: bool = False,
        hidden: Sequence[str] = (),
        month: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        """`month` is where the calendar of an empty day opens."""
        super().__init__(parent)
        self._month = month
        self._words, self._kind = words, kind
        self._part: Part | None = None
        self._values: dict[str, Any] = {}
        self.editors: dict[str, Editor] = {}
        self._refusals: dict[str, Any] = {}
        self._touched = self._typed = False
        # Each thing stands in its place before it is filled: whatever moves to another parent is
        # styled anew with all that is in it, and a form would be so five times over.
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        area, body = Area(self), QWidget(self)
        area.setWidgetResizable(True)
        area.setWidget(body)
        layout.addWidget(area, 1)
        form = QFormLayout(body)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(3)
        self._desk: Desk | None = None
        names = [n for n in kind.model_fields if n not in _OWN and n not in hidden]
        #: Two numbers that are one position are asked for in the one box for positions.
        self._as_point = set(_PAIR) <= set(names)
        for name in sorted(names, key=lambda n: _rank(n, first, names)):
            if not (self._as_point and name == "lat"):
                self._row(form, name, choices)
        self._refused = label("", "refused", wrap=True)
        self._refused.hide()
        self.save_button = button(words.text("gui.form.save"), "primary")
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self.save)
        self.revert_button = button(words.text("gui.form.revert"))
        self.revert_button.setEnabled(False)
        self.revert_button.clicked.connect(self.revert)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.revert_button)
        row.addStretch(1)
        if removable:
            remove = button(words.text("gui.form.remove"))
            remove.clicked.connect(self.removing)
            row.addWidget(remove)
            row.addWidget(self._more())
        layout.addWidget(self._refused)
        layout.addLayout(row)
        self.setEnabled(False)

    def _more(self) -> QToolButton:
        """What is rarely wanted, behind a button of its own."""
        more = QToolButton()
        more.setText("…")
        more.setObjectName("more")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setToolTip(self._words.text("gui.form.more"))
        more.setAccessibleName(self._words.text("gui.form.more"))
        menu = QMenu(more)
        menu.setToolTipsVisible(True)
        self.purge_action = menu.addAction(self._words.text("gui.purge.button"))
        self.purge_action.setToolTip(self._words.text("gui.purge.button_hint"))
        self.purge_action.triggered.connect(lambda _=False: self.purging.emit())
        more.setMenu(menu)
        return more

    def _row(self, form: QFormLayout, name: str, choices: Choices) -> None:
        made: Editor
        if self._as_point and name == "lon":
            made = Point(self._words)
        else:
            ask = self._ask_part(choices)
            made = editor(self._words, self._kind, name, choices, ask, self._month)
        if isinstance(made, Point):
            made.picking.connect(lambda n=name: self.picking.emit(n))
        made.changed.connect(self._touch)
        pair = self._as_point and name == "lon"
        title = self._words.text("gui.events.column.position") if pair else self._label(name)
        hint = self._words.hint(self._kind, name)
        head = label(title, "field", wrap=True)
        head.setBuddy(made)
        for widget in (head, made):
            widget.setToolTip(tooltip(hint))
        made.setAccessibleName(title)
        inner = made.focusProxy()
        if inner is not None:
            inner.setAccessibleName(title)
        said = label("", "refused", wrap=True)
        said.hide()
        holder = QWidget(form.parentWidget())
        form.addRow(holder)
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(head)
        inside.addWidget(made)
        inside.addWidget(said)
        self.editors[name], self._refusals[name] = made, said
        for typed in (made, *made.findChildren(QWidget)):
            if isinstance(typed, _TEXTS):
                typed.installEventFilter(self)
        for kind in (QComboBox, QAbstractSpinBox):
            for box in made.findChildren(kind):
                box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                box.installEventFilter(self)

    def _label(self, name: str) -> str:
        return self._words.label(self._kind, name)

    def at_desk(self, desk: Desk) -> None:
        """From now on boxes for positions, here and in the forms of parts, know its places."""
        self._desk = desk
        for made in self.editors.values():
            if isinstance(made, Point):
                made.at_desk(desk)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form; it changes a value only where somebody is typing.

        Undo takes back what is being typed; where all is kept it takes back the last act.
        """
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            steps = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if not self._typed and any(event.matches(step) for step in steps):
                event.ignore()
                return True
        if isinstance(watched, _TEXTS):
            return super().eventFilter(watched, event)
        wheel = event.type() is QEvent.Type.Wheel
        if wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _ask_part(self, choices: Choices) -> Callable[[type[Part], Part | None], Part | None]:
        def ask(kind: type[Part], part: Part | None) -> Part | None:
            dialog = PartDialog(self._words, kind, choices, part, self, self._month, self._desk)
            return dialog.result_part()

        return ask

    @property
    def part(self) -> Any:
        """The record that the form shows, as it is stored."""
        return self._part

    @property
    def typed(self) -> bool:
        """Whether the person typed something that is not kept yet."""
        return self._typed

    @property
    def touched(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._touched

    def show_part(self, part: Part | None, values: dict[str, Any] | None = None) -> None:
        """Show a record, or an empty form with some values filled in for a new one."""
        self._part = part
        self._values = values or {}
        self.setEnabled(True)
        for name, made in self.editors.items():
            field = self._kind.model_fields[name]
            if part is not None:
                value = getattr(part, name)
            elif name in self._values:
                value = self._values[name]
            else:
                value = (
                    None if field.is_required() else field.get_default(call_default_factory=True)
                )
            if self._as_point and name == "lon":
                value = self._point_of(part)
            made.blockSignals(True)
            made.set_value(value)
            made.blockSignals(False)
        self._clear()
        self._typed = False
        self._set_touched(part is None)

    def _point_of(self, part: Part | None) -> Position | None:
        lon, lat = (getattr(part, n) if part is not None else self._values.get(n) for n in _PAIR)
        return Position(lon=lon, lat=lat) if lon is not None and lat is not None else None

    def revert(self) -> None:
        """Show again what is stored."""
        self.show_part(self._part, self._values)

    def set_field(self, name: str, value: Any) -> None:
        """Fill one field from elsewhere: a click on the map."""
        self.editors[name].set_value(value)
        self._touch()

    def values(self) -> dict[str, Any]:
        """What stands in the form, unchecked. ValueError with the field's own sentence."""
        found: dict[str, Any] = {}
        for name, made in self.editors.items():
            try:
                value = made.value()
            except ValueError as error:
                raise _Refused(name, str(error)) from error
            if self._as_point and name == "lon":
                found |= {n: getattr(value, n) if value is not None else None for n in _PAIR}
                continue
            field = self._kind.model_fields[name]
            if value is None and not field.is_required() and not isinstance(made, Kept):
                value = field.get_default(call_default_factory=True) if _never_none(field) else None
            found[name] = value
        return found

    def save(self) -> None:
        """Check what stands in the form; tell the record, or say what is refused and where."""
        self._clear()
        given = self._part.model_dump() if self._part is not None else dict(self._values)
        try:
            made = self._kind.model_validate({**given, **self.values()})
        except _Refused as refused:
            self._say(refused.field, refused.sentence)
            return
        except ValidationError as error:
            for issue in explain(error, self._kind, self._words):
                self._say(issue.field, issue.sentence)
            return
        self._part = made
        self._set_touched(False)
        self.saved.emit(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Escape shows again what is stored."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._touched:
            self.save()
        elif event.key() == Qt.Key.Key_Escape and self._typed:
            self.revert()
        else:
            super().keyPressEvent(event)

    def _say(self, field: str, sentence: str) -> None:
        target = self._refusals.get(field.split(".")[0], self._refused)
        target.setText(sentence)
        target.show()

    def refuse(self, field: str, sentence: str) -> None:
        """Say beside a field why what stands there is not kept."""
        self._set_touched(True)
        self._say(field, sentence)

    def not_kept(self, stored: Part | None) -> None:
        """What was told is refused: what was typed stays, and what is stored can be shown again."""
        self._part = stored
        self._touch()

    def refusal(self, field: str) -> str:
        """What is said beside a field, or under the form for an empty name; empty for nothing."""
        target = self._refusals.get(field, self._refused)
        return str(target.text()) if not target.isHidden() else ""

    def _clear(self) -> None:
        for said in (*self._refusals.values(), self._refused):
            said.hide()

    def _touch(self) -> None:
        self._typed = True
        self._set_touched(True)

    def _set_touched(self, on: bool) -> None:
        self._touched = on
        self._typed = self._typed and on
        self.save_button.setEnabled(on)
        self.revert_button.setEnabled(on)


class _Refused(Exception):
    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def _rank(name: str, first: Sequence[str], names: Sequence[str]) -> tuple[int, int]:
    late = name in ("sensitivity", "lowered", "source_id", "evidence")
    return (first.index(name) if name in first else 500 if late else 100, names.index(name))


def _never_none(field: Any) -> bool:
    return field.get_default(call_default_factory=True) is not None


class PartDialog(QDialog):
    """A form for one part of a record."""

    def __init__(
        self,
        words: Words,
        kind: type[Part],
        choices: Choices,
        part: Part | None,
        parent: QWidget,
        month: Callable[[], date] = date.today,
        desk: Desk | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.kind(kind))
        self.resize(520, 460)
        self.form = Form(words, kind, choices, month=month)
        if desk is not None:
            self.form.at_desk(desk)
        for made in self.form.editors.values():
            if isinstance(made, Point):
                made.pick_button.hide()  # the map lies behind the dialog
        self.form.show_part(part)
        self.form.save_button.hide()
        self.form.revert_button.hide()
        self.form.saved.connect(self._take)
        self._made: Part | None = None
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(words.text("gui.ok"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(words.text("gui.cancel"))
        buttons.accepted.connect(self.form.save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.form, 1)
        layout.addWidget(buttons)

    def _take(self, part: Part) -> None:
        self._made = part
        self.accept()

    def result_part(self) -> Part | None:
        """Ask, and return the part or nothing."""
        return self._made if self.exec() else None


def as_record(made: object) -> Record:
    """What a form told, as the record that it is."""
    if not isinstance(made, Record):
        raise TypeError("the form is for a part, not for a record")
    return made
