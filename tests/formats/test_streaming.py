"""Files of features read piece by piece: wherever a piece ends, the features are the same."""

import io
import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.formats.reader import (
    geodata_gpx,
    geodata_kml,
    geodata_store,
    geodata_xml,
    geojson,
    geojson_text,
)
from pocplanner.formats.reader.geodata_features import Loaded
from pocplanner.formats.reader.geodata_rows import Rows
from pocplanner.formats.reader.geodata_store import Features
from pocplanner.formats.reader.geodata_survey import Survey
from pocplanner.formats.reader.wire import Unreadable
from tests.formats.geodata_made import gpx, kml, placemark

_MORE = (
    "<styleUrl>#red</styleUrl><TimeSpan><begin>2026-01-02</begin><end>2026-01-05</end></TimeSpan>"
    '<ExtendedData><Data name="deaths"><displayName>Dead</displayName><value>3</value></Data>'
    '<SchemaData schemaUrl="#s"><SimpleData name="side">Ash &amp; Co</SimpleData></SchemaData>'
    "</ExtendedData><description><![CDATA[<b>Two</b> wells</Placemark>]]></description>"
)
DOCUMENT = kml(
    '<Style id="red"><LineStyle><color>ff0000ff</color></LineStyle></Style>'
    '<Schema name="s" id="s"><SimpleField type="string" name="side"/></Schema>'
    f"{placemark('Bare')}<!-- <Placemark> --><Folder><name>Camps</name>"
    f"{placemark('Malo', more=_MORE)}<Folder>{placemark('Sere', 22)}<name>Old</name></Folder>"
    "<NetworkLink><Link><href>x.kml</href></Link></NetworkLink></Folder><Folder/>"
    "<Placemark id='p9'><name>Both</name><MultiGeometry><Point><coordinates>21,7</coordinates>"
    "</Point><LineString><coordinates>21,7 22,8</coordinates></LineString></MultiGeometry>"
    "</Placemark><GroundOverlay/>"
)


def loaded(made: Loaded) -> tuple[list[dict[str, Any]], Any]:
    """Features and notes as plain values."""
    return [json.loads(json.dumps(f, default=np.ndarray.tolist)) for f in made.features], made.notes


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 50, 1 << 18])
def test_a_kml_is_the_same_wherever_its_pieces_end(
    monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(geodata_xml, "_PIECE", piece)
    features, notes = loaded(geodata_kml.load(io.BytesIO(DOCUMENT)))
    assert [(f["properties"]["name"], f["layer"]) for f in features] == [
        ("Bare", ""),
        ("Malo", "Camps"),
        ("Sere", "Camps/Old"),
        ("Both", ""),
        ("Both", ""),
    ]
    assert features[1]["properties"] == {
        "name": "Malo",
        "description": "Two wells",
        "date": "2026-01-02",
        "date_end": "2026-01-05",
        "deaths": "3",
        "side": "Ash & Co",
    }
    assert [f.get("id", "") for f in features] == ["", "", "", "p9", "p9"]
    assert [f["geometry"]["type"] for f in features[3:]] == ["Point", "LineString"]
    assert [n[:2] for n in notes] == [
        ["html_as_text", 1],
        ["network_links", 1],
        ["overlays_left_out", 1],
    ]


_NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8).map(str.strip)


@st.composite
def _folders(draw: st.DrawFn, depth: int = 0) -> str:
    """Placemarks and folders, one in another."""
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        if depth < 3 and draw(st.booleans()):
            name = draw(st.sampled_from(["A", "B b", ""]))
            inner, called = draw(_folders(depth + 1)), f"<name>{name}</name>"
            parts.append(f"<Folder>{inner}{called}</Folder>" if draw(st.booleans()) else
                         f"<Folder>{called}{inner}</Folder>")  # fmt: skip
        else:
            parts.append(placemark(f"P{draw(st.integers(0, 99))}", draw(st.integers(-180, 180))))
    return "".join(parts)


def _by_tree(node: Element, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """The same of a whole tree: name, folders, coordinates."""
    space = "{http://www.opengis.net/kml/2.2}"
    for inner in node:
        if inner.tag == space + "Placemark":
            at = inner.findtext(f"{space}Point/{space}coordinates") or ""
            yield inner.findtext(space + "name") or "", "/".join(path), at
        elif inner.tag in {space + "Document", space + "Folder"}:
            of_folder = inner.tag == space + "Folder"
            name = (inner.findtext(space + "name") or "").strip() if of_folder else ""
            yield from _by_tree(inner, (*path, name) if name else path)


@settings(max_examples=60, deadline=None)
@given(_folders(), st.integers(1, 300))
def test_any_folders_are_those_of_the_whole_tree(inner: str, piece: int) -> None:
    text = kml(inner)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geodata_xml, "_PIECE", piece)
        found = [
            (f["properties"].get("name", ""), f["layer"], f["geometry"]["coordinates"])
            for f in geodata_kml.load(io.BytesIO(text)).features
        ]
    meant = [
        (name, layer, [float(n) for n in at.split(",")[:2]])
        for name, layer, at in _by_tree(fromstring(text))
    ]
    assert found == meant


@pytest.mark.parametrize("piece", [1, 5, 1 << 18])
def test_a_gpx_is_the_same_wherever_its_pieces_end(
    monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    text = gpx(
        '<metadata><name>M</name></metadata><wpt lat="7" lon="21"><name>Malo</name></wpt>'
        '<trk><name>Way</name><trkseg><trkpt lat="7" lon="21"/><trkpt lat="8" lon="22"/></trkseg>'
        "</trk>"
    )
    whole = loaded(geodata_gpx.load(io.BytesIO(text)))
    monkeypatch.setattr(geodata_xml, "_PIECE", piece)
    assert loaded(geodata_gpx.load(io.BytesIO(text))) == whole
    assert [f["layer"] for f in whole[0]] == ["waypoints", "tracks"]


@pytest.mark.parametrize("piece", [1, 1 << 18])
@pytest.mark.parametrize(
    ("text", "key"),
    [
        (b"<!DOCTYPE kml [<!ENTITY a 'aa'>]><kml>&a;</kml>", "import_xml_declares"),
        (b"<!DOCTYPE kml SYSTEM 'http://x.invalid/a.dtd'><kml/>", "import_xml_declares"),
        (b"<kml><Placemark>&nbsp;</Placemark></kml>", "import_xml_broken"),
        (b"<kml><Placemark></kml>", "import_xml_broken"),
        (b"<kml>" + b"<MultiGeometry>" * 80 + b"</MultiGeometry>" * 80, "import_too_deep"),
        (b"<kml>" + b"<Folder>" * 80 + b"</Folder>" * 80 + b"</kml>", "import_too_deep"),
    ],
)
def test_hostile_xml_is_refused_wherever_its_pieces_end(
    monkeypatch: pytest.MonkeyPatch, piece: int, text: bytes, key: str
) -> None:
    monkeypatch.setattr(geodata_xml, "_PIECE", piece)
    with pytest.raises(Unreadable) as found:
        geodata_kml.load(io.BytesIO(text))
    assert found.value.key == key


def test_a_prefix_that_nobody_declared_is_no_hindrance() -> None:
    text = b"<kml:kml><kml:Placemark><kml:name>A</kml:name><kml:Point><kml:coordinates>1,2"
    text += b"</kml:coordinates></kml:Point><gx:x/></kml:Placemark></kml:kml>"
    (feature,) = geodata_kml.load(io.BytesIO(text)).features
    assert feature["properties"] == {"name": "A"}
    assert feature["geometry"]["coordinates"] == [1.0, 2.0]


_VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=12)
_POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(
    lambda p: {"type": "Point", "coordinates": list(p)}
)
_FEATURES = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.just("Feature"),
            "geometry": st.none() | _POINTS,
            "properties": st.dictionaries(st.text(max_size=6), _VALUES, max_size=4),
        }
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(_FEATURES, st.integers(1, 80), st.booleans(), st.sampled_from(["utf-8", "utf-16"]))
def test_a_geojson_is_the_same_wherever_its_pieces_end(
    features: list[dict[str, Any]], piece: int, plain: bool, encoding: str
) -> None:
    whole = {"type": "FeatureCollection", "n": 12, "features": features, "last": 3}
    text = json.dumps(whole, ensure_ascii=plain, indent=None if plain else 1)
    data = text.encode(encoding, "surrogatepass")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geojson_text, "_PIECE", piece)
        try:
            found = list(geojson.load(io.BytesIO(data)).features)
        except Unreadable as error:
            assert error.key == "import_encoding_wrong"
            return
    told = [(f.get("geometry"), f["properties"]) for f in found]
    assert told == [(f["geometry"], f["properties"]) for f in features] or all(
        "layer" in f["properties"] and "key" in f["properties"] for f in features
    )


@pytest.mark.parametrize("text", ['{"type":"FeatureCollection","features":[{"a":1}', '{"a"', "{}x"])
def test_a_geojson_that_is_cut_off_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(geojson_text, "_PIECE", 4)
    with pytest.raises(Unreadable):
        geojson.load(io.BytesIO(text.encode()))


def test_features_on_hold_come_back_as_they_went_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geodata_store, "_TOGETHER", 3)
    monkeypatch.setattr(geodata_store, "_LIGHT", 60)
    line = {"type": "LineString", "coordinates": np.zeros((7, 2))}
    given = [
        {"geometry": {"type": "Point", "coordinates": [n, 1.5]}, "properties": {"n": n, "t": "é"}}
        for n in range(20)
    ]
    given[7] = {"geometry": line, "properties": {"n": 7}}
    held = Features(given)
    assert len(held) == 20 and list(held) == given and list(held) == given
    held.each(lambda f: {**f, "layer": "x"})
    held.keep(lambda f: int(f["properties"]["n"]) < 5)
    assert len(held) == 5 and [f["layer"] for f in held] == ["x"] * 5
    assert "layer" not in given[0]


def test_rows_know_their_key_by_all_features() -> None:
    def rows_of(*told: dict[str, Any]) -> Rows:
        shape = {"type": "Point", "coordinates": [1, 2]}
        held = Features({"geometry": shape, "properties": t, "id": n} for n, t in enumerate(told))
        return Rows(held, Survey(held))

    def keys(rows: Rows) -> list[str]:
        return [row[0] for _, batch in rows.batches(10) for row in batch][1:]

    assert keys(rows_of({"uuid": "a"}, {"uuid": "b"})) == ["a", "b"]
    assert keys(rows_of({"uuid": "a", "id": 1}, {"uuid": "a", "id": 2})) == ["1", "2"]
    assert keys(rows_of({"uuid": "a"}, {"uuid": ""})) == ["0", "1"]
