"""Ratings: their steps, what they rest on, and what is left where nobody is sent."""

from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.results.counted import Counted, Trend
from pocplanner.analysis.results.people import Gap
from pocplanner.analysis.results.said import Said


@dataclass(frozen=True)
class Step:
    """One step of a scale of five and where it comes from.

    `source` is "person", "suggested" (from the events or records, to be confirmed), "rule"
    or "unknown"; `reasons` say why where it was not a person.
    """

    name: str
    value: int | None = None
    source: str = "unknown"
    reasons: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Anchor:
    """What the anchor row of the likelihood scale gives; `value` None where it cannot tell."""

    value: int | None
    reason: Said
    last_event: date | None = None
    in_30_days: int = 0
    in_6_months: int = 0
    in_12_months: int = 0
    signs: int = 0


@dataclass(frozen=True)
class Residue:
    """A must without an asset: who accepts that. `state` is "accepted", "named" or "nobody"."""

    state: str
    accepted_by: str = ""
    record_id: str = ""


@dataclass(frozen=True)
class Before:
    """An earlier rating of the same threat, from the history."""

    rating_id: str
    as_of: date
    likelihood: int | None
    band: str
    priority: str


@dataclass(frozen=True)
class Rated:
    """A threat with its rating and everything that the rating rests on.

    `suggested` is the computed likelihood, `likelihood` the one that counts (an override by
    a person, else the suggestion), None where it cannot be rated: then `band` is empty and
    `priority` rests on what is known. `band` is low, moderate, high, very_high; `priority`
    must, should, could. `reviewed` is False for what the program proposed and nobody has
    decided on. `grade` is the Admiralty grade; `reportedly` is True for F6. `events` counts
    the threat's events in twelve months; `refs` are records and events (capped; `refs_total`
    is the whole number of events). `gap` is the worst known condition of time here.
    `community_gap` is the community's rating less the likelihood.
    """

    threat_id: str
    place_id: str
    steps: tuple[Step, ...]
    anchor: Anchor
    suggested: int | None
    likelihood: int | None
    impact: int | None
    score: int | None
    band: str
    priority: str
    reasons: tuple[Said, ...]
    refs: tuple[str, ...]
    refs_total: int
    events: Counted
    trend: Trend
    as_of: date
    outdated: bool
    reviewed: bool
    confidence: str
    grade: str
    reportedly: bool
    sources: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    overridden: bool = False
    community_rating: int | None = None
    community_gap: int | None = None
    gap: Gap | None = None
    other_protector: str = ""
    asset_ids: tuple[str, ...] = ()
    residual: Residue | None = None
    previous: Before | None = None
    baseline: Before | None = None

    def step(self, name: str) -> Step:
        """One of the six steps by its name. LookupError where there is none."""
        for found in self.steps:
            if found.name == name:
                return found
        raise LookupError(name)
