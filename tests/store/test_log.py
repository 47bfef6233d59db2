"""The log: a chain that shows tampering, stays whole after a purge, and knows what to undo."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.store.log import EDIT, NOTE, REDO, UNDO, Draft, History, Log, LogEntry
from tests.store.makers import MOMENT, a_draft


@pytest.fixture
def sql() -> Iterator[sa.Connection]:
    """A connection to nothing but memory."""
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def log(sql: sa.Connection) -> Log:
    """A log of five edits, the last of them long."""
    metadata = sa.MetaData()
    log = Log(metadata)
    metadata.create_all(sql)
    for number in range(5):
        text = "long " * 1000 if number == 4 else f"text {number}"
        log.append(sql, a_draft(facts={"name": text}), [change(f"r{number}", text), change("x")])
    return log


def change(id: str, text: str = "") -> str:
    """A change in its JSON form."""
    return f'{{"kind":"Source","before":null,"after":{{"id":"{id}","name":"{text}"}}}}'


def test_rows_come_back_in_their_order(sql: sa.Connection, log: Log) -> None:
    entries = log.entries(sql)
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert entries[0] == LogEntry(
        1, MOMENT, "PoC adviser", EDIT, "x", {"name": "text 0"}, 1, 0, 0, 2
    )
    entry, changes = log.entry(sql, 5)
    assert entry == entries[4]
    assert [one["after"]["id"] for one in changes] == ["r4", "x"]
    with pytest.raises(LookupError):
        log.entry(sql, 6)


def test_a_whole_chain_is_whole(sql: sa.Connection, log: Log) -> None:
    assert log.broken(sql) == 0


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE store_log SET author = 'somebody else' WHERE number = 3",
        "UPDATE store_log SET at = '2020-01-01T00:00:00+00:00' WHERE number = 3",
        "UPDATE store_log SET label = 'y' WHERE number = 3",
        "UPDATE store_log SET undoes = 2 WHERE number = 3",
        "UPDATE store_log SET facts = '{}' WHERE number = 3",
        "UPDATE store_log SET payload = replace(payload, 'text 2', 'text 9') WHERE number = 3",
        "UPDATE store_log SET payload = x'0a' WHERE number = 3",
        "UPDATE store_log SET packed = 1 WHERE number = 3",
        "UPDATE store_log SET leaves = zeroblob(96) WHERE number = 3",
        "UPDATE store_log SET digest = zeroblob(32) WHERE number = 3",
        "UPDATE store_log SET payload = (SELECT payload FROM store_log WHERE number = 2)"
        " WHERE number = 3",
        "DELETE FROM store_log WHERE number = 3",
        "UPDATE store_log SET number = number + 10 WHERE number > 2",
    ],
)
def test_tampering_is_found_where_it_happened(sql: sa.Connection, log: Log, tampering: str) -> None:
    sql.exec_driver_sql(tampering)
    assert log.broken(sql) == 3


def test_a_purge_takes_the_texts_and_leaves_the_chain_whole(sql: sa.Connection, log: Log) -> None:
    assert log.purge(sql, frozenset({"r4", "r1"})) == 2
    assert log.broken(sql) == 0
    assert log.entry(sql, 5)[0].facts == {}
    assert [one["after"]["id"] for one in log.entry(sql, 5)[1]] == ["x"]
    assert [one["after"]["id"] for one in log.entry(sql, 1)[1]] == ["r0", "x"]
    held = b"".join(bytes(v) for v in sql.execute(sa.select(log.table.c.payload)).scalars())
    assert b"text 1" not in held and b"text 0" in held
    log.append(sql, a_draft(), [change("after")])
    assert log.broken(sql) == 0
    assert log.purge(sql, frozenset({"r4"})) == 0


def test_a_purged_record_is_known_by_nobody(sql: sa.Connection, log: Log) -> None:
    assert len(list(log.naming(sql, frozenset({"x"})))) == 5
    log.purge(sql, frozenset({"x"}))
    assert list(log.naming(sql, frozenset({"x"}))) == []
    assert log.broken(sql) == 0


def test_texts_of_any_kind_can_be_facts(sql: sa.Connection, log: Log) -> None:
    facts = {"name": "a\nb\u2028\ud800 é", "number": 3}
    log.append(sql, a_draft(facts=facts), [])
    assert log.entries(sql)[-1].facts == facts
    assert log.broken(sql) == 0


ACTS = st.lists(st.sampled_from(["edit", "more", "undo", "redo", "note"]), max_size=40)


@given(ACTS)
def test_what_can_be_undone_follows_from_the_log_alone(acts: list[str]) -> None:
    done: list[int] = []
    undone: list[int] = []
    history, number = History(), 0

    def row(kind: str, **facts: int) -> LogEntry:
        return LogEntry(number, MOMENT, "a", kind, "x", {}, **{"step": number, **facts})

    for act in acts:
        number += 1
        if act == "edit" or (act == "more" and not done):
            history.hear(row(EDIT))
            done.append(number)
            undone.clear()
        elif act == "more":
            history.hear(row(EDIT, step=done[-1]))
            undone.clear()
        elif act == "undo" and done:
            history.hear(row(UNDO, undoes=done[-1]))
            undone.append(done.pop())
        elif act == "redo" and undone:
            history.hear(row(REDO, redoes=undone[-1]))
            done.append(undone.pop())
        else:
            history.hear(row(NOTE))
    assert [step.number for step in history.done] == done
    assert [step.number for step in history.undone] == undone


def test_a_draft_without_a_step_begins_one(sql: sa.Connection, log: Log) -> None:
    entry = log.append(sql, Draft(MOMENT, "a", EDIT, "x"), [])
    assert entry.step == entry.number == 6
    assert log.append(sql, Draft(MOMENT, "a", EDIT, "x", step=6), []).step == 6
