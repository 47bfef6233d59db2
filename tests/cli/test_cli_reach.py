"""The command `reach`, as a terminal meets it."""

from pathlib import Path

import pytest

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from tests.journeys.terminal import Terminal


def test_every_place_has_its_verdict_and_what_it_rests_on(run: Terminal, sample: Path) -> None:
    done = run("reach", sample)
    assert done.code == ATTENTION
    assert "Kameundo: help comes too late by 13 h 00" in done.out
    assert "entered by a person" in done.out
    assert "computed, nobody entered one (mostly over ground whose speed is guessed)" in done.out
    assert "What takes longest is decision" in done.out
    # What must be looked at first stands first.
    assert done.out.index("too late by") < done.out.index("may come too late")


def test_each_percent_has_its_interval_its_guesses_and_why_it_is_not_enough(
    run: Terminal, sample: Path
) -> None:
    told = run("reach", sample)
    assert "Behind each percent in brackets" in told.out
    for place in run("reach", sample, "--json").json["places"]:
        text = " ".join(place["text"])
        once = place["once_out"]
        if once is None:
            continue
        assert "attack" in once["guessed"] and "how long the attack lasts" in text
        assert once["costliest"] in once["gains"]
        assert "Once the alert is out, what costs most is" in text
        if place["state"] != "sufficient":
            assert place["reasons"] and place["reasons"][0] in text
        if any(one["guessed"] for one in place["called"]):
            assert "Guessed for the alert, not counted" in text


def test_season_and_night_change_the_answer(run: Terminal, sample: Path) -> None:
    day = run("reach", sample, "--json").json
    night = run("reach", sample, "--season", "wet", "--night", "--json").json
    assert (day["season"], day["light"]) == ("dry", "day")
    assert (night["season"], night["light"]) == ("wet", "night")
    gaps = [{p["place"]: p["gap"]["likely"] for p in told["places"] if p["gap"]}
            for told in (day, night)]  # fmt: skip
    both = set(gaps[0]) & set(gaps[1])
    assert both and all(gaps[1][p] >= gaps[0][p] for p in both)


def test_a_program_reads_verdict_basis_and_the_costliest_link(run: Terminal, sample: Path) -> None:
    told = run("reach", sample, "--json").json
    assert told["assumptions"] and len(told["places"]) > 20
    for place in told["places"]:
        assert place["text"] and place["name"]
        if place["gap"]:
            assert place["response"] and place["warning"] and place["costliest"]
            assert place["entered"] == (place["basis"] == "entered")
        if place["verdict"] == "guessed":
            assert place["response"] is None


def test_without_a_post_there_is_a_sentence_and_no_answer(run: Terminal, tmp_path: Path) -> None:
    assert run("new", "m.pocplan", "--name", "M", "--open").code == OK
    done = run("reach", "m.pocplan")
    assert done.code == NOT_DONE
    assert "No post of the mission has a position yet" in done.err


def test_a_season_that_does_not_exist_is_told_in_a_sentence(run: Terminal, sample: Path) -> None:
    done = run("reach", sample, "--season", "spring")
    assert done.code == NOT_DONE
    assert done.err.startswith("There is no season “spring”: choose dry or wet.")


def test_a_raster_is_loaded_and_its_table_is_told(
    run: Terminal, sample: Path, tmp_path: Path
) -> None:
    import shutil

    import numpy as np

    rasterio = pytest.importorskip("rasterio", reason="rasterio is not installed here")
    file = tmp_path / "m.pocplan"
    shutil.copy(sample, file)
    west = run("info", file, "--json").json
    assert west["events"]
    path = tmp_path / "world.tif"
    world = rasterio.Affine(1, 0, -180, 0, -1, 90)
    with rasterio.open(path, "w", driver="GTiff", height=180, width=360, count=1, dtype="uint8",
                       crs="EPSG:4326", transform=world) as made:  # fmt: skip
        made.write(np.full((180, 360), 10, np.uint8), 1)
    done = run("terrain", file, path, "--as", "land_cover")
    assert done.code == OK
    assert "10: Tree cover, 100 % of it, 2 km/h" in done.out
    assert "The speeds are proposals" in done.out
    assert "speeds come from a raster for 100 % of the ground" in run("reach", file).out
    assert run("undo", file).code == OK
    assert "speeds come from a raster" not in run("reach", file).out
