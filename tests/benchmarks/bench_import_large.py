"""A large table of events into a sealed mission, beside ogr2ogr on the same file in the same run.

    python tests/benchmarks/bench_import_large.py [--rows 350000] [--runs 3] [--no-peer]

Prints, for the preview and for the whole import: seconds, the largest process, and for the
import the ratio to `ogr2ogr` from CSV to GeoPackage. Rows are invented.
"""

import argparse
import csv
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

_COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low gwnoa gwnob"
)
HEAD = _COLUMNS.split()
_SAID = (
    "market road village patrol ford well herd school bridge camp valley ridge night attack "
    "report office river field harvest column town clinic checkpoint convoy people fled "
    "witness radio local source said two days later near north south"
)
_WORDS = _SAID.split()


def write(path: Path, rows: int, seed: int = 7) -> None:
    """A file in the layout of GED with so many invented rows, some 700 bytes each."""
    chance = random.Random(seed)
    places = [f"Place {n}" for n in range(4000)]
    sides = [f"Group {n}" for n in range(600)]
    texts = [" ".join(chance.choices(_WORDS, k=38)) for _ in range(3000)]
    first = date(1989, 1, 1)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEAD)
        for n in range(rows):
            day = first + timedelta(days=chance.randrange(13_000))
            lat, lon = chance.uniform(-34, 36), chance.uniform(-16, 50)
            a, b = sides[n % 37], sides[chance.randrange(600)]
            dead = chance.randrange(20)
            text = texts[chance.randrange(3000)]
            if n % 14 == 0:
                text = text.replace(" said ", " said\n", 1)
            place = places[chance.randrange(4000)]
            stamp = f"{day} 00:00:00.000"
            out.writerow((
                n + 1, f"GRP-{day.year}-1-{n}-{n % 97}", day.year, 1, "Clear", 1 + n % 3,
                n % 400, n % 400, f"{a} - {b}", n % 800, n % 800, f"{a} - {b}", n % 37, n % 37,
                a, n % 600, n % 600, b, 1 + n % 4, f'"{text}", {n}', "Radio Norda", day,
                text[:70], "local people", 1 + n % 6, place, f"{place}, {text[:60]}",
                f"Province {n % 60}", f"District {n % 500}", f"{lat:.6f}", f"{lon:.6f}",
                f"POINT ({lon:.6f} {lat:.6f})", 100_000 + n % 9000, f"Land {n % 40}", n % 40,
                "Africa", 1, 1 + n % 4, stamp, stamp, dead // 2, dead // 4, dead // 4, 0, dead,
                dead + 2, max(0, dead - 1), 400 + n % 40, "",
            ))  # fmt: skip


def once(path: Path, folder: Path) -> str:
    """Import one file into a new sealed mission; seconds and megabytes here and in the reader."""
    from pocplanner.commands import imports, mission
    from pocplanner.progress import finish

    to = folder / "large.pocplan"
    to.unlink(missing_ok=True)
    project = mission.create(to, "Large", "an invented passphrase of a benchmark")
    began = time.perf_counter()
    reading = finish(imports.look(project.snapshot(), path))
    looked = time.perf_counter() - began
    kept = finish(imports.keep(project, reading))
    seconds = time.perf_counter() - began
    project.close()
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    there = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"{kept.new} {seconds:.3f} {looked:.3f} {here:.0f} {there:.0f}"


def preview(path: Path) -> str:
    """The preview of one file; seconds and megabytes here and in the reader."""
    began = time.perf_counter()
    from pocplanner.commands import imports
    from pocplanner.model.snapshot import Snapshot
    from pocplanner.progress import finish

    found = finish(imports.preview(Snapshot(), path))
    rows = found.counts.rows
    seconds = time.perf_counter() - began
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    there = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"{rows} {seconds:.3f} 0 {here:.0f} {there:.0f}"


def peer(path: Path, folder: Path) -> float:
    """Seconds that ogr2ogr takes from the same file to a GeoPackage of points."""
    to = folder / "peer.gpkg"
    to.unlink(missing_ok=True)
    options = ("X_POSSIBLE_NAMES=longitude", "Y_POSSIBLE_NAMES=latitude")
    command = ["ogr2ogr", "-f", "GPKG", str(to), str(path), "-a_srs", "EPSG:4326"]
    for option in options:
        command += ["-oo", option]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def _run(how: str, path: Path, folder: Path) -> list[float]:
    command = [sys.executable, __file__, how, str(path), "--folder", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ})
    if run.returncode:
        raise SystemExit(run.stderr[-2000:])
    return [float(n) for n in run.stdout.split()]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=350_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--once", type=Path)
    parser.add_argument("--preview", type=Path)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.once:
        print(once(given.once, given.folder))
        return 0
    if given.preview:
        print(preview(given.preview))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name)
        path = folder / f"large_{given.rows}.csv"
        if not path.exists():
            write(path, given.rows)
        print(f"{given.rows:,} rows, {len(HEAD)} columns, {path.stat().st_size >> 20} MB")
        with_peer = bool(shutil.which("ogr2ogr")) and not given.no_peer
        if not with_peer:
            print("ogr2ogr is not on this machine, or not wanted: no comparison")
        told: dict[str, list[list[float]]] = {"preview": [], "once": []}
        peers: list[float] = []
        for _ in range(given.runs):
            told["preview"].append(_run("--preview", path, folder))
            told["once"].append(_run("--once", path, folder))
            if with_peer:
                peers.append(peer(path, folder))
    for how, runs in told.items():
        seconds = statistics.median(r[1] for r in runs)
        most = max(max(r[3:]) for r in runs)
        parts = f" (reading {statistics.median(r[2] for r in runs):.2f} s)" if how == "once" else ""
        print(f"{how:8} {int(runs[0][0]):>9,} rows {seconds:7.2f} s{parts}, largest {most:.0f} MB")
        print(f"         here {runs[-1][3]:.0f} MB, reader {runs[-1][4]:.0f} MB")
    if peers:
        ratio = statistics.median(r[1] for r in told["once"]) / statistics.median(peers)
        print(f"ogr2ogr  {statistics.median(peers):7.2f} s; import / ogr2ogr = {ratio:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
