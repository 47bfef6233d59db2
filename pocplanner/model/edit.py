"""Edit: what one act of the user changed, under the name that the user knows it by."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from pocplanner.model.record import Record


class Change(NamedTuple):
    """One record before and after: no before is an addition, no after a removal."""

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record that the change is about, as it is or was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found

    @property
    def kind(self) -> type[Record]:
        return type(self.record)


@dataclass(frozen=True)
class Edit:
    """One act: its label is a key of `words`, `facts` fill its sentence.

    `author` is a role, never a login name; `at` is aware. `undoes` and `redoes` hold the
    number of the edit in the log that this one took back or did again.
    """

    label: str
    changes: tuple[Change, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    author: str = ""
    at: datetime | None = None
    number: int = 0
    undoes: int = 0
    redoes: int = 0

    def touches(self, *kinds: type[Record]) -> bool:
        """Whether it changed a record of one of these kinds."""
        return any(isinstance(c.record, kinds) for c in self.changes)

    def reversed(self) -> "Edit":
        """The edit that takes this one back."""
        back = tuple(Change(c.after, c.before) for c in reversed(self.changes))
        return Edit(self.label, back, self.facts, self.author)
