"""Write saved options side by side for an audience: filter, think through, lay out, prove, log."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pocplanner.analysis.sharing import view
from pocplanner.commands.leaving import consent_day, log
from pocplanner.commands.what_if import think
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue
from pocplanner.model.proposal import Proposal
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.words import Problem, Words


@dataclass(frozen=True)
class WrittenOptions:
    """Options that were written and proven; what the exporter is told, not the paper."""

    path: Path
    audience: Audience
    language: str
    as_of: date
    pages: int
    sha256: str
    held_back: int
    level: Level


def write_options(
    snapshot: Snapshot,
    option_ids: Sequence[str],
    audience: Audience,
    language: str,
    path: Path,
    as_of: date | None = None,
    today: date | None = None,
    page: Literal["a4", "letter"] = "a4",
) -> Work[WrittenOptions]:
    """One or two options on paper, computed from what the audience may see.

    Problem("what_if.held_back") where a change is held back from them: half an option would
    promise what it does not do. Problem export.no_folder, export.other_file, export.leak.
    """
    if not 1 <= len(option_ids) <= 2:
        raise Problem("what_if.two", count=len(option_ids))
    if not path.parent.is_dir():
        raise Problem("export.no_folder", folder=path.parent.name)
    from pocplanner.commands.proving import may_replace, permitted, withheld
    from pocplanner.report.options import Option, options_document
    from pocplanner.report.proof import write_proven

    may_replace(path, (b"%PDF-",))
    seen = view(snapshot, audience, consent_day(as_of, today))
    found: list[Option] = []
    day = as_of
    for number, id in enumerate(option_ids):
        yield Progress(number, len(option_ids) + 1)
        proposal = _readable(snapshot, seen.snapshot, id, audience, language)
        outcome = yield from think(seen.snapshot, proposal.changes, as_of, today)
        texts, rows = outcome.texts(language)
        day = outcome.before.as_of
        found.append(
            Option(proposal, outcome.before, outcome.after, outcome.comparison, outcome.shown,
                   outcome.remarks, outcome.alerts, len(texts), len(rows))
        )  # fmt: skip
    yield Progress(len(option_ids), len(option_ids) + 1)
    document = options_document(seen.snapshot, found, language, audience, seen.level)
    pdf = write_proven(document, path, withheld(seen), permitted(seen), page)
    assert day is not None
    return WrittenOptions(
        path=path,
        audience=audience,
        language=language,
        as_of=day,
        pages=pdf.pages,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        held_back=seen.records,
        level=seen.level,
    )


def _readable(
    whole: Snapshot, seen: Snapshot, id: str, audience: Audience, language: str
) -> Proposal:
    """The option as the audience reads it. Problem where it does not read all of it."""
    own, proposal = whole.one(Proposal, id), seen.one(Proposal, id)
    if own is None:
        raise Problem("record.unknown", id=id)
    missing = proposal is None or len(proposal.changes) != len(own.changes)
    if proposal is None or missing or not all(c.whole for c in proposal.changes):
        name = Words(language).term("audience", audience.value)
        raise Problem("what_if.held_back", name=own.name, audience=name)
    return proposal


def keep(project: Project, written: WrittenOptions) -> Issue:
    """Log what left: for whom, when, with what hash."""
    return log(project, written, "options")
