"""What a click on the map means: one thing, one of several, events, or a position asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pocplanner.gui.map.choosing import copy_rows, inside
from pocplanner.gui.map.layers import LAYERS
from pocplanner.model.geometry import Position
from pocplanner.model.record import Record

if TYPE_CHECKING:
    from pocplanner.gui.pages.map import MapPage


class Picking(QObject):
    """Leads what is clicked or chosen to the panel beside the map, and the panel to the map."""

    def __init__(self, page: "MapPage") -> None:
        super().__init__(page)
        self._page = page
        self._tell_position: Callable[[Position], object] | None = None
        hand = page.hand
        hand.one.connect(self.on_one)
        hand.several.connect(self.on_several)
        hand.none.connect(self.on_none)
        hand.which.connect(self.on_which)
        hand.begun.connect(self.on_begun)
        hand.opened.connect(self.open_chosen)
        hand.rows.connect(self.copy_rows)
        hand.sought.connect(self.zoom_chosen)
        page.here.bulk.only.connect(hand.choose)
        page.here.bulk.wanted.connect(lambda id: hand.choose([id]))
        page.here.meant.connect(lambda id: self.on_pick("", id))
        page.over.wanted.connect(self.on_rows)
        page.tools.taken.connect(lambda *_: self.on_tool())

    def point(self) -> None:
        if self._page.view is not None:
            self._page.view.adding(self._tell_position is not None or self._page.over.measuring)

    def on_tool(self) -> None:
        if self._page.tools.tool == "look":
            return
        if self._tell_position is not None:
            self.give_up()
        if self._page.over.measuring:
            self._page.over.take_measure(False)  # one tool is in the hand, not two

    def ask_position(self, tell: Callable[[Position], object]) -> None:
        """The next click tells its position instead of adding anything."""
        if self._page.reason is not None:
            self._page.desk.problem.emit(self._page.reason)
            return
        self._page.show_tab("map")
        self._page.tools.take("look")
        self._tell_position = tell
        self._page.asking.setText(self._page.words.text("gui.map.ask_position"))
        self._page.asking.show()
        self.point()

    def give_up(self) -> None:
        self._tell_position = None
        self._page.asking.hide()
        self.point()

    def on_click(self, lon: float, lat: float, zoom: int) -> None:
        at = Position(lon=round(lon, 6), lat=round(lat, 6))
        if self._tell_position is not None:
            tell = self._tell_position
            self.give_up()
            tell(at)
            return
        if self._page.view is None or self._page.over.click(at):
            return
        events = self.events_at(lon, lat, zoom)
        if events:
            self._page.here.show_events(events)
            self._page.side.setCurrentWidget(self._page.here)
            self._page.view.mark(lon, lat)
        else:
            self._page.hand.clear()
            self._page.here.clear()
            self._page.mesh.clear()
            self._page.times.follow("")
            self._page.view.mark(None, None)

    def events_at(self, lon: float, lat: float, zoom: int) -> list[str]:
        """The events that are drawn at a point of the map."""
        if self._page.view is None or not self._page.layers.shows("events"):
            return []
        events = self._page.desk.snapshot.events
        return [events.event_id(int(row)) for row in self._page.view.under(lon, lat, zoom)]

    def _events_under(self) -> list[str]:
        """The events under the sign that was clicked just now."""
        at = self._page.view.pressed() if self._page.view is not None else None
        return self.events_at(*at) if at is not None else []

    def on_pick(self, layer: str, id: str) -> None:
        if self._page.desk.project is None or self._page.desk.shown.get(id) is None:
            return
        if self._tell_position is not None:
            at = self._page.desk.shown.position(id)
            if at is not None:
                self.on_click(at.lon, at.lat, 12)
            return
        if self._page.desk.project.find(id) is not None:
            self._page.hand.choose([id])
        else:
            self.on_one(id)

    def on_one(self, id: str) -> None:
        """One thing is chosen: its form stands beside the map."""
        if self._page.over.pick(id):
            return
        self._page.wanted_id = ""
        self._page.mesh.follow(id)
        self._page.times.follow(id)
        self._page.here.show_record(id, self._events_under())
        self._page.side.setCurrentWidget(self._page.here)
        self._page.ring(id)
        self._page.wanted_id = ""

    def on_several(self, ids: list[str]) -> None:
        project = self._page.desk.project
        found = [project.find(i) for i in ids] if project is not None else []
        self._page.over.follow(ids)
        self._page.here.show_several([r for r in found if r is not None])
        self._page.side.setCurrentWidget(self._page.here)
        if self._page.view is not None:
            self._page.view.mark(None, None)

    def on_none(self) -> None:
        self._page.here.clear()
        self._page.mesh.clear()
        self._page.times.follow("")
        if self._page.view is not None:
            self._page.view.mark(None, None)

    def on_which(self, ids: list[str]) -> None:
        """A click meant one of several: a list asks which."""
        at = self._page.view.pressed() if self._page.view is not None else None
        self._page.here.ask_which(ids, self.events_at(*at) if at is not None else ())
        self._page.side.setCurrentWidget(self._page.here)
        if self._page.view is not None and at is not None:
            self._page.view.mark(at[0], at[1])

    def on_begun(self, kind: type[Record], values: dict[str, object]) -> None:
        """What has no shape, at the place that was clicked: its form, kept when it is whole."""
        self._page.here.begin(kind, values)
        self._page.side.setCurrentWidget(self._page.here)

    def on_rows(self, ids: list[str]) -> None:
        """Rows of the table are chosen: so is what they stand for."""
        project = self._page.desk.project
        if project is None or not ids:
            return
        if project.find(ids[0]) is not None:
            self._page.hand.choose(ids)
        else:
            self._page.here.show_events(ids)
            self._page.ring(ids[0])

    def open_chosen(self) -> None:
        """Go on in the form of what is chosen; a shape shows its corners to be moved."""
        if len(self._page.hand.chosen) == 1 and self._page.here.card.form is not None:
            self._page.side.setCurrentWidget(self._page.here)
            form = self._page.here.card.form
            next((e for e in form.editors.values() if e.isEnabled()), form).setFocus()

    def copy_rows(self) -> None:
        """Put what is chosen into the clipboard, as tables do."""
        copy_rows(self._page.desk, self._page.hand.chosen)

    def choose_inside(self) -> None:
        """Choose what lies inside the chosen areas, of the layers that are shown."""
        shown = [name for name in LAYERS if name != "areas" and self._page.layers.shows(name)]
        found = inside(self._page.desk, self._page.hand.chosen, shown)
        if found:
            self._page.hand.choose(found)
        else:
            self._page.desk.said.emit(self._page.words.text("map.nothing_inside"))

    def zoom_chosen(self) -> None:
        """Show all of what is chosen."""
        if self._page.hand.chosen:
            self._page.over.zoom_to(self._page.hand.chosen)
        else:
            self._page.desk.said.emit(self._page.words.text("table.none_chosen"))
