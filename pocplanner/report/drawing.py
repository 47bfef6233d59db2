"""The pen of charts and maps: vector drawing in the document's fonts and colours."""

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from pocplanner.report.pdf_fonts import fonts, width
from pocplanner.report.pdf_style import colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.typography import number


class Drawn(Flowable):  # type: ignore[misc]
    """A picture of a known size that draws itself; y grows upward, in points."""

    def __init__(self, setting: Setting, wide: float, tall: float) -> None:
        super().__init__()
        self.setting, self.width, self.height = setting, wide, tall

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size; a picture is never squeezed."""
        return self.width, self.height

    def draw(self) -> None:
        """The picture, with the canvas left as it was found."""
        self.canv.saveState()
        self.paint(Pen(self.canv, self.setting))
        self.canv.restoreState()

    @abstractmethod
    def paint(self, pen: "Pen") -> None:
        """Draw; each kind of picture says how."""


class Pen:
    """Lines, shapes and plain words on a canvas."""

    def __init__(self, canvas: Canvas, setting: Setting) -> None:
        self.canvas, self.setting = canvas, setting

    def text(
        self, x: float, y: float, text: str, size: float = 7.0, ink: Color | None = None,
        face: str = "", align: Literal["left", "right", "middle"] = "left", most: float = 0.0,
    ) -> float:  # fmt: skip
        """Write plain text at its base line; cut to `most` points if given. Returns its width."""
        font = face or fonts().narrow
        shown = (
            self.setting.fit(text, font, size, most)
            if most
            else self.setting.signs.plain(text, font)
        )
        pieces = self.setting.signs.pieces(shown, font)
        wide = sum(width(piece, name, size) for name, piece in pieces)
        x -= wide if align == "right" else wide / 2 if align == "middle" else 0
        self.canvas.setFillColor(ink or colour("ink"))
        for name, piece in pieces:
            self.canvas.setFont(name, size)
            self.canvas.drawString(x, y, piece)
            x += width(piece, name, size)
        return wide

    def bold(self, x: float, y: float, text: str, size: float = 7.0, **more: Any) -> float:
        """The same in bold."""
        return self.text(x, y, text, size, face=fonts().narrow_bold, **more)

    def number(self, value: float) -> str:
        """A number as the document's language writes it, with a decimal only where it has one."""
        places = 0 if abs(value - round(value)) < 0.005 else 1
        return number(value, self.setting.words.language, places)

    def line(
        self, x1: float, y1: float, x2: float, y2: float, ink: Color | None = None,
        wide: float = 0.5, dash: tuple[float, ...] = (),
    ) -> None:  # fmt: skip
        """A straight line."""
        self.canvas.setStrokeColor(ink or colour("rule"))
        self.canvas.setLineWidth(wide)
        self.canvas.setDash(list(dash))
        self.canvas.line(x1, y1, x2, y2)

    def box(
        self, x: float, y: float, wide: float, tall: float, fill: Color | None = None,
        ink: Color | None = None, stroke: float = 0.5, round_by: float = 0.0,
        opacity: float = 1.0,
    ) -> None:  # fmt: skip
        """A rectangle, filled, outlined or both."""
        if fill is not None:
            self.canvas.setFillColor(fill)
            self.canvas.setFillAlpha(opacity)
        if ink is not None:
            self.canvas.setStrokeColor(ink)
            self.canvas.setLineWidth(stroke)
            self.canvas.setDash([])
        args = {"stroke": int(ink is not None), "fill": int(fill is not None)}
        if round_by:
            self.canvas.roundRect(x, y, wide, tall, round_by, **args)
        else:
            self.canvas.rect(x, y, wide, tall, **args)
        if opacity < 1:
            self.canvas.setFillAlpha(1)

    def hatch(
        self, x: float, y: float, wide: float, tall: float, ink: Color, step: float = 2.6,
        stroke: float = 0.55,
    ) -> None:  # fmt: skip
        """Slanting lines inside a rectangle: a pattern that survives grey print."""
        if wide <= 0 or tall <= 0:
            return
        with self.clipped(x, y, wide, tall):
            self.canvas.setStrokeColor(ink)
            self.canvas.setLineWidth(stroke)
            self.canvas.setDash([])
            at = x - tall
            lines = []
            while at < x + wide:
                lines.append((at, y, at + tall, y + tall))
                at += step
            self.canvas.lines(lines)

    @contextmanager
    def clipped(self, x: float, y: float, wide: float, tall: float) -> Iterator[None]:
        """Draw only inside the rectangle."""
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x, y, wide, tall)
        self.canvas.clipPath(path, stroke=0, fill=0)
        try:
            yield
        finally:
            self.canvas.restoreState()


def nice_steps(highest: float, most: int = 4) -> list[float]:
    """Round values for an axis from nought to at least `highest`, no more than most + 1 steps."""
    if highest <= 0:
        return [0.0, 1.0]
    size = 10.0 ** len(str(int(highest)))
    for base in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0):
        step = size * base
        if step * most >= highest and (step >= 1 or highest < 1):
            break
    count = int(-(-highest // step))
    return [step * at for at in range(count + 1)]
