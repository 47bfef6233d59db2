"""Asks how the map is to leave: as one picture or an atlas, for whom, in which form."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from pocplanner.analysis.event_look import EventLook
from pocplanner.analysis.selection import EventSelection
from pocplanner.commands import pictures
from pocplanner.gui.desk import Desk
from pocplanner.gui.papers.audience_list import SAFEST
from pocplanner.gui.papers.export_dialog import ExportDialog
from pocplanner.gui.papers.paper_making import Choice, Leaving
from pocplanner.gui.plain import label
from pocplanner.model.guard import Audience
from pocplanner.words import LANGUAGES

if TYPE_CHECKING:
    from pocplanner.gui.travel.on_map import Asked

_SHOWS = ("seen", "whole", "places", "areas")
_FORMATS = ("pdf", "png", "svg")
_SIZES = ("a4", "a3", "letter")


@dataclass(frozen=True)
class Seen:
    """What the map shows now: its layers as pictures know them, its box, its events."""

    layers: tuple[str, ...]
    bounds: tuple[float, float, float, float] | None
    events: EventSelection
    compared: str = ""
    beside: bool = False
    look: EventLook = field(default_factory=EventLook)
    #: What is shown of travel time (`gui.travel.on_map.Asked`), where it is shown.
    times: "Asked | None" = None


class PictureDialog(QDialog):
    """What, for whom, in which language, form and size; the format follows where it must."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent)
        self._words = desk.words
        self.setWindowTitle(self._say("title"))
        self.setMinimumWidth(460)
        self.shows = self._box("shows", [(self._say(f"show_{n}"), n) for n in _SHOWS])
        term = desk.words.term
        self.audience = self._box(
            "audience", [(term("audience", a.value), a.value) for a in Audience]
        )
        self.audience.setCurrentIndex(self.audience.findData(SAFEST.value))
        languages = [(desk.words.text(f"gui.language.{c}"), c) for c in LANGUAGES]
        self.language = self._box("language", languages)
        self.language.setCurrentIndex(self.language.findData(desk.settings.document_language))
        self.format = self._box("format", [(self._say(f"format_{n}"), n) for n in _FORMATS])
        self.sheet = self._box("size", [(self._say(f"size_{n}"), n) for n in _SIZES])
        self.title = QLineEdit()
        self.title.setMaxLength(120)
        self.title.setPlaceholderText(self._say("title_hint"))
        self.title.setAccessibleName(self._say("over"))
        form = QFormLayout()
        for key, widget in (
            ("shows", self.shows), ("audience", self.audience), ("over", self.title),
            ("language", self.language), ("format", self.format), ("size", self.sheet),
        ):  # fmt: skip
            form.addRow(label(self._say(key)), widget)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self._say("go_on"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(
            desk.words.text("gui.cancel")
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.addWidget(label(self._say("about"), "hint", wrap=True))
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.shows.currentIndexChanged.connect(lambda _: self._on_shows())

    def _say(self, key: str) -> str:
        return self._words.text(f"map_picture.{key}")

    def _box(self, key: str, entries: list[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self._say(key))
        for text, data in entries:
            made.addItem(text, data)
        return made

    def _on_shows(self) -> None:
        """An atlas has many pages, so it is a PDF."""
        atlas = self.shows.currentData() in ("places", "areas")
        if atlas:
            self.format.setCurrentIndex(self.format.findData("pdf"))
        self.format.setEnabled(not atlas)

    def choice(self, seen: Seen) -> Any:
        """What was asked for, as `report.map_paper.MapChoice`."""
        from pocplanner.report.map_paper import USUAL, MapChoice
        from pocplanner.report.map_times import TimeChoice

        shows, asked = self.shows.currentData(), seen.times
        layers = seen.layers or USUAL
        return MapChoice(
            layers=(*layers, "times") if asked else layers,
            bounds=seen.bounds if shows == "seen" else None,
            events=seen.events,
            atlas=shows if shows in ("places", "areas") else "",
            title=self.title.text().strip(),
            compared=seen.compared,
            beside=seen.beside,
            look=seen.look,
            times=TimeChoice(*asked) if asked else TimeChoice(),
        )


def ask_picture(parent: QWidget, desk: Desk, seen: Seen) -> None:
    """Ask, then write the picture or the atlas beside the window and log that it left."""
    dialog = PictureDialog(parent, desk)
    if desk.project is None or not dialog.exec():
        return
    words = desk.words
    audience = Audience(dialog.audience.currentData())
    language, ending = dialog.language.currentData(), dialog.format.currentData()
    told = Choice("map", audience, language)
    title = dialog.title.text().strip() or dialog.shows.currentText()
    if not ExportDialog(parent, words, told, title, None).exec():
        return
    name = f"{words.text('map_picture.file')}-{audience.value}-{language}.{ending}"
    found, _ = QFileDialog.getSaveFileName(
        parent, words.text("gui.report.where"), name, f"{ending.upper()} (*.{ending})"
    )
    if not found:
        return
    path = Path(found)
    if path.suffix.lower() != f".{ending}":
        path = path.with_name(f"{path.name}.{ending}")
    write(desk, audience, language, path, dialog.choice(seen), dialog.sheet.currentData())


def write(
    desk: Desk, audience: Audience, language: str, path: Path, choice: Any, page: Any
) -> None:
    """Write the map there, prove it, and log it; what is not in the log has not left."""
    leaving = Leaving(path)

    def written(found: pictures.WrittenMap) -> None:
        if desk.act(pictures.keep, found) is None:
            leaving.take_back()
            return
        audience_name = desk.words.term("audience", found.audience.value)
        desk.said.emit(
            desk.words.text(
                "map_picture.written", name=found.path.name, audience=audience_name,
                held_back=found.held_back,
            )
        )  # fmt: skip

    work = pictures.write_map(
        desk.snapshot, audience, language, path, choice, page, today=desk.today
    )
    desk.work("map_picture.job", work, written)
