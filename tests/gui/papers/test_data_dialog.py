"""The dialog that sends layers out: what is ticked, for whom, and what is written."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pocplanner.commands.export_layers import Choice
from pocplanner.gui.papers.data_dialog import DataDialog, export_to
from pocplanner.gui.window import Window
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
