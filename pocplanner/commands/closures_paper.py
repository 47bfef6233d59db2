"""Write closures for an audience, a page each: filter, think through, lay out, prove, log."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pocplanner.analysis.sharing import INSIDE, view
from pocplanner.analysis.what_if.closures import MOST_POSTS, closing
from pocplanner.commands.leaving import consent_day, log
from pocplanner.commands.what_if import think
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue
from pocplanner.model.places import Post
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.words import Problem, Words


@dataclass(frozen=True)
class WrittenClosures:
    """Closures that were written and proven; what the exporter is told, not the paper."""

    path: Path
    audience: Audience
    language: str
    as_of: date
    pages: int
    sha256: str
    held_back: int
    level: Level


def write_closures(
    snapshot: Snapshot,
    post_ids: Sequence[str],
    audience: Audience,
    language: str,
    path: Path,
    as_of: date | None = None,
    today: date | None = None,
    page: Literal["a4", "letter"] = "a4",
) -> Work[WrittenClosures]:
    """A page for each post, or for each that has a closing date where none is named.

    Problem closures.held_back for readers outside the mission or where a post is held back
    from them, what_if.no_closures, what_if.many_closures, export.no_folder, export.other_file,
    export.leak.
    """
    if not path.parent.is_dir():
        raise Problem("export.no_folder", folder=path.parent.name)
    from pocplanner.analysis.assess import day_of
    from pocplanner.commands.proving import may_replace, permitted, withheld
    from pocplanner.report.closure_paper import Closure, closure_document
    from pocplanner.report.proof import write_proven

    may_replace(path, (b"%PDF-",))
    day = day_of(snapshot, as_of, today)
    ids = tuple(dict.fromkeys(post_ids)) or closing(snapshot, day)
    if not ids:
        raise Problem("what_if.no_closures")
    if len(ids) > MOST_POSTS:
        raise Problem("what_if.many_closures", most=MOST_POSTS, count=len(ids))
    seen = view(snapshot, audience, consent_day(as_of, today))
    posts = [_readable(snapshot, seen.snapshot, id, audience, language) for id in ids]
    found: list[Closure] = []
    for number, post in enumerate(posts):
        yield Progress(number, len(posts) + 1)
        change = ProposedChange(kind="close_post", post_id=post.id)
        before = found[0].before if found else None
        outcome = yield from think(seen.snapshot, [change], as_of, today, before)
        found.append(
            Closure(post, outcome.before, outcome.after, outcome.comparison, outcome.shown,
                    outcome.alerts)
        )  # fmt: skip
    yield Progress(len(posts), len(posts) + 1)
    document = closure_document(seen.snapshot, found, language, audience, seen.level)
    pdf = write_proven(document, path, withheld(seen), permitted(seen), page)
    return WrittenClosures(
        path=path,
        audience=audience,
        language=language,
        as_of=found[0].before.as_of,
        pages=pdf.pages,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        held_back=seen.records,
        level=seen.level,
    )


def _readable(whole: Snapshot, seen: Snapshot, id: str, audience: Audience, language: str) -> Post:
    """The post as the audience reads it. Problem where it does not read when it closes."""
    own, post = whole.one(Post, id), seen.one(Post, id)
    if own is None:
        raise Problem("record.unknown", id=id)
    told = post is not None and post.position is not None and post.closes_on == own.closes_on
    if post is None or not told or audience not in INSIDE:
        name = Words(language).term("audience", audience.value)
        raise Problem("closures.held_back", name=own.name, audience=name)
    return post


def keep(project: Project, written: WrittenClosures) -> Issue:
    """Log what left: for whom, when, with what hash."""
    return log(project, written, "closures")
