"""What an assessment says: plain values that documents, window and terminal all read.

Whatever a person reads is held as a key of `words` and facts (`Said`), never as a sentence,
so that a document can be in either language; `analysis.telling.Teller` makes the sentence.
Facts hold numbers, days, ids of records, codes of vocabularies, or tuples of these; the
name of a fact says which (see `telling`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pocplanner.model.assessment import Threat
from pocplanner.model.places import Settlement
from pocplanner.model.snapshot import Snapshot

Facts = Mapping[str, Any]

LIGHTS = ("day", "night")
SEASONS = ("dry", "wet")
PARTS = ("report", "verify", "decide", "muster", "travel", "effect")
STEPS = ("intent", "capability", "opportunity", "impact", "vulnerability", "local_capacity")
CONDITIONS = ("resourcing", "permissiveness", "trusted", "overlap")


@dataclass(frozen=True)
class Said:
    """Something to be said: a dotted key of `words`, its facts, and what it rests on.

    `refs` are ids of records, or of events as `Events.event_id` writes them.
    """

    key: str
    facts: Facts = field(default_factory=dict)
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding(Said):
    """Something that the records say together. Its key begins with `finding.`.

    `place_id` is the place that it is about, or empty; `weight` orders findings (3 first).
    """

    place_id: str = ""
    weight: int = 1


@dataclass(frozen=True)
class Question(Said):
    """Something that is not known. Its key begins with `question.`.

    `who` are keys `who.…` of `words`: those who could answer, best first. `place_id` is the
    place that it is about, or empty; `weight` orders questions (3 first).
    """

    who: tuple[str, ...] = ()
    place_id: str = ""
    weight: int = 1


# ------------------------------------------------------------------ events, counted


@dataclass(frozen=True)
class Counted:
    """Events and the deaths in them as published, never coarsened and never a full count.

    `deaths` are the source's best figures, `low` and `high` its bounds, `civilians` what it
    gives as civilians; `unstated` is the number of events whose deaths it does not state.
    """

    events: int = 0
    deaths: int = 0
    low: int = 0
    high: int = 0
    civilians: int = 0
    unstated: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.events + other.events,
            self.deaths + other.deaths,
            self.low + other.low,
            self.high + other.high,
            self.civilians + other.civilians,
            self.unstated + other.unstated,
        )


@dataclass(frozen=True)
class Trend:
    """The latest window beside the one before it and the same days a year earlier.

    `verdict` is a code of the vocabulary `trend` ("unknown" where the data end too early or
    hold too little). `days` is the length of a window.
    """

    days: int
    recent: Counted
    before: Counted
    last_year: Counted
    verdict: str = "unknown"


@dataclass(frozen=True)
class Row:
    """One line of a table of counts.

    `key` is what is counted: the id of a place, area or actor; else the name as the source
    writes it (`recorded` is then False); or a code (type, season kind), a weekday 0-6, a
    month 1-12, an hour 0-23, a day (first of a month, ISO text).
    """

    key: str
    counted: Counted
    recorded: bool = False
    trend: Trend | None = None
    as_perpetrator: Counted | None = None


@dataclass(frozen=True)
class Table:
    """The events of one period, counted in every way that their precision allows.

    A place counts only events placed exactly or near (precision 1-2) within the radius that
    the assumptions say; `areas` count every event whose area is known, at whatever level;
    `levels` says how many events are known to which level ("place", "position" for exact
    rows near no place of the mission, "admin2", "admin1", "region", "country",
    "international", "unstated", "off_map"), so that rows off the map are never lost.
    `weekdays` count dates known to the day, `months` and `seasons` dates known to the month,
    `hours` only rows with an hour; the `…_known` fields say how many events that was.
    Sensitive types (sexual violence) are in `total`, `types` and `areas`, never in `places`.
    """

    since: date | None
    until: date | None
    total: Counted
    levels: tuple[Row, ...] = ()
    by_month: tuple[Row, ...] = ()
    actors: tuple[Row, ...] = ()
    places: tuple[Row, ...] = ()
    unrecorded_places: tuple[Row, ...] = ()
    areas: tuple[Row, ...] = ()
    countries: tuple[Row, ...] = ()
    types: tuple[Row, ...] = ()
    weekdays: tuple[Row, ...] = ()
    weekdays_known: int = 0
    months: tuple[Row, ...] = ()
    seasons: tuple[Row, ...] = ()
    months_known: int = 0
    hours: tuple[Row, ...] = ()
    hours_known: int = 0
    at_night: int = 0


@dataclass(frozen=True)
class Market:
    """Events at a community on its market days, beside what chance would put there."""

    place_id: str
    days: tuple[str, ...]
    on_market_days: int
    events: int
    expected: float


@dataclass(frozen=True)
class Hotspot:
    """A cell where events cluster: its middle, the events and deaths in and next to it.

    `z` is how far the neighbourhood stands above the mean, in standard deviations.
    """

    lon: float
    lat: float
    events: int
    deaths: int
    z: float
    place_id: str = ""


@dataclass(frozen=True)
class Concentration:
    """How few places hold half of the deaths: `places` of `of` places with events.

    `place_ids` are ids of listed places, or the source's names of places that are not listed.
    """

    places: int
    of: int
    place_ids: tuple[str, ...]
    deaths: int


@dataclass(frozen=True)
class Patterns:
    """What the events show: everything up to the as-of date, and the last twelve months."""

    whole: Table
    recent: Table
    trend: Trend | None = None
    half_of_deaths: Concentration | None = None
    hotspots: tuple[Hotspot, ...] = ()
    markets: tuple[Market, ...] = ()
    cautions: tuple[Said, ...] = ()


# ------------------------------------------------------------------ ratings


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
    gap: "Gap | None" = None
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


# ------------------------------------------------------------------ time, mechanisms, coping


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
    "grid", "straight", "air"); `guessed` then names what nobody measured or entered.
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


# ------------------------------------------------------------------ what to do


@dataclass(frozen=True)
class Suggestion:
    """An action from the catalogue for a threat, with the reasons why, or why it was refused.

    `code` is the catalogue's; `name`, `why`, `ask`, `side_effect`, `gender` and `condition`
    are its texts by language. `supports_ids` are coping records that it supports,
    `may_harm_ids` those that it may harm (then `ask` must be answered first).
    `mechanism_ids` are the community's own to work through. `unit_ids` are assets near that
    have a kind that fits; none means "no asset assigned". `refused` tells why this would be
    no answer here (it is then listed so that nobody wonders), else None.
    """

    code: str
    threat_id: str
    place_id: str
    tier: int
    phase: str
    component: str
    name: Mapping[str, str]
    why: Mapping[str, str]
    ask: Mapping[str, str]
    side_effect: Mapping[str, str]
    gender: Mapping[str, str] = field(default_factory=dict)
    condition: Mapping[str, str] = field(default_factory=dict)
    mode: str = ""
    reasons: tuple[Said, ...] = ()
    mechanism_ids: tuple[str, ...] = ()
    supports_ids: tuple[str, ...] = ()
    may_harm_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    refused: Said | None = None


@dataclass(frozen=True)
class Used:
    """An editable figure that a result rests on.

    `cite` is its source or "proposal"; `own` is True where the mission set it itself.
    """

    key: str
    value: float
    unit: str
    cite: str
    own: bool
    name: Mapping[str, str]


# ------------------------------------------------------------------ the whole


@dataclass(frozen=True)
class Assessment:
    """Everything that the records and events say, as of one day.

    `rated` holds one entry per threat that was not refused, stored ones and proposed ones,
    worst first. `proposed` are threats that are not stored yet, or stored as proposed and
    now with newer evidence (same id). `proposed_places` are places that the events name and
    place well but that the mission does not list, where enough happened of late: they are
    kept before the threats that stand at them. `threats` finds any rated threat by its id.
    `interference` are the actions beside what people do (`analysis.interference.Interference`),
    `leanings` those that lean on somebody with a record (`analysis.network.reliance.Leaning`),
    `grid` the plan by tier, phase, component and place (`analysis.grid.cells.Grid`),
    `mesh` how alerts get out (`analysis.mesh.result.Mesh`),
    `exposure` risk-hours (`analysis.exposure.hours.Exposure`), `journeys` what was asked of
    people's ways, `clusters` the warning signs that stand together at a place.
    """

    as_of: date
    data_until: date | None
    outdated: bool
    patterns: Patterns
    proposed: tuple[Threat, ...] = ()
    proposed_places: tuple[Settlement, ...] = ()
    rated: tuple[Rated, ...] = ()
    gaps: tuple[Gap, ...] = ()
    health: tuple[Health, ...] = ()
    coping: tuple[CopingState, ...] = ()
    alerts: AlertCount | None = None
    alerts_by_place: tuple[AlertCount, ...] = ()
    voices: tuple[Voices, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    suggested: tuple[Suggestion, ...] = ()
    interference: tuple[Any, ...] = ()
    leanings: tuple[Any, ...] = ()
    grid: Any = None
    arrivals: tuple[Any, ...] = ()
    mesh: Any = None
    exposure: Any = None
    journeys: tuple[Any, ...] = ()
    clusters: tuple[Any, ...] = ()
    used: tuple[Used, ...] = ()
    threats: Mapping[str, Threat] = field(default_factory=dict)

    def over(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with what is proposed in it, so that every id here can be named."""
        fresh = {r.id: r for r in (*self.proposed_places, *self.proposed)}
        kept = [fresh.pop(r.id, r) for r in snapshot]
        return Snapshot.of([*kept, *fresh.values()], snapshot.events, snapshot.audience)

    def at(self, place_id: str) -> tuple[Rated, ...]:
        """The rated threats of a place, worst first."""
        return tuple(r for r in self.rated if r.place_id == place_id)

    def arrivals_at(self, place_id: str) -> tuple[Any, ...]:
        """Help at a place under each condition (`analysis.arrival.Arrival`), if computed."""
        return tuple(a for a in self.arrivals if a.place_id == place_id)

    def worst_gap(self, place_id: str) -> Gap | None:
        """The condition of time at a place in which help comes latest, where any is known."""
        known = [g for g in self.gaps if g.place_id == place_id and g.gap is not None]
        return max(known, key=lambda g: g.gap.likely if g.gap else 0.0, default=None)

    def suggestions(self, threat_id: str) -> tuple[Suggestion, ...]:
        """What the catalogue offers for a threat, refused ones left out."""
        return tuple(s for s in self.suggested if s.threat_id == threat_id and s.refused is None)
