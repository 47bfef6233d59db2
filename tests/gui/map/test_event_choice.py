"""One choice of events for the map, the table and the slider: what each shows is the same."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from pocplanner.analysis import selection_columns
from pocplanner.analysis.event_look import SHOW_AS, EventLook, look
from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.time_windows import TimeWindow
from pocplanner.commands import mission as acting
from pocplanner.gui.desk import Desk
from pocplanner.gui.map import event_filter as module
from pocplanner.gui.map.event_drawing import EventDrawing, Told
from pocplanner.gui.map.event_filter import EventFilter
from pocplanner.gui.map.event_layer import EventLayer
from pocplanner.gui.map.event_panel import EventPanel
from pocplanner.gui.map.time_slider import TimeSlider
from pocplanner.gui.window import Window
from pocplanner.model.events import Events
from pocplanner.model.places import Post
from pocplanner.settings import Settings
from pocplanner.words import Words


@pytest.fixture(scope="module")
def open_desk(
    qapp: QApplication, sample_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A desk with the example mission, which these tests only read."""
    path = shutil.copy(sample_file, tmp_path_factory.mktemp("choice") / "example.pocplan")
    made = Desk(Words("en"), Settings())
    made.take(acting.open_mission(Path(path), lambda: ""))
    made._timer.stop()  # nothing here is assessed
    yield made
    made.leave()


@pytest.fixture
def desk(open_desk: Desk) -> Iterator[Desk]:
    """The desk, on which nothing is chosen before and after."""
    open_desk.choice.clear()
    yield open_desk
    open_desk.choice.clear()


class Page:
    """Stands where the live map would: keeps what it is told."""

    def __init__(self) -> None:
        self.events = EventLayer()
        self.beside = EventLayer()
        self.told: dict[str, Any] = {}
        self.second: tuple[Any, ...] = ()

    def show_events(self, told: dict[str, Any]) -> None:
        self.told = told

    def show_beside(self, names: Any = (), events: Any = None) -> None:
        self.second = (names, events)


def choose(box: Any, code: str) -> None:
    """Choose an entry of a box by its code."""
    at = box.findData(code)
    assert at >= 0, code
    box.setCurrentIndex(at)


def chips(box: EventFilter) -> list[QPushButton]:
    """The words of the sentence that can be taken out."""
    return [b for b in box.findChildren(QPushButton, "chip") if not b.isHidden()]


def entry(menu: QMenu, *path: str) -> QAction:
    """An entry of a menu by the texts that lead to it."""
    for text in path[:-1]:
        found = [a for a in menu.actions() if a.text() == text]
        assert found, (text, [a.text() for a in menu.actions()])
        under = found[0].menu()
        assert isinstance(under, QMenu)
        menu = under
    found = [a for a in menu.actions() if a.text() == path[-1]]
    assert found, (path[-1], [a.text() for a in menu.actions()])
    return found[0]


# --- the sentence -------------------------------------------------------------------------------


def test_words_are_added_from_a_menu_and_taken_out_by_a_click(desk: Desk) -> None:
    box = EventFilter(desk)
    changes: list[int] = []
    box.changed.connect(lambda: changes.append(1))
    box.menu.aboutToShow.emit()
    entry(box.menu, "against…", "civilians").trigger()
    entry(box.menu, "when it recurs…", "at night").trigger()
    entry(box.menu, "with deaths, at least…", "5").trigger()
    assert box.sentence.text() == "Events against civilians at night with 5 deaths or more."
    assert desk.choice.selection == EventSelection(against=("civilians",), light="night", deaths=5)
    assert len(changes) == 3
    assert [c.text() for c in chips(box)] == [
        "against civilians  ×", "at night  ×", "with 5 deaths or more  ×",
    ]  # fmt: skip
    chips(box)[1].click()
    assert box.sentence.text() == "Events against civilians with 5 deaths or more."
    box.everything.click()
    assert box.sentence.text() == "All events."
    assert desk.choice.rows().all()


def test_each_word_of_the_menu_finds_something(desk: Desk) -> None:
    box = EventFilter(desk)
    box.menu.aboutToShow.emit()
    for text in (
        "of type…",
        "by…",
        "with, on either side…",
        "in the area…",
        "as told by…",
        "around a place…",
    ):
        menu = next(a.menu() for a in box.menu.actions() if a.text() == text)
        assert isinstance(menu, QMenu)
        menu.actions()[0].trigger()
        assert 0 < desk.choice.rows().sum() <= len(desk.snapshot.events), text
        desk.choice.clear()
        box.menu.aboutToShow.emit()


def test_a_name_beyond_the_menu_is_typed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    box = EventFilter(desk)
    names = [(f"Group {i}", f"Group {i}") for i in range(60)]
    menu = box._names("by", list(names))
    assert "44" in menu.actions()[-1].text()
    asked: list[str] = []

    def answer(_parent: object, title: str, offered: list[str]) -> tuple[str, bool]:
        asked.append(title)
        return offered[-1], True

    monkeypatch.setattr(module, "ask_name", answer)
    menu.actions()[-1].trigger()
    assert asked == ["by…"]
    assert desk.choice.selection.by == ("Group 9",)


def test_typed_text_waits_for_some_quiet(desk: Desk, qtbot: QtBot) -> None:
    box = EventFilter(desk)
    place = next(n for n in desk.snapshot.events.place.names if len(n) > 4)
    box.text.setText(place)
    assert desk.choice.selection.text == ""
    qtbot.waitUntil(lambda: desk.choice.selection.text == place)
    assert 0 < desk.choice.rows().sum() < len(desk.snapshot.events)
    assert f"“{place}”" in box.sentence.text()


def test_a_name_that_is_markup_stays_text(desk: Desk) -> None:
    box = EventFilter(desk)
    box.put_in("by", "<b>&Evil</b>")
    assert chips(box)[0].text() == "by <b>&&Evil</b>  ×"
    assert box.sentence.textFormat() is Qt.TextFormat.PlainText
    assert "<b>" in box.sentence.text()


def test_the_table_of_the_events_page_follows_the_choice_of_the_map(window: Window) -> None:
    page: Any = window.page("events")
    window.turn_to("events")
    choice = window.desk.choice
    choice.choose(EventSelection(deaths=10))
    shown = choice.rows()
    assert 0 < shown.sum() < len(shown)
    assert (page.events.filter.rows(window.desk.snapshot.events) == shown).all()
    assert page.events.filter.sentence.text() == "Events with 10 deaths or more."
    window.desk.leave()
    assert choice.selection.empty, "a closed mission leaves no choice behind"
    assert selection_columns._last is None, "nor any of its rows"


# --- the slider ---------------------------------------------------------------------------------


@pytest.fixture
def slider(desk: Desk) -> TimeSlider:
    """A slider over the events of the example."""
    made = TimeSlider(desk)
    made.resize(900, 90)
    return made


def within(events: Events, window: TimeWindow) -> int:
    """How many events begin in a window, counted one by one."""
    days = [events.day(i) for i in range(len(events))]
    return sum(d is not None and window.since <= d < window.until for d in days)


def test_a_width_shows_the_latest_window_and_says_where_it_ends(
    desk: Desk, slider: TimeSlider
) -> None:
    choice = desk.choice
    assert "undated" in slider.told.text()
    choose(slider.width_box, "month")
    assert choice.window is not None
    first, after = choice.window.since, choice.window.until
    assert first.day == after.day == 1
    assert f"{first} (incl.) to {after} (excl.)" in slider.told.text()
    assert desk.snapshot.mission.time_zone in slider.told.text()
    assert choice.rows().sum() == within(desk.snapshot.events, choice.window)


def test_steps_by_button_and_key_move_the_window(
    desk: Desk, slider: TimeSlider, qtbot: QtBot
) -> None:
    choice = desk.choice
    choose(slider.width_box, "quarter")
    assert choice.window is not None
    first = choice.window.since
    slider.back.click()
    assert choice.window.until < first.replace(year=first.year + 1)
    one_back = choice.window.since
    assert one_back < first
    qtbot.keyClick(slider.band, Qt.Key.Key_Right)
    assert choice.window.since == first
    qtbot.keyClick(slider.band, Qt.Key.Key_Home)
    assert choice.extent is not None
    assert choice.window.since <= choice.extent.since
    qtbot.keyClick(slider.band, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert slider.width_box.currentData() == "half"
    assert choice.window.days > 150


def test_playing_steps_and_ends_at_the_end(desk: Desk, slider: TimeSlider, qtbot: QtBot) -> None:
    choose(slider.width_box, "year")
    slider.band.setValue(slider.band.maximum() - 2)
    slider._timer.setInterval(5)
    seen: list[int] = []
    slider.band.valueChanged.connect(seen.append)
    qtbot.keyClick(slider.band, Qt.Key.Key_Space)
    assert slider.play.isChecked()
    qtbot.waitUntil(lambda: not slider.play.isChecked())
    assert seen == [slider.band.maximum() - 1, slider.band.maximum()]
    assert desk.choice.window is not None and desk.choice.extent is not None
    assert desk.choice.window.since < desk.choice.extent.until <= desk.choice.window.until


@pytest.mark.parametrize("kind", ["before_after", "day_night", "dry_wet"])
def test_two_windows_are_shown_together(desk: Desk, slider: TimeSlider, kind: str) -> None:
    choice = desk.choice
    choose(slider.width_box, "year")
    choose(slider.compare_box, kind)
    parts = choice.parts()
    assert parts is not None
    events, snapshot = desk.snapshot.events, desk.snapshot
    one, two = (p.selection.mask(events, snapshot) for p in parts)
    assert one.any() and two.any() and not (one & two).any()
    assert (choice.rows() == (one | two)).all()
    choose(slider.width_box, "all")
    assert choice.window is None and choice.compared == ""


@pytest.mark.parametrize("code", ["night", "day", "market", "weekend", "dry", "wet"])
def test_what_recurs_is_chosen_in_the_slider_and_read_in_the_sentence(
    desk: Desk, slider: TimeSlider, code: str
) -> None:
    box = EventFilter(desk)
    choose(slider.recur_box, code)
    assert len(chips(box)) == (2 if code == "weekend" else 1)
    assert desk.choice.rows().sum() < len(desk.snapshot.events)
    chips(box)[0].click()
    if code != "weekend":
        assert slider.recur_box.currentData() == "always"


def test_the_band_counts_what_is_chosen(desk: Desk, slider: TimeSlider) -> None:
    every = sum(slider.band._counts)
    assert every == (desk.snapshot.events.first_day > -(2**31)).sum()
    desk.choice.choose(EventSelection(deaths=10))
    assert 0 < sum(slider.band._counts) < every


def test_without_dates_the_slider_says_so(empty_window: Window) -> None:
    slider = TimeSlider(empty_window.desk)
    assert not slider.isEnabled()
    assert "no dated events" in slider.told.text()


def test_a_drag_on_the_band_moves_the_window(desk: Desk, slider: TimeSlider, qtbot: QtBot) -> None:
    choose(slider.width_box, "year")
    slider.show()
    at = slider.band.width() // 4
    qtbot.mousePress(slider.band, Qt.MouseButton.LeftButton, pos=QPoint(at, 10))
    first = desk.choice.window
    qtbot.mouseMove(slider.band, QPoint(at * 2, 10))
    second = desk.choice.window
    qtbot.mouseRelease(slider.band, Qt.MouseButton.LeftButton, pos=QPoint(at * 2, 10))
    assert first is not None and second is not None
    assert first.since < second.since
    assert not slider.band.isSliderDown()
    slider.hide()


# --- what is drawn and said ---------------------------------------------------------------------


def settled(drawing: EventDrawing) -> None:
    """Wait for the pictures that are made beside the window."""
    while drawing.heat.working:
        QApplication.processEvents()


def test_the_latest_picture_comes_and_is_made_once(desk: Desk) -> None:
    drawing, page = EventDrawing(desk), Page()
    heard: list[Told] = []
    drawing.drawn.connect(heard.append)
    for wide in (40, 20, 10):
        drawing.look = EventLook(show_as="heat", bandwidth_km=wide)
        drawing.draw(page)  # type: ignore[arg-type]
    assert heard[0].working and heard[0].heat is None
    settled(drawing)
    found = heard[-1].heat
    assert found is not None and not heard[-1].working and found.surface.bandwidth_km == 10
    name = page.told["heat"]["rev"]
    drawing.draw(page)  # type: ignore[arg-type]
    assert not drawing.heat.working and heard[-1].heat is found
    assert page.told["heat"]["rev"] == name, "the page has it already"
    drawing.look = EventLook(show_as="dots")
    drawing.draw(page)  # type: ignore[arg-type]
    assert page.told["heat"] is None


def drawn(desk: Desk, **how: Any) -> tuple[Told, Page]:
    """What is drawn of the choice, and what the page is told."""
    drawing, page = EventDrawing(desk), Page()
    drawing.look = EventLook(**how)
    heard: list[Told] = []
    drawing.drawn.connect(heard.append)
    drawing.draw(page)  # type: ignore[arg-type]
    settled(drawing)
    return heard[-1], page


@pytest.mark.parametrize("show_as", SHOW_AS)
def test_every_chosen_event_is_drawn_counted_or_told_as_missing(desk: Desk, show_as: str) -> None:
    told, page = drawn(desk, show_as=show_as)
    assert told.chosen == len(desk.snapshot.events)
    assert told.dots + told.rings + sum(told.lost.values()) == told.chosen
    assert page.told["as"] == show_as
    assert (page.told["heat"] is not None) == (show_as in ("heat", "heat_deaths", "trend"))
    panel = EventPanel(desk)
    choose(panel.show_as, show_as)
    panel.tell(told)
    said = " ".join(x.text() for x in panel.findChildren(QLabel))
    assert str(told.rings) in said
    for count in told.lost.values():
        assert f"{count} chosen events are not on the map" in said
    if told.heat is not None:
        assert f"{told.heat.surface.bandwidth_km:g} km" in said
        assert f"{told.heat.surface.left_out} events are not in it" in said


def test_a_hidden_layer_draws_nothing(desk: Desk) -> None:
    drawing, page = EventDrawing(desk), Page()
    drawing.draw(page, visible=False)  # type: ignore[arg-type]
    assert page.told["rev"] == 0


@pytest.mark.parametrize("by", ["actor", "type", "deaths"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_colour_has_a_letter_of_its_own_and_covers_its_rows(
    desk: Desk, by: str, language: str
) -> None:
    snapshot = desk.snapshot
    classes, signs = look(snapshot.events, snapshot, by, Words(language))
    assert classes is not None
    assert {s.code for s in signs} >= set(np.unique(classes).tolist())
    assert len({s.letter for s in signs}) == len({s.colour for s in signs}) == len(signs)
    assert all(s.text and not s.text.startswith("event_map") for s in signs)


def test_a_colour_does_not_change_with_the_filter(desk: Desk) -> None:
    before, _ = drawn(desk, colour_by="actor")
    desk.choice.choose(EventSelection(deaths=10))
    after, _ = drawn(desk, colour_by="actor")
    assert before.signs == after.signs


def test_compared_windows_have_two_colours_and_the_rows_of_each(desk: Desk) -> None:
    slider = TimeSlider(desk)
    choose(slider.width_box, "year")
    choose(slider.compare_box, "before_after")
    told, page = drawn(desk, colour_by="type")
    assert [s.text for s in told.signs] == ["Before", "After"]
    assert set(page.told["signs"]) == {"0", "1"}
    parts = desk.choice.parts()
    assert parts is not None
    mask = parts[1].selection.mask(desk.snapshot.events, desk.snapshot)
    classes = page.events.points._drawn.classes
    assert classes is not None
    assert (classes.astype(bool) == mask).all()


def test_the_panel_says_what_is_in_view_and_what_a_source_does_not_say(desk: Desk) -> None:
    panel = EventPanel(desk)
    panel.tell_view({"shown": 12_345, "deaths": 7, "areas": 3})
    assert "12\u202f345 events with 7 deaths; 3 more" in panel.in_view.text()
    panel.filter.put_in("light", "night")
    told, _ = drawn(desk)
    panel.tell(told)
    assert "give no hour" in panel.missing.text()


def test_a_choice_of_look_is_told_once_and_hides_what_it_does_not_use(desk: Desk) -> None:
    panel = EventPanel(desk)
    looks: list[EventLook] = []
    panel.looked.connect(looks.append)
    choose(panel.show_as, "heat")
    assert looks[-1].show_as == "heat"
    assert panel.bandwidth.isVisibleTo(panel) and not panel.colour_by.isVisibleTo(panel)
    panel.bandwidth.setCurrentIndex(panel.bandwidth.findData(20))
    assert looks[-1].bandwidth_km == 20
    assert len(looks) == 2


def test_two_windows_stand_side_by_side_in_the_colours_of_the_look(desk: Desk) -> None:
    slider, page = TimeSlider(desk), Page()
    drawing = EventDrawing(desk)
    told: list[Told] = []
    drawing.drawn.connect(told.append)
    drawing.look = EventLook(colour_by="type")
    choose(slider.width_box, "year")
    assert slider.view_box.isHidden()
    choose(slider.compare_box, "before_after")
    choose(slider.view_box, "beside")
    drawing.draw(page)  # type: ignore[arg-type]
    parts = desk.choice.parts()
    assert parts is not None and desk.choice.beside
    for layer, part in zip((page.events, page.beside), parts, strict=True):
        mask = part.selection.mask(desk.snapshot.events, desk.snapshot)
        assert layer.points.count + layer.points.area_count <= int(mask.sum())
        assert set(layer.points.rows_drawn().tolist()) <= set(np.flatnonzero(mask).tolist())
    names, second = page.second
    sentence = desk.choice.sentence()
    assert sentence.startswith("All events. Before: ") and "; After: " in sentence
    assert [n.split(":")[0] for n in names] == ["Before", "After"]
    assert second["rev"] == page.beside.points.revision
    assert told[-1].names == names
    assert len(told[-1].signs) > 2  # types, not the two colours of one view
    choose(slider.view_box, "colours")
    drawing.draw(page)  # type: ignore[arg-type]
    assert page.second == ((), None)
    assert len(told[-1].signs) == 2


def test_heat_of_two_windows_has_one_scale(desk: Desk) -> None:
    slider, page = TimeSlider(desk), Page()
    drawing = EventDrawing(desk)
    drawing.look = EventLook(show_as="heat")
    choose(slider.width_box, "year")
    choose(slider.compare_box, "dry_wet")
    choose(slider.view_box, "beside")
    drawing.draw(page)  # type: ignore[arg-type]
    assert page.events.heat is None, "it is made beside the window"
    settled(drawing)
    assert page.events.heat is not None and page.beside.heat is not None
    assert page.events.heat.most == page.beside.heat.most > 0
    choose(slider.view_box, "colours")


def test_the_reach_around_a_place_can_be_changed(desk: Desk) -> None:
    box = EventFilter(desk)
    assert box._reach.isHidden()
    desk.choice.choose(EventSelection(around=(-16.0, -12.0, 25.0)))
    assert not box._reach.isHidden() and box.km.value() == 25
    few = int(desk.choice.rows().sum())
    box.km.setValue(200)
    assert desk.choice.selection.around == (-16.0, -12.0, 200.0)
    assert int(desk.choice.rows().sum()) > few
    assert "within 200 km" in box.sentence.text()


def test_only_what_is_in_view_is_kept_until_it_is_taken_out(desk: Desk) -> None:
    box = EventFilter(desk)
    desk.choice.seen = None
    box.menu.aboutToShow.emit()
    assert not entry(box.menu, "only what is in view now").isEnabled()
    desk.choice.seen = (-16.5, -12.6, -15.5, -11.9)
    box.menu.aboutToShow.emit()
    entry(box.menu, "only what is in view now").trigger()
    events, rows = desk.snapshot.events, desk.choice.rows()
    assert 0 < rows.sum() < len(events)
    assert (events.lon[rows] >= -16.5).all() and (events.lat[rows] <= -11.9).all()
    chips(box)[0].click()
    assert desk.choice.rows().all()


def test_a_drag_over_all_time_chooses_a_window_and_its_edges_change_it(
    desk: Desk, slider: TimeSlider, qtbot: QtBot
) -> None:
    slider.show()
    band, choice = slider.band, desk.choice

    def pull(start: int, end: int) -> None:
        qtbot.mousePress(band, Qt.MouseButton.LeftButton, pos=QPoint(start, 10))
        qtbot.mouseMove(band, QPoint(end, 10))
        qtbot.mouseRelease(band, Qt.MouseButton.LeftButton, pos=QPoint(end, 10))

    wide = band.width()
    pull(wide // 4, wide // 4 + 2)
    assert choice.window is None, "a hand that trembles chooses nothing"
    pull(wide // 4, wide // 2)
    window = choice.window
    assert window is not None and slider.width_box.currentData() == "own"
    assert choice.extent is not None
    assert abs(window.days / choice.extent.days - 0.25) < 0.03
    first, last = band._window or (0.0, 0.0)
    pull(round(band._x(last)), wide * 3 // 4)
    assert choice.window is not None
    assert choice.window.since == window.since and choice.window.until > window.until
    first, last = band._window or (0.0, 0.0)
    pull(round(band._x(first)), wide // 8)
    assert choice.window.since < window.since
    days = choice.window.days
    slider.forth.click()
    assert abs(choice.window.days - days) <= 3, "a step keeps the width"


def test_play_needs_no_window_before(desk: Desk, slider: TimeSlider) -> None:
    assert desk.choice.window is None
    slider.play.click()
    assert desk.choice.window is not None and desk.choice.extent is not None
    assert desk.choice.window.since <= desk.choice.extent.since
    slider.play.click()
    assert not slider.play.isChecked()


def test_a_map_without_events_says_how_they_come_and_opens_what_there_is(
    empty_window: Window,
) -> None:
    desk = empty_window.desk
    assert desk.project is not None
    with desk.project.edit("edit.record.add", name="Ando"):
        desk.project.put(Post(id="post-ando", name="Ando"))
    empty_window.turn_to("map")
    page: Any = empty_window.page("map")
    page.side.setCurrentWidget(page.events)
    assert page.events.none.isVisible() and not page.events.filter.isVisible()
    assert page.time.isVisible() and not page.time.band.isVisible()
    page.show_table()
    assert page.over.drawer.name == "Post", "not an empty table of what comes first in the list"
