"""What stands in the example's roads, its patrols and the ground of its threats fit one another."""

from shapely import Point

from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Coping
from pocplanner.model.geometry import Position, distance_m
from pocplanner.model.places import Area, Post, Route, Unit
from pocplanner.model.ways import Obstacle, Patrol


def test_every_obstacle_stands_on_the_road_that_it_names() -> None:
    snapshot = sample_snapshot()
    obstacles = snapshot.all(Obstacle)
    assert len(obstacles) >= 25
    for one in obstacles:
        route = snapshot.one(Route, one.route_id)
        assert route is not None and route.line is not None and one.position is not None
        assert route.line.distance(one.position.point) < 0.001, one.name


def test_a_washed_out_bridge_and_posts_of_army_and_armed_groups_are_among_them() -> None:
    found = sample_snapshot().all(Obstacle)
    assert any(o.kind == "bridge" and o.state == "closed" for o in found)
    holders = {o.held_by for o in found if o.delay_min}
    assert {"act-ano", "act-gm3", "act-frp", "act-mpe", "act-dravoun"} <= holders


def test_who_holds_a_post_never_stands_on_a_record_that_others_may_read() -> None:
    assert all(o.lowered is None for o in sample_snapshot().all(Obstacle) if o.held_by)


def test_every_patrol_leaves_from_its_post_with_units_of_that_post() -> None:
    snapshot = sample_snapshot()
    patrols = snapshot.all(Patrol)
    assert len(patrols) == 10
    for patrol in patrols:
        post = snapshot.one(Post, patrol.post_id)
        assert post is not None and post.position is not None and patrol.line is not None
        x, y = patrol.line.coords[0]
        assert distance_m(Position(lon=x, lat=y), post.position) < 20, patrol.name
        assert patrol.from_hour is not None and patrol.women is not None
        units = [snapshot.one(Unit, i) for i in patrol.unit_ids]
        assert units and any(u is not None and u.post_id == post.id for u in units), patrol.name


def test_the_ground_of_a_threat_lies_in_the_country_and_touches_its_place_or_road() -> None:
    snapshot = sample_snapshot()
    country = next(a for a in snapshot.all(Area) if a.id == "area-oudrema")
    assert country.shape is not None
    drawn = [t for t in snapshot.all(Threat) if t.shape is not None]
    assert len(drawn) == 6
    for threat in drawn:
        assert threat.shape is not None
        assert threat.shape.difference(country.shape.buffer(0.001)).is_empty, threat.title
        place = snapshot.one(Community, threat.place_id)
        assert place is not None and place.position is not None
        assert threat.shape.distance(Point(place.position.lon, place.position.lat)) < 0.25


def test_where_people_leave_a_path_is_told_from_their_place_and_stays_severe() -> None:
    paths = [c for c in sample_snapshot().all(Coping) if c.strategy == "temporary_flight"]
    drawn = [c for c in paths if c.shape is not None]
    assert len(drawn) >= 10
    for one in drawn:
        assert one.sensitivity.value == "severe"
