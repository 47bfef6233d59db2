"""The clock at one place, draw by draw: who is there first, and is it before the attack.

Draws are seeded and common: verifying is shared by all units that go to a place, deciding by
all places (one headquarters), and part of the luck on the road by everybody (weather).
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.arrival.columns import (
    Going,
    Waiting,
    first_ones,
    waiting,
)
from pocplanner.analysis.arrival.draws import Chance, Draw, Draws, Luck, chance
from pocplanner.analysis.arrival.links import BEFORE
from pocplanner.analysis.arrival.parts import Parts, lower
from pocplanner.analysis.results import Interval

#: As many draws as tell the usual range of a unit.
_FOR_RANGES = 1000
#: Links that those who wait for one decision have in common, and what differs by unit and way.
_SHARED, _OWN = ("report", "verify", "decide"), ("muster", "travel")
#: Answers that are remembered: the same units on the same ways have the same chances.
_MOST_KEPT = 10_000
#: Moments of an attack that are remembered while places of a mission are gone through.
_MOST_ATTACKS = 24


class Danger(NamedTuple):
    """When an attack begins after it was noticed, and how long it lasts; the basis of both."""

    warning: Interval
    basis: str
    lasts: Interval


class Counted(NamedTuple):
    """The chance to be there before the attack begins, and before it ends."""

    onset: Chance
    end: Chance


class Answer(NamedTuple):
    """Chances of any who come and of those who are enough, and what each link would add.

    `gains` are percent points before the attack, and minutes, with a link at its least;
    `gains_end` are percent points before its end.
    """

    arrives: Counted | None
    helps: Counted | None
    gains: dict[str, tuple[float, float]]
    gains_end: dict[str, float]


class _Usual(NamedTuple):
    """When the first arrives, draw by draw; and the same with a link at its least."""

    whole: Draw
    least: dict[str, Draw]


class Clock:
    """Draws for the places under one condition. `share` is how much of the road is weather."""

    def __init__(self, draws: Draws, share: float) -> None:
        self._draws, self._share = draws, share
        self._every = max(1, draws.size // _FOR_RANGES)
        self._parts = Parts(draws, share, self._every)
        self._attacks: dict[tuple[Danger, float], tuple[Draw, Draw]] = {}

    @property
    def key(self) -> tuple[int, float]:
        """What its draws rest on."""
        return self._draws.size, self._share

    def arrives(self, going: Sequence[Going]) -> list[Interval]:
        """Minutes of each after danger was noticed: 5, 50 and 95 of 100 draws.

        All go to one place, so that what they share is drawn once.
        """
        count = len(range(0, self._draws.size, self._every))
        drawn = np.zeros((len(going), count), np.float32)
        # Known by the link itself: hashing what it says would take longer than drawing it.
        heads: dict[int, Draw] = {}
        known: dict[tuple[str, int], Draw | None] = {}
        for row, one in zip(drawn, going, strict=True):
            decide, muster, travel = one.links[2:]
            if id(decide) not in heads:
                for link in one.links[:3]:
                    _add(row, self._parts.few(self._parts.luck(link.name), link))
                heads[id(decide)] = row.copy()
            else:
                row[:] = heads[id(decide)]
            for whose, link in ((one.unit_id, muster), (one.post_id, travel)):
                if (whose, id(link)) not in known:
                    known[whose, id(link)] = self._parts.few(
                        self._parts.luck(link.name, whose), link
                    )
                _add(row, known[whose, id(link)])
            row += np.float32(sum(link.minutes.min for link in one.links))
        drawn.sort(axis=1)
        marks = [int(share * (count - 1)) for share in (0.05, 0.5, 0.95)]
        return [Interval(*told) for told in drawn[:, marks].astype(float).tolist()]

    def answer(
        self, going: Sequence[Going], sure: Sequence[Going], danger: Danger | None
    ) -> Answer:
        """What comes of these who go, of whom some are sure to be enough.

        What a link would add is told of those who are enough, else of all.
        """
        every = waiting(first_ones(going))
        enough = every if len(sure) == len(going) else waiting(first_ones(sure))
        key = (self._draws.size, self._share, every, enough, danger)
        with _LOCK:
            known = _KEPT.get(key)
            if known is not None:
                _KEPT.move_to_end(key)
                return known
        shown = enough or every
        usual = self._usual(shown)
        arrives = self._counted(every, danger, usual.whole if shown == every else None)
        helps = arrives
        if enough != every:
            helps = self._counted(enough, danger, usual.whole if enough else None)
        found = Answer(arrives, helps, *self._gains(shown[0], usual, danger))
        with _LOCK:
            _KEPT[key] = found
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
        return found

    def _counted(
        self, first: Sequence[Waiting], danger: Danger | None, usual: Draw | None
    ) -> Counted | None:
        if danger is None or not first:
            return None
        told: list[list[float]] = [[], []]
        guessed = any(group.guessed for group in first)
        for lean in (0.0, 1.0, -1.0):
            same = not lean or not guessed
            there = usual if usual is not None and same else self.earliest(first, lean)
            # A lean to our worse half is their better half: less warning, a shorter attack.
            onset, end = self._attack(danger, -lean)
            told[0].append(_share(there, onset))
            told[1].append(_share(there, end))
        size = self._draws.size
        onset_of, end_of = (chance(usual, slow, quick, size) for usual, slow, quick in told)
        return Counted(onset_of, end_of)

    def _gains(
        self, one: Waiting, usual: _Usual, danger: Danger | None
    ) -> tuple[dict[str, tuple[float, float]], dict[str, float]]:
        onset, end = self._attack(danger, 0.0) if danger is not None else (None, None)
        median, before = self._middle(usual.whole), _share(usual.whole, onset)
        in_time = _share(usual.whole, end)
        found, ending = {}, {}
        for name in BEFORE:
            better = usual.least.get(name)
            if better is None:
                # All have it in common: what is first stays first.
                least = np.float32(one.link(name).minutes.min)
                better = usual.whole - self._parts.shared(one, (name,)) + least
            found[name] = (100 * (_share(better, onset) - before), median - self._middle(better))
            ending[name] = 100 * (_share(better, end) - in_time)
        return found, ending

    def earliest(self, groups: Sequence[Waiting], lean: float = 0.0) -> Draw:
        """When the first of these arrives, draw by draw.

        `lean` takes guesses from their better (-1) or worse (+1) half. What they share is added
        once, after the first of them was found.
        """
        best: dict[str, Draw] = {}
        for group in groups:
            first: dict[str, Draw] = {}
            for column in group.columns:
                road = self._parts.road(column, lean)
                for least, company in column.company.by_least:
                    drawn = self._parts.soonest(company, lean)
                    if road is not None:
                        drawn = drawn + road
                    fixed = np.float32(least + column.travel.minutes.min)
                    lower(first, "", drawn + fixed)
            first[""] += self._parts.shared(group, _SHARED, lean)
            lower(best, "", first[""])
        return best[""]

    def _usual(self, groups: Sequence[Waiting]) -> _Usual:
        """When the first of these arrives, and when it would with a link of its own at its least.

        The parts are drawn once for all of it.
        """
        names = ("", *_OWN, *(("decide",) if len(groups) > 1 else ()))
        best: dict[str, Draw] = {}
        for group in groups:
            first: dict[str, Draw] = {}
            for column in group.columns:
                muster, road = self._parts.mustered(column.company), self._parts.road(column, 0.0)
                least = np.float32(column.travel.minutes.min)
                travel = (
                    np.full(self._draws.size, least, np.float32) if road is None else road + least
                )
                lower(first, "", muster + travel)
                lower(first, "travel", muster + least)
                travel += np.float32(column.company.by_least[0][0])
                lower(first, "muster", travel)
            shared, decide = (
                self._parts.shared(group, part) for part in (_SHARED[:2], _SHARED[2:])
            )
            if len(groups) > 1:
                least = np.float32(group.decide.minutes.min)
                lower(best, "decide", first[""] + shared + least)
            shared = shared + decide
            for name in ("", *_OWN):
                first[name] += shared
                lower(best, name, first[name])
        return _Usual(best[""], {name: best[name] for name in names if name})

    def _middle(self, drawn: Draw) -> float:
        """The median of so many draws as tell a range."""
        some = drawn[:: self._every]
        half = len(some) // 2
        return float(np.partition(some, half)[half])

    def _attack(self, danger: Danger, lean: float) -> tuple[Draw, Draw]:
        """When the attack begins and ends, draw by draw."""
        known = self._attacks.get((danger, lean))
        if known is None:
            borrowed = lean if danger.basis == "borrowed" else 0.0
            onset = self._draws.minutes(danger.warning, Luck("warning"), borrowed)
            known = onset, onset + self._draws.minutes(danger.lasts, Luck("attack"), lean)
            if len(self._attacks) >= _MOST_ATTACKS:
                self._attacks.clear()
            self._attacks[danger, lean] = known
        return known


def _add(row: Draw, more: Draw | None) -> None:
    """Add minutes in place, where there are any."""
    if more is not None:
        row += more


def _share(arrival: Draw, until: Draw | None) -> float:
    """The share of draws in which help is there before; 0 where that is not known."""
    if until is None:
        return 0.0
    before: NDArray[np.bool_] = arrival <= until
    return float(np.count_nonzero(before)) / len(arrival)


_KEPT: "OrderedDict[object, Answer]" = OrderedDict()
_LOCK = Lock()


def forget_answers() -> None:
    """Forget every answer that is remembered."""
    with _LOCK:
        _KEPT.clear()


__all__ = ["Answer", "Clock", "Counted", "Danger", "forget_answers"]
