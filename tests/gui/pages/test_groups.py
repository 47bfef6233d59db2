"""The community page in groups: few tabs at a time, every part still found by its name."""

from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pocplanner.gui.window import Window
from pocplanner.model.community import Promise


def page_of(window: Window) -> Any:
    window.turn_to("community")
    return window.page("community")


def in_view(page: Any) -> list[str]:
    return [n for i, n in enumerate(page._names) if page.tabs.isTabVisible(i)]


def test_only_the_parts_of_one_group_stand_in_the_row(small_window: Window, qtbot: QtBot) -> None:
    page = page_of(small_window)
    assert page.group() == "people"
    assert "Community" in in_view(page) and "Alert" not in in_view(page)
    page.buttons["log"].click()
    assert page.group() == "log" and "Community" not in in_view(page)
    assert page.tab() in in_view(page)


def test_a_part_is_found_by_its_name_whatever_group_is_in_view(small_window: Window) -> None:
    page = page_of(small_window)
    page.show_tab("Promise")
    assert page.tab() == "Promise" and page.group() == "log"
    page.show_tab("voices")
    assert page.group() == "voices" and page.tab() != "Promise"
    page.show_tab("log")
    assert page.tab() == "Promise", "a group comes back as it was left"


def test_a_record_brings_its_group(small_window: Window) -> None:
    page = page_of(small_window)
    project = small_window.desk.project
    assert project is not None
    promise = project.all(Promise)[0]
    assert page.show_record(promise.id)
    assert page.tab() == "Promise"


def test_a_part_of_another_room_comes_to_the_people_unless_told_otherwise(
    small_window: Window, qtbot: QtBot
) -> None:
    page = page_of(small_window)
    page.show_tab("Alert")
    page.add_tab("new_part", QWidget(), "New")
    assert "new_part" not in in_view(page)
    page.show_tab("new_part")
    assert page.group() == "people" and page.tab() == "new_part"


def test_a_group_never_shows_more_tabs_than_fit(small_window: Window) -> None:
    page = page_of(small_window)
    for group in page.groups:
        page.show_group(group)
        assert 1 <= len(in_view(page)) <= 6


def test_the_help_follows_the_group(small_window: Window) -> None:
    page = page_of(small_window)
    assert small_window.help.page == "community"
    page.show_group("log")
    assert small_window.help.page == "engagement"
    page.show_group("people")
    assert small_window.help.page == "community"
    small_window.show_help("limits")
    page.show_group("voices")
    assert small_window.help.page == "limits", "what somebody looks up stays"
