"""The table of what the ground is made of: classes of rasters, and how fast each is crossed."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from pocplanner.commands import terrain as loading
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import button
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.model.terrain import GroundClass, Terrain

if TYPE_CHECKING:
    from pocplanner.formats.terrain import Raster


class GroundPane(RecordsPane):
    """Load a raster of land cover or slope, edit the speeds of its classes, take it away."""

    def __init__(self, desk: Desk) -> None:
        words = desk.words
        self._load = []
        for measure in loading.MEASURES:
            hint = words.text(f"travel_map.load_hint_{measure}")
            made = button(words.text(f"travel_map.load_{measure}"), hint=hint)
            made.clicked.connect(partial(self._ask, measure))
            self._load.append(made)
        self.away = button(words.text("travel_map.take_away"))
        self.away.clicked.connect(self._take_away)
        super().__init__(
            desk,
            GroundClass,
            ("terrain_id", "code", "name", "share_percent", "kmh", "factor"),
            addable=False,
            buttons=(*self._load, self.away),
            empty=words.text("travel_map.no_ground"),
        )

    def _ask(self, measure: str, _: bool = False) -> None:
        words = self._desk.words
        found, _chosen = QFileDialog.getOpenFileName(
            self, words.text(f"travel_map.load_{measure}"), "", "GeoTIFF (*.tif *.tiff)"
        )
        if found and self._desk.project is not None:
            self.load(Path(found), measure)

    def load(self, path: Path, measure: str) -> bool:
        """Read a raster beside the window, then keep it; False while other work runs."""
        work = loading.look(self._desk.snapshot, path, measure)
        keep = partial(self._keep, path.stem, measure)
        return self._desk.work("travel.progress.raster", work, keep)

    def _keep(self, name: str, measure: str, found: "Raster") -> None:
        words = self._desk.words
        kept: Any = self._desk.act(loading.keep, found, name, measure, words.language)
        if kept is None:
            return
        ground, classes = kept
        self._desk.said.emit(
            words.text(
                "cli.terrain.kept", name=ground.name, columns=ground.columns, rows=ground.rows,
                percent=round(100 * found.known), classes=len(classes),
            )
        )  # fmt: skip

    def _take_away(self) -> None:
        if self._desk.project is None:
            return
        snapshot = self._desk.snapshot
        ids = [r.id for kind in (GroundClass, Terrain) for r in snapshot.all(kind)]
        if ids:
            self._desk.remove(ids)


__all__ = ["GroundPane"]
