"""The situations that a scenario can be placed from, as the catalogue holds them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pocplanner.resources import read_toml

#: A text of the catalogue in several languages, with {places} to be filled.
Told = Mapping[str, str]
_PLACE = re.compile(r"(\bde )?\{(\w+)\}")
_VOWELS = set("aeiouàâäéèêëîïôöùûü")


@dataclass(frozen=True)
class Step:
    """An action that is expected: `when` is "before", "warning:f", "response:f", "after:m"."""

    phase: str
    component: str
    owner: str
    kinds: tuple[str, ...]
    when: str
    text: Told


@dataclass(frozen=True)
class Ask:
    """A decision that somebody must take; the tool asks and never answers."""

    level: str
    when: str
    text: Told


@dataclass(frozen=True)
class Wrong:
    """What could go wrong, and for whom."""

    who: Told
    what: Told


@dataclass(frozen=True)
class Inserted:
    """Something that players are told; `at` counts in likely warnings, `deadline` as well."""

    kind: str
    at: float
    sender: str
    channel: str
    to: str
    grade: str
    text: Told
    truth: Told
    purpose: Told
    expected: Told
    deadline: float | None
    met: Told
    missed: Told


@dataclass(frozen=True)
class Template:
    """One situation: when it fits, what triggers it, what is expected and what is asked."""

    code: str
    number: int
    threat_types: tuple[str, ...]
    rationales: tuple[str, ...]
    actor_kinds: tuple[str, ...]
    market: bool
    women: bool
    contacts: bool
    title: Told
    trigger: Told
    hidden: Told
    constraints: Told
    ask: Told
    signs: tuple[str, ...]
    indicators: tuple[Told, ...]
    objectives: tuple[Told, ...]
    criteria: tuple[Told, ...]
    expected: tuple[Step, ...]
    decisions: tuple[Ask, ...]
    wrong: tuple[Wrong, ...]
    injects: tuple[Inserted, ...]


@cache
def templates() -> Mapping[str, Template]:
    """All templates by their code, in their order."""
    return {t["code"]: _read(t) for t in read_toml("catalogue", "scenarios.toml")["template"]}


def _read(told: Mapping[str, Any]) -> Template:
    return Template(
        code=told["code"],
        number=told["number"],
        threat_types=tuple(told["threat_types"]),
        rationales=tuple(told["rationales"]),
        actor_kinds=tuple(told["actor_kinds"]),
        market=told.get("market", False),
        women=told.get("women", False),
        contacts=told.get("contacts", False),
        title=told["title"],
        trigger=told["trigger"],
        hidden=told["hidden"],
        constraints=told["constraints"],
        ask=told["ask"],
        signs=tuple(told["signs"]),
        indicators=tuple(told["indicators"]),
        objectives=tuple(told["objectives"]),
        criteria=tuple(told["criteria"]),
        expected=tuple(Step(**{**s, "kinds": tuple(s["kinds"])}) for s in told["expected"]),
        decisions=tuple(Ask(**d) for d in told["decisions"]),
        wrong=tuple(Wrong(**w) for w in told["wrong"]),
        injects=tuple(_inserted(i) for i in told["injects"]),
    )


def _inserted(told: Mapping[str, Any]) -> Inserted:
    return Inserted(
        kind=told["kind"],
        at=told["at"],
        sender=told["sender"],
        channel=told["channel"],
        to=told["to"],
        grade=told["grade"],
        text=told["text"],
        truth=told.get("truth", {}),
        purpose=told.get("purpose", {}),
        expected=told.get("expected", {}),
        deadline=told.get("deadline"),
        met=told.get("met", {}),
        missed=told.get("missed", {}),
    )


def say(told: Told, language: str, values: Mapping[str, str]) -> str:
    """A text of the catalogue in a language, its places filled; what is data stays data."""
    text = told.get(language) or told.get("en") or ""

    def filled(found: re.Match[str]) -> str:
        before, name = found.group(1) or "", found.group(2)
        value = values.get(name)
        if value is None:
            return found.group(0)
        if name.startswith("the_") and not found.start():
            return value[:1].upper() + value[1:]
        return of(value) if before and language == "fr" else before + value

    return _PLACE.sub(filled, text)


def of(name: str) -> str:
    """French "de" before a name: d'Andreumo, de Kaldrou."""
    return f"d'{name}" if name[:1].lower() in _VOWELS else f"de {name}"


def untouched(told: Told, text: str) -> bool:
    """Whether a record's text is the catalogue's, in any language and however it was filled.

    Then a document may say it anew in its own language, from the records its readers may see.
    """
    return any(_follows(one, text) for one in told.values())


def _follows(template: str, text: str) -> bool:
    """Whether the text has the template's own words in their order, whatever stands between.

    In linear time: the text may come from anybody's file.
    """
    first, *rest = _PLACE.sub("\0", template).split("\0")
    if not rest:
        return text == first
    last = rest.pop()
    if len(text) < len(first) + len(last) or not text.startswith(first):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in rest:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return at <= end and text.endswith(last)
