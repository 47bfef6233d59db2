"""The key of a sealed file: slow to guess, the same everywhere, never shown."""

import os
from pathlib import Path

import pytest

from pocplanner.model.kinds import KINDS
from pocplanner.store import header, keys
from pocplanner.store.file import MissionFile
from pocplanner.words import Problem


def test_the_derivation_is_the_one_of_format_1() -> None:
    # Argon2id, version 1.3, 256 MiB, three passes, four lanes, 32 bytes.
    salt = b"0123456789abcdef"
    found = keys.derive("correct horse battery staple", salt)
    assert found.raw.hex() == "c9c84606b18eadd511d0a96b2c53d689ff65ba4176247c654183a987e080a0a2"
    assert found.salt == salt


def test_the_cost_is_at_least_what_was_promised() -> None:
    assert keys.MEMORY_KIB >= 256 * 1024
    assert keys.PASSES >= 3
    assert keys.LANES == 4


def test_an_accent_may_be_typed_in_either_unicode_form() -> None:
    salt = bytes(16)
    assert keys.derive("caf\u00e9 au lait", salt).raw == keys.derive("cafe\u0301 au lait", salt).raw


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(Problem) as found:
        keys.derive("", bytes(16))
    assert found.value.key == "key.empty"


def test_a_key_does_not_show_itself() -> None:
    key = keys.Key(b"k" * 32, b"s" * 16)
    assert b"k".hex() * 4 not in repr(key)
    assert "kkkk" not in repr(key)


def test_no_salt_looks_like_another_kind_of_file(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = [b"%PDF-1.7........", b"SQLite format 3\x00", b"a,b,c\n1,2,3,4,5,", os.urandom(16)]
    monkeypatch.setattr(keys.secrets, "token_bytes", lambda _: offered.pop(0))
    monkeypatch.setattr(keys, "derive", lambda _, salt: keys.Key(bytes(32), salt))
    keys.new_key("x")
    assert not offered


def test_the_figures_are_not_read_from_the_file(tmp_path: Path) -> None:
    # There is no room for them: a sealed file begins with its salt and goes on as noise.
    path = tmp_path / "m.pocplan"
    key = keys.Key(os.urandom(32), os.urandom(16))
    MissionFile.create(path, KINDS, key).close()
    data = path.read_bytes()
    assert data[:16] == key.salt
    assert len(set(data[16:4096])) > 200


def test_waiting_grows_after_five_wrong_tries_and_ends_with_the_right_one() -> None:
    now = [0.0]
    tries = keys.Tries(lambda: now[0])
    for _ in range(4):
        tries.failed()
    assert tries.wait_s == 0
    waits = []
    for _ in range(9):
        tries.failed()
        waits.append(tries.wait_s)
        now[0] += tries.wait_s
        assert tries.wait_s == 0
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    tries.passed()
    assert tries.wait_s == 0


def test_the_salt_is_read_from_a_file_that_nobody_has_open(tmp_path: Path) -> None:
    path = tmp_path / "m.pocplan"
    path.write_bytes(b"0123456789abcdef" + bytes(5000))
    assert keys.key_of(path, "correct horse battery staple").salt == b"0123456789abcdef"
    assert header.SALT == 16
