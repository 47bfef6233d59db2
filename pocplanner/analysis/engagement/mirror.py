"""The mirror: whom the mission meets, against who lives there and where the threat lies."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Rated
from pocplanner.model.community import Community
from pocplanner.model.contacts import Contact
from pocplanner.model.few import Few
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary

SIDES = ("people", "state", "armed", "other")
LEVELS = ("local", "province", "capital")


@dataclass(frozen=True)
class Share:
    """How many contacts something had, beside its part of the people and of the threat.

    `share`, `people` and `threat` are parts of one; None where nobody knows, or where fewer
    contacts are on record than a percentage needs. `beside` is the share that is held against
    the people: at a place, among contacts at places whose number of people is known.
    """

    key: str
    contacts: int
    share: float | None = None
    people: float | None = None
    threat: float | None = None
    beside: float | None = None

    @property
    def gap(self) -> float | None:
        """Contacts less people, in parts of one: below nothing is met too rarely."""
        met = self.share if self.beside is None else self.beside
        return None if met is None or self.people is None else met - self.people

    @property
    def threat_gap(self) -> float | None:
        """Contacts less threat, in parts of one."""
        if self.share is None or self.threat is None:
            return None
        return self.share - self.threat


@dataclass(frozen=True)
class Mirror:
    """Contacts of a window by kind, side, sex, level and place.

    `apart` is the whole distance between contacts and people over places (0: as people live,
    1: never where they live), `threat_apart` that from the threat. `half` is the part of the
    people who live where half of the contacts were. `mixed` are meetings in which nobody
    noted how many women and men were there; `elsewhere` counts contacts at places of which
    nobody knows how many people live there.
    """

    since: date
    until: date
    contacts: int
    enough: bool
    kinds: tuple[Share, ...] = ()
    sides: tuple[Share, ...] = ()
    sexes: tuple[Share, ...] = ()
    levels: tuple[Share, ...] = ()
    places: tuple[Share, ...] = ()
    apart: float | None = None
    threat_apart: float | None = None
    half: float | None = None
    mixed: int = 0
    elsewhere: int = 0
    harmed_ids: tuple[str, ...] = ()


@cache
def side(kind: str) -> str:
    """Whether a kind of counterpart stands for people, the state, armed groups or others."""
    found = vocabulary("counterpart_kind").get(kind)
    told = found.facts.get("side") if found else None
    return str(told) if told else "other"


def recent(snapshot: Snapshot, as_of: date, days: int) -> tuple[Contact, ...]:
    """Contacts of the last days, the as-of day included."""
    first = as_of - timedelta(days=days)
    return tuple(c for c in snapshot.all(Contact) if first < c.on <= as_of)


def mirror(snapshot: Snapshot, rated: Iterable[Rated], as_of: date, assumed: Assumptions) -> Mirror:
    """Contacts against people and threat; their order changes nothing."""
    days = assumed.whole("contact.window_days")
    found = recent(snapshot, as_of, days)
    enough = len(found) >= assumed.whole("contact.min_share")
    people = {c.id: n for c in snapshot.all(Community) if (n := c.inhabitants) and not _few(n)}
    home = homes(snapshot)
    weights: dict[str, float] = {}
    for place, weight in threat_weights(rated).items():
        at = home.get(place, place)
        weights[at] = weights.get(at, 0.0) + weight
    met = [home.get(c.place_id, c.place_id) for c in found]
    places = _places(met, people, weights, enough)
    sexes, mixed = _sexes(snapshot, found, enough)
    kinds = Counter(c.counterpart for c in found)
    sides = Counter(side(c.counterpart) for c in found)
    return Mirror(
        since=as_of - timedelta(days=days - 1),
        until=as_of,
        contacts=len(found),
        enough=enough,
        kinds=tuple(
            Share(k, n, _part(n, len(found), enough))
            for k, n in sorted(kinds.items(), key=lambda p: (-p[1], p[0]))
        ),
        sides=tuple(Share(s, sides[s], _part(sides[s], len(found), enough)) for s in SIDES),
        sexes=sexes,
        levels=_levels(snapshot, found, people, weights, enough),
        places=places,
        # Where nobody lives who is counted there is nothing to hold the contacts against.
        apart=_distance(s.gap for s in places)
        if enough and any(s.beside is not None for s in places)
        else None,
        threat_apart=_distance(s.threat_gap for s in places) if enough and weights else None,
        half=_half(places) if enough else None,
        mixed=mixed,
        elsewhere=sum(p not in people for p in met),
        harmed_ids=tuple(sorted(c.id for c in found if c.harm)),
    )


def homes(snapshot: Snapshot) -> dict[str, str]:
    """The community that lives at a settlement: what is told of the one is told of the other."""
    found: dict[str, str] = {}
    for community in snapshot.all(Community):
        if community.settlement_id:
            found.setdefault(community.settlement_id, community.id)
    return found


def threat_weights(rated: Iterable[Rated]) -> dict[str, float]:
    """How much of the threat lies at each place: likelihood times impact of what is rated."""
    found: dict[str, float] = {}
    for one in rated:
        if one.score:
            found[one.place_id] = found.get(one.place_id, 0.0) + one.score
    return found


def _few(*counts: int) -> bool:
    """Whether one of them forgot its number: then it cannot be computed with."""
    return any(isinstance(c, Few) for c in counts)


def _part(n: float, of: float, enough: bool = True) -> float | None:
    return n / of if enough and of else None


def _places(
    contacts: Sequence[str],
    people: Mapping[str, int],
    weights: Mapping[str, float],
    enough: bool,
) -> tuple[Share, ...]:
    """Every place that has people, threat or contacts; the least met for its people first."""
    met = Counter(contacts)
    all_people, all_threat = sum(people.values()), sum(weights.values())
    known = sum(n for p, n in met.items() if p in people)
    found = [
        Share(
            p,
            met[p],
            _part(met[p], len(contacts), enough),
            _part(people[p], all_people) if p in people else None,
            _part(weights.get(p, 0.0), all_threat),
            _part(met[p], known, enough) if p in people else None,
        )
        for p in sorted({*met, *people, *weights})
    ]
    return tuple(sorted(found, key=lambda s: (_or_nothing(s), s.key)))


def _or_nothing(one: Share) -> float:
    worst = one.threat_gap if one.threat_gap is not None else one.gap
    return worst if worst is not None else 0.0


def _distance(gaps: Iterable[float | None]) -> float:
    return sum(abs(g) for g in gaps if g is not None) / 2


def _half(places: tuple[Share, ...]) -> float | None:
    """The part of the people who live where half of the contacts were, best met first."""
    known = [s for s in places if s.contacts and s.people is not None]
    if not known:
        return None
    # Places met most for their people come first; those without a number of people before all.
    known.sort(key=lambda s: (-(s.contacts / s.people) if s.people else float("-inf"), s.key))
    met = lived = 0.0
    total = sum(s.contacts for s in known)
    for one in known:
        step = one.contacts / total
        taken = min(1.0, (0.5 - met) / step)
        lived += taken * (one.people or 0.0)
        met += taken * step
        if met >= 0.5 - 1e-12:
            break
    return lived


def _sexes(
    snapshot: Snapshot, contacts: tuple[Contact, ...], enough: bool
) -> tuple[tuple[Share, ...], int]:
    """Who spoke: a mixed meeting counts by the women and men who were counted there."""
    voices = {"female": 0.0, "male": 0.0}
    plain = {"female": 0, "male": 0}
    mixed = 0
    for one in contacts:
        if one.sex in voices:
            voices[one.sex] += 1
            plain[one.sex] += 1
        elif one.people and one.women is not None and not _few(one.people, one.women):
            voices["female"] += one.women / one.people
            voices["male"] += 1 - one.women / one.people
        else:
            mixed += 1
    heard = sum(voices.values())
    lived = dict.fromkeys(voices, 0)
    for community in snapshot.all(Community):
        for sex in lived:
            lived[sex] += community.number(sex) or 0
    everybody = sum(lived.values())
    return tuple(
        Share(s, plain[s], _part(voices[s], heard, enough), _part(lived[s], everybody))
        for s in ("female", "male")
    ), mixed


def _levels(
    snapshot: Snapshot,
    contacts: tuple[Contact, ...],
    people: Mapping[str, int],
    weights: Mapping[str, float],
    enough: bool,
) -> tuple[Share, ...]:
    """Contacts by level; beside those in the capital, who lives and what threatens there.

    Where nobody told how many live in the capital that is not known, which is not nobody.
    """
    counted = Counter(c.level for c in contacts)
    home = homes(snapshot)
    capital = {home.get(c.place_id, c.place_id) for c in contacts if c.level == "capital"}
    inside = {p for p in {*people, *weights} if capital & snapshot.around(p)}
    counts = [people[p] for p in inside if p in people]
    lived = _part(sum(counts), sum(people.values())) if counts else None
    threat = _part(sum(weights.get(p, 0.0) for p in inside), sum(weights.values()))
    return tuple(
        Share(
            level,
            counted[level],
            _part(counted[level], len(contacts), enough),
            lived if level == "capital" and capital else None,
            threat if level == "capital" and capital else None,
        )
        for level in LEVELS
    )
