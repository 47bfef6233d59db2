"""A new draft beside what people wrote: offered, never laid over it."""

from collections.abc import Iterable

from pocplanner.model.strategy import SET_ASIDE, Paragraph, Section
from pocplanner.words import Words


def merge(
    stored: Iterable[Section], fresh: Iterable[Section], language: str
) -> tuple[Section, ...]:
    """The sections to keep: people's paragraphs as they are, all others drafted anew.

    Where the new draft differs from what a person wrote or accepted, it is offered beside
    it. A person's paragraph whose subject is gone keeps its text and its evidence, so that
    it stays as restricted as it was, and says that it rests on nothing any more.
    """
    kept = {(s.document, s.scenario_id, s.key): s for s in stored}
    return tuple(_section(kept.get((s.document, s.scenario_id, s.key)), s, language) for s in fresh)


def _section(stored: Section | None, fresh: Section, language: str) -> Section:
    if stored is None:
        return fresh
    before = {p.key: p for p in stored.paragraphs}
    now = [_paragraph(before.get(p.key), p) for p in fresh.paragraphs]
    keys = {p.key for p in now}
    lost = [_lost(p, language) for p in stored.paragraphs if p.key not in keys and (_persons(p))]
    return fresh.model_copy(
        update={"id": stored.id, "paragraphs": tuple(_in_place(stored, now, lost))}
    )


def _persons(paragraph: Paragraph) -> bool:
    return paragraph.touched or paragraph.status == SET_ASIDE


def _paragraph(before: Paragraph | None, fresh: Paragraph) -> Paragraph:
    if before is None or not _persons(before):
        return fresh
    if before.status == SET_ASIDE and before.status_before not in {"edited", "accepted"}:
        kept = ("status", "status_before", "reason", "author", "at")
        return fresh.model_copy(update={name: getattr(before, name) for name in kept})
    # What the person read stands with it: new evidence of the same subject is added, so
    # that the paragraph is at least as restricted as everything it was written from.
    evidence = tuple(dict.fromkeys((*before.evidence, *fresh.evidence)))
    offered = "" if fresh.text == before.text else fresh.text
    return before.model_copy(update={"offered": offered, "evidence": evidence})


def _lost(paragraph: Paragraph, language: str) -> Paragraph:
    said = Words(language).text("draft.without_evidence")
    return paragraph.model_copy(update={"offered": said})


def _in_place(stored: Section, now: list[Paragraph], lost: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs whose subject is gone stand after the one that they stood after."""
    order = [p.key for p in stored.paragraphs]
    for paragraph in lost:
        at = order.index(paragraph.key)
        before = set(order[:at])
        spot = max((i + 1 for i, p in enumerate(now) if p.key in before), default=0)
        now.insert(spot, paragraph)
    return now
