"""Events in the real engine: what lands on the page's canvases, and what it asks for."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from pocplanner.analysis.event_look import Sign
from pocplanner.analysis.heat import heat
from pocplanner.gui.map.event_points import Drawn
from pocplanner.gui.map.heat_picture import HeatPicture
from pocplanner.gui.map.view import MapView
from pocplanner.model.events import Events
from tests import makers
from tests.gui.engine import run, showing, wait_for

_RED = (Sign(0, "Event", "#9e2a2b", ""),)


@pytest.fixture(scope="module")
def view(qapp: QApplication) -> Iterator[MapView]:
    """One map, looking at the places of the tests."""
    with showing() as made:
        made.focus(20.5, -9.5, 21.5, -8.5)
        yield made


def events() -> Events:
    """Five events at one place that is known exactly, one known to the province."""
    return makers.some_events()


def draw(view: MapView, found: Events, rows: Any = None, **how: Any) -> None:
    """Draw these events and wait until the page has painted them."""
    mask = np.ones(len(found), bool) if rows is None else rows
    drawn = Drawn(mask, how.pop("classes", None), how.pop("size_by", ""))
    told = view.events.show(found, drawn, how.pop("signs", _RED), **how)
    view.show_events(told)
    wait_for(lambda: run(view, "return window.pocPainted;") == told["rev"], 10)


def inked(view: MapView, name: str = "canvas.leaflet-tile") -> int:
    """How many pixels of the events' canvases are not empty."""
    found: int = run(
        view,
        f"let n = 0; for (const c of document.querySelectorAll('.leaflet-events-pane {name}'))"
        " { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "   for (let i = 3; i < d.length; i += 4) if (d[i]) n++; } return n;",
    )
    return found


def shade(view: MapView, lon: float, lat: float) -> str:
    """The colour that a person sees at a place of the map."""
    at = run(
        view,
        f"const p = window.pocMap.latLngToContainerPoint([{lat}, {lon}]); return [p.x, p.y];",
    )
    QApplication.processEvents()
    return view.view.grab().toImage().pixelColor(round(at[0]), round(at[1])).name()


def test_dots_are_seen_where_they_happened(view: MapView) -> None:
    draw(view, events())
    assert inked(view) > 20
    assert wait_for(lambda: shade(view, 21.01, -9.01) not in ("#f4f1e8", "#dbe7ee"), 5)


def test_a_filter_takes_dots_away_without_a_flash(view: MapView) -> None:
    found = makers.events(
        [{"lon": x, "lat": -9.0, "place_precision": 1, "deaths_best": n}
         for n, x in enumerate((20.7, 21.0, 21.3))]
    )  # fmt: skip
    draw(view, found)
    before = inked(view)
    run(
        view,
        "window.pocLeast = 1e9; const pane = document.querySelector('.leaflet-events-pane');"
        "new MutationObserver(() => { const n = pane.querySelectorAll('.leaflet-layer').length;"
        " window.pocLeast = Math.min(window.pocLeast, n); }).observe(pane, {childList: true});"
        "return 1;",
    )
    draw(view, found, found.deaths_best >= 2)
    assert wait_for(lambda: inked(view) < before, 5)
    draw(view, found)
    assert wait_for(lambda: inked(view) == before, 5)
    assert run(view, "return window.pocLeast;") >= 1, "the old dots stay until the new are drawn"


def test_what_is_known_to_an_area_is_a_ring_and_not_a_dot(view: MapView) -> None:
    found = events()
    draw(view, found, found.place_precision == 4)
    assert inked(view) == 0
    assert wait_for(lambda: inked(view, "canvas.leaflet-zoom-hide") > 50, 5)
    assert run(view, "return window.pocView.rings;") == 1


def test_groups_are_counted_for_what_is_in_view_and_told_to_the_window(view: MapView) -> None:
    seen: list[dict[str, int]] = []
    view.events.seen.connect(seen.append)
    told = view.events.show(events(), Drawn(np.ones(6, bool)), _RED, "groups")
    view.show_events(told)
    assert wait_for(lambda: seen and seen[-1]["shown"] == 5, 5)
    assert seen[-1] == {"shown": 5, "deaths": 15, "areas": 1}
    assert wait_for(lambda: run(view, "return window.pocView.groups;") == 1, 5)
    view.focus(-60, 40, -50, 50)
    assert wait_for(lambda: seen[-1]["shown"] == 0, 5)
    view.focus(20.5, -9.5, 21.5, -8.5)
    view.events.seen.disconnect(seen.append)


def test_heat_lies_over_the_place_and_goes_when_it_is_not_wanted(view: MapView) -> None:
    found = events()
    told = view.events.show(found, Drawn(np.ones(6, bool)), _RED, "heat")
    surface = heat(found, np.ones(6, bool), 10.0, 1.0)
    assert surface is not None
    view.show_events(view.events.with_heat(HeatPicture(surface, trend=False)))
    ready = (
        "const i = document.querySelector('img.heat'); return i && i.complete && i.naturalWidth;"
    )
    assert wait_for(lambda: run(view, ready), 5)
    assert wait_for(lambda: shade(view, 21.01, -9.01) not in ("#f4f1e8", "#dbe7ee"), 5)
    view.show_events(told | {"heat": None})
    assert wait_for(lambda: run(view, "return document.querySelectorAll('img.heat').length;") == 0)


def test_letters_and_colours_are_data_and_never_markup(view: MapView) -> None:
    evil = "<img src=x onerror=document.title='pwned'>"
    signs = (Sign(0, evil, evil, evil), Sign(1, evil, "#0072b2", "${alert(1)}"))
    draw(view, events(), classes=np.ones(6, np.uint8), signs=signs)
    view.focus(20.9, -9.1, 21.1, -8.9)
    assert wait_for(lambda: inked(view) > 0, 5)
    assert run(view, "return document.title;") == "Map"
    assert run(view, "return document.querySelectorAll('img').length;") == 0
    view.focus(20.5, -9.5, 21.5, -8.5)


@pytest.mark.parametrize(
    "path",
    [
        "1/view/6/0/0/10", "1/view/x/0/0/10/10", "1/view/6/0/0/10/10/1", "1/heat.svg", "x/heat.png",
        "1/view/6/1e9/0/0/0", "../map.html", "1/tiles/6/1,1,1",
    ],
)  # fmt: skip
def test_the_layer_answers_no_other_path(view: MapView, path: str) -> None:
    assert view.events.answer(f"/ev/{path}") is None


def test_a_question_of_an_older_revision_is_answered_with_nothing(view: MapView) -> None:
    draw(view, events())
    old = view.events.points.revision - 1
    answer = view.events.answer(f"/ev/{old}/view/6/0/0/100/100")
    assert answer is not None and json.loads(answer[0]) == {}
    assert view.events.answer(f"/ev/{old}/tiles/6/35,33") == (b"", b"application/octet-stream")


def test_the_page_that_comes_back_draws_the_same_events(view: MapView) -> None:
    draw(view, events())
    before = inked(view)
    again: list[bool] = []
    view.ready.connect(lambda: again.append(True))
    run(view, "window.pocPainted = 0; setTimeout(() => location.reload(), 0); return 1;")
    assert wait_for(lambda: again, 30)
    revision = view.events.points.revision
    assert wait_for(lambda: run(view, "return window.pocPainted ?? 0;") == revision, 15)
    assert wait_for(lambda: inked(view) == before, 10)
