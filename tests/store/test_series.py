"""Events by the hundred thousand: unseen until kept, updated by the source's own ids."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pocplanner.model.edit import Change
from pocplanner.model.event_chunk import EventChunk
from pocplanner.model.events import EventCorrection, Events, Series
from pocplanner.model.mission import Source
from pocplanner.progress import finish
from pocplanner.store import chunks
from pocplanner.store.file import MissionFile
from pocplanner.store.series import Staged
from pocplanner.words import Problem
from tests.store.makers import a_chunk, a_draft, a_file, put, reopened


@pytest.fixture
def file(tmp_path: Path) -> Iterator[MissionFile]:
    """A new sealed file."""
    file = a_file(tmp_path)
    yield file
    file.close()


def series(name: str, source: str = "acled") -> Series:
    return Series(id=f"series-{name}", source_id=source, import_id=name)


def kept(file: MissionFile, name: str, *rows: EventChunk, source: str = "acled") -> Staged:
    """Stage an import and keep it."""
    staged = finish(file.stage(name, source, rows))
    put(file, series(name, source))
    return staged


def shown(file: MissionFile, *corrections: EventCorrection) -> Events:
    """What the kept series show."""
    return file.events([s for s in file.all(Series) if isinstance(s, Series)], corrections)


def keys(events: Events) -> list[str]:
    return sorted(key.decode() for key in events.key.tolist())


def test_rows_come_back_as_they_went_in(file: MissionFile) -> None:
    chunk = a_chunk(["a", "b", "ç"], lon=[1.5, np.nan, -3.25], place=["Anvar", "", "Brélo"])
    staged = kept(file, "one", chunk)
    assert (staged.rows, staged.new, staged.first_day, staged.last_day) == (3, 3, 18_000, 18_002)
    for once_more in (False, True):
        file = reopened(file) if once_more else file
        events = shown(file)
        assert events.key.tolist() == chunk.hot.key.tolist()
        assert events.series_ids == ("series-one",)
        assert events.event_id(0) == "series-one:a"
        for name in (*chunks.NUMBERS,):
            column = getattr(events, name)
            assert column.dtype == getattr(chunk.hot, name).dtype
            np.testing.assert_array_equal(column, getattr(chunk.hot, name))
        assert [events.place.text(row) for row in range(3)] == ["Anvar", "", "Brélo"]
    file.close()


def test_staged_rows_are_seen_by_nobody_until_an_edit_names_them(file: MissionFile) -> None:
    finish(file.stage("one", "acled", [a_chunk(["a"])]))
    assert len(shown(file)) == 0
    put(file, series("one"))
    assert keys(shown(file)) == ["a"]


def test_undone_rows_are_unseen_and_come_back_after_a_restart(file: MissionFile) -> None:
    kept(file, "one", a_chunk(["a", "b"]))
    one = series("one")
    file.commit(a_draft(kind="undo", undoes=1), [Change(one, None)])
    again = reopened(file)
    assert len(shown(again)) == 0
    again.commit(a_draft(kind="redo", redoes=1), [Change(None, one)])
    assert keys(shown(again)) == ["a", "b"]
    again.close()


def test_what_nobody_kept_is_swept_when_the_file_is_opened(file: MissionFile) -> None:
    finish(file.stage("one", "acled", [a_chunk(["a"])]))
    kept(file, "two", a_chunk(["b"]))
    half = file.stage("three", "acled", [a_chunk(["c"]), a_chunk(["d"])])
    next(half)
    again = reopened(file)
    half.close()
    names = again.read(lambda sql: list(sql.exec_driver_sql("SELECT id FROM store_import")))
    assert [name for (name,) in names] == ["two"]
    assert keys(shown(again)) == ["b"]
    again.close()


def test_a_cancelled_import_leaves_nothing(file: MissionFile) -> None:
    work = file.stage("one", "acled", (a_chunk([f"{n}"]) for n in range(100)))
    for _ in range(5):
        next(work)
    work.close()
    for table in ("store_import", "store_block", "store_text"):
        count = f"SELECT count(*) FROM {table}"
        assert file.read(lambda sql, c=count: sql.exec_driver_sql(c).scalar()) == 0  # type: ignore[misc]
    assert kept(file, "one", a_chunk(["a"])).rows == 1


def test_the_same_rows_again_are_the_same(file: MissionFile) -> None:
    chunk = a_chunk([f"{n}" for n in range(2000)])
    kept(file, "one", chunk)
    size = file.path.stat().st_size
    assert finish(file.compare("acled", [chunk])).same == 2000
    staged = kept(file, "two", chunk)
    assert (staged.new, staged.changed, staged.same) == (0, 0, 2000)
    texts = "SELECT count(*) FROM store_text WHERE import_number = 2"
    assert file.read(lambda sql: sql.exec_driver_sql(texts).scalar()) == 0
    assert len(shown(file)) == 2000
    assert file.path.stat().st_size - size < size
    assert file.details("two", ["7"])["7"]["note"] == "note of 7"


def test_a_newer_file_updates_by_the_sources_ids(file: MissionFile) -> None:
    first = a_chunk(["a", "b", "c"], place="Anvar", deaths_best=[1, 2, 3])
    kept(file, "one", first)
    second = a_chunk(["b", "c", "d"], place="Anvar", deaths_best=[2, 9, 4],
                     lon=[1, 2, 3], lat=[0.5, 1, 1.5], first_day=[18_001, 18_002, 18_003],
                     last_day=[18_001, 18_002, 18_003])  # fmt: skip
    for name in ("type", "native_type", "side_a", "side_b", "country", "admin1", "admin2", "group"):
        labels = type(first.hot.type).of([f"{name} {row % 3}" for row in (1, 2, 3)])
        object.__setattr__(second.hot, name, labels)
    told = finish(file.compare("acled", [second]))
    assert (told.new, told.changed, told.same) == (1, 1, 1)
    staged = kept(file, "two", second)
    assert (staged.new, staged.changed, staged.same) == (1, 1, 1)
    events = shown(file)
    assert keys(events) == ["a", "b", "c", "d"]
    deaths = dict(zip(events.key.tolist(), events.deaths_best.tolist(), strict=True))
    assert deaths == {b"a": 1, b"b": 2, b"c": 9, b"d": 4}
    assert file.details("two", ["b", "d"])["b"]["note"] == "note of b"


def test_a_changed_note_alone_is_a_change(file: MissionFile) -> None:
    kept(file, "one", a_chunk(["a", "b"]))
    staged = kept(file, "two", a_chunk(["a", "b"], note=["note of a", "another"]))
    assert (staged.changed, staged.same) == (1, 1)
    assert file.details("two", ["a", "b"]) == {
        "a": {"note": "note of a", "source": "a paper"},
        "b": {"note": "another", "source": "a paper"},
    }
    assert file.details("one", ["b"])["b"]["note"] == "note of b"


def test_two_sources_do_not_hide_each_others_rows(file: MissionFile) -> None:
    kept(file, "one", a_chunk(["a"]))
    kept(file, "two", a_chunk(["a"]), source="ucdp")
    events = shown(file)
    assert keys(events) == ["a", "a"]
    assert {events.event_id(row) for row in range(2)} == {"series-one:a", "series-two:a"}


def test_when_the_newest_import_is_undone_the_one_before_shows_again(file: MissionFile) -> None:
    kept(file, "one", a_chunk(["a", "b"], deaths_best=1))
    kept(file, "two", a_chunk(["a", "b"], deaths_best=5))
    assert set(shown(file).deaths_best.tolist()) == {5}
    file.commit(a_draft(), [Change(series("two"), None)])
    assert set(shown(file).deaths_best.tolist()) == {1}


def test_repeated_keys_are_counted_and_kept_once(file: MissionFile) -> None:
    staged = kept(file, "one", a_chunk(["a", "b", "a"]), a_chunk(["b", "c"]))
    assert (staged.rows, staged.repeated) == (3, 2)
    assert keys(shown(file)) == ["a", "b", "c"]


def test_a_row_without_a_key_is_a_mistake_of_the_reader(file: MissionFile) -> None:
    with pytest.raises(ValueError, match="key"):
        finish(file.stage("one", "acled", [a_chunk(["a", ""])]))
    assert kept(file, "one", a_chunk(["a"])).rows == 1


def test_columns_of_the_source_come_back_under_their_own_names(file: MissionFile) -> None:
    kept(file, "one", a_chunk(["a"], more='{"geo_precision": "2", "empty": ""}', headline="H"))
    assert file.details("one", ["a", "nobody"]) == {
        "a": {"note": "note of a", "source": "a paper", "headline": "H", "geo_precision": "2"}
    }
    assert file.details("none", ["a"]) == {}


def test_edits_go_between_the_pieces_of_an_import(file: MissionFile) -> None:
    waits: list[float] = []
    stop = threading.Event()

    def edit() -> None:
        number = 0
        while not stop.is_set():
            begin = time.perf_counter()
            put(file, Source(id=f"s{number}", name="x"))
            waits.append(time.perf_counter() - begin)
            number += 1

    thread = threading.Thread(target=edit)
    thread.start()
    rows = (a_chunk([f"{n}-{m}" for m in range(5000)], note="long " * 60) for n in range(8))
    finish(file.stage("one", "acled", rows))
    stop.set()
    thread.join()
    put(file, series("one"))
    assert len(shown(file)) == 40_000
    assert len(waits) > 20
    assert sorted(waits)[len(waits) // 2] < 0.1


def test_corrections_lie_over_the_rows(file: MissionFile) -> None:
    kept(file, "one", a_chunk(["a", "b", "c"], deaths_low=1, deaths_best=5, deaths_high=6,
                              place_precision=6))  # fmt: skip
    kept(file, "two", a_chunk(["a"]), source="ucdp")
    common = {"source_id": "acled", "reason": "checked on the spot", "author": "JMAC"}
    before = shown(file)
    events = shown(
        file,
        EventCorrection(event_key="a", removed=True, **common),
        EventCorrection(event_key="b", type="abduction", lon=20, lat=5, deaths_best=8, **common),
        EventCorrection(event_key="z", removed=True, **common),
    )
    assert keys(events) == ["a", "b", "c"]  # the row "a" of the other source stays
    row = events.key.tolist().index(b"b")
    assert events.type.text(row) == "abduction"
    assert (events.lon[row], events.lat[row], events.place_precision[row]) == (20, 5, 2)
    assert (events.deaths_low[row], events.deaths_best[row], events.deaths_high[row]) == (1, 8, 8)
    assert len(before) == 4 and len(shown(file)) == 4  # what was read before did not change
    assert before.type.text(before.key.tolist().index(b"b")) == "type 1"


def test_events_are_read_once_for_the_same_series(file: MissionFile) -> None:
    kept(file, "one", a_chunk(["a"]))
    assert shown(file) is shown(file)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE store_block SET rows = 1000000000",
        "UPDATE store_block SET rows = -1",
        "UPDATE store_block SET data = substr(data, 1, 20)",
        "UPDATE store_block SET layout = '[]'",
        "UPDATE store_block SET layout = '{'",
        "UPDATE store_block SET layout = replace(layout, '<f8', '|O8')",
        "UPDATE store_block SET layout = replace(layout, '<f8', '<U2')",
        "UPDATE store_import SET names = '{}'",
        "UPDATE store_import SET names = replace(names, 'place 1', '')",
        "UPDATE store_import SET covers = 'x'",
        "UPDATE store_import SET rows = 7",
    ],
)
def test_blocks_are_checked_before_anything_is_made_of_them(file: MissionFile, damage: str) -> None:
    kept(file, "one", a_chunk(["a", "b", "c"]))
    if "place 1" in damage:  # a code that leads nowhere
        damage = "UPDATE store_import SET names = replace(names, ', \"place 1\", \"place 2\"', '')"
    file.write(lambda sql: sql.exec_driver_sql(damage))
    with pytest.raises(Problem) as found:
        shown(file)
    assert found.value.key == "open.damaged_events"


def test_texts_are_checked_before_anything_is_made_of_them(file: MissionFile) -> None:
    import zlib

    kept(file, "one", a_chunk(["a", "b"]))
    for data in (b"x", zlib.compress(b"\xff\xff\xff\xff"), zlib.compress(b"\x01\0\0\0" + bytes(9))):
        file.write(
            lambda sql, d=data: sql.exec_driver_sql("UPDATE store_text SET data = ?", (d,))  # type: ignore[misc]
        )
        with pytest.raises(Problem) as found:
            file.details("one", ["a"])
        assert found.value.key == "open.damaged_events"
