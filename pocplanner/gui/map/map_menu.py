"""What the right button offers on the map: for what is chosen there, and for the place itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu

from pocplanner.analysis import coordinates
from pocplanner.analysis.event_words import NEAR_KM
from pocplanner.analysis.inside import areas_of
from pocplanner.gui.coordinates.forms import chosen_form
from pocplanner.gui.desk import Desk
from pocplanner.model.geometry import Position

if TYPE_CHECKING:
    from pocplanner.gui.pages.map import MapPage


class MapMenu(QObject):
    """A menu at the pointer; each entry does what a key or a tool does as well."""

    def __init__(self, desk: Desk, page: "MapPage") -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def open(self, lon: float, lat: float, on_chosen: bool) -> None:
        """Show what can be done there."""
        if self._desk.project is None:
            return
        made = self.make(Position(lon=round(lon, 6), lat=round(lat, 6)), on_chosen)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.popup(QCursor.pos())

    def make(self, at: Position, on_chosen: bool) -> QMenu:
        """The menu for a place, and for what is chosen where that lies there."""
        page, words = self._page, self._desk.words
        menu = QMenu(page)

        def add(name: str, do: Callable[[], object], **facts: object) -> None:
            text = words.text(f"map.menu.{name}", **facts)
            menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _=False: do())

        if on_chosen:
            chosen = page.hand.chosen
            count = len(chosen)
            said = (
                self._desk.name(chosen[0]) if count == 1 else words.text("map.chosen", count=count)
            )
            menu.addSection(said.replace("&", "&&"))
            if count == 1:
                add("open", page.picking.open_chosen)
            add("zoom", page.picking.zoom_chosen)
            add("table", lambda: page.over.toggle_table(page.hand.chosen))
            add("rows", page.picking.copy_rows)
            if areas_of(self._desk.snapshot, chosen):
                add("inside", page.picking.choose_inside)
            for tool in ("move", "reshape"):
                add(tool, lambda tool=tool: page.tools.take(tool))  # type: ignore[misc]
            add("copy", lambda: page.hand.act("copy"))
            add("remove", lambda: page.hand.act("delete"))
            menu.addSeparator()
        form = chosen_form(self._desk.settings)
        text = coordinates.write(at, form, words.language) or coordinates.write(at)
        add("position", lambda: self._copy(text), text=text)
        add("measure", lambda: self._measure(at))
        add("around", lambda: self._around(at), km=f"{NEAR_KM:g}")
        add("centre", lambda: page.centre_on(at))
        menu.addSeparator()
        add("whole", page.fit)
        add("back", lambda: page.step_view(True))
        return menu

    def _copy(self, text: str) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(text)
            self._desk.said.emit(self._desk.words.text("coordinates.readout.copied", text=text))

    def _measure(self, at: Position) -> None:
        over = self._page.over
        if not over.measuring:
            over.take_measure(True)
        over.click(at)

    def _around(self, at: Position) -> None:
        """Only the events around this place; the sentence says so and lets it go again."""
        choice = self._desk.choice
        choice.choose(choice.selection.adding("around", (at.lon, at.lat, NEAR_KM)))
        self._page.side.setCurrentWidget(self._page.events)
