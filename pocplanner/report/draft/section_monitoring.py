"""Section 14: how anybody will see whether people are safer, and when it is looked at."""

from collections.abc import Iterator
from typing import Any

from pocplanner.model.strategy import Action, Indicator
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.log_facts import lived, steps_of_the_log

#: Below this many asked, no percentage is printed (a proposal, as the assumptions say).
LEAST_ASKED = 30


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _review(desk)
    yield from _indicators(desk)
    yield from steps_of_the_log(desk)
    yield from lived(desk)
    yield from _gender(desk)


def _review(desk: Desk) -> Iterator[Fact]:
    indicators = desk.snapshot.all(Indicator)
    based = [i for i in indicators if i.baseline is not None]
    actions = [a for a in desk.snapshot.all(Action) if a.state != "dropped"]
    early = [a for a in actions if a.phase in ("prevention", "pre_emption")]
    values = {
        "review": desk.day(desk.mission.review_on),
        "n": desk.count("indicator", len(indicators)) if indicators else "",
        "based": desk.number(len(based)),
        "all_based": len(based) == len(indicators),
        "early": desk.number(len(early)),
        "actions": desk.count("action", len(actions)) if actions else "",
        "whole": desk.whole,
    }
    evidence = ids((i.id for i in indicators), (a.id for a in actions), desk.mission.id)
    yield Fact("review", values, evidence, group="review", question=not indicators and desk.whole)
    yield Fact("contribution", {}, group="review", generic=True)


def _indicators(desk: Desk) -> Iterator[Fact]:
    for indicator in desk.snapshot.all(Indicator):
        yield Fact(
            "indicator",
            indicator_values(desk, indicator),
            ids(indicator.id, indicator.place_id),
            f"indicator:{indicator.id}",
            "indicators",
            question=indicator.baseline is None,
        )
    unasked = [
        i for i in desk.snapshot.all(Indicator) if indicator_values(desk, i)["unasked"]
    ]  # fmt: skip
    if unasked:
        values = {"names": desk.series((i.name for i in unasked), 20)}
        yield Fact(
            "unasked", values, ids(i.id for i in unasked), "unasked", "indicators", desk.whole
        )
    lacking = [
        p
        for p in desk.must_places
        if not any(i.place_id == p for i in desk.snapshot.all(Indicator))
    ]
    if lacking and desk.whole:
        values = {"places": desk.names(lacking)}
        yield Fact("no_indicator", values, ids(lacking), "no_indicator", "indicators", True)


def indicator_values(desk: Desk, indicator: Indicator) -> dict[str, Any]:
    """The values of the paragraph of one indicator; a share of few people is not printed."""
    readings = sorted(indicator.readings, key=lambda r: r.on)
    last = readings[-1] if readings else None
    share = "%" in indicator.unit
    few = last is not None and share and last.asked is not None and last.asked < LEAST_ASKED
    unasked = last is not None and share and last.asked is None
    return {
        "name": indicator.name,
        "unit": indicator.unit,
        "place": desk.name(indicator.place_id) if indicator.place_id else "",
        "wanted": desk.phrase("wanted", indicator.wanted),
        "baseline": _number(desk, indicator.baseline),
        "baseline_on": desk.day(indicator.baseline_on),
        "target": _number(desk, indicator.target),
        "last": _number(desk, last.value) if last and not few and not unasked else "",
        "last_on": desk.day(last.on) if last else "",
        "asked": desk.number(last.asked) if last and last.asked is not None else "",
        "few": few,
        "unasked": unasked,
        "every": desk.number(indicator.every_days) if indicator.every_days else "",
        "source": indicator.source,
        "owner": indicator.owner,
        "by": desk.listed(indicator.by),
        "component": desk.phrase("component", indicator.component),
        "whole": desk.whole,
    }


def _number(desk: Desk, value: float | None) -> str:
    if value is None:
        return ""
    return desk.number(value, 0 if float(value).is_integer() else 1)


def _gender(desk: Desk) -> Iterator[Fact]:
    indicators = desk.snapshot.all(Indicator)
    by_sex = [
        i
        for i in indicators
        if any("sex" in b.lower() for b in i.by)
        or {r.sex for r in i.readings} >= {"female", "male"}
    ]
    if not indicators and not desk.whole:
        return
    values = {
        "n": desk.count("indicator", len(indicators)) if indicators else "",
        "split": desk.series((i.name for i in by_sex), 5),
    }
    yield Fact("gender", values, ids(i.id for i in by_sex), group="gender", question=not by_sex)
