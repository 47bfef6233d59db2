"""How an assessment and a check are said on a terminal."""

from typing import Any

from pocplanner.cli.terminal import Terminal
from pocplanner.commands.check import Checked
from pocplanner.model.snapshot import Snapshot

_SHOWN = 25


def show_assessment(t: Terminal, snapshot: Snapshot, found: Any, proposed: int, rated: int) -> None:
    """Ratings by priority with their reasons, then findings, then open questions."""
    if t.given.json:
        t.answer({"assessment": found, "new_proposed": proposed, "new_ratings": rated})
        return
    snapshot = found.over(snapshot)
    head = "cli.assess.head" if found.data_until else "cli.assess.head_none"
    t.say(head, as_of=found.as_of, until=found.data_until)
    if found.outdated:
        t.say("cli.assess.outdated")
    for rating in found.rated:
        threat = found.threats[rating.threat_id]
        t.say(
            "cli.assess.threat",
            priority=t.words.term("priority", rating.priority or "not_rated"),
            band=t.words.term("band", rating.band or "not_rated"),
            kind=t.words.term("threat_type", threat.kind),
            place=snapshot.name(threat.place_id) or t.words.text("cli.assess.no_place"),
            by=", ".join(filter(None, map(snapshot.name, threat.perpetrator_ids)))
            or threat.perpetrator_name
            or t.words.text("cli.assess.nobody"),
            status=t.words.term("threat_status", threat.status),
            id=threat.id,
        )
    t.say("cli.assess.kept", proposed=proposed, rated=rated)
    show_points(t, snapshot, "cli.assess.findings", found.findings)
    show_points(t, snapshot, "cli.assess.questions", found.questions)


def show_check(t: Terminal, snapshot: Snapshot, found: Checked) -> None:
    """What a person should look at before a document leaves."""
    if not found.intact:
        t.say("cli.check.damaged")
    elif found.broken_at:
        t.say("cli.check.broken", number=found.broken_at)
    else:
        t.say("cli.check.sound")
    show_points(t, snapshot, "cli.assess.questions", found.questions)
    for key, rows in (
        ("cli.check.generic", found.generic),
        ("cli.check.no_consent", found.no_consent),
        ("cli.check.expired", found.expired),
        ("cli.check.names", found.names_in_text),
        ("cli.check.codes", found.unknown_codes),
        ("cli.check.interference", found.interference),
        ("cli.check.interference_begun", found.begun_unsettled),
        ("cli.check.journeys_unanswered", found.journeys_unanswered),
        ("cli.check.ways_unasked", found.ways_unasked),
        ("cli.check.promises_undone", found.promises_undone),
    ):
        t.say(key, count=len(rows))
        for row in rows[:_SHOWN]:
            said = row if isinstance(row, tuple) else (snapshot.name(row) or row,)
            t.line("  " + " · ".join(str(part) for part in said))


def show_points(t: Terminal, snapshot: Snapshot, head: str, points: Any) -> None:
    """Findings or questions, ids told as names."""
    t.say(head, count=len(points))
    for point in points[:_SHOWN]:
        t.line("  " + say_point(t, snapshot, point))
    if len(points) > _SHOWN:
        t.say("cli.more", count=len(points) - _SHOWN)


def say_point(t: Terminal, snapshot: Snapshot, point: Any) -> str:
    """The sentence of a finding or question, with those who could answer it."""
    from pocplanner.analysis.telling import Teller

    teller = Teller(t.words, snapshot)
    said = teller.text(point)
    who = getattr(point, "who", ())
    return f"{said} ({teller.who(who)})" if who else said
