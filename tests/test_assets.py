"""What travels with the program for maps and print: there, licensed, whole and small enough."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from shapely import Point
from shapely.geometry import shape

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@pytest.fixture(scope="module")
def world() -> dict[str, dict]:
    text = (RESOURCES / "basemap/world.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    return {f["properties"]["name"] or f["properties"]["code"]: f for f in features}


def test_the_base_map_is_small_enough_to_be_drawn_at_once() -> None:
    assert (RESOURCES / "basemap/world.geojson").stat().st_size <= 1_500_000


def test_no_line_of_the_base_map_runs_across_the_whole_world(world: dict[str, dict]) -> None:
    bars = []
    for name, feature in world.items():
        for part in feature["geometry"]["coordinates"]:
            for ring in part if feature["geometry"]["type"] == "MultiPolygon" else [part]:
                assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring), name
                bars += [
                    (name, a, b)
                    for a, b in pairwise(ring)
                    if abs(a[0] - b[0]) > 180 and min(a[1], b[1]) > -90
                ]
    assert bars == []


def test_every_country_of_the_base_map_is_a_valid_shape(world: dict[str, dict]) -> None:
    assert len(world) > 230
    assert [name for name, f in world.items() if not shape(f["geometry"]).is_valid] == []


def test_capitals_lie_in_their_countries(world: dict[str, dict]) -> None:
    capitals = {
        "Central African Rep.": (18.56, 4.37),
        "Dem. Rep. Congo": (15.33, -4.34),
        "Fiji": (178.0, -17.8),
        "Mali": (-7.99, 12.65),
        "Russia": (37.62, 55.75),
        "S. Sudan": (31.58, 4.86),
    }
    for name, (lon, lat) in capitals.items():
        assert shape(world[name]["geometry"]).covers(Point(lon, lat)), name


def test_borders_in_dispute_are_marked_and_others_are_not(world: dict[str, dict]) -> None:
    disputed = shape(world["disputed"]["geometry"])
    assert disputed.distance(Point(-10.0, 27.66)) < 0.1  # Western Sahara
    assert disputed.distance(Point(28.0, 9.6)) < 1  # Sudan and South Sudan
    assert disputed.distance(Point(76.0, 34.7)) < 1  # Jammu and Kashmir
    assert disputed.distance(Point(22.9, 10.9)) > 0.5
    assert disputed.distance(Point(70.5, 27.0)) > 3  # India and Pakistan further south


def test_borders_are_lines_between_countries_and_no_coast(world: dict[str, dict]) -> None:
    borders = shape(world["borders"]["geometry"])
    assert borders.distance(Point(22.9, 10.9)) < 1  # between Chad and the Central African Republic
    assert borders.distance(Point(47.0, -20.0)) > 5  # Madagascar has none


@pytest.mark.parametrize(
    "licence",
    [
        "basemap/README.md",
        "fonts/LICENSE-DejaVu",
        "fonts/LICENSE-NotoSansEthiopic",
        "map/LICENSE-leaflet",
        "signs/LICENSE-milsymbol",
    ],
)
def test_what_others_made_travels_with_its_terms(licence: str) -> None:
    assert "permi" in (RESOURCES / licence).read_text(encoding="utf-8").lower()


@pytest.mark.parametrize(
    ("font", "texts"),
    [
        ("DejaVuSans.ttf", "Éœ’–− Жы بي ≥●▲"),
        ("DejaVuSans-Bold.ttf", "Éœ’–− Жы بي ≥●▲"),
        ("DejaVuSans-Oblique.ttf", "Éœ’–− Жы ≥●▲"),
        ("DejaVuSans-BoldOblique.ttf", "Éœ’–− Жы ≥●▲"),
        ("DejaVuSansMono.ttf", "Éœ’–− Жы بي ≥"),
        ("NotoSansEthiopic-Regular.ttf", "ሀለሐ"),
    ],
)
def test_the_fonts_hold_the_letters_that_names_are_written_in(font: str, texts: str) -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    known = TTFont("known", str(RESOURCES / "fonts" / font)).face.charToGlyph
    assert [c for c in texts if c != " " and ord(c) not in known] == []


def test_the_map_script_is_the_published_one() -> None:
    script = (RESOURCES / "map/leaflet.js").read_text(encoding="utf-8")
    assert "Leaflet 1.9.4" in script
    assert (RESOURCES / "map/images/marker-icon.png").read_bytes().startswith(b"\x89PNG")
