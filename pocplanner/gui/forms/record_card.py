"""One record in a form, of whatever kind: shown, changed, begun anew, taken out."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.field_order import first_fields
from pocplanner.gui.forms.form import Form, as_record
from pocplanner.gui.plain import label
from pocplanner.gui.purging import ask_purge
from pocplanner.model.edit import Edit
from pocplanner.model.record import Record


class RecordCard(QWidget):
    """Follows edits from elsewhere; `kept(id)` tells that the person kept the record."""

    kept = Signal(str)
    gone = Signal()

    def __init__(
        self, desk: Desk, hint: str = "", remove: Callable[[Sequence[str]], object] | None = None
    ) -> None:
        """`remove` takes a record out together with what hangs on it."""
        super().__init__()
        self._desk = desk
        self._take_out = remove or desk.remove
        self.form: Form | None = None
        self._above = 1
        self._title = label("", "section", wrap=True)
        self._hint = label(hint or desk.words.text("gui.records.choose"), "hint", wrap=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 0, 0, 0)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._hint)
        self._layout.addStretch(1)
        self._title.hide()
        desk.closed.connect(self.clear)
        desk.edited.connect(self._on_edit)

    def add_note(self, note: QWidget) -> None:
        """Something to be said above the form, on whatever record is shown."""
        self._layout.insertWidget(self._above, note)
        self._above += 1

    @property
    def record_id(self) -> str:
        """The id of the record that is shown; empty for none or a new one."""
        part = self.form.part if self.form is not None else None
        return part.id if isinstance(part, Record) else ""

    def show_record(self, id: str) -> bool:
        """Show a stored record; False where there is none."""
        record = self._desk.project.find(id) if self._desk.project is not None else None
        if record is None:
            return False
        if self.record_id != id:
            self.finish()
            self._new_form(type(record), removable=True).show_part(record)
            self._title.setText(self._desk.name(id))
            self._desk.chosen.emit(id)
        return True

    def begin(self, kind: type[Record], values: dict[str, Any] | None = None) -> Form:
        """An empty form for a new record."""
        self.finish()
        form = self._new_form(kind, removable=False)
        form.show_part(None, values or {})
        words = self._desk.words
        self._title.setText(words.text("gui.records.new", kind=words.kind(kind)))
        for made in form.editors.values():
            if made.isEnabled():
                made.setFocus()
                break
        return form

    def finish(self) -> None:
        """Keep what was typed before something else is shown; what is refused is told."""
        if self.form is None or not self.form.typed:
            return
        self.form.save()
        if self.form is not None and self.form.typed:
            self._desk.said.emit(self._desk.words.text("gui.records.not_kept"))

    def clear(self) -> None:
        """Show nothing."""
        if self.form is not None:
            self._layout.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._title.hide()
        self._hint.show()

    def _new_form(self, kind: type[Record], removable: bool) -> Form:
        self.clear()
        desk = self._desk
        form = Form(
            desk.words,
            kind,
            desk.choices,
            first_fields(kind.__name__),
            removable=removable,
            month=lambda: desk.month,
            parent=self,
        )
        form.at_desk(desk)
        form.saved.connect(self._keep)
        form.removing.connect(self._remove)
        form.picking.connect(
            lambda name: desk.position_wanted.emit(lambda at: form.set_field(name, at))
        )
        form.purging.connect(self._purge)
        self._hint.hide()
        self._title.show()
        self._layout.insertWidget(self._above, form, 100)
        self.form = form
        return form

    def _keep(self, made: object) -> None:
        record, project = as_record(made), self._desk.project
        known = project is not None and project.find(record.id) is not None
        if self._desk.keep(record, "edit.record.change" if known else "edit.record.add"):
            self._title.setText(self._desk.name(record.id))
            self.kept.emit(record.id)
        elif self.form is not None and project is not None:
            self.form.not_kept(project.find(record.id))

    def _remove(self) -> None:
        if self.record_id:
            self._take_out([self.record_id])

    def _purge(self) -> None:
        if self.record_id:
            ask_purge(self, self._desk, [self.record_id])

    def _on_edit(self, edit: Edit) -> None:
        id = self.record_id
        if not id or self._desk.project is None or all(c.record.id != id for c in edit.changes):
            return
        now = self._desk.project.find(id)
        if now is None:
            self.clear()
            self.gone.emit()
        elif self.form is not None and not self.form.typed and now != self.form.part:
            self.form.show_part(now)
            self._title.setText(self._desk.name(id))
