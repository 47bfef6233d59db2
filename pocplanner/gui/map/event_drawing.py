"""Brings the choice of events onto the map: which, in what colours, as dots, groups or heat."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from pocplanner.analysis.heat import Surface, fitting_bandwidth, heat, trend
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.event_look import SURFACES, EventLook, Look, Sign, look, pair_signs
from pocplanner.gui.map.event_points import Drawn
from pocplanner.gui.map.heat_picture import HeatPicture
from pocplanner.model.events import Events

if TYPE_CHECKING:
    from pocplanner.gui.map.view import MapView

_YEAR = 365.25


class Told(NamedTuple):
    """What the panel says of what is drawn."""

    chosen: int
    dots: int
    rings: int
    lost: dict[str, int]
    unsaid: dict[str, int]
    signs: tuple[Sign, ...]
    heat: HeatPicture | None


class EventDrawing(QObject):
    """Draws the desk's choice when it, the look or the mission changes; `drawn(Told)` follows."""

    drawn = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.look = EventLook()
        self._kept: tuple[Events, str, Look] | None = None
        desk.closed.connect(self._forget)

    def _forget(self) -> None:
        self._kept = None

    def draw(self, view: "MapView", visible: bool = True) -> None:
        """Draw the events as they are chosen now, or hide them."""
        if self._desk.project is None:
            return
        choice, words = self._desk.choice, self._desk.words
        snapshot = self._desk.snapshot
        events, rows = snapshot.events, choice.rows()
        parts = choice.parts() if choice.compared else None
        classes, signs = self._classes(events)
        if parts is not None:
            later = parts[1].selection.mask(events, snapshot)
            classes = later.astype(np.uint8)
            signs = pair_signs((parts[0].name, parts[1].name), words)
        size_by = "" if self.look.size_by == "none" else self.look.size_by
        layer = view.events
        layer.show(events, Drawn(rows, classes, size_by), signs, self.look.show_as, self._letters)
        picture = self._picture() if visible else None
        told = layer.with_heat(picture)
        view.show_events(told if visible else layer.hidden())
        points = layer.points
        self.drawn.emit(
            Told(
                int(rows.sum()), points.count, points.area_count, points.lost(),
                choice.unsaid(), signs, picture,
            )
        )  # fmt: skip

    @property
    def _letters(self) -> bool:
        coloured = self.look.colour_by != "none" or bool(self._desk.choice.compared)
        return self.look.letters and coloured

    def _classes(self, events: Events) -> Look:
        by = self.look.colour_by
        if self._kept is None or self._kept[0] is not events or self._kept[1] != by:
            made = look(events, self._desk.snapshot, by, self._desk.words)
            self._kept = (events, by, made)
        return self._kept[2]

    def _picture(self) -> HeatPicture | None:
        if self.look.show_as not in SURFACES:
            return None
        made = self._trend() if self.look.show_as == "trend" else self._heat()
        return HeatPicture(made, self.look.show_as == "trend") if made is not None else None

    def _heat(self) -> Surface | None:
        choice, events = self._desk.choice, self._desk.snapshot.events
        rows = choice.rows()
        window = choice.window or choice.extent
        years = (window.days if window else 365) / _YEAR
        wide = self.look.bandwidth_km or fitting_bandwidth(events, rows)
        return heat(events, rows, wide, years, self.look.show_as == "heat_deaths")

    def _trend(self) -> Surface | None:
        choice, snapshot = self._desk.choice, self._desk.snapshot
        parts = choice.parts(choice.compared or "before_after")
        if parts is None:
            return None
        events = snapshot.events
        one, two = (p.selection.mask(events, snapshot) for p in parts)
        wide = self.look.bandwidth_km or fitting_bandwidth(events, one | two)
        return trend(events, one, two, wide, (parts[0].days / _YEAR, parts[1].days / _YEAR))
