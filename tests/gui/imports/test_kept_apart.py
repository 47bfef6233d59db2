"""The list of what was found to be two different things, and taking such a decision back."""

from pytestqt.qtbot import QtBot

from pocplanner.commands import mission
from pocplanner.commands.matching import apart, kept_apart
from pocplanner.gui.imports.kept_apart import KeptApart
from pocplanner.gui.window import Window
from pocplanner.model.places import Settlement


def test_decisions_are_listed_and_taken_back(empty_window: Window, qtbot: QtBot) -> None:
    project = empty_window.desk.project
    assert project is not None
    named = [Settlement(id=i, name=n) for i, n in (("a", "Old Kemba"), ("b", "Old Kembba"))]
    mission.change(project, "edit.record.add", *named, name="two")
    asked = KeptApart(empty_window, empty_window.desk)
    qtbot.addWidget(asked)
    assert not asked.list.isVisibleTo(asked) and "Nobody" in asked.hint.text()
    apart(project, "a", "b")
    asked.fill()
    assert asked.list.count() == 1 and "Old Kemba" in asked.list.item(0).text()
    assert not asked.back.isEnabled()
    asked.choose(0)
    assert asked.back.isEnabled()
    asked.back.click()
    assert asked.list.count() == 0 and kept_apart(project.snapshot()) == ()
