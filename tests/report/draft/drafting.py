"""Drafts for tests: one mission in, paragraphs by their key out."""

from collections.abc import Mapping
from typing import Any

from pocplanner.analysis.assess import assess
from pocplanner.analysis.results import Assessment
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Paragraph, Section
from pocplanner.progress import finish
from pocplanner.report.draft import draft
from tests import makers


def assessed(snapshot: Snapshot) -> Assessment:
    """The assessment of a snapshot, as of its last event."""
    return finish(assess(snapshot))


def sections(
    snapshot: Snapshot, document: str = "strategy", language: str = "en"
) -> tuple[Section, ...]:
    """The drafted sections of a snapshot."""
    return draft(snapshot, assessed(snapshot), document, language)


def paragraphs(
    *changed: Record, document: str = "strategy", language: str = "en", **options: Any
) -> Mapping[tuple[str, str], Paragraph]:
    """The paragraphs of the small mission with some records changed, by section and key."""
    snapshot = makers.a_snapshot(*changed, **options)
    return {(s.key, p.key): p for s in sections(snapshot, document, language) for p in s.paragraphs}


def text(found: Mapping[tuple[str, str], Paragraph], section: str = "") -> str:
    """All text of a draft, or of one section of it."""
    return "\n".join(p.text for (key, _), p in found.items() if section in ("", key))
