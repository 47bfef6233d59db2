"""What is to be said of one threat: who, whom, where, when, how sure, and who sees it otherwise."""

from typing import Any

from pocplanner.analysis.results import Gap, Interval, Rated
from pocplanner.model.assessment import Threat
from pocplanner.model.events import Series
from pocplanner.report.draft.arrival_facts import marked
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import ids

#: Reasons that the paragraph says in its own words, or that its heading says.
_SAID_OTHERWISE = frozenset(
    {
        "reason.band",
        "reason.must_very_high",
        "reason.could_rest",
        "reason.override",
        "reason.anchor_under_way",
        "reason.anchor_warning",
        "reason.must_under_way",
        "reason.opportunity_late",
        "reason.opportunity_late_computed",
        "reason.opportunity_uncertain",
        "reason.opportunity_uncertain_computed",
    }
)


def evidence(desk: Desk, threat: Threat) -> tuple[str, ...]:
    """Everything that a threat and its rating rest on."""
    rated = desk.rated[threat.id]
    return ids(
        threat.id,
        threat.perpetrator_ids,
        rated.refs,
        (e.ref for e in threat.evidence),
        (ref for said in rated.reasons for ref in said.refs),
        _known_sources(desk, rated),
        rated.gap.timing_id if rated.gap else "",
        rated.previous.rating_id if rated.previous else "",
    )


def _known_sources(desk: Desk, rated: Rated) -> tuple[str, ...]:
    found = (desk.snapshot.get(s) for s in rated.sources)
    return tuple(r.id for r in found if r is not None and not isinstance(r, Series))


def values(desk: Desk, threat: Threat) -> dict[str, Any]:
    """The values of a threat's paragraph, long or short."""
    rated = desk.rated[threat.id]
    perpetrator = desk.perpetrator(threat)
    return {
        "place": desk.name(threat.place_id),
        "perpetrator": perpetrator,
        "several": len(threat.perpetrator_ids) > 1,
        "state": desk.state.behind(threat),
        "harm": desk.phrase("threat_type", threat.kind),
        "who": who(desk, threat),
        "route": desk.snapshot.name(threat.route_id),
        "window": desk.number(threat.window_days),
        **_when(desk, threat),
        **_rating(desk, threat, rated),
        **_events(desk, rated),
        **_otherwise(desk, threat, rated),
        "most_likely": threat.most_likely,
        "most_dangerous": threat.most_dangerous,
        "under_way": threat.under_way,
        "warning": threat.specific_warning,
        "gap": gap_words(desk, rated.gap),
        "late": bool(rated.gap and rated.gap.verdict == "late"),
        "time": _time(desk, rated.gap),
        "reviewed": rated.reviewed,
        "decided_by": threat.decided_by,
        "whole": desk.whole,
    }


def who(desk: Desk, threat: Threat) -> str:
    """Whom it threatens, by group, sex and age; empty where that is not stated."""
    return desk.people(threat.sex, threat.ages, threat.groups)


def _when(desk: Desk, threat: Threat) -> dict[str, Any]:
    parts = [
        desk.hours(threat.from_hour, threat.to_hour),
        desk.on_days(threat.weekdays),
        desk.phrases("in_season", threat.seasons) if threat.seasons else "",
    ]
    return {"when": ", ".join(p for p in parts if p), "pattern": threat.pattern}


def _rating(desk: Desk, threat: Threat, rated: Rated) -> dict[str, Any]:
    return {
        "band": desk.phrase("band", rated.band),
        "priority": desk.phrase("priority", rated.priority),
        "likelihood": rated.likelihood or 0,
        "impact": rated.impact or 0,
        "as_of": desk.day(rated.as_of),
        "outdated": rated.outdated,
        "grade": rated.grade,
        "reported": rated.reportedly,
        "confidence": desk.phrase("confidence", rated.confidence),
        "low_confidence": rated.confidence == "low",
        "trend": threat.trend if threat.trend != "unknown" else rated.trend.verdict,
        "why": desk.told(r for r in rated.reasons if r.key not in _SAID_OTHERWISE),
        "vulnerability": rated.step("vulnerability").value or 0,
        "capacity": rated.step("local_capacity").value or 0,
        "before": desk.phrase("band", _moved(rated)),
        "before_on": desk.day(rated.previous.as_of) if rated.previous else "",
        "protector": rated.other_protector,
        "assets": desk.names(rated.asset_ids, 4),
        "residue": rated.residual.state if rated.residual else "",
        "accepted_by": rated.residual.accepted_by if rated.residual else "",
    }


def _moved(rated: Rated) -> str:
    """The band of the rating before this one, where it was another."""
    before = rated.previous.band if rated.previous else ""
    return before if before != rated.band else ""


def _events(desk: Desk, rated: Rated) -> dict[str, Any]:
    last = rated.anchor.last_event
    return {
        "events": desk.count("event", rated.events.events) if rated.events.events else "",
        "deaths": desk.count("death", rated.events.deaths) if rated.events.deaths else "",
        "unstated": bool(rated.events.unstated),
        "last": desk.day(last),
    }


def _otherwise(desk: Desk, threat: Threat, rated: Rated) -> dict[str, Any]:
    """Where somebody sees it otherwise: the community, or the analyst who set a value."""
    gap = rated.community_gap
    override = threat.override
    return {
        "community": rated.community_rating or 0,
        "community_by": threat.community_rated_by,
        "community_on": desk.day(threat.community_rated_on),
        "apart": abs(gap) if gap is not None else 0,
        "worse": gap is not None and gap > 0,
        "override": override.value if override else 0,
        "override_by": override.author if override else "",
        "override_why": override.reason if override else "",
        "suggested": rated.suggested or 0,
    }


def _time(desk: Desk, gap: Gap | None) -> str:
    """Whether help comes in time, with the figures, as a sentence."""
    if gap is None or gap.gap is None or gap.warning is None or gap.response is None:
        return ""
    key = gap.verdict if gap.verdict in ("late", "in_time") else "uncertain"
    # Where the likely figures are in time and the worst are not, the likely alone would mislead.
    wide = key == "uncertain"
    said = desk.text(
        f"help.{key}",
        condition=desk.text(f"condition.{gap.light}_{gap.season}"),
        warning=desk.minutes(gap.warning.min if wide else gap.warning.likely),
        response=desk.minutes(gap.response.min if wide else gap.response.likely),
        **_most(desk, gap.warning, gap.response),
    )
    return marked(desk, said, gap)


def _most(desk: Desk, warning: Interval, response: Interval) -> dict[str, str]:
    """The longest warning and the slowest response, in words."""
    return {"warning_most": desk.minutes(warning.max), "response_most": desk.minutes(response.max)}


def gap_words(desk: Desk, gap: Gap | None) -> str:
    """Warning, response and what lies between them, under the worst condition, in words."""
    if gap is None or (gap.warning is None and gap.response is None):
        return ""
    condition = desk.text(f"condition.{gap.light}_{gap.season}")
    warning = desk.minutes(gap.warning.likely) if gap.warning else desk.text("not_known")
    response = desk.minutes(gap.response.likely) if gap.response else desk.text("not_known")
    said = desk.text("gap_line", condition=condition, warning=warning, response=response)
    return marked(desk, said, gap)
