"""The terminal's command on closures: month by month, in which order, and what stays."""

from pathlib import Path
from typing import Any

from pocplanner.cli.opening import day, opened, today
from pocplanner.cli.terminal import OK, Terminal
from pocplanner.words import LANGUAGES, Problem


def add(command: Any, words: Any) -> None:
    """Say what the command takes."""
    said = command("closures", reports=True)
    for name, kind, usual, letters in (("months", int, 12, "N"), ("floor", int, 50, "PERCENT")):
        said.add_argument(
            f"--{name}",
            type=kind,
            default=usual,
            metavar=letters,
            help=words.text(f"cli.arg.closures_{name}"),
        )
    said.add_argument(
        "--close",
        action="append",
        default=[],
        metavar="POST",
        help=words.text("cli.arg.closures_close"),
    )
    said.add_argument("--as-of", metavar="DATE", help=words.text("cli.arg.as_of"))
    said.add_argument("--out", type=Path, metavar="PDF", help=words.text("cli.arg.closures_out"))
    said.add_argument(
        "--audience",
        choices=("core", "command", "mission", "exercise"),
        metavar="NAME",
        help=words.text("cli.arg.closures_audience"),
    )
    said.add_argument(
        "--lang", choices=LANGUAGES, default="en", help=words.text("cli.arg.closures_lang")
    )


def run(t: Terminal) -> int:
    """Tell the calendar of closures, the order that keeps the worst highest, and what stays."""
    from pocplanner.commands.closures import closing_lines, closings
    from pocplanner.commands.proposing import found as looked_up
    from pocplanner.model.places import Post

    given = t.given
    if given.out is not None:
        return _write(t)
    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    posts = [looked_up(snapshot, Post, name).id for name in given.close]
    work = closings(snapshot, posts, given.months, given.floor, day(given.as_of), today())
    found = t.run(work)
    lines = list(closing_lines(t.words, snapshot, found))
    if given.json:
        t.answer({"as_of": found.as_of, "months": found.months, "order": found.order,
                  "cards": found.cards, "text": [x for x in lines if x]})  # fmt: skip
        return OK
    for line in lines:
        t.line(line)
    return OK


def _write(t: Terminal) -> int:
    """A page for each closure as a PDF, proven and logged."""
    from pocplanner.commands import closures_paper
    from pocplanner.commands.leaving import may_leave
    from pocplanner.commands.proposing import found as looked_up
    from pocplanner.model.guard import Audience
    from pocplanner.model.places import Post

    given = t.given
    if not given.audience:
        raise Problem("closures.out_needs")
    project = opened(t)
    try:
        may_leave(project)
        snapshot = project.snapshot()
        posts = [looked_up(snapshot, Post, name).id for name in given.close]
        work = closures_paper.write_closures(
            snapshot, posts, Audience(given.audience), given.lang, given.out, day(given.as_of),
            today(),
        )  # fmt: skip
        written = t.run(work)
        closures_paper.keep(project, written)
    finally:
        project.close()
    t.say(
        "cli.closures.done",
        file=written.path.name,
        pages=written.pages,
        audience=t.words.term("audience", given.audience),
        held_back=written.held_back,
    )
    return OK
