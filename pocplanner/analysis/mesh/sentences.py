"""Sentences on the mesh as keys and facts: who is silenced by what, and who has no way at all.

They name the people, the mechanism, its one focal point, its phone, the mast and when that
fails, since a commander who reads "single point of failure" mends nothing.
"""

from collections.abc import Iterable, Iterator

from pocplanner.analysis.mesh.inputs import CAUSES, cause_kind, has_backup, of_channel
from pocplanner.analysis.mesh.network import Chain, Network, Part, fold
from pocplanner.analysis.mesh.result import CONDITIONS, Guess, Mesh, PlaceMesh, Reach, Single
from pocplanner.analysis.mesh.staff import StaffAt
from pocplanner.analysis.mesh.subjects import Subject
from pocplanner.analysis.results import Said
from pocplanner.model.community import Mechanism
from pocplanner.model.mesh import SharedCause

_SEASONS = ("dry", "wet", "planting", "lean", "harvest", "transhumance", "cold")


def who(subject: Subject, begins: bool = False) -> Said:
    """The people, as they stand in a sentence, or as one begins."""
    stem = "mesh.who" if begins else "mesh.whom"
    facts = {"place": subject.place_id, "group": subject.group}
    return Said(f"{stem}.{subject.key}", facts)


def cause(network: Network, tag: str) -> Said:
    """A shared cause by its tag: "the mast of Kemba"; another kind of tag as it is written."""
    written = network.tags.get(tag, tag)
    kind, _, name = written.partition(":")
    if name and cause_kind(written) in CAUSES:
        return Said(f"mesh.cause.{kind.strip().casefold()}", {"called": name.strip()})
    return Said("mesh.cause.other", {"called": written})


def fails(known: SharedCause | None) -> tuple[Said, ...]:
    """When a cause is known to fail, as a clause; nothing where nobody recorded it."""
    if known is None:
        return ()
    if never(known):
        return (Said("mesh.fails.gone"),)
    season = next((s for s in known.fails_seasons if s in _SEASONS), "")
    night = known.fails_night == "yes"
    if season and night:
        return (Said(f"mesh.fails.{season}"), Said("mesh.fails.and_night"))
    if season:
        return (Said(f"mesh.fails.{season}"),)
    return (Said("mesh.fails.night"),) if night else ()


def never(known: SharedCause | None) -> bool:
    """Whether it is recorded as one that works in none of a hundred cases."""
    return known is not None and known.works_percent is not None and known.works_percent.max == 0


def reach_sentence(network: Network, one: Reach) -> Said | None:
    """Why these people are silent or could be silenced by one loss; nothing where neither is so."""
    if not one.chains:
        return _no_way(one)
    if not one.points:
        return None
    if len(one.apart) == 1:
        return _one_chain(network, one, one.apart[0])
    refs = tuple(i for chain in one.apart for i in chain.mechanism_ids)
    facts = {"who": who(one.subject), "count": len(one.apart)}
    two = "_two" if len(one.apart) == 2 else ""
    causes = [p for p in one.points if p.kind == "cause"]
    if causes:
        worst = max(causes, key=lambda p: bool(fails(network.causes.get(p.id))))
        entries = tuple(dict.fromkeys(c.mechanism_ids[0] for c in one.apart))
        known = network.causes.get(worst.id)
        facts |= {"cause": cause(network, worst.id), "parts": fails(known), "mechanisms": entries}
        return Said(f"mesh.single.cause{two}", facts, tuple(dict.fromkeys(refs)))
    narrow = one.points[0]
    named = "unit" if narrow.kind == "unit" else "mechanism"
    facts[named] = narrow.id
    if named == "mechanism":
        facts["parts"] = _details(network, network.mechanisms[narrow.id])
    return Said(f"mesh.single.{named}{two}", facts, tuple(dict.fromkeys((*refs, narrow.id))))


def _one_chain(network: Network, one: Reach, chain: Chain) -> Said:
    first = network.mechanisms[chain.mechanism_ids[0]]
    facts: dict[str, object] = {"who": who(one.subject, True), "mechanism": first.id}
    parts = list(_details(network, first))
    for id in chain.mechanism_ids[1:]:
        parts.append(Said("mesh.part.passes", {"next": id}))
        parts += _details(network, network.mechanisms[id])
    if chain.exit_id:
        parts.append(Said("mesh.part.passes", {"next": chain.exit_id}))
    parts += _tested(network, [network.mechanisms[i] for i in chain.mechanism_ids])
    active = [p for p in first.focal_points if p.active]
    key = "only"
    if len(active) == 1:
        key = {"male": "only_man", "female": "only_woman"}.get(active[0].sex, "only_one")
    facts["parts"] = tuple(parts)
    return Said(f"mesh.single.{key}", facts, chain.mechanism_ids)


def _tested(network: Network, ones: list[Mechanism]) -> tuple[Said, ...]:
    """That the last test of a way failed, or that nobody ever tried it; else nothing."""
    failed = [m.last_test_on for m in ones if m.test_passed == "no"]
    if failed:
        days = [day for day in failed if day is not None]
        key = "failed_on" if days else "failed"
        return (Said(f"mesh.part.{key}", {"on": max(days, default=None)}),)
    tried = any(
        m.last_test_on or m.test_passed != "unknown" or m.alerts_sent or network.alerts.get(m.id)
        for m in ones
    )
    return () if tried else (Said("mesh.part.never_tested"),)


def _details(network: Network, of: Mechanism) -> tuple[Said, ...]:
    """How it calls, what that hangs on, and when that fails."""
    found: list[Said] = []
    active = [p for p in of.focal_points if p.active]
    if len(active) > 1 and all(p.sex == "male" for p in active):
        found.append(Said("mesh.part.men_only"))
    tags = [fold(t) for t in of.shared_causes]
    masts = [t for t in tags if cause_kind(t) == "mast"]
    down = [t for t in masts if never(network.causes.get(t))]
    if down and has_backup(of):
        facts = {"cause": cause(network, down[0]), "channel": of.backup}
        found.append(Said("mesh.part.second", facts))
        tags = [t for t in tags if t not in masts]
    elif masts and of_channel(of.channel, "needs_mast"):
        found.append(Said("mesh.part.phone", {"cause": cause(network, masts[0])}))
        found += fails(network.causes.get(masts[0]))
        tags = [t for t in tags if t != masts[0]]
    if tags:
        named = tuple(_failing(network, t) for t in tags)
        told = any(said.key == "mesh.part.phone" for said in found)
        found.append(Said(f"mesh.part.hangs{'_too' if told else ''}", {"causes": named}))
    if not of.shared_causes and of.channel and of_channel(of.channel, "night") is False:
        found.append(Said("mesh.part.on_foot"))
    return tuple(found)


def _failing(network: Network, tag: str) -> Said:
    """A cause with the clause on when it fails."""
    facts = {"cause": cause(network, tag), "parts": fails(network.causes.get(tag))}
    return Said("mesh.failing", facts)


def _no_way(one: Reach) -> Said:
    facts: dict[str, object] = {"who": who(one.subject, True)}
    if one.closed and not one.told:
        named = tuple(id for id, _ in one.closed)
        return Said("mesh.none.trust", facts | {"mechanisms": named}, named)
    entries = tuple(id for id, _ in one.told)
    return Said("mesh.none.nowhere", facts | {"mechanisms": entries}, entries)


def place_sentences(network: Network, place: PlaceMesh) -> Iterator[tuple[Reach, Said]]:
    """What is to be said of a place, the widest part of its people first."""
    for one in place.telling:
        said = reach_sentence(network, one)
        if said is not None:
            yield one, said


def losses(network: Network, singles: Iterable[Single]) -> Iterator[Said]:
    """What would silence people, where, and how many at least; parts that silence the same people
    stand in one sentence.
    """
    same: dict[tuple[Subject, ...], list[Single]] = {}
    for single in singles:
        same.setdefault(single.subjects, []).append(single)
    for group in same.values():
        yield _loss(network, group)


def _loss(network: Network, group: list[Single]) -> Said:
    first = group[0]
    named = tuple(_lost(network, s.part) for s in group)
    more = len(first.place_ids) - 6
    facts: dict[str, object] = {
        "lost": named[0] if len(named) == 1 else named,
        "places": first.place_ids[:6],
        "parts_left": (Said("mesh.loss.more", {"count": more}),) if more > 0 else (),
    }
    key = "mesh.loss.one" if len(group) == 1 else "mesh.loss.any"
    if first.people:
        facts["people"] = first.people
        key += "_people"
    parts = (s.part.id for s in group if s.part.kind != "cause")
    return Said(key, facts, (*first.place_ids, *parts))


def _lost(network: Network, part: Part) -> Said:
    return _failing(network, part.id) if part.kind == "cause" else part_said(network, part)


def circle_sentences(mesh: Mesh) -> Iterator[Said]:
    """Alerts that go round, and those that end with somebody who tells nobody."""
    for circle in mesh.circles:
        key = "mesh.circle" if not set(circle) & set(mesh.dead_ends) else "mesh.circle_closed"
        yield Said(key, {"mechanisms": circle}, circle)
    round_about = {i for circle in mesh.circles for i in circle}
    for id in mesh.dead_ends:
        if id not in round_about:
            yield Said("mesh.dead_end", {"mechanism": id}, (id,))


def staff_sentences(one: StaffAt) -> Iterator[Said]:
    """Whom nobody at a post can speak to, and where there is no woman to speak to women."""
    refs = (one.post_id, *one.staff_ids)
    if one.alone:
        facts = {"post": one.post_id, "count": len(one.alone), "places": one.alone[:4],
                 "people": one.people_alone}  # fmt: skip
        key = "nobody" if one.nobody else "alone"
        yield Said(f"mesh.staff.{key}_{'one' if len(one.alone) == 1 else 'many'}", facts, refs)
    left = [(x, [i for i in homes if i not in one.alone]) for x, homes in one.unspoken]
    tongues = tuple(f"{language} ({len(homes)})" for language, homes in left if homes)
    if tongues and len(one.around) == 1:
        alone = tuple(language for language, homes in left if homes)
        facts = {"post": one.post_id, "tongues": alone, "place": one.around[0]}
        yield Said("mesh.staff.unspoken_here", facts, refs)
    elif tongues:
        yield Said("mesh.staff.unspoken", {"post": one.post_id, "tongues": tongues}, refs)
    if one.no_woman:
        facts = {"post": one.post_id, "count": len(one.no_woman), "places": one.no_woman[:4],
                 "people": one.women}  # fmt: skip
        number = "one" if len(one.no_woman) == 1 else "many"
        yield Said(f"mesh.staff.no_woman_{number}", facts, refs)


def condition(at: int) -> Said:
    """A condition of light and season by its place in the order."""
    light, season = CONDITIONS[at]
    return Said(f"mesh.at.{light}_{season}")


def chance_said(one: Reach, at: int | None = None) -> Said:
    """How likely an alert gets out: a figure with its interval, or a word where all is guessed."""
    if not one.chains:
        return Said("mesh.word.none")
    if not one.measured:
        return Said(f"mesh.word.{one.word}")
    found = one.chances[one.worst if at is None else at]
    low, middle, high = (percent(v) for v in (found.low, found.middle, found.high))
    return Said("mesh.figure" if one.exact else "mesh.bounds",
                {"percent": str(middle), "low": str(low), "high": str(high)})  # fmt: skip


def percent(share: float) -> int:
    """A share as a whole percent; neither 0 nor 100 is said of what is not certain."""
    found = round(100 * share)
    if found == 0 and share > 0:
        return 1
    return 99 if found == 100 and share < 1 else found


def guess_said(network: Network, one: Reach, guess: Guess) -> Said:
    """A guessed input by its name."""
    if guess.what == "cause":
        return Said("mesh.guess.cause", {"cause": cause(network, guess.id)})
    facts = {"unit" if guess.what == "unit" else "mechanism": guess.id, "who": who(one.subject)}
    return Said(f"mesh.guess.{guess.what}", facts)


def part_said(network: Network, part: Part) -> Said:
    """What can be lost, by its name."""
    if part.kind == "cause":
        return cause(network, part.id)
    key = "unit" if part.kind == "unit" else "mechanism"
    return Said(f"mesh.lost.{part.kind}", {key: part.id})
