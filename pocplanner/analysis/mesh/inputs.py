"""How often each part of a way holds, and where the figure comes from: measured or guessed.

Measured is what tests and the alert log say: alerts answered of those sent, with a prior that
is stated, as an interval in which the true share lies nine times of ten. Everything else is a
range of the assumptions, and every result names it as guessed.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from pocplanner.analysis.alert_log.steps import answered
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mechanisms import conditions
from pocplanner.model.community import Alert, Mechanism
from pocplanner.model.mesh import SharedCause
from pocplanner.model.vocabulary import vocabulary

#: Kinds of shared cause for which the assumptions hold a range of their own.
CAUSES = ("mast", "market", "chief", "funder", "base", "person", "group")
_TESTS = {"yes": (1.0, 1.0), "partly": (0.5, 1.0), "no": (0.0, 1.0)}


@dataclass(frozen=True)
class Share:
    """Of how many times something holds: least, middle and most, 0-1, and on what that rests.

    `basis` is "log", "register", "test" or "recorded" (measured or entered), else "guessed";
    `cases` and `good` are what was counted.
    """

    low: float
    middle: float
    high: float
    basis: str = "guessed"
    cases: float = 0
    good: float = 0

    @property
    def guessed(self) -> bool:
        """Whether nothing was counted or entered behind it."""
        return self.basis == "guessed"

    def times(self, other: "Share") -> "Share":
        """Both together; what is guessed of one is guessed of both, unless the first is counted."""
        return Share(
            self.low * other.low, self.middle * other.middle, self.high * other.high,
            self.basis, self.cases, self.good,
        )  # fmt: skip


ALWAYS = Share(1.0, 1.0, 1.0, "recorded")


@cache
def _quantiles(good: float, bad: float) -> tuple[float, float]:
    """Where a share lies nine times of ten, after Beta(good, bad)."""
    from scipy.special import betaincinv  # heavy: only where something was counted

    return float(betaincinv(good, bad, 0.05)), float(betaincinv(good, bad, 0.95))


def counted(good: float, cases: float, assumed: Assumptions, basis: str) -> Share:
    """A share from counts, with the prior of the assumptions."""
    a = assumed.value("mesh.prior_good") + good
    b = assumed.value("mesh.prior_bad") + cases - good
    low, high = _quantiles(round(a, 6), round(b, 6))
    return Share(low, a / (a + b), high, basis, cases, good)


def ranged(key: str, assumed: Assumptions) -> Share:
    """A range of the assumptions: `<key>.least` and `<key>.most`, in percent."""
    return _between(assumed.value(f"{key}.least") / 100, assumed.value(f"{key}.most") / 100)


@lru_cache(maxsize=1024)
def _between(one: float, other: float) -> Share:
    low, high = min(one, other), max(one, other)
    return Share(low, (low + high) / 2, high)


def mechanism_share(of: Mechanism, alerts: tuple[Alert, ...], assumed: Assumptions) -> Share:
    """How often an alert that reaches a mechanism is passed on, while all its causes are up.

    The log holds only what was sent, and a call that a dead mast swallowed is in no log: so the
    counts speak of a way whose causes are up, and causes are weighed apart.
    """
    good = cases = 0.0
    basis = ""
    if of.alerts_sent is not None and of.alerts_answered is not None and of.alerts_sent > 0:
        good, cases, basis = float(of.alerts_answered), float(of.alerts_sent), "register"
    elif alerts:
        good, cases, basis = float(sum(answered(a) for a in alerts)), float(len(alerts)), "log"
    if of.test_passed in _TESTS:
        held, tried = _TESTS[of.test_passed]
        good, cases, basis = good + held, cases + tried, basis or "test"
    if basis:
        return counted(good, cases, assumed, basis)
    return guessed_share(of, assumed)


def guessed_share(of: Mechanism, assumed: Assumptions) -> Share:
    """The range by health, the least of its conditions, times that of its channel."""
    least = min(conditions(of).values(), default=None)
    health = ranged(f"mesh.health.{'unknown' if least is None else least}", assumed)
    return health.times(ranged(f"mesh.channel.{_channel_kind(of.channel)}", assumed))


def _channel_kind(code: str) -> str:
    if not code or code.startswith("other"):
        return "unknown"
    if of_channel(code, "needs_mast"):
        return "mast"
    return "near" if of_channel(code, "night") else "walk"


def of_channel(code: str, fact: str) -> bool | None:
    """What the vocabulary says of a channel: `needs_mast`, `night`; None where it does not."""
    term = vocabulary("channel").get(code)
    found = term.facts.get(fact) if term is not None else None
    return None if found is None else bool(found)


def has_backup(of: Mechanism) -> bool:
    """Whether a second channel works where the first one's mast does not."""
    needs = of_channel(of.channel, "needs_mast")
    return bool(of.backup) and needs is not False and of_channel(of.backup, "needs_mast") is False


def at_night(of: Mechanism, assumed: Assumptions) -> Share:
    """What is left at night: nobody walks then, or few do; a phone does not sleep."""
    channels = [c for c in (of.channel, of.backup) if c]
    works = [of_channel(c, "night") for c in channels]
    if not channels or True in works or None in works:
        return ALWAYS
    return ranged("mesh.night", assumed)


def cause_share(
    tag: str, known: SharedCause | None, light: str, season: str, assumed: Assumptions
) -> Share:
    """How often a shared cause is up under one condition: as entered, else a range by its kind."""
    if known is not None:
        fails = season in known.fails_seasons or (light == "night" and known.fails_night == "yes")
        if fails:
            return ranged("mesh.failing", assumed)
        if known.works_percent is not None:
            percent = known.works_percent
            return Share(
                percent.min / 100, percent.likely / 100, percent.max / 100, basis="recorded"
            )
    return ranged(f"mesh.cause.{cause_kind(tag)}", assumed)


def cause_kind(tag: str) -> str:
    """The kind of a cause by its tag, as the assumptions know it."""
    kind = tag.partition(":")[0].strip().casefold() if ":" in tag else ""
    return kind if kind in CAUSES else "other"


__all__ = [
    "ALWAYS", "CAUSES", "Share", "at_night", "cause_kind", "cause_share", "counted",
    "guessed_share", "has_backup", "mechanism_share", "of_channel", "ranged",
]  # fmt: skip
