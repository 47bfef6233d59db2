"""What is wrong with the ground that all times rest on: said where findings are read."""

from collections.abc import Iterable, Iterator

from pocplanner.analysis.arrival.links import turned
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Finding, Said
from pocplanner.analysis.travel.trips import Travel

#: Remarks that make times worthless for some post or for all; the others stand beside the times.
GRAVE = ("no_speed", "stuck", "no_way_out", "in_water", "straight")
KEY = "finding.travel_ground"


def ground_findings(found: Iterable[Travel], assumed: Assumptions) -> Iterator[Finding]:
    """Speeds of nothing, posts from which nothing leaves, no ways at all, figures turned round.

    Each kind once, as it is worst of all conditions.
    """
    worst: dict[str, Said] = {}
    for travel in found:
        for said in travel.remarks:
            kind = said.key.rpartition(".")[2]
            held = worst.get(kind)
            if kind in GRAVE and (held is None or len(said.refs) > len(held.refs)):
                worst[kind] = said
    for kind in GRAVE:
        if kind in worst:
            yield Finding(KEY, {"said": worst[kind]}, worst[kind].refs, weight=3)
    links = turned(assumed)
    if links:
        named = tuple(Said(f"travel.link.{name}") for name in links)
        yield Finding(KEY, {"said": Said("reach.turned", {"links": named})}, weight=2)


__all__ = ["GRAVE", "KEY", "ground_findings"]
