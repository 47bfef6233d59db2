"""Drawing and editing with the mouse in the real page: what the hand does is a record at once."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shapely import Polygon

from pocplanner.commands import drawing
from pocplanner.commands import mission as acting
from pocplanner.gui import dialogs, theme
from pocplanner.gui import window as window_module
from pocplanner.gui.pages.map import MapPage
from pocplanner.gui.window import Window
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.geometry import Position
from pocplanner.model.places import Area, Post, Route
from pocplanner.model.ways import Obstacle, Patrol
from pocplanner.settings import Settings
from pocplanner.words import Words
from tests.gui.engine import run, settle, wait_for
from tests.gui.map.hands import at, click, double_click, drag, hold, let_go, look_at, press, target

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
#: Far from everything that the small mission holds, except one community.
LON, LAT = 30.0, 10.0


@pytest.fixture(scope="module")
def told() -> list[Any]:
    """What the window told instead of opening a message."""
    return []


@pytest.fixture(scope="module")
def window(
    qapp: QApplication, told: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """One window on an empty exercise, with its map up, for all hands."""
    path = tmp_path_factory.mktemp("hand") / "empty.pocplan"
    acting.create(path, "Oloria", None, "PoC adviser").close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialogs, "tell", lambda _parent, _words, problem: told.append(problem))
        patch.setattr(window_module, "save", lambda _settings: True)
        theme.apply(qapp)
        made = Window(Words("en"), Settings(show_help=False, show_tour=False))
        made.resize(1366, 700)
        made.show()
        assert made.open_path(path)
        made.turn_to("map")
        page = made.page("map")
        assert isinstance(page, MapPage)
        assert wait_for(lambda: page.view is not None and page.view.is_up, 60)
        settle(0.5)
        yield made
        made.close()
        made.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


@pytest.fixture
def page(window: Window, told: list[Any]) -> MapPage:
    """The map with nothing but one community on it, looked at closely."""
    made, project = window.page("map"), window.desk.project
    assert isinstance(made, MapPage) and made.view is not None and project is not None
    project._together_s = 0
    made.tools.take("look")
    made.hand.clear()
    told.clear()
    with project.edit("edit.remove", count=0):
        project.drop(*(r for r in project.snapshot() if r.id != "mission"))
    drawing.add(project, Community, "point", [(LON, LAT)], "Kemba")
    look_at(made.view, LON, LAT, 9)
    settle(0.1)
    return made


def all_of(page: MapPage, kind: type[Any]) -> tuple[Any, ...]:
    """The records of a kind in the mission that the page shows."""
    assert page.desk.project is not None
    return page.desk.project.all(kind)


def view_of(page: MapPage) -> Any:
    """The map of the page."""
    assert page.view is not None
    return page.view


def undo(page: MapPage) -> None:
    """Take the last act back."""
    assert page.desk.project is not None
    page.desk.project.undo()
    settle(0.1)


def test_an_area_is_drawn_by_clicks_and_stands_with_its_form_beside_it(page: MapPage) -> None:
    view = view_of(page)
    page.tools.draw("Threat", "area")
    assert "Threat" in page.hint.whole
    for lon, lat in ((LON - 0.3, LAT - 0.2), (LON + 0.3, LAT - 0.2), (LON + 0.3, LAT + 0.2)):
        click(view, lon, lat)
    assert all_of(page, Threat) == ()
    press(view, Qt.Key.Key_Return)
    (threat,) = all_of(page, Threat)
    assert isinstance(threat, Threat) and threat.shape is not None
    assert threat.shape.area == pytest.approx(0.6 * 0.4 / 2, rel=0.05)
    assert page.here.card.record_id == threat.id
    assert page.hand.chosen == [threat.id]
    undo(page)
    assert all_of(page, Threat) == ()


def test_keys_take_corners_back_and_give_up(page: MapPage) -> None:
    view = view_of(page)
    page.tools.draw("Route")
    for lon in (LON - 0.3, LON - 0.1, LON + 0.3):
        click(view, lon, LAT + 0.3)
    press(view, Qt.Key.Key_Backspace)
    click(view, LON + 0.1, LAT + 0.35)
    press(view, Qt.Key.Key_Return)
    (route,) = all_of(page, Route)
    assert len(route.line.coords) == 3
    click(view, LON - 0.2, LAT - 0.3)
    press(view, Qt.Key.Key_Escape)
    assert page.tools.tool == "draw", "the first Escape gives up what was begun"
    press(view, Qt.Key.Key_Escape)
    assert page.tools.tool == "look"
    assert len(all_of(page, Route)) == 1


def test_a_double_click_ends_a_line(page: MapPage) -> None:
    view = view_of(page)
    page.tools.draw("Patrol")
    click(view, LON - 0.3, LAT + 0.2)
    click(view, LON, LAT + 0.25)
    click(view, LON + 0.3, LAT + 0.2)
    click(view, LON + 0.3, LAT + 0.2)
    (patrol,) = all_of(page, Patrol)
    assert isinstance(patrol, Patrol) and patrol.line is not None
    assert len(patrol.line.coords) == 3


def test_points_are_typed_records_of_the_chosen_sort(page: MapPage) -> None:
    view = view_of(page)
    page.tools.draw("Obstacle")
    page.tools.sort.setCurrentIndex(page.tools.sort.findData("bridge"))
    click(view, LON + 0.2, LAT + 0.1)
    (bridge,) = all_of(page, Obstacle)
    assert bridge.kind == "bridge" and "1" in bridge.name
    assert bridge.position.lon == pytest.approx(LON + 0.2, abs=0.01)


def test_a_corner_snaps_to_what_is_there_and_with_alt_it_does_not(page: MapPage) -> None:
    view = view_of(page)
    page.tools.draw("Route")
    click(view, LON + 0.008, LAT + 0.004)
    click(view, LON + 0.4, LAT)
    press(view, Qt.Key.Key_Return)
    (route,) = all_of(page, Route)
    assert route.line.coords[0] == (LON, LAT), "exactly at the community"
    click(view, LON + 0.008, LAT + 0.004, ALT)
    click(view, LON + 0.4, LAT + 0.3, ALT)
    press(view, Qt.Key.Key_Return)
    assert all_of(page, Route)[1].line.coords[0] != (LON, LAT)


def test_the_reach_of_a_mechanism_is_drawn_and_drawn_farther(page: MapPage) -> None:
    view = view_of(page)
    page.tools.draw("Mechanism", "circle")
    click(view, LON + 0.1, LAT + 0.1, ALT)
    click(view, LON + 0.2, LAT + 0.1, ALT)
    (one,) = all_of(page, Mechanism)
    assert isinstance(one, Mechanism) and one.reach_km == pytest.approx(10.95, abs=0.7)
    page.tools.take("reshape")
    settle(0.2)
    drag(
        view,
        [(one.position.lon + 0.1, one.position.lat), (one.position.lon + 0.2, one.position.lat)],
    )
    (one,) = all_of(page, Mechanism)
    assert one.reach_km == pytest.approx(21.9, abs=1.2)
    undo(page)
    assert all_of(page, Mechanism)[0].reach_km == pytest.approx(10.95, abs=0.7)


@pytest.fixture
def area(page: MapPage) -> Area:
    """A square of 0.4 degrees, chosen."""
    project = page.desk.project
    assert project is not None
    ring = [
        (LON - 0.2, LAT - 0.2),
        (LON + 0.2, LAT - 0.2),
        (LON + 0.2, LAT + 0.2),
        (LON - 0.2, LAT + 0.2),
    ]
    made = drawing.add(project, Area, "area", ring, "Sector", "mission")
    settle(0.2)
    page.hand.choose([made.id])
    assert isinstance(made, Area)
    return made


def test_corners_are_dragged_added_and_taken_away(page: MapPage, area: Area) -> None:
    view = view_of(page)
    page.tools.take("reshape")
    settle(0.2)
    drag(view, [(LON + 0.2, LAT + 0.2), (LON + 0.35, LAT + 0.3)])
    shape = all_of(page, Area)[0].shape
    assert shape.bounds[2:] == pytest.approx((LON + 0.35, LAT + 0.3), abs=0.01)
    drag(view, [(LON - 0.2, LAT), (LON - 0.4, LAT)])
    shape = all_of(page, Area)[0].shape
    assert len(shape.exterior.coords) == 6, "an edge that is dragged has a new corner"
    press(view, Qt.Key.Key_Delete)
    assert len(all_of(page, Area)[0].shape.exterior.coords) == 5
    for _ in range(3):
        undo(page)
    assert all_of(page, Area)[0] == area


def test_what_is_chosen_is_moved_together(page: MapPage, area: Area) -> None:
    view = view_of(page)
    (kemba,) = all_of(page, Community)
    page.hand.choose([area.id, kemba.id])
    page.tools.take("move")
    settle(0.1)
    drag(view, [(LON, LAT), (LON + 0.1, LAT + 0.1)])
    moved = all_of(page, Community)[0].position
    assert (moved.lon, moved.lat) == pytest.approx((LON + 0.1, LAT + 0.1), abs=0.01)
    assert all_of(page, Area)[0].shape.centroid.x == pytest.approx(LON + 0.1, abs=0.01)
    undo(page)
    assert (all_of(page, Community)[0], all_of(page, Area)[0]) == (kemba, area)


def test_an_area_is_cut_by_a_line_and_joined_again(page: MapPage, area: Area) -> None:
    view = view_of(page)
    page.tools.take("split")
    click(view, LON + 0.1, LAT - 0.3, ALT)
    click(view, LON + 0.1, LAT + 0.3, ALT)
    press(view, Qt.Key.Key_Return)
    assert len(all_of(page, Area)) == 2
    assert len(page.hand.chosen) == 2
    page.tools.take("look")
    page.tools.buttons["merge"].click()
    (whole,) = all_of(page, Area)
    assert whole.shape.equals(Polygon(area.shape))  # type: ignore[arg-type]


def test_a_copy_is_in_the_hand_and_removing_it_is_undone(page: MapPage, area: Area) -> None:
    page.tools.buttons["copy"].click()
    assert len(all_of(page, Area)) == 2 and page.tools.tool == "move"
    page.tools.take("look")
    settle(0.1)
    press(view_of(page), Qt.Key.Key_Delete)
    assert len(all_of(page, Area)) == 1
    assert page.hand.chosen == []
    undo(page)
    assert len(all_of(page, Area)) == 2


@pytest.fixture
def posts(page: MapPage) -> list[str]:
    """Four posts in a row, east of the community."""
    project = page.desk.project
    assert project is not None
    made = [
        drawing.add(project, Post, "point", [(LON + 0.1 * n, LAT + 0.15)], "Post").id
        for n in range(1, 5)
    ]
    settle(0.3)
    return made


def test_a_box_and_a_lasso_choose_several_and_control_takes_one_away(
    page: MapPage, posts: list[str]
) -> None:
    view = view_of(page)
    page.tools.take("select")
    drag(view, [(LON + 0.05, LAT + 0.1), (LON + 0.25, LAT + 0.2)])
    assert set(page.hand.chosen) == set(posts[:2])
    assert not page.here.bulk.isHidden()
    drag(
        view,
        [
            (LON + 0.26, LAT + 0.1),
            (LON + 0.45, LAT + 0.1),
            (LON + 0.45, LAT + 0.2),
            (LON + 0.26, LAT + 0.2),
        ],
        ALT | SHIFT,
    )
    assert set(page.hand.chosen) == set(posts)
    click(view, LON + 0.1, LAT + 0.15, CONTROL)
    assert set(page.hand.chosen) == set(posts[1:])
    page.tools.take("look")
    drag(view, [(LON + 0.05, LAT + 0.1), (LON + 0.15, LAT + 0.2)], SHIFT)
    assert set(page.hand.chosen) == set(posts)


def test_what_is_chosen_is_changed_together(page: MapPage, posts: list[str]) -> None:
    page.hand.choose(posts)
    bulk = page.here.bulk
    bulk.field.setCurrentIndex(bulk.field.findData("component"))
    assert bulk.editor is not None
    bulk.editor.set_value("police")
    bulk.keep.click()
    assert {p.component for p in all_of(page, Post)} == {"police"}
    undo(page)
    assert {p.component for p in all_of(page, Post)} == {"military"}


def test_where_they_differ_nothing_is_written_before_a_value_is_given_for_all(
    page: MapPage, posts: list[str]
) -> None:
    page.hand.choose(posts)
    bulk = page.here.bulk
    bulk.field.setCurrentIndex(bulk.field.findData("closes_on"))
    project = page.desk.project
    assert project is not None
    first = project.get(Post, posts[0])
    assert first is not None
    page.desk.keep(first.model_copy(update={"closes_on": date(2031, 5, 1)}))
    page.hand.choose(posts)
    bulk.field.setCurrentIndex(bulk.field.findData("closes_on"))
    assert bulk.shared is not None and not bulk.shared.same
    assert "2031-05-01 (1)" in bulk.shared.said.text()
    assert not bulk.keep.isEnabled()
    bulk.change()
    assert {p.closes_on for p in all_of(page, Post)} >= {date(2031, 5, 1), None}
    bulk.shared.one_button.click()
    assert bulk.keep.isEnabled() and bulk.editor is not None
    bulk.editor.set_value(date(2032, 1, 1))
    bulk.keep.click()
    assert {p.closes_on for p in all_of(page, Post) if p.id in posts} == {date(2032, 1, 1)}
    undo(page)
    undo(page)


def test_records_of_several_kinds_are_narrowed_to_one(page: MapPage, posts: list[str]) -> None:
    from pocplanner.gui.plain import Link

    (kemba,) = all_of(page, Community)
    page.hand.choose([kemba.id, *posts])
    links = page.here.bulk.findChildren(Link)
    next(link for link in links if "(4)" in link.text()).click()
    assert page.hand.chosen == posts


def test_a_click_on_several_things_asks_which(page: MapPage) -> None:
    from pocplanner.gui.plain import Link

    view = view_of(page)
    project = page.desk.project
    assert project is not None
    made = [
        drawing.add(project, Obstacle, "point", [(LON + 0.2, LAT - 0.1)], "Block").id
        for _ in range(2)
    ]
    settle(0.3)
    click(view, LON + 0.2, LAT - 0.1)
    names = [link.accessibleName() for link in page.here.list.findChildren(Link)]
    assert len([n for n in names if "Block" in n]) == 2
    page.here.list.findChildren(Link)[0].click()
    assert page.here.card.record_id in made


def test_space_and_a_drag_move_the_map_whatever_is_in_the_hand(page: MapPage) -> None:
    view = view_of(page)
    page.tools.take("select")
    settle(0.1)
    middle = "const c = window.pocMap.getCenter(); return [c.lng, c.lat];"
    before = run(view, middle)
    hold(view, Qt.Key.Key_Space)
    drag(view, [(LON + 0.1, LAT), (LON + 0.3, LAT)])
    let_go(view, Qt.Key.Key_Space)
    settle(0.8)
    moved = run(view, middle)
    assert moved[0] < before[0] - 0.15
    assert page.hand.chosen == []
    drag(view, [(moved[0] - 0.2, LAT - 0.1), (moved[0] - 0.05, LAT + 0.05)])
    assert run(view, middle) == pytest.approx(moved, abs=0.01)


def test_a_refusal_is_said_and_nothing_is_drawn(page: MapPage, told: list[Any]) -> None:
    view = view_of(page)
    look_at(view, 100.0, 50.0, 9)
    page.tools.draw("Coping", "point")
    click(view, 100.0, 50.0)
    assert [p.key for p in told] == ["draw.no_place"]


def test_what_has_no_shape_opens_its_form_at_the_nearest_place(page: MapPage) -> None:
    view = view_of(page)
    page.tools.draw("WarningSign", "point")
    click(view, LON + 0.02, LAT + 0.05)
    form = page.here.card.form
    assert form is not None
    assert form.editors["place_id"].value() == all_of(page, Community)[0].id
    assert page.tools.tool == "look"


def test_an_edit_from_elsewhere_shows_in_the_corners(page: MapPage, area: Area) -> None:
    view = view_of(page)
    page.tools.take("reshape")
    settle(0.2)
    drag(view, [(LON + 0.2, LAT + 0.2), (LON + 0.35, LAT + 0.3)])
    undo(page)
    drag(view, [(LON + 0.2, LAT + 0.2), (LON + 0.3, LAT + 0.2)])
    bounds = all_of(page, Area)[0].shape.bounds
    assert bounds[2:] == pytest.approx((LON + 0.3, LAT + 0.2), abs=0.01)


def test_a_position_is_put_where_it_is_dropped(page: MapPage) -> None:
    view = view_of(page)
    (kemba,) = all_of(page, Community)
    page.tools.take("move")
    drag(view, [(LON + 0.003, LAT + 0.002), (LON + 0.2, LAT + 0.1)])
    moved = all_of(page, Community)[0].position
    assert (moved.lon, moved.lat) == pytest.approx((LON + 0.2, LAT + 0.1), abs=0.006)
    assert all_of(page, Community)[0].name == kemba.name
    assert isinstance(moved, Position)


def test_every_drawing_tool_can_be_taken(page: MapPage) -> None:
    taken: list[Callable[[], None] | tuple[str, str]] = []
    page.tools.taken.connect(lambda tool, form: taken.append((tool, form)))
    for (_, form), act in page.tools.drawing.items():
        act.trigger()
        assert taken[-1] == ("draw", form)
        assert page.tools.hint


# --- moving about -------------------------------------------------------------------------------


def where(page: MapPage) -> list[float]:
    """The middle of the map and how near it is."""
    found: list[float] = run(
        view_of(page),
        "const c = window.pocMap.getCenter(); return [c.lng, c.lat, window.pocMap.getZoom()];",
    )
    return found


def test_the_views_before_come_back_and_go_again(page: MapPage, posts: list[str]) -> None:
    view = view_of(page)
    look_at(view, LON, LAT, 9)
    settle(0.7)
    first = where(page)
    look_at(view, LON + 1, LAT, 7)
    settle(0.7)
    second = where(page)
    page.step_view(True)
    assert wait_for(lambda: where(page) == pytest.approx(first, abs=1e-3))
    page.step_view(False)
    assert wait_for(lambda: where(page) == pytest.approx(second, abs=1e-3))
    page.step_view(False)
    settle(0.1)
    assert where(page) == pytest.approx(second, abs=1e-3)


def test_what_is_chosen_fills_the_view_and_home_shows_the_whole(
    page: MapPage, posts: list[str]
) -> None:
    view = view_of(page)
    page.hand.choose(posts[:2])
    look_at(view, LON + 3, LAT + 3, 5)
    press(view, Qt.Key.Key_J, CONTROL)
    assert wait_for(lambda: abs(where(page)[0] - (LON + 0.15)) < 0.06)
    assert where(page)[2] > 7
    press(view, Qt.Key.Key_Home)
    settle(0.2)
    assert where(page)[2] < 12


def test_the_right_button_chooses_what_lies_there_and_offers_what_can_be_done(
    page: MapPage, posts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(page)
    look_at(view, LON + 0.2, LAT + 0.15, 9)
    asked: list[tuple[float, float, bool]] = []
    page.hand.menu.disconnect()
    page.hand.menu.connect(lambda *told: asked.append(told))
    spot = at(view, LON + 0.1, LAT + 0.15)
    QTest.mouseMove(target(view), spot)
    settle(0.06)
    QTest.mouseClick(target(view), Qt.MouseButton.RightButton, pos=spot)
    assert wait_for(lambda: asked)
    assert asked[0][2] and page.hand.chosen == posts[:1]
    QTest.mouseClick(target(view), Qt.MouseButton.RightButton, pos=spot + QPoint(60, 90))
    assert wait_for(lambda: len(asked) == 2)
    assert not asked[1][2] and abs(asked[1][0] - LON) < 1
    page.hand.menu.connect(page.menu.open)

    menu = page.menu.make(Position(lon=LON, lat=LAT), True)
    texts = [a.text() for a in menu.actions()]
    for part in ("Open its form", "Zoom to it", "Remove (Del)", "Copy the position: "):
        assert any(text.startswith(part) for text in texts), part
    entry = {a.text().split(" (")[0]: a for a in menu.actions()}
    entry["Only events within 25 km of here"].trigger()
    assert page.desk.choice.selection.around == (LON, LAT, 25.0)
    page.desk.choice.clear()
    entry["Measure from here"].trigger()
    assert page.over.measuring
    page.over.take_measure(False)
    plain = page.menu.make(Position(lon=LON, lat=LAT), False)
    assert not any("form" in a.text() for a in plain.actions())
    for made in (menu, plain):
        made.deleteLater()


def test_a_double_click_opens_the_form_and_zooms_only_where_nothing_lies(
    page: MapPage, posts: list[str]
) -> None:
    view = view_of(page)
    look_at(view, LON + 0.2, LAT + 0.15, 9)
    zoom = where(page)[2]
    opened: list[bool] = []
    page.hand.opened.connect(lambda: opened.append(True))
    spot = at(view, LON + 0.1, LAT + 0.15)
    QTest.mouseMove(target(view), spot)
    settle(0.06)
    double_click(view, spot)
    assert wait_for(lambda: opened)
    assert page.here.card.record_id == posts[0]
    assert where(page)[2] == zoom
    empty = spot + QPoint(70, 110)
    settle(0.6)
    double_click(view, empty)
    assert wait_for(lambda: where(page)[2] > zoom)


def test_control_shift_and_a_drag_zoom_to_a_box(page: MapPage, posts: list[str]) -> None:
    view = view_of(page)
    look_at(view, LON + 0.2, LAT + 0.15, 9)
    before, chosen = where(page)[2], list(page.hand.chosen)
    drag(view, [(LON + 0.05, LAT + 0.1), (LON + 0.25, LAT + 0.2)], CONTROL | SHIFT)
    assert wait_for(lambda: where(page)[2] > before)
    assert page.hand.chosen == chosen


def test_the_scale_is_told_and_one_that_is_typed_is_taken(window: Window, page: MapPage) -> None:
    view, box = view_of(page), window.status.scale
    look_at(view, LON, LAT, 8)
    assert wait_for(lambda: box.scale is not None)
    box.setEditText("1:500 000")
    line = box.lineEdit()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert wait_for(lambda: box.scale == pytest.approx(500_000, rel=1e-3))
    assert box.currentText() == "1 : 500\u202f000"
    assert run(view, "return window.pocMap.getCenter().lat;") == pytest.approx(LAT, abs=0.01)
    said: list[str] = []
    window.desk.said.connect(said.append)
    box.setEditText("near")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "near" in said[-1]
    assert box.currentText() == "1 : 500\u202f000", "what is no scale changes nothing"


def test_length_and_area_stand_beside_the_pointer_while_something_is_drawn(page: MapPage) -> None:
    view = view_of(page)
    page.tools.draw("Area")
    click(view, LON - 0.3, LAT + 0.2)
    click(view, LON + 0.2, LAT + 0.2)
    QTest.mouseMove(target(view), at(view, LON + 0.2, LAT - 0.2))
    told: list[str] = []

    def tip() -> bool:
        told[:] = run(view, "return window.POC.tipped();").split("\n")
        return len(told) == 3

    assert wait_for(tip)
    leg, whole, inside = told
    assert leg.startswith("44.") and leg.endswith("180°")
    assert whole.startswith("∑") and whole.endswith("km")
    assert inside.startswith("▱ 1\u202f2") and inside.endswith("km²")
    press(view, Qt.Key.Key_Escape)
    press(view, Qt.Key.Key_Escape)


def test_the_middle_button_moves_the_map_whatever_is_in_the_hand(page: MapPage) -> None:
    view, home = view_of(page), target(view_of(page))
    page.tools.take("move")
    settle(0.1)
    before = run(view, "return window.pocMap.getCenter().lng;")
    start, middle = at(view, LON, LAT + 0.3), Qt.MouseButton.MiddleButton
    QTest.mousePress(home, middle, Qt.KeyboardModifier.NoModifier, start)
    settle(0.05)
    for step in (20, 60, 120):
        there = start + QPoint(step, 0)
        moved = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(there), QPointF(home.mapToGlobal(there)),
            middle, middle, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(home, moved)
        settle(0.05)
    QTest.mouseRelease(home, middle, Qt.KeyboardModifier.NoModifier, start + QPoint(120, 0))
    settle(0.2)
    assert run(view, "return window.pocMap.getCenter().lng;") < before - 0.1
    assert page.tools.tool == "move"
    assert run(view, "return [window.POC.panning, window.pocMap.dragging.enabled()];") == [
        False,
        False,
    ]
    page.tools.take("look")


def test_the_map_alone_brings_back_what_stood_around_it(window: Window, page: MapPage) -> None:
    act = window.actions_by_name["map_alone"]
    around = (window.list, window.menus.bar, page.side, page.time)
    assert all(part.isVisible() for part in around)
    act.trigger()
    assert not any(part.isVisible() for part in around)
    assert window.banner.isVisible(), "that it is an exercise is said all the same"
    (community,) = all_of(page, Community)
    page.hand.choose([community.id])
    assert page.side.isVisible(), "the form of what is chosen comes"
    page.hand.clear()
    assert not page.side.isVisible()
    act.trigger()
    assert all(part.isVisible() for part in around)
    act.trigger()
    window.turn_to("events")
    assert window.list.isVisible(), "another page has everything around it"
    window.turn_to("map")
    settle(0.2)


def test_in_a_narrow_window_the_tools_go_on_in_a_second_line(page: MapPage) -> None:
    tools = page.tools
    one = tools.height()
    assert max(b.geometry().bottom() for b in tools.buttons.values()) < one
    wide = tools.width()
    tools.resize(wide // 3, one)
    assert tools.minimumHeight() > one
    assert all(b.geometry().right() < wide // 3 for b in tools.buttons.values())
    tools.resize(wide, tools.minimumHeight())
    assert tools.minimumHeight() == one


def test_of_areas_within_one_another_the_smallest_is_reshaped(page: MapPage) -> None:
    project, view = page.desk.project, view_of(page)
    assert project is not None
    with project.edit("edit.record.add", name="areas"):
        for name, half in (("inner", 0.1), ("outer", 0.5), ("middle", 0.3)):
            ring = [(LON + x * half, LAT + 0.05 + y * half) for x, y in ((-1, -1), (1, -1), (1, 1))]
            project.put(Area(id=name, name=name, shape=Polygon(ring)))
    settle(0.2)
    page.tools.take("reshape")
    click(view, LON + 0.05, LAT + 0.02)
    assert page.hand.chosen == ["inner"]
    page.tools.take("look")


def test_escape_and_another_tool_put_the_measure_away(page: MapPage) -> None:
    view = view_of(page)
    page.over.take_measure(True)
    click(view, LON - 0.2, LAT + 0.1)
    click(view, LON + 0.2, LAT + 0.1)
    assert len(page.over.measure.points) == 2
    press(view, Qt.Key.Key_Escape)
    assert not page.over.measuring and page.over.measure.points == []
    page.over.take_measure(True)
    page.tools.draw("Post")
    assert not page.over.measuring, "what is drawn is no point of a measure"
    click(view, LON - 0.2, LAT + 0.1)
    assert len(all_of(page, Post)) == 1
    page.tools.take("look")


def test_one_kind_after_another_is_chosen_and_each_time_changed_together(
    page: MapPage, posts: list[str]
) -> None:
    """What stood in the form before is gone with the form; it must not be asked again."""
    others = [r.id for r in all_of(page, Community)][:2]
    for ids in (posts, [*posts, *others], others, posts):
        page.hand.choose(ids)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    bulk = page.here.bulk
    bulk.field.setCurrentIndex(bulk.field.findData("component"))
    assert bulk.editor is not None
    bulk.editor.set_value("police")
    bulk.keep.click()
    assert {p.component for p in all_of(page, Post) if p.id in posts} == {"police"}


def test_of_two_views_in_one_breath_the_last_is_told(page: MapPage) -> None:
    told: list[tuple[float, ...]] = []
    view_of(page).viewed.connect(lambda *seen: told.append(seen))
    run(
        view_of(page),
        "const m = window.pocMap; m.setView([0, 0], 3, {animate: false});"
        "m.setView([5, 20], 9, {animate: false}); return 1;",
    )
    assert wait_for(lambda: told and told[-1][-1] == 9.0)
    west, _, east, _, _ = told[-1]
    assert west < 20 < east


def test_what_is_chosen_is_copied_as_rows_with_their_heads(page: MapPage, posts: list[str]) -> None:
    page.hand.choose(posts)
    press(view_of(page), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QApplication.clipboard()
    assert wait_for(lambda: "\t" in clipboard.text())
    lines = clipboard.text().split("\n")
    assert lines[0].startswith("Name\t") and len(lines) == 1 + len(posts)
    one, other = all_of(page, Post)[0], all_of(page, Community)[0]
    page.hand.choose([one.id, other.id])
    page.picking.copy_rows()
    blocks = clipboard.text().split("\n\n")
    assert [b.split("\n")[0] for b in blocks] == ["Posts", "Communities"]
    page.hand.clear()
    page.picking.copy_rows()
    assert clipboard.text().split("\n\n") == blocks


def test_a_drag_that_misses_its_corner_picks_nothing_else(page: MapPage, area: Area) -> None:
    page.hand.choose([area.id])
    page.tools.take("reshape")
    settle()
    ring = [(LON + 0.25, LAT), (LON + 0.5, LAT), (LON + 0.5, LAT + 0.2), (LON + 0.25, LAT + 0.2)]
    project = page.desk.project
    assert project is not None
    other = drawing.add(project, Area, "area", ring, "Other", "mission")
    settle(0.2)
    drag(view_of(page), [(LON + 0.3, LAT + 0.1), (LON + 0.45, LAT + 0.1)])
    settle()
    assert page.hand.chosen == [area.id]
    click(view_of(page), LON + 0.4, LAT + 0.1)
    assert wait_for(lambda: page.hand.chosen == [other.id])


def test_snapping_is_switched_off_and_alt_turns_it_round(page: MapPage) -> None:
    community = next(c for c in all_of(page, Community) if c.position is not None)
    at_place = community.position
    assert at_place is not None
    look_at(view_of(page), at_place.lon, at_place.lat, 12)
    page.tools.snap.setChecked(False)
    page.tools.draw("Post", "point")
    settle()
    aside = at_place.lon + 0.001
    click(view_of(page), aside, at_place.lat)
    assert wait_for(lambda: len(page.hand.chosen) == 1)
    made = page.desk.project.find(page.hand.chosen[0]) if page.desk.project else None
    assert isinstance(made, Post) and made.position is not None
    assert made.position != at_place
    click(view_of(page), at_place.lon - 0.001, at_place.lat, Qt.KeyboardModifier.AltModifier)
    assert wait_for(lambda: page.hand.chosen != [made.id])
    other = page.desk.project.find(page.hand.chosen[0]) if page.desk.project else None
    page.tools.snap.setChecked(True)
    assert isinstance(other, Post) and other.position == at_place


def test_an_act_on_one_thing_is_told_by_its_name(page: MapPage, posts: list[str]) -> None:
    name = page.desk.name(posts[0])
    page.hand.choose(posts[:1])
    page.hand._moved(0.01, 0.0)
    project = page.desk.project
    assert project is not None and project.undo_edit is not None
    assert page.words.act(project.undo_edit.label, project.undo_edit.facts) == f"Move {name}"
    page.hand.choose(posts[:2])
    page.hand._moved(0.01, 0.0)
    assert "2 things" in page.words.act(project.undo_edit.label, project.undo_edit.facts)


def test_what_lies_inside_an_area_is_chosen_from_its_menu(page: MapPage, area: Area) -> None:
    page.hand.choose([area.id])
    page.picking.choose_inside()
    inside = set(page.hand.chosen)
    assert area.id not in inside
    for community in all_of(page, Community):
        if community.position is not None and area.shape is not None:
            within = area.shape.intersects(community.position.point)
            assert (community.id in inside) is bool(within)


def test_the_measure_gives_the_place_back_that_it_took(page: MapPage) -> None:
    page.side.setCurrentWidget(page.here)
    page.over.take_measure(True)
    assert "measure" in page.hint.whole
    page.over.take_measure(False)
    assert page.side.currentWidget() is page.here
    assert page.hint.whole == page.tools.hint


def test_events_under_a_sign_are_offered_with_it(
    page: MapPage, posts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pocplanner.gui.plain import Link

    asked: list[tuple[float, float]] = []

    def under(lon: float, lat: float, _zoom: int) -> list[str]:
        asked.append((lon, lat))
        return ["s:1", "s:2"]

    monkeypatch.setattr(page.picking, "events_at", under)
    at_post = (LON + 0.1, LAT + 0.15)
    click(view_of(page), *at_post)
    assert page.here.card.record_id == posts[0]
    assert asked and asked[-1] == pytest.approx(at_post, abs=0.01)
    offered = [link.accessibleName() for link in page.here.list.findChildren(Link)]
    assert "2 events here" in offered
    # Chosen in a table, nothing was clicked: nothing is offered.
    page.hand.choose(posts[1:2])
    assert page.here.list.isHidden()
    assert len(asked) == 1


def test_a_page_that_comes_back_looks_where_it_looked(page: MapPage) -> None:
    view = view_of(page)
    page.fit()
    look_at(view, 31.0, 11.0, 10.5)
    assert wait_for(lambda: view._zoom == 10.5)
    with_all = [c for c in view._everything() if c["act"] in ("focus", "look")]
    assert [c["act"] for c in with_all] == ["look"]
    assert with_all[0]["zoom"] == 10.5
    assert (with_all[0]["lon"], with_all[0]["lat"]) == pytest.approx((31.0, 11.0), abs=1e-3)


def test_a_plus_is_one_step_nearer_however_it_is_typed(page: MapPage) -> None:
    view = view_of(page)
    run(view, "window.pocMap.getContainer().focus(); return 1;")
    for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        look_at(view, LON, LAT, 9)
        press(view, Qt.Key.Key_Plus, keys)
        assert wait_for(lambda: where(page)[-1] == 10)
    press(view, Qt.Key.Key_Minus)
    assert wait_for(lambda: where(page)[-1] == 9)


def test_f2_goes_into_the_form_of_what_is_chosen(page: MapPage, posts: list[str]) -> None:
    page.hand.choose(posts[:1])
    page.side.setCurrentWidget(page.layers)
    press(view_of(page), Qt.Key.Key_F2)
    assert wait_for(lambda: page.side.currentWidget() is page.here)


def test_its_key_leads_onto_the_map_and_a_walk_through_the_pages_does_not(
    window: Window, page: MapPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[bool] = []
    monkeypatch.setattr(page, "take_keys", lambda: taken.append(True))
    window.turn_to("events")
    window.turn_to("map")
    assert not taken
    window.actions_by_name["page_map"].trigger()
    assert taken
