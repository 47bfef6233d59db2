"""What the ties between actors, and the grid of the plan, add to the sections of the strategy."""

from collections.abc import Iterator
from datetime import date, timedelta

from pocplanner.analysis.network.brokers import Broker, brokers, origins
from pocplanner.analysis.network.graph import changes, network
from pocplanner.analysis.network.reliance import Leaning, said
from pocplanner.model.actors import Actor
from pocplanner.model.reliance import LADDER, Difference, LadderStep, Reliance
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids

#: Brokers told in the text.
_MOST = 4
_YEAR = timedelta(days=365)


def broker_facts(desk: Desk) -> Iterator[Fact]:
    """Who stands between others, and what was tied or broken in the last year.

    Only where nothing is held back: a network with holes has other middles.
    """
    if not desk.whole:
        return
    ties = network(desk.snapshot, desk.as_of)
    found = brokers(ties, origins(desk.snapshot))[:_MOST]
    if found:
        values = {
            "lines": desk.series(_broker(desk, b) for b in found),
            "unsure": not all(b.stable for b in found),
        }
        evidence = ids((b.actor_id for b in found), (t.id for t in ties.bonds))
        yield Fact("brokers", values, evidence, "brokers", "actors")
    since = desk.as_of - _YEAR if desk.as_of - date.min > _YEAR else date.min
    moved = changes(desk.snapshot, since, desk.as_of)
    if moved:
        values = {
            "lines": desk.series(
                desk.text(
                    f"change.{'made' if c.made else 'broken'}",
                    day=desk.day(c.on),
                    first=desk.name(c.tie.from_id),
                    second=desk.name(c.tie.to_id),
                    kind=desk.phrase("tie_kind", c.tie.kind),
                )
                for c in moved[-6:]
            )
        }
        yield Fact("changes", values, ids(c.tie.id for c in moved), "changes", "actors")


def _broker(desk: Desk, one: Broker) -> str:
    key = f"broker.{'stable' if one.stable else 'unstable'}{'_cuts' if one.parts else ''}"
    cut = (id for part in one.parts[1:] for id in part)
    return desk.text(key, name=desk.name(one.actor_id), cuts=desk.names(cut, 4))


def leaning_facts(desk: Desk) -> Iterator[Fact]:
    """Every action that leans on somebody with a record, with the rungs still to be climbed."""
    for one in desk.assessment.leanings:
        actor = desk.snapshot.one(Actor, one.actor_id)
        held = desk.snapshot.one(Reliance, one.reliance_id)
        key, facts = said(desk.snapshot, one)
        named = {
            "action": desk.name(one.action_id),
            "actor": desk.name(one.actor_id),
            "first": desk.name(one.way[0]),
            "places": desk.names(facts["places"]),  # type: ignore[arg-type]
        }
        values = {
            "said": desk.words.text(f"network.leaning.{key}", **named),
            "proposed": one.proposed,
            "taken": _taken(desk, held),
            "conditions": held.conditions if held is not None else "",
            "fallback": held.fallback if held is not None else "",
            "owner": held.owner if held is not None else "",
            "missing": _missing(desk, one),
            "climb": bool(set(one.missing) & set(LADDER)),
        }
        group = "a" if actor is not None and actor.is_state else "e"
        name = f"leaning:{one.action_id}:{one.actor_id}"
        yield Fact("leaning", values, one.refs, name, group, question=bool(one.missing))


def _taken(desk: Desk, held: Reliance | None) -> str:
    if held is None:
        return ""
    return desk.series(_rung(desk, step) for step in held.steps if step.taken)


def _rung(desk: Desk, step: LadderStep) -> str:
    name = desk.phrase("ladder_step", step.step)
    if not step.applies:
        return desk.text("rung.left_out", step=name, outcome=step.outcome.rstrip(". "))
    whom = f"{name}, {step.with_whom}" if step.with_whom else name
    key = "rung.told" if step.outcome else "rung.taken"
    return desk.text(key, step=whom, on=desk.day(step.on), outcome=step.outcome.rstrip(". "))


def _missing(desk: Desk, one: Leaning) -> str:
    return desk.listed((desk.words.text(f"network.lacking.{m}") for m in one.missing), 8)


def difference_facts(desk: Desk) -> Iterator[Fact]:
    """Where components see a matter differently: who decides, and until when it holds."""
    for one in desk.snapshot.all(Difference):
        open_ = one.stands(desk.as_of)
        values = {
            "title": one.title,
            "place": desk.name(one.place_id) if one.place_id else "",
            "views": desk.series(
                desk.text(
                    "view_basis" if v.basis else "view",
                    component=desk.phrase("component", v.component),
                    text=v.text.rstrip(". "),
                    basis=v.basis,
                )
                for v in one.views
            ),
            "open": open_,
            "outcome": one.outcome,
            "by": one.decided_by,
            "when": desk.day(one.by_when),
            "late": open_ and one.by_when is not None and one.by_when < desk.as_of,
            "until": desk.day(one.holds_until),
            "whole": desk.whole,
        }
        evidence = ids(one.id, one.place_id)
        name = f"difference:{one.id}"
        question = open_ and desk.whole and not (one.decided_by and one.by_when)
        yield Fact("difference", values, evidence, name, "differences", question=question)
    doubles = desk.assessment.grid.doubles if desk.whole and desk.assessment.grid else ()
    if doubles:
        values = {
            "lines": desk.series(
                desk.text(
                    "double",
                    place=desk.name(d.place_id),
                    components=desk.phrases("component", d.components),
                    phase=desk.phrase("phase", d.phase),
                    tier=desk.text(f"tier.{d.tier}"),
                )
                for d in doubles
            )
        }
        evidence = ids(i for d in doubles for i in (d.place_id, *d.action_ids))
        yield Fact("doubles", values, evidence, "doubles", "differences", question=True)


def load_facts(desk: Desk) -> Iterator[Fact]:
    """Units that are wanted at two places at once or tasked with more than they can carry."""
    grid = desk.assessment.grid
    if grid is None or not desk.sees_force:
        return
    for load in grid.loads:
        if not load.over:
            continue
        values = {
            "unit": desk.name(load.unit_id),
            "n": desk.count("action", len(load.action_ids)),
            "many": len(load.action_ids) > load.most,
            "clashes": desk.series(
                desk.text("clash", first=desk.name(a), second=desk.name(b)) for a, b in load.clashes
            ),
            "untold": desk.count("action", len(load.untold)) if load.untold else "",
        }
        evidence = ids(load.unit_id, load.action_ids)
        yield Fact("load", values, evidence, f"load:{load.unit_id}", "forces", question=True)
