"""Who holds a network together: brokerage, with how far it rests on single pieces of evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pocplanner.analysis.network.graph import Network
from pocplanner.model.actors import Tie
from pocplanner.model.mission import Source
from pocplanner.model.snapshot import Snapshot

#: Leave-one-out runs at most: beyond that many ties they are left out in groups of equal size.
_MOST_RUNS = 40
#: Fewer actors than this have no middle.
_LEAST = 3


@dataclass(frozen=True)
class Broker:
    """An actor on the shortest ways between others.

    `share` is the share (0 to 1) of all pairs of other actors whose shortest ways lead over
    it (betweenness); `low` and `high` are the least and the most that it is when the
    evidence is left out piece by piece (jackknife): each tie once, and each source with all
    that it told. `rank` counts from 1, `worst_rank` is the last that it falls to. `rests_on`
    are the sources without which it stands between nobody, by id; an empty one stands for
    ties of which nobody said from where they are known. `parts` are the actors who would be
    cut off from one another without it, in groups, the largest first; empty where the network
    stays whole.
    """

    actor_id: str
    share: float
    low: float
    high: float
    rank: int
    worst_rank: int
    rests_on: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()

    @property
    def stable(self) -> bool:
        """Whether it stays a broker, and near its rank, whatever evidence is left out."""
        return self.low > 0 and self.worst_rank <= self.rank + 1


def origins(snapshot: Snapshot) -> dict[str, str]:
    """Each source with the one that it repeats: echoes of one source are one source."""
    told = {s.id: s.origin_id for s in snapshot.all(Source)}
    found = {}
    for id in told:
        first, seen = id, {id}
        while told.get(first) and told[first] not in seen:
            first = told[first]
            seen.add(first)
        # In a circle of echoes no one is the first: the least name stands for all.
        found[id] = min(seen) if told.get(first) else first
    return found


def brokers(found: Network, origin: Mapping[str, str]) -> tuple[Broker, ...]:
    """Everybody on a way between others, who does most first.

    `origin` gives the source that another one repeats. Nothing is said of a network of fewer
    than three. Ties against one another carry nothing and do not count.
    """
    import networkx

    graph = _graph(found.bonds)
    if graph.number_of_nodes() < _LEAST:
        return ()
    shares = _shares(graph)
    kept: dict[str, list[float]] = {id: [s] for id, s in shares.items()}
    ranks: dict[str, list[int]] = {id: [] for id in shares}
    rests: dict[str, list[str]] = {id: [] for id in shares}
    by_source = _by_source(found.bonds, origin)
    for source, rest in (*_left_out(found.bonds), *by_source.items()):
        less = _graph(rest)
        less.add_nodes_from(graph)
        again = _shares(less)
        places = _ranks(again)
        for id in shares:
            kept[id].append(again[id])
            ranks[id].append(places[id])
            if source is not None and not again[id]:
                rests[id].append(source)
    first = _ranks(shares)
    cuts = set(networkx.articulation_points(graph))
    told = [
        Broker(
            actor_id=id,
            share=share,
            low=min(kept[id]),
            high=max(kept[id]),
            rank=first[id],
            worst_rank=max((first[id], *ranks[id])),
            rests_on=tuple(rests[id]),
            parts=_parts(graph, id) if id in cuts else (),
        )
        for id, share in shares.items()
        if share > 0
    ]
    return tuple(sorted(told, key=lambda b: (b.rank, b.actor_id)))


def _graph(ties: Sequence[Tie]):  # type: ignore[no-untyped-def]
    import networkx

    graph = networkx.Graph()
    graph.add_edges_from((t.from_id, t.to_id) for t in ties)
    return graph


def _shares(graph) -> dict[str, float]:  # type: ignore[no-untyped-def]
    import networkx

    found = networkx.betweenness_centrality(graph, normalized=True)
    return {str(id): float(share) for id, share in found.items()}


def _ranks(shares: dict[str, float]) -> dict[str, int]:
    """Rank from 1; equals share the better rank, and who is on no way comes last."""
    ordered = sorted(shares.values(), reverse=True)
    return {id: ordered.index(share) + 1 for id, share in shares.items()}


def _left_out(ties: Sequence[Tie]) -> list[tuple[None, list[Tie]]]:
    """The ties without one of them each time; of many, without one group of them."""
    runs = min(len(ties), _MOST_RUNS)
    return [(None, [t for i, t in enumerate(ties) if i % runs != left]) for left in range(runs)]


def _by_source(ties: Sequence[Tie], origin: Mapping[str, str]) -> dict[str, list[Tie]]:
    """The ties without all that one source told; what nobody gave a source for is one piece."""
    told = [origin.get(t.source_id, t.source_id) for t in ties]
    pairs = [(t, source) for t, source in zip(ties, told, strict=True)]
    return {s: [t for t, source in pairs if source != s] for s in sorted(set(told))}


def _parts(graph, id: str) -> tuple[tuple[str, ...], ...]:  # type: ignore[no-untyped-def]
    """What falls apart when one is taken away, within its own part of the network."""
    import networkx

    here = networkx.node_connected_component(graph, id)
    rest = graph.subgraph(here - {id})
    parts = [tuple(sorted(map(str, p))) for p in networkx.connected_components(rest)]
    return tuple(sorted(parts, key=lambda p: (-len(p), p)))
