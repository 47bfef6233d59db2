"""Rows of conflict events to columns: a batch at a time, each column by its own rules.

A row that cannot be right is refused with its line, its column, the reason and, where there
is one, a repair; a row without a usable place is kept.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.formats.reader import cells
from pocplanner.formats.reader.cells import NO_DAY, NOTHING, Column
from pocplanner.formats.reader.columns import Columns, Wrong
from pocplanner.formats.reader.event_days import Days
from pocplanner.formats.reader.event_places import Places, graded
from pocplanner.formats.reader.event_texts import EventTexts
from pocplanner.formats.reader.findings import PER_FRAME, Findings
from pocplanner.formats.reader.grid_cells import placed
from pocplanner.formats.reader.tables import Batch, Table, data, mended, only, unguarded
from pocplanner.formats.reader.wire import Frame, Unreadable
from pocplanner.model.event_keys import Seen

DEATHS = ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians")
_ROWS = 5000
_KEY = 160
#: Ids shorter than this may be a word for nothing; such batches are looked at row by row.
_SHORT = 6


def read(table: Table, job: dict[str, Any]) -> Iterator[Frame]:
    """All events of a table, as frames of columns, of refusals, and one with the summary."""
    work = _Rows(table, job)
    rows = data(table, job["start"], _ROWS, int(job.get("most", 0)))
    if job.get("guarded"):
        rows = unguarded(rows)
    left: Counter[str] = Counter()
    if job.get("only"):
        rows = only(rows, *job["only"], left=left)
    for batch in placed(mended(rows, job.get("mends", {})), job.get("placed")):
        arrays = work.batch(batch)
        yield Frame("rows", {"done": table.position(), "total": table.size}, arrays)
        refused = work.findings.take_refused()
        for first in range(0, len(refused), PER_FRAME):
            yield Frame("refused", {"rows": refused[first : first + PER_FRAME]})
    if not work.looked:
        raise Unreadable("import_nothing")
    yield Frame("end", {**work.summary(), "left": dict(left.most_common(40))})


class _Rows:
    """The state of one reading: parsers, keys already seen, findings."""

    def __init__(self, table: Table, job: dict[str, Any]) -> None:
        self.job = job
        self.names: list[str] = job["names"]
        self.findings = Findings()
        self.looked = self.blank = self.kept = self.off_map = 0
        self.days = Days(table, job, self.findings)
        self.places = Places(job, self.findings)
        self.texts = EventTexts(job, self.findings)
        self._lenient = bool(job.get("lenient"))
        self._count = Column(cells.count, np.int32, -1)
        self._keys = Seen()
        self._same: Counter[bytes] = Counter()
        self._first = self._last = NO_DAY

    def batch(self, batch: Batch) -> dict[str, Any]:
        """The columns of the rows that are kept; empty where none is."""
        lines, rows = self._full(*batch)
        self.looked += len(rows)
        if not rows:
            return {}
        columns = Columns(list(zip(*rows, strict=True)), self.job["columns"], self.names)
        wrong = Wrong(columns)
        days = self.days.read(columns, wrong)
        lon, lat = self.places.read(columns, lines, wrong)
        deaths = {name: self._deaths(name, columns, wrong) for name in DEATHS}
        keys = self._row_keys(columns, rows, lines, wrong)
        precisions = self._precisions(columns, days.pop("fine"))
        wrong.tell(lines, self.findings)
        arrays = {"lon": lon, "lat": lat, **days, **deaths, **precisions}
        if wrong:
            chosen = [i for i in range(len(rows)) if i not in wrong]
            if not chosen:
                return {}
            arrays = {name: column[chosen] for name, column in arrays.items()}
            keys, lines = [keys[i] for i in chosen], [lines[i] for i in chosen]
            columns = columns.take(chosen)
        self._look_at(arrays, lines)
        self.kept += len(keys)
        return {**arrays, "key": np.array(keys), **self.texts.read(columns)}

    def _full(self, lines: list[int], rows: list[list[str]]) -> Batch:
        """The rows at the width of the head; blank ones are counted, ragged ones refused."""
        width = len(self.names)
        if set(map(len, rows)) == {width} and all(map(any, rows)):
            return lines, rows
        kept: list[list[str]] = []
        at: list[int] = []
        for line, row in zip(lines, rows, strict=True):
            beyond = len(row) > width and any(c.strip() for c in row[width:])
            if not any(c.strip() for c in row):
                self.blank += 1
                continue
            if beyond and not self._lenient:
                self.looked += 1
                self.findings.refuse(line, "", "ragged", row=row)
                continue
            if beyond:
                self.findings.warn("cells_outside", line)
            if len(row) < width and not self._lenient:
                self.findings.warn("short_rows", line)
            kept.append([*row[:width], *[""] * (width - len(row))])
            at.append(line)
        return at, kept

    def _deaths(self, field: str, columns: Columns, wrong: Wrong) -> NDArray[np.int32]:
        """A number of people, -1 where it is not stated; several columns are added up."""
        total = np.full(columns.size, -1, np.int64)
        for name, given in columns.every(field):
            found = self._count.read(given)
            wrong.mark(field, found.bad, given, name)
            here = found.values.astype(np.int64)
            total = np.where(here < 0, total, np.where(total < 0, here, total + here))
        return np.minimum(total, 2**31 - 1).astype(np.int32)

    def _row_keys(
        self, columns: Columns, rows: list[list[str]], lines: list[int], wrong: Wrong
    ) -> list[bytes]:
        given = columns.one("id") or ("",) * columns.size
        plain = self._plain_keys(given) if not wrong else None
        if plain is not None:
            return plain
        named = [text.strip().encode("utf-8", "replace").strip(b"\x00") or b"?" for text in given]
        before = set(np.array(named)[self._keys.known(np.array(named))].tolist())
        keys: list[bytes] = []
        fresh: set[bytes] = set()
        for row, text in enumerate(given):
            text = text.strip()
            if not text or text.lower() in NOTHING:
                keys.append(self._own_key(rows[row], lines[row]))
                continue
            key = named[row]
            keys.append(key)
            if len(key) > _KEY:
                wrong.add(row, "id", "id_too_long", {"value": text})
            elif key in before or key in fresh:
                wrong.add(row, "id", "same_id_twice", {"value": text})
            elif row not in wrong:
                fresh.add(key)
        if fresh:
            self._keys.add(np.array(sorted(fresh)))
        return keys

    def _plain_keys(self, given: Sequence[str]) -> list[bytes] | None:
        """The keys of a batch where nothing is wrong with any of them, else nothing."""
        texts = [text.strip() for text in given]
        keys = [text.encode("utf-8", "replace") for text in texts]
        fresh = set(keys)
        fine = len(fresh) == len(keys) and all(texts) and max(map(len, keys)) <= _KEY
        fine = fine and b"\x00" not in b"".join(keys)
        if fine and min(map(len, texts)) < _SHORT:
            fine = not any(text.isalpha() or text in {"-", "--"} for text in texts)
        if not fine or self._keys.known(np.array(keys)).any():
            return None
        self._keys.add(np.array(keys))
        return keys

    def _own_key(self, row: list[str], line: int) -> bytes:
        """A key for a row that has none: its content and how often that came before."""
        told = "\x1f".join(row).encode("utf-8", "replace")
        content = hashlib.blake2b(told, digest_size=12).digest()
        self._same[content] += 1
        times = self._same[content]
        if times > 1:
            self.findings.warn("identical_rows", line)
        return f"h{content.hex()}.{times}".encode()

    def _precisions(self, columns: Columns, fine: NDArray[np.int8]) -> dict[str, NDArray[np.int8]]:
        day = np.where(fine > 1, fine, self.job.get("day_default", 0)).astype(np.int8)
        stated = columns.one("day_precision")
        if stated is not None:
            found = graded(stated, self.job["day_precision"], 5)
            day = np.where(found > 0, found, day).astype(np.int8)
        place = np.full(columns.size, self.job.get("place_default", 0), np.int8)
        told = columns.one("place_precision")
        if told is not None:
            place = graded(told, self.job["place_precision"], 7)
        return {"day_precision": day, "place_precision": place}

    def _look_at(self, arrays: dict[str, NDArray[Any]], lines: list[int]) -> None:
        """What is kept but worth a look: far away, without a place, disordered deaths."""
        missing = np.isnan(arrays["lon"])
        self.off_map += int(missing.sum())
        low, best, high = (arrays[f"deaths_{n}"] for n in ("low", "best", "high"))
        below = (low >= 0) & (best >= 0) & (low > best)
        above = (best >= 0) & (high >= 0) & (best > high)
        for key, mask in (
            ("no_place", missing),
            ("far_away", self.places.far(arrays["lon"], arrays["lat"])),
            ("deaths_disordered", below | above),
        ):
            if mask.any():
                self.findings.warn(key, [lines[i] for i in np.flatnonzero(mask)])
        first, last = int(arrays["first_day"].min()), int(arrays["last_day"].max())
        self._first = first if self._first == NO_DAY else min(self._first, first)
        self._last = max(self._last, last)

    def summary(self) -> dict[str, Any]:
        """Counts, warnings and what was found out on the way."""
        return {
            **self.findings.summary(),
            "rows": self.kept,
            "looked": self.looked,
            "blank": self.blank,
            "off_map": self.off_map,
            "decimal": self.places.decimal,
            "date_order": self.days.order,
            "first_day": self._first,
            "last_day": self._last,
        }
