"""The terminal's commands on the alert log, engagement, voices and handover."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pocplanner.cli.terminal import ATTENTION, OK, Terminal
from pocplanner.words import Problem, Words

if TYPE_CHECKING:
    from pocplanner.analysis.results import Assessment
    from pocplanner.model.snapshot import Snapshot

#: So many places and mechanisms are listed unless all are asked for.
_SHOWN = 12


def arguments(command: Callable[..., Any], words: Words) -> None:
    """Add the commands to the parser."""

    def option(to: Any, name: str, key: str, **more: Any) -> None:
        to.add_argument(name, help=words.text(f"cli.arg.people_{key}"), **more)

    log = command("alerts", reports=True)
    option(log, "--at", "at", metavar="MOMENT", default="")
    option(log, "--all", "all", action="store_true")
    one = command("stamp", writes=True)
    one.add_argument("id", metavar="ID", help=words.text("cli.arg.people_id"))
    option(one, "--receive", "receive", action="store_true")
    option(one, "--threat", "threat", metavar="CODE", default="")
    option(one, "--step", "step", metavar="STEP", default="")
    option(one, "--by", "by", metavar="ROLE", default="")
    option(one, "--at", "at", metavar="MOMENT", default="")
    option(one, "--outcome", "outcome", metavar="CODE", default="")
    option(one, "--reason", "reason", metavar="TEXT", default="")
    for name in ("engagement", "voices", "handover"):
        added = command(name, reports=True)
        added.add_argument("--as-of", metavar="DATE", help=words.text("cli.arg.as_of"))
        option(added, "--all", "all", action="store_true")
        if name == "handover":
            option(added, "--place", "place", metavar="ID", default="")


def _moment(text: str) -> datetime:
    from pocplanner.commands.clock import now

    if not text:
        return now()
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Problem("cli.bad_moment", text=text) from error
    if found.utcoffset() is None:
        raise Problem("cli.bad_moment", text=text)
    return found


def run_alerts(t: Terminal) -> int:
    """List what waits; attention where something is overdue or was closed in silence."""
    from pocplanner.analysis.alert_log import telling
    from pocplanner.analysis.telling import Teller
    from pocplanner.cli.opening import opened
    from pocplanner.commands.people import looking

    at = _moment(t.given.at)
    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    found, teller = looking.log(snapshot, at), Teller(t.words, snapshot)
    late = sum(w.overdue for w in found.waiting)
    ended = ATTENTION if late or found.untold else OK
    if t.given.json:
        t.answer(
            {
                "at": found.at.isoformat(),
                "waiting": [
                    {
                        "alert": w.alert_id,
                        "place": w.place_id,
                        "step": w.step,
                        "since": w.since.isoformat(),
                        "minutes": round(w.minutes, 1),
                        "limit": w.limit,
                        "overdue": w.overdue,
                        "closed": w.closed,
                        "text": telling.waiting_text(teller, w),
                    }
                    for w in found.waiting
                ],
                "closed_untold": found.untold,
                "whole": found.whole,
                "places": found.places,
                "mechanisms": found.mechanisms,
                "text": telling.step_lines(t.words, found.whole),
            }
        )
        return ended
    zone = snapshot.mission.time_zone
    shown = telling.at(t.words, at, zone)
    t.say("people.log.head", waiting=len(found.waiting), overdue=late, at=f"{shown} {zone}")
    for one in found.waiting if t.given.all else found.waiting[: 2 * _SHOWN]:
        t.line(f"{one.alert_id}  {telling.waiting_text(teller, one)}")
    _rest(t, len(found.waiting) - 2 * _SHOWN)
    if found.untold:
        t.line(telling.counted(t.words, "people.log.untold", len(found.untold)))
    t.line(telling.counts_text(t.words, found.whole))
    t.say("people.log.from_receipt")
    for line in telling.step_lines(t.words, found.whole):
        t.line(f"  {line}")
    for key, groups in (("by_place", found.places), ("by_mechanism", found.mechanisms)):
        if groups:
            t.say(f"people.log.{key}")
            for group in groups if t.given.all else groups[:_SHOWN]:
                t.line(f"  {telling.group_text(teller, group)}")
            _rest(t, len(groups) - _SHOWN)
    return ended


def _rest(t: Terminal, left: int) -> None:
    if left > 0 and not t.given.all:
        t.say("cli.people.more", count=left)


def run_stamp(t: Terminal) -> int:
    """Receive an alert, mark its next step, or say how it ended."""
    from pocplanner.analysis.alert_log.telling import at as told_at
    from pocplanner.cli.opening import author, opened
    from pocplanner.commands.people import alerts

    given = t.given
    at, by = _moment(given.at), given.by.strip() or author(t)
    ended = OK
    project = opened(t)
    try:
        zone = project.snapshot().mission.time_zone
        if given.receive:
            from pocplanner.commands.changing import look_up
            from pocplanner.model.community import Alert

            look_up(project.snapshot(), Alert, {"threat": given.threat})
            kept = alerts.receive(project, given.id, by, at, threat=given.threat)
            place = project.snapshot().name(kept.place_id)
            moment = told_at(t.words, at, zone)
            t.say("people.log.kept", id=kept.id, place=place, at=moment)
        elif given.outcome:
            kept, owed = alerts.end(project, given.id, given.outcome, given.reason)
            place = project.snapshot().name(kept.place_id)
            outcome = t.words.term("alert_outcome", kept.outcome)
            t.say("people.log.ended", place=place, outcome=outcome)
            if owed:
                t.say("people.log.owed")
                ended = ATTENTION
        else:
            kept, step = alerts.stamp(project, given.id, by, at, given.step)
            t.say(
                "people.log.stamped",
                place=project.snapshot().name(kept.place_id),
                step=t.words.text(f"people.done.{step}"),
                at=told_at(t.words, at, zone),
                by=by,
            )
    finally:
        project.close()
    return ended


def _assessed(t: Terminal) -> tuple["Snapshot", "Assessment"]:
    from pocplanner.cli.opening import day, opened, today
    from pocplanner.commands.assessment import assess

    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    found = t.run(assess(snapshot, day(t.given.as_of), today()))
    return found.over(snapshot), found


def run_engagement(t: Terminal) -> int:
    """Whom the mission met and whom not; attention where high threat was not met."""
    from pocplanner.analysis.engagement import telling
    from pocplanner.analysis.telling import Teller
    from pocplanner.commands.people import looking

    snapshot, assessment = _assessed(t)
    found, teller = looking.engagement(snapshot, assessment), Teller(t.words, snapshot)
    ended = ATTENTION if found.unmet else OK
    if t.given.json:
        said = {
            "mirror": telling.mirror_lines(teller, found.mirror),
            "unmet": [telling.unmet_text(teller, u) for u in found.unmet],
            "evidence": telling.evidence_lines(teller, found.evidence),
            "rotations": [telling.rotation_lines(teller, r) for r in found.rotations],
            "initiatives": [telling.initiative_lines(teller, i) for i in found.initiatives],
        }
        t.answer({n: getattr(found, n) for n in found.__dataclass_fields__} | {"text": said})
        return ended
    for line in telling.mirror_lines(teller, found.mirror):
        t.line(line)
    _unmet(t, teller, found)
    t.say("people.evidence.title")
    for line in telling.evidence_lines(teller, found.evidence):
        t.line(f"  {line}")
    t.say("people.rotation.title")
    near = [r for r in found.rotations if r.near or t.given.all]
    for rotation in near:
        for line in telling.rotation_lines(teller, rotation):
            t.line(f"  {line}")
    if not found.rotations:
        t.say("people.rotation.none")
    if found.trust:
        t.say("people.rotation.trust")
        for trust in found.trust if t.given.all else found.trust[:_SHOWN]:
            t.line(f"  {telling.trust_text(teller, trust)}")
        _rest(t, len(found.trust) - _SHOWN)
        t.say("people.rotation.trust_note")
    t.say("people.initiative.title")
    for looked in found.initiatives:
        for line in telling.initiative_lines(teller, looked):
            t.line(f"  {line}")
    if not found.initiatives:
        t.say("people.initiative.none")
    return ended


def _unmet(t: Terminal, teller: Any, found: Any) -> None:
    from pocplanner.analysis.assumptions import Assumptions
    from pocplanner.analysis.engagement.telling import unmet_text

    if not found.mirror.contacts:
        return
    days = Assumptions(teller.snapshot.assumptions).whole("contact.unmet_days")
    if not found.unmet:
        t.say("people.mirror.unmet_none", days=days)
    else:
        t.say("people.mirror.unmet", days=days)
        for one in found.unmet if t.given.all else found.unmet[:_SHOWN]:
            t.line(f"  {unmet_text(teller, one)}")
        _rest(t, len(found.unmet) - _SHOWN)
    if found.women_unmet:
        names = teller.several([teller.place(p) for p in found.women_unmet])
        t.say("people.mirror.women_unmet", places=names)


def run_voices(t: Terminal) -> int:
    """What people say beside the mission; attention where it differs or diverges."""
    from pocplanner.analysis.telling import Teller
    from pocplanner.analysis.voices import telling
    from pocplanner.commands.people import looking

    snapshot, assessment = _assessed(t)
    found, teller = looking.heard(snapshot, assessment), Teller(t.words, snapshot)
    differs = any(b.differs or b.sexes_differ for b in found.beside)
    ended = ATTENTION if differs or any(p.state == "diverges" for p in found.pairs) else OK
    if t.given.json:
        said = {
            "beside": [telling.beside_text(teller, b) for b in found.beside],
            "cells": [telling.cell_text(teller, c) for c in found.cells],
            "pairs": [telling.pair_lines(teller, p) for p in found.pairs],
        }
        t.answer({n: getattr(found, n) for n in found.__dataclass_fields__} | {"text": said})
        return ended
    t.say("people.voices.beside")
    for one in found.beside if t.given.all else found.beside[: 2 * _SHOWN]:
        t.line(f"  {telling.beside_text(teller, one)}")
    _rest(t, len(found.beside) - 2 * _SHOWN)
    if not found.beside:
        t.say("people.voices.no_ratings")
    t.say("people.voices.rounds")
    tests = {id(c): m for c, m in found.moved}
    for cell in found.cells if t.given.all else found.cells[: 2 * _SHOWN]:
        t.line(f"  {telling.cell_text(teller, cell)}")
        if id(cell) in tests:
            t.line(f"    {telling.moved_text(t.words, tests[id(cell)])}")
    _rest(t, len(found.cells) - 2 * _SHOWN)
    if not found.cells:
        t.say("people.voices.none")
    t.say("people.voices.pairs")
    for pair in found.pairs:
        for line in telling.pair_lines(teller, pair):
            t.line(f"  {line}")
    if not found.pairs:
        t.say("people.voices.no_pairs")
    return ended


def run_handover(t: Terminal) -> int:
    """The booklet of one place, or of each of which something is owed or known."""
    from pocplanner.analysis.engagement.booklet_text import booklet_parts
    from pocplanner.analysis.telling import Teller
    from pocplanner.commands.people import looking

    snapshot, assessment = _assessed(t)
    if t.given.place and snapshot.get(t.given.place) is None:
        raise Problem("record.unknown", id=t.given.place)
    teller, on = Teller(t.words, snapshot), assessment.as_of
    books = looking.hand_over_all(snapshot, on)
    if t.given.place:
        books = (looking.hand_over(snapshot, t.given.place, on),)
    if t.given.json:
        t.answer(
            [
                {n: getattr(b, n) for n in b.__dataclass_fields__}
                | {"text": [(head, lines) for head, lines, _ in booklet_parts(teller, b, on)]}
                for b in books
            ]
        )
        return OK
    for book in books:
        name = teller.place(book.place_id)
        t.line("")
        t.say("people.booklet.title", place=name)
        t.say("people.booklet.as_of", on=teller.day(on))
        if book.empty:
            t.say("people.booklet.empty", place=name)
            continue
        for head, lines, _ in booklet_parts(teller, book, on):
            t.line(head)
            for line in lines:
                t.line(f"  {line}")
    return OK
