"""What a paragraph is made of before it has words: a subject, its values, what it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pocplanner.model.strategy import Paragraph


@dataclass(frozen=True)
class Fact:
    """One paragraph to be written: `kind` names its template, `key` its subject for ever.

    `values` are ready to be read (no codes, no ids); `evidence` holds the id of every record
    and event that they come from. `question` says that something is not known; `generic`
    that the text would read the same in any mission.
    """

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    key: str = ""
    #: Under which subheading of the section it stands.
    group: str = ""
    question: bool = False
    generic: bool = False

    @property
    def name(self) -> str:
        """The key under which the paragraph is kept: stable as long as its subject is."""
        return self.key or self.kind


@dataclass(frozen=True)
class Drafted:
    """A paragraph as drafted, with the subheading it stands under and its bold beginning."""

    paragraph: Paragraph
    group: str = ""
    lead: str = ""


def ids(*parts: str | Iterable[str]) -> tuple[str, ...]:
    """Ids in their order, each once, empty ones left out."""
    found: dict[str, None] = {}
    for part in parts:
        for one in (part,) if isinstance(part, str) else part:
            if one:
                found[one] = None
    return tuple(found)
