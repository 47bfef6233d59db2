"""What a reader has to tell beside the rows it keeps: refused rows, warnings, codes not known."""

from collections import Counter
from typing import Any

#: So many refused rows are listed one by one; the rest is counted.
LISTED = 20_000
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
    ) -> None:
        """A row is refused: where, why, and what would mend it."""
        self.refused_rows += 1
        if self._listed < LISTED:
            self._listed += 1
            short = {k: v[:80] if isinstance(v, str) else v for k, v in (facts or {}).items()}
            self.refused.append([line, column[:200], reason, short, repair or {}])

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
