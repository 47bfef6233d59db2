"""The terminal's commands on actors over time and on the grid of the plan."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from pocplanner.cli.terminal import ATTENTION, OK, Terminal
from pocplanner.words import Words

if TYPE_CHECKING:
    from pocplanner.analysis.grid.cells import Grid
    from pocplanner.analysis.network.reliance import Leaning
    from pocplanner.analysis.telling import Teller
    from pocplanner.commands.network import Tied
    from pocplanner.model.snapshot import Snapshot

#: Rows of a list on the terminal; `--json` has them all.
_MOST = 20


def arguments(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add the two commands to the parser."""
    actors = command("actors", reports=True)
    actors.add_argument("--on", metavar="DATE", help=words.text("cli.arg.actors_on"))
    command("grid", reports=True)


def run_actors(t: Terminal) -> int:
    """Tell how actors hang together; attention where an action leans on harm unprepared."""
    from pocplanner.analysis.telling import Teller
    from pocplanner.cli.opening import day, opened, today
    from pocplanner.commands.network import tied

    on = day(t.given.on)
    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    found = t.run(tied(snapshot, on, today()))
    teller = Teller(t.words, snapshot)
    if t.given.json:
        t.answer(_tied(snapshot, teller, found))
    else:
        _say_tied(t, snapshot, teller, found)
    return ATTENTION if any(one.missing for one in found.leanings) else OK


def _say_tied(t: Terminal, snapshot: "Snapshot", teller: "Teller", found: "Tied") -> None:
    from pocplanner.commands.network import broker_said

    ties = found.network
    t.say(
        "network.cli.count", actors=len(ties.actor_ids), ties=len(ties.ties),
        day=teller.day(ties.day), undated=len(ties.undated),
    )  # fmt: skip
    for one in found.brokers[:_MOST]:
        t.line(broker_said(teller, one))
    if not found.brokers:
        t.say("network.cli.no_broker")
    for tie in found.borders:
        t.say("network.cli.border", first=teller.name(tie.from_id), second=teller.name(tie.to_id),
              kind=t.words.term("tie_kind", tie.kind))  # fmt: skip
    for change in found.changes[-_MOST:]:
        key = "network.cli.made" if change.made else "network.cli.broken"
        t.say(key, day=teller.day(change.on), first=teller.name(change.tie.from_id),
              second=teller.name(change.tie.to_id),
              kind=t.words.term("tie_kind", change.tie.kind))  # fmt: skip
    for way in found.leanings:
        t.line(f"{way.action_id}/{way.actor_id}  {leaning(snapshot, teller, way)}")
    if not found.leanings:
        t.say("network.cli.no_leaning")


def leaning(snapshot: "Snapshot", teller: "Teller", one: "Leaning") -> str:
    """A conflicted reliance in a sentence, with what is missing."""
    from pocplanner.analysis.network.reliance import said

    key, facts = said(snapshot, one)
    stem = "finding.reliance" if one.missing else "network.leaning"
    told = teller.words.text(f"{stem}.{key}", **teller.facts(facts | {"lacking": one.missing}))
    return told + (" " + teller.words.text("network.proposed") if one.proposed else "")


def _tied(snapshot: "Snapshot", teller: "Teller", found: "Tied") -> dict[str, Any]:
    from pocplanner.commands.network import broker_said

    return {
        "day": found.network.day,
        "actors": list(found.network.actor_ids),
        "ties": [t.id for t in found.network.ties],
        "undated": [t.id for t in found.network.undated],
        "moments": list(found.moments),
        "brokers": [
            {
                "actor": b.actor_id,
                "share": b.share,
                "low": b.low,
                "high": b.high,
                "rank": b.rank,
                "worst_rank": b.worst_rank,
                "stable": b.stable,
                "rests_on": list(b.rests_on),
                "cuts_apart": [list(p) for p in b.parts],
                "text": broker_said(teller, b),
            }
            for b in found.brokers
        ],
        "across_borders": [t.id for t in found.borders],
        "changes": [{"on": c.on, "tie": c.tie.id, "made": c.made} for c in found.changes],
        "reliances": [
            {
                "action": one.action_id,
                "actor": one.actor_id,
                "way": list(one.way),
                "match": one.match,
                "threats": list(one.threat_ids),
                "proposed": one.proposed,
                "missing": list(one.missing),
                "record": one.reliance_id,
                "text": leaning(snapshot, teller, one),
            }
            for one in found.leanings
        ],
    }


def run_grid(t: Terminal) -> int:
    """Tell the plan by tier, phase, component and place; attention where a must has gaps."""
    from pocplanner.analysis.telling import Teller
    from pocplanner.cli.opening import opened, today
    from pocplanner.commands.network import plan

    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    found = t.run(plan(snapshot, today()))
    teller = Teller(t.words, snapshot)
    if t.given.json:
        t.answer(_grid(found) | {"differences": _differences(snapshot, teller, today())})
    else:
        _say_grid(t, snapshot, teller, found, today())
    bare = any(g.priority == "must" and not g.actions for g in found.gaps)
    return ATTENTION if bare or found.doubles or any(x.over for x in found.loads) else OK


def _say_grid(
    t: Terminal, snapshot: "Snapshot", teller: "Teller", found: "Grid", day: date
) -> None:
    from pocplanner.analysis.grid.cells import PHASES, TIERS, grid_findings
    from pocplanner.analysis.grid.differences import difference_said
    from pocplanner.model.reliance import Difference

    words = t.words
    for tier in TIERS:
        counts = ", ".join(f"{phase(words, p)} {found.count(tier, p)}" for p in PHASES)
        t.say("network.cli.tier", tier=words.text(f"network.tier.{tier}"), counts=counts)
        for share in found.shares:
            own = [(p, found.count(tier, p, share.component)) for p in PHASES]
            if any(count for _, count in own):
                named = ", ".join(f"{phase(words, p)} {count}" for p, count in own if count)
                component = words.term("component", share.component)
                t.line("  " + words.text("network.cli.tier", tier=component, counts=named))
    for gap in found.gaps[:_MOST]:
        t.line(gap_text(teller, gap))
    if len(found.gaps) > _MOST:
        t.say("network.cli.more", count=len(found.gaps) - _MOST)
    for one in grid_findings(snapshot, found):
        if one.key != "finding.grid.undecided":
            t.line(teller.text(one))
    matters = snapshot.all(Difference)
    if matters:
        t.say("network.cli.differences")
        for matter in matters:
            t.line("  " + teller.text(difference_said(matter, day)))
    for share in found.shares:
        t.say(
            "network.cli.share", component=words.term("component", share.component),
            count=len(share.action_ids), units=len(share.unit_ids),
            owner=len(share.without_owner), date=len(share.without_date),
        )  # fmt: skip


def phase(words: Words, code: str) -> str:
    """The name of a phase inside a sentence."""
    return words.term("phase", code).lower()


def gap_text(teller: "Teller", gap: Any) -> str:
    """A gap in a sentence: the place, why it presses, and what stands empty."""
    words = teller.words
    place, priority = teller.name(gap.place_id), words.term("priority", gap.priority).lower()
    if not gap.actions:
        return words.text("network.gap.bare", place=place, priority=priority)
    by_tier: dict[int, list[str]] = {}
    for tier, code in gap.empty:
        by_tier.setdefault(tier, []).append(phase(words, code))
    empty = words.parted(
        words.text("network.gap.tier", tier=words.text(f"network.tier.{tier}"), phases=", ".join(p))
        for tier, p in by_tier.items()
    )
    return words.text("network.gap.some", place=place, priority=priority, empty=empty)


def _differences(snapshot: "Snapshot", teller: "Teller", day: date) -> list[dict[str, Any]]:
    from pocplanner.analysis.grid.differences import difference_said
    from pocplanner.model.reliance import Difference

    return [
        {
            "id": one.id,
            "place": one.place_id or None,
            "views": [{"component": v.component, "text": v.text} for v in one.views],
            "decided_by": one.decided_by or None,
            "by_when": one.by_when,
            "outcome": one.outcome or None,
            "holds_until": one.holds_until,
            "open": one.stands(day),
            "text": teller.text(difference_said(one, day)),
        }
        for one in snapshot.all(Difference)
    ]


def _grid(found: "Grid") -> dict[str, Any]:
    return {
        "cells": [
            {
                "tier": c.tier,
                "phase": c.phase,
                "component": c.component,
                "place": c.place_id,
                "actions": list(c.action_ids),
            }
            for c in found.cells
        ],
        "gaps": [
            {
                "place": g.place_id,
                "priority": g.priority,
                "threats": list(g.threat_ids),
                "actions": g.actions,
                "empty": [{"tier": tier, "phase": code} for tier, code in g.empty],
            }
            for g in found.gaps
        ],
        "doubles": list(found.doubles),
        "loads": [
            {
                "unit": one.unit_id,
                "actions": list(one.action_ids),
                "most": one.most,
                "clashes": [list(c) for c in one.clashes],
                "hours_not_told": list(one.untold),
                "over": one.over,
            }
            for one in found.loads
        ],
        "components": list(found.shares),
        "open_differences": list(found.open_differences),
    }
