"""On duty: a call is taken in, one key stamps the next step, promises close with a word."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pocplanner.commands import mission as acting
from pocplanner.gui.alerts import closing
from pocplanner.gui.alerts.closing import ClosingDialog, remove_promises
from pocplanner.gui.window import Window
from pocplanner.model.community import Alert, Community, Promise


def duty(window: Window) -> Any:
    window.turn_to("community")
    page: Any = window.page("community")
    page.show_tab("duty")
    return page.duty


def a_call(window: Window, pane: Any) -> Alert:
    project = window.desk.project
    assert project is not None
    before = {a.id for a in project.all(Alert)}
    place = project.all(Community)[0]
    pane.role.setText("Night duty officer")
    pane.entry.place.setEditText(window.desk.name(place.id) + " (Community)")
    if not pane.entry.place_id():
        pane.entry.place.setEditText(window.desk.name(place.id))
    pane.entry.text.setText("Strangers at the ford.")
    pane.entry.take.click()
    return next(a for a in project.all(Alert) if a.id not in before)


def test_a_call_is_taken_in_with_the_time_now_and_the_role_on_duty(
    small_window: Window, qtbot: QtBot
) -> None:
    pane = duty(small_window)
    kept = a_call(small_window, pane)
    assert kept.received_by == "Night duty officer"
    assert abs(acting.now() - kept.received_at) < timedelta(minutes=1)
    assert pane.entry.text.text() == "" and kept.id in {r.id for r in pane.table.model.rows}


def test_what_is_no_place_is_not_taken_in(small_window: Window) -> None:
    pane = duty(small_window)
    project = small_window.desk.project
    assert project is not None
    before = project.all(Alert)
    pane.entry.place.setEditText("Nowhere at all")
    said: list[str] = []
    small_window.desk.said.connect(said.append)
    pane.entry.take.click()
    assert project.all(Alert) == before and said


def test_one_key_stamps_the_next_step_and_undo_takes_it_back(
    small_window: Window, qtbot: QtBot
) -> None:
    pane = duty(small_window)
    kept = a_call(small_window, pane)
    project = small_window.desk.project
    assert project is not None
    pane.table.choose(kept.id)
    pane.table.view.setFocus()
    qtbot.keyClick(pane.table.view, Qt.Key.Key_F8)
    found = project.get(Alert, kept.id)
    assert found is not None and found.verified_at is not None
    assert found.verified_by == "Night duty officer"
    for step in ("tasked", "answered", "told_back"):
        pane.table.choose(kept.id)
        pane.stamp()
        found = project.get(Alert, kept.id)
        assert found is not None and getattr(found, f"{step}_at") is not None
    project.undo()
    found = project.get(Alert, kept.id)
    assert found is not None and found.told_back_at is None


def test_closing_without_telling_the_caller_is_said_and_stays_listed(
    small_window: Window,
) -> None:
    pane = duty(small_window)
    kept = a_call(small_window, pane)
    said: list[str] = []
    small_window.desk.said.connect(said.append)
    pane.table.choose(kept.id)
    pane.end("not_answered")
    assert any("has not been told" in text for text in said)
    line = next(r for r in pane.table.model.rows if r.id == kept.id)
    assert line.waiting.step == "told_back" and line.waiting.closed
    pane.table.choose(kept.id)
    pane.excuse("The line is dead.")
    assert kept.id not in {r.id for r in pane.table.model.rows}


def test_a_form_that_closes_an_alert_in_silence_says_so(small_window: Window) -> None:
    kept = a_call(small_window, duty(small_window))
    said: list[str] = []
    small_window.desk.said.connect(said.append)
    small_window.desk.keep(kept.model_copy(update={"outcome": "false_alarm"}))
    assert any("has not been told" in text for text in said)


def test_deleting_an_open_promise_asks_what_came_of_it_and_keeps_it(
    small_window: Window, monkeypatch: Any
) -> None:
    desk = small_window.desk
    project = desk.project
    assert project is not None
    owed = next(p for p in project.all(Promise) if p.state == "open")

    def answer(dialog: ClosingDialog) -> int:
        dialog.try_accept()
        assert dialog.result() == 0, "without a word nothing closes"
        dialog.box.setPlainText("Twice, then no more.")
        dialog.state.setCurrentIndex(dialog.state.findData("broken"))
        dialog.told.setChecked(True)
        dialog.try_accept()
        return dialog.result()

    monkeypatch.setattr(closing.ClosingDialog, "exec", answer)
    remove_promises(desk, None, [owed.id])
    kept = project.get(Promise, owed.id)
    assert kept is not None
    assert (kept.state, kept.outcome) == ("broken", "Twice, then no more.")
    assert kept.told_on == desk.today
    remove_promises(desk, None, [owed.id])
    assert project.get(Promise, owed.id) is None, "closed with its outcome it may go"


def test_any_other_way_to_delete_it_is_refused_with_a_sentence(small_window: Window) -> None:
    desk = small_window.desk
    project = desk.project
    assert project is not None
    owed = next(p for p in project.all(Promise) if p.state == "open")
    told: list[Any] = []
    desk.problem.connect(told.append)
    desk.remove([owed.id])
    assert project.get(Promise, owed.id) == owed
    assert told and told[0].key == "promise.still_open"
