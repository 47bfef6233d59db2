"""The current fails at any moment: no acknowledged edit is lost, and nothing is damaged.

What the store asks of its own engine is written down and played again on one whose file
system we can stand under, below the encryption: it writes down every write, truncation,
sync and deletion. From these any number of disks is made as a cut could have left them:
what was synced is there; of what was not, some sectors are, in no order.
"""

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pocplanner.model.edit import Change
from pocplanner.model.events import EventCorrection, Series
from pocplanner.model.mission import Mission, Source
from pocplanner.model.places import Settlement
from pocplanner.progress import finish
from pocplanner.store import connection, copies
from pocplanner.store.file import MissionFile
from pocplanner.store.log import PURGE
from tests.store.makers import KEY, a_chunk, a_draft, put

KINDS = (Mission, Source, Settlement, Series, EventCorrection)
SECTOR = 512
_SYSTEMS: list[Any] = []
#: What the other engine needs to read the same sealed form.
SAME_SEAL = ["PRAGMA cipher='sqlcipher'", "PRAGMA legacy=4"]


@pytest.fixture(scope="module")
def apsw() -> Any:
    """The engine whose file system can be replaced."""
    try:
        import apsw
    except ImportError:
        pytest.skip("apsw-sqlite3mc, which the power cuts are tried on, is not installed")
    if not getattr(apsw, "mc_version", ""):
        pytest.skip("apsw is installed without its ciphers")
    return apsw


def opening() -> list[str]:
    """The statements by which our own engine begins, for the other one."""
    ours = [s for s in connection.opening(KEY) if "cipher_" not in s]
    return SAME_SEAL + ours


def a_day_of_work(path: Path) -> list[str]:
    """Everything that the store asks of its engine while a user works; the file is as before."""
    file = MissionFile.open(path, KINDS, KEY)
    asked: list[str] = []
    file.alone(lambda door: door.raw.set_trace_callback(asked.append))
    for number in range(25):
        place = Settlement(id=f"p{number % 7}", name=f"Place {number}", aliases=("long",) * number)
        put(file, place, Source(id=f"s{number}", name=f"Source {number}"))
    file.commit(a_draft(kind="undo", undoes=25), [Change(Source(id="s24", name="x"), None)])
    finish(file.stage("one", "s1", [a_chunk([f"{n}-{m}" for m in range(200)]) for n in range(4)]))
    put(file, Series(id="series", source_id="s1", import_id="one"))
    work = file.stage("two", "s1", [a_chunk([f"x{n}-{m}" for m in range(200)]) for n in range(4)])
    next(work)
    work.close()
    copies.purge(file, ["p3", "s1"], a_draft(kind=PURGE))
    put(file, Source(id="last", name="last"))
    file.alone(lambda door: door.raw.set_trace_callback(None))
    file.close()
    return [s for s in asked if not s.lstrip().upper().startswith(("SELECT", "--"))]


@dataclass
class Disk:
    """A file system that writes down what is done to it, on top of a real one."""

    done: list[tuple[Any, ...]] = field(default_factory=list)

    def register(self, apsw: Any) -> str:
        """Make it known to the engine; its name. It stays known, since the ciphers hold it."""
        done, name = self.done, f"written-down-{len(_SYSTEMS)}"

        class File(apsw.VFSFile):  # type: ignore[misc, name-defined]
            def __init__(self, name: Any, flags: Any) -> None:
                path = name.filename() if isinstance(name, apsw.URIFilename) else name
                self.name = Path(path).name
                super().__init__("", name, flags)

            def xWrite(self, data: bytes, offset: int) -> None:
                done.append(("write", self.name, offset, bytes(data)))
                super().xWrite(data, offset)

            def xTruncate(self, size: int) -> None:
                done.append(("cut", self.name, size))
                super().xTruncate(size)

            def xSync(self, flags: int) -> None:
                super().xSync(flags)
                done.append(("sync", self.name))

        class System(apsw.VFS):  # type: ignore[misc, name-defined]
            def __init__(self) -> None:
                super().__init__(name, "")

            def xOpen(self, name: Any, flags: Any) -> Any:
                return File(name, flags)

            def xDelete(self, name: str, sync: bool) -> None:
                super().xDelete(name, sync)
                done.append(("delete", Path(name).name, sync))

        _SYSTEMS.append(System())
        return name


class Drive:
    """What is on the disk for certain, and what may or may not be."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.safe = {name: bytearray(data) for name, data in files.items()}
        self.loose: dict[str, list[tuple[Any, ...]]] = {}
        self.unlinked: set[str] = set()

    def do(self, step: tuple[Any, ...]) -> None:
        """One thing that the engine did."""
        what, name, *rest = step
        if what in ("write", "cut"):
            self.unlinked.discard(name)
            self.loose.setdefault(name, []).append((what, *rest))
        elif what == "sync":
            data = self.safe.setdefault(name, bytearray())
            for change in self.loose.pop(name, []):
                _apply(data, change)
            self._forget()
        elif what == "delete":
            self.unlinked.add(name)
            if rest[0]:
                self._forget()

    def _forget(self) -> None:
        for name in self.unlinked:
            self.safe.pop(name, None)
            self.loose.pop(name, None)
        self.unlinked.clear()

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files as a power cut now could leave them."""
        found = {}
        luck = chance.choice((0.0, 0.3, 0.5, 0.8, 1.0))
        for name in self.safe.keys() | self.loose.keys():
            if name in self.unlinked and chance.random() < 0.5:
                continue
            data = bytearray(self.safe.get(name, b""))
            for change in self.loose.get(name, []):
                if change[0] == "cut":
                    if chance.random() < luck:
                        _apply(data, change)
                    continue
                _, offset, written = change
                for begin in range(0, len(written), SECTOR):
                    if chance.random() < luck:
                        _apply(data, ("write", offset + begin, written[begin : begin + SECTOR]))
            found[name] = bytes(data)
        return found


def _apply(data: bytearray, change: tuple[Any, ...]) -> None:
    if change[0] == "cut":
        del data[change[1] :]
        return
    _, offset, written = change
    if len(data) < offset:
        data.extend(bytes(offset - len(data)))
    data[offset : offset + len(written)] = written


def contents(db: Any) -> str:
    """A digest of all rows of all tables."""
    told = hashlib.sha256()
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in sorted(names):
        for row in db.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):
            told.update(repr((name, row)).encode())
    return told.hexdigest()


def cuts(length: int, number: int, chance: random.Random) -> Iterator[int]:
    """The moments, in their order."""
    return iter(sorted(chance.randrange(length + 1) for _ in range(number)))


def play(
    apsw: Any, path: Path, statements: list[str], change: Callable[[str], str] = str
) -> tuple[list[tuple[Any, ...]], list[tuple[int, str]]]:
    """What the engine did on the disk, and after each acknowledged act what the file held."""
    disk = Disk()
    db = apsw.Connection(str(path), vfs=f"multipleciphers-{disk.register(apsw)}")
    for statement in opening():
        list(db.execute(change(statement)))
    list(db.execute("SELECT count(*) FROM sqlite_master"))
    acked = [(len(disk.done), contents(db))]
    for statement in statements:
        list(db.execute(statement))
        if statement.strip().upper() in ("COMMIT", "VACUUM"):
            acked.append((len(disk.done), contents(db)))
    db.close()
    return disk.done, acked


def tried(
    apsw: Any,
    folder: Path,
    before: bytes,
    done: list[tuple[Any, ...]],
    acked: list[tuple[int, str]],
    number: int,
) -> tuple[int, int]:
    """How many of so many power cuts damaged the file, and how many lost an acknowledged act."""
    chance, drive, at = random.Random(17), Drive({"m.pocplan": before}), 0
    damaged = lost = 0
    folder.mkdir(exist_ok=True)
    for moment in cuts(len(done), number, chance):
        while at < moment:
            drive.do(done[at])
            at += 1
        for name in ("m.pocplan", "m.pocplan-journal"):
            (folder / name).unlink(missing_ok=True)
        for name, data in drive.cut(chance).items():
            (folder / name).write_bytes(data)
        index = max(i for i, (end, _) in enumerate(acked) if end <= moment)
        right = {digest for _, digest in acked[index : index + 2]}
        try:
            db = apsw.Connection(str(folder / "m.pocplan"))
            for statement in (*SAME_SEAL, f'PRAGMA key="{KEY.literal}"'):
                list(db.execute(statement))
            fine = list(db.execute("PRAGMA integrity_check")) == [("ok",)]
            found = contents(db)
            db.close()
        except apsw.Error:
            damaged += 1
            continue
        damaged += not fine
        lost += fine and found not in right
    return damaged, lost


@pytest.fixture
def mission(tmp_path: Path) -> Path:
    """A sealed file with a little in it."""
    file = MissionFile.create(tmp_path / "m.pocplan", KINDS, KEY)
    put(file, Mission(name="Anvar"), *(Settlement(id=f"p{n}", name="x" * 200) for n in range(40)))
    file.close()
    return file.path


def test_both_engines_have_the_same_settings(apsw: Any, mission: Path) -> None:
    names = [name for name, _ in connection.SETTINGS]
    file = MissionFile.open(mission, KINDS, KEY)
    ours = file.alone(
        lambda door: {n: str(door.raw.execute(f"PRAGMA {n}").fetchone()[0]) for n in names}
    )
    file.close()
    db = apsw.Connection(str(mission))
    for statement in opening():
        list(db.execute(statement))
    theirs = {n: str(next(iter(db.execute(f"PRAGMA {n}")))[0]) for n in names}
    db.close()
    assert theirs == ours


def test_a_power_cut_damages_nothing_and_loses_no_acknowledged_edit(
    apsw: Any, mission: Path, tmp_path: Path, long_run: bool
) -> None:
    before = mission.read_bytes()
    statements = a_day_of_work(mission)
    mission.write_bytes(before)
    done, acked = play(apsw, mission, statements)
    assert len(acked) > 30
    assert "VACUUM" in statements and sum("INSERT INTO store_block" in s for s in statements) > 3
    assert {step[0] for step in done} >= {"write", "sync", "cut"}
    number = 10_000 if long_run else 400
    assert tried(apsw, tmp_path / "cut", before, done, acked, number) == (0, 0)


def test_the_power_cuts_would_show_a_careless_setting(
    apsw: Any, mission: Path, tmp_path: Path
) -> None:
    before = mission.read_bytes()
    statements = a_day_of_work(mission)
    mission.write_bytes(before)
    careless = {"PRAGMA synchronous=EXTRA": "PRAGMA synchronous=OFF"}
    done, acked = play(apsw, mission, statements, lambda s: careless.get(s, s))
    damaged, lost = tried(apsw, tmp_path / "cut", before, done, acked, 100)
    assert damaged + lost > 20
