"""Where a scenario is set: who, whom, with what and how late, from the mission's own records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pocplanner.analysis.ground import last_day
from pocplanner.analysis.reach_time import gaps
from pocplanner.analysis.results import Gap
from pocplanner.analysis.scenario_templates import Template, of
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Journey, Mechanism
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Post, Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

#: Units of those who act first; their names stand in the questions to the tactical level.
FIRST = ("company", "platoon", "tob", "qrf", "fpu")
#: Beyond this no unit is thought of: more than a day on a dirt road.
_FARTHEST_M = 200_000.0
_WOMEN_FIRST = ("womens_forum", "womens_network")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Setting:
    """What a template is filled with at one place. Minutes are None where nobody entered them."""

    place_id: str
    threats: tuple[Threat, ...]
    actors: tuple[Actor, ...]
    mechanisms: tuple[Mechanism, ...]
    journey: Journey | None
    other: Community | None
    partner: Actor | None
    post: Post | None
    closing: Post | None
    light: str
    season: str
    as_of: date | None
    strikes_at: datetime | None
    gap: Gap | None

    @property
    def warning(self) -> float | None:
        return self.gap.warning.likely if self.gap and self.gap.warning else None

    @property
    def response(self) -> float | None:
        return self.gap.response.likely if self.gap and self.gap.response else None

    @property
    def starts_at(self) -> datetime | None:
        """When the trigger comes: the likely warning before the hour of the attack."""
        if self.strikes_at is None:
            return None
        return self.strikes_at - timedelta(minutes=self.warning or 0)

    def minutes(self, when: str) -> int | None:
        """A clause of the catalogue ("warning:0.5") in minutes after the trigger."""
        kind, _, number = when.partition(":")
        if kind == "warning":
            return None if self.warning is None else round(float(number) * self.warning)
        if kind == "response":
            return None if self.response is None else round(float(number) * self.response)
        if kind == "after":
            return round(float(number) + (self.response or 0))
        return None


def setting(snapshot: Snapshot, template: Template, place_id: str) -> Setting:
    """The setting of a template at a place. LookupError where there is no such place."""
    if snapshot.get(place_id) is None:
        raise LookupError(place_id)
    mission = snapshot.mission
    as_of = mission.as_of or last_day(snapshot.events)
    threats = _threats(snapshot, template, place_id)
    actors = _actors(snapshot, template, place_id, threats, as_of)
    day = _day(snapshot, template, place_id, threats, as_of)
    light, hour = _hour(snapshot, threats)
    season = _season(snapshot, day, threats)
    strikes = None
    if day is not None:
        strikes = datetime.combine(day, time(hour), ZoneInfo(mission.time_zone))
    posts = posts_by_distance(snapshot, place_id)
    return Setting(
        place_id=place_id,
        threats=threats,
        actors=actors,
        mechanisms=_mechanisms(snapshot, template, place_id),
        journey=_journey(snapshot, template, place_id),
        other=_other(snapshot, place_id),
        partner=_partner(snapshot, place_id, actors, as_of),
        post=posts[0] if posts else None,
        closing=next((p for p in posts if p.closes_on), posts[0] if posts else None),
        light=light,
        season=season,
        as_of=as_of,
        strikes_at=strikes,
        gap=next(
            (
                g
                for g in gaps(snapshot)
                if (g.place_id, g.light, g.season) == (place_id, light, season)
            ),
            None,
        ),
    )


def _threats(snapshot: Snapshot, template: Template, place_id: str) -> tuple[Threat, ...]:
    """Threats at the place that the situation fits, those that people accepted first."""
    found = []
    for threat in snapshot.here(Threat, place_id):
        if threat.status == "refused":
            continue
        actors = [a for i in threat.perpetrator_ids if (a := snapshot.one(Actor, i))]
        held = {r.code for a in actors for r in a.rationales}
        kind = threat.kind in template.threat_types
        fits = bool(held & set(template.rationales)) or (
            any(a.kind in template.actor_kinds for a in actors)
        )
        if kind and (fits or not actors):
            order = template.threat_types.index(threat.kind)
            key = (threat.place_id != place_id, not threat.reviewed, not fits, order, threat.id)
            found.append((key, threat))
    return tuple(t for _, t in sorted(found, key=lambda f: f[0])[:4])


def _actors(
    snapshot: Snapshot,
    template: Template,
    place_id: str,
    threats: Iterable[Threat],
    as_of: date | None,
) -> tuple[Actor, ...]:
    """Who would do it: of the threats here, else those of a fitting kind who are known nearby."""
    named = [a for t in threats for i in t.perpetrator_ids if (a := snapshot.one(Actor, i))]
    fitting = [a for a in named if a.kind in template.actor_kinds and a.kind != "un_personnel"]
    if fitting:
        return tuple(dict.fromkeys(fitting))[:3]
    around = snapshot.around(place_id)
    known = [
        a
        for a in snapshot.all(Actor)
        if a.kind in template.actor_kinds
        and a.kind != "un_personnel"
        and (as_of is None or a.has_role("perpetrator", as_of))
    ]
    # State forces may come anywhere; others are supposed only where they are known to be.
    near = [a for a in known if around & set(a.area_ids)] or [a for a in known if a.is_state]
    return tuple(sorted(near, key=lambda a: template.actor_kinds.index(a.kind)))[:2]


def _mechanisms(snapshot: Snapshot, template: Template, place_id: str) -> tuple[Mechanism, ...]:
    near = snapshot.around(place_id)
    found = [m for m in snapshot.all(Mechanism) if near & {m.place_id, *m.covers_ids}]

    def order(m: Mechanism) -> tuple[object, ...]:
        women = m.kind in _WOMEN_FIRST or any(p.sex == "female" for p in m.focal_points)
        return (
            not (template.women and women),
            m.place_id != place_id and place_id not in m.covers_ids,
            "warn" not in m.functions,
            m.place_id != place_id,
            m.id,
        )

    return tuple(sorted(found, key=order))


def _journey(snapshot: Snapshot, template: Template, place_id: str) -> Journey | None:
    """A way that people of the place take; never the ways by which they flee."""
    found = [j for j in snapshot.here(Journey, place_id) if j.purpose != "flight"]
    if template.women:
        found = [j for j in found if j.sex != "male"]
    found.sort(key=lambda j: (j.sex != "female", j.purpose != "market", j.id))
    return found[0] if found else None


def leading(community: Community) -> str:
    """The largest group by identity; empty where none is recorded."""
    found = [g for g in community.groups if g.dimension == "identity"]
    return max(found, key=lambda g: g.people or 0).name if found else ""


def _other(snapshot: Snapshot, place_id: str) -> Community | None:
    """The nearest community of other people, else the nearest."""
    here, at = snapshot.one(Community, place_id), snapshot.position(place_id)
    if at is None:
        return None
    own = leading(here) if here else ""
    found = [
        (bool(own) and leading(c) == own, distance_m(at, c.position), c.id, c)
        for c in snapshot.all(Community)
        if c.position is not None and c.id != place_id
    ]
    return min(found)[3] if found else None


def _partner(
    snapshot: Snapshot, place_id: str, actors: Iterable[Actor], as_of: date | None
) -> Actor | None:
    """The force that is a partner here, one that is not the threat if there is one."""
    around = snapshot.around(place_id)
    taking_part = {a.id for a in actors}
    found = [
        (a.id in taking_part, not around & set(a.area_ids), not a.is_state, a.id, a)
        for a in snapshot.all(Actor)
        if a.is_state or (as_of is not None and a.has_role("partner", as_of))
    ]
    return min(found)[4] if found else None


def posts_by_distance(snapshot: Snapshot, place_id: str) -> tuple[Post, ...]:
    """The posts, nearest first; none where the place or the posts have no position."""
    at = snapshot.position(place_id)
    if at is None:
        return ()
    found = [(distance_m(at, p.position), p.id, p) for p in snapshot.all(Post) if p.position]
    return tuple(p for _, _, p in sorted(found))


def units_for(snapshot: Snapshot, place_id: str, kinds: Iterable[str], most: int = 2) -> list[Unit]:
    """The nearest units of these kinds, at most so many, none from more than a day away."""
    at = snapshot.position(place_id)
    wanted = set(kinds)
    if at is None:
        return []
    posts = {p.id: p for p in snapshot.all(Post)}
    found = []
    for unit in snapshot.all(Unit):
        post = posts.get(unit.post_id)
        if unit.kind in wanted and post is not None and post.position is not None:
            away = distance_m(at, post.position)
            if away <= _FARTHEST_M:
                found.append((away, unit.id, unit))
    return [u for _, _, u in sorted(found)[:most]]


def _day(
    snapshot: Snapshot,
    template: Template,
    place_id: str,
    threats: tuple[Threat, ...],
    as_of: date | None,
) -> date | None:
    """The next day on which it could strike: weekday and season of the threat, or market day."""
    if as_of is None:
        return None
    place = snapshot.one(Community, place_id)
    days = threats[0].weekdays if threats else ()
    if not days and template.market and place is not None:
        days = place.market_days
    seasons = set(threats[0].seasons) if threats else set()
    for ahead in range(1, 380):
        day = as_of + timedelta(days=ahead)
        season = snapshot.mission.season(day)
        if days and _DAYS[day.weekday()] not in days:
            continue
        if seasons and season is not None and season.kind not in seasons:
            continue
        return day
    return as_of + timedelta(days=1)


def _hour(snapshot: Snapshot, threats: tuple[Threat, ...]) -> tuple[str, int]:
    hour = threats[0].from_hour if threats else None
    if hour is None:
        return "day", 10
    return ("night" if snapshot.mission.is_night(hour) else "day"), hour


def _season(snapshot: Snapshot, day: date | None, threats: tuple[Threat, ...]) -> str:
    """Dry or wet on the day, by the mission's calendar, else as the threat says."""
    found = snapshot.mission.season(day) if day else None
    if found is not None and found.kind in ("dry", "wet"):
        return found.kind
    told = threats[0].seasons if threats else ()
    return next((s for s in told if s in ("dry", "wet")), "dry")


def values(snapshot: Snapshot, template: Template, found: Setting, words: Words) -> dict[str, str]:
    """What fills the places of the catalogue's texts, in the language of the words."""

    def other(key: str) -> str:
        return words.text(f"scenario.fallback.{key}")

    def the(key: str, name: str) -> str:
        return words.text(f"scenario.named.{key}", name=name) if name else other(key)

    place = snapshot.one(Community, found.place_id)
    groups = [g for t in found.threats for g in t.groups]
    if not groups and place is not None:
        groups = [g.name for g in place.groups if g.at_risk]
    units = units_for(snapshot, found.place_id, FIRST, 1)
    name = snapshot.name(found.place_id)
    mechanism = found.mechanisms[0].name if found.mechanisms else ""
    unit = units[0].name if units else ""
    return {
        "place": name,
        "of_place": of(name) if words.language == "fr" else name,
        "actor": _listed([a.name for a in found.actors], words) or other("actor"),
        "group": _listed(groups[:3], words) or other("group"),
        "mechanism": mechanism or other("mechanism"),
        "the_mechanism": the("mechanism", mechanism),
        "post": found.post.name if found.post else other("post"),
        "unit": unit or other("owner"),
        "the_unit": the("unit", unit),
        "other": found.other.name if found.other else other("other"),
        "market": _listed([_weekday(d, words) for d in place.market_days], words)
        if place is not None and place.market_days
        else other("market"),
        "route": found.journey.title if found.journey else other("route"),
        "partner": found.partner.name if found.partner else other("partner"),
        "closing": found.closing.name if found.closing else other("post"),
    }


def _weekday(code: str, words: Words) -> str:
    name = words.term("weekday", code)
    return name.lower() if words.language == "fr" else name


def _listed(items: Iterable[str], words: Words) -> str:
    found = list(dict.fromkeys(i for i in items if i))
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {words.text('scenario.and')} {found[-1]}"
