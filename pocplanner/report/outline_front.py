"""The page that a commander reads: what must be protected, what will not be, what to decide."""

from collections.abc import Iterable, Iterator
from datetime import date

from pocplanner.model.mission import Issue
from pocplanner.model.strategy import Decision, Residual
from pocplanner.report import blocks as b
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.draft.limits_facts import unmet
from pocplanner.report.outline_desk import Layout

#: One page holds no more than this of each.
_MUST, _DECISIONS, _SIGNED, _NAMES = 8, 6, 4, 14


def front(desk: Layout) -> tuple[b.Block, ...]:
    """The boxes of page 2; a box that could only say that something is held back is left out."""
    boxes = (_must(desk), _unprotected(desk), _decisions(desk), _changes(desk), _state(desk))
    found = tuple(box for box in boxes if box is not None)
    return found if any(box.tone in ("must", "risk", "decision") for box in found) else ()


def _must(desk: Layout) -> b.KeyBox | None:
    places = desk.must_places
    if not places and not desk.whole:
        return None
    items = [_place(desk, place) for place in places[:_MUST]]
    rest = places[_MUST:]
    if rest:
        ends = ids(t.id for p in rest for t in desk.threats_at(p) if _is_must(desk, t.id))
        items.append(b.KeyItem(
            desk.says("front.must_more", len(rest)),
            desk.names(rest, _NAMES), evidence=ends,
        ))  # fmt: skip
    title = desk.says("front.must", len(places)) if places else desk.say("front.must_title")
    empty = desk.say("front.must_none" if desk.reviewed else "front.must_unreviewed")
    return b.KeyBox(title, tuple(items), "must", empty)


def _place(desk: Layout, place: str) -> b.KeyItem:
    threats = [t for t in desk.threats_at(place) if _is_must(desk, t.id)]
    first = threats[0]
    rated = desk.rated[first.id]
    who = desk.by_whom(first)
    whom = desk.listed(first.groups) or desk.people(first.sex, first.ages)
    harm = desk.phrase("threat_type", first.kind)
    line = desk.say("front.threat" if who else "front.threat_bare", who=who, harm=harm)
    if whom:
        line += desk.say("front.against", whom=whom)
    if len(threats) > 1:
        line += desk.says("front.others", len(threats) - 1)
    gap = desk.gap_at(place)
    assets = ids(a for t in threats for a in desk.rated[t.id].asset_ids)
    parts = [
        desk.late(gap),
        desk.say("front.asset", names=desk.names(assets, 2)) if assets else "",
        desk.say("front.no_asset") if not assets and desk.sees_force else "",
    ]
    mark = b.Cell("").mark if not rated.band else rated.band
    return b.KeyItem(
        desk.colon(desk.name(place), line),
        cap(desk.text("semicolon").join(p for p in parts if p)),
        mark,  # type: ignore[arg-type]
        ids((t.id for t in threats), gap.timing_id if gap else "", assets),
    )


def _is_must(desk: Layout, threat_id: str) -> bool:
    return desk.rated[threat_id].priority == "must"


def _unprotected(desk: Layout) -> b.KeyBox | None:
    items = [_signed(desk, r) for r in desk.snapshot.all(Residual)[:_SIGNED]]
    # Who sees no units cannot be told that a threat has none: only what somebody signed.
    if not desk.sees_force and not items:
        return None
    signed = {r.threat_id for r in desk.snapshot.all(Residual)}
    left = [t for t in unmet(desk) if t.id not in signed]
    states: dict[tuple[str, str], list[str]] = {}
    for threat in left:
        residue = desk.rated[threat.id].residual
        if residue is not None:
            states.setdefault((residue.state, residue.accepted_by), []).append(threat.id)
    for (state, by), threats in sorted(states.items(), reverse=True):
        places = desk.places(t for t in left if t.id in threats)
        items.append(b.KeyItem(
            desk.says(f"front.residual_{state}", len(threats), by=by),
            desk.names(places, _NAMES), "late" if state == "nobody" else "", tuple(threats),
        ))  # fmt: skip
    empty = desk.say("front.unprotected_none" if desk.reviewed else "front.unprotected_unknown")
    return b.KeyBox(desk.say("front.unprotected"), tuple(items), "risk", empty)


def _signed(desk: Layout, residual: Residual) -> b.KeyItem:
    threat = desk.assessment.threats.get(residual.threat_id)
    name = cap(desk.threat_name(threat)) if threat else desk.text("unnamed")
    facts = {"by": residual.accepted_by, "on": desk.day(residual.on)}
    over = residual.until is not None and residual.until < desk.as_of
    key = "signed_over" if over else "signed_until" if residual.until else "signed"
    said = desk.say(f"front.{key}", until=desk.day(residual.until), **facts)
    return b.KeyItem("", f"{name}. {said}", evidence=ids(residual.id, residual.threat_id))


def open_decisions(desk: Layout) -> tuple[Decision, ...]:
    """Decisions that nobody has taken yet, the next to fall first."""
    found = (d for d in desk.snapshot.all(Decision) if not d.outcome.strip())
    return tuple(sorted(found, key=lambda d: (d.by_when or date.max, d.id)))


def _decisions(desk: Layout) -> b.KeyBox | None:
    found = open_decisions(desk)
    if not found and not desk.whole:
        return None
    items = []
    for one in found[:_DECISIONS]:
        over = one.by_when is not None and one.by_when < desk.as_of
        key = "front.decide_over" if over else "front.decide" if one.by_when else "front.decide_any"
        detail = desk.say(key, who=one.of_whom, day=desk.day(one.by_when))
        items.append(b.KeyItem(desk.short(one.question, 190), detail, evidence=(one.id,)))
    if len(found) > _DECISIONS:
        items.append(b.KeyItem(desk.says("front.more_decisions", len(found) - _DECISIONS)))
    return b.KeyBox(
        desk.say("front.decisions"), tuple(items), "decision", desk.say("front.decisions_none")
    )


def last_issue(desk: Layout) -> Issue | None:
    """The issue that this one is compared with: the last for these readers, else the last."""
    found = [i for i in desk.snapshot.all(Issue) if i.document == desk.document]
    own = [i for i in found if i.audience is desk.audience]
    return max(own or found, key=lambda i: (i.at, i.id), default=None)


def _changes(desk: Layout) -> b.KeyBox | None:
    issue = last_issue(desk)
    title = desk.say("front.changes")
    if (issue is None or not issue.ratings) and not desk.reviewed and not desk.whole:
        return None
    if issue is None or not issue.ratings:
        # That there is no earlier issue for these readers is no secret to them.
        return b.KeyBox(title, (), "change", desk.say("front.first_issue"))
    before = {r.threat_id: r for r in issue.ratings}
    up, down, new = [], [], []
    for threat in desk.reviewed:
        was = before.get(threat.id)
        if was is None:
            new.append(threat.id)
        elif _rank(desk, threat.id) > _was(was.priority, was.band):
            up.append(threat.id)
        elif _rank(desk, threat.id) < _was(was.priority, was.band):
            down.append(threat.id)
    gone = [r for r in issue.ratings if r.threat_id not in desk.assessment.threats]
    items = [
        b.KeyItem(
            desk.says(f"front.change_{name}", len(found)), _named(desk, found),
            evidence=tuple(found),
        )
        for name, found in (("up", up), ("down", down), ("new", new)) if found
    ]  # fmt: skip
    if gone:
        called = desk.series((r.title for r in gone if r.title), 3)
        items.append(b.KeyItem(desk.says("front.change_gone", len(gone)), called))
    compared = desk.say("front.compared", day=desk.day(issue.as_of))
    other = issue.audience is not desk.audience
    if other:
        compared = desk.say(
            "front.compared_other", day=desk.day(issue.as_of),
            audience=desk.words.text(f"report.audience.{issue.audience.value}"),
        )  # fmt: skip
    empty = desk.say("front.no_change")
    return b.KeyBox(f"{title} ({compared})", tuple(items), "change", empty)


def _named(desk: Layout, threats: Iterable[str]) -> str:
    found = (desk.assessment.threats[i] for i in threats)
    return desk.series((cap(desk.threat_name(t)) for t in found), 3)


_PRIORITY = {"could": 0, "should": 1, "must": 2}
_BAND = {"low": 0, "moderate": 1, "high": 2, "very_high": 3}


def _rank(desk: Layout, threat_id: str) -> tuple[int, int]:
    rated = desk.rated[threat_id]
    return _was(rated.priority, rated.band)


def _was(priority: str, band: str) -> tuple[int, int]:
    return _PRIORITY.get(priority, -1), _BAND.get(band, -1)


def _state(desk: Layout) -> b.KeyBox | None:
    lines = list(_state_lines(desk))
    if not lines:
        return None
    text = " ".join(lines)
    return b.KeyBox(desk.say("front.state"), (b.KeyItem("", text),), "plain")


def _state_lines(desk: Layout) -> Iterator[str]:
    if desk.proposed:
        must = sum(desk.rated[t.id].priority == "must" for t in desk.proposed)
        yield desk.says("front.proposed", len(desk.proposed), must=desk.number(must))
    if desk.not_asked_places:
        yield desk.says(
            "front.not_asked", len(desk.not_asked_places), of=desk.number(_places(desk))
        )
    unknown = [p for p in desk.must_places if desk.gap_at(p) is None]
    if unknown and desk.whole:
        yield desk.says("front.no_times", len(unknown))
    if desk.assessment.outdated and desk.assessment.data_until:
        yield desk.say("outdated", until=desk.day(desk.assessment.data_until))


def _places(desk: Layout) -> int:
    homes = (c.id for c in desk.communities)
    return len(ids(desk.ranked_places, homes, desk.not_asked_places))
