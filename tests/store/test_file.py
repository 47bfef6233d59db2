"""The mission file: safe settings, one opener, nothing foreign, nothing half written."""

import hashlib
import multiprocessing
import os
import random
import resource
import shutil
import sqlite3
import stat
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from pocplanner.model.edit import Change
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Mission, Source
from pocplanner.model.places import Settlement
from pocplanner.progress import finish
from pocplanner.store import connection, header, keys
from pocplanner.store.connection import Door, Guard
from pocplanner.store.file import MissionFile
from pocplanner.store.keys import Key
from pocplanner.words import Problem
from tests.store.makers import KEY, NEEDLE, OTHER_KEY, a_chunk, a_draft, a_file, put, reopened

SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["pocplanner.project", "tests.store.driver"])


def refused(path: Path, key: Key | None = KEY) -> str:
    """The key of the problem on opening; empty where it opens."""
    try:
        MissionFile.open(path, KINDS, key).close()
    except Problem as problem:
        return problem.key
    return ""


def state_of(path: Path) -> tuple[str, int, int]:
    """What must not change: the bytes, the time, the size."""
    found = path.stat()
    return hashlib.sha256(path.read_bytes()).hexdigest(), found.st_mtime_ns, found.st_size


@contextmanager
def raw(path: Path, key: Key | None) -> Iterator[Any]:
    """The file as somebody else would open it who has the key."""
    db = connection.driver.connect(str(path), isolation_level=None)
    if key is not None:
        db.execute(f'PRAGMA key="{key.literal}"')
    yield db
    db.close()


@pytest.mark.parametrize("key", [KEY, None], ids=["sealed", "open"])
def test_records_come_back_after_closing(tmp_path: Path, key: Key | None) -> None:
    file = a_file(tmp_path, key)
    put(file, Mission(name="Anvar", exercise=True), Source(id="s", name="Reports"))
    file = reopened(file)
    assert file.get(Source, "s") == Source(id="s", name="Reports")
    assert [record.id for record in file.all(Mission)] == ["mission"]
    assert file.get(Source, "t") is None
    assert file.sealed is (key is not None)
    file.close()
    assert os.listdir(tmp_path) == ["m.pocplan"]


def test_the_first_records_are_there_when_the_file_is(tmp_path: Path) -> None:
    first = [Mission(name="Anvar")]
    file = MissionFile.create(tmp_path / "m.pocplan", KINDS, KEY, first)
    assert file.all(Mission) == first
    assert [entry.kind for entry in file.entries()] == ["first"]
    file.close()


def test_a_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = a_file(tmp_path)
        put(file, Source(name="a"))
        for path in tmp_path.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
        file.close()
    finally:
        os.umask(before)


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "m.pocplan"
    path.write_text("a letter")
    with pytest.raises(Problem) as found:
        MissionFile.create(path, KINDS, KEY)
    assert found.value.key == "create.exists"
    assert path.read_text() == "a letter"
    assert os.listdir(tmp_path) == ["m.pocplan"]


def test_a_name_too_long_for_the_journal_beside_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem) as found:
        MissionFile.create(tmp_path / ("é" * 120 + ".pocplan"), KINDS, KEY)
    assert found.value.key == "create.name_too_long"
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Problem) as found:
        MissionFile.create(tmp_path / "none" / "m.pocplan", KINDS, KEY)
    assert found.value.key == "create.no_folder"


def test_a_folder_that_takes_no_files_is_told(tmp_path: Path) -> None:
    folder = Path("/proc/self")
    if not folder.is_dir():
        pytest.skip("no folder on this system that takes no files")
    with pytest.raises(Problem) as found:
        MissionFile.create(folder / "m.pocplan", KINDS, KEY)
    assert found.value.key == "create.not_allowed"


@pytest.mark.parametrize("key", [KEY, None], ids=["sealed", "open"])
def test_the_settings_are_the_safe_ones(tmp_path: Path, key: Key | None) -> None:
    file = a_file(tmp_path, key)
    wanted = {
        "locking_mode": "exclusive", "journal_mode": "delete", "journal_size_limit": 0,
        "synchronous": 3, "secure_delete": 1, "trusted_schema": 0, "cell_size_check": 1,
    }  # fmt: skip
    for name, value in wanted.items():
        found = file.alone(lambda door, n=name: door.raw.execute(f"PRAGMA {n}").fetchone()[0])  # type: ignore[misc]
        assert found == value, name
    file.close()


def test_a_sealed_file_holds_nothing_to_read(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    for number in range(50):
        put(file, Settlement(name=f"{NEEDLE} {number}", pcode=NEEDLE))
        data = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert NEEDLE.encode() not in data
        assert not file.path.read_bytes().startswith(header.PLAIN)
    file.close()
    for spelled in (NEEDLE.encode(), NEEDLE.encode("utf-16-le"), NEEDLE.encode().hex().encode()):
        assert spelled not in file.path.read_bytes()


def test_a_sealed_file_that_came_out_open_is_noticed(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    with file.path.open("r+b") as other:
        other.write(header.PLAIN)
    with pytest.raises(RuntimeError, match="unsealed"):
        file._eye.settle()
    file.close()


def test_ten_wrong_passphrases_change_nothing_and_the_right_one_opens(tmp_path: Path) -> None:
    path = tmp_path / "m.pocplan"
    file = MissionFile.create(path, KINDS, keys.new_key("the right one"))
    put(file, Source(id="s", name="kept"))
    file.close()
    before = state_of(path)
    for number in range(10):
        wrong = keys.key_of(path, f"wrong {number}") if number < 2 else Key(
            os.urandom(32), path.read_bytes()[:16]
        )  # fmt: skip
        assert refused(path, wrong) == "open.wrong_key"
    assert state_of(path) == before
    assert os.listdir(tmp_path) == ["m.pocplan"]
    file = MissionFile.open(path, KINDS, keys.key_of(path, "the right one"))
    assert file.get(Source, "s") is not None
    file.close()


def test_a_sealed_file_asks_for_its_key(tmp_path: Path) -> None:
    a_file(tmp_path).close()
    assert refused(tmp_path / "m.pocplan", None) == "open.needs_key"


# -- two openers ------------------------------------------------------------------------


def waited(path: Path) -> tuple[str, float]:
    """What a second opener is told, and after how many seconds."""
    begin = time.monotonic()
    return refused(path), time.monotonic() - begin


def test_a_second_opener_is_told_at_once(tmp_path: Path) -> None:
    """It never waits for a lock, as a database by itself would, for many seconds."""
    file = a_file(tmp_path)
    assert refused(file.path) == "open.elsewhere"
    with SPAWN.Pool(1) as pool:
        told, seconds = pool.apply(waited, (file.path,))
    assert told == "open.elsewhere" and seconds < 4
    put(file, Source(name="the first goes on"))
    file.close()
    assert refused(file.path) == ""


def hold_and_die(path: Path, ready: Any) -> None:
    """Open the file, tell, and wait to be killed."""
    file = MissionFile.open(path, KINDS, KEY)
    put(file, Source(name="x"))
    ready.send("open")
    time.sleep(60)


def test_the_crash_of_the_first_leaves_no_lock(tmp_path: Path) -> None:
    a_file(tmp_path).close()
    path = tmp_path / "m.pocplan"
    here, there = SPAWN.Pipe()
    process = SPAWN.Process(target=hold_and_die, args=(path, there))
    process.start()
    assert here.recv() == "open"
    assert refused(path) == "open.elsewhere"
    process.kill()
    process.join()
    assert refused(path) == ""


def test_a_file_replaced_under_our_hands_is_not_written(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    put(file, Source(id="a", name="kept"))
    copy = tmp_path / "copy"
    shutil.copy(file.path, copy)
    os.replace(copy, file.path)
    with pytest.raises(Problem) as found:
        put(file, Source(id="b", name="not kept"))
    assert found.value.key == "file.gone"
    file.path.unlink()
    with pytest.raises(Problem) as found:
        put(file, Source(id="b", name="not kept"))
    assert found.value.key == "file.gone"
    file.close()


def test_a_file_written_by_another_program_is_not_written_over(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    older = file.path.read_bytes()
    put(file, Source(id="a", name="kept"))
    with file.path.open("r+b") as other:
        other.write(older)
    after = file.path.read_bytes()
    with pytest.raises(Problem) as found:
        put(file, Source(id="b", name="not kept"))
    assert found.value.key == "file.changed"
    assert file.path.read_bytes() == after
    file.close()


def test_a_new_date_alone_is_no_change(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    os.utime(file.path)
    put(file, Source(id="a", name="kept"))
    assert file.get(Source, "a")
    file.close()


# -- read only, damaged, foreign, newer -------------------------------------------------


def test_a_read_only_file_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    put(file, Source(id="a", name="kept"))
    file.close()
    file.path.chmod(0o400)
    before = state_of(file.path)
    file = MissionFile.open(file.path, KINDS, KEY)
    assert file.read_only
    assert file.get(Source, "a")
    with pytest.raises(Problem) as found:
        put(file, Source(name="b"))
    assert found.value.key == "file.read_only"
    file.close()
    assert state_of(file.path) == before


@pytest.mark.parametrize("key", [KEY, None], ids=["sealed", "open"])
def test_damage_is_never_an_ordinary_error_nor_a_wrong_value(
    tmp_path: Path, key: Key | None
) -> None:
    file = a_file(tmp_path, key)
    names = {f"s{n}": f"Settlement {n}" for n in range(200)}
    put(file, *(Settlement(id=id, name=name) for id, name in names.items()))
    file.close()
    whole, chance = file.path.read_bytes(), random.Random(1)
    cuts = [chance.randrange(len(whole) // 4096) * 4096 + d for d in (-1, 0, 1) for _ in range(5)]
    for number in range(60 if key else 40):
        broken = bytearray(whole)
        if number < len(cuts):
            broken = broken[: max(cuts[number], 1)]
        elif number % 3:
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        else:
            page = chance.randrange(len(broken) // 4096) * 4096
            broken[page : page + 4096] = bytes(4096)
        file.path.write_bytes(broken)
        try:
            again = MissionFile.open(file.path, KINDS, key)
        except Problem as problem:
            assert problem.key.startswith("open.")
            continue
        try:
            found = {r.id: r.name for r in again.all(Settlement) if isinstance(r, Settlement)}
            if key:
                assert found.items() <= names.items()
        except Problem as problem:
            assert problem.key.startswith("open.")
        finally:
            again.close()


def test_a_damaged_page_is_told(tmp_path: Path) -> None:
    for key in (KEY, None):
        file = a_file(tmp_path, key, f"{key is None}.pocplan")
        put(file, *(Settlement(id=f"s{n}", name="x" * 100) for n in range(200)))
        file.close()
        data = bytearray(file.path.read_bytes())
        data[4096:] = b"\x99" * (len(data) - 4096)
        file.path.write_bytes(data)
        assert refused(file.path, key) in ("open.damaged", "open.foreign")
    for text in ("database disk image is malformed", "Could not decode to UTF-8 column 'texts'"):
        found = connection.mended(connection.driver.DatabaseError(text), file.path)
        assert isinstance(found, Problem) and found.key == "open.damaged"


def test_a_log_that_is_none_is_told(tmp_path: Path) -> None:
    for damage in (
        "payload = x'00', packed = 1",
        "payload = x'', at = 'yesterday'",
        "facts = x'7b'",
    ):
        file = a_file(tmp_path, name=f"{len(damage)}.pocplan")
        put(file, Source(name="x"))
        file.write(lambda sql, d=damage: sql.exec_driver_sql(f"UPDATE store_log SET {d}"))  # type: ignore[misc]
        assert file.broken_at() == 1
        with pytest.raises(Problem) as found:
            file.edit(1)
        assert found.value.key == "open.damaged_log"
        file.close()


def test_a_record_that_is_none_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    file = a_file(tmp_path, None)
    put(file, Settlement(id="s1", name="Anvar"))
    file.close()
    with raw(file.path, None) as db:
        db.execute("UPDATE settlement SET position = '{'")
    file = MissionFile.open(file.path, KINDS, None)
    with pytest.raises(Problem) as found:
        file.all(Settlement)
    assert found.value.key == "open.record"
    file.close()


FOREIGN = (
    "CREATE TRIGGER t AFTER INSERT ON source BEGIN DELETE FROM mission; END",
    "CREATE VIEW v AS SELECT id FROM source",
    "CREATE TABLE more (a)",
    "CREATE INDEX i ON source (name)",
    "ALTER TABLE source ADD COLUMN more TEXT",
    "DROP TABLE source",
)


@pytest.mark.parametrize("statement", FOREIGN, ids=lambda statement: statement[:14])
@pytest.mark.parametrize("key", [KEY, None], ids=["sealed", "open"])
def test_a_schema_that_is_not_ours_is_not_read_further(
    tmp_path: Path, statement: str, key: Key | None
) -> None:
    file = a_file(tmp_path, key)
    file.close()
    with raw(file.path, key) as db:
        db.execute(statement)
    before = state_of(file.path)
    assert refused(file.path, key) == "open.foreign"
    assert state_of(file.path) == before


def test_a_table_shadowed_by_a_view_is_refused_in_time(tmp_path: Path) -> None:
    file = a_file(tmp_path, None)
    file.close()
    db = sqlite3.connect(file.path)
    db.execute("DROP TABLE source")
    db.execute(
        "CREATE VIEW source AS WITH RECURSIVE c(n) AS"
        " (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT n AS id FROM c"
    )
    db.commit()
    db.close()
    begin = time.monotonic()
    assert refused(file.path, None) == "open.foreign"
    assert time.monotonic() - begin < 2


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT max(n) FROM c"
    begin = time.monotonic()

    def ask(door: Door) -> None:
        with door.guard.free():  # the authorizer would refuse it before
            door.guard.start(0.3)
            door.raw.execute(endless).fetchall()

    with pytest.raises(Problem) as found:
        file.alone(ask)
    assert found.value.key == "open.stopped"
    assert time.monotonic() - begin < 2
    put(file, Source(name="and it goes on"))
    file.close()


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE '/tmp/x.db' AS x",
        "CREATE TRIGGER t AFTER INSERT ON source BEGIN SELECT 1; END",
        "CREATE TABLE t (a)",
        "DROP TABLE source",
        "PRAGMA writable_schema=ON",
        "PRAGMA journal_mode=WAL",
        "PRAGMA secure_delete=OFF",
        "PRAGMA user_version=7",
        "SELECT load_extension('x')",
    ],
)
def test_the_authorizer_refuses_what_the_store_never_asks_for(
    tmp_path: Path, statement: str
) -> None:
    file = a_file(tmp_path)
    with pytest.raises(Problem) as found:
        file.alone(lambda door: door.raw.execute(statement))
    assert found.value.key == "open.foreign"
    file.close()


def test_what_a_trigger_asks_for_is_refused() -> None:
    guard = Guard()
    assert guard.allows(18, "source", None, "main", None) == 0
    assert guard.allows(9, "source", None, "main", "a_trigger") == 1


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    for key in (KEY, None):
        file = a_file(tmp_path, key, f"{key is None}.pocplan")
        file.close()
        with raw(file.path, key) as db:
            db.execute(f"PRAGMA user_version={header.SCHEMA + 1}")
        before = state_of(file.path)
        assert refused(file.path, key) == "open.newer"
        assert state_of(file.path) == before


def test_a_sealed_database_of_another_program_is_told(tmp_path: Path) -> None:
    path = tmp_path / "m.pocplan"
    with raw(path, KEY) as db:
        db.execute("CREATE TABLE t (a)")
    assert refused(path) == "open.database"
    assert refused(path, Key(OTHER_KEY.raw, KEY.salt)) == "open.wrong_key"


# -- full disk --------------------------------------------------------------------------


def fill(path: Path, acks: Any) -> None:
    """Edit until the disk takes no more; tell each edit that was acknowledged, then the end."""
    file = MissionFile.open(path, KINDS, KEY)
    number = 0
    try:
        while number < 4000:
            put(file, Settlement(id=f"s{number}", name="x" * 300, aliases=("y" * 300,) * 20))
            number += 1
    except Problem as problem:
        acks.send((number, problem.key, str(problem.facts)))
    finally:
        file.close()


def limited(path: Path, acks: Any) -> None:
    """The same where no file may grow beyond a megabyte."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
    fill(path, acks)


def _filled(target: Any, path: Path) -> tuple[int, str, str]:
    here, there = SPAWN.Pipe()
    process = SPAWN.Process(target=target, args=(path, there))
    process.start()
    assert here.poll(60)
    found: tuple[int, str, str] = here.recv()
    process.join()
    return found


def _holds(path: Path, number: int) -> None:
    file = MissionFile.open(path, KINDS, KEY)
    assert [record.id for record in file.all(Settlement)] == [f"s{n}" for n in range(number)]
    assert file.broken_at() == 0
    file.close()
    assert os.listdir(path.parent) == [path.name]


def test_a_disk_that_takes_no_more_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    a_file(tmp_path).close()
    number, key, _ = _filled(limited, tmp_path / "m.pocplan")
    assert number > 10
    assert key in ("disk.failed", "disk.full")
    _holds(tmp_path / "m.pocplan", number)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True).returncode == 0
    except OSError:
        done = False
    if not done:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_everything_before_is_safe(small_disk: Path) -> None:
    a_file(small_disk).close()
    number, key, facts = _filled(fill, small_disk / "m.pocplan")
    assert number > 10
    assert key == "disk.full"
    assert "MB" in facts
    _holds(small_disk / "m.pocplan", number)


def test_an_import_that_fills_the_disk_leaves_a_mission_that_opens(small_disk: Path) -> None:
    file = a_file(small_disk)
    put(file, Settlement(id="a", name="a"))
    (small_disk / "other").write_bytes(bytes(600_000))
    noise = random.Random(7)
    many = (
        a_chunk([f"{n}-{row}" for row in range(500)], note=[noise.randbytes(90).hex()] * 500)
        for n in range(4000)
    )
    with pytest.raises(Problem) as found:
        finish(file.stage("one", "acled", many))
    assert found.value.key == "disk.full"
    file.close()
    # Not even the room to take the rest away is left; the mission opens and tells all it has.
    (small_disk / "ballast").write_bytes(b"x" * shutil.disk_usage(small_disk).free)
    again = MissionFile.open(file.path, KINDS, KEY)
    assert [record.id for record in again.all(Settlement)] == ["a"]
    again.close()
    (small_disk / "ballast").unlink()
    (small_disk / "other").unlink()
    _holds_only(file.path, "a")


def _holds_only(path: Path, id: str) -> None:
    file = MissionFile.open(path, KINDS, KEY)
    assert [record.id for record in file.all(Settlement)] == [id]
    for table in ("store_import", "store_block", "store_text"):
        count = f"SELECT count(*) FROM {table}"
        assert file.read(lambda sql, c=count: sql.exec_driver_sql(c).scalar()) == 0  # type: ignore[misc]
    put(file, Settlement(id="b", name="b"))
    file.close()


def test_no_file_is_begun_on_a_full_disk(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(2_000_000))
    with pytest.raises(Problem) as found:
        a_file(small_disk)
    assert found.value.key == "disk.full"
    assert found.value.facts["name"] == "m.pocplan"
    assert os.listdir(small_disk) == ["ballast"]


# -- one writer -------------------------------------------------------------------------


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    file = a_file(tmp_path)

    def half(sql: sa.Connection) -> None:
        shape = file.schema.shapes[Source]
        sql.execute(shape.upsert, [shape.row(Source(id="a", name="a").model_dump(mode="json"))])
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        file.write(half)
    assert file.all(Source) == []
    assert reopened(file).all(Source) == []


def test_a_number_beyond_64_bits_is_a_problem(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    with pytest.raises(Problem) as found:
        put(file, Settlement(id="a", name="a", population=10**30))
    assert found.value.key == "edit.number"
    assert file.all(Settlement) == []
    file.close()


def test_edits_from_many_threads_are_all_kept(tmp_path: Path) -> None:
    file = a_file(tmp_path)

    def work(thread: int) -> None:
        for number in range(20):
            put(file, Source(id=f"{thread}-{number}", name="x"))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(file.all(Source)) == 100
    assert file.broken_at() == 0
    file.close()


def test_an_edit_passes_bulk_rows_that_wait(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    order: list[str] = []
    gate = threading.Event()
    threads = [threading.Thread(target=file.alone, args=(lambda _: gate.wait(5),))]
    for name, bulk in (("bulk 1", True), ("bulk 2", True), ("edit", False)):
        threads.append(
            threading.Thread(
                target=lambda n, b: file.write(lambda _: order.append(n), bulk=b), args=(name, bulk)
            )
        )
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    gate.set()
    for thread in threads:
        thread.join()
    assert order == ["edit", "bulk 1", "bulk 2"]
    file.close()


def test_a_closed_file_says_so(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    file.close()
    with pytest.raises(Problem) as found:
        file.all(Source)
    assert found.value.key == "file.closed"
    file.close()


def test_an_edit_of_the_log_can_be_read_as_records(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    before, after = Source(id="a", name="one"), Source(id="a", name="two")
    put(file, before)
    entry = file.commit(a_draft(label="rename"), [Change(before, after)])
    assert file.edit(entry.number)[1] == (Change(before, after),)
    file.close()


def test_the_connection_of_a_failed_opening_is_let_go(tmp_path: Path) -> None:
    a_file(tmp_path).close()
    path = tmp_path / "m.pocplan"
    for _ in range(3):
        assert refused(path, OTHER_KEY) == "open.wrong_key"
    door = Door(path, KEY, read_only=False)
    door.close()
    door.close()
