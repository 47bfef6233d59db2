"""No arguments: the window. Arguments: the terminal."""

import sys


def main() -> int:
    """Start what was asked for and return the exit code."""
    if len(sys.argv) > 1 and not (len(sys.argv) == 3 and sys.argv[1] == "window"):
        from pocplanner.cli import main as terminal

        return terminal()
    from pocplanner.app import main as window

    return window(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
