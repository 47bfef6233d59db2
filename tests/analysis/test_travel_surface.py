"""The nearest post to everywhere: exact as posts move, and the same as each post alone."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import Frame
from pocplanner.analysis.travel.graph import Graph, build
from pocplanner.analysis.travel.land import Land, prepare, spots_of
from pocplanner.analysis.travel.many import minutes_between, reached
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.network import Network
from pocplanner.analysis.travel.search import nearest
from pocplanner.analysis.travel.surface import surface
from pocplanner.model.geometry import Position
from pocplanner.progress import finish
from tests.analysis.makers import a_community, a_snapshot
from tests.analysis.test_travel import a_road, at

CORNERS = [at(-40, -40), at(40, 40)]
kilometres = st.integers(-40, 40)
spot = st.tuples(kilometres, kilometres)


def a_land(*roads: Any, **own: float) -> Land:
    records = [a_road(*points, id=f"r{i}", kind=kind) for i, (kind, points) in enumerate(roads)]
    snapshot = a_snapshot(a_community(), *records)
    return finish(prepare(snapshot, Condition(), Assumptions(own), "vehicle", 2, CORNERS))


#: A road, a track that meets it, and a river that the road alone crosses.
CROSS = (
    ("dirt", [(-40, 0), (40, 3)]),
    ("track", [(0, -35), (5, 38)]),
    ("river", [(18, -60), (12, 0), (20, 60)]),
)


def placed(spots: dict[str, tuple[int, int]]) -> dict[str, Position]:
    return {id: at(*one) for id, one in spots.items()}


@settings(max_examples=60)
@given(
    st.lists(spot, min_size=1, max_size=5, unique=True),
    st.lists(st.tuples(st.integers(0, 6), st.none() | spot), min_size=1, max_size=6),
)
def test_a_surface_after_changes_is_the_surface_from_the_beginning(posts: Any, edits: Any) -> None:
    land = a_land(*CROSS)
    held = placed({f"p{i}": one for i, one in enumerate(posts)})
    found = surface(land, held)
    for number, where in edits:
        held = {id: spot for id, spot in held.items() if id != f"p{number}"}
        if where is not None:
            held[f"p{number}"] = at(*where)
        found = surface(land, held, found)
    fresh = surface(land, held)
    assert np.array_equal(found.minutes, fresh.minutes)
    _holds_together(found.minutes, found.before, land)
    # Whose it is may differ only where two are equally near.
    own = {slot: id for id, slot in found.slots.items()}
    other = {slot: id for id, slot in fresh.slots.items()}
    for node in np.flatnonzero(found.source != fresh.source)[:20]:
        ids = own.get(int(found.source[node])), other.get(int(fresh.source[node]))
        for id in set(ids) - {None}:
            alone = surface(land, {str(id): held[str(id)]})
            assert np.isclose(alone.minutes[node], found.minutes[node], rtol=1e-9)


def _holds_together(minutes: np.ndarray, before: np.ndarray, land: Land) -> None:
    """Every node's forerunner is nearer, and as near as their step says."""
    graph = land.graph
    assert graph is not None
    for node in np.flatnonzero(before >= 0)[::37]:
        fore = int(before[node])
        steps = slice(int(graph.starts[fore]), int(graph.starts[fore + 1]))
        step = graph.minutes[steps][graph.to[steps] == node].min()
        assert minutes[node] == minutes[fore] + step


@settings(max_examples=25)
@given(st.lists(spot, min_size=1, max_size=4, unique=True), spot)
def test_the_nearest_of_all_is_the_least_of_each_alone(posts: Any, place: Any) -> None:
    land = a_land(*CROSS)
    held = placed({f"p{i}": one for i, one in enumerate(posts)})
    there = spots_of([at(*place)])
    minutes, ids = surface(land, held).to(there)
    each = finish(minutes_between(land, spots_of(held.values()), there))
    # A post at the very door of a place needs no ground between: only that may be quicker.
    assert each.min() <= minutes[0] + 1e-9
    if each.min() < minutes[0]:
        assert min(abs(p[0] - place[0]) + abs(p[1] - place[1]) for p in posts) <= 4
    assert bool(ids[0]) == np.isfinite(minutes[0])


@settings(max_examples=25)
@given(spot, spot, st.sampled_from([20.0, 45.0, 90.0]))
def test_a_small_limit_gives_the_same_within_it(post: Any, place: Any, limit: float) -> None:
    land = a_land(*CROSS)
    from_here, there = spots_of([at(*post)]), spots_of([at(*place)])
    whole = finish(minutes_between(land, from_here, there))
    near = finish(minutes_between(land, from_here, there, limit))
    assert near[0, 0] == (whole[0, 0] if whole[0, 0] <= limit else np.inf)
    door = land.doors(from_here)
    spot = float(from_here[0][0]), float(from_here[1][0])
    minutes, _ = reached(land, spot, door.of(0), limit)
    all_of_it, _ = reached(land, spot, door.of(0), land.limit)
    assert np.array_equal(minutes, np.where(all_of_it <= limit, all_of_it, np.inf))


def plainest(graph: Graph, start: int) -> np.ndarray:
    """Improve until nothing improves, step by step."""
    found = np.full(graph.size, np.inf)
    found[start] = 1e-6
    for _ in range(graph.size):
        before = found.copy()
        for node in range(graph.size):
            for step in range(graph.starts[node], graph.starts[node + 1]):
                to = graph.to[step]
                found[to] = min(found[to], found[node] + graph.minutes[step])
        if np.array_equal(before, found):
            return found
    return found


def test_ground_and_ways_together_agree_with_the_plainest_reckoning() -> None:
    frame = Frame(40, 80, 6, 7, 0.01, 0.01)
    dice = np.random.default_rng(7)
    cost = dice.uniform(1, 30, frame.size)
    cost[[9, 16, 23]] = np.inf
    x, y = frame.middles(np.array([0, 8, 17, 26, 33]))
    a = np.array([0, 1, 2, 3])
    km = np.full(4, 1.5)
    net = Network(x + 0.001, y, a, a + 1, km * 2, km, np.array([0, 0, 1, 0, 0], bool))
    graph = build(frame, cost, net)
    start = Doors(1, np.zeros(1, np.int64), np.array([3]), np.array([1e-6]))
    found, _, _ = nearest(graph, start, 1e9)
    assert np.allclose(found, plainest(graph, 3), rtol=1e-12)
    assert np.isinf(found[[9, 16, 23]]).all()


def test_a_post_outside_the_land_reaches_nothing_and_breaks_nothing() -> None:
    land = a_land(*CROSS)
    far = surface(land, {"far": at(900), "here": at(0)})
    here = surface(land, {"here": at(0)})
    assert np.array_equal(far.minutes, here.minutes)
    assert np.isinf(surface(land, {"far": at(900)}, here).minutes).all()
