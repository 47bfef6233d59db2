"""The example mission is made by a script, and is the same wherever and whenever it is made."""

import importlib.util
import json
import sys
from functools import cache
from types import ModuleType

from shapely import unary_union
from shapely.geometry import shape

from pocplanner.commands.sample import folder, sample_snapshot
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Area
from pocplanner.resources import ROOT

_SCRIPT = ROOT.parent / "packaging" / "make_sample.py"


@cache
def _made() -> dict[str, bytes]:
    name = "make_sample_for_a_test"
    spec = importlib.util.spec_from_file_location(name, _SCRIPT)
    assert spec is not None and spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    found: dict[str, bytes] = module.files()
    return found


def test_the_script_gives_the_shipped_bytes_again() -> None:
    for name, data in _made().items():
        assert (folder() / name).read_bytes() == data, f"run packaging/make_sample.py: {name}"


def test_the_example_is_small_enough_to_travel() -> None:
    assert sum(f.stat().st_size for f in folder().iterdir()) < 3_000_000


def test_the_country_lies_where_the_real_map_shows_open_sea() -> None:
    world = json.loads((ROOT / "basemap" / "world.geojson").read_text(encoding="utf-8"))
    land = unary_union([shape(f["geometry"]).buffer(0) for f in world["features"]])
    ours = [a.shape for a in sample_snapshot().all(Area) if a.level == 0]
    assert len(ours) == 2
    for country in ours:
        assert country is not None
        assert country.distance(land) > 1, "a degree of open sea on every side"


def test_districts_tile_their_provinces_and_provinces_the_country() -> None:
    areas = [a for a in sample_snapshot().all(Area) if a.hierarchy == "administrative"]
    country = next(a for a in areas if a.id == "area-oudrema")
    provinces = [a for a in areas if a.level == 1]
    districts = [a for a in areas if a.level == 2]
    assert (len(provinces), len(districts)) == (8, 32)
    for parent in (country, *provinces):
        parts = [a.shape for a in areas if a.parent_id == parent.id]
        assert parts and parent.shape is not None
        assert unary_union(parts).symmetric_difference(parent.shape).area < 1e-9
        total = sum(p.area for p in parts if p is not None)
        assert abs(total - parent.shape.area) < 1e-9, "no two of them overlap"


def test_the_neighbour_shares_a_border_and_no_ground() -> None:
    own, other = (a.shape for a in sample_snapshot().all(Area) if a.level == 0)
    assert own is not None and other is not None
    assert own.intersection(other).area < 1e-9
    assert own.boundary.intersection(other.boundary).length > 2


def test_every_place_lies_in_the_area_that_it_names() -> None:
    from pocplanner.model.community import Community

    snapshot = sample_snapshot()
    for community in snapshot.all(Community):
        area = snapshot.one(Area, community.area_ids[0])
        assert area is not None and area.shape is not None and community.position is not None
        assert area.shape.covers(community.position.point), community.name


def test_no_two_places_stand_on_one_another() -> None:
    from pocplanner.model.community import Community

    found = [c.position for c in sample_snapshot().all(Community)]
    closest = min(distance_m(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a and b)
    assert closest > 500
