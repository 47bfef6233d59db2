"""High threat, not met: places where people are in danger and nobody spoke with them of late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement.mirror import side
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


def last_met(snapshot: Snapshot, place_id: str, as_of: date) -> tuple[date | None, str]:
    """When people of a place were last met by what any record says, and which kind said so."""
    days: list[tuple[date, str]] = [
        (c.on, "contact")
        for c in snapshot.all(Contact)
        if c.place_id == place_id and c.on <= as_of and side(c.counterpart) == "people"
    ]
    community = snapshot.one(Community, place_id)
    if community is not None and community.last_visit_on and community.last_visit_on <= as_of:
        days.append((community.last_visit_on, "visit"))
    days += [
        (m.last_contact_on, "mechanism")
        for m in snapshot.all(Mechanism)
        if place_id in (m.place_id, *m.covers_ids)
        and m.last_contact_on is not None
        and m.last_contact_on <= as_of
    ]
    return max(days, default=(None, ""), key=lambda d: (d[0] or date.min, d[1]))


def women_met(snapshot: Snapshot, place_id: str, as_of: date) -> date | None:
    """When women of a place were last met; nothing where no contact tells."""
    days = [
        c.on
        for c in snapshot.all(Contact)
        if c.place_id == place_id and c.on <= as_of and (c.sex == "female" or c.women)
    ]
    return max(days, default=None)


def unmet(
    snapshot: Snapshot, rated: Iterable[Rated], as_of: date, assumed: Assumptions
) -> tuple[Unmet, ...]:
    """Places of high threat whose people were not met of late, the worst and longest first."""
    most = assumed.whole("contact.unmet_days")
    found = []
    for place, worst in high_places(rated).items():
        last, basis = last_met(snapshot, place, as_of)
        days = (as_of - last).days if last else None
        if days is not None and days <= most:
            continue
        women = women_met(snapshot, place, as_of)
        found.append(Unmet(place, worst.band, worst.priority, last, women, days, basis))
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
    most = assumed.whole("contact.unmet_days")
    found = []
    for place in high_places(rated):
        last, _ = last_met(snapshot, place, as_of)
        if last is None or (as_of - last).days > most:
            continue
        women = women_met(snapshot, place, as_of)
        if women is None or (as_of - women).days > most:
            found.append(place)
    return tuple(sorted(found))
