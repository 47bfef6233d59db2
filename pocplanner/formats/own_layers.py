"""Files that this program wrote for others, known again: which layer they hold, which is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pocplanner.formats.profiles import plain
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.words import LANGUAGES, Words

#: The column by which such a file names a row.
KEY = "key"
LAYER = "layer"
EVENTS = "events"
_SHEET = 31


@dataclass(frozen=True)
class Own:
    """A layer of ours: what its rows are, by what name the file calls it, and the others.

    `column` is where a table names the layer of each row, nothing where all rows are of one.
    """

    kind: str
    layer: str = ""
    others: tuple[str, ...] = ()
    column: int | None = None


@cache
def _titles() -> dict[str, str]:
    """Every name that a layer has in a file of ours, in all languages, to its kind."""
    found = {EVENTS: EVENTS, **{name: name for name in sheet_kinds.LAYERS}}
    for language in LANGUAGES:
        words = Words(language)
        found[plain(words.text("export_data.layer.events"))] = EVENTS
        for name, model in sheet_kinds.LAYERS.items():
            title = words.kind(model, many=True)
            found.setdefault(plain(title), name)
            # Sheets have shorter names.
            found.setdefault(plain(title[:_SHEET]), name)
    return found


@cache
def _keys() -> frozenset[str]:
    return frozenset(
        {KEY, *(plain(Words(code).text("export_data.column.key")) for code in LANGUAGES)}
    )


def find(body: dict[str, Any], kind: str = "", layer: str = "") -> Own | None:
    """The layer of ours that is to be read of a file with this head; nothing for other files.

    Where the file holds several, the one that is asked for by `kind` or by the name `layer`,
    else the first.
    """
    rows = body.get("rows") or [[]]
    head = [plain(str(c)) for c in rows[0]]
    if not head or not _keys() & set(head):
        return None
    if body.get("format") == "shapes":
        if KEY not in body.get("properties", {}):
            return None
        return _chosen([str(name) for name, _, _ in body.get("layers", ())], kind, layer)
    if LAYER in head and head.index(LAYER) == 0:
        named = list(dict.fromkeys(str(r[0]).strip() for r in rows[1:] if r and str(r[0]).strip()))
        found = _chosen(named, kind, layer) or _asked(kind, layer, named)
        return Own(found.kind, found.layer, found.others, 0) if found else None
    return _chosen([str(body.get("sheet", ""))], kind, "")


def _chosen(names: Sequence[str], kind: str, layer: str) -> Own | None:
    known = {name: _titles().get(plain(name), "") for name in names}
    if not known or not all(known.values()):
        return None
    fitting = [n for n in known if (not layer or n == layer) and (not kind or known[n] == kind)]
    if not fitting:
        return None
    return Own(known[fitting[0]], fitting[0], tuple(n for n in known if n != fitting[0]))


def _asked(kind: str, layer: str, named: Sequence[str]) -> Own | None:
    """A layer that stands further down in a table than its first rows."""
    name = layer or kind
    ours = all(_titles().get(plain(n)) for n in named) and bool(named)
    return Own(name, name, tuple(named)) if ours and name in _titles().values() else None
