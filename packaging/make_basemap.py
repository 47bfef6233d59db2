"""Make the base map that travels with the program from the world's countries at 1:50 million.

    python packaging/make_basemap.py countries-50m.json resources/basemap/world.geojson

The input is the file of that name in the package world-atlas 2.0.2 (Natural Earth, public
domain, as TopoJSON). Its lines are thinned line by line, so that two neighbours keep one border;
its polygons are cut at the antimeridian, where a flat map would draw bars across the world.
"""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import LineString, MultiPolygon, Polygon, box, make_valid
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
Ring = list[Point]

DECIMALS = 2  # about a kilometre, which is finer than the source
THINNED = 0.015  # degrees
LEAST_AREA = 0.0008  # square degrees, some 10 km²: smaller islands go, unless a country's largest
DISPUTED = Path(__file__).with_name("disputed_borders.toml")
WORLD = box(-180, -90, 180, 90)


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines of a topology, decoded to degrees and thinned."""
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        if max(abs(a[0] - b[0]) for a, b in pairwise(points)) < 180:
            thin = [(x, y) for x, y in LineString(points).simplify(THINNED).coords]
            closed = points[0] == points[-1]
            points = thin if len(thin) > (3 if closed else 1) else points
        found.append(points)
    return found


def ring_of(numbers: Iterable[int], arcs: list[list[Point]]) -> Ring:
    """The points of a ring; a line with a negative number runs backwards."""
    points: Ring = []
    for number in numbers:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line[1:] if points else line
    return points


def unwrapped(ring: Ring) -> Ring:
    """The ring without jumps from one edge of the map to the other; closed over the pole."""
    found = [ring[0]]
    for lon, lat in ring[1:]:
        before = found[-1][0]
        found.append((lon + 360 * round((before - lon) / 360), lat))
    if abs(found[-1][0] - found[0][0]) > 180:  # once around the world: a polar cap
        pole = -90.0 if sum(lat for _, lat in found) < 0 else 90.0
        found += [(found[-1][0], pole), (found[0][0], pole)]
    return found


def cut(rings: list[Ring]) -> list[Polygon]:
    """A polygon as pieces between 180° west and 180° east."""
    outer, *holes = (unwrapped(ring) for ring in rings)
    whole = make_valid(Polygon(outer, holes))
    pieces: list[Polygon] = []
    for turn in (-360, 0, 360):
        pieces += polygons(translate(whole, turn).intersection(WORLD))
    return pieces


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of a shape."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [p for part in getattr(shape, "geoms", ()) for p in polygons(part)]


def rounded(shape: Polygon) -> list[Polygon]:
    """The shape at the decimals that are kept, still valid; nothing where it vanishes."""
    rings = [
        [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring.coords]
        for ring in (shape.exterior, *shape.interiors)
    ]
    rings = [ring for ring in rings if len(set(ring)) > 2]
    if not rings:
        return []
    return [p for p in polygons(make_valid(Polygon(rings[0], rings[1:]))) if p.area > 0]


def coordinates(shape: Polygon) -> list[list[list[float]]]:
    """A polygon in GeoJSON, a point that repeats the one before left out."""
    found = []
    for ring in (shape.exterior, *shape.interiors):
        points: list[list[float]] = []
        for x, y in ring.coords:
            point = [round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0]
            if not points or points[-1] != point:
                points.append(point)
        found.append(points)
    return found


def country(geometry: dict[str, Any], arcs: list[list[Point]]) -> dict[str, Any]:
    """A country as one feature."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    pieces = [piece for part in parts for piece in cut([ring_of(ring, arcs) for ring in part])]
    largest = max(piece.area for piece in pieces)
    kept = [p for p in pieces if p.area >= LEAST_AREA or p.area == largest]
    shape = MultiPolygon([q for p in kept for q in rounded(p)] or kept)
    return {
        "type": "Feature",
        "properties": {"name": geometry["properties"]["name"], "code": geometry.get("id", "")},
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [coordinates(p) for p in shape.geoms],
        },
    }


def lines_of(nested: Any) -> Iterable[int]:
    """The numbers of the lines of a geometry, forwards ones alone."""
    if isinstance(nested, int):
        yield nested if nested >= 0 else ~nested
    else:
        for part in nested:
            yield from lines_of(part)


def borders(geometries: list[dict[str, Any]], arcs: list[list[Point]]) -> dict[str, Any]:
    """The lines between two countries, as one feature: a coast is not a border."""
    shared = Counter(n for g in geometries for n in set(lines_of(g["arcs"])))
    return feature("borders", [arcs[n] for n, count in sorted(shared.items()) if count > 1])


def disputed(
    geometries: list[dict[str, Any]], arcs: list[list[Point]], marked: list[dict[str, Any]]
) -> dict[str, Any]:
    """The lines between pairs of countries that are drawn dashed, as one feature."""
    own: dict[str, set[int]] = {}
    for geometry in geometries:
        own.setdefault(geometry["properties"]["name"], set()).update(lines_of(geometry["arcs"]))
    found: list[list[Point]] = []
    for border in marked:
        one, other = border["between"]
        if "drawn" in border:
            found.append([(x, y) for x, y in border["drawn"]])
        for number in sorted(own[one] & own[other]):
            line = LineString(arcs[number])
            part = line.intersection(box(*border["within"])) if "within" in border else line
            found += [
                list(piece.coords)
                for piece in getattr(part, "geoms", [part])
                if piece.geom_type == "LineString" and not piece.is_empty
            ]
    return feature("disputed", found)


def feature(code: str, lines: list[list[Point]]) -> dict[str, Any]:
    """Lines as one feature of this code."""
    rounded_lines = [
        [[round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0] for x, y in line] for line in lines
    ]
    return {
        "type": "Feature",
        "properties": {"name": "", "code": code},
        "geometry": {"type": "MultiLineString", "coordinates": rounded_lines},
    }


def main(source: Path, target: Path) -> None:
    """Read the topology, write the base map."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = arcs_of(topology)
    geometries = topology["objects"]["countries"]["geometries"]
    features = [country(g, arcs) for g in geometries]
    features.sort(key=lambda f: (f["properties"]["code"] or "999", f["properties"]["name"]))
    features.append(borders(geometries, arcs))
    marked = tomllib.loads(DISPUTED.read_text(encoding="utf-8"))["border"]
    features.append(disputed(geometries, arcs, marked))
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8"
    )
    print(f"{len(features) - 2} countries, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
