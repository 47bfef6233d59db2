"""The door: a file in, a reading out. Nothing is stored, and nothing is dropped unsaid."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from pocplanner.formats import events, geodata, judging, partners, records, shapes, sheets, tables
from pocplanner.formats.context import Context, folded
from pocplanner.formats.geocoding import Gazetteer
from pocplanner.formats.mending import with_rows
from pocplanner.formats.opening import bounds as bounds_of
from pocplanner.formats.opening import check, digest, opened
from pocplanner.formats.placing import shape_column
from pocplanner.formats.planning import Plan, Wish, of_head, own_layer, plan
from pocplanner.formats.profiles import ColumnMapping, Profile
from pocplanner.formats.reader.wire import Frame, WireError
from pocplanner.formats.reading import Beyond, Found, Layer, RawRow, Reading, SourceFacts, Warned
from pocplanner.formats.remembered import Remembered, recall
from pocplanner.formats.worker import Bounds, Reader
from pocplanner.model.text import visible
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: Rows of a first look.
FIRST = 20
Gathered = events.Gathered | judging.Gathered | shapes.Gathered


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
    first: int = 0,
) -> Work[Reading]:
    """Read a file in a process of its own and judge its rows.

    `kind` is one of `KINDS`, or nothing to find out; `folder` holds a person's own profiles.
    Where `first` is given only so many rows are read and judged, and the reading is `partial`:
    of a large file no more is read than that takes. Problem where the file as a whole cannot
    be read; single rows come back as refused.
    """
    wish = Wish(kind or "", profile or "", mapping, dict(overrides or {}), folder, first)
    return (yield from read_as(path, wish, context, bounds))


def read_as(
    path: Path,
    wish: Wish,
    context: Context,
    bounds: Bounds | None = None,
    beyond: Callable[[], Beyond] | None = None,
) -> Work[Reading]:
    """The same for a wish that was put together before.

    `beyond` makes the place for events that are more than memory should hold.
    """
    check(wish.kind, wish.overrides)
    try:
        return (yield from _read(path, wish, context, bounds, beyond))
    except Problem as problem:
        problem.facts.setdefault("file", path.name[:80])
        raise


def _read(
    path: Path,
    wish: Wish,
    context: Context,
    bounds: Bounds | None,
    beyond: Callable[[], Beyond] | None,
) -> Work[Reading]:
    try:
        return (yield from _read_once(path, wish, context, bounds, beyond, None))
    except _AsShapes as found_shapes:
        return (
            yield from _read_once(path, wish, context, bounds, beyond, None, found_shapes.where)
        )
    except _OneLayer as again:
        made = yield from _read_once(path, again.wish, context, bounds, beyond, None)
        return again.told(made)
    except _AsRemembered as found:
        known = found.known
    except Problem as problem:
        other = yield from _other_sheet(path, wish, context, bounds, beyond, problem)
        if other is None:
            raise
        return other
    try:
        return (yield from _read_once(path, wish, context, bounds, beyond, known))
    except Problem:
        # The file is another one for all its head: it is read as if nothing was remembered.
        wish = replace(wish, fresh=True)
        reading = yield from _read_once(path, wish, context, bounds, beyond, None)
        return replace(reading, warnings=(Warned("remembered_unfit"), *reading.warnings))


#: So many sheets of a workbook are looked at for one that is known.
_SHEETS = 8


def _other_sheet(
    path: Path,
    wish: Wish,
    context: Context,
    bounds: Bounds | None,
    beyond: Callable[[], Beyond] | None,
    problem: Problem,
) -> Work[Reading | None]:
    """The first of the other sheets that is known, where nobody chose one; nothing else."""
    sheets = problem.facts.get("sheets", [])
    alone = not (wish.overrides.get("sheet") or wish.overrides.get("header_row"))
    if not alone or problem.key not in _UNKNOWN or len(sheets) < 2:
        return None
    first = problem.facts["read_as"].sheet
    for name in [s for s in sheets if s != first][:_SHEETS]:
        chosen = replace(wish, overrides={**wish.overrides, "sheet": name}, fresh=True)
        try:
            made = yield from _read_once(path, chosen, context, bounds, beyond, None)
        except (Problem, _OneLayer, _AsShapes):
            continue
        told = Warned("sheet_chosen", 1, (), {"name": name, "first": first})
        found = replace(made.found, settings=dict(wish.overrides))
        return replace(made, found=found, warnings=(told, *made.warnings))
    return None


_UNKNOWN = frozenset(
    {"import_unrecognised", "import_columns_missing", "import_no_header", "import_nothing"}
)


class _OneLayer(Exception):
    """A file of ours holds several layers: one of them is to be read."""

    def __init__(self, found: tuple[Wish, tuple[Layer, ...]]) -> None:
        super().__init__()
        self.wish, self._others = found

    def told(self, made: Reading) -> Reading:
        """The reading of the one, with the others named, so that they can be chosen."""
        names = ", ".join(f"{x.name} ({x.features})" for x in self._others)[:200]
        count = sum(x.features for x in self._others)
        left = Warned("layers_left_out", count, (), {"names": names})
        found = replace(made.found, layers=(*made.found.layers, *self._others))
        return replace(made, found=found, warnings=(left, *made.warnings))


def _one_layer(body: dict[str, Any], wish: Wish) -> tuple[Wish, tuple[Layer, ...]] | None:
    """The wish for one of several layers of ours, with the others; nothing for other files."""
    own = own_layer(body, wish) if body.get("format") == "shapes" else None
    if own is None or not own.others or wish.overrides.get("layer"):
        return None
    others = tuple(x for x in geodata.layers(body) if x.name != own.layer)
    # What it holds follows from the layer, so that the settings stay as the person made them.
    return replace(wish, overrides={**wish.overrides, "layer": own.layer}, fresh=True), others


class _AsShapes(Exception):
    """The rows of a table have areas or lines as text: to be read as features."""

    def __init__(self, where: dict[str, int]) -> None:
        super().__init__()
        self.where = where


class _AsRemembered(Exception):
    """How files with this head are read is remembered: to be read that way."""

    def __init__(self, known: Remembered) -> None:
        super().__init__(known.name)
        self.known = known


def _read_once(
    path: Path,
    wish: Wish,
    context: Context,
    bounds: Bounds | None,
    beyond: Callable[[], Beyond] | None,
    known: Remembered | None,
    shaped: dict[str, int] | None = None,
) -> Work[Reading]:
    asked_for = wish.laid_over(known) if known else wish
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        asked = {
            "extension": path.suffix.lower(),
            "overrides": _for_reader(asked_for.overrides),
            "sampled": bool(wish.first),
            "shaped": shaped,
        }
        with Reader(file, asked, bounds or bounds_of(size, path.suffix)) as reader:
            head = yield from _head(reader, path.name)
            print_of_head = str(head.body.get("print", ""))
            if known is None and not wish.fresh:
                known = recall(wish.folder, print_of_head)
                if known is not None:
                    raise _AsRemembered(known)
            mark_of = _Print(file, bool(wish.first))
            raw = raw_rows(head)
            again = _one_layer(head.body, asked_for)
            if again is not None:
                raise _OneLayer(again)
            strange = not shaped and own_layer(head.body, asked_for) is None
            in_cells = shape_column(head.body, asked_for) if strange else None
            try:
                made_plan = plan(head, asked_for, context)
                if in_cells and made_plan.profile.kind in {"places", "areas"}:
                    raise _AsShapes(in_cells)
            except Problem as problem:
                if in_cells and problem.key in _UNKNOWN:
                    raise _AsShapes(in_cells) from problem
                # Another sheet may be the one that is known, and a person may know by the rows.
                problem.facts["sheets"] = [visible(str(s)) for s in head.body.get("sheets", [])]
                problem.facts["raw"] = raw
                problem.facts["read_as"] = of_head(head)
                raise
            reader.ask(made_plan.job)
            made = yield from _rows(reader, made_plan, path.name, context, beyond)
        mark = mark_of.told()
    made_plan.found = replace(
        made_plan.found,
        head_print=print_of_head,
        settings=dict(asked_for.overrides),
        remembered=_by_memory(wish, asked_for) if known else (),
    )
    reading = _finished(made, made_plan, path.name, mark, context, wish.first)
    reading = replace(reading, raw=raw, names=_names(made_plan, raw))
    if made_plan.shape is None and head.body["format"] == "shapes":
        return geodata.beside(head.body, reading, bool(made_plan.job.get("shapes")))
    return reading


def raw_rows(head: Frame) -> tuple[RawRow, ...]:
    """The first rows as they stand in the file, each with its line."""
    try:
        told = zip(head.body.get("lines", ()), head.body.get("rows", ()), strict=True)
        return tuple((int(n), tuple(visible(str(c)) for c in row)) for n, row in told)
    except (TypeError, ValueError) as error:
        raise Problem("import_reader_garbage") from error


def _names(made_plan: Plan, raw: tuple[RawRow, ...]) -> tuple[str, ...]:
    if made_plan.chosen is not None:
        return made_plan.chosen.head.names
    return raw[0][1] if raw else ()


def _by_memory(wish: Wish, made: Wish) -> tuple[str, ...]:
    """What was read as it was remembered and not as the person said now."""
    found = [n for n, v in made.overrides.items() if wish.overrides.get(n) != v]
    found += [n for n in ("kind", "profile", "mapping") if getattr(made, n) != getattr(wish, n)]
    return tuple(found)


class _Print:
    """The print of a file, taken beside its reading where the system allows that."""

    def __init__(self, file: BinaryIO, none: bool) -> None:
        self._told = ""
        self._thread: Thread | None = None
        if none:
            return
        if hasattr(os, "pread"):
            # A descriptor of its own: the file may be closed before the thread has ended.
            own = os.fdopen(os.dup(file.fileno()), "rb")
            self._thread = Thread(target=self._take, args=(own,), daemon=True)
            self._thread.start()
        else:
            self._told = digest(file)

    def _take(self, file: BinaryIO) -> None:
        with file:
            self._told = digest(file)

    def told(self) -> str:
        """The print, once it is there; empty where none was wanted."""
        if self._thread is not None:
            self._thread.join()
        return self._told


def _for_reader(overrides: Mapping[str, str]) -> dict[str, str]:
    ours = {"encoding", "delimiter", "sheet", "layer", "system", "coordinates"}
    return {k: v for k, v in overrides.items() if k in ours and v}


def _head(reader: Reader, name: str) -> Work[Frame]:
    for frame in reader.frames():
        if frame is None:
            yield Progress(0, 0, name)
        elif frame.kind == "head":
            return frame
    raise Problem("import_reader_garbage")


def _rows(
    reader: Reader,
    plan: Plan,
    name: str,
    context: Context,
    beyond: Callable[[], Beyond] | None,
) -> Work[Gathered]:
    """Take all frames after the head; what does not look as agreed ends the reading."""
    made: Gathered
    if plan.shape is not None:
        made = shapes.Gathered()
    elif plan.profile.kind == "events":
        names = plan.chosen.head.names if plan.chosen else ()
        others = [names[i] for i in plan.job.get("others", ())]
        made = events.Gathered(others, Gazetteer(context.spots), beyond)
    else:
        made = judging.Gathered()
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
    made: Gathered, plan: Plan, name: str, mark: str, context: Context, first: int
) -> Reading:
    profile = plan.profile
    source = _source(profile, plan.found, name, mark, context)
    base = Reading(profile.kind, plan.found, source, partial=bool(first), ours=plan.own is not None)
    ours = plan.chosen is not None and plan.chosen.keyed
    body = plan.head.body
    end = getattr(made, "end", {})
    notes = (
        *((Warned("placed_by_column", 1, (), {"column": plan.placed}),) if plan.placed else ()),
        *_other_layers(end),
        *_doubts(body, plan.found, ours),
        *_notes(body, plan),
        *_left_out(plan),
    )
    if isinstance(made, events.Gathered):
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
    elif plan.chosen is not None and profile.kind == "partners":
        judged = partners.judge(made, plan.chosen, source, context, first)
    elif plan.chosen is not None and (profile.kind in sheets.SHEETS or plan.chosen.ours):
        judged = records.judge(made, plan.chosen, source, context, first)
    elif plan.chosen is not None:
        judged = tables.judge(made, plan.chosen, source, context, first)
    else:
        raise Problem("import_reader_garbage")
    refused = judged.refused
    if isinstance(made, judging.Gathered):
        refused = with_rows(refused, [*made.lines, *made.whole], [*made.rows, *made.whole.values()])
    return replace(
        base,
        found=replace(
            plan.found,
            decimal=plan.found.decimal or judged.decimal,
            date_order=plan.found.date_order or judged.date_order,
        ),
        counts=judged.counts,
        records=judged.records,
        fields=judged.fields,
        refused=refused,
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


def _notes(body: dict[str, Any], plan: Plan) -> tuple[Warned, ...]:
    """What the reader of geodata left out or assumed, and areas that became points."""
    try:
        return geodata.notes(body, as_points=plan.shape is None and not plan.job.get("shapes"))
    except WireError as error:
        raise Problem("import_reader_garbage") from error


def _other_layers(end: Mapping[str, Any]) -> tuple[Warned, ...]:
    """The rows of a table of ours that belong to other layers."""
    left = end.get("left") or {}
    if not isinstance(left, dict) or not left:
        return ()
    named = {visible(str(k))[:40]: int(n) for k, n in left.items()}
    names = ", ".join(f"{k} ({n})" for k, n in named.items())[:200]
    return (Warned("layers_left_out", sum(named.values()), (), {"names": names}),)


def _left_out(plan: Plan) -> tuple[Warned, ...]:
    """Columns that are not read: those that name people, and on our sheets all unknown ones."""
    if plan.chosen is None or plan.chosen.ours:
        return ()
    unused = plan.chosen.unused
    if plan.chosen.template:
        listed, key = unused, "columns_not_read"
    else:
        listed, key = plan.chosen.dropped, "identifiers_left_out"
    return (Warned(key, len(listed), (), {"columns": ", ".join(listed)[:300]}),) if listed else ()


#: What a workbook's cells give reason to tell, and how its reader calls the number of them.
_IN_CELLS = {
    "formulas": "formulas",
    "formulas_without_result": "unstored",
    "merged_cells": "merged",
}


def _doubts(body: dict[str, Any], found: Found, ours: bool) -> tuple[Warned, ...]:
    """What the head of the file already gives reason to look at."""
    doubts = [str(d) for d in body.get("doubts", [])]
    made = [Warned(f"text_{d}") for d in doubts if d in {"mojibake", "arabic", "undefined"}]
    for key, name in _IN_CELLS.items():
        if count := int(body.get(name, 0)):
            made.append(Warned(key, count))
    joined = [str(n) for n in body.get("joined", [])]
    if joined:
        made.append(Warned("joined", 1, (), {"columns": visible(", ".join(joined))[:300]}))
    if len(found.sheets) > 1 and not ours:
        others = ", ".join(s for s in found.sheets if s != found.sheet)
        made.append(Warned("other_sheets", len(found.sheets) - 1, (), {"sheets": others[:200]}))
    return tuple(made)
