"""Make a scenario from a template and the mission's own places, actors, units and times."""

from collections.abc import Iterable

from pocplanner.analysis.scenario_setting import Setting, setting, units_for, values
from pocplanner.analysis.scenario_templates import (
    Inserted,
    Step,
    Told,
    say,
    templates,
    untouched,
)
from pocplanner.model.exercise import (
    DecisionPoint,
    ExpectedAction,
    HiddenIntent,
    Inject,
    Scenario,
)
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

#: Minutes of a game where nobody entered how long a warning is.
_GAME = 120.0
#: Minutes at the table for one likely warning of the game.
_TABLE = 45.0
_PLAYERS = ("company", "cla", "police", "sector", "head_of_office", "hom")


def build(
    snapshot: Snapshot, code: str, place_id: str, language: str = "en"
) -> tuple[Scenario, tuple[Inject, ...]]:
    """A scenario at a place, with its injects. LookupError: no such template or place."""
    template = templates().get(code)
    if template is None:
        raise LookupError(code)
    words = Words(language)
    found = setting(snapshot, template, place_id)
    filled = values(snapshot, template, found, words)

    def told(text: Told) -> str:
        return say(text, words.language, filled)

    units = [u.id for u in units_for(snapshot, place_id, ("company", "platoon", "tob", "qrf"), 3)]
    units += [u.id for u in units_for(snapshot, place_id, ("fpu", "cla", "interpreter_f"), 2)]
    scenario = Scenario(
        title=told(template.title),
        template=code,
        place_id=place_id,
        starts_at=found.starts_at,
        light=found.light,
        season=found.season,
        objectives=tuple(told(o) for o in template.objectives),
        players=tuple(owner(p, filled, words) for p in _PLAYERS),
        threat_ids=tuple(t.id for t in found.threats),
        actor_ids=tuple(a.id for a in found.actors),
        hidden=tuple(HiddenIntent(actor_id=a.id, text=told(template.hidden)) for a in found.actors),
        unit_ids=tuple(dict.fromkeys(units)),
        mechanism_ids=tuple(m.id for m in found.mechanisms[:4]),
        trigger=told(template.trigger),
        constraints=told(template.constraints),
        expected=tuple(
            expected(snapshot, step, found, filled, words) for step in template.expected
        ),
        decisions=tuple(
            DecisionPoint(level=d.level, question=told(d.text), by_minutes=found.minutes(d.when))
            for d in template.decisions
        ),
        criteria=tuple(told(c) for c in template.criteria),
        as_of=found.as_of,
    )
    injects = tuple(
        _inject(number, one, scenario, found, filled, words)
        for number, one in enumerate(template.injects, 1)
    )
    return scenario, injects


def owner(code: str, filled: dict[str, str], words: Words) -> str:
    """Who acts, by role: the commander of the nearest unit, the head of office."""
    return words.text(f"scenario.owner.{code}", **filled)


def expected(
    snapshot: Snapshot, step: Step, found: Setting, filled: dict[str, str], words: Words
) -> ExpectedAction:
    """An expected action with its owner, its units here and its hour."""
    units = units_for(snapshot, found.place_id, step.kinds)
    named = filled
    if units and step.owner in ("company", "qrf", "police"):
        named = filled | {"unit": units[0].name}
    elif step.owner in ("company", "qrf", "police"):
        named = filled | {"unit": words.text("scenario.fallback.owner")}
    return ExpectedAction(
        phase=step.phase,
        component=step.component,
        text=say(step.text, words.language, filled),
        owner=owner(step.owner, named, words),
        by_minutes=found.minutes(step.when),
        unit_ids=tuple(u.id for u in units),
    )


def _inject(
    number: int,
    one: Inserted,
    scenario: Scenario,
    found: Setting,
    filled: dict[str, str],
    words: Words,
) -> Inject:
    span = found.warning or _GAME

    def told(text: Told) -> str:
        return say(text, words.language, filled)

    return Inject(
        scenario_id=scenario.id,
        number=number,
        game_minute=round(one.at * span),
        real_minute=round(one.at * _TABLE),
        kind=one.kind,
        sender=words.text(f"scenario.sender.{one.sender}", **filled),
        channel=one.channel,
        addressee=owner(one.to, filled, words),
        text=told(one.text),
        reliability=one.grade[0],
        credibility=int(one.grade[1]),
        truth=told(one.truth),
        purpose=told(one.purpose),
        expected=told(one.expected),
        deadline_minute=None if one.deadline is None else round(one.deadline * span),
        if_met=told(one.met),
        if_missed=told(one.missed),
    )


def retold(snapshot: Snapshot, scenario: Scenario, language: str) -> Scenario:
    """The scenario in a language: the catalogue's texts said anew, a person's as written.

    It is filled from the records of the snapshot, so a name that its readers may not see
    does not come back.
    """
    template = templates().get(scenario.template)
    if template is None or snapshot.get(scenario.place_id) is None:
        return scenario
    words = Words(language)
    found = setting(snapshot, template, scenario.place_id)
    filled = values(snapshot, template, found, words)

    def again(told: tuple[Told, ...], at: int, text: str) -> str:
        known = at < len(told) and bool(text) and untouched(told[at], text)
        return say(told[at], words.language, filled) if known else text

    def several(told: tuple[Told, ...], texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(again(told, at, text) for at, text in enumerate(texts))

    expected_now = []
    for at, action in enumerate(scenario.expected):
        if at < len(template.expected) and untouched(template.expected[at].text, action.text):
            fresh = expected(snapshot, template.expected[at], found, filled, words)
            action = action.model_copy(update={"text": fresh.text, "owner": fresh.owner})
        expected_now.append(action)
    asked = tuple(d.text for d in template.decisions)
    players = tuple(owner(p, filled, words) for p in _PLAYERS)
    return scenario.model_copy(
        update={
            "title": again((template.title,), 0, scenario.title),
            "trigger": again((template.trigger,), 0, scenario.trigger),
            "constraints": again((template.constraints,), 0, scenario.constraints),
            "objectives": several(template.objectives, scenario.objectives),
            "criteria": several(template.criteria, scenario.criteria),
            "players": players if len(scenario.players) == len(players) else scenario.players,
            "expected": tuple(expected_now),
            "decisions": tuple(
                d.model_copy(update={"question": again(asked, at, d.question)})
                for at, d in enumerate(scenario.decisions)
            ),
        }
    )


def retold_injects(
    snapshot: Snapshot, scenario: Scenario, injects: Iterable[Inject], language: str
) -> tuple[Inject, ...]:
    """Injects in a language: the catalogue's texts said anew, a person's as written."""
    template = templates().get(scenario.template)
    if template is None or snapshot.get(scenario.place_id) is None:
        return tuple(injects)
    words = Words(language)
    found = setting(snapshot, template, scenario.place_id)
    filled = values(snapshot, template, found, words)
    told = []
    for inject in injects:
        at = inject.number - 1
        one = template.injects[at] if at < len(template.injects) else None
        if one is not None and untouched(one.text, inject.text):
            fresh = _inject(inject.number, one, scenario, found, filled, words)
            kept = ("sender", "addressee", "text", "truth", "purpose", "expected", "if_met",
                    "if_missed")  # fmt: skip
            inject = inject.model_copy(update={f: getattr(fresh, f) for f in kept})
        told.append(inject)
    return tuple(told)
