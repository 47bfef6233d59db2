"""Sections 4 to 6 of a response sheet: the clock, the expected actions, what must be decided."""

from collections.abc import Iterator
from typing import Any

from pocplanner.analysis.results import Interval
from pocplanner.model.community import Timing
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Post, Unit
from pocplanner.model.record import Range
from pocplanner.report.draft.arrival_facts import basis_words
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.scenario_clock import chain_facts
from pocplanner.report.draft.scenario_desk import ScenarioDesk
from pocplanner.report.draft.threat_facts import gap_words

_PHASES = ("prevention", "pre_emption", "response", "consolidation")
_MOST_UNITS = 6


def clock(desk: ScenarioDesk) -> Iterator[Fact]:
    """Warning against response in this light and season, and who could come."""
    gap = desk.gap
    mechanism = desk.filled.get("mechanism", "") or desk.text("people_there")
    if gap is None:
        values = {"place": desk.place, "condition": desk.condition, "mechanism": mechanism}
        yield Fact("no_clock", values, (), "no_clock", "clock", True)
    else:
        timing = desk.snapshot.one(Timing, gap.timing_id)
        late = gap.gap
        values = {
            "place": desk.place,
            "condition": desk.condition,
            "warning": desk.range(_range(gap.warning)),
            "response": desk.range(_range(gap.response)),
            "post": desk.name(gap.post_id) if gap.post_id else desk.filled.get("post", ""),
            "verdict": gap.verdict,
            "gap": desk.minutes(late.likely) if late else "",
            "gap_max": desk.minutes(late.max) if late else "",
            "spare": desk.minutes(-late.max) if late else "",
            "costliest": desk.words.text(f"analysis.part.{gap.costliest}") if gap.costliest else "",
            "costliest_minutes": desk.minutes(gap.costliest_minutes)
            if gap.costliest_minutes is not None
            else "",
            "basis": basis_words(desk, gap) or (timing.basis if timing else ""),
        }
        yield Fact("clock", values, ids(gap.timing_id, gap.post_id), group="clock")
    others = [g for g in desk.gaps_here if g is not gap and g.gap is not None]
    if others:
        lines = [gap_words(desk, g) for g in others]
        values = {
            "place": desk.place,
            "conditions": desk.words.text("scenario.semicolon").join(lines),
        }
        yield Fact("others", values, ids(g.timing_id for g in others), group="clock")
    yield from chain_facts(desk)
    yield from _closing(desk)
    yield from _units(desk)


def _range(found: Interval | None) -> Range | None:
    if found is None:
        return None
    return Range(min=max(0.0, found.min), likely=max(0.0, found.likely), max=max(0.0, found.max))


def _closing(desk: ScenarioDesk) -> Iterator[Fact]:
    gap = desk.gap
    nearest = desk.setting.post if desk.setting else None
    found = {p.id: p for p in (desk.snapshot.one(Post, gap.post_id) if gap else None, nearest) if p}
    for post in found.values():
        if post.closes_on is not None:
            values = {"post": post.name, "on": desk.day(post.closes_on), "heir": post.heir}
            yield Fact("closing", values, (post.id,), f"closing:{post.id}", "clock")


def _units(desk: ScenarioDesk) -> Iterator[Fact]:
    told = [u for id in desk.scenario.unit_ids if (u := desk.snapshot.one(Unit, id))]
    for unit in told[:_MOST_UNITS]:
        yield _unit(desk, unit)
    if not told and desk.sees_force and desk.whole:
        yield Fact("no_unit", {"place": desk.place}, (), "no_unit", "units", True)


def _unit(desk: ScenarioDesk, unit: Unit) -> Fact:
    post = desk.snapshot.one(Post, unit.post_id)
    at = desk.snapshot.position(desk.place_id)
    night = desk.scenario.light == "night"
    ready = unit.ready_night_min if night else unit.ready_day_min
    forces = unit.kind in ("company", "platoon", "tob", "qrf", "fpu", "air_mobility")
    away = distance_m(at, post.position) / 1000 if at and post and post.position else None
    caveats = [
        f"{desk.phrase('caveat', c.kind)} ({c.text.rstrip('.')})" if c.text else
        desk.phrase("caveat", c.kind)
        for c in unit.caveats
    ]  # fmt: skip
    values = {
        "unit": unit.name,
        "kind": desk.phrase("asset_type", unit.kind),
        "post": post.name if post else "",
        "distance": desk.number(round(away)) if away is not None else "",
        "ready": desk.range(ready),
        "no_ready": forces and desk.sees_force,
        "light": desk.words.text(f"scenario.light.{desk.scenario.light}"),
        "caveats": desk.listed(caveats),
        "languages": desk.listed(unit.languages),
        "women_known": unit.women is not None and forces,
        "women": desk.number(unit.women) if unit.women else "",
        "bias": unit.perceived_bias,
        "rotation": desk.day(unit.rotation_on),
    }
    evidence = ids(unit.id, post.id if post else "")
    return Fact("unit", values, evidence, f"unit:{unit.id}", "units")


def response(desk: ScenarioDesk) -> Iterator[Fact]:
    """Who does what by when, by phase and component."""
    spoiled = [c for c in desk.coping if c.mission_effect == "undermines"]
    if spoiled:
        values = {"place": desk.place, "coping": desk.listed(c.title for c in spoiled)}
        yield Fact("caution", values, ids(c.id for c in spoiled), group="caution")
    late = desk.gap is not None and desk.gap.verdict == "late"
    for number, action in enumerate(desk.scenario.expected, 1):
        by = action.by_minutes
        told: dict[str, Any] = {
            "component": desk.phrase("component", action.component),
            "text": action.text,
            "owner": action.owner or desk.text("nobody_named"),
            "before": by is None and action.phase == "prevention",
            "by": desk.minutes(by) if by is not None else "",
            "units": desk.names(action.unit_ids, 3) if action.unit_ids else "",
            "sees": desk.sees_force,
            "military": action.component in ("military", "police"),
            "place": desk.place,
            "late": late and action.phase == "response" and action.component == "military",
        }
        evidence = ids(action.unit_ids, desk.gap.timing_id if desk.gap else "")
        yield Fact("action", told, evidence, f"action:{number:02}", action.phase)
    for phase in _PHASES:
        if not any(a.phase == phase for a in desk.scenario.expected):
            values = {"phase": desk.phrase("phase", phase), "place": desk.place}
            yield Fact("empty", values, (), f"empty:{phase}", phase)


def decisions(desk: ScenarioDesk) -> Iterator[Fact]:
    """What must be decided at which level; the authority is left for people to cite."""
    cited = [
        m.reference
        for m in desk.mission.mandate
        if m.subject in ("protection_of_civilians", "use_of_force")
    ]
    values = {"title": desk.scenario.title, "mandate": desk.listed(cited)}
    yield Fact("asked", values, (desk.mission.id,), group="asked")
    for number, point in enumerate(desk.scenario.decisions, 1):
        values = {
            "by": desk.minutes(point.by_minutes) if point.by_minutes is not None else "",
            "question": point.question,
            "authority": point.authority,
            "place": desk.place,
        }
        evidence = ids(desk.gap.timing_id if desk.gap else "")
        yield Fact("decision", values, evidence, f"decision:{number:02}", point.level)
