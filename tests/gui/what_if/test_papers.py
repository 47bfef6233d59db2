"""Closures leave from their tab: asked for whom, written, told, or not at all."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pocplanner.gui.papers.export_dialog import ExportDialog
from pocplanner.gui.what_if.paper_dialog import PaperDialog
from pocplanner.gui.window import Window


def test_closures_leave_for_those_who_were_chosen_and_not_where_somebody_thinks_better(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    named: list[str] = []
    window.desk.said.connect(told.append)
    pane = window.page("time").closures  # type: ignore[attr-defined]

    def file(*given: object) -> tuple[str, str]:
        named.append(str(given[2]))
        return str(tmp_path / "closures"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", file)
    monkeypatch.setattr(ExportDialog, "exec", lambda _: 1)
    monkeypatch.setattr(PaperDialog, "exec", lambda _: 0)
    pane.paper.click()
    assert not named and not window.desk.jobs.busy
    monkeypatch.setattr(PaperDialog, "exec", lambda _: 1)
    pane.paper.click()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=60_000)
    path = tmp_path / "closures.pdf"
    assert path.read_bytes().startswith(b"%PDF-")
    assert named[0].endswith("-mission-en.pdf")
    assert any("closures.pdf" in text for text in told)
