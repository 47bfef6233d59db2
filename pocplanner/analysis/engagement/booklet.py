"""The handover booklet of a place: who met whom, what is owed, what must not be done again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

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
from pocplanner.model.record import Record
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


K = TypeVar("K", bound=Record)


@dataclass(frozen=True)
class Known:
    """What is known of every place, sorted by place once, so that many booklets cost little."""

    relations: Mapping[str, list[Relation]]
    trust: Mapping[str, list[Aged]]
    rotations: Mapping[str, list[Rotation]]
    promises: Mapping[str, list[Promise]]
    requests: Mapping[str, list[Request]]
    alerts: Mapping[str, list[Alert]]
    contacts: Mapping[str, list[Contact]]
    coping: Mapping[str, list[Coping]]
    initiatives: Mapping[str, list[Initiative]]


def known_of(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> Known:
    """What is known of every place as of a day."""

    def here(kind: type[K]) -> Mapping[str, list[K]]:
        found: dict[str, list[K]] = {}
        for record in snapshot.all(kind):
            found.setdefault(str(getattr(record, "place_id", "")), []).append(record)
        return found

    met: dict[str, list[Relation]] = {}
    for relation in relations(snapshot, as_of, assumed):
        met.setdefault(relation.place_id, []).append(relation)
    leaving: dict[str, list[Rotation]] = {}
    for one in rotations(snapshot, as_of, assumed):
        places = {m.place_id for m in one.meetings} | {r.place_id for r in one.shared}
        for place in places:
            leaving.setdefault(place, []).append(one)
    covered = {m.id: {m.place_id, *m.covers_ids} - {""} for m in snapshot.all(Mechanism)}
    trust: dict[str, list[Aged]] = {}
    for aged in aged_trust(snapshot, as_of, assumed):
        for place in covered.get(aged.mechanism_id, ()):
            trust.setdefault(place, []).append(aged)
    return Known(
        met,
        trust,
        leaving,
        here(Promise),
        here(Request),
        here(Alert),
        here(Contact),
        here(Coping),
        here(Initiative),
    )


def booklet(
    snapshot: Snapshot,
    place_id: str,
    as_of: date,
    assumed: Assumptions,
    shared: Known | None = None,
) -> Booklet:
    """The booklet of one place as of a day; `shared` spares the work where many are made."""
    known = shared or known_of(snapshot, as_of, assumed)
    promises = _by_due(known.promises.get(place_id, []))
    requests, alerts = known.requests.get(place_id, []), known.alerts.get(place_id, [])
    contacts = known.contacts.get(place_id, [])
    return Booklet(
        place_id=place_id,
        open_promises=tuple(p.id for p in promises if p.state == "open"),
        closed_promises=tuple(p.id for p in promises if p.state != "open"),
        open_requests=tuple(r.id for r in requests if r.answer == "open"),
        untold_requests=tuple(
            r.id for r in requests if r.answer != "open" and r.told_back_on is None
        ),
        open_alerts=tuple(a.id for a in alerts if next_step(a) and not closed_untold(a)),
        untold_alerts=tuple(a.id for a in alerts if closed_untold(a)),
        relations=tuple(known.relations.get(place_id, ())),
        trust=tuple(known.trust.get(place_id, ())),
        rotations=tuple(known.rotations.get(place_id, ())),
        coping_ids=tuple(c.id for c in known.coping.get(place_id, ())),
        harmed_ids=tuple(c.id for c in contacts if c.harm and c.on <= as_of),
        initiative_ids=tuple(i.id for i in known.initiatives.get(place_id, ())),
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
