"""How long maps of the example mission take by the command line; run it by itself.

python tests/benchmarks/bench_atlas.py
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
_TURNS = 3


def run(*words: object) -> float:
    """Seconds of one command in a process of its own."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pocplanner", *map(str, words)],
        cwd=REPOSITORY,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "POCPLANNER_LANG": "en"},
    )
    return time.perf_counter() - begun


def main() -> None:
    """Print a table of medians."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "example.pocplan"
        run("sample", file)
        print(f"{'':34}{'median s':>9}{'goal':>7}   ({_TURNS} turns)")
        for text, goal, words in (
            ("map as PDF", "", ("--out", folder / "m.pdf")),
            ("map as SVG", "", ("--out", folder / "m.svg")),
            ("map as PNG, 150 dots", "", ("--out", folder / "m.png")),
            ("atlas of places", "20", ("--out", folder / "a.pdf", "--atlas", "places")),
        ):
            spent = [run("map", file, "--audience", "core", *words) for _ in range(_TURNS)]
            print(f"{text:34}{statistics.median(spent):9.2f}{goal:>7}")
        from pypdf import PdfReader

        print(f"pages of the atlas: {len(PdfReader(folder / 'a.pdf').pages)}")


if __name__ == "__main__":
    main()
