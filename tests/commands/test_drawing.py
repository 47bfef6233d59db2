"""What is drawn on the map: a typed record at once, and one undo for each act."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.geometry import LineString

from pocplanner.commands import cutting, drawing, mission
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Coping, Journey, Mechanism, Timing
from pocplanner.model.drawn import DRAWN, MOST_PAIRS, forms, pairs, rings
from pocplanner.model.geometry import Position, distance_m
from pocplanner.model.guard import metadata
from pocplanner.model.kinds import KINDS
from pocplanner.model.places import Area, Post, Route
from pocplanner.model.record import Code, Range, Record
from pocplanner.model.vocabulary import vocabulary
from pocplanner.model.ways import Obstacle
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Problem, Words

#: A district of one degree around the invented village.
HOME = [(20.0, 5.0), (21.0, 5.0), (21.0, 6.0), (20.0, 6.0)]
SHAPES = {
    "point": [(20.5, 5.5)],
    "circle": [(20.5, 5.5), (20.6, 5.5)],
    "line": [(20.4, 5.5), (20.6, 5.5), (20.7, 5.6)],
    "area": [(20.4, 5.4), (20.6, 5.4), (20.6, 5.6)],
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An exercise with one community in one district."""
    made = mission.create(tmp_path / "drawn.pocplan", "Oloria", None, "PoC adviser")
    made._together_s = 0
    with made.edit("edit.record.add", name="Kemba"):
        made.put(
            Community(id="kemba", name="Kemba", position=Position(lon=20.5, lat=5.5)),
            Area(id="home", name="Home", shape=Polygon(HOME)),
        )
    yield made
    made.close()


def state(project: Project) -> dict[str, Record]:
    """Every record by its id."""
    return {r.id: r for r in project.snapshot()}


def sort_of(kind: type[Record]) -> str:
    """The first term of the field that says what sort a record is."""
    field = DRAWN[kind].sort
    code = metadata(kind, field, Code) if field else None
    return vocabulary(code.vocabulary).codes()[0] if code else ""


@pytest.mark.parametrize(
    ("kind", "form"),
    [(k, f) for k in DRAWN for f in forms(k)],
    ids=lambda v: getattr(v, "__name__", v),
)
def test_what_is_drawn_is_a_record_at_once_and_one_undo_takes_it_back(
    project: Project, kind: type[Record], form: str
) -> None:
    before = state(project)
    made = drawing.add(project, kind, form, SHAPES[form], "New", sort_of(kind))
    assert type(made) is kind
    assert state(project) == before | {made.id: made}
    assert getattr(made, "place_id", "kemba") == "kemba"
    assert drawing.drawn_fields(made)
    project.undo()
    assert state(project) == before


def test_every_kind_with_a_shape_can_be_drawn() -> None:
    placed = {k for k in KINDS if {"position", "shape", "line"} & set(k.model_fields)}
    # A voice stands at its place; a mast is placed from its form, since its tag comes first.
    assert {k.__name__ for k in placed - set(DRAWN)} == {"Perception", "SharedCause"}


def test_a_name_is_given_once_only(project: Project) -> None:
    made = [drawing.add(project, Post, "point", SHAPES["point"], "Post") for _ in range(3)]
    assert [r.name for r in made] == ["Post 1", "Post 2", "Post 3"]


def test_the_reach_of_a_mechanism_is_as_far_as_it_was_drawn(project: Project) -> None:
    made = drawing.add(project, Mechanism, "circle", SHAPES["circle"], "Committee", "lpc")
    assert isinstance(made, Mechanism) and made.reach_km is not None
    wanted = distance_m(Position(lon=20.5, lat=5.5), Position(lon=20.6, lat=5.5)) / 1000
    assert made.reach_km == pytest.approx(wanted, abs=0.01)
    assert drawing.set_reach(project, made.id, 3.456).reach_km == 3.46  # type: ignore[attr-defined]
    project.undo()
    assert project.get(Mechanism, made.id) == made


def test_far_from_every_place_nothing_is_added(project: Project) -> None:
    before = state(project)
    with pytest.raises(Problem, match="25 km") as told:
        drawing.add(project, Coping, "point", [(100.0, 50.0)], "Watch", "early_warning_signals")
    assert told.value.key == "draw.no_place"
    assert state(project) == before


def test_where_no_village_is_near_it_belongs_to_the_area(project: Project) -> None:
    made = drawing.add(project, Journey, "line", [(20.05, 5.05), (20.06, 5.06)], "Water", "water")
    assert made.place_id == "home"


def test_no_place_is_kept_of_a_case(project: Project) -> None:
    with pytest.raises(Problem) as told:
        drawing.add(project, Threat, "area", SHAPES["area"], "Fear", "sexual_violence")
    assert told.value.key == "draw.case"


def test_several_are_moved_at_once_and_back_at_once(project: Project) -> None:
    line = drawing.add(project, Route, "line", SHAPES["line"], "Road")
    before = state(project)
    assert drawing.move(project, ["kemba", line.id], 0.1, -0.2) == 2
    moved = project.get(Community, "kemba")
    assert moved is not None and moved.position == Position(lon=20.6, lat=5.3)
    route = project.get(Route, line.id)
    assert route is not None and route.line is not None
    assert route.line.coords[0] == pytest.approx((20.5, 5.3))
    project.undo()
    assert state(project) == before


def test_nothing_is_moved_off_the_earth(project: Project) -> None:
    before = state(project)
    for dlon, dlat in ((0.0, 90.0), (179.0, 0.0)):
        with pytest.raises(Problem) as told:
            drawing.move(project, ["kemba", "home"], dlon, dlat)
        assert told.value.key == "draw.off"
    assert state(project) == before


def test_a_corner_is_moved_added_and_taken_away(project: Project) -> None:
    before = state(project)
    drawn = drawing.corners(Polygon(HOME))
    drawn[0][2] = (21.5, 6.5)
    drawn[0].append((19.9, 5.5))
    made = drawing.reshape(project, "home", drawn)
    assert isinstance(made, Area) and made.shape is not None
    assert made.shape.covers(LineString([(21.2, 6.1), (21.3, 6.2)]))
    assert len(made.shape.exterior.coords) == 6  # type: ignore[attr-defined]
    project.undo()
    assert state(project) == before
    with pytest.raises(Problem) as told:
        drawing.reshape(project, "home", [HOME[:2]])
    assert told.value.key == "draw.few"


def test_an_area_with_holes_and_parts_keeps_them(project: Project) -> None:
    hole = box(0, 0, 4, 4).difference(box(1, 1, 2, 2)).union(box(6, 6, 7, 7))
    drawn = drawing.corners(hole)
    assert len(drawn) == 3
    assert drawing.rebuilt(hole, drawn).equals(hole)


def test_a_bow_tie_becomes_areas(project: Project) -> None:
    made = drawing.add(
        project, Area, "area", [(20.0, 5.0), (21.0, 6.0), (21.0, 5.0), (20.0, 6.0)], "Tie"
    )
    assert isinstance(made, Area) and made.shape is not None and made.shape.is_valid
    assert made.shape.geom_type == "MultiPolygon"


def test_a_copy_has_a_name_of_its_own_and_nobody_agreed_to_it(project: Project) -> None:
    project_threat = drawing.add(project, Threat, "area", SHAPES["area"], "Fear", "killing")
    with project.edit("edit.threat.accept", count=1):
        project.put(drawing.changed(project_threat, {"status": "accepted", "decided_by": "HoM"}))
    (made,) = drawing.copy(project, [project_threat.id], 0.05, 0.0)
    assert isinstance(made, Threat)
    assert (made.status, made.decided_by, made.title) == ("proposed", "", "Fear 2")
    assert made.id != project_threat.id
    project.undo()
    assert project.find(made.id) is None


def test_an_area_is_cut_in_two_and_made_one_again(project: Project) -> None:
    with project.edit("edit.record.add", name="x"):
        project.put(Area(id="part", name="Part", parent_id="home", level=2))
    before = state(project)
    made = cutting.split(project, ["home"], [(20.3, 4.0), (20.3, 7.0)])
    assert [r.name for r in made] == ["Home", "Home 2"]
    areas = [r.shape.area for r in made if isinstance(r, Area) and r.shape is not None]
    assert areas == pytest.approx([0.7, 0.3])
    assert made[0].id == "home"
    with project.edit("edit.record.change", name="x"):
        project.put(Area(id="part", name="Part", parent_id=made[1].id, level=2))
    whole = cutting.merge(project, [r.id for r in made])
    assert isinstance(whole, Area) and whole.shape is not None
    assert whole.id == "home" and whole.shape.equals(Polygon(HOME))
    part = project.get(Area, "part")
    assert part is not None and part.parent_id == "home", "what pointed to the other points here"
    for _ in range(3):
        project.undo()
    assert state(project) == before


def test_a_line_that_cuts_nothing_changes_nothing(project: Project) -> None:
    before = state(project)
    for along in ([(0.0, 0.0), (1.0, 1.0)], [(20.2, 5.2), (20.3, 5.3)]):
        with pytest.raises(Problem) as told:
            cutting.split(project, ["home", "kemba"], along)
        assert told.value.key == "draw.not_cut"
    assert state(project) == before


def test_a_road_is_cut_where_it_is_crossed(project: Project) -> None:
    road = drawing.add(project, Route, "line", [(20.0, 5.5), (21.0, 5.5)], "Road")
    made = cutting.split(project, [road.id], [(20.4, 5.0), (20.4, 6.0)])
    lengths = [r.line.length for r in made if isinstance(r, Route) and r.line is not None]
    assert lengths == pytest.approx([0.6, 0.4])
    joined = cutting.merge(project, [r.id for r in made])
    assert isinstance(joined, Route) and joined.line is not None
    assert joined.line.geom_type == "LineString" and joined.line.length == pytest.approx(1.0)


def test_only_what_is_alike_is_made_one_or_changed_together(project: Project) -> None:
    road = drawing.add(project, Route, "line", SHAPES["line"], "Road")
    for act in (
        lambda: cutting.merge(project, ["home", road.id]),
        lambda: cutting.merge(project, ["home"]),
        lambda: drawing.change_many(project, ["home", road.id], {"note": "x"}),
    ):
        with pytest.raises(Problem) as told:
            act()
        assert told.value.key == "draw.not_alike"


def test_several_are_changed_together_and_back_together(project: Project) -> None:
    ids = [drawing.add(project, Obstacle, "point", [(20.5, 5.5)], "Block").id for _ in range(5)]
    before = state(project)
    assert drawing.change_many(project, ids, {"kind": "bridge", "passable_wet": "no"}) == 5
    assert {o.kind for o in project.all(Obstacle)} == {"bridge"}
    project.undo()
    assert state(project) == before
    with pytest.raises(Problem) as told:
        drawing.change_many(project, ids, {"load_t": -3})
    assert told.value.key == "draw.refused"
    assert state(project) == before


def test_an_id_that_leads_nowhere_changes_nothing(project: Project) -> None:
    before = state(project)
    for act in (
        lambda: drawing.move(project, ["kemba", "no-such"], 0.1, 0.1),
        lambda: drawing.copy(project, ["no-such"], 0, 0),
        lambda: drawing.reshape(project, "no-such", [HOME]),
        lambda: cutting.split(project, ["no-such"], HOME),
    ):
        with pytest.raises(Problem):
            act()
    assert state(project) == before


# -- numbers from the page ------------------------------------------------------------------------

_ODD: tuple[Any, ...] = (math.nan, math.inf, -math.inf, 1e308, None, "1", True, [], {}, 181.0)


@pytest.mark.parametrize("odd", _ODD, ids=repr)
def test_a_number_that_is_none_or_not_on_earth_is_not_taken(odd: Any) -> None:
    with pytest.raises(ValueError, match="not"):
        pairs([odd, 1.0])
    with pytest.raises(ValueError, match="not"):
        pairs([1.0, odd if odd != 181.0 else 91.0])


def test_more_pairs_than_a_hand_draws_are_not_taken() -> None:
    assert len(pairs([1.0, 2.0] * MOST_PAIRS)) == MOST_PAIRS
    with pytest.raises(ValueError, match="many"):
        pairs([1.0, 2.0] * (MOST_PAIRS + 1))
    with pytest.raises(ValueError, match="without"):
        pairs([1.0])


@pytest.mark.parametrize("sizes", [[1], [3], [-1, 3], [1.0, 1.0], [True, True], ["2"], [2, 2]])
def test_lengths_that_do_not_fit_are_not_taken(sizes: list[Any]) -> None:
    with pytest.raises(ValueError, match="length"):
        rings([1.0, 2.0, 3.0, 4.0], sizes)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=40), st.data())
def test_rings_are_the_pairs_cut_up(drawn: list[tuple[float, float]], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(drawn)), max_size=4)))
    sizes = [b - a for a, b in zip([0, *cuts], [*cuts, len(drawn)], strict=True)]
    found = rings([n for pair in drawn for n in pair], sizes)
    assert [p for ring in found for p in ring] == drawn
    assert [len(ring) for ring in found] == sizes


@given(
    st.lists(st.tuples(st.floats(20, 21), st.floats(5, 6)), min_size=3, max_size=12, unique=True)
)
def test_whatever_ring_is_drawn_becomes_valid_areas_or_is_refused(
    drawn: list[tuple[float, float]],
) -> None:
    try:
        made = drawing.shape_of("area", drawn)
    except Problem as problem:
        assert problem.key == "draw.few"
        return
    assert made.is_valid and made.area > 0
    assert made.geom_type in ("Polygon", "MultiPolygon")


@given(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))
def test_cutting_keeps_the_whole(tilt: float, aside: float) -> None:
    shape = Polygon(HOME)
    blade = LineString([(20.5 + aside - tilt, 4.0), (20.5 + aside + tilt, 7.0)])
    found = cutting.pieces(shape, blade)
    assert sum(p.area for p in found) == pytest.approx(shape.area)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key",
    [
        "no_place",
        "kind",
        "few",
        "many",
        "off",
        "no_shape",
        "not_cut",
        "not_alike",
        "case",
        "refused",
    ],
)
def test_every_refusal_says_what_is_safe_and_what_to_do(key: str, language: str) -> None:
    told = Words(language).problem(Problem(f"draw.{key}", km=25, least=3, most=10_000, name="x"))
    assert ("Nothing was" if language == "en" else "Rien n'a été") in told


def test_times_that_were_entered_from_a_moved_post_are_counted(project: Project) -> None:
    base = drawing.add(project, Post, "point", [(30.0, 10.0)], "Base")
    place = Community(name="Kesso", position=Position(lon=30.1, lat=10.0))
    hour = Range(min=60, likely=60, max=60)
    entered = Timing(place_id=place.id, post_id=base.id, travel=hour)
    told = Timing(place_id=place.id, post_id=base.id, light="night", warning=hour)
    with project.edit("edit.draw.add", name="Kesso"):
        project.put(place, entered, told)
    snapshot = project.snapshot()
    assert drawing.times_held(snapshot, [base.id]) == 1
    assert drawing.times_held(snapshot, [place.id]) == 0
