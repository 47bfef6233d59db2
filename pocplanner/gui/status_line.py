"""The line below the pages: what was kept last, what is under way, where the pointer is."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QStatusBar

from pocplanner.gui.coordinates.readout import PointerReadout
from pocplanner.gui.coordinates.scale import ScaleBox
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import button, label
from pocplanner.progress import Progress

if TYPE_CHECKING:
    from pocplanner.model.edit import Edit

_LONGEST = 160


class StatusLine(QStatusBar):
    """Hears the desk and its jobs; says one sentence at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._words = desk.words
        self.progress = QProgressBar()
        self.progress.setFixedWidth(180)
        self.progress.setAccessibleName(self._words.text("gui.progress"))
        self.job_title = label("", "hint")
        self.cancel = button(self._words.text("gui.cancel"), "small")
        self.cancel.clicked.connect(self._cancel)
        self._jobs, self._stopping = desk.jobs, False
        for widget in (self.job_title, self.progress, self.cancel):
            self.addPermanentWidget(widget)
            widget.hide()
        self.kept = label()
        self.addWidget(self.kept, 1)
        self.scale = ScaleBox(desk)
        self.addPermanentWidget(self.scale)
        self.pointer = PointerReadout(desk)
        self.addPermanentWidget(self.pointer)
        desk.said.connect(self.say)
        desk.jobs.started.connect(self._on_job)
        desk.jobs.progressed.connect(self._on_progress)
        desk.jobs.finished.connect(self._on_job_end)

    def say(self, text: str) -> None:
        """Show one sentence; the tool tip holds the whole of a long one."""
        self.kept.setText(text if len(text) < _LONGEST else text[: _LONGEST - 3] + "…")

    def say_edit(self, edit: "Edit") -> None:
        """Say what an act was."""
        said = self._words.act(edit.label, edit.facts)
        key = "gui.undone" if edit.undoes else "gui.redone" if edit.redoes else "gui.kept"
        self.say(self._words.text(key, label=said))

    def _cancel(self) -> None:
        self._stopping = True
        self.cancel.setEnabled(False)
        self.job_title.setText(self._words.text("gui.cancelling"))
        self._jobs.cancel()

    def _on_job(self, title: str) -> None:
        self.job_title.setText(title)
        self.progress.setRange(0, 0)
        self.cancel.setEnabled(True)
        for widget in (self.job_title, self.progress, self.cancel):
            widget.show()

    def _on_progress(self, step: Progress) -> None:
        self.progress.setRange(0, step.total)
        self.progress.setValue(step.done)

    def _on_job_end(self) -> None:
        if self._stopping:
            self._stopping = False
            self.say(self._words.text("gui.stopped"))
        for widget in (self.job_title, self.progress, self.cancel):
            widget.hide()
