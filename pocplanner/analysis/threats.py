"""Threats proposed from the events, for a person to accept, change or refuse.

What is proposed is what the sources report: who, where, what kind, how often. Never why:
rationale, intent and legal qualifications are entered by people. The id is made from place,
perpetrators and kind, so that the same proposal is never made twice.
"""

import hashlib
import sys
from dataclasses import dataclass
from datetime import date

import numpy as np

from pocplanner.analysis.cases import (
    PREFIX,
    SEPARATOR,
    Case,
    Cases,
    Rows,
    family,
    proposed_id,
)
from pocplanner.analysis.counting import counted
from pocplanner.analysis.ground import Ground
from pocplanner.analysis.results import Finding
from pocplanner.model.assessment import Evidence, Threat
from pocplanner.model.events import EPOCH, Series
from pocplanner.model.mission import Source


@dataclass(frozen=True)
class Proposals:
    """Threats to store (new, or stored as proposed and now with other evidence), and findings."""

    threats: tuple[Threat, ...]
    findings: tuple[Finding, ...]


def propose(cases: Cases) -> Proposals:
    """Propose a threat for every case with enough events in the window before the as-of day."""
    ground, stored = cases.ground, _Stored(cases)
    threats: list[Threat] = []
    weights: dict[str, tuple[int, int]] = {}
    findings: list[Finding] = []
    for case in cases.all:
        rows = _recent(ground, case.rows)
        if not enough(ground, rows):
            continue
        known = stored.same(case)
        if known is None:
            if not stored.covers(case):
                threats.append(_threat(ground, case, rows))
                dead = int(np.maximum(ground.events.deaths_best[rows], 0).sum())
                weights[threats[-1].id] = (dead, len(rows))
        elif known.status == "proposed" and proposed_id(known.id):
            again = _threat(ground, case, rows, known)
            if again != known:
                threats.append(again)
                weights[again.id] = (sys.maxsize, 0)
        elif _newer(ground, known, rows):
            findings.append(_new_evidence(ground, known, rows))
    most = ground.assumptions.whole("threat.most")
    if len(threats) > most:
        findings.append(Finding("finding.more_cases", {"count": len(threats) - most}, weight=2))
        threats.sort(key=lambda t: (-weights[t.id][0], -weights[t.id][1], t.id))
        threats = threats[:most]
    threats.sort(key=lambda t: t.id)
    return Proposals(tuple(threats), tuple(findings))


class _Stored:
    """The threats on record, found by what they are about."""

    def __init__(self, cases: Cases) -> None:
        self._cases = cases
        self._same: dict[tuple[str, frozenset[str], str], Threat] = {}
        self._judged: dict[tuple[str, str], list[frozenset[str]]] = {}
        snapshot = cases.ground.snapshot
        for threat in snapshot.all(Threat):
            place, who, kind = cases.key(threat)
            self._same.setdefault((place, who, family(kind)), threat)
            if threat.reviewed:
                for around in {place, *snapshot.around(threat.place_id)}:
                    self._judged.setdefault((around, family(kind)), []).append(who)

    def same(self, case: Case) -> Threat | None:
        """The threat at this place, of this kind, by exactly these perpetrators."""
        place, who, kind = case.key(self._cases.ground)
        return self._same.get((self._cases.canonical(place), who, family(kind)))

    def covers(self, case: Case) -> bool:
        """Whether people have judged a threat that takes these events, or one inside the area."""
        place, who, kind = case.key(self._cases.ground)
        judged = self._judged.get((self._cases.canonical(place), family(kind)), ())
        return any(not other or other & who for other in judged)


def enough(ground: Ground, rows: Rows) -> bool:
    """Whether the events of the window suffice: several, a deadly one, a late one that killed."""
    if not len(rows):
        return False
    assumed, events = ground.assumptions, ground.events
    if len(rows) >= assumed.whole("threat.min_events"):
        return True
    if int(events.deaths_best[rows].max()) >= assumed.whole("threat.min_deaths"):
        return True
    late = rows[ground.within(assumed.whole("threat.recent_days"))[rows]]
    return bool((events.deaths_best[late] > 0).any())


def _recent(ground: Ground, rows: Rows) -> Rows:
    found: Rows = rows[ground.within(ground.assumptions.whole("threat.window_days"))[rows]]
    return found


def threat_id(place_id: str, who: frozenset[str], kind: str) -> str:
    """The id of the proposed threat of a place, perpetrators and kind."""
    text = "|".join((place_id, *sorted(who), kind))
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()[:16]


def _threat(ground: Ground, case: Case, rows: Rows, known: Threat | None = None) -> Threat:
    place, who, kind = case.key(ground)
    actors = sorted(case.perpetrators, key=lambda i: ground.actors[i])
    reliability, credibility = grade(ground, rows)
    found = {
        "evidence": evidence(ground, rows),
        "groups": _groups(ground, rows),
        "perpetrator_ids": tuple(ground.actors[i] for i in actors if ground.actor_recorded[i]),
        "perpetrator_name": SEPARATOR.join(
            ground.actors[i] for i in actors if not ground.actor_recorded[i]
        )[:300],
        "reliability": reliability,
        "credibility": credibility,
        "source_key": _mark(ground, rows),
    }
    if known is not None:
        return known.model_copy(update=found)
    return Threat(
        id=threat_id(place, who, kind),
        kind=kind,
        place_id=place,
        window_days=ground.assumptions.whole("threat.forward_days"),
        status="proposed",
        **found,
    )


def latest_first(ground: Ground, rows: Rows) -> Rows:
    """The rows, latest first, then by the source's own key."""
    found: Rows = rows[np.lexsort((ground.events.key[rows], -ground.day[rows].astype(np.int64)))]
    return found


def evidence(ground: Ground, rows: Rows) -> tuple[Evidence, ...]:
    """The latest events by id; of types shown only as counts, the series that they are in."""
    if ground.counts_only[rows].any():
        used = sorted({int(i) for i in ground.events.series[rows]})
        ids = [ground.events.series_ids[i] for i in used if i < len(ground.events.series_ids)]
        return tuple(Evidence(ref=id) for id in ids)
    most = ground.assumptions.whole("threat.evidence_cap")
    return tuple(
        Evidence(ref=ground.events.event_id(int(row))) for row in latest_first(ground, rows)[:most]
    )


def _groups(ground: Ground, rows: Rows) -> tuple[str, ...]:
    """The groups that the source says were harmed, the most often named first."""
    column = ground.events.group
    codes, count = np.unique(column.codes[rows], return_counts=True)
    named = [(-int(n), column.names[int(c)].strip()) for c, n in zip(codes, count, strict=True)]
    return tuple(name for _, name in sorted(named) if name)[:5]


def grade(ground: Ground, rows: Rows) -> tuple[str, int]:
    """The best Admiralty grade among the sources of these events; F6 while nobody judged one."""
    grades = {(s.reliability, s.credibility) for s in sources(ground, rows)}
    return min(grades, default=("F", 6))


def sources(ground: Ground, rows: Rows) -> tuple[Source, ...]:
    """The sources of these events; several that echo one origin count as that origin."""
    snapshot, found = ground.snapshot, {}
    for index in sorted({int(i) for i in ground.events.series[rows]}):
        if index >= len(ground.events.series_ids):
            continue
        series = snapshot.one(Series, ground.events.series_ids[index])
        source = snapshot.one(Source, series.source_id) if series else None
        origin = snapshot.one(Source, source.origin_id) if source else None
        if source:
            found[(origin or source).id] = origin or source
    return tuple(found.values())


def _mark(ground: Ground, rows: Rows) -> str:
    """How far the evidence reached: number of events and the day of the last."""
    return f"{len(rows)} {_last(ground, rows).isoformat()}"


def _last(ground: Ground, rows: Rows) -> date:
    return date.fromordinal(int(ground.day[rows].max()) + EPOCH)


def _newer(ground: Ground, threat: Threat, rows: Rows) -> bool:
    """Whether an event is later than all that the decision rested on."""
    marked = threat.source_key.split(" ")
    try:
        seen = date.fromisoformat(marked[1])
    except (IndexError, ValueError):
        if threat.status != "refused" or threat.decided_at is None:
            return False
        seen = threat.decided_at.date()
    return _last(ground, rows) > seen


def _new_evidence(ground: Ground, threat: Threat, rows: Rows) -> Finding:
    refused = threat.status == "refused"
    found = counted(ground.events, rows)
    return Finding(
        "finding.refused_has_evidence" if refused else "finding.new_evidence",
        {
            "threat": threat.id,
            "events": found.events,
            "deaths": found.deaths,
            "last": _last(ground, rows),
        },
        (threat.id, *(e.ref for e in evidence(ground, rows)[:5])),
        place_id=threat.place_id,
        weight=3 if refused else 1,
    )
