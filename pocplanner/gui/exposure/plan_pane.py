"""Patrols proposed on the community's timetable: read, asked about, and kept by a person."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QMessageBox, QVBoxLayout, QWidget

from pocplanner.analysis.exposure.solving import SECONDS
from pocplanner.analysis.exposure.telling import proposal, remarks, worth
from pocplanner.analysis.interference import said
from pocplanner.analysis.telling import Teller
from pocplanner.commands.exposure import PATROLS, Offer, Offers, accept, plans
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, button, card, label, row
from pocplanner.model.snapshot import Snapshot


class PlanDialog(QDialog):
    """The plan of one season, one card for each patrol; nothing is kept but by a click."""

    def __init__(self, parent: QWidget | None, desk: Desk, season: str, place: str = "") -> None:
        super().__init__(parent)
        self._desk, self._season, self._place = desk, season, place
        words = desk.words
        self.setWindowTitle(words.text("gui.hours.plan_title").replace("…", ""))
        self.resize(720, 560)
        self.offers: Offers | None = None
        self._buttons: dict[str, QWidget] = {}
        self._at_work = False
        self.kind = QComboBox()
        self.kind.setAccessibleName(words.text("gui.hours.kind"))
        self.kind.addItem(words.text("gui.hours.every_kind"), "")
        for code in PATROLS:
            self.kind.addItem(words.text(f"exposure.kind.{code}"), code)
        self.kind.currentIndexChanged.connect(lambda _: self.ask())
        self.head = label("", "", wrap=True)
        self.list = Scroll()
        self.stop = button(words.text("gui.hours.stop"))
        self.stop.clicked.connect(self.give_up)
        self.stop.setAutoDefault(False)  # Enter closes, also while a plan is looked for
        self.stop.hide()
        close = button(words.text("gui.hours.close"))
        close.clicked.connect(self.reject)
        close.setDefault(True)  # Enter keeps no patrol by chance
        layout = QVBoxLayout(self)
        where = desk.name(place) if place else words.text("gui.hours.everywhere")
        title = words.text(
            "gui.hours.plan_for", place=where, season=words.term("season_kind", season).lower()
        )
        layout.addWidget(label(title, "section", wrap=True))
        layout.addWidget(label(words.text("gui.hours.plan_about"), "hint", wrap=True))
        layout.addWidget(row(label(words.text("gui.hours.kind")), self.kind))
        layout.addWidget(row(self.head, self.stop))
        layout.addWidget(self.list, 1)
        layout.addWidget(row(last=close))
        self.ask()

    def ask(self) -> None:
        """Work the plan out beside the window; what was asked before is given up."""
        desk = self._desk
        if desk.project is None or desk.assessment is None:
            return
        self.give_up()
        self.list.fill([])
        self.head.setText(desk.words.text("gui.hours.working", seconds=round(SECONDS)))
        work = plans(
            desk.snapshot, desk.assessment, desk.words, self._season, self._place,
            self.kind.currentData(),
        )  # fmt: skip
        self._at_work = desk.work("gui.hours.job", work, self.show_offers)
        self.stop.setVisible(self._at_work)
        if not self._at_work:
            self.head.setText(desk.words.text("gui.busy"))

    def give_up(self) -> None:
        """Stop looking for a plan, where one is looked for; nothing is proposed then."""
        if self._at_work:
            self._rested()
            self._desk.jobs.cancel()
            self.head.setText(self._desk.words.text("gui.hours.stopped"))

    def done(self, result: int) -> None:
        """Closed: nobody waits for the plan any more."""
        self.give_up()
        super().done(result)

    def _rested(self) -> None:
        self._at_work = False
        self.stop.hide()

    def show_offers(self, found: Offers) -> None:
        """List what is proposed; the questions stand before the button."""
        self.offers = found
        self._rested()
        self._buttons.clear()
        self.head.setText(worth(self._desk.words, found.plan).capitalize() + ".")
        self.list.fill([self._card(o) for o in found.offers])

    def _card(self, offer: Offer) -> QWidget:
        desk, words = self._desk, self._desk.words
        parts: list[QWidget] = [label(proposal(desk.teller, offer.proposed), wrap=True)]
        parts += [label(t, "hint", wrap=True) for t in remarks(desk.teller, offer.proposed)]
        parts += [label(t, "warning", wrap=True) for t in self.questions(offer)]
        keep = button(words.text("gui.hours.keep"), "primary")
        keep.clicked.connect(lambda: self._keep(offer))
        kept = desk.project is not None and desk.project.find(offer.record.id) is not None
        keep.setEnabled(not kept)
        show = button(words.text("gui.records.on_map"))
        show.clicked.connect(lambda: self._show(offer.proposed.place_id))
        parts.append(row(keep, show))
        self._buttons[offer.record.id] = keep
        return card(*parts)

    def questions(self, offer: Offer) -> list[str]:
        """What it may do to what people do for themselves, each as a question."""
        snapshot = self._desk.snapshot
        beside = Snapshot.of([*snapshot, offer.record], snapshot.events, snapshot.audience)
        teller = Teller(self._desk.words, beside)
        found = []
        for one in offer.questions:
            key, facts = said(beside, one)
            found.append(teller.words.text(key, **teller.facts(facts)))
        return found

    def _show(self, place: str) -> None:
        self.reject()
        self._desk.map_wanted.emit(place)

    def _keep(self, offer: Offer) -> None:
        asked = self.questions(offer)
        if asked and not self.confirm(asked):
            return
        kept: Any = self._desk.act(accept, offer, heard=True)
        if kept is not None:
            self._buttons[offer.record.id].setEnabled(False)
            self._desk.said.emit(self._desk.words.text("gui.hours.kept", name=kept.name))

    def confirm(self, asked: list[str]) -> bool:
        """Read the questions once more before it is kept as planned."""
        words = self._desk.words
        box = QMessageBox(self)
        box.setTextFormat(box.textFormat().PlainText)
        box.setWindowTitle(words.text("gui.hours.first_ask"))
        more = [words.text("gui.hours.more", count=len(asked) - 3)] if len(asked) > 3 else []
        box.setText("\n\n".join([*asked[:3], *more, words.text("gui.hours.stays_open")]))
        box.addButton(words.text("gui.hours.keep"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(words.text("gui.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.exec()
        return box.clickedButton() is not no


__all__ = ["PlanDialog"]
