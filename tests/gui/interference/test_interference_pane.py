"""The questions before action in the window: seen, settled, and in the way of what begins."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pocplanner.gui.interference import pane as module
from pocplanner.gui.interference.settling import SettleDialog
from pocplanner.gui.pages.strategy import StrategyPage
from pocplanner.gui.window import Window
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.strategy import Action
from pocplanner.words import Problem, Words

OPEN = "action-31/cop-039"


@pytest.fixture
def page(new_window: Callable[..., Window], sample_copy: Path) -> StrategyPage:
    window = new_window(sample_copy)
    window.turn_to("strategy", "interference")
    found = window.page("strategy")
    assert isinstance(found, StrategyPage)
    return found


def settled_with(monkeypatch: pytest.MonkeyPatch, text: str, by: str) -> list[SettleDialog]:
    """The dialog filled in and accepted where it lets itself be."""
    seen: list[SettleDialog] = []

    def fill(dialog: SettleDialog) -> int:
        seen.append(dialog)
        dialog.box.setPlainText(text)
        dialog.role.setText(by)
        dialog.try_accept()
        return int(dialog.result())

    monkeypatch.setattr(module.SettleDialog, "exec", fill)
    return seen


def test_the_list_shows_what_is_open_what_began_first(page: StrategyPage) -> None:
    rows = page.interference.table.model.rows
    assert rows and all(r.open for r in rows) and rows[0].begun
    page.interference.everything.setChecked(True)
    states = {page.interference.state(r) for r in page.interference.table.model.rows}
    assert {"Open", "Answered", "Mitigated", "Risk owned", "Supports", "Neutral"} <= states


@pytest.mark.parametrize("kind", ["answer", "mitigation", "risk", "asked"])
def test_each_button_settles_and_undo_opens_again(
    page: StrategyPage, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    pane = page.interference
    seen = settled_with(monkeypatch, "The team stays on the road.", "Mine action team")
    assert pane.select(OPEN)
    at = ["answer", "mitigation", "risk", "asked"].index(kind)
    pane.buttons[at].click()
    one = next(i for i in pane.found if i.id == OPEN)
    assert one.state == kind and one.open == (kind == "asked") and len(seen) == 1
    project = page.desk.project
    assert project is not None
    project.undo()
    assert next(i for i in pane.found if i.id == OPEN).state == "open"


def test_without_a_text_or_a_role_the_dialog_says_what_is_missing(
    page: StrategyPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = settled_with(monkeypatch, "", "")
    page.interference.select(OPEN)
    page.interference.buttons[0].click()
    assert seen[0].said.text() == Words("en").text("gui.interference.no_text")
    seen = settled_with(monkeypatch, "They agree.", " ")
    page.interference.buttons[0].click()
    assert seen[0].said.text() == Words("en").text("gui.interference.no_by")
    assert next(i for i in page.interference.found if i.id == OPEN).state == "open"


def test_an_answer_can_be_withdrawn_from_the_window(page: StrategyPage) -> None:
    pane = page.interference
    assert pane.select("action-07/cop-020")
    pane.buttons[-1].click()
    assert next(i for i in pane.found if i.id == "action-07/cop-020").open


def test_what_is_decided_holds_its_answer_and_the_window_says_why(page: StrategyPage) -> None:
    pane, said = page.interference, []
    page.desk.problem.connect(said.append)
    assert pane.select("action-01/cop-014")
    pane.buttons[-1].click()
    assert [p.key for p in said] == ["interference.rests"]
    assert not next(i for i in pane.found if i.id == "action-01/cop-014").open


def test_the_form_of_an_action_warns_and_leads_to_its_questions(page: StrategyPage) -> None:
    page.show_tab("Action")
    actions = page.panes["Action"]
    assert actions.select("action-12")
    assert page.note.isVisible() and "stand open" in page.note.warning.text()
    assert "Ask:" in page.note.warning.text()
    page.note.settle.click()
    assert page.tab() == "interference"
    assert page.interference.table.chosen_ids()[0].startswith("action-12/")
    page.show_tab("Action")
    assert actions.select("action-03")
    assert not page.note.warning.isVisible()


def test_a_form_that_makes_it_final_is_refused_and_keeps_what_was_typed(
    page: StrategyPage, told: list[Problem]
) -> None:
    page.show_tab("Action")
    actions = page.panes["Action"]
    assert actions.select("action-12")
    form = actions.form
    assert form is not None
    form.set_field("state", "final")
    form.save()
    assert [p.key for p in told] == ["interference.open"]
    project = page.desk.project
    assert project is not None
    stored = project.get(Action, "action-12")
    assert stored is not None and stored.state != "final"
    assert form.typed and form.save_button.isEnabled()
    form.revert()
    assert form.editors["state"].value() == stored.state


def test_a_kept_answer_is_found_from_elsewhere(page: StrategyPage) -> None:
    project = page.desk.project
    assert project is not None
    answer = project.all(InterferenceAnswer)[0]
    page.show_tab("document")
    assert page.show_record(answer.id)
    assert page.tab() == "interference"


def test_a_closed_mission_leaves_nothing_on_the_page(page: StrategyPage, qtbot: QtBot) -> None:
    page.interference.select(OPEN)
    page.desk.leave()
    qtbot.waitUntil(lambda: page.desk.project is None)
    assert not page.interference.table.model.rows
    assert all(not b.isVisible() for b in page.interference.detail.findChildren(QPushButton))
    assert not page.note.isVisible()
