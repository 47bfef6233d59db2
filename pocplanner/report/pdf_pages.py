"""The pages of a printed document: sheets, head and foot, contents, outline, page numbers.

The number of pages and the pages of the headings are known only at the end, so what needs
them is written onto the finished pages; everything is laid out once.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from pocplanner.report.blocks import Document
from pocplanner.report.drawing import Pen
from pocplanner.report.pdf_dress import dress
from pocplanner.report.pdf_fonts import fonts
from pocplanner.report.pdf_style import Paper, colour, text_style
from pocplanner.report.pdf_text import Setting


class _Info(PDFInfo):  # type: ignore[misc]
    """What the file says of itself: a neutral title, and no more (who, where, when, with what)."""

    def format(self, document: Any) -> Any:
        return PDFDictionary({"Title": PDFString(self.title)}).format(document)


class Pages(Canvas):  # type: ignore[misc]
    """A canvas that remembers where places are and writes onto finished pages at the end."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._code: list[str]
        self.places: dict[str, int] = {}
        self.outline: list[tuple[int, str, str]] = []
        self._late: dict[int, list[Callable[[Canvas], None]]] = {}
        self._finished: dict[int, Any] = {}
        self._doc.info = _Info()

    def bookmarkPage(self, key: str, *args: Any, **kw: Any) -> Any:
        """Name a place of this page, and remember the page."""
        self.places.setdefault(key, self.getPageNumber())
        return super().bookmarkPage(key, *args, **kw)

    def late(self, write: Callable[[Canvas], None]) -> None:
        """Write onto this page once all pages are there."""
        self._late.setdefault(self.getPageNumber(), []).append(write)

    def showPage(self) -> None:
        """Finish the page."""
        number = self.getPageNumber()
        super().showPage()
        self._finished[number] = self._doc.idToObject[f"Page{number}"]

    def save(self) -> None:
        """Finish the document: page numbers, contents, outline."""
        if self._code:
            self.showPage()
        for number, acts in self._late.items():
            self._code = []
            for write in acts:
                write(self)
            self._finished[number].stream += "\n".join(self._code) + "\n"
        self._code = []
        deepest = -1
        for level, text, key in self.outline:
            # A level may not be entered past another that is missing.
            deepest = min(level - 1, deepest + 1)
            self.addOutlineEntry(text, key, deepest, closed=deepest >= 1)
        if self.outline:
            self.showOutline()
        super().save()

    @property
    def total(self) -> int:
        """How many pages are finished."""
        return len(self._finished)


class Sheets(BaseDocTemplate):  # type: ignore[misc]
    """The page layout: a cover, upright and lying pages, each with its head and foot."""

    def __init__(self, path: Path, document: Document, setting: Setting, sheet: Paper) -> None:
        super().__init__(
            str(path), pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=1,
            initialFontName=fonts().regular, lang=document.language, allowSplitting=1,
            title=setting.words.text("report.neutral_title"),
        )  # fmt: skip
        self.document, self.setting, self.sheet = document, setting, sheet
        self.story: list[Flowable] = []
        #: Level, text and place of the entries of the outline.
        self.outline: list[tuple[int, str, str]] = []
        self.addPageTemplates([
            self._template("cover", sheet, False),
            self._template("upright", sheet, True),
            self._template("lying", sheet.turned, True),
            self._template("columns", sheet, True, 2),
        ])  # fmt: skip

    def _template(self, name: str, sheet: Paper, head: bool, columns: int = 1) -> PageTemplate:
        wide = sheet.text_width if columns == 1 else sheet.column
        frames = [
            Frame(
                sheet.left + at * (wide + sheet.gutter), sheet.bottom, wide, sheet.text_height,
                id=f"{name}-{at}", leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
            )
            for at in range(columns)
        ]  # fmt: skip

        def on_page(canvas: Pages, _: Any) -> None:
            canvas.saveState()
            dress(canvas, self.document, self.setting, sheet, head)
            canvas.restoreState()

        return PageTemplate(
            id=name, frames=frames, onPage=on_page, pagesize=(sheet.width, sheet.height)
        )

    def begin_with(self, name: str) -> None:
        """The first page is of this kind (cover, upright, lying) and not a cover."""
        names = [template.id for template in self.pageTemplates]
        self._firstPageTemplateIndex = names.index(name)

    def write(self, story: list[Flowable]) -> int:
        """Lay the story out and write the file; how many pages it has."""
        self.story = story
        self.build(story, canvasmaker=self._canvas)
        return self.pages.total

    def _canvas(self, *args: Any, **kw: Any) -> Pages:
        self.pages = Pages(*args, **kw)
        self.pages.outline = self.outline
        return self.pages

    def page_of(self, place: str) -> int:
        """The page on which a named place stands; 0 while it stands on none."""
        return self.pages.places.get(place, 0)


class ContentsLine(Flowable):  # type: ignore[misc]
    """A line of the contents: heading, dots, page; the whole line leads there."""

    def __init__(self, setting: Setting, sheets: Sheets, level: int, text: str, key: str) -> None:
        super().__init__()
        self.sheets, self.key, self.setting = sheets, key, setting
        self.style = text_style(f"contents{level}")
        self.indent = 14.0 * (level - 1)
        self.text = setting.paragraph(text[:300], self.style)
        self.spaceBefore = self.style.spaceBefore

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The height of its words."""
        self.width = width
        self.height = self.text.wrap(width - self.indent - 44, height)[1]
        return width, self.height

    def draw(self) -> None:
        """Words and dots now, the page number when it is known."""
        canvas: Pages = self.canv
        self.text.drawOn(canvas, self.indent, 0)
        size = self.style.fontSize
        base = self.style.leading - size * 1.15
        start, end = self.indent + self.text.last_line + 5, self.width - 22
        if end > start:
            canvas.setStrokeColor(colour("rule"))
            canvas.setLineWidth(0.8)
            canvas.setLineCap(1)
            canvas.setDash([0.01, 3.2])
            canvas.line(start, base, end, base)
            canvas.setDash([])
            canvas.setLineCap(0)
        canvas.linkAbsolute(
            "", self.key,
            (*canvas.absolutePosition(0, 0), *canvas.absolutePosition(self.width, self.height)),
        )  # fmt: skip
        x, y = canvas.absolutePosition(self.width, base)
        pen_size, font, key = size, self.style.fontName, self.key

        def page(late: Canvas) -> None:
            number = str(self.sheets.page_of(key) or "")
            Pen(late, self.setting).text(x, y, number, pen_size, face=font, align="right")

        canvas.late(page)


def contents(
    setting: Setting, sheets: Sheets, headings: Sequence[tuple[int, str, str]]
) -> list[Flowable]:
    """The contents; the finest headings are left out where they would fill more than a page."""
    title = setting.paragraph(setting.say("contents"), text_style("heading1"))
    deepest = 3 if len(headings) <= 45 else 2
    found: list[Flowable] = [title]
    found += [
        ContentsLine(setting, sheets, level, text, key)
        for level, text, key in headings
        if level <= deepest
    ]
    return found
