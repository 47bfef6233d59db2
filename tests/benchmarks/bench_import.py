"""How fast files of others are read, and how much memory the largest process takes."""

import argparse
import os
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

FILES = (
    "events/ged_global_1989_2020_reduced14cols.csv.zip",
    "car/events_ucdp_ged_v23_1.csv",
    "humanitarian/malformed/derived_ged_CAR_utf16_tab.txt",
    "humanitarian/hxl/insecurity_insight_attacks_on_health_care_2016_2023_hxl.xlsx",
    "car/settlements_geonames.csv",
    "car/adm1_ocha_pcodes.geojson",
    "car/airfields_ourairports.csv",
)
#: Seconds and megabytes that the world of events may take.
BUDGET = (4.0, 500.0)


def once(path: Path) -> str:
    """Read one file in this process; rows, seconds, megabytes here and in the reader."""
    began = time.perf_counter()
    from pocplanner.formats.context import Context
    from pocplanner.formats.read import read
    from pocplanner.progress import finish

    found = finish(read(path, context=Context(today=date(2026, 11, 20))))
    rows = sum(map(len, found.chunks())) or len(found.records)
    seconds = time.perf_counter() - began
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    there = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"{rows} {seconds:.3f} {here:.0f} {there:.0f}"


def main() -> int:
    """Print the table; 1 where the world of events is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--one", type=Path)
    given = parser.parse_args()
    if given.one:
        print(once(given.one))
        return 0
    if not given.data.is_dir():
        print("the real files of others are not on this machine")
        return 0
    print(f"{'file':62} {'rows':>8} {'s':>7} {'rows/s':>9} {'MB':>5} {'MB in reader':>13}")
    failed = 0
    for place, name in enumerate(FILES):
        command = [sys.executable, __file__, "--one", str(given.data / name)]
        run = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ}
        )
        rows, seconds, here, there = run.stdout.split()
        rate = int(rows) / float(seconds)
        print(f"{name[-62:]:62} {rows:>8} {float(seconds):7.2f} {rate:9.0f} {here:>5} {there:>13}")
        if place == 0 and (
            float(seconds) > BUDGET[0] or max(map(float, (here, there))) > BUDGET[1]
        ):
            failed = 1
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
