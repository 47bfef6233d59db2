"""A page for each base that closes: what stays, who loses what by when, who accepts the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pocplanner.analysis.results import Assessment
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if import telling as tell
from pocplanner.analysis.what_if.closing_times import evidence, falls_out
from pocplanner.analysis.what_if.differences import CONDITIONS, Comparison
from pocplanner.analysis.what_if.joined_telling import reading_text
from pocplanner.analysis.what_if.residual import Card, card
from pocplanner.model.community import Coping, Mechanism, Promise, Request
from pocplanner.model.guard import Audience
from pocplanner.model.places import Post, Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Residual
from pocplanner.model.ways import Patrol
from pocplanner.report import blocks as b
from pocplanner.report import typography
from pocplanner.report.closure_questions import questions
from pocplanner.report.outline_cover import cover
from pocplanner.report.outline_desk import Layout

#: A page holds the places that lose most, and of each list so many lines; the rest is counted.
_PLACES, _ROWS, _LINES, _FEW, _NAMES = 4, 5, 5, 3, 5


@dataclass(frozen=True)
class Closure:
    """A post that closes, thought through on what the audience may see: with it and without."""

    post: Post
    before: Assessment
    after: Assessment
    comparison: Comparison
    shown: Snapshot
    alerts: tuple[Any, ...] = ()

    @property
    def loses(self) -> tuple[str, ...]:
        """Places where help comes later or people are less often heard: those that fall out of
        their warning time first, then the greatest loss.
        """
        outside = (c.place_id for c in self.comparison.lost if falls_out(c))
        return tuple(dict.fromkeys((*outside, *self.comparison.worse)))


def closure_document(
    snapshot: Snapshot, closures: Sequence[Closure], language: str, audience: Audience, level: str
) -> b.Document:
    """One page for each closure after the cover; every number from this snapshot alone."""
    desk = Layout(snapshot, closures[0].before, language, audience, "closures")
    mission = desk.mission
    front = [block for one in closures for block in _page(desk, one)]
    return b.Document(
        title=desk.say("title.closures"),
        subtitle=desk.listed(one.post.name for one in closures),
        language=language,
        cover=cover(desk, (), level),
        front=tuple(front),
        blocks=(),
        handling=mission.handling,
        exercise=mission.exercise,
        short=mission.short_name,
    )


def _say(desk: Layout, key: str, **facts: object) -> str:
    return desk.words.text(f"closure_paper.{key}", **facts)


def _page(desk: Layout, one: Closure) -> Iterator[b.Block]:
    yield b.Heading(_say(desk, "heading", post=one.post.name, when=_when(desk, one.post)))
    yield b.Text(_say(desk, "alone"), style="note")
    yield _particulars(desk, one)
    # What people have of their own comes before what the mission takes away.
    cards = [card(desk.snapshot, place) for place in one.loses[:_PLACES]]
    if cards:
        yield b.Heading(_say(desk, "own"), 3)
        alike: dict[str, list[Card]] = {}
        for each in cards:
            alike.setdefault(_own(desk, each), []).append(each)
        for said, held in alike.items():
            refs = tuple(dict.fromkeys(i for each in held for i in _refs(each)))
            names = desk.listed(desk.name(each.place_id) for each in held)
            yield b.Text(said, refs, lead=names)
    yield b.Heading(_say(desk, "loses"), 3)
    yield from _losses(desk, one)
    yield b.Heading(_say(desk, "hangs"), 3)
    yield b.Items(tuple(b.Text(text, refs) for text, refs in _hanging(desk, one, cards)))
    yield b.Heading(_say(desk, "open"), 3)
    yield b.Items(tuple(b.Text(text, refs) for text, refs in _open(desk, one)))
    yield b.Heading(_say(desk, "questions"), 3)
    yield b.Items(tuple(b.Text(text) for text in questions(desk, one, cards)), ordered=True)
    yield from _accepted(desk, one)


def _when(desk: Layout, post: Post) -> str:
    if post.closes_on is None:
        return _say(desk, "no_date")
    left = (post.closes_on - desk.as_of).days
    day = typography.day(post.closes_on, desk.words)
    if left < 0:
        return _say(desk, "closed_on", day=day)
    return _say(desk, "closes_on", day=day, left=desk.words.plural("closure_paper.days", left))


def _particulars(desk: Layout, one: Closure) -> b.Facts:
    post = one.post
    units = tuple(u for u in desk.snapshot.all(Unit) if u.post_id == post.id)
    patrols = [p for p in desk.snapshot.all(Patrol) if p.post_id == post.id]
    pairs: list[tuple[str, b.Cell | str]] = [
        (_say(desk, "heir"), post.heir or b.Cell(_say(desk, "no_heir"), bold=True)),
        (_say(desk, "units"), _named(desk, [u.id for u in units]) or _say(desk, "none_recorded")),
    ]
    if patrols:
        pairs.append((_say(desk, "patrols"), _named(desk, [p.id for p in patrols])))
    evidence = (post.id, *(u.id for u in units), *(p.id for p in patrols))
    return b.Facts(tuple(pairs), evidence=evidence)


def _named(desk: Layout, ids: Sequence[str], most: int = _NAMES) -> str:
    named = [desk.name(i) for i in dict.fromkeys(ids)]
    if len(named) > most:
        return _say(desk, "and_more", names=desk.listed(named[:most]), count=len(named) - most)
    return desk.listed(named) if named else ""


def _own(desk: Layout, one: Card) -> str:
    """The residual protection of a place, by local means only."""
    words, said = desk.words, []
    for survives in ("yes", "partly", "no", "unknown"):
        if survives in one.coping:
            said.append(words.text(
                "closures.card_own", coping=_named(desk, one.coping[survives]),
                survives=words.term("yes_no", survives),
            ))  # fmt: skip
    if not one.asked:
        said.append(words.text("closures.card_none_own"))
    key = "closures.card_mechanisms" if one.own else "closures.card_none_mechanisms"
    said.append(words.text(key, mechanisms=_named(desk, one.own)))
    key = "closures.card_protectors" if one.protectors else "closures.card_none_protectors"
    said.append(words.text(key, protectors=desk.listed(one.protectors)))
    return " ".join(said)


def _refs(one: Card) -> tuple[str, ...]:
    found = [i for ids in one.coping.values() for i in ids]
    return (one.place_id, *found, *one.own, *one.hanging)


def _losses(desk: Layout, one: Closure) -> Iterator[b.Block]:
    """Time and chance at each place that loses, under the condition in which it loses most."""
    rows: list[tuple[b.Cell | str, ...]] = []
    order = {pair: at for at, pair in enumerate(CONDITIONS)}
    lost = one.comparison.lost
    places = one.loses
    for place in places[:_ROWS]:
        here = sorted(
            (c for c in lost if c.place_id == place),
            key=lambda c: (not falls_out(c), -c.weight, order.get((c.light, c.season), 9)),
        )
        worst = here[0]
        priority = desk.place_priority(place)
        rank = desk.words.text(f"report.mark.{priority}") if priority else ""
        then = reading_text(desk.words, worst.after)
        rests = evidence(one.shown, worst)
        rows.append((
            b.Cell(desk.name(place), bold=True, evidence=rests), rank,
            tell.condition_text(desk.words, worst.light, worst.season),
            reading_text(desk.words, worst.before),
            _say(desk, "out", said=then) if falls_out(worst) else then,
        ))  # fmt: skip
    head = tuple(_say(desk, f"column.{n}") for n in ("place", "rank", "when", "now", "then"))
    left = len(places) - len(rows)
    yield b.Table(
        head, tuple(rows), widths=(1.2, 0.6, 1.1, 1.9, 1.9), empty=_say(desk, "nobody_loses"),
        note=desk.words.text("what_if.more", count=left) if left > 0 else "",
    )  # fmt: skip
    teller = Teller(desk.words, one.shown)
    lines = [tell.rating_line(teller, c) for c in one.comparison.ratings]
    lines += [tell.hours_line(teller, c) for c in one.comparison.hours]
    if lines:
        shown = lines[:_LINES]
        if len(lines) > _LINES:
            shown.append(desk.words.text("what_if.more", count=len(lines) - _LINES))
        yield b.Text(desk.words.parted(shown) + ".", lead=_say(desk, "besides"))


def _hanging(
    desk: Layout, one: Closure, cards: Sequence[Card]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Coping, mechanisms and alerts that lean on the mission being near."""
    leaning = [i for c in cards for key in ("no", "partly") for i in c.coping.get(key, ())]
    ways = tuple(i for i in dict.fromkeys(leaning) if desk.snapshot.one(Coping, i))
    if ways:
        yield _say(desk, "coping_hangs", coping=_named(desk, ways)), ways
    hanging = tuple(dict.fromkeys(i for c in cards for i in c.hanging))
    for id in hanging[:_FEW]:
        mechanism = desk.snapshot.one(Mechanism, id)
        if mechanism is None:
            continue
        kind = desk.term("mechanism_type", mechanism.kind)
        owner = mechanism.phase_out_owner
        key = "mechanism_owned" if owner else "mechanism_hangs"
        yield _say(desk, key, name=mechanism.name, kind=kind, owner=owner), (id,)
    if len(hanging) > _FEW:
        yield desk.words.text("what_if.more", count=len(hanging) - _FEW), ()
    teller = Teller(desk.words, one.shown)
    for change in one.alerts[:_FEW]:
        said = tell.alert_line(teller, change.before, change.after)
        yield _say(desk, "alert", said=said), (change.before.subject.place_id,)
    for pair in one.comparison.health[:_FEW]:
        yield tell.health_line(teller, *pair), ()
    if not (ways or hanging or one.alerts or one.comparison.health):
        yield _say(desk, "nothing_hangs"), ()


def _open(desk: Layout, one: Closure) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Promises and requests that are open at these places, or were given by these units."""
    units = {u.id for u in desk.snapshot.all(Unit) if u.post_id == one.post.id}
    places = set(one.loses)
    promises = [
        p for p in desk.snapshot.all(Promise)
        if p.state == "open" and (p.place_id in places or p.unit_id in units)
    ]  # fmt: skip
    promises.sort(key=lambda p: (p.due_on or p.made_on, p.id))
    for promise in promises[:_LINES]:
        due = _say(desk, "due", day=desk.short_day(promise.due_on)) if promise.due_on else ""
        yield _say(
            desk, "promise", place=desk.name(promise.place_id), by=promise.by,
            text=desk.short(promise.text.rstrip("."), 140), due=due,
        ), (promise.id,)  # fmt: skip
    if len(promises) > _LINES:
        yield desk.words.text("what_if.more", count=len(promises) - _LINES), ()
    asked = [
        r for r in desk.snapshot.all(Request)
        if r.place_id in places and r.told_back_on is None
    ]  # fmt: skip
    for request in asked[:_FEW]:
        text = desk.short(request.text.rstrip("."), 140)
        yield _say(desk, "request", place=desk.name(request.place_id), text=text), (request.id,)
    if len(asked) > _FEW:
        yield desk.words.text("what_if.more", count=len(asked) - _FEW), ()
    if not promises and not asked:
        yield _say(desk, "nothing_open"), ()


def _accepted(desk: Layout, one: Closure) -> Iterator[b.Block]:
    """Who accepts the worst threat that is left at each place, by name of office."""
    yield b.Heading(_say(desk, "accepts"), 3)
    rows: list[tuple[b.Cell | str, ...]] = []
    accepted = {r.threat_id: r for r in desk.snapshot.all(Residual)}
    for place in one.loses[:_ROWS]:
        for threat in desk.threats_at(place)[:1]:
            found = accepted.get(threat.id)
            rows.append((
                b.Cell(desk.name(place), bold=True), b.Cell(desk.threat_name(threat),
                evidence=(threat.id,)),
                found.accepted_by if found else b.Cell(_say(desk, "nobody_yet"), bold=True),
                desk.short_day(found.until) if found and found.until else "",
            ))  # fmt: skip
    head = tuple(_say(desk, f"column.{n}") for n in ("place", "threat", "office", "until"))
    if rows:
        yield b.Table(head, tuple(rows), widths=(1.2, 2.2, 1.8, 0.9))
    yield b.Text(_say(desk, "sign"), style="note")
