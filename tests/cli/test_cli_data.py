"""The command that writes layers for other programs, as a terminal meets it."""

import json
from pathlib import Path

from pocplanner.cli.terminal import NOT_DONE, OK
from tests.formats.geodata_made import kml, placemark
from tests.journeys.terminal import Terminal


def test_a_folder_of_a_kml_comes_in_and_leaves_as_a_layer(run: Terminal, tmp_path: Path) -> None:
    file, given, out = tmp_path / "x.pocplan", tmp_path / "given.kml", tmp_path / "out.geojson"
    given.write_bytes(
        kml(
            f"<Folder><name>Camps</name>{placemark('Malo')}</Folder>"
            f"<Folder><name>Wells</name>{placemark('Deep well', 22)}</Folder>"
        )
    )
    assert run("new", file, "--name", "M", "--open").code == OK
    taken = run("import", file, given, "--layer", "Camps", "--as", "communities")
    assert taken.code == OK and "layer Camps" in taken.out
    done = run("export-data", file, "--layers", "all", "--audience", "mission", "--out", out)
    assert done.code == OK and "communities 1" in done.out
    (feature,) = json.loads(out.read_bytes())["features"]
    assert feature["properties"]["name"] == "Malo"
    assert feature["geometry"] == {"type": "Point", "coordinates": [21.0, 7.0]}
    assert "data layers" in run("log", file, "--last", "1").out


def test_only_the_rows_that_are_named_leave(run: Terminal, tmp_path: Path) -> None:
    file, given, out = tmp_path / "x.pocplan", tmp_path / "towns.csv", tmp_path / "out.geojson"
    given.write_text("name,lat,lon,population\nKemba,7,21,10\nOstra,7.1,21,20\n", encoding="utf-8")
    run("new", file, "--name", "M", "--open")
    run("import", file, given)
    base = ("export-data", file, "--layers", "places", "--audience", "core", "--out", out)
    assert "places 2" in run(*base).out
    ids = [f["properties"]["key"] for f in json.loads(out.read_bytes())["features"]]
    assert "places 1" in run(*base, "--ids", ids[0]).out
    (tmp_path / "ids.txt").write_text(f"{ids[0]}\n{ids[1]}\n", encoding="utf-8")
    assert "places 2" in run(*base, "--ids", f"@{tmp_path / 'ids.txt'}").out
    for wrong in ("@nowhere.txt", ","):
        done = run(*base, "--ids", wrong)
        assert done.code == NOT_DONE and "Nothing was written" in done.err


def test_layers_and_events_are_filtered_by_their_columns(run: Terminal, tmp_path: Path) -> None:
    file, given, out = tmp_path / "x.pocplan", tmp_path / "towns.csv", tmp_path / "out.geojson"
    given.write_text("name,lat,lon,population\nKemba,7,21,10\nOstra,7.1,21,20\n", encoding="utf-8")
    run("new", file, "--name", "M", "--open")
    run("import", file, given)
    base = ("export-data", file, "--layers", "places", "--audience", "core", "--out", out)
    for where, left in (
        ("places.name=OSTRA", 1), ("places.name~kem", 1), ("places.population=15..", 1),
        ("places.population=..30", 2), ("places.name=Kemba;Ostra", 2),
    ):  # fmt: skip
        assert f"places {left}" in run(*base, "--where", where).out, where
    for wrong in ("places.weather=1", "roads.name=x", "places.name"):
        done = run(*base, "--where", wrong)
        assert done.code == NOT_DONE and "Nothing was written" in done.err


def test_what_cannot_be_exported_is_one_sentence(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.pocplan"
    run("new", file, "--name", "M", "--open")
    for layers, name in (("weather", "a.csv"), ("all", "a.csv"), ("places", "a.docx")):
        done = run("export-data", file, "--layers", layers, "--audience", "core", "--out", name)
        assert done.code == NOT_DONE and "Nothing was written" in done.err
        assert not (tmp_path / name).exists()


def test_a_row_that_is_refused_twice_for_one_reason_is_one_row_and_one_sentence(
    run: Terminal, tmp_path: Path
) -> None:
    file, given = tmp_path / "x.pocplan", tmp_path / "initiatives.csv"
    given.write_text(
        'title,origin,marks\nLamps,local,"answers_requests: yes; locally_developed: yes"\n',
        encoding="utf-8",
    )
    run("new", file, "--name", "M", "--open")
    said = run("import", file, given, "--as", "initiatives").out
    assert "Refused rows: 1" in said and said.count("A mark needs what shows it") == 1
