"""The outline of a document: its cover, its sections in their order, and what stands in them."""

from collections.abc import Iterator, Sequence

from pocplanner.analysis.results import Assessment
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Section
from pocplanner.report import blocks as b
from pocplanner.report.outline_annex import assumptions, data
from pocplanner.report.outline_cover import cover, subtitle, title
from pocplanner.report.outline_desk import Layout
from pocplanner.report.outline_evidence import MOST_EVENTS, MOST_RECORDS, Evidence
from pocplanner.report.outline_front import front
from pocplanner.report.outline_matrix import matrix
from pocplanner.report.outline_questions import open_questions
from pocplanner.report.outline_scenario import injects, scenario
from pocplanner.report.outline_sections import flowing, section_blocks
from pocplanner.report.outline_sheet import sheet

#: A list of more evidence than this stands in two columns on pages of its own.
_LONG_LIST = 40


def document(
    snapshot: Snapshot,
    assessment: Assessment,
    sections: Sequence[Section],
    document: str,
    language: str,
    audience: Audience,
    *,
    level: str,
    scenario_id: str = "",
) -> b.Document:
    """The document as blocks, in the language asked for; the same input gives the same blocks.

    Everything comes from the snapshot: for an audience it is the one that was filtered for it.
    `level` is the highest sensitivity in it, a code of the vocabulary `level`.
    """
    desk = Layout(snapshot, assessment, language, audience, document, scenario_id)
    evidence = Evidence(desk)
    page = evidence.cited(sheet(desk) if document == "scenario" else front(desk))
    body = evidence.cited(_body(desk, sections))
    annex = evidence.annex((*page, *body))
    last = tuple(injects(desk)) if document == "scenario" else ()
    mission = desk.mission
    return b.Document(
        title=title(desk),
        subtitle=subtitle(desk),
        language=language,
        cover=cover(desk, sections, level),
        front=page,
        blocks=tuple(flowing((*body, *_annexes(desk, body, annex, evidence), *last))),
        handling=mission.handling,
        exercise=mission.exercise,
        short=mission.short_name,
        # A sheet of a few pages is leafed through, not looked up.
        contents=document != "scenario",
    )


def _body(desk: Layout, sections: Sequence[Section]) -> Iterator[b.Block]:
    if not desk.whole:
        name = desk.words.text(f"report.audience.{desk.audience.value}")
        inside = "inside" if desk.inside else "outside"
        yield b.Text(desk.say(f"edition_note.{inside}", audience=name), style="finding")
    if desk.document == "scenario":
        yield from scenario(desk, sections)
        return
    if desk.document == "field-matrix":
        yield from matrix(desk, sections)
    else:
        for section in sections:
            yield from section_blocks(desk, section)
    yield from open_questions(desk)


def _annexes(
    desk: Layout, body: Sequence[b.Block], evidence: b.EvidenceList, found: Evidence
) -> Iterator[b.Block]:
    sources = found.sources()
    # A sheet of a few pages names the sources that it cites; a plan all that it was made from.
    yield from data(desk, body, found.source_ids if desk.document == "scenario" else None)
    if not evidence.items and not desk.whole:
        return
    if len(evidence.items) > _LONG_LIST:
        yield b.Break("columns")
    if desk.document != "scenario":
        yield from assumptions(desk)
    yield b.Heading(desk.say("evidence.heading"), new_page=False)
    yield b.Text(desk.say("evidence.lead", records=MOST_RECORDS, events=MOST_EVENTS), style="note")
    if sources:
        yield b.Text(sources, style="note")
    yield evidence
