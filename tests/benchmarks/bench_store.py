"""What the mission file costs: run it by hand, it prints a table.

python tests/benchmarks/bench_store.py [rows]
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from pocplanner.model.event_chunk import EventChunk, Texts
from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, Events, Labels, Series
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Source
from pocplanner.model.places import Settlement
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.store import keys
from pocplanner.store.file import MissionFile

_CHUNK = 5_000


def rows(number: int, note: int = 120) -> Iterator[EventChunk]:
    """Invented events with as many different names as real ones have."""
    chance = np.random.default_rng(1)
    for begin in range(0, number, _CHUNK):
        size = min(_CHUNK, number - begin)
        columns = {
            name: chance.integers(0, 100, size).astype(kind) for name, kind in ARRAY_TYPES.items()
        }
        columns["lon"] = chance.uniform(-20, 50, size)
        columns["lat"] = chance.uniform(-30, 30, size)
        columns["first_day"] = chance.integers(10_000, 20_000, size).astype(np.int32)
        labels = {
            name: Labels.of([f"{name} {n}" for n in chance.integers(0, many, size)])
            for name, many in zip(LABEL_COLUMNS, (10, 10, 500, 500, 50, 500, 2000, 20_000, 5),
                                  strict=True)
        }  # fmt: skip
        names = [f"EVT{n}".encode() for n in range(begin, begin + size)]
        texts = [f"{'word ' * (note // 5)}{n}" for n in range(size)]
        empty = Texts.of([""] * size)
        yield EventChunk(
            Events(key=np.array(names), **columns, **labels),
            Texts.of(texts), Texts.of(["A paper; another paper"] * size), empty, empty,
        )  # fmt: skip


def median_ms(act: Callable[[int], object], times: int) -> float:
    """The median time of an act, in milliseconds."""
    found = []
    for number in range(times):
        begin = time.perf_counter()
        act(number)
        found.append(time.perf_counter() - begin)
    return statistics.median(found) * 1000


def line(what: str, found: float, unit: str, wanted: str = "") -> None:
    print(f"{what:<58}{found:>10.2f} {unit:<3} {wanted}")


def main(number: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.pocplan"
        begin = time.perf_counter()
        key = keys.new_key("an invented passphrase")
        line("key from the passphrase (Argon2id, 256 MiB, 3 passes)", time.perf_counter() - begin,
             "s")  # fmt: skip
        begin = time.perf_counter()
        project = Project(MissionFile.create(path, KINDS, key), "PoC adviser", together_s=0)
        line("a new sealed file", time.perf_counter() - begin, "s")

        def edit(n: int) -> None:
            with project.edit("edit.record.add", name="x"):
                project.put(Source(id=f"s{n}", name=f"Source {n}"))

        line("one edit, committed (median of 300)", median_ms(edit, 300), "ms", "10 or less")
        line("the same undone (median of 300)", median_ms(lambda _: project.undo(), 300), "ms",
             "10 or less")  # fmt: skip
        line("and done again (median of 300)", median_ms(lambda _: project.redo(), 300), "ms")
        places = [Settlement(id=f"p{n}", name=f"Place {n}") for n in range(20_000)]
        begin = time.perf_counter()
        with project.edit("edit.import.records", count=20_000, file="x"):
            project.put(*places)
        line("20,000 places in one edit", time.perf_counter() - begin, "s")
        begin = time.perf_counter()
        project.undo()
        line("the same undone", time.perf_counter() - begin, "s")
        chunks = list(rows(number))
        begin = time.perf_counter()
        finish(project.stage("import", "source", chunks, number))
        with project.edit("edit.import.events", count=number, file="x"):
            project.put(Series(id="series", source_id="source", import_id="import", rows=number))
        line(f"{number:,} events staged and kept", time.perf_counter() - begin, "s")
        begin = time.perf_counter()
        finish(project.stage("again", "source", chunks, number))
        line("the same again (all rows the same)", time.perf_counter() - begin, "s")
        project.close()
        line("size of the file", path.stat().st_size / 1e6, "MB")
        begin = time.perf_counter()
        project = Project(MissionFile.open(path, KINDS, key), "PoC adviser")
        opened = time.perf_counter() - begin
        events = project.events()
        line("reopened with the key in hand", opened, "s")
        line("… and the events' hot columns as arrays", time.perf_counter() - begin, "s",
             "0.5 or less")  # fmt: skip
        if len(events) != number:
            raise RuntimeError(f"{len(events)} events came back")
        begin = time.perf_counter()
        project.details(f"series:EVT{number // 2}")
        line("the texts of one event", (time.perf_counter() - begin) * 1000, "ms")
        begin = time.perf_counter()
        project.copy(Path(folder) / "copy.pocplan")
        line("a checked copy", time.perf_counter() - begin, "s")
        project.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 176_579)
