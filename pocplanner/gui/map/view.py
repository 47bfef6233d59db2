"""The map: shows records, tells clicks. It is fed by patches and never made again."""

import json
import math
import time
from collections.abc import Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.map.event_tiles import EventTiles
from pocplanner.gui.map.web_profile import HOME, SCHEME, MapPage, new_profile
from pocplanner.gui.map.web_scheme import MapScheme
from pocplanner.report.webmap import map_page

#: Features in one message; more would hold the page for longer than a frame.
_CHUNK = 500
#: A page that is gone more often than this within these seconds does not come back.
_MOST_DEATHS, _SOON_S = 5, 60.0


#: The page is heard at most this often, in seconds, of each thing that it tells.
_EVERY_S = {"clicked": 0.04, "picked": 0.04, "hovered": 0.02}


class Bridge(QObject):
    """The one object that the page can reach: four slots that carry ids and finite numbers."""

    command = Signal(str)
    got_ready = Signal()
    got_click = Signal(float, float, int)
    got_pick = Signal(str, str)
    got_hover = Signal(float, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard: dict[str, float] = {}

    def event(self, event: QEvent) -> bool:
        """The page can ask for every method that Qt gives an object; its end is not the page's."""
        return event.type() is QEvent.Type.DeferredDelete or super().event(event)

    def _soon(self, name: str) -> bool:
        """Whether the page told this a moment ago already."""
        now = time.monotonic()
        if now - self._heard.get(name, -1.0) < _EVERY_S[name]:
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
        if _on_earth(lon, lat) and 0 <= zoom <= 22 and not self._soon("clicked"):
            self.got_click.emit(lon, lat, zoom)

    @Slot(str, str)
    def picked(self, layer: str, id: str) -> None:
        """A click on something drawn."""
        if len(layer) <= 40 and len(id) <= 80 and not self._soon("picked"):
            self.got_pick.emit(layer, id)

    @Slot(float, float)
    def hovered(self, lon: float, lat: float) -> None:
        """Where the pointer is."""
        if _on_earth(lon, lat) and not self._soon("hovered"):
            self.got_hover.emit(lon, lat)


def _on_earth(lon: float, lat: float) -> bool:
    return math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 540


class MapView(QWidget):
    """A map under our own scheme.

    `put`, `drop`, `show_layer`, `mark`, `focus` tell the page; `clicked`, `picked`,
    `hovered`, `ready` tell the window. What is told before the page is up waits for it.
    """

    ready = Signal()
    clicked = Signal(float, float, int)
    picked = Signal(str, str)
    hovered = Signal(float, float)
    died = Signal()

    def __init__(self, language: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = EventTiles()
        self._waiting: list[dict[str, Any]] = []
        self._up = False
        self._deaths: list[float] = []
        self._kept: dict[tuple[str, str], dict[str, Any]] = {}
        self._last: dict[str, dict[str, Any]] = {}
        made = map_page(0, 0, 3, language, title)
        self._scheme = MapScheme(made.html, made.script, self.tiles.answer, self)
        self._profile = new_profile()
        self._profile.installUrlSchemeHandler(SCHEME, self._scheme)
        self.view = QWebEngineView(self)
        self.view.setAccessibleName(title)
        self._page = MapPage(self._profile, self.view)
        self._bridge = Bridge(self)
        self._channel = QWebChannel(self._page)
        self._channel.registerObject("bridge", self._bridge)
        self._page.setWebChannel(self._channel)
        self.view.setPage(self._page)
        self.view.setAcceptDrops(False)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._bridge.got_ready.connect(self._on_ready)
        self._bridge.got_click.connect(self._on_click)
        self._bridge.got_pick.connect(self._on_pick)
        self._bridge.got_hover.connect(self._on_hover)
        self._page.renderProcessTerminated.connect(self._again)
        self._page.urlChanged.connect(self._on_url)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._page.load(QUrl(HOME))

    @property
    def page(self) -> MapPage:
        """The page, for the tests of its locks."""
        return self._page

    @property
    def is_up(self) -> bool:
        """Whether the page is there to be told something."""
        return self._up

    def put(self, layer: str, features: Sequence[dict[str, Any]]) -> None:
        """Draw or redraw features, each with its id."""
        for feature in features:
            self._kept[(layer, feature["id"])] = feature
        for start in range(0, len(features), _CHUNK):
            part = list(features[start : start + _CHUNK])
            self._tell({"act": "put", "layer": layer, "features": part})

    def replace(self, layer: str, features: Sequence[dict[str, Any]]) -> None:
        """Make a layer show these features: only what differs is told to the page."""
        now = {f["id"]: f for f in features}
        before = {id: f for (name, id), f in self._kept.items() if name == layer}
        gone = [id for id in before if id not in now]
        if gone:
            self.drop(layer, gone)
        fresh = [f for id, f in now.items() if before.get(id) != f]
        if fresh:
            self.put(layer, fresh)

    def drop(self, layer: str, ids: Sequence[str]) -> None:
        """Take features away."""
        for id in ids:
            self._kept.pop((layer, id), None)
        self._tell({"act": "drop", "layer": layer, "ids": list(ids)})

    def clear(self, layer: str) -> None:
        """Empty a layer."""
        self._kept = {key: f for key, f in self._kept.items() if key[0] != layer}
        self._tell({"act": "clear", "layer": layer})

    def show_layer(self, layer: str, on: bool) -> None:
        """Show or hide a layer."""
        self._state(f"show:{layer}", {"act": "show", "layer": layer, "on": on})

    def mark(self, lon: float | None, lat: float | None) -> None:
        """Ring a place, or take the ring away."""
        at = None if lon is None or lat is None else [lat, lon]
        self._state("mark", {"act": "mark", "at": at})

    def focus(self, west: float, south: float, east: float, north: float) -> None:
        """Show a box."""
        box = {"west": west, "south": south, "east": east, "north": north}
        self._state("focus", {"act": "focus", **box})

    def centre(self, lon: float, lat: float, zoom: int = 9) -> None:
        """Bring a point to the middle."""
        self._tell({"act": "centre", "lon": lon, "lat": lat, "zoom": zoom})

    def show_events(self, revision: int) -> None:
        """Redraw the event tiles under their new revision, 0 for none."""
        self._state("events", {"act": "events", "rev": revision})

    def adding(self, on: bool) -> None:
        """Whether the next click adds something: the pointer says so."""
        self._state("cursor", {"act": "cursor", "adding": on})

    def _state(self, name: str, command: dict[str, Any]) -> None:
        self._last[name] = command
        self._tell(command)

    def _tell(self, command: dict[str, Any]) -> None:
        if self._up:
            self._bridge.command.emit(json.dumps(command))
        else:
            self._waiting.append(command)

    def _on_ready(self) -> None:
        if self._up:  # the page was loaded anew without our asking
            if self._too_often():
                return
            self._waiting = self._everything()
        self._up = True
        waiting, self._waiting = self._waiting, []
        for command in waiting:
            self._tell(command)
        self.ready.emit()

    def _on_click(self, lon: float, lat: float, zoom: int) -> None:
        self.clicked.emit(_wrapped(lon), lat, zoom)

    def _on_pick(self, layer: str, id: str) -> None:
        if (layer, id) in self._kept:
            self.picked.emit(layer, id)

    def _on_hover(self, lon: float, lat: float) -> None:
        self.hovered.emit(_wrapped(lon), lat)

    def _on_url(self, url: QUrl) -> None:
        """An empty page needs no leave to come; ours comes back at once."""
        if url != HOME:
            self._again()

    def _again(self, *_: object) -> None:
        """The page is gone: it comes back with what it showed; no edit was in it.

        One that is gone again and again stays away: what kills it would come back with it.
        """
        self._up = False
        self._waiting = self._everything()
        self.died.emit()
        if not self._too_often():
            self._page.load(QUrl(HOME))

    def _too_often(self) -> bool:
        now = time.monotonic()
        self._deaths = [*(at for at in self._deaths if now - at < _SOON_S), now][-99:]
        return len(self._deaths) > _MOST_DEATHS

    def _everything(self) -> list[dict[str, Any]]:
        """All commands that make a fresh page show what the map shows."""
        by_layer: dict[str, list[dict[str, Any]]] = {}
        for (layer, _id), feature in self._kept.items():
            by_layer.setdefault(layer, []).append(feature)
        return [
            {"act": "put", "layer": layer, "features": features[i : i + _CHUNK]}
            for layer, features in by_layer.items()
            for i in range(0, len(features), _CHUNK)
        ] + list(self._last.values())

    def close_page(self) -> None:
        """Let the page go before its profile, or the engine complains."""
        if shiboken6.isValid(self.view):
            self.view.setPage(None)  # type: ignore[arg-type]
        for part in (self._page, self._profile):
            if shiboken6.isValid(part):
                shiboken6.delete(part)


def _wrapped(lon: float) -> float:
    return (lon + 180) % 360 - 180
