"""Tables of places, airfields and areas by others: columns of text to records."""

import math
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from pocplanner.formats.context import Context
from pocplanner.formats.heads import Chosen
from pocplanner.formats.judging import Findings, Gathered, Judged, guard, ragged, total
from pocplanner.formats.reader import cells
from pocplanner.formats.reader.cells import NOTHING, Bad
from pocplanner.formats.reader.event_places import FAR, POINT
from pocplanner.formats.reading import (
    Repair,
    SourceFacts,
    stable_id,
)
from pocplanner.formats.sheets import columns as sheet_columns
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.model.geometry import Position
from pocplanner.model.places import Airfield, Area, Settlement
from pocplanner.model.record import Record
from pocplanner.model.vocabulary import vocabulary

_FOOT_M = 0.3048
#: Aliases beyond these say nothing to a reader of maps.
_ALIASES = 12


def job(chosen: Chosen) -> dict[str, Any]:
    """What the reader is asked to do with a table of records."""
    return {
        "as": "table",
        "start": chosen.start,
        "width": len(chosen.head.names),
        "lenient": chosen.lenient,
        "shapes": shaped(chosen),
    }


def shaped(chosen: Chosen) -> bool:
    """Whether the rows have a shape of their own beside a point."""
    if chosen.kind not in sheet_kinds.SHEETS and not chosen.ours:
        return False
    here = (
        c for c in sheet_columns.cells(chosen.kind, chosen.ours) if c.form in sheet_columns.SHAPES
    )
    return any(c.key in chosen.columns for c in here)


def judge(
    made: Gathered, chosen: Chosen, source: SourceFacts, context: Context, first: int = 0
) -> Judged:
    """Records from a table of places, airfields or areas; of its `first` rows where given."""
    made.keep_first(first)
    findings = Findings()
    ragged(made, findings)
    table = _Table(made, chosen, context, findings)
    maker = {"places": _settlement, "airfields": _airfield, "areas": _area}[chosen.kind]
    records: list[Record] = []
    seen: dict[str, int] = {}
    for line, row in table.rows():
        if total(row.get("name", "")) and table.is_total(line):
            findings.warn("total_rows", line)
            continue
        try:
            record = maker(line, row, table, source)
        except ValidationError as error:
            at = error.errors()[0]["loc"]
            findings.refuse(line, str(at[0] if at else ""), "invalid")
            continue
        if record is None:
            continue
        if record.id in seen:
            findings.refuse(line, table.name("id"), "same_row_twice", first=seen[record.id])
            continue
        seen[record.id] = line
        records.append(record)
    if chosen.kind == "areas":
        records = _with_parents(records, table.parents)
    rows = len(made.rows) + len(made.end.get("ragged", []))
    blank = int(made.end.get("blank", 0))
    missing = sum(getattr(r, "position", 0) is None for r in records)
    judged = findings.judged(records, rows, blank=blank, not_on_map=missing)
    judged.decimal = table.decimal
    return judged


class _Table:
    def __init__(
        self, made: Gathered, chosen: Chosen, context: Context, findings: Findings
    ) -> None:
        self._made, self._chosen = made, chosen
        self.context, self.findings = context, findings
        self.swapped = False
        self.decimal = ""
        self.parents: dict[str, str] = {}

    def is_total(self, line: int) -> bool:
        """Whether a row called "total" is nowhere: a place may be called so."""
        row = next(
            (r for n, r in zip(self._made.lines, self._made.rows, strict=True) if n == line), ()
        )
        at = [self._chosen.columns[f][0] for f in ("lat", "lon") if f in self._chosen.columns]
        return not any(row[a].strip() for a in at if a < len(row))

    def name(self, field: str) -> str:
        at = self._chosen.columns.get(field)
        return self._chosen.head.names[at[0]] if at else ""

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        columns = {f: at[0] for f, at in self._chosen.columns.items()}
        for line, row in zip(self._made.lines, self._made.rows, strict=True):
            yield line, {f: _text(row[at]) for f, at in columns.items()}

    def position(self, line: int, row: dict[str, str]) -> Position | Bad | None:
        """Where a row is; nothing where it does not say, `Bad` where the row is refused."""
        values = []
        for field_ in ("lat", "lon"):
            text = row.get(field_, "")
            value = cells.degrees(text)
            if isinstance(value, Bad):
                self.findings.refuse(line, self.name(field_), value.reason, value=text)
                return value
            if "," in text:
                self.decimal = ","
            elif "." in text and not self.decimal:
                self.decimal = "."
            values.append(value)
        lat, lon = values
        point = POINT.search(row.get("wkt", "")[:200])
        if point and math.isnan(lat) and math.isnan(lon):
            lon, lat = float(point[1]), float(point[2])
        if math.isnan(lat) or math.isnan(lon):
            self.findings.warn("no_place", line)
            return None
        return self._checked(line, lat, lon)

    def _checked(self, line: int, lat: float, lon: float) -> Position | Bad:
        box = self.context.box
        repair = Repair("coordinates", "coordinates", "swapped", {"lat": lon, "lon": lat})
        if abs(lat) > 90 or abs(lon) > 180:
            could = abs(lat) <= 180 and abs(lon) <= 90
            column = self.name("lat" if abs(lat) > 90 else "lon")
            reason = "coordinates_out_of_range"
            self.findings.refuse(line, column, reason, repair if could else None, lat=lat, lon=lon)
            return Bad(reason)
        if box and _away(lon, lat, box):
            if not _away(lat, lon, box, 0.0):
                reason = "coordinates_swapped"
                self.findings.refuse(line, self.name("lat"), reason, repair, lat=lat, lon=lon)
                return Bad(reason)
            self.findings.warn("far_away", line)
        return Position(lon=lon, lat=lat)

    def whole(self, line: int, row: dict[str, str], field_: str) -> int | None:
        """A whole number, or nothing; a wrong one is warned of and left out."""
        value = cells.count(row.get(field_, ""))
        if isinstance(value, Bad):
            self.findings.warn("number_left_out", line, column=self.name(field_))
            return None
        return None if value < 0 else value


def _away(
    lon: float, lat: float, box: tuple[float, float, float, float], margin: float = FAR
) -> bool:
    west, south, east, north = box
    return not (west - margin <= lon <= east + margin and south - margin <= lat <= north + margin)


def _text(cell: str) -> str:
    text = cell.strip()
    return "" if len(text) < 6 and text.lower() in NOTHING else text


def _settlement(
    line: int, row: dict[str, str], table: _Table, source: SourceFacts
) -> Settlement | None:
    if row.get("class", "P") not in {"P", ""}:
        table.findings.warn("not_a_settlement", line)
        return None
    name = row.get("name", "")
    if not name:
        table.findings.refuse(line, table.name("name"), "no_name")
        return None
    place = table.position(line, row)
    if isinstance(place, Bad):
        return None
    where = f"{name}@{place.lat:.5f},{place.lon:.5f}" if place else name
    key = row.get("id", "") or where
    listed = row.get("aliases", "")
    sign = next((s for s in "|;" if s in listed), ",")
    aliases = [a.strip() for a in listed.split(sign) if 1 < len(a.strip()) <= 100]
    return Settlement(
        id=stable_id(source.key, "Settlement", key),
        name=name[:300],
        aliases=tuple(a for a in dict.fromkeys(aliases) if a != name)[:_ALIASES],
        population=table.whole(line, row, "population"),
        pcode=row.get("pcode", "")[:200],
        position=place,
        source_key=key[:200],
        **guard(source),
    )


def _airfield(
    line: int, row: dict[str, str], table: _Table, source: SourceFacts
) -> Airfield | None:
    name = row.get("name", "") or row.get("ident", "")
    if not name:
        table.findings.refuse(line, table.name("name"), "no_name")
        return None
    place = table.position(line, row)
    if isinstance(place, Bad):
        return None
    key = row.get("id", "") or row.get("ident", "") or name
    kind = row.get("kind", "")
    if kind and vocabulary("airfield_kind").get(kind) is None:
        table.findings.unknown["airfield_kind", kind] += 1
    feet = table.whole(line, row, "elevation_ft")
    metres = table.whole(line, row, "elevation_m")
    return Airfield(
        id=stable_id(source.key, "Airfield", key),
        name=name[:300],
        ident=row.get("ident", "")[:200],
        kind=kind[:120] if kind != "other" else "",
        elevation_m=round(feet * _FOOT_M, 1) if feet is not None else metres,
        runway_m=table.whole(line, row, "runway_m"),
        surface=row.get("surface", "")[:300],
        position=place,
        source_key=key[:200],
        **guard(source),
    )


def _area(line: int, row: dict[str, str], table: _Table, source: SourceFacts) -> Area | None:
    name, pcode = row.get("name", ""), row.get("pcode", "")
    if not name:
        table.findings.refuse(line, table.name("name"), "no_name")
        return None
    level = table.whole(line, row, "level")
    key = pcode or name
    made = stable_id(source.key, "Area", key)
    if row.get("parent"):
        table.parents[made] = row["parent"]
    return Area(
        id=made,
        name=name[:300],
        level=min(9, level if level is not None else 1),
        pcode=pcode[:200],
        source_key=key[:200],
        **guard(source),
    )


def _with_parents(records: list[Record], parents: dict[str, str]) -> list[Record]:
    """Areas that name their parent by its P-code get its id, where it is in the same file."""
    by_code = {r.pcode: r.id for r in records if isinstance(r, Area) and r.pcode}
    return [
        r.model_copy(update={"parent_id": by_code.get(parents.get(r.id, ""), "")}) for r in records
    ]
