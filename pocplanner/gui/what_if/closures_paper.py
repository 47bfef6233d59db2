"""Closures leave as a PDF, a page for each base: asks for whom, writes, and logs that they left."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from pocplanner.commands import closures_paper
from pocplanner.gui.desk import Desk
from pocplanner.gui.what_if.paper_dialog import PaperDialog, ask_where, send
from pocplanner.model.guard import Audience

#: Who may read closures at all, the narrowest last.
READERS = (Audience.MISSION, Audience.COMMAND, Audience.CORE)


def ask_closures(parent: QWidget, desk: Desk, post_ids: tuple[str, ...] = ()) -> None:
    """Ask for whom, then write the closures beside the window and log that they left."""
    if desk.project is None:
        return
    dialog = PaperDialog(parent, desk, "closing", READERS)
    asked = ask_where(dialog, desk, "closures", "what_if.closing.file")
    if asked is not None:
        write(desk, post_ids, *asked)


def write(
    desk: Desk, post_ids: tuple[str, ...], audience: Audience, language: str, path: Path
) -> None:
    """Write the closures there, prove the file, and log it."""
    work = closures_paper.write_closures(
        desk.snapshot, post_ids, audience, language, path, today=desk.today
    )
    send(desk, work, closures_paper.keep, path)
