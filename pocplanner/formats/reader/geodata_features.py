"""Features on their way through the reader: what was loaded, and how much may be."""

from dataclasses import dataclass, field
from typing import Any

from pocplanner.formats.reader.geodata_store import Features
from pocplanner.formats.reader.wire import Unreadable

#: All corners of a file together: above it a file is refused before it fills the memory.
CORNERS = 4_000_000
FEATURES = 2_000_000
#: Why a line is refused where only places are wanted.
LINE = "line_not_a_place"


def few_corners(count: int) -> None:
    """Unreadable where a file has more corners than can be held."""
    if count > CORNERS:
        raise Unreadable("import_too_many_corners", limit=CORNERS)


@dataclass
class Loaded:
    """The features of a file as GeoJSON has them, and what was left out on the way.

    A feature may name its `layer`, and with `wrong` the reason for which it is refused.
    `notes` are [key, count, facts], told as warnings; `system` is the system of coordinates
    that was turned into longitude and latitude, empty where there was nothing to turn.
    """

    format: str
    features: Features = field(default_factory=Features)
    notes: list[list[Any]] = field(default_factory=list)
    system: str = ""
    encoding: str = ""

    def only(self, layer: str) -> None:
        """Leave all features but those of one layer. Unreadable where there is no such layer."""
        names = dict.fromkeys(str(f.get("layer", "")) for f in self.features)
        if layer not in names:
            known = ", ".join(n for n in names if n)[:200]
            raise Unreadable("import_no_such_layer", layer=layer[:80], known=known)
        self.features.keep(lambda feature: feature.get("layer", "") == layer)
