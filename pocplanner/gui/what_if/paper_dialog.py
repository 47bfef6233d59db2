"""Asks for whom options leave as a PDF, and writes them beside the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from pocplanner.commands import options_paper
from pocplanner.gui.desk import Desk
from pocplanner.gui.papers.export_dialog import ExportDialog
from pocplanner.gui.papers.paper_making import Choice, Leaving
from pocplanner.gui.plain import label
from pocplanner.model.guard import Audience
from pocplanner.progress import Work
from pocplanner.project import Project
from pocplanner.words import LANGUAGES


class Written(Protocol):
    """What is told of a paper that was written."""

    @property
    def path(self) -> Path: ...
    @property
    def held_back(self) -> int: ...
    @property
    def audience(self) -> Audience: ...


T = TypeVar("T", bound=Written)

#: Who reads proposals at all: those who plan and command.
READERS = (Audience.COMMAND, Audience.CORE)


class PaperDialog(QDialog):
    """For whom and in which language."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, what: str = "options",
        readers: tuple[Audience, ...] = READERS,
    ) -> None:  # fmt: skip
        """`what` names the texts: "options" or "closing"."""
        super().__init__(parent)
        words = desk.words
        self.setWindowTitle(words.text(f"what_if.{what}.paper"))
        self.setMinimumWidth(420)
        self.audience, self.language = QComboBox(), QComboBox()
        for audience in readers:
            self.audience.addItem(words.term("audience", audience.value), audience.value)
        for code in LANGUAGES:
            self.language.addItem(words.text(f"gui.language.{code}"), code)
        self.language.setCurrentIndex(self.language.findData(desk.settings.document_language))
        form = QFormLayout()
        for key, box in (("audience", self.audience), ("language", self.language)):
            name = words.text(f"map_picture.{key}")
            box.setAccessibleName(name)
            form.addRow(label(name), box)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        go_on = buttons.button(QDialogButtonBox.StandardButton.Ok)
        go_on.setText(words.text("map_picture.go_on"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(words.text("gui.cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.addWidget(label(words.text(f"what_if.{what}.paper_about"), "hint", wrap=True))
        layout.addLayout(form)
        layout.addWidget(buttons)


def ask_where(
    dialog: PaperDialog, desk: Desk, document: str, key: str
) -> tuple[Audience, str, Path] | None:
    """For whom, in which language and into which file; nothing where somebody thought better.

    `document` names it in the log, `key` the text of its file's name.
    """
    if not dialog.exec():
        return None
    words, parent = desk.words, dialog.parentWidget()
    audience, language = Audience(dialog.audience.currentData()), dialog.language.currentData()
    title = words.text(f"outline.title.{document}")
    if not ExportDialog(parent, words, Choice(document, audience, language), title, None).exec():
        return None
    name = f"{words.text(key)}-{audience.value}-{language}.pdf"
    found, _ = QFileDialog.getSaveFileName(
        parent, words.text("gui.report.where"), name, "PDF (*.pdf)"
    )
    path = Path(found)
    return (
        (audience, language, path if path.suffix else path.with_suffix(".pdf")) if found else None
    )


def send(desk: Desk, work: Work[T], keep: Callable[[Project, T], object], path: Path) -> None:
    """Write a paper beside the window, then log it; what is not logged has not left."""
    leaving = Leaving(path)

    def written(made: T) -> None:
        if desk.act(keep, made) is None:
            leaving.take_back()
            return
        facts = {"name": made.path.name, "held_back": made.held_back,
                 "audience": desk.words.term("audience", made.audience.value)}  # fmt: skip
        desk.said.emit(desk.words.text("map_picture.written", **facts))

    desk.work("what_if.options.writing", work, written)


def ask_paper(parent: QWidget, desk: Desk, option_ids: tuple[str, ...]) -> None:
    """Ask, then write the options beside the window and log that they left."""
    if desk.project is None or not option_ids:
        return
    asked = ask_where(PaperDialog(parent, desk), desk, "options", "what_if.options.file")
    if asked is not None:
        write(desk, option_ids, *asked)


def write(
    desk: Desk, option_ids: tuple[str, ...], audience: Audience, language: str, path: Path
) -> None:
    """Write the options there, prove the file, and log it."""
    work = options_paper.write_options(
        desk.snapshot, option_ids, audience, language, path, today=desk.today
    )
    send(desk, work, options_paper.keep, path)
