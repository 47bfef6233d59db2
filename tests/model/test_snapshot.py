"""The mission by value: records by kind, by id and by place; edits turned round."""

import pytest

from pocplanner.model.community import Community, Coping
from pocplanner.model.edit import Change, Edit
from pocplanner.model.geometry import Position, distance_m
from pocplanner.model.mission import Assumption, Mission
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from tests.makers import a_community, a_coping, a_mission, an_actor, an_area, records


def test_records_are_found_by_kind_and_by_id() -> None:
    snapshot = Snapshot.of(records())
    assert snapshot.mission.name == a_mission().name
    assert [c.id for c in snapshot.all(Community)] == [
        r.id for r in records() if isinstance(r, Community)
    ]
    village = snapshot.one(Community, "com-kemba")
    assert village is not None and village is snapshot.get("com-kemba")
    assert snapshot.one(Coping, "com-kemba") is None
    assert snapshot.get("nobody") is None
    assert len(list(snapshot)) == len(records())


def test_a_snapshot_without_a_mission_says_so() -> None:
    with pytest.raises(LookupError):
        _ = Snapshot().mission
    assert Snapshot().all(Mission) == ()


def test_names_and_titles_are_told_alike() -> None:
    snapshot = Snapshot.of([an_actor(), a_coping()])
    assert snapshot.name("act-column") == "Ridge Column"
    assert snapshot.name("cop-market") == "walking to market together"
    assert snapshot.name("nobody") == ""


def test_an_area_is_somewhere_inside_itself() -> None:
    area = an_area()
    where = Snapshot.of([area]).position("area-tarn")
    assert where is not None and area.shape is not None and area.shape.contains(where.point)
    assert Snapshot.of([an_area(shape=None)]).position("area-tarn") is None


def test_a_place_lies_in_the_areas_that_hold_it_and_in_theirs() -> None:
    country = an_area(id="area-country", name="Oloria", level=0, shape=None)
    province = an_area(parent_id="area-country")
    village = a_community(area_ids=())
    snapshot = Snapshot.of([country, province, village, a_coping(place_id="area-tarn")])
    assert snapshot.around("com-kemba") == {"com-kemba", "area-tarn", "area-country"}
    assert [c.id for c in snapshot.here(Coping, "com-kemba")] == ["cop-market"]
    assert snapshot.areas_at(Position(lon=0, lat=0)) == ()
    assert all(isinstance(a, Area) for a in snapshot.areas_at(Position(lon=21, lat=-9)))


def test_figures_of_the_mission_are_told_by_key() -> None:
    own = Assumption(key="speed.paved_kmh", value=35, reason="potholes", author="JMAC")
    assert Snapshot.of([own]).assumptions == {"speed.paved_kmh": 35}


def test_an_edit_turned_round_twice_is_itself() -> None:
    before, after = a_community(), a_community(name="Kemba-on-the-hill")
    edit = Edit("place.change", (Change(before, after), Change(None, an_actor())), author="PoC")
    back = edit.reversed()
    assert back.changes == (Change(an_actor(), None), Change(after, before))
    assert back.reversed().changes == edit.changes


def test_an_edit_knows_what_it_touches() -> None:
    edit = Edit("place.change", (Change(a_community(), None),))
    assert edit.touches(Community) and not edit.touches(Coping)
    assert edit.changes[0].kind is Community
    with pytest.raises(ValueError):
        _ = Change(None, None).record


def test_records_at_a_place_and_around_it_stand_in_the_order_in_which_they_were_made() -> None:
    village = a_community(area_ids=("area-tarn",))
    found = [
        a_coping(id=f"cop-{i}", place_id=("area-tarn", "com-kemba", "", "area-far")[i % 4])
        for i in range(8)
    ]
    snapshot = Snapshot.of([an_area(shape=None), village, *found])
    here = [c.id for c in snapshot.here(Coping, "com-kemba")]
    assert here == ["cop-0", "cop-1", "cop-4", "cop-5"]
    assert snapshot.here(Community, "com-kemba") == ()


def test_what_stands_within_a_distance_is_what_is_no_farther_than_it() -> None:
    places = [
        a_community(id=f"c{i}", position=Position(lon=20 + i / 10, lat=5) if i != 2 else None)
        for i in range(6)
    ]
    snapshot = Snapshot.of(places)
    here = Position(lon=20, lat=5)
    for metres in (0, 30_000, 40_000, 1e7):
        assert snapshot.within(Community, here, metres) == tuple(
            c for c in places if c.position and distance_m(here, c.position) <= metres
        )
    assert snapshot.within(Coping, here, 1e7) == ()
