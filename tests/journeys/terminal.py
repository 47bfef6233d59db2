"""The program as a person meets it on a terminal, run inside the test."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from pocplanner.cli.program import main


@dataclass
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer for a program."""
        return json.loads(self.out)


Terminal = Callable[..., Ran]


def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal whose commands run here."""

    def run(*words: object) -> Ran:
        capsys.readouterr()
        try:
            code = main([str(w) for w in words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run
