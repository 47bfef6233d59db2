"""A table below the map: every kind of record and every series of events, one at a time."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pocplanner.commands.cells import fits
from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.field_order import first_fields
from pocplanner.gui.plain import Link, button, label
from pocplanner.gui.tables.events_table import EventsTable
from pocplanner.gui.tables.grid import Grid
from pocplanner.gui.tables.record_table import RecordTable
from pocplanner.model.edit import Edit
from pocplanner.model.events import EventCorrection, Series
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Mission
from pocplanner.model.record import Record

#: Columns that stand there at first.
_AT_FIRST = 7
EVENTS = "events"


class TableDrawer(QWidget):
    """`chosen(ids)` tells the chosen rows, `zoomed(ids)` those that the map is to show."""

    chosen = Signal(list)
    zoomed = Signal(list)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, words = desk, desk.words
        self.tables: dict[str, Grid] = {}
        self.box = QComboBox()
        self.box.setAccessibleName(words.text("table.drawer.choose"))
        self.box.setMinimumContentsLength(24)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.currentIndexChanged.connect(lambda _: self._turn())
        zoom = button(words.text("table.zoom"), "small", words.text("table.zoom_hint"))
        zoom.clicked.connect(lambda _=False: self._zoom())
        self.filtered = Link("", words.text("table.drawer.show_all"))
        self.filtered.clicked.connect(lambda _=False: desk.choice.clear())
        self.filtered.hide()
        shut = button("✕", "small", words.text("table.drawer.close"))
        shut.setAccessibleName(words.text("table.drawer.close"))
        shut.clicked.connect(lambda _=False: self.closed.emit())
        self._stack = QStackedWidget()
        head = QHBoxLayout()
        head.addWidget(label(words.text("table.drawer.choose"), "hint"))
        head.addWidget(self.box)
        head.addWidget(zoom)
        head.addWidget(self.filtered, 1)
        head.addStretch(1)
        head.addWidget(shut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        desk.opened.connect(self.refresh)
        desk.closed.connect(self._forget)
        desk.edited.connect(self._on_edit)
        desk.choice.changed.connect(self._on_choice)
        self.refresh()

    # -- which table -----------------------------------------------------------------

    @property
    def name(self) -> str:
        """The table that is shown: a kind, `events`, or the id of a series."""
        return str(self.box.currentData() or "")

    @property
    def grid(self) -> Grid | None:
        """The table itself, where one is shown."""
        return self.tables.get(self._key(self.name))

    def refresh(self) -> None:
        """Offer what the mission holds, and show the chosen table as it is now."""
        desk, words = self._desk, self._desk.words
        if desk.project is None:
            return
        kept = self.name
        self.box.blockSignals(True)
        self.box.clear()
        events = desk.snapshot.events
        if len(events):
            self._offer(words.text("table.drawer.events"), EVENTS, len(events))
        for series in desk.project.all(Series):
            said = words.text("table.drawer.series", source=desk.name(series.source_id))
            self._offer(said, series.id, series.rows)
        for kind in KINDS:
            count = len(desk.project.all(kind))
            if kind is not Mission:
                self._offer(words.kind(kind, many=True), kind.__name__, count)
        self.box.setCurrentIndex(max(self.box.findData(kept), 0))
        self.box.blockSignals(False)
        self._turn()

    def _offer(self, text: str, name: str, count: int) -> None:
        said = self._desk.words.text("table.drawer.rows_of", kind=text, count=count)
        self.box.addItem(said, name)

    def show_table(self, name: str) -> bool:
        """Show the table of a kind, of all events or of a series; False where there is none."""
        at = self.box.findData(name)
        if at < 0:
            return False
        if at != self.box.currentIndex():
            self.box.setCurrentIndex(at)
        else:
            self._turn()
        return True

    def _key(self, name: str) -> str:
        """Events of all series share one table."""
        known = {k.__name__ for k in KINDS}
        return name if name in known else EVENTS if name else ""

    def _turn(self) -> None:
        if self._desk.project is None or not self.name or not self.isVisible():
            return
        key = self._key(self.name)
        if key not in self.tables:
            self._make(key)
        self._stack.setCurrentWidget(self.tables[key])
        self._fill()

    def showEvent(self, event: object) -> None:
        """What is out of sight is not kept up; it is now."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._turn()

    def _make(self, key: str) -> None:
        made: Grid
        if key == EVENTS:
            made = events = EventsTable(self._desk)
            events.count.hide()  # the head of the table says it here
        else:
            kind = next(k for k in KINDS if k.__name__ == key)
            empty = self._desk.words.text("table.drawer.nothing")
            made = RecordTable(self._desk, kind, columns_of(kind), empty=empty)
        made.chosen.connect(lambda _: self._tell())
        made.zoomed.connect(self.zoomed)
        self.tables[key] = made
        self._stack.addWidget(made)

    def _fill(self) -> None:
        desk, grid = self._desk, self.grid
        if desk.project is None or grid is None:
            return
        if isinstance(grid, EventsTable):
            events, mask = desk.snapshot.events, desk.choice.rows()
            if self.name != EVENTS and self.name in events.series_ids:
                mask = mask & (events.series == events.series_ids.index(self.name))
            grid.show_events(events, mask)
        elif isinstance(grid, RecordTable):
            kind = next(k for k in KINDS if k.__name__ == self.name)
            grid.set_rows(desk.project.all(kind))
        self._tell_choice()

    def _tell_choice(self) -> None:
        """Say which events the map leads the table to; a click shows all of them."""
        desk = self._desk
        shows = desk.project is not None and isinstance(self.grid, EventsTable)
        self.filtered.setVisible(shows and not desk.choice.whole.empty)
        if self.filtered.isVisible():
            self.filtered.say(f"{desk.choice.sentence()}  ✕")

    # -- what is chosen --------------------------------------------------------------

    def follow(self, ids: Sequence[str]) -> None:
        """Choose what the map chose; the table turns to its kind where all are of one kind."""
        project = self._desk.project
        if project is None or not self.isVisible() or not ids:
            return
        kinds = {type(project.find(i)).__name__ if project.find(i) else EVENTS for i in ids}
        wanted = next(iter(kinds))
        if len(kinds) == 1 and wanted != self._key(self.name):
            self.show_table(wanted)
        if self.grid is not None:
            self.grid.follow(ids)

    def _tell(self) -> None:
        if self.grid is not None:
            self.chosen.emit(self.grid.chosen_ids(500))

    def _zoom(self) -> None:
        if self.grid is not None:
            self.grid.zoom()

    # -- what it hears ---------------------------------------------------------------

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Series, EventCorrection) or any(
            (c.before is None) != (c.after is None) for c in edit.changes
        ):
            self.refresh()
        elif self.isVisible():
            kind = next((c.kind for c in edit.changes if c.kind.__name__ == self.name), None)
            grid = self.grid
            followed = kind and isinstance(grid, RecordTable) and grid.follow_edit(edit, kind)
            if kind is not None and not followed:
                self._fill()

    def _on_choice(self) -> None:
        if self.isVisible() and isinstance(self.grid, EventsTable):
            self._fill()

    def _forget(self) -> None:
        """The mission is closed: no row of it stays."""
        for made in self.tables.values():
            self._stack.removeWidget(made)
            made.deleteLater()
        self.tables.clear()
        self.box.clear()


def columns_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields that stand in a table of a kind at first."""
    wanted = [*first_fields(kind.__name__), *kind.model_fields]
    own = ("id", "sensitivity", "lowered", "source_id", "source_key")
    known = [n for n in dict.fromkeys(wanted) if n in kind.model_fields and n not in own]
    return tuple(n for n in known if fits(kind, n))[:_AT_FIRST]
