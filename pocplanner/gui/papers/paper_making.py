"""Makes the paper for the preview, and counts what each audience does not get."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pocplanner.analysis.sharing import View, view
from pocplanner.commands import report, strategy
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem


@dataclass(frozen=True)
class Choice:
    """What is wanted on paper: the document, for whom, in which language and size."""

    document: str
    audience: Audience
    language: str
    page: Any = "a4"
    scenario_id: str = ""


@dataclass(frozen=True)
class Paper:
    """A paper in memory, and what its exporter is told."""

    content: bytes
    choice: Choice
    written: report.Written


@dataclass(frozen=True)
class HeldBack:
    """What one audience does not get; `refused` where a rule forbids it any document."""

    records: int = 0
    expired: tuple[str, ...] = ()
    #: How many texts of persons are left out, by document and scenario.
    texts: tuple[tuple[tuple[str, str], int], ...] = ()
    refused: Problem | None = None

    def texts_of(self, choice: Choice) -> int:
        """How many texts of persons are left out of this document."""
        return dict(self.texts).get((choice.document, choice.scenario_id), 0)


class Leaving:
    """A paper on its way to a file, which can be taken back until it is logged."""

    def __init__(self, path: Path) -> None:
        self._path, self._before = path, _which(path)

    def take_back(self) -> None:
        """Delete the file that was written; one that stood there before and still does stays."""
        now = _which(self._path)
        if now is not None and now != self._before:
            self._path.unlink(missing_ok=True)


def _which(path: Path) -> tuple[int, int, int] | None:
    """Which file lies there; every writing puts a new one in its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


def make_paper(snapshot: Snapshot, choice: Choice, today: date) -> Work[Paper]:
    """The real paper, read back into memory: its file lies in a private folder that goes again.

    Problem for everything that keeps `commands.report.write` from writing.
    """
    with tempfile.TemporaryDirectory(prefix="paper-", dir=_memory_folder()) as folder:
        path = Path(folder) / "paper.pdf"
        written = yield from write_paper(snapshot, choice, path, today)
        return Paper(path.read_bytes(), choice, written)


def write_paper(
    snapshot: Snapshot, choice: Choice, path: Path, today: date
) -> Work[report.Written]:
    """The paper in a file, proven."""
    return report.write(
        snapshot,
        choice.document,
        choice.audience,
        choice.language,
        path,
        choice.scenario_id,
        today=today,
        page=choice.page,
    )


def count_held_back(
    snapshot: Snapshot, documents: Sequence[tuple[str, str]], today: date
) -> Work[dict[Audience, HeldBack]]:
    """For each audience what it does not get; `documents` are pairs of document and scenario."""
    found: dict[Audience, HeldBack] = {}
    for number, audience in enumerate(Audience):
        yield Progress(number, len(Audience))
        try:
            seen = view(snapshot, audience, today)
        except Problem as problem:
            found[audience] = HeldBack(refused=problem)
            continue
        texts = tuple((d, _texts_left_out(snapshot, seen, *d)) for d in documents)
        found[audience] = HeldBack(seen.records, seen.expired, texts)
    return found


def _texts_left_out(snapshot: Snapshot, seen: View, document: str, scenario_id: str) -> int:
    def edited(source: Snapshot) -> int:
        sections = strategy.sections_of(source, document, scenario_id)
        return sum(p.status == "edited" for s in sections for p in s.paragraphs)

    return edited(snapshot) - edited(seen.snapshot)


def _memory_folder() -> str | None:
    """A folder that lives in memory where the system has one, so that no disk holds the paper."""
    for folder in (os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"):
        if folder and Path(folder).is_dir() and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return None
