"""The program's own words: what stands in its texts and templates is no secret of a mission."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pocplanner.resources import ROOT, read_toml

_FOLDERS = ("words", "vocabularies", "catalogue", "templates", "assumptions")
_PLACEHOLDER = re.compile(r"\{[{%].*?[%}]\}|\{[a-z_]+\}", re.DOTALL)


@cache
def own_texts() -> tuple[str, ...]:
    """Every text of the resources, in all languages, taken apart at its placeholders."""
    found: dict[str, None] = {}
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.toml")):
            tree = read_toml(*path.relative_to(ROOT).parts)
            for text in _strings(tree):
                for piece in _PLACEHOLDER.split(text):
                    if len(piece.strip()) > 2:
                        found[" ".join(piece.split())] = None
    return tuple(found)


def _strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for value in tree.values():
            yield from _strings(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _strings(value)
