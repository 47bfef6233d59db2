"""Which looks of a layer lie in the view: what each thing needs for that is worked out once."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pocplanner.gui.map.features import Feature

Box = tuple[float, float, float, float]
#: All of a feature that its line in the legend is told by.
_TOLD_BY = (
    *("type", "kind", "shape", "glyph", "colour", "letter", "hollow", "dashed", "hatch"),
    *("whole", "ink"),
)


class _Known(NamedTuple):
    """A thing that is drawn, how far it reaches, and what its line in the legend is told by."""

    feature: Feature
    west: float
    south: float
    east: float
    north: float
    look: tuple[object, ...]


class InView:
    """Remembers of each thing where it lies and how it looks, as long as it is drawn so.

    The view moves at every drag, and thousands of things have a handful of looks: an outline of
    ten thousand points must not be gone through each time.
    """

    def __init__(self) -> None:
        self._known: dict[str, dict[str, _Known]] = {}

    def looks(self, layer: str, drawn: Mapping[str, Feature], box: Box) -> Iterator[Feature]:
        """One thing of each look in view; the ground below the things of a layer is none."""
        west, south, east, north = box
        known = self._known.setdefault(layer, {})
        if len(known) > 2 * len(drawn):
            known.clear()
        found: set[tuple[object, ...]] = set()
        for id, feature in drawn.items():
            one = known.get(id)
            if one is None or one.feature is not feature:
                one = known[id] = _known(feature)
            _, left, low, right, high, look = one
            here = left <= east and right >= west and low <= north and high >= south
            if here and look and look not in found:
                found.add(look)
                yield feature

    def forget(self) -> None:
        """Nothing is drawn any more."""
        self._known.clear()


_NOWHERE: Box = (float("nan"),) * 4


def _known(feature: Feature) -> _Known:
    look = () if feature.get("base") else tuple(map(feature.get, _TOLD_BY))
    if "lon" in feature:
        lon, lat = feature["lon"], feature["lat"]
        return _Known(feature, lon, lat, lon, lat, look)
    return _Known(feature, *(_extent(feature["at"]) or _NOWHERE), look)


def inside(feature: Feature, box: Box) -> bool:
    """Whether a thing that is drawn lies, at least in part, in the view."""
    west, south, east, north = box
    _, left, low, right, high, _ = _known(feature)
    return left <= east and right >= west and low <= north and high >= south


def look_key(layer: str, feature: Feature) -> tuple[object, ...]:
    """What the line of a thing in the legend is told by."""
    return (layer, *map(feature.get, _TOLD_BY))


def _extent(at: list[object]) -> Box | None:
    lons: list[float] = []
    lats: list[float] = []

    def walk(part: object) -> None:
        if not isinstance(part, list) or not part:
            return
        if isinstance(part[0], (int, float)):
            lats.append(part[0])
            lons.append(part[1])
        else:
            for inner in part:
                walk(inner)

    walk(at)
    return (min(lons), min(lats), max(lons), max(lats)) if lons else None
