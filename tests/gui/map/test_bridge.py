"""What the page can tell the window: six things, in range, and not too often."""

import json
import math
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from pocplanner.gui.map.bridge import TOLD, Bridge
from pocplanner.gui.map.view import MapView
from pocplanner.gui.map.web_profile import HOME
from pocplanner.model.drawn import MOST_PAIRS
from tests.gui.engine import run, run_async, settle, showing, wait_for

_SLOTS = {"ready", "clicked", "picked", "hovered", "chosen", "told"}
_NUMBERS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from([1e308, -1e308, 1e-320, 90.0, -90.0, 540.0, 540.1, 90.0001, 0.0, -0.0]),
)
_TEXTS = st.one_of(st.text(max_size=120), st.integers(1, 5_000).map(lambda n: "x" * n))


@pytest.fixture(scope="module")
def view(qapp: QApplication) -> Iterator[MapView]:
    """One map for all that is told."""
    with showing() as made:
        yield made


class _Ear:
    """Hears everything that a bridge lets through."""

    def __init__(self, bridge: Bridge) -> None:
        self.heard: list[tuple[Any, ...]] = []
        bridge.got_click.connect(lambda *a: self.heard.append(("click", *a)))
        bridge.got_pick.connect(lambda *a: self.heard.append(("pick", *a)))
        bridge.got_hover.connect(lambda *a: self.heard.append(("hover", *a)))
        bridge.got_choice.connect(lambda *a: self.heard.append(("choice", *a)))
        bridge.got_told.connect(lambda *a: self.heard.append(("told", *a)))


def _in_range(heard: list[tuple[Any, ...]]) -> bool:
    for name, *told in heard:
        if name == "pick":
            if len(told[0]) > 40 or len(told[1]) > 80:
                return False
        elif name == "choice":
            if len(told[0]) > 10_000 or any(not 0 < len(i) <= 80 for i in told[0]):
                return False
        elif name == "told":
            if told[0] not in TOLD or not all(_on_earth(p) for p in _flat(told[1])):
                return False
        elif not (
            all(math.isfinite(v) for v in told) and abs(told[0]) <= 540 and abs(told[1]) <= 90
        ):
            return False
    return True


def _flat(drawn: list[Any]) -> list[tuple[float, float]]:
    return [p for part in drawn for p in (part if isinstance(part, list) else [part])]


def _on_earth(pair: tuple[float, float]) -> bool:
    return abs(pair[0]) <= 180 and abs(pair[1]) <= 90


# --- what there is ------------------------------------------------------------------------------


def test_the_page_reaches_one_object_with_six_slots(view: MapView) -> None:
    found = run_async(
        view,
        "return await new Promise((a) => new QWebChannel(qt.webChannelTransport, (c) => {"
        " const told = {}; for (const [n, o] of Object.entries(c.objects)) told[n] ="
        " Object.keys(o).filter((k) => typeof o[k] === 'function' && !k.includes('('));"
        " a(told); }));",
    )
    assert set(found) == {"bridge"}
    own = {"unwrapQObject", "unwrapProperties", "propertyUpdate", "signalEmitted", "deleteLater"}
    assert set(found["bridge"]) - own == _SLOTS


def test_the_slots_take_numbers_and_ids_only() -> None:
    kind = Bridge().metaObject()
    slots = {
        bytes(kind.method(i).methodSignature().data()).decode()
        for i in range(kind.methodOffset(), kind.methodCount())
        if kind.method(i).methodType().name == "Slot"
    }
    assert slots == {
        "ready()",
        "clicked(double,double,int)",
        "picked(QString,QString)",
        "hovered(double,double)",
        "chosen(QVariantList,int)",
        "told(QString,QVariantList,QVariantList)",
    }


# --- what is told -------------------------------------------------------------------------------


@given(_NUMBERS, _NUMBERS, st.integers(-(2**31), 2**31 - 1))
def test_a_click_is_on_the_earth_or_not_heard(lon: float, lat: float, zoom: int) -> None:
    bridge = Bridge()
    ear = _Ear(bridge)
    bridge.clicked(lon, lat, zoom)
    inside = math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 540
    assert len(ear.heard) == (inside and 0 <= zoom <= 22)
    assert _in_range(ear.heard)


@given(_NUMBERS, _NUMBERS)
def test_the_pointer_is_on_the_earth_or_not_heard(lon: float, lat: float) -> None:
    bridge = Bridge()
    ear = _Ear(bridge)
    bridge.hovered(lon, lat)
    assert _in_range(ear.heard)


@given(_TEXTS, _TEXTS)
def test_a_pick_is_short_or_not_heard(layer: str, id: str) -> None:
    bridge = Bridge()
    ear = _Ear(bridge)
    bridge.picked(layer, id)
    assert len(ear.heard) == (len(layer) <= 40 and len(id) <= 80)


_ANY = st.one_of(
    _NUMBERS, st.integers(-400, 400), st.none(), st.booleans(), st.text(max_size=5),
    st.just([]), st.just({}),
)  # fmt: skip


@given(st.lists(st.one_of(_TEXTS, _ANY), max_size=6), st.integers(-5, 9))
def test_what_is_chosen_are_ids_or_nothing_is_heard(ids: list[Any], how: int) -> None:
    bridge = Bridge()
    ear = _Ear(bridge)
    bridge.chosen(ids, how)
    good = all(isinstance(i, str) and 0 < len(i) <= 80 for i in ids)
    assert len(ear.heard) == (good and 0 <= how <= 3)
    bridge.chosen(["x"] * 10_001, 1)
    assert _in_range(ear.heard) and len(ear.heard) <= 1


@given(
    st.one_of(st.sampled_from(sorted(TOLD)), _TEXTS),
    st.lists(_ANY, max_size=9),
    st.lists(_ANY, max_size=4),
)
def test_what_is_drawn_is_on_the_earth_or_not_heard(
    act: str, numbers: list[Any], sizes: list[Any]
) -> None:
    bridge = Bridge()
    ear = _Ear(bridge)
    bridge.told(act, numbers, sizes)
    assert _in_range(ear.heard)
    if act not in TOLD:
        assert ear.heard == []


def test_a_drawing_has_as_many_corners_as_its_kind_and_no_more_than_a_hand_draws() -> None:
    for act, (least, most) in TOLD.items():
        sizes = [900] if act == "view" else []
        for count in {0, 1, 2, 3, 4, most, most + 1}:
            bridge = Bridge()
            ear = _Ear(bridge)
            bridge.told(act, [1.0, 2.0] * count, sizes)
            assert len(ear.heard) == (least <= count <= most), (act, count)
    assert max(most for _, most in TOLD.values()) == MOST_PAIRS == 10_000


def test_what_is_told_too_often_is_not_heard() -> None:
    bridge = Bridge()
    ear = _Ear(bridge)
    for _ in range(10_000):
        bridge.clicked(1.0, 2.0, 3)
        bridge.hovered(1.0, 2.0)
        bridge.picked("a", "b")
        bridge.chosen(["a"], 1)
        bridge.told("cancel", [], [])
    assert len(ear.heard) < 120


def test_only_what_is_drawn_can_be_picked(view: MapView) -> None:
    picked: list[tuple[str, str]] = []
    view.picked.connect(lambda *told: picked.append(told))
    view.put("posts", [_point("p1", "Post")])
    for layer, id in (("posts", "p2"), ("other", "p1"), ("", ""), ("__proto__", "constructor")):
        view._bridge.got_pick.emit(layer, id)
    assert picked == []
    view._bridge.got_pick.emit("posts", "p1")
    assert picked == [("posts", "p1")]
    view.clear("posts")


@pytest.mark.qt_log_level_fail("NO")
def test_raw_messages_from_the_page_reach_nothing_else(view: MapView) -> None:
    """The page can write to the channel by hand: signals, properties, strange objects and types."""
    ear = _Ear(view._bridge)
    commands: list[str] = []
    view._bridge.command.connect(commands.append)
    count = view._bridge.metaObject().methodCount()
    run(
        view,
        "const send = (m) => qt.webChannelTransport.send(typeof m === 'string' ? m :"
        " JSON.stringify(m)); const many = [[], [1, 2, 3], ['x'], ['x', 'y'], [1e400, 'NaN'],"
        " [null, null, null], [{}, []], [NaN, Infinity, -Infinity], ['a'.repeat(1e6), 'b']];"
        f"for (let i = -1; i < {count + 3}; i++) for (const args of many)"
        " send({type: 6, id: 9, object: 'bridge', method: i, args});"
        "for (const m of ['command', 'got_click', 'got_pick', 'got_ready', 'got_told',"
        " 'deleteLater',"
        " 'destroyed', 'setObjectName', '__del__', '_heard', 'metaObject', 'setParent'])"
        " for (const args of many) send({type: 6, id: 9, object: 'bridge', method: m, args});"
        "for (const o of ['', 'x', '__proto__', null, 3, {}])"
        " send({type: 6, id: 9, object: o, method: 'ready', args: []});"
        "for (const type of [0, 1, 2, 5, 7, 8, 9, 10, 99, -1, 'x'])"
        " send({type, id: 9, object: 'bridge', property: 0, value: 'evil', signal: 0});"
        "for (const m of ['', '{', '{}', '[]', 'null', '[1]', '\"x\"']) send(m);"
        "return 1;",
    )
    settle(0.4)
    assert shiboken6.isValid(view._bridge)
    # A page that says that it is ready is told again where to look, and nothing else.
    assert {command["act"] for command in map(json.loads, commands)} <= {"look"}
    assert _in_range(ear.heard)
    assert run(view, "return document.querySelectorAll('.leaflet-container').length;") == 1
    view.put("posts", [_point("p1", "Post")])
    settle(0.1)
    assert commands, "the bridge still carries"
    view.clear("posts")


@pytest.mark.qt_log_level_fail("NO")
def test_any_values_from_the_page_are_borne(view: MapView) -> None:
    ear = _Ear(view._bridge)
    values = [0, -1, 1e308, 1e400, None, "x", "NaN", [], {}, True, "é" * 2000, 2**53, -(2**63)]
    run(
        view,
        f"const v = {json.dumps(values)}; const t = qt.webChannelTransport;"
        "const send = (method, args) => t.send(JSON.stringify({type: 6, id: 8, object: 'bridge',"
        " method, args})); for (const a of v) for (const b of v) { send('hovered', [a, b]);"
        " send('picked', [a, b]); send('chosen', [a, b]); send('told', [a, [b], [b]]);"
        " send('told', ['line', [a, b, a, b], a]);"
        " for (const c of v) send('clicked', [a, b, c]); } return 1;",
    )
    settle(0.3)
    assert _in_range(ear.heard)
    assert run(view, "return 1;") == 1


def test_a_frame_cannot_reach_the_bridge(view: MapView) -> None:
    found = run_async(
        view,
        "const f = document.createElement('iframe'); document.body.append(f);"
        "await new Promise((a) => setTimeout(a, 50));"
        "const found = typeof f.contentWindow.qt; f.remove(); return found;",
    )
    assert found == "undefined"


# --- when the page dies -------------------------------------------------------------------------


@pytest.mark.qt_log_level_fail("NO")
def test_a_killed_page_comes_back_with_what_it_showed(qapp: QApplication) -> None:
    with showing() as view:
        died: list[bool] = []
        ups: list[bool] = []
        view.died.connect(lambda: died.append(True))
        view.ready.connect(lambda: ups.append(True))
        view.put("posts", [{**_point("p1", "Post one"), "letter": "P", "shape": "square"}])
        view.put("posts", [{**_point("p2", "Post two"), "letter": "Q", "shape": "square"}])
        view.drop("posts", ["p2"])
        view.show_layer("posts", True)
        view.mark(1.0, 2.0)
        assert wait_for(lambda: run(view, _LETTERS) == ["P"])
        for times in (1, 2):
            pid = view.page.renderProcessPid()
            assert pid > 0
            os.kill(pid, signal.SIGKILL)
            assert wait_for(lambda n=times: len(died) == n)
            # What is told while it is gone is not lost.
            view.put("late", [{**_point(f"l{times}", "Late"), "letter": "L", "shape": "circle"}])
            assert wait_for(lambda n=times: len(ups) == n)
            assert view.page.renderProcessPid() != pid
            letters = ["P", *["L"] * times]
            assert wait_for(lambda w=letters: sorted(run(view, _LETTERS)) == sorted(w))
        assert view.page.url() == HOME


@pytest.mark.qt_log_level_fail("NO")
def test_a_page_that_dies_again_and_again_stays_away(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    with showing() as view:
        loads: list[object] = []
        away: list[bool] = []
        view.stayed_away.connect(lambda: away.append(True))
        monkeypatch.setattr(view.page, "load", loads.append)
        for _ in range(50):
            view.page.renderProcessTerminated.emit(
                view.page.RenderProcessTerminationStatus.KilledTerminationStatus, 9
            )
        assert len(loads) == 5
        assert away, "it says so, and comes back when somebody asks for it"
        view.try_again()
        assert len(loads) == 6


_LETTERS = "return window.POC.drawn.map((d) => d.f.letter);"


def _point(id: str, label: str) -> dict[str, Any]:
    return {
        "id": id, "type": "point", "lon": 1.0, "lat": 2.0, "colour": "#123456", "label": label,
        "pick": True,
    }  # fmt: skip
