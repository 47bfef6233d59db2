"""From raw files to the PDF on the command line, sealed, each command a process of its own.

Prints seconds and the largest process of each command. Needs the folder of real files beside
the repository and says so where it is missing.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = REPOSITORY.parent / "shared" / "data"


def run(folder: Path, *words: str) -> tuple[float, float]:
    """Seconds of one command and the megabytes of the largest process so far."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "POCPLANNER_PASSPHRASE_FILE": str(folder / "passphrase"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    begun = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-m", "pocplanner", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begun
    if ended.returncode not in (0, 3):
        raise SystemExit(f"{words[0]} ended with {ended.returncode}: {ended.stderr[-2000:]}")
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def table(title: str, rows: list[tuple[str, float, float]]) -> None:
    """Print the figures of one chain."""
    print(f"\n{title}")
    for name, seconds, megabytes in rows:
        print(f"  {name:<28}{seconds:8.2f} s {megabytes:8.0f} MB")
    whole = sum(seconds for _, seconds, _ in rows)
    print(f"  {'in all':<28}{whole:8.2f} s {max(m for *_, m in rows):8.0f} MB")


def country(folder: Path) -> None:
    """The real chain: create, import events, places, areas, airfields, assess, draft, export."""
    data = DATA / "car"
    steps = (
        ("new", "new", "car.pocplan", "--name", "Measured"),
        (
            "import four files",
            "import",
            "car.pocplan",
            str(data / "adm1_ocha_pcodes.geojson"),
            str(data / "settlements_geonames.csv"),
            str(data / "airfields_ourairports.csv"),
            str(data / "events_ucdp_ged_v23_1.csv"),
        ),
        ("assess", "assess", "car.pocplan"),
        ("draft strategy", "draft", "car.pocplan", "--document", "strategy"),
        (
            "export strategy",
            "export",
            "car.pocplan",
            "--document",
            "strategy",
            "--audience",
            "mission",
            "--lang",
            "en",
            "--out",
            "strategy.pdf",
        ),
    )
    table("The real chain, sealed", [(name, *run(folder, *words)) for name, *words in steps])


def bulk(folder: Path) -> None:
    """176,579 rows of a reduced layout, unpacked and taken in through a profile."""
    packed = DATA / "events" / "ged_global_1989_2020_reduced14cols.csv.zip"
    with zipfile.ZipFile(packed) as archive:
        name = archive.namelist()[0]
        (folder / "bulk.csv").write_bytes(archive.read(name))
    rows = [
        ("new", *run(folder, "new", "bulk.pocplan", "--name", "Measured")),
        ("import 176,579 rows", *run(folder, "import", "bulk.pocplan", "bulk.csv")),
        ("info (reopen, assess)", *run(folder, "info", "bulk.pocplan")),
    ]
    table("Bulk import, sealed", rows)


def example(folder: Path) -> None:
    """The strategy of the example mission as PDF."""
    rows = [
        ("sample", *run(folder, "sample", "example.pocplan")),
        (
            "export strategy",
            *run(
                folder,
                "export",
                "example.pocplan",
                "--document",
                "strategy",
                "--audience",
                "mission",
                "--lang",
                "en",
                "--out",
                "example.pdf",
            ),
        ),
    ]
    table("The example mission", rows)


def main() -> None:
    """Run the chains, each in a folder that goes away."""
    for chain in (example, country, bulk):
        if chain is not example and not DATA.is_dir():
            print(f"{chain.__name__}: not measured, the folder of real files is missing")
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "passphrase").write_text("seven herons over the wide lagoon\n")
            chain(folder)


if __name__ == "__main__":
    main()
