"""Write a document for an audience: filter, assess, draft, lay out, prove, log."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pocplanner.analysis.sharing import View, view
from pocplanner.commands.leaving import consent_day, log
from pocplanner.commands.strategy import draft, sections_of, which_scenario
from pocplanner.model.assessment import Threat
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue, IssuedRating
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.words import Problem


@dataclass(frozen=True)
class Written:
    """A document that was written and proven; what the exporter is told, not the paper."""

    path: Path
    document: str
    audience: Audience
    language: str
    as_of: date
    pages: int
    sha256: str
    held_back: int
    expired: tuple[str, ...]
    texts_left_out: int
    level: Level
    ratings: tuple[IssuedRating, ...]
    remarks: tuple[Any, ...]


def write(
    snapshot: Snapshot,
    document: str,
    audience: Audience,
    language: str,
    path: Path,
    scenario_id: str = "",
    as_of: date | None = None,
    today: date | None = None,
    page: Literal["a4", "letter"] = "a4",
) -> Work[Written]:
    """Make the document from what the audience may see, and prove it holds no more.

    Problem where the folder is missing, the disk is full, rule D7 forbids the export, or the
    written file was found to hold what was held back (it is deleted then).
    """
    if not path.parent.is_dir():
        raise Problem("export.no_folder", folder=path.parent.name)
    from pocplanner.commands.proving import may_replace, permitted, withheld

    may_replace(path, (b"%PDF-",))
    scenario_id = which_scenario(snapshot, document, scenario_id)
    yield Progress(0, 4)
    seen = view(snapshot, audience, consent_day(as_of, today))
    if scenario_id and seen.snapshot.get(scenario_id) is None:
        raise Problem("export.scenario_hidden", id=scenario_id)
    assessment, fresh = yield from draft(
        seen.snapshot, document, language, scenario_id, as_of, today
    )
    yield Progress(2, 4)
    from pocplanner.report.draft import merge
    from pocplanner.report.outline import document as outline
    from pocplanner.report.proof import write_proven

    stored = sections_of(seen.snapshot, document, scenario_id)
    sections = merge(stored, fresh, language)
    blocks = outline(
        seen.snapshot,
        assessment,
        sections,
        document,
        language,
        audience,
        level=seen.level,
        scenario_id=scenario_id,
    )
    yield Progress(3, 4)
    # What a person changed in a paragraph is theirs; what the draft says all the same is not.
    secret = withheld(seen, (p.text for f in fresh for p in f.paragraphs))
    pdf = write_proven(blocks, path, secret, permitted(seen), page)
    return Written(
        path=path,
        document=document,
        audience=audience,
        language=language,
        as_of=assessment.as_of,
        pages=pdf.pages,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        held_back=seen.records,
        expired=seen.expired,
        texts_left_out=_left_out(snapshot, seen, document, scenario_id),
        level=seen.level,
        ratings=tuple(
            IssuedRating(
                threat_id=r.threat_id,
                title=_called(snapshot, threat),
                band=r.band or "",
                priority=r.priority,
            )
            for r in assessment.rated
            if (threat := snapshot.one(Threat, r.threat_id)) is not None
        ),
        remarks=tuple(pdf.remarks),
    )


def _called(snapshot: Snapshot, threat: Threat) -> str:
    """The threat's title and place, for a later issue that holds it no more."""
    return ", ".join(filter(None, (threat.title, snapshot.name(threat.place_id))))


def _left_out(snapshot: Snapshot, seen: View, document: str, scenario_id: str) -> int:
    """How many texts of persons the audience does not get."""

    def edited(source: Snapshot) -> int:
        return sum(
            p.status == "edited"
            for s in sections_of(source, document, scenario_id)
            for p in s.paragraphs
        )

    return edited(snapshot) - edited(seen.snapshot)


def keep(project: Project, written: Written) -> Issue:
    """Log what left: for whom, when, with what hash; "changes since" reads it next time."""
    return log(project, written, written.document, written.ratings)
