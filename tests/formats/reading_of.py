"""Files made and read for the tests of this room."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pocplanner.formats.context import Context, Known
from pocplanner.formats.read import read
from pocplanner.formats.reading import Reading
from pocplanner.formats.worker import Bounds
from pocplanner.model.event_chunk import EventChunk
from pocplanner.progress import finish
from pocplanner.words import Problem, Words

TODAY = date(2026, 11, 20)
FILES = Path(__file__).resolve().parent.parent / "files"
#: Around the invented places of the fixtures.
BOX = (20.0, 4.0, 24.0, 9.0)
KNOWN = (
    Known("vaimora", "Community", "Vaimora", ("Old Vaimora",), -17.1196, -11.2431),
    Known("sere", "Settlement", "Séré", (), 22.0105, 7.39, "TS0101"),
    Known("norda", "Area", "Norda", (), None, None, "TS01"),
    Known("cob-soudrel", "Post", "COB Soudrel"),
    Known("plain", "Actor", "Red Plain Front"),
    Known("river", "Actor", "Riverside Guard"),
    Known("patrols", "Indicator", "Market patrols counted"),
    Known("cover", "Terrain", "Land cover of the plain"),
    Known("lpc", "Mechanism", "Protection committee of Vaimora"),
    Known("twin-1", "Community", "Twin"),
    Known("twin-2", "Community", "Twin"),
)


def context(**facts: Any) -> Context:
    """A mission that knows a few places."""
    facts.setdefault("today", TODAY)
    facts.setdefault("known", KNOWN)
    return Context(**facts)


def read_file(
    path: Path,
    kind: str | None = None,
    *,
    profile: str | None = None,
    mapping: Any = None,
    overrides: Mapping[str, str] | None = None,
    folder: Path | None = None,
    bounds: Bounds | None = None,
    **facts: Any,
) -> Reading:
    """A file, read to its end."""
    return finish(
        read(
            path,
            kind,
            context=context(**facts),
            profile=profile,
            mapping=mapping,
            overrides=overrides,
            folder=folder,
            bounds=bounds,
        )
    )


def read_text(folder: Path, text: str | bytes, name: str = "table.csv", /, **given: Any) -> Reading:
    """A file of this content, read."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_file(path, given.pop("kind", None), **given)


def problem_of(folder: Path, text: str | bytes, name: str = "table.csv", /, **given: Any) -> str:
    """The key of what is wrong with a file of this content; its sentence is looked at too."""
    try:
        read_text(folder, text, name, **given)
    except Problem as problem:
        for language in ("en", "fr"):
            said = Words(language).problem(problem)
            assert said != f"problem.{problem.key}", problem.key
            assert "{" not in said, said
        return problem.key
    return ""


def table(head: Sequence[str], *rows: Sequence[Any], delimiter: str = ",") -> str:
    """A table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def events(*rows: Sequence[Any], head: Sequence[str] = ()) -> str:
    """A small table of incidents."""
    return table(head or ("id", "date", "latitude", "longitude", "type", "deaths"), *rows)


def chunks(reading: Reading) -> list[EventChunk]:
    """All chunks of a reading."""
    return list(reading.chunks())


def only(reading: Reading) -> EventChunk:
    """The one chunk of a small reading."""
    (chunk,) = reading.chunks()
    return chunk


def refusals(reading: Reading) -> list[tuple[int, str, str]]:
    """Line, column and reason of every refused row; their sentences are looked at too."""
    for language in ("en", "fr"):
        for refused in reading.refused:
            said = refused.sentence(Words(language))
            assert "formats." not in said and "{" not in said, said
    return [(r.line, r.column, r.reason) for r in reading.refused]


def warned(reading: Reading) -> dict[str, int]:
    """Every warning and its count; the sentences are looked at too."""
    for language in ("en", "fr"):
        for warning in reading.warnings:
            said = warning.sentence(Words(language))
            assert "formats." not in said and "{" not in said, said
    return {w.key: w.count for w in reading.warnings}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def features(*pairs: tuple[dict[str, Any] | None, dict[str, Any]], **more: Any) -> str:
    """GeoJSON of these shapes and properties."""
    listed = [{"type": "Feature", "geometry": g, "properties": p} for g, p in pairs]
    return json.dumps({"type": "FeatureCollection", "features": listed, **more})


def square(west: float = 21.0, south: float = 6.0, side: float = 1.0) -> dict[str, Any]:
    """A square as a polygon."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
