"""The terminal's commands on actions beside what people do: list the questions, settle one."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pocplanner.cli.terminal import ATTENTION, OK, Terminal
from pocplanner.words import Words

if TYPE_CHECKING:
    from pocplanner.analysis.interference import Interference
    from pocplanner.analysis.telling import Teller
    from pocplanner.commands.interference import Looked
    from pocplanner.model.snapshot import Snapshot

#: What may become of a question, as it is typed.
KINDS = ("answer", "mitigation", "risk", "asked")


def arguments(command: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """Add the two commands to the parser."""

    def option(to: argparse.ArgumentParser, name: str, **more: Any) -> None:
        to.add_argument(f"--{name}", help=words.text(f"cli.arg.interference_{name}"), **more)

    look = command("interference", reports=True)
    option(look, "all", action="store_true")
    settle = command("answer", writes=True)
    settle.add_argument("id", metavar="ID", help=words.text("cli.arg.interference_id"))
    option(settle, "text", metavar="TEXT", default="")
    option(settle, "as", dest="kind", choices=KINDS, default="answer")
    option(settle, "by", metavar="ROLE", default="")
    option(settle, "until", metavar="DATE")
    option(settle, "withdraw", action="store_true")


def run_interference(t: Terminal) -> int:
    """List what actions may do to what people do; attention where a question stands open."""
    from pocplanner.analysis.telling import Teller
    from pocplanner.cli.opening import opened, today
    from pocplanner.commands.interference import look

    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    looked = look(snapshot, on=today())
    teller = Teller(t.words, snapshot)
    if t.given.json:
        t.answer(_as_json(snapshot, teller, looked))
    else:
        _say(t, snapshot, teller, looked)
    return ATTENTION if looked.open else OK


def run_answer(t: Terminal) -> int:
    """Settle one question, or take back how it was settled."""
    from pocplanner.cli.opening import day, opened, today
    from pocplanner.commands import interference

    given = t.given
    until = day(given.until)
    project = opened(t)
    try:
        if given.withdraw:
            interference.withdraw(project, given.id)
            t.say("cli.interference.withdrawn", id=given.id)
        else:
            kept = interference.settle(project, given.id, given.kind, given.text, given.by, until)
            kind = t.words.term("interference_answer", kept.kind)
            t.say("cli.interference.kept", id=given.id, kind=kind, by=kept.by)
        left = len(interference.look(project.snapshot(), on=today()).open)
        t.say("cli.interference.left", count=left)
    finally:
        project.close()
    return OK


def _say(t: Terminal, snapshot: "Snapshot", teller: "Teller", looked: "Looked") -> None:
    words = t.words
    if not looked.found:
        t.say("cli.interference.none")
    counts = _counts(looked)
    t.say("cli.interference.count", **counts)
    rest = [f for f in looked.found if not f.open] if t.given.all else []
    for one in (*looked.open, *rest):
        state = words.term("interference_effect", one.rule.effect)
        if one.rule.effect == "may_harm":
            state = words.text("gui.interference.open")
            if one.state not in ("open", "none"):
                state = words.term("interference_answer", one.state)
        begun = f" · {words.text('cli.interference.begun')}" if one.open and one.begun else ""
        t.line(f"{one.id}  [{state}{begun}]")
        t.line(f"  {sentence(snapshot, teller, one)}")
        t.line(f"  {met(words, one)}")
        own = f", {words.text('cli.interference.own_rule')}" if one.rule.own else ""
        why, cite = one.rule.told("why", words.language), one.rule.cite + own
        t.line("  " + words.text("cli.interference.why", why=why, cite=cite))
        told = became(words, snapshot, one)
        if told:
            t.line(f"  {told}")
        elif one.open:
            t.line("  " + words.text("cli.interference.who", who=who_could(teller, snapshot, one)))
    for key, ids in (
        ("unplaced", looked.unplaced),
        ("not_asked", looked.not_asked),
        ("unjudged", looked.unjudged),
    ):
        if ids:
            t.say(f"cli.interference.{key}", count=len(ids))


def sentence(snapshot: "Snapshot", teller: "Teller", one: "Interference") -> str:
    """The sentence about an action and a way of coping."""
    from pocplanner.analysis.interference import said

    key, facts = said(snapshot, one)
    return teller.words.text(key, **teller.facts(facts))


def met(words: Words, one: "Interference") -> str:
    """How the two meet, and what of the time nobody told."""
    from pocplanner.analysis.interference import met_how

    told = words.text(f"cli.interference.near_{met_how(one)}", km=one.km)
    if one.unknown:
        parts = ", ".join(words.text(f"interference.part.{p}") for p in one.unknown)
        told += "; " + words.text("cli.interference.unknown", parts=parts)
    return told


def became(words: Words, snapshot: "Snapshot", one: "Interference") -> str:
    """What became of the question; empty where nothing is kept."""
    from pocplanner.model.interference import InterferenceAnswer

    answer = snapshot.one(InterferenceAnswer, one.answer_id)
    if answer is None:
        return ""
    kind = words.term("interference_answer", answer.kind)
    facts = {"by": answer.by, "on": answer.on, "text": answer.text}
    return words.text("cli.interference.settled", kind=kind, **facts)


def who_could(teller: "Teller", snapshot: "Snapshot", one: "Interference") -> str:
    """Those who could answer, in one line."""
    from pocplanner.analysis.interference import who

    return teller.who(who(snapshot, one))


def _counts(looked: "Looked") -> dict[str, int]:
    harm = [f for f in looked.found if f.rule.effect == "may_harm"]
    return {
        "open": len(looked.open),
        "settled": len(harm) - len(looked.open),
        "supports": sum(f.rule.effect == "supports" for f in looked.found),
        "neutral": sum(f.rule.effect == "neutral" for f in looked.found),
    }


def _as_json(snapshot: "Snapshot", teller: "Teller", looked: "Looked") -> dict[str, Any]:
    return {
        **_counts(looked),
        "interference": [
            {
                "id": one.id,
                "action": one.action_id,
                "coping": one.coping_id,
                "place": one.place_id,
                "effect": one.rule.effect,
                "rule": one.rule.id,
                "own_rule": one.rule.own,
                "cite": one.rule.cite,
                "state": one.state,
                "begun": one.begun,
                "near": one.near,
                "km": one.km,
                "not_told": list(one.unknown),
                "text": sentence(snapshot, teller, one),
                "why": one.rule.told("why", teller.words.language),
                "who_could_answer": who_could(teller, snapshot, one),
                "answer": one.answer_id,
                "rests_on": list(one.refs),
            }
            for one in looked.found
        ],
        "not_checked": list(looked.unplaced),
        "not_asked": list(looked.not_asked),
        "not_judged": list(looked.unjudged),
    }
