"""Head and foot of every printed page: marking, exercise, what and as of when, page x of y."""

from typing import Any

from pocplanner.report.blocks import Document
from pocplanner.report.drawing import Pen
from pocplanner.report.pdf_fonts import fonts, width
from pocplanner.report.pdf_style import Paper, colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.typography import day


def dress(
    canvas: Any, document: Document, setting: Setting, sheet: Paper, head: bool = True
) -> None:
    """Draw head and foot; `canvas` writes the number of pages once all are there (`late`)."""
    say = setting.say
    pen, middle = Pen(canvas, setting), sheet.width / 2
    left, right = sheet.left, sheet.width - sheet.right
    marking = marking_of(setting, document.cover.marking)
    top = sheet.height - 24
    if document.exercise:
        pen.box(0, sheet.height - 17, sheet.width, 17, colour("exercise"))
        pen.bold(middle, sheet.height - 11.8, say("exercise"), 7.6, ink=colour("white"),
                 align="middle")  # fmt: skip
        top -= 10
    pen.bold(middle, top - 4, marking, 8, align="middle", ink=colour("warning"))
    if head:
        y, half = top - 17, (right - left) / 2
        name = document.short or document.cover.mission
        pen.text(left, y, f"{name} · {document.cover.document}", 7, colour("soft"),
                 most=half + 40)  # fmt: skip
        as_of = say("as_of", day=day(document.cover.as_of, setting.words))
        wide = width(as_of, fonts().narrow, 7)
        pen.text(right, y, as_of, 7, colour("soft"), align="right")
        state = say(document.cover.state)
        ink = colour("cleared" if document.cover.state == "cleared" else "draft")
        long = width(state, fonts().narrow_bold, 6.8)
        at = right - wide - long - 14
        pen.box(at - 4, y - 2.6, long + 8, 9.6, None, ink, 0.7, 1.5)
        pen.bold(at, y, state, 6.8, ink=ink)
        pen.line(left, y - 7, right, y - 7, colour("rule"), 0.5)
    y = sheet.bottom - 16
    pen.line(left, y + 8, right, y + 8, colour("rule"), 0.5)
    pen.bold(middle, y - 19, marking, 8, align="middle", ink=colour("warning"))
    _handling(pen, document.handling, left, y, 0.76 * (right - left))
    number = canvas.getPageNumber()

    def count(late: Any) -> None:
        text = say("page_of", page=number, pages=canvas.total)
        Pen(late, setting).text(right, y - 2, text, 7, colour("soft"), align="right")

    canvas.late(count)


def _handling(pen: Pen, handling: str, x: float, y: float, most: float) -> None:
    """The handling line on at most two lines."""
    rest = pen.setting.signs.plain(handling, fonts().narrow)
    for at in range(2):
        if not rest:
            return
        if at == 1 or width(rest, fonts().narrow, 6.6) <= most:
            pen.text(x, y - 2 - 8 * at, rest, 6.6, colour("soft"), most=most)
            return
        words, line = rest.split(" "), ""
        while words and width(f"{line} {words[0]}", fonts().narrow, 6.6) <= most:
            line = f"{line} {words.pop(0)}".strip()
        if not line:
            line = words.pop(0)
        pen.text(x, y - 2, line, 6.6, colour("soft"), most=most)
        rest = " ".join(words)


def marking_of(setting: Setting, marking: str) -> str:
    """The marking in the document's language, or the words given."""
    key = f"report.marking.{marking}"
    return setting.words.text(key) if setting.words.has(key) else marking
