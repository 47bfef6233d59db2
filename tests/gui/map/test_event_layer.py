"""Events in the real engine: what lands on the page's canvases, and what it asks for."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from pocplanner.gui.map.event_look import Sign
from pocplanner.gui.map.event_points import Drawn
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
