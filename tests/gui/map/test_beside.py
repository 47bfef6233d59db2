"""Two windows of time in two views: what lies where, and a hand on either side."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pocplanner.analysis.event_look import Sign
from pocplanner.gui.map.event_points import Drawn
from pocplanner.gui.map.view import MapView
from tests import makers
from tests.gui.engine import run, settle, showing, wait_for
from tests.gui.map.hands import LEFT, NONE, at, target

_RED = (Sign(0, "Event", "#9e2a2b", ""),)
_NAMES = ("Before: A", "After: <b>B</b>")


@pytest.fixture(scope="module")
def view(qapp: QApplication) -> Iterator[MapView]:
    """One map, looking at the places of the tests."""
    with showing(width=900) as made:
        made.focus(20.5, -9.5, 21.5, -8.5)
        yield made


@pytest.fixture
def two(view: MapView) -> Iterator[MapView]:
    """Three events on the left, one of them on the right besides, a sign in both."""
    found = makers.events(
        [{"lon": x, "lat": -9.0, "place_precision": 1} for x in (20.8, 21.0, 21.2)]
    )
    every, last = np.ones(3, bool), np.array([False, False, True])
    told = view.events.show(found, Drawn(every), _RED)
    beside = view.beside.show(found, Drawn(last), _RED)
    view.put("posts", [
        {"id": "p1", "type": "point", "lon": 21.1, "lat": -9.2, "colour": "#123456",
         "shape": "square", "label": "Post", "pick": True},
    ])  # fmt: skip
    view.show_beside(_NAMES, beside)
    view.show_events(told)
    painted = "return [window.pocPainted, window.pocPaintedBeside];"
    assert wait_for(lambda: run(view, painted) == [told["rev"], beside["rev"]], 10)
    settle(0.2)
    yield view
    view.show_beside()
    view.drop("posts", ["p1"])
    settle(0.1)


def right(view: MapView, lon: float, lat: float) -> QPoint:
    """Where a position stands in the second view."""
    return at(view, lon, lat) + QPoint(view.width() // 2, 0)


def shade(view: MapView, where: QPoint) -> str:
    """The colour that a person sees there."""
    QApplication.processEvents()
    return view.view.grab().toImage().pixelColor(where).name()


def hover(view: MapView, where: QPoint) -> None:
    """Bring the pointer there."""
    QTest.mouseMove(target(view), where + QPoint(3, 3))
    QTest.mouseMove(target(view), where)
    settle(0.15)


def test_each_view_holds_its_own_events_under_its_name_as_text(two: MapView) -> None:
    assert run(two, "return window.pocBeside();") == list(_NAMES)
    assert run(two, "return document.querySelectorAll('.window-name b').length;") == 0
    land = "#f4f1e8"
    assert wait_for(lambda: shade(two, at(two, 21.0, -9.0)) != land, 5)
    assert wait_for(lambda: shade(two, right(two, 21.2, -9.0)) != land, 5)
    assert shade(two, right(two, 21.0, -9.0)) == shade(two, right(two, 20.9, -8.8))


def test_what_lies_on_the_map_lies_in_the_second_view_too(two: MapView) -> None:
    where = at(two, 21.1, -9.2)
    assert wait_for(lambda: shade(two, where) == shade(two, where + QPoint(450, 0)), 5)
    assert shade(two, where) not in ("#f4f1e8", "#dbe7ee")


def test_both_views_show_the_same_part_after_a_drag_on_the_right(two: MapView) -> None:
    before = run(two, "return window.pocMap.getCenter();")
    home, start = target(two), right(two, 21.0, -8.8)
    hover(two, start)
    QTest.mousePress(home, LEFT, NONE, start)
    for step in range(1, 6):
        from tests.gui.map.hands import _move

        _move(home, start + QPoint(-12 * step, 6 * step), NONE)
        settle(0.04)
    QTest.mouseRelease(home, LEFT, NONE, start + QPoint(-60, 30))
    settle(0.3)
    script = (
        "const m = window.pocMap, t = window.pocTwin(), c = m.getCenter(), d = t.getCenter();"
        "return [c.lng, c.lat, m.project(c).distanceTo(t.project(d)), m.getZoom() - t.getZoom()];"
    )
    lon, lat, apart, zooms = run(two, script)
    assert lon > before["lng"] and lat > before["lat"]
    assert apart < 1.6 and zooms == 0
    two.focus(20.5, -9.5, 21.5, -8.5)
    settle(0.2)


def test_a_click_on_the_right_means_what_lies_there(two: MapView) -> None:
    clicks: list[tuple[float, float]] = []
    picks: list[str] = []
    two.clicked.connect(lambda lon, lat, _: clicks.append((lon, lat)))
    two.picked.connect(lambda _, id: picks.append(id))
    hover(two, right(two, 21.0, -9.0))
    assert two.on_right
    QTest.mouseClick(target(two), LEFT, NONE, right(two, 21.0, -9.0))
    assert wait_for(lambda: clicks, 5)
    assert clicks[0] == pytest.approx((21.0, -9.0), abs=0.01)
    zoom = round(run(two, "return window.pocMap.getZoom();"))
    assert len(two.under(21.0, -9.0, zoom)) == 0
    assert len(two.under(21.2, -9.0, zoom)) == 1
    QTest.mouseClick(target(two), LEFT, NONE, right(two, 21.1, -9.2))
    assert wait_for(lambda: picks == ["p1"], 5)
    hover(two, at(two, 21.0, -8.8))
    assert not two.on_right
    assert len(two.under(21.0, -9.0, zoom)) == 1


def test_the_wheel_on_the_right_zooms_both(two: MapView) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    before = run(two, "return window.pocMap.getZoom();")
    where = right(two, 21.0, -9.0)
    turned = QWheelEvent(
        QPointF(where), QPointF(target(two).mapToGlobal(where)), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(target(two), turned)
    zooms: Any = "return [window.pocMap.getZoom(), window.pocTwin().getZoom()];"
    assert wait_for(lambda: run(two, zooms)[0] > before, 5)
    assert wait_for(lambda: len(set(run(two, zooms))) == 1, 5)
    two.focus(20.5, -9.5, 21.5, -8.5)
    settle(0.3)


def test_a_page_that_died_comes_back_with_both(two: MapView) -> None:
    again: list[bool] = []
    two.ready.connect(lambda: again.append(True))
    two._again()
    assert wait_for(lambda: again, 20)
    assert wait_for(lambda: run(two, "return window.pocBeside ? 1 : 0;"), 10)
    assert wait_for(lambda: run(two, "return window.pocBeside();") == list(_NAMES), 10)


def test_put_away_the_map_is_as_wide_and_as_near_as_before(view: MapView) -> None:
    zoom, wide = run(view, "return [window.pocMap.getZoom(), window.pocMap.getSize().x];")
    told = view.beside.show(makers.some_events(), Drawn(np.ones(6, bool)), _RED)
    view.show_beside(_NAMES, told)
    assert wait_for(lambda: run(view, "return window.pocMap.getSize().x;") == wide // 2, 5)
    view.show_beside()
    now = "return [window.pocMap.getZoom(), window.pocMap.getSize().x];"
    assert wait_for(lambda: run(view, now) == [zoom, wide], 5)
    assert run(view, "return window.pocBeside();") == []
