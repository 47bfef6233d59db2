"""Lowering chosen rows in the window: what it opens is shown, and it needs a typed reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pocplanner.commands.mission import open_mission
from pocplanner.gui.desk import Desk
from pocplanner.gui.tables import lowering
from pocplanner.gui.tables.lowering import LowerDialog, ask_lower
from pocplanner.gui.tables.record_table import RecordTable
from pocplanner.model.assessment import Rating, Threat
from pocplanner.model.guard import Level
from pocplanner.settings import Settings
from pocplanner.words import Words


@pytest.fixture
def desk(qtbot: QtBot, sample_copy: Path) -> Iterator[Desk]:
    made = Desk(Words("en"), Settings())
    project = open_mission(sample_copy, lambda: "", "PoC adviser")
    made.take(project)
    yield made
    made.leave()


def test_the_dialog_shows_whom_it_opens_to_and_asks_for_a_reason(qtbot: QtBot, desk: Desk) -> None:
    table = RecordTable(desk, Threat, ("title",))
    qtbot.addWidget(table)
    asked = LowerDialog(table, desk, ["thr-01", "thr-04"])
    assert "Humanitarian actors would read: Threat: 1" in asked.told.text()
    assert "One stays as it is" in asked.told.text()
    asked.try_accept()
    assert not asked.result() and "reason" in asked.said.text().casefold()
    asked.level.setCurrentIndex(1)
    asked.reason.setText("Why")
    asked.try_accept()
    assert not asked.result(), "a threat does not go below what its fields allow"
    asked.level.setCurrentIndex(0)
    asked.author.setText("")
    asked.try_accept()
    assert not asked.result()
    asked.author.setText("PoC adviser")
    asked.try_accept()
    assert asked.result()


def test_chosen_rows_are_lowered_in_one_act(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: LowerDialog) -> int:
        dialog.reason.setText("Joint analysis with partners")
        return 1

    monkeypatch.setattr(lowering.LowerDialog, "exec", fill)
    table = RecordTable(desk, Threat, ("title",))
    qtbot.addWidget(table)
    assert ask_lower(table, desk, ["thr-01", "thr-02"])
    assert desk.project is not None
    threat = desk.project.get(Threat, "thr-01")
    assert threat is not None and threat.sensitivity is Level.MODERATE
    assert threat.lowered is not None and threat.lowered.reason == "Joint analysis with partners"
    desk.project.undo()
    threat = desk.project.get(Threat, "thr-02")
    assert threat is not None and threat.sensitivity is Level.HIGH


def test_the_button_stands_only_where_records_have_a_level_to_lower(
    qtbot: QtBot, desk: Desk
) -> None:
    threats, ratings = RecordTable(desk, Threat, ("title",)), RecordTable(desk, Rating, ())
    qtbot.addWidget(threats)
    qtbot.addWidget(ratings)
    assert not threats.lower_button.isHidden() and ratings.lower_button.isHidden()
    assert not ask_lower(threats, desk, []), "nothing chosen, nothing asked"
