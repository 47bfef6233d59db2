"""Tables whose rows are placed by one cell (MGRS, "lat, lon") or by metres of a grid."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pocplanner.formats.profiles import identifies, plain
from pocplanner.formats.reader import grid_cells
from pocplanner.words import Problem

_TAG = re.compile(r"^\s*#[a-z]", re.IGNORECASE)
_LAT = re.compile(r"(?:^|_)lat(?:itude)?(?:_|$)|^#(?:geo\+)?lat")
_EAST = frozenset(
    {"easting", "eastings", "utm_e", "utm_x", "utme", "x_utm", "est", "utm_easting", "e", "x"}
    | {"coord_x", "x_coord", "coordx", "point_x", "coordonnee_x", "coordonnees_x", "longitude_x"}
)
_NORTH = frozenset(
    {"northing", "northings", "utm_n", "utm_y", "utmn", "y_utm", "nord", "utm_northing", "n", "y"}
    | {"coord_y", "y_coord", "coordy", "point_y", "coordonnee_y", "coordonnees_y", "latitude_y"}
)
_LATS = frozenset({"lat", "latitude"})
_LONS = frozenset({"lon", "long", "lng", "longitude"})
_ZONES = frozenset({"zone", "utm_zone", "zone_utm", "utmzone", "grid_zone", "fuseau"})
#: The names that the two columns get.
NAMES = ("Latitude", "Longitude")


@dataclass(frozen=True)
class Placing:
    """How rows are placed: the job for the reader, the rows with two columns more, the source."""

    job: dict[str, Any] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)
    column: str = ""


def find(rows: Sequence[Sequence[str]], overrides: Mapping[str, str]) -> Placing | None:
    """How a table without usable degrees places its rows; nothing where it has some or none.

    Problem where positions are metres of a grid that nothing names.
    """
    width = max(map(len, rows), default=0)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    metres = _metres(full, overrides.get("system", ""))
    if metres is not None:
        job, line = metres
        return _made(full, line, {**job, "width": width}, _called(full[line], job))
    parts = _parts(full)
    if parts is not None:
        job, line = parts
        return _made(full, line, {**job, "width": width}, _called(full[line], job))
    for at in range(width):
        head = _head(full, at)
        if head is None or any(_LAT.search(plain(c)) and i != at for i, c in enumerate(full[head])):
            continue
        name = full[head][at]
        if identifies(name):
            continue
        told = plain(name)
        turned = bool(re.match(r"^(?:x_y|lo?ng?(?:itude)?_lat)", told))
        job = {"how": "text", "at": at, "lon_first": turned, "width": width}
        return _made(full, head, job, name)
    return None


def _head(rows: list[list[str]], at: int) -> int | None:
    """The row of the head, where most of what stands below in this column are positions."""
    filled = [i for i, row in enumerate(rows) if row[at].strip()]
    good = [i for i in filled if grid_cells.position(rows[i][at].strip())]
    if not good or good[0] == 0:
        return None
    below = [i for i in filled if i >= good[0]]
    if len(good) < 0.8 * len(below):
        return None
    above = [
        i
        for i in range(good[0])
        if sum(bool(c.strip()) for c in rows[i]) > 1 and not _tags(rows[i])
    ]
    named = [i for i in above if rows[i][at].strip()]
    return named[-1] if named else None


def _tags(row: Sequence[str]) -> bool:
    return any(_TAG.match(c) for c in row) and all(_TAG.match(c) for c in row if c.strip())


def _metres(rows: list[list[str]], system: str) -> tuple[dict[str, Any], int] | None:
    """Columns of metres, by the names of the two and of the zone."""
    for head, row in enumerate(rows[:10]):
        names = [plain(c.partition("(")[0]) or plain(c) for c in row]
        east = next((i for i, n in enumerate(names) if n in _EAST), None)
        north = next((i for i, n in enumerate(names) if n in _NORTH), None)
        if east is None or north is None:
            # Columns that are called degrees may hold metres all the same.
            east = next((i for i, n in enumerate(names) if n in _LONS), None)
            north = next((i for i, n in enumerate(names) if n in _LATS), None)
        if east is None or north is None:
            continue
        told = [(grid_cells.number(r[east]), grid_cells.number(r[north])) for r in rows[head + 1 :]]
        pairs = [(x, y) for x, y in told if x is not None and y is not None]
        far = [p for p in pairs if abs(p[0]) > 360 and abs(p[1]) > 360]
        if not pairs or len(far) < 0.8 * len(pairs):
            continue
        if system:
            return {"how": "system", "x": east, "y": north, "system": system}, head
        zone = next((i for i, n in enumerate(names) if n in _ZONES), None)
        zones = [r[zone] for r in rows[head + 1 :] if zone is not None and r[zone].strip()]
        found = [grid_cells.zone_of(z) for z in zones]
        if zone is not None and found and all(z is not None and z[1] for z in found):
            return {"how": "utm", "x": east, "y": north, "zone": zone}, head
        raise Problem("import_no_system", example=f"{far[0][0]:.0f} {far[0][1]:.0f}")
    return None


#: The parts of an angle: degrees, minutes, seconds, side.
_PARTS = (
    frozenset({"deg", "degree", "degrees", "degre", "degres", "d"}),
    frozenset({"min", "minute", "minutes", "mn", "m"}),
    frozenset({"sec", "second", "seconds", "seconde", "secondes", "s"}),
    frozenset({"dir", "direction", "hemisphere", "hemi", "side", "ns", "ew", "n_s", "e_w", "eo"}),
)
_AXES = {"lat": "lat", "latitude": "lat", "lon": "lon", "long": "lon", "lng": "lon"}
_AXES["longitude"] = "lon"


def _parts(rows: list[list[str]]) -> tuple[dict[str, Any], int] | None:
    """Columns of degrees, minutes and seconds: read as degrees alone they would be kilometres off.

    Both angles must have degrees and minutes.
    """
    for head, row in enumerate(rows[:10]):
        found = {"lat": [-1, -1, -1, -1], "lon": [-1, -1, -1, -1]}
        for at, name in enumerate(map(plain, row)):
            first, _, last = name.partition("_")
            head_of, _, tail = name.rpartition("_")
            for axis, part in ((first, last), (tail, head_of)):
                which = next((i for i, known in enumerate(_PARTS) if part in known), None)
                if axis in _AXES and which is not None and found[_AXES[axis]][which] < 0:
                    found[_AXES[axis]][which] = at
        if all(at[0] >= 0 and at[1] >= 0 for at in found.values()):
            return {"how": "parts", **found}, head
    return None


def _taken(job: dict[str, Any]) -> list[int]:
    """The columns from which a position is made."""
    if job["how"] == "parts":
        return [at for name in ("lat", "lon") for at in job[name] if at >= 0]
    return [job["x"], job["y"], *([job["zone"]] if "zone" in job else [])]


def _called(head: list[str], job: dict[str, Any]) -> str:
    return ", ".join(head[i] for i in _taken(job))


def _made(rows: list[list[str]], head: int, job: dict[str, Any], column: str) -> Placing:
    """The rows with two columns more; the head and its tags name them.

    Columns that were called degrees and hold metres lose their names, so that they are not
    taken for degrees.
    """
    made = []
    start = next((i for i in range(head + 1, len(rows)) if not _tags(rows[i])), len(rows))
    below = grid_cells.placed(iter([([0] * len(rows[start:]), rows[start:])]), job)
    values = [row for _, found in below for row in found]
    for row in rows[:start]:
        bare = [*row]
        if job["how"] != "text":
            sign = "part" if job["how"] == "parts" else "m"
            for at in _taken(job)[: None if sign == "part" else 2]:
                bare[at] = f"{row[at]} ({sign})" if row[at].strip() and not _tags(row) else ""
        two = ["#geo+lat", "#geo+lon"] if _tags(row) else list(NAMES)
        made.append([*bare, *(two if sum(bool(c.strip()) for c in row) > 1 else ["", ""])])
    return Placing(job, made + values, " ".join(column.split())[:120])


_LINES = re.compile(r"^\s*(?:MULTI)?(?:LINESTRING|POLYGON)\s*(?:Z|M|ZM)?\s*\(", re.IGNORECASE)


def shape_column(body: Mapping[str, Any], wish: Any) -> dict[str, int] | None:
    """Row of the head and column of a table that has areas or lines as text; nothing for others.

    Only where nobody said that the rows are something else than areas or routes; a layer of ours
    and a template have such a column too, and are read as what they are.
    """
    if body.get("format") == "shapes" or wish.kind not in {"", "areas", "routes"}:
        return None
    if wish.profile or wish.mapping is not None:
        return None
    rows = [[str(c) for c in row] for row in body.get("rows", ())]
    for at in range(max(map(len, rows), default=0)):
        filled = [i for i, row in enumerate(rows) if at < len(row) and row[at].strip()]
        good = [i for i in filled if _LINES.match(rows[i][at])]
        if not good or good[0] == 0 or len(good) < 0.8 * (len(filled) - 1):
            continue
        head = next((i for i in reversed(filled) if i < good[0]), None)
        if head is None or {"layer", "key"} <= {plain(c) for c in rows[head]}:
            return None
        return {"row": head, "column": at}
    return None
