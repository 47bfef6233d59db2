"""Every text by its key, in one language; Problem: what a user can mend."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from typing import Any

from pydantic import BaseModel

from pocplanner.model.vocabulary import Vocabulary, vocabulary
from pocplanner.resources import ROOT, read_toml

LANGUAGES = ("en", "fr")
#: The language of what another one does not say.
FALLBACK = "en"


class Problem(Exception):
    """Something that a user can mend: a key of `words` and the facts that its sentence names."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return Words(FALLBACK).problem(self)


class _Shown(dict[str, Any]):
    """Facts for a sentence; one that is missing shows its name rather than failing."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class Words:
    """The texts of one language; a missing key falls back to English."""

    def __init__(self, language: str = FALLBACK) -> None:
        self.language = language if language in LANGUAGES else FALLBACK

    @cached_property
    def _texts(self) -> dict[str, Any]:
        return texts(self.language)

    @cached_property
    def _fallback(self) -> dict[str, Any]:
        return texts(FALLBACK)

    def has(self, key: str) -> bool:
        """Whether the language itself has the key."""
        return _walk(self._texts, key) is not None

    def parted(self, texts: Iterable[str]) -> str:
        """Texts in one line, set apart by semicolons as the language writes them."""
        return self.text("draft.semicolon").join(texts)

    def text(self, key: str, /, **facts: Any) -> str:
        """The text of a dotted key, with its facts filled in; the key itself if there is none."""
        found = _walk(self._texts, key)
        if found is None:
            found = _walk(self._fallback, key)
        if isinstance(found, dict):
            found = found.get("label")
        if not isinstance(found, str):
            return key
        if facts and self.language == "fr":
            found = _NAMED.sub(lambda m: _joined(m, facts), found)
        return found.format_map(_Shown(facts)) if facts else found

    def plural(self, key: str, count: int, /, **facts: Any) -> str:
        """The form of a text for this count, from its `one` and `many`."""
        alone = count == 1 or (self.language == "fr" and count == 0)
        return self.text(f"{key}.{'one' if alone else 'many'}", count=count, **facts)

    def act(self, label: str, facts: Mapping[str, Any]) -> str:
        """What an act of the log did: its codes in words of this language, one thing as one.

        Of an act whose facts a purge took, three dots stand for what is gone.
        """
        if not facts:
            return re.sub(r"\{\w+\}", "…", self.text(label))
        said = dict(facts)
        for name in ("document", "audience"):
            key = f"edit.{name}.{said.get(name)}"
            if name in said and (self.has(key) or _walk(self._fallback, key) is not None):
                said[name] = self.text(key)
        if said.get("count") == 1 and said.get("name") and self.has(f"{label}.named"):
            return self.text(f"{label}.named", **said)
        if said.get("count") == 1 and self.has(f"{label}.one"):
            return self.text(f"{label}.one", **said)
        return self.text(label, **said)

    def problem(self, problem: Problem) -> str:
        """The sentence for a problem: what happened, what is safe, what to do next."""
        return self.text(f"problem.{problem.key}", **problem.facts)

    def label(self, kind: type[BaseModel], field: str) -> str:
        """The name of a field of a record."""
        return self._of_field(kind, field, "label") or field.replace("_", " ")

    def hint(self, kind: type[BaseModel], field: str) -> str:
        """One line on what belongs into a field; empty where it needs none."""
        return self._of_field(kind, field, "hint")

    def _of_field(self, kind: type[BaseModel], field: str, part: str) -> str:
        for base in (k.__name__ for k in kind.__mro__ if issubclass(k, BaseModel)):
            for source in (self._texts, self._fallback):
                found = _walk(source, f"field.{base}.{field}")
                if isinstance(found, str):
                    return found if part == "label" else ""
                if isinstance(found, dict) and part in found:
                    return str(found[part])
        return ""

    def kind(self, kind: type[BaseModel] | str, many: bool = False) -> str:
        """The name of a kind of record."""
        name = kind if isinstance(kind, str) else kind.__name__
        return self.text(f"kind.{name}.{'many' if many else 'one'}")

    def term(self, name: str, code: str) -> str:
        """The label of a term; a code that the vocabulary does not know is shown as it is."""
        if code.startswith("other:"):
            return code[6:].strip()
        return _label(name, code, self.language)


@lru_cache(4096)  # thousands of records have a handful of codes
def _label(name: str, code: str, language: str) -> str:
    found: Vocabulary = vocabulary(name)
    return found.label(code, language)


#: A French preposition before a fact.
_NAMED = re.compile(r"\b(à|À|de|De) \{(\w+)\}")
_JOINED = {"à": ("au", "aux"), "À": ("Au", "Aux"), "de": ("du", "des"), "De": ("Du", "Des")}


def after(preposition: str, name: object) -> str:
    """A name after « à » or « de » as French writes it: à Kemba, au Gué, des Abris.

    Only a name's own article is joined, where it begins with a capital: other text stays.
    """
    text = str(name)
    for article, joined in zip(("Le ", "Les "), _JOINED[preposition], strict=True):
        if text.startswith(article):
            return f"{joined} {text[len(article) :]}"
    return f"{preposition} {text}"


def _joined(found: re.Match[str], facts: Mapping[str, Any]) -> str:
    """A preposition with its fact where the two are written as one; else as it stands."""
    value = facts.get(found[2])
    if not isinstance(value, str) or not value.startswith(("Le ", "Les ")):
        return found[0]
    return after(found[1], value).replace("{", "{{").replace("}", "}}")


@cache
def texts(language: str) -> dict[str, Any]:
    """All texts of a language, its files laid over one another; for all, nobody changes them."""
    found: dict[str, Any] = {}
    for path in sorted((ROOT / "words" / language).glob("*.toml")):
        _lay(found, read_toml("words", language, path.name))
    return found


def _lay(under: dict[str, Any], over: dict[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(under.get(key), dict):
            _lay(under[key], value)
        else:
            under[key] = dict(value) if isinstance(value, dict) else value


def _walk(tree: dict[str, Any], key: str) -> Any:
    found: Any = tree
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            return None
        found = found[part]
    return found
