"""Keeps the layers of the map as the mission is: after an edit only what the edit touched."""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pocplanner.gui.desk import Desk
from pocplanner.gui.map.features import Feature
from pocplanner.gui.map.in_view import Box, InView
from pocplanner.gui.map.layers import LAYERS, box_of, changed, features
from pocplanner.gui.map.panel import LayersPanel
from pocplanner.model.edit import Change, Edit
from pocplanner.model.places import Route
from pocplanner.model.record import Record

if TYPE_CHECKING:
    from pocplanner.gui.map.view import MapView

#: Up to so many changes are drawn one by one; more draw the layer anew.
_FEW = 200
#: After so many milliseconds of rest the legend is made anew.
_QUIET_MS = 250
#: What others look at of a place: where it is and what it is called.
_SEEN = ("position", "shape", "line", "name")


class Painter(QObject):
    """What each layer shows now, told to the view; the legend follows what is in view."""

    def __init__(self, desk: Desk, panel: LayersPanel) -> None:
        super().__init__(panel)
        self._desk, self._panel = desk, panel
        self._view: MapView | None = None
        self._box: Box | None = None
        self.shown: dict[str, dict[str, Feature]] = {}
        self._in_view = InView()
        self._counts: dict[str, int] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._show_legend)
        panel.strength.connect(self._strength)
        panel.ordered.connect(self._order)
        panel.named.connect(self._names)
        panel.zoomed.connect(self._zoom)

    def attach(self, view: "MapView") -> None:
        """Draw on this map from now on."""
        self._view = view
        self.shown = {}
        view.viewed.connect(self._on_view)
        for layer in self._panel.layers():
            view.show_layer(layer.layer, layer.on and not layer.removed)
            view.strength(layer.layer, layer.opacity / 100)
            view.show_names(layer.layer, layer.names)
        self._order()

    def detach(self) -> None:
        """The map is gone."""
        self._view = None
        self.shown = {}
        self._in_view.forget()

    def draw(self, layer: str) -> None:
        """Draw a layer anew: only what differs is told."""
        if self._view is None:
            return
        wanted = self._panel.layer(layer).wanted
        desk = self._desk
        made = features(layer, desk.snapshot, desk.assessment, desk.words, wanted)
        self.shown[layer] = {f["id"]: f for f in made}
        self._view.replace(layer, made)
        self._after(layer, sum(map(_counts, made)))

    def follow(self, edit: Edit) -> set[str]:
        """Draw what an edit touched, where it is clear; the layers that are left to draw anew."""
        left: set[str] = set()
        with self._view.together() if self._view is not None else nullcontext():
            for layer, kinds in LAYERS.items():
                here = [c for c in edit.changes if isinstance(c.record, kinds)]
                if not here or not any(_matters(c, kinds[0]) for c in here):
                    continue
                if not self._one_by_one(layer, here):
                    left.add(layer)
        return left

    def _one_by_one(self, layer: str, here: list[Change]) -> bool:
        if self._view is None or layer not in self.shown or len(here) > _FEW:
            return False
        if layer == "coping" and any(isinstance(c.record, Route) for c in here):
            return False
        wanted = self._panel.layer(layer).wanted
        ids = _concerned(here)
        desk = self._desk
        made = changed(layer, desk.snapshot, desk.assessment, desk.words, ids, wanted)
        if made is None:
            return False
        now = self.shown[layer]
        fresh = {f["id"]: f for f in made}
        names = [name for i in ids for name in (i, f"{i}#reach", f"{i}#shape", f"{i}#way")]
        gone = [name for name in names if name in now and name not in fresh]
        # Counted by what came and went: an edit must not cost what the whole layer costs.
        count = self._counts[layer]
        count -= sum(_counts(now.pop(id)) for id in gone)
        count += sum(_counts(f) for id, f in fresh.items() if id not in now)
        now |= fresh
        if gone:
            self._view.drop(layer, gone)
        if made:
            self._view.put(layer, made)
        self._after(layer, count)
        return True

    def _after(self, layer: str, count: int) -> None:
        self._counts[layer] = count
        self._panel.show_count(layer, count)
        self._timer.start()

    # -- how they are shown ------------------------------------------------------------------

    def _strength(self, layer: str, percent: int) -> None:
        if self._view is not None:
            self._view.strength(layer, percent / 100)

    def _names(self, layer: str, on: bool) -> None:
        if self._view is not None:
            self._view.show_names(layer, on)

    def _order(self) -> None:
        if self._view is not None:
            self._view.order([layer.layer for layer in reversed(self._panel.layers())])

    def _zoom(self, layer: str) -> None:
        box = box_of(self.shown.get(layer, {}).values())
        if self._view is not None and box is not None:
            self._view.focus(*box)

    # -- the legend ----------------------------------------------------------------------------

    def _on_view(self, west: float, south: float, east: float, north: float, _: float) -> None:
        self._box = (west, south, east, north)
        self._timer.start()

    def _show_legend(self) -> None:
        self._panel.show_view(self.in_view())

    @property
    def box(self) -> Box | None:
        """West, south, east, north of what the map shows; nothing before it has told."""
        return self._box

    def in_view(self) -> Iterator[tuple[str, Feature]]:
        """One of each look that is shown in the view, layer by layer from the uppermost."""
        box = self._box
        for layer in self._panel.layers():
            if box is None or not layer.on or layer.removed:
                continue
            drawn = self.shown.get(layer.layer, {})
            for feature in self._in_view.looks(layer.layer, drawn, box):
                yield layer.layer, feature


def _counts(feature: Feature) -> bool:
    """Whether it is one of the things of its layer, not the ground below them."""
    return not feature.get("base")


def _concerned(here: list[Change]) -> dict[str, None]:
    """The records that changed and the places to which they belong or belonged."""
    found: dict[str, None] = {}
    for change in here:
        found[change.record.id] = None
        for record in (change.before, change.after):
            place = getattr(record, "place_id", "")
            if place:
                found[place] = None
    return found


def _matters(change: Change, own: type[Record]) -> bool:
    """Whether a layer looks otherwise for it: its own kind always, a place if it moved."""
    if isinstance(change.record, own):
        return True
    before, after = change.before, change.after
    if before is None:
        return False
    return after is None or any(
        getattr(before, name, None) != getattr(after, name, None) for name in _SEEN
    )
