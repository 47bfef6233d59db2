"""Each page once, on the example and on an empty mission: it opens, and says what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pocplanner.gui.acts import PAGES
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.tables.table import Table
from pocplanner.gui.window import Window
from pocplanner.model.assessment import Threat

#: The map has tests of its own, with the real engine.
QUIET_PAGES = [p for p in PAGES if p != "map"]


def tabs_of(window: Window, name: str) -> Iterator[QWidget]:
    """Every part of a page, shown one after the other."""
    page = window.page(name)
    if not isinstance(page, TabPage):
        yield page
        return
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        part = page.tabs.widget(at)
        assert part is not None
        yield part


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_opens_on_the_example(
    new_window: Callable[..., Window],
    sample_copy: Path,
    qtbot: QtBot,
    told: list[object],
    language: str,
) -> None:
    window = new_window(sample_copy, language)
    qtbot.waitUntil(lambda: window.desk.assessment is not None, timeout=30_000)
    for name in QUIET_PAGES:
        window.turn_to(name)
        for part in tabs_of(window, name):
            qtbot.wait(5)
            assert part.isVisible()
        assert window.help.page == name
    assert told == []


@pytest.mark.parametrize("name", QUIET_PAGES)
def test_no_page_of_an_empty_mission_is_without_a_word_on_what_to_do(
    empty_window: Window, qtbot: QtBot, name: str
) -> None:
    empty_window.turn_to(name)
    for part in tabs_of(empty_window, name):
        qtbot.wait(5)
        shown = [x for x in part.findChildren(Table) if x.isVisible()]
        for table in shown:
            if not table.model.rows:
                assert len(table.empty_text) > 20
                assert any(
                    x.isVisible()
                    for x in table.findChildren(QLabel)
                    if x.text() == table.empty_text
                ), table.empty_text
        said = [x.text() for x in part.findChildren(QLabel) if x.isVisible() and x.text()]
        assert said, f"{name} says nothing"


def test_nothing_that_is_shown_is_a_key_without_a_text(small_window: Window, qtbot: QtBot) -> None:
    for name in QUIET_PAGES:
        small_window.turn_to(name)
        for part in tabs_of(small_window, name):
            for widget in part.findChildren(QWidget):
                text = ""
                if isinstance(widget, (QLabel, QAbstractButton)):
                    text = widget.text()
                elif isinstance(widget, QLineEdit):
                    text = widget.placeholderText()
                assert not text.startswith(("gui.", "kind.", "field.", "analysis.")), text
                assert not widget.accessibleName().startswith("gui."), widget.accessibleName()


def test_what_can_be_typed_into_or_pressed_has_a_name_for_those_who_do_not_see(
    small_window: Window,
) -> None:
    nameless = []
    for name in QUIET_PAGES:
        small_window.turn_to(name)
        for part in tabs_of(small_window, name):
            for kind in (QComboBox, QLineEdit, QTableView, QAbstractButton):
                for widget in part.findChildren(kind):
                    if not widget.isVisible() or widget.objectName().startswith("qt_"):
                        continue
                    if isinstance(widget.parent(), QComboBox) or not widget.focusPolicy():
                        continue
                    named = widget.accessibleName() or widget.toolTip()
                    if isinstance(widget, QAbstractButton):
                        named = named or widget.text()
                    if isinstance(widget, QLineEdit):
                        named = named or widget.placeholderText()
                    if not named:
                        nameless.append((name, type(widget).__name__, widget.objectName()))
    assert nameless == []


def test_a_name_leads_to_its_record(window: Window, qtbot: QtBot) -> None:
    project = window.desk.project
    assert project is not None
    rated = window.desk.assessment.rated[0]
    window.desk.wanted.emit(rated.threat_id)
    page = window.page("assessment")
    assert window.stack.currentWidget() is page
    event = next(r for r in rated.refs if ":" in r)
    window.desk.wanted.emit(event)
    assert window.stack.currentWidget() is window.page("events")
    for kind in ("Actor", "Coping", "Mechanism", "Source", "Community", "Action"):
        from pocplanner.model.kinds import kind as kind_of

        record = next(iter(project.all(kind_of(kind))), None)
        if record is None:
            continue
        window.desk.wanted.emit(record.id)
        shown = window.stack.currentWidget()
        assert isinstance(shown, TabPage)
        assert shown.panes[kind].card.record_id == record.id


def test_the_steps_of_the_overview_lead_somewhere(small_window: Window, qtbot: QtBot) -> None:
    from pocplanner.gui.pages.overview import steps

    for step in steps(small_window.desk):
        if step.page in ("import", "map"):
            continue
        small_window.desk.page_wanted.emit(step.page, step.tab)
        page = small_window.page(step.page)
        assert small_window.stack.currentWidget() is page
        if step.tab:
            assert isinstance(page, TabPage)
            assert page.tab() == step.tab


def test_a_page_follows_an_edit_made_elsewhere(small_window: Window, qtbot: QtBot) -> None:
    project = small_window.desk.project
    assert project is not None
    small_window.turn_to("community")
    from pocplanner.model.community import Community

    page = small_window.page("community")
    assert isinstance(page, TabPage)
    first = project.all(Community)[0]
    page.panes["Community"].select(first.id)
    with project.edit("edit.record.change", name=first.name):
        project.put(first.model_copy(update={"name": "Renamed elsewhere"}))
    form = page.panes["Community"].form
    assert form is not None
    assert form.editors["name"].value() == "Renamed elsewhere"
    names = [r.name for r in page.panes["Community"].table.model.rows]
    assert "Renamed elsewhere" in names


def test_a_record_that_is_removed_leaves_its_form(small_window: Window) -> None:
    project = small_window.desk.project
    assert project is not None
    small_window.turn_to("assessment")
    page = small_window.page("assessment")
    assert isinstance(page, TabPage)
    from pocplanner.model.actors import Driver

    driver = project.all(Driver)[0]
    page.show_record(driver.id)
    before = len(page.panes["Driver"].table.model.rows)
    page.panes["Driver"].table.removing.trigger()
    assert project.get(Driver, driver.id) is None
    assert len(page.panes["Driver"].table.model.rows) == before - 1
    small_window.undo()
    assert project.get(Driver, driver.id) == driver


def test_a_refused_threat_is_listed_only_where_it_is_asked_for(
    small_window: Window, qtbot: QtBot
) -> None:
    from pocplanner.commands import assessment as assessing
    from pocplanner.gui.pages.assessment import AssessmentPage

    small_window.turn_to("assessment")
    page = small_window.page("assessment")
    assert isinstance(page, AssessmentPage)
    project = small_window.desk.project
    assert project is not None
    id = next(t.id for t in project.all(Threat) if t.status != "refused")
    with qtbot.waitSignal(small_window.desk.assessed, timeout=30_000):
        small_window.desk.act(assessing.refuse, [id], "already met by the police")
    assert id not in [r.id for r in page.threats.table.model.rows]
    page.threats.status.setCurrentIndex(page.threats.status.findData("refused"))
    assert id in [r.id for r in page.threats.table.model.rows]


def test_the_guide_follows_the_parts_of_the_page_of_time(small_window: Window) -> None:
    small_window.turn_to("time")
    page = small_window.page("time")
    assert small_window.help.page == "time"
    page.show_tab("hours")
    assert small_window.help.page == "hours"
    page.show_tab("sites")
    assert small_window.help.page == "what_if"
    page.show_tab("Timing")
    assert small_window.help.page == "time"
