"""Records of any kinds as rows for a spreadsheet: a block for each kind, with its heads."""

from collections.abc import Callable, Sequence
from datetime import date

from pocplanner.commands.cells import Cells
from pocplanner.commands.tables import clipboard_text
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words


def rows_text(
    snapshot: Snapshot,
    records: Sequence[Record],
    columns: Callable[[type[Record]], Sequence[str]],
    words: Words,
    today: date,
) -> str:
    """The records with these columns for each kind, tab by tab and line by line.

    Where they are of several kinds, each block begins with the name of its kind and an empty
    line stands between the blocks.
    """
    cells = Cells(snapshot, words.language, today)
    blocks: list[str] = []
    kinds = list(dict.fromkeys(type(r) for r in records))
    for kind in kinds:
        names = columns(kind)
        rows = [
            [cells.write(kind, name, getattr(record, name)) for name in names]
            for record in records
            if type(record) is kind
        ]
        block = clipboard_text([words.label(kind, name) for name in names], rows)
        if len(kinds) > 1:
            block = f"{words.kind(kind, many=True)}\n{block}"
        blocks.append(block)
    return "\n\n".join(blocks)
