"""Section 15: who protects people the day after."""

from collections.abc import Iterator

from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Post
from pocplanner.report.draft.closing_facts import recomputed
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.log_facts import leaving


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _closures(desk)
    yield from recomputed(desk)
    yield from leaving(desk)
    yield from _mechanisms(desk)
    yield from _coping(desk)
    yield from _state(desk)
    yield from _gender(desk)


def _nearest(desk: Desk, place: str) -> Post | None:
    at = desk.snapshot.position(place)
    placed = [p for p in desk.posts if p.position is not None]
    if at is None or not placed:
        return None
    return min(placed, key=lambda p: distance_m(at, p.position or at))


def _closures(desk: Desk) -> Iterator[Fact]:
    closing = sorted((p for p in desk.posts if p.closes_on), key=lambda p: (str(p.closes_on), p.id))
    for post in closing:
        leaning = [p for p in desk.ranked_places if _nearest(desk, p) == post]
        days = (post.closes_on - desk.as_of).days if post.closes_on else 0
        values = {
            "post": post.name,
            "on": desk.day(post.closes_on),
            "days": desk.number(abs(days)),
            "past": days < 0,
            "heir": post.heir,
            "places": desk.names(leaning),
            "must": desk.names([p for p in leaning if p in desk.must_places]),
            "local": desk.listed(ids(m.name for p in leaning for m in desk.mechanisms_at(p)), 4),
        }
        evidence = ids(post.id, leaning, (m.id for p in leaning for m in desk.mechanisms_at(p)))
        yield Fact("closure", values, evidence, f"closure:{post.id}", "closures")
    if not closing and desk.whole:
        values = {
            "n": desk.count("post", len(desk.posts)) if desk.posts else "",
            "until": desk.day(desk.mission.mandate_until),
        }
        yield Fact("no_closures", values, (), "closures", "closures", True)


def _mechanisms(desk: Desk) -> Iterator[Fact]:
    mechanisms = desk.snapshot.all(Mechanism)
    owned = [m for m in mechanisms if m.phase_out_owner]
    orphans = [m for m in mechanisms if not m.phase_out_owner]
    if owned:
        values = {"n": desk.count("mechanism", len(owned))}
        yield Fact("heirs", values, ids(m.id for m in owned), group="mechanisms")
    if orphans and desk.whole:
        funded = [m for m in orphans if m.origin in ("mission_built", "ngo")]
        values = {
            "names": desk.listed((m.name for m in orphans), 8),
            "n": desk.count("mechanism", len(orphans)),
            "funded": desk.listed((m.name for m in funded), 5),
        }
        evidence = ids(m.id for m in orphans)
        yield Fact("orphans", values, evidence, "orphans", "mechanisms", True)


def _coping(desk: Desk) -> Iterator[Fact]:
    coping = desk.snapshot.all(Coping)
    stays = [c for c in coping if c.survives_exit == "yes"]
    goes = [c for c in coping if c.survives_exit == "no"]
    unknown = [c for c in coping if c.survives_exit == "unknown"]
    if stays or goes:
        values = {
            "stays": desk.series((_coping_line(desk, c) for c in stays), 6),
            "goes": desk.series((_coping_line(desk, c) for c in goes), 6),
        }
        yield Fact("coping", values, ids(c.id for c in (*stays, *goes)), group="coping")
    if unknown and desk.whole:
        values = {
            "n": desk.count("coping", len(unknown)),
            "places": desk.names(ids(c.place_id for c in unknown)),
        }
        evidence = ids(c.id for c in unknown)
        yield Fact("coping_unknown", values, evidence, "coping_unknown", "coping", True)


def _coping_line(desk: Desk, coping: Coping) -> str:
    return desk.text("coping_line", title=coping.title, place=desk.name(coping.place_id))


def _state(desk: Desk) -> Iterator[Fact]:
    ready: list[Community] = []
    not_ready: list[Community] = []
    for place in (*desk.must_places, *desk.should_places):
        community = desk.snapshot.one(Community, place)
        if community is None or not community.protectors:
            continue
        (ready if any(p.counts for p in community.protectors) else not_ready).append(community)
    if ready or not_ready:
        values = {
            "ready": desk.listed(c.name for c in ready),
            "not_ready": desk.listed(c.name for c in not_ready),
            "state": desk.listed(a.name for a in desk.state.actors),
        }
        evidence = ids((c.id for c in (*ready, *not_ready)), (a.id for a in desk.state.actors))
        yield Fact("state", values, evidence, group="state")
    elif desk.whole:
        values = {"places": desk.names((*desk.must_places, *desk.should_places), 6)}
        yield Fact("no_state", values, (), "state", "state", True)


def _gender(desk: Desk) -> Iterator[Fact]:
    led = [
        m
        for m in desk.snapshot.all(Mechanism)
        if m.kind in ("womens_forum", "womens_network", "female_police_network")
        or any(s.sex == "female" and s.deciding for s in m.seats)
    ]
    if led:
        heirless = [m for m in led if not m.phase_out_owner]
        values = {
            "led": desk.listed((m.name for m in led), 6),
            "heirless": desk.listed((m.name for m in heirless), 6),
        }
        yield Fact("gender", values, ids(m.id for m in led), group="gender")
    elif desk.whole:
        yield Fact("no_gender", {}, (), "gender", "gender", True)
