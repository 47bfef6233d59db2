"""Vocabularies: controlled terms with names in several languages, read from data files."""

from functools import cache
from typing import Any

from pydantic import Field

from pocplanner.model.record import Part
from pocplanner.resources import ROOT, read_toml


class VocabularyTerm(Part):
    """A term: its code, its names, what it means and who says so."""

    code: str
    name: dict[str, str]
    parent: str = ""
    definition: dict[str, str] = Field(default_factory=dict)
    cite: str = ""
    facts: dict[str, Any] = Field(default_factory=dict)

    def label(self, language: str) -> str:
        """The name in a language, else in English, else the code."""
        return self.name.get(language) or self.name.get("en") or self.code


class Vocabulary(Part):
    """A list of terms in their order."""

    name: str
    terms: tuple[VocabularyTerm, ...]
    cite: str = ""

    def get(self, code: str) -> VocabularyTerm | None:
        """The term of a code, or nothing."""
        return _index(self).get(code)

    def label(self, code: str, language: str) -> str:
        """The name of a code; an unknown code is shown as it is."""
        found = self.get(code)
        return found.label(language) if found else code.replace("_", " ")

    def codes(self) -> tuple[str, ...]:
        """The codes in their order."""
        return tuple(t.code for t in self.terms)


_INDEXES: dict[str, dict[str, VocabularyTerm]] = {}


def _index(found: Vocabulary) -> dict[str, VocabularyTerm]:
    if found.name not in _INDEXES:
        _INDEXES[found.name] = {t.code: t for t in found.terms}
    return _INDEXES[found.name]


@cache
def vocabulary(name: str) -> Vocabulary:
    """A vocabulary by its name. LookupError where there is no such list."""
    for path in sorted((ROOT / "vocabularies").glob("*.toml")):
        lists = read_toml("vocabularies", path.name).get("vocabulary", {})
        if name in lists:
            found = lists[name]
            return Vocabulary(
                name=name,
                cite=found.get("cite", ""),
                terms=tuple(VocabularyTerm.model_validate(t) for t in found["term"]),
            )
    raise LookupError(f"no vocabulary {name}")


@cache
def vocabularies() -> tuple[str, ...]:
    """The names of all vocabularies."""
    return tuple(
        name
        for path in sorted((ROOT / "vocabularies").glob("*.toml"))
        for name in read_toml("vocabularies", path.name).get("vocabulary", {})
    )
