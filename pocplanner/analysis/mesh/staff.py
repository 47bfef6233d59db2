"""Whether somebody at each post can speak with the people around it, and with the women."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.network import Network, fold
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.geometry import distances_m
from pocplanner.model.places import Post, Unit

#: Units whose work it is to speak with people, or to speak for those who do.
STAFF = frozenset({"cla", "interpreter_f", "interpreter_m"})


@dataclass(frozen=True)
class StaffAt:
    """The liaison staff and interpreters of a post beside the communities around it.

    `around` are the communities that are nearest to this post; whoever reaches them from any
    post within the distance speaks with them. `nobody` says that none at all is on file.
    `unspoken` are languages of people around that nobody there speaks, each with the ids of
    the communities in which it is spoken; `alone` those communities in which no language at
    all is shared. `no_woman` holds the communities in which a language is shared, with men
    only; `women` is how many women and girls are counted there. `unknown` are communities
    whose languages nobody recorded. `sexless` staff are those of whom it is not recorded
    whether they are women.
    """

    post_id: str
    staff_ids: tuple[str, ...]
    languages: tuple[str, ...]
    around: tuple[str, ...]
    nobody: bool = False
    unspoken: tuple[tuple[str, tuple[str, ...]], ...] = ()
    alone: tuple[str, ...] = ()
    people_alone: int = 0
    no_woman: tuple[str, ...] = ()
    women: int = 0
    unknown: tuple[str, ...] = ()
    sexless: tuple[str, ...] = ()
    women_staff: int = 0


def staff(network: Network, assumed: Assumptions) -> tuple[StaffAt, ...]:
    """Each post that has communities around it: first those at which most cannot be spoken to."""
    snapshot = network.snapshot
    posts = [p for p in snapshot.all(Post) if p.position is not None]
    homes = [c for c in snapshot.all(Community) if c.position is not None]
    if not posts or not homes:
        return ()
    lon = np.array([c.position.lon for c in homes if c.position])
    lat = np.array([c.position.lat for c in homes if c.position])
    metres = np.array(
        [
            distances_m(np.array([p.position.lon]), np.array([p.position.lat]), lon, lat)
            for p in posts
            if p.position
        ]
    )
    # Each community stands with its nearest post, so that nobody is counted twice; staff of every
    # post from which it can be reached speak with it.
    nearest = metres.argmin(axis=0)
    near = metres <= assumed.value("mesh.staff_km") * 1000
    units: dict[str, list[Unit]] = {}
    for unit in snapshot.all(Unit):
        if unit.kind in STAFF:
            units.setdefault(unit.post_id, []).append(unit)
    desks = [m for m in network.mechanisms.values() if m.kind == "cla_presence"]
    heard = {
        home.id: _Heard(network, home, [u for j in np.flatnonzero(near[:, i])
                                        for u in units.get(posts[int(j)].id, ())], desks)
        for i, home in enumerate(homes) if near[:, i].any()
    }  # fmt: skip
    found = []
    for at, post in enumerate(posts):
        here = [homes[int(i)] for i in np.flatnonzero((nearest == at) & near.any(axis=0))]
        if here:
            found.append(_at(post, here, heard, units.get(post.id, [])))
    return tuple(sorted(found, key=lambda s: (-s.people_alone, -s.women, s.post_id)))


def staff_at(
    network: Network, assumed: Assumptions, place_ids: Iterable[str]
) -> tuple[StaffAt, ...]:
    """The same for some communities alone: what stands there of others is left out."""
    asked = frozenset(place_ids)
    return tuple(
        only_at(network, one, asked) for one in staff(network, assumed) if asked & set(one.around)
    )


def only_at(network: Network, one: StaffAt, asked: frozenset[str]) -> StaffAt:
    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(i for i in ids if i in asked)

    homes = {c.id: c for c in network.snapshot.all(Community) if c.id in asked}
    alone, no_woman = kept(one.alone), kept(one.no_woman)
    return replace(
        one,
        around=kept(one.around),
        unspoken=tuple((tongue, kept(ids)) for tongue, ids in one.unspoken if kept(ids)),
        alone=alone,
        people_alone=sum(homes[i].inhabitants or 0 for i in alone),
        no_woman=no_woman,
        women=sum(homes[i].number("female") or 0 for i in no_woman),
        unknown=kept(one.unknown),
    )


class _Heard:
    """What is spoken with one community, by whom, and by women."""

    def __init__(
        self, network: Network, home: Community, units: list[Unit], desks: list[Mechanism]
    ) -> None:
        around = network.snapshot.around(home.id)
        here = [m for m in desks if around & {m.place_id, *m.covers_ids}]
        self.anybody = bool(units or here)
        self.spoken = {fold(x) for u in units for x in u.languages}
        self.spoken |= {fold(x) for m in here for x in m.languages}
        self.by_women = {fold(x) for u in units if _women(u) for x in u.languages}
        self.by_women |= {fold(x) for m in here if _has_woman(m) for x in m.languages}


def _at(
    post: Post, near: list[Community], heard: dict[str, _Heard], own_units: list[Unit]
) -> StaffAt:
    unspoken: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    alone, no_woman, unknown = [], [], []
    for home in near:
        one = heard[home.id]
        if not home.languages:
            unknown.append(home.id)
            continue
        for language in home.languages:
            if fold(language) not in one.spoken:
                names.setdefault(fold(language), language)
                unspoken.setdefault(fold(language), []).append(home.id)
        own = {fold(x) for x in home.languages}
        if not own & one.spoken:
            alone.append(home.id)
        elif not own & one.by_women:
            no_woman.append(home.id)
    by_id = {c.id: c for c in near}
    return StaffAt(
        post_id=post.id,
        staff_ids=tuple(u.id for u in own_units),
        languages=tuple(dict.fromkeys(x for u in own_units for x in u.languages)),
        around=tuple(by_id),
        nobody=not any(heard[i].anybody for i in by_id),
        unspoken=tuple((names[k], tuple(ids)) for k, ids in unspoken.items()),
        alone=tuple(alone),
        people_alone=sum(by_id[i].inhabitants or 0 for i in alone),
        no_woman=tuple(no_woman),
        women=sum(by_id[i].number("female") or 0 for i in no_woman),
        unknown=tuple(unknown),
        sexless=tuple(u.id for u in own_units if u.kind == "cla" and u.women is None),
        women_staff=sum(_women(u) for u in own_units),
    )


def _women(unit: Unit) -> bool:
    """Whether a woman is among them: an interpreter's kind says so, else the count of women."""
    if unit.kind == "interpreter_f":
        return True
    return unit.kind != "interpreter_m" and (unit.women or 0) > 0


def _has_woman(desk: Mechanism) -> bool:
    points = any(p.active and p.sex == "female" for p in desk.focal_points)
    return points or any(s.sex == "female" and s.seats for s in desk.seats)
