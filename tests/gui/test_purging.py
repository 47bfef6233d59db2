"""Deleting for good in the window: asked plainly, typed, and gone from the log as well."""

import pytest

from pocplanner.commands.purging import removed
from pocplanner.gui import dialogs
from pocplanner.gui.forms.record_card import RecordCard
from pocplanner.gui.purging import PurgeDialog
from pocplanner.gui.window import Window
from pocplanner.model.community import Community, Promise


def answered(monkeypatch: pytest.MonkeyPatch, word: str, tick: int = 0) -> list[PurgeDialog]:
    """Type a word into the question, and tick so many of what it lists."""
    from PySide6.QtCore import Qt

    asked: list[PurgeDialog] = []

    def answer(dialog: PurgeDialog) -> int:
        asked.append(dialog)
        for at in range(tick):
            dialog.list.item(at).setCheckState(Qt.CheckState.Checked)
        dialog.typed.setText(word)
        dialog.try_accept()
        return dialog.result()

    monkeypatch.setattr(PurgeDialog, "exec", answer)
    monkeypatch.setattr(dialogs, "inform", lambda *_: None)
    return asked


def shown(window: Window) -> tuple[str, RecordCard]:
    """A community in its form."""
    project = window.desk.project
    assert project is not None
    community = project.all(Community)[0]
    window.show_record(community.id)
    card = window.page("community").panes["Community"].card  # type: ignore[attr-defined]
    assert isinstance(card, RecordCard)
    return community.id, card


def test_a_record_is_deleted_for_good_only_after_the_word_was_typed(
    small_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_window.desk.project
    assert project is not None
    id, card = shown(small_window)
    asked = answered(monkeypatch, "yes")
    assert card.form is not None
    card.form.purge_action.trigger()
    assert "delete" in asked[0].said.text() and project.find(id) is not None
    answered(monkeypatch, " Delete ")
    card.form.purge_action.trigger()
    assert project.find(id) is None
    assert id not in {r.id for r in removed(project)}
    assert "gone for good" in small_window.status.kept.text()
    while project.undo():
        assert project.find(id) is None


def test_the_question_says_that_nothing_brings_it_back(
    small_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, card = shown(small_window)
    asked = answered(monkeypatch, "")
    assert card.form is not None
    card.form.purge_action.trigger()
    said = [w.text() for w in asked[0].findChildren(type(asked[0].said))]
    assert any("cannot be undone" in text for text in said)
    assert asked[0].list.item(0).text() == small_window.desk.name(id)


def test_what_was_removed_before_can_be_ticked_and_deleted_for_good(
    small_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_window.desk.project
    assert project is not None
    act = small_window.actions_by_name["purge"]
    act.trigger()
    assert "log still holds" in small_window.status.kept.text()
    owed = {promise.place_id for promise in project.all(Promise)}
    gone = next(c for c in project.all(Community) if c.id not in owed)
    small_window.desk.remove([gone.id])
    asked = answered(monkeypatch, "delete")
    act.trigger()
    assert "Tick" in asked[0].said.text()
    assert gone.id in {r.id for r in removed(project)}
    asked = answered(monkeypatch, "delete", tick=1)
    act.trigger()
    assert asked[0].ids == (gone.id,)
    assert removed(project) == ()
