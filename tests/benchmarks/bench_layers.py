"""Events as layers in every format: written, proven and read back, each in a process of its own.

    python tests/benchmarks/bench_layers.py [--rows 350000] [--formats kml,gpkg] [--no-notes]

Prints for each format: seconds of clock and of work, the size of the file, the largest process
(what was there before is told apart), and the same for the import of that file into another
mission. Rows are invented.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

FORMATS = "gpkg,geojson,csv,kml,gpx,xlsx"
SECRET = "an invented passphrase of a benchmark"


def megabytes(process: int | str) -> int:
    """What a process holds now; 0 where it has ended or the system does not tell."""
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") >> 20


@contextmanager
def watched(most: dict[str, int]) -> Iterator[None]:
    """Note the most that this process and its readers hold meanwhile."""
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.05):
            most["here"] = max(most.get("here", 0), megabytes("self"))
            for task in Path("/proc/self/task").iterdir():
                for child in (task / "children").read_text().split():
                    most["reader"] = max(most.get("reader", 0), megabytes(child))

    thread = threading.Thread(target=look, daemon=True)
    if Path("/proc/self/task").is_dir():
        thread.start()
    try:
        yield
    finally:
        ended.set()
        if thread.is_alive():
            thread.join()


def made(folder: Path, rows: int) -> Path:
    """A sealed mission with so many events, made once."""
    from pocplanner.commands import imports, mission
    from pocplanner.progress import finish
    from tests.benchmarks import bench_import_large

    to, table = folder / f"events_{rows}.pocplan", folder / f"events_{rows}.csv"
    if not to.exists():
        bench_import_large.write(table, rows)
        project = mission.create(to, "Large", SECRET)
        finish(imports.keep(project, finish(imports.look(project.snapshot(), table))))
        project.close()
    return to


def leave(mission_file: Path, to: Path, notes: bool) -> str:
    """Write the layer of events as the team may see it."""
    from pocplanner.commands import export_data, mission
    from pocplanner.commands.export_layers import Choice
    from pocplanner.model.guard import Audience
    from pocplanner.progress import finish

    project = mission.open_mission(mission_file, lambda: SECRET)
    snapshot, before, most = project.snapshot(), megabytes("self"), dict[str, int]()
    began, work = time.perf_counter(), time.process_time()
    with watched(most):
        choice = Choice(("events",), texts=notes)
        texts = export_data.texts_of(project)
        finish(export_data.write_data(snapshot, Audience.CORE, "en", to, choice, texts=texts))
    told = f"{time.perf_counter() - began:7.1f} s, work {time.process_time() - work:6.1f} s"
    project.close()
    return f"out {told}, {to.stat().st_size >> 20:4} MB, {most.get('here', 0)} MB ({before} before)"


def back(file: Path, folder: Path) -> str:
    """Import the file into an empty mission."""
    from pocplanner.commands import imports, mission
    from pocplanner.progress import finish
    from pocplanner.words import Problem

    to, most = folder / "back.pocplan", dict[str, int]()
    to.unlink(missing_ok=True)
    project = mission.create(to, "Back", SECRET)
    began = time.perf_counter()
    try:
        with watched(most):
            kept = finish(imports.keep(project, finish(imports.look(project.snapshot(), file))))
    except Problem as problem:
        return f"back refused: {problem.key}"
    finally:
        project.close()
    told = f"{time.perf_counter() - began:7.1f} s, {kept.new:,} events"
    return f"back {told}, here {most.get('here', 0)} MB, reader {most.get('reader', 0)} MB"


def _run(*arguments: str) -> str:
    run = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True)
    return run.stdout.strip() if not run.returncode else f"failed: {run.stderr[-300:]}"


def main() -> int:
    """Print a line for each format and direction."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=350_000)
    parser.add_argument("--formats", default=FORMATS)
    parser.add_argument("--no-notes", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--back", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.out:
        print(leave(made(given.folder, given.rows), given.out, not given.no_notes))
        return 0
    if given.back:
        print(back(given.back, given.folder))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name)
        made(folder, given.rows)
        notes = ["--no-notes"] if given.no_notes else []
        for ending in given.formats.split(","):
            file = folder / f"layer.{ending}"
            usual = ["--folder", str(folder), "--rows", str(given.rows), *notes]
            print(f"{ending:8}", _run("--out", str(file), *usual), flush=True)
            if file.exists():
                print(f"{'':8}", _run("--back", str(file), *usual), flush=True)
            file.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
