"""Draft documents, keep what persons wrote, offer a redraft beside it."""

from datetime import date

from pocplanner.analysis.results import Assessment
from pocplanner.commands.clock import now
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import SET_ASIDE, Paragraph, Section
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.words import Problem

#: The documents that can be drafted; a scenario needs its id besides.
DOCUMENTS = ("strategy", "field-matrix", "scenario")


def which_scenario(snapshot: Snapshot, document: str, scenario_id: str = "") -> str:
    """The scenario that a document is about: the named one, else the one that was placed last.

    Empty for documents of the whole mission. Problem where there is no such scenario.
    """
    from pocplanner.model.exercise import Scenario

    if document != "scenario":
        return ""
    if scenario_id:
        if snapshot.one(Scenario, scenario_id) is None:
            raise Problem("record.unknown", id=scenario_id)
        return scenario_id
    placed = snapshot.all(Scenario)
    if not placed:
        raise Problem("draft.no_scenario")
    return placed[-1].id


def draft(
    snapshot: Snapshot,
    document: str,
    language: str,
    scenario_id: str = "",
    as_of: date | None = None,
    today: date | None = None,
) -> Work[tuple[Assessment, tuple[Section, ...]]]:
    """Assess the mission and draft a document from it; nothing is kept."""
    from pocplanner.commands.assessment import assess
    from pocplanner.report.draft import draft as write

    scenario_id = which_scenario(snapshot, document, scenario_id)
    assessment = yield from assess(snapshot, as_of, today)
    yield Progress(0, 0, document)
    seen = assessment.over(snapshot)
    return assessment, write(seen, assessment, document, language, scenario_id)


def keep(project: Project, sections: tuple[Section, ...], language: str) -> tuple[Section, ...]:
    """Keep drafted sections: a person's text stays, the fresh text is offered beside it."""
    from pocplanner.report.draft import merge

    stored = tuple(s for s in project.all(Section) if _same_document(s, sections))
    merged = tuple(
        s.model_copy(update={"drafted_at": now()}) for s in merge(stored, sections, language)
    )
    gone = [s for s in stored if s.id not in {m.id for m in merged}]
    with project.edit("edit.strategy.draft", document=sections[0].document if sections else ""):
        project.put(*merged)
        project.drop(*gone)
    return merged


def _same_document(section: Section, drafted: tuple[Section, ...]) -> bool:
    first = drafted[0] if drafted else None
    return (
        first is not None
        and section.document == first.document
        and section.scenario_id == first.scenario_id
    )


def sections_of(snapshot: Snapshot, document: str, scenario_id: str = "") -> tuple[Section, ...]:
    """The stored sections of one document, in their order."""
    found = (
        s for s in snapshot.all(Section) if s.document == document and s.scenario_id == scenario_id
    )
    return tuple(sorted(found, key=lambda s: (s.number, s.key)))


def rewrite(project: Project, section_id: str, key: str, text: str) -> Section:
    """A person's own words for one paragraph; they are never overwritten by a redraft."""
    return _changed(project, section_id, key, "edit.strategy.rewrite", text=text, status="edited")


def accept(project: Project, section_id: str, key: str) -> Section:
    """A person takes a drafted paragraph as it stands."""
    return _changed(project, section_id, key, "edit.strategy.accept", status="accepted")


def take_offer(project: Project, section_id: str, key: str) -> Section:
    """Take the redraft that was offered beside a person's text, in its place."""
    section, paragraph = _paragraph(project, section_id, key)
    if not paragraph.offered:
        raise Problem("draft.no_offer")
    return _changed(
        project,
        section.id,
        key,
        "edit.strategy.take_offer",
        text=paragraph.offered,
        offered="",
        status="draft",
    )


def set_aside(project: Project, section_id: str, key: str, reason: str) -> Section:
    """Take a paragraph out of the document, with a reason that stays beside it; it is kept.

    Problem("draft.no_reason") where none is given.
    """
    reason = reason.strip()
    if not reason:
        raise Problem("draft.no_reason")
    section, paragraph = _paragraph(project, section_id, key)
    before = paragraph.status_before if paragraph.status == SET_ASIDE else paragraph.status
    changes = {"status": SET_ASIDE, "status_before": before, "reason": reason}
    return _changed(project, section.id, key, "edit.strategy.set_aside", **changes)


def put_back(project: Project, section_id: str, key: str) -> Section:
    """Put a paragraph that was set aside back, as it stood before. Problem where it was not."""
    section, paragraph = _paragraph(project, section_id, key)
    if paragraph.status != SET_ASIDE:
        raise Problem("draft.not_aside")
    status = paragraph.status_before or "draft"
    return _changed(project, section.id, key, "edit.strategy.put_back", status=status)


def _paragraph(project: Project, section_id: str, key: str) -> tuple[Section, Paragraph]:
    section = project.get(Section, section_id)
    for paragraph in section.paragraphs if section is not None else ():
        if section is not None and paragraph.key == key:
            return section, paragraph
    raise Problem("draft.no_paragraph", name=f"{section_id}/{key}")


def _changed(project: Project, section_id: str, key: str, label: str, **changes: object) -> Section:
    section, _ = _paragraph(project, section_id, key)
    changes.update(author=project.author, at=now())
    if changes["status"] != SET_ASIDE:
        changes.update(reason="", status_before="")
    paragraphs = tuple(
        p.model_copy(update=changes) if p.key == key else p for p in section.paragraphs
    )
    changed = Section.model_validate({**section.model_dump(), "paragraphs": paragraphs})
    with project.edit(label, key=key):
        project.put(changed)
    return changed
