"""An archive of several text tables: one is read, joined to the one that it repeats within."""

import io
from typing import Any

from pocplanner.formats.reader import tables
from pocplanner.formats.reader.archive import INFLATED, inflate, members
from pocplanner.formats.reader.repeats import Joined, Keys
from pocplanner.formats.reader.sniff import Content, member_table
from pocplanner.formats.reader.wire import Unreadable

#: How the tables of a form are tied: the key of a row, and that of the row it belongs to.
_TIED = Keys("KEY", "PARENT_KEY", "")


class Member:
    """One table of the archive, with the names of all."""

    def __init__(self, table: tables.Delimited, name: str, sheets: list[str]) -> None:
        self._table = table
        self.name, self.sheets = name, sheets
        self.size, self.formulas = table.size, 0
        self.encoding, self.delimiter, self.doubts = table.encoding, table.delimiter, table.doubts
        self.beat = tables.quiet

    def position(self) -> int:
        """Bytes read so far."""
        return self._table.position()

    def batches(self, rows: int) -> Any:
        """Walk the table from its start."""
        return self._table.batches(rows)


def opened(found: Content, wanted: dict[str, str], sampled: bool) -> Any:
    """The table that a person chose, else the first; a repeat with the cells of its parent."""
    names = {n.rpartition("/")[2]: n for n in found.members}
    if len(names) != len(found.members):
        names = {n: n for n in found.members}
    chosen = wanted.get("sheet") or next(iter(names))
    if chosen not in names:
        raise Unreadable("import_no_such_sheet", sheet=chosen)
    archive, listed = members(found.file)
    by_name = {m.filename: m for m in listed}

    def member(name: str) -> Member:
        held = inflate(archive, by_name[names[name]], INFLATED)
        told = member_table(held, name)
        table = tables.delimited(io.BytesIO(told.file.read()), wanted, sampled)
        return Member(table, name, list(names))

    made = member(chosen)
    _, rows = tables.first_rows(made, 2)
    stem = chosen.rpartition(".")[0]
    if rows and _TIED.parent in rows[0]:
        above = [n for n in names if n != chosen and stem.startswith(n.rpartition(".")[0] + "-")]
        if above:
            joined: Any = Joined(made, member(max(above, key=len)), _TIED)
            joined.encoding, joined.delimiter = made.encoding, made.delimiter
            joined.doubts = made.doubts
            return joined
    return made
