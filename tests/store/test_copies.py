"""Copies are complete, a new passphrase shuts the old one out, and what is purged is gone."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pocplanner.model.events import Series
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Mission, Source
from pocplanner.model.places import Settlement
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.store import connection, copies
from pocplanner.store.file import MissionFile
from pocplanner.store.keys import Key
from pocplanner.words import Problem
from tests.store.makers import KEY, NEEDLE, OTHER_KEY, a_chunk, a_draft, a_file, put


def plain(path: Path, key: Key | None) -> bytes:
    """All pages of a file without their seal, free ones and slack included."""
    if key is None:
        return path.read_bytes()
    target = path.with_name("plain.db")
    db = connection.driver.connect(str(path), isolation_level=None)
    db.execute(f'PRAGMA key="{key.literal}"')
    pages = int(db.execute("PRAGMA page_count").fetchone()[0])
    free = int(db.execute("PRAGMA freelist_count").fetchone()[0])
    db.execute("ATTACH DATABASE ? AS target KEY ''", (str(target),))
    db.execute("SELECT sqlcipher_export('target')")
    db.close()
    assert pages and free == 0
    data = target.read_bytes()
    target.unlink()
    return data


def same(one: MissionFile, other: MissionFile) -> bool:
    return all(one.all(kind) == other.all(kind) for kind in KINDS) and (
        one.entries() == other.entries()
    )


@pytest.fixture
def file(tmp_path: Path) -> MissionFile:
    """A sealed file with records and events."""
    file = a_file(tmp_path)
    put(file, Mission(name="Anvar", exercise=True), Source(id="s", name="Reports"))
    finish(file.stage("one", "s", [a_chunk(["a", "b"])]))
    put(file, Series(id="one", source_id="s", import_id="one", rows=2))
    return file


@pytest.mark.parametrize("key", [KEY, OTHER_KEY, None], ids=["same", "other", "open"])
def test_a_copy_holds_the_same(file: MissionFile, tmp_path: Path, key: Key | None) -> None:
    to = tmp_path / "copy.pocplan"
    copies.copy(file, to, key)
    other = MissionFile.open(to, KINDS, key)
    assert same(file, other)
    assert other.broken_at() == 0
    series = [s for s in other.all(Series) if isinstance(s, Series)]
    assert other.events(series).key.tolist() == [b"a", b"b"]
    put(other, Source(name="only here"))
    other.close()
    assert to.stat().st_mode & 0o777 == 0o600
    put(file, Source(name="and it goes on"))
    file.close()
    assert sorted(os.listdir(tmp_path)) == ["copy.pocplan", "m.pocplan"]


@pytest.mark.parametrize("key", [KEY, OTHER_KEY], ids=["same", "other"])
def test_a_read_only_file_can_be_copied(file: MissionFile, tmp_path: Path, key: Key) -> None:
    file.close()
    file.path.chmod(0o400)
    before = file.path.read_bytes()
    file = MissionFile.open(file.path, KINDS, KEY)
    copies.copy(file, tmp_path / "copy.pocplan", key)
    with pytest.raises(Problem) as found:
        copies.change_key(file, OTHER_KEY)
    assert found.value.key == "file.read_only"
    with pytest.raises(Problem) as found:
        file.alone(lambda door: door.raw.execute("DELETE FROM source"))
    assert found.value.key == "file.read_only"
    other = MissionFile.open(tmp_path / "copy.pocplan", KINDS, key)
    assert same(file, other) and not other.read_only
    other.close()
    file.close()
    assert file.path.read_bytes() == before


@pytest.mark.parametrize("key", [KEY, None], ids=["sealed", "open"])
def test_a_whole_file_is_found_whole_and_a_damaged_one_not(tmp_path: Path, key: Key | None) -> None:
    project = Project(a_file(tmp_path, key), "PoC adviser")
    with project.edit("edit.record.add", name="x"):
        project.put(*(Source(id=f"s{n}", name="x" * 200) for n in range(200)))
    assert project.intact()
    project.close()
    data = bytearray(project.path.read_bytes())
    data[-5000] ^= 1
    data[-4096 * 3 - 4000 : -4096 * 3 - 3000] = bytes(1000)
    project.path.write_bytes(data)
    try:
        project = Project(MissionFile.open(project.path, KINDS, key), "PoC adviser")
    except Problem as problem:
        assert problem.key.startswith("open.")
        return
    assert not project.intact()
    project.close()


def test_a_copy_never_takes_the_place_of_a_file(file: MissionFile, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("a letter")
    with pytest.raises(Problem) as found:
        copies.copy(file, tmp_path / "letter", KEY)
    assert found.value.key == "create.exists"
    with pytest.raises(Problem) as found:
        copies.copy(file, tmp_path / "none" / "letter", KEY)
    assert found.value.key == "create.no_folder"
    file.close()
    assert (tmp_path / "letter").read_text() == "a letter"
    assert sorted(os.listdir(tmp_path)) == ["letter", "m.pocplan"]


def test_a_copy_that_does_not_read_back_is_thrown_away(
    file: MissionFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = copies.export

    def broken(door: Any, to: Path, key: Key | None) -> None:
        export(door, to, key)
        db = connection.driver.connect(str(to), isolation_level=None)
        db.execute(f'PRAGMA key="{KEY.literal}"')
        db.execute("DELETE FROM source")
        db.close()

    monkeypatch.setattr(copies, "export", broken)
    with pytest.raises(Problem) as found:
        copies.copy(file, tmp_path / "copy.pocplan", KEY)
    assert found.value.key == "copy.failed"
    with pytest.raises(Problem) as found:
        copies.change_key(file, KEY)
    assert found.value.key == "copy.failed"
    put(file, Source(name="and it goes on"))
    file.close()
    assert os.listdir(tmp_path) == ["m.pocplan"]


def test_a_new_passphrase_shuts_the_old_one_out(file: MissionFile, tmp_path: Path) -> None:
    copies.change_key(file, OTHER_KEY)
    assert file.key == OTHER_KEY
    put(file, Source(id="after", name="after"))
    file.close()
    with pytest.raises(Problem) as found:
        MissionFile.open(file.path, KINDS, KEY)
    assert found.value.key == "open.wrong_key"
    again = MissionFile.open(file.path, KINDS, OTHER_KEY)
    assert again.get(Source, "after") and again.get(Source, "s")
    assert again.broken_at() == 0
    again.close()
    assert os.listdir(tmp_path) == ["m.pocplan"]
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_an_open_exercise_can_be_sealed_later(tmp_path: Path) -> None:
    file = a_file(tmp_path, None)
    put(file, Settlement(id="n", name=NEEDLE))
    copies.change_key(file, KEY)
    assert file.sealed
    file.close()
    assert NEEDLE.encode() not in file.path.read_bytes()
    again = MissionFile.open(file.path, KINDS, KEY)
    assert again.get(Settlement, "n")
    again.close()


def test_a_change_of_passphrase_that_fails_leaves_the_old_file(
    file: MissionFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(Problem) as found:
        copies.change_key(file, OTHER_KEY)
    assert found.value.key == "disk.full"
    monkeypatch.undo()
    assert file.key == KEY
    put(file, Source(id="after", name="after"))
    file.close()
    again = MissionFile.open(file.path, KINDS, KEY)
    assert again.get(Source, "after")
    again.close()
    assert os.listdir(tmp_path) == ["m.pocplan"]


@pytest.mark.parametrize("key", [KEY, None], ids=["sealed", "open"])
def test_what_is_purged_is_in_no_page_of_the_file(tmp_path: Path, key: Key | None) -> None:
    project = Project(a_file(tmp_path, key), "PoC adviser", together_s=0)
    with project.edit("edit.mission.create", name="x"):
        project.put(Mission(name="Stays", exercise=True))
    place = Settlement(id="gone", name=f"{NEEDLE} one", aliases=(f"{NEEDLE} alias",))
    for number in range(300):
        with project.edit("edit.record.change", name=f"{NEEDLE} {number}"):
            project.put(
                place.model_copy(update={"name": f"{NEEDLE} {number}"}),
                Settlement(id=f"n{number}", name=f"Stays {number}"),
            )
    with project.edit("edit.record.remove", name="a place"):
        project.drop(place)
    project.undo()
    project.purge("gone")
    assert project.broken_at() == 0
    assert project.find("gone") is None
    path = project.path
    # Nothing is left while the file is still open, nor after it was closed.
    if key is None:
        assert NEEDLE.encode() not in path.read_bytes()
        assert NEEDLE.encode() not in path.with_name(path.name + "-journal").read_bytes()
    project.close()
    assert NEEDLE.encode() not in plain(path, key)
    assert b"Stays 7" in plain(path, key)
    again = Project(MissionFile.open(path, KINDS, key), "PoC adviser")
    assert again.broken_at() == 0
    assert again.log()[-1].kind == "purge"
    while again.undo():
        pass
    assert again.find("gone") is None and again.find("n1") is None
    again.close()


def test_with_a_source_go_its_events_and_corrections(tmp_path: Path) -> None:
    project = Project(a_file(tmp_path, None), "PoC adviser")
    for source in ("good", "bad"):
        note = f"{NEEDLE} {source}"
        finish(project.stage(source, source, [a_chunk(["a", "b"], note=note, place=note)]))
        with project.edit("edit.import.events", count=2, file=note):
            project.put(Source(id=source, name=source))
            project.put(Series(id=f"series-{source}", source_id=source, import_id=source))
    assert len(project.events()) == 4
    project.purge("bad")
    assert len(project.events()) == 2
    assert [s.id for s in project.all(Series)] == ["series-good"]
    project.close()
    data = plain(project.path, None)
    assert f"{NEEDLE} bad".encode() not in data
    assert f"{NEEDLE} good".encode() in data


def test_a_record_removed_long_ago_can_still_be_purged(tmp_path: Path) -> None:
    project = Project(a_file(tmp_path, None), "PoC adviser")
    place = Settlement(id="gone", name=NEEDLE)
    with project.edit("edit.record.add", name=NEEDLE):
        project.put(place)
    with project.edit("edit.record.remove", name=NEEDLE):
        project.drop(place)
    with pytest.raises(Problem) as found:
        project.purge("nobody")
    assert found.value.key == "purge.unknown"
    project.purge("gone")
    project.close()
    assert NEEDLE.encode() not in plain(project.path, None)


def test_a_purge_is_logged_as_one(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    with pytest.raises(ValueError, match="purge"):
        copies.purge(file, ["a"], a_draft())
    file.close()


def test_no_one_sees_the_key_among_the_running_programs(file: MissionFile) -> None:
    try:
        told = subprocess.run(["ps", "-eo", "args"], capture_output=True).stdout
    except OSError:
        told = Path("/proc/self/cmdline").read_bytes()
    assert KEY.raw.hex().encode() not in told
    file.close()
