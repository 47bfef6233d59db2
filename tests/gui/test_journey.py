"""The main job in the window: from an empty mission and raw files to the paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pocplanner.gui import dialogs
from pocplanner.gui.imports.dialog import ImportDialog
from pocplanner.gui.pages.assessment import AssessmentPage
from pocplanner.gui.pages.overview import steps
from pocplanner.gui.pages.report import ReportPage
from pocplanner.gui.pages.strategy import StrategyPage
from pocplanner.gui.threats.deciding import ReasonDialog
from pocplanner.gui.window import Window
from pocplanner.model.assessment import Rating, Threat
from pocplanner.model.community import Community
from pocplanner.model.strategy import Section

SECRET = "six words that nobody guesses"


def incidents(days: int) -> str:
    """A field sheet of attacks around two villages, the last ones close together."""
    lines = ["id,date,type,perpetrator,victim,place,latitude,longitude,deaths"]
    for i in range(days):
        month, day = 1 + i % 9, 1 + (i * 5) % 27
        village = "Kemba,-9.01,21.02" if i % 3 else "Ostra,-8.61,20.41"
        lines.append(
            f"K{i},2026-{month:02}-{day:02},killing,Ridge Column,civilians,{village},{i % 4}"
        )
    return "\n".join(lines) + "\n"


def take_in(window: Window, qtbot: QtBot, path: Path) -> ImportDialog:
    """Import a file as a person does: look, then keep."""
    window.import_paths([path])
    dialog = window.findChildren(ImportDialog)[-1]
    qtbot.waitUntil(lambda: not dialog.jobs.busy, timeout=60_000)
    assert dialog.reading is not None, dialog.trouble.text()
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: not dialog.jobs.busy and dialog.kept is not None, timeout=60_000)
    dialog.skip_button.click()
    return dialog


def test_from_raw_files_to_the_paper(
    new_window: Callable[..., Window],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    told: list[Any],
) -> None:
    # given: a new sealed mission, made in the window
    path, sheet, towns = (tmp_path / n for n in ("made.pocplan", "sheet.csv", "towns.csv"))
    sheet.write_text(incidents(60), encoding="utf-8")
    towns.write_text(
        "name,lat,lon,population\nKemba,-9.0,21.0,4200\nOstra,-8.6,20.4,1900\n", encoding="utf-8"
    )
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))

    def fill(dialog: dialogs.NewMissionDialog) -> int:
        dialog.name.setText("Mission in Oloria")
        dialog.first.setText(SECRET)
        dialog.second.setText(SECRET)
        return 1

    monkeypatch.setattr(dialogs.NewMissionDialog, "exec", fill)
    window = new_window()
    window.actions_by_name["new"].trigger()
    project = window.desk.project
    assert project is not None
    done = {s.name for s in steps(window.desk) if s.done}
    assert "events" not in done

    # when: files are taken in, threats decided on, the strategy drafted
    take_in(window, qtbot, towns)
    with qtbot.waitSignal(window.desk.assessed, timeout=30_000):
        take_in(window, qtbot, sheet)
    qtbot.waitUntil(
        lambda: window.desk.assessment is not None and bool(window.desk.assessment.proposed),
        timeout=30_000,
    )
    window.turn_to("assessment")
    page = window.page("assessment")
    assert isinstance(page, AssessmentPage)
    lines = page.threats.table.model.rows
    assert lines and all(line.threat.status == "proposed" for line in lines)
    page.threats.keep_button.click()
    assert project.all(Rating)
    page.threats.table.view.selectRow(0)
    chosen = page.threats.card.threat_id
    page.threats.card.accept_button.click()
    accepted = project.get(Threat, chosen)
    assert accepted is not None and accepted.status == "accepted"
    assert accepted.decided_by == "PoC adviser"
    refused = next(line.id for line in lines if line.id != chosen)
    page.threats.select(refused)

    def why(dialog: ReasonDialog) -> int:
        dialog.try_accept()
        assert dialog.said.text() == window.words.text("gui.threat.no_reason")
        dialog.box.setPlainText("the group has left the area")
        dialog.try_accept()
        return 1

    monkeypatch.setattr(ReasonDialog, "exec", why)
    page.threats.card.refuse_button.click()
    gone = project.get(Threat, refused)
    assert gone is not None and gone.status == "refused"
    assert gone.reason == "the group has left the area"

    window.turn_to("strategy")
    strategy = window.page("strategy")
    assert isinstance(strategy, StrategyPage)
    strategy.sections.draft_button.click()
    qtbot.waitUntil(lambda: bool(project.all(Section)), timeout=60_000)
    assert strategy.sections.list.count() == 15
    key, card = next(iter(strategy.sections.cards.items()))
    card.rewritten.emit("In our own words: Kemba is to be protected first.")
    assert strategy.sections.cards[key].paragraph.status == "edited"

    # A redraft offers, and never lays its text over a person's.
    strategy.sections.draft_button.click()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy, timeout=60_000)
    again = strategy.sections.cards[key].paragraph
    assert again.text == "In our own words: Kemba is to be protected first."
    assert again.offered

    # then: the paper is there, for its audience, and every act can be taken back
    window.turn_to("report")
    report = window.page("report")
    assert isinstance(report, ReportPage)
    report.preview()
    qtbot.waitUntil(lambda: report.paper is not None, timeout=120_000)
    assert report.paper is not None
    assert told == []
    for _ in range(len(project.log())):
        window.undo()
    assert not project.all(Community)
    assert not project.all(Threat)
    assert len(project.snapshot().events) == 0
