"""Templates and the sheets that people fill in: handed out, read back, refused cell by cell."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pocplanner.formats.profiles import plain
from pocplanner.formats.reading import Reading
from pocplanner.formats.sheets import columns as sheet_columns
from pocplanner.formats.sheets import heads as sheet_heads
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.formats.workbook import template, workbook
from pocplanner.model.actors import Actor
from pocplanner.model.community import Alert, Community, Coping, Mechanism, Perception, Timing
from pocplanner.model.guard import Level
from pocplanner.model.kinds import KINDS as ALL_KINDS
from pocplanner.model.places import Post, Route, Unit
from pocplanner.model.record import Guarded
from pocplanner.words import LANGUAGES, Problem, Words
from tests.formats.reading_of import (
    BOX,
    problem_of,
    read_file,
    read_text,
    refusals,
    table,
    warned,
)

KINDS = sorted(sheet_kinds.SHEETS)


def example_kept(kind: str, language: str, path: Path) -> Reading:
    """The template with its example made a row of its own, read back."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(kind, language)))
    book.worksheets[0]["A3"].value = None
    book.save(path)
    return read_file(path, kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_template_reads_back_as_the_record_that_it_shows(
    tmp_path: Path, kind: str, language: str
) -> None:
    found = example_kept(kind, language, tmp_path / "filled.xlsx")
    assert refusals(found) == [] and warned(found) == {}
    assert found.unknown_codes == ()
    (record,) = found.records
    assert type(record) is sheet_kinds.SHEETS[kind].model
    filled = {c.key for c in sheet_columns.cells(kind)} & set(found.found.columns)
    assert filled == {c.key for c in sheet_columns.cells(kind)}
    assert not isinstance(record, Guarded) or record.sensitivity is Level.HIGH


#: Kinds without a sheet of their own, and why.
NO_SHEET = {
    "Mission": "one record, made with the mission and filled in on its own page",
    "Source": "made by every import from what the file and the person say of it",
    "Area": "comes as shapes", "Settlement": "comes as points of a gazetteer",
    "Airfield": "comes as points of a public list",
    "Series": "made by an import of events", "EventCorrection": "lies over one row of events",
    "Pairing": "made by comparing what two sources name", "Rating": "computed, then judged",
    "Objective": "written in the strategy, beside the threats that it answers",
    "Action": "passes the questions on people's own protection before it is taken up",
    "InterferenceAnswer": "answers one question of one action", "Reliance": "answers a finding",
    "Difference": "holds the views of components, each with its reasons",
    "Residual": "accepted by an office, one threat at a time", "Decision": "asked of an office",
    "Tension": "written in the strategy", "Message": "written in the strategy",
    "Section": "drafted", "Proposal": "made by trying changes",
    "Scenario": "made from a template of its own", "Inject": "belongs to a scenario",
    "Taken": "noted while an exercise is played", "Assumption": "changed beside its default",
    "Term": "made where a word is missing", "Issue": "the log of what left",
    "MapLayer": "how the map is laid out", "SavedView": "how the map is laid out",
    "Terrain": "comes as a raster",
}  # fmt: skip


def test_every_kind_that_people_collect_has_a_sheet_or_a_reason_for_having_none() -> None:
    named = {sheet.model.__name__ for sheet in sheet_kinds.SHEETS.values()}
    every = {kind.__name__ for kind in ALL_KINDS}
    assert named | set(NO_SHEET) == every, "a new kind needs a sheet or a reason"
    assert not named & set(NO_SHEET), "a kind with a sheet needs no reason"


def test_a_sheet_of_speeds_changes_the_lines_of_its_raster(tmp_path: Path) -> None:
    from pocplanner.commands import imports
    from pocplanner.commands import mission as acting
    from pocplanner.model.terrain import GroundClass, Terrain
    from pocplanner.progress import finish

    project = acting.create(tmp_path / "m.pocplan", "M", None, "adviser")
    line = GroundClass(name="Trees", terrain_id="t", code=10, kmh=4, share_percent=7)
    acting.change(project, "edit.record.add", Terrain(id="t", name="Cover"), line, name="x")
    path = tmp_path / "ground.csv"
    path.write_text("name,code,kmh\nTrees,10,9\nBare,60,20\n")
    reading = finish(imports.look(project.snapshot(), path, "ground"))
    finish(imports.keep(project, reading))
    found = {c.code: c for c in project.all(GroundClass)}
    assert (found[10].id, found[10].kmh, found[10].share_percent) == (line.id, 9, 7)
    assert found[60].terrain_id == "t" and len(found) == 2
    project.close()


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_give_the_same_record_but_for_free_text(tmp_path: Path, kind: str) -> None:
    records = [
        example_kept(kind, language, tmp_path / f"{language}.xlsx").records[0]
        for language in LANGUAGES
    ]
    coded = [
        c.field for c in sheet_columns.cells(kind) if c.form in {"code", "codes", "whole", "date"}
    ]
    for field in coded:
        if not field.startswith("consent"):
            assert getattr(records[0], field, None) == getattr(records[1], field, None), field


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_two_columns_of_a_sheet_have_the_same_name(kind: str, language: str) -> None:
    words = Words(language)
    names = [sheet_columns.label(kind, c, words) for c in sheet_columns.cells(kind)]
    assert len({plain(n) for n in names}) == len(names)
    assert all(n.strip() and "formats." not in n for n in names)
    found = sheet_heads.columns(kind, names)
    assert list(found) == [c.key for c in sheet_columns.cells(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_template_brings_nothing(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "new.xlsx"
    template(kind, path, "fr")
    found = read_file(path)
    assert (found.kind, found.counts.example, found.records) == (kind, 1, ())


def test_a_template_holds_lists_hints_and_no_trace_of_its_maker(tmp_path: Path) -> None:
    path = tmp_path / "coping.xlsx"
    template("coping", path, "fr")
    data = path.read_bytes()
    assert data == workbook("coping", "fr")
    book = openpyxl.load_workbook(path)
    main, explained, lists = book.worksheets
    assert main.row_dimensions[1].hidden and main["A1"].value == "coping.key"
    assert main["A2"].value == "Référence" and main["A3"].value == "EXEMPLE"
    rules = {str(v.sqref): v.formula1 for v in main.data_validations.dataValidation}
    assert any(lists.title in f for f in rules.values()) and len(rules) > 5
    listed = [c.value for c in lists[1]]
    assert "coping_strategy" in listed
    told = [row[1].value or "" for row in explained.iter_rows(min_row=5)]
    assert any("points-virgules" in t for t in told)
    with zipfile.ZipFile(path) as archive:
        assert b"creator" not in archive.read("docProps/core.xml")
        assert {i.date_time[0] for i in archive.infolist()} == {1980}


@pytest.mark.parametrize(
    ("kind", "name", "language", "key"),
    [
        ("weather", "a.xlsx", "en", "template_kind_unknown"),
        ("events", "a.xlsx", "en", "template_kind_unknown"),
        ("coping", "a.xlsx", "de", "template_language_unknown"),
        ("coping", "a.csv", "en", "template_not_xlsx"),
        ("coping", "gone/a.xlsx", "en", "template_folder_missing"),
        ("coping", "taken.xlsx", "en", "template_not_written"),
    ],
)
def test_a_template_that_cannot_be_written_says_why(
    tmp_path: Path, kind: str, name: str, language: str, key: str
) -> None:
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(Problem) as found:
        template(kind, tmp_path / name, language)
    assert found.value.key == key
    for said in LANGUAGES:
        assert "{" not in Words(said).problem(found.value)
    assert not list(tmp_path.glob("*.part"))


# --- what people write into the cells --------------------------------------------------------


def rows(kind: str, tmp_path: Path, /, *given: dict[str, Any], **facts: Any) -> Reading:
    """Rows of a kind as a CSV with the keys of its columns as head."""
    head = list(dict.fromkeys(k for row in given for k in row))
    text = table(head, *[[row.get(k, "") for k in head] for row in given])
    return read_text(tmp_path, text, f"{kind}.csv", kind=kind, **facts)


def one(kind: str, tmp_path: Path, /, **given: Any) -> Any:
    """The record of one row."""
    found = rows(kind, tmp_path, given)
    assert refusals(found) == []
    return found.records[0]


def test_a_community_with_its_people_groups_and_protectors(tmp_path: Path) -> None:
    made = one(
        "communities",
        tmp_path,
        name="Malo",
        lat="6,1",
        lon="22,9",
        area_ids="Norda",
        population="1 850",
        people_female_18_29="260",
        people_male_60_plus="12",
        groups="Farmers (Livelihood): 1400; Displaced (statut de résidence): 450 !",
        vulnerabilities="Remoteness; no_phone_coverage",
        market_days="Thursday, Sunday",
        protectors="Elders: oui/yes/partly; Post: no/unknown/no",
        last_visit_on="12 avril 2026",
    )
    assert isinstance(made, Community) and made.position is not None
    assert (made.position.lat, made.position.lon) == (6.1, 22.9)
    assert made.area_ids == ("norda",) and made.population == 1850
    assert [(p.sex, p.age, p.count) for p in made.people] == [
        ("female", "18_29", 260),
        ("male", "60_plus", 12),
    ]
    assert [(g.name, g.dimension, g.people, g.at_risk) for g in made.groups] == [
        ("Farmers", "livelihood", 1400, False),
        ("Displaced", "status", 450, True),
    ]
    assert [v.factor for v in made.vulnerabilities] == ["remoteness", "no_phone_coverage"]
    assert made.market_days == ("thursday", "sunday")
    assert [(p.able, p.willing, p.trusted) for p in made.protectors] == [
        ("yes", "yes", "partly"),
        ("no", "unknown", "no"),
    ]
    assert made.last_visit_on == date(2026, 4, 12)


def test_a_mechanism_whose_seats_add_up(tmp_path: Path) -> None:
    made = one(
        "mechanisms",
        tmp_path,
        name="Committee",
        kind="lpc",
        place_id="vaimora",
        seats_women="6",
        seats_men="6",
        deciding_women="2",
        deciding_men="4",
        seats_groups="Displaced: 2/1 (1/0); 18–29: 1/1",
        focal_points="cfp-01 female fr; CFP-02 h inactive",
        trust="women: mission: 3: 2026-05-01; Herders: the state: 1",
        consent_given_on="2026-05-01",
        consent_purposes="planning",
        consent_audiences="core; mission",
        overlap="1",
    )
    assert isinstance(made, Mechanism)
    assert sum(s.seats for s in made.seats) == 12
    assert sum(s.deciding for s in made.seats) == 6
    assert sum(s.seats for s in made.seats if s.sex == "female") == 6
    assert {(s.group, s.age) for s in made.seats} == {
        ("Displaced", "not_stated"),
        ("", "18_29"),
        ("", "not_stated"),
    }
    assert [(p.pseudonym, p.sex, p.language, p.active) for p in made.focal_points] == [
        ("CFP-01", "female", "fr", True),
        ("CFP-02", "male", "", False),
    ]
    assert [(t.group, t.sex, t.whom, t.level) for t in made.trust] == [
        ("", "female", "mission", 3),
        ("Herders", "all", "state", 1),
    ]
    assert made.consent is not None and made.consent.given_on == date(2026, 5, 1)


def test_times_without_a_zone_are_of_the_mission(tmp_path: Path) -> None:
    given = {"place_id": "Séré", "received_at": "20/04/2026 05:40", "text": "seen at the ford"}
    found = rows("alerts", tmp_path, given, time_zone="Africa/Bangui")
    alert = found.records[0]
    assert isinstance(alert, Alert) and alert.place_id == "sere"
    assert alert.received_at.isoformat() == "2026-04-20T05:40:00+01:00"
    assert alert.outcome == "open"


def test_actors_routes_units_and_times(tmp_path: Path) -> None:
    actor = one(
        "actors",
        tmp_path,
        name="Front",
        roles="perpetrator: 2021-01-01: 2023-06-30; protector",
        rationales="predatory_violence: medium: PoC adviser: taxes: at two markets",
        across_border="oui",
    )
    assert isinstance(actor, Actor) and actor.across_border
    assert [(r.role, str(r.since), str(r.until)) for r in actor.roles] == [
        ("perpetrator", "2021-01-01", "2023-06-30"),
        ("protector", "None", "None"),
    ]
    assert actor.rationales[0].basis == "taxes: at two markets"
    assert actor.rationales[0].source_id
    route = one("routes", tmp_path, name="Road", line="7.2, 21.8; 7,3 21,9", kind="track")
    assert isinstance(route, Route) and route.line is not None
    assert next(iter(route.line.coords)) == (21.8, 7.2)
    unit = one("units", tmp_path, name="A", post_id="COB Soudrel", ready_day_min="10-20-40")
    assert isinstance(unit, Unit) and unit.ready_day_min is not None
    assert (unit.ready_day_min.min, unit.ready_day_min.max) == (10, 40)
    timing = one("timings", tmp_path, place_id="Vaimora", warning="10 – 30", travel="90")
    assert isinstance(timing, Timing) and timing.warning and timing.travel
    assert timing.warning.likely == 20 and timing.travel.max == 90
    post = one("posts", tmp_path, name="COB X", lat="7.1", lon="21.1", kind="Checkpoint")
    assert isinstance(post, Post) and post.kind == "checkpoint"
    coping = one(
        "coping",
        tmp_path,
        title="Flight at night",
        strategy="Fuite temporaire",
        place_id="Old Vaimora",
        hours="22-2; 5",
        users_age="18_29; 30–59",
    )
    assert isinstance(coping, Coping) and coping.hours == (22, 23, 0, 1, 2, 5)
    assert coping.place_id == "vaimora"


def test_a_perception_is_kept_as_said(tmp_path: Path) -> None:
    given = {
        "place_id": "TS0101",
        "question": "feels_safe_day",
        "on": "2026-04-12",
        "asked": "24",
        "positive": "7",
        "sex": "Women and girls",
    }
    made = one("perceptions", tmp_path, **given)
    assert isinstance(made, Perception) and (made.sex, made.positive) == ("female", 7)


@pytest.mark.parametrize(
    ("kind", "given", "column", "reason"),
    [
        ("communities", {"name": "", "kind": "village", "lat": "1"}, "name", "required"),
        ("communities", {"name": "A", "population": "-4"}, "population", "negative"),
        ("communities", {"name": "A", "population": "lots"}, "population", "not_a_number"),
        ("communities", {"name": "A", "lat": "x", "lon": "21"}, "lat", "not_a_coordinate"),
        ("communities", {"name": "A", "lat": "99", "lon": "7"}, "lat", "coordinates_out_of_range"),
        ("communities", {"name": "A", "kind": "other"}, "kind", "other_needs_words"),
        ("communities", {"name": "A", "kind": "x" * 130}, "kind", "too_long"),
        ("communities", {"name": "A", "protectors": "B: yes/no"}, "protectors", "wrong_form"),
        (
            "communities",
            {"name": "A", "last_visit_on": "31/02/2026"},
            "last_visit_on",
            "no_such_day",
        ),
        (
            "coping",
            {"title": "A", "strategy": "x", "place_id": "Nowhere"},
            "place_id",
            "name_not_found",
        ),
        (
            "coping",
            {"title": "A", "strategy": "x", "place_id": "Twin"},
            "place_id",
            "name_ambiguous",
        ),
        (
            "coping",
            {"title": "A", "strategy": "x", "place_id": "Vaimora", "hours": "25"},
            "hours",
            "not_an_hour",
        ),
        ("mechanisms", {"name": "A", "overlap": "7"}, "overlap", "model.at_most"),
        ("mechanisms", {"name": "A", "focal_points": "Marie f"}, "focal_points", "model.pseudonym"),
        (
            "mechanisms",
            {"name": "A", "alerts_sent": "1", "alerts_answered": "2"},
            "",
            "model.more_answered",
        ),
        (
            "mechanisms",
            {"name": "A", "seats_women": "1", "seats_groups": "B: 2/0"},
            "seats_groups",
            "groups_above_seats",
        ),
        ("mechanisms", {"name": "A", "seats_groups": "B: many"}, "seats_groups", "wrong_form"),
        ("mechanisms", {"name": "A", "trust": "women: mission"}, "trust", "wrong_form"),
        (
            "actors",
            {"name": "A", "kind": "mob", "across_border": "perhaps"},
            "across_border",
            "not_yes_or_no",
        ),
        ("actors", {"name": "A", "kind": "mob", "rationales": "x: y"}, "rationales", "wrong_form"),
        (
            "actors",
            {"name": "A", "kind": "mob", "roles": "x: 2026-01-01: 2025-01-01"},
            "roles",
            "model.ends_before_begins",
        ),
        ("routes", {"name": "A", "kind": "dirt", "line": "1, 2"}, "line", "not_a_line"),
        ("timings", {"place_id": "Vaimora", "travel": "soon"}, "travel", "not_a_number"),
        ("timings", {"place_id": "Vaimora", "travel": "5/4/3"}, "travel", "model.range_order"),
        ("timings", {"place_id": "Vaimora", "travel": "1/2/3/4"}, "travel", "not_a_range"),
        ("alerts", {"place_id": "Vaimora", "received_at": "never"}, "received_at", "not_a_date"),
        (
            "alerts",
            {"place_id": "Vaimora", "received_at": "2026-01-02 09:00", "verified_at": "2026-01-01"},
            "",
            "model.alert_verified_before",
        ),
        (
            "requests",
            {"place_id": "Vaimora", "text": "A", "asked_on": "2026-01-01", "answer": "refused"},
            "",
            "model.refusal_without_reason",
        ),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_and_reason(
    tmp_path: Path, kind: str, given: dict[str, str], column: str, reason: str
) -> None:
    found = rows(kind, tmp_path, {"key": "", **given})
    assert found.records == ()
    assert (2, column, reason) in refusals(found)


def test_a_misspelt_place_is_proposed(tmp_path: Path) -> None:
    found = rows("timings", tmp_path, {"place_id": "Vaimoro", "travel": "10"})
    assert refusals(found) == [(2, "place_id", "name_not_found")]
    repair = found.refused[0].repair
    assert repair is not None and repair.value == "Vaimora"


def test_a_name_that_need_not_be_there_is_left_out_and_said(tmp_path: Path) -> None:
    found = rows("mechanisms", tmp_path, {"name": "A", "kind": "lpc", "place_id": "Nowhere"})
    assert warned(found)["name_not_found"] == 1 and found.counts.kept == 1


def test_a_term_of_nobody_stays_and_is_listed(tmp_path: Path) -> None:
    given = [{"name": n, "kind": "floating camp", "phone": "other: by boat"} for n in "ABC"]
    found = rows("communities", tmp_path, *[{**g, "name": g["name"] * 3} for g in given])
    assert [(u.vocabulary, u.code, u.count) for u in found.unknown_codes] == [
        ("community_kind", "floating camp", 3)
    ]
    assert {getattr(r, "phone") for r in found.records} == {"other:by boat"}  # noqa: B009


def test_a_term_of_the_mission_is_understood(tmp_path: Path) -> None:
    given = {"name": "A", "kind": "Floating camp", "phone": "none"}
    terms = {"community_kind": {"floating camp": "floating"}}
    found = rows("communities", tmp_path, given, terms=terms)
    assert getattr(found.records[0], "kind") == "floating"  # noqa: B009
    assert found.unknown_codes == ()


def test_the_same_rows_again_are_the_same_records(tmp_path: Path) -> None:
    given = [{"name": "A", "kind": "village"}, {"key": "7", "name": "B", "kind": "village"}]
    first = rows("communities", tmp_path, *given)
    given[0]["population"], given[1]["name"] = "12", "B again"
    second = rows("communities", tmp_path, *given)
    assert [r.id for r in first.records] == [r.id for r in second.records]
    assert first.source.id == second.source.id
    twice = rows("communities", tmp_path, given[0], given[0])
    assert refusals(twice) == [(3, "key", "same_row_twice")]


def test_a_place_swapped_or_far_from_the_mission(tmp_path: Path) -> None:
    given = [
        {"name": "A", "lat": "21.8", "lon": "7.2"},
        {"name": "B", "lat": "48", "lon": "2"},
        {"name": "C", "lat": "7.2", "lon": ""},
    ]
    found = rows("communities", tmp_path, *given, box=BOX)
    assert refusals(found) == [(2, "lat", "coordinates_swapped")]
    assert warned(found) == {"far_away": 1, "half_a_position": 1}


def test_a_sheet_is_known_by_its_labels_in_either_language(tmp_path: Path) -> None:
    for language in LANGUAGES:
        words = Words(language)
        keys = ("name", "kind", "lat", "lon", "phone", "population", "women_note")
        head = [
            sheet_columns.label("communities", c, words)
            for c in sheet_columns.cells("communities")
            if c.key in keys
        ]
        text = table(head, ["A", "7.2", "21.8", "village", "12", "good", "x"][: len(head)])
        assert read_text(tmp_path, text, f"{language}.csv").kind == "communities"


def test_the_template_of_another_kind_is_not_taken_for_this_one(tmp_path: Path) -> None:
    data = workbook("coping", "en")
    assert problem_of(tmp_path, data, "a.xlsx", kind="actors") == "import_other_template"


# --- workbooks as such -----------------------------------------------------------------------


def book_of(*lines: tuple[Any, ...], **sheets_: list[tuple[Any, ...]]) -> bytes:
    """A workbook with these rows on its first sheet, and others beside it."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)  # type: ignore[union-attr]
    for name, more in sheets_.items():
        sheet = book.create_sheet(name)
        for line in more:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = ("id", "date", "latitude", "longitude", "type", "deaths")


def test_a_workbook_of_events_with_dates_formulas_and_other_sheets(tmp_path: Path) -> None:
    data = book_of(
        HEAD,
        (1, date(2026, 1, 5), 7.2, 21.8, "threat", 3.0),
        (),
        (2, "=DATE(2026,1,5)", 7.2, 21.8, "threat", 1),
        Other=[("x",)],
    )
    found = read_text(tmp_path, data, "a.xlsx")
    assert (found.found.format, found.found.sheet) == ("xlsx", "Sheet")
    assert found.counts.kept == 1 and refusals(found) == [(4, "date", "no_date")]
    assert warned(found) == {
        "formulas": 1,
        "formulas_without_result": 1,
        "other_sheets": 1,
    }
    assert (
        problem_of(tmp_path, data, "a.xlsx", overrides={"sheet": "None"}) == "import_no_such_sheet"
    )


def test_a_cell_at_the_end_of_the_world_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for place, name in enumerate(HEAD, start=1):
        sheet.cell(1, place, name)
        sheet.cell(2, place, ("1", "2026-01-05", 7, 21, "threat", 0)[place - 1])
    sheet["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    assert problem_of(tmp_path, out.getvalue(), "a.xlsx") == "import_too_many_columns"
    sheet["XFD1048576"] = None
    sheet["H1048576"] = "stray"
    out = io.BytesIO()
    book.save(out)
    found = read_text(tmp_path, out.getvalue(), "a.xlsx")
    assert found.counts.kept == 1 and warned(found)["cells_outside"] == 1


def test_a_bomb_in_a_workbook_is_not_unpacked(tmp_path: Path) -> None:
    good = book_of(HEAD, ("1", "2026-01-05", 7, 21, "threat", 0))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            made.writestr(name, given.read(name))
        made.writestr("xl/media/filler.bin", b"0" * (60 << 20))
    assert problem_of(tmp_path, out.getvalue(), "a.xlsx") == "import_inflates"


@pytest.mark.parametrize(
    "payload",
    [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
def test_a_workbook_with_a_doctype_is_refused(tmp_path: Path, payload: bytes) -> None:
    good = book_of(HEAD, ("1", "2026-01-05", 7, 21, "threat", 0))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            made.writestr(name, payload + content if name.endswith("sheet1.xml") else content)
    assert problem_of(tmp_path, out.getvalue(), "a.xlsx") == "import_zip_unsafe"


def test_a_workbook_that_is_broken_inside_says_so(tmp_path: Path) -> None:
    good = book_of(HEAD, ("1", "2026-01-05", 7, 21, "threat", 0))
    for victim in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as given, zipfile.ZipFile(out, "w") as made:
            for name in given.namelist():
                made.writestr(name, b"<broken" if name == victim else given.read(name))
        assert problem_of(tmp_path, out.getvalue(), "a.xlsx") == "import_workbook_broken"


def test_rows_of_one_sheet_may_name_those_below_them(tmp_path: Path) -> None:
    found = rows(
        "mechanisms",
        tmp_path,
        {"name": "Watch", "kind": "can", "passes_to_ids": "Desk; Council"},
        {"name": "Desk", "kind": "hotline", "passes_to_ids": "Watch; Nowhere"},
        {"name": "Council", "kind": "lpc", "alerts_sent": "4", "alerts_answered": "6"},
    )
    watch, desk = found.records
    assert isinstance(watch, Mechanism) and isinstance(desk, Mechanism)
    # A circle stays one; a row that was refused is named by nobody, and that is told.
    assert (watch.passes_to_ids, desk.passes_to_ids) == ((desk.id,), (watch.id,))
    assert warned(found)["name_not_found"] == 2
    assert [r.line for r in found.refused] == [4]


def test_two_rows_of_one_name_are_named_by_nobody(tmp_path: Path) -> None:
    found = rows(
        "mechanisms",
        tmp_path,
        {"key": "a", "name": "Desk", "kind": "hotline", "passes_to_ids": ""},
        {"key": "b", "name": "Desk", "kind": "hotline", "passes_to_ids": ""},
        {"key": "c", "name": "Watch", "kind": "can", "passes_to_ids": "Desk"},
    )
    assert found.records[2].passes_to_ids == ()
    assert warned(found)["name_not_found"] == 1
