"""How far the figures of events carry: precision, silence, codebooks, grades."""

from collections.abc import Iterator
from typing import Any

from pocplanner.model.events import Series
from pocplanner.model.mission import Source
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids

#: Cautions that have a fuller paragraph of their own further down.
_SAID_BELOW = frozenset({"caution.silence", "caution.not_placed"})


def data(desk: Desk) -> Iterator[Fact]:
    patterns, events = desk.assessment.patterns, desk.snapshot.events
    cautions = [c for c in patterns.cautions if c.key not in _SAID_BELOW]
    if cautions:
        values: dict[str, Any] = {"text": " ".join(desk.tell(c) for c in cautions)}
        evidence = ids((r for c in cautions for r in c.refs), events.series_ids)
        yield Fact("caution", values, evidence, group="data")
    yield from _precision(desk)
    yield from _silence(desk)
    ungraded = [
        s
        for s in desk.snapshot.all(Source)
        if s.reliability == "F" and any(x.source_id == s.id for x in desk.snapshot.all(Series))
    ]
    if ungraded:
        values = {
            "sources": desk.listed(s.name for s in ungraded),
            "n": desk.count("source", len(ungraded)),
        }
        yield Fact("ungraded", values, ids(s.id for s in ungraded), group="data")


def _precision(desk: Desk) -> Iterator[Fact]:
    whole = desk.assessment.patterns.whole
    if not whole.total.events:
        return
    levels = {r.key: r.counted.events for r in whole.levels}
    near = levels.get("place", 0) + levels.get("position", 0)
    wide = {k: n for k, n in levels.items() if k not in ("place", "position") and n}
    values = {
        "total": desk.count("event", whole.total.events),
        "near": desk.number(near),
        "wide": desk.listed(desk.count(f"level_{k}", n) for k, n in wide.items()),
        "weekdays": desk.number(whole.weekdays_known),
        "months": desk.number(whole.months_known),
        "hours": desk.number(whole.hours_known),
        "no_hours": not whole.hours_known,
    }
    yield Fact("precision", values, ids(desk.snapshot.events.series_ids), group="data")


def _silence(desk: Desk) -> Iterator[Fact]:
    if not desk.communities:
        return
    counted = {r.key for r in desk.assessment.patterns.whole.places if r.counted.events}
    silent = [c for c in desk.communities if c.id not in counted]
    if not silent:
        return
    feared = [
        c for c in silent if any((t.community_rating or 0) >= 4 for t in desk.threats_at(c.id))
    ]
    coping = [c for c in silent if desk.coping_at(c.id)]
    mute = [c for c in silent if c.phone == "none"]
    values = {
        "n": desk.count("community", len(silent)),
        "of": desk.number(len(desk.communities)),
        "feared": desk.listed(c.name for c in feared),
        "coping": desk.listed((c.name for c in coping), 5),
        "mute": desk.count("community", len(mute)) if mute else "",
    }
    evidence = ids((c.id for c in feared), (c.id for c in coping), desk.snapshot.events.series_ids)
    yield Fact("silence", values, evidence or (silent[0].id,), group="data")
