"""Exact tests and intervals for small numbers: nothing is approximated, nothing imported."""

from fractions import Fraction
from math import comb, sqrt

#: The normal deviate of a 95 % interval.
_Z = 1.959963984540054


def sign_test(up: int, down: int) -> float:
    """The two-sided chance of so uneven a split if up and down were equally likely; ties left out.

    1.0 where nothing moved.
    """
    n = up + down
    if n == 0:
        return 1.0
    few = min(up, down)
    tail = sum(comb(n, k) for k in range(few + 1))
    return min(1.0, float(Fraction(2 * tail, 2**n)))


def fisher(yes_before: int, asked_before: int, yes_after: int, asked_after: int) -> float:
    """Fisher's exact two-sided chance that two shares differ so, were they the same.

    The sum over all tables with the same margins that are no likelier than the one seen.
    """
    total, yes = asked_before + asked_after, yes_before + yes_after
    if not asked_before or not asked_after:
        return 1.0
    ways = comb(total, yes)

    def weight(k: int) -> int:
        return comb(asked_before, k) * comb(asked_after, yes - k)

    seen = weight(yes_before)
    least, most = max(0, yes - asked_after), min(yes, asked_before)
    as_rare = sum(w for k in range(least, most + 1) if (w := weight(k)) <= seen)
    return float(Fraction(as_rare, ways))


def wilson(yes: int, asked: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson."""
    if not asked:
        return 0.0, 1.0
    p = yes / asked
    middle = p + _Z**2 / (2 * asked)
    reach = _Z * sqrt(p * (1 - p) / asked + _Z**2 / (4 * asked**2))
    below = 1 + _Z**2 / asked
    return max(0.0, (middle - reach) / below), min(1.0, (middle + reach) / below)


def change(
    yes_before: int, asked_before: int, yes_after: int, asked_after: int
) -> tuple[float, float]:
    """The 95 % interval of the change of a share, after Newcombe."""
    before, after = yes_before / asked_before, yes_after / asked_after
    low_b, high_b = wilson(yes_before, asked_before)
    low_a, high_a = wilson(yes_after, asked_after)
    moved = after - before
    return (
        moved - sqrt((after - low_a) ** 2 + (high_b - before) ** 2),
        moved + sqrt((high_a - after) ** 2 + (before - low_b) ** 2),
    )
