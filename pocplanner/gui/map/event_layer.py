"""The layer of events between the window and the page: what is told, what is asked and answered."""

import json
import re
from typing import Any

from PySide6.QtCore import QObject, Signal

from pocplanner.analysis.event_look import Sign
from pocplanner.gui.map.curve import BITS, TILE_BITS
from pocplanner.gui.map.event_points import Drawn, EventPoints
from pocplanner.gui.map.heat_picture import HeatPicture
from pocplanner.model.events import Events

_VIEW = re.compile(r"^/ev/(\d{1,9})/view/(\d{1,2})" + r"/(-?\d{1,10})" * 4 + "$")
_HEAT = re.compile(r"^/ev/(\d{1,9})/heat\.png$")
Answered = tuple[bytes, bytes] | None


class EventLayer(QObject):
    """Events as the page draws them; `seen` tells the counts of what is in view after a move."""

    seen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.points = EventPoints()
        self.heat: HeatPicture | None = None
        self._pictures = 0
        self._told: dict[str, Any] = {"act": "events", "rev": 0, "as": "dots", "signs": {}}

    def show(
        self,
        events: Events,
        drawn: Drawn,
        signs: tuple[Sign, ...],
        show_as: str = "dots",
        letters: bool = True,
    ) -> dict[str, Any]:
        """Draw these events so; what the page is to be told."""
        revision = self.points.show(events, drawn)
        self._told = {
            "act": "events",
            "rev": revision,
            "as": show_as,
            "signs": {str(s.code): [s.colour, s.letter] for s in signs},
            "letters": letters,
            "heat": None,
        }
        return self._told

    def with_heat(self, picture: HeatPicture | None) -> dict[str, Any]:
        """The same with a picture of heat or trend, or without one."""
        if picture is not self.heat:  # another name, or the page would show the one before
            self._pictures += 1
        self.heat = picture
        box = None
        if picture is not None:
            west, south, east, north = picture.bounds
            box = {
                "rev": self._pictures,
                "west": west,
                "south": south,
                "east": east,
                "north": north,
            }
        self._told = {**self._told, "heat": box}
        return self._told

    def hidden(self) -> dict[str, Any]:
        """What the page is told when the layer is hidden."""
        return {**self._told, "rev": 0, "heat": None}

    def answer(self, path: str) -> Answered:
        """What the page asks for under `/ev/`, nothing for any other path."""
        found = _VIEW.match(path)
        if found:
            revision, zoom, *box = (int(g) for g in found.groups())
            if zoom > BITS - TILE_BITS or revision != self.points.revision:
                return b"{}", b"application/json"
            west, north, east, south = box
            counted = self.points.in_view(zoom, (west, north, east, south))
            self.seen.emit({k: v for k, v in counted.items() if isinstance(v, int)})
            return json.dumps(counted).encode(), b"application/json"
        if _HEAT.match(path):
            return (self.heat.png(), b"image/png") if self.heat is not None else None
        return self.points.answer(path)
