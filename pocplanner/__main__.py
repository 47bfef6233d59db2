"""No arguments, or a mission file alone: the window. A command: the terminal."""

import sys


def main() -> int:
    """Start what was asked for and return the exit code."""
    opened = for_window(sys.argv[1:])
    if opened is None:
        try:
            # Being asked to end is like Ctrl-C: what is half made is put away first. Nothing
            # is loaded before this, so that it can hardly come too early.
            from pocplanner.cli.stopping import held, listen

            listen()
            _seldom()
            with held():
                from pocplanner.cli.program import main as terminal
            return terminal()
        except KeyboardInterrupt:  # before the program could do or say anything
            return 1
    from pocplanner.app import main as window

    return window(opened)


def for_window(arguments: list[str]) -> list[str] | None:
    """The mission file to open in the window, if any; nothing where a command was given.

    A file manager hands over a path alone.
    """
    if not arguments or arguments == ["window"]:
        return []
    if len(arguments) == 2 and arguments[0] == "window":
        return arguments[1:]
    alone = len(arguments) == 1 and arguments[0].lower().endswith(".pocplan")
    return arguments if alone else None


def _seldom() -> None:
    """Look for forgotten objects seldom: a command makes millions, keeps them, and ends soon."""
    import gc

    gc.set_threshold(50_000, 20, 20)


if __name__ == "__main__":
    sys.exit(main())
