"""Whatever a record says, the window shows it as text: SEC-47."""

import ast
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QMessageBox,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pocplanner.commands import mission as acting
from pocplanner.gui import dialogs
from pocplanner.gui.acts import PAGES
from pocplanner.gui.help_pane import HelpPane
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.window import Window
from pocplanner.model.community import Alert, Journey, Perception, Promise, Request
from pocplanner.model.exercise import Inject, Scenario
from pocplanner.model.record import Record
from pocplanner.model.strategy import Decision, Message, Objective, Paragraph, Section, Tension
from pocplanner.words import Problem, Words
from tests import makers

PAYLOADS = (
    "<img src=x onerror=document.title='gone'>",
    "<b>bold</b><a href='file:///etc/passwd'>link</a>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "&lt;b&gt; & <i>",
)


def hostile(record: Record, text: str) -> Record:
    """The record with this text in its names and in everything that a person writes."""
    said = ("name", "title", "text", "pattern", "reason", "question", "economy", "owner")
    changes = {n: text for n in said if n in type(record).model_fields}
    return type(record).model_validate({**record.model_dump(), **changes})


def mission_of(text: str) -> list[Record]:
    """A small mission in which everything is called this."""
    at, day = datetime(2031, 3, 1, 9, tzinfo=UTC), date(2031, 3, 1)
    place: dict[str, Any] = {"place_id": "com-kemba"}
    made: list[Record] = [
        makers.a_mission(id="mission", exercise=True),
        makers.a_source(),
        makers.an_area(),
        makers.a_settlement(),
        makers.a_community(),
        makers.an_actor(),
        makers.a_threat(),
        makers.a_coping(),
        makers.a_mechanism(),
        makers.a_timing(),
        makers.a_post(),
        makers.a_unit(),
        makers.an_action(),
        Alert(received_at=at, text=text, answered_by=text, **place),
        Perception(question="safe_by_day", on=day, quote=text, **place),
        Request(text=text, asked_on=day, **place),
        Promise(by=text, text=text, made_on=day, **place),
        Journey(title=text, purpose="market", **place),
        Objective(text=text, **place),
        Decision(question=text, of_whom=text, **place),
        Message(to="communities", text=text),
        Tension(kind="force_and_dialogue", text=text),
        Scenario(id="scn-one", title=text, template="predatory_raid", **place),
        Inject(scenario_id="scn-one", text=text, sender=text),
        Section(
            id="section.strategy.mandate",
            key="mandate",
            number=1,
            paragraphs=(
                Paragraph(key="one", text=text, offered=text, evidence=("com-kemba",), author=text),
            ),
        ),
    ]
    return [hostile(r, text) for r in made]


@pytest.fixture
def hostile_window(
    new_window: Callable[..., Window], tmp_path: Path, qtbot: QtBot, request: Any
) -> Iterator[Window]:
    """The window on a mission in which everything is called by a payload."""
    path = tmp_path / "hostile.pocplan"
    project = acting.create(path, request.param, None, "PoC adviser")
    with project.edit("edit.record.add", name=request.param):
        project.put(*mission_of(request.param))
    project.close()
    window = new_window(path)
    qtbot.waitUntil(lambda: window.desk.assessment is not None, timeout=30_000)
    yield window


def every_part(window: Window) -> Iterator[QWidget]:
    """Every part of every page, with a record chosen where there is a table."""
    for name in PAGES:
        if name == "map":
            continue
        window.turn_to(name)
        page = window.page(name)
        if not isinstance(page, TabPage):
            yield page
            continue
        for at in range(page.tabs.count()):
            page.tabs.setCurrentIndex(at)
            part = page.tabs.widget(at)
            assert part is not None
            for pane in page.panes.values():
                if part.isAncestorOf(pane) and pane.table.model.rows:
                    pane.table.view.selectRow(0)
            yield part


def as_markup(widget: QWidget) -> str:
    """What of a widget Qt could take for markup."""
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        return widget.text()
    if Qt.mightBeRichText(widget.toolTip()):
        return widget.toolTip()
    if isinstance(widget, QTextEdit) and not isinstance(widget, HelpPane):
        return "a widget that takes markup"
    return ""


@pytest.mark.parametrize("hostile_window", [PAYLOADS[0], PAYLOADS[2]], indirect=True)
def test_no_widget_takes_a_name_for_markup(hostile_window: Window, qtbot: QtBot) -> None:
    for part in every_part(hostile_window):
        qtbot.wait(2)
        found = [t for w in part.findChildren(QWidget) if (t := as_markup(w))]
        assert found == []
    whole = [t for w in hostile_window.findChildren(QWidget) if (t := as_markup(w))]
    assert whole == []


@pytest.mark.parametrize("hostile_window", PAYLOADS[:1], indirect=True)
def test_names_stand_in_the_window_as_they_were_written(
    hostile_window: Window, qtbot: QtBot
) -> None:
    hostile_window.turn_to("assessment")
    page = hostile_window.page("assessment")
    assert page.show_record("thr-kemba")
    texts = [x.text() for x in page.findChildren(QLabel) if x.isVisible()]
    assert any(PAYLOADS[0] in text for text in texts)
    hostile_window.turn_to("community")
    page = hostile_window.page("community")
    assert isinstance(page, TabPage)
    table = page.panes["Community"].table
    assert table.view.model().index(0, 0).data() == PAYLOADS[0]


@pytest.mark.parametrize("hostile_window", PAYLOADS[1:2], indirect=True)
def test_the_undo_action_names_its_step_as_text(hostile_window: Window) -> None:
    undo = hostile_window.actions_by_name["undo"]
    assert PAYLOADS[1] in undo.text()
    assert not Qt.mightBeRichText(undo.toolTip())
    assert not Qt.mightBeRichText(undo.statusTip())


def test_a_message_shows_its_facts_as_text(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    shown: list[QMessageBox] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box))
    problem = Problem("open.missing", name=PAYLOADS[0])
    dialogs.tell(parent, Words("en"), problem)
    assert dialogs.ask(parent, Words("en"), "gui.kept", label=PAYLOADS[0]) is False
    dialogs.tell_failure(parent, Words("en"), ValueError(PAYLOADS[0]))
    assert len(shown) == 3
    for box in shown:
        assert box.textFormat() is Qt.TextFormat.PlainText
        assert not Qt.mightBeRichText(box.detailedText())
    assert PAYLOADS[0] in shown[0].text()
    assert PAYLOADS[0] not in shown[2].detailedText(), "a report holds no data"


def test_tab_titles_and_buttons_show_an_ampersand(qtbot: QtBot) -> None:
    from pocplanner.gui.plain import Link, button

    made = button("Bread & <b>roses</b>")
    link = Link("Bread & <b>roses</b>")
    qtbot.addWidget(made)
    qtbot.addWidget(link)
    for one in (made, link):
        assert isinstance(one, QAbstractButton)
        assert one.text().count("&&") == 1
        assert not Qt.mightBeRichText(one.toolTip())


def test_the_help_opens_no_address_and_loads_nothing(qtbot: QtBot) -> None:
    pane = HelpPane(Words("en"))
    qtbot.addWidget(pane)
    pane.show_page("start")
    assert isinstance(pane, QTextBrowser)
    assert not pane.openLinks()
    assert not pane.openExternalLinks()
    assert pane.loadResource(2, "file:///etc/hostname") is None
    pane.show_page("../../words/en/gui")
    assert "[gui" not in pane.toPlainText()
    assert isinstance(QTabBar(), QWidget)


def test_labels_are_made_in_one_place_only() -> None:
    """A label made elsewhere would guess whether its text is markup."""
    folder = Path(dialogs.__file__).parent
    found = []
    for path in sorted(folder.rglob("*.py")):
        if path.name == "plain.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "QLabel",
                "QTextEdit",
            ):
                found.append(f"{path.name}:{node.lineno}")
            if isinstance(node, ast.Attribute) and node.attr in ("setHtml", "insertHtml"):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []
