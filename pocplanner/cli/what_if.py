"""The terminal's command on proposals: what would change if, beside what is now."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from pocplanner.cli.opening import day, opened, today
from pocplanner.cli.terminal import OK, Terminal
from pocplanner.model.guard import Audience
from pocplanner.words import LANGUAGES, Problem

_SHOWN = 25
#: Options that may be given several times, with the letters that stand for their value.
_OPTIONS = {
    "move": "POST=LON,LAT", "add": "NAME=LON,LAT", "station": "UNIT=POST", "close": "POST[=DATE]",
    "close-road": "ROUTE", "open-road": "ROUTE", "lose-bridge": "OBSTACLE", "lose": "TAG",
    "caveat": "UNIT=CAVEAT", "lift": "UNIT=CAVEAT", "ready": "UNIT=MINUTES",
    "patrol": "PATROL=FROM-TO", "option": "NAME",
}  # fmt: skip


def add(command: Any, words: Any) -> None:
    """Say what the command takes."""
    said = command("what-if", writes=True, reports=True)
    for name, letters in _OPTIONS.items():
        said.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar=letters,
            help=words.text(f"cli.arg.what_if_{name.replace('-', '_')}"),
        )
    said.add_argument("--keep", action="store_true", help=words.text("cli.arg.what_if_keep"))
    said.add_argument("--save", metavar="NAME", help=words.text("cli.arg.what_if_save"))
    said.add_argument("--texts", action="store_true", help=words.text("cli.arg.what_if_texts"))
    said.add_argument("--out", type=Path, metavar="PDF", help=words.text("cli.arg.what_if_out"))
    said.add_argument(
        "--audience",
        choices=tuple(a.value for a in Audience),
        default="core",
        metavar="NAME",
        help=words.text("cli.arg.what_if_audience"),
    )
    said.add_argument("--lang", choices=LANGUAGES, default="en", help=words.text("cli.arg.lang"))
    said.add_argument("--as-of", metavar="DATE", help=words.text("cli.arg.as_of"))


def run(t: Terminal) -> int:
    """Think a proposal through and tell what differs; with `--keep` make it real."""
    from pocplanner.analysis.assess import day_of
    from pocplanner.commands import proposing, what_if

    given = t.given
    project = opened(t)
    try:
        snapshot = project.snapshot()
        as_of = day_of(snapshot, day(given.as_of), today())
        options = [proposing.option(snapshot, name) for name in given.option]
        mine = _changes(given, snapshot, as_of)
        if given.out is not None:
            if not 1 <= len(options) <= 2 or mine:
                raise Problem("what_if.two", count=len(options) + bool(mine))
            return _paper(t, project, [o.id for o in options])
        if len(options) > 1:
            if len(options) > 2 or mine:
                raise Problem("what_if.two", count=len(options) + bool(mine))
            return _side_by_side(t, snapshot, options, as_of)
        changes = (*(c for o in options for c in o.changes), *mine)
        if not changes:
            raise Problem("what_if.no_change")
        outcome = t.run(what_if.think(snapshot, changes, as_of, today()))
        kept = what_if.keep(project, outcome, t.words.language) if given.keep else ()
        saved = what_if.save(project, given.save, changes) if given.save else None
        if given.json:
            t.answer(_plain(t, outcome) | {"kept": [r.id for r in kept],
                                           "saved": saved.id if saved else ""})  # fmt: skip
            return OK
        _tell(t, outcome)
        if kept:
            t.say("what_if.kept", count=len(kept))
        if saved is not None:
            t.say("what_if.saved", name=saved.name)
        return OK
    finally:
        project.close()


def _changes(given: Any, snapshot: Any, as_of: Any) -> tuple[Any, ...]:
    """The changes in the order of their kinds; a unit may be stationed where a base is added."""
    from pocplanner.commands import proposing as p

    new = [p.added(snapshot, text) for text in given.add]
    return (
        *(p.moved(snapshot, text) for text in given.move),
        *new,
        *(p.closed(snapshot, text, as_of) for text in given.close),
        *(p.stationed(snapshot, text, new) for text in given.station),
        *(p.limited(snapshot, text) for text in given.caveat),
        *(p.limited(snapshot, text, lift=True) for text in given.lift),
        *(p.readied(snapshot, text) for text in given.ready),
        *(p.way(snapshot, text, "close_way") for text in given.close_road),
        *(p.way(snapshot, text, "open_way") for text in given.open_road),
        *(p.crossing(snapshot, text) for text in given.lose_bridge),
        *(p.cause(snapshot, text) for text in given.lose),
        *(p.rescheduled(snapshot, text) for text in given.patrol),
    )


def _side_by_side(t: Terminal, snapshot: Any, options: Any, as_of: Any) -> int:
    from pocplanner.commands import what_if

    found = [t.run(what_if.think(snapshot, o.changes, as_of, today())) for o in options]
    if t.given.json:
        pairs = zip(options, found, strict=True)
        t.answer([{"option": o.id, "name": o.name} | _plain(t, x) for o, x in pairs])
        return OK
    for one, outcome in zip(options, found, strict=True):
        t.line(f"— {one.name} —")
        _tell(t, outcome)
        t.line("")
    return OK


def _paper(t: Terminal, project: Any, ids: list[str]) -> int:
    """Write the options side by side for an audience, and log that they left."""
    from pocplanner.commands import options_paper
    from pocplanner.commands.leaving import may_leave

    given = t.given
    may_leave(project)
    work = options_paper.write_options(
        project.snapshot(), ids, Audience(given.audience), given.lang, given.out,
        day(given.as_of), today(),
    )  # fmt: skip
    written = t.run(work)
    options_paper.keep(project, written)
    t.say(
        "cli.export",
        file=written.path.name,
        pages=written.pages,
        audience=t.words.term("audience", given.audience),
        held_back=written.held_back,
    )
    return OK


def _tell(t: Terminal, outcome: Any) -> None:
    from pocplanner.analysis.telling import Teller
    from pocplanner.analysis.what_if import telling as tell
    from pocplanner.analysis.what_if.joined_telling import heard_lines, reads_other

    words, found = t.words, outcome.comparison
    teller = Teller(words, outcome.shown)
    changes = [tell.change_text(words, outcome.shown, c) for c in outcome.changes]
    t.say("what_if.head", changes=t.words.parted(changes))
    t.say("what_if.as_on", day=outcome.laid.day, as_of=outcome.before.as_of)
    for line in tell.summary(teller, found, bool(outcome.alerts)):
        t.line(line)
    for said in outcome.remarks:
        t.line("! " + teller.text(said))
    _list(t, "places", [tell.place_line(teller, c) for c in found.places if reads_other(words, c)])
    _list(t, "joined", [line for c in found.places for line in heard_lines(teller, c)])
    _list(t, "ratings", [tell.rating_line(teller, c) for c in found.ratings])
    _list(t, "health", [tell.health_line(teller, *pair) for pair in found.health])
    _list(t, "hours", [tell.hours_line(teller, c) for c in found.hours])
    _list(t, "alerts", [tell.alert_line(teller, c.before, c.after) for c in outcome.alerts])
    if outcome.laid.changes:
        _texts(t, outcome, teller)
    t.say("what_if.decides")


def _list(t: Terminal, name: str, lines: list[str]) -> None:
    if not lines:
        return
    t.say(f"what_if.{name}_head")
    for line in lines[:_SHOWN]:
        t.line("  " + line)
    if len(lines) > _SHOWN:
        t.line("  " + t.words.text("what_if.more", count=len(lines) - _SHOWN))


def _texts(t: Terminal, outcome: Any, teller: Any) -> None:
    from pocplanner.analysis.what_if.telling import cell_name
    from pocplanner.report.draft.templates import section_texts

    texts, rows = outcome.texts(t.words.language)
    if texts:
        t.say("what_if.texts_head", count=len(texts))
        shown = texts if t.given.texts else texts[:_SHOWN]
        for one in shown:
            why = teller.several([teller.name(i) for i in one.why[:4]]) if one.why else "–"
            name = section_texts("strategy", t.words.language, one.section).title
            facts = {"number": one.number, "section": name, "why": why}
            t.line("  " + t.words.text("what_if.text_line", **facts))
            if t.given.texts:
                t.line(f"    - {one.before}")
                t.line(f"    + {one.after}")
        if len(texts) > len(shown):
            t.line("  " + t.words.text("what_if.more", count=len(texts) - len(shown)))
    if rows:
        t.say("what_if.rows_head", count=len(rows))
        for row in rows[:_SHOWN]:
            cells = ", ".join(cell_name(t.words, name) for name, _, _ in row.cells)
            facts = {"place": teller.name(row.place_id), "cells": cells}
            t.line("  " + t.words.text("what_if.row_line", **facts))


def _plain(t: Terminal, outcome: Any) -> dict[str, Any]:
    """The answer for a program: every number beside what it was."""
    from pocplanner.analysis.telling import Teller
    from pocplanner.analysis.what_if import telling as tell

    teller = Teller(t.words, outcome.shown)
    found = outcome.comparison
    texts, rows = outcome.texts(t.words.language)

    def rated(one: Any) -> dict[str, Any] | None:
        if one is None:
            return None
        return {"likelihood": one.likelihood, "impact": one.impact, "band": one.band,
                "priority": one.priority}  # fmt: skip

    return {
        "changes": [tell.change_text(t.words, outcome.shown, c) for c in outcome.changes],
        "as_of": outcome.before.as_of,
        "day": outcome.laid.day,
        "places": [
            {"place": c.place_id, "name": teller.name(c.place_id), "light": c.light,
             "season": c.season, "direction": c.direction, "before": _read(c.before),
             "after": _read(c.after), "heard": [_pair(teller, p) for p in c.heard]}
            for c in found.places
        ],
        "ratings": [
            {"threat": c.threat_id, "name": teller.name(c.threat_id), "place": c.place_id,
             "before": rated(c.before), "after": rated(c.after), "steps": c.steps}
            for c in found.ratings
        ],
        "mechanisms": [
            {"mechanism": (a or b).mechanism_id, "before": a.value if a else None,
             "after": b.value if b else None}
            for a, b in found.health
        ],
        "hours": found.hours,
        "alerts": [
            {"place": c.before.subject.place_id, "text": tell.alert_line(teller, c.before, c.after),
             "silenced": c.silenced}
            for c in outcome.alerts
        ],
        "unhelped": {"before": found.unhelped_before, "after": found.unhelped_after},
        "late": {"before": found.late_before, "after": found.late_after},
        "paragraphs": texts,
        "rows": rows,
        "remarks": [teller.text(s) for s in outcome.remarks],
        "summary": list(tell.summary(teller, found, bool(outcome.alerts))),
        "assumptions": outcome.after.used,
    }  # fmt: skip


def _read(one: Any) -> dict[str, Any]:
    """A reading without the parts of the people, who stand as pairs beside it."""
    return {f.name: getattr(one, f.name) for f in fields(one) if f.name != "heard"}


def _pair(teller: Any, pair: Any) -> dict[str, Any]:
    """The same people before and after, alert and help together; nothing printed of guesses."""
    from pocplanner.analysis.mesh.sentences import who
    from pocplanner.analysis.what_if.joined_telling import pair_text

    def side(one: Any) -> dict[str, Any] | None:
        names = ("arrives_onset", "arrives_end", "helps_onset", "helps_end")
        if one is None:
            return None
        chances = {n: c._asdict() if (c := getattr(one, n)) else None for n in names}
        alert = one.alert._asdict() if one.alert else None
        return {"state": one.state, "word": one.word, "alert": alert} | chances

    subject = pair.subject
    return {
        "sex": subject.sex, "group": subject.group, "people": subject.people,
        "who": teller.text(who(subject, True)), "before": side(pair.before),
        "after": side(pair.after), "text": pair_text(teller, pair),
    }  # fmt: skip
