"""The small parts: cells, names that look alike, guarded cells, what waits in memory."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.formats.alike import alike, closest
from pocplanner.formats.context import Known, folded
from pocplanner.formats.reader import cells
from pocplanner.formats.reader.cells import Bad, Column, Dates, Day
from pocplanner.formats.reading import Spool, stable_id
from pocplanner.formats.safe_cells import guarded, restored, write_csv
from pocplanner.model.event_chunk import EventChunk, Texts
from pocplanner.model.events import LABEL_COLUMNS, Labels, no_events
from pocplanner.store.overflow import Overflow

# --- cells -----------------------------------------------------------------------------------


@given(st.text(max_size=80))
def test_no_text_breaks_a_parser(text: str) -> None:
    for parse in (cells.degrees, cells.count, cells.hour, Dates("dmy", 2027).day):
        parse(text)
    cells.order_of([text])


@given(st.floats(-180, 180).map(lambda v: round(v, 6)))
def test_degrees_come_back_with_a_point_or_a_comma(value: float) -> None:
    text = f"{value:.6f}"
    assert cells.degrees(text) == pytest.approx(value)
    assert cells.degrees(text.replace(".", ",")) == pytest.approx(value)


@given(st.dates(min_value=__import__("datetime").date(1900, 1, 1)), st.sampled_from(["dmy", "mdy"]))
def test_a_day_reads_the_same_in_every_form(day: "__import__('datetime').date", order: str) -> None:  # type: ignore[valid-type]
    found = Dates(order, 9999)
    short = f"{day:%d/%m/%Y}" if order == "dmy" else f"{day:%m/%d/%Y}"
    wanted = day.toordinal() - cells.EPOCH
    for text in (day.isoformat(), f"{day} 00:00:00.000", f"{day:%d %B %Y}", short):
        read = found.day(text)
        assert isinstance(read, Day) and read.number == wanted, text


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-01-05 14:30", 14),
        ("2026-01-05T05:10:00Z", 5),
        ("2026-01-05 00:00:00", -1),
        ("2026-01-05T00:00:00.000", -1),
        ("5 January 2026, 7:45", 7),
    ],
)
def test_midnight_to_the_second_is_no_hour(text: str, hour: int) -> None:
    found = Dates("dmy", 2027).day(text)
    assert isinstance(found, Day) and found.hour == hour


@pytest.mark.parametrize(
    ("text", "hour"), [("14h30", 14), ("14h", 14), ("2 pm", 14), ("12 am", 0), ("7", 7), ("", -1)]
)
def test_hours_as_people_write_them(text: str, hour: int) -> None:
    assert cells.hour(text) == hour


def test_a_column_looks_at_every_text_once() -> None:
    seen: list[str] = []

    def parse(text: str) -> int | Bad:
        seen.append(text)
        return Bad("not_a_number") if text == "x" else int(text)

    column = Column(parse, np.int32, -1)
    found = column.read(["1", "x", "1", "2", "x"])
    assert found.values.tolist() == [1, -1, 1, 2, -1] and set(found.bad) == {1, 4}
    column.read(["1", "2", "x"])
    assert sorted(seen) == ["1", "2", "x"]


# --- names that look alike -------------------------------------------------------------------


def place(id: str, name: str, lon: float | None = 21.0, lat: float | None = 7.0) -> Known:
    """A community."""
    return Known(id, "Community", name, (), lon, lat)


def test_names_that_look_alike_are_proposed_with_how_far_apart() -> None:
    (found,) = alike([place("a", "Béguéla")], [place("b", "Beguela", 21.1), place("c", "Malo")])
    assert {found.one.id, found.other.id} == {"a", "b"} and found.score == 100
    assert found.km is not None and 10 < found.km < 12


def test_places_far_apart_or_of_another_kind_are_not_compared() -> None:
    far = place("b", "Beguela", 22.0)
    actor = Known("c", "Actor", "Beguela")
    assert alike([place("a", "Beguela")], [far, actor, place("a", "Beguela")]) == ()


def test_names_whose_telling_part_differs_are_not_proposed() -> None:
    def state(id: str, name: str) -> Known:
        return Known(id, "Actor", name)

    apart = ("Government of Rwanda", "Government of Uganda")
    near = ("Government of the Republic of Oudrema", "Government of the Republic of Udrema")
    assert alike([state("a", apart[0])], [state("b", apart[1])]) == ()
    assert len(alike([state("a", near[0])], [state("b", near[1])])) == 1


def test_actors_are_compared_by_all_their_names() -> None:
    one = Known("a", "Actor", "Red Plain Front", ("RPF", "Men of the plain"))
    other = Known("b", "Actor", "men of the plains")
    (found,) = alike([one], [other])
    assert found.km is None and found.score >= 90
    assert alike([one, other]) == (found,)


def test_a_misspelt_name_finds_its_neighbours() -> None:
    assert closest("Vaimoro", ["Vaimora", "Malo", "Vaimora-Centre"])[0] == "Vaimora"
    assert closest("", ["Vaimora"]) == [] and closest("zzz", ["Vaimora"]) == []


@given(st.text(max_size=30))
def test_a_folded_name_is_folded_once_and_for_all(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_a_plain_name_is_folded_as_beside_an_accent(name: str) -> None:
    assert folded(f"É {name}") == f"e {folded(name)}".strip()


# --- cells that leave ------------------------------------------------------------------------

FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－x", "＠x", " =1")


@pytest.mark.parametrize("text", [*FORMULAS, "\ufeff=1", "|cmd", "%0A=1", "'=1"])
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == "'" + text and restored(guarded(text)) == text


@pytest.mark.parametrize("text", ["-11.2431", "+5", "12,5", "Vaimora", "d'Arc", "'tis", ""])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text and restored(text) == text


@given(st.text(max_size=40))
def test_every_text_comes_back(text: str) -> None:
    assert restored(guarded(text)) == text


def test_a_table_is_written_with_every_cell_guarded() -> None:
    data = write_csv(["name", "=x"], [["=cmd|' /C calc'!A0", "Béguéla"]])
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["name", "'=x"], ["'=cmd|' /C calc'!A0", "Béguéla"]]


# --- what waits ------------------------------------------------------------------------------


def chunk(size: int) -> EventChunk:
    """A chunk of one event with a long text."""
    empty = no_events()
    columns = {name: Labels(np.zeros(1, np.int32), ("",)) for name in LABEL_COLUMNS}
    numbers = {
        name: np.zeros(1, getattr(empty, name).dtype)
        for name in type(empty).__dataclass_fields__
        if name not in {*columns, "series_ids"}
    }
    text = Texts.of(["x" * size])
    nothing = Texts.of([""])
    return EventChunk(type(empty)(**{**numbers, **columns}), text, nothing, nothing, nothing)


def test_a_spool_gives_back_what_was_put_in_from_memory_and_from_beyond(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Spool, "IN_MEMORY", 300)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spool = Spool(Overflow)
    for _ in range(4):
        spool.add(chunk(2000))
    for _ in range(2):
        assert [c.detail(0)["note"] for c in spool] == ["x" * 2000] * 4
    assert spool.rows == 4
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert files and all(b"xxxx" not in p.read_bytes() for p in files)
    assert [len(c) for c in spool.packed()] == [1] * 4
    del spool
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_ids_are_stable_and_told_apart() -> None:
    assert stable_id("a", "bc") == stable_id("a", "bc") != stable_id("ab", "c")
