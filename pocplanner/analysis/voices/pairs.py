"""An output beside people's own sense of safety: does what we count change what they live?"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.voices.exact import sign_test
from pocplanner.analysis.voices.rounds import Cell, Moved, Round, cells, moved
from pocplanner.model.lived import SafetyPair
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Indicator
from pocplanner.model.vocabulary import vocabulary

#: Periods in a row in which output improves and people's answer does not, before it is said.
#: Were answers pure chance, about one series of three rounds in six would look like that.
PERIODS = 2


@dataclass(frozen=True)
class Period:
    """From one survey to the next: which way the output went, and which way the answer.

    Directions are 1 (better), 0 (the same) or -1 (worse) by what is wanted of each; None
    where it is not known. `moved` is the exact test of the answer.
    """

    since: date
    until: date
    output: int | None
    lived: int | None
    before: float | None
    after: float | None
    moved: Moved


@dataclass(frozen=True)
class Paired:
    """A pair over its periods.

    `state` is "diverges" (the last two periods: output better, answer not), "together",
    "mixed", or "few" (fewer than two surveys, or no reading between them). `words_only` says
    that fewer were asked in some round than an exact test needs. `chance` is the sign test
    over the periods in which the answer moved, where there are enough of them.
    """

    pair_id: str
    place_id: str
    periods: tuple[Period, ...]
    state: str
    words_only: bool
    better: int
    worse: int
    chance: float | None
    rounds: tuple[Round, ...]


def pairs(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> tuple[Paired, ...]:
    """Every pair on record; those that diverge first."""
    asked = {(c.place_id, c.question, c.sex): c for c in cells(snapshot, as_of, assumed)}
    order = {"diverges": 0, "mixed": 1, "together": 2, "few": 3}
    found = [
        paired(
            pair,
            snapshot.one(Indicator, pair.output_id),
            asked.get((pair.place_id, pair.question, pair.sex)),
            as_of,
            assumed,
        )
        for pair in snapshot.all(SafetyPair)
    ]
    return tuple(sorted(found, key=lambda p: (order[p.state], p.pair_id)))


def paired(
    pair: SafetyPair,
    output: Indicator | None,
    cell: Cell | None,
    as_of: date,
    assumed: Assumptions,
) -> Paired:
    """One pair: each period between two surveys, and what they say together."""
    rounds = cell.rounds if cell is not None else ()
    periods = tuple(
        _period(output, pair.question, first, second, as_of, assumed)
        for first, second in pairwise(rounds)
    )
    better = sum(p.lived == 1 for p in periods)
    worse = sum(p.lived == -1 for p in periods)
    least = assumed.whole("pairs.least_asked")
    return Paired(
        pair.id,
        pair.place_id,
        periods,
        state(periods),
        any(r.asked < least for r in rounds),
        better,
        worse,
        sign_test(better, worse) if better + worse >= least else None,
        rounds,
    )


def state(periods: tuple[Period, ...]) -> str:
    """What the periods say together; only those in which both directions are known count."""
    known = [p for p in periods if p.output is not None and p.lived is not None]
    if not known:
        return "few"
    last = known[-PERIODS:]
    if len(last) == PERIODS and all(p.output == 1 and (p.lived or 0) <= 0 for p in last):
        return "diverges"
    if all(p.output == p.lived for p in known):
        return "together"
    return "mixed"


def _period(
    output: Indicator | None,
    question: str,
    first: Round,
    second: Round,
    as_of: date,
    assumed: Assumptions,
) -> Period:
    before, after = _reading(output, first.on), _reading(output, min(second.on, as_of))
    went = None
    if before is not None and after is not None and before[0] < after[0] and output is not None:
        went = _sign(after[1] - before[1]) * (1 if output.wanted in ("up", "parity") else -1)
    step = (
        second.positive / second.asked - first.positive / first.asked
        if _both(first, second)
        else None
    )
    lived = None if step is None else _sign(step) * _wanted(question)
    return Period(
        first.on,
        second.on,
        went,
        lived,
        before[1] if before else None,
        after[1] if after else None,
        moved(first, second, assumed),
    )


def _both(first: Round, second: Round) -> bool:
    return all(r.asked > 0 and not r.held for r in (first, second))


def _wanted(question: str) -> int:
    """1 where a higher share is better, -1 where a lower one is."""
    found = vocabulary("perception_question").get(question)
    return -1 if found is not None and found.facts.get("wanted") == "down" else 1


def _reading(output: Indicator | None, on: date) -> tuple[date, float] | None:
    """The latest value of an output up to a day."""
    if output is None:
        return None
    found = [(r.on, r.value) for r in output.readings if r.on <= on]
    if output.baseline is not None and output.baseline_on and output.baseline_on <= on:
        found.append((output.baseline_on, output.baseline))
    return max(found, default=None)


def _sign(value: float) -> int:
    return (value > 1e-9) - (value < -1e-9)
