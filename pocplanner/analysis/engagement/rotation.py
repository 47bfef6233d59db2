"""What a rotation takes away: relations, promises, and the meetings that hand them over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.model.community import Mechanism, Promise
from pocplanner.model.contacts import Contact
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot

#: Words for what is left of trust after a silence, from the highest part on. The half-life is
#: a guess of the mission, so that a rank is said and no figure.
GRADES = ((0.75, "fresh"), (0.5, "fading"), (0.25, "faded"), (0.0, "gone"))


@dataclass(frozen=True)
class Relation:
    """Somebody of ours and a kind of counterpart at a place who have met.

    `keepers` are other units of ours that met the same there; `grade` is what a silence of
    `days` leaves of it: fresh, fading, faded, gone.
    """

    unit_id: str
    place_id: str
    counterpart: str
    contacts: int
    last_on: date
    days: int
    grade: str
    keepers: tuple[str, ...] = ()
    mechanism_ids: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aged:
    """Trust in the mission as a group said it, and how long nothing was said since.

    `left` (0 to 1) orders only: it rests on a half-life that nobody measured.
    """

    mechanism_id: str
    group: str
    sex: str
    level: int
    on: date | None
    heard_on: date | None
    days: int | None
    grade: str
    left: float


@dataclass(frozen=True)
class Meeting:
    """A handover to hold before a rotation: where, with whom, and what to own up to there."""

    place_id: str
    counterparts: tuple[str, ...]
    promise_ids: tuple[str, ...]
    mechanism_ids: tuple[str, ...]


@dataclass(frozen=True)
class Rotation:
    """A unit that leaves: in how many days, what goes with it, and what is to be held before.

    `near` says that it is within the horizon in which a rotation is prepared.
    """

    unit_id: str
    on: date
    days: int
    near: bool
    lost: tuple[Relation, ...]
    shared: tuple[Relation, ...]
    promise_ids: tuple[str, ...]
    meetings: tuple[Meeting, ...]


def left(days: float, half_life: float) -> float:
    """What part of trust a silence leaves: half after each half-life."""
    return float(0.5 ** (max(days, 0.0) / half_life)) if half_life > 0 else 0.0


def grade(part: float) -> str:
    """The word for a part."""
    return next(word for least, word in GRADES if part >= least)


def relations(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> tuple[Relation, ...]:
    """Every unit and kind of counterpart that have met at a place, the freshest first."""
    half = assumed.value("trust.half_life_days")
    met: dict[tuple[str, str, str], list[Contact]] = {}
    for contact in snapshot.all(Contact):
        if contact.unit_id and contact.on <= as_of:
            key = (contact.unit_id, contact.place_id, contact.counterpart)
            met.setdefault(key, []).append(contact)
    holders: dict[tuple[str, str], set[str]] = {}
    for unit, place, kind in met:
        holders.setdefault((place, kind), set()).add(unit)
    found = []
    for (unit, place, kind), contacts in met.items():
        last = max(c.on for c in contacts)
        days = (as_of - last).days
        found.append(
            Relation(
                unit,
                place,
                kind,
                len(contacts),
                last,
                days,
                grade(left(days, half)),
                tuple(sorted(holders[place, kind] - {unit})),
                tuple(sorted({c.mechanism_id for c in contacts if c.mechanism_id})),
                tuple(sorted(c.id for c in contacts)),
            )
        )
    return tuple(sorted(found, key=lambda r: (r.days, r.unit_id, r.place_id, r.counterpart)))


def aged_trust(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> tuple[Aged, ...]:
    """Trust in the mission by what a silence since may have left of it, the most worn first."""
    half = assumed.value("trust.half_life_days")
    heard: dict[str, date] = {}
    for contact in snapshot.all(Contact):
        if contact.mechanism_id and contact.on <= as_of:
            known = heard.get(contact.mechanism_id, contact.on)
            heard[contact.mechanism_id] = max(known, contact.on)
    found = []
    for mechanism in snapshot.all(Mechanism):
        for trust in mechanism.trust:
            if trust.whom != "mission":
                continue
            days = (trust.on, mechanism.last_contact_on, heard.get(mechanism.id))
            known_days = [d for d in days if d is not None and d <= as_of]
            last = max(known_days, default=None)
            silent = (as_of - last).days if last else None
            part = left(silent, half) if silent is not None else 0.0
            found.append(
                Aged(
                    mechanism.id,
                    trust.group,
                    trust.sex,
                    trust.level,
                    trust.on,
                    last,
                    silent,
                    grade(part),
                    part,
                )
            )
    return tuple(sorted(found, key=lambda a: (a.left, a.mechanism_id, a.group, a.sex)))


def owed_by(snapshot: Snapshot, unit: Unit) -> tuple[Promise, ...]:
    """The open promises of a unit: those that name it as the one that owes, or in words."""
    name = unit.name.casefold()
    return tuple(
        p
        for p in snapshot.all(Promise)
        if p.state == "open"
        and (p.unit_id == unit.id or (not p.unit_id and name and name in p.by.casefold()))
    )


def rotations(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> tuple[Rotation, ...]:
    """The units that leave after the as-of day, the next first."""
    horizon = assumed.whole("rotation.horizon_days")
    known: dict[str, list[Relation]] = {}
    for relation in relations(snapshot, as_of, assumed):
        known.setdefault(relation.unit_id, []).append(relation)
    leaving = {
        u.id: u.rotation_on
        for u in snapshot.all(Unit)
        if u.rotation_on is not None and u.rotation_on >= as_of
    }
    found = []
    for unit in snapshot.all(Unit):
        on = leaving.get(unit.id)
        if on is None:
            continue
        own = tuple(known.get(unit.id, ()))
        # Somebody who leaves on or before the same day keeps nothing.
        stays = {r: tuple(k for k in r.keepers if k not in leaving or leaving[k] > on) for r in own}
        lost = tuple(r for r in own if not stays[r])
        promises = owed_by(snapshot, unit)
        days = (on - as_of).days
        found.append(
            Rotation(
                unit.id,
                on,
                days,
                days <= horizon,
                lost,
                tuple(r for r in own if stays[r]),
                tuple(p.id for p in promises),
                _meetings(snapshot, lost, promises),
            )
        )
    return tuple(sorted(found, key=lambda r: (r.on, r.unit_id)))


def _meetings(
    snapshot: Snapshot, lost: Iterable[Relation], promises: Iterable[Promise]
) -> tuple[Meeting, ...]:
    """One meeting for each place where somebody is lost or something is owed."""
    owed = list(promises)
    places: dict[str, list[Relation]] = {p.place_id: [] for p in owed}
    for relation in lost:
        places.setdefault(relation.place_id, []).append(relation)
    return tuple(
        Meeting(
            place,
            tuple(sorted({r.counterpart for r in found})),
            # What anybody of ours promised there is asked about at the same table.
            tuple(p.id for p in snapshot.all(Promise) if p.state == "open" and p.place_id == place),
            tuple(sorted({m for r in found for m in r.mechanism_ids})),
        )
        for place, found in sorted(places.items())
    )
