"""Threats, how they are rated and by whom, and the signs that warn of them."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from pocplanner.model.geometry import Geometry
from pocplanner.model.guard import FORCE, INSIDE, TEAM, TRUSTED, no_point_of_a_case
from pocplanner.model.record import Code, Coded, Guarded, Instant, Part, Record, Ref
from pocplanner.model.text import Key, Name, Text

#: A step of a scale of five; empty where nobody has judged it.
Step = Annotated[int | None, Field(ge=1, le=5)]


class Evidence(Part):
    """What a statement rests on: a record or an event, by id, and why."""

    ref: Annotated[Key, TEAM]
    note: Annotated[Text, TEAM.text] = ""


class Override(Part):
    """A value that a person set in place of the computed one."""

    value: Annotated[int, Field(ge=1, le=5), INSIDE]
    author: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    reason: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]


class Threat(Guarded):
    """Perpetrator × place × affected group × window, rated by the analyst and by the community."""

    title: Annotated[Name, TRUSTED] = ""
    kind: Annotated[Coded, Code("threat_type"), TRUSTED] = "killing"
    perpetrator_ids: Annotated[tuple[str, ...], Ref(("Actor",)), INSIDE] = ()
    perpetrator_name: Annotated[Name, INSIDE] = ""
    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), TRUSTED]
    route_id: Annotated[str, Ref(("Route",)), INSIDE] = ""
    shape: Annotated[Geometry | None, INSIDE.position] = None
    groups: Annotated[tuple[Name, ...], TRUSTED] = ()
    sex: Annotated[Coded, Code("sex"), TRUSTED] = "not_stated"
    ages: Annotated[tuple[Coded, ...], Code("age_band"), TRUSTED] = ()
    window_days: Annotated[int, Field(ge=1, le=730), TRUSTED] = 30
    pattern: Annotated[Text, INSIDE.text] = ""
    from_hour: Annotated[int | None, Field(ge=0, le=23), INSIDE] = None
    to_hour: Annotated[int | None, Field(ge=0, le=23), INSIDE] = None
    weekdays: Annotated[tuple[Coded, ...], Code("weekday"), INSIDE] = ()
    seasons: Annotated[tuple[Coded, ...], Code("season_kind"), INSIDE] = ()
    intent: Annotated[Step, INSIDE] = None
    capability: Annotated[Step, INSIDE] = None
    opportunity: Annotated[Step, INSIDE] = None
    impact: Annotated[Step, INSIDE] = None
    vulnerability: Annotated[Step, INSIDE] = None
    local_capacity: Annotated[Step, INSIDE] = None
    signs: Annotated[int, Field(ge=0), INSIDE] = 0
    specific_warning: Annotated[bool, INSIDE] = False
    under_way: Annotated[bool, INSIDE] = False
    override: Annotated[Override | None, INSIDE] = None
    community_rating: Annotated[Step, INSIDE] = None
    community_rated_by: Annotated[Name, INSIDE] = ""
    community_rated_on: Annotated[date | None, INSIDE] = None
    trend: Annotated[Coded, Code("trend"), INSIDE] = "unknown"
    confidence: Annotated[Coded, Code("confidence"), INSIDE] = "low"
    reliability: Annotated[str, StringConstraints(pattern="^[A-F]$"), INSIDE] = "F"
    credibility: Annotated[int, Field(ge=1, le=6), INSIDE] = 6
    most_likely: Annotated[Text, INSIDE.text] = ""
    most_dangerous: Annotated[Text, INSIDE.text] = ""
    minimum_force: Annotated[Text, FORCE.text] = ""
    minimum_strength: Annotated[int | None, Field(ge=1), FORCE] = None
    status: Annotated[Coded, Code("threat_status"), INSIDE] = "proposed"
    decided_by: Annotated[Name, INSIDE] = ""
    decided_at: Annotated[Instant | None, INSIDE] = None
    reason: Annotated[Text, INSIDE.text] = ""
    evidence: Annotated[tuple[Evidence, ...], TEAM] = ()
    source_key: Annotated[Key, INSIDE] = ""

    @model_validator(mode="after")
    def _decided_by_somebody(self) -> Self:
        if self.status != "proposed" and not self.decided_by:
            raise ValueError("a decision on a threat needs the role of who took it")
        if self.status == "refused" and not self.reason:
            raise ValueError("refusing a threat needs a reason")
        return self

    @model_validator(mode="after")
    def _at_the_place_only(self) -> Self:
        no_point_of_a_case(self.kind, self.shape)
        return self

    @property
    def reviewed(self) -> bool:
        """Whether a person has accepted it, as it is or changed."""
        return self.status in {"accepted", "changed"}


class Rating(Record):
    """What a threat was rated on a day: suggested and judged; kept for ever, as the history."""

    threat_id: Annotated[str, Ref(("Threat",)), INSIDE]
    as_of: Annotated[date, INSIDE]
    likelihood: Annotated[Step, INSIDE] = None
    suggested: Annotated[Step, INSIDE] = None
    impact: Annotated[Step, INSIDE] = None
    band: Annotated[Coded, Code("band"), INSIDE] = ""
    priority: Annotated[Coded, Code("priority"), INSIDE] = ""
    gap_min: Annotated[float | None, INSIDE] = None
    reasons: Annotated[tuple[Key, ...], INSIDE] = ()
    assumptions: Annotated[tuple[Key, ...], INSIDE] = ()
    author: Annotated[Name, INSIDE] = ""
    baseline: Annotated[bool, INSIDE] = False


class WarningSign(Guarded):
    """A sign from a checklist at a place: absent only where somebody looked."""

    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE]
    sign: Annotated[Coded, Code("warning_sign"), INSIDE]
    state: Annotated[Coded, Code("sign_state"), INSIDE] = "unsure"
    looked: Annotated[bool, INSIDE] = False
    on: Annotated[date, INSIDE]
    confidence: Annotated[Coded, Code("confidence"), INSIDE] = "low"
    note: Annotated[Text, INSIDE.text] = ""
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""

    @model_validator(mode="after")
    def _absent_where_looked(self) -> Self:
        if self.state == "absent" and not self.looked:
            raise ValueError('"absent" needs somebody who looked; else it is "unsure"')
        return self
