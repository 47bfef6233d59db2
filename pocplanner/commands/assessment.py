"""Assess the mission, keep what was found, decide on proposed threats."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from pocplanner.analysis.results import Assessment, Finding
from pocplanner.commands.changing import look_up
from pocplanner.commands.clock import now
from pocplanner.model.assessment import Override, Rating, Threat
from pocplanner.model.places import Settlement
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work
from pocplanner.project import Project
from pocplanner.words import Problem, Words

#: What the program itself keeps of a threat; no form and no terminal writes it.
_OWN = frozenset({"id", "status", "decided_by", "decided_at", "source_key"})


def assess(
    snapshot: Snapshot, as_of: date | None = None, today: date | None = None
) -> Work[Assessment]:
    """Look at everything the mission holds, plug-ins included; nothing is kept."""
    from pocplanner import plugins
    from pocplanner.analysis.assess import assess as look

    found = yield from look(snapshot, as_of=as_of, today=today)
    added = plugins.ask(snapshot, found.as_of)
    failed = tuple(
        Finding("finding.plugin_failed", {"plugin": b.name, "error": b.error}) for b in added.broken
    )
    if not added.findings and not failed:
        return found
    return replace(found, findings=(*found.findings, *added.findings, *failed))


def keep(project: Project, assessment: Assessment) -> tuple[int, int]:
    """Keep newly proposed threats, their places and the ratings of the day: threats, ratings.

    A rating that is the same as the last one of its threat is not written again, so the
    history holds changes and not the number of times that somebody looked.
    """
    places = [p for p in assessment.proposed_places if project.get(Settlement, p.id) is None]
    known = {t.id for t in project.all(Threat)}
    proposed = [t for t in assessment.proposed if t.id not in known]
    updated = [t for t in assessment.proposed if t.id in known and _still_proposed(project, t.id)]
    last: dict[str, Rating] = {}
    for rating in project.all(Rating):
        if rating.threat_id not in last or last[rating.threat_id].as_of <= rating.as_of:
            last[rating.threat_id] = rating
    fresh = [
        r
        for r in (_rating(project, found) for found in assessment.rated)
        if not _same(last.get(r.threat_id), r)
    ]
    with project.edit("edit.assess", as_of=assessment.as_of.isoformat()):
        project.put(*places, *proposed, *updated, *fresh)
    return len(proposed), len(fresh)


def _still_proposed(project: Project, id: str) -> bool:
    threat = project.get(Threat, id)
    return threat is not None and threat.status == "proposed"


def _rating(project: Project, found: Any) -> Rating:
    return Rating(
        id=f"rating.{found.threat_id}.{found.as_of.isoformat()}"[:80],
        threat_id=found.threat_id,
        as_of=found.as_of,
        likelihood=found.likelihood,
        suggested=found.suggested,
        impact=found.impact,
        band=found.band or "",
        priority=found.priority or "",
        gap_min=found.gap.gap.likely if found.gap and found.gap.gap else None,
        reasons=tuple(r.key for r in found.reasons),
        assumptions=tuple(found.assumptions),
        author=project.author,
    )


def _same(before: Rating | None, after: Rating) -> bool:
    if before is None:
        return False
    left, right = (
        r.model_dump(exclude={"id", "as_of", "author", "baseline"}) for r in (before, after)
    )
    return left == right


def accept(project: Project, ids: Sequence[str]) -> list[Threat]:
    """A person accepts proposed threats as they stand."""
    return _decide(project, ids, "accepted", "edit.threat.accept")


def refuse(project: Project, ids: Sequence[str], reason: str) -> list[Threat]:
    """A person refuses threats, with a reason that stays beside them."""
    if not reason.strip():
        raise Problem("threat.no_reason")
    return _decide(project, ids, "refused", "edit.threat.refuse", reason=reason)


def change(
    project: Project, id: str, values: dict[str, Any], reason: str = "", language: str = "en"
) -> Threat:
    """A person changes a threat and so takes it on; a field that is not there is refused."""
    threat = _threat(project, id)
    unknown = sorted(set(values) - (set(Threat.model_fields) - _OWN))
    if unknown:
        kind = Words(language).kind(Threat)
        raise Problem("record.no_field", field=unknown[0], kind=kind)
    look_up(project.snapshot(), Threat, values)
    reason = reason or str(values.get("reason", ""))
    changes = {**values, "reason": reason}
    return _decided(project, [threat], "changed", "edit.threat.change", changes, language)[0]


def override(project: Project, id: str, value: int, reason: str) -> Threat:
    """Set a likelihood in place of the computed one; it needs a reason and keeps its author."""
    if not reason.strip():
        raise Problem("threat.no_reason")
    threat = _threat(project, id)
    judged = Override(value=value, author=project.author, reason=reason)
    return _decided(project, [threat], "changed", "edit.threat.override", {"override": judged})[0]


def _threat(project: Project, id: str) -> Threat:
    found = project.get(Threat, id)
    if found is None:
        raise Problem("record.unknown", id=id)
    return found


def _decide(
    project: Project, ids: Sequence[str], status: str, label: str, **changes: Any
) -> list[Threat]:
    return _decided(project, [_threat(project, i) for i in ids], status, label, changes)


def _decided(
    project: Project,
    threats: Sequence[Threat],
    status: str,
    label: str,
    changes: dict[str, Any],
    language: str = "en",
) -> list[Threat]:
    who = {"status": status, "decided_by": project.author, "decided_at": now()}
    try:
        decided = [Threat.model_validate({**t.model_dump(), **changes, **who}) for t in threats]
    except ValidationError as error:
        raise Problem("record.refused", reason=_first(error, language)) from error
    with project.edit(label, count=len(decided)):
        project.put(*decided)
    return decided


def _first(error: ValidationError, language: str) -> str:
    """The first thing that the record refuses, as the field's name and a sentence."""
    from pocplanner.model.refusal import explain

    refused = explain(error, Threat, Words(language))[0]
    return ": ".join(filter(None, (refused.label, refused.sentence))).rstrip(".")
