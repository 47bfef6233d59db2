"""What is done with records that are chosen on the map: copied as rows, chosen by an area."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from pocplanner.analysis.inside import records_inside
from pocplanner.commands.copying import rows_text
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.layers import LAYERS
from pocplanner.gui.tables.drawer import columns_of


def copy_rows(desk: Desk, ids: Sequence[str]) -> int:
    """Put the records into the clipboard as rows with heads; how many they are."""
    project, clipboard = desk.project, QGuiApplication.clipboard()
    if project is None:
        return 0
    found = [r for r in map(project.find, ids) if r is not None]
    if not found:
        desk.said.emit(desk.words.text("table.none_chosen"))
    elif clipboard is not None:
        clipboard.setText(rows_text(desk.snapshot, found, columns_of, desk.words, desk.today))
        desk.said.emit(desk.words.text("table.copied", n=f"{len(found):,}".replace(",", "\u202f")))
    return len(found)


def inside(desk: Desk, ids: Sequence[str], layers: Sequence[str]) -> list[str]:
    """The records of these layers that lie inside the chosen areas."""
    kinds = [kind for name in layers for kind in LAYERS[name][:1]]
    return [r.id for r in records_inside(desk.snapshot, ids, kinds)]
