"""The reader's process: asked by lines of JSON, it answers in frames."""

import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from pocplanner.formats.reader import (
    event_rows,
    geodata,
    plain_rows,
    prints,
    shapes,
    sniff,
    tables,
)
from pocplanner.formats.reader.limits import confine
from pocplanner.formats.reader.wire import Frame, Unreadable, pack

_SPREADSHEETS = frozenset({"workbook", "ods", "xls"})


def main() -> None:
    """Serve one file: say what it is, wait for what to do with it, do it, end."""
    asked = json.loads(sys.stdin.buffer.readline())
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what prints by mistake is no frame
    confine(asked["seconds"], asked["memory"])
    # Rows are lists of texts that hold no one another: looking for rings among them, as often
    # as is usual, takes a fifth of the time.
    gc.set_threshold(500_000, 20, 100)
    file = os.fdopen(asked["fd"], "rb") if "fd" in asked else open(asked["path"], "rb")  # noqa: SIM115, PTH123
    try:
        for frame in _serve(file, asked, lambda: _last(out, Frame("alive"))):
            out.write(b"".join(pack(frame)))
            out.flush()
    except Unreadable as error:
        _last(out, Frame("problem", {"key": error.key, "facts": error.facts}))
    except MemoryError:
        _last(out, Frame("problem", {"key": "import_too_much_memory", "facts": {}}))
    except RecursionError:
        _last(out, Frame("problem", {"key": "import_too_deep", "facts": {}}))
    except BrokenPipeError:
        pass
    except Exception as error:
        where = error.__traceback__
        while where and where.tb_next:
            where = where.tb_next
        place = f"{where.tb_frame.f_code.co_name}:{where.tb_lineno}" if where else ""
        facts = {"reason": f"{type(error).__name__} {place}"}
        _last(out, Frame("problem", {"key": "import_reader_failed", "facts": facts}))
    os._exit(0)


def _last(out: BinaryIO, frame: Frame) -> None:
    try:
        out.write(b"".join(pack(frame)))
        out.flush()
    except OSError:
        pass


def _serve(file: BinaryIO, asked: dict[str, Any], beat: Callable[[], None]) -> Iterator[Frame]:
    if asked.get("raster"):
        from pocplanner.formats.reader import raster

        yield from raster.read(file, asked)
        return
    found = sniff.content(file, asked["extension"])
    wanted = asked.get("overrides", {})
    if found.format in geodata.FORMATS:
        made = geodata.load(found, wanted, beat)
        facts, rows = geodata.head(made, found.member)
        yield Frame("head", facts)
        job = _job()
        if job["as"] == "shapes":
            yield from shapes.read(made.features, job)
            return
        rows.shaped = bool(job.get("shapes"))
        table: Any = rows
    else:
        table, head = _table(found, wanted, bool(asked.get("sampled")))
        if asked.get("shaped"):
            from pocplanner.formats.reader import geodata_table

            made = geodata_table.load(table, int(asked["shaped"]["row"]), asked["shaped"]["column"])
            facts, _ = geodata.head(made, found.member)
            yield Frame("head", {**facts, "print": head.body["print"]})
            yield from shapes.read(made.features, _job())
            return
        yield head
        job = _job()
    table.beat = beat
    if job["as"] == "events":
        yield from event_rows.read(table, job)
    elif job["as"] == "table":
        yield from plain_rows.read(table, job)


def _job() -> dict[str, Any]:
    line = sys.stdin.buffer.readline()
    return json.loads(line) if line else {"as": "nothing"}


def _table(found: sniff.Content, wanted: dict[str, str], sampled: bool) -> tuple[Any, Frame]:
    facts: dict[str, Any] = {"format": found.format, "member": found.member}
    if found.format == "tables":
        from pocplanner.formats.reader import archived

        table: Any = archived.opened(found, wanted, sampled)
        facts |= {"format": "table", "sheet": table.name, "sheets": table.sheets}
        facts |= {"encoding": table.encoding, "delimiter": table.delimiter}
        facts |= {"doubts": table.doubts, "example": ""}
    elif found.format in _SPREADSHEETS:
        table = _sheet(found, wanted.get("sheet", ""))
        facts |= {"sheet": table.name, "sheets": table.sheets, "formulas": table.formulas}
        facts |= {n: int(getattr(table, n, 0)) for n in ("unstored", "merged")}
    else:
        table = tables.delimited(found.file, wanted, sampled)
        facts |= {
            "encoding": table.encoding,
            "delimiter": table.delimiter,
            "doubts": table.doubts,
            "example": "",
        }
    lines, rows = tables.first_rows(table)
    facts["joined"] = [str(n)[:120] for n in getattr(table, "joined", [])][:200]
    if not any(c.strip() for row in rows for c in row):
        lines, rows = _further(table)
    facts["lines"] = lines
    facts["rows"] = [[c[:300] for c in row] for row in rows]
    delimited = found.format == "table"
    facts["print"] = prints.of_file(found.file) if delimited else prints.of_rows(rows)
    return table, Frame("head", facts)


def _sheet(found: sniff.Content, wanted: str) -> Any:
    """A sheet by the reader that knows its format; odd workbooks get a second one."""
    from pocplanner.formats.reader.repeats import joined
    from pocplanner.formats.reader.sheets import Odd, Sheet
    from pocplanner.formats.reader.spreadsheets import Grid

    def opened(name: str) -> Any:
        found.file.seek(0)
        if found.format != "workbook":
            return Grid(found.file, found.format, name)
        try:
            return Sheet(found.file, name)
        except Odd as odd:
            grid = Grid(found.file, "xlsx", name)
            grid.formulas, grid.unstored = odd.looked.formulas, odd.looked.unstored
            return grid

    return joined(opened(wanted), opened)


def _further(table: Any) -> tuple[list[int], list[list[str]]]:
    """The first rows that hold anything, where a table opens with blank ones."""
    for _, rows in table.batches(5000):
        if any(c.strip() for row in rows for c in row):
            raise Unreadable("import_no_header")
    raise Unreadable("import_nothing")
