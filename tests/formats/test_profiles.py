"""Profiles: layouts are known by their heads, and a person's own mapping is remembered."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.formats.kind_names import KINDS
from pocplanner.formats.profiles import (
    ColumnMapping,
    from_mapping,
    plain,
    profile,
    profiles,
    remember,
)
from pocplanner.formats.recognising import Head, recognise
from pocplanner.formats.sheets.kinds import SHEETS
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import LANGUAGES, Problem
from tests.formats.reading_of import events, only, problem_of, read_text, table

MAPPED = ("Wann", "Wo N", "Wo E", "Was", "Wer")
ROW = ("05.01.2026", "7,2", "21,8", "Raub", "Banditen")


def own(**more: str) -> ColumnMapping:
    """A mapping of a sheet that nobody knows."""
    columns = {"date": "Wann", "lat": "Wo N", "lon": "Wo E", "type": "Was", "side_a": "Wer"}
    return ColumnMapping(
        "events", columns, {"Raub": "pillage_destruction"}, name=more.get("name", "")
    )


def test_every_profile_reads_and_speaks_both_languages() -> None:
    for found in profiles():
        assert found.kind in KINDS
        assert set(found.title) == set(LANGUAGES)
        known = {
            code
            for name in ("incident_type", "route_kind", "area_hierarchy")
            for code in vocabulary(name).codes()
        }
        assert set(found.codes.values()) | set(found.kinds.values()) <= known
        assert vocabulary("source_kind").get(found.source.kind)
        if found.source.published:
            assert found.source.key and found.source.attribution and found.source.licence


def test_a_layout_is_known_whatever_the_order_and_the_case() -> None:
    shuffled = random.Random(7)
    for name in ("ucdp_ged", "acled_2023", "acled_2018", "acled_old", "geonames", "ourairports"):
        found = profile(name)
        names = [c[0] for c in found.columns.values()] + list(found.tells) + list(found.needs)
        names = [n.upper() for n in dict.fromkeys(names)]
        shuffled.shuffle(names)
        best, _ = recognise(Head(tuple(names)), profiles())
        assert best is not None and best.name == name


@given(st.text(max_size=40))
def test_a_plain_name_is_plain_once_and_for_all(name: str) -> None:
    once = plain(name)
    assert plain(once) == once or name.strip().startswith("#")
    assert plain(name.upper().lower()) == plain(name.lower())


def test_a_mapping_reads_a_sheet_that_nobody_knows(tmp_path: Path) -> None:
    text = table(MAPPED, ROW, delimiter=";")
    assert problem_of(tmp_path, text) == "import_unrecognised"
    found = read_text(tmp_path, text, mapping=own())
    hot = only(found).hot
    assert hot.type.text(0) == "pillage_destruction" and hot.native_type.text(0) == "Raub"
    assert (hot.lat[0], str(hot.day(0))) == (7.2, "2026-01-05")
    assert not found.source.published


def test_a_mapping_is_remembered_and_then_known(tmp_path: Path) -> None:
    folder = tmp_path / "profiles"
    made = from_mapping(own(name="bandit-log"))
    path = remember(made, folder)
    assert path.read_text(encoding="utf-8") and not list(folder.glob("*.part"))
    assert profile("bandit-log", folder) == made
    found = read_text(tmp_path, table(MAPPED, ROW, delimiter=";"), folder=folder)
    assert found.found.profile == "bandit-log" and found.counts.kept == 1
    named = read_text(
        tmp_path, table(MAPPED, ROW, delimiter=";"), folder=folder, profile="bandit-log"
    )
    assert named.counts.kept == 1


@pytest.mark.parametrize("name", ["", "mapped", "../up", "A b", "x" * 80])
def test_a_profile_needs_a_name_of_its_own(tmp_path: Path, name: str) -> None:
    made = from_mapping(own()).model_copy(update={"name": name})
    with pytest.raises(Problem) as found:
        remember(made, tmp_path)
    assert found.value.key == "import_profile_name" and not list(tmp_path.iterdir())


def test_a_broken_profile_of_ones_own_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("name = [", encoding="utf-8")
    assert problem_of(tmp_path, events(), folder=tmp_path) == "import_profile_broken"


def test_a_mapping_of_columns_that_are_not_there_says_which(tmp_path: Path) -> None:
    assert problem_of(tmp_path, events(), mapping=own()) == "import_mapping_missing"
    with pytest.raises(Problem) as found:
        from_mapping(ColumnMapping("weather"))
    assert found.value.key == "import_kind_unknown"


def test_a_mapping_may_lie_over_a_profile(tmp_path: Path) -> None:
    head = (
        "event_id_cnty",
        "event_date",
        "event_type",
        "sub_event_type",
        "actor1",
        "North",
        "East",
    )
    row = ("T1", "2026-01-05", "Battles", "Armed clash", "A", "7.2", "21.8")
    mapping = ColumnMapping("events", {"lat": "North", "lon": "East"})
    found = read_text(tmp_path, table(head, row), mapping=mapping, profile="acled_2023")
    assert only(found).hot.lat.tolist() == [7.2]
    assert only(found).hot.type.text(0) == "clash_harming_civilians"


def test_tags_under_the_head_are_hints_and_no_rows(tmp_path: Path) -> None:
    head = ("When", "North", "East", "What")
    tags = ("#date +occurred", "#geo+lat", "#geo +lon", "#event+type")
    found = read_text(tmp_path, table(head, tags, ("2026-01-05", "7.2", "21.8", "threat")))
    assert (found.kind, found.found.hxl, found.counts.rows) == ("events", True, 1)
    assert found.found.columns["lat"] == ("North",)
    two_lines = table(("Place", "", "", ""), head, tags, ("2026-01-05", "7.2", "21.8", "threat"))
    assert read_text(tmp_path, two_lines).counts.kept == 1


def test_the_country_dump_of_a_gazetteer_has_no_head(tmp_path: Path) -> None:
    rows = [
        f"{n}\tPlace {n}\tPlace\tOld,New\t7.{n}\t21.{n}\t{c}\tPPL\tTS\t\t01\t\t\t\t{n}00"
        "\t\t500\tUTC\t2026-01-01"
        for n, c in ((1, "P"), (2, "P"), (3, "H"))
    ]
    found = read_text(tmp_path, "\n".join(rows) + "\n", "TS.txt")
    assert (found.found.profile, found.counts.kept) == ("geonames_dump", 2)
    assert [w.key for w in found.warnings] == ["not_a_settlement"]
    assert getattr(found.records[0], "aliases") == ("Old", "New")  # noqa: B009


def test_any_table_of_places(tmp_path: Path) -> None:
    head = ("Nom localité", "Lat", "Long", "Habitants")
    rows = [("Béguéla", "7,2", "21,8", "1 200"), ("Malo", "", "", ""), ("", "1", "2", "3")]
    found = read_text(tmp_path, table(head, *rows, delimiter=";"))
    assert (found.kind, found.found.decimal) == ("places", ",")
    assert [(r.line, r.reason) for r in found.refused] == [(4, "no_name")]
    assert found.counts.not_on_map == 1
    assert [getattr(r, "population") for r in found.records] == [1200, None]  # noqa: B009
    assert not found.source.published


def test_every_kind_of_the_command_line_can_be_read() -> None:
    tables = {p.kind for p in profiles()}
    assert set(KINDS) == tables | set(SHEETS)


def test_a_headless_or_wrongly_headed_table_takes_the_row_that_is_named(tmp_path: Path) -> None:
    text = "a,b,c,d,e,f\n" + events(("1", "2026-01-05", 7, 21, "threat", 0))
    assert read_text(tmp_path, text).found.header_row == 2
    found = read_text(tmp_path, text, overrides={"header_row": "2"})
    assert found.counts.kept == 1
