"""Filters of columns asked for in a terminal: those in the heads of the window's tables."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from pocplanner.words import Problem, Words

if TYPE_CHECKING:
    from pocplanner.analysis.table_columns import Condition

_FORM = re.compile(r"^\s*([\w.]+)\s*(=|~)\s*(.*?)\s*$", re.DOTALL)
_MOST = 8


def parted(text: str) -> tuple[str, str, str]:
    """Column, sign and text of `COLUMN=VALUE` or `COLUMN~WORDS`. Problem cli.bad_where."""
    found = _FORM.match(text)
    if found is None or not found[3]:
        raise Problem("cli.bad_where", text=text[:80])
    return found[1], found[2], found[3]


def within(text: str) -> "Condition | None":
    """`2..10`, `..10`, `2024-01-01..` or a single number or day as ends; None for other texts."""
    from pocplanner.analysis.table_columns import Between

    least, dots, most = text.partition("..")
    ends = (least, most) if dots else (text, text)
    try:
        low, high = (_number(end) if end.strip() else None for end in ends)
    except ValueError:
        return None
    return Between(low, high) if low is not None or high is not None else None


def _number(text: str) -> float:
    from pocplanner.model.events import EPOCH

    try:
        return float(text)
    except ValueError:
        return float(date.fromisoformat(text.strip()).toordinal() - EPOCH)


def of_events(asked: list[str], events: Any, words: Words) -> tuple[tuple[str, "Condition"], ...]:
    """Filters of columns, for `EventSelection.heads`. Problem cli.no_column, cli.bad_where."""
    from pocplanner.analysis.event_column import head_column
    from pocplanner.analysis.selection_heads import HELD
    from pocplanner.analysis.table_columns import Among, Condition, Containing, NumberColumn

    titles = {name: words.text(f"gui.events.column.{name}") for name in sorted(HELD)}
    found: dict[str, Condition] = {}
    for text in asked:
        column, sign, told = parted(text)
        name = next((n for n in titles if column.casefold() in (n, titles[n].casefold())), "")
        if not name:
            raise Problem("cli.no_column", text=column, known=", ".join(titles))
        shown = head_column(events, name)
        if isinstance(shown, NumberColumn):
            between = within(told) if sign == "=" else None
            if between is None:
                raise Problem("cli.bad_where", text=text[:80])
            found[name] = between
        elif sign == "~":
            found[name] = Containing(told)
        else:
            found[name] = Among(frozenset(_named(name, told, shown.names)))
    return tuple(found.items())


def _named(column: str, text: str, names: tuple[str, ...]) -> list[str]:
    """Those names of a column that are meant, in any spelling of capitals and accents."""
    from pocplanner.analysis.gazetteer import plain

    found = []
    for part in text.split(";"):
        same = [n for n in names if plain(n) == plain(part)]
        if not same:
            known = [n for n in names if n]
            like = [n for n in known if plain(part) in plain(n)] or known
            said = ", ".join(sorted(like)[:_MOST]) + ("…" if len(like) > _MOST else "")
            raise Problem("cli.no_such_name", option=column, text=part.strip(), known=said or "–")
        found += same
    return found


def of_layers(asked: list[str]) -> tuple[tuple[str, str, "Condition"], ...]:
    """Filters of columns of layers: `LAYER.FIELD=VALUE`, as layer, field and condition."""
    from pocplanner.analysis.table_columns import Among, Containing

    found = []
    for text in asked:
        column, sign, told = parted(text)
        layer, dot, field = column.partition(".")
        if not dot or not field:
            raise Problem("cli.bad_where", text=text[:80])
        words = frozenset(part.strip() for part in told.split(";"))
        condition = Containing(told) if sign == "~" else within(told) or Among(words)
        found.append((layer, field, condition))
    return tuple(found)
