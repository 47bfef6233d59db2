"""Other people's tiles: served where they are tiles, refused in a sentence where they are not."""

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.tile import TileType

from pocplanner.store.packs.pack import MOST_TILE, checked, unpacked
from pocplanner.store.packs.packs import Packs, open_pack
from pocplanner.words import Problem
from tests.store.packs.tiles import a_picture, mbtiles, pmtiles


@pytest.fixture
def packs() -> Iterator[Packs]:
    found = Packs()
    yield found
    found.close()


def refused(path: Path) -> str:
    with pytest.raises(Problem) as problem:
        open_pack(path)
    return problem.value.key


def test_an_mbtiles_is_counted_from_the_south_and_says_its_area_zooms_and_terms(
    tmp_path: Path, packs: Packs
) -> None:
    north, south = a_picture((1, 1, 1)), a_picture((9, 9, 9))
    path = mbtiles(
        tmp_path / "a.mbtiles", {(1, 0, 1): north, (1, 0, 0): south},
        name="Hills", bounds="-20,-15,-10,-5", format="png", attribution="© Somebody",
    )  # fmt: skip
    number = packs.add(path)
    about = packs.about(number)
    assert (about.name, about.kind, about.terms) == ("Hills", "raster", "© Somebody")
    assert about.bounds == (-20, -15, -10, -5)
    assert (about.least_zoom, about.most_zoom) == (1, 1)
    assert packs.answer(f"/pack/{number}/1/0/0") == (north, b"image/png")
    assert packs.answer(f"/pack/{number}/1/0/1") == (south, b"image/png")
    assert packs.answer(f"/pack/{number}/1/1/1") is None
    assert packs.answer(f"/pack/{number}/1/2/0") is None
    assert packs.answer("/pack/99/1/0/0") is None
    packs.remove(number)
    assert packs.answer(f"/pack/{number}/1/0/0") is None


def test_tiles_behind_a_view_are_found_as_many_packs_have_them(tmp_path: Path) -> None:
    path = tmp_path / "v.mbtiles"
    with sqlite3.connect(path) as file:
        file.executescript(
            "CREATE TABLE metadata (name, value); CREATE TABLE map (z, x, y, id); "
            "CREATE TABLE images (id, data); CREATE VIEW tiles AS SELECT z AS zoom_level, "
            "x AS tile_column, y AS tile_row, data AS tile_data FROM map JOIN images USING (id)"
        )
        file.execute("INSERT INTO map VALUES (0, 0, 0, 'a')")
        file.execute("INSERT INTO images VALUES ('a', ?)", (a_picture(),))
    file.close()
    found = open_pack(path)
    assert found.raw(0, 0, 0) == a_picture()
    found.close()


def test_nothing_of_a_foreign_file_is_ever_run(tmp_path: Path) -> None:
    path = tmp_path / "f.mbtiles"
    with sqlite3.connect(path) as file:
        file.executescript(
            "CREATE TABLE metadata (name, value); CREATE TABLE t (z, x, y, d); "
            "CREATE VIEW tiles AS SELECT z AS zoom_level, x AS tile_column, y AS tile_row, "
            "zeroblob(400000000) AS tile_data FROM t; INSERT INTO t VALUES (0, 0, 0, 'x')"
        )
    file.close()
    assert refused(path) == "pack.damaged"


def test_a_query_that_never_ends_is_left(tmp_path: Path) -> None:
    path = tmp_path / "e.mbtiles"
    with sqlite3.connect(path) as file:
        file.executescript(
            "CREATE TABLE metadata (name, value); CREATE VIEW tiles AS WITH RECURSIVE n(i) AS "
            "(SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT i AS zoom_level, i AS tile_column, "
            "i AS tile_row, i AS tile_data FROM n"
        )
    file.close()
    assert refused(path) == "pack.damaged"


@pytest.mark.parametrize("packed", [b"<svg onload='x()'/>", b"<html>", b"GIF89a", b"", b"\x1f\x8b"])
def test_tiles_that_are_no_pictures_are_refused(tmp_path: Path, packed: bytes) -> None:
    path = mbtiles(tmp_path / "s.mbtiles", {(0, 0, 0): packed}, format="png")
    assert refused(path) == "pack.not_pictures"


def test_a_page_among_good_tiles_is_never_served(tmp_path: Path, packs: Packs) -> None:
    path = mbtiles(
        tmp_path / "m.mbtiles", {(0, 0, 0): a_picture(), (1, 0, 0): b"<script>x</script>"}
    )
    number = packs.add(path)
    assert packs.answer(f"/pack/{number}/1/0/1") is None


def test_what_is_no_pack_is_said_by_what_it_is(tmp_path: Path) -> None:
    text, cut, empty = (tmp_path / name for name in ("t.mbtiles", "c.mbtiles", "e.mbtiles"))
    text.write_text("name,value", encoding="utf-8")
    empty.write_bytes(b"")
    whole = mbtiles(tmp_path / "w.mbtiles", {(0, 0, 0): a_picture()}, name="W").read_bytes()
    cut.write_bytes(whole[:3000])
    other = tmp_path / "o.db"
    with sqlite3.connect(other) as file:
        file.execute("CREATE TABLE people (name)")
    file.close()
    assert refused(text) == refused(empty) == "pack.not_a_pack"
    assert refused(cut) in ("pack.damaged", "pack.not_pictures")
    assert refused(other) == "pack.no_tiles"
    assert refused(tmp_path / "none.mbtiles") == "pack.gone"


def test_an_area_that_cannot_be_is_refused(tmp_path: Path) -> None:
    path = mbtiles(tmp_path / "z.mbtiles", {(0, 0, 0): a_picture()}, minzoom="9", maxzoom="3")
    assert refused(path) == "pack.nonsense"


def test_a_vector_archive_is_served_unpacked_with_the_words_of_its_terms(
    tmp_path: Path, packs: Packs
) -> None:
    layer = b"\x1a\x05\x0a\x03sea"
    path = pmtiles(tmp_path / "a.pmtiles", {(0, 0, 0): gzip.compress(layer)}, TileType.MVT)
    number = packs.add(path)
    assert packs.answer(f"/pack/{number}/0/0/0") == (layer, b"application/x-protobuf")
    assert packs.answer(f"/pack/{number}/1/0/0") is None
    assert packs.about(number).terms == "Somebody"
    assert packs.about(number).kind == "vector"


def test_a_raster_archive_is_served_as_it_is(tmp_path: Path, packs: Packs) -> None:
    path = pmtiles(tmp_path / "r.pmtiles", {(1, 1, 0): a_picture()}, TileType.PNG)
    number = packs.add(path)
    assert packs.answer(f"/pack/{number}/1/1/0") == (a_picture(), b"image/png")


def test_an_archive_that_was_cut_or_scribbled_on_is_refused(tmp_path: Path) -> None:
    path = pmtiles(tmp_path / "a.pmtiles", {(0, 0, 0): a_picture()}, TileType.PNG)
    whole = path.read_bytes()
    half = tmp_path / "half.pmtiles"
    half.write_bytes(whole[: len(whole) // 2])
    assert refused(half) == "pack.cut"
    short = tmp_path / "short.pmtiles"
    short.write_bytes(whole[:60])
    assert refused(short) == "pack.damaged"
    torn = tmp_path / "torn.pmtiles"
    torn.write_bytes(whole[:127] + bytes(len(whole) - 127))
    assert refused(torn) in ("pack.damaged", "pack.no_tiles")


def test_a_geopackage_of_tiles_in_the_grid_of_the_map_is_served(
    tmp_path: Path, packs: Packs
) -> None:
    path = geopackage(tmp_path / "g.gpkg", 3857)
    number = packs.add(path)
    assert packs.about(number).least_zoom == 1
    # The pack holds the north-eastern quarter of the world alone.
    assert packs.answer(f"/pack/{number}/1/1/0") == (a_picture(), b"image/png")
    assert packs.answer(f"/pack/{number}/1/0/0") is None


def test_a_geopackage_in_another_grid_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Problem) as problem:
        open_pack(geopackage(tmp_path / "g.gpkg", 4326))
    assert problem.value.key == "pack.other_grid"
    assert problem.value.facts["system"] == 4326


def geopackage(path: Path, system: int) -> Path:
    edge = 20037508.342789244
    with sqlite3.connect(path) as file:
        file.executescript(
            "CREATE TABLE gpkg_contents (table_name, data_type, identifier);"
            "CREATE TABLE gpkg_tile_matrix_set (table_name, srs_id, min_x, min_y, max_x, max_y);"
            "CREATE TABLE gpkg_tile_matrix (table_name, zoom_level, matrix_width, matrix_height,"
            " tile_width, tile_height, pixel_x_size, pixel_y_size);"
            'CREATE TABLE "a ""b" (zoom_level, tile_column, tile_row, tile_data);'
        )
        name = 'a "b'
        file.execute("INSERT INTO gpkg_contents VALUES (?, 'tiles', 'Quarter')", (name,))
        file.execute(
            "INSERT INTO gpkg_tile_matrix_set VALUES (?, ?, 0, 0, ?, ?)", (name, system, edge, edge)
        )
        size = edge / 256
        file.execute(
            "INSERT INTO gpkg_tile_matrix VALUES (?, 0, 1, 1, 256, 256, ?, ?)", (name, size, size)
        )
        file.execute('INSERT INTO "a ""b" VALUES (0, 0, 0, ?)', (a_picture(),))
    file.close()
    return path


def test_a_bomb_is_unpacked_no_further_than_a_tile_may_be() -> None:
    bomb = gzip.compress(bytes(MOST_TILE * 4))
    assert unpacked(bomb, MOST_TILE) is None
    assert checked(bomb, "vector") is None


@given(st.binary(max_size=4000))
def test_what_is_packed_comes_out_as_it_went_in(data: bytes) -> None:
    assert unpacked(gzip.compress(data), 4000) == data


@given(st.binary(max_size=300))
def test_only_pictures_are_served_as_pictures(data: bytes) -> None:
    found = checked(data, "raster")
    assert found is None or found[1] in (b"image/png", b"image/jpeg", b"image/webp")
