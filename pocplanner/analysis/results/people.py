"""Time, mechanisms, coping, alerts and voices: what is known of people and of coming in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.results.said import Finding


@dataclass(frozen=True)
class Interval:
    """Least, likely and most in minutes; a gap may be negative."""

    min: float
    likely: float
    max: float


@dataclass(frozen=True)
class Gap:
    """Warning and response at a place under one condition, and the gap between them.

    gap = response − warning; above zero is too late. `verdict` is "late" (likely above
    zero), "uncertain" (late at worst), "in_time" or "unknown". `missing` names what is not
    known ("warning" or parts of the response); `at_least` is then the part of the response
    that is known. `costliest` is the part of the response that takes longest, where told.
    `basis` is "entered", or where the response was computed that of its road ("network",
    "grid", "straight", "air", "entered_road"); `guessed` then names what nobody
    measured or entered.
    """

    place_id: str
    light: str
    season: str
    warning: Interval | None = None
    response: Interval | None = None
    gap: Interval | None = None
    verdict: str = "unknown"
    missing: tuple[str, ...] = ()
    at_least: Interval | None = None
    costliest: str = ""
    costliest_minutes: float | None = None
    post_id: str = ""
    timing_id: str = ""
    basis: str = "entered"
    guessed: tuple[str, ...] = ()

    @property
    def computed(self) -> bool:
        """Whether the response was computed, because nobody entered one."""
        return self.basis != "entered"


@dataclass(frozen=True)
class Health:
    """A mechanism's health: the least of four conditions, 0-4, never an average.

    `value` is given only where all four are known; else `at_most` is the least of those that
    are, and `unknown` names the rest. `limiting` are the conditions at that least value.
    `women_deciding` of `deciding` seats; `women_share` is theirs in the population covered.
    `answered_share` and so on are in `AlertCount`. `remarks` are this mechanism's findings.
    """

    mechanism_id: str
    conditions: Mapping[str, int]
    value: int | None
    at_most: int | None
    limiting: tuple[str, ...]
    unknown: tuple[str, ...]
    covers_ids: tuple[str, ...] = ()
    seats: int = 0
    deciding: int = 0
    women_deciding: int | None = None
    women_share: float | None = None
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class CopingState:
    """What people at a place do for themselves, as far as somebody asked.

    `asked` is False where nothing is recorded: "not yet asked", never "none".
    """

    place_id: str
    asked: bool
    coping_ids: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    undermined_ids: tuple[str, ...] = ()
    effect_unknown_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class AlertCount:
    """Alerts and what became of them, in the mission or at one place.

    Shares are None below the least number of alerts that the assumptions allow a share for;
    times are medians in minutes from receipt to the protective act, None where fewer cases
    than a median needs are known: then `cases_day` and `cases_night` hold each of them.
    """

    alerts: int
    answered: int
    fed_back: int
    share_answered: float | None = None
    share_fed_back: float | None = None
    minutes_day: float | None = None
    minutes_night: float | None = None
    place_id: str = ""
    timed_day: int = 0
    timed_night: int = 0
    cases_day: tuple[float, ...] = ()
    cases_night: tuple[float, ...] = ()


@dataclass(frozen=True)
class Voices:
    """Answers to one question of a perception survey, by sex.

    `share` is None below thirty asked (the assumption says how many): no percentage then.
    """

    question: str
    place_id: str
    sex: str
    asked: int
    positive: int
    share: float | None
    on: date
    refs: tuple[str, ...] = ()
