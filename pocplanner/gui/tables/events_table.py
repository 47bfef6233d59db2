"""All events in a table that reads columns: any number of rows, none of them an object."""

from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import Qt

from pocplanner.analysis.selection_heads import leading
from pocplanner.analysis.table_columns import Mask
from pocplanner.commands import tables as acting
from pocplanner.gui.coordinates.point import Point
from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.editors import Editor
from pocplanner.gui.plain import button, label
from pocplanner.gui.tables.bulk import CorrectDialog, field_editor, told
from pocplanner.gui.tables.cell_editor import CellEditor
from pocplanner.gui.tables.events_source import COLUMNS, EventsModel
from pocplanner.gui.tables.grid import Grid
from pocplanner.gui.tables.layouts import KeptLayout
from pocplanner.model.events import UNKNOWN, EventCorrection, Events, Series, no_events

#: So many of the first columns are shown at first, as wide as this.
_SHOWN = 10
#: More events than this are corrected in the course of a job, with its bar and its cancel.
_AT_ONCE = 1000
_WIDTHS = (100, 170, 170, 150, 130, 130, 96, 100, 130, 130)


class EventsTable(Grid):
    """The table with the number of rows under it; `chosen(id)` tells an event."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.model = EventsModel(desk)
        super().__init__(desk.words, self.model, desk.words.text("gui.events.none"))
        self.view.setAccessibleName(desk.words.kind("Events", many=True))
        self.view.verticalHeader().setDefaultSectionSize(24)
        self.first_layout = tuple(zip(COLUMNS[:_SHOWN], _WIDTHS, strict=True))
        self.lay_out(self.first_layout)
        self.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.count = label("", "hint", wrap=True)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.count)
        words = desk.words
        self.correct_button = button(
            words.text("table.correct"), "small", words.text("table.correct_hint")
        )
        self.correct_button.clicked.connect(lambda _=False: self.ask_correction(self.chosen_ids()))
        self.head.insertWidget(2, self.correct_button)
        self.lead_button = button(words.text("table.lead"), "small", words.text("table.lead_hint"))
        self.lead_button.clicked.connect(lambda _=False: self.lead())
        self.head.insertWidget(1, self.lead_button)
        self.model.arranged.connect(self._offer_to_lead)
        self._offer_to_lead()
        self.view.setItemDelegate(CellEditor(self, self._editor, self._keep_cell, goes_on=False))
        self.layout_kept = KeptLayout(desk, self, "Events")
        self.removing.triggered.connect(lambda _=False: self._remove_chosen())
        desk.closed.connect(self.forget)
        self.refused.connect(desk.said)
        self.long_work = partial(desk.work_here, "table.copying")
        self.copied.connect(
            lambda n: desk.said.emit(
                desk.words.text("table.copied", n=f"{n:,}".replace(",", "\u202f"))
            )
        )

    def show_events(self, events: Events, mask: Mask) -> None:
        """Show these rows and say how many there are and how many lie on the map."""
        kept = self.chosen_ids(500)
        self._telling = False
        self.model.show(events, mask)
        self.choose_all(kept)
        self._telling = True
        self._stack.setCurrentIndex(0 if len(events) else 1)
        self.search.setEnabled(bool(len(events)))
        placed = np.isfinite(events.lon) & mask
        self.count.setText(
            self._desk.words.text(
                "gui.events.count", shown=int(mask.sum()), of=len(events), placed=int(placed.sum())
            )
        )

    # -- filters that lead the map -------------------------------------------------------

    def _offer_to_lead(self) -> None:
        self.lead_button.setVisible(bool(self.model.conditions))

    def lead(self) -> None:
        """Let the filters of the heads hold for the map, the slider and exports as well."""
        snapshot, choice = self._desk.snapshot, self._desk.choice
        events = snapshot.events
        series = (snapshot.one(Series, id) for id in events.series_ids)
        chosen, left = leading(
            choice.selection,
            self.model.conditions,
            lambda name: self.model.source.column(self.model.column_of(name)),
            tuple(s.source_id if s is not None else "" for s in series),
            events.type.names,
        )
        for name in self.model.conditions:
            if name not in left:
                self.set_filter(name, None)
        choice.choose(chosen)
        if left:
            titles = {head.name: head.title for head in self.model.source.heads}
            names = ", ".join(titles[name] for name in left)
            self._desk.said.emit(self._desk.words.text("table.not_led", columns=names))

    def forget(self) -> None:
        """The mission is closed: no row and no filter of it stays."""
        super().forget()
        self.show_events(no_events(), np.zeros(0, bool))

    def choose_row(self, row: int) -> bool:
        """Choose the event of a row of the columns; False where it is filtered out."""
        place = self.model.place_of(row)
        if place < 0:
            return False
        self.choose_place(place)
        return True

    # -- corrections ---------------------------------------------------------------------

    def _editor(self, id: str, field: str) -> Editor | None:
        """The editor of the field of a correction, with what the event says now."""
        row = self.model.source.row_of(id)
        if row is None:
            return None
        events = self.model.events
        if field == "position":
            made: Editor = Point(self._desk.words, self._desk, pick=False)
            made.set_value(self.model.source.position(row))
            return made
        made = field_editor(self._desk, EventCorrection, field, self)
        deaths = int(events.deaths_best[row])
        now = events.type.text(row) if field == "type" else None if deaths == UNKNOWN else deaths
        made.set_value(now)
        return made

    def _keep_cell(self, id: str, field: str, value: Any) -> str:
        """Ask for the reason and lay the correction over the event."""
        if value in (None, ""):
            return self._desk.words.text("gui.events.no_value")
        given = {"lon": value.lon, "lat": value.lat} if field == "position" else {field: value}
        self.ask_correction([id], given)
        return ""

    def ask_correction(self, ids: list[str], given: dict[str, Any] | None = None) -> None:
        """Ask what is wrong with these events, and why; the imported rows stay."""
        if not ids:
            self._desk.said.emit(self._desk.words.text("table.none_chosen"))
            return
        asked = CorrectDialog(self, self._desk, len(ids), given)
        if asked.exec():
            self.correct(ids, asked.reason.text(), asked.values)

    def correct(self, ids: list[str], reason: str, values: dict[str, Any]) -> None:
        """Lay a correction over each of these events, in one act, and say what became of it."""
        desk = self._desk
        if len(ids) > _AT_ONCE and desk.project is not None:
            work = acting.correct_work(desk.project, ids, reason, **values)
            desk.work_here("table.correcting", work, self._tell_done)
            return
        self._tell_done(desk.act(acting.correct_events, ids, reason, **values))

    def _tell_done(self, done: Any) -> None:
        if done is not None:
            self._desk.said.emit(told(self._desk, done, self._desk.name))

    def _remove_chosen(self) -> None:
        ids = self.chosen_ids()
        if ids:
            self.ask_correction(ids, {"removed": True})
