"""Draft a document of the mission: sections of paragraphs, each with what it rests on.

Everything comes from the snapshot and the assessment that are handed in; the same two give
the same text. Nothing here is invented: what is not on file becomes an open question that
says who could answer.
"""

from collections.abc import Iterator

from pocplanner.analysis.results import Assessment
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Paragraph, Section
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Drafted, Fact
from pocplanner.report.draft.merging import merge
from pocplanner.report.draft.sections import FACTS
from pocplanner.report.draft.templates import outline, paragraph, render

__all__ = ["DOCUMENTS", "draft", "drafted", "merge"]

#: Rules of the mission's own work, which say nothing to readers outside it.
INSIDE_ONLY = frozenset({"rule", "ladder", "steps", "information", "contribution", "rules"})
DOCUMENTS = ("strategy", "field-matrix", "scenario")


def draft(
    snapshot: Snapshot,
    assessment: Assessment,
    document: str,
    language: str,
    scenario_id: str = "",
) -> tuple[Section, ...]:
    """The sections of a document, every paragraph marked draft. LookupError: no such document."""
    if document == "scenario":
        from pocplanner.model.exercise import Scenario
        from pocplanner.report.draft.scenario import draft_scenario

        scenario = snapshot.one(Scenario, scenario_id)
        if scenario is None:
            raise LookupError(f"no scenario {scenario_id}")
        return draft_scenario(snapshot, assessment, scenario, language)
    desk = Desk(snapshot, assessment, language)
    return tuple(
        Section(
            id=f"section.{document}.{plan.key}",
            document=document,
            key=plan.key,
            number=plan.number,
            paragraphs=tuple(d.paragraph for d in drafted(desk, document, plan.key)),
        )
        for plan in outline(document)
    )


def drafted(desk: Desk, document: str, section: str) -> Iterator[Drafted]:
    """The paragraphs of one section, with the subheading that each stands under."""
    groups = next(p.groups for p in outline(document) if p.key == section)
    found = sorted(
        FACTS[document, section](desk),
        key=lambda f: groups.index(f.group) if f.group in groups else len(groups),
    )
    taken: set[str] = set()
    for fact in found:
        if fact.name in taken or not _may_be_said(desk, fact):
            continue
        written = _written(desk, document, section, fact)
        if written.paragraph.text:
            taken.add(fact.name)
            yield written
    if not taken and not desk.whole:
        yield _nothing(desk)


def _nothing(desk: Desk) -> Drafted:
    """What a section says that has no text for its readers: the same whatever the reason."""
    return Drafted(
        Paragraph(
            key="nothing",
            text=desk.text("nothing_here"),
            language=desk.language,
            evidence=(desk.mission.id,),
        )
    )


def _may_be_said(desk: Desk, fact: Fact) -> bool:
    """Whether these readers may read it: of what was held back, "not known" would be untrue."""
    if fact.question and not fact.evidence:
        return desk.whole
    return desk.inside or fact.kind not in INSIDE_ONLY


def _written(desk: Desk, document: str, section: str, fact: Fact) -> Drafted:
    text, lead = paragraph(document, desk.language, section, fact.kind)
    name = f"{document}/{desk.language}/{section}: {fact.kind}"
    free = fact.question or fact.generic
    # Only the mission's own editions hold every section that a text may point to.
    values = {"inside": desk.inside, **fact.values}
    return Drafted(
        Paragraph(
            key=fact.name,
            text=render(text, values, name),
            language=desk.language,
            evidence=fact.evidence or (() if free else (desk.mission.id,)),
            question=fact.question,
            generic=fact.generic,
        ),
        group=fact.group,
        lead=render(lead, values, name) if lead else "",
    )
