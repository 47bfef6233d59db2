"""Acts of the window beside its pages: workbooks, passphrases, checks, merges, corrections."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from pocplanner.commands import mission as acting
from pocplanner.gui import dialogs
from pocplanner.gui.imports.dialog import import_next
from pocplanner.gui.pages.events import EventsPage
from pocplanner.gui.pages.mission import MissionPage
from pocplanner.gui.window import Window
from pocplanner.model.actors import Actor
from pocplanner.model.events import EventCorrection
from tests.gui.conftest import Told

SECRET, OTHER = "six words that nobody guesses", "another six words for this file"


def test_a_workbook_is_handed_out_without_a_mission(
    new_window: Callable[..., Window],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: Told,
) -> None:
    path = tmp_path / "communities"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))

    def fill(dialog: dialogs.TemplateDialog) -> int:
        dialog.kind.setCurrentIndex(dialog.kind.findData("communities"))
        dialog.language.setCurrentIndex(dialog.language.findData("fr"))
        return 1

    monkeypatch.setattr(dialogs.TemplateDialog, "exec", fill)
    window = new_window()
    window.actions_by_name["template"].trigger()
    assert told == []
    assert path.with_suffix(".xlsx").read_bytes().startswith(b"PK")


def test_a_mission_is_sealed_anew(
    new_window: Callable[..., Window],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: Told,
) -> None:
    path = tmp_path / "sealed.pocplan"
    acting.create(path, "Oloria", SECRET, "PoC adviser").close()
    monkeypatch.setattr(dialogs.PassphraseDialog, "passphrase", lambda _: SECRET)
    window = new_window(path)

    def fill(dialog: dialogs.NewPassphraseDialog) -> int:
        dialog.try_accept()
        assert dialog.said.text() == window.words.text("gui.new.no_passphrase")
        dialog.first.setText(OTHER)
        dialog.second.setText(OTHER)
        return 1

    monkeypatch.setattr(dialogs.NewPassphraseDialog, "exec", fill)
    window.actions_by_name["passphrase"].trigger()
    assert told == []
    window.desk.leave()
    acting.open_mission(path, lambda: OTHER, "PoC adviser").close()


def test_an_open_exercise_has_no_passphrase_to_change(small_window: Window, told: Told) -> None:
    small_window.actions_by_name["passphrase"].trigger()
    assert [p.key for p in told] == ["passphrase.open"]


def test_the_check_lists_what_to_look_at_and_leads_there(small_window: Window) -> None:
    small_window.actions_by_name["check"].trigger()
    page = small_window.page("mission")
    assert isinstance(page, MissionPage)
    assert page.tab() == "check"
    page.check.check_button.click()
    assert small_window.words.text("cli.check.sound") in page.check.outcome.text()
    points = page.check.table.model.rows
    assert any(p.what == small_window.words.text("gui.check.no_consent") for p in points)
    page.check.table.opened.emit(next(p.id for p in points if p.ref))
    assert small_window.stack.currentWidget() is not page


def test_ratings_are_kept_from_the_menu(small_window: Window) -> None:
    small_window.actions_by_name["assess"].trigger()
    assert small_window.stack.currentWidget() is small_window.page("assessment")
    assert "ratings" in small_window.status.kept.text()


def test_an_event_is_corrected_with_a_reason_and_the_row_itself_stays(
    small_window: Window, qtbot: QtBot
) -> None:
    project = small_window.desk.project
    assert project is not None
    small_window.desk.wanted.emit("ser-events:E2")
    page = small_window.page("events")
    assert isinstance(page, EventsPage)
    page.events.card.correct()
    form = page.events.card.form
    assert form is not None
    form.editors["deaths_best"].set_value(7)
    form.save()
    assert form.refusal("reason"), "a correction needs its reason"
    form.editors["reason"].set_value("hospital list")
    form.save()
    made = project.all(EventCorrection)
    assert [c.deaths_best for c in made] == [7]
    assert int(project.snapshot().events.deaths_best[1]) == 7
    small_window.undo()
    assert int(project.snapshot().events.deaths_best[1]) == 2
    assert "What the source says of 1" in page.events.card.told


def test_names_that_look_alike_are_merged_only_by_a_person(
    empty_window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(
        "Name,Kind of actor\nRidge Column,non_state_political\n"
        "Ridge Colum,non_state_political\nOstra Guard,self_defence_group\n",
        encoding="utf-8",
    )
    dialog = import_next(empty_window, empty_window.desk, [path])
    dialog.choices.set_value("kind", "actors")
    qtbot.waitUntil(lambda: not dialog.jobs.busy, timeout=30_000)
    assert dialog.reading is not None, dialog.trouble.text()
    dialog.keep()
    qtbot.waitUntil(lambda: dialog.kept is not None, timeout=30_000)
    project = empty_window.desk.project
    assert project is not None
    assert len(project.all(Actor)) == 3
    words = empty_window.words

    def press(name: str) -> QPushButton:
        buttons = dialog.outcome.findChildren(QPushButton)
        return next(b for b in buttons if b.accessibleName() == name)

    press(f"{words.text('imports.gui.compare')} Ridge Column Ridge Colum").click()
    press(f"{words.text('tables.twins.keep')} Ridge Column").click()
    assert {a.name for a in project.all(Actor)} == {"Ridge Column", "Ostra Guard"}
    empty_window.undo()
    assert len(project.all(Actor)) == 3
    dialog.reject()
