"""Chance with a fixed seed: one stream for each subject, so that one part may change alone."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

#: The seed of the whole world; another seed is another country.
SEED = "oudrema-2026"


def stream(subject: str) -> Random:
    """The stream of chance of one subject: the same numbers on every machine."""
    return Random(f"{SEED}:{subject}")


def pick(chance: Random, weighted: dict[T, float]) -> T:
    """One of the keys, by its weight."""
    return chance.choices(list(weighted), list(weighted.values()))[0]


def some(chance: Random, of: Sequence[T], least: int, most: int) -> tuple[T, ...]:
    """A few of a list, in the order of the list."""
    number = min(len(of), chance.randint(least, most))
    kept = set(chance.sample(range(len(of)), number))
    return tuple(x for i, x in enumerate(of) if i in kept)


def poisson(chance: Random, mean: float) -> int:
    """A count with this mean (Knuth's method; the means here are small)."""
    from math import exp

    limit, number, product = exp(-mean), 0, chance.random()
    while product > limit:
        number += 1
        product *= chance.random()
    return number


def share(total: int, weights: Sequence[float]) -> list[int]:
    """A whole split by weights into whole numbers that add up to it exactly."""
    scale = sum(weights)
    exact = [total * w / scale for w in weights]
    found = [int(x) for x in exact]
    order = sorted(range(len(exact)), key=lambda i: (found[i] - exact[i], i))
    for i in order[: total - sum(found)]:
        found[i] += 1
    return found
