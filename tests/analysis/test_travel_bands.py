"""A search in bands of time: the same, to the last bit, as the search that is made at once."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.travel import surface as kept
from pocplanner.analysis.travel.bands import grow
from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.graph import Graph
from pocplanner.analysis.travel.land import Land, spots_of
from pocplanner.analysis.travel.search import nearest
from pocplanner.analysis.travel.surface import surface
from pocplanner.model.geometry import Position
from tests.analysis.test_travel import at
from tests.analysis.test_travel_surface import CROSS, a_land, placed, spot

#: So few nodes in a band that even a small land has many of them.
FEW = 40
spots = st.lists(spot, min_size=1, max_size=4, unique=True)


def doors(land: Land, where: Any) -> tuple[Graph, Doors]:
    assert land.graph is not None
    return land.graph, land.doors(spots_of([at(*one) for one in where]))


@settings(max_examples=25)
@given(spots, st.sampled_from([15.0, 200.0, 1e12]))
def test_bands_find_what_one_search_finds(where: Any, limit: float) -> None:
    graph, starts = doors(a_land(*CROSS), where)
    minutes, source, before = nearest(graph, starts, limit)
    found = grow(graph.steps, starts, limit, band=FEW)
    there = np.flatnonzero(np.isfinite(minutes))
    assert np.array_equal(found.nodes, there)
    assert np.array_equal(found.minutes, minutes[there])
    # Of two ways that take as long either is right.
    for node, spent, _, fore in list(zip(*found, strict=True))[::7]:
        if fore >= 0:
            steps = slice(graph.starts[fore], graph.starts[fore + 1])
            assert spent == minutes[fore] + graph.minutes[steps][graph.to[steps] == node].min()
    assert {int(whose) for whose in found.source} <= {int(whose) for whose in source}
    assert (before[found.nodes[found.before < 0]] < 0).all()


@settings(max_examples=25)
@given(spots, spot)
def test_where_others_are_known_only_what_is_nearer_is_found(others: Any, one: Any) -> None:
    land = a_land(*CROSS)
    graph, starts = doors(land, others)
    held, _, _ = nearest(graph, starts, 1e12)
    _, own = doors(land, [one])
    alone, _, _ = nearest(graph, own, 1e12)
    found = grow(graph.steps, own, 1e12, held, band=FEW)
    assert np.array_equal(found.nodes, np.flatnonzero(alone < held))
    assert np.array_equal(found.minutes, alone[found.nodes])


def test_nothing_is_found_from_nowhere() -> None:
    graph, none = doors(a_land(*CROSS), [(900, 900)])
    assert not len(grow(graph.steps, none, 1e12).nodes)


def test_a_large_land_and_a_small_one_are_looked_at_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    land = a_land(*CROSS)
    first: dict[str, Position] = placed({"a": (-20, 5), "b": (25, -10), "c": (3, 30)})
    moved = first | placed({"b": (10, 12)})
    small = surface(land, moved, surface(land, first))
    monkeypatch.setattr(kept, "_AT_ONCE", 0)
    large = surface(land, moved, surface(land, first))
    assert np.array_equal(small.minutes, large.minutes)
    assert np.array_equal(small.source, large.source)
