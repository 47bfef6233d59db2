"""The handover booklet of a place: who met whom, what is owed, what must not be done again."""

from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.alert_log.steps import closed_untold, next_step
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement.rotation import (
    Aged,
    Relation,
    Rotation,
    aged_trust,
    relations,
    rotations,
)
from pocplanner.model.community import Alert, Coping, Mechanism, Promise, Request
from pocplanner.model.contacts import Contact
from pocplanner.model.initiatives import Initiative
from pocplanner.model.snapshot import Snapshot


@dataclass(frozen=True)
class Booklet:
    """All that a newcomer must know before the first visit to a place; ids of records.

    `open_promises` holds every open promise of the place, without exception.
    """

    place_id: str
    open_promises: tuple[str, ...]
    closed_promises: tuple[str, ...]
    open_requests: tuple[str, ...]
    untold_requests: tuple[str, ...]
    open_alerts: tuple[str, ...]
    untold_alerts: tuple[str, ...]
    relations: tuple[Relation, ...]
    trust: tuple[Aged, ...]
    rotations: tuple[Rotation, ...]
    coping_ids: tuple[str, ...]
    harmed_ids: tuple[str, ...]
    initiative_ids: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all is on record."""
        return not any(
            getattr(self, f) for f in self.__dataclass_fields__ if f not in ("place_id",)
        )


def booklet(snapshot: Snapshot, place_id: str, as_of: date, assumed: Assumptions) -> Booklet:
    """The booklet of one place as of a day."""
    promises = [p for p in snapshot.all(Promise) if p.place_id == place_id]
    requests = [r for r in snapshot.all(Request) if r.place_id == place_id]
    alerts = [a for a in snapshot.all(Alert) if a.place_id == place_id]
    here = {m.id for m in snapshot.all(Mechanism) if place_id in (m.place_id, *m.covers_ids)}
    known = tuple(r for r in relations(snapshot, as_of, assumed) if r.place_id == place_id)
    return Booklet(
        place_id=place_id,
        open_promises=tuple(p.id for p in _by_due(promises) if p.state == "open"),
        closed_promises=tuple(p.id for p in _by_due(promises) if p.state != "open"),
        open_requests=tuple(r.id for r in requests if r.answer == "open"),
        untold_requests=tuple(
            r.id for r in requests if r.answer != "open" and r.told_back_on is None
        ),
        open_alerts=tuple(a.id for a in alerts if next_step(a) and not closed_untold(a)),
        untold_alerts=tuple(a.id for a in alerts if closed_untold(a)),
        relations=known,
        trust=tuple(t for t in aged_trust(snapshot, as_of, assumed) if t.mechanism_id in here),
        rotations=tuple(
            r
            for r in rotations(snapshot, as_of, assumed)
            if any(m.place_id == place_id for m in r.meetings)
            or any(s.place_id == place_id for s in r.shared)
        ),
        coping_ids=tuple(c.id for c in snapshot.all(Coping) if c.place_id == place_id),
        harmed_ids=tuple(
            c.id
            for c in snapshot.all(Contact)
            if c.place_id == place_id and c.harm and c.on <= as_of
        ),
        initiative_ids=tuple(i.id for i in snapshot.all(Initiative) if i.place_id == place_id),
    )


def _by_due(promises: list[Promise]) -> list[Promise]:
    return sorted(promises, key=lambda p: (p.due_on is None, p.due_on or p.made_on, p.id))


def places_to_hand_over(snapshot: Snapshot) -> tuple[str, ...]:
    """The places of which something is owed or known: those with a booklet worth its name."""
    found = {p.place_id for p in snapshot.all(Promise)}
    found |= {r.place_id for r in snapshot.all(Request)}
    found |= {c.place_id for c in snapshot.all(Contact)}
    found |= {a.place_id for a in snapshot.all(Alert)}
    return tuple(sorted(found - {""}, key=lambda p: (snapshot.name(p).casefold(), p)))
