"""What is to be done with a file, decided from its head: its layout, its columns, the job."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pocplanner.formats import (
    events,
    geodata,
    heads,
    own_events,
    own_layers,
    placing,
    tables,
)
from pocplanner.formats.context import Context
from pocplanner.formats.heads import Chosen
from pocplanner.formats.mending import for_reader
from pocplanner.formats.profiles import ColumnMapping, Profile
from pocplanner.formats.reader.wire import Frame
from pocplanner.formats.reading import Found
from pocplanner.formats.recognising import Head
from pocplanner.formats.remembered import Remembered
from pocplanner.formats.sheets import heads as sheet_heads
from pocplanner.model.text import visible
from pocplanner.words import Problem

_SPREADSHEETS = {"workbook": "xlsx", "ods": "ods", "xls": "xls"}
#: Rows that a first look reads to find the order of day and month.
LOOK = 20_000
#: The last column of a table of ours that belongs to its rows.
_SHAPE = "wkt"
#: Rows among which a head is looked for; the others of the first are only shown.
HEAD = 14


@dataclass(frozen=True)
class Wish:
    """What the person said of a file beforehand; `first` rows only, where it is not 0.

    `mends` are cells that a person set anew: line and name of the column to the text; without a
    name the text is the whole row. `fresh` reads as if nothing was remembered of such files.
    """

    kind: str = ""
    profile: str = ""
    mapping: ColumnMapping | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    first: int = 0
    mends: Mapping[tuple[int, str], str] = field(default_factory=dict)
    fresh: bool = False

    def laid_over(self, known: Remembered) -> "Wish":
        """This wish, with what is remembered where the person said nothing."""
        kind = self.kind or known.kind
        ours = not known.kind or kind == known.kind
        mapping, profile = self.mapping, self.profile
        if ours and mapping is None and not profile:
            mapping, profile = known.mapping, "" if known.columns else known.profile
        settings = {**known.settings, **{k: v for k, v in self.overrides.items() if v}}
        return replace(self, kind=kind, profile=profile, mapping=mapping, overrides=settings)


class Plan:
    """What was decided from the head of a file."""

    def __init__(self, head: Frame, chosen: Chosen | None, shape: Profile | None) -> None:
        self.head, self.chosen, self.shape = head, chosen, shape
        self.job: dict[str, Any] = {}
        self.found = Found()
        self.own: own_layers.Own | None = None
        self.placed = ""

    @property
    def profile(self) -> Profile:
        """The layout that was recognised."""
        found = self.chosen.profile if self.chosen else self.shape
        if found is None:
            raise Problem("import_unrecognised", columns="")
        return found


def plan(head: Frame, wish: Wish, context: Context) -> Plan:
    """The plan for a file with this head. Problem where its layout is not known."""
    try:
        body = head.body
        ours = own_layer(body, wish)
        if ours is None and not wish.kind and _told_places(body, wish):
            wish = replace(wish, kind="places")
        if (
            ours is None
            and body["format"] == "shapes"
            and geodata.as_shapes(body, wish.kind, wish.mapping, wish.profile, wish.folder)
            and not _told_events(body, wish)
        ):
            made = _of_shapes(head, wish)
        else:
            made = _of_table(head, wish, context)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Problem("import_reader_garbage") from error
    if wish.first:
        most = wish.first if made.profile.kind == "events" else LOOK
        made.job |= {"most": most, "look": LOOK}
    return made


#: What a feature that is an event says, beside its day.
_HARM = ("deaths_best", "deaths_civilians", "side_a", "side_b")


def _told_events(body: dict[str, Any], wish: Wish) -> bool:
    """Whether points are events by their properties, where nobody said what they are.

    A day alone does not tell: waypoints have one too.
    """
    points = int(body["types"].get("Point", 0))
    if wish.kind or wish.profile or wish.mapping or points < 0.5 * int(body["features"]):
        return False
    if body.get("file") == "gpx":
        return False
    try:
        chosen = heads.choose([list(map(str, body["rows"][0]))], [0], "events", folder=wish.folder)
    except Problem:
        return False
    return any(f in chosen.columns for f in _HARM) and "date" in chosen.columns


#: What features of OpenStreetMap are told apart by.
_OSM = frozenset({"@id", "osm_id", "full_id"})


def _told_places(body: dict[str, Any], wish: Wish) -> bool:
    """Whether features are the settlements of a street map, drawn as points and as areas."""
    if body["format"] != "shapes" or wish.profile or wish.mapping:
        return False
    held = body["properties"]
    return bool(_OSM & set(held)) and int(held.get("place", 0)) >= 0.5 * int(body["features"])


def own_layer(body: dict[str, Any], wish: Wish) -> own_layers.Own | None:
    """The layer of ours that this file holds, where nobody said how else to read it."""
    if wish.mapping is not None or wish.profile or wish.overrides.get("header_row"):
        return None
    return own_layers.find(body, wish.kind, wish.overrides.get("layer", ""))


def _of_ours(own: own_layers.Own, names: list[str], line: int) -> Chosen:
    """A layer of ours: every field by its own name."""
    head = Head(tuple(map(heads.name, names)))
    # In a table the last columns say what the file is, in names that a record may have too.
    last = names.index(_SHAPE) + 1 if own.column is not None and _SHAPE in names else len(names)
    columns = sheet_heads.columns(own.kind, head.names[:last], ours=True)
    profile = sheet_heads.profile(own.kind, ours=True)
    return Chosen(profile, head, 1, line, columns, template=True, ours=True)


def _of_shapes(head: Frame, wish: Wish) -> Plan:
    body = head.body
    found = geodata.choose(body, wish.kind, wish.profile, wish.folder, wish.mapping)
    made = Plan(head, None, found)
    made.job = {"as": "shapes"}
    made.found = replace(
        _of_geodata(body, wish.overrides),
        kind=found.kind,
        profile=found.name,
        columns=geodata.used(body, found),
        unused=geodata.unused(body, found),
    )
    return made


def of_head(head: Frame) -> Found:
    """What is known of a file whose layout is not: how its text is written, its sheets."""
    body = head.body
    return Found(
        format=str(body.get("file", body.get("format", ""))),
        encoding=str(body.get("encoding", "")),
        delimiter=str(body.get("delimiter", "")),
        sheet=visible(str(body.get("sheet", ""))),
        sheets=tuple(visible(str(s)) for s in body.get("sheets", ())),
        system=str(body.get("system", "")),
        layers=geodata.layers(body),
        head_print=str(body.get("print", "")),
    )


def _of_geodata(body: dict[str, Any], overrides: Mapping[str, str]) -> Found:
    """What the head of a file of shapes says of it, whatever its features become."""
    return Found(
        format=str(body.get("file", "geojson")),
        member=str(body.get("member", "")),
        encoding=str(body.get("encoding", "")),
        axis_order=overrides.get("coordinates", ""),
        system=str(body.get("system", "")),
        layer=overrides.get("layer", ""),
        layers=geodata.layers(body),
    )


def _turned(chosen: Chosen) -> Chosen:
    """The same table with the columns of latitude and longitude changed over."""
    lat, lon = chosen.columns.get("lat"), chosen.columns.get("lon")
    if lat is None or lon is None:
        return chosen
    return replace(chosen, columns={**chosen.columns, "lat": lon, "lon": lat})


def _of_table(head: Frame, wish: Wish, context: Context) -> Plan:
    body, overrides = head.body, dict(wish.overrides)
    rows = [[str(c) for c in row] for row in body["rows"]]
    lines = [int(n) for n in body["lines"]]
    line = int(overrides.get("header_row", "") or 0)
    placed: placing.Placing | None = None
    mapping, of_shapes = wish.mapping, body["format"] == "shapes"
    if of_shapes and own_layer(body, wish) is None:
        mapping = geodata.with_places(body, mapping, wish.kind, wish.profile, wish.folder)
    own = own_layer(body, wish)
    if own is not None and own.kind != own_layers.EVENTS:
        chosen = _of_ours(own, rows[0], lines[0])
    elif own is not None:
        chosen = own_events.chosen(rows[0], lines[0], own.column is not None)
    else:
        kind = wish.kind
        if not of_shapes and not any(map(sheet_heads.keyed, rows[:4])):
            placed = placing.find(rows, overrides)
            rows = placed.rows if placed else rows
        chosen = heads.choose(
            rows[:HEAD], lines[:HEAD], kind, wish.profile, mapping, line, wish.folder
        )
    chosen = replace(chosen, lenient=body["format"] in _SPREADSHEETS)
    made = Plan(head, chosen, None)
    if chosen.kind == "events":
        # The reader of geodata has turned swapped corners round already.
        for_job = {k: v for k, v in overrides.items() if not of_shapes or k != "coordinates"}
        if own is not None:
            made.job = own_events.job(chosen, context, for_job, own.column is not None)
        else:
            made.job = events.job(chosen, context, for_job)
    else:
        if overrides.get("coordinates") == "swapped" and not of_shapes:
            made.chosen = chosen = _turned(chosen)
        made.job = tables.job(chosen)
    if placed is not None:
        made.job["placed"] = placed.job
        made.placed = placed.column
    made.own = own
    if own is not None and own.column is not None and own.others:
        made.job["only"] = [own.column, own.layer]
    made.job["mends"] = for_reader(wish.mends, chosen.head.names, str(body.get("delimiter", "")))
    made.found = replace(
        _of_geodata(body, overrides) if of_shapes else Found(),
        format=body.get("file", "geojson")
        if of_shapes
        else _SPREADSHEETS.get(body["format"], "csv"),
        kind=chosen.kind,
        profile=chosen.profile.name,
        member=str(body.get("member", "")),
        encoding=str(body.get("encoding", "")),
        delimiter=str(body.get("delimiter", "")),
        decimal=overrides.get("decimal", ""),
        date_order=overrides.get("date_order", ""),
        axis_order=overrides.get("coordinates", ""),
        header_row=chosen.line,
        hxl=chosen.hxl,
        sheet=str(body.get("sheet", "")),
        sheets=tuple(map(str, body.get("sheets", []))),
        columns=chosen.used,
        unused=chosen.unused,
        dropped=chosen.dropped,
    )
    return made
