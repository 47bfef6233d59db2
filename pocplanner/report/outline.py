"""The outline of a document: its cover, its sections in their order, and what stands in them."""

from collections.abc import Sequence

from pocplanner.analysis.assess import Assessment
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Paragraph, Section
from pocplanner.report import blocks as b
from pocplanner.report.draft.merging import SET_ASIDE
from pocplanner.words import Words


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
    """The document as blocks, in the language asked for; the same input gives the same blocks."""
    words = Words(language)
    mission = snapshot.mission
    title = words.text(f"outline.document.{document}")
    parts: list[b.Block] = []
    for section in sections:
        parts.append(b.Heading(words.text(f"outline.section.{document}.{section.key}")))
        parts += [_text(p) for p in section.paragraphs if p.status != SET_ASIDE]
    return b.Document(
        title=title,
        language=language,
        cover=b.Cover(mission=mission.name, document=title, as_of=assessment.as_of),
        blocks=tuple(parts),
        handling=mission.handling,
        exercise=mission.exercise,
        short=mission.short_name,
    )


def _text(paragraph: Paragraph) -> b.Text:
    status: b.Status = "question" if paragraph.question else "draft"
    return b.Text(paragraph.text, paragraph.evidence, status)
