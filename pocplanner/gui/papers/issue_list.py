"""What has left before: every export with its audience, its day and its fingerprint."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import label
from pocplanner.gui.tables.table import Column, Table
from pocplanner.model.edit import Edit
from pocplanner.model.mission import Issue


class IssueList(QWidget):
    """Nothing here can be changed: what left has left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self.table = Table(
            words,
            (
                Column(words.label(Issue, "at"), lambda i: f"{i.at:%Y-%m-%d %H:%MZ}"),
                Column(
                    words.label(Issue, "document"),
                    lambda i: words.text(f"gui.report.document.{i.document}"),
                ),
                Column(
                    words.label(Issue, "audience"),
                    lambda i: words.term("audience", i.audience.value),
                ),
                Column(
                    words.label(Issue, "language"),
                    lambda i: words.text(f"gui.language.{i.language}"),
                ),
                Column(words.label(Issue, "as_of"), lambda i: i.as_of.isoformat()),
                Column(words.label(Issue, "level"), lambda i: words.term("level", i.level.value)),
                Column(
                    words.label(Issue, "held_back"),
                    lambda i: str(i.held_back),
                    lambda i: i.held_back,
                ),
                Column(words.label(Issue, "sha256"), lambda i: i.sha256),
            ),
            words.text("gui.report.no_issues"),
            widths=(155, 120, 170, 95, 95, 140, 130, 470),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("gui.report.issues_hint"), "hint", wrap=True))
        layout.addWidget(self.table, 1)
        desk.opened.connect(self.refresh)
        desk.closed.connect(lambda: self.table.set_rows([]))
        desk.edited.connect(self._on_edit)
        self.refresh()

    def refresh(self) -> None:
        """Show what has left, the latest first."""
        if self._desk.project is not None:
            found = self._desk.project.all(Issue)
            self.table.set_rows(sorted(found, key=lambda i: i.at, reverse=True))

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Issue):
            self.refresh()
