"""The map page: the live map with its layers, and the same places as lists."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from pocplanner.analysis.event_look import EventLook
from pocplanner.gui.coordinates.on_map import OnMap
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.base_panel import BasePanel
from pocplanner.gui.map.engine import MapEngine
from pocplanner.gui.map.event_drawing import EventDrawing, Told
from pocplanner.gui.map.event_panel import EventPanel
from pocplanner.gui.map.hand import Hand
from pocplanner.gui.map.here_panel import HerePanel
from pocplanner.gui.map.layers import LAYERS, bounds
from pocplanner.gui.map.legend_box import LegendBox
from pocplanner.gui.map.map_menu import MapMenu
from pocplanner.gui.map.painter import Painter
from pocplanner.gui.map.panel import LayersPanel
from pocplanner.gui.map.picking import Picking
from pocplanner.gui.map.time_slider import TimeSlider
from pocplanner.gui.map.tools import MapTools
from pocplanner.gui.map.tour import Tour
from pocplanner.gui.map.web_guard import unsafe_environment
from pocplanner.gui.map.whereabouts import where
from pocplanner.gui.mesh.on_map import MeshOverlay
from pocplanner.gui.pages.page import Centred, TabPage
from pocplanner.gui.plain import Elided, button, label, name_tabs
from pocplanner.gui.tables.drawer import EVENTS
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.gui.travel.map_panel import TimePanel
from pocplanner.gui.travel.on_map import TimeOverlay
from pocplanner.gui.what_if.beside_map import BesideMap
from pocplanner.model.edit import Edit
from pocplanner.model.events import EventCorrection, Series
from pocplanner.model.geometry import Position
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.record import Record
from pocplanner.model.ways import Obstacle, Patrol
from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.gui.map.alone import Alone
    from pocplanner.gui.map.view import MapView

_LISTS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Post, ("name", "kind", "component", "closes_on", "heir")),
    (Unit, ("name", "kind", "post_id", "strength", "women", "rotation_on")),
    (Settlement, ("name", "population", "pcode")),
    (Area, ("name", "level", "hierarchy", "pcode", "parent_id")),
    (Route, ("name", "kind", "passable_wet", "passable_night")),
    (Obstacle, ("name", "kind", "state", "passable_wet", "seen_on")),
    (Patrol, ("name", "kind", "state", "post_id", "women")),
    (Airfield, ("name", "kind", "runway_m", "surface")),
)


#: A page lower than this has no room for the table and the time slider at once.
_ROOMY = 760


class MapPage(TabPage, Centred):
    """Where everything is. Every step can be done through the lists as well."""

    name = "map"
    wants_room = True

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        words = self.words
        self.view: MapView | None = None
        #: Made when somebody first wants the map alone.
        self.alone: Alone | None = None
        self.reason: Problem | None = None
        self._stale: set[str] = set(LAYERS) | {"events"}
        self._keys_wanted = False
        #: What was chosen on another page and is to be ringed when the map is in view.
        self.wanted_id = ""
        self.banner = label("", "warning", wrap=True)
        self.banner.hide()
        self.asking = label("", "exercise", wrap=True)
        self.asking.hide()
        # One line of one height: the map must not jump when a tool is taken.
        self.hint = Elided("hint")
        self.tools = MapTools(desk)
        self.hand = Hand(desk, self.tools)
        self.layers = LayersPanel(desk)
        self.legend = LegendBox(desk, self.layers.legend)
        self.painter = Painter(desk, self.layers)
        self.tour = Tour(desk, self)
        self.here = HerePanel(desk)
        self.events = EventPanel(desk)
        self.drawing = EventDrawing(desk, self)
        self.time = TimeSlider(desk)
        # What moves to another parent is styled anew with all that is in it: the places of the
        # page stand before they are filled.
        self._room = QWidget()
        self.add_tab("map", self._room)
        self._over_table = QSplitter(Qt.Orientation.Vertical, self._room)
        self._split = QSplitter(Qt.Orientation.Horizontal, self._over_table)
        self._holder = QStackedWidget(self._split)
        self.side = QTabWidget(self._split)
        self.side.setDocumentMode(True)
        self.side.setObjectName("side")
        name_tabs(self.side, words.text("map.side"))
        self.side.addTab(self.layers, words.text("gui.map.tab.layers"))
        self.side.addTab(self.events, words.text("event_map.tab"))
        self.side.addTab(self.here, words.text("gui.map.tab.here"))
        self.base = BasePanel(desk)
        self.base.changed.connect(self._show_base)
        self.base.wanted.connect(self._focus)
        self.side.addTab(self.base, words.text("base_map.tab"))
        self.over = OnMap(desk, self.side, self)
        self.over.measuring_told.connect(
            lambda on: self._hint(words.text("map.hint.measure") if on else self.tools.hint)
        )
        self.mesh = MeshOverlay(desk, self)
        self.times = TimeOverlay(desk, self)
        self.side.addTab(TimePanel(desk, self.times), words.text("travel_map.tab"))
        self.trying = BesideMap(desk, self.side, self.hand, self.tools, self)
        # On a small screen the table takes the place of the time slider.
        self.over.table_shown.connect(
            lambda on: self.time.setVisible(not on or self.height() > _ROOMY)
        )
        self._message = label(words.text("gui.map.starting"), "empty", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._holder.addWidget(self._message)
        self.again = button(words.text("map.try_again"), "primary")
        self.again.clicked.connect(self._try_again)
        self.again.hide()
        self._lay_out()
        for kind, fields in _LISTS:
            empty = words.text(f"gui.map.no_{kind.__name__.lower()}")
            self.add_records(kind, partial(RecordsPane, desk, kind, fields, empty=empty))
        self.engine = MapEngine(words, self)
        self.engine.came.connect(self._on_came)
        self.engine.refused.connect(self._refuse)
        self.layers.toggled.connect(self._toggle)
        desk.choice.changed.connect(self._show_events)
        self.events.looked.connect(self._look)
        self.drawing.drawn.connect(self.events.tell)
        self.drawing.drawn.connect(self._tell_legend)
        self.layers.fit.connect(self.fit)
        self.layers.viewed.connect(lambda box: self._focus(*box))
        self.layers.tree.tabled.connect(self.show_layer_table)
        self.layers.filtered.connect(lambda layer: self._draw({layer} & set(LAYERS)))
        self.tools.help.connect(self.tour.begin)
        self.hand.hinted.connect(self._hint)
        self._hint(self.tools.hint)
        self.picking = Picking(self)
        self.menu = MapMenu(desk, self)
        self.hand.menu.connect(self.menu.open)
        self.hand.whole.connect(self.fit)
        desk.opened.connect(self._on_open)
        desk.closed.connect(self._on_close)
        desk.edited.connect(self._on_edit)
        desk.assessed.connect(self._on_assessed)
        desk.chosen.connect(self._on_chosen)
        self.tabs.currentChanged.connect(lambda _: self._on_tab())
        self.events.filter.refresh()

    def _lay_out(self) -> None:
        split = self._split
        split.setStretchFactor(0, 1)
        split.setSizes([810, 372])
        split.setChildrenCollapsible(False)
        self.side.setMinimumWidth(300)
        inside = QVBoxLayout(self._room)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.tools)
        inside.addWidget(self.hint)
        inside.addWidget(self.banner)
        inside.addWidget(self.asking)
        inside.addWidget(self.again)
        self.over.put_under(self._over_table)
        inside.addWidget(self._over_table, 1)
        inside.addWidget(self.time)

    # -- the engine comes and goes ---------------------------------------------------------

    def shown(self) -> None:
        if self.desk.project is None:
            return
        if self.view is None and not self.engine.coming:
            self._begin()
        elif self.view is not None:
            self._draw(set())
            self._follow()

    def take_keys(self) -> None:
        """Who comes to the map by its key moves it by the arrows, at once or when it is there."""
        self._keys_wanted = self.view is None
        if self.view is not None and self.tab() == "map" and not self.tour.isVisible():
            self.view.view.setFocus()

    def _begin(self) -> None:
        project = self.desk.project
        if project is None or not self.engine.start(project.mission.exercise):
            return
        self.reason = None
        self.banner.setText(self.words.text("gui.map.no_sandbox"))
        self.banner.setVisible(bool(unsafe_environment()))
        self._message.setText(self.words.text("gui.map.starting"))
        self._holder.setCurrentWidget(self._message)

    def _on_came(self, view: "MapView") -> None:
        self.view = view
        view.clicked.connect(self.picking.on_click)
        view.picked.connect(self.picking.on_pick)
        view.hovered.connect(self._on_hover)
        view.events.seen.connect(self.events.tell_view)
        view.beside.seen.connect(self.events.tell_beside)
        view.viewed.connect(self._on_view)
        view.died.connect(lambda: self.desk.said.emit(self.words.text("gui.map.came_back")))
        view.stayed_away.connect(self._on_away)
        named = ("zoom_in", "zoom_out", "signs", "north")
        view.words({name: self.words.text(f"map.page.{name}") for name in named})
        self._holder.addWidget(view)
        self._holder.setCurrentWidget(view)
        self._stale = set(LAYERS) | {"events"}
        self.legend.lie_over(view)
        view.pack_tiles = self.base.maps.answer
        self._show_base()
        view.theme(self._dark())
        self.fit()  # before anything is drawn: the whole world must not flash up first
        self.painter.attach(view)
        self.hand.attach(view)
        self.over.attach(view)
        self.mesh.attach(view)
        self.times.attach(view)
        self.trying.attach(view)
        self._draw_in_turns()
        self.tour.begin_once()
        self.over.show_waiting()
        self.picking.point()
        self._follow()
        if self._keys_wanted and self.isVisible():
            self.take_keys()

    def _on_view(self, west: float, south: float, east: float, north: float, _: float) -> None:
        self.desk.choice.seen = (west, south, east, north)

    def _refuse(self, problem: Problem) -> None:
        """No live map: one sentence says why, and the lists serve."""
        self.reason = problem
        self.banner.hide()
        self._message.setText(
            self.words.problem(problem) + "\n\n" + self.words.text("gui.map.use_lists")
        )
        self._holder.setCurrentWidget(self._message)

    @property
    def message(self) -> str:
        """What stands in the place of a map that is not there."""
        return self._message.text()

    def close_page(self) -> None:
        self.engine.give_up()
        self.painter.detach()
        self.hand.detach()
        self.over.detach()
        self.mesh.detach()
        self.times.detach()
        self.trying.detach()
        self.tour.end()
        if self.view is not None:
            view, self.view = self.view, None
            self.legend.leave()
            view.close_page()
            self._holder.removeWidget(view)
            view.deleteLater()

    # -- what it shows -------------------------------------------------------------------

    def _on_open(self) -> None:
        self.events.filter.refresh()
        self._stale = set(LAYERS) | {"events"}
        if self.isVisible():
            self.shown()

    def _on_close(self) -> None:
        self.wanted_id = ""
        self.picking.give_up()
        # What was drawn is of the mission that is closed, and a real one may follow.
        self.close_page()
        self.banner.hide()

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Series, EventCorrection):
            self.events.filter.refresh()
            self.time.refresh()
            self._stale.add("events")
        self._draw(self.painter.follow(edit))

    def _on_assessed(self, _: object) -> None:
        self._draw({"threats"})

    def _draw(self, layers: set[str]) -> None:
        self._stale |= layers
        if self.view is None or self.desk.project is None or not self.isVisible():
            return
        for layer in LAYERS:
            if layer in self._stale:
                self.painter.draw(layer)
        if "events" in self._stale:
            self._show_events()
        self._stale.clear()

    def _draw_in_turns(self) -> None:
        """Draw what is stale, a layer at each turn of the window: all at once would hold it."""
        if self.view is None or self.desk.project is None or not self.isVisible():
            return
        layer = next((name for name in LAYERS if name in self._stale), "events")
        if layer == "events":
            self._draw(set())
            return
        self.painter.draw(layer)
        self._stale.discard(layer)
        QTimer.singleShot(0, self, self._draw_in_turns)

    def _show_events(self) -> None:
        if self.view is None or self.desk.project is None:
            return
        if not self.isVisible():
            self._stale.add("events")
            return
        self.drawing.draw(self.view, self.layers.shows("events"))
        self.layers.show_count("events", self.drawing.dots)

    def _tell_legend(self, told: Told) -> None:
        shown = self.layers.shows("events")
        self.legend.events.setVisible(shown)
        self.legend.tell_events(told, self.drawing.look)

    def _look(self, look: EventLook) -> None:
        self.drawing.look = look
        self._show_events()

    def _toggle(self, layer: str, on: bool) -> None:
        if layer == "events":
            self._show_events()
        elif self.view is not None:
            self.view.show_layer(layer, on)

    def _show_base(self) -> None:
        if self.view is not None:
            self.view.show_packs(self.base.maps.told(self._dark()))

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: the map follows the window."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and getattr(self, "view", None) is not None:
            self._show_theme()

    def _show_theme(self) -> None:
        if self.view is not None:
            self.view.theme(self._dark())
            self._show_base()

    def ask_picture(self) -> None:
        """Let what is seen leave as a picture, or the mission as an atlas."""
        from pocplanner.gui.map.picture_dialog import Seen, ask_picture
        from pocplanner.report.map_paper import LAYERS as DRAWN

        known = {*LAYERS, "events"}
        layers = tuple(name for name in DRAWN if name in known and self.layers.shows(name))
        box = self.painter.box if self.view is not None else None
        choice = self.desk.choice
        look, times = self.drawing.look, self.times.asked if self.times.on else None
        seen = Seen(layers, box, choice.whole, choice.compared, choice.beside, look, times)
        ask_picture(self, self.desk, seen)

    def _dark(self) -> bool:
        return self.palette().window().color().lightness() < 128

    def _focus(self, west: float, south: float, east: float, north: float) -> None:
        if self.view is not None:
            self.view.focus(west, south, east, north)

    def fit(self) -> None:
        """Show all that the mission holds."""
        found = bounds(self.desk.snapshot) if self.desk.project is not None else None
        if self.view is not None and found is not None:
            self.view.focus(*found)
        elif found is None and self.tools.tool == "look":
            self._hint(self.words.text("map.no_place_yet"))

    # -- clicks --------------------------------------------------------------------------

    def _hint(self, text: str) -> None:
        """Say what the tool in hand does."""
        self.hint.say(text)

    def ask_position(self, tell: Callable[[Position], object]) -> None:
        """The next click tells its position instead of adding anything."""
        self.picking.ask_position(tell)

    def step_view(self, back: bool) -> None:
        """Show the part of the land that was seen before, or go on again."""
        if self.view is not None:
            self.view.step(back)

    def _on_away(self) -> None:
        """The map died too often: it says so, and comes back when somebody wants it to."""
        self._message.setText(self.words.text("map.gone_away"))
        self._holder.setCurrentWidget(self._message)
        self.again.show()

    def _try_again(self) -> None:
        self.again.hide()
        if self.view is not None:
            self._holder.setCurrentWidget(self.view)
            self.view.try_again()

    def show_table(self) -> None:
        """Show the table of what is chosen on the map, of the layer in focus, or of the events.

        Once more puts it away.
        """
        self.show_tab("map")
        tree = self.layers.tree
        if tree.hasFocus() and tree.current:
            self.show_layer_table(tree.current)
            return
        self.over.toggle_table(self.hand.chosen if not self.over.drawer.isVisible() else ())

    def show_layer_table(self, layer: str) -> None:
        """Show the table of what a layer shows."""
        self.over.show_table(EVENTS if layer == "events" else LAYERS[layer][0].__name__)

    def _on_hover(self, lon: float, lat: float) -> None:
        self.desk.pointed.emit(lon, lat)

    # -- what others choose ----------------------------------------------------------------

    def _on_chosen(self, id: str) -> None:
        self.wanted_id = id

    def _on_tab(self) -> None:
        if self.tab() == "map" and self.isVisible():
            self._draw(set())
            self._follow()

    def _follow(self) -> None:
        """Mark and centre what was chosen on another page."""
        if self.wanted_id:
            wanted, self.wanted_id = self.wanted_id, ""
            self.ring(wanted, centre=True)

    def ring(self, id: str, centre: bool = False) -> bool:
        """Ring a record or an event on the map; False where it has no place."""
        at = where(self.desk.shown, id)
        if at is None or self.view is None:
            return False
        self.view.mark(at.lon, at.lat)
        if centre:
            self.view.centre(at.lon, at.lat)
        return True

    def centre_on(self, at: Position) -> None:
        self.show_tab("map")
        if self.view is not None:
            self.view.mark(at.lon, at.lat)
            self.view.centre(at.lon, at.lat)

    def show_record(self, id: str) -> bool:
        record = self.desk.shown.get(id) if self.desk.project is not None else None
        if self.reason is not None or where(self.desk.shown, id) is None:
            return super().show_record(id)
        self.show_tab("map")
        if record is not None:
            self.here.show_record(id)
            self.side.setCurrentWidget(self.here)
        self.wanted_id = id
        self.mesh.follow(id)
        self.times.follow(id)
        if self.view is not None:
            self._follow()
        return True
