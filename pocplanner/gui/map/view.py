"""The map: shows records, tells clicks. It is fed by patches and never made again."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.coordinates.scale import middle
from pocplanner.gui.map.bridge import Bridge
from pocplanner.gui.map.event_layer import EventLayer
from pocplanner.gui.map.web_profile import HOME, SCHEME, MapPage, new_profile
from pocplanner.gui.map.web_scheme import MapScheme
from pocplanner.report.webmap import map_page

#: Features in one message; more would hold the page for longer than a frame.
_CHUNK = 500
#: A page that is gone more often than this within these seconds does not come back.
_MOST_DEATHS, _SOON_S = 5, 60.0


class MapView(QWidget):
    """A map under our own scheme.

    `put`, `drop`, `show_layer`, `mark`, `focus` tell the page; `clicked`, `picked`, `chosen`,
    `drawn`, `hovered`, `ready` tell the window. What is told before the page is up waits.
    `stayed_away` tells that the page died too often to come back by itself.
    """

    ready = Signal()
    clicked = Signal(float, float, int)
    picked = Signal(str, str)
    hovered = Signal(float, float)
    chosen = Signal(list, int)
    drawn = Signal(str, list)
    viewed = Signal(float, float, float, float, float)
    died = Signal()
    stayed_away = Signal()

    def __init__(self, language: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events = EventLayer(self)
        #: Events of the second view, where two windows of time stand beside each other.
        self.beside = EventLayer(self)
        self.on_right = False
        #: Where something drawn was clicked last, until somebody asks; and the zoom of the view.
        self._pressed: tuple[float, float] | None = None
        self._zoom = 0.0
        self._waiting: list[dict[str, Any]] = []
        self._up = False
        self._deaths: list[float] = []
        self._kept: dict[str, dict[str, dict[str, Any]]] = {}
        self._gathered: list[dict[str, Any]] | None = None
        self._last: dict[str, dict[str, Any]] = {}
        made = map_page(0, 0, 3, language, title)
        self._scheme = MapScheme(made.html, made.script, self._tile, self)
        #: Answers for the tiles of packs that a person added; nothing until somebody says.
        self.pack_tiles: Callable[[str], tuple[bytes, bytes] | None] = lambda _: None
        #: Answers for the picture of travel times; nothing until somebody wants one.
        self.time_picture: Callable[[str], tuple[bytes, bytes] | None] = lambda _: None
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
        self._bridge.got_choice.connect(self._on_choice)
        self._bridge.got_told.connect(self._on_told)
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
        self._kept.setdefault(layer, {}).update((f["id"], f) for f in features)
        for start in range(0, len(features), _CHUNK):
            part = list(features[start : start + _CHUNK])
            self._tell({"act": "put", "layer": layer, "features": part})

    def replace(self, layer: str, features: Sequence[dict[str, Any]]) -> None:
        """Make a layer show these features: only what differs is told to the page."""
        now = {f["id"]: f for f in features}
        before = self._kept.get(layer, {})
        gone = [id for id in before if id not in now]
        if gone:
            self.drop(layer, gone)
        fresh = [f for id, f in now.items() if before.get(id) != f]
        if fresh:
            self.put(layer, fresh)

    def drop(self, layer: str, ids: Sequence[str]) -> None:
        """Take features away."""
        kept = self._kept.get(layer, {})
        for id in ids:
            kept.pop(id, None)
        self._tell({"act": "drop", "layer": layer, "ids": list(ids)})

    def clear(self, layer: str) -> None:
        """Empty a layer."""
        self._kept.pop(layer, None)
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

    def strength(self, layer: str, value: float) -> None:
        """How strongly a layer is drawn, 0 to 1."""
        self._state(f"opacity:{layer}", {"act": "opacity", "layer": layer, "value": value})

    def show_names(self, layer: str, on: bool) -> None:
        """Show or hide the names beside the signs of a layer."""
        self._state(f"names:{layer}", {"act": "names", "layer": layer, "on": on})

    def order(self, layers: Sequence[str]) -> None:
        """The layers from the lowest to the highest."""
        self._state("order", {"act": "order", "layers": list(layers)})

    def choose(self, ids: Sequence[str]) -> None:
        """Show these as chosen, and no others."""
        self._state("choose", {"act": "choose", "ids": list(ids)})

    def take(self, tool: str, form: str = "") -> None:
        """Give the hand a tool: look, select, draw (with what), reshape or move."""
        self._state("tool", {"act": "tool", "tool": tool, "form": form})

    def edit(self, told: dict[str, Any]) -> None:
        """Show the corners of a shape to be moved; without rings there are none."""
        self._state("edit", {"act": "edit", **told})

    def theme(self, dark: bool) -> None:
        """Light or dark."""
        self._state("theme", {"act": "theme", "dark": dark})

    def words(self, said: dict[str, str]) -> None:
        """What the map's own buttons are called."""
        self._state("words", {"act": "words", "said": said})

    def _tile(self, path: str) -> tuple[bytes, bytes] | None:
        if path.startswith("/pack/"):
            return self.pack_tiles(path)
        if path.startswith("/time/"):
            return self.time_picture(path)
        if path.startswith("/two/"):
            return self.beside.answer("/ev/" + path.removeprefix("/two/"))
        return self.events.answer(path)

    def show_packs(self, told: dict[str, Any]) -> None:
        """Draw the base maps that a person added, in their style."""
        self._state("packs", told)

    def show_times(self, box: dict[str, Any] | None) -> None:
        """Lay the picture of travel times over the land, or take it away."""
        self._state("time", {"act": "time", "box": box})

    def show_events(self, told: dict[str, Any]) -> None:
        """Draw the events as their layer says."""
        self._state("events", told)

    def show_beside(self, names: Sequence[str] = (), events: dict[str, Any] | None = None) -> None:
        """Show a second view with these events, each view under its name; or no second view."""
        told = {"on": events is not None, "names": list(names), "events": events}
        if told["on"] or self._last.get("beside", {}).get("on"):
            self._state("beside", {"act": "beside", **told})

    def under(self, lon: float, lat: float, zoom: int) -> Any:
        """Rows of the events under a point of the view that the pointer is on."""
        shown = self._last.get("beside", {}).get("on")
        layer = self.beside if self.on_right and shown else self.events
        return layer.points.under(lon, lat, zoom)

    def pressed(self) -> tuple[float, float, int] | None:
        """Where the last click on something drawn was, and the zoom; told once."""
        at, self._pressed = self._pressed, None
        return (at[0], at[1], round(self._zoom)) if at is not None else None

    def snap(self, on: bool) -> None:
        """Whether corners that are drawn or dragged lie down on what is near."""
        self._state("snap", {"act": "snap", "on": on})

    def step(self, back: bool) -> None:
        """To the view before, or on again."""
        self._tell({"act": "back" if back else "forth"})

    def zoom(self, zoom: float) -> None:
        """Go nearer or farther about the middle, to this very zoom."""
        self._tell({"act": "zoom", "zoom": zoom})

    def adding(self, on: bool) -> None:
        """Whether the next click adds something: the pointer says so."""
        self._state("cursor", {"act": "cursor", "adding": on})

    def _state(self, name: str, command: dict[str, Any]) -> None:
        self._last[name] = command
        self._tell(command)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Tell what an act changes on several layers in one message: the page draws it once."""
        if self._gathered is not None:
            yield
            return
        self._gathered = []
        try:
            yield
        finally:
            told, self._gathered = self._gathered, None
            if told and self._up:
                self._bridge.command.emit(json.dumps(told))
            else:
                self._waiting += told

    def _tell(self, command: dict[str, Any]) -> None:
        if self._gathered is not None:
            self._gathered.append(command)
        elif self._up:
            self._bridge.command.emit(json.dumps(command))
        else:
            self._waiting.append(command)

    def _on_ready(self) -> None:
        if self._up:  # the page was loaded anew without our asking
            if self._too_often():
                self.stayed_away.emit()
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
        if any(f.get("of", f["id"]) == id for f in self._kept.get(layer, {}).values()):
            self.picked.emit(layer, id)
        self._pressed = None

    def _on_hover(self, lon: float, lat: float) -> None:
        self.hovered.emit(_wrapped(lon), lat)

    def _on_choice(self, ids: list[str], how: int) -> None:
        here = self._kept.values()
        known = {f.get("of", f["id"]) for layer in here for f in layer.values()}
        self.chosen.emit([i for i in ids if i in known], how)
        self._pressed = None

    def _on_told(self, act: str, drawn: list[Any], zoom: list[float]) -> None:
        if act == "view":
            (west, south), (east, north) = drawn
            self._zoom = zoom[0]
            # A page that comes back looks where this one did, not where it was last sent.
            at = {"lon": (west + east) / 2, "lat": middle(south, north)}
            self._last["focus"] = {"act": "look", **at, "zoom": zoom[0]}
            self.viewed.emit(west, south, east, north, zoom[0])
        elif act == "at":
            self._pressed = drawn[0]
        elif act in ("left", "right"):
            self.on_right = act == "right"
        else:
            self.drawn.emit(act, drawn)

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
        if self._too_often():
            self.stayed_away.emit()
        else:
            self._page.load(QUrl(HOME))

    def try_again(self) -> None:
        """Bring the page back because a person asked for it."""
        self._deaths.clear()
        self._page.load(QUrl(HOME))

    def _too_often(self) -> bool:
        now = time.monotonic()
        self._deaths = [*(at for at in self._deaths if now - at < _SOON_S), now][-99:]
        return len(self._deaths) > _MOST_DEATHS

    def _everything(self) -> list[dict[str, Any]]:
        """All commands that make a fresh page show what the map shows."""
        return [
            {"act": "put", "layer": layer, "features": features[i : i + _CHUNK]}
            for layer, features in (
                (name, list(here.values())) for name, here in self._kept.items()
            )
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
