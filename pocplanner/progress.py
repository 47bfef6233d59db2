"""Long work as a generator: it yields how far it is and returns its result."""

from collections.abc import Callable, Generator
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Progress(NamedTuple):
    """How far a piece of work has come; `total` is 0 while it is unknown."""

    done: int
    total: int = 0
    text: str = ""


Work = Generator[Progress, None, T]


def finish(work: Work[T], tell: Callable[[Progress], None] | None = None) -> T:
    """Run the work to its end, here and now, and hand back its result."""
    try:
        while True:
            step = next(work)
            if tell:
                tell(step)
    except StopIteration as end:
        result: T = end.value
        return result
