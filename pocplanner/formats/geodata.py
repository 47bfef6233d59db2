"""Files of geodata understood: layers, what their features may be, which property is what."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from pocplanner.formats import profiles as known
from pocplanner.formats.events import refusals, warnings
from pocplanner.formats.profiles import ColumnMapping, Profile, ShapeLevel, plain
from pocplanner.formats.reader.geodata_features import LINE
from pocplanner.formats.reading import Layer, Reading, Warned
from pocplanner.formats.sheets import columns as sheet_columns
from pocplanner.formats.sheets import heads as sheet_heads
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.model.text import visible
from pocplanner.words import Problem

#: Kinds that are kept as shapes, with the number that the reader gives theirs.
KIND = {"areas": 3, "routes": 2, "places": 1}
_TYPES = {
    "areas": ("Polygon", "MultiPolygon"),
    "routes": ("LineString", "MultiLineString"),
    "places": ("Point", "MultiPoint"),
}


def as_shapes(
    body: dict[str, Any],
    kind: str,
    mapping: ColumnMapping | None,
    wanted: str = "",
    folder: Path | None = None,
) -> bool:
    """Whether features are kept as shapes; else they are rows of a table with a point each.

    Places that are drawn as areas are rows too: each is the point inside its area.
    """
    if mapping is not None:
        return mapping.kind in _SHAPED
    if wanted:
        found = known.profile(wanted, folder)
        return found.shapes or found.kind in _SHAPED
    areas = any(body["types"].get(t) for t in _TYPES["areas"])
    return not kind or (kind in KIND and not (kind == "places" and areas))


def choose(
    body: dict[str, Any],
    kind: str,
    wanted: str,
    folder: Path | None,
    mapping: ColumnMapping | None = None,
) -> Profile:
    """The profile for a file of features, by their shapes and the names of their properties."""
    types = {str(k): int(v) for k, v in body["types"].items()}
    names = {plain(str(n)) for n in body["properties"]}
    if mapping is None and wanted:
        mapping = _remembered(wanted, folder)
    if mapping is not None:
        kind = mapping.kind
    if not kind:
        kind = max(_TYPES, key=lambda k: sum(types.get(t, 0) for t in _TYPES[k]))
    if not any(types.get(t, 0) for t in _TYPES[kind]):
        raise Problem("import_no_such_shapes", kind=kind, found=", ".join(sorted(types)))
    if mapping is not None:
        return _mapped(mapping, names, ", ".join(sorted(names))[:400])
    if wanted:
        found = known.profile(wanted, folder)
        if not found.shapes or found.kind != kind:
            raise Problem("import_wrong_kind", kind=kind, profile=wanted)
        return found
    fitting = [p for p in known.profiles(folder) if p.shapes and p.kind == kind and level(p, names)]
    if not fitting and (kind == "routes" or not names):
        # A shape without any property is a shape all the same: it gets a number.
        fitting = [p for p in known.profiles(folder) if p.shapes and p.kind == kind and p.rank < 2]
    if not fitting and (guess := _called(names)):
        base = next(p for p in known.profiles() if p.shapes and p.kind == kind and p.rank < 2)
        first = base.level[0].model_copy(update={"name": (guess,)})
        return base.model_copy(update={"level": (first,)})
    if not fitting:
        raise Problem("import_shapes_unnamed", columns=", ".join(sorted(names))[:400])
    return max(fitting, key=lambda p: (p.rank, sum(plain(t) in names for t in p.tells)))


_NAMING = re.compile(r"(?:^|_)(?:name|nom|nombre)(?:_|$)|name$|^name|_nm$")


def _called(names: set[str]) -> str:
    """The property that by its own name is most likely the name; empty where none is."""
    return min((n for n in names if _NAMING.search(n)), key=lambda n: (len(n), n), default="")


#: Kinds that are nothing without their shape.
_SHAPED = frozenset({"areas", "routes"})
#: What places and airfields may bring beside their name, in columns of the same name.
_POINTS = {
    "places": ("population", "pcode", "aliases"),
    "airfields": ("ident", "kind", "elevation_m", "runway_m", "surface"),
}
#: Kinds of points that need little more than a name.
_BY_NAME = frozenset({"communities", "mechanisms", "posts", "airfields", "obstacles", "patrols"})
_LEVEL_FIELDS = {
    "name": "name",
    "pcode": "pcode",
    "parent": "parent",
    "id": "code",
    "key": "code",
    "level": "stated",
    "kind": "kinds",
}


def _mapped(mapping: ColumnMapping, names: set[str], listed: str) -> Profile:
    """A profile from columns that a person named, over the general one of the kind."""
    missing = [c for c in mapping.columns.values() if plain(c) not in names]
    if missing:
        raise Problem("import_mapping_missing", missing=", ".join(missing), columns=listed)
    base = next(p for p in known.profiles() if p.shapes and p.kind == mapping.kind and p.rank < 2)
    given: dict[str, tuple[str, ...]] = {}
    for field, column in mapping.columns.items():
        if field in _LEVEL_FIELDS:
            given[_LEVEL_FIELDS[field]] = (column,)
    first = base.level[0].model_copy(update=given)
    codes = {k.casefold(): v for k, v in mapping.codes.items()}
    return base.model_copy(
        update={
            "name": mapping.name or "mapped",
            "level": (first,),
            "kinds": {**base.kinds, **codes},
        }
    )


def _remembered(wanted: str, folder: Path | None) -> ColumnMapping | None:
    """The columns that a person named earlier; nothing where the profile is one of shapes."""
    found = known.profile(wanted, folder)
    if found.shapes:
        return None
    columns = {field: names[0] for field, names in found.columns.items() if names}
    return ColumnMapping(found.kind, columns, found.codes, found.name)


def with_places(
    body: dict[str, Any],
    mapping: ColumnMapping | None,
    kind: str = "",
    wanted: str = "",
    folder: Path | None = None,
) -> ColumnMapping | None:
    """The columns that a person named, with those of key and position, which a shape gives.

    Where nobody named any, the property that is most likely the name is taken for it.
    """
    if mapping is None and wanted:
        mapping = _remembered(wanted, folder)
    if mapping is None:
        names = {plain(str(c)): str(c) for c in body["rows"][0]}
        guess = "" if {"name", "nom"} & set(names) else names.get(_called(set(names)), "")
        if not guess or kind not in _BY_NAME:
            guess = names.get("name") or names.get("nom") or ""
            if kind != "airfields" or not guess:
                return None
        mapping = ColumnMapping(kind, {"name": guess})
    given = {"lat": "lat", "lon": "lon"}
    key = "id" if mapping.kind in {"events", "places", "areas", "airfields"} else "key"
    if any(row[0] for row in body["rows"][1:]):
        given[key] = "key"
    if mapping.kind in sheet_kinds.SHEETS:
        head = [str(c) for c in body["rows"][0]]
        cells = {c.key for c in sheet_columns.cells(mapping.kind)}
        named = sheet_heads.columns(mapping.kind, head)
        given = {k: v for k, v in given.items() if k in cells}
        given = {k: head[at[0]] for k, at in named.items()} | given
    elif mapping.kind in _POINTS:
        here = {plain(str(c)): str(c) for c in body["rows"][0]}
        given |= {field: here[field] for field in _POINTS[mapping.kind] if field in here}
    return replace(mapping, columns={**given, **mapping.columns})


def layers(body: dict[str, Any]) -> tuple[Layer, ...]:
    """The layers of a file, as its reader told them."""
    return tuple(
        Layer(visible(str(name))[:200], int(count), {str(k)[:40]: int(n) for k, n in types.items()})
        for name, count, types in body.get("layers", [])
    )


def used(body: dict[str, Any], profile: Profile) -> dict[str, tuple[str, ...]]:
    """Field to the property that fills it, for showing."""
    written = {plain(str(n)): str(n) for n in body["properties"]}
    at = level(profile, set(written)) or profile.level[-1]
    found: dict[str, tuple[str, ...]] = {}
    for field in ("name", "pcode", "parent", "code", "stated", "kinds", "population"):
        here = [written[plain(n)] for n in getattr(at, field) if plain(n) in written]
        if here:
            found[field] = (visible(here[0]),)
    return found


def unused(body: dict[str, Any], profile: Profile) -> tuple[str, ...]:
    """Properties that no field takes."""
    taken = {name for names in used(body, profile).values() for name in names}
    return tuple(visible(str(n)) for n in body["properties"] if str(n) not in taken)


def beside(body: dict[str, Any], reading: Reading, shaped: bool = False) -> Reading:
    """A reading of rows with the features that could not be rows. WireError for nonsense.

    Lines were rows where the kind has a shape of its own (`shaped`).
    """
    told = tuple(refusals({"rows": body.get("wrong", [])}))
    wrong = tuple(r for r in told if not shaped or r.reason != LINE)
    if not wrong:
        return reading
    lines = len(told) - len(wrong)
    count = max(len(wrong), int(body.get("wrong_count", 0)) - lines)
    counts = replace(
        reading.counts,
        rows=reading.counts.rows + count,
        refused=reading.counts.refused + count,
    )
    return replace(reading, counts=counts, refused=(*wrong, *reading.refused))


def notes(body: dict[str, Any], as_points: bool = False) -> tuple[Warned, ...]:
    """What the reader left out or assumed, as warnings. WireError where it told nonsense."""
    if body.get("format") != "shapes":
        return ()
    told = [[*note[:2], (), note[2]] for note in body.get("notes", [])]
    if as_points and body.get("centred"):
        told.append(["points_inside_areas", int(body["centred"]), (), {}])
    return tuple(warnings({"warnings": told}))


def level(profile: Profile, names: set[str]) -> ShapeLevel | None:
    """The first level of a profile whose name is among these properties."""
    for candidate in profile.level:
        if candidate.needs and not any(plain(n) in names for n in candidate.needs):
            continue
        if any(plain(n) in names for n in candidate.name):
            return candidate
    return None
