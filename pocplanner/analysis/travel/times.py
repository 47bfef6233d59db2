"""Shortest time from every post to every place, with the way that decided it and its basis."""

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from math import inf
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Said
from pocplanner.analysis.travel.afoot import Afoot, joined, twice
from pocplanner.analysis.travel.doors import Doors, beside
from pocplanner.analysis.travel.farther import Farther
from pocplanner.analysis.travel.frame import Whole
from pocplanner.analysis.travel.land import Land, Spots, prepare, spots_of
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.network import CROSSINGS
from pocplanner.analysis.travel.onward import Walk, walk_on
from pocplanner.analysis.travel.rows import Row, follow, row_from
from pocplanner.analysis.travel.surface import remembered
from pocplanner.analysis.travel.trips import Path, Told, Travel, Trip, widened
from pocplanner.analysis.travel.water import boats, with_boats
from pocplanner.analysis.travel.waters import in_water
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Timing
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post, Settlement, Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: While posts by nodes of the land are no more than this, each post is followed everywhere.
_EVERYWHERE = 400_000_000
#: Rows remembered for a land: who drags a post about leaves some that nobody asks for again.
_MOST_ROWS = 1000
#: What is remembered while the same is asked again.
_MOST_KEPT = 12


def where(snapshot: Snapshot) -> tuple[dict[str, Position], dict[str, Position]]:
    """Posts and places with a position; settlements only where no community is recorded."""
    posts = {p.id: p.position for p in snapshot.all(Post) if p.position is not None}
    places = {c.id: c.position for c in snapshot.all(Community) if c.position is not None}
    named = [t.place_id for t in snapshot.all(Threat)]
    named += [t.place_id for t in snapshot.all(Timing)]
    if not places:
        named += [s.id for s in snapshot.all(Settlement)]
    for id in named:
        at = snapshot.position(id) if id not in places else None
        if at is not None:
            places[id] = at
    return posts, places


def travel(
    snapshot: Snapshot,
    condition: Condition,
    assumed: Assumptions,
    movement: str = "vehicle",
    cell_km: float | None = None,
) -> Work[Travel]:
    """Times from every post to every place. Problem where there is no post or no place.

    In a country so large that this would take minutes, posts without units and ways longer
    than a horizon are left out, except the nearest post to each place; a remark says so. Where
    no post reaches a place within the limit, the nearest one's way is told all the same: help
    that needs days is late, not unknown. The same ground gives the same result, which is
    remembered.
    """
    posts, places = where(snapshot)
    if not posts:
        raise Problem("travel.no_posts")
    if not places:
        raise Problem("travel.no_places")
    if cell_km is not None and not 0.1 <= cell_km <= 20:
        raise Problem("travel.bad_cell", cell=f"{cell_km:g}")
    around = [*posts.values(), *places.values()]
    land = yield from prepare(snapshot, condition, assumed, movement, cell_km, around)
    wanted = _followed(snapshot, posts)
    walk = walk_on(snapshot, land, places, assumed)
    walked: tuple[int | str, ...] = ()
    if walk is not None:
        walked = (*sorted(walk.legs), *sorted(walk.posts or ()))
    key = _key(land, posts, places, wanted, walked)
    with _LOCK:
        known = _KEPT.get(key)
        if known is not None:
            _KEPT.move_to_end(key)
    if known is None:
        asked = assumed.fresh()
        if land.graph is None:
            known = _flat(land, posts, places, asked)
        else:
            known = yield from _along(land, posts, places, wanted, asked, walk)
        figures = {*land.figures, *(u.key for u in asked.used)}
        known = replace(known, figures=tuple(sorted(figures)))
        with _LOCK:
            _KEPT[key] = known
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
    assumed.ask(known.figures)
    if movement == "vehicle" and boats(snapshot):
        boat = yield from travel(snapshot, condition, assumed, "boat", cell_km)
        known = with_boats(known, boat)
    return known


_KEPT: "OrderedDict[bytes, Travel]" = OrderedDict()
_LOCK = Lock()


def forget() -> None:
    """Forget what was told before; the lands are forgotten by `land.forget`."""
    with _LOCK:
        _KEPT.clear()


def _followed(snapshot: Snapshot, posts: dict[str, Position]) -> frozenset[str]:
    """Posts whose ways matter even where not all can be followed: with units, or named."""
    named = {u.post_id for u in snapshot.all(Unit)} | {t.post_id for t in snapshot.all(Timing)}
    return frozenset(named & set(posts))


def _key(
    land: Land,
    posts: dict[str, Position],
    places: dict[str, Position],
    wanted: Iterable[str],
    walked: Sequence[int | str],
) -> bytes:
    made = hashlib.blake2b(land.key, digest_size=20)
    for group in (posts, places):
        made.update(repr([(id, p.lon, p.lat) for id, p in group.items()]).encode())
    made.update(repr((sorted(wanted), list(walked))).encode())
    return made.digest()


def _factors(assumed: Assumptions) -> tuple[float, float, float, float]:
    return (
        assumed.value("travel.least_factor"),
        assumed.value("travel.most_factor"),
        assumed.value("delay.least_factor"),
        assumed.value("delay.most_factor"),
    )


def _along(
    land: Land,
    posts: dict[str, Position],
    places: dict[str, Position],
    wanted: frozenset[str],
    assumed: Assumptions,
    walk: Walk | None = None,
) -> Work[Travel]:
    """Along the ways and over the ground."""
    assert land.graph is not None and land.net is not None
    assert land.frame is not None and land.step is not None and land.walls is not None
    names, ids = tuple(posts), tuple(places)
    starts, ends = spots_of(posts.values()), spots_of(places.values())
    everywhere = len(posts) * land.graph.size <= _EVERYWHERE
    limit = land.limit if everywhere else min(land.limit, assumed.value("travel.far_h") * 60)
    own = [at for at, id in enumerate(names) if everywhere or id in wanted]
    door, end = land.doors(starts), land.doors(ends)
    near = _beside(land, starts, ends)
    all_doors, all_ends = joined(end, walk), twice(ends, walk)
    walked = tuple(sorted(walk.legs)) if walk is not None else ()
    rows: dict[int, Row] = {}
    for done, at in enumerate(own):
        yield Progress(done + 1, len(own) + 1, "travel.progress.ways")
        rows[at] = _row(
            land, starts, at, door, all_doors, all_ends, near.get(at, {}), limit, walked
        )
    both = np.full((len(posts), len(all_ends[0])), inf)
    for at, row in rows.items():
        both[at] = row.minutes
    matrix = both[:, : len(places)].copy()
    first: Row | None = None
    nearest = np.full(len(places), -1)
    if not everywhere:
        yield Progress(len(own), len(own) + 1, "travel.progress.ways")
        first, nearest = yield from _nearest(land, posts, starts, end, ends, near)
        got = np.flatnonzero(nearest >= 0)
        matrix[nearest[got], got] = np.minimum(matrix[nearest[got], got], first.minutes[got])
    far: Row | None = None
    beyond = np.flatnonzero(~(matrix < inf).any(axis=0))
    if len(beyond):
        manned = {id: at for id, at in posts.items() if id in wanted} or posts
        spots = spots_of(manned.values())
        yield Progress(len(own), len(own) + 1, "travel.progress.ways")
        far, whence = yield from _nearest(land.without_limit, manned, spots, end, ends, {})
        there = np.array([names.index(id) for id in manned], np.int64)
        beyond = beyond[whence[beyond] >= 0]
        matrix[there[whence[beyond]], beyond] = far.minutes[beyond]
    lonely = frozenset(beyond.tolist()) if far is not None else frozenset()
    factors = _factors(assumed)

    def row_of(post: int, place: int) -> Row:
        if far is not None and place in lonely:
            return far
        if first is not None and nearest[place] == post:
            return first
        return rows[post]

    def made(place: int) -> tuple[Trip, ...]:
        order = np.argsort(matrix[:, place], kind="stable")
        order = order[matrix[order, place] < inf]
        return tuple(_trip(land, row_of(int(p), place), names[p], ids[place], place,
                           float(matrix[p, place]), factors) for p in order)  # fmt: skip

    at_post = {id: i for i, id in enumerate(names)}
    at_place = {id: i for i, id in enumerate(ids)}

    def way(post_id: str, place_id: str) -> Path | None:
        post, place = at_post.get(post_id, -1), at_place.get(place_id, -1)
        if post < 0 or place < 0 or matrix[post, place] == inf:
            return None
        spot = float(starts[0][post]), float(starts[1][post])
        return row_of(post, place).line(land, spot, place, ends)

    farther = Farther(
        land, posts, at_place, end, ends,
        lambda row, post, id, at, spent: _trip(land, row, post, id, at, spent, factors),
    )  # fmt: skip
    afoot = None
    if walk is not None:
        afoot = Afoot(
            land, walk, names, ids, starts, ends, matrix, both[:, len(places) :], rows, factors
        )
    best = matrix.argmin(axis=0)
    share = np.array([
        row_of(int(p), i).on_ways_km[i] >= row_of(int(p), i).km[i] / 2
        if matrix[p, i] < inf else False for i, p in enumerate(best)
    ], bool)  # fmt: skip
    remarks = _remarks(land, ids, matrix.min(axis=0) < inf, share)
    remarks = (*remarks, *in_water(land.water, land.movement, land.cell_km, {**posts, **places}))
    if lonely:
        told = {"count": len(lonely), "of": len(ids), "hours": round(limit / 60)}
        some = tuple(ids[at] for at in sorted(lonely)[:50])
        remarks = (*remarks, Said("travel.remark.beyond", told, some))
    if land.terrain_share >= 0.005:
        share_told = {"percent": round(100 * land.terrain_share)}
        remarks = (*remarks, Said("travel.remark.terrain", share_told))
    stuck = [names[at] for at in own if not len(door.of(at)[0]) and at not in near]
    shut = [names[at] for at in own if names[at] not in stuck and not (matrix[at] < inf).any()]
    told_as = (("stuck", stuck), ("no_way_out", shut))
    if land.movement == "boat":
        told_as = (("ashore", stuck), ("no_way_out", []))
    for key, found in told_as:
        if found:
            stay = {"count": len(found), "of": len(own), "names": tuple(found[:5])}
            remarks = (*remarks, Said(f"travel.remark.{key}", stay, tuple(found[:50])))
    if not everywhere:
        horizon = {"hours": limit / 60, "posts": len(own), "of": len(names)}
        remarks = (*remarks, Said("travel.remark.far", horizon))
    return Travel(
        land.condition, land.movement, land.cell_km, names, ids, matrix,
        Told(ids, made), remarks, way=way, basis=land.basis,
        afoot=afoot.trips if afoot is not None else {},
        onward=afoot.way if afoot is not None else lambda post, place: None,
        farther=farther.trip,
    )  # fmt: skip


def _beside(land: Land, starts: Spots, ends: Spots) -> dict[int, dict[int, float]]:
    """Minutes by post and place, where a place lies at the post's door."""
    assert land.frame is not None and land.step is not None and land.walls is not None
    found: dict[int, dict[int, float]] = {}
    near = beside(land.frame, starts, ends, land.step.access, land.walls)
    for post, place, minutes in zip(*(part.tolist() for part in near), strict=True):
        found.setdefault(post, {})[place] = minutes
    return found


def _row(
    land: Land,
    starts: Spots,
    at: int,
    door: Doors,
    end: Doors,
    ends: Spots,
    near: dict[int, float],
    limit: float,
    walked: tuple[int, ...],
) -> Row:
    """The row of a post as remembered, or made anew: posts are only left, so others' stay."""
    spot = float(starts[0][at]), float(starts[1][at])
    key = (spot, limit, hash((ends[0].tobytes(), ends[1].tobytes(), walked)))
    with _LOCK:
        found = land.rows.get(key)
        if found is not None:
            land.rows.move_to_end(key)
    if found is None:
        found = row_from(land, spot, door.of(at), end, ends, near, limit)
        with _LOCK:
            land.rows[key] = found
            while len(land.rows) > _MOST_ROWS:
                land.rows.popitem(last=False)
    row: Row = found
    return row


def _nearest(
    land: Land,
    posts: dict[str, Position],
    starts: Spots,
    end: Doors,
    ends: Spots,
    near: dict[int, dict[int, float]],
) -> Work[tuple[Row, Whole]]:
    """The way from the nearest post to each place, and which post that is (-1: none)."""
    from pocplanner.analysis.travel.search import NONE

    found = remembered(land, posts)
    yield Progress(0, 0, "travel.progress.ways")
    number = {slot: at for at, slot in enumerate(found.slots[id] for id in posts)}
    by_slot = np.full(max(number, default=0) + 1, -1, np.int64)
    by_slot[list(number)] = list(number.values())
    spent, through = end.least(found.minutes)
    slots = np.where(spent < inf, found.source[np.maximum(through, 0)], NONE)
    which = np.where(slots >= 0, by_slot[np.maximum(slots, 0)], -1)
    doors: dict[int, float] = {}
    for post, places in near.items():
        for place, minutes in places.items():
            if minutes <= min(spent[place], doors.get(place, inf)):
                doors[place], which[place] = minutes, post
    whence = starts[0][np.maximum(which, 0)], starts[1][np.maximum(which, 0)]
    row = follow(land, found.minutes, found.before, end, whence, ends, doors, land.limit)
    which[row.minutes == inf] = -1
    return row, which


def _trip(
    land: Land,
    row: Row,
    post_id: str,
    place_id: str,
    place: int,
    minutes: float,
    factors: tuple[float, float, float, float],
) -> Trip:
    assert land.net is not None and land.graph is not None
    delay, met = row.met(land.net, land.graph.cells, place)
    km, ways = float(row.km[place]), float(row.on_ways_km[place])
    basis = "network" if ways >= km / 2 else "grid"
    if land.movement == "boat":
        basis = "boat"
    elif land.basis == "straight":
        basis, km = "straight", km * land.detour
    told = widened(minutes, delay, factors)
    return Trip(post_id, place_id, told, km, ways, basis, delay, met, by=land.movement)


def _flat(
    land: Land, posts: dict[str, Position], places: dict[str, Position], assumed: Assumptions
) -> Travel:
    """In straight lines: through the air, or where no way is loaded."""
    names, ids = tuple(posts), tuple(places)
    spots = spots_of(posts.values()), spots_of(places.values())
    matrix, km = land.straight(*spots)
    at_place = {id: at for at, id in enumerate(ids)}
    far = np.flatnonzero(~(matrix < inf).any(axis=0))
    if len(far):
        whole, _ = land.without_limit.straight(*spots)
        nearest = whole[:, far].argmin(axis=0)
        matrix[nearest, far] = whole[nearest, far]
    fast, slow = assumed.value("travel.least_factor"), assumed.value("travel.most_factor")

    def one(post: int, place: int, spent: float) -> Trip:
        told = widened(spent, land.fixed, (fast, slow, 1.0, 1.0))
        return Trip(names[post], ids[place], told, float(km[post, place]), 0.0, land.basis)

    def made(place: int) -> tuple[Trip, ...]:
        order = np.argsort(matrix[:, place], kind="stable")
        return tuple(
            one(int(p), place, float(matrix[p, place])) for p in order if matrix[p, place] < inf
        )

    def farther(place_id: str, chosen: Collection[str]) -> Trip | None:
        able = [at for at, id in enumerate(names) if id in chosen]
        place = at_place.get(place_id, -1)
        if place < 0 or not able or land.rate == inf:
            return None
        post = min(able, key=lambda at: float(km[at, place]))
        return one(post, place, float(km[post, place]) * land.rate + land.fixed)

    if land.movement == "boat":
        said = Said("travel.remark.no_water")
    elif land.rate == inf:
        said = Said("travel.remark.no_speed")
    elif land.basis == "air":
        said = Said("travel.remark.air", {"minutes": round(land.fixed)})
    else:
        said = Said("travel.remark.straight", {"detour": float(land.detour)})
    return Travel(
        land.condition, land.movement, land.cell_km, names, ids, matrix, Told(ids, made), (said,),
        farther=farther,
    )  # fmt: skip


def _remarks(
    land: Land, ids: Sequence[str], reached: NDArray[np.bool_], on_ways: NDArray[np.bool_]
) -> tuple[Said, ...]:
    """How good the ground is that the times rest on."""
    assert land.net is not None and land.step is not None
    net, step, said = land.net, land.step, []
    poor = tuple(ids[int(i)] for i in np.flatnonzero(reached & ~on_ways))
    none = tuple(ids[int(i)] for i in np.flatnonzero(~reached))
    if land.basis == "straight":
        said.append(Said("travel.remark.straight", {"detour": float(land.detour)}))
        said.append(Said("travel.remark.round", {"cell": f"{land.cell_km:g}"}))
    elif poor and land.movement != "boat":
        said.append(Said("travel.remark.grid", {"count": len(poor), "of": len(ids)}, poor[:50]))
    if none:
        told = {"count": len(none), "of": len(ids), "names": none[:5]}
        key = "no_boat_way" if land.movement == "boat" else "no_way"
        said.append(Said(f"travel.remark.{key}", told, none[:50]))
    ways = land.routes
    unknown = [r.id for r in ways if r.passable_wet == "unknown" and step.way(r.kind) < inf]
    for key, found in (
        ("wet_unknown", unknown),
        ("left_out", net.left_out),
        ("closed", net.closed_ids),
    ):
        if key == "wet_unknown" and not (
            step.condition.season == "wet" and step.movement == "vehicle"
        ):
            continue
        if found:
            facts = {"count": len(found)}
            said.append(Said(f"travel.remark.{key}", facts, tuple(found[:50])))
    return tuple(said)


__all__ = ["CROSSINGS", "Travel", "Trip", "forget", "travel", "where"]
