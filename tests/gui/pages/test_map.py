"""The map page with the real engine: what is drawn, what a click does, and without it."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pocplanner.commands import mission as acting
from pocplanner.gui.map.layers import LAYERS, features
from pocplanner.gui.pages.map import MapPage
from pocplanner.gui.window import Window
from pocplanner.model.community import Community, Coping
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post
from pocplanner.words import Words
from tests import makers
from tests.gui.engine import run

#: Layers of which the example of an older file may hold nothing.
NEW = {"patrols", "obstacles"}


def map_page(window: Window, qtbot: QtBot) -> MapPage:
    """The map page, once its map is up and drawn."""
    window.turn_to("map")
    page = window.page("map")
    assert isinstance(page, MapPage)
    up: list[bool] = []
    qtbot.waitUntil(lambda: page.view is not None or page.reason is not None, timeout=30_000)
    assert page.view is not None, page.reason
    page.view.ready.connect(lambda: up.append(True))
    qtbot.waitUntil(lambda: bool(up) or (page.view is not None and page.view.is_up), timeout=60_000)
    return page


def drawn(page: MapPage, layer: str) -> int:
    """How many things of a layer the page itself holds."""
    assert page.view is not None
    found: int = run(page.view, f"return window.pocCount ? window.pocCount('{layer}') : -1;")
    return found


def test_everything_with_a_position_is_drawn_and_can_be_picked(
    window: Window, qtbot: QtBot
) -> None:
    page = map_page(window, qtbot)
    snapshot, found = window.desk.snapshot, window.desk.assessment
    for layer in LAYERS:
        wanted = len(features(layer, snapshot, found, window.words))
        assert wanted or layer in NEW, layer
        qtbot.waitUntil(lambda n=layer, w=wanted: drawn(page, n) == w, timeout=10_000)
    community = next(c for c in snapshot.all(Community) if c.position)
    assert page.view is not None
    page.view.picked.emit("communities", community.id)
    assert page.here.card.record_id == community.id
    assert page.side.currentWidget() is page.here
    # What the page says is only an id: one that leads nowhere changes nothing.
    page.view.picked.emit("communities", "no-such-id")
    assert page.here.card.record_id == community.id
    assert page.view.page.said == []


def test_a_click_adds_a_community_where_it_was_clicked(small_window: Window, qtbot: QtBot) -> None:
    page = map_page(small_window, qtbot)
    project = small_window.desk.project
    assert project is not None and page.view is not None
    before = len(project.all(Community))
    page.tools.draw("Community")
    page.view.drawn.emit("point", [(-17.3, -12.4)])
    made = project.all(Community)[-1]
    assert len(project.all(Community)) == before + 1
    assert made.position == Position(lon=-17.3, lat=-12.4)
    form = page.here.card.form
    assert form is not None and page.here.card.record_id == made.id
    form.editors["name"].set_value("Kemba")
    form.set_field("name", "Kemba")
    form.save()
    assert project.all(Community)[-1].name == "Kemba"
    qtbot.waitUntil(lambda: drawn(page, "communities") == before + 1, timeout=10_000)
    small_window.undo()
    small_window.undo()
    assert len(project.all(Community)) == before
    qtbot.waitUntil(lambda: drawn(page, "communities") == before, timeout=10_000)


def test_an_empty_map_says_how_to_begin(empty_window: Window, qtbot: QtBot) -> None:
    page = map_page(empty_window, qtbot)
    assert page.hint.whole == page.words.text("map.no_place_yet")
    page.tools.draw("Community")
    assert "Community" in page.hint.whole


def test_what_happens_somewhere_is_added_at_the_nearest_place(
    small_window: Window, qtbot: QtBot, told: list[Any]
) -> None:
    page = map_page(small_window, qtbot)
    project = small_window.desk.project
    assert page.view is not None and project is not None
    near = next(c for c in small_window.desk.snapshot.all(Community) if c.position)
    assert near.position is not None
    page.tools.draw("Coping", "point")
    page.view.drawn.emit("point", [(near.position.lon, near.position.lat)])
    assert project.all(Coping)[-1].place_id == near.id
    page.here.clear()
    page.view.drawn.emit("point", [(100.0, 60.0)])
    assert page.here.card.form is None
    assert [p.key for p in told] == ["draw.no_place"]


def test_events_under_a_click_are_listed_and_lead_to_their_page(
    small_window: Window, qtbot: QtBot
) -> None:
    page = map_page(small_window, qtbot)
    assert page.view is not None
    events = small_window.desk.snapshot.events
    row = int(((events.lon == events.lon) & (events.place_precision <= 2)).argmax())
    page.view.clicked.emit(float(events.lon[row]), float(events.lat[row]), 9)
    from pocplanner.gui.plain import Link

    names = page.here.list.findChildren(Link)
    assert names
    names[0].click()
    assert small_window.stack.currentWidget() is small_window.page("events")


def test_a_position_for_a_form_elsewhere_is_picked_on_the_map(
    small_window: Window, qtbot: QtBot
) -> None:
    page = map_page(small_window, qtbot)
    got: list[Position] = []
    small_window.turn_to("community")
    small_window.desk.position_wanted.emit(got.append)
    assert small_window.stack.currentWidget() is page
    assert page.asking.isVisible()
    assert page.view is not None
    page.view.clicked.emit(-17.0, -12.5, 8)
    assert got == [Position(lon=-17.0, lat=-12.5)]
    assert small_window.stack.currentWidget() is small_window.page("community")
    assert not page.asking.isVisible()


def test_filtering_the_events_draws_fewer_of_them(small_window: Window, qtbot: QtBot) -> None:
    page = map_page(small_window, qtbot)
    assert page.view is not None
    points = page.view.events.points
    before = points.revision
    page.events.filter.put_in("deaths", 3)
    assert points.revision > before
    events = small_window.desk.snapshot.events
    placed = (events.lon == events.lon) & (events.place_precision <= 2)
    most = int(((events.deaths_best >= 3) & placed).sum())
    assert points.count == most
    assert f"({most})" in page.layers.tree.text_of("events")


def test_the_map_comes_back_when_its_renderer_dies(small_window: Window, qtbot: QtBot) -> None:
    page = map_page(small_window, qtbot)
    assert page.view is not None
    wanted = len(small_window.desk.snapshot.all(Post))
    assert wanted
    view = page.view
    with qtbot.waitSignals([view.died, view.ready], timeout=30_000):
        os.kill(view.page.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: drawn(page, "posts") == wanted, timeout=10_000)
    assert small_window.desk.project is not None
    assert len(small_window.desk.project.all(Post)) == wanted


def test_closing_the_mission_takes_the_map_with_it(small_window: Window, qtbot: QtBot) -> None:
    page = map_page(small_window, qtbot)
    small_window.desk.leave()
    assert page.view is None
    assert page.here.card.form is None


@pytest.fixture
def real_mission(tmp_path: Path) -> Path:
    """A sealed mission that is no exercise."""
    path = tmp_path / "real.pocplan"
    project = acting.create(path, "Oloria", "six words that nobody guesses", "PoC adviser")
    with project.edit("edit.record.add", name="Kemba"):
        project.put(makers.a_community(area_ids=()), makers.a_post())
    project.close()
    return path


def test_a_real_mission_without_a_sandbox_has_lists_and_a_sentence_that_says_why(
    new_window: Callable[..., Window],
    real_mission: Path,
    qtbot: QtBot,
    told: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pocplanner.gui import dialogs

    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
    monkeypatch.setattr(
        dialogs.PassphraseDialog, "passphrase", lambda _: "six words that nobody guesses"
    )
    window = new_window(real_mission)
    window.turn_to("map")
    page = window.page("map")
    assert isinstance(page, MapPage)
    assert page.view is None
    assert page.reason is not None and page.reason.key == "map.unsafe"
    assert "sandbox" in page.message
    # Every step can be done in the lists.
    window.desk.wanted.emit("post-marl")
    assert page.tab() == "Post"
    assert page.panes["Post"].card.record_id == "post-marl"
    window.desk.position_wanted.emit(lambda _: None)
    assert [p.key for p in told] == ["map.unsafe"]
    assert not window.banner.isVisible()


def test_without_an_engine_the_page_says_so_and_the_lists_serve(
    small_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import builtins

    real = builtins.__import__

    def broken(name: str, *rest: Any, **more: Any) -> Any:
        if name == "folium":
            raise ImportError("libnss3.so: cannot open shared object file")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", broken)
    small_window.turn_to("map")
    page = small_window.page("map")
    assert isinstance(page, MapPage)
    qtbot.waitUntil(lambda: page.reason is not None, timeout=10_000)
    assert page.reason is not None and page.reason.key == "map.no_engine"
    assert "lists" in page.message
    page.show_tab("Post")
    assert page.panes["Post"].table.model.rows


def test_as_root_an_exercise_says_loudly_that_the_sandbox_is_missing(
    small_window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    page = map_page(small_window, qtbot)
    assert page.banner.isVisible()
    assert "sandbox" in page.banner.text()


def test_a_name_that_is_a_script_is_drawn_as_text() -> None:
    from pocplanner.model.snapshot import Snapshot
    from tests.gui.test_plain_text import PAYLOADS, mission_of

    snapshot = Snapshot.of(mission_of(PAYLOADS[0]))
    for layer in LAYERS:
        for feature in features(layer, snapshot, None, Words("en")):
            assert "\\u003c" not in str(feature.get("label"))
    label = features("communities", snapshot, None, Words("en"))[0]["label"]
    assert label.startswith(PAYLOADS[0]), "as it was written; the page places it with textContent"
    coping = features("coping", snapshot, None, Words("en"))[0]
    assert coping["lon"] == 21.0
    assert isinstance(next(iter(snapshot.all(Coping))), Coping)
