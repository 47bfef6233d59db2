"""What is said: a key of words, its facts and what it rests on; findings and questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Facts = Mapping[str, Any]

LIGHTS = ("day", "night")
SEASONS = ("dry", "wet")
PARTS = ("report", "verify", "decide", "muster", "travel", "effect")
STEPS = ("intent", "capability", "opportunity", "impact", "vulnerability", "local_capacity")
CONDITIONS = ("resourcing", "permissiveness", "trusted", "overlap")


@dataclass(frozen=True)
class Said:
    """Something to be said: a dotted key of `words`, its facts, and what it rests on.

    `refs` are ids of records, or of events as `Events.event_id` writes them.
    """

    key: str
    facts: Facts = field(default_factory=dict)
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding(Said):
    """Something that the records say together. Its key begins with `finding.`.

    `place_id` is the place that it is about, or empty; `weight` orders findings (3 first).
    """

    place_id: str = ""
    weight: int = 1


@dataclass(frozen=True)
class Question(Said):
    """Something that is not known. Its key begins with `question.`.

    `who` are keys `who.…` of `words`: those who could answer, best first. `place_id` is the
    place that it is about, or empty; `weight` orders questions (3 first).
    """

    who: tuple[str, ...] = ()
    place_id: str = ""
    weight: int = 1
