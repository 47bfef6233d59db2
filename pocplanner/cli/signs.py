"""The terminal's command on warning signs: list sheets and clusters, fill one in, print one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pocplanner.cli.terminal import ATTENTION, OK, Terminal
from pocplanner.words import LANGUAGES, Problem

if TYPE_CHECKING:
    from pocplanner.words import Words


def arguments(command: Callable[..., Any], words: "Words") -> None:
    """Add the command to the parser."""

    def option(to: Any, name: str, **more: Any) -> None:
        to.add_argument(f"--{name}", help=words.text(f"cli.arg.signs_{name}"), **more)

    signs = command("signs", writes=True, reports=True)
    option(signs, "place", metavar="ID", default="")
    option(signs, "on", metavar="DATE")
    option(signs, "set", action="append", default=[], metavar="SIGN=STATE")
    option(signs, "confidence", choices=("low", "moderate", "high"), default="low")
    option(signs, "out", type=Path, metavar="PDF")
    option(signs, "blank", action="store_true")
    option(signs, "lang", choices=LANGUAGES, default=words.language)


def run_signs(t: Terminal) -> int:
    """List the latest sheets and what stands together; with `--set` keep rows; `--out` prints."""
    from pocplanner.analysis.assumptions import Assumptions
    from pocplanner.analysis.signs.sheets import clusters, sheets
    from pocplanner.analysis.telling import Teller
    from pocplanner.cli.opening import day, opened, today
    from pocplanner.commands.leaving import may_leave
    from pocplanner.commands.signs import Entry, keep_sheet, log_sheet, write_sheet

    given = t.given
    on = day(given.on)
    if (given.set or given.out) and not given.place:
        raise Problem("signs.place_first")
    project = opened(t)
    try:
        if given.set:
            entries = [Entry(*_pair(text), confidence=given.confidence) for text in given.set]
            kept = keep_sheet(project, given.place, on or today(), entries)
            t.say("signs.cli_kept", count=len(kept), place=project.snapshot().name(given.place))
        if given.out:
            may_leave(project)
            filled = None if given.blank else on or _last(project.snapshot(), given.place, today())
            written = t.run(
                write_sheet(project.snapshot(), given.place, given.lang, given.out, filled)
            )
            log_sheet(project, written)
            t.say("signs.cli_written", file=given.out.name, pages=written.pages)
        snapshot = project.snapshot()
    finally:
        project.close()
    if given.set or given.out:
        return OK
    if given.place and snapshot.get(given.place) is None:
        raise Problem("signs.no_place", id=given.place)
    teller = Teller(t.words, snapshot)
    found = sheets(snapshot, given.place)
    latest = {s.place_id: s for s in reversed(found)}
    shown = found if given.place else tuple(sorted(latest.values(), key=lambda s: s.on)[::-1])
    together = [
        c
        for c in clusters(snapshot, on or snapshot.mission.as_of or today(),
                          Assumptions(snapshot.assumptions))
        if given.place in ("", c.place_id)
    ]  # fmt: skip
    if given.json:
        t.answer(_plain(teller, shown, together))
    else:
        _say(t, teller, shown, together)
    return ATTENTION if together else OK


def _last(snapshot: Any, place: str, today: Any) -> Any:
    """The day of the last sheet of a place; today where there is none: that is said then."""
    from pocplanner.analysis.signs.sheets import sheets

    found = sheets(snapshot, place)
    return found[0].on if found else today


def _pair(text: str) -> tuple[str, str]:
    sign, sign_of, state = text.rpartition("=")
    if not sign_of or not sign:
        raise Problem("signs.bad_pair", text=text)
    return sign.strip(), state.strip()


def _say(t: Terminal, teller: Any, shown: Any, together: Any) -> None:
    from pocplanner.analysis.signs.telling import cluster_text, sheet_lines

    if not shown:
        t.say("signs.none")
    for one in shown:
        for line in sheet_lines(teller, one):
            t.line(line)
    for cluster in together:
        t.line("! " + cluster_text(teller, cluster))
    t.say("signs.not_listed")


def _plain(teller: Any, shown: Any, together: Any) -> Any:
    from pocplanner.analysis.signs.telling import cluster_text, sheet_lines

    return {
        "sheets": [
            {
                "place": one.place_id,
                "name": teller.name(one.place_id),
                "on": one.on.isoformat(),
                "before": one.before.isoformat() if one.before else None,
                "signs": [
                    {
                        "sign": x.sign,
                        "state": x.state,
                        "confidence": x.confidence,
                        "before": x.before or None,
                        "trend": x.trend,
                        "record": x.record_id,
                    }
                    for x in one.lines
                ],
                "text": list(sheet_lines(teller, one)),
            }
            for one in shown
        ],
        "clusters": [
            {
                "place": c.place_id,
                "family": c.family,
                "signs": list(c.signs),
                "rising": list(c.rising),
                "records": list(c.record_ids),
                "text": cluster_text(teller, c),
            }
            for c in together
        ],
    }
