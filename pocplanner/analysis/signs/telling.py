"""Sheets of warning signs in words, for window and terminal alike."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pocplanner.analysis.signs.sheets import Cluster, Line, Sheet
    from pocplanner.analysis.telling import Teller


def sheet_lines(teller: "Teller", one: "Sheet") -> Iterator[str]:
    """A sheet as a head and a line for each sign that it names."""
    words = teller.words
    facts = {"place": teller.name(one.place_id), "on": teller.day(one.on)}
    if one.before is None:
        yield words.text("signs.sheet_first", **facts)
    else:
        yield words.text("signs.sheet", before=teller.day(one.before), **facts)
    for line in one.lines:
        yield "  " + line_text(teller, line)


def line_text(teller: "Teller", one: "Line") -> str:
    """One sign: its state, what it was before, and how sure."""
    words = teller.words
    facts = {
        "sign": teller.term("warning_sign", one.sign),
        "state": words.term("sign_state", one.state).lower(),
        "confidence": words.term("confidence", one.confidence).lower(),
        "trend": words.text(f"signs.trend.{one.trend}"),
    }
    if one.before:
        was = words.term("sign_state", one.before).lower()
        return words.text("signs.line_before", before=was, **facts)
    return words.text("signs.line", **facts)


def cluster_text(teller: "Teller", one: "Cluster") -> str:
    """Signs that stand together, by name."""
    from pocplanner.analysis.signs.sheets import sign_findings

    return teller.text(next(iter(sign_findings([one]))))
