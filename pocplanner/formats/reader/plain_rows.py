"""Tables of records: the rows as columns of text, for the checks on our side."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from pocplanner.formats.reader.findings import LONGEST_ROW, PER_FRAME, WITH_ROW
from pocplanner.formats.reader.grid_cells import placed
from pocplanner.formats.reader.tables import Table, data, mended, only
from pocplanner.formats.reader.wire import Frame, Unreadable, pack_texts

_ROWS = 2000
MOST = 300_000


def read(table: Table, job: dict[str, Any]) -> Iterator[Frame]:
    """Every row after the head as texts, blank rows left out and counted."""
    width, lenient = int(job["width"]), bool(job.get("lenient"))
    blank = kept = 0
    ragged: list[int] = []
    whole: list[tuple[int, list[str]]] = []
    outside: list[int] = []
    batches = data(table, job["start"], _ROWS, int(job.get("most", 0)))
    left: Counter[str] = Counter()
    if job.get("only"):
        batches = only(batches, *job["only"], left=left)
    for lines, rows in placed(mended(batches, job.get("mends", {})), job.get("placed")):
        at, full = [], []
        for line, row in zip(lines, rows, strict=True):
            if not any(c.strip() for c in row):
                blank += 1
                continue
            if len(row) > width and any(c.strip() for c in row[width:]):
                if not lenient:
                    ragged.append(line)
                    if len(ragged) <= WITH_ROW and sum(map(len, row)) <= LONGEST_ROW:
                        whole.append((line, row))
                    continue
                outside.append(line)
            at.append(line)
            full.append([*row[:width], *[""] * (width - len(row))])
        kept += len(full)
        if kept > MOST:
            raise Unreadable("import_too_many_rows", limit=MOST)
        arrays: dict[str, Any] = {"line": np.array(at, np.int64)}
        for place in range(width):
            arrays |= pack_texts(f"c{place}", [row[place] for row in full])
        body = {"done": table.position(), "total": table.size}
        yield Frame("rows", body, arrays)
    if not kept and not ragged:
        raise Unreadable("import_nothing")
    for first in range(0, len(whole), PER_FRAME):
        yield Frame("ragged", {"rows": whole[first : first + PER_FRAME]})
    told = {"blank": blank, "ragged": ragged[:20_000], "outside": outside[:100], "rows": kept}
    told["left"] = dict(left.most_common(40))
    yield Frame("end", told)
