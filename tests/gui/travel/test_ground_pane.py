"""Classes of ground in the window: a raster is loaded, its speeds are edited, it is taken away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from pocplanner.gui.travel.ground_pane import GroundPane
from pocplanner.gui.window import Window
from pocplanner.model.places import Post
from pocplanner.model.terrain import GroundClass, Terrain

rasterio = pytest.importorskip("rasterio", reason="rasterio is not installed here")


def test_a_raster_is_loaded_told_and_taken_away(
    new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    window = new_window(sample_copy, "en")
    desk = window.desk
    at = next(p.position for p in desk.snapshot.all(Post) if p.position)
    path = tmp_path / "cover.tif"
    where = rasterio.Affine(0.01, 0, at.lon - 1, 0, -0.01, at.lat + 1)
    with rasterio.open(path, "w", driver="GTiff", height=200, width=200, count=1, dtype="uint8",
                       crs="EPSG:4326", transform=where) as file:  # fmt: skip
        file.write(np.full((200, 200), 90, np.uint8), 1)
    said: list[str] = []
    desk.said.connect(said.append)
    window.turn_to("time")
    pane = window.page("time").panes["GroundClass"]
    assert isinstance(pane, GroundPane)
    assert pane.load(path, "land_cover")
    qtbot.waitUntil(lambda: bool(desk.snapshot.all(GroundClass)), timeout=60_000)
    (line,) = desk.snapshot.all(GroundClass)
    assert (line.name, line.kmh) == ("Herbaceous wetland", 1)
    assert any("cover is kept" in text for text in said)
    pane.away.click()
    assert not desk.snapshot.all(GroundClass) and not desk.snapshot.all(Terrain)


def test_a_raster_of_another_country_is_told_once_and_nothing_is_kept(
    small_window: Window, qtbot: QtBot, tmp_path: Path, told: list[Any]
) -> None:
    path = tmp_path / "far.tif"
    where = rasterio.Affine(0.01, 0, 100, 0, -0.01, 20)
    with rasterio.open(path, "w", driver="GTiff", height=20, width=20, count=1, dtype="uint8",
                       crs="EPSG:4326", transform=where) as file:  # fmt: skip
        file.write(np.full((20, 20), 40, np.uint8), 1)
    pane = GroundPane(small_window.desk)
    qtbot.addWidget(pane)
    assert pane.load(path, "land_cover")
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert [p.key for p in told] == ["import_raster_elsewhere"]
    assert "lies in another country" in small_window.desk.words.problem(told[0])
    assert not small_window.desk.snapshot.all(Terrain)
    told.clear()
