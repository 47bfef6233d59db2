"""Closures leave as a PDF, a page for each base: asks for whom, writes, and logs that they left."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from pocplanner.commands import closures_paper
from pocplanner.gui.desk import Desk
from pocplanner.gui.papers.export_dialog import ExportDialog
from pocplanner.gui.papers.paper_making import Choice, Leaving
from pocplanner.gui.what_if.paper_dialog import PaperDialog
from pocplanner.model.guard import Audience

#: Who may read closures at all, the narrowest last.
READERS = (Audience.MISSION, Audience.COMMAND, Audience.CORE)


def ask_closures(parent: QWidget, desk: Desk, post_ids: tuple[str, ...] = ()) -> None:
    """Ask for whom, then write the closures beside the window and log that they left."""
    dialog = PaperDialog(parent, desk, "closing", READERS)
    if desk.project is None or not dialog.exec():
        return
    words = desk.words
    audience, language = Audience(dialog.audience.currentData()), dialog.language.currentData()
    title = words.text("outline.title.closures")
    if not ExportDialog(parent, words, Choice("closures", audience, language), title, None).exec():
        return
    name = f"{words.text('what_if.closing.file')}-{audience.value}-{language}.pdf"
    found, _ = QFileDialog.getSaveFileName(
        parent, words.text("gui.report.where"), name, "PDF (*.pdf)"
    )
    if found:
        path = Path(found)
        path = path if path.suffix else path.with_suffix(".pdf")
        write(desk, post_ids, audience, language, path)


def write(
    desk: Desk, post_ids: tuple[str, ...], audience: Audience, language: str, path: Path
) -> None:
    """Write the closures there, prove the file, and log it; what is not logged has not left."""
    leaving = Leaving(path)

    def written(made: closures_paper.WrittenClosures) -> None:
        if desk.act(closures_paper.keep, made) is None:
            leaving.take_back()
            return
        facts = {"name": made.path.name, "held_back": made.held_back,
                 "audience": desk.words.term("audience", made.audience.value)}  # fmt: skip
        desk.said.emit(desk.words.text("map_picture.written", **facts))

    work = closures_paper.write_closures(
        desk.snapshot, post_ids, audience, language, path, today=desk.today
    )
    desk.work("what_if.options.writing", work, written)
