"""Brings the choice of events onto the map: which, in what colours, as dots, groups or heat."""

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from pocplanner.analysis.event_look import SURFACES, EventLook, Look, Sign, look, pair_signs
from pocplanner.analysis.selection_told import window_names
from pocplanner.analysis.time_windows import Compared
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.event_points import Drawn
from pocplanner.gui.map.heat_picture import HeatPicture
from pocplanner.gui.map.heat_worker import Asked, HeatWorker
from pocplanner.model.events import Events

if TYPE_CHECKING:
    from pocplanner.gui.map.view import MapView

_YEAR = 365.25
Parts = tuple[Compared, Compared]


class Told(NamedTuple):
    """What the panel says of what is drawn."""

    chosen: int
    dots: int
    rings: int
    lost: dict[str, int]
    unsaid: dict[str, int]
    signs: tuple[Sign, ...]
    heat: HeatPicture | None
    #: The names of two views beside each other; empty where there is one.
    names: tuple[str, ...] = ()
    #: Whether a picture of what is chosen now is still being made.
    working: bool = False


class EventDrawing(QObject):
    """Draws the desk's choice when it, the look or the mission changes; `drawn(Told)` follows."""

    drawn = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.look = EventLook()
        #: How many events are drawn as dots.
        self.dots = 0
        self.heat = HeatWorker(desk, self)
        self.heat.came.connect(self._draw_heat)
        self._last: tuple[MapView, Told] | None = None
        self._kept: tuple[Events, str, Look] | None = None
        desk.closed.connect(self._forget)

    def _forget(self) -> None:
        self._kept = self._last = None

    def draw(self, view: "MapView", visible: bool = True) -> None:
        """Draw the events as they are chosen now, or hide them."""
        if self._desk.project is None:
            return
        choice = self._desk.choice
        parts = choice.parts() if choice.compared else None
        if parts is not None and choice.beside and self.look.show_as != "trend":
            self._draw_beside(view, visible, parts)
        else:
            self._draw_one(view, visible, parts)

    def _draw_one(self, view: "MapView", visible: bool, parts: Parts | None) -> None:
        choice, snapshot = self._desk.choice, self._desk.snapshot
        events, rows = snapshot.events, choice.rows()
        classes, signs = self._classes(events)
        if parts is not None:
            later = parts[1].selection.mask(events, snapshot)
            classes = later.astype(np.uint8)
            signs = pair_signs((parts[0].name, parts[1].name), self._desk.words)
        layer = view.events
        layer.show(
            events, Drawn(rows, classes, self._size), signs, self.look.show_as, self._letters
        )
        picture = self.heat.pictures(self._asked() if visible else None)[0]
        told = layer.with_heat(picture)
        view.show_beside()
        view.show_events(told if visible else layer.hidden())
        points = layer.points
        self.dots = points.count
        said = Told(
            int(rows.sum()), points.count, points.area_count, points.lost(),
            choice.unsaid(), signs, picture, working=self.heat.working,
        )  # fmt: skip
        self._tell(view, said)

    def _tell(self, view: "MapView", said: Told) -> None:
        self._last = (view, said)
        self.drawn.emit(said)

    def _draw_heat(self) -> None:
        """The pictures have come: they alone are drawn, the rows and their signs stay."""
        asked = self._asked()
        if self._last is None or asked is None:
            return
        view, said = self._last
        pictures = self.heat.pictures(asked)
        if said.names:
            view.show_beside(said.names, view.beside.with_heat(pictures[1]))
        view.show_events(view.events.with_heat(pictures[0]))
        picture = pictures[1] or pictures[0]
        self._tell(view, said._replace(heat=picture, working=self.heat.working))

    def _draw_beside(self, view: "MapView", visible: bool, parts: Parts) -> None:
        """Each window in a view of its own, in the colours of the look, heat by one scale."""
        choice, snapshot = self._desk.choice, self._desk.snapshot
        events = snapshot.events
        classes, signs = self._classes(events)
        found = choice.compared_rows(choice.compared)
        masks = [rows for rows, _ in found] if found is not None else []
        pictures = self.heat.pictures(self._asked() if visible else None)
        layers, told = (view.events, view.beside), []
        for layer, mask, picture in zip(layers, masks, pictures, strict=True):
            drawn = Drawn(mask, classes, self._size)
            layer.show(events, drawn, signs, self.look.show_as, self._letters)
            told.append(layer.with_heat(picture))
        names = window_names(parts, self._desk.words)
        if visible:
            view.show_beside(names, told[1])
        else:
            view.show_beside()
        view.show_events(told[0] if visible else view.events.hidden())
        self.dots = sum(layer.points.count for layer in layers)
        lost: Counter[str] = Counter()
        for layer in layers:
            lost.update(layer.points.lost())
        said = Told(
            int((masks[0] | masks[1]).sum()), self.dots,
            sum(layer.points.area_count for layer in layers), dict(lost),
            choice.unsaid(), signs, pictures[1] or pictures[0], names, self.heat.working,
        )  # fmt: skip
        self._tell(view, said)

    @property
    def _size(self) -> str:
        return "" if self.look.size_by == "none" else self.look.size_by

    @property
    def _letters(self) -> bool:
        choice = self._desk.choice
        coloured = self.look.colour_by != "none" or bool(choice.compared and not choice.beside)
        return self.look.letters and coloured

    def _classes(self, events: Events) -> Look:
        by = self.look.colour_by
        if self._kept is None or self._kept[0] is not events or self._kept[1] != by:
            made = look(events, self._desk.snapshot, by, self._desk.words)
            self._kept = (events, by, made)
        return self._kept[2]

    def _asked(self) -> Asked | None:
        """Of what pictures are wanted; nothing where none is."""
        show_as, choice = self.look.show_as, self._desk.choice
        if self._desk.project is None or show_as not in SURFACES:
            return None
        events, wide = self._desk.snapshot.events, self.look.bandwidth_km
        beside = bool(choice.compared) and choice.beside and show_as != "trend"
        if show_as != "trend" and not beside:
            window = choice.window or choice.extent
            years = (window.days if window else 365) / _YEAR
            return Asked(events, choice.rows(), years, wide, show_as == "heat_deaths")
        masks = choice.compared_rows(choice.compared or "before_after")
        if masks is None:
            return None
        (one, before), (two, after) = masks
        return Asked(
            events, one, before / _YEAR, wide, show_as == "heat_deaths", two, after / _YEAR, beside
        )
