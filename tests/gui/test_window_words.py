"""Every text of the window has its key in both languages, and every key its use."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pocplanner import app, gui
from pocplanner.words import LANGUAGES, texts

_KEY = re.compile(r"^(gui|problem|edit)\.[a-z_]+(\.[a-z0-9_\-]+)*$")


def sources() -> Iterator[Path]:
    """The files of the window."""
    yield from sorted(Path(gui.__path__[0]).rglob("*.py"))
    assert app.__file__
    yield Path(app.__file__)


def used() -> tuple[set[str], set[str]]:
    """Keys that stand in the code as they are, and beginnings of those that are put together."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if _KEY.match(node.value) and not node.value.endswith("_"):
                    whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if start.startswith("gui."):
                    begun.add(start)
    return whole, begun


def leaves(tree: dict[str, object], before: str = "") -> Iterator[str]:
    """Every key of a tree of words."""
    for key, value in tree.items():
        path = f"{before}{key}"
        if isinstance(value, dict):
            yield path
            yield from leaves(value, f"{path}.")
        else:
            yield path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_window_has_its_text(language: str) -> None:
    known = set(leaves(texts(language)))
    whole, begun = used()
    assert len(whole) > 150
    assert {k for k in whole if k not in known} == set()
    assert {b for b in begun if not any(k.startswith(b) for k in known)} == set()


def test_both_languages_have_the_same_keys() -> None:
    one, other = (set(leaves(texts(x)["gui"])) for x in LANGUAGES)
    assert one == other


def test_both_languages_name_the_same_facts() -> None:
    trees = [texts(x)["gui"] for x in LANGUAGES]

    def facts(tree: dict[str, object], path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
        for key, value in tree.items():
            if isinstance(value, dict):
                yield from facts(value, f"{path}{key}.")
            else:
                yield f"{path}{key}", frozenset(re.findall(r"{(\w+)}", str(value)))

    one, other = (dict(facts(t)) for t in trees)
    assert {k: (v, other[k]) for k, v in one.items() if v != other[k]} == {}


def test_no_text_of_the_window_is_there_for_nothing() -> None:
    whole, begun = used()
    told = {"gui.act", "gui.page", "gui.menu"}
    unused = [
        key
        for key in leaves(texts("en")["gui"], "gui.")
        if key not in whole
        and not any(key.startswith(b) for b in begun)
        and not any(w.startswith(f"{key}.") or key.startswith(f"{w}.") for w in whole | told)
        and not any(b.startswith(key) for b in begun)
    ]
    assert unused == []
