"""The chain worked out again after a change: the same as from the beginning, and as one by one."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.arrival import Arrival, arrivals, forget
from pocplanner.analysis.arrival.clock import Clock, Danger
from pocplanner.analysis.arrival.columns import Going, first_ones, waiting
from pocplanner.analysis.arrival.draws import Draw, Draws, Luck
from pocplanner.analysis.arrival.links import BEFORE, Link
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Interval
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Timing
from pocplanner.model.geometry import Position
from pocplanner.model.places import Caveat, Post, Unit
from pocplanner.model.record import Range, Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from tests.analysis.makers import a_community, a_mission, a_snapshot

#: As few draws as still differ.
OWN = {"chain.draws": 300.0}
KM = 1 / 111.195

some = st.integers(0, 2)
ranges = st.lists(st.sampled_from([0, 5, 30, 90]), min_size=3, max_size=3).map(sorted)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("move"), some, st.integers(-30, 30)),
        st.tuples(st.just("station"), st.integers(0, 4), some),
        st.tuples(st.just("ready"), st.integers(0, 4), ranges),
        st.tuples(st.just("verify"), some, ranges),
        st.tuples(st.just("caveat"), st.integers(0, 4), st.just("capital_approval")),
        st.tuples(st.just("need"), some, st.sampled_from([None, 60, 200])),
        st.tuples(st.just("figure"), st.just("travel.detour"), st.sampled_from([1.1, 1.9])),
    ),
    min_size=1,
    max_size=5,
)


def east(km: float) -> Position:
    return Position(lon=km * KM, lat=0)


def records() -> dict[str, Record]:
    """Three posts, three places, five units (one of them aircraft), two times at each place."""
    made: list[Record] = [a_mission()]
    for n in range(3):
        made.append(Post(id=f"p{n}", name=f"Post {n}", position=east(9 * n)))
        made.append(a_community(id=f"c{n}", name=f"Home {n}", position=east(30 + 7 * n)))
        made.append(Threat(id=f"h{n}", place_id=f"c{n}", minimum_strength=60))
        for light in ("day", "night"):
            warned = Range(min=20, likely=60 + 30 * n, max=300)
            made.append(Timing(id=f"t{n}{light}", place_id=f"c{n}", light=light, warning=warned))
    kinds = ("company", "company", "platoon", "qrf", "air_mobility")
    made += [
        Unit(id=f"u{n}", name=f"Unit {n}", kind=kind, post_id=f"p{n % 3}", strength=40 + 30 * n)
        for n, kind in enumerate(kinds)
    ]
    return {r.id: r for r in made}


def changed(held: dict[str, Record], change: tuple[str, Any, Any]) -> None:
    """One change of what a mission is."""
    kind, at, to = change
    fields: dict[str, Any]
    if kind == "move":
        id, fields = f"p{at}", {"position": east(to)}
    elif kind in {"station", "ready", "caveat"}:
        id, fields = f"u{at}", {"post_id": f"p{to}"}
        if kind == "ready":
            fields = {"ready_day_min": Range(min=to[0], likely=to[1], max=to[2])}
        elif kind == "caveat":
            fields = {"caveats": (Caveat(kind=to),)}
    elif kind == "verify":
        id, fields = f"t{at}day", {"verify": Range(min=to[0], likely=to[1], max=to[2])}
    else:
        id, fields = f"h{at}", {"minimum_strength": to}
    held[id] = held[id].model_copy(update=fields)


def found(held: dict[str, Record], own: dict[str, float]) -> tuple[tuple[Arrival, ...], Any]:
    snapshot: Snapshot = a_snapshot(*held.values())
    assumed = Assumptions(own)
    grounds = {
        ("dry", light): finish(travel(snapshot, Condition("dry", light), assumed))
        for light in ("day", "night")
    }
    return arrivals(snapshot, grounds, assumed), assumed.asked


@settings(max_examples=25)
@given(changes)
def test_after_any_changes_it_is_what_it_would_be_from_the_beginning(made: list[Any]) -> None:
    held, own = records(), dict(OWN)
    found(held, own)
    for change in made:
        if change[0] == "figure":
            own[change[1]] = change[2]
        else:
            changed(held, change)
        again = found(held, own)
    forget()
    assert again == found(held, own)


# ------------------------------------------------------------------ one by one


def plain(draws: Draws, going: list[Going], lean: float) -> Draw:
    """When the first arrives: every unit by itself, link after link."""

    def minutes(one: Going, name: str) -> Draw:
        luck = {
            "muster": Luck(f"muster:{one.unit_id}"),
            "travel": Luck(f"road:{one.post_id}", "weather", 0.4),
        }.get(name, Luck(name))
        link = one.link(name)
        return draws.minutes(link.minutes, luck, lean if link.guessed else 0.0).astype(np.float64)

    whole = np.array([[minutes(one, name) for name in BEFORE] for one in going])
    first: Draw = whole.sum(axis=1).min(axis=0)
    return first


def a_link(name: str, of: tuple[list[int], str]) -> Link:
    low, likely, high = of[0]
    return Link(name, Interval(low, likely, high), of[1])


links = st.tuples(ranges, st.sampled_from(["assumed", "entered"]))


@given(
    st.lists(st.tuples(some, links, links), min_size=1, max_size=6),
    st.tuples(links, links, links, links),
    st.sampled_from([-1.0, 0.0, 1.0]),
)
def test_the_first_of_many_is_the_first_of_each(
    units: list[Any], common: tuple[Any, ...], lean: float
) -> None:
    report, verify, decide, slow = (
        a_link(name, of)
        for name, of in zip(("report", "verify", "decide", "decide"), common, strict=True)
    )
    roads = {at: a_link("travel", road) for at, _, road in units}
    going = [
        Going(
            f"u{n}",
            f"p{at}",
            (report, verify, slow if n == 1 else decide, a_link("muster", muster), roads[at]),
        )
        for n, (at, muster, _) in enumerate(units)
    ]
    draws = Draws(200)
    clock = Clock(draws, 0.4)
    groups = waiting(first_ones(going))
    one_by_one = plain(draws, going, lean)
    assert np.allclose(clock.earliest(groups, lean), one_by_one, rtol=1e-5, atol=1e-4)
    told = clock.answer(going, going[:1], Danger(Interval(10, 60, 120), "", Interval(5, 9, 60)))
    assert told.arrives is not None and told.helps is not None
    assert told.helps.onset.percent <= told.arrives.onset.percent
    ranges_ = clock.arrives(going)
    assert ranges_ == [interval for one in going for interval in clock.arrives([one])]
