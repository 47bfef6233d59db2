"""High threat, not met: places where people are in danger and nobody spoke with them of late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement.mirror import homes, side
from pocplanner.analysis.results import Rated
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.contacts import Contact
from pocplanner.model.snapshot import Snapshot

_HIGH = frozenset({"high", "very_high"})


@dataclass(frozen=True)
class Unmet:
    """A place of high threat, when its people were last met, and when women were.

    None is "never, as far as the log tells". `band` and `priority` are the highest there;
    `basis` says where the last day comes from: "contact", "visit", "mechanism" or nothing.
    """

    place_id: str
    band: str
    priority: str
    last_on: date | None
    women_on: date | None
    days: int | None
    basis: str = ""


def high_places(rated: Iterable[Rated]) -> dict[str, Rated]:
    """The worst rated threat of each place where it is high, very high, or a must."""
    found: dict[str, Rated] = {}
    for one in rated:
        if one.reviewed and (one.band in _HIGH or one.priority == "must"):
            kept = found.get(one.place_id)
            if kept is None or (one.score or 0) > (kept.score or 0):
                found[one.place_id] = one
    return found


@dataclass(frozen=True)
class Met:
    """When people of each place were last met and by what record, and when women were."""

    last: dict[str, tuple[date, str]]
    women: dict[str, date]


def met(snapshot: Snapshot, as_of: date) -> Met:
    """What any record says of the last time that people of a place were met."""
    last: dict[str, tuple[date, str]] = {}
    women: dict[str, date] = {}
    home = homes(snapshot)

    def note(place: str, on: date | None, basis: str) -> None:
        place = home.get(place, place)
        if place and on is not None and on <= as_of:
            last[place] = max(last.get(place, (on, basis)), (on, basis))

    for contact in snapshot.all(Contact):
        if side(contact.counterpart) != "people":
            continue
        note(contact.place_id, contact.on, "contact")
        # A woman who holds an office speaks for it, not for the women of the place.
        if contact.on <= as_of and (contact.sex == "female" or contact.women):
            place = home.get(contact.place_id, contact.place_id)
            women[place] = max(women.get(place, contact.on), contact.on)
    for community in snapshot.all(Community):
        note(community.id, community.last_visit_on, "visit")
    for mechanism in snapshot.all(Mechanism):
        for place in {mechanism.place_id, *mechanism.covers_ids}:
            note(place, mechanism.last_contact_on, "mechanism")
    return Met(last, women)


def unmet(
    snapshot: Snapshot, rated: Iterable[Rated], as_of: date, assumed: Assumptions
) -> tuple[Unmet, ...]:
    """Places of high threat whose people were not met of late, the worst and longest first."""
    most, known = assumed.whole("contact.unmet_days"), met(snapshot, as_of)
    found, home = [], homes(snapshot)
    for at, worst in high_places(rated).items():
        place = home.get(at, at)
        last, basis = known.last.get(place, (None, ""))
        days = (as_of - last).days if last else None
        if days is not None and days <= most:
            continue
        women = known.women.get(place)
        found.append(Unmet(at, worst.band, worst.priority, last, women, days, basis))
    order = {"must": 0, "should": 1, "could": 2}
    return tuple(
        sorted(
            found,
            key=lambda u: (order.get(u.priority, 3), -(u.days if u.days is not None else 10**6),
                           u.place_id),
        )
    )  # fmt: skip


def women_unmet(
    snapshot: Snapshot, rated: Iterable[Rated], as_of: date, assumed: Assumptions
) -> tuple[str, ...]:
    """Places of high threat that were met of late, but no woman among those who spoke."""
    most, known = assumed.whole("contact.unmet_days"), met(snapshot, as_of)
    found, home = [], homes(snapshot)
    for at in high_places(rated):
        place = home.get(at, at)
        last, _ = known.last.get(place, (None, ""))
        if last is None or (as_of - last).days > most:
            continue
        women = known.women.get(place)
        if women is None or (as_of - women).days > most:
            found.append(at)
    return tuple(sorted(found))
