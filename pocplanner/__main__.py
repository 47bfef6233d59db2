"""No arguments: the window. Arguments: the terminal."""

import sys


def main() -> int:
    """Start what was asked for and return the exit code."""
    if len(sys.argv) > 1 and not (len(sys.argv) == 3 and sys.argv[1] == "window"):
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

    return window(sys.argv[2:])


def _seldom() -> None:
    """Look for forgotten objects seldom: a command makes millions, keeps them, and ends soon."""
    import gc

    gc.set_threshold(50_000, 20, 20)


if __name__ == "__main__":
    sys.exit(main())
