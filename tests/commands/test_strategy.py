"""Deciding on paragraphs: they are taken as they stand, rewritten, set aside or put back."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pocplanner.analysis.sharing import view
from pocplanner.commands import mission, strategy
from pocplanner.commands.sample import make_sample
from pocplanner.model.guard import Audience
from pocplanner.model.strategy import Paragraph, Section
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drafted") / "x.pocplan"
    made = finish(make_sample(path, "Analyst"))
    draft(made)
    made.close()
    return path


@pytest.fixture
def project(drafted: Path, tmp_path: Path) -> Iterator[Project]:
    path = shutil.copy(drafted, tmp_path)
    opened = mission.open_mission(Path(path), lambda: "", "Analyst")
    yield opened
    opened.close()


def draft(project: Project) -> None:
    _, sections = finish(strategy.draft(project.snapshot(), "field-matrix", "en", today=TODAY))
    strategy.keep(project, sections, "en")


def first(project: Project) -> tuple[str, Paragraph]:
    section = next(s for s in strategy.sections_of(project.snapshot(), "field-matrix"))
    return section.id, section.paragraphs[0]


def test_a_paragraph_set_aside_stays_out_of_every_draft_with_its_reason(project: Project) -> None:
    section, paragraph = first(project)
    strategy.set_aside(project, section, paragraph.key, "  Said twice ")
    draft(project)
    _, aside = first(project)
    assert (aside.key, aside.status, aside.reason) == (paragraph.key, "set_aside", "Said twice")
    assert aside.author == "Analyst"
    for audience in (Audience.MISSION, Audience.HUMANITARIAN):
        seen = view(project.snapshot(), audience, TODAY).snapshot.one(Section, section)
        assert seen is not None
        assert [(p.key, p.status, p.text) for p in seen.paragraphs] == [
            (paragraph.key, "set_aside", "")
        ]


def test_setting_aside_is_one_act_and_undo_takes_it_back(project: Project) -> None:
    section, paragraph = first(project)
    strategy.set_aside(project, section, paragraph.key, "Said twice")
    assert project.undo_label == "edit.strategy.set_aside"
    project.undo()
    assert first(project)[1] == paragraph


def test_nothing_is_set_aside_without_a_reason_or_put_back_that_was_not(project: Project) -> None:
    section, paragraph = first(project)
    with pytest.raises(Problem) as refused:
        strategy.set_aside(project, section, paragraph.key, " ")
    assert refused.value.key == "draft.no_reason"
    with pytest.raises(Problem) as refused:
        strategy.put_back(project, section, paragraph.key)
    assert refused.value.key == "draft.not_aside"
    assert first(project)[1] == paragraph


def test_a_persons_words_survive_being_set_aside_and_a_redraft(project: Project) -> None:
    section, paragraph = first(project)
    strategy.rewrite(project, section, paragraph.key, "Our own words about Goulavou.")
    strategy.set_aside(project, section, paragraph.key, "Not for this issue")
    draft(project)
    strategy.put_back(project, section, paragraph.key)
    _, back = first(project)
    assert (back.status, back.text) == ("edited", "Our own words about Goulavou.")
    assert back.offered == paragraph.text and back.reason == back.status_before == ""


def test_a_draft_put_back_is_a_draft_again(project: Project) -> None:
    section, paragraph = first(project)
    strategy.set_aside(project, section, paragraph.key, "Once")
    strategy.set_aside(project, section, paragraph.key, "Twice")
    strategy.put_back(project, section, paragraph.key)
    _, back = first(project)
    assert (back.status, back.text) == ("draft", paragraph.text)
