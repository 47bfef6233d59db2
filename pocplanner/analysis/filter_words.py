"""A filter in words, as a chip shows it and a printed table says it."""

from datetime import date

from pocplanner.analysis.table_columns import (
    Among,
    Between,
    Condition,
    Containing,
)
from pocplanner.model.events import EPOCH
from pocplanner.words import Words


def told(words: Words, title: str, condition: Condition, days: bool = False) -> str:
    """What a filter keeps, under the title of its column; `days` where its numbers are days."""
    if isinstance(condition, Containing):
        return words.text("table.told.containing", column=title, text=condition.text)
    if isinstance(condition, Among):
        names = sorted(t or words.text("table.unknown") for t in condition.texts)
        if len(names) > 3:
            key = "table.told.among_many"
            return words.text(key, column=title, first=names[0], count=len(names) - 1)
        return words.text("table.told.among", column=title, texts=", ".join(names))
    return _between(words, title, condition, days)


def _between(words: Words, title: str, condition: Between, days: bool) -> str:
    def one(value: float) -> str:
        return date.fromordinal(int(value) + EPOCH).isoformat() if days else f"{value:.10g}"

    least, most = condition.least, condition.most
    if least is not None and most is not None:
        said = words.text("table.told.between", column=title, least=one(least), most=one(most))
    elif least is not None:
        said = words.text("table.told.from", column=title, least=one(least))
    elif most is not None:
        said = words.text("table.told.to", column=title, most=one(most))
    else:
        said = title
    return words.text("table.told.or_unknown", text=said) if condition.unknown else said
