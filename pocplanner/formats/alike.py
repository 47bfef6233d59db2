"""Names that look alike: proposed for merging with how alike and how far apart, never merged."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pocplanner.formats.context import Known, folded
from pocplanner.model.geometry import distances_m

#: From here on two names are worth a person's look (indel ratio, 0 to 100).
RATIO = 90.0
#: Places further apart than this are not compared, whatever they are called.
NEAR_KM = 20.0
#: What is left of two names without their common words must be as alike as this.
_TELLING = 80.0
_BLOCK = 500
#: Two of one kind at one place need names that are less alike than others do.
_SAME_PLACE_KM, _AT_ONE_PLACE = 0.3, 70.0


@dataclass(frozen=True)
class Alike:
    """Two records whose names look alike: to be merged, or not, by a person."""

    one: Known
    other: Known
    score: float
    km: float | None = None


def alike(
    new: Sequence[Known],
    old: Sequence[Known] = (),
    ratio: float = RATIO,
    near_km: float = NEAR_KM,
) -> tuple[Alike, ...]:
    """Pairs that look alike: new against old, and new among themselves, best first.

    Records with a position are compared only within `near_km`; records without one (actors)
    by name alone. Records of the same id are one already.
    """
    found: dict[tuple[str, str], Alike] = {}
    everyone = [*new, *old]
    for pair in _pairs(list(new), everyone, ratio, near_km):
        ids = sorted((pair.one.id, pair.other.id))
        key = (ids[0], ids[1])
        if key not in found or found[key].score < pair.score:
            found[key] = pair
    return tuple(sorted(found.values(), key=lambda p: (-p.score, p.one.name, p.other.name)))


def _pairs(new: list[Known], everyone: list[Known], ratio: float, near_km: float) -> list[Alike]:
    from rapidfuzz import fuzz
    from rapidfuzz.process import cdist

    left, left_of = _names(new)
    right, right_of = _names(everyone)
    if not left or not right:
        return []
    here, there = _degrees(new)[left_of], _degrees(everyone)[right_of]
    # Among records without a place only names can tell.
    placed = bool((~np.isnan(here[:, 0])).any())
    least = min(ratio, _AT_ONE_PLACE) if placed else ratio
    pairs: list[Alike] = []
    for first in range(0, len(left), _BLOCK):
        part = left[first : first + _BLOCK]
        scores = cdist(part, right, scorer=fuzz.ratio, score_cutoff=least, dtype=np.float32)
        rows, columns = np.nonzero(scores >= least)
        km = _km(here[first + rows], there[columns])
        with np.errstate(invalid="ignore"):
            fit = (scores[rows, columns] >= ratio) & ~(km > near_km)
            fit |= km <= _SAME_PLACE_KM
        for row, column, apart in zip(rows[fit], columns[fit], km[fit], strict=True):
            one, other = new[int(left_of[first + row])], everyone[int(right_of[column])]
            if one.id == other.id or one.kind != other.kind:
                continue
            if _told_apart(left[first + row], right[column], ratio):
                continue
            told = None if np.isnan(apart) else round(float(apart), 1)
            pairs.append(Alike(one, other, round(float(scores[row, column]), 1), told))
    return pairs


def _told_apart(one: str, other: str, ratio: float) -> bool:
    """Whether long shared words only hide that the telling ones differ.

    "Government of Rwanda" and "Government of Uganda" are alike in all but what they say.
    """
    from rapidfuzz import fuzz

    ours, theirs = one.split(), other.split()
    rest = tuple(" ".join(w for w in a if w not in b) for a, b in ((ours, theirs), (theirs, ours)))
    shared = len(ours) > len(rest[0].split())
    return shared and all(rest) and fuzz.ratio(*rest) < min(ratio, _TELLING)


def _names(records: Sequence[Known]) -> tuple[list[str], NDArray[np.int64]]:
    names: list[str] = []
    owner: list[int] = []
    for place, record in enumerate(records):
        for name in dict.fromkeys(folded(n) for n in (record.name, *record.aliases)):
            if len(name) > 2:
                names.append(name)
                owner.append(place)
    return names, np.array(owner, np.int64)


def _degrees(records: Sequence[Known]) -> NDArray[np.float64]:
    return np.array(
        [(np.nan, np.nan) if r.lon is None or r.lat is None else (r.lon, r.lat) for r in records]
    ).reshape(-1, 2)


def _km(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Kilometres between the places of pairs; no number where one of them has none."""
    metres = distances_m(ours[:, 0], ours[:, 1], theirs[:, 0], theirs[:, 1])
    return np.asarray(metres, np.float64) / 1000


def closest(name: str, names: Sequence[str], most: int = 3, ratio: float = 75.0) -> list[str]:
    """The names that a misspelt one may mean, best first."""
    from rapidfuzz import fuzz, process

    if not name.strip() or not names:
        return []
    wanted = folded(name)
    known = {n: folded(n) for n in names}
    found = process.extract(wanted, known, scorer=fuzz.ratio, limit=most, score_cutoff=ratio)
    return [key for _, _, key in found]
