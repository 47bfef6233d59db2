"""Joins trying to the map page: the tab beside the map, the drags of its hand, the hollow signs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.map.hand import Hand
from pocplanner.gui.map.tools import MapTools
from pocplanner.gui.plain import Area
from pocplanner.gui.what_if.on_map import TrialOnMap
from pocplanner.gui.what_if.pane import WhatIfPane
from pocplanner.gui.what_if.sites_pane import sited_of
from pocplanner.model.geometry import Position

if TYPE_CHECKING:
    from pocplanner.gui.map.view import MapView


class BesideMap(QObject):
    """The pane "What if" in the side of the map, and what it draws on the map."""

    def __init__(
        self, desk: Desk, side: QTabWidget, hand: Hand, tools: MapTools, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.side = side
        self.pane = WhatIfPane(desk)
        # On a low screen the pane scrolls, so that the map keeps its room.
        self._room = Area()
        self._room.setWidgetResizable(True)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setWidget(self.pane)
        side.addTab(self._room, desk.words.text("what_if.tab"))
        self.on_map = TrialOnMap(desk, self)
        hand.tried.connect(self._try)
        tools.taken.connect(lambda tool, _: self._come() if tool == "try" else None)
        self.pane.trial.began.connect(self._come)
        sited_of(desk).shown.connect(self.on_map.show_sites)

    def attach(self, view: "MapView") -> None:
        """Draw on this map from now on."""
        self.on_map.attach(view)

    def detach(self) -> None:
        """The map is gone."""
        self.on_map.detach()

    def _come(self) -> None:
        self.side.setCurrentWidget(self._room)

    def _try(self, id: str, lon: float, lat: float) -> None:
        self.pane.trial.move_post(id, Position(lon=round(lon, 6), lat=round(lat, 6)))
        self._come()
