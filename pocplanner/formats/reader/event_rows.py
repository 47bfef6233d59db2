"""Rows of conflict events to columns: a batch at a time, each column by its own rules.

A row that cannot be right is refused with its line, its column, the reason and, where there
is one, a repair; a row without a usable place is kept.
"""

import calendar
import hashlib
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain
from json.encoder import encode_basestring
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.formats.reader import cells
from pocplanner.formats.reader.cells import EPOCH, NO_DAY, NOTHING, Bad, Column, Day
from pocplanner.formats.reader.findings import Findings
from pocplanner.formats.reader.tables import Batch, Table, data
from pocplanner.formats.reader.wire import Frame, Unreadable, pack_texts

LABELS = ("type", "native_type", "side_a", "side_b", "country", "admin1", "admin2", "place", "group")
DEATHS = ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians")
COLD = ("note", "source", "headline")
_ROWS = 5000
_TEXT, _LABEL, _KEY = 20_000, 300, 160
#: A place further than this from the mission's areas, in degrees, is worth a look.
FAR = 3.0
_POINT = re.compile(r"POINT\s*(?:Z\s*)?\(\s*(-?[\d.]+)\s+(-?[\d.]+)", re.IGNORECASE)


def read(table: Table, job: dict[str, Any]) -> Iterator[Frame]:
    """All events of a table, as frames of columns, of refusals, and one with the summary."""
    work = _Rows(table, job)
    seen = False
    for batch in data(table, job["start"], _ROWS):
        arrays = work.batch(batch)
        seen = seen or work.looked > 0
        body = {"done": table.position(), "total": table.size}
        yield Frame("rows", body, arrays or {})
        while refused := work.findings.take_refused():
            for first in range(0, len(refused), 1000):
                yield Frame("refused", {"rows": refused[first : first + 1000]})
    if not seen:
        raise Unreadable("import_nothing")
    yield Frame("end", work.summary())


class _Rows:
    """The state of one reading: parsers, keys already seen, findings."""

    def __init__(self, table: Table, job: dict[str, Any]) -> None:
        self.table, self.job = table, job
        self.columns: dict[str, list[int]] = job["columns"]
        self.names: list[str] = job["names"]
        self.findings = Findings()
        self.looked = self.blank = self.kept = self.off_map = 0
        self.lenient = bool(job.get("lenient"))
        decimal = job.get("decimal", "")
        self.dates = cells.Dates(job.get("date_order", ""), job["last_year"])
        self._settled = bool(self.dates.order)
        self._day = Column(self._packed_day, np.int64, NO_DAY << 16)
        self._degrees = Column(lambda t: cells.degrees(t, decimal), np.float64, math.nan)
        self._count = Column(cells.count, np.int32, -1)
        self._hour = Column(cells.hour, np.int8, -1)
        self._types: dict[tuple[str, ...], tuple[str, str]] = {}
        self._keys: set[bytes] = set()
        self._same: Counter[bytes] = Counter()
        self._cleaned: dict[str, str] = {}
        self.comma = self.points = 0
        self.first = self.last = NO_DAY
        used = set(chain.from_iterable(self.columns.values()))
        self._extra = [i for i in range(len(self.names)) if i not in used and self.names[i]]

    # -- one batch ---------------------------------------------------------------------

    def batch(self, batch: Batch) -> dict[str, Any] | None:
        """The columns of the rows that are kept, or nothing where none is."""
        lines, rows = self._full(*batch)
        self.looked += len(rows)
        if not rows:
            return None
        columns = list(zip(*rows, strict=True))
        wrong: dict[int, tuple[str, str, dict[str, Any], dict[str, Any]]] = {}
        days = self._days(columns, len(rows), wrong)
        lon, lat = self._places(columns, len(rows), lines, wrong)
        deaths = {name: self._counts(name, columns, len(rows), wrong) for name in DEATHS}
        keys = self._row_keys(columns, rows, lines, wrong)
        for row in sorted(wrong):
            column, reason, facts, repair = wrong[row]
            self.findings.refuse(lines[row], column, reason, facts, repair)
        good = np.ones(len(rows), bool)
        good[list(wrong)] = False
        if not good.any():
            return None
        chosen = np.flatnonzero(good)
        arrays = {"lon": lon, "lat": lat, **days, **deaths, **self._precisions(columns, days)}
        arrays = {name: column[chosen] for name, column in arrays.items()}
        self._look_at(arrays, [lines[i] for i in chosen])
        arrays["key"] = np.array([keys[i] for i in chosen])
        if len(chosen) < len(rows):
            columns = [tuple(column[i] for i in chosen) for column in columns]
        arrays |= self._labels(columns, len(chosen))
        arrays |= self._cold(columns, len(chosen))
        self.kept += len(chosen)
        del arrays["fine"]
        return arrays

    def _full(self, lines: list[int], rows: list[list[str]]) -> Batch:
        """The rows at the width of the head; blank ones are counted, ragged ones refused."""
        width = len(self.names)
        if all(len(row) == width for row in rows) and all(map(any, rows)):
            return lines, rows
        kept: list[list[str]] = []
        at: list[int] = []
        for line, row in zip(lines, rows, strict=True):
            if not any(c.strip() for c in row):
                self.blank += 1
            elif len(row) > width and not self.lenient and any(c.strip() for c in row[width:]):
                facts = {"found": len(row), "expected": width}
                self.findings.refuse(line, "", "ragged", facts)
                self.looked += 1
            else:
                if len(row) < width:
                    if not self.lenient:
                        self.findings.warn("short_rows", line)
                elif any(c.strip() for c in row[width:]):
                    self.findings.warn("cells_outside", line)
                kept.append([*row[:width], *[""] * (width - len(row))])
                at.append(line)
        return at, kept

    def _one(self, field: str, columns: list[tuple[str, ...]]) -> tuple[str, ...] | None:
        places = self.columns.get(field)
        return columns[places[0]] if places else None

    def _name(self, field: str) -> str:
        places = self.columns.get(field)
        return self.names[places[0]] if places else ""

    def _mark(
        self, wrong: dict[int, Any], field: str, bad: dict[int, Bad], given: Sequence[str]
    ) -> None:
        for row, why in bad.items():
            if row not in wrong:
                wrong[row] = (self._name(field), why.reason, {"value": given[row]}, _repair(why))

    # -- days --------------------------------------------------------------------------

    def _packed_day(self, text: str) -> int | Bad:
        """Day, fineness and hour in one number, so that a column stays an array."""
        found = self.dates.day(text)
        if isinstance(found, Bad):
            return found
        return _pack_day(found)

    def _days(
        self, columns: list[tuple[str, ...]], size: int, wrong: dict[int, Any]
    ) -> dict[str, NDArray[Any]]:
        given = self._one("date", columns)
        if given is None:
            packed = self._from_parts(columns, size, wrong)
        else:
            self._settle(given)
            found = self._day.read(given)
            self._mark(wrong, "date", found.bad, given)
            packed = found.values
            for row in np.flatnonzero(packed >> 16 == NO_DAY):
                if int(row) not in wrong:
                    wrong[int(row)] = (self._name("date"), "no_date", {}, {})
        first, fine = packed >> 16, (packed >> 8) & 0xFF
        hours = (packed & 0xFF) - 1
        last = _ends(first, fine)
        ending = self._one("date_end", columns)
        if ending is not None:
            self._settle(ending)
            found = self._day.read(ending)
            self._mark(wrong, "date_end", found.bad, ending)
            stated = found.values >> 16
            last = np.where(stated == NO_DAY, last, stated)
            for row in np.flatnonzero(last < first):
                if int(row) not in wrong:
                    facts = {"value": ending[row], "start": given[row] if given else ""}
                    wrong[int(row)] = (self._name("date_end"), "ends_before_it_begins", facts, {})
        told = self._one("hour", columns)
        if told is not None:
            read_hours = self._hour.read(told)
            self._mark(wrong, "hour", read_hours.bad, told)
            hours = np.where(read_hours.values >= 0, read_hours.values, hours)
        return {
            "first_day": first.astype(np.int32),
            "last_day": last.astype(np.int32),
            "hour": hours.astype(np.int8),
            "fine": fine.astype(np.int8),
        }

    def _from_parts(
        self, columns: list[tuple[str, ...]], size: int, wrong: dict[int, Any]
    ) -> NDArray[np.int64]:
        """Days from columns of year, month and day; the month alone is a date too."""
        nothing = ("",) * size
        years = self._one("year", columns)
        if years is None:
            raise Unreadable("import_no_date_column")
        months = self._one("month", columns) or nothing
        days = self._one("day", columns) or nothing
        known: dict[tuple[str, str, str], int | Bad] = {}
        packed = np.full(size, NO_DAY << 16, np.int64)
        for row, parts in enumerate(zip(years, months, days, strict=True)):
            value = known.get(parts)
            if value is None:
                value = known[parts] = self._joined(*parts)
            if isinstance(value, Bad):
                facts = {"value": "-".join(p.strip() for p in parts)}
                wrong.setdefault(row, (self._name("year"), value.reason, facts, {}))
            else:
                packed[row] = value
        return packed

    def _joined(self, year: str, month: str, day: str) -> int | Bad:
        year, month, day = (
            "" if p.strip().lower() in NOTHING else p.strip().removesuffix(".0")
            for p in (year, month, day)
        )
        if not year:
            return Bad("no_date")
        month = str(cells.month(month) or month)
        if not all(p.isdecimal() for p in (year, month, day) if p):
            return Bad("not_a_date")
        text = f"{year}-{month}-{day}" if month and day else f"{year}-{month}" if month else year
        return self._packed_day(text)

    def _settle(self, given: Sequence[str]) -> None:
        """Find the order of day and month from the whole column, once, when it first matters."""
        if self._settled or not cells.order_of(given)[1]:
            return
        places = [p for f in ("date", "date_end") for p in self.columns.get(f, [])]
        allowed: set[str] = {"dmy", "mdy"}
        votes: Counter[str] = Counter()
        dotted = False
        for _, rows in data(self.table, self.job["start"], 5000):
            for place in places:
                column = [row[place] for row in rows if place < len(row)]
                here, numeric = cells.order_of(column)
                if numeric:
                    allowed &= here
                    votes.update(here if len(here) == 1 else ())
                    dotted = dotted or any(c.count(".") >= 2 for c in column[:50])
        self._settled = True
        if len(allowed) == 1:
            self.dates.order = allowed.pop()
            return
        self.dates.order = votes.most_common(1)[0][0] if votes else "dmy"
        if votes:
            self.findings.warn("date_orders_mixed", order=self.dates.order)
        elif not dotted:  # with points the day always stands first
            usual = self.job.get("usual_order", "")
            self.dates.order = usual or "dmy"
            if not usual:
                self.findings.warn("date_order_assumed", order=self.dates.order)

    # -- places ------------------------------------------------------------------------

    def _places(
        self,
        columns: list[tuple[str, ...]],
        size: int,
        lines: list[int],
        wrong: dict[int, Any],
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        swapped = self.job.get("coordinates") == "swapped"
        fields = ("lon", "lat") if swapped else ("lat", "lon")
        found: list[NDArray[np.float64]] = []
        for field in fields:
            given = self._one(field, columns)
            if given is None:
                found.append(np.full(size, np.nan))
                continue
            parsed = self._degrees.read(given)
            self._mark(wrong, field, parsed.bad, given)
            sample = given[:200]
            self.comma += sum("," in c for c in sample)
            self.points += sum("." in c for c in sample)
            found.append(parsed.values)
        lat, lon = found
        shapes = self._one("wkt", columns)
        if shapes is not None:
            self._compare_shape(lat, lon, shapes, wrong)
        self._check_range(lat, lon, wrong)
        nowhere = np.isnan(lat) | np.isnan(lon)
        null = (lat == 0) & (lon == 0)
        if null.any():
            self.findings.warn("null_island", [lines[i] for i in np.flatnonzero(null)])
        lat[nowhere | null] = np.nan
        lon[nowhere | null] = np.nan
        return lon, lat

    def _check_range(
        self, lat: NDArray[np.float64], lon: NDArray[np.float64], wrong: dict[int, Any]
    ) -> None:
        box = self.job.get("box")
        outside = (np.abs(lat) > 90) | (np.abs(lon) > 180)
        turned = np.zeros(len(lat), bool)
        if box:
            west, south, east, north = box
            inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
            crossed = (lat >= west) & (lat <= east) & (lon >= south) & (lon <= north)
            turned = ~inside & crossed & _far(lon, lat, box)
        for row in np.flatnonzero(outside | turned):
            if int(row) in wrong:
                continue
            a, b = float(lat[row]), float(lon[row])
            could = abs(a) <= 180 and abs(b) <= 90
            reason = "coordinates_swapped" if turned[row] else "coordinates_out_of_range"
            repair = {"override": "coordinates", "value": "swapped", "lat": b, "lon": a}
            name = self._name("lat" if abs(a) > 90 or turned[row] else "lon")
            wrong[int(row)] = (name, reason, {"lat": a, "lon": b}, repair if could else {})

    def _compare_shape(
        self,
        lat: NDArray[np.float64],
        lon: NDArray[np.float64],
        shapes: Sequence[str],
        wrong: dict[int, Any],
    ) -> None:
        """A file may hold the point twice: use it where the columns are empty, and as a check."""
        for row, text in enumerate(shapes):
            found = _POINT.search(text[:200])
            if not found or row in wrong:
                continue
            try:
                x, y = float(found[1]), float(found[2])
            except ValueError:
                continue
            if math.isnan(lat[row]) and math.isnan(lon[row]):
                lat[row], lon[row] = y, x
            elif abs(lat[row] - x) < 0.01 and abs(lon[row] - y) < 0.01 and abs(x - y) > 0.1:
                facts = {"lat": float(lat[row]), "lon": float(lon[row])}
                repair = {"override": "coordinates", "value": "swapped", "lat": y, "lon": x}
                wrong[row] = (self._name("lat"), "coordinates_swapped", facts, repair)

    # -- numbers and keys --------------------------------------------------------------

    def _counts(
        self, field: str, columns: list[tuple[str, ...]], size: int, wrong: dict[int, Any]
    ) -> NDArray[np.int32]:
        places = self.columns.get(field, [])
        total = np.full(size, -1, np.int32)
        for place in places:
            found = self._count.read(columns[place])
            for row, why in found.bad.items():
                facts = {"value": columns[place][row]}
                wrong.setdefault(row, (self.names[place], why.reason, facts, {}))
            here = found.values
            total = np.where(here < 0, total, np.where(total < 0, here, total + here))
        return total.astype(np.int32)

    def _row_keys(
        self,
        columns: list[tuple[str, ...]],
        rows: list[list[str]],
        lines: list[int],
        wrong: dict[int, Any],
    ) -> list[bytes]:
        given = self._one("id", columns)
        if given is None:
            given = ("",) * len(rows)
        keys: list[bytes] = []
        for row, text in enumerate(given):
            text = text.strip()
            if not text or text.lower() in NOTHING:
                keys.append(self._own_key(rows[row], lines[row]))
                continue
            key = text.encode("utf-8", "replace")
            if len(key) > _KEY:
                wrong.setdefault(row, (self._name("id"), "id_too_long", {"value": text}, {}))
            elif key in self._keys:
                wrong.setdefault(row, (self._name("id"), "same_id_twice", {"value": text}, {}))
            elif row not in wrong:
                self._keys.add(key)
            keys.append(key)
        return keys

    def _own_key(self, row: list[str], line: int) -> bytes:
        """A key for a row that has none: its content and how often that came before."""
        digest = hashlib.blake2b("\x1f".join(row).encode("utf-8", "replace"), digest_size=12)
        content = digest.digest()
        self._same[content] += 1
        times = self._same[content]
        if times > 1:
            self.findings.warn("identical_rows", line)
        return f"h{content.hex()}.{times}".encode()

    def _precisions(
        self, columns: list[tuple[str, ...]], days: dict[str, NDArray[Any]]
    ) -> dict[str, NDArray[Any]]:
        fine = days["fine"]
        default = self.job.get("day_default", 0)
        day = np.where(fine > 1, fine, default).astype(np.int8)
        stated = self._one("day_precision", columns)
        if stated is not None:
            found = self._graded(stated, self.job["day_precision"], 5)
            day = np.where(found > 0, found, day).astype(np.int8)
        place = self._one("place_precision", columns)
        size = len(fine)
        known = (
            self._graded(place, self.job["place_precision"], 7)
            if place is not None
            else np.full(size, self.job.get("place_default", 0), np.int8)
        )
        return {"day_precision": day, "place_precision": known}

    def _graded(self, given: Sequence[str], table: dict[str, int], most: int) -> NDArray[np.int8]:
        steps: dict[str, int] = {}
        for text in set(given):
            key = text.strip().casefold().removesuffix(".0")
            number = re.search(r"\d+", key)
            step = table.get(key, table.get(number[0]) if number else None)
            steps[text] = step if step is not None and 0 <= step <= most else 0
        return np.fromiter(map(steps.__getitem__, given), np.int8, len(given))

    # -- texts -------------------------------------------------------------------------

    def _text_of(self, field: str, columns: list[tuple[str, ...]], size: int, most: int) -> list[str]:
        places = self.columns.get(field, [])
        if not places:
            return [""] * size
        if len(places) == 1:
            return [self._clean(c, most) for c in columns[places[0]]]
        parts = [[self._clean(c, most) for c in columns[p]] for p in places]
        return ["; ".join(dict.fromkeys(p for p in row if p))[:most] for row in zip(*parts, strict=True)]

    def _clean(self, text: str, most: int) -> str:
        text = text.strip()
        if len(text) > most:
            self.findings.warn("text_cut", 0, limit=most)
            text = text[: most - 1] + "…"
        return "" if len(text) < 6 and text.lower() in NOTHING else text

    def _labels(self, columns: list[tuple[str, ...]], size: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        texts = {
            name: self._text_of(name, columns, size, _LABEL)
            for name in LABELS
            if name not in {"type", "native_type"}
        }
        places = [p for f in ("type", "subtype") for p in self.columns.get(f, [])]
        constant = self.job.get("constant", {})
        if places:
            kinds = [self._type(row) for row in zip(*(columns[p] for p in places), strict=True)]
            texts["type"] = [k[0] for k in kinds]
            texts["native_type"] = [k[1] for k in kinds]
        else:
            texts["type"] = [constant.get("type", "")] * size
            texts["native_type"] = [constant.get("native_type", "")] * size
        if self.job.get("group_of_civilians"):
            texts["group"] = [
                g if b.casefold().startswith("civil") else ""
                for g, b in zip(texts["group"], texts["side_b"], strict=True)
            ]
        for name, column in texts.items():
            seen: dict[str, int] = {}
            codes = np.fromiter((seen.setdefault(t, len(seen)) for t in column), np.int32, size)
            found[name + ".codes"] = codes
            found |= pack_texts(name + ".names", list(seen))
        return found

    def _type(self, given: tuple[str, ...]) -> tuple[str, str]:
        """Our code and the source's words; a term that the profile does not know stays itself."""
        known = self._types.get(given)
        if known is None:
            known = self._types[given] = self._look_up(given)
        if not known[0] or known[0] == known[1][:120]:
            self.findings.unknown["incident_type", known[1]] += 1
        return known

    def _look_up(self, given: tuple[str, ...]) -> tuple[str, str]:
        parts = [p for p in (self._clean(g, _LABEL) for g in given) if p]
        codes: dict[str, str] = self.job.get("codes", {})
        words: dict[str, str] = self.job.get("words", {})
        native = " / ".join(words.get(p.casefold(), p) for p in parts)[:_LABEL]
        tried: list[str] = [" / ".join(parts), *reversed(parts)]
        for text in tried:
            key = text.casefold().removesuffix(".0")
            if key in codes:
                return codes[key], native
        return native[:120], native

    def _cold(self, columns: list[tuple[str, ...]], size: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in COLD:
            found |= pack_texts(name, self._text_of(name, columns, size, _TEXT))
        found |= pack_texts("more", self._more(columns, size))
        return found

    def _more(self, columns: list[tuple[str, ...]], size: int) -> list[str]:
        """Every other column of a row as one JSON object, made column by column."""
        pieces: list[list[str]] = []
        for place in self._extra:
            start = encode_basestring(self.names[place][:120]) + ": "
            column = columns[place]
            known: dict[str, str] = {}
            for text in set(column):
                short = self._clean(text, _TEXT)
                known[text] = start + encode_basestring(short) if short else ""
            if any(known.values()):
                pieces.append(list(map(known.__getitem__, column)))
        if not pieces:
            return [""] * size
        joined = (", ".join(filter(None, row)) for row in zip(*pieces, strict=True))
        return ["{" + text + "}" if text else "" for text in joined]

    # -- the end -----------------------------------------------------------------------

    def _look_at(self, arrays: dict[str, NDArray[Any]], lines: list[int]) -> None:
        """What is kept but worth a look: far away, without a place, disordered deaths."""
        lon, lat = arrays["lon"], arrays["lat"]
        missing = np.isnan(lon)
        self.off_map += int(missing.sum())
        if missing.any():
            self.findings.warn("no_place", [lines[i] for i in np.flatnonzero(missing)])
        box = self.job.get("box")
        if box:
            away = _far(lon, lat, box)
            if away.any():
                self.findings.warn("far_away", [lines[i] for i in np.flatnonzero(away)])
        low, best, high = (arrays[f"deaths_{n}"] for n in ("low", "best", "high"))
        odd = ((low >= 0) & (best >= 0) & (low > best)) | ((best >= 0) & (high >= 0) & (best > high))
        if odd.any():
            self.findings.warn("deaths_disordered", [lines[i] for i in np.flatnonzero(odd)])
        first, last = int(arrays["first_day"].min()), int(arrays["last_day"].max())
        self.first = first if self.first == NO_DAY else min(self.first, first)
        self.last = max(self.last, last)

    def summary(self) -> dict[str, Any]:
        """Counts, warnings and what was found out on the way."""
        return {
            **self.findings.summary(),
            "rows": self.kept,
            "looked": self.looked,
            "blank": self.blank,
            "off_map": self.off_map,
            "decimal": "," if self.comma > self.points else "." if self.points else "",
            "date_order": self.dates.order,
            "first_day": self.first,
            "last_day": self.last,
        }


def _pack_day(found: Day | None) -> int:
    if found is None:
        return NO_DAY << 16
    return (found.number << 16) | (found.fine << 8) | (found.hour + 1)


def _ends(first: NDArray[np.int64], fine: NDArray[np.int64]) -> NDArray[np.int64]:
    """The last day that a date known to the month or the year may mean."""
    last = first.copy()
    for row in np.flatnonzero(fine > 1):
        day = date.fromordinal(int(first[row]) + EPOCH)
        if fine[row] == 4:
            last[row] += calendar.monthrange(day.year, day.month)[1] - 1
        else:
            last[row] = date(day.year, 12, 31).toordinal() - EPOCH
    return last


def _far(
    lon: NDArray[np.float64], lat: NDArray[np.float64], box: Sequence[float]
) -> NDArray[np.bool_]:
    west, south, east, north = box
    found: NDArray[np.bool_] = (
        (lon < west - FAR) | (lon > east + FAR) | (lat < south - FAR) | (lat > north + FAR)
    )
    return found


_OVERRIDES: dict[str, Callable[[Bad], dict[str, Any]]] = {
    "decimal_sign": lambda b: {"override": "decimal", "value": ""},
    "date_other_order": lambda b: {"override": "date_order", "value": b.meant},
    "date_order_open": lambda b: {"override": "date_order", "value": "dmy"},
}


def _repair(why: Bad) -> dict[str, Any]:
    made = _OVERRIDES.get(why.reason)
    return made(why) if made else {}
