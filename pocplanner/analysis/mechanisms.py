"""How healthy each community mechanism is: the least of four conditions, never their average."""

from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import CONDITIONS, Finding, Health
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.snapshot import Snapshot


def health(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> tuple[Health, ...]:
    """The health of every mechanism, the weakest first, the unknown before the strong."""
    found = [_health(snapshot, m, as_of, assumed) for m in snapshot.all(Mechanism)]
    return tuple(
        sorted(
            found,
            key=lambda h: (4 if h.at_most is None else h.at_most, -len(h.unknown), h.mechanism_id),
        )
    )


def conditions(mechanism: Mechanism) -> dict[str, int]:
    """The conditions that are known, 0-4; trust falls back on the least trusting group's word."""
    found = {n: v for n in CONDITIONS if (v := getattr(mechanism, n)) is not None}
    said = [t.level for t in mechanism.trust if t.whom == "committee"]
    if "trusted" not in found and said:
        found["trusted"] = min(said)
    return {name: found[name] for name in CONDITIONS if name in found}


def covered(snapshot: Snapshot, mechanism: Mechanism) -> tuple[str, ...]:
    """The places that a mechanism says it covers: named ones, its own, those within its reach."""
    found = dict.fromkeys(p for p in (mechanism.place_id, *mechanism.covers_ids) if p)
    here = mechanism.position or snapshot.position(mechanism.place_id)
    if mechanism.reach_km and here:
        for community in snapshot.within(Community, here, mechanism.reach_km * 1000):
            found.setdefault(community.id)
    return tuple(found)


def _health(snapshot: Snapshot, of: Mechanism, as_of: date, assumed: Assumptions) -> Health:
    known = conditions(of)
    least = min(known.values(), default=None)
    unknown = tuple(c for c in CONDITIONS if c not in known)
    covers = covered(snapshot, of)
    deciding = sum(s.deciding for s in of.seats)
    by_sex = [s for s in of.seats if s.sex in {"female", "male"}]
    women = sum(s.deciding for s in by_sex if s.sex == "female") if by_sex else None
    share = women_share(snapshot, covers)
    return Health(
        mechanism_id=of.id,
        conditions=known,
        value=None if unknown else least,
        at_most=least,
        limiting=tuple(c for c, v in known.items() if v == least),
        unknown=unknown,
        covers_ids=covers,
        seats=sum(s.seats for s in of.seats),
        deciding=deciding,
        women_deciding=women,
        women_share=share,
        remarks=tuple(_remarks(of, known, least, unknown, deciding, women, share, as_of, assumed)),
    )


def women_share(snapshot: Snapshot, place_ids: tuple[str, ...]) -> float | None:
    """Women's and girls' share of the people of these places, where counted by sex."""
    women = men = 0
    for id in place_ids:
        place = snapshot.one(Community, id)
        if place is not None:
            women += place.number("female") or 0
            men += place.number("male") or 0
    return round(women / (women + men), 3) if women and men else None


def _remarks(
    of: Mechanism,
    known: dict[str, int],
    least: int | None,
    unknown: tuple[str, ...],
    deciding: int,
    women: int | None,
    share: float | None,
    as_of: date,
    assumed: Assumptions,
) -> list[Finding]:
    found: list[Finding] = []

    def note(key: str, weight: int = 1, **facts: object) -> None:
        found.append(
            Finding(
                f"finding.mechanism_{key}",
                {"mechanism": of.id, **facts},
                (of.id,),
                place_id=of.place_id,
                weight=weight,
            )
        )

    if least is not None and least <= assumed.whole("mechanism.weak"):
        worst = tuple(c for c, v in known.items() if v == least)
        note("weak", 3, value=least, conditions=worst)
    if women is not None and deciding:
        level = women / deciding
        if women == 0:
            note("no_women_deciding", 2, deciding=deciding)
        elif share is not None and share - level > assumed.value("mechanism.women_gap"):
            note("few_women_deciding", 2, women=women, deciding=deciding, share=share)
    if of.groups_absent:
        note("groups_absent", 2, groups=of.groups_absent)
    if of.last_test_on is not None:
        days = (as_of - of.last_test_on).days
        if days > assumed.whole("mechanism.test_days"):
            note("test_stale", 2, days=days, on=of.last_test_on)
    if of.test_passed == "no":
        note("test_failed", 3)
    if of.last_contact_on is not None:
        days = (as_of - of.last_contact_on).days
        if days > assumed.whole("mechanism.contact_days"):
            note("contact_stale", 2, days=days, on=of.last_contact_on)
    consent = of.consent
    if consent is not None and consent.withdrawn_on is not None:
        note("consent_withdrawn", 3, on=consent.withdrawn_on)
    elif consent is not None and consent.expires_on is not None and consent.expires_on < as_of:
        note("consent_expired", 3, on=consent.expires_on)
    active = [p for p in of.focal_points if p.active]
    if len(active) == 1:
        note("one_focal_point_male" if active[0].sex == "male" else "one_focal_point", 2)
    elif active and all(p.sex == "male" for p in active):
        note("men_focal_points_only", 2, count=len(active))
    if of.capture_risk == "high":
        note("capture", 2)
    if of.channel and not of.backup:
        note("no_backup", 1, channel=of.channel)
    if of.alerts_sent and of.alerts_fed_back is not None and of.alerts_fed_back < of.alerts_sent:
        note("not_told_back", 2, sent=of.alerts_sent, back=of.alerts_fed_back)
    if not of.could_go_wrong.strip():
        note("harm_not_thought", 2)
    return found
