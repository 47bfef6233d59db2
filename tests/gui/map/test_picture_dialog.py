"""The map leaving the window: what is asked, what is written, what the log says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pocplanner.analysis.event_look import EventLook
from pocplanner.analysis.selection import EventSelection
from pocplanner.commands import mission as acting
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.picture_dialog import PictureDialog, Seen, write
from pocplanner.gui.travel.on_map import Asked
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Issue
from pocplanner.report.map_paper import USUAL, MapChoice
from pocplanner.report.map_times import TimeChoice
from pocplanner.settings import Settings
from pocplanner.words import Words
from tests.makers import a_community

SEEN = Seen(("areas", "events"), (-20.0, -15.0, -10.0, -5.0), EventSelection(deaths=1))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    found = Desk(Words("en"), Settings(document_language="fr"))
    project = acting.create(tmp_path / "m.pocplan", "Mission", None, "adviser")
    acting.change(project, "edit.record.add", a_community(), name="x")
    found.take(project)
    yield found
    found.leave()


def test_what_is_seen_is_what_leaves_unless_the_whole_is_asked_for(
    qtbot: QtBot, desk: Desk
) -> None:
    dialog = PictureDialog(None, desk)
    qtbot.addWidget(dialog)
    assert dialog.language.currentData() == "fr"
    assert dialog.audience.currentData() == "mission"
    assert dialog.choice(SEEN) == MapChoice(SEEN.layers, SEEN.bounds, SEEN.events)
    dialog.shows.setCurrentIndex(dialog.shows.findData("whole"))
    assert dialog.choice(SEEN).bounds is None
    assert dialog.choice(Seen((), None, EventSelection())).layers == USUAL
    look = EventLook(show_as="groups", colour_by="actor")
    assert dialog.choice(replace(SEEN, look=look)).look == look
    asked = Asked("wet", "night", "foot", (45,), False)
    timed = dialog.choice(replace(SEEN, times=asked))
    assert timed.layers == (*SEEN.layers, "times")
    assert timed.times == TimeChoice("wet", "night", "foot", (45,), False)


def test_an_atlas_is_a_pdf_and_nothing_else(qtbot: QtBot, desk: Desk) -> None:
    dialog = PictureDialog(None, desk)
    qtbot.addWidget(dialog)
    dialog.format.setCurrentIndex(dialog.format.findData("png"))
    dialog.shows.setCurrentIndex(dialog.shows.findData("places"))
    assert dialog.format.currentData() == "pdf"
    assert not dialog.format.isEnabled()
    assert dialog.choice(SEEN).atlas == "places"


def test_a_picture_that_left_is_in_the_log(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "m.svg"
    with qtbot.waitSignal(desk.said, timeout=30_000) as said:
        write(desk, Audience.CORE, "en", path, MapChoice(), "a4")
    assert "m.svg written for" in said.args[0]
    assert path.read_text(encoding="utf-8").startswith("<?xml")
    assert desk.project is not None
    assert [i.document for i in desk.project.all(Issue)] == ["map"]
