"""Texts as the proof compares them: words, runs of words, and what everybody may know."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any

from pocplanner.resources import ROOT, read_toml
from pocplanner.words import LANGUAGES, Words, texts

#: So many words in a row of a withheld text make it recognisable.
RUN = 4
#: A permitted text of so few words may be a name.
_NAME = 5
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}", re.DOTALL)
#: The folders of texts that documents print, and the keys whose texts they never print:
#: an example in a hint may name a real place, which would then count as known to all.
_PRINTED = ("vocabularies", "templates", "catalogue", "assumptions")
_NOT_PRINTED = frozenset(("hint", "cite", "problem", "help", "example"))
_MONTHS = frozenset(
    Words(language).text(f"report.month.{number}").casefold()
    for language in LANGUAGES
    for number in range(1, 13)
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BROKEN = re.compile(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=\w)")


def plain(text: str) -> str:
    """The text as it is compared: one form, one case, no hyphens of line ends, single blanks."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = unicodedata.normalize("NFC", _BROKEN.sub("", text).casefold())
    return " ".join(text.split())


@cache
def own_texts(language: str) -> tuple[str, ...]:
    """What the program itself says in a language: labels, terms and templates, known to all."""
    found: list[str] = []
    _strings(texts(language), found)
    for folder in _PRINTED:
        for path in sorted((ROOT / folder).rglob("*.toml")):
            _strings(read_toml(*path.relative_to(ROOT).parts), found)
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".md", ".txt"):
            # What stands between placeholders is said; what they stand for is not.
            found += _PLACEHOLDER.split(path.read_text(encoding="utf-8"))
    return tuple(found)


def _strings(tree: Any, found: list[str]) -> None:
    if isinstance(tree, str):
        found += _PLACEHOLDER.split(tree)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key not in _NOT_PRINTED:
                found.append(str(key))
                _strings(value, found)
    elif isinstance(tree, list):
        for value in tree:
            _strings(value, found)


def words_of(text: str) -> list[tuple[int, str]]:
    """The words of a text with the sign at which each begins."""
    return [(match.start(), match.group()) for match in _WORD.finditer(text)]


def runs_of(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Every four words of the texts that follow one another, as they are compared."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = [word for _, word in words_of(plain(text))]
        found.update(zip(*(words[at:] for at in range(RUN)), strict=False))
    return found


def tells(run: tuple[str, ...]) -> bool:
    """Whether four words tell anything: a bare date or "in the north of" stands in every paper."""
    return sum(map(telling, run)) > 1


def telling(word: str) -> bool:
    """Whether a word says more than a number, a month or "of"."""
    return len(word) > 3 and word.isalpha() and word not in _MONTHS


class Known:
    """Permitted names and words: a run that is one beside the other tells nothing new."""

    def __init__(self, texts: Iterable[str]) -> None:
        said = [" ".join(word for _, word in words_of(plain(text))) for text in texts]
        self._names = {text for text in said if 0 < len(text.split()) < RUN}
        self._text = f" {' | '.join(said)} "
        self._said = said

    @cached_property
    def _whole(self) -> set[tuple[str, ...]]:
        own = _own_words()
        named = {tuple(text.split()) for text in self._said if text not in own}
        return {words for words in named if 0 < len(words) <= _NAME}

    @cached_property
    def _heads(self) -> set[tuple[str, ...]]:
        return {words[:at] for words in self._whole for at in range(1, len(words))}

    @cached_property
    def _tails(self) -> set[tuple[str, ...]]:
        return {words[at:] for words in self._whole for at in range(1, len(words))}

    def explains(self, run: tuple[str, ...]) -> bool:
        """Whether the run is a permitted name, and beside it words that are permitted too.

        Permitted names set side by side, as a list has them, tell nothing new either, nor
        does the end or the beginning of one beside a bare date or one permitted word.
        """
        if self._listed(run, first=True):
            return True
        for at in range(1, len(run)):
            rest = " ".join(word for word in run[at:] if word.isalpha())
            if (
                (run[:at] in self._tails or run[:at] in self._whole)
                and sum(map(telling, run[at:])) <= 1
                and f" {rest} " in self._text
            ):
                return True
        for at in range(1, len(run)):
            left, right = " ".join(run[:at]), " ".join(run[at:])
            if left in self._names and f" {right} " in self._text:
                return True
            if right in self._names and f" {left} " in self._text:
                return True
        return False

    def _listed(self, run: tuple[str, ...], first: bool = False) -> bool:
        """Whether the run is made of permitted names and words that tell nothing."""
        if not run or run in self._heads:
            return True
        if not telling(run[0]) and self._listed(run[1:]):
            return True
        return any(
            (run[:at] in self._whole or (first and run[:at] in self._tails))
            and self._listed(run[at:])
            for at in range(1, len(run) + 1)
        )


@cache
def _own_words() -> frozenset[str]:
    """The program's own labels as they are compared: they are words, not names of a mission."""
    found = (text for language in LANGUAGES for text in own_texts(language))
    return frozenset(" ".join(word for _, word in words_of(plain(text))) for text in found)
