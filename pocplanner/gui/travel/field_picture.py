"""The picture of travel times over the map: bands of colour, by the bounds that a person set."""

from collections.abc import Sequence

import numpy as np

from pocplanner.analysis.travel.field import Field
from pocplanner.analysis.travel.isochrones import bands
from pocplanner.gui.map.heat_picture import png_of

#: From near to far, told apart by every kind of colour vision and in grey.
_STOPS = np.array([(38, 70, 130), (32, 130, 142), (80, 180, 110), (190, 205, 70), (250, 230, 130)])
_ALPHA = 150
#: The most picture points to a side.
_MOST = 1600


class FieldPicture:
    """A field in bands; `legend` gives the colour of each bound, the nearest first."""

    def __init__(self, field: Field, bounds: Sequence[int]) -> None:
        self.field, self.bands = field, tuple(bounds)
        self._made: bytes | None = None

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.field.frame.bounds

    @property
    def legend(self) -> tuple[tuple[str, int], ...]:
        """Colours with the bound that each goes up to."""
        named = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in self._colours()]
        return tuple(zip(named, self.bands, strict=True))

    def _colours(self) -> list[tuple[int, int, int]]:
        at = np.linspace(0, len(_STOPS) - 1, max(2, len(self.bands)))[: len(self.bands)]
        mixed = np.stack([np.interp(at, range(len(_STOPS)), _STOPS[:, i]) for i in range(3)], 1)
        return [(int(r), int(g), int(b)) for r, g, b in mixed]

    def png(self) -> bytes:
        """The picture as PNG, in rows of the square map, the north first."""
        if self._made is None:
            frame = self.field.frame
            _, south, _, north = frame.bounds
            high, wide = min(frame.rows, _MOST), min(frame.columns, _MOST)
            top, bottom = (float(np.arcsinh(np.tan(np.radians(v)))) for v in (north, south))
            flat = top - (np.arange(high) + 0.5) / high * (top - bottom)
            lat = np.degrees(np.arctan(np.sinh(flat)))
            row = np.clip(np.floor(lat / frame.d_lat).astype(int) - frame.row0, 0, frame.rows - 1)
            column = np.arange(wide) * frame.columns // wide
            field = self.field.minutes.reshape(frame.rows, frame.columns)[row][:, column]
            table = [(*colour, _ALPHA) for colour in self._colours()]
            # The last row is for what lies beyond the last bound: nothing is drawn there.
            colours = np.array([*table, (0, 0, 0, 0)], np.uint8)
            self._made = png_of(colours[bands(field, self.bands)])
        return self._made
