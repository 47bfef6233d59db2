"""What the example's threats rest on, how they stood before, and who else rated them."""

from datetime import date

from pocplanner.model.assessment import Evidence, Rating, Threat
from pocplanner.model.community import Coping, Mechanism
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue, IssuedRating
from sample_world.grades import at
from sample_world.written import records

_AUTHOR = "JMAC with the PoC working group"
#: Threats that nobody knew of in July.
_NEW = {"thr-01", "thr-03", "thr-07", "thr-13"}
_PRIORITIES = {"very_high": "must", "high": "should", "moderate": "could", "low": "could"}


def threats(coping: list[Coping], mechanisms: list[Mechanism]) -> list[Threat]:
    """The threats, each with what people do against it and who would warn."""
    return [
        t.model_copy(update={"evidence": _evidence(t, coping, mechanisms)})
        for t in records("threats", Threat)
    ]


def _evidence(
    threat: Threat, coping: list[Coping], mechanisms: list[Mechanism]
) -> tuple[Evidence, ...]:
    done = [c for c in coping if c.place_id == threat.place_id and threat.kind in c.against]
    warn = [m for m in mechanisms if threat.place_id in m.covers_ids][:3]
    return (
        *(Evidence(ref=c.id, note="What people do against it") for c in done),
        *(Evidence(ref=m.id, note="Who would warn") for m in warn),
    )


def rated_apart() -> dict[str, str]:
    """Threats that focus groups rated: id of the threat, id of its place."""
    return {
        t.id: t.place_id
        for n, t in enumerate(records("threats", Threat), 1)
        if t.community_rating and t.confidence != "low" and n % 2
    }


def _band(likelihood: int, impact: int, vulnerability: int, capacity: int) -> str:
    bands = ("low", "moderate", "high", "very_high")
    product = likelihood * impact
    step = 0 if product <= 4 else 1 if product <= 9 else 2 if product <= 14 else 3
    if vulnerability >= 4 and capacity <= 2:
        step = min(3, step + 1)
    elif vulnerability <= 2 and capacity >= 4:
        step = max(0, step - 1)
    return bands[max(step, 1) if impact == 5 else step]


def history() -> tuple[list[Rating], Issue]:
    """How the threats stood at the end of July, and the strategy that said so."""
    ratings, issued = [], []
    for threat in records("threats", Threat):
        intent, impact = threat.intent, threat.impact
        others = (threat.capability, threat.opportunity)
        if intent is None or impact is None or threat.status == "refused" or threat.id in _NEW:
            continue
        before = max(1, intent - 1) if threat.trend == "rising" else intent
        three = [before, *(s for s in others if s is not None)]
        likelihood = min(round(sum(three) / len(three)), min(three) + 1)
        band = _band(likelihood, impact, threat.vulnerability or 3, threat.local_capacity or 3)
        priority = _PRIORITIES[band]
        ratings.append(
            Rating(
                id=f"rat-{threat.id[4:]}-2026-07",
                threat_id=threat.id,
                as_of=date(2026, 7, 31),
                likelihood=likelihood,
                suggested=likelihood,
                impact=impact,
                band=band,
                priority=priority,
                author=_AUTHOR,
                baseline=True,
            )
        )
        issued.append(IssuedRating(threat_id=threat.id, band=band, priority=priority))
    issue = Issue(
        id="iss-2026-08",
        document="strategy",
        audience=Audience.MISSION,
        language="en",
        at=at(2026, 8, 6, 16),
        as_of=date(2026, 7, 31),
        level=Level.HIGH,
        handling="EXERCISE. Invented country, people and events.",
        sha256="0" * 64,
        ratings=tuple(issued),
    )
    return ratings, issue
