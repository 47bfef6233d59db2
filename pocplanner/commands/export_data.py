"""Layers as a file for other programs: filtered for an audience, written whole, proven, logged."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pocplanner.analysis.sharing import View, view
from pocplanner.commands.cells import fields_of
from pocplanner.commands.clock import now
from pocplanner.commands.export_events import picked
from pocplanner.commands.export_layers import (
    LAYERS,
    RECORDS,
    Choice,
    TextsOf,
    counted,
    layers_of,
    told_in_words,
)
from pocplanner.commands.export_proof import proven
from pocplanner.commands.leaving import consent_day, log
from pocplanner.commands.proving import may_replace
from pocplanner.model.events import Series
from pocplanner.model.guard import Audience, Level
from pocplanner.model.layer import Layer, Told
from pocplanner.model.mission import Issue, Source
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.report.whole_file import write_whole
from pocplanner.words import Problem, Words

#: What can be written, by the ending of the file: how files of the kind begin.
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".geojson": (b'{"type":"Feature',),
    ".kml": (b"<?xml",),
    ".gpx": (b"<?xml",),
    ".gpkg": (b"SQLite format 3\x00",),
    ".csv": (b"\xef\xbb\xbf",),
    ".xlsx": (b"PK\x03\x04",),
}
_MARKINGS = {
    Level.LOW: "unclassified",
    Level.MODERATE: "confidential",
    Level.HIGH: "confidential",
    Level.SEVERE: "strictly_confidential",
}


@dataclass(frozen=True)
class WrittenData:
    """A file of layers that was written and proven."""

    path: Path
    audience: Audience
    language: str
    as_of: date
    rows: dict[str, int]
    left_out: int
    sha256: str
    held_back: int
    expired: tuple[str, ...]
    level: Level


def write_data(
    snapshot: Snapshot,
    audience: Audience,
    language: str,
    path: Path,
    choice: Choice,
    as_of: date | None = None,
    today: date | None = None,
    texts: TextsOf | None = None,
) -> Work[WrittenData]:
    """Write the chosen layers as the audience may see them, and prove the file holds no more.

    The ending of `path` says the format. `texts` reads what the sources say of events in words
    (`texts_of`); without it, and for all but the team, the file says that they are left out.
    Problem where nothing of the choice is left, the folder is missing, the disk is full, or the
    file was found to hold what was held back (it is deleted then).
    """
    _check(path, choice)
    today = today or now().date()
    day = as_of or snapshot.mission.as_of or today
    yield Progress(0, 4)
    seen = view(snapshot, audience, consent_day(day, today))
    yield Progress(1, 4)
    layers = layers_of(seen, choice, language, today, texts)
    layers, left_out = _fitting(layers, path.suffix.lower())
    if not layers:
        raise Problem("export_data.nothing", audience=Words(language).term("audience", audience))
    told = _told(seen, language, day)
    if any(layer.key == "events" for layer in layers):
        with_texts = texts is not None and told_in_words(audience, choice)
        key = "with" if with_texts else "declined" if audience is Audience.CORE else "without"
        facts = {**told.facts, "texts": Words(language).text(f"export_data.texts.{key}")}
        told = Told(told.title, facts)
    yield Progress(2, 4)
    ending = path.suffix.lower()

    def make(beside: Path) -> str:
        """Write it beside its place, read it again; what tells too much never gets there."""
        if ending == ".gpkg":
            from pocplanner.store import geopackage

            geopackage.write(layers, told, day, beside)
            sha256 = digest_of(beside)
        else:
            mark = hashlib.sha256()
            with beside.open("wb") as file:
                for piece in _pieces(layers, told, ending, language):
                    mark.update(piece)
                    file.write(piece)
            sha256 = mark.hexdigest()
        leaks = proven(beside, ending, seen, language, snapshot)
        if leaks:
            raise Problem("export_data.leak", what=leaks[0].text, count=len(leaks))
        return sha256

    sha256 = write_whole(path, make)
    return WrittenData(
        path=path,
        audience=audience,
        language=language,
        as_of=day,
        rows={layer.key: len(layer.rows) for layer in layers},
        left_out=left_out,
        sha256=sha256,
        held_back=seen.records,
        expired=seen.expired,
        level=seen.level,
    )


def texts_of(project: Project) -> TextsOf:
    """Reads what the sources of a mission say in words of events."""
    return lambda events: project.file.texts_of(project.all(Series), events)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Leaving:
    """What would leave: rows of each layer, and records that are held back from the audience."""

    rows: dict[str, int]
    held_back: int


def leaving(
    snapshot: Snapshot,
    audience: Audience,
    choice: Choice,
    language: str,
    today: date | None = None,
) -> Work[Leaving]:
    """Count what a file of this choice would hold; nothing is written."""
    today = today or now().date()
    yield Progress(0, 0)
    seen = view(snapshot, audience, consent_day(snapshot.mission.as_of or today, today))
    yield Progress(0, 0)
    return Leaving(counted(seen, choice, language, today), seen.records)


def keep(project: Project, written: WrittenData) -> Issue:
    """Log what left: for whom, when, with what hash."""
    return log(project, written, "data")


def _check(path: Path, choice: Choice) -> None:
    """Everything that can be said before any work is done."""
    for name in choice.layers:
        if name not in LAYERS:
            raise Problem("export_data.no_layer", name=name[:60], known=", ".join(LAYERS))
    if not choice.layers:
        raise Problem("export_data.no_layer", name="", known=", ".join(LAYERS))
    for layer, field, _ in choice.where:
        if layer not in RECORDS:
            raise Problem("export_data.no_layer", name=layer[:60], known=", ".join(RECORDS))
        known = fields_of(RECORDS[layer])
        if field not in known:
            said = ", ".join(n for n in known if n != "id")
            raise Problem("export_data.no_field", name=field[:60], layer=layer, known=said)
    ending = path.suffix.lower()
    if ending not in BEGINNINGS:
        raise Problem("export_data.bad_ending", name=path.name[:80], known=", ".join(BEGINNINGS))
    if choice.since and choice.before and choice.since >= choice.before:
        raise Problem("export_data.bad_window")
    if not path.parent.is_dir():
        raise Problem("export.no_folder", folder=path.parent.name)
    may_replace(path, BEGINNINGS[ending])
    if ending == ".gpkg" and path.is_file():
        with path.open("rb") as file:
            # An open mission begins like a package; only what says so itself is one.
            if file.read(72)[68:] not in (b"", b"GPKG"):
                raise Problem("export.other_file", name=path.name)


def _fitting(layers: tuple[Layer, ...], ending: str) -> tuple[tuple[Layer, ...], int]:
    """The layers as the format can hold them, and how many rows it cannot."""
    from pocplanner.formats.writing import gpx, xlsx

    if ending == ".xlsx" and any(len(layer.rows) > xlsx.ROWS for layer in layers):
        raise Problem("export_data.too_many_rows", limit=xlsx.ROWS)
    if ending != ".gpx":
        return layers, 0
    kept, left = [], 0
    for layer in layers:
        fit = [i for i, s in enumerate(layer.shapes) if gpx.fits(s)]
        left += len(layer.rows) - len(fit)
        if fit:
            rows, shapes = picked(layer.rows, fit), picked(layer.shapes, fit)
            kept.append(replace(layer, rows=rows, shapes=shapes))
    return tuple(kept), left


def _told(seen: View, language: str, day: date) -> Told:
    """What the file says of itself: marking, audience, day, exercise, handling, sources."""
    words, mission = Words(language), seen.snapshot.mission
    facts = {
        "marking": words.text(f"report.marking.{_MARKINGS[seen.level]}"),
        "audience": words.term("audience", seen.audience),
        "as_of": day.isoformat(),
    }
    if mission.exercise or seen.audience is Audience.EXERCISE:
        facts["exercise"] = words.text("report.exercise")
    if mission.handling:
        facts["handling"] = mission.handling
    cited = sorted(
        f"{s.attribution or s.name}{f' ({s.licence})' if s.licence else ''}"
        for s in seen.snapshot.all(Source)
        if s.published
    )
    if cited:
        facts["sources"] = "; ".join(dict.fromkeys(cited))
    facts["note"] = words.text("export_data.note")
    return Told(mission.name, facts)


def _pieces(layers: Sequence[Layer], told: Told, ending: str, language: str) -> Iterator[bytes]:
    """The file piece by piece, in all formats but the package, which is written into its place."""
    # Each writer is loaded when it is asked for.
    if ending == ".geojson":
        from pocplanner.formats.writing import geojson

        return geojson.pieces(layers, told)
    if ending == ".kml":
        from pocplanner.formats.writing import kml

        return kml.pieces(layers, told)
    if ending == ".gpx":
        from pocplanner.formats.writing import gpx

        return gpx.pieces(layers, told)
    if ending == ".csv":
        from pocplanner.formats.writing import tables

        return tables.csv(layers, told)
    from pocplanner.formats.writing import xlsx

    words = Words(language)
    lat, lon, shape = (words.text(f"export_data.column.{n}") for n in ("lat", "lon", "wkt"))
    about = words.text("export_data.about")
    return xlsx.pieces(layers, told, about, (lat, lon, shape))
