"""A real mission lent to an exercise: nothing in the paper says where, or who."""

import re
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from pocplanner.commands import report
from pocplanner.model.events import day_number
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.report.proof_words import plain
from tests.analysis.makers import car_snapshot

TODAY = date(2023, 3, 1)
#: What events call those who belong to no side: a word of the language, no name.
_NOBODY = frozenset({"civilians"})


@pytest.fixture(scope="module")
def real() -> Snapshot:
    whole = car_snapshot()[1]
    recent = whole.events.take(whole.events.first_day >= day_number(date(2021, 1, 1)))
    return Snapshot.of(whole, recent)


def names_of(snapshot: Snapshot) -> set[str]:
    """Everything by which a place or an armed actor of the real data is called."""
    found = {getattr(record, "name", "") for record in snapshot}
    for column in ("side_a", "side_b", "place", "admin1", "admin2"):
        found |= set(getattr(snapshot.events, column).names)
    return {plain(name) for name in found if len(name) > 3} - _NOBODY


def told(names: set[str], snapshot: Snapshot, audience: Audience, path: Path) -> set[str]:
    """Which of the names a paper for this audience says, as whole words."""
    finish(report.write(snapshot, "strategy", audience, "en", path, "", None, TODAY))
    reader = PdfReader(path)
    said = plain(" ".join(page.extract_text() for page in reader.pages))
    said += plain(" ".join(map(str, (reader.metadata or {}).values())))
    return {n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", said)}


def test_no_real_place_or_actor_stands_in_the_paper_of_an_exercise(
    real: Snapshot, tmp_path: Path
) -> None:
    names = names_of(real)
    assert not real.mission.exercise and len(names) > 300
    core = told(names, real, Audience.CORE, tmp_path / "core.pdf")
    # The names are there to be found: what the team reads is full of them.
    assert len(core) > 30
    assert told(names, real, Audience.EXERCISE, tmp_path / "exercise.pdf") == set()
