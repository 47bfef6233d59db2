"""Events that this program wrote for others, read again: every column as what it is."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from pocplanner.formats import events, heads, own_layers, profiles
from pocplanner.formats.context import Context
from pocplanner.formats.heads import Chosen
from pocplanner.formats.recognising import Head
from pocplanner.words import LANGUAGES, Words

#: The columns that a layer of events can have; the key of a row is its id.
_FIELDS = (
    "date", "date_end", "hour", "type", "native_type", "side_a", "side_b", "group", "country",
    "admin1", "admin2", "place", "deaths_low", "deaths_best", "deaths_high", "deaths_civilians",
    "place_precision", "day_precision", "note", "source", "headline", "lat", "lon",
)  # fmt: skip
#: What a layer says beside the fields of an event.
_BESIDE = frozenset({"layer", "wkt", "name"})
_STEPS = {"place_precision": range(8), "day_precision": range(6)}


@cache
def _named() -> dict[str, str]:
    """Field by the name of its column, as programs and as people in each language read it."""
    found = {own_layers.KEY: "id", **{name: name for name in _FIELDS}}
    for language in LANGUAGES:
        for name in (own_layers.KEY, *_FIELDS):
            label = Words(language).text(f"export_data.column.{name}")
            found.setdefault(profiles.plain(label), "id" if name == own_layers.KEY else name)
    return found


@cache
def _steps(field: str) -> dict[str, int]:
    """The steps of a precision by the words that stand for them in each language."""
    return {
        Words(language).text(f"gui.events.{field}.{step}").casefold(): step
        for language in LANGUAGES
        for step in _STEPS[field]
    }


def _last(names: Sequence[str], table: bool) -> int:
    """How many columns tell of the rows: in a table those behind the shape tell of the file."""
    plain = [profiles.plain(name) for name in names]
    return plain.index("wkt") + 1 if table and "wkt" in plain else len(plain)


def chosen(names: list[str], line: int, table: bool) -> Chosen:
    """A layer of events of ours with these names of columns, alone or in a `table` of several."""
    head = Head(tuple(map(heads.name, names)))
    columns: dict[str, list[int]] = {}
    for at, name in enumerate(head.names[: _last(head.names, table)]):
        field = _named().get(profiles.plain(name), "")
        if field and field not in columns:
            columns[field] = [at]
    under = profiles.profile("events")
    profile = under.model_copy(
        update={
            "place_precision": _steps("place_precision"),
            "day_precision": _steps("day_precision"),
            "day_default": 0,
            "decimal": ".",
            "date_order": "",
        }
    )
    return Chosen(profile, head, 1, line, columns)


def job(made: Chosen, context: Context, overrides: dict[str, str], table: bool) -> dict[str, Any]:
    """What the reader is asked to do; in a `table` texts are guarded, and the file says itself."""
    found = events.job(made, context, overrides)
    names = [profiles.plain(name) for name in made.head.names]
    last = _last(names, table)
    found["others"] = [at for at in events.others(made) if at < last and names[at] not in _BESIDE]
    return found | {"guarded": table}
