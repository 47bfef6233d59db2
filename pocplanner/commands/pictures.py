"""Write the map, or an atlas, for an audience: filter, assess, draw, prove, log."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pocplanner.analysis.sharing import view
from pocplanner.commands.assessment import assess
from pocplanner.commands.leaving import consent_day, log
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.report.map_paper import MapChoice

_LEAST_DOTS, _MOST_DOTS = 50, 600


@dataclass(frozen=True)
class WrittenMap:
    """A map that was written and proven; what the exporter is told, not the paper."""

    path: Path
    audience: Audience
    language: str
    as_of: date
    pages: int
    sha256: str
    held_back: int
    level: Level
    #: Layers that were asked for and that this audience is told nothing of.
    not_told: tuple[str, ...] = ()


def write_map(
    snapshot: Snapshot,
    audience: Audience,
    language: str,
    path: Path,
    choice: "MapChoice",
    page: Literal["a4", "a3", "letter"] = "a4",
    dots: int = 150,
    as_of: date | None = None,
    today: date | None = None,
) -> Work[WrittenMap]:
    """Draw what the audience may see into the file, in the format that its name ends in.

    Problem export.no_folder, export.other_file, map.bad_ending, map.atlas_is_pdf,
    map.no_layer, map.bad_window, map.bad_dots, map.nothing_there, export.leak.
    """
    from pocplanner.commands.proving import may_replace, permitted, withheld
    from pocplanner.report import map_files
    from pocplanner.report.map_paper import map_paper
    from pocplanner.report.map_times import may_see, reckoned

    _check(path, choice, dots)
    if not path.parent.is_dir():
        raise Problem("export.no_folder", folder=path.parent.name)
    may_replace(path, map_files.BEGINNINGS[path.suffix.lower()])
    yield Progress(0, 4)
    seen = view(snapshot, audience, consent_day(as_of, today))
    yield Progress(1, 4)
    assessment = yield from assess(seen.snapshot, as_of, today)
    yield Progress(2, 4)
    if "times" in choice.layers and may_see(audience):
        ground = yield from reckoned(seen.snapshot, choice.times)
        choice = replace(choice, ground=ground)
    paper = map_paper(seen.snapshot, assessment, choice, language, audience, seen.level)
    if not any(leaf.picture.layers for leaf in paper.leaves):
        raise Problem("map.nothing_there")
    yield Progress(3, 4)
    made = map_files.write_map(paper, path, withheld(seen), permitted(seen), page, dots)
    return WrittenMap(
        path=path,
        audience=audience,
        language=language,
        as_of=assessment.as_of,
        pages=made.pages,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        held_back=seen.records,
        level=seen.level,
        not_told=() if may_see(audience) or "times" not in choice.layers else ("times",),
    )


def keep(project: Project, written: WrittenMap) -> Issue:
    """Log what left: for whom, when, with what hash."""
    return log(project, written, "map")


def _check(path: Path, choice: "MapChoice", dots: int) -> None:
    """Everything that can be said before any work is done."""
    from pocplanner.report.map_files import BEGINNINGS
    from pocplanner.report.map_paper import LAYERS

    for name in choice.layers:
        if name not in LAYERS:
            raise Problem("map.no_layer", name=name, known=", ".join(LAYERS))
    if path.suffix.lower() not in BEGINNINGS:
        raise Problem("map.bad_ending", name=path.name)
    if choice.atlas and path.suffix.lower() != ".pdf":
        raise Problem("map.atlas_is_pdf")
    since, until = choice.events.since, choice.events.until
    if since and until and since >= until:
        raise Problem("map.bad_window")
    if not _LEAST_DOTS <= dots <= _MOST_DOTS:
        raise Problem("map.bad_dots")
