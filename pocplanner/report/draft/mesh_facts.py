"""What the mesh of alert adds to the sections: who is heard, what would silence them, who speaks.

The mesh itself is the team's: for other readers it is not even computed, and what is left is who
at a post speaks which language, as far as they see the staff.
"""

from collections.abc import Iterator

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh import sentences
from pocplanner.analysis.mesh.findings import bias_sentences
from pocplanner.analysis.mesh.network import Network, fold
from pocplanner.analysis.mesh.result import Mesh, PlaceMesh, Reach
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids

#: What would silence most people: so many are told in the text; the window lists all.
_LOSSES = 3
_POSTS = 6
_SEATS = 4


def mesh_facts(desk: Desk) -> Iterator[Fact]:
    """Section 10: the ways out of ranked places, and what alone would cut them."""
    found: Mesh | None = desk.assessment.mesh
    if found is None or found.held or not found.places:
        return
    network = _network(desk)
    yield _overview(desk, found, network)
    for place_id in (*desk.must_places, *desk.should_places):
        place = found.at(place_id)
        if place is not None and place.telling:
            yield _place(desk, network, place)
    lines = [desk.tell(said) for said in sentences.circle_sentences(found)]
    if lines:
        evidence = ids(*found.circles, found.dead_ends)
        yield Fact("mesh_circle", {"lines": " ".join(lines)}, evidence, "mesh_circle", "mesh", True)


def _overview(desk: Desk, found: Mesh, network: Network) -> Fact:
    assumed = Assumptions(network.snapshot.assumptions)
    ranked = [p for i in desk.ranked_places if (p := found.at(i)) is not None]
    weak = [p.place_id for p in ranked if p.everybody.word in ("none", "unlikely")]
    women = [
        p.place_id
        for p in ranked
        if p.place_id not in weak
        and any(r.subject.key == "female" and r.word in ("none", "unlikely") for r in p.reaches)
    ]
    losses = found.singles
    told = list(sentences.losses(network, losses))[:_LOSSES]
    values = {
        "n": desk.count("place", len(found.places)),
        "weak": desk.names(weak, 6),
        "women": desk.names(women, 6),
        "losses": desk.told(told, _LOSSES),
        "counted": any(p.everybody.measured for p in found.places),
        "good": desk.number(assumed.value("mesh.prior_good")),
        "bad": desk.number(assumed.value("mesh.prior_bad")),
    }
    causes = (network.causes[s.part.id].id for s in losses if s.part.id in network.causes)
    evidence = ids(weak, women, (i for said in told for i in said.refs), causes)
    return Fact("mesh", values, evidence, group="mesh")


def _place(desk: Desk, network: Network, place: PlaceMesh) -> Fact:
    told = [desk.tell(said) for _, said in sentences.place_sentences(network, place)]
    weakest = place.weakest
    values = {
        "place": desk.name(place.place_id),
        "chance": desk.tell(sentences.chance_said(place.everybody)),
        "figure": bool(place.everybody.measured and place.everybody.chains),
        "weak": desk.tell(sentences.chance_said(weakest)) if weakest.subject.sex != "all"
        or weakest.subject.group else "",
        "weak_figure": bool(weakest.measured and weakest.chains),
        "weak_who": desk.tell(sentences.who(weakest.subject)),
        "condition": _condition(desk, place.everybody),
        "lines": " ".join(told),
    }  # fmt: skip
    causes = (c.id for c in network.causes.values() if any(
        fold(t) == fold(c.tag)
        for i in place.mechanism_ids for t in network.mechanisms[i].shared_causes))  # fmt: skip
    evidence = ids(place.place_id, place.mechanism_ids, causes)
    return Fact("mesh_place", values, evidence, f"mesh:{place.place_id}", "mesh")


def _condition(desk: Desk, one: Reach) -> str:
    """The condition that is worst, where conditions differ at all."""
    middles = {round(c.middle, 6) for c in one.chances}
    return desk.tell(sentences.condition(one.worst)) if len(middles) > 1 else ""


def capacity_facts(desk: Desk) -> Iterator[Fact]:
    """Section 4: on what one thing local capacity hangs, place by place, and who has no way."""
    found: Mesh | None = desk.assessment.mesh
    if found is None or found.held:
        return
    network = _network(desk)
    places = [p for i in (*desk.must_places, *desk.should_places) if (p := found.at(i))]
    by_point: dict[str, list[str]] = {}
    for place in places:
        for part in place.everybody.points:
            by_point.setdefault(desk.tell(sentences.part_said(network, part)), []).append(
                place.place_id
            )
    alone: dict[tuple[str, ...], list[str]] = {}
    for name, here in by_point.items():
        alone.setdefault(tuple(here), []).append(name)
    bare = [p.place_id for p in places if not p.everybody.chains]
    women = [
        p.place_id
        for p in places
        if p.place_id not in bare
        and any(r.subject.key == "female" and not r.chains for r in p.reaches)
    ]
    groups = [
        desk.tell(sentences.who(p.weakest.subject))
        for p in places
        if p.everybody.chains and p.weakest.subject.group
    ]
    if not alone and not bare and not women and not groups:
        return
    values = {
        "lines": desk.series(
            (
                desk.text("able.hangs_on", places=desk.names(here, 6), what=desk.listed(names, 4))
                for here, names in alone.items()
            ),
            12,
        ),
        "bare": desk.names(bare, 8),
        "women": desk.names(women, 8),
        "groups": desk.listed(groups, 8),
    }
    evidence = ids(i for p in places for i in (p.place_id, *p.mechanism_ids))
    yield Fact("hangs_on", values, evidence, group="mechanisms")


def first_loss(desk: Desk, place_id: str) -> str:
    """What of a place's alerts is worth a sentence before anybody goes there; else empty."""
    found: Mesh | None = desk.assessment.mesh
    place = found.at(place_id) if found is not None and not found.held else None
    if place is None or not _shown(desk, place):
        return ""
    told = [desk.tell(said) for _, said in sentences.place_sentences(_network(desk), place)]
    return told[0] if told else ""


def speech_facts(desk: Desk) -> Iterator[Fact]:
    """Section 10: whom nobody at a post can speak to, and where no woman can speak to women.

    Readers who see some places coarsened are told of the gaps alone, never that there is none.
    """
    found: Mesh | None = desk.assessment.mesh
    if found is None or not desk.inside or not desk.units:
        return
    lines, refs = [], list[str]()
    for one in found.staff[:_POSTS]:
        for said in sentences.staff_sentences(one):
            lines.append(desk.tell(said))
            refs += [*said.refs, *one.alone, *one.no_woman]
    if lines:
        values = {"lines": " ".join(lines), "more": max(0, len(found.staff) - _POSTS)}
        yield Fact("speech", values, ids(refs), group="speech")


def seat_facts(desk: Desk) -> Iterator[Fact]:
    """Section 7: mechanisms whose seats differ from the people by more than lots explain."""
    found: Mesh | None = desk.assessment.mesh
    if found is None or found.held:
        return
    assumed = Assumptions(desk.snapshot.assumptions)
    told = [(m, said) for m in found.made for said in bias_sentences(m, assumed)]
    told.sort(key=lambda pair: -int(pair[1].facts["percent"]))
    few = [m.mechanism_id for m in found.made if 0 < m.seats < m.floor]
    if told or few:
        values = {
            "lines": " ".join(desk.tell(said) for _, said in told[:_SEATS]),
            "few": desk.names(few, 6),
            "floor": desk.number(assumed.value("mesh.least_seats")),
        }
        evidence = ids((m.mechanism_id for m, _ in told[:_SEATS]), few)
        yield Fact("seats", values, evidence, group="decides")


def mesh_row(desk: Desk, place_id: str) -> str:
    """The cell of a place's row: how likely an alert gets out, and what alone would cut it."""
    found: Mesh | None = desk.assessment.mesh
    if found is None or found.held:
        return ""
    place = found.at(place_id)
    if place is None or not _shown(desk, place):
        return ""
    network = _network(desk)
    parts = [desk.tell(sentences.chance_said(place.everybody))]
    when = _condition(desk, place.everybody)
    if when:
        parts.append(desk.words.text("mesh.worst", condition=when))
    weakest = place.weakest
    if weakest is not place.everybody:
        parts.append(
            desk.words.text(
                "mesh.weakest",
                who=desk.tell(sentences.who(weakest.subject)),
                chance=desk.tell(sentences.chance_said(weakest)),
            )
        )
    told = [desk.tell(said) for _, said in sentences.place_sentences(network, place)]
    return ". ".join([desk.series(parts), *(t.rstrip(".") for t in told[:2])])


def _shown(desk: Desk, place: PlaceMesh) -> bool:
    """Whether every mechanism of the ways of a place may be named at this desk."""
    named = (i for r in place.reaches for c in r.chains for i in c.mechanism_ids)
    return all(desk.snapshot.get(i) is not None for i in named)


def _network(desk: Desk) -> Network:
    return Network(desk.snapshot, desk.as_of)


__all__ = ["capacity_facts", "first_loss", "mesh_facts", "mesh_row", "seat_facts", "speech_facts"]
