"""Packs of tiles in the real page: pictures appear, vector tiles are drawn, nothing else loads."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from pmtiles.tile import TileType
from PySide6.QtWidgets import QApplication

from pocplanner.commands.base_maps import BaseMaps
from pocplanner.gui.map.view import MapView
from pocplanner.settings import Settings
from tests.gui.engine import run, settle, showing, wait_for
from tests.store.packs.tiles import a_picture, mbtiles, pmtiles


@pytest.fixture
def view(qapp: QApplication) -> Iterator[MapView]:
    with showing() as made:
        made.focus(-21, -16, -9, -4)
        yield made


def number(value: int) -> bytes:
    """A number as protocol buffers write it."""
    found = b""
    while value > 127:
        found += bytes([value & 127 | 128])
        value >>= 7
    return found + bytes([value])


def field(at: int, content: bytes) -> bytes:
    return number(at << 3 | 2) + number(len(content)) + content


def sea_tile() -> bytes:
    """A vector tile whose layer "water" is one square over all of it."""
    moves = [9, 0, 0, 26, 8192, 0, 0, 8192, 8191, 0, 15]
    geometry = field(4, b"".join(map(number, moves)))
    feature = field(2, number(3 << 3) + number(3) + geometry)
    return field(3, field(1, b"water") + feature + number(5 << 3) + number(4096)
                 + number(15 << 3) + number(2))  # fmt: skip


def ink(view: MapView) -> tuple[int, int, int]:
    """The colour near the upper left of the map, beside its buttons."""
    colour = view.view.grab().toImage().pixelColor(200, 60)
    return colour.red(), colour.green(), colour.blue()


def test_a_pack_of_pictures_lies_under_the_map_until_it_is_taken_away(
    view: MapView, tmp_path: Path
) -> None:
    red = a_picture((230, 20, 20))
    tiles = {(z, x, y): red for z in range(3) for x in range(2**z) for y in range(2**z)}
    maps = BaseMaps(Settings())
    path = mbtiles(tmp_path / "r.mbtiles", tiles)
    maps.add(path)
    view.pack_tiles = maps.answer
    view.show_packs(maps.told(dark=False))
    assert wait_for(lambda: ink(view)[0] > 200 and ink(view)[1] < 60, 10)
    assert run(view, "return pocPacks();") == 1
    maps.remove(path)
    view.show_packs(maps.told(dark=False))
    assert wait_for(lambda: run(view, "return pocPacks();") == 0, 5)
    settle()
    assert ink(view)[1] > 150
    maps.close()


def test_a_pack_of_vector_tiles_is_drawn_in_our_colours(view: MapView, tmp_path: Path) -> None:
    tile = gzip.compress(sea_tile())
    path = pmtiles(
        tmp_path / "v.pmtiles",
        {(0, 0, 0): tile, (1, 0, 0): tile, (1, 0, 1): tile, (1, 1, 0): tile, (1, 1, 1): tile},
        TileType.MVT,
    )
    maps = BaseMaps(Settings())
    maps.add(path)
    maps.style = "print"
    view.pack_tiles = maps.answer
    view.show_packs(maps.told(dark=False))
    # The grey of water in the style for print: #e4e4e4.
    assert wait_for(lambda: ink(view) == (228, 228, 228), 15), ink(view)
    assert [text for text in view.page.said if "Refused" in text] == []
    maps.close()
