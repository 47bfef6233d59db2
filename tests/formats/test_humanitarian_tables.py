"""The tables that humanitarians pass round: each is imported, or refused for the right reason."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pocplanner.formats.profiles import ColumnMapping, identifies
from pocplanner.model.actors import Actor
from pocplanner.model.community import Community, Perception
from pocplanner.words import LANGUAGES, Problem, Words
from tests.formats.reading_of import problem_of, read_file, read_text, refusals, table, warned

EXPECTED = Path(__file__).parents[1] / "expected" / "humanitarian_tables.txt"
FOLDERS = ("hxl", "kobo", "threew", "malformed")


def outcome(path: Path) -> str:
    """What becomes of a file, on one line."""
    try:
        found = read_file(path, known=())
    except Problem as problem:
        for language in LANGUAGES:
            said = Words(language).problem(problem)
            assert not said.startswith("problem.") and "{" not in said
        return f"refused: {problem.key}"
    refusals(found)
    warned(found)
    counts = found.counts
    reasons = ", ".join(sorted({r.reason for r in found.refused}))
    said = f"{found.found.profile} as {found.kind}: {counts.kept} from {counts.rows} rows"
    return said + (f", {counts.refused} refused ({reasons})" if counts.refused else "")


def test_every_file_is_imported_or_refused_as_the_table_says(shared_data: Path) -> None:
    root = shared_data / "humanitarian"
    paths = [
        path
        for folder in FOLDERS
        for path in sorted((root / folder).iterdir())
        if path.suffix != ".geojson"
    ]
    with ThreadPoolExecutor(3) as several:
        outcomes = several.map(outcome, paths)
    told = [f"{p.parent.name}/{p.name} | {o}" for p, o in zip(paths, outcomes, strict=True)]
    assert "\n".join(told) + "\n" == EXPECTED.read_text(encoding="utf-8")


def test_organisations_of_a_real_table_have_their_sectors_and_places(shared_data: Path) -> None:
    path = shared_data / "humanitarian/threew/ocha_drc_3w_mai_2025_fr.xlsx"
    found = read_file(path, known=(), language="fr")
    actors = [r for r in found.records if isinstance(r, Actor)]
    one = next(a for a in actors if "ADSSE" in a.aliases)
    assert one.kind == "other:ONG Nationale"
    assert "Abris" in one.roles[0].note and "Bunia" in one.roles[0].note
    assert one.sensitivity == "high"
    assert "partners_left" in warned(found)


def test_an_organisation_gets_the_areas_that_the_mission_knows(tmp_path: Path) -> None:
    text = table(
        ("Organisation", "Cluster", "Province", "Code Province"),
        ("Help A", "WASH", "Somewhere", "TS01"),
        ("Help A", "Health", "Norda", ""),
        ("Help B", "Health", "Nowhere", ""),
        ("", "Health", "Norda", ""),
    )
    found = read_text(tmp_path, text)
    a, b = found.records
    assert isinstance(a, Actor) and isinstance(b, Actor)
    assert (a.area_ids, b.area_ids) == (("norda",), ())
    assert "WASH; Health" in a.roles[0].note
    assert refusals(found) == [(5, "Organisation", "no_organisation")]
    assert warned(found)["partners_areas"] == 1


def test_a_head_of_two_lines_is_one_head(tmp_path: Path) -> None:
    text = table(
        ("", "What?", "Who?", "Where?", "When?"),
        ("No", "Cluster", "Organisation", "Province", ""),
        ("1", "WASH", "Help A", "Norda", "2026"),
    )
    found = read_text(tmp_path, text)
    assert found.kind == "partners" and found.counts.kept == 1
    assert found.found.header_row == 2
    assert "When?" in found.found.unused


def test_tags_map_a_table_whatever_its_names(tmp_path: Path) -> None:
    text = table(
        ("a", "b", "c", "d"),
        ("#loc+site+name", "#geo+lat", "#geo+lon", "#affected+idps+ind"),
        ("Camp One", "7.1", "21.5", "1200"),
    )
    found = read_text(tmp_path, text)
    (site,) = found.records
    assert isinstance(site, Community)
    assert (site.name, site.kind, site.population) == ("Camp One", "displacement_site", 1200)


def test_broken_tags_leave_the_names_to_speak(tmp_path: Path) -> None:
    text = table(
        ("Site name", "Latitude", "Longitude", "Individuals"),
        ("#loc+", "geo+lat", "#", "#affected idps"),
        ("Camp One", "7.1", "21.5", "1200"),
    )
    found = read_text(tmp_path, text)
    assert [getattr(r, "name", "") for r in found.records] == ["Camp One"]
    assert found.counts.refused == 1


def test_a_list_of_sites_without_positions_keeps_the_area(tmp_path: Path) -> None:
    text = table(("SSID", "Nom du site", "Province", "Ménages", "Individus"),
                 ("S1", "Site A", "Norda", "20", "110"))  # fmt: skip
    (site,) = read_text(tmp_path, text).records
    assert isinstance(site, Community)
    assert (site.position, site.area_ids, site.population) == (None, ("norda",), 110)


FORM = (
    ("start", "end", "deviceid", "username", "visit/place", "visit/_gps_latitude",
     "visit/_gps_longitude", "visit/kind", "enumerator", "phonenumber", "_submitted_by", "_index"),
    ("2026-01-02T10:00", "2026-01-02T10:20", "abc:123", "jdoe", "Vaimo", "7.25", "21.5",
     "village", "Jane Needle", "+243 990 000 111", "jdoe", "1"),
)  # fmt: skip


def test_a_form_is_not_guessed_but_asked_for(tmp_path: Path) -> None:
    text = table(*FORM)
    assert problem_of(tmp_path, text) == "import_form_export"
    with pytest.raises(Problem) as caught:
        read_text(tmp_path, text)
    assert "visit/place" in caught.value.facts["columns"]
    assert "enumerator" not in caught.value.facts["columns"]


@pytest.mark.parametrize("kind", ["communities", "events"])
def test_what_tells_of_people_and_devices_is_dropped_by_default(tmp_path: Path, kind: str) -> None:
    columns = {"name": "visit/place"} if kind == "communities" else {"date": "start"}
    found = read_text(tmp_path, table(*FORM), mapping=ColumnMapping(kind, columns))
    assert found.counts.kept == 1
    held = " ".join(str(r.model_dump()) for r in found.records)
    for chunk in found.chunks():
        held += str(chunk.detail(0))
    for needle in ("abc:123", "jdoe", "Needle", "990", "10:20"):
        assert needle not in held
    assert {"deviceid", "username", "enumerator", "phonenumber"} <= set(found.found.dropped)
    assert warned(found)["identifiers_left_out"] >= 6


def test_a_form_gives_its_position_and_the_gist_of_its_names(tmp_path: Path) -> None:
    found = read_text(
        tmp_path, table(*FORM), mapping=ColumnMapping("communities", {"name": "place"})
    )
    (one,) = found.records
    assert isinstance(one, Community) and one.position is not None
    assert (one.name, one.position.lat, one.position.lon) == ("Vaimo", 7.25, 21.5)


def test_repeats_are_joined_to_the_row_that_they_belong_to(shared_data: Path) -> None:
    path = shared_data / "humanitarian/kobo/kobo_grouped_repeatable_labels.xlsx"
    mapping = ColumnMapping("communities", {"name": "household location"})
    found = read_file(path, mapping=mapping, overrides={"sheet": "houshold_member_repeat"})
    assert warned(found)["joined"] == 1
    assert "montreal" in {getattr(r, "name", "") for r in found.records}
    assert {r.reason for r in found.refused} <= {"same_row_twice"}


PERSONAL = "deviceid _submitted_by group/enumerator start _uuid meta/instanceID phone_number audit"


@pytest.mark.parametrize("name", PERSONAL.split())
def test_names_of_personal_columns_are_known_in_every_style(name: str) -> None:
    assert identifies(name)


@pytest.mark.parametrize("name", ["start_date", "place", "start of the attack", "weekend", "tell"])
def test_other_names_are_no_personal_columns(name: str) -> None:
    assert not identifies(name)


def test_choices_of_a_form_stand_apart_by_blanks(tmp_path: Path) -> None:
    text = table(
        ("place_id", "question", "on", "sex"), ("vaimora", "feels safe?", "2026-01-02", "female")
    )
    found = read_text(tmp_path, text, kind="perceptions")
    assert len(found.records) in {0, 1}
    assert all(isinstance(r, Perception) for r in found.records)


@pytest.mark.parametrize("kind", ["places", "communities"])
def test_swapped_coordinates_are_turned_round_where_a_person_says_so(
    tmp_path: Path, kind: str
) -> None:
    text = table(("name", "lat", "lon"), ("Kemba", "21.9", "7.2"))
    found = read_text(tmp_path, text, kind=kind, overrides={"coordinates": "swapped"})
    (one,) = found.records
    place = getattr(one, "position", None)
    assert (place.lat, place.lon) == (7.2, 21.9)
