"""What is gathered of a table while it is read, and what is found wrong with its rows."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pocplanner.formats.reader.wire import Frame, WireError
from pocplanner.formats.reading import Counts, Refused, Repair, SourceFacts, UnknownCode, Warned
from pocplanner.model.guard import Level
from pocplanner.model.mission import PUBLISHED
from pocplanner.model.record import Record
from pocplanner.model.text import visible


@dataclass
class Judged:
    """Rows judged: records, refusals, warnings, and what was found out on the way."""

    records: tuple[Record, ...] = ()
    refused: tuple[Refused, ...] = ()
    warnings: tuple[Warned, ...] = ()
    unknown: tuple[UnknownCode, ...] = ()
    counts: Counts = field(default_factory=Counts)
    decimal: str = ""
    date_order: str = ""
    fields: tuple[str, ...] = ()


class Gathered:
    """The rows of a table as texts, with the line of each."""

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.rows: list[tuple[str, ...]] = []
        self.end: dict[str, Any] = {}
        self.whole: dict[int, tuple[str, ...]] = {}

    def take(self, frame: Frame) -> None:
        """One frame. WireError where its columns differ in length."""
        if frame.kind == "end":
            self.end = frame.body
            return
        if frame.kind == "ragged":
            self._take_ragged(frame)
        if frame.kind != "rows":
            return
        lines = frame.arrays.get("line")
        if lines is None or lines.dtype != np.int64:
            raise WireError("rows without lines")
        columns: list[list[str]] = []
        while f"c{len(columns)}.ends" in frame.arrays:
            column = frame.texts(f"c{len(columns)}")
            if len(column) != len(lines):
                raise WireError("columns of different lengths")
            columns.append(column)
        self.lines.extend(map(int, lines))
        self.rows.extend(zip(*columns, strict=True))

    def _take_ragged(self, frame: Frame) -> None:
        """Rows that are wider than the head, for a person to mend."""
        try:
            for line, cells in frame.body["rows"]:
                self.whole[int(line)] = tuple(visible(str(c)) for c in cells)
        except (KeyError, TypeError, ValueError) as error:
            raise WireError("rows of another shape") from error

    def keep_first(self, rows: int) -> None:
        """Forget all but the first rows, where the number is not 0."""
        if rows:
            del self.lines[rows:], self.rows[rows:]


@dataclass
class Findings:
    """Gathers refusals and warnings while rows are judged."""

    refused: list[Refused] = field(default_factory=list)
    _warned: dict[str, tuple[int, list[int], dict[str, Any]]] = field(default_factory=dict)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)

    def refuse(
        self, line: int, column: str, reason: str, repair: Repair | None = None, **facts: Any
    ) -> None:
        """A row is refused."""
        short = {k: visible(v)[:80] if isinstance(v, str) else v for k, v in facts.items()}
        self.refused.append(Refused(line, column, reason, short, repair))

    def warn(self, key: str, line: int = 0, **facts: Any) -> None:
        """Something to look at in a row that is kept."""
        count, lines, before = self._warned.get(key, (0, [], {}))
        if line and len(lines) < 8:
            lines = [*lines, line]
        self._warned[key] = (count + 1, lines, {**before, **facts})

    def judged(self, records: list[Record], rows: int, **counts: int) -> Judged:
        """All of it."""
        refused_rows = len({r.line for r in self.refused})
        return Judged(
            tuple(records),
            tuple(self.refused),
            tuple(Warned(k, n, tuple(at), facts) for k, (n, at, facts) in self._warned.items()),
            tuple(UnknownCode(v, c, n) for (v, c), n in self.unknown.most_common(500)),
            Counts(rows=rows, kept=len(records), refused=refused_rows, **counts),
        )


def ragged(made: Gathered, findings: Findings) -> None:
    """Refuse the rows that have more cells than the head has names."""
    for line in made.end.get("ragged", []):
        findings.refuse(int(line), "", "ragged")
    for line in made.end.get("outside", []):
        findings.warn("cells_outside", int(line))


def guard(source: SourceFacts) -> dict[str, Any]:
    """How sensitive rows of this source come in: low where published, else high."""
    return {"sensitivity": Level.LOW, "lowered": PUBLISHED} if source.published else {}


_TOTAL = re.compile(
    r"^\s*(?:grand[\s-]*|sub[\s-]*|sous[\s-]*)?tota(?:l|ux)(?:\s+g[eé]n[eé]ral)?\s*:?\s*$",
    re.IGNORECASE,
)


def total(text: str) -> bool:
    """Whether the first words of a row say that it is a sum of others."""
    return bool(_TOTAL.match(text[:40]))
