"""Sheets of warning signs: kept in one act, printed blank or filled, never for others."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from pocplanner.commands import mission
from pocplanner.commands.signs import Entry, keep_sheet, log_sheet, write_sheet
from pocplanner.model.assessment import WarningSign
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Issue
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Problem, Words
from tests.analysis.makers import a_community

ON = date(2026, 3, 4)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "PoC adviser")
    with made.edit("edit.record.add"):
        made.put(a_community())
    yield made
    made.close()


def kept(project: Project) -> dict[str, str]:
    return {s.sign: s.state for s in project.all(WarningSign)}


def test_a_sheet_is_kept_in_one_act_and_filled_in_again_it_stays_one(project: Project) -> None:
    acts = len(project.log())
    keep_sheet(project, "kesso", ON, [Entry("massing", "present"), Entry("amnesty", "absent")])
    assert len(project.log()) == acts + 1
    keep_sheet(project, "kesso", ON, [Entry("massing", "worsening", "high"), Entry("amnesty", "")])
    assert kept(project) == {"massing": "worsening"}
    project.undo()
    assert kept(project) == {"massing": "present", "amnesty": "absent"}


@pytest.mark.parametrize(
    ("place", "on", "entry", "key"),
    [
        ("nowhere", ON, Entry("massing", "present"), "signs.no_place"),
        (
            "kesso",
            date.today() + timedelta(days=9),
            Entry("massing", "present"),
            "signs.day_to_come",
        ),
        ("kesso", ON, Entry("massing", "seen"), "signs.no_state"),
        ("kesso", ON, Entry("moonshine", "present"), "signs.no_sign"),
        ("kesso", ON, Entry("massing", "present", "sure"), "signs.no_confidence"),
        ("kesso", ON, Entry("massing", ""), "signs.nothing"),
    ],
)
def test_what_cannot_stand_on_a_sheet_is_said_and_nothing_is_kept(
    project: Project, place: str, on: date, entry: Entry, key: str
) -> None:
    with pytest.raises(Problem) as refused:
        keep_sheet(project, place, on, [entry])
    assert refused.value.key == key and kept(project) == {}
    for language in LANGUAGES:
        assert "{" not in Words(language).problem(refused.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_prints_blank_and_filled_and_stands_in_the_log(
    project: Project, tmp_path: Path, language: str
) -> None:
    keep_sheet(project, "kesso", ON, [Entry("massing", "present", "high", "Forty men")])
    for on in (None, ON):
        path = tmp_path / f"sheet-{on}.pdf"
        written = finish(write_sheet(project.snapshot(), "kesso", language, path, on))
        assert path.read_bytes().startswith(b"%PDF-") and written.pages >= 2
        log_sheet(project, written)
    assert [i.document for i in project.all(Issue)] == ["warning-signs", "warning-signs"]


def test_no_sheet_of_a_day_without_one_and_none_for_others(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "x.pdf"
    with pytest.raises(Problem) as missing:
        finish(write_sheet(project.snapshot(), "kesso", "en", path, ON))
    assert missing.value.key == "signs.no_sheet"
    for audience in (Audience.HUMANITARIAN, Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC):
        with pytest.raises(Problem) as refused:
            finish(write_sheet(project.snapshot(), "kesso", "en", path, None, audience))
        assert refused.value.key == "signs.not_for"
    assert not path.exists()
