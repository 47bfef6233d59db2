"""What lies inside areas: by its own point, by that of its place, by its whole shape."""

from shapely import LineString, Polygon

from pocplanner.analysis.inside import areas_of, records_inside
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.geometry import Position
from pocplanner.model.places import Area, Route
from pocplanner.model.snapshot import Snapshot
from tests import makers


def test_points_places_and_whole_ways_inside_are_found() -> None:
    square = Area(
        id="a", name="Square", level=1, hierarchy="mission",
        shape=Polygon([(0, 0), (2, 0), (2, 2), (0, 2)]),
    )  # fmt: skip
    placed = {"in": 1.0, "edge": 2.0, "out": 3.0}
    communities = [
        makers.a_community(id=id, name=id, position=Position(lon=lon, lat=1), area_ids=())
        for id, lon in placed.items()
    ]
    lost = makers.a_community(id="lost", name="lost", position=None, area_ids=())
    there = makers.a_mechanism(id="m", place_id="in")
    short = Route(id="r", name="Short", kind="road", line=LineString([(0.5, 0.5), (1.5, 0.5)]))
    through = Route(id="t", name="Through", kind="road", line=LineString([(0.5, 0.5), (4, 0.5)]))
    snapshot = Snapshot.of([square, *communities, lost, there, short, through])
    kinds = (Community, Mechanism, Route, Area)
    found = [r.id for r in records_inside(snapshot, ["a"], kinds)]
    assert found == ["in", "edge", "m", "r"]
    assert records_inside(snapshot, ["in"], kinds) == []  # a point holds nothing
    assert areas_of(snapshot, ["a", "in", "r", "nobody"]) == [square.shape]
