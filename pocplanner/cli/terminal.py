"""What a command needs of the terminal: the arguments, the words, and how to ask and answer."""

import argparse
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from pocplanner.progress import Progress, Work, finish
from pocplanner.words import Problem, Words

#: What the program's end means to a script; 2, a wrong command, is given by the parser.
OK, NOT_DONE, ATTENTION = 0, 1, 3
#: Names the file that a passphrase is read from where nobody is at the keyboard.
_PASSPHRASE = "POCPLANNER_PASSPHRASE_FILE"
_EVERY_SIGN = {"utf-8", "utf8", "utf-16", "utf-32"}


class Terminal:
    """What a command needs of the terminal: the arguments, the words, and how to answer."""

    def __init__(self, words: Words, given: argparse.Namespace) -> None:
        self.words = words
        self.given = given
        #: Whether output could not be written (a full disk; not a reader that has gone).
        self.lost = False
        self._silent = False

    def say(self, key: str, **facts: Any) -> None:
        """One line for a person."""
        self.line(self.words.text(key, **facts))

    def line(self, text: str) -> None:
        """A line of text as it is, with its control signs made visible."""
        self._out(_plain(text))

    def warn(self, key: str, **facts: Any) -> None:
        """One line beside the result."""
        self.warning(self.words.text(key, **facts))

    def warning(self, text: str) -> None:
        """A line of text beside the result."""
        if sys.stderr is not None:
            with suppress(OSError):
                print(_plain(text), file=sys.stderr)

    def answer(self, found: Any) -> None:
        """The result for a program."""
        plain = (getattr(sys.stdout, "encoding", None) or "utf-8").lower() not in _EVERY_SIGN
        self._out(json.dumps(found, ensure_ascii=plain, indent=1, default=_as_json))

    def flush(self) -> None:
        """Hand over what was said so far."""
        self._out("", "")

    def _out(self, text: str, end: str = "\n") -> None:
        """Say it where somebody listens; the work goes on where nobody does any more."""
        if self._silent or sys.stdout is None:
            return
        try:
            print(text, end=end, flush=not end)
        except OSError as error:
            self._silent, self.lost = True, not isinstance(error, BrokenPipeError)
            # What is still held back for the reader that has gone may not fail once more.
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def run(self, work: Work[Any]) -> Any:
        """Run long work, telling how far it is where somebody looks on."""
        return finish(work, self._tell if sys.stderr and sys.stderr.isatty() else None)

    def _tell(self, step: Progress) -> None:
        share = f" {100 * step.done // step.total} %" if step.total else ""
        print(f"\r{_plain(step.text)[:60]:<60}{share:>6}", end="", file=sys.stderr, flush=True)

    def passphrase(self) -> str:
        """The passphrase, from the file that the environment names or from the keyboard."""
        named = os.environ.get(_PASSPHRASE)
        found = _first_line(named, _PASSPHRASE) if named else self._asked("cli.passphrase")
        if not found:
            raise Problem("passphrase.empty")
        return found

    def new_passphrase(self, variable: str = _PASSPHRASE) -> str:
        """A passphrase for a new file; from the keyboard it is asked for twice."""
        named = os.environ.get(variable)
        if named:
            found = _first_line(named, variable)
        else:
            found = self._asked("cli.new_passphrase", variable)
            if found != self._asked("cli.again", variable):
                raise Problem("passphrase.differ")
        if not found:
            raise Problem("passphrase.empty")
        if len(found) < 12:
            self.warn("cli.short_passphrase")
        return found

    def _asked(self, key: str, variable: str = _PASSPHRASE) -> str:
        from getpass import getpass

        if sys.stdin is None or not sys.stdin.isatty():
            raise Problem("passphrase.nobody", variable=variable)
        try:
            return getpass(self.words.text(key) + " ")
        except EOFError as error:
            raise Problem("passphrase.empty") from error


def _first_line(named: str, variable: str) -> str:
    """The first line of a passphrase file, however an editor wrote its mark and line ends."""
    try:
        text = Path(named).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise Problem("passphrase.no_file", variable=variable) from error
    return text.partition("\n")[0].rstrip("\r")


def _plain(text: str) -> str:
    """Text from records cannot move the cursor or colour the terminal."""
    return "".join(c if c >= " " or c in "\n\t" else "\ufffd" for c in text)


def _as_json(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if hasattr(value, "__dataclass_fields__"):  # without the workings, which are not told either
        known = value.__dataclass_fields__.values()
        return {f.name: getattr(value, f.name) for f in known if f.repr}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)
