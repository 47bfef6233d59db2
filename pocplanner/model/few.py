"""Few: a small number of people that prints as "<10" and holds no more than that."""

from typing import Any

#: Numbers of people from 1 up to below this are not told outside the team (rule D6).
SMALL = 10


class Few(int):
    """Stands for 1 to 9 people. The true number is gone: nothing can compute it back."""

    def __new__(cls) -> "Few":
        return super().__new__(cls, SMALL - 1)

    def __str__(self) -> str:
        return f"<{SMALL}"

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return str(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Few, ())


def told(count: int | None) -> int | None:
    """The number as others may read it."""
    return Few() if count is not None and 0 < count < SMALL else count
