"""The clock at one place, draw by draw: who is there first, and is it before the attack.

Draws are seeded and common: verifying is shared by all units that go to a place, deciding by
all places (one headquarters), and part of the luck on the road by everybody (weather).
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np

from pocplanner.analysis.arrival.draws import Chance, Draw, Draws, Luck, chance
from pocplanner.analysis.arrival.links import BEFORE, Link
from pocplanner.analysis.results import Interval

#: As many draws as tell the usual range of a unit.
_FOR_RANGES = 1000
#: Links that all who go have in common (deciding may wait for a capital), and their own.
_SHARED, _OWN = ("report", "verify"), ("muster", "travel")
#: Answers that are remembered: the same units on the same ways have the same chances.
_MOST_KEPT = 10_000
_NUMBER = {name: number for number, name in enumerate(BEFORE)}


class Going(NamedTuple):
    """A unit on its way: its links by name, in the order of `BEFORE`."""

    unit_id: str
    post_id: str
    links: tuple[Link, ...]

    def link(self, name: str) -> Link:
        """One of its links."""
        return self.links[_NUMBER[name]]


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

    `gains` are percent points before the attack, and minutes, with a link at its least.
    """

    arrives: Counted | None
    helps: Counted | None
    gains: dict[str, tuple[float, float]]


class _Usual(NamedTuple):
    """When the first arrives, draw by draw; and the same with a link at its least."""

    whole: Draw
    least: dict[str, Draw]


class Clock:
    """Draws for one place under one condition. `share` is how much of the road is weather."""

    def __init__(self, draws: Draws, share: float) -> None:
        self._draws, self._share = draws, share
        self._every = max(1, draws.size // _FOR_RANGES)

    @property
    def key(self) -> tuple[int, float]:
        """What its draws rest on."""
        return self._draws.size, self._share

    def arrives(self, one: Going) -> Interval:
        """Minutes after danger was noticed: 5, 50 and 95 of 100 draws."""
        drawn = self._sum(one, BEFORE, self._every)
        marks = [int(part * (len(drawn) - 1)) for part in (0.05, 0.5, 0.95)]
        low, middle, high = np.partition(drawn, marks)[marks]
        return Interval(float(low), float(middle), float(high))

    def answer(
        self, going: Sequence[Going], sure: Sequence[Going], danger: Danger | None
    ) -> Answer:
        """What comes of these who go, of whom some are sure to be enough.

        What a link would add is told of those who are enough, else of all.
        """
        every, enough = tuple(first_ones(going)), tuple(first_ones(sure))
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
        found = Answer(arrives, helps, self._gains(shown[0], usual, danger))
        with _LOCK:
            _KEPT[key] = found
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
        return found

    def _counted(
        self, first: Sequence[Going], danger: Danger | None, usual: Draw | None
    ) -> Counted | None:
        if danger is None or not first:
            return None
        told: list[list[float]] = [[], []]
        for lean in (0.0, 1.0, -1.0):
            there = usual if usual is not None and not lean else self.earliest(first, lean)
            # A lean to our worse half is their better half: less warning, a shorter attack.
            onset, end = self._attack(danger, -lean)
            told[0].append(_share(there, onset))
            told[1].append(_share(there, end))
        size = self._draws.size
        onset_of, end_of = (chance(usual, slow, quick, size) for usual, slow, quick in told)
        return Counted(onset_of, end_of)

    def _gains(
        self, one: Going, usual: _Usual, danger: Danger | None
    ) -> dict[str, tuple[float, float]]:
        onset = self._attack(danger, 0.0)[0] if danger is not None else None
        median, before = self._middle(usual.whole), _share(usual.whole, onset)
        found = {}
        for name in BEFORE:
            better = usual.least.get(name)
            if better is None:
                # All have it in common: what is first stays first.
                least = np.float32(one.link(name).minutes.min)
                better = usual.whole - self._sum(one, (name,)) + least
            found[name] = (100 * (_share(better, onset) - before), median - self._middle(better))
        return found

    def earliest(self, going: Sequence[Going], lean: float = 0.0) -> Draw:
        """When the first of these arrives, draw by draw.

        `lean` takes guesses from their better (-1) or worse (+1) half. What they share is added
        once, after the first of them was found.
        """
        found: Draw | None = None
        for group in _groups(going):
            first = self._sum(group[0], _OWN, 1, lean)
            for one in group[1:]:
                np.minimum(first, self._sum(one, _OWN, 1, lean), out=first)
            first += self._sum(group[0], (*_SHARED, "decide"), 1, lean)
            found = first if found is None else np.minimum(found, first, out=found)
        assert found is not None
        return found

    def _usual(self, going: Sequence[Going]) -> _Usual:
        """When the first of these arrives, and when it would with a link of its own at its least.

        The parts are drawn once for all of it.
        """
        groups = _groups(going)
        names = ("", *_OWN, *(("decide",) if len(groups) > 1 else ()))
        best: dict[str, Draw] = {}
        for group in groups:
            first: dict[str, Draw] = {}
            for one in group:
                muster, travel = self._sum(one, ("muster",)), self._sum(one, ("travel",))
                _lower(first, "", muster + travel)
                muster += np.float32(one.link("travel").minutes.min)
                travel += np.float32(one.link("muster").minutes.min)
                _lower(first, "travel", muster)
                _lower(first, "muster", travel)
            shared, decide = self._sum(group[0], _SHARED), self._sum(group[0], ("decide",))
            if len(groups) > 1:
                least = np.float32(group[0].link("decide").minutes.min)
                _lower(best, "decide", first[""] + shared + least)
            shared += decide
            for name in ("", *_OWN):
                first[name] += shared
                _lower(best, name, first[name])
        return _Usual(best[""], {name: best[name] for name in names if name})

    def _sum(self, one: Going, names: tuple[str, ...], every: int = 1, lean: float = 0.0) -> Draw:
        """Minutes of several links one after the other; `every` so many draws."""
        total: Draw | None = None
        fixed = 0.0
        for name in names:
            link = one.links[_NUMBER[name]]
            low, likely, high = link.minutes.min, link.minutes.likely, link.minutes.max
            fixed += low
            width = high - low
            if width <= 0:
                continue
            knee = round((likely - low) / width, 6)
            shape = self._draws.shape(self._luck(one, name), knee, lean if link.guessed else 0.0)
            if every > 1:
                shape = shape[::every]
            if total is None:
                total = shape * np.float32(width)
            else:
                total += shape * np.float32(width)
        if total is None:
            return np.full(len(range(0, self._draws.size, every)), fixed, np.float32)
        total += np.float32(fixed)
        return total

    def _middle(self, drawn: Draw) -> float:
        """The median of so many draws as tell a range."""
        some = drawn[:: self._every]
        half = len(some) // 2
        return float(np.partition(some, half)[half])

    def _luck(self, one: Going, name: str) -> Luck:
        """Whose luck a link is: what is shared in life is shared here."""
        if name == "muster":
            return Luck(f"muster:{one.unit_id}")
        if name == "travel":
            return Luck(f"road:{one.post_id}", "weather", self._share)
        return Luck(name)

    def _attack(self, danger: Danger, lean: float) -> tuple[Draw, Draw]:
        """When the attack begins and ends, draw by draw."""
        borrowed = danger.basis == "borrowed"
        onset = self._draws.minutes(danger.warning, Luck("warning"), lean if borrowed else 0.0)
        return onset, onset + self._draws.minutes(danger.lasts, Luck("attack"), lean)


def _groups(going: Sequence[Going]) -> list[list[Going]]:
    """Those who wait for the same decision together."""
    found: dict[Link, list[Going]] = {}
    for one in going:
        found.setdefault(one.link("decide"), []).append(one)
    return list(found.values())


def _lower(best: dict[str, Draw], name: str, drawn: Draw) -> None:
    """Keep the earlier of two, draw by draw."""
    held = best.get(name)
    if held is None:
        best[name] = drawn
    else:
        np.minimum(held, drawn, out=held)


def first_ones(going: Sequence[Going]) -> list[Going]:
    """Those who may be the first: not those whose least is beyond the most of another.

    Which luck they have does not matter, so that leaving them out changes nothing.
    """
    if len(going) < 2:
        return list(going)
    least, most = [], []
    for one in going:
        low = high = 0.0
        for link in one.links[_NUMBER["decide"] :]:
            low += link.minutes.min
            high += link.minutes.max
        least.append(low)
        most.append(high)
    soonest = min(most)
    return [one for one, low in zip(going, least, strict=True) if low <= soonest]


def _share(arrival: Draw, until: Draw | None) -> float:
    """The share of draws in which help is there before; 0 where that is not known."""
    return 0.0 if until is None else float(np.count_nonzero(arrival <= until)) / len(arrival)


_KEPT: "OrderedDict[object, Answer]" = OrderedDict()
_LOCK = Lock()


__all__ = ["Answer", "Clock", "Counted", "Danger", "Going", "first_ones"]
