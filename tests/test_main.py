"""How the program is started: with nothing, with a mission file, with a command."""

import pytest

from pocplanner.__main__ import for_window


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        ([], []),
        (["window"], []),
        (["window", "a b.pocplan"], ["a b.pocplan"]),
        (["East.POCPLAN"], ["East.POCPLAN"]),
        (["--help"], None),
        (["sample", "x.pocplan"], None),
        (["window", "x.pocplan", "y"], None),
        (["events.csv"], None),
    ],
    ids=["nothing", "window", "its file", "a file alone", "option", "command", "too many", "other"],
)
def test_the_window_opens_where_no_command_is_given(
    arguments: list[str], opened: list[str] | None
) -> None:
    assert for_window(arguments) == opened
