"""Plain text into paragraphs: nothing that stands in a text is ever read as markup.

The paragraphs are made from fragments directly; the PDF library's own markup parser is
never given a text of a record. Links exist only between places of the same document.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.abag import ABag
from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from pocplanner.report.pdf_fonts import Signs, fonts, width
from pocplanner.report.pdf_style import colour
from pocplanner.report.typography import spaced
from pocplanner.words import Words


class Para(Paragraph):  # type: ignore[misc]
    """A paragraph that may carry a sign in the margin and a coloured rule beside it."""

    tag: str = ""
    rule: Color | None = None

    def split(self, width: float, height: float) -> list["Para"]:
        """The part that fits and the rest; the sign stays with the beginning."""
        parts: list[Para] = super().split(width, height)
        if parts and parts[0] is not self:
            parts[0].tag = self.tag
            for part in parts:
                part.rule = self.rule
        return parts

    def draw(self) -> None:
        """The paragraph, then what stands beside it."""
        super().draw()
        style, canvas = self.style, self.canv
        pad = float(style.borderPadding or 0)
        if self.rule is not None:
            canvas.saveState()
            canvas.setFillColor(self.rule)
            canvas.rect(
                style.leftIndent - pad - 2.2, -pad, 2.2, self.height + 2 * pad, stroke=0, fill=1
            )
            canvas.restoreState()
        if self.tag:
            canvas.saveState()
            canvas.setFillColor(colour("soft"))
            canvas.setFont(fonts().italic, 6.2)
            y = self.height - style.fontSize * 0.95
            for line in self.tag.split("\n"):
                canvas.drawRightString(-9, y, line)
                y -= 7.4
            canvas.restoreState()

    @property
    def last_line(self) -> float:
        """The width of the last line, once it is wrapped."""
        lines = self.blPara.lines
        if not lines:
            return 0.0
        last = lines[-1]
        rest = last[0] if isinstance(last, tuple) else last.extraSpace
        return float(self.width - self.style.leftIndent - self.style.rightIndent - rest)


@dataclass
class Setting:
    """What a document's text is set with: its language, its evidence, what went wrong."""

    words: Words
    numbers: dict[str, int] = field(default_factory=dict)
    signs: Signs = field(default_factory=Signs)
    #: Evidence number -> the names of the places that use it, in their order.
    uses: dict[int, list[str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    #: Size of everything, smaller where a page must fit.
    scale: float = 1.0

    def say(self, key: str, **facts: object) -> str:
        """A text of the report's own words, with its spaces set."""
        return spaced(self.words.text(f"report.{key}", **facts), self.words.language)

    def frags(
        self, text: str, style: ParagraphStyle, font: str = "", ink: Color | None = None,
        size: float = 0.0, rise: float = 0.0, link: str = "",
    ) -> list[ParaFrag]:  # fmt: skip
        """Fragments of a plain text, a piece for each font that it needs."""
        found: list[ParaFrag] = []
        for at, line in enumerate(spaced(text, self.words.language).split("\n")):
            if at:
                found.append(_frag("", style, lineBreak=True))
            for face, piece in self.signs.pieces(line, font or style.fontName):
                more: dict[str, Any] = {"fontName": face, "rise": rise}
                if ink is not None:
                    more["textColor"] = ink
                if size:
                    more["fontSize"] = size
                if link:
                    more["link"] = [(link, f"#{link}")]
                found.append(_frag(piece, style, **more))
        return found

    def marks(self, evidence: Iterable[str], style: ParagraphStyle) -> list[ParaFrag]:
        """The numbers of the evidence, small and raised, each a link to the annex."""
        found_numbers = set()
        for identity in evidence:
            if identity in self.numbers:
                found_numbers.add(self.numbers[identity])
            else:
                self.unknown.add(identity)
        if not found_numbers:
            return []
        size, rise, ink = style.fontSize * 0.68, style.fontSize * 0.3, colour("accent")

        def small(text: str, link: str = "") -> list[ParaFrag]:
            return self.frags(text, style, fonts().regular, ink, size, rise, link)

        found = small("\u00a0[")
        for at, number in enumerate(sorted(found_numbers)):
            if at:
                found += small(", " if at % 4 == 0 else ",\u00a0")
            used = self.uses.setdefault(number, [])
            used.append(f"use-{number}-{len(used) + 1}")
            found.append(anchor(used[-1], style))
            found += small(str(number), f"ev-{number}")
        return found + small("]")

    def paragraph(
        self, text: str, style: ParagraphStyle, evidence: Sequence[str] = (), lead: str = "",
        bullet: str = "", before: Sequence[ParaFrag] = (),
    ) -> Para:  # fmt: skip
        """A paragraph of plain text with its bold lead-in and its marks."""
        found = list(before)
        if lead:
            found += self.frags(lead.strip() + " ", style, _bold(style.fontName))
        found += self.frags(text, style)
        found += self.marks(evidence, style)
        return Para(None, style, frags=found, bulletText=bullet or None)

    def fit(self, text: str, font: str, size: float, most: float) -> str:
        """The text on one line, cut with an ellipsis where it is wider than `most` points."""
        text = self.signs.plain(spaced(text, self.words.language), font)
        if width(text, font, size) <= most:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if width(text[:middle].rstrip() + "…", font, size) <= most:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + "…"


def anchor(name: str, style: ParagraphStyle) -> ParaFrag:
    """A place in the text that links can lead to."""
    return _frag("", style, cbDefn=ABag(kind="anchor", label="anchor", name=name))


def _frag(text: str, style: ParagraphStyle, **more: Any) -> ParaFrag:
    made = ParaFrag(
        text=text, fontName=style.fontName, fontSize=style.fontSize, textColor=style.textColor,
        rise=0, greek=0, link=[], us_lines=[], bold=0, italic=0,
    )  # fmt: skip
    for name, value in more.items():
        setattr(made, name, value)
    return made


def _bold(font: str) -> str:
    family = fonts()
    return family.narrow_bold if font in (family.narrow, family.narrow_bold) else family.bold
