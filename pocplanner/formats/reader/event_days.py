"""The days of event rows: dates, ends, hours, and how finely each is known."""

import calendar
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.formats.reader import cells
from pocplanner.formats.reader.cells import EPOCH, NO_DAY, NOTHING, Bad, Column, Day
from pocplanner.formats.reader.columns import Columns, Wrong
from pocplanner.formats.reader.findings import Findings
from pocplanner.formats.reader.tables import Table, data
from pocplanner.formats.reader.wire import Unreadable

_PARTS = 5000


class Days:
    """Reads the days of one file; the order of day and month is found from whole columns."""

    def __init__(self, table: Table, job: dict[str, Any], findings: Findings) -> None:
        self._table, self._job, self._findings = table, job, findings
        self._dates = cells.Dates(job.get("date_order", ""), job["last_year"])
        self._settled = bool(self._dates.order)
        self._looked: set[str] = set()
        self._day = Column(self._packed, np.int64, NO_DAY << 16)
        self._hour = Column(cells.hour, np.int8, -1)
        self._joined: dict[tuple[str, str, str], int | Bad] = {}

    @property
    def order(self) -> str:
        """The order of day and month that was found or given, empty where it never mattered."""
        return self._dates.order

    def read(self, columns: Columns, wrong: Wrong) -> dict[str, NDArray[Any]]:
        """First and last day, hour, and fineness (1 the day, 4 the month, 5 the year)."""
        given = columns.one("date")
        if given is None:
            packed = self._from_parts(columns, wrong)
        else:
            self._settle(given)
            found = self._day.read(given)
            wrong.mark("date", found.bad, given)
            packed = found.values
            for row in np.flatnonzero(packed >> 16 == NO_DAY).tolist():
                wrong.add(row, "date", "no_date")
        first, fine = packed >> 16, (packed >> 8) & 0xFF
        hours = (packed & 0xFF) - 1
        last = _ends(first, fine)
        ending = columns.one("date_end")
        if ending is not None:
            last = self._stated_end(columns, ending, given, first, last, wrong)
        told = columns.one("hour")
        if told is not None:
            read = self._hour.read(told)
            wrong.mark("hour", read.bad, told)
            hours = np.where(read.values >= 0, read.values, hours)
        return {
            "first_day": first.astype(np.int32),
            "last_day": last.astype(np.int32),
            "hour": hours.astype(np.int8),
            "fine": fine.astype(np.int8),
        }

    def _stated_end(
        self,
        columns: Columns,
        ending: Sequence[str],
        given: Sequence[str] | None,
        first: NDArray[np.int64],
        last: NDArray[np.int64],
        wrong: Wrong,
    ) -> NDArray[np.int64]:
        self._settle(ending)
        found = self._day.read(ending)
        wrong.mark("date_end", found.bad, ending)
        stated = found.values >> 16
        last = np.where(stated == NO_DAY, last, stated)
        for row in np.flatnonzero(last < first).tolist():
            start = given[row] if given else ""
            facts = {"value": ending[row], "start": start}
            wrong.add(row, "date_end", "ends_before_it_begins", facts)
        return last

    def _packed(self, text: str) -> int | Bad:
        """Day, fineness and hour in one number, so that a column stays an array."""
        found = self._dates.day(text)
        return found if isinstance(found, Bad) else _pack(found)

    def _from_parts(self, columns: Columns, wrong: Wrong) -> NDArray[np.int64]:
        """Days from columns of year, month and day; the month alone is a date too."""
        nothing = ("",) * columns.size
        years = columns.one("year")
        if years is None:
            raise Unreadable("import_no_date_column")
        months = columns.one("month") or nothing
        days = columns.one("day") or nothing
        packed = np.full(columns.size, NO_DAY << 16, np.int64)
        for row, parts in enumerate(zip(years, months, days, strict=True)):
            value = self._joined.get(parts)
            if value is None:
                value = self._joined[parts] = self._join(*parts)
            if isinstance(value, Bad):
                facts = {"value": "-".join(p.strip() for p in parts)}
                wrong.add(row, "year", value.reason, facts)
            else:
                packed[row] = value
        return packed

    def _join(self, year: str, month: str, day: str) -> int | Bad:
        year, month, day = (
            "" if p.strip().lower() in NOTHING else p.strip().removesuffix(".0")
            for p in (year, month, day)
        )
        if not year:
            return Bad("no_date")
        month = str(cells.month(month) or month)
        if not all(p.isdecimal() for p in (year, month, day) if p):
            return Bad("not_a_date")
        if month and day:
            return self._packed(f"{year}-{month}-{day}")
        return self._packed(f"{year}-{month}" if month else year)

    def _settle(self, given: Sequence[str]) -> None:
        """Find the order of day and month from the whole column, once, when it first matters."""
        if self._settled:
            return
        fresh = set(given) - self._looked
        if len(self._looked) < 200_000:
            self._looked |= fresh
        if not cells.order_of(list(fresh))[1]:
            return
        self._settled = True
        places = [p for f in ("date", "date_end") for p in self._job["columns"].get(f, [])]
        allowed: set[str] = {"dmy", "mdy"}
        votes: Counter[str] = Counter()
        dotted = False
        for _, rows in data(self._table, self._job["start"], _PARTS, self._job.get("look", 0)):
            self._table.beat()
            for place in places:
                column = [row[place] for row in rows if place < len(row)]
                here, numeric = cells.order_of(column)
                if numeric:
                    allowed &= here
                    votes.update(here if len(here) == 1 else ())
                    dotted = dotted or any(c.count(".") >= 2 for c in column[:50])
        self._dates.order = self._decided(allowed, votes, dotted)

    def _decided(self, allowed: set[str], votes: "Counter[str]", dotted: bool) -> str:
        if len(allowed) == 1:
            return allowed.pop()
        if votes:
            order = votes.most_common(1)[0][0]
            self._findings.warn("date_orders_mixed", order=order)
            return order
        usual = str(self._job.get("usual_order", ""))
        if not allowed:  # both are excluded within every part of the column
            self._findings.warn("date_orders_mixed", order=usual or "dmy")
        elif not usual and not dotted:  # with points the day always stands first
            self._findings.warn("date_order_assumed", order="dmy")
        return usual or "dmy"


def _pack(found: Day | None) -> int:
    if found is None:
        return NO_DAY << 16
    return (found.number << 16) | (found.fine << 8) | (found.hour + 1)


def _ends(first: NDArray[np.int64], fine: NDArray[np.int64]) -> NDArray[np.int64]:
    """The last day that a date known to the month or the year may mean."""
    last = first.copy()
    for row in np.flatnonzero(fine > 1).tolist():
        day = date.fromordinal(int(first[row]) + EPOCH)
        if fine[row] == 4:
            last[row] += calendar.monthrange(day.year, day.month)[1] - 1
        else:
            last[row] = date(day.year, 12, 31).toordinal() - EPOCH
    return last
