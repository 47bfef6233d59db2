"""Brings the choice of events onto the map: which, in what colours, as dots, groups or heat."""

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from pocplanner.analysis.ground import Mask
from pocplanner.analysis.heat import Surface, fitting_bandwidth, heat, trend
from pocplanner.analysis.selection_told import window_names
from pocplanner.analysis.time_windows import Compared
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.event_look import SURFACES, EventLook, Look, Sign, look, pair_signs
from pocplanner.gui.map.event_points import Drawn
from pocplanner.gui.map.heat_picture import HeatPicture
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


class EventDrawing(QObject):
    """Draws the desk's choice when it, the look or the mission changes; `drawn(Told)` follows."""

    drawn = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.look = EventLook()
        #: How many events are drawn as dots.
        self.dots = 0
        self._kept: tuple[Events, str, Look] | None = None
        desk.closed.connect(self._forget)

    def _forget(self) -> None:
        self._kept = None

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
        picture = self._picture() if visible else None
        told = layer.with_heat(picture)
        view.show_beside()
        view.show_events(told if visible else layer.hidden())
        points = layer.points
        self.dots = points.count
        self.drawn.emit(
            Told(
                int(rows.sum()), points.count, points.area_count, points.lost(),
                choice.unsaid(), signs, picture,
            )
        )  # fmt: skip

    def _draw_beside(self, view: "MapView", visible: bool, parts: Parts) -> None:
        """Each window in a view of its own, in the colours of the look, heat by one scale."""
        choice, snapshot = self._desk.choice, self._desk.snapshot
        events = snapshot.events
        classes, signs = self._classes(events)
        masks = [part.selection.mask(events, snapshot) for part in parts]
        pictures: list[HeatPicture | None] = [None, None]
        if visible and self.look.show_as in SURFACES:
            pictures = self._two_pictures(masks, parts)
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
        self.drawn.emit(
            Told(
                int((masks[0] | masks[1]).sum()), self.dots,
                sum(layer.points.area_count for layer in layers), dict(lost),
                choice.unsaid(), signs, pictures[1] or pictures[0], names,
            )
        )  # fmt: skip

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

    def _two_pictures(self, masks: list[Mask], parts: Parts) -> list[HeatPicture | None]:
        events, deaths = self._desk.snapshot.events, self.look.show_as == "heat_deaths"
        wide = self.look.bandwidth_km or fitting_bandwidth(events, masks[0] | masks[1])
        surfaces = [
            heat(events, mask, wide, max(part.days, 1) / _YEAR, deaths)
            for mask, part in zip(masks, parts, strict=True)
        ]
        most = max((HeatPicture(s, False).most for s in surfaces if s is not None), default=0.0)
        return [HeatPicture(s, False, most) if s is not None else None for s in surfaces]

    def _trend(self) -> Surface | None:
        choice, snapshot = self._desk.choice, self._desk.snapshot
        parts = choice.parts(choice.compared or "before_after")
        if parts is None:
            return None
        events = snapshot.events
        one, two = (p.selection.mask(events, snapshot) for p in parts)
        wide = self.look.bandwidth_km or fitting_bandwidth(events, one | two)
        return trend(events, one, two, wide, (parts[0].days / _YEAR, parts[1].days / _YEAR))
