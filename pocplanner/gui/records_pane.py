"""Records of one kind: a table beside a form, with adding and removing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.form import Form, as_record
from pocplanner.gui.plain import button, label
from pocplanner.gui.table import Column, Table
from pocplanner.model.edit import Edit
from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Record, Ref


class RecordsPane(QWidget):
    """All records of a kind; the form beside the table changes the chosen one."""

    picking = Signal(str)

    def __init__(
        self,
        desk: Desk,
        kind: type[Record],
        fields: Sequence[str],
        first: Sequence[str] = (),
        more: Sequence[Column] = (),
        empty: str = "",
        defaults: Callable[[], dict[str, Any]] | None = None,
        addable: bool = True,
    ) -> None:
        super().__init__()
        self._desk, self._kind, self._defaults = desk, kind, defaults
        words = desk.words
        columns = [column(desk, kind, name) for name in fields]
        self.table = Table(words, [*columns, *more], empty or words.text("gui.records.empty"))
        self._first = first or fields
        self.form: Form | None = None
        self._form_place = QWidget()
        self._form_layout = QVBoxLayout(self._form_place)
        self._form_layout.setContentsMargins(8, 0, 0, 0)
        self._title = label("", "section", wrap=True)
        self._hint = label(words.text("gui.records.choose"), "hint", wrap=True)
        self._form_layout.addWidget(self._title)
        self._form_layout.addWidget(self._hint)
        self._form_layout.addStretch(1)
        left = QWidget()
        column_layout = QVBoxLayout(left)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.addWidget(self.table, 1)
        row = QHBoxLayout()
        self.add_button = button(words.text("gui.records.add", kind=words.kind(kind)), "primary")
        self.add_button.clicked.connect(lambda: self.begin())
        self.add_button.setVisible(addable)
        row.addWidget(self.add_button)
        row.addStretch(1)
        column_layout.addLayout(row)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._form_place)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([560, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.table.chosen.connect(self.show_record)
        desk.opened.connect(self.refresh)
        desk.closed.connect(self._forget)
        desk.edited.connect(self._on_edit)

    def refresh(self) -> None:
        """Show what the mission holds."""
        if self._desk.project is not None:
            self.table.set_rows(self._desk.project.all(self._kind))

    def _forget(self) -> None:
        self.table.set_rows([])
        self._drop_form()

    def _on_edit(self, edit: Edit) -> None:
        if not edit.touches(self._kind):
            return
        self.refresh()
        form = self.form
        if form is None or form.part is None or form.touched:
            return
        now = self._desk.project.find(form.part.id) if self._desk.project else None
        if now is None:
            self._drop_form()
        elif now != form.part:
            form.show_part(now)

    def _drop_form(self) -> None:
        if self.form is not None:
            self._form_layout.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        self._title.setText("")
        self._hint.show()

    def _new_form(self, removable: bool) -> Form:
        self._drop_form()
        form = Form(
            self._desk.words, self._kind, self._desk.choices, self._first, removable=removable
        )
        form.saved.connect(self._keep)
        form.removing.connect(self._remove)
        form.picking.connect(self.picking)
        self._hint.hide()
        self._form_layout.insertWidget(1, form, 1)
        self.form = form
        return form

    def show_record(self, id: str) -> None:
        """Show a record in the form."""
        record = self._desk.project.find(id) if self._desk.project else None
        if isinstance(record, self._kind):
            if self.form is not None and self.form.part is not None and self.form.part.id == id:
                return
            self._new_form(removable=True).show_part(record)
            self._title.setText(self._desk.words.kind(self._kind))
            self._desk.chosen.emit(id)

    def begin(self, values: dict[str, Any] | None = None) -> None:
        """An empty form for a new record."""
        given = {**(self._defaults() if self._defaults else {}), **(values or {})}
        self._new_form(removable=False).show_part(None, given)
        self._title.setText(
            self._desk.words.text("gui.records.new", kind=self._desk.words.kind(self._kind))
        )

    def _keep(self, made: object) -> None:
        record = as_record(made)
        known = self._desk.project.find(record.id) if self._desk.project else None
        label_key = "edit.record.change" if known else "edit.record.add"
        if self._desk.keep(record, label_key):
            self.table.choose(record.id)

    def _remove(self) -> None:
        if self.form is not None and self.form.part is not None:
            self._desk.remove([self.form.part.id])


def column(desk: Desk, kind: type[Record], name: str) -> Column:
    """A column for a field: terms and names instead of codes and ids."""
    words = desk.words
    code, ref = metadata(kind, name, Code), metadata(kind, name, Ref)

    def text(record: Any) -> str:
        value = getattr(record, name)
        values = value if isinstance(value, tuple) else (value,)
        return ", ".join(one(v) for v in values if v not in (None, ""))

    def one(value: Any) -> str:
        if code is not None:
            return words.term(code.vocabulary, str(value))
        if ref is not None:
            return desk.snapshot.name(str(value)) if desk.project else ""
        if isinstance(value, bool):
            return words.text("gui.yes") if value else ""
        if isinstance(value, float):
            return f"{value:g}"
        return str(value).replace("\n", " ")

    def sort(record: Any) -> Any:
        value = getattr(record, name)
        return value if isinstance(value, (int, float)) else text(record).casefold() or None

    return Column(words.label(kind, name), text, sort)
