"""The reader's process: what it may not do, and what becomes of one that misbehaves."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pocplanner
from pocplanner.formats import events
from pocplanner.formats.reader import wire
from pocplanner.formats.reader.wire import Frame, Limits, WireError
from pocplanner.formats.worker import Bounds, Reader
from pocplanner.progress import finish
from pocplanner.words import Problem
from tests.formats.reading_of import events as rows_of
from tests.formats.reading_of import read_file, read_text

ROOT = str(Path(pocplanner.__file__).resolve().parent.parent)
FAST = Bounds(silence_s=1.5, least_s=20)


def misbehaving(code: str) -> list[str]:
    """A process that does something else than reading, once it was asked.

    One that ends before it is asked has died, whatever it wrote.
    """
    begin = f"import sys; sys.path.insert(0, {ROOT!r}); sys.stdin.buffer.readline()\n"
    return [sys.executable, "-I", "-c", begin + code]


def outcome(tmp_path: Path, code: str, bounds: Bounds = FAST) -> tuple[str, Reader]:
    """What our side makes of such a process."""
    path = tmp_path / "table.csv"
    path.write_text("id,date\n1,2\n")
    with path.open("rb") as file, Reader(file, {}, bounds, misbehaving(code)) as reader:
        try:
            frames = [f for f in reader.frames() if f]
        except Problem as problem:
            return problem.key, reader
        return ",".join(f.kind for f in frames), reader


def gone(pid: int) -> bool:
    """Whether a process is there no more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"


SEND = "from pocplanner.formats.reader.wire import *\nimport numpy as np\n"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("pass", "import_reader_died"),
        ("import os; os.abort()", "import_reader_died"),
        ("import os; os.kill(os.getpid(), 11)", "import_reader_died"),
        ("raise SystemExit(3)", "import_reader_died"),
        ("print('garbage' * 1000)", "import_reader_garbage"),
        ("sys.stdout.buffer.write(b'POCF' + bytes(4))", "import_reader_garbage"),
        ("sys.stdout.buffer.write(b'POCF' + b'\\xff' * 4)", "import_reader_garbage"),
        ("sys.stdout.buffer.write(b'POCF\\x10\\0\\0\\0' + b'x' * 16)", "import_reader_garbage"),
        ("sys.stdout.buffer.write(b'POCF\\x10\\0\\0\\0' + b'x' * 5)", "import_reader_died"),
        ("import time; time.sleep(60)", "import_reader_hung"),
        ("while True: pass", "import_reader_hung"),
        ("import itertools\nfor n in itertools.count(): print(n)", "import_reader_garbage"),
    ],
)
def test_a_reader_that_misbehaves_ends_in_a_sentence(tmp_path: Path, code: str, key: str) -> None:
    began = time.monotonic()
    found, reader = outcome(tmp_path, code)
    assert found == key
    assert gone(reader.pid)
    assert time.monotonic() - began < 15


def test_frames_that_promise_too_much_are_refused_before_anything_is_allocated(
    tmp_path: Path,
) -> None:
    for array in (
        ["x", "f8", 10**12],
        ["x", "f8", -1],
        ["x", "f8", True],
        ["x", "O", 1],
        ["x", "S100000", 1],
        ["x", "S0", 1],
        ["x", "u8", 1],
        [3, "f8", 1],
    ):
        head = json.dumps(["rows", {}, [array]]).encode()
        code = f"import struct\nh = {head!r}\n" + (
            "sys.stdout.buffer.write(struct.pack('<4sI', b'POCF', len(h)) + h)"
        )
        assert outcome(tmp_path, code)[0] == "import_reader_garbage", array


def test_a_flood_of_frames_is_stopped(tmp_path: Path) -> None:
    code = SEND + (
        "while True:\n"
        "  for p in pack(Frame('rows', {}, {'x': np.zeros(1 << 20)})): sys.stdout.buffer.write(p)"
    )
    bounds = Bounds(least_s=20, limits=Limits(total=64 << 20))
    assert outcome(tmp_path, code, bounds)[0] == "import_reader_garbage"


def test_a_reader_that_sends_slowly_but_steadily_is_not_ended(tmp_path: Path) -> None:
    code = SEND + (
        "import time\n"
        "for n in range(5):\n"
        "  time.sleep(0.6)\n"
        "  for p in pack(Frame('rows', {})): sys.stdout.buffer.write(p)\n"
        "  sys.stdout.flush()\n"
        "for p in pack(Frame('end', {})): sys.stdout.buffer.write(p)"
    )
    assert outcome(tmp_path, code)[0] == "rows,rows,rows,rows,rows,end"
    short = Bounds(silence_s=10, least_s=1.2, bytes_per_s=1e9, times=1)
    assert outcome(tmp_path, code, short)[0] == "import_reader_hung"


def test_a_reader_that_speaks_of_other_problems_is_not_believed(tmp_path: Path) -> None:
    for body in ({"key": "open.missing", "facts": {}}, {"key": 3}, {"key": "import_x", "facts": 1}):
        code = SEND + f"for p in pack(Frame('problem', {body!r})): sys.stdout.buffer.write(p)"
        assert outcome(tmp_path, code)[0] == "import_reader_garbage"


CONFINED = "from pocplanner.formats.reader.limits import confine\nconfine(20, 1 << 30)\n"
DONE = SEND + "for p in pack(Frame('end', {'did': did})): sys.stdout.buffer.write(p)\n"


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.kill(1, 0)",
        "open('x', 'w').write('x')",
        "import os; os.write(os.open('x', os.O_WRONLY | os.O_CREAT), b'x')",
        "import ctypes; l = ctypes.CDLL(None, use_errno=True); assert l.socket(2, 1, 0) >= 0",
        "import ctypes; l = ctypes.CDLL(None, use_errno=True); assert l.fork() >= 0",
        "x = bytearray(2 << 30)",
    ],
)
def test_a_confined_process_can_do_nothing_but_read_and_tell(tmp_path: Path, attempt: str) -> None:
    code = (
        SEND
        + CONFINED
        + (
            "did = True\n"
            f"try:\n  exec({attempt!r})\n"
            "except (OSError, AssertionError, MemoryError):\n  did = False\n"
        )
        + DONE.removeprefix(SEND)
    )
    path = tmp_path / "table.csv"
    path.write_text("x")
    with path.open("rb") as file, Reader(file, {}, FAST, misbehaving(code)) as reader:
        frames = [f for f in reader.frames() if f]
    assert [f.body for f in frames] == [{"did": False}]


def test_the_process_is_handed_nothing_but_the_file(tmp_path: Path) -> None:
    code = (
        SEND
        + (
            "import os\n"
            "did = [sorted({*os.environ} - {'LC_CTYPE'}), os.listdir('.'), os.getcwd()]\n"
            "did += [sorted(int(n) for n in os.listdir('/proc/self/fd'))]\n"
        )
        + DONE.removeprefix(SEND)
    )
    os.environ["POCPLANNER_PASSPHRASE_FILE"] = "secret"
    path = tmp_path / "table.csv"
    path.write_text("x")
    try:
        with path.open("rb") as file, Reader(file, {}, FAST, misbehaving(code)) as reader:
            (frame,) = [f for f in reader.frames() if f]
            given = file.fileno()
    finally:
        del os.environ["POCPLANNER_PASSPHRASE_FILE"]
    names, held, where, descriptors = frame.body["did"]
    told = {"PYDANTIC_DISABLE_PLUGINS"}  # the package says so itself
    assert sorted({*names} - told) == ["LANG", "MALLOC_ARENA_MAX", "OPENBLAS_NUM_THREADS"]
    assert held == [] and not Path(where).exists()
    assert set(descriptors) <= {0, 1, 2, 3, given}


def test_a_file_that_needs_too_much_memory_says_so(tmp_path: Path) -> None:
    text = rows_of(*[(str(n), "2026-01-05", 7, 21, f"threat {n}", 0) for n in range(30_000)])
    with pytest.raises(Problem) as found:
        read_text(tmp_path, text, bounds=Bounds(memory=100 << 20))
    assert found.value.key in {"import_too_much_memory", "import_reader_died"}


def test_work_that_is_given_up_ends_the_process(tmp_path: Path) -> None:
    from pocplanner.formats.read import read
    from tests.formats.reading_of import context

    path = tmp_path / "table.csv"
    path.write_text(rows_of(*[(str(n), "2026-01-05", 7, 21, "x", 0) for n in range(50_000)]))
    before = children()
    work = read(path, context=context())
    next(work)
    assert len(children() - before) == 1
    work.close()
    assert children() == before


def children() -> set[int]:
    """The processes that this one has started and that still run."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return {int(n) for n in listed}


def test_progress_is_told_and_runs_forward(tmp_path: Path) -> None:
    from pocplanner.formats.read import read
    from tests.formats.reading_of import context

    path = tmp_path / "table.csv"
    path.write_text(rows_of(*[(str(n), "2026-01-05", 7, 21, "x", 0) for n in range(30_000)]))
    steps: list[Any] = []
    finish(read(path, context=context()), steps.append)
    done = [s.done for s in steps]
    assert done == sorted(done) and done[-1] == steps[-1].total > 0


def test_what_runs_inside_loads_nothing_but_numpy() -> None:
    code = (
        f"import sys; sys.path.insert(0, {ROOT!r})\n"
        "from pocplanner.formats.reader import main, event_rows, plain_rows, shapes, sheets\n"
        "heavy = ('pydantic', 'shapely', 'openpyxl', 'scipy', 'sqlalchemy', 'sqlcipher3')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


# --- columns are checked before they are believed --------------------------------------------


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frame]:
    """A frame of two events as the reader sends it."""
    path = tmp_path_factory.mktemp("good") / "table.csv"
    path.write_text(rows_of(("1", "2026-01-05", 7, 21, "x", 0), ("2", "2026-01-06", 7, 21, "y", 1)))
    kept: list[Frame] = []
    original = events.chunk

    def spy(frame: Frame, names: tuple[str, ...] = ()) -> Any:
        kept.append(frame)
        return original(frame)

    events.chunk = spy
    try:
        read_file(path)
    finally:
        events.chunk = original
    yield kept[0]


def changed(frame: Frame, **arrays: Any) -> Frame:
    """The frame with other arrays; `None` takes one away."""
    found = {k: v for k, v in {**frame.arrays, **arrays}.items() if v is not None}
    return Frame(frame.kind, frame.body, found)


@pytest.mark.parametrize(
    "arrays",
    [
        {"lon": None},
        {"key": np.zeros(0, "S1")},
        {"lon": np.zeros(3)},
        {"lon": np.array([400.0, 0])},
        {"lat": np.array([91.0, 0])},
        {"lon": np.zeros(2, np.int32)},
        {"hour": np.array([24, 0], np.int8)},
        {"place_precision": np.array([9, 0], np.int8)},
        {"deaths_best": np.array([-2, 0], np.int32)},
        {"last_day": np.array([0, 0], np.int32)},
        {"type.codes": np.array([0, 7], np.int32)},
        {"type.codes": np.array([0, -1], np.int32)},
        {"type.codes": np.array([0], np.int32)},
        {"note.ends": np.array([5, 2], np.int64)},
        {"note.ends": np.array([0, 10**6], np.int64)},
        {"note.ends": np.array([-1, 0], np.int64)},
        {"note.data": np.zeros(1, np.int8)},
    ],
)
def test_a_column_that_cannot_be_is_not_believed(good: Frame, arrays: dict[str, Any]) -> None:
    events.chunk(good)
    with pytest.raises(WireError):
        events.chunk(changed(good, **arrays))


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_a_head(data: bytes) -> None:
    with contextlib.suppress(WireError):
        wire.head(data, Limits())


@given(st.lists(st.text(), max_size=20))
def test_packed_texts_come_out_as_they_went_in(texts: list[str]) -> None:
    clean = [t.encode("utf-8", "replace").decode() for t in texts]
    frame = Frame("rows", {}, wire.pack_texts("a", clean))
    assert frame.texts("a") == clean
