"""Beside the map: what is tried, what follows from it, and keep, throw away or save."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if.telling import change_text, summary
from pocplanner.commands.what_if import Outcome
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, button, clear, label, row, tooltip
from pocplanner.gui.what_if.adding import Adding
from pocplanner.gui.what_if.told import details, place_lines
from pocplanner.gui.what_if.trial import Trial, trial_of


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
        self.changes.setSpacing(0)
        self.more = button(words.text("what_if.adding.more"), "", words.text("what_if.adding.hint"))
        self.more.setCheckable(True)
        self.adding = Adding(desk, lambda: self.trial.changes)
        self.adding.hide()
        self.more.toggled.connect(self.adding.setVisible)
        self.detail = Scroll((2, 4, 2, 4))
        self.keep, self.discard, self.save = (
            button(
                words.text(f"what_if.pane.{name}"), role, words.text(f"what_if.pane.{name}_hint")
            )
            for name, role in (("keep", "primary"), ("discard", ""), ("save", ""))
        )
        self.name = QLineEdit()
        self.name.setPlaceholderText(words.text("what_if.pane.name"))
        self.name.setAccessibleName(words.text("what_if.pane.name"))
        saving = QHBoxLayout()
        saving.setContentsMargins(0, 0, 0, 0)
        saving.addWidget(self.name, 1)
        saving.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.state)
        layout.addLayout(self.changes)
        layout.addWidget(row(self.more))
        layout.addWidget(self.adding)
        layout.addWidget(self.detail, 1)
        layout.addLayout(saving)
        layout.addWidget(row(self.keep, self.discard))
        self.adding.made.connect(self._add)
        self.keep.clicked.connect(self._keep)
        self.discard.clicked.connect(self.trial.discard)
        self.save.clicked.connect(self._save)
        self.name.returnPressed.connect(self._save)
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

    def _add(self, change: object) -> None:
        self.more.setChecked(False)
        self.trial.add(change)  # type: ignore[arg-type]

    # -- what it shows -------------------------------------------------------------------

    def _show_changes(self) -> None:
        clear(self.changes)
        outcome, words = self.trial.outcome, self._desk.words
        if self._desk.project is None:
            return
        shown = outcome.shown if outcome is not None else self._desk.snapshot
        for at, change in enumerate(self.trial.changes):
            text = change_text(words, shown, change)
            away = QToolButton()
            away.setText("×")
            away.setAutoRaise(True)
            away.setToolTip(tooltip(words.text("what_if.pane.drop", change=text)))
            away.setAccessibleName(words.text("what_if.pane.drop", change=text))
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
        if self.trial.outcome is None:
            self.detail.fill([])
        self._enable(False)
        self.discard.setEnabled(True)

    def _on_thought(self, outcome: Outcome | None) -> None:
        if outcome is None:
            return
        self.state.setText(self._desk.words.text("what_if.pane.head"))
        self._show_changes()
        self._fill(outcome)
        self._enable(True)
        self.keep.setEnabled(outcome.laid.changes)

    def _on_told(self) -> None:
        if self.trial.outcome is not None:
            self._fill(self.trial.outcome)

    def _fill(self, outcome: Outcome) -> None:
        bar = self.detail.verticalScrollBar()
        at = bar.value()
        self.detail.fill(list(self._parts(outcome)))
        bar.setValue(at)

    def _parts(self, outcome: Outcome) -> Iterator[QWidget]:
        teller = Teller(self._desk.words, outcome.shown)
        for text in summary(teller, outcome.comparison, bool(outcome.alerts)):
            yield label(text, wrap=True)
        yield from place_lines(self._desk, outcome)
        yield from details(self._desk, outcome, self.trial)

    def _on_ended(self) -> None:
        words = self._desk.words
        self.state.setText(words.text("what_if.pane.empty"))
        clear(self.changes)
        self.detail.fill(
            [
                label(words.text("what_if.pane.none"), wrap=True),
                label(words.text("what_if.pane.about"), "hint", wrap=True),
            ]
        )
        self._enable(False)

    def _enable(self, on: bool) -> None:
        for one in (self.keep, self.discard, self.save, self.name):
            one.setEnabled(on)

    # -- what is done --------------------------------------------------------------------

    def _keep(self) -> None:
        if self.trial.keep():
            self._desk.said.emit(self._desk.words.text("what_if.pane.kept"))

    def _save(self) -> None:
        name = self.name.text()
        if self.trial.save(name):
            self._desk.said.emit(self._desk.words.text("what_if.saved", name=name.strip()))
            self.name.clear()
