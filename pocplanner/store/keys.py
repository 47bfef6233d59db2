"""Make the key of a sealed file from a passphrase, slowly enough that guessing is dear."""

import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pocplanner.store import header
from pocplanner.words import Problem

# Argon2id with the figures of file format 1. They are never read from a file: one that
# asked for less would be a way to guess faster, one that asked for more would hang us.
MEMORY_KIB = 256 * 1024
PASSES = 3
LANES = 4
_LENGTH = 32

_FREE_TRIES = 5
_LONGEST_WAIT_S = 60.0


@dataclass(frozen=True)
class Key:
    """The key of one sealed file, with that file's own salt; never shown, never written."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def literal(self) -> str:
        """The key as SQLCipher wants it: used as it is, with the salt, not derived again."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def derive(passphrase: str, salt: bytes) -> Key:
    """The key from a passphrase and a salt of 16 bytes; takes about a third of a second."""
    from argon2.low_level import Type, hash_secret_raw

    if not passphrase:
        raise Problem("key.empty")
    if len(salt) != header.SALT:
        raise ValueError("a salt has 16 bytes")
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    raw = hash_secret_raw(secret, salt, PASSES, MEMORY_KIB, LANES, _LENGTH, Type.ID)
    return Key(raw, salt)


def new_key(passphrase: str) -> Key:
    """A key for a new file, under a salt that nobody has used."""
    salt = secrets.token_bytes(header.SALT)
    while header.looks_like_something(salt):
        salt = secrets.token_bytes(header.SALT)
    return derive(passphrase, salt)


def key_of(path: Path, passphrase: str) -> Key:
    """The key of an existing sealed file; whether it is the right one shows on opening."""
    return derive(passphrase, header.head(path, header.SALT))


class Tries:
    """Wrong passphrases so far: after five each further one makes the next wait longer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong = 0
        self._until = 0.0

    def failed(self) -> None:
        """A passphrase was wrong."""
        self._wrong += 1
        over = self._wrong - _FREE_TRIES
        if over >= 0:
            self._until = self._clock() + min(2.0**over, _LONGEST_WAIT_S)

    def passed(self) -> None:
        """The passphrase was right."""
        self._wrong, self._until = 0, 0.0

    @property
    def wait_s(self) -> float:
        """Seconds until the next try is taken; 0 where it may come now."""
        return max(0.0, self._until - self._clock())
