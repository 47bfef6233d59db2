"""Maps written as PDF, PNG or SVG, each proven to hold nothing withheld before it stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias

from reportlab.platypus.flowables import Flowable, PageBreak

from pocplanner.report.map_paper import MapPaper
from pocplanner.report.map_sheet import MapSheet
from pocplanner.report.pdf import Written
from pocplanner.report.pdf_dress import dress
from pocplanner.report.pdf_pages import Sheets
from pocplanner.report.pdf_style import paper
from pocplanner.report.pdf_text import Setting
from pocplanner.report.proof import Withheld, prove, prove_texts, with_own_texts
from pocplanner.report.proof_file import Leak
from pocplanner.report.svg_canvas import SvgCanvas
from pocplanner.report.whole_file import write_whole
from pocplanner.words import Problem, Words

MapPage: TypeAlias = Literal["a4", "a3", "letter"]
#: The first bytes of each kind of file: only its like may be replaced.
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".svg": (b"<?xml",),
}


def write_map(
    found: MapPaper, path: Path, withheld: Withheld, permitted: Withheld, page: MapPage = "a4",
    dots: int = 150,
) -> Written:  # fmt: skip
    """Write the map in the format that the name ends in; an atlas is a PDF.

    `dots` are the dots an inch of a PNG. Raises Problem export.leak (nothing is left of the
    file) and what `write_whole` raises. The same map gives the same bytes.
    """
    allowed = with_own_texts(permitted, found.document.language)
    makers: dict[str, Callable[[Path], Written]] = {
        ".pdf": lambda beside: _proven_pdf(found, beside, page, withheld, allowed),
        ".png": lambda beside: _png(found, beside, page, dots, withheld, allowed),
        ".svg": lambda beside: _svg(found, beside, page, withheld, allowed),
    }
    return write_whole(path, makers[path.suffix.lower()])


def compose(found: MapPaper, path: Path, page: MapPage) -> Written:
    """Lay the leaves out into a PDF, one lying page each, listed in the outline."""
    setting = Setting(Words(found.document.language))
    sheet = paper(page)
    lying = sheet.turned
    sheets = Sheets(path, found.document, setting, sheet)
    sheets.begin_with("lying")
    story: list[Flowable] = []
    for at, leaf in enumerate(found.leaves):
        if at:
            story.append(PageBreak())
        key = f"leaf-{at}"
        story.append(MapSheet(leaf, setting, lying.text_width, lying.text_height - 0.1, key))
        sheets.outline.append((1, leaf.title, key))
    return Written(sheets.write(story), (), found.document.language)


def _proven_pdf(
    found: MapPaper, path: Path, page: MapPage, withheld: Withheld, allowed: Withheld
) -> Written:
    written = compose(found, path, page)
    _refuse(prove(path, withheld, allowed))
    return written


def _png(
    found: MapPaper, path: Path, page: MapPage, dots: int, withheld: Withheld, allowed: Withheld
) -> Written:
    """The picture of a proven PDF: what is not in one cannot be in the other."""
    import pypdfium2

    between = path.with_suffix(".pdf.part")
    try:
        written = _proven_pdf(found, between, page, withheld, allowed)
        pdf = pypdfium2.PdfDocument(between)
        try:
            picture = pdf[0].render(scale=dots / 72).to_pil()
        finally:
            pdf.close()
        picture.save(path, "PNG", dpi=(dots, dots))
    finally:
        between.unlink(missing_ok=True)
    return written


def _svg(
    found: MapPaper, path: Path, page: MapPage, withheld: Withheld, allowed: Withheld
) -> Written:
    setting = Setting(Words(found.document.language))
    sheet = paper(page).turned
    leaf = found.leaves[0]
    canvas = SvgCanvas(sheet.width, sheet.height, leaf.title, found.document.language)
    drawn = MapSheet(leaf, setting, sheet.text_width, sheet.text_height)
    canvas.saveState()
    canvas.translate(sheet.left, sheet.bottom)
    drawn.paint(canvas)
    canvas.restoreState()
    dress(canvas, found.document, setting, sheet)
    text = canvas.save()
    path.write_text(text, encoding="utf-8")
    _refuse(prove_texts(_texts(text), withheld, allowed))
    return Written(1, (), found.document.language)


def _texts(text: str) -> str:
    """Every word of an SVG file, each piece on a line."""
    from defusedxml.ElementTree import fromstring

    return "\n".join(part for part in fromstring(text).itertext() if part.strip())


def _refuse(leaks: list[Leak]) -> None:
    if leaks:
        first = leaks[0]
        raise Problem("export.leak", what=first.text, page=first.page, count=len(leaks))
