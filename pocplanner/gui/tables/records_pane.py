"""Records of one kind: a table beside a form, with adding and removing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.form import Form
from pocplanner.gui.forms.record_card import RecordCard
from pocplanner.gui.plain import button, row
from pocplanner.gui.tables.record_table import RecordTable, column
from pocplanner.gui.tables.table import Column
from pocplanner.model.edit import Edit
from pocplanner.model.geometry import Placed, Sheltered
from pocplanner.model.record import Record

#: How table and form share the width, before and after there is a form.
_WITHOUT_FORM, _WITH_FORM = [760, 220], [590, 410]


class RecordsPane(QWidget):
    """All records of a kind; the form beside the table changes the chosen one."""

    shown = Signal(str)

    def __init__(
        self,
        desk: Desk,
        kind: type[Record],
        fields: Sequence[str],
        more: Sequence[Column] = (),
        empty: str = "",
        defaults: Callable[[], dict[str, Any]] | None = None,
        addable: bool = True,
        rows: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
        buttons: Sequence[QWidget] = (),
        remove: Callable[[Sequence[str]], object] | None = None,
        after: int | None = None,
    ) -> None:
        """`more` are columns beside the fields, after so many of them (else after the last).

        `rows` chooses or orders what is shown; `remove` takes records out together with
        what hangs on them.
        """
        super().__init__()
        self._desk, self._kind, self._defaults, self._rows = desk, kind, defaults, rows
        words = desk.words
        self.table = RecordTable(desk, kind, fields, more, after, empty, remove)
        self.card = RecordCard(desk, remove=remove)
        self.add_button = button(words.text("gui.records.add", kind=words.kind(kind)), "primary")
        self.add_button.clicked.connect(lambda: self.begin())
        if not addable:  # to show what has no parent yet would open a window of its own
            self.add_button.hide()
        self.map_button = button(words.text("gui.records.on_map"))
        self.map_button.clicked.connect(self._show_on_map)
        placed = issubclass(kind, (Placed, Sheltered)) or "place_id" in kind.model_fields
        if not placed:
            self.map_button.hide()
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.table, 1)
        under.addWidget(row(self.add_button, self.map_button, *buttons))
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        # Until a record is chosen there is nothing beside the table but a hint.
        split.setSizes(_WITHOUT_FORM)
        split.setChildrenCollapsible(False)
        self._form_has_room = False
        split.splitterMoved.connect(self._on_split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(split)
        self.table.chosen.connect(self.show_record)
        self.table.zoomed.connect(desk.zoom_wanted)
        self.card.kept.connect(self.table.choose)
        desk.opened.connect(self.refresh)
        desk.closed.connect(lambda: self.table.set_rows([]))
        desk.edited.connect(self._on_edit)
        desk.chosen.connect(self.follow)
        self.refresh()

    @property
    def form(self) -> Form | None:
        """The form of the chosen or the new record."""
        return self.card.form

    def select(self, id: str) -> bool:
        """Choose a record and show it; False where it is not in the table."""
        if self.table.choose(id):
            return True
        self.table.search.clear()
        return self.table.choose(id)

    def refresh(self) -> None:
        """Show what the mission holds."""
        if self._desk.project is not None:
            found: Sequence[Any] = self._desk.project.all(self._kind)
            self.table.set_rows(self._rows(found) if self._rows else found)

    def show_record(self, id: str) -> None:
        """Show a record in the form."""
        self._make_room()
        if self.card.show_record(id):
            self.shown.emit(id)

    def begin(self, values: dict[str, Any] | None = None) -> None:
        """An empty form for a new record."""
        self.table.view.clearSelection()
        self._make_room()
        given = {**(self._defaults() if self._defaults else {}), **(values or {})}
        self.card.begin(self._kind, given)

    def follow(self, id: str) -> None:
        """What was chosen elsewhere, on the map for one, is chosen here when the pane is shown."""
        project = self._desk.project
        if not self.isVisible() and project is not None and project.get(self._kind, id):
            self.table.follow([id])

    def _make_room(self) -> None:
        """Room for the form, the first time that there is one, unless a hand has made it."""
        if not self._form_has_room:
            self._form_has_room = True
            self._split.setSizes(_WITH_FORM)

    def _on_split(self) -> None:
        self._form_has_room = True

    def _show_on_map(self) -> None:
        ids = self.table.chosen_ids()
        if ids:
            self._desk.map_wanted.emit(ids[0])

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(self._kind) and (
            self._rows is not None or not self.table.follow_edit(edit, self._kind)
        ):
            self.refresh()


__all__ = ["RecordsPane", "column"]
