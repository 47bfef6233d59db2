"""The tab of warning-sign sheets: fill one in for a place and a day, see what changed, print it."""

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pocplanner.analysis.signs.sheets import SEEN
from pocplanner.analysis.signs.telling import cluster_text
from pocplanner.commands.signs import STATES, Entry, keep_sheet, log_sheet, write_sheet
from pocplanner.gui.desk import Desk
from pocplanner.gui.flow import FlowLine
from pocplanner.gui.plain import Scroll, button, label
from pocplanner.gui.signs.sheet_table import Filled, SheetTable
from pocplanner.model.assessment import WarningSign
from pocplanner.model.community import Community
from pocplanner.model.edit import Edit
from pocplanner.model.mission import Source
from pocplanner.model.vocabulary import vocabulary


class SheetPane(QWidget):
    """One row per sign; what was not looked for stays empty and is never called absent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self._held: dict[str, Filled] = {}
        #: Rows that were filled in and not kept, by place and day, so that nothing is lost.
        self._draft: dict[tuple[str, date], dict[str, Filled]] = {}
        self._filling = False
        self.place, self.source = QComboBox(), QComboBox()
        self.place.setAccessibleName(words.text("gui.signs.place"))
        self.place.setFixedWidth(170)
        self.source.setAccessibleName(words.text("gui.signs.source"))
        self.source.setFixedWidth(150)
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(words.text("gui.signs.on"))
        today = desk.today
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.keep = button(words.text("gui.signs.keep"), "primary")
        self.keep.clicked.connect(self.keep_rows)
        self.print = button(words.text("gui.signs.print"))
        self.print.clicked.connect(lambda: self._print(blank=False))
        self.blank = button(words.text("gui.signs.blank"))
        self.blank.clicked.connect(lambda: self._print(blank=True))
        self.table = SheetTable(words)
        self.table.setAccessibleName(words.text("gui.tab.sheets"))
        self.states: list[QWidget] = []
        for number, state in enumerate(STATES, 1):
            one = button(f"{number} {words.term('sign_state', state)}")
            one.clicked.connect(lambda _=False, s=state: self._set(s))
            self.states.append(one)
        self.sure = QComboBox()
        self.sure.setAccessibleName(words.text("gui.signs.confidence"))
        for code in vocabulary("confidence").codes():
            self.sure.addItem(words.term("confidence", code), code)
        self.sure.activated.connect(lambda _: self._sure())
        self.told = label("", "hint")
        self.detail = Scroll()
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table, 1)
        sure = label(words.text("gui.signs.confidence"))
        inside.addWidget(FlowLine(*self.states, sure, self.sure, gap=8))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setSizes([680, 260])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("gui.signs.about"), "hint", wrap=True))
        head = (self.place, self.day, self.source, self.keep, self.told, self.print, self.blank)
        layout.addWidget(FlowLine(*head, gap=8))
        layout.addWidget(split, 1)
        self.place.currentIndexChanged.connect(lambda _: self._turn())
        self.day.dateChanged.connect(lambda _: self._turn())
        self.table.changed.connect(self._on_changed)
        self.table.sign_chosen.connect(lambda _: self._show_history())
        desk.opened.connect(self.refresh)
        desk.edited.connect(self._on_edit)
        desk.assessed.connect(lambda _: self._show_history())
        desk.closed.connect(self._forget)
        self.refresh()

    # -- where and when ----------------------------------------------------------------------

    def place_id(self) -> str:
        """The place of the sheet."""
        return str(self.place.currentData() or "")

    def on(self) -> date:
        """The day of the sheet."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def refresh(self) -> None:
        """List the places and sources of the mission and show the sheet again."""
        desk = self._desk
        if desk.project is None:
            return
        self._filling = True
        before = self.place_id()
        self.place.clear()
        signs = desk.project.all(WarningSign)
        homes = {c.id: c.name for c in desk.project.all(Community)}
        names = homes | {s.place_id: desk.name(s.place_id) for s in signs}
        for id, name in sorted(names.items(), key=lambda p: p[1].casefold()):
            self.place.addItem(name, id)
        latest = max(signs, key=lambda s: s.on, default=None)
        wanted = before or (latest.place_id if latest is not None else "")
        self.place.setCurrentIndex(max(self.place.findData(wanted), 0))
        self.source.clear()
        self.source.addItem(desk.words.text("gui.signs.no_source"), "")
        for source in sorted(desk.project.all(Source), key=lambda s: s.name.casefold()):
            self.source.addItem(source.name, source.id)
        self._filling = False
        self._turn()

    def show_sheet(self, place_id: str, on: date) -> None:
        """Turn to the sheet of a place and a day."""
        self._filling = True
        self.place.setCurrentIndex(max(self.place.findData(place_id), 0))
        self.day.setDate(QDate(on.year, on.month, on.day))
        self._filling = False
        self._turn()

    def _turn(self) -> None:
        """Show the sheet of the chosen place and day, with the rows that were not kept."""
        desk = self._desk
        if self._filling or desk.project is None:
            return
        place, on = self.place_id(), self.on()
        here = sorted((s for s in desk.project.all(WarningSign) if s.place_id == place),
                      key=lambda s: s.on)  # fmt: skip
        self._held = {s.sign: Filled(s.state, s.confidence, s.note) for s in here if s.on == on}
        before = {s.sign: (s.state, s.on.isoformat()) for s in here if s.on < on}
        draft = self._draft.get((place, on), {})
        self.table.fill(self._held | draft, before)
        self.keep.setEnabled(bool(draft))
        self.print.setEnabled(bool(self._held))
        self.blank.setEnabled(bool(place))
        self.table.setEnabled(bool(place))
        self._tell()
        self._show_history()

    # -- filling in --------------------------------------------------------------------------

    def _set(self, state: str) -> None:
        self.table.set_state(state)
        self.table.setFocus()

    def _sure(self) -> None:
        self.table.set_confidence(self.sure.currentData())

    def _on_changed(self) -> None:
        changed = {
            sign: one
            for sign, one in self.table.rows.items()
            if one != self._held.get(sign, Filled()) and (one.state or sign in self._held)
        }
        key = (self.place_id(), self.on())
        self._draft.pop(key, None)
        if changed:
            self._draft[key] = changed
        self.keep.setEnabled(bool(changed))
        self._tell()

    def _tell(self) -> None:
        words = self._desk.words
        count = len(self._draft.get((self.place_id(), self.on()), {}))
        if count:
            self.told.setText(words.text("gui.signs.unkept", count=count))
        else:
            self.told.setText(words.text("gui.signs.all_kept") if self._held else "")

    def keep_rows(self) -> None:
        """Keep what was filled in, in one act."""
        place, on = self.place_id(), self.on()
        rows = self._draft.get((place, on), {})
        entries = [Entry(s, one.state, one.confidence, one.note) for s, one in rows.items()]
        made = self._desk.act(keep_sheet, place, on, entries, str(self.source.currentData() or ""))
        if made is None:
            return
        self._draft.pop((place, on), None)
        self._turn()
        name, count = self._desk.name(place), len(entries)
        self._desk.said.emit(self._desk.words.text("gui.signs.kept", place=name, count=count))

    # -- what stands beside ------------------------------------------------------------------

    def _show_history(self) -> None:
        """What was seen of the chosen sign here, the latest first, and what stands together."""
        desk, words = self._desk, self._desk.words
        if desk.project is None:
            return
        if not self.place_id():
            self.detail.fill([label(words.text("gui.signs.no_places"), "hint", wrap=True)])
            return
        sign, place = self.table.sign(), self.place_id()
        parts: list[QWidget] = []
        if sign:
            known = self.table.rows.get(sign)
            at = self.sure.findData(known.confidence if known is not None else "low")
            self.sure.setCurrentIndex(at)
            name = words.term("warning_sign", sign)
            parts.append(label(words.text("gui.signs.history", sign=name), "section", wrap=True))
            past = [s for s in desk.project.all(WarningSign)
                    if s.place_id == place and s.sign == sign]  # fmt: skip
            past.sort(key=lambda s: s.on, reverse=True)
            parts += [self._past(s) for s in past]
            if not past:
                parts.append(label(words.text("gui.signs.no_history"), "hint", wrap=True))
        parts.append(label(words.text("gui.signs.clusters"), "section"))
        found = desk.assessment.clusters if desk.assessment is not None else ()
        here = [c for c in found if c.place_id == place]
        teller = desk.teller
        parts += [label(cluster_text(teller, c), "warning", wrap=True) for c in here]
        asked = [
            q for q in (desk.assessment.questions if here else ())
            if q.place_id == place and q.key.startswith("question.sign_review")
        ]  # fmt: skip
        parts += [label(teller.text(q), "question", wrap=True) for q in asked]
        if not here:
            parts.append(label(words.text("gui.signs.no_clusters"), "hint", wrap=True))
        self.detail.fill(parts)

    def _past(self, one: WarningSign) -> QWidget:
        words = self._desk.words
        told = words.text(
            "gui.signs.past",
            on=one.on.isoformat(),
            state=words.term("sign_state", one.state).lower(),
            confidence=words.term("confidence", one.confidence).lower(),
        )
        source = self._desk.name(one.source_id) if one.source_id else ""
        text = ". ".join(p for p in (told, source, one.note) if p)
        return label(text, "" if one.state in SEEN else "hint", wrap=True)

    # -- paper -------------------------------------------------------------------------------

    def _print(self, *, blank: bool) -> None:
        desk, words = self._desk, self._desk.words
        if desk.project is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, words.text("gui.signs.blank" if blank else "gui.signs.print"),
            "warning-signs.pdf", "PDF (*.pdf)",
        )  # fmt: skip
        if not name:
            return
        path = Path(name).with_suffix(".pdf")
        on = None if blank else self.on()
        work = write_sheet(desk.snapshot, self.place_id(), words.language, path, on,
                           today=desk.today)  # fmt: skip
        desk.work("gui.signs.writing", work, self._written)

    def _written(self, written: Any) -> None:
        if self._desk.act(log_sheet, written) is not None:
            text = self._desk.words.text(
                "gui.signs.written", name=written.path.name, pages=written.pages
            )
            self._desk.said.emit(text)

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Community, WarningSign, Source):
            self.refresh()

    def _forget(self) -> None:
        self._draft.clear()
        self._held = {}
        self.place.clear()
        self.table.fill({}, {})
        self.detail.fill([])


__all__ = ["SheetPane"]
