"""What a reader has to tell beside the rows it keeps: refused rows, warnings, codes not known."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

#: So many refused rows are listed one by one; the rest is counted.
LISTED = 20_000
#: So many of them bring what stands in them, so that a person can mend it.
WITH_ROW = 2000
LONGEST_ROW, _CELLS = 4000, 400
#: Refused rows in one frame: few enough that their texts stay within what a frame may say.
PER_FRAME = 300
_LINES = 8


class Findings:
    """Gathers while a file is read; nothing is dropped without being said here."""

    def __init__(self) -> None:
        self.refused: list[list[Any]] = []
        self.refused_rows = 0
        self.unknown: Counter[tuple[str, str]] = Counter()
        self._warnings: dict[str, tuple[int, list[int], dict[str, Any]]] = {}
        self._listed = 0

    def refuse(
        self,
        line: int,
        column: str,
        reason: str,
        facts: dict[str, Any] | None = None,
        repair: dict[str, Any] | None = None,
        row: Sequence[str] = (),
    ) -> None:
        """A row is refused: where, why, what would mend it, and what stands in it."""
        self.refused_rows += 1
        if self._listed < LISTED:
            self._listed += 1
            short = {k: v[:80] if isinstance(v, str) else v for k, v in (facts or {}).items()}
            self.refused.append([line, column[:200], reason, short, repair or {}, self._told(row)])

    @property
    def with_row(self) -> bool:
        """Whether the next refusal still brings its row."""
        return self._listed < WITH_ROW

    def _told(self, row: Sequence[str]) -> list[str]:
        """A row for a person to mend; long ones, and those after the first, stay in the file."""
        whole = self._listed <= WITH_ROW and sum(map(len, row)) <= LONGEST_ROW
        return list(row) if whole and len(row) <= _CELLS else []

    def warn(self, key: str, lines: "list[int] | int" = 0, **facts: Any) -> None:
        """Something to look at, once per kind: how many rows, and the first of them."""
        given = [lines] if isinstance(lines, int) else lines
        count, kept, before = self._warnings.get(key, (0, [], {}))
        kept = kept + [n for n in given if n][: _LINES - len(kept)]
        self._warnings[key] = (count + len(given), kept, {**before, **facts})

    def take_refused(self) -> list[list[Any]]:
        """The refusals since the last call."""
        found, self.refused = self.refused, []
        return found

    def summary(self) -> dict[str, Any]:
        """All the rest, to be sent at the end."""
        return {
            "refused": self.refused_rows,
            "warnings": [[k, n, at, facts] for k, (n, at, facts) in self._warnings.items()],
            "unknown": [[v, c[:120], n] for (v, c), n in self.unknown.most_common(500)],
        }
