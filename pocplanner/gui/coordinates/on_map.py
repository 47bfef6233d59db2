"""What lies over the map or beside it: measuring, the grid, and the table of what it shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from pocplanner.gui.coordinates.grid_overlay import GridOverlay
from pocplanner.gui.coordinates.measure import LAYER, Measure
from pocplanner.gui.coordinates.scale import middle, scale_at, zoom_for
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.whereabouts import where
from pocplanner.gui.tables.drawer import EVENTS, TableDrawer
from pocplanner.model.community import Community
from pocplanner.model.geometry import Position
from pocplanner.model.places import Area, Post, Settlement
from pocplanner.model.record import Record

if TYPE_CHECKING:
    from pocplanner.gui.map.view import MapView

#: A single row that the map is asked to show is shown with this much around it, in degrees.
_AROUND = 0.15
#: The table below the map shows some rows at least.
_LEAST_TABLE = 220
#: What the table shows first where there are no events.
_BEGUN_WITH = (Community, Post, Settlement, Area)


class OnMap(QObject):
    """`wanted(ids)` tells rows of the table that the map is to choose, `table_shown(on)` that the
    table came or went, `measuring_told(on)` that clicks measure now, or no longer.
    """

    wanted = Signal(list)
    table_shown = Signal(bool)
    measuring_told = Signal(bool)

    def __init__(self, desk: Desk, side: QTabWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._side = desk, side
        self._view: MapView | None = None
        self._leading = False
        #: Whether somebody has opened the table; then it shows again what it showed last.
        self._opened = False
        #: What is to be shown once there is a map.
        self._waiting: list[str] = []
        self.grid = GridOverlay(self)
        self.measure = Measure(desk)
        side.addTab(self.measure, desk.words.text("coordinates.measure.title"))
        side.setTabVisible(side.indexOf(self.measure), False)
        #: What stood beside the map before the measure came.
        self._before: QWidget | None = None
        self.measure.ended.connect(lambda: self.take_measure(False))
        self.measure.drawn.connect(self._draw)
        self.drawer = TableDrawer(desk)
        self.drawer.hide()
        self.drawer.setMinimumHeight(_LEAST_TABLE)
        self.drawer.closed.connect(self._put_away)
        self.drawer.chosen.connect(self._lead)
        self.drawer.zoomed.connect(self.zoom_to)
        desk.chosen.connect(lambda id: self.follow([id]))
        desk.scale_wanted.connect(self.take_scale)
        #: The latitude in the middle of the map, at which its scale is told.
        self._lat = 0.0

    def put_under(self, split: QSplitter) -> None:
        """The table below the map, which stands in this splitter already."""
        split.addWidget(self.drawer)
        split.setStretchFactor(0, 1)
        split.setSizes([420, 260])
        split.setChildrenCollapsible(False)

    def attach(self, view: "MapView") -> None:
        """Draw on this map from now on."""
        self._view = view
        self.grid.attach(view)
        view.viewed.connect(self._on_view)
        view.drawn.connect(self._on_told)
        if self.measuring:
            self.take_measure(True)

    def show_waiting(self) -> None:
        """Show what was asked for while there was no map."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.zoom_to(waiting)

    def detach(self) -> None:
        """The map is gone."""
        self._view = None
        self.grid.detach()

    # -- the scale -------------------------------------------------------------------

    def _on_view(self, _w: float, south: float, _e: float, north: float, zoom: float) -> None:
        self._lat = middle(south, north)
        self._desk.scaled.emit(scale_at(zoom, self._lat))

    def take_scale(self, scale: float) -> None:
        """Show the map in a scale, about its middle."""
        if self._view is not None:
            self._desk.page_wanted.emit("map", "map")
            self._view.zoom(zoom_for(scale, self._lat))

    # -- measuring -------------------------------------------------------------------

    def _on_told(self, act: str, _: list[object]) -> None:
        """Escape on the map puts the measure away, as it does in its panel."""
        if act == "cancel" and self.measuring:
            self.take_measure(False)

    @property
    def measuring(self) -> bool:
        """Whether clicks measure now."""
        return self._side.isTabVisible(self._side.indexOf(self.measure))

    def take_measure(self, on: bool) -> None:
        """Begin to measure, or put the measure away."""
        at, shown = self._side.indexOf(self.measure), self._side.currentWidget()
        if on and not self.measuring:
            self._before = shown
        if not on and self._before is not None and shown is self.measure:
            self._side.setCurrentWidget(self._before)
        self._side.setTabVisible(at, on)
        if on:
            self._side.setCurrentWidget(self.measure)
            self.measure.box.setFocus()
        else:
            self.measure.clear()
        self.measuring_told.emit(on)
        if self._view is not None:
            self._view.adding(on)

    def click(self, at: Position) -> bool:
        """A click on the map; whether it was meant for the measure."""
        if self.measuring:
            self.measure.add(at)
        return self.measuring

    def pick(self, id: str) -> bool:
        """A click on something drawn; whether it was meant for the measure."""
        at = where(self._desk.shown, id) if self.measuring else None
        return at is not None and self.click(at)

    def _draw(self, features: list[dict[str, object]]) -> None:
        if self._view is not None:
            self._view.replace(LAYER, features)

    # -- the table -------------------------------------------------------------------

    def toggle_table(self, chosen: Sequence[str] = ()) -> None:
        """Show the table of what is chosen, or put it away."""
        if self.drawer.isVisible() and not chosen:
            self._put_away()
            return
        self.table_shown.emit(True)
        self.drawer.show()
        project = self._desk.project
        kinds = {type(project.find(i)).__name__ for i in chosen} if project is not None else set()
        if len(kinds) == 1:
            self.drawer.show_table(kinds.pop())
        elif not self._opened and not self.drawer.show_table(EVENTS):
            # Without events, the table of what a mission begins with.
            held = (k for k in _BEGUN_WITH if project is not None and project.all(k))
            self.drawer.show_table(next(held, Community).__name__)
        self._opened = True
        self.drawer.follow(chosen)
        if self.drawer.grid is not None:
            self.drawer.grid.view.setFocus()

    def show_table(self, name: str) -> None:
        """Show the table of a kind of record, or of the events."""
        self.table_shown.emit(True)
        self.drawer.show()
        self.drawer.show_table(name)
        if self.drawer.grid is not None:
            self.drawer.grid.view.setFocus()

    def _put_away(self) -> None:
        self.drawer.hide()
        self.table_shown.emit(False)

    def follow(self, ids: Sequence[str]) -> None:
        """The map chose something: the table chooses it, too."""
        if not self._leading:
            self.drawer.follow(ids)

    def _lead(self, ids: list[str]) -> None:
        """The table chose something: the map chooses it, too."""
        self._leading = True
        try:
            self.wanted.emit(ids)
        finally:
            self._leading = False

    def zoom_to(self, ids: Sequence[str]) -> None:
        """Show all of these on the map."""
        shown = self._desk.shown
        boxes = []
        for id in ids:
            record: Record | None = shown.get(id)
            shape = getattr(record, "shape", None) or getattr(record, "line", None)
            at = where(shown, id)
            if shape is not None:
                boxes.append(shape.bounds)
            elif at is not None:
                boxes.append(
                    (at.lon - _AROUND, at.lat - _AROUND, at.lon + _AROUND, at.lat + _AROUND)
                )
        if not boxes:
            self._desk.said.emit(
                self._desk.words.text("gui.map.no_position", name=self._desk.name(ids[0]))
            )
        elif self._view is None:
            self._waiting = list(ids)
        else:
            west, south, east, north = zip(*boxes, strict=True)
            self._view.focus(min(west), min(south), max(east), max(north))
