"""Every file of geodata that others made is read, or refused with the right reason."""

from pathlib import Path

from pocplanner.words import Problem, Words
from tests.formats.reading_of import read_file, refusals, warned

TABLE = Path(__file__).resolve().parent.parent / "expected" / "geodata_files.txt"


def row(path: Path) -> str:
    """What became of a file, in one line."""
    try:
        found = read_file(path)
    except Problem as problem:
        assert "{" not in Words("fr").problem(problem)
        return f"{path.name} | refused | {problem.key}"
    reasons: dict[str, int] = {}
    for _, _, reason in refusals(found):
        reasons[reason] = reasons.get(reason, 0) + 1
    told = [f"{k} {n}" for k, n in sorted(reasons.items())]
    noted = [f"{k} {n}" for k, n in sorted(warned(found).items())]
    said = f"{found.found.format} as {found.kind} | {found.counts.kept} of {found.counts.rows}"
    return f"{path.name} | {said} | {', '.join(told)} | {', '.join(noted)}".rstrip(" |")


def test_every_file_of_geodata_ends_as_the_table_says(shared_data: Path) -> None:
    files = [
        p
        for name in ("gis", "gps")
        for p in sorted((shared_data / "humanitarian" / name).iterdir())
    ]
    assert "\n".join(map(row, files)) + "\n" == TABLE.read_text(encoding="utf-8")
