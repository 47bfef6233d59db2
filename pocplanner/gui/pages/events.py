"""The events page: import, patterns, the table of events, one event, its correction."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
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


class EventList(QWidget):
    """The table of events under its filter, one of them beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stale = True
        self.filter = EventFilter(desk)
        self.table = EventsTable(desk)
        self.card = EventCard(desk)
        self._nothing = label(desk.words.text("gui.events.none"), "warning", wrap=True)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([820, 330])
        split.setChildrenCollapsible(False)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.addWidget(self._nothing)
        inside.addWidget(self.filter)
        inside.addWidget(split, 1)
        desk.choice.changed.connect(self.show_chosen)
        self.table.zoomed.connect(desk.zoom_wanted)
        self.table.chosen.connect(self.card.show_event)
        desk.opened.connect(self.refresh)
        desk.edited.connect(self._on_edit)
        self.refresh()

    def refresh(self) -> None:
        """Offer what the mission's events are told by, and show the chosen ones."""
        self.filter.refresh()
        self.show_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: what changed meanwhile is shown now."""
        super().showEvent(event)
        if self._stale:
            self.show_chosen()

    def show_chosen(self) -> None:
        """Show the chosen rows; while nobody looks, a window that plays would sort for nothing."""
        if self._desk.project is None:
            return
        self._stale = not self.isVisible()
        if self._stale:
            return
        events = self._desk.snapshot.events
        self._nothing.setVisible(not len(events))
        self.table.show_events(events, self._desk.choice.rows())

    def show_event(self, id: str, row: int) -> None:
        """Choose an event by its row; the filter is taken off where it hides it."""
        if self._stale:
            self.show_chosen()
        if not self.table.choose_row(row):
            self.filter.clear()
            self.show_chosen()
            self.table.choose_row(row)
        self.card.show_event(id)

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Series, EventCorrection):
            self.refresh()


class EventsPage(TabPage):
    """What happened, as far as sources tell it."""

    name = "events"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        words = self.words
        take_in = button(words.text("gui.act.import"), "primary")
        take_in.clicked.connect(lambda: desk.page_wanted.emit("import", ""))
        self.head.addWidget(take_in)
        self.add_tab("patterns", lambda: PatternsPane(desk))
        self.add_tab("events", lambda: EventList(desk))
        series = partial(
            RecordsPane,
            desk,
            Series,
            ("source_id", "profile", "rows", "first_day", "last_day", "kept_at"),
            more=(Column(words.text("gui.mission.grade"), self._grade),),
            empty=words.text("gui.events.no_series"),
            addable=False,
        )
        self.add_records(Series, series)
        corrections = partial(
            RecordsPane,
            desk,
            EventCorrection,
            ("event_key", "type", "removed", "deaths_best", "reason", "author"),
            empty=words.text("gui.events.no_corrections"),
            addable=False,
        )
        self.add_records(EventCorrection, corrections)

    @property
    def patterns(self) -> PatternsPane:
        """What the events show together."""
        return self.part("patterns", PatternsPane)

    @property
    def events(self) -> EventList:
        """The events one by one."""
        return self.part("events", EventList)

    def _grade(self, series: Series) -> str:
        return str(getattr(self.desk.snapshot.get(series.source_id), "grade", ""))

    def show_record(self, id: str) -> bool:
        at = event_row(self.desk.snapshot, id) if self.desk.project is not None else None
        if at is None:
            return super().show_record(id)
        self.show_tab("events")
        self.events.show_event(id, at)
        return True
