"""The six steps of a threat: as a person judged them, else suggested from events and records.

Intent is never suggested: it is judged by people or not known. A suggestion is marked as
one; it may raise a rating, never lower it.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import numpy as np

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.cases import Cases, Rows
from pocplanner.analysis.counting import counted, covered
from pocplanner.analysis.ground import Ground
from pocplanner.analysis.results import Anchor, Gap, Health, Said, Step
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat, WarningSign
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.events import EPOCH
from pocplanner.resources import read_toml

_SEEN = ("emerging", "present", "worsening")


def impact_of_kind(kind: str) -> int | None:
    """What the impact scale's own words give for a kind of threat, where they give anything."""
    table: dict[str, int] = read_toml("assumptions", "rating.toml")["impact"]
    return table.get(kind)


def steps_of(
    cases: Cases,
    threat: Threat,
    rows: Rows,
    health: Mapping[str, Health],
    caps: Mapping[str, tuple[int, Said]] = MappingProxyType({}),
    gap: Gap | None = None,
    hours: Step | None = None,
) -> tuple[Step, ...]:
    """All six steps of a threat, in the order of `results.STEPS`.

    `gap` is that of its time, `hours` what risk-hours suggest of its opportunity.
    """
    ground, at = cases.ground, cases.canonical(threat.place_id)
    year = rows[ground.within(ground.assumptions.whole("window.recent_days"))[rows]]
    suggested = {
        "capability": _capability(cases, threat),
        "opportunity": _opportunity(ground, threat, at) or _barer(_late(gap), hours),
        "impact": _impact(ground, threat, year),
        "vulnerability": _vulnerability(ground, at),
        "local_capacity": _capped(_capacity(ground, at, health), caps.get(at)),
    }
    found = []
    for name in (
        "intent",
        "capability",
        "opportunity",
        "impact",
        "vulnerability",
        "local_capacity",
    ):
        judged: int | None = getattr(threat, name)
        other = suggested.get(name)
        if other is not None and other.source == "rule" and (judged or 0) < (other.value or 0):
            found.append(other)
        elif judged is not None:
            found.append(Step(name, judged, "person", _beside(ground, name, judged, other)))
        else:
            found.append(other or Step(name, reasons=(Said(f"reason.not_judged_{name}"),)))
    return tuple(found)


def _capability(cases: Cases, threat: Threat) -> Step | None:
    """From what the perpetrators did anywhere in twelve months: places, months, heavy arms."""
    ground, assumed = cases.ground, cases.ground.assumptions
    actors = [ground.snapshot.one(Actor, id) for id in threat.perpetrator_ids]
    wanted = cases.perpetrators(threat)
    rows = ground.deeds(frozenset(ground.actor_index(wanted) if wanted else ()))
    if not len(rows):
        if any(a is not None and a.is_state for a in actors):
            return Step("capability", 4, "suggested", (Said("reason.capability_state"),))
        return None
    placed = ground.place[rows]
    spots = len(np.unique(placed[placed >= 0])) + _other_spots(ground, rows[placed < 0])
    months = len(np.unique(ground.events.first_day[rows].astype("datetime64[D]").astype("M8[M]")))
    facts = {"places": spots, "months": months, "events": len(rows)}
    if spots >= assumed.whole("capability.campaign_places") and months >= assumed.whole(
        "capability.campaign_months"
    ):
        return Step("capability", 5, "suggested", (Said("reason.capability_campaign", facts),))
    heavy = ground.events.type.isin({"explosive_remote"})[rows].any()
    if any(a is not None and a.is_state for a in actors):
        return Step("capability", 4, "suggested", (Said("reason.capability_state", facts),))
    if heavy or spots >= assumed.whole("capability.multi_site"):
        return Step("capability", 4, "suggested", (Said("reason.capability_sites", facts),))
    if (ground.events.deaths_best[rows] > 0).any():
        return Step("capability", 3, "suggested", (Said("reason.capability_deadly", facts),))
    return Step("capability", 2, "suggested", (Said("reason.capability_some", facts),))


def _other_spots(ground: Ground, rows: Rows) -> int:
    """Named places outside the mission's list, told apart by the source's names."""
    codes = np.unique(ground.events.place.codes[rows])
    return sum(1 for c in codes if ground.events.place.names[int(c)].strip())


def _opportunity(ground: Ground, threat: Threat, at: str) -> Step | None:
    """5 where the protector is the perpetrator; nothing else is read from the events."""
    place = ground.snapshot.get(at)
    guards = set()
    if isinstance(place, Community):
        guards = {p.actor_id for p in place.protectors if p.actor_id}
    for id in threat.perpetrator_ids:
        actor = ground.snapshot.one(Actor, id)
        if actor is None:
            continue
        if actor.is_state or id in guards:
            return Step(
                "opportunity", 5, "rule", (Said("reason.protector_is_perpetrator", {"actor": id}),)
            )
    return None


def _late(gap: Gap | None) -> Step | None:
    """From the time: help that comes after the attack is none. Help in time is not yet presence."""
    if gap is None or gap.gap is None or gap.verdict not in {"late", "uncertain"}:
        return None
    value, late = (4, gap.gap.likely) if gap.verdict == "late" else (3, gap.gap.max)
    facts = {"minutes": round(late), "light": gap.light, "season": gap.season}
    key = f"reason.opportunity_{gap.verdict}"
    if gap.computed:
        return Step("opportunity", value, "suggested", (
            Said(f"{key}_computed", facts | {"basis": gap.basis}),))  # fmt: skip
    return Step("opportunity", value, "suggested", (Said(key, facts, (gap.timing_id,)),))


def _barer(late: Step | None, hours: Step | None) -> Step | None:
    """The higher of what time and hours suggest, with the reasons of both: they add up."""
    if late is None or hours is None:
        return late or hours
    value = max(late.value or 0, hours.value or 0)
    return Step("opportunity", value, "suggested", (*late.reasons, *hours.reasons))


def _beside(ground: Ground, name: str, judged: int, other: Step | None) -> tuple[Said, ...]:
    """Why time and hours speak against a person's word on the opportunity, which stands.

    Only where they are far apart and the person's is the lower: what is far more covered than
    somebody judged lowers nothing.
    """
    if name != "opportunity" or other is None or other.value is None:
        return ()
    if other.value - judged < ground.assumptions.whole("rating.apart"):
        return ()
    facts = {"value": judged, "suggested": other.value}
    return (*other.reasons, Said("reason.opportunity_judged", facts))


def _impact(ground: Ground, threat: Threat, year: Rows) -> Step | None:
    """From the kind of threat, and from the deaths of twelve months as published."""
    value = impact_of_kind(threat.kind)
    deaths = counted(ground.events, year).deaths if len(year) else 0
    if deaths >= ground.assumptions.whole("impact.dozens"):
        return Step("impact", 4, "suggested", (Said("reason.impact_dozens", {"deaths": deaths}),))
    if deaths:
        told = Said("reason.impact_deaths", {"deaths": deaths})
        return Step("impact", max(3, value or 0), "suggested", (told,))
    if value is None:
        return None
    return Step("impact", value, "suggested", (Said("reason.impact_kind", {"kind": threat.kind}),))


def _vulnerability(ground: Ground, at: str) -> Step | None:
    """From the number of factors recorded; none recorded is not "few"."""
    place = ground.snapshot.get(at)
    factors = len(place.vulnerabilities) if isinstance(place, Community) else 0
    if not factors:
        return None
    assumed = ground.assumptions
    value = 2 if factors <= assumed.whole("vulnerability.some") else 3
    if factors > assumed.whole("vulnerability.several"):
        value = 4
    told = Said("reason.vulnerability_factors", {"count": factors})
    return Step("vulnerability", value, "suggested", (told,))


def _capacity(ground: Ground, at: str, health: Mapping[str, Health]) -> Step | None:
    """From the mechanisms that cover the place: untested at best 3, tested with women 4."""
    best, which = 0, ""
    near = ground.snapshot.around(at)
    for id, state in health.items():
        of = ground.snapshot.one(Mechanism, id)
        if of is None or not (near & {*state.covers_ids, of.place_id}):
            continue
        value = 2
        if state.at_most is not None and state.at_most >= 2 and not state.unknown:
            value = 3
            if of.test_passed == "yes" and (state.women_deciding or 0) > 0:
                value = 4
        if value > best:
            best, which = value, id
    if not best:
        return None
    told = Said("reason.capacity_mechanism", {"mechanism": which}, (which,))
    return Step("local_capacity", best, "suggested", (told,))


def _capped(found: Step | None, cap: tuple[int, Said] | None) -> Step | None:
    """The lower of what the mechanisms give and what the mesh allows: never between the two."""
    if found is None or cap is None or (found.value or 0) <= cap[0]:
        return found
    return Step(found.name, cap[0], found.source, (*found.reasons, cap[1]))


def signs_at(ground: Ground, threat: Threat, assumed: Assumptions) -> int:
    """Warning signs that count: as the threat says, or as recorded at the place of late."""
    days = assumed.whole("anchor.sign_days")
    latest: dict[str, WarningSign] = {}
    for sign in ground.snapshot.all(WarningSign):
        age = (ground.as_of - sign.on).days
        if sign.place_id == threat.place_id and 0 <= age <= days:
            held = latest.get(sign.sign)
            if held is None or sign.on >= held.on:
                latest[sign.sign] = sign
    return max(threat.signs, sum(s.state in _SEEN for s in latest.values()))


def anchor_of(cases: Cases, threat: Threat, rows: Rows, outdated: bool) -> Anchor:
    """The anchor row of the likelihood scale, from warnings, signs and the days of the events."""
    ground, assumed = cases.ground, cases.ground.assumptions
    windows = [
        int(ground.within(assumed.whole(f"anchor.{name}"))[rows].sum())
        for name in ("incident_days", "recent_days", "quiet_days")
    ]
    signs = signs_at(ground, threat, assumed)
    last = None
    if len(rows) and ground.day[rows].max() > -EPOCH:
        last = date.fromordinal(int(ground.day[rows].max()) + EPOCH)
    value, key = _anchored(cases, threat, windows, signs, last, outdated)
    facts = {"count": windows[0], "half_year": windows[1], "year": windows[2], "signs": signs}
    month, half, year = windows
    return Anchor(value, Said(key, facts | {"last": last}), last, month, half, year, signs)


def _anchored(
    cases: Cases,
    threat: Threat,
    windows: list[int],
    signs: int,
    last: date | None,
    outdated: bool,
) -> tuple[int | None, str]:
    ground, assumed = cases.ground, cases.ground.assumptions
    if threat.under_way:
        return 5, "reason.anchor_under_way"
    if threat.specific_warning:
        return 5, "reason.anchor_warning"
    if windows[0]:
        return 4, "reason.anchor_30_days"
    if signs >= assumed.whole("anchor.signs"):
        return 4, "reason.anchor_signs"
    if windows[1]:
        return 3, "reason.anchor_6_months"
    if signs:
        return 3, "reason.anchor_weak_signs"
    if last is not None:
        return 2, "reason.anchor_old"
    if not cases.shows(threat):
        return None, "reason.anchor_not_recorded"
    if outdated or not covered(ground, assumed.whole("anchor.quiet_days")):
        return None, "reason.anchor_outdated"
    return 1, "reason.anchor_quiet"
