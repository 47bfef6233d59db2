"""The texts of a kind of document: its outline, and a sandboxed template per paragraph."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pocplanner.report.draft.grammar import GRAMMAR
from pocplanner.resources import ROOT, read_toml
from pocplanner.words import Problem

#: No template of ours comes near these; one from elsewhere may not go beyond them.
MOST_TEMPLATE = 8_000
MOST_TEXT = 12_000
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


#: A French preposition before a value, which the article of a name is joined to.
_NAMED = re.compile(r"\b(à|À|de|De) \{\{ ([\w.]+) \}\}")


@dataclass(frozen=True)
class SectionPlan:
    """A section of the outline: its place, what it is drafted from, what it must pass."""

    key: str
    number: int
    needs: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True)
class SectionTexts:
    """The words of one section in one language."""

    title: str
    groups: Mapping[str, str]
    paragraphs: Mapping[str, Mapping[str, str]]


@cache
def outline(document: str) -> tuple[SectionPlan, ...]:
    """The sections of a kind of document, in their order. LookupError where there is none."""
    if not (ROOT / "templates" / document / "outline.toml").is_file():
        raise LookupError(f"no document {document}")
    return tuple(
        SectionPlan(
            key=part["key"],
            number=part["number"],
            needs=tuple(part.get("needs", ())),
            groups=tuple(part.get("groups", ())),
        )
        for part in read_toml("templates", document, "outline.toml")["section"]
    )


@cache
def section_texts(document: str, language: str, key: str) -> SectionTexts:
    """The words of one section; English where the language has none."""
    plan = next(p for p in outline(document) if p.key == key)
    name = f"{plan.number:02}_{key.replace('-', '_')}.toml"
    if not (ROOT / "templates" / document / language / name).is_file():
        language = "en"
    found = read_toml("templates", document, language, name)
    return SectionTexts(found["title"], found.get("group", {}), found.get("paragraph", {}))


@cache
def _sandbox() -> ImmutableSandboxedEnvironment:
    # Plain text, so nothing is escaped here: what reads it (paper, screen, terminal) takes
    # every character as itself.
    sandbox = ImmutableSandboxedEnvironment(autoescape=False, undefined=StrictUndefined)
    sandbox.filters.clear()
    sandbox.globals.clear()
    sandbox.filters.update(GRAMMAR)
    return sandbox


@cache
def _template(source: str) -> Template:
    if len(source) > MOST_TEMPLATE:
        raise Problem("draft.template_long", most=MOST_TEMPLATE)
    return _sandbox().from_string(_NAMED.sub(r"{{ (\2)|after('\1') }}", source))


def render(source: str, values: Mapping[str, Any], name: str) -> str:
    """One template filled in, on one line. Problem where the template is not sound."""
    try:
        text = _template(source).render(values)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise Problem("draft.template_broken", name=name, reason=str(error)[:200]) from error
    if len(text) > MOST_TEXT:
        text = text[:MOST_TEXT] + "…"
    return _SPACES.sub(" ", text).strip()


def paragraph(document: str, language: str, section: str, kind: str) -> tuple[str, str]:
    """The template of a paragraph kind and that of its bold beginning."""
    found = section_texts(document, language, section).paragraphs.get(kind)
    if found is None:
        raise Problem("draft.template_missing", name=f"{document}/{language}/{section}: {kind}")
    return found["text"], found.get("lead", "")
