"""Older files are brought up on a copy, whole or not at all; newer files are left alone."""

import hashlib
import os
from pathlib import Path
from typing import Annotated, Any

import pytest

from pocplanner.model.guard import OPEN
from pocplanner.model.kinds import KINDS
from pocplanner.model.places import Settlement
from pocplanner.model.record import Record
from pocplanner.model.text import Name
from pocplanner.project import Project
from pocplanner.resources import ROOT
from pocplanner.store import copies, header, keys, migrations
from pocplanner.store.file import MissionFile
from pocplanner.store.keys import Key
from pocplanner.store.schema import Schema
from pocplanner.words import Problem
from tests.missions import make
from tests.store.makers import KEY, put


class Old(Record):
    """A kind as it was first."""

    name: Annotated[Name, OPEN]


class New(Record):
    """The same kind a version later."""

    name: Annotated[Name, OPEN]
    note: Annotated[Name | None, OPEN] = None
    more: Annotated[int, OPEN] = 0


Old.__name__ = New.__name__ = "Thing"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Steps from the first to the second form."""
    folder = tmp_path / "schema"
    folder.mkdir()
    first = "".join(f"{sql};\n" for sql in Schema((Old,)).definitions)
    (folder / "0001-first.sql").write_text(f"-- the first form\n{first}")
    (folder / "0002-notes.sql").write_text(
        "-- things have notes\n"
        "ALTER TABLE thing ADD COLUMN note TEXT;\n"
        "CREATE TABLE other (id TEXT NOT NULL, name TEXT NOT NULL, note TEXT,\n"
        " more BIGINT NOT NULL, PRIMARY KEY (id));\n"
        "INSERT INTO other SELECT id, name, 'from the step; as it says', 7 FROM thing;\n"
        "DROP TABLE thing;\n"
        "ALTER TABLE other RENAME TO thing;\n"
    )
    return folder


def an_old_file(path: Path, key: Key | None) -> str:
    """A file of the first form; the digest of its bytes."""
    file = MissionFile.create(path, (Old,), key)
    put(file, Old(id="a", name="Anvar"), Old(id="b", name="Brelo"))
    file.close()
    return hashlib.sha256(path.read_bytes()).hexdigest()


def bring_up(path: Path, key: Key | None, folder: Path) -> bool:
    return migrations.bring_up(path, (New,), key, folder, header.SCHEMA)


@pytest.mark.parametrize("key", [KEY, None], ids=["sealed", "open"])
def test_an_older_file_is_brought_up_and_the_old_one_kept(
    tmp_path: Path, folder: Path, key: Key | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m.pocplan"
    before = an_old_file(path, key)
    monkeypatch.setattr(header, "SCHEMA", 2)
    assert bring_up(path, key, folder)
    kept = tmp_path / "m (before version 2).pocplan"
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == before
    assert sorted(os.listdir(tmp_path)) == [kept.name, "m.pocplan", "schema"]
    assert path.stat().st_mode & 0o777 == 0o600
    file = MissionFile(path, (New,), key)
    assert file.get(New, "a") == New(id="a", name="Anvar", note="from the step; as it says", more=7)
    assert file.broken_at() == 0
    put(file, New(id="c", name="new"))
    file.close()
    assert not bring_up(path, key, folder)


@pytest.mark.parametrize("broken", ["DROP TABLE nowhere;", "DROP TABLE thing;", "SELEKT;"])
def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, folder: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m.pocplan"
    before = an_old_file(path, KEY)
    monkeypatch.setattr(header, "SCHEMA", 2)
    step = folder / "0002-notes.sql"
    step.write_text(step.read_text() + broken)
    with pytest.raises(Exception):  # noqa: B017 - whatever it is, the file stays
        bring_up(path, KEY, folder)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert sorted(os.listdir(tmp_path)) == ["m.pocplan", "schema"]


@pytest.mark.parametrize("moment", ["whole", "export", "set_beside", "replace"])
def test_ended_at_any_moment_there_is_a_whole_file(
    tmp_path: Path, folder: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended(BaseException):
        pass

    def end(*_: Any, **__: Any) -> None:
        raise Ended

    path = tmp_path / "m.pocplan"
    an_old_file(path, KEY)
    monkeypatch.setattr(header, "SCHEMA", 2)
    with monkeypatch.context() as patch:
        patch.setattr(os if moment == "replace" else copies, moment, end)
        with pytest.raises(Ended):
            bring_up(path, KEY, folder)
    kept = tmp_path / "m (before version 2).pocplan"
    if kept.exists():
        with pytest.raises(Problem) as found:
            bring_up(path, KEY, folder)
        assert found.value.key == "open.old_copy"
        kept.unlink()
    assert bring_up(path, KEY, folder)
    file = MissionFile(path, (New,), KEY)
    assert len(file.all(New)) == 2
    file.close()


def test_an_older_file_with_foreign_tables_is_not_touched(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    path = tmp_path / "m.pocplan"
    an_old_file(path, None)
    db = sqlite3.connect(path)
    db.execute("CREATE TRIGGER t AFTER INSERT ON thing BEGIN DELETE FROM thing; END")
    db.close()
    monkeypatch.setattr(header, "SCHEMA", 2)
    with pytest.raises(Problem) as found:
        bring_up(path, None, folder)
    assert found.value.key == "open.foreign"


def test_a_newer_file_names_its_version(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "m.pocplan"
    an_old_file(path, None)
    data = bytearray(path.read_bytes())
    data[60:64] = (9).to_bytes(4, "big")
    path.write_bytes(data)
    with pytest.raises(Problem) as found:
        MissionFile.open(path, (Old,), None)
    assert found.value.key == "open.newer"
    assert found.value.facts["version"] == 9
    assert path.read_bytes() == data


def test_steps_are_numbered_without_a_gap(folder: Path) -> None:
    assert [(step.number, step.name) for step in migrations.steps(folder)] == [
        (1, "first"),
        (2, "notes"),
    ]
    (folder / "0004-late.sql").write_text("SELECT 1;")
    with pytest.raises(ValueError, match="numbered"):
        migrations.steps(folder)
    (folder / "notes.sql").write_text("SELECT 1;")
    with pytest.raises(ValueError, match="called"):
        migrations.steps(folder)


def test_a_step_ends_with_an_end(folder: Path) -> None:
    (folder / "0003-half.sql").write_text("SELECT 1")
    with pytest.raises(ValueError, match="without an end"):
        migrations.steps(folder)


def test_there_is_a_step_for_every_version() -> None:
    assert len(migrations.steps()) == header.SCHEMA
    assert len(list((ROOT / "schema").glob("*.sql"))) == header.SCHEMA


@pytest.mark.parametrize("seal", ["open", "sealed"])
def test_the_golden_file_of_each_schema_opens(tmp_path: Path, seal: str) -> None:
    for version in range(1, header.SCHEMA + 1):
        golden = Path(make.__file__).with_name(f"schema-{version}-{seal}.pocplan")
        path = tmp_path / golden.name
        path.write_bytes(golden.read_bytes())
        key = keys.key_of(path, make.PASSPHRASE) if seal == "sealed" else None
        project = Project(MissionFile.open(path, KINDS, key), "PoC adviser")
        assert project.mission.name == "Golden"
        assert [place.name for place in project.all(Settlement)] == ["Anvar"]
        assert project.events().key.tolist() == [b"E-1", b"E-2"]
        assert project.details("series:E-1") == {"note": "A first note."}
        assert project.redo_label == "edit.record.add"
        assert project.broken_at() == 0
        project.redo()
        assert len(project.all(Settlement)) == 2
        project.close()
