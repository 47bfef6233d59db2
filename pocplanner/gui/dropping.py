"""Files dropped on the window: a mission is opened, tiles lie under the map, data is imported."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from pocplanner.gui.window import Window

#: Endings of tiles. A GeoPackage may hold tiles or data: the import looks, and says which.
_PACKS = (".mbtiles", ".pmtiles")


def _mission(path: Path) -> bool:
    # The window stands before what opens missions is loaded.
    from pocplanner.commands.mission import SUFFIX

    return path.suffix == SUFFIX


def paths_of(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def take_copy(event: QDropEvent) -> None:
    """Take what is dragged as a copy: a file manager that moves would delete the person's file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def what_comes(window: "Window", data: QMimeData) -> str:
    """One sentence on what letting go would do."""
    paths, words = paths_of(data), window.words
    if any(map(_mission, paths)):
        return words.text("gui.drop.opens")
    if window.desk.project is None:
        return words.text("gui.drop.no_mission")
    if paths and all(path.suffix.casefold() in _PACKS for path in paths):
        return words.text("gui.drop.base_map")
    return words.text("gui.drop.imports")


def take(window: "Window", paths: list[Path]) -> None:
    """Do with the files what their endings say."""
    missions = list(filter(_mission, paths))
    if missions:
        window.open_path(missions[0])
        return
    if window.desk.project is None:
        window.desk.said.emit(window.words.text("gui.drop.no_mission"))
        return
    packs = [path for path in paths if path.suffix.casefold() in _PACKS]
    if packs:
        _lay_under(window, packs)
    window.import_paths([path for path in paths if path not in packs])


def _lay_under(window: "Window", packs: list[Path]) -> None:
    from pocplanner.gui.pages.map import MapPage

    window.turn_to("map")
    page = window.page("map")
    if isinstance(page, MapPage):
        page.show_tab("map")
        page.side.setCurrentWidget(page.base)
        for path in packs:
            page.base.add(path)
