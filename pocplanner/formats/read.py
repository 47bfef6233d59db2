"""The door: a file in, a reading out. Nothing is stored, and nothing is dropped unsaid."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from pocplanner.formats.context import Context
from pocplanner.formats.one_pass import (
    UNKNOWN,
    AsRemembered,
    AsShapes,
    OneLayer,
    one_pass,
)
from pocplanner.formats.opening import check
from pocplanner.formats.planning import Wish
from pocplanner.formats.profiles import ColumnMapping
from pocplanner.formats.reading import Beyond, Reading, Warned
from pocplanner.formats.worker import Bounds
from pocplanner.progress import Work
from pocplanner.words import Problem


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
        return (yield from one_pass(path, wish, context, bounds, beyond, None))
    except AsShapes as found_shapes:
        return (yield from one_pass(path, wish, context, bounds, beyond, None, found_shapes.where))
    except OneLayer as again:
        made = yield from one_pass(path, again.wish, context, bounds, beyond, None)
        return again.told(made)
    except AsRemembered as found:
        known = found.known
    except Problem as problem:
        other = yield from _other_sheet(path, wish, context, bounds, beyond, problem)
        if other is None:
            raise
        return other
    try:
        return (yield from one_pass(path, wish, context, bounds, beyond, known))
    except Problem:
        # The file is another one for all its head: it is read as if nothing was remembered.
        wish = replace(wish, fresh=True)
        reading = yield from one_pass(path, wish, context, bounds, beyond, None)
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
    if not alone or problem.key not in UNKNOWN or len(sheets) < 2:
        return None
    first = problem.facts["read_as"].sheet
    for name in [s for s in sheets if s != first][:_SHEETS]:
        chosen = replace(wish, overrides={**wish.overrides, "sheet": name}, fresh=True)
        try:
            made = yield from one_pass(path, chosen, context, bounds, beyond, None)
        except (Problem, OneLayer, AsShapes):
            continue
        told = Warned("sheet_chosen", 1, (), {"name": name, "first": first})
        found = replace(made.found, settings=dict(wish.overrides))
        return replace(made, found=found, warnings=(told, *made.warnings))
    return None
