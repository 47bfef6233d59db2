"""A sealed mission is locked by a key and by itself; what was typed is kept, dialogs go."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from pocplanner.commands import mission as acting
from pocplanner.gui import dialogs
from pocplanner.gui.forms.record_card import RecordCard
from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from tests.gui.conftest import Told

SECRET = "six words that nobody guesses"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is given for the passphrase, one after another; nothing gives up."""
    given: list[str] = []
    monkeypatch.setattr(
        dialogs.PassphraseDialog, "passphrase", lambda _: given.pop(0) if given else ""
    )
    return given


@pytest.fixture
def sealed(new_window: Callable[..., Window], tmp_path: Path, answers: list[str]) -> Window:
    """The window on a sealed mission."""
    path = tmp_path / "s.pocplan"
    acting.create(path, "Oloria", SECRET, "PoC adviser").close()
    answers.append(SECRET)
    return new_window(path)


def test_locking_asks_for_the_passphrase_and_keeps_what_was_typed(
    sealed: Window, answers: list[str], qtbot: QtBot
) -> None:
    assert sealed.desk.project is not None
    card = RecordCard(sealed.desk, "")
    card.setParent(sealed)
    form = card.begin(Community)
    form.editors["name"].set_value("Kemba")
    form._touch()
    open_one = QDialog(sealed)
    open_one.show()
    answers.append(SECRET)
    before = sealed.desk.project
    sealed.actions_by_name["lock"].trigger()
    qtbot.waitUntil(lambda: sealed.desk.project is not None and sealed.desk.project is not before)
    assert not open_one.isVisible()
    assert [c.name for c in sealed.desk.project.all(Community)] == ["Kemba"]


def test_whoever_does_not_know_the_passphrase_sees_nothing(sealed: Window, qtbot: QtBot) -> None:
    sealed.locking.lock()
    qtbot.waitUntil(lambda: sealed.desk.project is None)
    assert sealed.windowTitle() == "pocplanner" and not sealed.list.isVisible()


def test_it_locks_by_itself_when_nobody_touched_it_but_not_while_somebody_types(
    sealed: Window, qtbot: QtBot
) -> None:
    locking = sealed.locking
    locking.look()
    assert sealed.desk.project is not None
    locking._touched -= sealed.settings.idle_minutes * 60 + 1
    sealed.turn_to("community")
    box = sealed.list
    box.setFocus()
    locking._on_focus(None, box)
    locking._touched -= sealed.settings.idle_minutes * 60 + 1
    qtbot.keyClick(box, Qt.Key.Key_Shift)
    locking.look()
    assert sealed.desk.project is not None, "a key was pressed"
    locking._touched -= sealed.settings.idle_minutes * 60 + 1
    locking.look()
    qtbot.waitUntil(lambda: sealed.desk.project is None)


def test_an_open_exercise_has_nothing_to_lock(
    small_window: Window, told: Told, qtbot: QtBot
) -> None:
    small_window.locking.lock()
    assert [problem.key for problem in told] == ["passphrase.open"]
    small_window.locking._touched -= 1e6
    small_window.locking.look()
    qtbot.wait(20)
    assert small_window.desk.project is not None
