"""The dialog that sends layers out: what is ticked, for whom, and what is written."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pocplanner.analysis.selection import EventSelection
from pocplanner.commands.export_layers import Choice
from pocplanner.gui.papers.data_dialog import DataDialog, export_to
from pocplanner.gui.papers.data_parts import Shown
from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from pocplanner.model.guard import Audience


def test_only_layers_that_hold_something_are_offered_and_one_must_be_ticked(
    small_window: Window, qtbot: QtBot
) -> None:
    dialog = DataDialog(small_window, small_window.desk)
    qtbot.addWidget(dialog)
    assert "communities" in dialog.chosen and dialog.audience is Audience.MISSION
    for number in range(dialog.layers.count()):
        dialog.layers.item(number).setCheckState(Qt.CheckState.Unchecked)
    dialog.try_accept()
    assert not dialog.result() and dialog.said.text()


def test_the_name_of_an_audience_outside_is_typed(small_window: Window, qtbot: QtBot) -> None:
    dialog = DataDialog(small_window, small_window.desk)
    qtbot.addWidget(dialog)
    dialog.audiences.choose(Audience.PUBLIC)
    assert dialog.typed.isVisibleTo(dialog)
    dialog.try_accept()
    assert not dialog.result()
    dialog.typed.setText(small_window.desk.words.term("audience", "public"))
    dialog.try_accept()
    assert dialog.result()


def test_what_is_chosen_is_written_beside_the_window_and_logged(
    small_window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "data.kml"
    with qtbot.waitSignal(small_window.desk.said, timeout=60_000) as heard:
        assert export_to(small_window.desk, path, Choice(("communities",)), Audience.MISSION, "en")
    assert path.is_file() and "data.kml" in heard.args[0]
    assert small_window.desk.project is not None
    assert small_window.desk.project.log()[-1].label == "edit.export"


def test_what_would_leave_is_said_and_a_part_can_be_chosen(
    small_window: Window, qtbot: QtBot
) -> None:
    desk = small_window.desk
    ids = tuple(r.id for r in desk.snapshot.all(Community))[:1]
    since = EventSelection(since=date(2200, 1, 1))
    dialog = DataDialog(small_window, desk, Shown((-180, -90, 180, -89), since, ids))
    qtbot.addWidget(dialog)

    def told() -> str:
        qtbot.waitUntil(lambda: not dialog.jobs.busy, timeout=20_000)
        return dialog.leaves.text()

    everything = told()
    assert f"Communities {len(desk.snapshot.all(Community))}" in everything
    assert "Held back in the mission" in everything
    assert dialog.parts.ids is not None and dialog.parts.box is not None
    dialog.parts.ids.setChecked(True)
    assert "Communities 1" in told() and "Events" not in told()
    assert dialog.choice.ids == frozenset(ids) and dialog.choice.box is None
    dialog.parts.box.setChecked(True)
    assert "nothing of this leaves" in told()
    assert dialog.choice.box == (-180, -90, 180, -89)
    dialog.parts.ids.setChecked(False)
    dialog.parts.box.setChecked(False)
    assert dialog.parts.events is not None
    dialog.parts.events.setChecked(True)
    assert "Events" not in told() and "Communities" in told()


def test_without_anything_chosen_everything_leaves_and_that_is_said(
    small_window: Window, qtbot: QtBot
) -> None:
    dialog = DataDialog(small_window, small_window.desk)
    qtbot.addWidget(dialog)
    assert dialog.choice == Choice(dialog.chosen)
    dialog.jobs.close()


def test_words_of_sources_can_be_ticked_for_the_team_alone(
    small_window: Window, qtbot: QtBot
) -> None:
    dialog = DataDialog(small_window, small_window.desk)
    qtbot.addWidget(dialog)
    texts = dialog.parts.texts
    assert not texts.isEnabled() and texts.text()
    dialog.audiences.choose(Audience.CORE)
    assert texts.isEnabled() and dialog.choice.texts
    texts.setChecked(False)
    assert not dialog.choice.texts
