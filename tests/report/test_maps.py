"""Still maps: what they show, what stands on them, and that nothing outside leaks in."""

from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from pocplanner.analysis.assess import assess
from pocplanner.model.guard import Audience
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.report.blocks import Figure, Heading
from pocplanner.report.map_labels import Placing, Wanted
from pocplanner.report.map_layers import ground
from pocplanner.report.map_view import bar_km, degrees, rounded_scale, ticks, view_of
from pocplanner.report.outline_desk import Layout
from pocplanner.report.pdf import write_pdf
from pocplanner.report.pictures import Layer, MapPicture, MapWords, Shape
from tests.analysis.makers import AS_OF, a_mission
from tests.report.demo import HOSTILE, a_map
from tests.report.test_pdf import a_document, flat, pages


def printed(tmp_path: Path, picture: MapPicture, language: str = "en") -> str:
    path = tmp_path / "map.pdf"
    document = a_document(Heading("One"), Figure(picture, "Map"), language=language)
    write_pdf(document, path)
    return flat(" ".join(pages(path)[2:]))


def test_a_map_carries_all_that_belongs_to_a_map(tmp_path: Path) -> None:
    text = printed(tmp_path, a_map())
    for said in (
        "Legend", "N ", " km", "1:", "1 March 2024", "Invented data set, release 3",
        "do not imply official endorsement", "Community", "Event, place known roughly",
        "Threat: Very high", "29°W", "Halisk",
    ):  # fmt: skip
        assert said in text


def test_a_french_map_speaks_french(tmp_path: Path) -> None:
    text = printed(tmp_path, a_map(french=True), "fr").replace("\xa0", " ")
    for said in ("Légende", "Menace : Très élevé", "29°O", "n'impliquent ni"):
        assert said in text


def test_the_legend_lists_only_what_is_in_view(tmp_path: Path) -> None:
    text = printed(tmp_path, a_map())
    assert "NOT IN VIEW" not in text
    assert "far away" not in text


def test_bands_that_no_threat_has_are_not_in_the_legend(tmp_path: Path) -> None:
    layer = Layer("symbol", (Shape(Point(1, 1), mark="high"),), "threat", "Threat")
    text = printed(tmp_path, MapPicture((layer,), bounds=(0, 0, 2, 2)))
    assert "Threat: High" in text
    assert "Low" not in text


def test_what_lies_outside_the_view_changes_no_byte(tmp_path: Path) -> None:
    """A reader of the file cannot tell that a hidden place lies outside the map."""
    inside = Layer("symbol", (Shape(Point(1, 1), "Besh"),), "community", "Community")
    both = Layer("symbol", (*inside.shapes, Shape(Point(5, 5), "Hidden")), "community", "Community")
    files = []
    for at, layer in enumerate((inside, both)):
        path = tmp_path / f"{at}.pdf"
        picture = MapPicture((layer,), bounds=(0, 0, 2, 2))
        write_pdf(a_document(Figure(picture, "Map")), path)
        files.append(path.read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize("picture", [
    MapPicture(()),
    MapPicture((Layer("point", (Shape(Point(1, 1)),), "event", "E"),)),
    MapPicture((Layer("line", (Shape(LineString([(0, 0), (0, 0)])),), "road", "R"),)),
    MapPicture((Layer("area", (Shape(Polygon([(0, 0), (1, 1), (0, 1), (1, 0)])),), "area", "A"),)),
    MapPicture((Layer("area", (Shape(Polygon()),), "area", "A"),)),
    MapPicture((), bounds=(179.9, -89, 180, 89)),
    MapPicture((), bounds=(20, 5, 20, 5)),
    MapPicture((Layer("area", (Shape(box(-180, -90, 180, 90)),), "country", "A"),), inset=True),
])  # fmt: skip
def test_strange_maps_are_drawn_all_the_same(tmp_path: Path, picture: MapPicture) -> None:
    assert "Figure 1. Map" in printed(tmp_path, picture)


def test_hostile_names_print_as_they_are(tmp_path: Path) -> None:
    name = HOSTILE[0]
    layer = Layer("symbol", (Shape(Point(1, 1), name),), "community", name)
    words = MapWords(legend=name, source=name, date=name, disclaimer=name)
    text = printed(tmp_path, MapPicture((layer,), bounds=(0, 0, 2, 2), words=words))
    assert text.count(name) == 6


def test_many_vertices_are_thinned_to_what_print_shows() -> None:
    view = view_of((0, 0, 1, 1), 400, 400)
    fine = Point(0.5, 0.5).buffer(0.4, quad_segs=20_000)
    thin = view.seen([fine])[0]
    assert shapely.get_num_coordinates(thin) < 400
    assert shapely.hausdorff_distance(fine.exterior, thin.exterior) * view.unit < 0.5


@given(st.floats(-170, 170), st.floats(-70, 70), st.floats(0.001, 20), st.floats(0.001, 15))
def test_a_view_holds_what_it_was_asked_for(
    lon: float, lat: float, wide: float, tall: float
) -> None:
    bounds = (lon, lat, lon + wide, lat + tall)
    view = view_of(bounds, 430, 500)
    assert view.west <= bounds[0] and view.south <= bounds[1]
    assert view.east >= bounds[2] and view.north >= bounds[3]
    assert view.height <= 500
    x, y = view.point(lon, lat)
    assert 0 <= x <= 430 and 0 <= y <= view.height


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(5, 80)), max_size=60))
def test_no_name_lies_over_another(places: list[tuple[float, float, float]]) -> None:
    placing = Placing((0, 0, 300, 200))
    wanted = [Wanted(str(i), x, y, 3, wide, 7, 6) for i, (x, y, wide) in enumerate(places)]
    boxes = [(x, y, x + name.width, y + name.height - 1.9) for name, x, y in placing.place(wanted)]
    for at, one in enumerate(boxes):
        assert one[0] >= 0 and one[2] <= 300 and one[1] >= 0 and one[3] <= 200
        for other in boxes[at + 1 :]:
            assert not (one[0] < other[2] and other[0] < one[2]
                        and one[1] < other[3] and other[1] < one[3])  # fmt: skip


def test_edges_and_scale_are_round() -> None:
    assert ticks(-28.7, -26.1) == [-28.5, -28.0, -27.5, -27.0, -26.5]
    assert ticks(10.01, 10.09)[0] == pytest.approx(10 + 1 / 60)
    assert degrees(-12.5, ("N", "S")) == "12°30′S"
    assert degrees(0, ("N", "S")) == "0°"
    assert degrees(28, ("E", "O")) == "28°E"
    assert bar_km(2.0, 100) == 50
    assert bar_km(0.02, 100) == 5000
    view = view_of((0, 0, 1, 1), 72 / 2.54 * 100, 1e6, 1.0)
    assert view.km * 1.08 == pytest.approx(72 / 2.54 * 100 / 111.195, rel=0.01)
    assert rounded_scale(72 / 0.0254 / 1000) == 1_000_000


def test_water_of_the_mission_is_drawn_and_named_on_paper() -> None:
    lake = Area(id="lake", name="Lake Ombe", hierarchy="water", shape=box(1, 1, 2, 2))
    reeds = Area(id="reeds", name="Reeds", hierarchy="swamp", shape=box(3, 1, 4, 2))
    mission = a_mission()
    assessment = finish(assess(Snapshot.of([mission, lake, reeds]), AS_OF))
    desk = Layout(Snapshot.of([mission, lake, reeds]), assessment, "en", Audience.CORE, "strategy")
    drawn = {layer.style: layer for layer in ground(desk)}
    assert drawn["water"].shapes[0].label == "Lake Ombe" and drawn["water"].legend == "Open water"
    assert drawn["swamp"].legend == "Swamp" and "flood" not in drawn
