"""Which part of the layers leaves: what the map shows, what the choice of events says, the rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.selection_told import said
from pocplanner.commands.export_layers import Box, Choice
from pocplanner.gui.plain import label, tooltip
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

if TYPE_CHECKING:
    from pocplanner.gui.window import Window


@dataclass(frozen=True)
class Shown:
    """What the window shows now: the box of the map, the choice of events, the chosen rows."""

    box: Box | None = None
    events: EventSelection | None = None
    ids: tuple[str, ...] = ()


class PartsForm(QWidget):
    """A box to tick for each part that there is; `changed` tells one was."""

    changed = Signal()

    def __init__(self, words: Words, snapshot: Snapshot, shown: Shown) -> None:
        super().__init__()
        self._shown = shown
        text = words.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(3)
        layout.addWidget(label(text("imports.leaving.part"), "section"))
        self.box = self.events = self.ids = None
        if shown.box is not None:
            west, south, east, north = (f"{n:.3f}" for n in shown.box)
            told = text("imports.leaving.box", south=south, west=west, north=north, east=east)
            self.box = self._add(layout, told)
        if shown.events is not None and not shown.events.empty:
            sentence = said(shown.events, words, snapshot)
            self.events = self._add(layout, text("imports.leaving.events", said=sentence))
        if shown.ids:
            self.ids = self._add(layout, text("imports.leaving.ids", count=len(shown.ids)))
        if not (self.box or self.events or self.ids):
            layout.addWidget(label(text("imports.leaving.whole"), "hint", wrap=True))
        self.texts = self._add(layout, text("imports.leaving.texts"))
        self.texts.setChecked(True)
        self.texts.setVisible(len(snapshot.events) > 0)

    def to_the_team(self, alone: bool) -> None:
        """Words of sources can be ticked where the file goes to the team alone."""
        self.texts.setEnabled(alone)

    def _add(self, layout: QVBoxLayout, text: str) -> QCheckBox:
        made = QCheckBox(text.replace("&", "&&")[:110])
        made.setAccessibleName(text)
        made.setToolTip(tooltip(text))
        made.toggled.connect(lambda _: self.changed.emit())
        layout.addWidget(made)
        return made

    def of(self, layers: tuple[str, ...]) -> Choice:
        """These layers, and what is ticked of them."""
        shown = self._shown
        return Choice(
            layers,
            box=shown.box if self.box is not None and self.box.isChecked() else None,
            events=shown.events if self.events is not None and self.events.isChecked() else None,
            ids=frozenset(shown.ids) if self.ids is not None and self.ids.isChecked() else None,
            texts=self.texts.isChecked(),
        )


def shown_in(window: "Window") -> Shown:
    """What the window shows now."""
    from pocplanner.gui.pages.events import EventsPage
    from pocplanner.gui.pages.map import MapPage

    desk, box = window.desk, None
    page, events = window.pages.get("map"), window.pages.get("events")
    found: list[str] = []
    if isinstance(page, MapPage):
        box = page.painter.box if page.view is not None else None
        grid = page.over.drawer.grid if page.over.drawer.isVisible() else None
        found = list(grid.chosen_ids() if grid is not None else page.hand.chosen)
    if not found and isinstance(events, EventsPage) and events.isVisible():
        found = events.events.table.chosen_ids() if events.has_made("events") else []
    return Shown(box, desk.choice.whole, tuple(found))
