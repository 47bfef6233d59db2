"""The land: a coast, a border, provinces and districts that tile it, sectors and chiefdoms."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from shapely import (
    LineString,
    MultiPoint,
    Point,
    Polygon,
    get_parts,
    polygonize,
    set_precision,
    unary_union,
    voronoi_polygons,
)
from shapely.geometry.base import BaseGeometry

from sample_world.chance import stream

#: Every corner lies on this grid of degrees (about eleven metres), so that shapes meet exactly.
GRID = 0.0001

_COAST = [
    (-19.25, -11.75),
    (-18.75, -11.0),
    (-17.9, -10.7),
    (-17.25, -10.85),
    (-16.6, -10.5),
    (-15.8, -10.4),
    (-15.0, -10.6),
    (-14.2, -10.5),
    (-13.6, -10.9),
    (-13.25, -11.6),
    (-13.4, -12.4),
    (-13.2, -13.1),
    (-13.55, -13.9),
    (-14.2, -14.4),
    (-15.0, -14.75),
    (-15.8, -14.9),
    (-16.5, -14.6),
    (-17.1, -14.8),
    (-17.8, -14.5),
    (-18.3, -13.95),
    (-18.15, -13.35),
    (-18.85, -12.95),
    (-19.4, -12.4),
]
_BORDER = [
    (-15.0, -10.1),
    (-14.95, -10.9),
    (-15.15, -11.7),
    (-14.75, -12.45),
    (-15.0, -13.2),
    (-14.65, -13.85),
    (-14.95, -15.2),
]

#: Provinces: code, name, tongue, and the seeds of their districts with their names.
PROVINCES: dict[str, tuple[str, str, tuple[tuple[str, float, float], ...]]] = {
    "OU01": (
        "Nelompe",
        "coast",
        (
            ("Port Nelompe", -19.0, -12.35),
            ("Barulle", -18.85, -11.75),
            ("Vissompe", -18.45, -12.75),
            ("Quirulle", -18.5, -12.15),
        ),
    ),
    "OU02": (
        "Saldulle",
        "coast",
        (
            ("Saldulle", -17.85, -14.2),
            ("Terompe", -17.3, -14.5),
            ("Calvulle", -17.75, -13.65),
            ("Limmante", -17.15, -14.0),
        ),
    ),
    "OU03": (
        "Voundai",
        "plateau",
        (
            ("Voundai", -18.3, -11.35),
            ("Timeuva", -17.75, -11.0),
            ("Ladreu", -17.85, -11.75),
            ("Oumeva", -17.25, -11.25),
        ),
    ),
    "OU04": (
        "Kaldrou",
        "plateau",
        (
            ("Kaldrou", -17.25, -12.15),
            ("Andreumo", -16.75, -11.75),
            ("Meuvai", -17.75, -12.45),
            ("Toudrale", -16.75, -12.4),
        ),
    ),
    "OU05": (
        "Meudralo",
        "plateau",
        (
            ("Meudralo", -17.15, -12.9),
            ("Kaveudri", -17.5, -13.25),
            ("Loundre", -16.85, -13.4),
            ("Dreumati", -16.4, -13.05),
        ),
    ),
    "OU06": (
        "Jezirt",
        "pasture",
        (
            ("Jezirt", -15.75, -12.7),
            ("Orjask", -15.25, -12.35),
            ("Hazmirt", -16.1, -12.3),
            ("Kersohask", -15.35, -13.1),
        ),
    ),
    "OU07": (
        "Tarhask",
        "pasture",
        (
            ("Tarhask", -16.1, -11.3),
            ("Ezrisk", -16.35, -10.85),
            ("Jorhesk", -15.5, -11.75),
            ("Mazkirt", -15.45, -11.05),
        ),
    ),
    "OU08": (
        "Ortimeu",
        "plateau",
        (
            ("Ortimeu", -16.15, -13.75),
            ("Vouladre", -16.5, -14.2),
            ("Sentompe", -15.75, -14.4),
            ("Teumira", -15.4, -13.85),
        ),
    ),
}


def rough(line: Sequence[tuple[float, float]], subject: str, depth: int, push: float) -> LineString:
    """The line with its corners drawn out as nature would, the same for the same ends."""
    found = list(line)
    for level in range(depth):
        longer = [found[0]]
        for a, b in pairwise(found):
            ends = ":".join(f"{x:.5f}" for p in sorted((a, b)) for x in p)
            chance = stream(f"{subject}:{level}:{ends}")
            length = hypot(b[0] - a[0], b[1] - a[1])
            out = chance.uniform(-push, push) * length
            side = 1 if a < b else -1
            mid = (
                (a[0] + b[0]) / 2 - side * out * (b[1] - a[1]) / (length or 1),
                (a[1] + b[1]) / 2 + side * out * (b[0] - a[0]) / (length or 1),
            )
            longer += [(round(mid[0], 4), round(mid[1], 4)), b]
        found = longer
    return LineString(found)


def landmass() -> Polygon:
    """The island that both countries share."""
    ring = rough([*_COAST, _COAST[0]], "coast", 5, 0.27)
    found = Polygon(ring.coords).buffer(0)
    return max(get_parts(found), key=lambda p: p.area) if found.geom_type != "Polygon" else found


class Land:
    """The shapes of the country, made once."""

    def __init__(self) -> None:
        whole = landmass()
        border = rough(_BORDER, "border", 5, 0.18)
        seeds = [(d, x, y) for _, _, ds in PROVINCES.values() for d, x, y in ds]
        lines: list[BaseGeometry] = [whole.exterior, border]
        cells = voronoi_polygons(
            MultiPoint([(x, y) for _, x, y in seeds]), extend_to=whole.envelope.buffer(1)
        )
        edges: dict[tuple[tuple[float, float], ...], None] = {}
        for cell in get_parts(cells):
            ring = [(round(x, 4), round(y, 4)) for x, y in cell.exterior.coords]
            for a, b in pairwise(ring):
                edges[tuple(sorted((a, b)))] = None
        for edge in sorted(edges):
            near = LineString(edge).intersection(whole.envelope.buffer(0.2))
            if not near.is_empty:
                ends = [(round(x, 4), round(y, 4)) for x, y in near.coords]
                lines.append(rough(ends, "district", 5, 0.15))
        network = unary_union(set_precision(unary_union(lines), GRID), grid_size=GRID)
        pieces = list(get_parts(polygonize(get_parts(network))))
        points = [(d, Point(x, y)) for d, x, y in seeds]
        parts: dict[str, list[BaseGeometry]] = {d: [] for d, _ in points}
        abroad: list[BaseGeometry] = []
        inside = whole.buffer(-GRID / 2)
        east = Polygon([*border.coords, (-12.0, -15.2), (-12.0, -10.1)])
        for piece in pieces:
            middle = piece.representative_point()
            if not inside.contains(middle):
                continue
            if east.contains(middle):
                abroad.append(piece)
                continue
            holding = [d for d, p in points if piece.covers(p)]
            name = holding[0] if holding else self._touching(piece, pieces, points)
            parts[name].append(piece)
        joined = {d: unary_union(p, grid_size=GRID) for d, p in parts.items()}
        self.districts: dict[str, BaseGeometry] = joined
        self.provinces: dict[str, BaseGeometry] = {
            code: unary_union([joined[d] for d, _, _ in ds], grid_size=GRID)
            for code, (_, _, ds) in PROVINCES.items()
        }
        self.country = unary_union(list(self.provinces.values()), grid_size=GRID)
        self.neighbour = unary_union(abroad, grid_size=GRID)
        self.seeds = {d: (x, y) for d, x, y in seeds}

    @staticmethod
    def _touching(
        piece: BaseGeometry, pieces: list[BaseGeometry], points: list[tuple[str, Point]]
    ) -> str:
        """The district of a sliver: the one with which it shares most of its edge."""
        best, longest = points[0][0], -1.0
        for other in pieces:
            holding = [d for d, p in points if other.covers(p)]
            if holding and other is not piece:
                along = piece.boundary.intersection(other.boundary).length
                if along > longest:
                    best, longest = holding[0], along
        return best

    def district_of(self, lon: float, lat: float) -> str:
        """The district that a point lies in, or nothing at sea."""
        point = Point(lon, lat)
        return next((d for d, s in self.districts.items() if s.covers(point)), "")
