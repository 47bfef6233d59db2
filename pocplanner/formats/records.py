"""Rows of a sheet to records of the mission: each cell by its form, each row by its rules."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from pocplanner.formats.context import Context, Known, folded
from pocplanner.formats.entries import Entries
from pocplanner.formats.entry_values import Wrong, date_order
from pocplanner.formats.heads import Chosen
from pocplanner.formats.judging import Findings, Gathered, Judged, guard, ragged, total
from pocplanner.formats.reader.event_places import FAR
from pocplanner.formats.reading import Repair, SourceFacts, stable_id
from pocplanner.formats.safe_cells import restored
from pocplanner.formats.sheets import columns as sheet_columns
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.formats.sheets.columns import Cell
from pocplanner.formats.sheets.kinds import Sheet
from pocplanner.model.community import Community
from pocplanner.model.record import Guarded, Record
from pocplanner.model.refusal import reasons

#: A row that says this in its reference is the example of a template.
EXAMPLE = frozenset({"example", "exemple"})


def judge(
    made: Gathered, chosen: Chosen, source: SourceFacts, context: Context, first: int = 0
) -> Judged:
    """Records from the rows of a sheet; a row with a wrong cell is refused cell by cell.

    Where `first` is given only so many rows are judged; all of them tell the order of dates.
    """
    sheet = sheet_kinds.sheet(chosen.kind, chosen.ours)
    findings = Findings()
    ragged(made, findings)
    work = _Rows(sheet, chosen, made, source, context, findings)
    work.expect(made.rows)
    made.keep_first(first)
    records: list[Record] = []
    examples = 0
    for line, row in zip(made.lines, made.rows, strict=True):
        cells = work.cells(row)
        if folded(cells.get("key", "")) in EXAMPLE:
            examples += 1
            continue
        if total(next(filter(None, row), "")) and not cells.get("lat"):
            findings.warn("total_rows", line)
            continue
        record = work.record(line, cells)
        if record is not None:
            records.append(record)
    records = work.settled(records)
    judged = findings.judged(
        records,
        len(made.rows) + len(made.end.get("ragged", [])),
        blank=int(made.end.get("blank", 0)),
        example=examples,
        not_on_map=sum(_nowhere(r) for r in records),
    )
    judged.date_order = work.order
    judged.fields = work.fields
    return judged


def _nowhere(record: Record) -> bool:
    """Whether no map can show it: neither a position, nor a shape, a way or a place it is at."""
    if getattr(record, "position", 0) is not None:
        return False
    named = ("shape", "line", "route_id", "place_id")
    return not any(getattr(record, name, None) for name in named)


class _Rows:
    """One sheet being judged."""

    def __init__(
        self,
        sheet: Sheet,
        chosen: Chosen,
        made: Gathered,
        source: SourceFacts,
        context: Context,
        findings: Findings,
    ) -> None:
        self._sheet, self._chosen, self._source = sheet, chosen, source
        self._context, self._findings = context, findings
        self._columns = {k: at[0] for k, at in chosen.columns.items()}
        self._cells = {c.key: c for c in sheet_columns.cells(sheet.kind, chosen.ours)}
        dated = [
            [row[self._columns[k]] for row in made.rows]
            for k, c in self._cells.items()
            if c.form in {"date", "instant"} and k in self._columns
        ]
        self.order = date_order(dated, findings)
        self._entries = Entries(context, findings, self.order)
        self._seen: dict[str, int] = {}
        #: Rows of this sheet that others in it may name, by the id that they will have.
        self._expected: dict[str, str] = {}

    def expect(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Rows that name one another: each may name one that stands below it."""
        own = self._sheet.model.__name__
        naming = self._naming(own)
        if not naming:
            return
        # What is found wrong here is told when the row itself is read.
        entries = Entries(self._context, Findings(), self.order)
        ids: dict[str, set[str]] = {}
        names: dict[str, str] = {}
        for row in rows:
            given = self.cells(row)
            name = given.get("name", "")
            if not name or folded(given.get("key", "")) in EXAMPLE:
                continue
            try:
                told = {
                    key: entries.read(given[key], self._cells[key], 0)
                    for key in self._sheet.identity
                    if key in given and key in self._cells and key not in naming
                }
            except Wrong:
                continue
            made = self._id(given.get("key") or self._identity(told))
            ids.setdefault(folded(name), set()).add(made)
            names[made] = name
        for found in ids.values():
            if len(found) == 1:
                made = found.pop()
                if self._entries.expect(Known(made, own, names[made])):
                    self._expected[made] = names[made]

    def settled(self, records: list[Record]) -> list[Record]:
        """The records without names of rows that were refused."""
        lost = set(self._expected) - set(self._seen)
        if not lost:
            return records
        naming = self._naming(self._sheet.model.__name__)
        return [self._without(record, lost, naming) for record in records]

    def _naming(self, own: str) -> tuple[str, ...]:
        """The columns of this file in which rows may name records of their own kind."""
        return tuple(
            key
            for key, cell in self._cells.items()
            if key in self._columns and cell.form in {"ref", "refs"} and own in cell.kinds
        )

    def _without(self, record: Record, lost: set[str], naming: Iterable[str]) -> Record:
        kept: dict[str, Any] = {}
        for key in naming:
            field = self._cells[key].field
            value = getattr(record, field, None)
            if isinstance(value, tuple) and lost & set(value):
                kept[field] = tuple(id for id in value if id not in lost)
            elif isinstance(value, str) and value in lost:
                kept[field] = ""
            for id in lost & (set(value) if isinstance(value, tuple) else {value}):
                name = self._expected[id]
                self._findings.warn("name_not_found", self._seen.get(record.id, 0), name=name)
        return record.model_copy(update=kept) if kept else record

    def _id(self, key: str) -> str:
        """The id of the record of a row by what tells it apart."""
        if self._chosen.ours and self._context.ids.get(key) == self._sheet.model.__name__:
            return key  # a row that left this mission comes back as the record that it was
        return stable_id(self._source.key, self._sheet.model.__name__, key)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields for which the file has a column."""
        told = (self._cells[k].field for k in self._columns if k in self._cells)
        return tuple(dict.fromkeys(filter(None, told)))

    def cells(self, row: tuple[str, ...]) -> dict[str, str]:
        """The filled cells of a row by their keys."""
        found = {k: restored(row[at].strip()) for k, at in self._columns.items() if at < len(row)}
        filled = {k: text for k, text in found.items() if text and k in self._cells}
        shaped = any(self._cells[k].form in sheet_columns.SHAPES for k in filled)
        if filled.pop(sheet_columns.LOCATED, "") or shaped:
            # The point is that of the place, or lies inside the shape: it is not the record's own.
            filled.pop("lat", None)
            filled.pop("lon", None)
        return {**self._chosen.profile.constant, **filled}

    def _name(self, key: str) -> str:
        at = self._columns.get(key)
        return self._chosen.head.names[at] if at is not None else key

    def record(self, line: int, given: Mapping[str, str]) -> Record | None:
        """The record of a row, or nothing where the row is refused."""
        values: dict[str, Any] = {}
        good = True
        for key, text in given.items():
            cell = self._cells[key]
            if key == "key":
                continue
            try:
                values[key] = self._entries.read(text, cell, line)
            except Wrong as wrong:
                self._refuse(line, key, wrong)
                good = False
        for key, cell in self._cells.items():
            if cell.required and cell.key == cell.field and key not in given:
                self._findings.refuse(line, self._label(cell), "required")
                good = False
        if not good:
            return None
        return self._made(line, given, values)

    def _label(self, cell: Cell) -> str:
        from pocplanner.words import Words

        if cell.key in self._columns:
            return self._name(cell.key)
        return sheet_columns.label(self._sheet.kind, cell, Words(self._context.language))

    def _refuse(self, line: int, key: str, wrong: Wrong) -> None:
        repair = None
        if wrong.reason == "date_other_order":
            repair = Repair("date_order", "date_order", wrong.meant)
        elif wrong.meant:
            repair = Repair("meant", "", wrong.meant)
        self._findings.refuse(line, self._name(key), wrong.reason, repair, **wrong.facts)

    def _made(self, line: int, given: Mapping[str, str], values: dict[str, Any]) -> Record | None:
        fields = self._fields(line, values)
        if fields is None:
            return None
        key = given.get("key") or self._identity(values)
        made = self._id(key)
        if made in self._seen:
            self._findings.refuse(line, self._name("key"), "same_row_twice", first=self._seen[made])
            return None
        fields["id"] = made
        if "source_key" in self._sheet.model.model_fields:
            fields["source_key"] = key[:200]
        try:
            held = guard(self._source) if issubclass(self._sheet.model, Guarded) else {}
            record = self._sheet.model.model_validate(fields | held)
        except ValidationError as error:
            self._explain(line, error)
            return None
        self._seen[made] = line
        return record

    def _identity(self, values: dict[str, Any]) -> str:
        """What tells two rows apart where they bring no reference of their own."""
        told = (values.get(name, "") for name in self._sheet.identity)
        return "|".join(folded(str(v)) if v is not None else "" for v in told)

    def _fields(self, line: int, values: dict[str, Any]) -> dict[str, Any] | None:
        """The fields of the record: columns that belong together are put together."""
        fields = {k: v for k, v in values.items() if self._cells[k].key == self._cells[k].field}
        if "lat" in self._cells:
            position = self._position(line, values)
            if position is False:
                return None
            fields["position"] = position
            if position is None and self._sheet.model is Community:
                self._place_by_name(line, fields)
        if "people_female_0_4" in self._cells:
            fields["people"] = _people(values)
        if "seats_women" in self._cells:
            try:
                fields["seats"] = _seats(values)
            except Wrong as wrong:
                self._refuse(line, "seats_groups", wrong)
                return None
        if "vulnerabilities" in fields:
            fields["vulnerabilities"] = [{"factor": code} for code in fields["vulnerabilities"]]
        consent = {
            k.removeprefix("consent_"): v for k, v in values.items() if k.startswith("consent_")
        }
        if consent:
            fields["consent"] = consent
        if "rationales" in fields:
            fields["rationales"] = [
                {**r, "source_id": self._source.id} for r in fields["rationales"]
            ]
        return fields

    def _place_by_name(self, line: int, fields: dict[str, Any]) -> None:
        """A community without a position is set at the settlement of its name, and linked to it.

        A name that several settlements have sets nothing, and neither does an area: its middle
        is no place where people live, and times to it would be false.
        """
        found = self._entries.settlement(str(fields.get("settlement_id") or fields.get("name", "")))
        if found is not None and found.lon is not None and found.lat is not None:
            fields["settlement_id"] = found.id
            fields["position"] = {"lon": found.lon, "lat": found.lat}
            self._findings.warn("placed_by_settlement", line)
        elif fields.get("area_ids"):
            self._findings.warn("known_by_area", line)

    def _position(self, line: int, values: dict[str, Any]) -> dict[str, float] | bool | None:
        """The position of a row; nothing where it has none, False where the row is refused."""
        if "lat" not in values or "lon" not in values:
            if "lat" in values or "lon" in values:
                self._findings.warn("half_a_position", line)
            return None
        lat, lon = values["lat"], values["lon"]
        repair = Repair("coordinates", "coordinates", "swapped", {"lat": lon, "lon": lat})
        if abs(lat) > 90 or abs(lon) > 180:
            could = repair if abs(lat) <= 180 and abs(lon) <= 90 else None
            column = self._name("lat" if abs(lat) > 90 else "lon")
            self._findings.refuse(line, column, "coordinates_out_of_range", could, lat=lat, lon=lon)
            return False
        box = self._context.box
        if box:
            west, south, east, north = box
            crossed = west <= lat <= east and south <= lon <= north
            away = not (west - FAR <= lon <= east + FAR and south - FAR <= lat <= north + FAR)
            if away and crossed:
                reason = "coordinates_swapped"
                self._findings.refuse(line, self._name("lat"), reason, repair, lat=lat, lon=lon)
                return False
            if away:
                self._findings.warn("far_away", line)
        return {"lon": lon, "lat": lat}

    def _explain(self, line: int, error: ValidationError) -> None:
        """What the record says against a row, each rule as a sentence that it has."""
        for field, key, facts in reasons(error):
            name = self._name(field) if field in self._columns else field.replace("_", " ")
            self._findings.refuse(line, name, f"model.{key}", None, **facts)


def _people(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for sex in sheet_columns.SEXES:
        for age in sheet_columns.AGES:
            count = values.get(f"people_{sex}_{age}")
            if count is not None:
                found.append({"sex": sex, "age": age, "count": count})
    return found


def _seats(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Seats that add up: those of a named group are taken out of the seats of its sex."""
    found: list[dict[str, Any]] = list(values.get("seats_groups", ()))
    for name, sex in (("women", "female"), ("men", "male")):
        seats, deciding = values.get(f"seats_{name}"), values.get(f"deciding_{name}")
        if seats is None and deciding is None:
            continue
        held = seats if seats is not None else deciding
        left = held - sum(f["seats"] for f in found if f["sex"] == sex)
        deciders = (deciding or 0) - sum(f["deciding"] for f in found if f["sex"] == sex)
        if left < 0 or deciders < 0 or (len(found) and left < deciders <= held):
            raise Wrong("groups_above_seats", value=str(held))
        found.append({"sex": sex, "seats": left, "deciding": deciders})
    return found
