"""Rasters of land cover and slope: read apart, kept as classes with speeds, and felt by travel."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel
from pocplanner.commands import mission
from pocplanner.commands.terrain import keep, look
from pocplanner.model.guard import Audience
from pocplanner.model.terrain import GroundClass, Terrain
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem, Words
from tests.analysis.makers import a_community
from tests.analysis.test_travel import a_post, a_road

rasterio = pytest.importorskip("rasterio", reason="rasterio is not installed here")

#: Kesso lies at 10° E 5° N, the base twenty kilometres east of it.
WEST, NORTH, CELL = 9.0, 6.0, 0.01


def corner(west: float, north: float, cell: float) -> Any:
    return rasterio.Affine(cell, 0, west, 0, -cell, north)


def a_raster(path: Path, values: np.ndarray, **changes: Any) -> Path:
    """A GeoTIFF of these values, its north-west corner at 9° E 6° N."""
    held = {
        "driver": "GTiff", "height": values.shape[0], "width": values.shape[1], "count": 1,
        "dtype": values.dtype, "crs": "EPSG:4326", "transform": corner(WEST, NORTH, CELL),
    }  # fmt: skip
    with rasterio.open(path, "w", **(held | changes)) as file:
        file.write(values, 1)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Any:
    made = mission.create(tmp_path / "m.pocplan", "M", None, "Tester")
    with made.edit("edit.record.add"):
        made.put(a_community(), a_post(20), a_road((0, 70), (20, 70)))
    yield made
    made.close()


def loaded(project: Project, path: Path, measure: str = "land_cover") -> Any:
    found = finish(look(project.snapshot(), path, measure))
    return keep(project, found, path.stem, measure, "en")


def minutes(project: Project, condition: Condition | None = None, by: str = "vehicle") -> float:
    snapshot = project.snapshot()
    found = finish(travel(snapshot, condition or Condition(), Assumptions(), by))
    return float(found.matrix[0, found.places.index("kesso")])


def test_land_cover_sets_the_speed_off_the_ways(project: Project, tmp_path: Path) -> None:
    assert minutes(project) == pytest.approx(20 / 6 * 60, rel=0.03)
    whole = np.full((200, 200), 30, np.uint8)
    ground, classes = loaded(project, a_raster(tmp_path / "cover.tif", whole))
    assert [(c.code, c.name, c.kmh, c.share_percent) for c in classes] == [
        (30, "Grassland", 8, 100)
    ]
    assert minutes(project) == pytest.approx(20 / 8 * 60, rel=0.03)
    # Rain slows it as it slows open ground elsewhere.
    wet = minutes(project, Condition("wet", "day"))
    assert wet == pytest.approx(20 / (8 / 3) * 60, rel=0.03)
    assert ground.rows * ground.columns <= 200 * 200


def test_a_speed_that_a_person_edits_counts_and_undo_takes_the_raster_away(
    project: Project, tmp_path: Path
) -> None:
    before = minutes(project)
    _, (one,) = loaded(project, a_raster(tmp_path / "c.tif", np.full((200, 200), 30, np.uint8)))
    with project.edit("edit.record.change"):
        project.put(one.model_copy(update={"kmh": 4.0}))
    assert minutes(project) == pytest.approx(20 / 4 * 60, rel=0.03)
    project.undo()
    project.undo()
    assert not project.all(Terrain) and not project.all(GroundClass)
    assert minutes(project) == before


def test_water_stops_wheels_and_feet_and_no_data_changes_nothing(
    project: Project, tmp_path: Path
) -> None:
    dry = minutes(project)
    lake = np.zeros((200, 200), np.uint8)
    lake[:, 105:112] = 80
    loaded(project, a_raster(tmp_path / "lake.tif", lake, nodata=0.0))
    assert minutes(project) > 2 * dry or minutes(project) == np.inf
    assert minutes(project, by="foot") > 20 / 2.6 * 60


def test_slope_slows_whatever_the_ground_is(project: Project, tmp_path: Path) -> None:
    flat = minutes(project)
    steep = np.full((200, 200), 12.0, np.float32)
    _, classes = loaded(project, a_raster(tmp_path / "slope.tif", steep), "slope")
    assert [(c.code, c.factor) for c in classes] == [(3, 0.55)]
    assert minutes(project) == pytest.approx(flat / 0.55, rel=0.02)


def test_a_raster_in_metres_lies_where_it_lies(project: Project, tmp_path: Path) -> None:
    from rasterio.warp import transform

    (west, east), (south, north) = transform("EPSG:4326", "EPSG:32632", [9.2, 10.8], [4.2, 5.8])
    cell, high, wide = 1000.0, 170, 170
    x, y = np.meshgrid(
        west + (np.arange(wide) + 0.5) * cell, north - (np.arange(high) + 0.5) * cell
    )
    assert east > west and south < north
    lon, _ = transform("EPSG:32632", "EPSG:4326", x.ravel().tolist(), y.ravel().tolist())
    water = (np.array(lon) > 10.05) & (np.array(lon) < 10.12)
    values = np.where(water, 80, 30).astype(np.uint8).reshape(high, wide)
    metres = a_raster(tmp_path / "m.tif", values, crs="EPSG:32632",
                      transform=corner(west, north, cell))  # fmt: skip
    found = finish(look(project.snapshot(), metres, "land_cover"))
    column = int((10.085 - found.west) / found.d_lon)
    row = int((found.north - 5.0) / found.d_lat)
    assert found.cells[row, column] == 80
    assert found.cells[row, int((10.02 - found.west) / found.d_lon)] == 30


def test_a_large_raster_is_taken_coarser_and_says_so(project: Project, tmp_path: Path) -> None:
    fine = np.full((3000, 3000), 10, np.uint8)
    path = a_raster(tmp_path / "fine.tif", fine, transform=corner(9.4, 5.6, 0.0004),
                    compress="deflate")  # fmt: skip
    found = finish(look(project.snapshot(), path, "land_cover"))
    assert found.coarser and found.points == 9_000_000
    assert found.cells.size <= 2_000_000 and set(found.cells.ravel()) <= {0, 10}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_cannot_be_used_is_said_and_nothing_is_kept(
    project: Project, tmp_path: Path, language: str
) -> None:
    cover = np.full((50, 50), 30, np.uint8)
    (tmp_path / "picture.tif").write_bytes(b"\x89PNG not a raster")
    (tmp_path / "cut.tif").write_bytes(b"II*\x00" + bytes(40))
    away = a_raster(tmp_path / "away.tif", cover, transform=corner(60, 40, 0.01))
    bare = a_raster(tmp_path / "bare.tif", cover, crs=None)
    none = a_raster(tmp_path / "none.tif", np.zeros((200, 200), np.uint8), nodata=0)
    height = a_raster(tmp_path / "height.tif", np.full((200, 200), 900, np.float32))
    index = a_raster(tmp_path / "index.tif", np.linspace(0, 0.9, 40_000).reshape(200, 200))
    complex_ = a_raster(tmp_path / "complex.tif", np.full((200, 200), 30, np.complex64))
    photo = a_raster(tmp_path / "photo.tif", np.full((200, 200), 30, np.uint8), count=3,
                     photometric="RGB")  # fmt: skip
    undeclared = a_raster(
        tmp_path / "undeclared.tif", np.where(np.eye(200) > 0, -9999, 12).astype(np.float32)
    )
    many = a_raster(tmp_path / "many.tif", np.arange(40_000).reshape(200, 200).astype(np.uint16))
    for path, measure, key in (
        (tmp_path / "picture.tif", "land_cover", "import_raster_not_tiff"),
        (tmp_path / "cut.tif", "land_cover", "import_raster_broken"),
        (away, "land_cover", "import_raster_elsewhere"),
        (bare, "land_cover", "import_raster_no_system"),
        (none, "land_cover", "import_raster_nothing"),
        (height, "slope", "import_raster_not_slope"),
        (many, "land_cover", "import_raster_not_classes"),
        (index, "land_cover", "import_raster_not_classes"),
        (complex_, "land_cover", "import_raster_complex"),
        (photo, "land_cover", "import_raster_picture"),
        (undeclared, "slope", "import_raster_not_slope"),
        (away, "height", "travel.raster_measure"),
    ):
        with pytest.raises(Problem) as refused:
            loaded(project, path, measure)
        assert refused.value.key == key
        assert "{" not in Words(language).problem(refused.value)
    assert not project.all(Terrain)


def test_a_raster_leaves_the_mission_with_no_paper_and_moves_with_no_exercise(
    project: Project, tmp_path: Path
) -> None:
    from pocplanner.analysis.sharing import view
    from tests.analysis.makers import AS_OF

    loaded(project, a_raster(tmp_path / "c.tif", np.full((200, 200), 30, np.uint8)))
    outside = set(Audience) - {Audience.CORE, Audience.COMMAND, Audience.MISSION, Audience.EXERCISE}
    for audience in outside:
        shown = view(project.snapshot(), audience, AS_OF).snapshot
        assert not any(t.cells for t in shown.all(Terrain))
        assert not any(c.kmh for c in shown.all(GroundClass))


def test_a_raster_whose_cells_do_not_fit_is_refused(project: Project) -> None:
    with pytest.raises(ValueError, match="not as many"):
        Terrain(name="x", rows=3, columns=3, cells=b"eJw=")


@pytest.mark.parametrize(
    "transform",
    [
        corner(WEST, NORTH, CELL),
        # On its head: the first row is the southernmost.
        rasterio.Affine(CELL, 0, WEST, 0, CELL, NORTH - 2),
        # Turned about its corner, and mirrored.
        rasterio.Affine(0.9 * CELL, -0.4 * CELL, WEST, -0.4 * CELL, -0.9 * CELL, NORTH),
        rasterio.Affine(-CELL, 0, WEST + 2, 0, -CELL, NORTH),
    ],
    ids=["plain", "headlong", "turned", "mirrored"],
)
def test_a_raster_lies_where_it_lies_however_it_is_turned(
    project: Project, tmp_path: Path, transform: Any
) -> None:
    dice = np.random.default_rng(5)
    values = np.kron(dice.integers(1, 60, (20, 20)), np.ones((10, 10))).astype(np.uint8)
    path = a_raster(tmp_path / "a.tif", values, transform=transform)
    found = finish(look(project.snapshot(), path, "land_cover"))
    rows, columns = found.cells.shape
    right = 0
    for row, column in dice.integers(0, (rows, columns), (400, 2)).tolist():
        lon = found.west + (column + 0.5) * found.d_lon
        lat = found.north - (row + 0.5) * found.d_lat
        back = ~transform
        x = back.a * lon + back.b * lat + back.c
        y = back.d * lon + back.e * lat + back.f
        inside = 0 <= x < 200 and 0 <= y < 200
        right += int(found.cells[row, column]) == (int(values[int(y), int(x)]) if inside else 0)
    assert right >= 396, "but for cells on the very edge of a block"


def test_a_scaled_slope_is_read_in_degrees(project: Project, tmp_path: Path) -> None:
    path = a_raster(tmp_path / "s.tif", np.full((200, 200), 1200, np.int16))
    with rasterio.open(path, "r+") as file:
        file.scales = (0.01,)
    _, classes = loaded(project, path, "slope")
    assert [(one.code, one.share_percent) for one in classes] == [(3, 100)], "twelve degrees"


def test_a_raster_counts_where_no_road_is_loaded(project: Project, tmp_path: Path) -> None:
    with project.edit("edit.record.remove"):
        project.drop(a_road((0, 70), (20, 70)))
    assert minutes(project) == pytest.approx(84, rel=0.01), "twenty kilometres, straight"
    loaded(project, a_raster(tmp_path / "c.tif", np.full((400, 400), 30, np.uint8)))
    snapshot = project.snapshot()
    found = finish(travel(snapshot, Condition(), Assumptions()))
    trip = found.best("kesso")
    # Grass at eight kilometres an hour, over the ground and no longer straight lines.
    assert trip is not None and trip.minutes is not None and trip.basis == "grid"
    assert trip.minutes.likely == pytest.approx(150, rel=0.03)
    assert "travel.remark.terrain" in [said.key for said in found.remarks]
    assert "travel.remark.straight" not in [said.key for said in found.remarks]
