"""Areas, routes and places from geodata of every kind: features to records."""

import json
from collections import Counter
from typing import Any

import numpy as np
from pydantic import ValidationError
from shapely import LineString, MultiLineString, MultiPolygon, Polygon, make_valid
from shapely.geometry.base import BaseGeometry

from pocplanner.formats.context import Context
from pocplanner.formats.events import refusals
from pocplanner.formats.geodata import KIND, level
from pocplanner.formats.judging import Findings, Judged, guard
from pocplanner.formats.profiles import Profile, ShapeLevel, plain
from pocplanner.formats.reader.cells import Bad, count
from pocplanner.formats.reader.event_places import FAR
from pocplanner.formats.reader.shapes import LAYER
from pocplanner.formats.reader.wire import Frame, WireError
from pocplanner.formats.reading import (
    Refused,
    Repair,
    SourceFacts,
    UnknownCode,
    stable_id,
)
from pocplanner.model.geometry import Position
from pocplanner.model.places import WATERS, Area, Route, Settlement
from pocplanner.model.record import Record
from pocplanner.model.text import visible
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import Words

#: Words in the name of a layer or a file that say that its areas are water.
_WATERY = frozenset(
    ("lake", "lakes", "lac", "lacs", "water", "waters", "waterbody", "waterbodies", "reservoir",
     "reservoirs", "eau", "eaux")
)  # fmt: skip


class Gathered:
    """Features as they came: number, kind, shape and properties."""

    def __init__(self) -> None:
        self.features: list[tuple[int, int, BaseGeometry | Position | None, dict[str, str]]] = []
        self.refused: list[Refused] = []
        self.total = 0
        self.mended: list[int] = []
        self.of_many: list[int] = []

    def take(self, frame: Frame) -> None:
        """One frame. WireError where its arrays do not fit one another."""
        if frame.kind == "refused":
            self.refused.extend(refusals(frame.body))
        elif frame.kind == "end":
            self.total = int(frame.body.get("features", 0))
        elif frame.kind == "rows":
            self._take_rows(frame)

    def _take_rows(self, frame: Frame) -> None:
        held = _checked(frame)
        xy = np.column_stack((held["x"], held["y"]))
        rings, parts, ends = (held[n].tolist() for n in ("rings", "parts", "ends"))
        texts = frame.texts("properties")
        if len(texts) != len(ends):
            raise WireError("features without properties")
        ring_starts, part_starts = [0, *rings], [0, *parts]
        first = 0
        for place, end in enumerate(ends):
            pieces = []
            for part in range(first, end):
                bounds = range(part_starts[part], part_starts[part + 1])
                pieces.append([xy[ring_starts[r] : ring_starts[r + 1]] for r in bounds])
            first = end
            kind = int(held["kinds"][place])
            properties = json.loads(texts[place])
            named = {str(k): visible(str(v)) for k, v in properties.items() if k != LAYER}
            if LAYER in properties:
                named[LAYER] = visible(str(properties[LAYER]))
            number = int(held["numbers"][place])
            shape, mended = _shape(kind, pieces)
            if mended:
                self.mended.append(number)
            if kind == 1 and len(pieces) > 1:
                self.of_many.append(number)
            self.features.append((number, kind, shape, named))


def _checked(frame: Frame) -> dict[str, Any]:
    held = {
        n: frame.arrays.get(n) for n in ("x", "y", "rings", "parts", "ends", "kinds", "numbers")
    }
    if any(a is None for a in held.values()):
        raise WireError("features without corners")
    found: dict[str, Any] = held
    size = len(found["ends"])
    steps = (("rings", "x"), ("parts", "rings"), ("ends", "parts"))
    for inner, outer in steps:
        ends = found[inner]
        if ends.dtype != np.int64 or not len(ends) or (np.diff(ends) < 0).any() or ends[0] < 0:
            raise WireError("ends that run backwards")
        if int(ends[-1]) != len(found[outer]):
            raise WireError("ends beyond what there is")
    if (
        len(found["x"]) != len(found["y"])
        or not len(found["kinds"]) == len(found["numbers"]) == size
    ):
        raise WireError("features of different lengths")
    if not (np.abs(found["x"]) <= 180).all() or not (np.abs(found["y"]) <= 90).all():
        raise WireError("corners that cannot be")
    return found


def _shape(kind: int, pieces: list[list[Any]]) -> tuple[BaseGeometry | Position | None, bool]:
    """The shape, and whether it had to be mended."""
    if kind == 1:
        x, y = pieces[0][0][0]
        return Position(lon=float(x), lat=float(y)), False
    if kind == 2:
        lines = [LineString(p[0]) for p in pieces]
        return (lines[0] if len(lines) == 1 else MultiLineString(lines)), False
    polygons = [Polygon(p[0], p[1:]) for p in pieces]
    whole: BaseGeometry = polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
    return (whole, False) if whole.is_valid else (_areal(make_valid(whole)), True)


def _areal(shape: BaseGeometry) -> BaseGeometry | None:
    """What is left of a mended shape that has an area."""
    parts = [g for g in getattr(shape, "geoms", [shape]) if g.geom_type.endswith("Polygon")]
    flat = [p for g in parts for p in getattr(g, "geoms", [g])]
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else MultiPolygon(flat)


def judge(made: Gathered, profile: Profile, source: SourceFacts, context: Context) -> Judged:
    """Records from features; what cannot be one is refused by its number in the file."""
    findings = Findings()
    findings.refused.extend(made.refused)
    fitting = {f[3].get(LAYER, "") for f in made.features if f[1] == KIND[profile.kind]}
    maker = _Maker(profile, source, context, findings)
    # Where no feature has a single property, each gets a number for its name.
    maker.bare = not any(set(f[3]) - {LAYER} for f in made.features)
    records: list[Record] = []
    apart: Counter[str] = Counter()
    for number, kind, shape, properties in made.features:
        layer = properties.pop(LAYER, "")
        if kind != KIND[profile.kind]:
            if layer and layer not in fitting:
                apart[layer] += 1  # a layer of other things is another import, not an error
            else:
                findings.refuse(number, "", "other_shape")
            continue
        try:
            record = maker.record(number, shape, properties, layer)
        except (ValidationError, ValueError):
            findings.refuse(number, "", "shape_broken")
            continue
        if record is not None:
            records.append(record)
    _tell(made, findings, apart)
    if profile.kind == "areas":
        records = maker.with_parents(records)
    judged = findings.judged(records, made.total)
    judged.unknown = tuple(UnknownCode(v, c, n) for (v, c), n in findings.unknown.items())
    return judged


def _tell(made: Gathered, findings: Findings, apart: Counter[str]) -> None:
    for number in made.mended:
        findings.warn("shape_mended", number)
    for number in made.of_many:
        findings.warn("first_of_many_points", number)
    names = ", ".join(f"{name} ({count})" for name, count in apart.items())[:200]
    for _ in range(apart.total()):
        findings.warn("layers_left_out", 0, names=names)


class _Maker:
    def __init__(
        self,
        profile: Profile,
        source: SourceFacts,
        context: Context,
        findings: Findings,
    ) -> None:
        self.profile, self.source, self.context = profile, source, context
        self._layer = ""
        self.bare = False
        self.findings = findings
        self.words = Words(context.language)
        self.parents: dict[str, str] = {}
        self.seen: Counter[str] = Counter()

    def record(
        self,
        number: int,
        shape: BaseGeometry | Position | None,
        properties: dict[str, str],
        layer: str = "",
    ) -> Record | None:
        self._layer = layer
        if self._crossed(shape):
            repair = Repair("axes", "coordinates", "swapped")
            self.findings.refuse(number, "", "shape_swapped", repair)
            return None
        named = {plain(k): v.strip() for k, v in properties.items() if v.strip()}
        at = level(self.profile, set(named)) or self.profile.level[-1]
        name = _first(named, at.name)
        if self.profile.kind == "routes":
            return self._route(number, shape, named, at, name)
        water = self._water(named, at) if self.profile.kind == "areas" else ""
        if not name and water:
            name = f"{self.words.term('area_hierarchy', water)} {number}"
            self.findings.warn("named_by_number", number)
        if not name and self.bare:
            name = f"{self.words.text('formats.kind.' + self.profile.kind)} {number}"
            self.findings.warn("named_by_number", number)
        if not name:
            self.findings.refuse(number, "", "no_name")
            return None
        if water:
            self.findings.warn(f"area_{water}", number)
        if self.profile.kind == "places":
            return self._place(shape, named, at, name)
        return self._area(number, shape, named, at, name, water)

    def _water(self, named: dict[str, str], at: ShapeLevel) -> str:
        """Which sort of water an area is, by its columns, else by its layer or file; or none."""
        for column in at.kinds:
            told = self.profile.kinds.get(named.get(plain(column), "").casefold(), "")
            if told:
                return told if told in WATERS else ""
        if named.get("hierarchy") or _first(named, at.pcode):
            return ""
        called = plain(self._layer or self.source.file_name.rpartition(".")[0])
        return "water" if _WATERY & set(called.split("_")) else ""

    def _id(self, kind: str, key: str, everywhere: bool = False) -> tuple[str, str]:
        """A stable id and the source's key; a second one of the same key gets its number.

        `everywhere` says that the key is the same thing in every file, as a P-code is; else
        the same number in two layers of one file is two things.
        """
        if self._layer and not everywhere:
            key = f"{self._layer}/{key}"
        self.seen[key] += 1
        if self.seen[key] > 1:
            self.findings.warn("same_name_again", 0, name=key)
            key = f"{key}.{self.seen[key]}"
        return stable_id(self.source.key, kind, key), key[:200]

    def _area(
        self,
        number: int,
        shape: Any,
        named: dict[str, str],
        at: ShapeLevel,
        name: str,
        water: str,
    ) -> Area:
        pcode = _first(named, at.pcode)
        depth = 9 if water else at.level
        if depth < 0:
            stated = count(_first(named, at.stated))
            depth = 1 if isinstance(stated, Bad) or stated < 0 else stated
            if isinstance(stated, Bad) or stated < 0:
                self.findings.warn("level_assumed", number)
        made, key = self._id(
            "Area", pcode or _first(named, at.code) or f"{depth}:{name}", bool(pcode)
        )
        if _first(named, at.parent):
            self.parents[made] = _first(named, at.parent)
        hierarchy = water or named.get("hierarchy", "")
        if vocabulary("area_hierarchy").get(hierarchy) is None or hierarchy == "other":
            hierarchy = "administrative"
        self._far(number, shape)
        return Area(
            id=made,
            name=name[:300],
            hierarchy=hierarchy,
            level=min(9, depth),
            pcode=pcode[:200],
            shape=shape,
            source_key=key,
            **guard(self.source),
        )

    def _route(
        self, number: int, shape: Any, named: dict[str, str], at: ShapeLevel, name: str
    ) -> Route:
        kind = ""
        for column in at.kinds:
            told = named.get(plain(column), "").casefold()
            kind = kind or self.profile.kinds.get(told, "")
        if not kind:
            self.findings.warn("route_kind_assumed", number)
        label = self.words.term("route_kind", kind or "dirt")
        if not name:
            name = f"{label} {number}"
            self.findings.warn("named_by_number", number)
        made, key = self._id("Route", _first(named, at.code) or name)
        self._far(number, shape)
        return Route(
            id=made,
            name=name[:300],
            kind=kind or "dirt",
            line=shape,
            source_key=key,
            **guard(self.source),
        )

    def _place(self, shape: Any, named: dict[str, str], at: ShapeLevel, name: str) -> Settlement:
        people = count(_first(named, at.population))
        code = _first(named, at.code)
        made, key = self._id("Settlement", code if code not in {"-1", "0"} and code else name)
        return Settlement(
            id=made,
            name=name[:300],
            population=None if isinstance(people, Bad) or people < 0 else people,
            pcode=_first(named, at.pcode)[:200],
            position=shape,
            source_key=key,
            **guard(self.source),
        )

    def _crossed(self, shape: BaseGeometry | Position | None) -> bool:
        """Whether a shape lies outside the mission's areas, and inside with its axes swapped."""
        box = self.context.box
        if box is None or shape is None:
            return False
        if isinstance(shape, Position):
            bounds = shape.lon, shape.lat, shape.lon, shape.lat
        else:
            bounds = shape.bounds
        w, s, e, n = bounds
        away = e < box[0] - FAR or w > box[2] + FAR or n < box[1] - FAR or s > box[3] + FAR
        return away and box[0] <= s and n <= box[2] and box[1] <= w and e <= box[3]

    def _far(self, number: int, shape: BaseGeometry | None) -> None:
        box = self.context.box
        if box is None or shape is None:
            return
        west, south, east, north = shape.bounds
        if (
            east < box[0] - FAR
            or west > box[2] + FAR
            or north < box[1] - FAR
            or south > box[3] + FAR
        ):
            self.findings.warn("far_away", number)

    def with_parents(self, records: list[Record]) -> list[Record]:
        """Areas that name their parent's P-code get its id, from this file or the mission."""
        codes = {k.pcode: k.id for k in self.context.known if k.kind == "Area" and k.pcode}
        codes |= {r.pcode: r.id for r in records if isinstance(r, Area) and r.pcode}
        return [
            r.model_copy(update={"parent_id": codes.get(self.parents.get(r.id, ""), "")})
            for r in records
        ]


def _first(named: dict[str, str], wanted: tuple[str, ...]) -> str:
    return next((named[plain(n)] for n in wanted if named.get(plain(n))), "")
