"""Make the example mission: the same bytes every time, into resources/samples."""

import csv
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
for _path in (_ROOT, Path(__file__).resolve().parent):
    if str(_path) not in sys.path:
        sys.path.insert(0, str(_path))

from pocplanner.model.kinds import KINDS  # noqa: E402
from pocplanner.model.record import Record  # noqa: E402
from sample_world.country import Country  # noqa: E402

FOLDER = _ROOT / "resources" / "samples" / "oudrema"


def files() -> dict[str, bytes]:
    """The files of the example by their names."""
    country = Country()
    return {
        "records.json": as_json(country.records()),
        "register.csv": as_csv(country.events.register),
        "incidents.csv": as_csv(country.events.base),
    }


def as_json(records: Iterable[Record]) -> bytes:
    """The records by kind, one to a line, defaults left out."""
    kinds: dict[str, list[str]] = {kind.__name__: [] for kind in KINDS}
    for record in records:
        told = {"id": record.id} | record.model_dump(
            mode="json", exclude_defaults=True, exclude={"id"}
        )
        kinds[type(record).__name__].append(
            json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        )
    parts = [f'"{kind}":[\n' + ",\n".join(lines) + "\n]" for kind, lines in kinds.items() if lines]
    return ("{" + ",\n".join(parts) + "}\n").encode()


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """The events as a table with a head."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def main() -> None:
    """Write the files and say how large they came out."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in files().items():
        (FOLDER / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
