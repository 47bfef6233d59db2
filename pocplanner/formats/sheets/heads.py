"""Sheets known by their heads: which columns are whose, and which sheet a head belongs to."""

import re
from collections.abc import Sequence
from functools import cache

from pocplanner.formats.profiles import Profile, plain
from pocplanner.formats.sheets.columns import SHAPES, Cell, cells, label
from pocplanner.formats.sheets.kinds import SHEETS
from pocplanner.words import LANGUAGES, Words

#: What a column with a shape is called.
_SHAPE_NAMES = ("wkt", "shape", "Shape", "Forme", "geometry", "geom", "geometrie")


@cache
def _labels(kind: str, ours: bool = False) -> dict[str, str]:
    """Every name that a column answers to, in all languages, to its key."""
    found: dict[str, str] = {}
    for cell in cells(kind, ours):
        found[plain(cell.key)] = cell.key
        for language in LANGUAGES:
            words = Words(language)
            found.setdefault(plain(label(kind, cell, words)), cell.key)
            if ours and not cell.field:
                told = words.text(f"export_data.column.{cell.key}")
                found.setdefault(plain(told), cell.key)
    shape = next((c.key for c in cells(kind, ours) if c.form in SHAPES), "")
    for name in _SHAPE_NAMES if shape else ():
        found.setdefault(plain(name), shape)
    return found


def key_of(kind: str, cell: Cell) -> str:
    """What the hidden row of a template says of a column."""
    return f"{kind}.{cell.key}"


_KEYED = re.compile(r"^([a-z]+)\.([a-z0-9_]+)$")


def keyed(row: Sequence[str]) -> tuple[str, dict[str, list[int]]] | None:
    """The kind and columns of a row of keys, or nothing where this is another row."""
    found = [(i, _KEYED.match(c.strip())) for i, c in enumerate(row) if c.strip()]
    kinds = {m.group(1) for _, m in found if m}
    if len(found) < 2 or any(m is None for _, m in found) or len(kinds) != 1:
        return None
    kind = kinds.pop()
    if kind not in SHEETS:
        return None
    known = {c.key for c in cells(kind)}
    return kind, {m.group(2): [i] for i, m in found if m and m.group(2) in known}


def columns(kind: str, names: Sequence[str], ours: bool = False) -> dict[str, list[int]]:
    """The columns of a kind by the names of a head, in either language or by their keys."""
    known = _labels(kind, ours)
    found: dict[str, list[int]] = {}
    for place, written in enumerate(names):
        # Forms filled in on a phone write a group's name before that of the question.
        key = known.get(plain(written)) or known.get(plain(written.rpartition("/")[2]))
        if key is not None:
            found.setdefault(key, [place])
    return found


#: The profile of a layer that this program wrote for others.
OWN_LAYER = "own_layer"


def profile(kind: str, ours: bool = False) -> Profile:
    """The profile of a sheet of ours, or of a layer that this program wrote."""
    return Profile(name=OWN_LAYER if ours else "template", kind=kind)


#: Columns that any table of places may have: they tell nothing of the kind.
_COMMON = {"key", "name", "lat", "lon", "population", "aliases", "kind", "note", "text", "on"}


def _tells(here: dict[str, list[int]], names: Sequence[str]) -> bool:
    """Whether a head speaks for a sheet of ours where nobody said what the file holds."""
    named = sum(bool(n.strip()) for n in names)
    return len(set(here) - _COMMON) >= 2 and len(here) >= max(4, 0.6 * named)


def recognise(names: Sequence[str], kind: str = "") -> tuple[Profile | None, int]:
    """Which sheet of ours a head belongs to, and how well it fits (compare `profiles.score`)."""
    best, most = None, 0
    for candidate in SHEETS:
        if kind and candidate != kind:
            continue
        here = columns(candidate, names)
        needed = [c.key for c in cells(candidate) if c.required]
        if not all(k in here for k in needed):
            continue
        if not kind and not _tells(here, names):
            continue
        if len(here) > max(most, len(needed)):
            best, most = candidate, len(here)
    if best is None:
        return None, 0
    # A whole sheet of ours stands above a general table, below a known layout.
    return profile(best), 15 * 10_000 + most
