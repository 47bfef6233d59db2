"""Communities that nobody asked yet what they do to stay safe, those most under threat first."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import button, label, row
from pocplanner.gui.tables.records_pane import column
from pocplanner.gui.tables.table import Column, Table
from pocplanner.model.community import Community, Coping
from pocplanner.model.edit import Edit


def threats_here(desk: Desk, place: Any) -> int:
    """How many threats the assessment knows at a place; none before it looked."""
    found = desk.assessment
    return len(found.at(place.id)) if found is not None else 0


def threats_column(desk: Desk) -> Column:
    """The number of threats at a place, empty for none."""

    def text(place: Any) -> str:
        found = threats_here(desk, place)
        return str(found) if found else ""

    title = desk.words.text("gui.community.threats_here")
    return Column(title, text, lambda place: threats_here(desk, place))


class Unasked(QWidget):
    """A table of them; `asked_here(id)` begins to note what people there do."""

    asked_here = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self.table = Table(
            words,
            (
                column(desk, Community, "name"),
                column(desk, Community, "kind"),
                column(desk, Community, "population"),
                threats_column(desk),
                column(desk, Community, "last_visit_on"),
            ),
            words.text("gui.community.all_asked"),
        )
        self.table.opened.connect(self.asked_here)
        begin = button(words.text("gui.community.ask_here"), "primary")
        begin.clicked.connect(lambda: self._with_chosen(self.asked_here.emit))
        show = button(words.text("gui.records.on_map"))
        show.clicked.connect(lambda: self._with_chosen(desk.map_wanted.emit))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.addWidget(label(words.text("gui.community.unasked_hint"), "hint", wrap=True))
        inside.addWidget(self.table, 1)
        inside.addWidget(row(begin, show))
        desk.assessed.connect(self.refresh)
        desk.opened.connect(self.refresh)
        desk.edited.connect(self._on_edit)
        desk.closed.connect(lambda: self.table.set_rows([]))
        self.refresh()

    def refresh(self) -> None:
        """List who was not asked."""
        desk = self._desk
        if desk.project is None:
            return
        asked = {c.place_id for c in desk.project.all(Coping)}
        left = [c for c in desk.project.all(Community) if c.id not in asked]
        left.sort(key=lambda c: (-threats_here(desk, c), c.name.casefold()))
        self.table.set_rows(left)

    def _with_chosen(self, do: Callable[[str], object]) -> None:
        for id in self.table.chosen_ids()[:1]:
            do(id)

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Community, Coping):
            self.refresh()
