"""The picture of a heat or trend grid, with the colours and figures of its legend."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from pocplanner.analysis.heat import Surface

#: From nothing to the most, readable with every kind of colour vision and in grey.
_HEAT = ((255, 240, 190, 0), (254, 217, 142, 170), (254, 153, 41, 205), (204, 76, 2, 225),
         (110, 20, 20, 240))  # fmt: skip
#: From fewer (blue) over no change (nothing) to more (orange).
_TREND = ((5, 48, 97, 230), (67, 147, 195, 190), (247, 247, 247, 0), (230, 130, 50, 190),
          (140, 45, 4, 230))  # fmt: skip
#: Legends name this share of the highest value as "most": single peaks would pale the rest.
_TOP = 0.995
_TABLE = 256
#: Colours follow the root of a value: beside one bad town the country would look empty.
_ROOT = 0.5


class HeatPicture:
    """A surface in colours; `legend` says which colour stands for how much."""

    def __init__(self, surface: Surface, trend: bool, most: float = 0.0) -> None:
        """`most` is what the darkest colour stands for; two pictures share it to be compared."""
        self.surface, self.is_trend = surface, trend
        told = np.abs(surface.values[surface.values != 0])
        self.most = most or (float(np.quantile(told, _TOP)) if len(told) else 0.0)
        self._made: bytes | None = None

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.surface.bounds

    @property
    def legend(self) -> tuple[tuple[str, float], ...]:
        """Colours with the value that each stands for."""
        stops = _TREND if self.is_trend else _HEAT
        share = np.linspace(-1.0 if self.is_trend else 0.0, 1.0, len(stops))
        steps = np.sign(share) * np.abs(share) ** (1 / _ROOT) * self.most
        named = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue, _ in stops]
        return tuple(zip(named, steps.tolist(), strict=True))

    def png(self) -> bytes:
        """The picture as PNG."""
        if self._made is None:
            self._made = png_of(_table(_TREND if self.is_trend else _HEAT)[self._steps()])
        return self._made

    def _steps(self) -> NDArray[np.uint8]:
        share = self.surface.values / (self.most or 1.0)
        share = np.sign(share) * np.abs(share) ** _ROOT
        share = (share + 1) / 2 if self.is_trend else share
        steps: NDArray[np.uint8] = (np.clip(share, 0, 1) * (_TABLE - 1)).astype(np.uint8)
        return steps


def _table(stops: tuple[tuple[int, int, int, int], ...]) -> NDArray[np.uint8]:
    at = np.linspace(0, len(stops) - 1, _TABLE)
    columns = [np.interp(at, np.arange(len(stops)), [s[i] for s in stops]) for i in range(4)]
    return np.stack(columns, axis=1).astype(np.uint8)


def png_of(pixels: NDArray[np.uint8]) -> bytes:
    """Picture points (rows by columns by red, green, blue, alpha) as PNG."""
    cut = np.ascontiguousarray(pixels)
    height, width = cut.shape[:2]
    image = QImage(cut.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
