"""Look-alikes are told apart before anybody is asked for a passphrase."""

import os
import sqlite3
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pocplanner.store import header
from pocplanner.store.header import FileState
from pocplanner.words import Problem
from tests.store.makers import a_file


def _database(path: Path, application: int = 0, version: int = 0) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE t (a)")
    db.execute(f"PRAGMA application_id={application}")
    db.execute(f"PRAGMA user_version={version}")
    db.commit()
    db.close()


def _zip(path: Path, member: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x" * 100)


def _bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


LOOKALIKES: dict[str, tuple[Callable[[Path], object], str]] = {
    "m.pocplan": (_bytes(b""), "open.empty"),
    "one.pocplan": (_bytes(b"\x91"), "open.short"),
    "ninety-nine.pocplan": (_bytes(bytes(range(128, 227))), "open.short"),
    "magic.pocplan": (_bytes(header.PLAIN), "open.short"),
    "zip.pocplan": (lambda p: _zip(p, "a.csv"), "open.archive"),
    "xlsx.pocplan": (lambda p: _zip(p, "[Content_Types].xml"), "open.office"),
    "doc.pocplan": (_bytes(b"\xd0\xcf\x11\xe0" + bytes(5000)), "open.office"),
    "gzip.pocplan": (_bytes(b"\x1f\x8b" + bytes(5000)), "open.archive"),
    "pdf.pocplan": (_bytes(b"%PDF-1.7\n" + bytes(5000)), "open.pdf"),
    "png.pocplan": (_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000)), "open.picture"),
    "jpeg.pocplan": (_bytes(b"\xff\xd8\xff\xe0" + bytes(5000)), "open.picture"),
    "exe.pocplan": (_bytes(b"MZ" + bytes(8000)), "open.program"),
    "page.pocplan": (_bytes(b"\n<!DOCTYPE html><html><p>Sign in"), "open.web_page"),
    "map.pocplan": (_bytes(b"<?xml version='1.0'?><kml xmlns=''></kml>"), "open.kml"),
    "xml.pocplan": (_bytes(b"<?xml version='1.0'?><note/>"), "open.xml"),
    "table.pocplan": (_bytes("lieu;décès\nAnvar;3\n".encode() * 400), "open.text"),
    "utf16.pocplan": (_bytes("lieu;décès".encode("utf-16")), "open.text"),
    "other.pocplan": (_database, "open.database"),
    "mbtiles.pocplan": (lambda p: _database(p, 0x4D504258), "open.database"),
    "gpkg.pocplan": (lambda p: _database(p, 0x47504B47, 10300), "open.geopackage"),
    "newer.pocplan": (lambda p: _database(p, header.APPLICATION_ID, 999), "open.newer"),
    "m.pocplan.part": (_bytes(os.urandom(8192)), "open.download"),
    "odd.pocplan": (_bytes(b"\x00\x91" * 4097), "open.unknown"),
    "folder.pocplan": (lambda p: p.mkdir(), "open.folder"),
    "pipe.pocplan": (lambda p: os.mkfifo(p), "open.special"),
    "loop.pocplan": (lambda p: p.symlink_to(p), "open.loop"),
    "missing.pocplan": (lambda p: None, "open.missing"),
}


@pytest.mark.parametrize("name", LOOKALIKES)
def test_a_look_alike_has_a_key_of_its_own_and_is_left_alone(tmp_path: Path, name: str) -> None:
    make, key = LOOKALIKES[name]
    path = tmp_path / name
    make(path)
    before = path.read_bytes() if path.is_file() else None
    begin = time.monotonic()
    with pytest.raises(Problem) as found:
        header.look(path)
    assert found.value.key == key
    assert time.monotonic() - begin < 1
    assert (path.read_bytes() if path.is_file() else None) == before
    assert os.listdir(tmp_path) == ([name] if key != "open.missing" else [])


def test_an_unreadable_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "m.pocplan"
    path.write_bytes(os.urandom(8192))
    path.chmod(0)
    with pytest.raises(Problem) as found:
        header.look(path)
    assert found.value.key == "open.unreadable"


def test_our_files_are_known_open_or_sealed(tmp_path: Path) -> None:
    sealed, open_ = a_file(tmp_path), a_file(tmp_path, None, "o.pocplan")
    sealed.close()
    open_.close()
    assert header.look(sealed.path) is FileState.SEALED
    assert header.look(open_.path) is FileState.OPEN


def test_a_file_cut_off_is_found_before_it_is_opened(tmp_path: Path) -> None:
    for key_name, cut, key in (("o", 4096 * 3, "open.truncated"), ("o", 50, "open.short")):
        file = a_file(tmp_path, None, f"{key_name}{cut}.pocplan")
        file.close()
        file.path.write_bytes(file.path.read_bytes()[:cut])
        with pytest.raises(Problem) as found:
            header.look(file.path)
        assert found.value.key == key


def test_a_file_that_this_process_has_open_is_not_opened_a_second_time(tmp_path: Path) -> None:
    # Opening and closing it would drop the lock that keeps other programs out.
    file = a_file(tmp_path)
    with pytest.raises(Problem) as found:
        header.look(file.path)
    assert found.value.key == "open.elsewhere"
    file.close()
    assert header.look(file.path) is FileState.SEALED
