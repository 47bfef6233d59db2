"""Whom we meet, side by side, handover: what the panes show and where they lead."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pocplanner.commands import mission as acting
from pocplanner.gui.voices.share_bar import ShareBar
from pocplanner.gui.window import Window
from pocplanner.model.community import Community, Perception, Promise
from pocplanner.model.contacts import Contact
from pocplanner.model.initiatives import Initiative, Mark
from tests.gui.conftest import assessed

HOSTILE = "<b>loud</b>"


def page(window: Window) -> Any:
    window.turn_to("community")
    return window.page("community")


def part(window: Window, name: str) -> Any:
    """A part of the community page, brought into view: it is made only then."""
    page(window).show_tab(name)
    return getattr(page(window), name)


def texts(pane: Any) -> str:
    return "\n".join(found.text() for found in pane.findChildren(QLabel))


@pytest.fixture
def filled(small_window: Window, qtbot: QtBot) -> Window:
    """The small mission with contacts and an initiative, assessed anew."""
    desk = small_window.desk
    project = desk.project
    assert project is not None and desk.assessment is not None
    place = desk.assessment.rated[0].place_id
    on: date = desk.assessment.as_of
    contacts = [
        Contact(on=on, place_id=place, counterpart="residents", sex="male") for _ in range(11)
    ]
    mark = Mark(mark="links_actors", holds="partly", evidence=HOSTILE)
    made = Initiative(title=HOSTILE, place_id=place, marks=(mark,))
    desk.assessment = None
    acting.change(project, "edit.record.add", *contacts, made, name="x")
    assessed(small_window, qtbot)
    return small_window


def test_contacts_stand_as_bars_beside_people_and_threat(filled: Window) -> None:
    pane = part(filled, "mirror")
    bars = pane.findChildren(ShareBar)
    assert bars and all(b.accessibleName() and "{" not in b.accessibleName() for b in bars)
    assert ": 11." in texts(pane)
    bars[0].grab()


def test_without_contacts_the_pane_says_so_and_a_button_begins_one(small_window: Window) -> None:
    community = page(small_window)
    community.show_tab("mirror")
    assert "No contact is on record" in texts(community.mirror)
    community.mirror.note.click()
    assert community.tab() == "Contact"
    form = community.panes["Contact"].form
    assert form is not None


def test_a_booklet_is_shown_for_the_chosen_place_with_every_open_promise(filled: Window) -> None:
    pane = part(filled, "handover")
    project = filled.desk.project
    assert project is not None
    owed = next(p for p in project.all(Promise) if p.state == "open")
    assert pane.table.choose(owed.place_id)
    pane.show_place(owed.place_id)
    assert owed.text in texts(pane)
    pane.ahead.click()
    assert "Rotations" in texts(pane)


def test_marks_stand_in_columns_of_their_own_and_text_stays_text(filled: Window) -> None:
    pane = page(filled).panes["Initiative"]
    (row,) = pane.table.model.rows
    heads = {c.head: c for c in pane.table.model.columns}
    assert heads["Linking"].text(row) == "~ In part"
    assert heads["Asked for"].text(row) == "? Not judged"
    shown = [w.text() for w in part(filled, "handover").findChildren(QLabel)]
    assert all("loud" not in t or "<b>" in t for t in shown)


def test_ratings_stand_side_by_side(filled: Window) -> None:
    pane = part(filled, "heard")
    assert pane.found is not None
    assert len(pane.table.model.rows) == len(pane.found.beside)
    for line in pane.table.model.rows[:1]:
        pane.show_threat(line.id)
        assert "mission" in texts(pane)


def test_what_nobody_looks_at_is_not_made(filled: Window) -> None:
    community = page(filled)
    community.show_tab("Community")
    pane = community.mirror
    pane.renew()
    assert pane._shown_for is None
    community.show_tab("mirror")
    assert pane._shown_for is filled.desk.assessment


def test_a_single_survey_is_shown_where_no_threat_is_chosen(
    small_window: Window, qtbot: QtBot
) -> None:
    desk = small_window.desk
    assert desk.project is not None and desk.assessment is not None
    place, on = desk.assessment.rated[0].place_id, desk.assessment.as_of
    told = Perception(place_id=place, question="feels_safe_night", on=on, asked=40, positive=9)
    desk.assessment = None
    acting.change(desk.project, "edit.record.add", told, name="x")
    assessed(small_window, qtbot)
    said = texts(part(small_window, "heard"))
    assert "22% of 40" in said and "No survey" not in said


def test_places_of_high_threat_are_listed_as_unmet_before_any_contact_is_on_record(
    small_window: Window,
) -> None:
    pane = part(small_window, "mirror")
    assert not pane.found.mirror.contacts
    assert pane.table.model.rowCount() == len(pane.found.unmet) > 0


def test_the_table_has_the_width_until_a_record_is_chosen(small_window: Window) -> None:
    page(small_window).show_tab("Community")
    pane = page(small_window).panes["Community"]
    before = pane._split.sizes()
    assert before[0] > 2.5 * before[1]
    pane.select(small_window.desk.project.all(Community)[0].id)
    after = pane._split.sizes()
    assert after[1] > before[1] and sum(after) == sum(before)


def test_undo_says_at_once_that_it_took_a_promise_along(small_window: Window) -> None:
    desk, said = small_window.desk, []
    assert desk.project is not None
    place = desk.project.all(Community)[0].id
    owed = Promise(place_id=place, by="Sector", text="A lamp", made_on=date(2026, 1, 1))
    acting.change(desk.project, "edit.record.add", owed, name="x")
    desk.said.connect(said.append)
    small_window.undo()
    assert any("open promise" in text for text in said)
