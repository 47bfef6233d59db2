"""What an edit costs the map: one message with what it touched, whatever the layers hold."""

import json
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pocplanner.commands import drawing
from pocplanner.gui.map.painter import Painter
from pocplanner.gui.map.panel import LayersPanel
from pocplanner.gui.map.view import MapView
from pocplanner.gui.window import Window
from pocplanner.model.community import Community, Coping, Mechanism, Promise

Told = list[list[dict[str, Any]]]


class Line:
    """What the page is told, message by message."""

    def __init__(self, messages: Told) -> None:
        self.messages = messages
        self.command = self

    def emit(self, text: str) -> None:
        """Tell the page."""
        found = json.loads(text)
        self.messages.append(found if isinstance(found, list) else [found])


class Page(MapView):
    """A view whose page is up and keeps what it is told, without an engine."""

    def __init__(self) -> None:
        self.messages: Told = []
        self._kept = {}
        self._last = {}
        self._gathered = None
        self._waiting = []
        self._up = True
        self._bridge = Line(self.messages)  # type: ignore[assignment]


@pytest.fixture
def page(small_window: Window, qtbot: QtBot) -> tuple[Page, Painter]:
    """The layers of the small mission, drawn."""
    desk = small_window.desk
    panel = LayersPanel(desk)
    qtbot.addWidget(panel)
    painter, view = Painter(desk, panel), Page()
    painter._view = view
    for layer in ("communities", "mechanisms", "coping", "areas"):
        painter.draw(layer)
    view.messages.clear()
    desk.edited.connect(painter.follow)
    return view, painter


def test_a_moved_community_is_one_message_of_what_stands_there(
    page: tuple[Page, Painter], small_window: Window
) -> None:
    view, painter = page
    project = small_window.desk.project
    assert project is not None
    place = next(
        c
        for c in project.all(Community)
        if c.position and any(m.place_id == c.id for m in project.all(Mechanism))
    )
    drawing.move(project, [place.id], 0.01, 0.0)
    (message,) = view.messages
    touched = {(c["layer"], f.get("of", f["id"])) for c in message for f in c["features"]}
    standing = [m for m in project.all(Mechanism) if m.place_id == place.id]
    seated = {m.id for m in standing} | {place.id}
    seated |= {c.id for c in project.all(Coping) if c.place_id == place.id}
    assert ("communities", place.id) in touched
    assert {id for _, id in touched} <= seated
    assert len(painter.shown["communities"]) > 1


def test_the_counts_of_layers_follow_what_comes_and_goes(
    page: tuple[Page, Painter], small_window: Window
) -> None:
    _, painter = page
    project = small_window.desk.project
    assert project is not None
    owed = {promise.place_id for promise in project.all(Promise)}
    place = next(c for c in project.all(Community) if c.position and c.id not in owed)

    def right() -> bool:
        return all(
            painter._counts[layer] == sum(not f.get("base") for f in shown.values())
            for layer, shown in painter.shown.items()
        )

    assert right()
    made = Coping(title="Bells", strategy="early_warning_signals", place_id=place.id)
    with project.edit("edit.record.add", name="x"):
        project.put(made)
    assert right()
    with project.edit("edit.record.remove", name="x"):
        project.drop(made, place)
    assert right() and place.id not in painter.shown["communities"]
    small_window.undo()
    assert right() and place.id in painter.shown["communities"]


def test_what_is_told_together_waits_for_a_page_that_is_not_up() -> None:
    view = Page()
    view._up = False
    with view.together():
        view.put("posts", [{"id": "p", "type": "point"}])
        with view.together():
            view.drop("posts", ["p"])
    assert not view.messages and [c["act"] for c in view._waiting] == ["put", "drop"]
    view._up = True
    with view.together():
        pass
    assert not view.messages
