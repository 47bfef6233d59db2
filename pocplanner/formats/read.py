"""The door: a file in, a reading out. Nothing is stored, and nothing is dropped unsaid."""

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from pocplanner.formats import events, heads, records, shapes, sheets, tables
from pocplanner.formats.context import Context, folded
from pocplanner.formats.heads import Chosen
from pocplanner.formats.profiles import KINDS, ColumnMapping, Profile, identifies
from pocplanner.formats.reader.wire import Frame, Limits, WireError
from pocplanner.formats.reading import Found, Reading, SourceFacts, Warned
from pocplanner.formats.worker import Bounds, Reader
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: Larger files are refused before a process is started for them.
LARGEST = 1 << 30
#: What a person may set in place of what was found.
OVERRIDES = (
    "encoding",
    "delimiter",
    "decimal",
    "date_order",
    "coordinates",
    "header_row",
    "sheet",
)


def read(
    path: Path,
    kind: str | None = None,
    *,
    context: Context,
    profile: str | None = None,
    mapping: ColumnMapping | None = None,
    overrides: Mapping[str, str] | None = None,
    folder: Path | None = None,
    bounds: Bounds | None = None,
) -> Work[Reading]:
    """Read a file in a process of its own and judge its rows.

    `kind` is one of `KINDS`, or nothing to find out; `folder` holds a person's own profiles.
    Problem where the file as a whole cannot be read; single rows come back as refused.
    """
    given = dict(overrides or {})
    _check(kind, given)
    try:
        return (
            yield from _read(path, kind or "", context, profile, mapping, given, folder, bounds)
        )
    except Problem as problem:
        problem.facts.setdefault("file", path.name[:80])
        raise


def _read(
    path: Path,
    kind: str,
    context: Context,
    profile: str | None,
    mapping: ColumnMapping | None,
    given: dict[str, str],
    folder: Path | None,
    bounds: Bounds | None,
) -> Work[Reading]:
    with _open(path) as file:
        size = os.fstat(file.fileno()).st_size
        digest = _digest(file)
        asked = {"extension": path.suffix.lower(), "overrides": _for_reader(given)}
        with Reader(file, asked, bounds or _bounds(size, path.suffix)) as reader:
            head = yield from _head(reader, path.name)
            plan = _plan(head, kind, profile or "", mapping, given, folder, context)
            reader.ask(plan.job)
            made = yield from _rows(reader, plan, path.name)
    return _finished(made, plan, path.name, digest, context)


class _Plan:
    """What was decided from the head of a file."""

    def __init__(self, head: Frame, chosen: Chosen | None, shape: Profile | None) -> None:
        self.head, self.chosen, self.shape = head, chosen, shape
        self.job: dict[str, Any] = {}
        self.found = Found()

    @property
    def profile(self) -> Profile:
        found = self.chosen.profile if self.chosen else self.shape
        if found is None:
            raise Problem("import_unrecognised", columns="")
        return found


def _bounds(size: int, extension: str) -> Bounds:
    """What may come back from a file of this size: archives unpack to more than they show."""
    packed = extension.lower() in {".zip", ".xlsx"}
    return Bounds(
        limits=Limits(total=(700 << 20) if packed else min(2 << 30, (64 << 20) + 10 * size))
    )


def _check(kind: str | None, overrides: dict[str, str]) -> None:
    if kind and kind not in KINDS:
        raise Problem("import_kind_unknown", kind=kind, known=", ".join(KINDS))
    for name in overrides:
        if name not in OVERRIDES:
            raise Problem("import_override_unknown", override=name, known=", ".join(OVERRIDES))
    if overrides.get("date_order", "") not in {"", "dmy", "mdy"}:
        raise Problem("import_override_value", override="date_order", known="dmy, mdy")
    if overrides.get("decimal", "") not in {"", ".", ","}:
        raise Problem("import_override_value", override="decimal", known=". ,")
    if overrides.get("coordinates", "") not in {"", "swapped"}:
        raise Problem("import_override_value", override="coordinates", known="swapped")
    if not (overrides.get("header_row", "") or "1").isdecimal():
        raise Problem("import_override_value", override="header_row", known="1, 2, 3 …")
    if len(overrides.get("delimiter", "") or ",") != 1:
        raise Problem("import_override_value", override="delimiter", known=", ; | \\t")


def _for_reader(overrides: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in overrides.items() if k in {"encoding", "delimiter", "sheet"} and v}


def _open(path: Path) -> BinaryIO:
    """The file, opened for reading. Problem where it is not an ordinary file that we may read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise Problem("import_no_file", file=path.name) from error
    except (OSError, ValueError) as error:
        raise Problem("import_not_readable", file=path.name[:80]) from error
    found = os.fstat(descriptor)
    key = "import_folder" if stat.S_ISDIR(found.st_mode) else ""
    if not key and not stat.S_ISREG(found.st_mode):
        key = "import_not_a_file"
    if not key and found.st_size > LARGEST:
        os.close(descriptor)
        raise Problem("import_file_too_big", limit=LARGEST >> 20)
    if key:
        os.close(descriptor)
        raise Problem(key, file=path.name)
    return os.fdopen(descriptor, "rb")


def _digest(file: BinaryIO) -> str:
    found = hashlib.sha256()
    for piece in iter(lambda: file.read(1 << 20), b""):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def _head(reader: Reader, name: str) -> Work[Frame]:
    for frame in reader.frames():
        if frame is None:
            yield Progress(0, 0, name)
        elif frame.kind == "head":
            return frame
    raise Problem("import_reader_garbage")


def _plan(
    head: Frame,
    kind: str,
    wanted: str,
    mapping: ColumnMapping | None,
    overrides: dict[str, str],
    folder: Path | None,
    context: Context,
) -> _Plan:
    try:
        if head.body["format"] == "shapes":
            return _shape_plan(head, kind, wanted, folder)
        return _table_plan(head, kind, wanted, mapping, overrides, folder, context)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Problem("import_reader_garbage") from error


def _shape_plan(head: Frame, kind: str, wanted: str, folder: Path | None) -> _Plan:
    found = shapes.choose(head.body, kind, wanted, folder)
    plan = _Plan(head, None, found)
    plan.job = {"as": "shapes"}
    plan.found = Found(
        format="geojson",
        kind=found.kind,
        profile=found.name,
        member=str(head.body.get("member", "")),
    )
    return plan


def _table_plan(
    head: Frame,
    kind: str,
    wanted: str,
    mapping: ColumnMapping | None,
    overrides: dict[str, str],
    folder: Path | None,
    context: Context,
) -> _Plan:
    body = head.body
    rows = [[str(c) for c in row] for row in body["rows"]]
    lines = [int(n) for n in body["lines"]]
    line = int(overrides.get("header_row", "") or 0)
    chosen = heads.choose(rows, lines, kind, wanted, mapping, line, folder)
    chosen = replace(chosen, lenient=body["format"] == "workbook")
    plan = _Plan(head, chosen, None)
    if chosen.kind == "events":
        plan.job = events.job(chosen, context, overrides)
    else:
        plan.job = tables.job(chosen)
    plan.found = Found(
        format="xlsx" if body["format"] == "workbook" else "csv",
        kind=chosen.kind,
        profile=chosen.profile.name,
        member=str(body.get("member", "")),
        encoding=str(body.get("encoding", "")),
        delimiter=str(body.get("delimiter", "")),
        decimal=overrides.get("decimal", ""),
        date_order=overrides.get("date_order", ""),
        header_row=chosen.line,
        hxl=chosen.hxl,
        sheet=str(body.get("sheet", "")),
        sheets=tuple(map(str, body.get("sheets", []))),
        columns=chosen.used,
        unused=chosen.unused,
    )
    return plan


def _rows(
    reader: Reader, plan: _Plan, name: str
) -> Work[events.Gathered | tables.Gathered | shapes.Gathered]:
    """Take all frames after the head; what does not look as agreed ends the reading."""
    made: events.Gathered | tables.Gathered | shapes.Gathered
    if plan.shape is not None:
        made = shapes.Gathered()
    elif plan.profile.kind == "events":
        made = events.Gathered()
    else:
        made = tables.Gathered()
    done = total = 0
    for frame in reader.frames():
        if frame is not None:
            try:
                made.take(frame)
                done = int(frame.body.get("done", done))
                total = int(frame.body.get("total", total))
            except (WireError, KeyError, TypeError, ValueError) as error:
                raise Problem("import_reader_garbage") from error
        yield Progress(min(done, total), total, name)
    return made


def _finished(
    made: events.Gathered | tables.Gathered | shapes.Gathered,
    plan: _Plan,
    name: str,
    digest: str,
    context: Context,
) -> Reading:
    profile = plan.profile
    source = _source(profile, plan.found, name, digest, context)
    base = Reading(profile.kind, plan.found, source)
    ours = plan.chosen is not None and plan.chosen.keyed
    notes = (*_doubts(plan.head.body, plan.found, ours), *_left_out(plan))
    if isinstance(made, events.Gathered):
        end = made.end
        found = replace(
            plan.found,
            decimal=plan.found.decimal or str(end.get("decimal", ""))[:1],
            date_order=plan.found.date_order or str(end.get("date_order", ""))[:3],
        )
        return replace(
            base,
            found=found,
            counts=made.counts,
            refused=tuple(made.refused),
            warnings=(*notes, *made.warnings),
            unknown_codes=tuple(made.unknown),
            first_day=made.day("first_day"),
            last_day=made.day("last_day"),
            spool=made.spool,
        )
    if isinstance(made, shapes.Gathered):
        judged = shapes.judge(made, profile, source, context)
    elif plan.chosen is not None and profile.kind in sheets.SHEETS:
        judged = records.judge(made, plan.chosen, source, context)
    elif plan.chosen is not None:
        judged = tables.judge(made, plan.chosen, source, context)
    else:
        raise Problem("import_reader_garbage")
    return replace(
        base,
        found=replace(
            plan.found,
            decimal=plan.found.decimal or judged.decimal,
            date_order=plan.found.date_order or judged.date_order,
        ),
        counts=judged.counts,
        records=judged.records,
        refused=judged.refused,
        warnings=(*notes, *judged.warnings),
        unknown_codes=judged.unknown,
    )


def _source(
    profile: Profile, found: Found, name: str, digest: str, context: Context
) -> SourceFacts:
    facts = profile.source
    stem = folded(Path(name).stem) or "file"
    key = context.source_key or facts.key or f"{profile.kind}:{stem}"
    return SourceFacts(
        name=facts.attribution or Path(name).stem,
        key=key,
        file_name=name,
        sha256=digest,
        profile=profile.name,
        kind=facts.kind,
        licence=facts.licence,
        attribution=facts.attribution,
        sharing_terms=facts.sharing_terms,
        published=facts.published,
    )


def _left_out(plan: _Plan) -> tuple[Warned, ...]:
    """Columns that are not read: those that name people, and on our sheets all unknown ones."""
    if plan.chosen is None:
        return ()
    unused = plan.chosen.unused
    if plan.chosen.template:
        listed, key = unused, "columns_not_read"
    elif plan.profile.kind == "events":
        listed, key = tuple(filter(identifies, unused)), "identifiers_left_out"
    else:
        return ()
    return (Warned(key, len(listed), (), {"columns": ", ".join(listed)[:300]}),) if listed else ()


def _doubts(body: dict[str, Any], found: Found, ours: bool) -> tuple[Warned, ...]:
    """What the head of the file already gives reason to look at."""
    doubts = [str(d) for d in body.get("doubts", [])]
    made = [Warned(f"text_{d}") for d in doubts if d in {"mojibake", "arabic", "undefined"}]
    formulas = int(body.get("formulas", 0))
    if formulas:
        made.append(Warned("formulas", formulas))
    if len(found.sheets) > 1 and not ours:
        others = ", ".join(s for s in found.sheets if s != found.sheet)
        made.append(Warned("other_sheets", len(found.sheets) - 1, (), {"sheets": others[:200]}))
    return tuple(made)
