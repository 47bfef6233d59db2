"""The terminal's command on closures: month by month, in which order, and what stays."""

from typing import Any

from pocplanner.cli.opening import day, opened, today
from pocplanner.cli.terminal import OK, Terminal


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


def run(t: Terminal) -> int:
    """Tell the calendar of closures, the order that keeps the worst highest, and what stays."""
    from pocplanner.commands.closures import closing_lines, closings
    from pocplanner.commands.proposing import found as looked_up
    from pocplanner.model.places import Post

    given = t.given
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
