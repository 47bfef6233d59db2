"""Surveys over time: each round of a question by place, sex and age, with how it was asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.voices.exact import change, fisher
from pocplanner.model.community import Perception
from pocplanner.model.few import Few
from pocplanner.model.snapshot import Snapshot


@dataclass(frozen=True)
class Round:
    """Answers of one day in one cell; `share` is None below the least number asked.

    `held` says that a number of people was told as few only, so that nothing can be computed.
    """

    on: date
    asked: int
    positive: int
    share: float | None
    sampling: tuple[str, ...]
    collectors: tuple[str, ...]
    languages: tuple[str, ...]
    refs: tuple[str, ...]
    held: bool = False


@dataclass(frozen=True)
class Cell:
    """A question put to a part of a place's people, round after round, the oldest first.

    `age` is empty for all ages together.
    """

    place_id: str
    question: str
    sex: str
    age: str
    rounds: tuple[Round, ...]

    @property
    def last(self) -> Round:
        """The latest round."""
        return self.rounds[-1]


@dataclass(frozen=True)
class Moved:
    """From one round to the next: the change of the share and whether chance would do it.

    `verdict` is "up", "down" or "same" where enough were asked for an exact test, else
    "few": then only what was asked is told. `low` and `high` bound the change at 95 %.
    """

    verdict: str
    before: Round
    after: Round
    moved: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None


def cells(
    snapshot: Snapshot, as_of: date, assumed: Assumptions, ages: bool = False
) -> tuple[Cell, ...]:
    """Every cell of the surveys up to a day; with `ages` each age apart, else all together."""
    least = assumed.whole("survey.min_asked")
    found: dict[tuple[str, str, str, str], dict[date, list[Perception]]] = {}
    for told in snapshot.all(Perception):
        if told.asked is None or told.positive is None or told.on > as_of:
            continue
        if ages and told.age == "not_stated":
            continue
        key = (told.place_id, told.question, told.sex, told.age if ages else "")
        found.setdefault(key, {}).setdefault(told.on, []).append(told)
    return tuple(
        Cell(*key, tuple(_round(on, days[on], least) for on in sorted(days)))
        for key, days in sorted(found.items())
    )


def _round(on: date, told: list[Perception], least: int) -> Round:
    asked = sum(p.asked or 0 for p in told)
    positive = sum(p.positive or 0 for p in told)
    held = any(isinstance(n, Few) for p in told for n in (p.asked, p.positive))
    return Round(
        on,
        asked,
        positive,
        positive / asked if asked >= least and not held else None,
        _each(p.sampling for p in told),
        _each(p.collector for p in told),
        _each(p.language for p in told),
        tuple(sorted(p.id for p in told)),
        held,
    )


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({t for t in texts if t}))


def moved(before: Round, after: Round, assumed: Assumptions) -> Moved:
    """What became of a share from one round to the next, by an exact test."""
    least = assumed.whole("pairs.least_asked")
    if min(before.asked, after.asked) < least or before.held or after.held:
        return Moved("few", before, after)
    chance = fisher(before.positive, before.asked, after.positive, after.asked)
    low, high = change(before.positive, before.asked, after.positive, after.asked)
    step = after.positive / after.asked - before.positive / before.asked
    verdict = "same"
    if chance < assumed.value("pairs.level"):
        verdict = "up" if step > 0 else "down"
    return Moved(verdict, before, after, step, low, high, chance)
