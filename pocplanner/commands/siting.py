"""Where the next posts would help most, and the proposal that tries them."""

from collections.abc import Sequence
from datetime import date

from pocplanner.analysis.results import Assessment
from pocplanner.analysis.siting.candidates import KINDS
from pocplanner.analysis.siting.means import MEANS, means_of
from pocplanner.analysis.siting.sites import MOST_SITES, Best, Sites, best_sites
from pocplanner.commands.assessment import assess
from pocplanner.commands.proposing import on_land
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work


def sites(
    snapshot: Snapshot,
    posts: int = 3,
    kinds: Sequence[str] = ("settlements", "airfields"),
    grid_km: float | None = None,
    as_of: date | None = None,
    today: date | None = None,
    assessment: Assessment | None = None,
    unit: str = "vehicle",
) -> Work[Sites]:
    """The best one to five sites for the next posts; nothing is kept.

    `unit` says what is taken to stand there: one of `MEANS`, or a kind of unit.
    """
    means = means_of(unit)
    if assessment is None:
        assessment = yield from assess(snapshot, as_of, today)
    seen = assessment.over(snapshot)
    found = yield from best_sites(
        seen, assessment, posts, kinds, grid_km, lambda at: on_land(seen, at), means=means
    )
    return found


def tried(best: Best, name: str) -> ProposedChange:
    """The change that opens a temporary base at a site."""
    return ProposedChange(kind="add_post", name=name, position=best.site.position)


__all__ = ["KINDS", "MEANS", "MOST_SITES", "Sites", "sites", "tried"]
