"""Events as a layer of written maps: the choice and the look of the live map, drawn for print."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from pocplanner.analysis.event_look import SURFACES, EventLook, Sign, look, pair_signs
from pocplanner.analysis.ground import Mask, counts_only
from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.selection_told import said, window_names
from pocplanner.analysis.time_windows import Compared, compared, extent, window_of
from pocplanner.model.events import NEAR
from pocplanner.report.event_dots import DotSign, EventDots
from pocplanner.report.event_surface import Rows, surface_layers
from pocplanner.report.outline_desk import Layout
from pocplanner.report.pictures import Layer

#: Place precision of areas that a ring stands for; what is known to less is on no map.
_WIDEST = 5


@dataclass(frozen=True)
class EventChoice:
    """Which events a map shows and how: two windows of time in one map, or beside each other."""

    events: EventSelection = field(default_factory=EventSelection)
    look: EventLook = field(default_factory=EventLook)
    #: A pair of `analysis.time_windows.PAIRS`.
    compared: str = ""
    beside: bool = False


def parts_of(desk: Layout, choice: EventChoice) -> tuple[Compared, ...]:
    """The two windows that are compared; none where nothing is, or no event has a date."""
    window = window_of(choice.events, desk.snapshot)
    plain = replace(choice.events, since=None, until=None)
    return compared(choice.compared, plain, window, desk.snapshot) or ()


def event_layers(
    desk: Layout, choice: EventChoice, every: Sequence[Compared], part: Compared | None = None
) -> tuple[list[Layer], str]:
    """The layers of the choice, or of one of its windows, and what has to be said of them."""
    if choice.look.show_as in SURFACES:
        return _surface(desk, choice, every, part)
    events, snapshot = desk.snapshot.events, desk.snapshot
    if part is None and every:
        masks = [one.selection.mask(events, snapshot) for one in every]
        layer, told = dots_layer(desk, masks[0] | masks[1], choice.look, masks[1],
                                 _pair_signs(desk, every))  # fmt: skip
        return [layer], told
    chosen = (part.selection if part else choice.events).mask(events, snapshot)
    layer, told = dots_layer(desk, chosen, choice.look)
    if part is not None and choice.look.colour_by == "none" and layer.dots is not None:
        one = replace(layer.dots.signs[0], text=_window_text(desk, part, every))
        layer = replace(layer, dots=replace(layer.dots, signs=(one,)))
    return [layer], told


def dots_layer(
    desk: Layout, chosen: Mask, looked: EventLook, later: Mask | None = None,
    signs: tuple[DotSign, ...] = (),
) -> tuple[Layer, str]:  # fmt: skip
    """The chosen events as dots, discs and rings, and how many are drawn as what.

    With `later`, rows of two windows have the two signs.
    """
    events, words = desk.snapshot.events, desk.words
    placed = np.isfinite(events.lon) & np.isfinite(events.lat)
    hidden = events.type.isin(counts_only()) & (events.place_precision <= NEAR)
    rows = np.flatnonzero(chosen & placed & ~hidden & (events.place_precision <= _WIDEST))
    classes = np.zeros(len(events), np.uint8)
    if later is not None:
        classes = later.astype(np.uint8)
    else:
        made = look(events, desk.snapshot, looked.colour_by, words)
        classes = classes if made.classes is None else made.classes
        signs = tuple(_sign(one) for one in made.signs)
    dots = EventDots(
        lon=events.lon[rows].astype(np.float64),
        lat=events.lat[rows].astype(np.float64),
        classes=classes[rows],
        precision=events.place_precision[rows],
        deaths=np.maximum(events.deaths_best[rows], 0).astype(np.int32),
        signs=signs,
        size_by=looked.size_by,
        letters=looked.letters or later is not None,
        groups=looked.show_as == "groups",
    )
    areas = int(dots.areas.sum())
    told = words.text(
        "map_events.drawn", of=desk.number(int(chosen.sum())), areas=desk.number(areas),
        dots=desk.number(len(rows) - areas),
    )  # fmt: skip
    if looked.colour_by == "actor" and later is None and not desk.whole:
        told += " " + words.text("map_events.shared")
    return Layer("events", (), "event", dots=dots), told


def _sign(one: Sign) -> DotSign:
    return DotSign(one.code, one.text, one.colour, one.letter)


def _pair_signs(desk: Layout, parts: Sequence[Compared]) -> tuple[DotSign, ...]:
    """Blue squares and orange dots, each with its letter: told apart in grey as well."""
    found = pair_signs((parts[0].name, parts[1].name), desk.words)
    return tuple(
        replace(_sign(sign), text=_window_text(desk, part, parts), square=at == 0)
        for at, (sign, part) in enumerate(zip(found, parts, strict=True))
    )


def _window_text(desk: Layout, part: Compared, parts: Sequence[Compared]) -> str:
    """The window by its name, with its days where those tell the two apart."""
    name = desk.words.text(f"selection.compared.{part.name}").lower()
    if len({(one.selection.since, one.selection.until) for one in parts}) == 1:
        return desk.words.text("map_events.event_in", name=name)
    since, until = part.selection.since, part.selection.until
    return desk.words.text("map_paper.event_in", name=name, since=since, until=until)


def _surface(
    desk: Layout, choice: EventChoice, every: Sequence[Compared], part: Compared | None
) -> tuple[list[Layer], str]:
    events, snapshot = desk.snapshot.events, desk.snapshot

    def rows_of(one: Compared) -> Rows:
        return Rows(one.selection.mask(events, snapshot), one.days)

    window = window_of(choice.events, snapshot) or extent(events)
    shown = Rows(choice.events.mask(events, snapshot), float(window.days if window else 365))
    if choice.look.show_as == "trend":
        pair = every or compared("before_after", replace(choice.events, since=None, until=None),
                                 window_of(choice.events, snapshot), snapshot) or ()  # fmt: skip
        layers, note = surface_layers(desk, choice.look, shown, [rows_of(one) for one in pair])
        names = "" if every else desk.words.parted(window_names(pair, desk.words))
        return layers, " ".join(x for x in (names and names + ".", note) if x)
    if part is not None:
        scale = [rows_of(one) for one in every]
        return surface_layers(desk, choice.look, rows_of(part), (), scale)
    return surface_layers(desk, choice.look, shown, ())


def told_choice(desk: Layout, choice: EventChoice, names: Sequence[str] = ()) -> str:
    """Which events are drawn, in a sentence with the end rule of its window of time."""
    if not names:
        return said(choice.events, desk.words, desk.snapshot)
    plain = replace(choice.events, since=None, until=None)
    return " ".join([said(plain, desk.words, desk.snapshot), desk.words.parted(names) + "."])
