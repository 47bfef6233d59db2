"""The commands, for a terminal."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pocplanner import __version__
from pocplanner.progress import Progress, Work, finish
from pocplanner.words import LANGUAGES, Problem, Words

#: What the program's end means to a script.
OK, NOT_DONE, USAGE, ATTENTION = 0, 1, 2, 3

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
_IMPORTS = (
    "events",
    "places",
    "communities",
    "coping",
    "mechanisms",
    "alerts",
    "perceptions",
    "actors",
    "routes",
    "areas",
    "posts",
    "units",
    "threats",
    "timings",
    "requests",
    "airfields",
)


_TEMPLATES = (
    "communities",
    "coping",
    "mechanisms",
    "alerts",
    "perceptions",
    "actors",
    "routes",
    "posts",
    "units",
    "threats",
    "timings",
    "requests",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and say by the exit code how it ended."""
    words = Words(_language())
    parser = _parser(words)
    given = parser.parse_args(argv)
    try:
        # Commands are imported when they are run, so that --help stays quick.
        from pocplanner import cli_commands

        ended: int = getattr(cli_commands, "run_" + given.command.replace("-", "_"))(
            Terminal(words, given)
        )
        return ended
    except Problem as problem:
        if getattr(given, "json", False):
            print(json.dumps({"problem": problem.key, "text": words.problem(problem)}))
        print(words.problem(problem), file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print(words.text("cli.cancelled"), file=sys.stderr)
        return NOT_DONE
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_DONE


def _language() -> str:
    wanted = os.environ.get("POCPLANNER_LANG") or os.environ.get("LANG", "")
    return wanted[:2] if wanted[:2] in LANGUAGES else "en"


class Terminal:
    """What a command needs of the terminal: the arguments, the words, and how to answer."""

    def __init__(self, words: Words, given: argparse.Namespace) -> None:
        self.words = words
        self.given = given

    def say(self, key: str, **facts: Any) -> None:
        """One line for a person."""
        print(_plain(self.words.text(key, **facts)))

    def line(self, text: str) -> None:
        """A line of text as it is, with its control signs made visible."""
        print(_plain(text))

    def warn(self, key: str, **facts: Any) -> None:
        """One line beside the result."""
        print(_plain(self.words.text(key, **facts)), file=sys.stderr)

    def answer(self, found: Any) -> None:
        """The result for a program."""
        print(json.dumps(found, ensure_ascii=False, indent=1, default=_as_json))

    def run(self, work: Work[Any]) -> Any:
        """Run long work, telling how far it is where somebody looks on."""
        return finish(work, self._tell if sys.stderr.isatty() else None)

    def _tell(self, step: Progress) -> None:
        share = f" {100 * step.done // step.total} %" if step.total else ""
        print(f"\r{_plain(step.text)[:60]:<60}{share:>6}", end="", file=sys.stderr, flush=True)

    def passphrase(self) -> str:
        """The passphrase, from the file that the environment names or from the keyboard."""
        named = os.environ.get("POCPLANNER_PASSPHRASE_FILE")
        if named:
            try:
                text = Path(named).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise Problem("passphrase.no_file") from error
            found = text.splitlines()[0] if text else ""
        else:
            found = self._asked("cli.passphrase")
        if not found:
            raise Problem("passphrase.empty")
        return found

    def new_passphrase(self, variable: str = "POCPLANNER_PASSPHRASE_FILE") -> str:
        """A passphrase for a new file; from the keyboard it is asked for twice."""
        named = os.environ.get(variable)
        if named:
            try:
                found = (Path(named).read_text(encoding="utf-8").splitlines() or [""])[0]
            except (OSError, UnicodeDecodeError) as error:
                raise Problem("passphrase.no_file") from error
        else:
            found = self._asked("cli.new_passphrase")
            if found != self._asked("cli.again"):
                raise Problem("passphrase.differ")
        if not found:
            raise Problem("passphrase.empty")
        if len(found) < 12:
            self.warn("cli.short_passphrase")
        return found

    def _asked(self, key: str) -> str:
        from getpass import getpass

        if not sys.stdin.isatty():
            raise Problem("passphrase.nobody")
        return getpass(self.words.text(key) + " ")


def _plain(text: str) -> str:
    """Text from records cannot move the cursor or colour the terminal."""
    return "".join(c if c >= " " or c in "\n\t" else "\ufffd" for c in text)


def _as_json(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if hasattr(value, "__dataclass_fields__"):
        return {n: getattr(value, n) for n in value.__dataclass_fields__}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)


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
    option(template, "--as", dest="kind", required=True, choices=_TEMPLATES, metavar="KIND")
    option(template, "--out", required=True, type=Path, metavar="XLSX")
    option(template, "--lang", choices=LANGUAGES, default="en")
    take = command("import", writes=True, reports=True)
    take.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help=words.text("cli.arg.paths")
    )
    option(take, "--profile", metavar="NAME")
    option(take, "--as", dest="kind", choices=_IMPORTS, metavar="KIND")
    option(take, "--dry-run", action="store_true")
    option(take, "--map", action="append", default=[], metavar="FIELD=COLUMN")
    option(take, "--remember", metavar="NAME")
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
        if name == "refuse":
            option(decide, "--reason", required=True, metavar="TEXT")
    alter = command("change", writes=True)
    alter.add_argument("ids", nargs=1, metavar="ID", help=words.text("cli.arg.ids"))
    option(alter, "--set", action="append", default=[], metavar="FIELD=VALUE", required=True)
    option(alter, "--reason", metavar="TEXT", default="")
    place = command("scenario", writes=True, reports=True)
    option(place, "--template", required=True, metavar="NAME")
    option(place, "--place", required=True, metavar="ID")
    draft = command("draft", writes=True, reports=True)
    export = command("export", writes=True)
    for to in (draft, export):
        option(to, "--document", required=True, choices=_DOCUMENTS)
        option(to, "--scenario", metavar="ID", default="")
        option(to, "--lang", choices=LANGUAGES, default="en")
        option(to, "--as-of", metavar="DATE")
    option(export, "--audience", required=True, choices=_AUDIENCES, metavar="NAME")
    option(export, "--out", required=True, type=Path, metavar="PDF")
    one = command("merge", writes=True)
    one.add_argument("keep", metavar="KEEP", help=words.text("cli.arg.keep"))
    one.add_argument("other", metavar="OTHER", help=words.text("cli.arg.other"))
    command("check", reports=True)
    command("undo", writes=True)
    command("redo", writes=True)
    log = command("log", reports=True)
    option(log, "--last", type=int, default=0, metavar="N")
    copy = command("copy")
    copy.add_argument("to", type=Path, metavar="TO", help=words.text("cli.arg.to"))
    command("passphrase", writes=True)
    purge = command("purge", writes=True)
    purge.add_argument("ids", nargs="+", metavar="ID", help=words.text("cli.arg.ids"))
    return parser
