"""Rows of events: what is kept, what is refused and why, and what would mend it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading_of import (
    BOX,
    FILES,
    chunks,
    events,
    only,
    problem_of,
    read_file,
    read_text,
    refusals,
    table,
    warned,
)

GOOD = ("1", "2026-01-05", "7.2431", "21.8804", "extortion", "0")


# --- every layout of the conflict data project -----------------------------------------------


@pytest.mark.parametrize(
    ("name", "profile", "rows", "encoding"),
    [
        ("acled_2023_export.csv", "acled_2023", 4, "utf-8"),
        ("acled_2023_api.csv", "acled_2023", 2, "utf-8"),
        ("acled_2018.csv", "acled_2018", 2, "utf-8"),
        ("acled_before_2018.csv", "acled_old", 4, "cp1252"),
        ("acled_before_2018_api.csv", "acled_old", 2, "utf-8"),
        ("acled_without_coordinates.csv", "acled_2023", 2, "utf-8"),
        ("acled_longitude_only.csv", "acled_2023", 1, "utf-8"),
    ],
)
def test_every_vintage_is_known_by_its_head(
    name: str, profile: str, rows: int, encoding: str
) -> None:
    found = read_file(FILES / name)
    assert (found.found.profile, found.counts.kept) == (profile, rows)
    assert found.found.encoding == encoding
    assert found.refused == () and found.unknown_codes == ()
    assert "forbid" in found.source.sharing_terms and found.source.published


def test_the_newest_vintage_says_what_it_says() -> None:
    hot = only(read_file(FILES / "acled_2023_export.csv")).hot
    assert [hot.key[i].decode() for i in range(4)] == ["TAS101", "TAS102", "TAS103", "TAS104"]
    assert [hot.type.text(i) for i in range(4)] == [
        "attack_on_civilians",
        "clash_harming_civilians",
        "pillage_destruction",
        "context_event",
    ]
    assert hot.native_type.text(0) == "Violence against civilians / Attack"
    assert [str(hot.day(i)) for i in range(2)] == ["2022-12-28", "2022-12-29"]
    assert hot.deaths_best.tolist() == [3, 11, 0, 0]
    assert (hot.deaths_low == -1).all() and (hot.deaths_civilians == -1).all()
    assert hot.day_precision.tolist() == [1, 3, 4, 1]
    assert hot.place_precision.tolist() == [1, 2, 4, 1]
    assert [hot.group.text(i) for i in range(4)] == ["Farmers (Tassira)", "", "", ""]


def test_values_written_as_na_are_not_stated() -> None:
    hot = only(read_file(FILES / "acled_2023_api.csv")).hot
    assert hot.deaths_best.tolist() == [2, -1]
    assert hot.type.text(0) == "explosive_remote" and hot.type.text(1) == "mob_violence"
    assert hot.group.text(0) == ""


def test_the_oldest_vintage_has_the_day_first_and_no_sub_types() -> None:
    found = read_file(FILES / "acled_before_2018.csv")
    hot = only(found).hot
    assert found.found.date_order == "dmy"
    assert [str(hot.day(i)) for i in range(2)] == ["2014-12-31", "2015-01-02"]
    assert hot.place.text(0) == "Béguéla"
    assert [hot.type.text(i) for i in range(4)] == [
        "attack_on_civilians",
        "clash_harming_civilians",
        "riot",
        "explosive_remote",
    ]


@pytest.mark.parametrize("name", ["acled_without_coordinates.csv", "acled_longitude_only.csv"])
def test_a_row_without_a_usable_place_is_kept_off_the_map(name: str) -> None:
    found = read_file(FILES / name)
    hot = only(found).hot
    assert np.isnan(hot.lon).all() and np.isnan(hot.lat).all()
    assert found.counts.not_on_map == found.counts.kept == len(hot)
    assert warned(found)["no_place"] == len(hot)
    assert hot.admin1.names == ("Norda",)


def test_an_own_log_in_french_is_understood() -> None:
    found = read_file(FILES / "incidents_fr.csv")
    assert (found.found.profile, found.found.header_row) == ("events", 3)
    assert (found.found.delimiter, found.found.decimal, found.found.date_order) == (
        ";",
        ",",
        "dmy",
    )
    hot = only(found).hot
    assert refusals(found) == [(6, "Date", "no_such_day"), (8, "Heure", "not_an_hour")]
    assert hot.hour.tolist() == [5, -1, 14]
    assert [hot.type.text(i) for i in range(3)] == [
        "extortion",
        "abduction_disappearance",
        "threat",
    ]
    assert hot.day_precision.tolist() == [1, 1, 1]
    assert found.counts.not_on_map == 1


# --- dates that cannot be --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-31", "no_such_day"),
        ("31/02/2026", "no_such_day"),
        ("2028-01-01", "date_in_future"),
        ("1850-01-01", "date_too_early"),
        ("soon", "not_a_date"),
        ("", "no_date"),
        ("9" * 500, "not_a_date"),
    ],
)
def test_a_day_that_cannot_be_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    bad = ("2", text, "7.3", "21.9", "threat", "0")
    found = read_text(tmp_path, events(GOOD, bad, ("3", "13/01/2026", 7.3, 21.9, "threat", 0)))
    assert refusals(found) == [(3, "date", reason)]
    assert found.counts.kept == 2


def test_an_end_before_the_beginning_is_refused(tmp_path: Path) -> None:
    head = ("id", "date", "date_end", "latitude", "longitude", "type")
    rows = [
        ("1", "2026-01-05", "2026-01-07", "7.2", "21.8", "threat"),
        ("2", "2026-01-05", "2026-01-01", "7.2", "21.8", "threat"),
    ]
    found = read_text(tmp_path, table(head, *rows))
    assert refusals(found) == [(3, "date_end", "ends_before_it_begins")]
    assert (only(found).hot.last_day - only(found).hot.first_day).tolist() == [2]


def test_the_order_of_day_and_month_comes_from_the_whole_column(tmp_path: Path) -> None:
    rows = [(str(n), f"{n:02}/03/2026", 7.2, 21.8, "threat", 0) for n in range(1, 13)]
    rows.append(("13", "25/03/2026", 7.2, 21.8, "threat", 0))
    found = read_text(tmp_path, events(*rows))
    assert found.found.date_order == "dmy" and "date_order_assumed" not in warned(found)
    assert [only(found).hot.day(i).month for i in range(13)] == [3] * 13  # type: ignore[union-attr]
    rows[-1] = ("13", "03/25/2026", 7.2, 21.8, "threat", 0)
    found = read_text(tmp_path, events(*rows))
    assert found.found.date_order == "mdy"


def test_an_open_order_is_said_and_can_be_turned_round(tmp_path: Path) -> None:
    text = events(("1", "02/03/2026", 7.2, 21.8, "threat", 0))
    found = read_text(tmp_path, text)
    assert str(only(found).hot.day(0)) == "2026-03-02"
    assert warned(found) == {"date_order_assumed": 1}
    turned = read_text(tmp_path, text, overrides={"date_order": "mdy"})
    assert str(only(turned).hot.day(0)) == "2026-02-03"
    assert turned.found.date_order == "mdy"


def test_dates_in_both_orders_are_refused_with_a_repair(tmp_path: Path) -> None:
    rows = [(str(n), "25/03/2026", 7.2, 21.8, "threat", 0) for n in range(5)]
    rows.append(("9", "03/25/2026", 7.2, 21.8, "threat", 0))
    found = read_text(tmp_path, events(*rows))
    assert refusals(found) == [(7, "date", "date_other_order")]
    assert found.refused[0].repair is not None and found.refused[0].repair.value == "mdy"
    assert "date_orders_mixed" in warned(found)


def test_a_month_or_a_year_alone_is_kept_as_what_it_is(tmp_path: Path) -> None:
    rows = [
        ("1", "2026-02", 7.2, 21.8, "threat", 0),
        ("2", "2025", 7.2, 21.8, "threat", 0),
        ("3", "5 mars 2026", 7.2, 21.8, "threat", 0),
    ]
    hot = only(read_text(tmp_path, events(*rows))).hot
    assert hot.day_precision.tolist() == [4, 5, 1]
    assert (hot.last_day - hot.first_day).tolist() == [27, 364, 0]


def test_year_month_and_day_in_columns_of_their_own(tmp_path: Path) -> None:
    head = ("id", "year", "month", "day", "latitude", "longitude", "type")
    rows = [
        ("1", "2026", "2", "3", 7.2, 21.8, "threat"),
        ("2", "2026", "mars", "", 7.2, 21.8, "threat"),
        ("3", "2026", "2", "30", 7.2, 21.8, "threat"),
        ("4", "", "2", "3", 7.2, 21.8, "threat"),
    ]
    found = read_text(tmp_path, table(head, *rows), kind="events")
    assert refusals(found) == [(4, "year", "no_such_day"), (5, "year", "no_date")]
    hot = only(found).hot
    assert [str(hot.day(i)) for i in range(2)] == ["2026-02-03", "2026-03-01"]
    assert hot.day_precision.tolist() == [1, 4]


# --- places that cannot be -------------------------------------------------------------------


def test_a_latitude_out_of_range_is_refused_with_the_swap(tmp_path: Path) -> None:
    bad = ("2", "2026-01-05", "121.9", "7.3", "threat", "0")
    worse = ("3", "2026-01-05", "999", "7.3", "threat", "0")
    found = read_text(tmp_path, events(GOOD, bad, worse))
    assert refusals(found) == [
        (3, "latitude", "coordinates_out_of_range"),
        (4, "latitude", "coordinates_out_of_range"),
    ]
    repair = found.refused[0].repair
    assert repair is not None and repair.facts == {"lat": 7.3, "lon": 121.9}
    assert found.refused[1].repair is None


def test_places_that_fit_the_mission_only_when_swapped_are_refused(tmp_path: Path) -> None:
    rows = [(str(n), "2026-01-05", "21.88", "7.24", "threat", "0") for n in range(3)]
    found = read_text(tmp_path, events(*rows), box=BOX)
    assert [r for _, _, r in refusals(found)] == ["coordinates_swapped"] * 3
    assert found.counts.kept == 0
    repair = found.refused[0].repair
    assert repair is not None and (repair.override, repair.value) == ("coordinates", "swapped")
    mended = read_text(tmp_path, events(*rows), box=BOX, overrides={"coordinates": "swapped"})
    assert mended.counts.kept == 3 and only(mended).hot.lat.tolist() == [7.24] * 3


@pytest.mark.parametrize("country", ["Central African Republic", "Centrafrique", "RCA"])
def test_without_areas_the_country_tells_that_places_are_swapped(
    tmp_path: Path, country: str
) -> None:
    head = ("id", "date", "latitude", "longitude", "type", "country")
    rows = [("1", "2026-01-05", 18.55, 4.36, "threat", country)]
    found = read_text(tmp_path, table(head, *rows))
    assert refusals(found) == [(2, "latitude", "coordinates_swapped")]
    right = [("1", "2026-01-05", 4.36, 18.55, "threat", country)]
    assert read_text(tmp_path, table(head, *right)).counts.kept == 1
    nowhere = [("1", "2026-01-05", 18.55, 4.36, "threat", "Tassira")]
    assert read_text(tmp_path, table(head, *nowhere)).counts.kept == 1


def test_a_file_about_the_whole_world_is_not_taken_for_swapped(tmp_path: Path) -> None:
    world = [(str(n), "2026-01-05", 40 + n / 10, 60, "threat", 0) for n in range(9)]
    sahara = ("x", "2026-01-05", "21.88", "7.24", "threat", "0")
    found = read_text(tmp_path, events(*world, sahara), box=BOX)
    assert found.refused == () and warned(found) == {"far_away": 10}
    home = [(str(n), "2026-01-05", 7 + n / 10, 21.5, "threat", 0) for n in range(9)]
    found = read_text(tmp_path, events(*home, sahara), box=BOX)
    assert refusals(found) == [(11, "latitude", "coordinates_swapped")]


def test_columns_that_name_people_are_left_out_and_said(tmp_path: Path) -> None:
    head = ("id", "date", "latitude", "longitude", "type", "phone number", "deviceid", "weather")
    text = table(head, ("1", "2026-01-05", 7, 21, "threat", "+236 70 00", "ffe1", "dry"))
    found = read_text(tmp_path, text)
    assert warned(found) == {"identifiers_left_out": 2}
    assert only(found).detail(0) == {"weather": "dry"}


def test_a_point_that_contradicts_its_own_shape_is_refused(tmp_path: Path) -> None:
    head = ("id", "date", "latitude", "longitude", "type", "geom_wkt")
    rows = [
        ("1", "2026-01-05", "7.24", "21.88", "threat", "POINT (21.88 7.24)"),
        ("2", "2026-01-05", "21.88", "7.24", "threat", "POINT (21.88 7.24)"),
        ("3", "2026-01-05", "", "", "threat", "POINT (21.88 7.24)"),
    ]
    found = read_text(tmp_path, table(head, *rows))
    assert refusals(found) == [(3, "latitude", "coordinates_contradict")]
    assert only(found).hot.lat.tolist() == [7.24, 7.24]


def test_a_place_far_away_is_kept_and_said(tmp_path: Path) -> None:
    away = ("2", "2026-01-05", "48.85", "2.35", "threat", "0")
    found = read_text(tmp_path, events(GOOD, away), box=BOX)
    assert found.counts.kept == 2 and warned(found) == {"far_away": 1}
    assert found.warnings[0].lines == (3,)


def test_nought_nought_stands_for_unknown(tmp_path: Path) -> None:
    found = read_text(tmp_path, events(GOOD, ("2", "2026-01-05", "0", "0", "threat", "0")))
    assert found.counts.not_on_map == 1
    assert warned(found) == {"null_island": 1, "no_place": 1}


@pytest.mark.parametrize("text", ["somewhere", "inf", "7..2", "7_2", "1" * 300, "12;3"])
def test_a_coordinate_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    found = read_text(tmp_path, events(GOOD, ("2", "2026-01-05", text, "21", "threat", "0")))
    assert [r for _, _, r in refusals(found)] in (
        ["not_a_coordinate"],
        ["coordinates_out_of_range"],
    )


def test_degrees_minutes_and_decimal_commas_are_read(tmp_path: Path) -> None:
    rows = [
        ("1", "2026-01-05", "7,2431", "21,8804", "threat", "0"),
        ("2", "2026-01-05", "7°15'0\"N", "21°30'0\"E", "threat", "0"),
        ("3", "2026-01-05", "1 05 30.6S", "035 51 20 W", "threat", "0"),
    ]
    hot = only(read_text(tmp_path, events(*rows))).hot
    assert hot.lat.round(4).tolist() == [7.2431, 7.25, -1.0918]
    assert hot.lon.round(4).tolist() == [21.8804, 21.5, -35.8556]


def test_a_decimal_sign_that_was_set_is_kept_to(tmp_path: Path) -> None:
    text = events(GOOD, ("2", "2026-01-05", "7,3", "21,9", "threat", "0"))
    found = read_text(tmp_path, text, overrides={"decimal": "."})
    assert refusals(found) == [(3, "latitude", "decimal_sign")]
    assert found.found.decimal == "."


# --- numbers, ids, rows ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-3", "negative"),
        ("many", "not_a_number"),
        ("9" * 11, "too_large"),
        ("3.5", "not_a_number"),
    ],
)
def test_a_number_of_dead_that_cannot_be_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    found = read_text(tmp_path, events(GOOD, ("2", "2026-01-05", 7.3, 21.9, "threat", text)))
    assert refusals(found) == [(3, "deaths", reason)]


def test_numbers_with_signs_of_thousands_are_read(tmp_path: Path) -> None:
    rows = [
        ("1", "2026-01-05", 7.3, 21.9, "threat", "1,200"),
        ("2", "2026-01-05", 7.3, 21.9, "threat", "1 200"),
        ("3", "2026-01-05", 7.3, 21.9, "threat", "12.0"),
    ]
    assert only(read_text(tmp_path, events(*rows))).hot.deaths_best.tolist() == [1200, 1200, 12]


def test_the_same_id_twice_is_listed_and_only_the_first_kept(tmp_path: Path) -> None:
    second = ("1", "2026-01-06", "7.3", "21.9", "threat", "4")
    found = read_text(tmp_path, events(GOOD, second))
    assert refusals(found) == [(3, "id", "same_id_twice")]
    assert only(found).hot.deaths_best.tolist() == [0]


def test_two_thousand_identical_rows(tmp_path: Path) -> None:
    with_ids = read_text(tmp_path, events(*[GOOD] * 2000))
    assert (with_ids.counts.kept, with_ids.counts.refused) == (1, 1999)
    assert {r for _, _, r in refusals(with_ids)} == {"same_id_twice"}
    head = ("date", "latitude", "longitude", "type")
    without = read_text(tmp_path, table(head, *[GOOD[1:5]] * 2000))
    assert without.counts.kept == 2000
    assert warned(without) == {"identical_rows": 1999}
    keys = np.concatenate([c.hot.key for c in chunks(without)])
    assert len(set(keys.tolist())) == 2000


def test_rows_without_ids_get_the_same_keys_whenever_they_are_read(tmp_path: Path) -> None:
    head = ("date", "latitude", "longitude", "type")
    rows = [("2026-01-05", "7.2", "21.8", "threat"), ("2026-01-06", "7.3", "21.8", "threat")]
    first = only(read_text(tmp_path, table(head, *rows))).hot.key.tolist()
    turned = only(read_text(tmp_path, table(head, *reversed(rows)))).hot.key.tolist()
    assert set(first) == set(turned)


def test_the_line_is_the_line_of_the_file(tmp_path: Path) -> None:
    head = ("id", "date", "latitude", "longitude", "type", "note")
    rows = [
        ("1", "2026-01-05", "7.2", "21.8", "threat", "three\nlines\nof text"),
        ("2", "never", "7.2", "21.8", "threat", ""),
    ]
    assert refusals(read_text(tmp_path, table(head, *rows))) == [(5, "date", "not_a_date")]


def test_ragged_rows_are_refused_and_the_rest_kept(tmp_path: Path) -> None:
    text = events(GOOD) + "2,2026-01-05,7.2,21.8,threat,0,and,more\n3,2026-01-05,7.2,21.8\n,,,\n\n"
    found = read_text(tmp_path, text)
    assert refusals(found) == [(3, "", "ragged")]
    assert warned(found)["short_rows"] == 1
    assert (found.counts.kept, found.counts.blank) == (2, 2)


def test_a_term_that_nobody_mapped_stays_and_is_listed(tmp_path: Path) -> None:
    found = read_text(tmp_path, events(GOOD, ("2", "2026-01-05", 7.2, 21.8, "witch hunt", 0)))
    assert only(found).hot.type.text(1) == "witch hunt"
    assert [(u.vocabulary, u.code, u.count) for u in found.unknown_codes] == [
        ("incident_type", "witch hunt", 1)
    ]


def test_deaths_out_of_order_are_said_and_kept(tmp_path: Path) -> None:
    head = ("id", "date", "latitude", "longitude", "type", "low", "deaths", "high")
    found = read_text(tmp_path, table(head, ("1", "2026-01-05", 7, 21, "threat", 9, 3, 5)))
    assert warned(found) == {"deaths_disordered": 1} and found.counts.kept == 1


def test_names_that_are_scripts_stay_text(tmp_path: Path) -> None:
    names = ["<img src=x onerror=alert(1)>", "${7*7}", "=cmd|' /C calc'!A0", "\u202egnirts"]
    head = ("id", "date", "latitude", "longitude", "type", "place")
    rows = [(str(i), "2026-01-05", 7, 21, "threat", n) for i, n in enumerate(names)]
    hot = only(read_text(tmp_path, table(head, *rows))).hot
    assert [hot.place.text(i) for i in range(3)] == names[:3]
    assert hot.place.text(3) == "\ufffdgnirts"


def test_a_very_long_text_is_cut_and_said(tmp_path: Path) -> None:
    head = ("id", "date", "latitude", "longitude", "type", "note")
    found = read_text(tmp_path, table(head, ("1", "2026-01-05", 7, 21, "threat", "x" * 30_000)))
    assert warned(found) == {"text_cut": 1}
    assert len(only(found).detail(0)["note"]) == 20_000


def test_forty_nine_columns_of_nothing(tmp_path: Path) -> None:
    blank = table([f"c{n}" for n in range(49)], *[[""] * 49] * 200)
    assert problem_of(tmp_path, blank) == "import_unrecognised"
    head = ["id", "date", "latitude", "longitude", "type"] + [f"c{n}" for n in range(44)]
    assert problem_of(tmp_path, table(head, *[[""] * 49] * 200)) == "import_nothing"


# --- laws ------------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.dates().map(str) | st.text(max_size=12),
            st.floats(-200, 200).map(str) | st.text(max_size=8),
            st.text(max_size=8),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_is_kept_or_refused_or_blank(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    head = ("id", "date", "latitude", "longitude", "type", "note")
    full = [(str(i), d, c, c, "threat", n) for i, (d, c, n) in enumerate(rows)]
    try:
        text = table(head, *full).encode()
    except UnicodeEncodeError:
        return
    if b"\x00" in text:
        return
    found = read_text(folder, text, overrides={"encoding": "utf-8", "delimiter": ","})
    counts = found.counts
    assert counts.kept + counts.refused == counts.rows
    assert counts.rows == len(rows)
    assert len(refusals(found)) == counts.refused
    assert sum(map(len, chunks(found))) == counts.kept
