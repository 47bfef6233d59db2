"""The rules of interference: which way of acting does what to which way of coping, and why."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pocplanner.model.text import Key, Name, Text
from pocplanner.resources import read_toml
from pocplanner.settings import folder
from pocplanner.words import LANGUAGES, Problem

#: What a person's own rules are called, in the folder of their settings.
OWN_FILE = "interference.toml"
#: Larger than any file of rules that a person writes.
_MOST_BYTES = 2_000_000

Effect = Literal["supports", "neutral", "may_harm"]
_Codes = Annotated[tuple[Name, ...], Field(min_length=1, max_length=200)]
_Said = dict[str, Annotated[Text, StringConstraints(min_length=1, max_length=600)]]


class Rule(BaseModel):
    """One rule; `own` says that it comes from the person's own file.

    `does`, `why` and `ask` are texts by language: what it may do (a phrase after "may"), how
    that comes about, and the question to put. `lasting` effects outlive the hours.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[Key, StringConstraints(min_length=1)]
    modes: _Codes
    coping: _Codes
    effect: Effect
    lasting: bool = False
    does: _Said
    why: _Said
    ask: _Said
    cite: Annotated[Name, StringConstraints(min_length=1)]
    own: bool = False

    def told(self, part: str, language: str) -> str:
        """One of its texts in a language, else in English, else in whatever it has."""
        texts: Mapping[str, str] = getattr(self, part)
        return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


@dataclass(frozen=True)
class Rules:
    """All rules by the pair that they are about; `around` are the ways of acting that are felt
    beyond the place itself. `broken` says why the person's own file was left out, or nothing."""

    all: tuple[Rule, ...]
    around: frozenset[str] = frozenset()
    broken: Problem | None = None
    _pairs: Mapping[tuple[str, str], Rule] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, rules: Iterable[Rule], around: Iterable[str] = (), broken: Problem | None = None
    ) -> "Rules":
        """Rules in their order: for a pair that stands in several, the first one holds."""
        found = tuple(rules)
        pairs: dict[tuple[str, str], Rule] = {}
        for rule in found:
            for mode in rule.modes:
                for coping in rule.coping:
                    pairs.setdefault((mode, coping), rule)
        return cls(found, frozenset(around), broken, MappingProxyType(pairs))

    def about(self, mode: str, coping: str) -> Rule | None:
        """The rule for a way of acting and a way of coping; nothing where nobody has judged."""
        return self._pairs.get((mode, coping))

    def get(self, id: str) -> Rule | None:
        """A rule by its id, or nothing."""
        return next((rule for rule in self.all if rule.id == id), None)


@cache
def shipped() -> Rules:
    """The rules that come with the program."""
    told = read_toml("catalogue", "interference.toml")
    return Rules.of((_rule(entry) for entry in told["rule"]), told["felt_around"])


def rules(path: Path | None = None) -> Rules:
    """The shipped rules with the person's own laid over them.

    A file that cannot be used is left out as a whole, and `broken` says why: rules of which
    half hold would be worse than none.
    """
    path = path or folder() / OWN_FILE
    try:
        stamp = path.stat()
    except OSError:
        return shipped()
    return _with_own(path, stamp.st_mtime_ns, stamp.st_size)


@cache
def _with_own(path: Path, _changed: int, size: int) -> Rules:
    base = shipped()
    try:
        if size > _MOST_BYTES:
            raise ValueError("larger than a file of rules")
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = told["rule"]
        own = tuple(_rule(entry, own=True) for entry in entries)
        if len({rule.id for rule in own}) != len(own):
            raise ValueError("a rule stands there twice")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        at = _where(error)
        return Rules.of(base.all, base.around, Problem("interference.file", name=OWN_FILE, at=at))
    replaced = {rule.id for rule in own}
    return Rules.of((*own, *(r for r in base.all if r.id not in replaced)), base.around)


def _rule(entry: Any, own: bool = False) -> Rule:
    if not isinstance(entry, dict):
        raise ValueError("not a rule")
    found = Rule.model_validate({**entry, "own": own})
    for texts in (found.does, found.why, found.ask):
        if not set(texts) & set(LANGUAGES):
            raise ValueError("a text in no language of the program")
    return found


def _where(error: Exception) -> str:
    """Where a file of rules is wrong, in as few words as a person needs to find it."""
    if isinstance(error, ValidationError):
        return ".".join(str(part) for part in error.errors()[0]["loc"]) or "rule"
    if isinstance(error, KeyError):
        return "[[rule]]"
    return str(error).splitlines()[0][:120] if isinstance(error, ValueError) else "?"
