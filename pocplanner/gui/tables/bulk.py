"""Asks for one value that many rows are to have: a field of records, or a correction of events."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QStackedWidget, QWidget

from pocplanner.gui.coordinates.point import Point
from pocplanner.gui.desk import Desk
from pocplanner.gui.dialogs import Asking
from pocplanner.gui.forms.editors import Editor
from pocplanner.gui.forms.fields import editor
from pocplanner.gui.forms.shared_value import SharedValue
from pocplanner.gui.plain import label
from pocplanner.model.events import EventCorrection
from pocplanner.model.record import Part, Record


def field_editor(desk: Desk, kind: type[Part], field: str, parent: QWidget) -> Editor:
    """The editor that a form has for a field, with the choices of this mission."""

    def ask(part_kind: type[Part], part: Part | None) -> Part | None:
        from pocplanner.gui.forms.form import PartDialog

        month = lambda: desk.month  # noqa: E731
        dialog = PartDialog(desk.words, part_kind, desk.choices, part, parent, month, desk)
        return dialog.result_part()

    made = editor(desk.words, kind, field, desk.choices, ask, lambda: desk.month)
    if isinstance(made, Point):
        made.pick_button.hide()
        made.at_desk(desk)
    return made


def field_value(kind: type[Part], field: str, made: Editor) -> Any:
    """What stands in an editor, as the field takes it. ValueError with its sentence."""
    value = made.value()
    one = kind.model_fields[field]
    if value is None and not one.is_required():
        return one.get_default(call_default_factory=True)
    return value


class SetFieldDialog(Asking):
    """One field and the value that all chosen records are to have in it."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        kind: type[Record],
        fields: Sequence[str],
        count: int,
        common: Callable[[str, Editor], SharedValue],
    ) -> None:
        """`common` puts what the records have in common into the editor of a field."""
        super().__init__(parent, desk.words, desk.words.text("table.bulk.title", count=count))
        self._common = common
        self.shared: dict[str, SharedValue] = {}
        self._desk, self._kind = desk, kind
        self.value: Any = None
        self.field = QComboBox()
        for name in fields:
            self.field.addItem(desk.words.label(kind, name), name)
        self.editors: dict[str, Editor] = {}
        self._stack = QStackedWidget()
        self.field.currentIndexChanged.connect(lambda _: self._turn())
        self.ask(desk.words.text("table.bulk.field"), self.field)
        self.ask(desk.words.text("table.bulk.value"), self._stack)
        self._turn()

    @property
    def name(self) -> str:
        """The field that was chosen."""
        return str(self.field.currentData() or "")

    def _turn(self) -> None:
        if self.name and self.name not in self.editors:
            made = field_editor(self._desk, self._kind, self.name, self)
            self.editors[self.name] = made
            self.shared[self.name] = self._common(self.name, made)
            self._stack.addWidget(self.shared[self.name])
        if self.name:
            self._stack.setCurrentWidget(self.shared[self.name])

    def try_accept(self) -> None:
        if not self.shared[self.name].ready:
            self.refuse("table.nothing_given")
            return
        try:
            self.value = field_value(self._kind, self.name, self.editors[self.name])
        except ValueError as error:
            self.said.setText(str(error))
            self.said.show()
            return
        self.accept()


class CorrectDialog(Asking):
    """What is wrong with the chosen events, and why: the reason is asked for always."""

    def __init__(
        self, parent: QWidget, desk: Desk, count: int, given: dict[str, Any] | None = None
    ) -> None:
        """`given` is a correction that is made already and only lacks its reason."""
        words = desk.words
        removing = bool(given and given.get("removed"))
        key = "table.bulk.remove_title" if removing else "table.bulk.correct_title"
        super().__init__(parent, words, words.text(key, count=count))
        self._given = dict(given or {})
        self._boxes: dict[str, Editor] = {}
        self.removed = QCheckBox(words.label(EventCorrection, "removed"))
        if not self._given:
            for name in ("type", "deaths_best"):
                self._boxes[name] = made = field_editor(desk, EventCorrection, name, self)
                made.set_value(None)
                self.ask(words.label(EventCorrection, name), made)
            if count == 1:
                self._boxes["position"] = made = Point(words, desk, pick=False)
                self.ask(words.text("gui.events.column.position"), made)
            self.ask("", self.removed)
        self.reason = QLineEdit()
        self.ask(words.text("table.bulk.reason"), self.reason)
        hint = words.text("table.bulk.remove_hint" if removing else "table.bulk.reason_hint")
        self.form.addRow(label(hint, "hint", wrap=True))
        self.values: dict[str, Any] = {}

    def try_accept(self) -> None:
        try:
            self.values = dict(self._given) or self._read()
        except ValueError as error:
            self.said.setText(str(error))
            self.said.show()
            return
        if not self.reason.text().strip():
            self.refuse("gui.events.no_reason")
        elif self.values:
            self.accept()

    def _read(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, box in self._boxes.items():
            value = box.value()
            if name == "position":
                found |= {"lon": value.lon, "lat": value.lat} if value else {}
            elif value not in (None, ""):
                found[name] = value
        return found | ({"removed": True} if self.removed.isChecked() else {})


def told(desk: Desk, done: Any, name: Callable[[str], str]) -> str:
    """What became of many rows, in a sentence; every row that refused is counted."""
    words = desk.words
    said = words.text("table.changed", count=done.changed)
    if done.refused:
        first = done.refused[0]
        why = f"{name(first.id)}: {words.text(first.key, **first.facts)}"
        said += " " + words.text("table.not_changed", count=len(done.refused), why=why)
    return said
