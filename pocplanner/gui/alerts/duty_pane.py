"""The tab "On duty": take a call in, stamp the next step with one key, see what is overdue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pocplanner.analysis.alert_log import telling
from pocplanner.analysis.alert_log.steps import Waiting
from pocplanner.commands.clock import now
from pocplanner.commands.people import alerts, looking
from pocplanner.gui import theme
from pocplanner.gui.alerts.entry import QuickEntry
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, button, label, row
from pocplanner.gui.tables.table import Column, Table
from pocplanner.model.community import Alert, Community
from pocplanner.model.edit import Edit
from pocplanner.model.mission import Assumption, Mission
from pocplanner.model.places import Area, Settlement
from pocplanner.model.vocabulary import vocabulary

_WIDTHS = (132, 112, 112, 104, 74, 84)
#: Milliseconds after which what waits is told anew: an alert grows overdue by itself.
_MINUTE = 60_000
_GROUPS = 8


@dataclass(frozen=True)
class Line:
    """An alert that waits, as a row."""

    id: str
    waiting: Waiting
    alert: Alert


class DutyPane(QWidget):
    """What waits, overdue first; the chosen alert's next step is one key away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self.role = QLineEdit(desk.settings.author)
        self.role.setMaximumWidth(260)
        self.role.setPlaceholderText(words.text("gui.duty.role_hint"))
        self.role.setAccessibleName(words.text("gui.duty.role"))
        self.told = label("", "hint")
        self.entry = QuickEntry(desk)
        self.entry.received.connect(self._receive)
        self.table = Table(words, self._columns(), words.text("gui.duty.none"), _WIDTHS)
        self.table.opened.connect(desk.wanted)
        self.next = button(words.text("gui.duty.next"), "primary", words.text("gui.duty.next_hint"))
        self.next.clicked.connect(self.stamp)
        self.how = button(words.text("gui.duty.ended"))
        self.how.setMenu(self._outcomes())
        self.cannot = button(words.text("gui.duty.cannot"), hint=words.text("gui.duty.cannot_hint"))
        self.cannot.clicked.connect(self._ask_why)
        self.key = QShortcut(QKeySequence("F8"), self)
        self.key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.key.activated.connect(self.stamp)
        self.detail = Scroll()
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.table, 1)
        under.addWidget(row(self.next, self.how, self.cannot))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setSizes([660, 310])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        on_duty = label(words.text("gui.duty.role"), "hint")
        layout.addWidget(row(on_duty, self.role, last=self.told))
        layout.addWidget(self.entry)
        layout.addWidget(split, 1)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(self._in_view)
        self._clock.start()
        self._offered: object = None
        desk.opened.connect(self._in_view)
        desk.edited.connect(self._on_edit)
        desk.closed.connect(self._forget)

    # -- columns -----------------------------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        words, desk = self._desk.words, self._desk

        def what(line: Line) -> str:
            kind = line.alert.threat
            return words.term("threat_type", kind) if kind else ""

        return (
            Column(words.label(Alert, "received_at"), self._received, lambda x: self._order(x)),
            Column(words.label(Alert, "place_id"), lambda x: desk.name(x.alert.place_id)),
            Column(words.label(Alert, "threat"), what),
            Column(
                words.text("gui.duty.step"),
                lambda x: words.text(f"people.step.{x.waiting.step}"),
                colour=self._colour,
            ),
            Column(
                words.text("gui.duty.waits"),
                lambda x: telling.lasting(words, x.waiting.minutes),
                lambda x: x.waiting.minutes,
            ),
            Column(words.text("gui.duty.overdue"), self._over, lambda x: x.waiting.over),
        )

    def _received(self, line: Line) -> str:
        return telling.at(self._desk.words, line.alert.received_at, self._zone())

    def _order(self, line: Line) -> float:
        return line.alert.received_at.timestamp()

    def _over(self, line: Line) -> str:
        one = line.waiting
        return telling.lasting(self._desk.words, one.over) if one.overdue else ""

    def _colour(self, line: Line) -> tuple[str, str] | None:
        if line.waiting.overdue:
            acts = line.waiting.step not in ("told_back", "outcome")
            return (theme.DANGER_PALE if acts else theme.WARNING_PALE), theme.INK
        return None

    def _zone(self) -> str:
        return self._desk.snapshot.mission.time_zone

    # -- what it shows -----------------------------------------------------------------------

    def refresh(self) -> None:
        """List what waits now, keeping what is chosen."""
        desk, words = self._desk, self._desk.words
        if desk.project is None:
            return
        snapshot = desk.snapshot
        if self._offered is not snapshot:
            self._offered = snapshot
            self.entry.fill()
        found = looking.log(snapshot, now())
        known = {a.id: a for a in snapshot.all(Alert)}
        self.table.set_rows([Line(w.alert_id, w, known[w.alert_id]) for w in found.waiting])
        late = sum(w.overdue for w in found.waiting)
        self.told.setText(words.text("gui.duty.told", waiting=len(found.waiting), overdue=late))
        self._show_times(found)

    def _show_times(self, found: looking.Log) -> None:
        words, teller = self._desk.words, self._desk.teller
        parts: list[QWidget] = [label(words.text("people.log.from_receipt"), "section", wrap=True)]
        if not found.whole.alerts:
            parts.append(label(words.text("gui.community.no_alert"), "hint", wrap=True))
            self.detail.fill(parts)
            return
        if found.untold:
            told = telling.counted(words, "people.log.untold", len(found.untold))
            parts.insert(0, label(told, "warning", wrap=True))
        parts += [label(t, wrap=True) for t in telling.step_lines(words, found.whole)]
        parts.append(label(telling.counts_text(words, found.whole), "hint", wrap=True))
        for key, groups in (("by_place", found.places), ("by_mechanism", found.mechanisms)):
            if groups:
                parts.append(label(words.text(f"people.log.{key}"), "section", wrap=True))
                texts = (telling.group_text(teller, g) for g in groups[:_GROUPS])
                parts += [label(t, wrap=True) for t in texts]
        self.detail.fill(parts)

    # -- what a duty officer does ----------------------------------------------------------------

    def _by(self) -> str:
        project = self._desk.project
        return self.role.text().strip() or (project.author if project is not None else "")

    def _receive(self, place: str, threat: str, text: str) -> None:
        kept = self._desk.act(alerts.receive, place, self._by(), threat=threat, text=text)
        if kept is not None:
            self.entry.clear()
            self.table.choose(kept.id)

    def chosen(self) -> Line | None:
        """The chosen alert, else the one on top."""
        ids = self.table.chosen_ids()
        rows: list[Any] = self.table.model.rows
        if ids:
            return next((r for r in rows if r.id == ids[0]), None)
        return rows[0] if rows else None

    def stamp(self, at: datetime | None = None) -> None:
        """The next step of the chosen alert is done, now, by who is on duty."""
        line = self.chosen()
        if line is None:
            self._desk.said.emit(self._desk.words.text("gui.duty.none_chosen"))
            return
        if line.waiting.step == "outcome":
            self.how.showMenu()
            return
        moment = at if isinstance(at, datetime) else None
        done = self._desk.act(alerts.stamp, line.id, self._by(), moment)
        if done is None:
            return
        _, step = done
        words = self._desk.words
        self._desk.said.emit(
            words.text(
                "people.log.stamped",
                place=self._desk.name(line.alert.place_id),
                step=words.text(f"people.done.{step}"),
                at=telling.at(words, moment or now(), self._zone()),
                by=self._by(),
            )
        )
        self.table.choose(line.id)

    def end(self, outcome: str) -> None:
        """Say how the chosen alert ended; that the caller is still owed a word is said at once."""
        line = self.chosen()
        if line is None:
            self._desk.said.emit(self._desk.words.text("gui.duty.none_chosen"))
            return
        done = self._desk.act(alerts.end, line.id, outcome)
        if done is not None and done[1]:
            self._desk.said.emit(self._desk.words.text("people.log.owed"))
        self.table.choose(line.id)

    def excuse(self, reason: str) -> None:
        """Say why the caller of the chosen alert cannot be told."""
        line = self.chosen()
        if line is not None and reason.strip():
            self._desk.act(alerts.end, line.id, line.alert.outcome, reason)

    def _ask_why(self) -> None:
        words = self._desk.words
        title, text = words.text("gui.duty.cannot"), words.text("gui.duty.why")
        given, kept = QInputDialog.getMultiLineText(self, title, text)
        if kept:
            self.excuse(given)

    def _outcomes(self) -> QMenu:
        words = self._desk.words
        menu = QMenu(self)
        for term in vocabulary("alert_outcome").terms:
            if term.code not in ("open", "other"):
                made = menu.addAction(words.term("alert_outcome", term.code).replace("&", "&&"))
                made.triggered.connect(lambda _=False, c=term.code: self.end(c))
        return menu

    def buttons(self) -> tuple[QPushButton, ...]:
        """What can be done with the chosen alert."""
        return self.next, self.how, self.cannot

    # -- what it hears -----------------------------------------------------------------------

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Alert, Mission, Assumption, Community, Settlement, Area):
            self._in_view()

    def showEvent(self, event: QShowEvent) -> None:
        """It comes into view: what waits is told as of now."""
        super().showEvent(event)
        self.refresh()

    def _in_view(self) -> None:
        if self.isVisible():
            self.refresh()

    def _forget(self) -> None:
        self._offered = None
        self.table.set_rows([])
        self.detail.fill([])
        self.told.setText("")
