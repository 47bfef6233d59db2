"""Beside the map: what is tried, what follows from it, and keep, throw away or save."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if.telling import change_text, summary
from pocplanner.commands.what_if import Outcome
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, button, clear, column, label, row
from pocplanner.gui.tables.table import Table
from pocplanner.gui.what_if.adding import Adding
from pocplanner.gui.what_if.told import columns, details, rows_of
from pocplanner.gui.what_if.trial import Trial, trial_of

_WIDTHS = (96, 84, 120, 120)


class WhatIfPane(QWidget):
    """Places that gain and lose beside what they were; nothing here decides."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.trial: Trial = trial_of(desk)
        words = desk.words
        self.state = label("", "section", wrap=True)
        self.changes = QVBoxLayout()
        self.changes.setContentsMargins(0, 0, 0, 0)
        self.changes.setSpacing(2)
        listed = QWidget()
        listed.setLayout(self.changes)
        self.adding = Adding(desk, lambda: self.trial.changes)
        self.table = Table(words, columns(desk), words.text("what_if.pane.none"), _WIDTHS)
        self.detail = Scroll()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setSizes([220, 240])
        split.setChildrenCollapsible(False)
        self.keep = button(words.text("what_if.pane.keep"), "primary", words.text("what_if.pane.keep_hint"))  # fmt: skip
        self.discard = button(words.text("what_if.pane.discard"), "", words.text("what_if.pane.discard_hint"))  # fmt: skip
        self.name = QLineEdit()
        self.name.setPlaceholderText(words.text("what_if.pane.name"))
        self.name.setAccessibleName(words.text("what_if.pane.name"))
        self.save = button(words.text("what_if.pane.save"), "", words.text("what_if.pane.save_hint"))
        saving = QHBoxLayout()
        saving.setContentsMargins(0, 0, 0, 0)
        saving.addWidget(self.name, 1)
        saving.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(6)
        layout.addWidget(column(self.state, listed))
        layout.addWidget(self.adding)
        layout.addWidget(split, 1)
        layout.addLayout(saving)
        layout.addWidget(row(self.keep, self.discard))
        self.adding.made.connect(self.trial.add)
        self.keep.clicked.connect(self._keep)
        self.discard.clicked.connect(self.trial.discard)
        self.save.clicked.connect(self._save)
        self.name.returnPressed.connect(self._save)
        self.table.chosen.connect(self._chosen)
        self.trial.began.connect(self._on_began)
        self.trial.thought.connect(self._on_thought)
        self.trial.told.connect(self._on_told)
        self.trial.ended.connect(self._on_ended)
        desk.opened.connect(self.adding.refresh)
        desk.edited.connect(lambda _: self._refresh_lists())
        self._on_ended()

    def showEvent(self, event: object) -> None:
        """The lists are filled when they are looked at."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.adding.refresh()

    def _refresh_lists(self) -> None:
        if self.isVisible():
            self.adding.refresh()

    def _show_changes(self) -> None:
        clear(self.changes)
        outcome = self.trial.outcome
        words = self._desk.words
        if self._desk.project is None:
            return
        shown = outcome.shown if outcome is not None else self._desk.snapshot
        for at, change in enumerate(self.trial.changes):
            text = change_text(words, shown, change)
            away = button("×", "", words.text("what_if.pane.drop", change=text))
            away.setFixedWidth(28)
            away.clicked.connect(lambda _=False, i=at: self.trial.drop(i))
            line = QWidget()
            inside = QHBoxLayout(line)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(label(text, wrap=True), 1)
            inside.addWidget(away)
            self.changes.addWidget(line)

    def _on_began(self) -> None:
        self.state.setText(self._desk.words.text("what_if.pane.thinking"))
        self._show_changes()
        self._enable(False)
        self.discard.setEnabled(True)

    def _on_thought(self, outcome: Outcome | None) -> None:
        words = self._desk.words
        if outcome is None:
            return
        self.state.setText(words.text("what_if.pane.head"))
        self._show_changes()
        self.table.set_empty(words.text("what_if.pane.same"))
        self.table.set_rows(rows_of(outcome))
        self._fill(outcome)
        self._enable(True)
        self.keep.setEnabled(outcome.laid.changes)

    def _on_told(self) -> None:
        if self.trial.outcome is not None:
            self._fill(self.trial.outcome)

    def _fill(self, outcome: Outcome) -> None:
        teller = Teller(self._desk.words, outcome.shown)
        lines: list[QWidget] = [
            label(t, wrap=True) for t in summary(teller, outcome.comparison, bool(outcome.alerts))
        ]
        self.detail.fill([*lines, *details(self._desk, outcome, self.trial)])

    def _on_ended(self) -> None:
        words = self._desk.words
        self.state.setText(words.text("what_if.pane.empty"))
        clear(self.changes)
        self.table.set_empty(words.text("what_if.pane.none"))
        self.table.set_rows([])
        self.detail.fill([label(words.text("what_if.pane.about"), "hint", wrap=True)])
        self._enable(False)

    def _enable(self, on: bool) -> None:
        for one in (self.keep, self.discard, self.save, self.name):
            one.setEnabled(on)

    def _keep(self) -> None:
        if self.trial.keep():
            self._desk.said.emit(self._desk.words.text("what_if.pane.kept"))

    def _save(self) -> None:
        name = self.name.text()
        if self.trial.save(name):
            self._desk.said.emit(self._desk.words.text("what_if.saved", name=name.strip()))
            self.name.clear()

    def _chosen(self, id: str) -> None:
        self._desk.chosen.emit(id.partition("|")[0])
