"""Hands on the map: clicks, drags and keys as the window gets them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pocplanner.gui.map.view import MapView
from tests.gui.engine import run, settle

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def target(view: MapView) -> QWidget:
    """The widget inside the view that hears the mouse."""
    found = view.view.focusProxy()
    assert found is not None
    return found


def at(view: MapView, lon: float, lat: float) -> QPoint:
    """Where a position stands on the screen."""
    x, y = run(
        view,
        f"const p = window.pocMap.latLngToContainerPoint([{lat}, {lon}]); return [p.x, p.y];",
    )
    return QPoint(round(x), round(y))


def look_at(view: MapView, lon: float, lat: float, zoom: float) -> None:
    """Bring a place to the middle."""
    run(view, f"window.pocMap.setView([{lat}, {lon}], {zoom}, {{animate: false}}); return 1;")
    settle(0.12)


def click(view: MapView, lon: float, lat: float, keys: Any = NONE) -> None:
    """Point at a position, then click on it."""
    where = at(view, lon, lat)
    QTest.mouseMove(target(view), where)
    settle(0.06)
    QTest.mouseClick(target(view), LEFT, keys, where)
    settle(0.12)


def double_click(view: MapView, where: QPoint) -> None:
    """Twice in one place, as the window system tells it."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    home, kinds = target(view), QEvent.Type
    for kind in (
        kinds.MouseButtonPress, kinds.MouseButtonRelease,
        kinds.MouseButtonDblClick, kinds.MouseButtonRelease,
    ):  # fmt: skip
        held = LEFT if kind is not kinds.MouseButtonRelease else Qt.MouseButton.NoButton
        place = QPointF(home.mapToGlobal(where))
        QApplication.sendEvent(home, QMouseEvent(kind, QPointF(where), place, LEFT, held, NONE))
        settle(0.02)
    settle(0.12)


def drag(
    view: MapView, path: Sequence[tuple[float, float]], keys: Any = NONE, steps: int = 4
) -> None:
    """Press at the first position, pass the others, let go at the last."""
    points = [at(view, lon, lat) for lon, lat in path]
    home = target(view)
    QTest.mouseMove(home, points[0])
    settle(0.04)
    QTest.mousePress(home, LEFT, keys, points[0])
    settle(0.03)
    for here, there in pairwise(points):
        for step in range(1, steps + 1):
            between = here + (there - here) * (step / steps)
            _move(home, between, keys)
            settle(0.03)
    QTest.mouseRelease(home, LEFT, keys, points[-1])
    settle(0.15)


def _move(home: QWidget, where: QPoint, keys: Any) -> None:
    """Move with the button held: QTest's own move tells no button."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    local = QPointF(where)
    event = QMouseEvent(
        QEvent.Type.MouseMove, local, QPointF(home.mapToGlobal(where)), LEFT, LEFT, keys
    )
    QApplication.sendEvent(home, event)


def press(view: MapView, key: Qt.Key, keys: Any = NONE) -> None:
    """Press a key on the map."""
    target(view).setFocus()
    QTest.keyClick(target(view), key, keys)
    settle(0.1)


def hold(view: MapView, key: Qt.Key) -> None:
    """Press a key on the map and keep it down."""
    target(view).setFocus()
    QTest.keyPress(target(view), key)
    settle(0.1)


def let_go(view: MapView, key: Qt.Key) -> None:
    """Let the key go again."""
    QTest.keyRelease(target(view), key)
    settle(0.1)
