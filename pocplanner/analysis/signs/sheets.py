"""Sheets of warning signs by place and day, each beside the one before; clusters, never a total."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Finding, Question
from pocplanner.model.assessment import WarningSign
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary

#: States that say that a sign was seen, from the weakest to the strongest.
SEEN = ("emerging", "present", "worsening")
_ORDER = {"absent": 0, "emerging": 1, "present": 2, "worsening": 3}
#: Lists that speak of one thing: the five of sexual violence are read together.
FAMILIES = ("security", "social", "political", "economic", "crsv", "gender_order", "atrocity")


def family(sign: str) -> str:
    """The checklist that a sign belongs to; the lists of sexual violence are one family."""
    term = vocabulary("warning_sign").get(sign)
    found = str(term.facts.get("list", "")) if term is not None else ""
    return "crsv" if found.startswith("crsv") else found if found in FAMILIES else "other"


@dataclass(frozen=True)
class Line:
    """One sign on one sheet. `trend` is against the sheet before that names the sign.

    It is "new" where no sheet before names it, "up", "down", "same", "gone" where it was seen
    and is absent now, and "not_known" where one of the two is unsure.
    """

    sign: str
    state: str
    record_id: str
    confidence: str
    trend: str
    before: str = ""
    before_on: date | None = None


@dataclass(frozen=True)
class Sheet:
    """What was told of a place on one day. Signs that nobody looked for are not on it."""

    place_id: str
    on: date
    lines: tuple[Line, ...]
    before: date | None = None

    @property
    def record_ids(self) -> tuple[str, ...]:
        """The records of the sheet."""
        return tuple(one.record_id for one in self.lines)


@dataclass(frozen=True)
class Cluster:
    """Signs of one family that stand at a place now: a reason to review, not a number."""

    place_id: str
    family: str
    signs: tuple[str, ...]
    record_ids: tuple[str, ...]
    rising: tuple[str, ...]
    since: date


def sheets(snapshot: Snapshot, place_id: str = "") -> tuple[Sheet, ...]:
    """All sheets, the latest first; of one place where one is named."""
    by_place: dict[str, dict[date, dict[str, WarningSign]]] = {}
    for one in snapshot.all(WarningSign):
        if not place_id or one.place_id == place_id:
            days = by_place.setdefault(one.place_id, {})
            days.setdefault(one.on, {})[one.sign] = one
    found = []
    order = {code: i for i, code in enumerate(vocabulary("warning_sign").codes())}
    for place, days in by_place.items():
        last: dict[str, WarningSign] = {}
        before: date | None = None
        for on in sorted(days):
            here = sorted(days[on].values(), key=lambda s: (order.get(s.sign, 999), s.sign))
            found.append(Sheet(place, on, tuple(_line(s, last.get(s.sign)) for s in here), before))
            last |= days[on]
            before = on
    return tuple(sorted(found, key=lambda s: (-s.on.toordinal(), s.place_id)))


def _line(now: WarningSign, before: WarningSign | None) -> Line:
    return Line(
        now.sign, now.state, now.id, now.confidence, trend(now.state, before),
        before.state if before else "", before.on if before else None,
    )  # fmt: skip


def trend(state: str, before: WarningSign | None) -> str:
    """What has become of a sign since it was last looked for."""
    if before is None:
        return "new" if state in SEEN else "not_known"
    if state not in _ORDER or before.state not in _ORDER:
        return "not_known"
    if state == "absent":
        return "gone" if before.state in SEEN else "same"
    # "worsening" says itself that it goes up, also the second time.
    if state == "worsening" or _ORDER[state] > _ORDER[before.state]:
        return "up"
    return "down" if _ORDER[state] < _ORDER[before.state] else "same"


def latest(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> Mapping[str, dict[str, Line]]:
    """By place the last word on each sign, as far as it is not too old to say anything."""
    fresh = assumed.whole("signs.fresh_days")
    found: dict[str, dict[str, Line]] = {}
    for sheet in reversed(sheets(snapshot)):
        if 0 <= (as_of - sheet.on).days <= fresh:
            found.setdefault(sheet.place_id, {}).update({x.sign: x for x in sheet.lines})
    return found


def clusters(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> tuple[Cluster, ...]:
    """Where several signs of one family stand at once; those that rise first, then by name."""
    least = max(assumed.whole("signs.cluster"), 1)
    days = {s.id: s.on for s in snapshot.all(WarningSign)}
    found = []
    for place, lines in latest(snapshot, as_of, assumed).items():
        seen: dict[str, list[Line]] = {}
        for line in lines.values():
            if line.state in SEEN:
                seen.setdefault(family(line.sign), []).append(line)
        for name, held in seen.items():
            if len(held) >= least and name != "other":
                held.sort(key=lambda x: (x.trend not in ("up", "new"), x.sign))
                found.append(
                    Cluster(
                        place, name, tuple(x.sign for x in held),
                        tuple(x.record_id for x in held),
                        tuple(x.sign for x in held if x.trend in ("up", "new")),
                        min(days[x.record_id] for x in held),
                    )
                )  # fmt: skip
    found.sort(key=lambda c: (FAMILIES.index(c.family), c.place_id))
    return tuple(found)


def sign_findings(found: Iterable[Cluster]) -> Iterator[Finding]:
    """Clusters as findings, each with the list of its signs and never as a number alone."""
    for one in found:
        facts = {"place": one.place_id, "family": one.family, "signs": one.signs}
        rising = bool(one.rising)
        key = "finding.sign_cluster_rising" if rising else "finding.sign_cluster"
        if rising:
            facts["rising"] = one.rising
        yield Finding(key, facts, one.record_ids, place_id=one.place_id, weight=3 if rising else 2)


def sign_questions(found: Iterable[Cluster]) -> Iterator[Question]:
    """The review that a cluster calls for; of gender order and atrocity factors a graver one."""
    for one in found:
        grave = one.family in ("gender_order", "atrocity")
        key = "question.sign_review_grave" if grave else "question.sign_review"
        facts = {"place": one.place_id, "family": one.family, "signs": one.signs}
        who = ("who.gender", "who.jmac", "who.women") if grave else ("who.jmac", "who.cla",
                                                                     "who.women")  # fmt: skip
        yield Question(key, facts, one.record_ids, who, one.place_id, 3)
