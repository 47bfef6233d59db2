"""The commands, for a terminal."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pocplanner import __version__
from pocplanner.cli import (
    exposure,
    interference,
    looking,
    lowering,
    network,
    people,
    reach,
    selecting,
    signs,
    terrain,
)
from pocplanner.cli.closures import add as add_closures
from pocplanner.cli.mesh import add as add_mesh
from pocplanner.cli.siting import add as add_site
from pocplanner.cli.stopping import asked, held
from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK, Terminal
from pocplanner.cli.travel import add as add_travel
from pocplanner.cli.what_if import add as add_what_if
from pocplanner.formats.kind_names import KINDS, TEMPLATES
from pocplanner.words import LANGUAGES, Problem, Words

_AUDIENCES = (
    "core",
    "command",
    "mission",
    "humanitarian",
    "partner",
    "host_state",
    "public",
    "exercise",
)
_DOCUMENTS = ("strategy", "field-matrix", "scenario")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and say by the exit code how it ended."""
    _show_every_sign()
    words = Words(_language())
    terminal = Terminal(words, _parser(words).parse_args(argv))
    try:
        ended = _run(terminal)
    except KeyboardInterrupt:
        ended = _stopped(terminal)
    except BaseException as error:
        if isinstance(error, SystemExit):
            raise
        # An interrupt that met a library halfway can come out as any error at all.
        ended = _stopped(terminal) if asked() else _not_done(terminal, _told(error))
    terminal.flush()
    if terminal.lost and ended == OK:
        terminal.warn("cli.output_lost")
        return ATTENTION
    return ended


def _run(terminal: Terminal) -> int:
    try:
        Path.cwd()
    except OSError as error:
        raise Problem("cli.nowhere") from error
    # Commands are imported when they are run, so that --help stays quick.
    with held():
        from pocplanner.cli import acts

    command = getattr(acts, "run_" + terminal.given.command.replace("-", "_"))
    ended: int = command(terminal)
    return ended


def _stopped(terminal: Terminal) -> int:
    terminal.warn("cli.cancelled")
    return NOT_DONE


def _told(error: BaseException) -> Problem:
    """What failed as one sentence, also where nobody foresaw it.

    A traceback would show paths and records.
    """
    if isinstance(error, Problem):
        return error
    if isinstance(error, MemoryError):
        return Problem("cli.memory")
    return Problem("cli.unforeseen", what=_where(error))


def _not_done(terminal: Terminal, problem: Problem) -> int:
    said = terminal.words.problem(problem)
    if getattr(terminal.given, "json", False):
        terminal.answer({"problem": problem.key, "text": said})
    terminal.warning(said)
    return NOT_DONE


def _where(error: BaseException) -> str:
    """What failed and in which line of the program: enough to mend it, nothing of a mission."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f" {Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}" if trace else ""
    return type(error).__name__ + at


def _show_every_sign() -> None:
    """A terminal that knows fewer signs than a record has gets their numbers, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _language() -> str:
    wanted = os.environ.get("POCPLANNER_LANG") or os.environ.get("LANG", "")
    return wanted[:2] if wanted[:2] in LANGUAGES else "en"


def _parser(words: Words) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pocplanner",
        description=words.text("cli.about"),
        epilog=words.text("cli.codes"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pocplanner {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str, *, writes: bool = False, reports: bool = False, file: bool = True
    ) -> Any:
        text = words.text(f"cli.help.{name.replace('-', '_')}")
        added = commands.add_parser(name, help=text, description=text)
        if file:
            added.add_argument("file", type=Path, metavar="FILE", help=words.text("cli.arg.file"))
        if writes:
            added.add_argument("--author", metavar="ROLE", help=words.text("cli.arg.author"))
        if reports:
            added.add_argument("--json", action="store_true", help=words.text("cli.arg.json"))
        return added

    def option(to: Any, name: str, **more: Any) -> None:
        to.add_argument(
            name, help=words.text(f"cli.arg.{name.strip('-').replace('-', '_')}"), **more
        )

    command("sample", writes=True)
    new = command("new", writes=True)
    option(new, "--name", required=True, metavar="NAME")
    option(new, "--open", action="store_true")
    template = command("template", file=False)
    option(template, "--as", dest="kind", required=True, choices=TEMPLATES, metavar="KIND")
    option(template, "--out", required=True, type=Path, metavar="XLSX")
    option(template, "--lang", choices=LANGUAGES, default="en")
    take = command("import", writes=True, reports=True)
    take.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help=words.text("cli.arg.paths")
    )
    option(take, "--profile", metavar="NAME")
    option(take, "--as", dest="kind", choices=KINDS, metavar="KIND")
    option(take, "--layer", metavar="NAME")
    option(take, "--dry-run", action="store_true")
    option(take, "--preview", action="store_true")
    option(take, "--map", action="append", default=[], metavar="FIELD=COLUMN")
    option(take, "--remember", metavar="NAME")
    option(take, "--fresh", action="store_true")
    take.add_argument(
        "--set",
        dest="overrides",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help=words.text("cli.arg.override"),
    )
    command("info", reports=True)
    rate = command("assess", writes=True, reports=True)
    option(rate, "--as-of", metavar="DATE")
    for name in ("accept", "refuse"):
        decide = command(name, writes=True)
        decide.add_argument("ids", nargs="+", metavar="ID", help=words.text("cli.arg.ids"))
        if name == "accept":
            option(decide, "--offered", action="store_true")
        if name == "refuse":
            option(decide, "--reason", required=True, metavar="TEXT")
    alter = command("change", writes=True)
    alter.add_argument("ids", nargs=1, metavar="ID", help=words.text("cli.arg.ids"))
    option(alter, "--set", action="append", default=[], metavar="FIELD=VALUE", required=True)
    option(alter, "--reason", metavar="TEXT", default="")
    interference.arguments(command, words)
    lowering.arguments(command, words)
    people.arguments(command, words)
    network.arguments(command, words)
    place = command("scenario", writes=True, reports=True)
    option(place, "--template", required=True, metavar="NAME")
    option(place, "--place", required=True, metavar="ID")
    draft = command("draft", writes=True, reports=True)
    option(draft, "--refs", action="store_true")
    export = command("export", writes=True)
    for to in (draft, export):
        option(to, "--document", required=True, choices=_DOCUMENTS)
        option(to, "--scenario", metavar="ID", default="")
        option(to, "--lang", choices=LANGUAGES, default="en")
        option(to, "--as-of", metavar="DATE")
    option(export, "--audience", required=True, choices=_AUDIENCES, metavar="NAME")
    option(export, "--out", required=True, type=Path, metavar="PDF")
    drawn = command("map", writes=True)
    drawn.add_argument(
        "--out", required=True, type=Path, metavar="FILE", help=words.text("cli.arg.map_out")
    )
    option(drawn, "--audience", required=True, choices=_AUDIENCES, metavar="NAME")
    option(drawn, "--lang", choices=LANGUAGES, default="en")
    option(drawn, "--layers", metavar="NAMES", default="")
    option(drawn, "--bbox", metavar="W,S,E,N")
    selecting.add(drawn, words)
    looking.add(drawn, words)
    option(drawn, "--compare", choices=("before-after", "day-night", "dry-wet"))
    drawn.add_argument("--beside", action="store_true", help=words.text("cli.arg.beside"))
    option(drawn, "--atlas", choices=("places", "areas"))
    option(drawn, "--title", metavar="TEXT", default="")
    option(drawn, "--page", choices=("a4", "a3", "letter"), default="a4")
    option(drawn, "--dots", type=int, metavar="N", default=150)
    data = command("export-data", writes=True)
    for name, letters in (("--layers", "NAMES"), ("--out", "FILE")):
        data.add_argument(
            name,
            required=True,
            type=Path if name == "--out" else str,
            metavar=letters,
            help=words.text(f"cli.arg.data_{name.strip('-')}"),
        )
    option(data, "--audience", required=True, choices=_AUDIENCES, metavar="NAME")
    option(data, "--lang", choices=LANGUAGES, default="en")
    option(data, "--as-of", metavar="DATE")
    data.add_argument("--bbox", metavar="W,S,E,N", help=words.text("cli.arg.data_bbox"))
    option(data, "--from", dest="since", metavar="DATE")
    data.add_argument("--to", dest="before", metavar="DATE", help=words.text("cli.arg.before"))
    selecting.add(data, words, dated=False)
    data.add_argument("--ids", metavar="IDS", default="", help=words.text("cli.arg.data_ids"))
    data.add_argument("--no-notes", action="store_true", help=words.text("cli.arg.data_no_notes"))
    one = command("merge", writes=True)
    one.add_argument("keep", metavar="KEEP", help=words.text("cli.arg.keep"))
    one.add_argument("other", metavar="OTHER", help=words.text("cli.arg.other"))
    one.add_argument("--take", metavar="FIELDS", default="", help=words.text("cli.arg.take"))
    two = command("apart", writes=True, reports=True)
    for name in ("one", "second"):
        two.add_argument(
            name, metavar=name.upper(), nargs="?", default="", help=words.text("cli.arg.entry")
        )
    two.add_argument("--list", action="store_true", help=words.text("cli.arg.apart_list"))
    two.add_argument("--take-back", action="store_true", help=words.text("cli.arg.apart_back"))
    add_travel(command, words)
    reach.arguments(command, words)
    terrain.arguments(command, words)
    add_mesh(command, words)
    add_what_if(command, words)
    add_site(command, words)
    add_closures(command, words)
    exposure.arguments(command, words)
    signs.arguments(command, words)
    command("check", reports=True)
    command("undo", writes=True)
    command("redo", writes=True)
    log = command("log", reports=True)
    option(log, "--last", type=int, default=0, metavar="N")
    copy = command("copy")
    copy.add_argument("to", type=Path, metavar="TO", help=words.text("cli.arg.to"))
    command("passphrase", writes=True)
    purge = command("purge", writes=True)
    purge.add_argument("ids", nargs="+", metavar="ID", help=words.text("cli.arg.records"))
    return parser
