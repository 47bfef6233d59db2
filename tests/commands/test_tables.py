"""Rows are changed in bulk, corrected with a reason, and pasted with a look at each first."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.commands import mission as acting
from pocplanner.commands import pasting
from pocplanner.commands import tables as tabling
from pocplanner.commands.cells import Cells, Unread, fields_of
from pocplanner.model.community import Community
from pocplanner.model.events import EventCorrection, Series
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Mission
from pocplanner.model.places import Post, Settlement
from pocplanner.model.record import Record
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem, Words
from tests import makers

TODAY = date(2026, 11, 1)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The small mission that hangs together."""
    made = acting.create(tmp_path / "small.pocplan", "Oloria", None, "PoC adviser")
    with made.edit("edit.mission.sample"):
        made.put(*(r for r in makers.records() if not isinstance(r, (Mission, Series))))
        made.put(
            Series(id="ser-events", source_id="src-events", import_id="import-1", rows=3),
            makers.a_settlement(id="twin-1", name="Twin"),
            makers.a_settlement(id="twin-2", name="Twin"),
        )
    yield made
    made.close()


def paste(project: Project, kind: type[Record], text: str, *shown: str) -> pasting.Pasted:
    """What pasting a text would do, in English."""
    return pasting.preview(project.snapshot(), kind, text, shown, "en", TODAY)


def said(row: pasting.PastedRow, language: str = "en") -> str:
    """Why a row is refused, in a sentence."""
    words = Words(language)
    return " ".join(words.text(r.key, **r.facts) for r in row.reasons)


# ---------------------------------------------------------------------------------- cells


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_field_that_fits_a_cell_is_read_as_it_was_written(
    project: Project, language: str
) -> None:
    snapshot = project.snapshot()
    cells = Cells(snapshot, language, TODAY)
    seen = 0
    for record in snapshot:
        for name in fields_of(type(record)):
            value = getattr(record, name)
            text = cells.write(type(record), name, value)
            if text and not (isinstance(value, str) and value != value.strip()):
                assert cells.read(type(record), name, text) == value, (type(record), name, text)
                seen += 1
    assert seen > 150


def test_a_term_a_name_and_a_position_are_read_as_people_write_them(project: Project) -> None:
    cells = Cells(project.snapshot(), "fr", TODAY)
    assert cells.read(Post, "position", "4°21′40″N 18°33′18″O").lon == pytest.approx(-18.555)
    assert cells.read(Community, "kind", "Village") == "village"
    with pytest.raises(Unread) as unread:
        cells.read(Community, "kind", "no such thing")
    assert unread.value.key == "table.reason.no_term"


# ------------------------------------------------------------------------------ the clipboard

CELLS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85"),
    max_size=8,
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_is_copied_is_pasted_unchanged_and_never_a_formula(rows: list[list[str]]) -> None:
    text = tabling.clipboard_text(["one", "two"], rows)
    for line in text.split("\n")[1:]:
        assert not line.startswith(("=", "+", "@", "|", "%"))
    back = tabling.clipboard_rows(text)[1:]
    while rows and not any(c.strip() for c in rows[-1]):
        rows = rows[:-1]
    assert back == rows


def test_cells_with_line_ends_and_tabs_come_back_whole() -> None:
    rows = [['a\nb\t"c"', "=1+1"]]
    assert tabling.clipboard_rows(tabling.clipboard_text(["x", "y"], rows))[1:] == rows


def test_more_than_a_person_can_look_through_is_refused_with_the_way_for_more() -> None:
    with pytest.raises(Problem) as caught:
        tabling.clipboard_rows("a\n" * (tabling.MOST_PASTED + 2))
    assert caught.value.key == "table.paste_too_long"


# ------------------------------------------------------------------------------------ pasting


def test_rows_are_told_apart_new_changed_the_same_and_refused(project: Project) -> None:
    known = project.all(Community)[0]
    text = "\n".join(
        [
            "Name\tPopulation\tKind",
            f"{known.name}\t{(known.population or 0) + 7}\t",
            "A new place\t12\tVillage",
            "Another\tmany\tVillage",
            "Third\t5\tcastle of glass",
        ]
    )
    found = paste(project, Community, text)
    assert [r.state for r in found.rows] == ["changed", "new", "refused", "refused"]
    assert [r.line for r in found.rows] == [2, 3, 4, 5]
    assert found.rows[0].changes[0].field == "population"
    assert "many" in said(found.rows[2])
    assert "castle of glass" in said(found.rows[3])
    assert all("{" not in said(r, language) for r in found.rows for language in ("en", "fr"))
    before = len(project.all(Community))
    assert pasting.keep(project, found) == 2
    assert len(project.all(Community)) == before + 1
    changed = project.get(Community, known.id)
    assert changed is not None
    assert changed.population == (known.population or 0) + 7
    assert changed.kind == known.kind, "an empty cell leaves a field as it is"
    project.undo()
    assert project.get(Community, known.id) == known
    assert len(project.all(Community)) == before


def test_what_a_table_copied_is_the_same_when_it_is_pasted_back(project: Project) -> None:
    cells = Cells(project.snapshot(), "en", TODAY)
    words = Words("en")
    for kind in KINDS:
        if kind.__name__ in tabling.FIXED or kind is Mission or not project.all(kind):
            continue
        names = fields_of(kind)
        heads = ["id" if n == "id" else words.label(kind, n) for n in names]
        if len(set(heads)) < len(heads):
            heads = list(names)
        rows = [[cells.write(kind, n, getattr(r, n)) for n in names] for r in project.all(kind)]
        found = paste(project, kind, tabling.clipboard_text(heads, rows))
        assert {r.state for r in found.rows} == {"same"}, (kind, [said(r) for r in found.rows])
        assert pasting.keep(project, found) == 0


def test_a_name_that_two_share_is_refused_until_an_id_tells_which(project: Project) -> None:
    (row,) = paste(project, Settlement, "Name\tPopulation\nTwin\t7").rows
    assert row.state == "refused"
    assert "2 records" in said(row)
    (row,) = paste(project, Settlement, "id\tName\tPopulation\ntwin-2\tTwin\t7").rows
    assert row.state == "changed"
    assert row.record is not None
    assert row.record.id == "twin-2"


def test_one_name_on_two_lines_is_kept_once_and_the_second_line_says_so(project: Project) -> None:
    found = paste(project, Settlement, "Name\nNowhere\nNOWHERE")
    assert [r.state for r in found.rows] == ["new", "refused"]
    assert "line 2" in said(found.rows[1])


def test_a_table_without_heads_is_read_by_the_columns_that_are_shown(project: Project) -> None:
    found = paste(
        project, Settlement, "Somewhere\t-4.36, 18.55\t300", "name", "position", "population"
    )
    (row,) = found.rows
    assert row.state == "new"
    assert isinstance(row.record, Settlement)
    assert row.record.position is not None
    assert (row.record.position.lat, row.record.population) == (-4.36, 300)


def test_latitude_and_longitude_in_two_columns_are_one_position(project: Project) -> None:
    text = "Name\tLatitude\tLon\tColour\nA\t4,36\t18,55\tred\nB\t4.36\t\t"
    found = paste(project, Settlement, text)
    assert found.left_out == ("Colour",)
    assert [r.state for r in found.rows] == ["new", "refused"]
    assert "without the other" in said(found.rows[1])


def test_a_row_with_more_cells_than_columns_is_refused_and_not_cut(project: Project) -> None:
    (row,) = paste(project, Settlement, "Name\tPopulation\nA\t1\t2").rows
    assert row.state == "refused"


def test_nothing_to_paste_and_kinds_of_other_acts_are_refused(project: Project) -> None:
    for kind, text, key in (
        (Settlement, "Name\tPopulation", "paste_empty"),
        (Series, "id\nx", "paste_fixed"),
    ):
        with pytest.raises(Problem) as caught:
            paste(project, kind, text)
        assert caught.value.key == f"table.{key}"
        for language in ("en", "fr"):
            assert "{" not in Words(language).problem(caught.value)


# ---------------------------------------------------------------------------------- in bulk


def test_one_field_of_many_records_is_one_act_and_one_undo(project: Project) -> None:
    ids = ["twin-1", "twin-2"]
    done = tabling.set_field(project, ids, "population", 40)
    assert (done.changed, done.refused) == (2, ())
    assert {r.population for r in project.all(Settlement) if r.id in ids} == {40}
    project.undo()
    assert {r.population for r in project.all(Settlement) if r.id in ids} == {
        makers.a_settlement().population
    }


def test_a_record_that_refuses_stays_and_is_named(project: Project) -> None:
    done = tabling.set_field(project, ["twin-1"], "population", -3)
    assert done.changed == 0
    assert [r.id for r in done.refused] == ["twin-1"]
    assert not Words("en").text(done.refused[0].key, **done.refused[0].facts).startswith("model.")


def test_what_other_acts_make_is_not_changed_in_a_table(project: Project) -> None:
    for id, field in (("ser-events", "rows"), ("twin-1", "id"), ("twin-1", "sensitivity")):
        with pytest.raises(Problem) as caught:
            tabling.set_field(project, [id], field, 1)
        assert caught.value.key == "table.fixed"
    with pytest.raises(Problem):
        tabling.set_field(project, ["nobody"], "name", "x")


def test_events_are_corrected_with_a_reason_and_their_rows_stay(project: Project) -> None:
    ids = ["ser-events:E1", "ser-events:E2"]
    done = tabling.correct_events(project, ids, "Counted twice", removed=True)
    assert done.changed == 2
    again = tabling.correct_events(project, ids[:1], "It did happen", removed=False, deaths_best=2)
    assert again.changed == 1
    mine = {c.event_key: c for c in project.all(EventCorrection) if c.event_key in ("E1", "E2")}
    assert (mine["E1"].removed, mine["E1"].deaths_best, mine["E2"].removed) == (False, 2, True)
    assert mine["E1"].author == "PoC adviser"
    project.undo()
    project.undo()
    assert not [c for c in project.all(EventCorrection) if c.event_key in ("E1", "E2")]


def test_no_correction_without_a_reason_nor_of_more_than_a_person_can_mean(
    project: Project,
) -> None:
    with pytest.raises(Problem) as caught:
        tabling.correct_events(project, ["ser-events:E1"], "  ", removed=True)
    assert caught.value.key == "table.no_reason"
    many = [f"ser-events:E{i}" for i in range(tabling.MOST_CORRECTED + 1)]
    with pytest.raises(Problem) as caught:
        tabling.correct_events(project, many, "all wrong", removed=True)
    assert caught.value.key == "table.too_many_events"


def test_ten_thousand_events_are_corrected_in_one_act_and_taken_back_by_one(
    project: Project,
) -> None:
    before = len(project.all(EventCorrection))
    many = [f"ser-events:X{n}" for n in range(10_000)]
    steps = tabling.correct_work(project, many, "counted twice", removed=True)
    first = next(steps)
    assert (first.done, first.total) == (0, 10_000)
    assert finish(steps).changed == 10_000
    assert len(project.all(EventCorrection)) == before + 10_000
    project.undo()
    assert len(project.all(EventCorrection)) == before
