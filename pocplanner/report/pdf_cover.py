"""The first page: what this is, how far it is cleared, for whom, and on what data."""

from copy import copy

from reportlab.platypus.flowables import Flowable, KeepInFrame, Spacer

from pocplanner.report.blocks import Cell, Cover, Document, Facts, Text
from pocplanner.report.drawing import Drawn, Pen
from pocplanner.report.pdf_dress import marking_of
from pocplanner.report.pdf_figures import picture_flowable
from pocplanner.report.pdf_flow import Flow
from pocplanner.report.pdf_fonts import fonts
from pocplanner.report.pdf_rows import facts
from pocplanner.report.pdf_style import Paper, colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.typography import day

#: More lines than this would push the rest off the page.
_MOST_LINES = 9
_MOST_SIGNS = 400


def cover_flowables(document: Document, setting: Setting, sheet: Paper) -> list[Flowable]:
    """The cover as one piece that always fits its page."""
    flow = Flow(setting, sheet, lambda _: 0)
    cover = document.cover
    parts: list[Flowable] = [Spacer(0, 20), _State(document, setting, sheet.text_width)]
    parts += [Spacer(0, 26)]
    place = " · ".join(filter(None, (cover.mission, cover.country)))
    parts.append(setting.paragraph(place, flow.style("subtitle")))
    parts.append(setting.paragraph(document.title, flow.style("title")))
    if document.subtitle:
        parts.append(setting.paragraph(document.subtitle, flow.style("subtitle")))
    for warning in cover.warnings:
        parts.append(Spacer(0, 4))
        parts.append(flow.text(Text(warning, style="warning")))
    parts.append(Spacer(0, 14))
    parts += facts(flow, Facts(_facts(document, setting)))
    if cover.picture is not None:
        parts += [_picture(cover, flow), Spacer(0, 8)]
    for title, lines, none in (
        ("consultations", cover.consultations, "no_consultations"),
        ("data", cover.data, "no_data"),
    ):
        if lines is None:
            continue
        head = copy(flow.style("heading3"))
        head.textColor = colour("accent")
        parts.append(setting.paragraph(setting.say(title), head))
        shown = [line[:_MOST_SIGNS] for line in lines[:_MOST_LINES]] or [setting.say(none)]
        if len(lines) > _MOST_LINES:
            shown.append(setting.say("more_lines", count=len(lines) - _MOST_LINES))
        small = copy(flow.style("note"))
        small.spaceAfter = 2
        parts += [setting.paragraph(line, small) for line in shown]
    return [KeepInFrame(sheet.text_width, sheet.text_height - 1, parts, mode="shrink")]


def _facts(document: Document, setting: Setting) -> tuple[tuple[str, Cell | str], ...]:
    cover, say = document.cover, setting.say
    audience = f"report.audience.{cover.audience}"
    words = setting.words
    found: list[tuple[str, Cell | str]] = [
        (say("as_of_label"), Cell(day(cover.as_of, words), bold=True)),
        (say("review_label"), day(cover.review, words) if cover.review else say("review_unset")),
        (
            say("audience_label"),
            words.text(audience) if words.has(audience) else cover.audience,
        ),
        (say("marking_label"), Cell(marking_of(setting, cover.marking), bold=True)),
    ]
    if document.handling:
        found.append((say("handling"), document.handling))
    found += cover.facts
    return tuple(found)


def _picture(cover: Cover, flow: Flow) -> Flowable:
    assert cover.picture is not None
    return picture_flowable(cover.picture, flow.setting, flow.width, 310)


class _State(Drawn):
    """Whether this is a draft or cleared, by whom, in a box that nobody overlooks."""

    def __init__(self, document: Document, setting: Setting, wide: float) -> None:
        super().__init__(setting, wide, 34)
        self.document = document

    def paint(self, pen: Pen) -> None:
        cover = self.document.cover
        cleared = cover.state == "cleared"
        ink = colour("cleared" if cleared else "draft")
        pen.box(0, 0, self.width, self.height, None, ink, 1.2, 3)
        wide = pen.text(12, 11, self.setting.say(cover.state), 16, ink, face=fonts().bold)
        says = (
            self.setting.say("cleared_by", role=cover.cleared_by or "?")
            if cleared
            else self.setting.say("not_cleared")
        )
        pen.text(26 + wide, 13.2, says, 8, ink, most=self.width - wide - 36)
