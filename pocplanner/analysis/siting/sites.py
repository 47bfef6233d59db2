"""Where the next posts would help most: who they reach, how sure that is, what it rests on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pocplanner.analysis import reach_time
from pocplanner.analysis.arrival.links import assumed_range
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Assessment, Said, Used
from pocplanner.analysis.siting.candidates import Site, candidates
from pocplanner.analysis.siting.cover import Chosen, choose
from pocplanner.analysis.siting.demand import Demand, Treated, covered, demands
from pocplanner.analysis.siting.means import means_said
from pocplanner.analysis.siting.minutes import minutes_to
from pocplanner.model.geometry import Position
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: Where a post stands this near, what keeps it from helping comes before another post.
_NEAR_KM = 15.0
#: Where no site helps anybody in time, sites are ranked by whom late help reaches: minutes.
_LATER = (240.0, 480.0, 720.0)
#: As many sites as may be asked for.
MOST_SITES = 5


@dataclass(frozen=True)
class Reached:
    """A place that a site reaches in time under some conditions, and its people."""

    place_id: str
    conditions: tuple[tuple[str, str], ...]
    people: float
    counted: bool


@dataclass(frozen=True)
class Best:
    """A site that was chosen: what it adds to the posts that stand and the sites before it.

    `near_post_id` is a post that stands so near that another answer may be what holds it back.
    """

    site: Site
    adds: float
    people: float
    reached: tuple[Reached, ...]
    near_post_id: str = ""
    near_km: float = 0.0


@dataclass(frozen=True)
class Sites:
    """The best sites, the weight that stands reached, and what could be reached at all.

    Weights are people times risk (0 to 1). `gap` is how much better any other choice among the
    candidates could be at most; nothing where the choice is proven best. `people` are those of
    each threatened place.
    """

    best: tuple[Best, ...]
    candidates: int
    total: float
    standing: float
    within: float
    gap: float
    exact: bool
    treated: Treated
    remarks: tuple[Said, ...]
    used: tuple[Used, ...]
    people: tuple[tuple[str, float], ...] = ()
    #: Where no site helps anybody inside the warning: up to so many minutes after it ran out.
    later: float = 0.0
    #: By which means the unit goes that is taken to stand at a new site (`means.MEANS`).
    means: str = "vehicle"

    @property
    def counted(self) -> bool:
        """Whether people were counted anywhere; else there are ranks and no figures of people."""
        return self.treated.people_unknown < self.treated.places

    @property
    def added(self) -> float:
        """The weight that the sites add together."""
        return sum(b.adds for b in self.best)


def best_sites(
    snapshot: Snapshot,
    assessment: Assessment,
    posts: int,
    kinds: Sequence[str] = ("settlements", "airfields"),
    grid_km: float | None = None,
    on_land: Callable[[Position], bool] = lambda _: True,
    most: int | None = None,
    means: str = "vehicle",
) -> Work[Sites]:
    """The best one to five sites; posts that stand count already, each unit by its own means.

    `means` are those of the unit that is taken to stand at a new site (`means.MEANS`). Problem
    where nobody is threatened at a known place, or there is no candidate.
    """
    if not 1 <= posts <= MOST_SITES:
        raise Problem("siting.how_many", most=MOST_SITES, given=posts)
    assumed = Assumptions(snapshot.assumptions)
    yield Progress(0, 3, "siting.progress.people")
    found, treated = demands(snapshot, assessment, assumed)
    if not found:
        raise Problem("siting.nobody")
    limit = most or assumed.whole("siting.candidates")
    near = assumed.value("siting.near_km")
    if all(d.reached for d in found):
        return _none_needed(found, treated, assumed, means)
    sites = candidates(snapshot, found, kinds, limit, near, grid_km, on_land)
    yield Progress(1, 3, "siting.progress.ways")
    later = 0.0
    for later in (0.0, *_later(assumed)):
        if later:
            found, _ = demands(snapshot, assessment, assumed, later)
        minutes = yield from minutes_to(snapshot, sites, found, assumed, means)
        table = covered(minutes, found, assumed, means)
        weights = np.array([0.0 if d.reached else d.weight for d in found])
        if weights[table.any(axis=0)].sum() > 0 or all(d.reached for d in found):
            break
    yield Progress(2, 3, "siting.progress.choice")
    chosen = choose(table, weights, posts, assumed.value("siting.seconds"))
    return Sites(
        best=_told(snapshot, sites, chosen, table, found),
        candidates=len(sites),
        total=sum(d.weight for d in found),
        standing=sum(d.weight for d in found if d.reached),
        within=float(weights[table.any(axis=0)].sum()),
        gap=chosen.gap,
        exact=chosen.exact,
        treated=treated,
        remarks=_remarks(treated, chosen, posts, means, assumed),
        used=assumed.used,
        people=_people(found),
        later=later,
        means=means,
    )


def _later(assumed: Assumptions) -> tuple[float, ...]:
    """After the warning has run out: while an attack lasts, then hours in which help is late."""
    lasts = assumed_range("attack", assumed).likely
    return (lasts, *(hours for hours in _LATER if hours > lasts))


def _people(found: Sequence[Demand]) -> tuple[tuple[str, float], ...]:
    return tuple({d.place_id: d.people for d in found}.items())


def _none_needed(
    found: Sequence[Demand], treated: Treated, assumed: Assumptions, means: str
) -> Sites:
    total = sum(d.weight for d in found)
    said = (Said("siting.remark.all_reached", {"count": treated.places}),)
    return Sites(
        (), 0, total, total, 0.0, 0.0, True, treated, said, assumed.used, _people(found),
        means=means,
    )  # fmt: skip


def _told(
    snapshot: Snapshot,
    sites: Sequence[Site],
    chosen: Chosen,
    table: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]",
    found: Sequence[Demand],
) -> tuple[Best, ...]:
    from pocplanner.analysis.siting.demand import people_at

    taken = np.array([d.reached for d in found])
    told = []
    for row, adds in zip(chosen.rows, chosen.adds, strict=True):
        fresh = np.flatnonzero(table[row] & ~taken)
        taken |= table[row]
        by: dict[str, Reached] = {}
        for i in fresh:
            d = found[int(i)]
            held = by.get(d.place_id) or Reached(
                d.place_id, (), d.people, people_at(snapshot, d.place_id) is not None
            )
            by[d.place_id] = replace(held, conditions=(*held.conditions, (d.light, d.season)))
        reached = tuple(sorted(by.values(), key=lambda r: (-r.people, r.place_id)))
        people = sum(r.people for r in reached)
        told.append(Best(sites[row], adds, people, reached, *_near(snapshot, sites[row])))
    return tuple(told)


def _near(snapshot: Snapshot, site: Site) -> tuple[str, float]:
    """The post within a short way of a site, and the kilometres; nothing where none is."""
    found = reach_time.nearest_post(snapshot, site.position)
    if found is None or found[1] > _NEAR_KM:
        return "", 0.0
    return found[0].id, found[1]


def _remarks(
    treated: Treated, chosen: Chosen, posts: int, means: str, assumed: Assumptions
) -> tuple[Said, ...]:
    said = []
    if len(chosen.rows) < posts:
        said.append(Said("siting.remark.fewer", {"count": len(chosen.rows), "asked": posts}))
    if treated.people_unknown == treated.places:
        said.append(Said("siting.remark.nobody_counted", {"of": treated.places}))
    elif treated.people_unknown:
        facts = {"count": treated.people_unknown, "of": treated.places,
                 "taken": round(treated.people_taken)}  # fmt: skip
        said.append(Said("siting.remark.people", facts))
    if treated.risk_unknown:
        said.append(Said("siting.remark.risk", {"count": treated.risk_unknown}))
    if treated.warning_unknown:
        facts = {"count": treated.warning_unknown, "minutes": round(treated.warning_taken)}
        key = "warning_assumed" if treated.warning_assumed else "warning"
        said.append(Said(f"siting.remark.{key}", facts))
    said.append(means_said(means, assumed))
    said.append(Said("siting.remark.person"))
    return tuple(said)
