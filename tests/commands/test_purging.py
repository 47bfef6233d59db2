"""Deleting for good reaches what was drafted from a record, and never a person's words."""

from datetime import date
from pathlib import Path

import pytest

from pocplanner.commands import mission, strategy
from pocplanner.commands.purging import Purged, purge, removed
from pocplanner.model.community import Community, Coping
from pocplanner.model.guard import Level
from pocplanner.model.strategy import Section
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem

TODAY = date(2026, 11, 20)
NEEDLE = "Qz771 lantern code"
TRIGGER = "Qz772 three short drums"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None)
    place = Community(id="place", name="Velmara")
    coping = Coping(
        id="secret",
        place_id="place",
        strategy="early_warning_signals",
        title=NEEDLE,
        trigger=TRIGGER,
        sensitivity=Level.HIGH,
    )
    mission.change(made, "edit.record.add", place, coping, name=NEEDLE)
    draft(made)
    return made


def draft(project: Project) -> None:
    _, sections = finish(strategy.draft(project.snapshot(), "strategy", "en", today=TODAY))
    strategy.keep(project, sections, "en")


def about(project: Project) -> list[tuple[str, str]]:
    return [
        (s.id, p.key)
        for s in project.all(Section)
        for p in s.paragraphs
        if "secret" in p.evidence or NEEDLE in p.text
    ]


def test_with_a_record_goes_what_was_drafted_from_it_in_every_draft(project: Project) -> None:
    rested = len(about(project))
    assert rested
    draft(project)
    path = project.path
    assert purge(project, ["secret"]) == Purged(1, rested, 0)
    assert about(project) == [] and project.broken_at() == 0
    project.close()
    assert NEEDLE.encode() not in path.read_bytes() and TRIGGER.encode() not in path.read_bytes()
    again = mission.open_mission(path, lambda: "")
    assert again.broken_at() == 0 and len(again.all(Section)) == 15
    while again.undo():
        pass
    assert about(again) == []
    again.close()


def test_what_was_removed_before_is_offered_and_its_drafts_go_too(project: Project) -> None:
    mission.remove(project, "secret")
    assert [r.id for r in removed(project)] == ["secret"]
    path = project.path
    assert purge(project, ["secret"]).drafted > 0
    assert removed(project) == ()
    project.close()
    assert NEEDLE.encode() not in path.read_bytes()


def test_a_persons_words_stay_and_are_counted(project: Project) -> None:
    section, key = about(project)[0]
    strategy.rewrite(project, section, key, "What we were told at Velmara.")
    told = purge(project, ["secret"])
    assert told.by_hand == 1
    kept = project.get(Section, section)
    assert kept is not None
    (words,) = (p for p in kept.paragraphs if p.key == key)
    assert (words.text, words.status, words.offered) == (
        "What we were told at Velmara.",
        "edited",
        "",
    )
    project.close()


def test_what_never_was_is_not_purged_and_nothing_changes(project: Project) -> None:
    before = project.all(Section), len(project.log())
    with pytest.raises(Problem) as found:
        purge(project, ["nobody"])
    assert found.value.key == "purge.unknown"
    assert (project.all(Section), len(project.log())) == before
    project.close()
