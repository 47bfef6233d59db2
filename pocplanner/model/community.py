"""Communities and what they do to protect themselves: coping, mechanisms, alerts, voices."""

import re
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from pocplanner.model.few import Few
from pocplanner.model.geometry import Geometry, Placed, Sheltered
from pocplanner.model.guard import (
    INSIDE,
    OPEN,
    TEAM,
    TRUSTED,
    WIDE,
    Audience,
    no_point_of_a_case,
)
from pocplanner.model.record import Code, Coded, Guarded, Instant, Part, Range, Ref
from pocplanner.model.text import Key, Name, Text

_PSEUDONYM = re.compile(r"^[A-Z]{1,6}-\d{1,4}$")


def _pseudonym(text: str) -> str:
    if not _PSEUDONYM.match(text):
        raise ValueError("a focal point is a pseudonym such as CFP-07, never a name or a number")
    return text


#: Focal points are pseudonyms (rules D2, D3): letters, a hyphen, a number.
Pseudonym = Annotated[str, AfterValidator(_pseudonym)]


class People(Part):
    """A number of people of one sex and age band, within one group where that is said."""

    sex: Annotated[Coded, Code("sex"), OPEN] = "not_stated"
    age: Annotated[Coded, Code("age_band"), OPEN] = "not_stated"
    group: Annotated[Name, TRUSTED] = ""
    count: Annotated[int, Field(ge=0), WIDE.count]


class Group(Part):
    """A part of a community: its identity, status or livelihood, and its share."""

    name: Annotated[Name, StringConstraints(min_length=1), TRUSTED]
    dimension: Annotated[Coded, Code("group_dimension"), TRUSTED] = "identity"
    code: Annotated[Coded, Code("affected_group"), TRUSTED] = ""
    people: Annotated[int | None, Field(ge=0), TRUSTED.count] = None
    at_risk: Annotated[bool, TRUSTED] = False
    note: Annotated[Text, INSIDE.text] = ""


class Vulnerability(Part):
    """A factor that makes people here easier to harm."""

    factor: Annotated[Coded, Code("vulnerability_factor"), TRUSTED]
    note: Annotated[Text, INSIDE.text] = ""


class Protector(Part):
    """Somebody beside the mission who could protect: able, willing, trusted, by whom judged."""

    name: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    actor_id: Annotated[str, Ref(("Actor",)), INSIDE] = ""
    able: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    willing: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    trusted: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"

    @property
    def counts(self) -> bool:
        """Whether all three are known to hold: less does not replace the mission."""
        return self.able == self.willing == self.trusted == "yes"


class Community(Placed):
    """People living at a place: who they are, what makes them vulnerable, how they are reached."""

    name: Annotated[Name, StringConstraints(min_length=1), OPEN]
    aliases: Annotated[tuple[Name, ...], OPEN] = ()
    area_ids: Annotated[tuple[str, ...], Ref(("Area",)), OPEN] = ()
    settlement_id: Annotated[str, Ref(("Settlement",)), OPEN] = ""
    kind: Annotated[Coded, Code("community_kind"), OPEN] = "village"
    population: Annotated[int | None, Field(ge=0), WIDE.count] = None
    people: Annotated[tuple[People, ...], WIDE] = ()
    groups: Annotated[tuple[Group, ...], TRUSTED] = ()
    vulnerabilities: Annotated[tuple[Vulnerability, ...], TRUSTED] = ()
    phone: Annotated[Coded, Code("phone_coverage"), TRUSTED] = "unknown"
    languages: Annotated[tuple[Name, ...], TRUSTED] = ()
    market_days: Annotated[tuple[Coded, ...], Code("weekday"), WIDE] = ()
    protectors: Annotated[tuple[Protector, ...], INSIDE] = ()
    women_note: Annotated[Text, INSIDE.text] = ""
    gender_note: Annotated[Text, INSIDE.text] = ""
    humanitarian_view: Annotated[Text, INSIDE.text] = ""
    referral: Annotated[Text, INSIDE.text] = ""
    last_visit_on: Annotated[date | None, INSIDE] = None
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""
    source_key: Annotated[Key, INSIDE] = ""

    @property
    def inhabitants(self) -> int | None:
        """How many live here: the number told, else all who are told by sex and age."""
        if self.population is not None:
            return self.population
        counts = [p.count for p in self.people]
        return sum(counts) if counts and not any(isinstance(n, Few) for n in counts) else None

    def number(self, sex: str) -> int | None:
        """People of one sex as recorded, or nothing where no breakdown is known."""
        known = [p.count for p in self.people if p.sex == sex]
        return sum(known) if known else None


class Consent(Part):
    """What people allowed, for which purpose and audience, until when (rule D12)."""

    purposes: Annotated[tuple[Coded, ...], Code("consent_purpose"), INSIDE] = ()
    audiences: Annotated[tuple[Audience, ...], INSIDE] = ()
    given_on: Annotated[date | None, INSIDE] = None
    expires_on: Annotated[date | None, INSIDE] = None
    withdrawn_on: Annotated[date | None, INSIDE] = None
    method: Annotated[Name, INSIDE] = ""
    language: Annotated[Name, INSIDE] = ""
    by: Annotated[Coded, Code("consent_by"), INSIDE] = ""

    def gone(self, day: date) -> bool:
        """Whether people took it back, or it has run out, whether or not its day is known."""
        return self.withdrawn_on is not None or (
            self.expires_on is not None and self.expires_on < day
        )

    def covers(self, audience: Audience, day: date) -> bool:
        """Whether this audience may see the record on that day."""
        if self.given_on is None or self.given_on > day or self.gone(day):
            return False
        return audience in self.audiences


class Coping(Sheltered):
    """What people do by themselves to stay safe, in their own judgement."""

    title: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    strategy: Annotated[Coded, Code("coping_strategy"), TRUSTED]
    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE]
    shape: Annotated[Geometry | None, TEAM.position] = None
    route_id: Annotated[str, Ref(("Route",)), TEAM] = ""
    users_sex: Annotated[Coded, Code("sex"), INSIDE] = "all"
    users_age: Annotated[tuple[Coded, ...], Code("age_band"), INSIDE] = ()
    users: Annotated[tuple[Name, ...], INSIDE] = ()
    against: Annotated[tuple[Coded, ...], Code("threat_type"), INSIDE] = ()
    when: Annotated[Text, INSIDE.text] = ""
    hours: Annotated[tuple[int, ...], INSIDE] = ()
    weekdays: Annotated[tuple[Coded, ...], Code("weekday"), INSIDE] = ()
    seasons: Annotated[tuple[Coded, ...], Code("season_kind"), INSIDE] = ()
    trigger: Annotated[Text, INSIDE.text] = ""
    effectiveness: Annotated[Coded, Code("effectiveness"), INSIDE] = "unknown"
    judged_by: Annotated[Name, INSIDE] = ""
    judged_on: Annotated[date | None, INSIDE] = None
    cost_bearers: Annotated[tuple[Name, ...], INSIDE] = ()
    cost: Annotated[Text, INSIDE.text] = ""
    harm: Annotated[Text, INSIDE.text] = ""
    mission_effect: Annotated[Coded, Code("mission_effect"), INSIDE] = "unknown"
    mission_effect_note: Annotated[Text, INSIDE.text] = ""
    support_wanted: Annotated[Text, INSIDE.text] = ""
    survives_exit: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    consent: Annotated[Consent | None, INSIDE] = None
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""
    source_key: Annotated[Key, INSIDE] = ""


class Seats(Part):
    """Seats of a mechanism by sex, age and group; deciding is counted apart from attending."""

    sex: Annotated[Coded, Code("sex"), INSIDE] = "not_stated"
    age: Annotated[Coded, Code("age_band"), INSIDE] = "not_stated"
    group: Annotated[Name, INSIDE] = ""
    seats: Annotated[int, Field(ge=0), INSIDE.count]
    deciding: Annotated[int, Field(ge=0), INSIDE.count] = 0

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.deciding > self.seats:
            raise ValueError("more people decide than have a seat")
        return self


class FocalPoint(Part):
    """A person who passes alerts, under a pseudonym; the key is kept outside the file."""

    pseudonym: Annotated[Pseudonym, TEAM]
    sex: Annotated[Coded, Code("sex"), TEAM] = "not_stated"
    language: Annotated[Name, TEAM] = ""
    active: Annotated[bool, TEAM] = True


class Trust(Part):
    """How far a group trusts somebody, 0 none to 4 full, as that group said on a day."""

    group: Annotated[Name, INSIDE] = ""
    sex: Annotated[Coded, Code("sex"), INSIDE] = "all"
    whom: Annotated[Coded, Code("trusted_body"), INSIDE] = "mission"
    level: Annotated[int, Field(ge=0, le=4), INSIDE]
    on: Annotated[date | None, INSIDE] = None


Condition = Annotated[int | None, Field(ge=0, le=4)]


class Mechanism(Sheltered):
    """A committee, alert network, liaison presence or other mechanism of the community."""

    name: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    kind: Annotated[Coded, Code("mechanism_type"), INSIDE] = "lpc"
    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE] = ""
    covers_ids: Annotated[tuple[str, ...], Ref(("Community", "Settlement", "Area")), INSIDE] = ()
    reach_km: Annotated[float | None, Field(ge=0), INSIDE] = None
    origin: Annotated[Coded, Code("mechanism_origin"), INSIDE] = "own"
    recognised: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    selection: Annotated[Coded, Code("selection"), INSIDE] = ""
    seats: Annotated[tuple[Seats, ...], INSIDE] = ()
    groups_absent: Annotated[tuple[Name, ...], INSIDE] = ()
    functions: Annotated[tuple[Coded, ...], Code("mechanism_function"), INSIDE] = ()
    focal_points: Annotated[tuple[FocalPoint, ...], TEAM] = ()
    channel: Annotated[Coded, Code("channel"), TEAM] = ""
    backup: Annotated[Coded, Code("channel"), TEAM] = ""
    coverage: Annotated[Text, TEAM.text] = ""
    hours: Annotated[Name, TEAM] = ""
    languages: Annotated[tuple[Name, ...], INSIDE] = ()
    shared_causes: Annotated[tuple[Key, ...], TEAM] = ()
    passes_to_ids: Annotated[tuple[str, ...], Ref(("Mechanism", "Unit", "Post")), TEAM] = ()
    trust: Annotated[tuple[Trust, ...], INSIDE] = ()
    resourcing: Annotated[Condition, INSIDE] = None
    permissiveness: Annotated[Condition, INSIDE] = None
    trusted: Annotated[Condition, INSIDE] = None
    overlap: Annotated[Condition, INSIDE] = None
    blind_spots: Annotated[Text, INSIDE.text] = ""
    last_contact_on: Annotated[date | None, INSIDE] = None
    last_test_on: Annotated[date | None, INSIDE] = None
    test_passed: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    alerts_sent: Annotated[int | None, Field(ge=0), INSIDE] = None
    alerts_answered: Annotated[int | None, Field(ge=0), INSIDE] = None
    alerts_fed_back: Annotated[int | None, Field(ge=0), INSIDE] = None
    capture_risk: Annotated[Coded, Code("risk_grade"), INSIDE] = "unknown"
    captured_by: Annotated[Text, TEAM.text] = ""
    state_access: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    consent: Annotated[Consent | None, INSIDE] = None
    safeguards: Annotated[Text, INSIDE.text] = ""
    exposure_incidents: Annotated[Text, TEAM.text] = ""
    could_go_wrong: Annotated[Text, INSIDE.text] = ""
    funder: Annotated[Name, INSIDE] = ""
    phase_out_owner: Annotated[Name, INSIDE] = ""
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""
    source_key: Annotated[Key, INSIDE] = ""

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        sent, answered, back = self.alerts_sent, self.alerts_answered, self.alerts_fed_back
        if sent is not None and max(answered or 0, back or 0) > sent:
            raise ValueError("more alerts were answered or fed back than were sent")
        return self


class Alert(Sheltered):
    """A warning from people, and what became of it until the caller was told."""

    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE]
    mechanism_id: Annotated[str, Ref(("Mechanism",)), TEAM] = ""
    threat: Annotated[Coded, Code("threat_type"), INSIDE] = ""
    received_at: Annotated[Instant, INSIDE]
    verified_at: Annotated[Instant | None, INSIDE] = None
    tasked_at: Annotated[Instant | None, INSIDE] = None
    answered_at: Annotated[Instant | None, INSIDE] = None
    told_back_at: Annotated[Instant | None, INSIDE] = None
    received_by: Annotated[Name, INSIDE] = ""
    verified_by: Annotated[Name, INSIDE] = ""
    tasked_by: Annotated[Name, INSIDE] = ""
    answered_by: Annotated[Name, INSIDE] = ""
    told_back_by: Annotated[Name, INSIDE] = ""
    outcome: Annotated[Coded, Code("alert_outcome"), INSIDE] = "open"
    not_told_reason: Annotated[Text, INSIDE.text] = ""
    text: Annotated[Text, TEAM.text] = ""
    caller_sex: Annotated[Coded, Code("sex"), TEAM] = "not_stated"
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""
    source_key: Annotated[Key, INSIDE] = ""

    @model_validator(mode="after")
    def _after_it_came(self) -> Self:
        if self._early(self.verified_at):
            raise ValueError("verified before the alert was received")
        if self._early(self.tasked_at):
            raise ValueError("tasked before the alert was received")
        if self._early(self.answered_at):
            raise ValueError("answered before the alert was received")
        if self._early(self.told_back_at):
            raise ValueError("told back before the alert was received")
        return self

    def _early(self, moment: datetime | None) -> bool:
        return moment is not None and moment < self.received_at

    @model_validator(mode="after")
    def _at_the_place_only(self) -> Self:
        no_point_of_a_case(self.threat, self.position)
        return self


class Perception(Sheltered):
    """What people say: a community's own rating, or an answer share from a survey."""

    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE]
    question: Annotated[Coded, Code("perception_question"), INSIDE]
    sex: Annotated[Coded, Code("sex"), INSIDE] = "all"
    age: Annotated[Coded, Code("age_band"), INSIDE] = "not_stated"
    group: Annotated[Name, INSIDE] = ""
    asked: Annotated[int | None, Field(ge=0), INSIDE.count] = None
    positive: Annotated[int | None, Field(ge=0), INSIDE.count] = None
    rating: Annotated[int | None, Field(ge=1, le=5), INSIDE] = None
    threat_id: Annotated[str, Ref(("Threat",)), INSIDE] = ""
    quote: Annotated[Text, TEAM.text] = ""
    sampling: Annotated[Coded, Code("sampling"), INSIDE] = "not_stated"
    on: Annotated[date, INSIDE]
    collector: Annotated[Name, INSIDE] = ""
    language: Annotated[Name, INSIDE] = ""
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""
    source_key: Annotated[Key, INSIDE] = ""

    @model_validator(mode="after")
    def _share(self) -> Self:
        if self.positive is not None and (self.asked is None or self.positive > self.asked):
            raise ValueError("more people said yes than were asked")
        return self


class Request(Guarded):
    """What a community asked of the mission, and the answer with its reason."""

    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE]
    mechanism_id: Annotated[str, Ref(("Mechanism",)), TEAM] = ""
    text: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    asked_on: Annotated[date, INSIDE]
    asked_by_sex: Annotated[Coded, Code("sex"), INSIDE] = "not_stated"
    community_priority: Annotated[int | None, Field(ge=1, le=5), INSIDE] = None
    answer: Annotated[Coded, Code("request_answer"), INSIDE] = "open"
    reason: Annotated[Text, INSIDE.text] = ""
    answered_on: Annotated[date | None, INSIDE] = None
    told_back_on: Annotated[date | None, INSIDE] = None

    @model_validator(mode="after")
    def _refused_with_reason(self) -> Self:
        if self.answer == "refused" and not self.reason:
            raise ValueError("a refusal needs its reason")
        return self


class Promise(Guarded):
    """What was promised to whom; it closes only with an outcome."""

    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE]
    to: Annotated[Name, INSIDE] = ""
    by: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    text: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    made_on: Annotated[date, INSIDE]
    due_on: Annotated[date | None, INSIDE] = None
    unit_id: Annotated[str, Ref(("Unit",)), INSIDE] = ""
    state: Annotated[Coded, Code("promise_state"), INSIDE] = "open"
    outcome: Annotated[Text, INSIDE.text] = ""
    told_on: Annotated[date | None, INSIDE] = None

    @model_validator(mode="after")
    def _closed_with_outcome(self) -> Self:
        if self.state != "open" and not self.outcome:
            raise ValueError("a promise closes only with its outcome")
        return self


class Journey(Sheltered):
    """Where people go, who, why and when, and what they changed to stay safe."""

    title: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE]
    purpose: Annotated[Coded, Code("journey_purpose"), INSIDE]
    sex: Annotated[Coded, Code("sex"), INSIDE] = "all"
    ages: Annotated[tuple[Coded, ...], Code("age_band"), INSIDE] = ()
    group: Annotated[Name, INSIDE] = ""
    people: Annotated[int | None, Field(ge=0), INSIDE.count] = None
    split: Annotated[tuple[People, ...], INSIDE] = ()
    route_id: Annotated[str, Ref(("Route",)), TEAM] = ""
    line: Annotated[Geometry | None, TEAM.position] = None
    weekdays: Annotated[tuple[Coded, ...], Code("weekday"), INSIDE] = ()
    from_hour: Annotated[int | None, Field(ge=0, le=23), INSIDE] = None
    to_hour: Annotated[int | None, Field(ge=0, le=23), INSIDE] = None
    seasons: Annotated[tuple[Coded, ...], Code("season_kind"), INSIDE] = ()
    with_whom: Annotated[Name, INSIDE] = ""
    changed: Annotated[Text, INSIDE.text] = ""
    who_else: Annotated[Text, INSIDE.text] = ""
    cost_to_whom: Annotated[Text, INSIDE.text] = ""
    asked: Annotated[Coded, Code("sex"), INSIDE] = "not_stated"
    asked_on: Annotated[date | None, INSIDE] = None
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if self.people is not None and sum(p.count for p in self.split) > self.people:
            raise ValueError("the parts of a journey are more people than all who make it")
        return self


class Timing(Guarded):
    """Warning and response times at a place, in minutes, under one condition of day and season."""

    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE]
    light: Annotated[Coded, Code("light"), INSIDE] = "day"
    season: Annotated[Coded, Code("season_kind"), INSIDE] = "dry"
    warning: Annotated[Range | None, INSIDE] = None
    report: Annotated[Range | None, INSIDE] = None
    verify: Annotated[Range | None, INSIDE] = None
    decide: Annotated[Range | None, INSIDE] = None
    muster: Annotated[Range | None, INSIDE] = None
    travel: Annotated[Range | None, INSIDE] = None
    effect: Annotated[Range | None, INSIDE] = None
    response: Annotated[Range | None, INSIDE] = None
    post_id: Annotated[str, Ref(("Post",)), INSIDE] = ""
    basis: Annotated[Text, INSIDE.text] = ""
    entered_by: Annotated[Name, INSIDE] = ""
    on: Annotated[date | None, INSIDE] = None
