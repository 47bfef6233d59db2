"""The response sheet of a scenario: its surroundings, who does what by when, who decides."""

from collections.abc import Callable, Iterator, Sequence

from pocplanner.analysis.scenarios import retold, retold_injects
from pocplanner.model.exercise import Inject, Scenario
from pocplanner.model.guard import Audience
from pocplanner.model.strategy import Section
from pocplanner.model.vocabulary import vocabulary
from pocplanner.report import blocks as b
from pocplanner.report.draft.action_facts import PHASES
from pocplanner.report.draft.grammar import cap
from pocplanner.report.outline_charts import response_chart
from pocplanner.report.outline_desk import Column, Layout, Line
from pocplanner.report.outline_maps import around_map
from pocplanner.report.outline_sections import heading, section_blocks

_EXPECTED = (
    Column("phase", 1.0), Column("component", 1.0), Column("expected", 2.8), Column("owner", 1.3),
    Column("within", 0.8), Column("with_what", 1.4),
)  # fmt: skip
_DECISIONS = (
    Column("level", 1.0),
    Column("decision", 3.0),
    Column("within", 0.8),
    Column("authority", 1.8),
)
_INJECTS = (
    Column("number", 0.35, number=True), Column("minute", 0.6), Column("inject_kind", 1.0),
    Column("from_to", 1.5), Column("inject", 2.8), Column("inject_grade", 0.5),
    Column("truth", 1.6), Column("expected_of", 1.8), Column("consequence", 1.8),
)  # fmt: skip
#: Where the tables stand: after the section of this key, else at the end.
_AFTER = {
    "trigger": "map",
    "expected": "expected",
    "actions": "expected",
    "response": "expected",
    "decisions": "decisions",
}


def scenario(desk: Layout, sections: Sequence[Section]) -> Iterator[b.Block]:
    """What follows the first page, without the injects. LookupError without such a scenario."""
    found = _found(desk)
    pieces: dict[str, Callable[[], Iterator[b.Block]]] = {
        "map": lambda: _surroundings(desk, found),
        "expected": lambda: expected(desk, found),
        "decisions": lambda: decisions(desk, found),
    }
    for at, section in enumerate(sections):
        made = list(section_blocks(desk, section))
        name = "map" if at == 0 else _AFTER.get(section.key, "")
        after = list(pieces.pop(name)()) if name in pieces else []
        if after and not made:
            # All that the section says may stand in its table.
            yield heading(desk, section)
        yield from made
        yield from after
    for piece in list(pieces.values()):
        yield from piece()


def _found(desk: Layout) -> Scenario:
    kept = desk.snapshot.one(Scenario, desk.scenario_id)
    if kept is None:
        raise LookupError(f"no scenario {desk.scenario_id}")
    return retold(desk.snapshot, kept, desk.language)


def _surroundings(desk: Layout, found: Scenario) -> Iterator[b.Block]:
    yield from response_chart(desk, (found.place_id,))
    yield from around_map(desk, found.place_id)


def expected(desk: Layout, found: Scenario) -> Iterator[b.Block]:
    """What ought to happen by phase and component, by whom and within how long."""
    order = {phase: at for at, phase in enumerate(PHASES)}
    lines = [
        Line((
            desk.term("phase", e.phase), desk.term("component", e.component), e.text,
            e.owner or desk.unless_held("no_owner"),
            "" if e.by_minutes is None else desk.minutes(e.by_minutes), desk.names(e.unit_ids, 3),
        ))
        for e in sorted(found.expected, key=lambda e: order.get(e.phase, len(order)))
    ]  # fmt: skip
    yield from desk.table(_EXPECTED, lines, desk.say("scenario.expected"), empty="scenario.nothing")


def decisions(desk: Layout, found: Scenario) -> Iterator[b.Block]:
    """Who must answer what within how long; the authority is cited by people, never here."""
    levels = vocabulary("command_level").codes()
    order = {code: at for at, code in enumerate(levels)}
    lines = [
        Line((
            desk.term("command_level", d.level), d.question,
            "" if d.by_minutes is None else desk.minutes(d.by_minutes),
            d.authority or desk.say("scenario.to_cite"),
        ))
        for d in sorted(found.decisions, key=lambda d: order.get(d.level, len(order)))
    ]  # fmt: skip
    yield from desk.table(
        _DECISIONS, lines, desk.say("scenario.decisions"), desk.say("scenario.authority_note")
    )


def injects(desk: Layout) -> Iterator[b.Block]:
    """What players will be told and what is true: for those who run the exercise alone.

    It is the last page of the paper, so that it can be taken off before players see it.
    """
    if desk.audience is not Audience.CORE:
        return
    found = _found(desk)
    kept = (i for i in desk.snapshot.all(Inject) if i.scenario_id == found.id)
    told = sorted(
        retold_injects(desk.snapshot, found, kept, desk.language),
        key=lambda i: (i.game_minute, i.number),
    )
    lines = [
        Line((
            desk.number(i.number), desk.minutes(i.game_minute),
            desk.term("inject_kind", i.kind),
            desk.text("step_sign").join(p for p in (i.sender, i.addressee) if p), i.text,
            f"{i.reliability}{i.credibility}", i.truth,
            _expected_of(desk, i), _consequence(desk, i),
        ))
        for i in told
    ]  # fmt: skip
    if lines:
        yield b.Break("landscape")
        yield b.Heading(desk.say("scenario.injects"), new_page=False)
        yield b.Text(desk.say("scenario.injects_note"), style="warning")
        yield from desk.table(_INJECTS, lines)


def _expected_of(desk: Layout, one: Inject) -> str:
    if one.deadline_minute is None:
        return one.expected
    return f"{one.expected} ({desk.minutes(one.deadline_minute)})".strip()


def _consequence(desk: Layout, one: Inject) -> str:
    parts = []
    if one.if_met:
        parts.append(desk.say("scenario.if_met", what=one.if_met))
    if one.if_missed:
        parts.append(desk.say("scenario.if_missed", what=one.if_missed))
    return cap(" ".join(parts))
