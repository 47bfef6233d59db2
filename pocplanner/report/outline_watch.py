"""Sections 14 and 15 in tables: what is watched, and who protects when a base has gone."""

from collections.abc import Iterator

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.model.community import Mechanism
from pocplanner.model.strategy import Indicator, Reading
from pocplanner.report import blocks as b
from pocplanner.report.outline_desk import Column, Layout, Line

_INDICATORS = (
    Column("indicator", 2.3), Column("baseline", 1.0), Column("target", 0.7),
    Column("last_reading", 1.1), Column("direction", 0.9), Column("source_owner", 1.9),
)  # fmt: skip
_HEIRS = (Column("mechanism", 2.0), Column("funder", 1.2), Column("heir", 2.0))


def wide(desk: Layout) -> Iterator[b.Block]:
    """The table of indicators."""
    found = desk.snapshot.all(Indicator)
    yield from desk.table(
        _INDICATORS, [_indicator(desk, i) for i in found], desk.say("indicators_title"),
        desk.say("indicators_note"), "indicators_none",
    )  # fmt: skip


def _indicator(desk: Layout, one: Indicator) -> Line:
    readings = [r for r in one.readings if r.on <= desk.as_of]
    last = max((r.on for r in readings), default=None)
    said = [_reading(desk, one, r) for r in readings if r.on == last]
    baseline = desk.unless_held("not_set")
    if one.baseline is not None:
        baseline = _value(desk, one.baseline)
        if one.baseline_on:
            baseline += f" ({desk.short_day(one.baseline_on)})"
    place = f", {desk.name(one.place_id)}" if one.place_id else ""
    when = f" ({desk.short_day(last)})" if last else ""
    return Line(
        (
            f"{one.name}{place} ({one.unit})" if one.unit else one.name + place, baseline,
            _value(desk, one.target) if one.target is not None else desk.unless_held("not_set"),
            (desk.series(said) + when) if said else desk.unless_held("not_read"),
            desk.term("wanted", one.wanted),
            desk.text("semicolon").join(
                p for p in (one.source, one.owner or desk.unless_held("no_owner")) if p),
        ),
    )  # fmt: skip


def _reading(desk: Layout, one: Indicator, reading: Reading) -> str:
    """A value; no percentage of fewer people than the assumptions allow."""
    least = Assumptions(desk.snapshot.assumptions).value("survey.min_asked")
    share = "%" in one.unit
    if share and reading.asked is not None and reading.asked < least:
        return desk.say("too_few", n=desk.number(reading.asked))
    said = _value(desk, reading.value)
    if reading.sex not in ("all", "not_stated", ""):
        said += f" {desk.phrase('sex', reading.sex)}"
    return said


def _value(desk: Layout, value: float) -> str:
    return desk.number(value, 0 if value == int(value) else 1)


def heirs(desk: Layout) -> Iterator[b.Block]:
    """Mechanisms that somebody else carries on when the mission leaves; the rest are counted."""
    found = sorted(desk.snapshot.all(Mechanism), key=lambda m: (m.name, m.id))
    named = [m for m in found if m.phase_out_owner]
    lines = [Line((m.name, m.funder, m.phase_out_owner), (m.id,)) for m in named]
    left = len(found) - len(named)
    note = desk.says("heirs_left", left) if left and desk.whole else ""
    yield from desk.table(_HEIRS, lines, desk.say("heirs_title"), note)
