"""Which events the window shows: one choice for the map, the table and what is exported."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from pocplanner.analysis.ground import Mask
from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.selection_columns import forget
from pocplanner.analysis.selection_told import said, window_names
from pocplanner.analysis.time_windows import Compared, TimeWindow, compared, extent
from pocplanner.model.events import Events
from pocplanner.model.snapshot import Snapshot

if TYPE_CHECKING:
    from pocplanner.gui.desk import Desk


class EventChoice(QObject):
    """A selection and, over it, the window of the time slider; `changed` tells either.

    `rows` is what the map draws, the table lists and an export takes: the same everywhere.
    """

    changed = Signal()

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self.selection = EventSelection()
        self.window: TimeWindow | None = None
        self.compared = ""
        #: Whether two windows stand in two views beside each other, not in two colours in one.
        self.beside = False
        #: West, south, east and north of what the map shows now; nothing before it told.
        self.seen: tuple[float, float, float, float] | None = None
        self._kept: tuple[Snapshot, tuple[EventSelection, ...], Mask] | None = None
        self._pair: tuple[Snapshot, tuple[EventSelection, ...], tuple[Mask, Mask]] | None = None
        self._within: tuple[Events, TimeWindow | None] | None = None
        desk.closed.connect(self._on_closed)

    @property
    def snapshot(self) -> Snapshot:
        """The mission by value."""
        return self._desk.snapshot

    @property
    def whole(self) -> EventSelection:
        """The selection within the window of time."""
        return self.window.on(self.selection) if self.window else self.selection

    @property
    def extent(self) -> TimeWindow | None:
        """From the first to the last dated event of the mission."""
        events = self.snapshot.events
        if self._within is None or self._within[0] is not events:
            self._within = (events, extent(events))
        return self._within[1]

    def choose(self, selection: EventSelection) -> None:
        """Choose other events."""
        if selection != self.selection:
            self.selection = selection
            self.changed.emit()

    def move(self, window: TimeWindow | None, against: str = "") -> None:
        """Show another window of time, or two that are held against each other."""
        against = against if window else ""
        if (window, against) != (self.window, self.compared):
            self.window, self.compared = window, against
            self.changed.emit()

    def put_beside(self, on: bool) -> None:
        """Show two windows in two views beside each other, or in two colours in one."""
        if on != self.beside:
            self.beside = on
            if self.compared:
                self.changed.emit()

    def _on_closed(self) -> None:
        """What was chosen goes with the mission, and no row of it is kept."""
        self.clear()
        forget()

    def clear(self) -> None:
        """Choose all events of all time."""
        self._kept = self._within = self._pair = None
        if not self.selection.empty or self.window is not None:
            self.selection, self.window, self.compared = EventSelection(), None, ""
            self.changed.emit()

    def parts(self, kind: str = "") -> tuple[Compared, Compared] | None:
        """The two windows that are compared; nothing where the events have no dates.

        Without a window of time the last twelve months of the events are taken.
        """
        return compared(kind or self.compared, self.selection, self.window, self.snapshot)

    def sentence(self) -> str:
        """Which events are shown, in words; of two windows both are named."""
        words, parts = self._desk.words, self.parts() if self.compared else None
        if parts is None:
            return said(self.whole, words, self.snapshot)
        names = words.parted(window_names(parts, words))
        return f"{said(self.selection, words, self.snapshot)} {names}."

    def rows(self) -> Mask:
        """The events that are shown: a mask over those of the mission."""
        snapshot = self.snapshot
        parts = self.parts() if self.compared else None
        asked = tuple(p.selection for p in parts) if parts else (self.whole,)
        if self._kept is None or self._kept[0] is not snapshot or self._kept[1] != asked:
            found = np.zeros(len(snapshot.events), bool)
            for selection in asked:
                found |= selection.mask(snapshot.events, snapshot)
            self._kept = (snapshot, asked, found)
        return self._kept[2]

    def compared_rows(self, kind: str) -> tuple[tuple[Mask, float], tuple[Mask, float]] | None:
        """The rows of two windows that are held against each other, with the days of each."""
        parts = self.parts(kind)
        if parts is None:
            return None
        snapshot, asked = self.snapshot, (parts[0].selection, parts[1].selection)
        kept = self._pair
        if kept is None or kept[0] is not snapshot or kept[1] != asked:
            one, two = (s.mask(snapshot.events, snapshot) for s in asked)
            self._pair = kept = (snapshot, asked, (one, two))
        return (kept[2][0], parts[0].days), (kept[2][1], parts[1].days)

    def unsaid(self) -> dict[str, int]:
        """Rows left out because their source does not say what is asked, by the reason."""
        asked = self.whole
        if self.compared == "day_night":
            asked = replace(asked, light="day")
        elif self.compared == "dry_wet":
            asked = replace(asked, seasons=("dry",))
        return asked.unsaid(self.snapshot.events, self.snapshot)
