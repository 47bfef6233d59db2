"""The one object that the page can reach: six slots that take ids and numbers on Earth."""

import math
import time

from PySide6.QtCore import QEvent, QObject, Signal, Slot

from pocplanner.model.drawn import MOST_PAIRS, pairs, rings

#: The page is heard at most this often, in seconds, of each thing that it tells.
_EVERY_S = {"clicked": 0.04, "picked": 0.04, "hovered": 0.02, "chosen": 0.02, "told": 0.01}
_MOST_IDS, _LONGEST_ID, _LONGEST_LAYER = 10_000, 80, 40

#: What a hand can tell, and how many pairs of longitude and latitude belong to it.
TOLD = {
    "point": (1, 1),
    "circle": (2, 2),
    "line": (2, MOST_PAIRS),
    "area": (3, MOST_PAIRS),
    "split": (2, MOST_PAIRS),
    "reshape": (2, MOST_PAIRS),
    "move": (2, 2),
    "view": (2, 2),
    "delete": (0, 0),
    "cancel": (0, 0),
    "again": (0, 0),
    "left": (0, 0),
    "right": (0, 0),
    "open": (0, 0),
    "seek": (0, 0),
    "whole": (0, 0),
    "rows": (0, 0),
    "at": (1, 1),
    "menu_on": (1, 1),
    "menu_at": (1, 1),
}


class Bridge(QObject):
    """Six slots that carry ids and finite numbers in range; whatever else comes is not heard."""

    command = Signal(str)
    got_ready = Signal()
    got_click = Signal(float, float, int)
    got_pick = Signal(str, str)
    got_hover = Signal(float, float)
    got_choice = Signal(list, int)
    got_told = Signal(str, list, list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard: dict[str, float] = {}

    def event(self, event: QEvent) -> bool:
        """The page can ask for every method that Qt gives an object; its end is not the page's."""
        return event.type() is QEvent.Type.DeferredDelete or super().event(event)

    def _soon(self, name: str, every: float) -> bool:
        """Whether the page told this a moment ago already."""
        now = time.monotonic()
        if now - self._heard.get(name, -1.0) < every:
            return True
        self._heard[name] = now
        return False

    @Slot()
    def ready(self) -> None:
        """The page is up and its base map drawn."""
        self.got_ready.emit()

    @Slot(float, float, int)
    def clicked(self, lon: float, lat: float, zoom: int) -> None:
        """A click on the open map."""
        inside = _on_earth(lon, lat) and 0 <= zoom <= 22
        if inside and not self._soon("clicked", _EVERY_S["clicked"]):
            self.got_click.emit(lon, lat, zoom)

    @Slot(str, str)
    def picked(self, layer: str, id: str) -> None:
        """A click on something drawn."""
        short = len(layer) <= _LONGEST_LAYER and len(id) <= _LONGEST_ID
        if short and not self._soon("picked", _EVERY_S["picked"]):
            self.got_pick.emit(layer, id)

    @Slot(float, float)
    def hovered(self, lon: float, lat: float) -> None:
        """Where the pointer is."""
        if _on_earth(lon, lat) and not self._soon("hovered", _EVERY_S["hovered"]):
            self.got_hover.emit(lon, lat)

    @Slot("QVariantList", int)
    def chosen(self, ids: list[object], how: int) -> None:
        """Several things: one of them (0), these instead (1), besides (2), the other way (3)."""
        if not isinstance(ids, list) or len(ids) > _MOST_IDS or not 0 <= how <= 3:
            return
        given = [i for i in ids if isinstance(i, str) and 0 < len(i) <= _LONGEST_ID]
        if len(given) == len(ids) and not self._soon("chosen", _EVERY_S["chosen"]):
            self.got_choice.emit(given, how)

    @Slot(str, "QVariantList", "QVariantList")
    def told(self, act: str, numbers: list[object], sizes: list[object]) -> None:
        """What a hand drew: an act of `TOLD` and its coordinates, ring by ring."""
        least, most = TOLD.get(act, (1, 0))
        if not isinstance(numbers, list) or not isinstance(sizes, list) or len(sizes) > MOST_PAIRS:
            return
        if not 2 * least <= len(numbers) <= 2 * most or self._soon(f"told {act}", _EVERY_S["told"]):
            return
        try:
            if act == "view":
                self.got_told.emit(act, pairs(numbers), _zoom(sizes))
            else:
                whole = [int(s) if type(s) is float and s.is_integer() else s for s in sizes]
                drawn = rings(numbers, whole)
                self.got_told.emit(act, drawn if act == "reshape" else drawn[0], [])
        except (ValueError, OverflowError):
            return


def _zoom(sizes: list[object]) -> list[float]:
    """The zoom of the view in hundredths, as one number. ValueError for anything else."""
    (given,) = sizes
    if type(given) not in (int, float) or not 0 <= given <= 2200:  # type: ignore[operator]
        raise ValueError("no zoom")
    return [float(given) / 100]  # type: ignore[arg-type]


def _on_earth(lon: float, lat: float) -> bool:
    return math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 540
