"""Before the first assessment stands, nothing is said to be missing."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from pocplanner.gui.window import Window
from tests.gui.conftest import assessed


def test_threats_and_findings_say_that_they_are_being_worked_out(
    new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot
) -> None:
    window = new_window(sample_copy)
    page = window.page("assessment")
    assert window.desk.assessment is None
    for table in (page.threats.table, page.findings.table):
        assert "is being assessed" in table.empty_text
    assessed(window, qtbot)
    for table in (page.threats.table, page.findings.table):
        assert "is being assessed" not in table.empty_text
    window.desk.leave()
    assert "is being assessed" in page.threats.table.empty_text
