"""The events page: import, patterns, the table of events, one event, its correction."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.event_card import EventCard
from pocplanner.gui.map.event_filter import EventFilter
from pocplanner.gui.naming import event_row
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.plain import button, label
from pocplanner.gui.tables.events_table import EventsTable
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.gui.tables.table import Column
from pocplanner.gui.threats.patterns_pane import PatternsPane
from pocplanner.model.edit import Edit
from pocplanner.model.events import EventCorrection, Series


class EventsPage(TabPage):
    """What happened, as far as sources tell it."""

    name = "events"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        self._stale = True
        words = self.words
        take_in = button(words.text("gui.act.import"), "primary")
        take_in.clicked.connect(lambda: desk.page_wanted.emit("import", ""))
        self.head.addWidget(take_in)
        self.patterns = PatternsPane(desk)
        self.filter = EventFilter(desk)
        self.table = EventsTable(desk)
        self.card = EventCard(desk)
        self.add_tab("patterns", self.patterns)
        self.add_tab("events", self._events())
        series = RecordsPane(
            desk,
            Series,
            ("source_id", "profile", "rows", "first_day", "last_day", "kept_at"),
            more=(Column(words.text("gui.mission.grade"), self._grade),),
            empty=words.text("gui.events.no_series"),
            addable=False,
        )
        self.add_records(Series, series)
        corrections = RecordsPane(
            desk,
            EventCorrection,
            ("event_key", "type", "removed", "deaths_best", "reason", "author"),
            empty=words.text("gui.events.no_corrections"),
            addable=False,
        )
        self.add_records(EventCorrection, corrections)
        desk.choice.changed.connect(self._show)
        self.table.zoomed.connect(desk.zoom_wanted)
        self.table.chosen.connect(self.card.show_event)
        desk.opened.connect(self._refresh)
        desk.edited.connect(self._on_edit)
        self._refresh()

    def _events(self) -> QWidget:
        self._nothing = label(self.words.text("gui.events.none"), "warning", wrap=True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([820, 330])
        split.setChildrenCollapsible(False)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.addWidget(self._nothing)
        inside.addWidget(self.filter)
        inside.addWidget(split, 1)
        return holder

    def _refresh(self) -> None:
        self.filter.refresh()
        self._show()

    def shown(self) -> None:
        if self._stale:
            self._show()

    def _show(self) -> None:
        """Show the chosen rows; while nobody looks, a window that plays would sort for nothing."""
        if self.desk.project is None:
            return
        self._stale = not self.isVisible()
        if self._stale:
            return
        events = self.desk.snapshot.events
        self._nothing.setVisible(not len(events))
        self.table.show_events(events, self.desk.choice.rows())

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Series, EventCorrection):
            self._refresh()

    def _grade(self, series: Series) -> str:
        return str(getattr(self.desk.snapshot.get(series.source_id), "grade", ""))

    def show_record(self, id: str) -> bool:
        at = event_row(self.desk.snapshot, id) if self.desk.project is not None else None
        if at is None:
            return super().show_record(id)
        self.show_tab("events")
        self.shown()
        if not self.table.choose_row(at):
            self.filter.clear()
            self._show()
            self.table.choose_row(at)
        self.card.show_event(id)
        return True
