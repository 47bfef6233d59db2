"""A table for each kind of record, a column for each field, decided by the field's type."""

import json
import re
import types
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from pocplanner.model.record import Record
from pocplanner.words import Problem

Kinds = tuple[type[Record], ...]
Dump = dict[str, Any]


class Shape:
    """How one kind of record lies in its table, and how it comes back."""

    def __init__(self, kind: type[Record], metadata: sa.MetaData) -> None:
        self.kind = kind
        self.name = kind.__name__
        columns, self.json = [], []
        for field, info in kind.model_fields.items():
            column, empty = _column(info.annotation)
            if column is None:
                self.json.append(field)
            columns.append(
                sa.Column(field, column or sa.Text, primary_key=field == "id", nullable=empty)
            )
        self.table = sa.Table(table_name(kind), metadata, *columns)
        new = sqlite.insert(self.table)
        others = {c.name: new.excluded[c.name] for c in self.table.columns if c.name != "id"}
        self.upsert = (
            new.on_conflict_do_update(index_elements=["id"], set_=others)
            if others
            else new.on_conflict_do_nothing()
        )
        self.delete = self.table.delete().where(self.table.c.id == sa.bindparam("gone"))
        self.select = sa.select(self.table).order_by(sa.text("rowid"))

    def row(self, dump: Dump) -> Dump:
        """The row of a record, from its JSON form."""
        return {**dump, **{f: _written(dump[f]) for f in self.json}}

    def record(self, found: Dump) -> Record:
        """The record of a row. Problem where the row does not hold one."""
        try:
            for field in self.json:
                if found[field] is not None:
                    found[field] = json.loads(found[field])
        except (ValueError, TypeError) as error:
            raise Problem("open.record", kind=self.name, id=str(found.get("id"))) from error
        return self.told(found)

    def told(self, dump: Dump) -> Record:
        """The record of its JSON form. Problem where that does not hold one."""
        try:
            return self.kind.model_validate(dump)
        except ValidationError as error:
            raise Problem("open.record", kind=self.name, id=str(dump.get("id"))) from error


def shapes(kinds: Kinds, metadata: sa.MetaData) -> dict[type[Record], Shape]:
    """The shape of each kind."""
    return {kind: Shape(kind, metadata) for kind in kinds}


def dumped(record: Record) -> Dump:
    """A record in its JSON form, a value for each field."""
    return record.model_dump(mode="json")


def table_name(kind: type[Record]) -> str:
    """The name of a kind's table: EventCorrection is kept in event_correction."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind.__name__).lower()


def definitions(tables: Iterable[sa.Table]) -> list[str]:
    """The statements that make these tables, each on one line."""
    dialect = sqlite.dialect()
    return [_flat(str(CreateTable(table).compile(dialect=dialect))) for table in tables]


def normal(sql: str) -> tuple[str, frozenset[str]]:
    """A table's definition without the order of its columns, for comparison to the letter."""
    flat = re.sub(r'"([a-z_]+)"', r"\1", _flat(sql))  # a renamed table comes back quoted
    begin, _, body = flat.partition("(")
    body, closed, end = body.rpartition(")")
    if not closed:
        return flat, frozenset()
    parts, depth, part = [], 0, ""
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += sign
    return f"{begin.strip()} {end.strip()}".strip(), frozenset((*parts, part.strip()))


def compare(found: Sequence[Sequence[Any]], ours: Iterable[str]) -> bool:
    """Whether rows of sqlite_master (type, name, table, sql) are these tables and no more."""
    wanted = {normal(sql) for sql in ours}
    seen = set()
    for kind, name, table, sql in found:
        if sql is None:
            if kind != "index" or name != f"sqlite_autoindex_{table}_1":
                return False
        elif kind != "table" or normal(sql) not in wanted:
            return False
        else:
            seen.add(normal(sql))
    return seen == wanted


def _flat(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")").strip()


def _written(value: Any) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _column(annotation: Any) -> tuple[sa.types.TypeEngine[Any] | None, bool]:
    """The column type of a field (nothing: JSON text) and whether it may be empty."""
    found, empty = _bare(annotation), False
    if get_origin(found) in (Union, types.UnionType):
        inside = [_bare(part) for part in get_args(found)]
        empty = type(None) in inside
        inside = [part for part in inside if part is not type(None)]
        found = inside[0] if len(inside) == 1 else None
    if get_origin(found) is Literal and all(isinstance(v, str) for v in get_args(found)):
        return sa.Text(), empty
    if not isinstance(found, type) or get_origin(found) is not None:
        return None, empty
    if issubclass(found, bool):
        return sa.Boolean(), empty
    if issubclass(found, (str, date, datetime)):
        return sa.Text(), empty
    if issubclass(found, Enum):
        return None, empty
    if issubclass(found, int):
        return sa.BigInteger(), empty
    if issubclass(found, float):
        return sa.Float(), empty
    return None, empty


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation
