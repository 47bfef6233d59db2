"""Events by the hundred thousand: written in bulk out of sight, read as arrays.

An import is staged (its rows are in the file and nobody sees them), kept (a `Series`
record names it) or undone (that record is gone again; the rows stay, so that a redo costs
nothing). What is still staged when a file is opened came from a killed import and goes.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from pocplanner.model.event_chunk import Texts, others
from pocplanner.model.events import LABEL_COLUMNS, Events, Labels, Series, join, no_events
from pocplanner.store import chunks
from pocplanner.words import Problem

STAGING, STAGED, KEPT = 0, 1, 2
_PLACE = ("text_owner", "text_group", "text_row")


@dataclass(frozen=True)
class Staged:
    """What a staged import holds, against what its source had before.

    `repeated` counts rows that were left out because an earlier row of the same import
    has their key. Days are days since 1970-01-01, nothing where no row has one.
    """

    import_id: str
    source_id: str
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    repeated: int = 0
    first_day: int | None = None
    last_day: int | None = None


@dataclass(frozen=True)
class Import:
    """The rows of one import, with the places of their texts."""

    number: int
    events: Events
    places: chunks.Columns
    covers: frozenset[int] = frozenset()

    def take(self, rows: NDArray[Any]) -> "Import":
        """The rows chosen by a mask or an index."""
        places = {name: column[rows] for name, column in self.places.items()}
        return replace(self, events=self.events.take(rows), places=places)


class SeriesTables:
    """The tables of imports, blocks and texts, on a connection that is handed in."""

    def __init__(self, metadata: sa.MetaData) -> None:
        self.imports = sa.Table(
            "store_import",
            metadata,
            sa.Column("number", sa.Integer, primary_key=True),
            sa.Column("id", sa.Text, nullable=False),
            sa.Column("source_id", sa.Text, nullable=False),
            sa.Column("state", sa.Integer, nullable=False),
            sa.Column("rows", sa.Integer, nullable=False),
            sa.Column("names", sa.Text, nullable=False),
            sa.Column("covers", sa.Text, nullable=False),
        )
        self.blocks = sa.Table(
            "store_block",
            metadata,
            sa.Column("import_number", sa.Integer, primary_key=True),
            sa.Column("number", sa.Integer, primary_key=True),
            sa.Column("rows", sa.Integer, nullable=False),
            sa.Column("layout", sa.Text, nullable=False),
            sa.Column("data", sa.LargeBinary, nullable=False),
        )
        self.texts = sa.Table(
            "store_text",
            metadata,
            sa.Column("import_number", sa.Integer, primary_key=True),
            sa.Column("number", sa.Integer, primary_key=True),
            sa.Column("data", sa.LargeBinary, nullable=False),
        )

    def begin(self, sql: sa.Connection, import_id: str, source_id: str) -> int:
        """A new import, staging; its number."""
        if self._import(sql, import_id) is not None:
            raise ValueError(f"import {import_id} is there already")
        number = int(sql.execute(sa.select(sa.func.max(self.imports.c.number))).scalar() or 0) + 1
        empty = {"state": STAGING, "rows": 0, "names": "{}", "covers": "[]"}
        sql.execute(
            self.imports.insert(),
            {"number": number, "id": import_id, "source_id": source_id, **empty},
        )
        return number

    def add(
        self,
        sql: sa.Connection,
        number: int,
        block: int,
        rows: int,
        packed: tuple[str, bytes],
        texts: Sequence[tuple[int, bytes]],
    ) -> None:
        """One block of rows and the groups of texts that came with it."""
        layout, data = packed
        sql.execute(
            self.blocks.insert(),
            {"import_number": number, "number": block, "rows": rows, "layout": layout,
             "data": data},
        )  # fmt: skip
        if texts:
            sql.execute(
                self.texts.insert(),
                [{"import_number": number, "number": n, "data": text} for n, text in texts],
            )

    def end(
        self, sql: sa.Connection, number: int, rows: int, names: str, covers: Sequence[int]
    ) -> None:
        """The import is complete; a `Series` record may name it."""
        sql.execute(
            self.imports.update().where(self.imports.c.number == number),
            {"state": STAGED, "rows": rows, "names": names, "covers": json.dumps(list(covers))},
        )

    def keep(self, sql: sa.Connection, import_ids: Sequence[str]) -> None:
        """An edit names these imports: from now on only a purge takes their rows."""
        sql.execute(
            self.imports.update().where(
                self.imports.c.id.in_(import_ids), self.imports.c.state == STAGED
            ),
            {"state": KEPT},
        )

    def unnamed(self, sql: sa.Connection) -> list[int]:
        """The imports that no edit ever named."""
        found = sa.select(self.imports.c.number).where(self.imports.c.state != KEPT)
        return list(sql.execute(found).scalars())

    def remove_piece(self, sql: sa.Connection, number: int) -> bool:
        """Remove the last stored piece of an import, or itself when none is left; whether more is.

        A transaction of one piece needs little room beside the file, which a disk that an
        import has filled may still have.
        """
        for table in (self.texts, self.blocks):
            own = table.c.import_number == number
            last = sql.execute(sa.select(sa.func.max(table.c.number)).where(own)).scalar()
            if last is not None:
                sql.execute(table.delete().where(own, table.c.number == last))
                return True
        self.remove(sql, [number])
        return False

    def remove(self, sql: sa.Connection, numbers: Sequence[int]) -> None:
        """Remove these imports with all that belongs to them."""
        for number in numbers:
            for table in (self.blocks, self.texts):
                sql.execute(table.delete().where(table.c.import_number == number))
            sql.execute(self.imports.delete().where(self.imports.c.number == number))

    def purge(self, sql: sa.Connection, source_ids: Sequence[str]) -> int:
        """Remove every import of these sources; how many that were."""
        found = sa.select(self.imports.c.number).where(self.imports.c.source_id.in_(source_ids))
        numbers = list(sql.execute(found).scalars())
        self.remove(sql, numbers)
        return len(numbers)

    def _import(self, sql: sa.Connection, import_id: str) -> Any:
        return sql.execute(sa.select(self.imports).where(self.imports.c.id == import_id)).first()

    def read(self, sql: sa.Connection, import_id: str, series_id: str = "") -> Import | None:
        """The rows of one import as arrays, in the order in which they came."""
        row = self._import(sql, import_id)
        if row is None or row.state == STAGING:
            return None
        return self._rows(sql, row, series_id)

    def _rows(self, sql: sa.Connection, row: Any, series_id: str) -> Import:
        blocks = self.blocks
        found = sql.execute(
            sa.select(blocks.c.rows, blocks.c.layout, blocks.c.data)
            .where(blocks.c.import_number == row.number)
            .order_by(blocks.c.number)
        ).all()
        if sum(block.rows for block in found) != row.rows:
            raise Problem("open.damaged_events")
        parts = [chunks.unpack(block.layout, block.data, block.rows) for block in found]
        events, places = _columns(parts, chunks.read_names(row.names), series_id)
        return Import(row.number, events, places, _numbers(row.covers))

    def visible(self, sql: sa.Connection, series: Sequence[Series]) -> list[Import]:
        """The rows that these series show: of one source, the newest import that has a row."""
        rows = [(one, self._import(sql, one.import_id)) for one in series]
        found = [(one, row) for one, row in rows if row is not None and row.state != STAGING]
        by_source: dict[str, list[Import]] = {}
        for one, row in sorted(found, key=lambda pair: -pair[1].number):
            newer = by_source.setdefault(one.source_id, [])
            if any(row.number in other.covers for other in newer):
                continue  # every row of it has a newer form
            read = self._rows(sql, row, one.id)
            seen = [other.events.key for other in newer]
            newer.append(_without(read, seen))
        return [part for imports in by_source.values() for part in imports]

    def details(self, sql: sa.Connection, places: chunks.Columns) -> list[dict[str, str]]:
        """The texts of these rows, each as its columns."""
        groups: dict[tuple[int, int], dict[str, Texts]] = {}
        names: dict[int, tuple[str, ...]] = {}
        found = []
        numbers = zip(*(places[n].tolist() for n in _PLACE), strict=True)
        for owner, group, at in numbers:
            if group >= 0 and (owner, group) not in groups:
                chosen = (self.texts.c.import_number == owner, self.texts.c.number == group)
                data = sql.execute(sa.select(self.texts.c.data).where(*chosen)).scalar()
                groups[owner, group] = chunks.unpack_texts(data) if data else {}
            if owner not in names:
                told = sql.execute(
                    sa.select(self.imports.c.names).where(self.imports.c.number == owner)
                ).scalar()
                names[owner] = chunks.read_more_names(told) if told else ()
            found.append(_detail(groups.get((owner, group), {}), at, names[owner]))
        return found


def _detail(columns: dict[str, Texts], row: int, names: Sequence[str]) -> dict[str, str]:
    """The texts of one row; those of the source's other columns under their own names."""
    told = {name: column.text(row) for name, column in columns.items() if 0 <= row < len(column)}
    try:
        told.update(others(told.pop("more", ""), names))
    except ValueError as error:
        raise Problem("open.damaged_events") from error
    return {name: text for name, text in told.items() if text}


def _without(one: Import, seen: Sequence[NDArray[np.bytes_]]) -> Import:
    """The rows of an import whose keys are in none of these."""
    keep = np.ones(len(one.events), bool)
    for keys in seen:
        keep &= ~np.isin(one.events.key, keys)
    return one if keep.all() else one.take(keep)


def _numbers(text: str) -> frozenset[int]:
    try:
        return frozenset(int(n) for n in json.loads(text))
    except (ValueError, TypeError) as error:
        raise Problem("open.damaged_events") from error


def _columns(
    parts: Sequence[chunks.Columns], names: dict[str, tuple[str, ...]], series_id: str
) -> tuple[Events, chunks.Columns]:
    """The blocks of one import as one table of events and the places of their texts."""
    if not parts:
        empty = {name: np.zeros(0, kind) for name, kind in chunks.TEXT_PLACE.items()}
        return no_events(), empty
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    columns: dict[str, Any] = {name: whole[name] for name in ("key", *chunks.NUMBERS)}
    columns["series"] = np.zeros(len(whole["key"]), np.int16)
    for name in LABEL_COLUMNS:
        codes = whole[name].astype(np.int32)
        if codes.size and not 0 <= int(codes.min()) <= int(codes.max()) < len(names[name]):
            raise Problem("open.damaged_events")
        columns[name] = Labels(codes, names[name])
    places = {name: whole[name] for name in chunks.TEXT_PLACE}
    return Events(**columns, series_ids=(series_id,)), places


def joined(imports: Sequence[Import]) -> Import:
    """Several imports as one table, with the places of their texts in the same order."""
    imports = [one for one in imports if len(one.events)]
    places = {
        name: np.concatenate([one.places[name] for one in imports] or [np.zeros(0, kind)])
        for name, kind in chunks.TEXT_PLACE.items()
    }
    return Import(0, join([one.events for one in imports]), places)
