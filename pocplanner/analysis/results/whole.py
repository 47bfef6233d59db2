"""The whole assessment of a mission, as of one day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from pocplanner.analysis.results.counted import Patterns
from pocplanner.analysis.results.offered import Suggestion, Used
from pocplanner.analysis.results.people import AlertCount, CopingState, Gap, Health, Voices
from pocplanner.analysis.results.rated import Rated
from pocplanner.analysis.results.said import Finding, Question
from pocplanner.model.assessment import Threat
from pocplanner.model.places import Settlement
from pocplanner.model.snapshot import Snapshot


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
    `mesh` how alerts get out (`analysis.mesh.result.Mesh`), `called` that joined with arrival
    (`analysis.arrival.heard.Called`),
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
    called: tuple[Any, ...] = ()
    mesh: Any = None
    exposure: Any = None
    journeys: tuple[Any, ...] = ()
    clusters: tuple[Any, ...] = ()
    used: tuple[Used, ...] = ()
    threats: Mapping[str, Threat] = field(default_factory=dict)

    def over(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with what is proposed in it, so that every id here can be named."""
        records = dict(snapshot.records)
        # Kind by kind: thousands of records of other kinds are not gone through for a few.
        for kind, proposed in ((Settlement, self.proposed_places), (Threat, self.proposed)):
            fresh = {r.id: r for r in proposed}
            if fresh:
                kept = [fresh.pop(r.id, r) for r in snapshot.all(kind)]
                records[kind] = (*kept, *fresh.values())
        return Snapshot(MappingProxyType(records), snapshot.events, snapshot.audience)

    def at(self, place_id: str) -> tuple[Rated, ...]:
        """The rated threats of a place, worst first."""
        return tuple(r for r in self.rated if r.place_id == place_id)

    def arrivals_at(self, place_id: str) -> tuple[Any, ...]:
        """Help at a place under each condition (`analysis.arrival.Arrival`), if computed."""
        return tuple(a for a in self.arrivals if a.place_id == place_id)

    def called_at(self, place_id: str, light: str, season: str) -> Any:
        """Alert and help together at a place under a condition; None where not computed."""
        key = (place_id, light, season)
        return next((c for c in self.called if (c.place_id, c.light, c.season) == key), None)

    def worst_gap(self, place_id: str) -> Gap | None:
        """The condition of time at a place in which help comes latest, where any is known."""
        known = [g for g in self.gaps if g.place_id == place_id and g.gap is not None]
        return max(known, key=lambda g: g.gap.likely if g.gap else 0.0, default=None)

    def suggestions(self, threat_id: str) -> tuple[Suggestion, ...]:
        """What the catalogue offers for a threat, refused ones left out."""
        return tuple(s for s in self.suggested if s.threat_id == threat_id and s.refused is None)
