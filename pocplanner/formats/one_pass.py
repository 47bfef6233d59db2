"""One pass over a file: its head, the plan that follows from it, its rows."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from pocplanner.formats import events, geodata, judging, shapes
from pocplanner.formats.context import Context
from pocplanner.formats.finished import Gathered, finished
from pocplanner.formats.geocoding import Gazetteer
from pocplanner.formats.opening import bounds as bounds_of
from pocplanner.formats.opening import digest, opened
from pocplanner.formats.placing import shape_column
from pocplanner.formats.planning import Plan, Wish, of_head, own_layer, plan
from pocplanner.formats.reader.wire import Frame, WireError
from pocplanner.formats.reading import Beyond, Layer, RawRow, Reading, Warned
from pocplanner.formats.remembered import Remembered, recall
from pocplanner.formats.worker import Bounds, Reader
from pocplanner.model.text import visible
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: Problems of a layout that is not known: another sheet, or a person, may know better.
UNKNOWN = frozenset(
    {"import_unrecognised", "import_columns_missing", "import_no_header", "import_nothing"}
)


class OneLayer(Exception):
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


class AsShapes(Exception):
    """The rows of a table have areas or lines as text: to be read as features."""

    def __init__(self, where: dict[str, int]) -> None:
        super().__init__()
        self.where = where


class AsRemembered(Exception):
    """How files with this head are read is remembered: to be read that way."""

    def __init__(self, known: Remembered) -> None:
        super().__init__(known.name)
        self.known = known


def one_pass(
    path: Path,
    wish: Wish,
    context: Context,
    bounds: Bounds | None,
    beyond: Callable[[], Beyond] | None,
    known: Remembered | None,
    shaped: dict[str, int] | None = None,
) -> Work[Reading]:
    """Read a file once, as wished and as remembered; `shaped` says where rows have shapes as text.

    AsRemembered, AsShapes or OneLayer where it is to be read once more in another way; Problem
    where it cannot be read.
    """
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
                    raise AsRemembered(known)
            mark_of = _Print(file, bool(wish.first))
            raw = raw_rows(head)
            again = _one_layer(head.body, asked_for)
            if again is not None:
                raise OneLayer(again)
            strange = not shaped and own_layer(head.body, asked_for) is None
            in_cells = shape_column(head.body, asked_for) if strange else None
            try:
                made_plan = plan(head, asked_for, context)
                if in_cells and made_plan.profile.kind in {"places", "areas"}:
                    raise AsShapes(in_cells)
            except Problem as problem:
                if in_cells and problem.key in UNKNOWN:
                    raise AsShapes(in_cells) from problem
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
    reading = finished(made, made_plan, path.name, mark, context, wish.first)
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
