"""What a workbook can say of ties, coping and journeys, and what it is told in return."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pocplanner.commands import imports, mission
from pocplanner.formats.reading import Reading
from pocplanner.model.actors import Actor, Tie
from pocplanner.model.community import Coping, Journey, Mechanism
from pocplanner.model.mission import Source
from pocplanner.progress import finish
from pocplanner.project import Project
from tests import makers


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "PoC adviser")
    mission.change(
        made, "edit.record.add", makers.a_community(area_ids=()),
        Actor(id="one", name="Ridge Column"), Actor(id="two", name="Gold house"),
        Source(id="src-traders", name="Traders' association"),
    )  # fmt: skip
    yield made
    made.close()


def brought(project: Project, tmp_path: Path, kind: str, text: str) -> Reading:
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, "utf-8")
    read = finish(imports.look(project.snapshot(), path, kind))
    finish(imports.keep(project, read))
    return read


def test_a_tie_names_who_told_of_it_else_its_file_does(project: Project, tmp_path: Path) -> None:
    text = (
        "from_id,to_id,kind,source_id\n"
        "Ridge Column,Gold house,taxation,Traders' association\n"
        "Gold house,Ridge Column,finance,\n"
    )
    brought(project, tmp_path, "ties", text)
    named = {t.kind: t.source_id for t in project.all(Tie)}
    file = next(s.id for s in project.all(Source) if s.id != "src-traders")
    assert named == {"taxation": "src-traders", "finance": file}
    # Who told of the second is known later, and the same file says so.
    (tmp_path / "ties.csv").unlink()
    brought(project, tmp_path, "ties", text.replace("finance,", "finance,Traders' association"))
    assert {t.source_id for t in project.all(Tie)} == {"src-traders"}


def test_coping_on_market_days_and_who_pays_for_a_journey(project: Project, tmp_path: Path) -> None:
    brought(
        project, tmp_path, "coping",
        "title,strategy,place_id,weekdays,hours\n"
        "Walk together,group_movement,Kemba,monday; thursday,6-8\n",
    )  # fmt: skip
    assert project.all(Coping)[0].weekdays == ("monday", "thursday")
    brought(
        project, tmp_path, "journeys",
        "title,place_id,purpose,who_else,cost_to_whom,asked,asked_on\n"
        "To the well,Kemba,water,older brothers,brothers lose school,female,2031-02-01\n",
    )  # fmt: skip
    (journey,) = project.all(Journey)
    assert (journey.cost_to_whom, journey.asked) == ("brothers lose school", "female")
    assert journey.asked_on == date(2031, 2, 1)


def test_what_is_known_by_its_place_is_not_said_to_be_off_the_map(
    project: Project, tmp_path: Path
) -> None:
    read = brought(
        project, tmp_path, "mechanisms",
        "name,kind,place_id\nCommittee,lpc,Kemba\nHotline,hotline,\n",
    )  # fmt: skip
    assert len(project.all(Mechanism)) == 2
    assert read.counts.not_on_map == 1, "the hotline alone is nowhere"
