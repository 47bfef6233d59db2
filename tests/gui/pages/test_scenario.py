"""The scenario page: a situation, a place, and the sheet that is drafted from both."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from pocplanner.analysis.scenario_templates import templates
from pocplanner.commands import exercise
from pocplanner.commands import mission as acting
from pocplanner.gui.map.place_search import PlaceSearch
from pocplanner.gui.pages.report import ReportPage
from pocplanner.gui.pages.scenario import ScenarioPage
from pocplanner.gui.template_dialog import TemplateDialog
from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from pocplanner.model.exercise import Inject, Scenario, Taken
from pocplanner.model.geometry import Position
from pocplanner.model.strategy import Section
from pocplanner.project import Project
from pocplanner.words import LANGUAGES


def scenario_of(window: Window) -> ScenarioPage:
    """The scenario page at the front."""
    window.turn_to("scenario")
    page = window.page("scenario")
    assert isinstance(page, ScenarioPage)
    return page


def project_of(window: Window) -> Project:
    project = window.desk.project
    assert project is not None
    return project


@pytest.fixture
def placed(empty_window: Window) -> Window:
    """A window on a mission with three places."""
    places = [
        Community(name=name, position=Position(lon=20 + i, lat=-9))
        for i, name in enumerate(("Kemba", "Ostra", "Île d'Évora"))
    ]
    acting.change(project_of(empty_window), "edit.record.add", *places)
    return empty_window


# --- a template and a place ---------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_shows_its_trigger_before_a_place_is_chosen(
    new_window: Callable[..., Window], tmp_path: Path, language: str, qtbot: QtBot
) -> None:
    acting.create(tmp_path / "e.pocplan", "E", None, "PoC adviser").close()
    window = new_window(tmp_path / "e.pocplan", language)
    asked = TemplateDialog(None, window.desk)
    qtbot.addWidget(asked)
    names = [asked.templates.item(i).text() for i in range(asked.templates.count())]
    assert len(names) == len(set(names)) == 8
    for row in range(8):
        asked.templates.setCurrentRow(row)
        text = "\n".join(label.text() for label in asked.preview.findChildren(QLabel))
        assert len(text) > 200
        assert "{" not in text and "gui." not in text, "every place in the text is named"
        assert not asked.ok.isEnabled()


def test_every_situation_can_be_placed(placed: Window, qtbot: QtBot) -> None:
    asked = TemplateDialog(None, placed.desk)
    qtbot.addWidget(asked)
    asked.places.box.setText("kem")
    for row, code in enumerate(templates()):
        asked.templates.setCurrentRow(row)
        assert asked.ok.isEnabled() and asked.made is not None
        scenario, injects = asked.made
        assert scenario.template == code and injects
        shown = [label.text() for label in asked.preview.findChildren(QLabel)]
        assert scenario.trigger in shown and "Kemba" in scenario.title


def test_a_place_is_found_by_any_part_of_its_name_and_without_accents(
    placed: Window, qtbot: QtBot
) -> None:
    search = PlaceSearch(placed.desk)
    qtbot.addWidget(search)
    told: list[str] = []
    search.chosen.connect(told.append)
    for typed, name in (("evora", "Île d'Évora"), ("ILE", "Île d'Évora"), ("str", "Ostra")):
        search.box.setText(typed)
        assert search.place_id == told[-1]
        found = project_of(placed).get(Community, search.place_id)
        assert found is not None and found.name == name
    search.box.setText("nowhere")
    assert search.place_id == "" and told[-1] == ""
    assert search.count.text() == placed.words.text("gui.scenario.no_place")


def test_the_arrow_keys_move_in_the_list_while_one_types(placed: Window, qtbot: QtBot) -> None:
    search = PlaceSearch(placed.desk)
    qtbot.addWidget(search)
    first = search.list.item(0).data(Qt.ItemDataRole.UserRole)
    second = search.list.item(1).data(Qt.ItemDataRole.UserRole)
    qtbot.keyClick(search.box, Qt.Key.Key_Down)
    assert search.place_id == first
    qtbot.keyClick(search.box, Qt.Key.Key_Down)
    assert search.place_id == second
    qtbot.keyClick(search.box, Qt.Key.Key_Up)
    assert search.place_id == first


def test_many_places_are_counted_not_all_shown(placed: Window, qtbot: QtBot) -> None:
    many = [Community(name=f"Village {i}") for i in range(100)]
    acting.change(project_of(placed), "edit.record.add", *many)
    search = PlaceSearch(placed.desk)
    qtbot.addWidget(search)
    assert search.list.count() == 60
    assert "43" in search.count.text()
    search.box.setText("village 77")
    assert search.list.count() == 1 and search.count.isHidden()


def test_a_place_named_in_markup_stays_text(placed: Window, qtbot: QtBot) -> None:
    name = "<b onclick=x>Tarn</b>&amp;"
    acting.change(project_of(placed), "edit.record.add", Community(name=name))
    asked = TemplateDialog(None, placed.desk)
    qtbot.addWidget(asked)
    asked.places.box.setText("tarn")
    labels = asked.preview.findChildren(QLabel)
    assert any(name in label.text() for label in labels)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


# --- placed, undone, taken out ------------------------------------------------------------------


def place(window: Window, monkeypatch: pytest.MonkeyPatch, typed: str = "kem") -> Scenario:
    """Place a raid as a person does; its sheet is left undrafted."""
    page = scenario_of(window)

    def choose(self: TemplateDialog) -> int:
        self.places.box.setText(typed)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(TemplateDialog, "exec", choose)
    monkeypatch.setattr(page.sheet, "draft", lambda: None)
    page.new_button.click()
    return project_of(window).all(Scenario)[-1]


def test_placing_is_one_act_that_can_be_undone(
    placed: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(placed)
    made = place(placed, monkeypatch)
    page = scenario_of(placed)
    assert page.scenario_id == made.id
    assert project.all(Inject)
    placed.undo()
    assert project.all(Scenario) == () and project.all(Inject) == ()
    assert page.scenario_id == "" and not page.export_button.isEnabled()
    placed.redo()
    assert page.scenario_id == made.id


def test_a_given_up_choice_places_nothing(placed: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    page = scenario_of(placed)
    monkeypatch.setattr(TemplateDialog, "exec", lambda self: 0)
    page.new_button.click()
    assert project_of(placed).all(Scenario) == ()


def test_a_scenario_goes_with_what_hangs_on_it(
    placed: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(placed)
    made = place(placed, monkeypatch)
    acting.change(project, "edit.record.add", Taken(scenario_id=made.id, choice="Go"))
    page = scenario_of(placed)
    page.show_tab("Scenario")
    pane = page.panes["Scenario"]
    assert pane.select(made.id)
    pane.table.removing.trigger()
    assert project.all(Scenario) == project.all(Inject) == project.all(Taken) == ()
    placed.undo()
    assert project.all(Scenario) and project.all(Inject) and project.all(Taken)


def test_the_form_takes_a_scenario_out_in_the_same_way(
    placed: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(placed)
    made = place(placed, monkeypatch)
    page = scenario_of(placed)
    page.show_tab("Scenario")
    pane = page.panes["Scenario"]
    pane.select(made.id)
    assert pane.form is not None
    pane.form.removing.emit()
    assert project.all(Scenario) == project.all(Inject) == ()


# --- one scenario at a time ---------------------------------------------------------------------


def test_what_is_behind_the_tabs_belongs_to_the_chosen_one(
    placed: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (place(placed, monkeypatch, name) for name in ("kem", "ost"))
    page = scenario_of(placed)
    for made in (first, second, first):
        assert page.choose(made.id)
        rows: list[Any] = page.panes["Inject"].table.model.rows
        assert rows and {row.scenario_id for row in rows} == {made.id}
        assert [row.number for row in rows] == sorted(row.number for row in rows)
        assert page.sheet.scenario_id == made.id
        assert placed.desk.name(made.place_id) in page.about.text()
    assert not page.choose("nothing")
    assert page.scenario_id == first.id


def test_an_inject_of_another_scenario_is_found(
    placed: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (place(placed, monkeypatch, name) for name in ("kem", "ost"))
    page = scenario_of(placed)
    assert page.scenario_id == second.id
    mine = next(i for i in project_of(placed).all(Inject) if i.scenario_id == first.id)
    placed.show_record(mine.id)
    assert page.scenario_id == first.id and page.tab() == "Inject"
    assert page.panes["Inject"].table.chosen_ids() == [mine.id]


def test_a_new_inject_follows_the_last_one(placed: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    made = place(placed, monkeypatch)
    page = scenario_of(placed)
    last = max(project_of(placed).all(Inject), key=lambda i: i.number)
    page.panes["Inject"].add_button.click()
    form = page.panes["Inject"].form
    assert form is not None
    values = form.values()
    assert (values["scenario_id"], values["number"]) == (made.id, last.number + 1)


def test_without_a_scenario_every_part_says_what_to_do(empty_window: Window) -> None:
    page, words = scenario_of(empty_window), empty_window.words
    assert page.about.text() == words.text("gui.scenario.none")
    assert page.new_button.isEnabled() and not page.export_button.isEnabled()
    for name, key in (("Inject", "no_injects"), ("Taken", "no_taken"), ("Scenario", "none")):
        page.show_tab(name)
        shown = [w.text() for w in page.panes[name].findChildren(QLabel) if w.isVisible()]
        assert words.text(f"gui.scenario.{key}") in shown
    assert not page.panes["Inject"].add_button.isEnabled()


# --- the sheet and the paper --------------------------------------------------------------------


def test_the_sheet_is_drafted_when_the_scenario_is_placed_and_goes_to_paper(
    window: Window, qtbot: QtBot
) -> None:
    project, page = project_of(window), scenario_of(window)
    where = project.all(Community)[0]
    made = exercise.make_scenario(window.desk.snapshot, "predatory_raid", where.id)
    page.place(*made)
    qtbot.waitUntil(lambda: bool(page.sheet.sections()), timeout=40_000)
    scenario = made[0]
    sections = [s for s in project.all(Section) if s.scenario_id == scenario.id]
    paragraphs = [p for s in sections for p in s.paragraphs]
    assert len(sections) >= 6 and all(p.status == "draft" for p in paragraphs)
    assert page.tab() == "sheet" and page.sheet.list.count() == len(sections)
    assert page.sheet.cards
    key, card = next(iter(page.sheet.cards.items()))
    card.accept_button.click()
    accepted = [p for s in page.sheet.sections() for p in s.paragraphs if p.key == key]
    assert accepted[0].status == "accepted"

    page.export_button.click()
    report = window.page("report")
    assert isinstance(report, ReportPage) and window.stack.currentWidget() is report
    assert (report.choice.document, report.choice.scenario_id) == ("scenario", scenario.id)
    report.make_button.click()
    qtbot.waitUntil(lambda: report.paper is not None, timeout=40_000)
    text = "".join(report.view.document.getAllText(i).text() for i in range(2))
    assert where.name in text
