"""The mesh of a place on the map: lines to its mechanisms, to what they hang on and to the post."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from pocplanner.analysis.mesh import sentences
from pocplanner.analysis.mesh.network import Network, Part, fold
from pocplanner.analysis.mesh.result import PlaceMesh, Reach
from pocplanner.analysis.telling import Teller
from pocplanner.gui.desk import Desk
from pocplanner.model.community import Mechanism
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post, Unit
from pocplanner.model.snapshot import Snapshot

if TYPE_CHECKING:
    from pocplanner.gui.map.view import MapView

LAYER = "mesh"
_CALM, _SINGLE = "#3b5f8a", "#b3261e"


class MeshOverlay(QObject):
    """Draws the mesh of the place that is chosen on the map, and takes it away with the choice."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: MapView | None = None
        self._id = ""
        self.shown: list[dict[str, Any]] = []
        desk.assessed.connect(lambda _: self._draw())
        desk.closed.connect(self.clear)

    def attach(self, view: "MapView") -> None:
        """Draw on this map from now on."""
        self._view = view
        self._draw()

    def detach(self) -> None:
        """The map is gone."""
        self._view = None

    def follow(self, id: str) -> None:
        """Something is chosen: its mesh, where it is a place that has one or a mechanism of it."""
        self._id = self._place_of(id)
        self._draw()

    def clear(self) -> None:
        """Nothing is chosen any more."""
        self._id = ""
        self._draw()

    def _place_of(self, id: str) -> str:
        found = self._desk.assessment
        if found is None or found.mesh is None or self._desk.project is None:
            return ""
        record = self._desk.snapshot.get(id)
        place = record.place_id if isinstance(record, Mechanism) else id
        return place if found.mesh.at(place) is not None else ""

    def _draw(self) -> None:
        found = self._desk.assessment
        place = found.mesh.at(self._id) if found is not None and found.mesh is not None else None
        made: list[dict[str, Any]] = []
        if place is not None and self._desk.project is not None:
            network = Network(self._desk.snapshot, found.mesh.as_of)
            made = features(network, place, self._desk.teller)
        self.shown = made
        if self._view is not None:
            self._view.replace(LAYER, made)


def features(network: Network, place: PlaceMesh, teller: Teller) -> list[dict[str, Any]]:
    """Lines from the place through its mechanisms, rings at what alone would silence people.

    A line that somebody's last way hangs on is red; a cause stands where it was recorded, and
    one without a position is told at its mechanism.
    """
    points = {p for r in place.reaches for p in r.points}
    drawing = _Drawing(network, teller, points)
    home = network.snapshot.position(place.place_id)
    if home is None:
        return []
    for one in place.reaches:
        for chain in one.chains:
            here, name = home, teller.name(place.place_id)
            for id in chain.mechanism_ids:
                mechanism = network.mechanisms[id]
                there = mechanism.position or network.snapshot.position(mechanism.place_id) or here
                single = Part("mechanism", id) in points
                drawing.line(here, there, f"{name} → {mechanism.name}", single)
                drawing.spot(there, mechanism.name, single)
                for tag in mechanism.shared_causes:
                    drawing.cause(there, mechanism, fold(tag))
                here, name = there, mechanism.name
            end = _end(network.snapshot, chain.exit_id)
            if end is not None:
                single = Part("unit", chain.exit_id) in points
                drawing.line(here, end, f"{name} → {teller.name(chain.exit_id)}", single)
                drawing.spot(end, teller.name(chain.exit_id), single)
    drawing.spot(home, "\n".join(_told(network, place, teller)), bool(place.telling))
    return list(drawing.made.values())


class _Drawing:
    def __init__(self, network: Network, teller: Teller, points: set[Part]) -> None:
        self._network, self._teller, self._points = network, teller, points
        self.made: dict[str, dict[str, Any]] = {}

    def line(self, one: Position, other: Position, label: str, single: bool) -> None:
        """A line between two places; where both are one there is none."""
        at = [[one.lat, one.lon], [other.lat, other.lon]]
        if at[0] == at[1]:
            return
        id = f"l{one.lon:.5f},{one.lat:.5f},{other.lon:.5f},{other.lat:.5f}"
        known = self.made.get(id)
        red = single or (known is not None and known["colour"] == _SINGLE)
        said = [] if known is None else str(known["label"]).split("\n")
        self.made[id] = {
            "id": id, "type": "line", "at": at, "colour": _SINGLE if red else _CALM,
            "weight": 2.4 if red else 1.6, "dashed": not red,
            "label": "\n".join(dict.fromkeys([*said, label])), "pick": True,
        }  # fmt: skip

    def spot(self, at: Position, label: str, single: bool) -> None:
        """A ring round what alone would silence people; what is no such thing gets none."""
        if not single or not label:
            return
        id = f"s{at.lon:.5f},{at.lat:.5f}"
        said = str(self.made[id]["label"]).split("\n") if id in self.made else []
        self.made[id] = {
            "id": id, "type": "point", "lon": at.lon, "lat": at.lat, "colour": _SINGLE,
            "size": 9, "hollow": True, "rank": 90,
            "label": "\n".join(dict.fromkeys([*said, *label.split("\n")])),
        }  # fmt: skip

    def cause(self, at: Position, of: Mechanism, tag: str) -> None:
        """A line to a cause that stands somewhere, and its ring."""
        known = self._network.causes.get(tag)
        single = Part("cause", tag) in self._points
        name = self._teller.text(sentences.cause(self._network, tag))
        there = known.position if known is not None and known.position is not None else at
        self.line(at, there, f"{of.name} – {name}", single)
        self.spot(there, name, single)


def _end(snapshot: Snapshot, exit_id: str) -> Position | None:
    found = snapshot.get(exit_id)
    if isinstance(found, Unit):
        return snapshot.position(found.post_id)
    return found.position if isinstance(found, Post) else None


def _told(network: Network, place: PlaceMesh, teller: Teller) -> list[str]:
    found: list[tuple[Reach, Any]] = list(sentences.place_sentences(network, place))
    return [teller.text(said) for _, said in found]


__all__ = ["LAYER", "MeshOverlay", "features"]
