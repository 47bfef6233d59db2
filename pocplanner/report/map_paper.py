"""Maps as papers of their own: one of the whole, or an atlas with a page for each place or area."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from pocplanner.analysis.event_look import EventLook
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.selection_told import said, window_names
from pocplanner.analysis.time_windows import Compared
from pocplanner.analysis.travel.field import Field
from pocplanner.model.community import Community
from pocplanner.model.events import Series
from pocplanner.model.geometry import distance_m
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Source
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from pocplanner.report import blocks as b
from pocplanner.report import map_layers as ml
from pocplanner.report.draft.grammar import cap
from pocplanner.report.draft.matrix_facts import row_values
from pocplanner.report.map_events import EventChoice, event_layers, parts_of, told_choice
from pocplanner.report.map_sheet import Leaf
from pocplanner.report.map_times import TimeChoice, may_see, time_layers, with_warning
from pocplanner.report.outline_cover import cover
from pocplanner.report.outline_desk import Layout
from pocplanner.report.outline_maps import around, picture
from pocplanner.report.pictures import Layer, MapPicture

#: Layers that can be asked for, from the bottom up; areas and routes lie under all others.
LAYERS = (
    "areas", "times", "routes", "journeys", "patrols", "settlements", "communities", "airfields",
    "events", "obstacles", "posts", "mechanisms", "coping", "alerts", "threats",
)  # fmt: skip
#: What is drawn where nobody says.
USUAL = ("areas", "routes", "communities", "airfields", "posts", "mechanisms", "coping", "threats")
#: What stands beside a place of the atlas: what people do comes before what others do.
_BESIDE = (
    "people", "coping", "mechanisms", "threat", "pattern", "rating", "community", "gap",
    "protectors", "assets",
)  # fmt: skip
_LONGEST = 380

Atlas = Literal["", "places", "areas"]
#: Layers from the bottom up, and what has to be said of them.
_Drawn = tuple[list[Layer], list[str]]


@dataclass(frozen=True)
class MapChoice:
    """What a map shows: layers, a box in degrees, a window of time, or an atlas of pages."""

    layers: tuple[str, ...] = USUAL
    #: West, south, east, north; None: where people, posts and threats are.
    bounds: ml.Bounds | None = None
    #: Which events, where the layer of events is asked for.
    events: EventSelection = field(default_factory=EventSelection)
    atlas: Atlas = ""
    title: str = ""
    #: A pair of `analysis.time_windows.PAIRS`: two windows of events held against each other.
    compared: str = ""
    #: Whether two windows stand in two maps beside each other, not in two colours in one.
    beside: bool = False
    #: How events are drawn: the look of the live map.
    look: EventLook = field(default_factory=EventLook)
    #: Under which condition travel time is drawn, where that layer is asked for.
    times: TimeChoice = field(default_factory=TimeChoice)
    #: Travel time as it was reckoned from what the readers see; None where they see no post.
    ground: Field | None = field(default=None, compare=False, repr=False)

    @property
    def drawn(self) -> EventChoice:
        """Which events are drawn, and how."""
        return EventChoice(self.events, self.look, self.compared, self.beside)


@dataclass(frozen=True)
class MapPaper:
    """Leaves, and what head and foot say of them."""

    document: b.Document
    leaves: tuple[Leaf, ...]


def map_paper(
    snapshot: Snapshot, assessment: Assessment, choice: MapChoice, language: str,
    audience: Audience, level: str,
) -> MapPaper:  # fmt: skip
    """The map or atlas as leaves, made from this snapshot and nothing else."""
    desk = Layout(snapshot, assessment, language, audience, "map")
    leaves = tuple(_atlas(desk, choice)) if choice.atlas else (_whole(desk, choice),)
    mission = desk.mission
    document = b.Document(
        title=_title(desk, choice),
        language=language,
        cover=replace(cover(desk, (), level), document=_title(desk, choice)),
        blocks=(),
        handling=mission.handling,
        exercise=mission.exercise,
        short=mission.short_name,
    )
    return MapPaper(document, leaves)


def _say(desk: Layout, key: str, **facts: object) -> str:
    return desk.words.text(f"map_paper.{key}", **facts)


def _title(desk: Layout, choice: MapChoice) -> str:
    """What stands over the map: what was asked for, else what is held against what."""
    if choice.title or choice.atlas:
        return choice.title or _say(desk, f"title.{choice.atlas}")
    parts = _parts(desk, choice)
    if not parts:
        return _say(desk, "title.map")
    names = [desk.words.text(f"selection.compared.{part.name}") for part in parts]
    return _say(desk, "title.compared", one=names[0].lower(), two=names[1].lower())


def _parts(desk: Layout, choice: MapChoice) -> tuple[Compared, ...]:
    """The two windows that are compared; none where nothing is, or no event has a date."""
    return parts_of(desk, choice.drawn) if "events" in choice.layers else ()


def _whole(desk: Layout, choice: MapChoice) -> Leaf:
    bounds, inset = choice.bounds or ml.whole(desk), choice.bounds is not None
    return _leaf(desk, choice, _title(desk, choice), desk.mission.name, bounds, inset)


def _leaf(
    desk: Layout, choice: MapChoice, title: str, subtitle: str, bounds: ml.Bounds | None,
    inset: bool, facts: tuple[tuple[str, str], ...] = (), drawn: _Drawn | None = None,
) -> Leaf:  # fmt: skip
    """A leaf with the map, or with one for each of two windows beside each other.

    `drawn` are layers that were made before: those of an atlas are the same on every page.
    """
    parts = _parts(desk, choice)
    names = window_names(parts, desk.words)
    told = " · ".join(x for x in (_short(desk, parts), subtitle) if x)
    if not parts or not choice.beside or choice.look.show_as == "trend":
        layers, notes = drawn or _layers(desk, choice, parts)
        made = picture(
            desk, layers, bounds, inset=inset, said=_window(desk, choice, names), grid=True
        )
        made = _credited(desk, made, choice)
        return Leaf(title, made, told, facts, " ".join(notes))
    found: list[MapPicture] = []
    every: list[str] = []
    for part, name in zip(parts, names, strict=True):
        layers, notes = _layers(desk, choice, parts, part)
        every += [f"{name}: {note}" if "events" in choice.layers else note for note in notes[:1]]
        every += notes[1:] if part is parts[-1] else []
        said_of = said(part.selection, desk.words, desk.snapshot)
        made = picture(desk, layers, bounds, inset=inset, said=said_of, grid=True)
        found.append(_credited(desk, _named(made, name), choice))
    return Leaf(title, found[0], told, facts, " ".join(every), beside=found[1])


def _short(desk: Layout, parts: Sequence[Compared]) -> str:
    """The windows in as few signs as a line beside a title has room for."""
    return ", ".join(
        _say(
            desk, "window", name=desk.words.text(f"selection.compared.{part.name}").lower(),
            since=part.selection.since, until=part.selection.until,
        )
        for part in parts
    )  # fmt: skip


def _named(made: MapPicture, name: str) -> MapPicture:
    return replace(made, words=replace(made.words, title=name))


def _layers(
    desk: Layout, choice: MapChoice, parts: Sequence[Compared] = (), part: Compared | None = None
) -> _Drawn:
    """The layers in their order from the bottom up, and what has to be said of them.

    With `part` events are those of this window alone, under its name.
    """
    found: list[Layer] = []
    notes: list[str] = []
    for name in (x for x in LAYERS if x in choice.layers):
        match name:
            case "areas":
                found += ml.ground(desk)
            case "times":
                if may_see(desk.audience):
                    under, over, note = time_layers(desk, choice.times, choice.ground)
                    found += [*under, *over]
                    notes.append(note)
            case "routes":
                found += ml.lines(desk)
            case "journeys":
                found.append(ml.journeys(desk))
            case "patrols":
                found.append(ml.patrols(desk))
            case "obstacles":
                found.append(ml.obstacles(desk))
            case "settlements":
                found.append(ml.settlements(desk))
            case "communities":
                found.append(ml.communities(desk))
            case "airfields":
                found.append(ml.airfields(desk))
            case "posts":
                found.append(ml.posts(desk))
            case "mechanisms":
                found.append(ml.mechanisms(desk))
            case "coping":
                found += [*ml.coping_ways(desk), ml.coping(desk)]
            case "alerts":
                found.append(ml.alerts(desk))
            case "events":
                drawn, note = event_layers(desk, choice.drawn, parts, part)
                found += drawn
                notes.append(note)
            case "threats":
                places = [p for p in desk.ranked_places if desk.snapshot.position(p) is not None]
                found += [ml.threat_areas(desk), ml.threats(desk, places)]
                areas = sum(isinstance(desk.snapshot.get(p), Area) for p in places)
                if areas:
                    notes.append(desk.says("map.threats_in_areas", areas))
    if "areas" not in choice.layers:
        found = [*ml.ground(desk, districts=False), *found]
    return found, notes


def _window(desk: Layout, choice: MapChoice, names: Sequence[str] = ()) -> str:
    """Which events are drawn, in a sentence with the end rule of its window of time."""
    return told_choice(desk, choice.drawn, names) if "events" in choice.layers else ""


def _credited(desk: Layout, made: MapPicture, choice: MapChoice) -> MapPicture:
    """The map with the sources of its events, as far as these readers may know them."""
    if "events" not in choice.layers:
        return made
    sources = (desk.snapshot.one(Source, s.source_id) for s in desk.snapshot.all(Series))
    named = {
        s.attribution or s.name for s in sources if s and (desk.names_sources or s.published)
    }  # fmt: skip
    said = desk.words.parted([made.words.source, *sorted(named)])
    return replace(made, words=replace(made.words, source=said))


def _atlas(desk: Layout, choice: MapChoice) -> Iterator[Leaf]:
    """One leaf for each place or area, in the order in which they press, then by name."""
    yield _whole(desk, choice)
    yield from (_of_places(desk, choice) if choice.atlas == "places" else _of_areas(desk, choice))


def _of_places(desk: Layout, choice: MapChoice) -> Iterator[Leaf]:
    parts = _parts(desk, choice)
    found, note = event_layers(desk, choice.drawn, parts) if "events" in choice.layers else ([], "")
    if note:
        note = desk.words.text("map_events.whole", note=note)
    told = _window(desk, choice, window_names(parts, desk.words))
    for place in _places(desk, choice):
        made = around(desk, place, found, told)
        if made is not None:
            made, warned = with_warning(desk, place, _credited(desk, made, choice))
            told_all = " ".join(x for x in (warned, note) if x)
            yield Leaf(desk.name(place), made, _rank(desk, place), _facts(desk, place), told_all)


def _places(desk: Layout, choice: MapChoice) -> Sequence[str]:
    ranked = [p for p in desk.ranked_places if not isinstance(desk.snapshot.get(p), Area)]
    others = sorted((c.name, c.id) for c in desk.communities if c.id not in set(ranked))
    found = [*ranked, *(i for _, i in others)]
    return [p for p in found if _in_box(desk, p, choice.bounds)]


def _in_box(desk: Layout, place: str, box: ml.Bounds | None) -> bool:
    at = desk.snapshot.position(place)
    if at is None:
        return False
    return box is None or (box[0] <= at.lon <= box[2] and box[1] <= at.lat <= box[3])


def _rank(desk: Layout, place: str) -> str:
    priority = desk.place_priority(place)
    return desk.words.text(f"report.mark.{priority}") if priority else ""


def _facts(desk: Layout, place: str) -> tuple[tuple[str, str], ...]:
    values = row_values(desk, place)
    found = [
        (desk.say(f"row.{name}"), cap(desk.short(str(values[name]), _LONGEST)))
        for name in _BESIDE
        if values.get(name)
    ]
    nearest = _nearest_post(desk, place)
    if nearest:
        found.append((_say(desk, "nearest"), nearest))
    return tuple(found)


def _nearest_post(desk: Layout, place: str) -> str:
    at = desk.snapshot.position(place)
    if at is None:
        return ""
    found = sorted(
        (distance_m(at, p.position) / 1000, p.id, p.name) for p in desk.posts if p.position
    )
    if not found:
        return ""
    km, _, name = found[0]
    return _say(desk, "post_at", name=name, km=desk.number(round(km)))


def _of_areas(desk: Layout, choice: MapChoice) -> Iterator[Leaf]:
    # Facts stand beside the map, where a second map would.
    alone = replace(choice, beside=False)
    drawn = _layers(desk, alone, _parts(desk, alone))
    areas = [
        a for a in desk.snapshot.all(Area)
        if a.hierarchy == "administrative" and a.shape is not None and a.level > 0
    ]  # fmt: skip
    for area in sorted(areas, key=lambda a: (a.level, a.name, a.id)):
        assert area.shape is not None
        box = area.shape.bounds
        if choice.bounds and not _meet(box, choice.bounds):
            continue
        inside = [
            p for p in desk.ranked_places
            if (at := desk.snapshot.position(p)) is not None and area.shape.covers(at.point)
        ]  # fmt: skip
        homes = [
            c for c in desk.communities
            if c.position is not None and area.shape.covers(c.position.point)
        ]  # fmt: skip
        facts = _area_facts(desk, inside, homes)
        yield _leaf(desk, alone, area.name, area.pcode, box, True, facts, drawn)


def _area_facts(
    desk: Layout, ranked: Sequence[str], homes: Sequence[Community]
) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    not_asked = [c.id for c in homes if c.id in set(desk.not_asked_places)]
    if homes:
        text = _say(desk, "communities_n", n=desk.number(len(homes)))
        if not_asked:
            text += " " + _say(desk, "not_asked_n", n=desk.number(len(not_asked)))
        found.append((_say(desk, "communities"), text))
    for priority in ("must", "should", "could"):
        here = [p for p in ranked if desk.place_priority(p) == priority]
        if here:
            name = desk.words.text(f"report.mark.{priority}")
            found.append((name, desk.short(desk.listed(map(desk.name, here)), _LONGEST)))
    return tuple(found)


def _meet(one: ml.Bounds, other: ml.Bounds) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]
