"""Runs a reader in a limited process of its own, and ends it when it does not behave.

The process gets a fresh interpreter, an empty environment, a private folder, the open file
and nothing else: no key, no other file, no network. It is ended after 30 s without a sign
of progress, or at ten times the time that its file should take.
"""

import contextlib
import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np

from pocplanner.formats.reader import wire
from pocplanner.formats.reader.wire import Frame, Limits, WireError
from pocplanner.words import Problem

_ROOT = str(Path(__file__).resolve().parent.parent.parent)
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from pocplanner.formats.reader.main import main; main()"
)
#: A fact that a reader sends for a sentence is no longer than this.
_FACT = 200


@dataclass(frozen=True)
class Bounds:
    """What one reading may take."""

    silence_s: float = 30.0
    least_s: float = 30.0
    bytes_per_s: float = 1_000_000
    times: float = 10.0
    memory: int = 1 << 30
    limits: Limits = field(default_factory=Limits)

    def longest(self, size: int) -> float:
        """Seconds after which a file of this size has taken ten times its estimate."""
        return self.times * max(self.least_s / self.times, 1.0 + size / self.bytes_per_s)


class Reader:
    """One process reading one open file. Use as a context: leaving it ends the process."""

    def __init__(
        self,
        file: BinaryIO,
        asked: dict[str, Any],
        bounds: Bounds | None = None,
        command: list[str] | None = None,
    ) -> None:
        self._bounds = bounds or Bounds()
        self._folder = tempfile.TemporaryDirectory(prefix="reading-")
        size = os.fstat(file.fileno()).st_size
        longest = self._bounds.longest(size)
        asked = {**asked, "memory": self._bounds.memory, "seconds": int(longest) + 1}
        asked |= {"fd": file.fileno()} if os.name == "posix" else {"path": str(file.name)}
        environment = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "LANG": "C.UTF-8"}
        if os.name == "nt":
            environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
        self._process: Any = subprocess.Popen(
            command or [sys.executable, "-I", "-c", _START, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env=environment,
            close_fds=True,
            pass_fds=(file.fileno(),) if os.name == "posix" else (),
            bufsize=0,
            start_new_session=True,
        )
        self._deadline = time.monotonic() + longest
        self._heard = time.monotonic()
        self._total = 0
        self._out = cast(Any, self._process).stdout
        pipe: int = self._out.fileno()
        os.set_blocking(pipe, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(pipe, selectors.EVENT_READ)
        self.ask(asked)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return int(self._process.pid)

    def end(self) -> None:
        """End the process, if it still runs, and remove its folder."""
        if self._process.poll() is None:
            with contextlib.suppress(OSError):
                if os.name == "posix":
                    os.killpg(self._process.pid, 9)
                else:
                    self._process.kill()
            self._process.wait()
        self._selector.close()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        self._folder.cleanup()

    def ask(self, what: dict[str, Any]) -> None:
        """Hand the process one line of JSON."""
        line = json.dumps(what).encode() + b"\n"
        stdin = self._process.stdin
        try:
            view = memoryview(line)
            while view:
                view = view[stdin.write(view) :]
        except OSError as error:
            raise self._died() from error

    def frames(self) -> Iterator[Frame | None]:
        """What it finds, frame by frame; `None` every so often while there is nothing yet.

        Problem where the file cannot be read, or where the reader died or had to be ended.
        """
        while True:
            start = yield from self._exactly(wire.START, may_end=True)
            if not start:
                raise self._died()
            try:
                frame = yield from self._frame(bytes(start))
            except WireError as error:
                self.end()
                raise Problem("import_reader_garbage") from error
            if frame.kind == "problem":
                raise _problem(frame)
            yield frame
            if frame.kind in {"end", "head"}:
                return

    def _frame(self, start: bytes) -> Generator[None, None, Frame]:
        limits = self._bounds.limits
        head = yield from self._exactly(wire.start(start, limits))
        kind, body, arrays = wire.head(bytes(head), limits)
        self._total += sum(t.itemsize * count for _, t, count in arrays)
        if self._total > limits.total:
            raise WireError("more than a reader may send")
        found: dict[str, Any] = {}
        for name, type_, count in arrays:
            data = yield from self._exactly(type_.itemsize * count)
            found[name] = np.frombuffer(data, type_, count)
        return Frame(kind, body, found)

    def _exactly(self, length: int, may_end: bool = False) -> Generator[None, None, bytearray]:
        """So many bytes from the pipe, none where it ends first; `None` while waiting."""
        data = bytearray(length)
        view, have = memoryview(data), 0
        while have < length:
            got = self._out.readinto(view[have:])
            if got:
                have += got
                self._heard = time.monotonic()
            elif got == 0:
                if may_end and have == 0:
                    return bytearray()
                raise self._died()
            else:
                self._watch()
                if not self._selector.select(0.05):
                    yield None
        return data

    def _watch(self) -> None:
        now = time.monotonic()
        if now - self._heard > self._bounds.silence_s or now > self._deadline:
            self.end()
            raise Problem("import_reader_hung")

    def _died(self) -> Problem:
        try:
            code = self._process.wait(2)
        except subprocess.TimeoutExpired:
            code = 0
        self.end()
        # Memory and time run out by a signal or by Python's own last words.
        if code in {-24, 152}:
            return Problem("import_reader_hung")
        return Problem("import_reader_died")


def _problem(frame: Frame) -> Problem:
    """What the reader says of the file, its facts cut to what a sentence needs."""
    key, facts = frame.body.get("key"), frame.body.get("facts")
    if not isinstance(key, str) or not key.startswith("import_") or not isinstance(facts, dict):
        return Problem("import_reader_garbage")
    kept = {
        str(k)[:40]: v if isinstance(v, (int, float)) else str(v)[:_FACT] for k, v in facts.items()
    }
    return Problem(key, **kept)
