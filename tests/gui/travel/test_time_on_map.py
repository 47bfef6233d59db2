"""Travel time over the map of the example mission: picture, lines, way, legend."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shapely import box

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.field import Field, field_of
from pocplanner.analysis.travel.movement import Condition
from pocplanner.gui.travel.field_picture import FieldPicture
from pocplanner.gui.travel.map_panel import TimePanel
from pocplanner.gui.travel.on_map import LINES, WAY, Asked, TimeOverlay, _reckoned
from pocplanner.gui.window import Window
from pocplanner.model.geometry import Position
from pocplanner.model.places import Area, Post
from pocplanner.progress import finish
from tests.analysis.makers import a_community, a_snapshot
from tests.analysis.test_travel import a_post, a_road


class Page:
    """What a map is told."""

    def __init__(self) -> None:
        self.box: dict[str, Any] | None = None
        self.layers: dict[str, list[dict[str, Any]]] = {}
        self.time_picture: Callable[[str], tuple[bytes, bytes] | None] = lambda _: None

    def show_times(self, box: dict[str, Any] | None) -> None:
        self.box = box

    def replace(self, layer: str, features: list[dict[str, Any]]) -> None:
        self.layers[layer] = features

    @contextmanager
    def together(self) -> Iterator[None]:
        yield


@pytest.fixture
def shown(
    new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot
) -> tuple[Window, TimeOverlay, TimePanel, Page]:
    window = new_window(sample_copy, "en")
    overlay = TimeOverlay(window.desk, window)
    panel = TimePanel(window.desk, overlay)
    qtbot.addWidget(panel)
    page = Page()
    overlay.attach(page)  # type: ignore[arg-type]
    panel.on.setChecked(True)
    qtbot.waitUntil(lambda: overlay.picture is not None, timeout=60_000)
    return window, overlay, panel, page


def texts(panel: TimePanel) -> str:
    return "\n".join(one.text() for one in panel.findChildren(QLabel))


def test_a_picture_lines_and_a_legend_come_and_go(shown: Any, qtbot: QtBot) -> None:
    _, overlay, panel, page = shown
    answer = page.time_picture(f"/time/{page.box['rev']}.png")
    assert answer is not None and answer[0].startswith(b"\x89PNG")
    assert page.time_picture("/time/999.png") is None
    assert page.box["west"] < page.box["east"] and page.box["south"] < page.box["north"]
    assert page.layers[LINES] and {f["type"] for f in page.layers[LINES]} == {"line"}
    assert "up to 30 min" in texts(panel) and "up to 4 h 00" in texts(panel)
    assert "Over ways that are loaded" in texts(panel)
    panel.on.setChecked(False)
    assert page.box is None and page.layers[LINES] == [] and overlay.picture is None
    qtbot.waitUntil(lambda: "up to 30 min" not in texts(panel))


def test_a_chosen_place_shows_the_way_that_decided_it(shown: Any) -> None:
    _, overlay, panel, page = shown
    overlay.follow("com-sameudreu")
    (way,) = page.layers[WAY]
    assert "Sameudreu" in way["label"] and "km" in way["label"] and len(way["at"]) > 2
    assert way["label"] in texts(panel)
    overlay.follow("")
    assert page.layers[WAY] == []


def test_other_bounds_and_another_season_are_drawn_anew(shown: Any, qtbot: QtBot) -> None:
    _, overlay, panel, page = shown
    before = page.box["rev"]
    panel.bounds.setText("45, 90")
    panel.bounds.editingFinished.emit()
    panel.season.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.box["rev"] > before and not overlay.working, timeout=60_000)
    assert overlay.found.asked.bounds == (45, 90)
    assert overlay.found.asked.season == "wet"
    assert "up to 90 min" in texts(panel)


def test_bounds_that_make_no_sense_are_put_back_with_a_sentence(shown: Any) -> None:
    window, _, panel, _ = shown
    problems: list[Any] = []
    window.desk.problem.connect(problems.append)
    panel.bounds.setText("soon")
    panel.bounds.editingFinished.emit()
    assert problems[0].key == "travel.bad_bounds"
    assert panel.bounds.text() == "30, 60, 120, 240"


def test_a_moved_post_moves_the_picture(shown: Any, qtbot: QtBot) -> None:
    window, overlay, _, page = shown
    before, field = page.box["rev"], overlay.found.field
    post = next(p for p in window.desk.snapshot.all(Post) if p.position)
    away = Position(lon=post.position.lon + 0.3, lat=post.position.lat)
    window.desk.keep(post.model_copy(update={"position": away}))
    qtbot.waitUntil(lambda: page.box["rev"] > before, timeout=60_000)
    assert not np.array_equal(overlay.found.field.minutes, field.minutes)


def test_the_picture_lies_where_the_field_does() -> None:
    snapshot = a_snapshot(a_community(), a_post(20), a_road((0, 0), (20, 0)))
    field: Field = finish(field_of(snapshot, Condition(), Assumptions()))
    image = QImage.fromData(FieldPicture(field, (30, 600)).png())
    west, south, east, north = field.frame.bounds
    at = snapshot.position("post")
    x = int((at.lon - west) / (east - west) * image.width())
    y = int((north - at.lat) / (north - south) * image.height())
    near, corner = image.pixelColor(x, y), image.pixelColor(0, 0)
    colour = FieldPicture(field, (30, 600)).legend[0][0]
    assert near.name() == colour and near.alpha() > 100
    assert corner.name() != colour


def test_finer_cells_are_reckoned_on_demand(shown: Any) -> None:
    _, overlay, panel, _ = shown
    panel.cell.setCurrentIndex(panel.cell.findData(0.5))
    assert overlay.asked.cell_km == 0.5
    panel.cell.setCurrentIndex(0)
    assert overlay.asked.cell_km is None
    snapshot = a_snapshot(a_community(), a_post(20), a_road((0, 0), (20, 0)))
    usual = finish(_reckoned(snapshot, Asked())).field
    finer = finish(_reckoned(snapshot, Asked(cell_km=0.5))).field
    assert (usual.land.cell_km, finer.land.cell_km) == (1, 0.5)
    assert finer.frame.size > 2.5 * usual.frame.size


def test_a_lake_that_is_drawn_changes_what_is_shown(shown: Any, qtbot: QtBot) -> None:
    window, overlay, _, _ = shown
    project = window.desk.project
    before = overlay.found
    (_, post) = next((p.id, p) for p in project.all(Post) if p.name == "Toudrale operating base")
    lon, lat = post.position.lon, post.position.lat
    shape = box(lon - 0.3, lat - 0.3, lon + 0.3, lat + 0.3)
    with project.edit("edit.record.add"):
        project.put(Area(id="lake", name="Lake", hierarchy="water", shape=shape))
    qtbot.waitUntil(
        lambda: overlay.found is not None and overlay.found is not before, timeout=60_000
    )
    frame = overlay.found.field.frame
    (cell,) = frame.cells(np.array([lon + 0.2]), np.array([lat + 0.2]))
    assert before.field.minutes[cell] < np.inf and overlay.found.field.minutes[cell] == np.inf
    # A post in open water is said where one looks for its times, as what is gravest.
    assert "lie in open water as it is drawn" in texts(shown[2])
