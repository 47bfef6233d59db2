"""Still maps of a document: only what the snapshot shows is drawn, nothing without a position."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from pocplanner.analysis.event_look import EventLook
from pocplanner.analysis.ground import counted_days
from pocplanner.model.events import EPOCH, NO_DAY
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Airfield, Area, Post
from pocplanner.report import blocks as b
from pocplanner.report import map_layers as ml
from pocplanner.report import typography
from pocplanner.report.map_events import dots_layer
from pocplanner.report.outline_desk import Layout
from pocplanner.report.pictures import Layer, MapPicture, MapWords, Shape

_KM_PER_DEGREE = 111.2
#: The surroundings of one place, on a sheet with much else.
_SURROUNDINGS = 0.62
#: The first map of the whole country, which carries the most names.
_FIRST = 0.92
#: Maps of the whole country after the first, beside the text's width.
_SMALLER = 0.76


def threat_map(desk: Layout) -> Iterator[b.Block]:
    """Where the reviewed threats stand, by band, with posts and areas."""
    places = [p for p in desk.ranked_places if desk.snapshot.position(p) is not None]
    if not places:
        return
    layers = [*ml.ground(desk, districts=False), *ml.lines(desk), ml.posts(desk)]
    layers.append(ml.threats(desk, places))
    areas = sum(isinstance(desk.snapshot.get(p), Area) for p in places)
    note = desk.says("map.threats_in_areas", areas) if areas else ""
    yield b.Figure(
        picture(desk, layers, ml.whole(desk)), desk.say("map.threats"), note=note, width=_FIRST
    )


def event_map(desk: Layout) -> Iterator[b.Block]:
    """Events of the last twelve months by how well they are placed; the rest is counted."""
    events = desk.snapshot.events
    table = desk.assessment.patterns.recent
    if not len(events) or table.since is None or table.until is None:
        return
    first, last = (day.toordinal() - EPOCH for day in (table.since, table.until))
    # As the tables beside it count, so that both name the same number.
    day = counted_days(events, last)
    recent = (day >= first) & (day <= last) & (events.first_day != NO_DAY)
    dots, note = dots_layer(desk, recent, EventLook(size_by="deaths"))
    if dots.empty:
        return
    seen = {p for p in desk.must_places if desk.snapshot.position(p) is not None}
    names = tuple(Shape(ml.point_of(desk, p), desk.name(p)) for p in sorted(seen))
    must = Layer("symbol", names, "settlement", desk.say("map.must_place"))
    layers = [*ml.ground(desk), *ml.lines(desk), dots, must]
    yield b.Figure(
        picture(desk, layers, ml.whole(desk)), desk.say("map.events"), note=note, width=_SMALLER
    )


def protection_map(desk: Layout) -> Iterator[b.Block]:
    """Mechanisms and ways of coping, each only where the snapshot holds a position for it."""
    coping, mechanisms = ml.coping(desk), ml.mechanisms(desk)
    if not mechanisms.shapes and not coping.shapes:
        return
    homes = {c.id: c for c in desk.communities if c.position is not None}
    threatened = [homes[p] for p in desk.ranked_places if p in homes]
    places = ((c.position, c.name) for c in threatened)
    layers = [
        *ml.ground(desk, districts=False), *ml.lines(desk),
        ml.symbols(desk, "community", places, "map.threatened"),
        coping, mechanisms, ml.posts(desk),
    ]  # fmt: skip
    note = desk.say("map.protection_note") if desk.names_sources else ""
    yield b.Figure(
        picture(desk, layers, ml.whole(desk)), desk.say("map.protection"), note=note, width=_SMALLER
    )


def around_map(desk: Layout, place_id: str) -> Iterator[b.Block]:
    """The surroundings of a place as a figure."""
    found = around(desk, place_id)
    if found is not None:
        caption = desk.say("map.around", place=desk.name(place_id))
        yield b.Figure(found, caption, width=_SURROUNDINGS)


def around(
    desk: Layout, place_id: str, events: Sequence[Layer] = (), said: str = ""
) -> MapPicture | None:
    """The surroundings of a place: posts near it, ways to it, threats and people about.

    `events` are drawn below the posts, and `said` tells which they are.
    """
    middle = desk.snapshot.position(place_id)
    if middle is None:
        return None
    posts = sorted(
        (distance_m(middle, p.position), p.id, p)
        for p in desk.snapshot.all(Post) if p.position is not None
    )  # fmt: skip
    reach = min(max(posts[0][0] / 1000 * 1.35, 22.0), 90.0) if posts else 30.0
    near = [p for d, _, p in posts if d / 1000 <= reach * 1.5]
    wide = reach / _KM_PER_DEGREE
    squeeze = max(np.cos(np.radians(middle.lat)), 0.1)
    bounds = (middle.lon - wide / squeeze * 1.3, middle.lat - wide,
              middle.lon + wide / squeeze * 1.3, middle.lat + wide)  # fmt: skip
    homes = [c for c in desk.communities if c.position is not None and c.id != place_id]
    threatened = [
        p for p in desk.ranked_places
        if p != place_id and desk.worst_band(p) and desk.snapshot.position(p) is not None
    ]  # fmt: skip
    others = ml.threats(desk, threatened, names=False)
    here = Shape(middle.point, desk.name(place_id), desk.worst_band(place_id) or "high")
    airfields = ((a.position, a.name) for a in desk.snapshot.all(Airfield))
    layers = [
        *ml.ground(desk), *ml.lines(desk, named=True),
        ml.symbols(desk, "community", ((c.position, c.name) for c in homes), "map.community"),
        *events,
        ml.symbols(desk, "post", ((p.position, p.name) for p in near), "map.post"),
        ml.symbols(desk, "airfield", airfields, "map.airfield"),
        Layer("symbol", (*others.shapes, here), "threat", desk.say("map.threat")),
    ]  # fmt: skip
    return picture(desk, layers, bounds, inset=True, said=said)


def picture(
    desk: Layout, layers: Iterable[Layer], bounds: ml.Bounds | None, inset: bool = False,
    said: str = "", grid: bool = False,
) -> MapPicture:  # fmt: skip
    """A map of these layers with source, date and disclaimer; `said` tells of the date more."""
    date = typography.day(desk.as_of, desk.words)
    words = MapWords(
        source=desk.say("map.source"), date=" · ".join(x for x in (date, said) if x),
        disclaimer=desk.words.text("report.map.disclaimer"),
    )  # fmt: skip
    shown = tuple(x for x in layers if not x.empty)
    return MapPicture(shown, bounds, words, inset=inset, grid=grid)
