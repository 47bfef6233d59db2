"""Rows without a position get that of their place's name, marked as no finer than the name."""

from pathlib import Path

from pocplanner.formats.context import Spot, spots_of
from pocplanner.model.community import Community
from pocplanner.model.geometry import Position
from pocplanner.model.places import Area, Settlement
from tests.formats.reading_of import events, only, read_text, refusals, square, table, warned

SPOTS = (
    Spot(("Norda", "TS01"), 21.5, 6.5, 1),
    Spot(("Sere", "TS0101"), 21.2, 6.2, 2),
    Spot(("Bakari",), 21.25, 6.22),
    Spot(("Twin",), 21.0, 6.0),
    Spot(("Twin",), 22.0, 7.0),
)
HEAD = ("id", "date", "latitude", "longitude", "type", "admin1", "admin2", "place")


def test_each_row_is_set_as_finely_as_its_names_allow(tmp_path: Path) -> None:
    text = events(
        ("a", "2026-01-01", "", "", "killing", "Norda", "Sere", "Bakari"),
        ("b", "2026-01-01", "", "", "killing", "Norda", "Séré", "nobody knows it"),
        ("c", "2026-01-01", "", "", "killing", "NORDA", "", ""),
        ("d", "2026-01-01", "", "", "killing", "Elsewhere", "", ""),
        ("e", "2026-01-01", "6.9", "21.9", "killing", "Norda", "Sere", "Bakari"),
        head=HEAD,
    )
    found = read_text(tmp_path, text, spots=SPOTS)
    hot = only(found).hot
    assert hot.place_precision.tolist() == [2, 3, 4, 0, 0]
    assert hot.lon.tolist()[:3] == [21.25, 21.2, 21.5] and hot.lon[3] != hot.lon[3]
    assert (hot.lon[4], hot.lat[4]) == (21.9, 6.9)
    assert warned(found)["geocoded"] == 3
    assert (found.counts.not_on_map, warned(found)["no_place"]) == (1, 1)


def test_a_name_that_two_places_have_is_no_position(tmp_path: Path) -> None:
    text = events(
        ("a", "2026-01-01", "", "", "killing", "Norda", "", "Twin"),
        ("b", "2026-01-01", "", "", "killing", "", "", "Twin"),
        head=HEAD,
    )
    hot = only(read_text(tmp_path, text, spots=SPOTS)).hot
    assert hot.place_precision.tolist() == [4, 0]
    assert hot.lon[0] == 21.5 and hot.lon[1] != hot.lon[1]


def test_where_a_community_lives_is_not_told_by_events() -> None:
    from shapely.geometry import shape

    records = (
        Area(id="n", name="Norda", level=1, shape=shape(square())),
        Area(id="s", name="Sector West", hierarchy="mission", shape=shape(square())),
        Settlement(id="b", name="Bakari", position=Position(lon=21.25, lat=6.22)),
        Community(id="v", name="Hidden", position=Position(lon=21.3, lat=6.3)),
    )
    spots = list(spots_of(records))
    assert [s.names[0] for s in spots] == ["Norda", "Bakari"]


def test_a_site_without_a_position_is_set_at_the_settlement_of_its_name(tmp_path: Path) -> None:
    text = table(
        ("site_name", "admin1", "individuals", "latitude", "longitude"),
        ("Séré", "Norda", "300", "", ""),
        ("Twin", "Norda", "200", "", ""),
        ("Unheard of", "Norda", "100", "", ""),
        ("Kemba", "Norda", "50", "7.1", "21.9"),
    )
    found = read_text(tmp_path, text, kind="communities")
    assert refusals(found) == []
    assert warned(found) == {"placed_by_settlement": 1, "known_by_area": 2}
    set_, twin, unheard, own = found.records
    assert isinstance(set_, Community) and isinstance(own, Community)
    assert set_.position == Position(lon=22.0105, lat=7.39) and set_.settlement_id == "sere"
    # Two settlements of one name, and an area, give no point: times to it would be false.
    for other in (twin, unheard):
        assert isinstance(other, Community)
        assert other.position is None and other.settlement_id == "" and other.area_ids == ("norda",)
    assert own.position == Position(lon=21.9, lat=7.1) and own.settlement_id == ""
    assert found.counts.not_on_map == 2
