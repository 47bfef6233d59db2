"""How long a document of a mission's size takes to print and to prove; run it by itself.

python tests/benchmarks/bench_pdf.py
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def main() -> None:
    """Print a table of seconds, pages and size."""
    begun = time.perf_counter()
    from pocplanner.report.pdf import write_pdf
    from pocplanner.report.proof import Withheld, prove
    from tests.report.demo import demo

    loaded = time.perf_counter() - begun
    document = demo(maps=12, chart_sets=2, table_rows=500)
    names = [f"name {at} of nobody" for at in range(5_000)]
    places = [(at * 0.011 - 30, at * 0.007 - 20) for at in range(3_000)]
    print(f"{'':28}{'seconds':>9}{'goal':>7}")
    print(f"{'load reportlab':28}{loaded:9.2f}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.pdf"
        for turn in ("cold", "warm"):
            begun = time.perf_counter()
            written = write_pdf(document, path)
            spent = time.perf_counter() - begun
            print(f"{f'write {written.pages} pages, {turn}':28}{spent:9.2f}{4:7}")
        begun = time.perf_counter()
        leaks = prove(path, Withheld(names, places), Withheld())
        print(f"{'prove 5,000 names, 3,000 xy':28}{time.perf_counter() - begun:9.2f}")
        print(f"{len(leaks)} leaks, {path.stat().st_size / 1000:,.0f} kB,", end=" ")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak {peak:,.0f} MB")


if __name__ == "__main__":
    main()
