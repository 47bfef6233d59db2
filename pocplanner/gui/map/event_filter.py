"""Asks which events are meant by a sentence: its words are chosen and can be taken out again."""

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pocplanner.analysis.event_words import (
    areas,
    places,
    sides,
    sources,
    types,
    years,
)
from pocplanner.analysis.ground import Mask
from pocplanner.analysis.selection import CIVILIANS, DAY, NIGHT
from pocplanner.analysis.selection_told import pieces
from pocplanner.gui.desk import Desk
from pocplanner.gui.flow import Flow
from pocplanner.gui.plain import button, label, row
from pocplanner.model.events import Events
from pocplanner.model.mission import Season

_QUIET_MS = 180
#: So many names stand in a menu, the commonest first; the others are typed.
_NAMED = 16
_DEATHS = (1, 5, 10, 25, 50, 100)
#: The widest reach around a place.
_MOST_KM = 500


class EventFilter(QWidget):
    """The choice of the desk as a sentence; `changed` follows each change of it.

    Several of these show and change the same choice.
    """

    changed = Signal()

    def __init__(self, desk: Desk, narrow: bool = False) -> None:
        super().__init__()
        self._desk, words = desk, desk.words
        self.text = QLineEdit()
        self.text.setPlaceholderText(words.text("gui.events.text"))
        self.text.setAccessibleName(words.text("gui.events.text"))
        self.text.setClearButtonEnabled(True)
        self.add = QToolButton()
        self.add.setText(words.text("event_map.add"))
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.add)
        self.menu.aboutToShow.connect(self._fill)
        self.add.setMenu(self.menu)
        self.everything = button(words.text("gui.events.clear"))
        self.everything.clicked.connect(self.clear)
        self.km = QSpinBox()
        self.km.setRange(1, _MOST_KM)
        self.km.setSuffix(" km")
        self.km.setAccessibleName(words.text("event_map.km"))
        self.km.setKeyboardTracking(False)
        self.km.valueChanged.connect(self._on_km)
        self._reach = row(label(words.text("event_map.km"), "hint"), self.km)
        self.sentence = label("", "", wrap=True)
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._typed)
        self._lay_out(narrow)
        self.text.textChanged.connect(lambda _: self._timer.start())
        desk.choice.changed.connect(self._on_choice)
        self.refresh()

    def _lay_out(self, narrow: bool) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(5)
        lines = QGridLayout()
        lines.addWidget(self.text, 0, 0, 1, 3 if narrow else 1)
        lines.addWidget(self.add, int(narrow), 0 if narrow else 1)
        lines.addWidget(self.everything, int(narrow), 1 if narrow else 2)
        lines.setColumnStretch(2 if narrow else 0, 1)
        whole.addLayout(lines)
        whole.addWidget(self._chips)
        whole.addWidget(self._reach)
        whole.addWidget(self.sentence)

    # -- what it shows -------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the choice anew: the mission or its events are others."""
        self._tell()

    def _on_choice(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        if self._desk.project is None:
            return
        choice, words = self._desk.choice, self._desk.words
        asked = choice.selection.text
        if asked != self.text.text() and not self._timer.isActive():
            self.text.blockSignals(True)
            self.text.setText(asked)
            self.text.blockSignals(False)
        while (item := self._flow.takeAt(0)) is not None:
            found = item.widget()
            if found is not None:
                found.hide()
                found.deleteLater()
        told = pieces(choice.selection, words, self._desk.snapshot)
        for piece in told:
            chip = QPushButton(f"{piece.text.replace('&', '&&')}  ×")
            chip.setObjectName("chip")
            chip.setAccessibleName(words.text("event_map.take_out", text=piece.text))
            chip.setToolTip(words.text("event_map.take_out_hint"))
            chip.clicked.connect(lambda _=False, p=piece: self._take_out(p.field, p.value))
            self._flow.addWidget(chip)
        around = choice.selection.around
        self._reach.setVisible(around is not None)
        if around is not None:
            self.km.blockSignals(True)
            self.km.setValue(round(around[2]))
            self.km.blockSignals(False)
        self._chips.setVisible(bool(told))
        self._chips.updateGeometry()
        self.everything.setEnabled(not choice.whole.empty)
        self.sentence.setText(choice.sentence())

    # -- what is chosen --------------------------------------------------------------------

    def rows(self, events: Events) -> Mask:
        """The rows that are shown of the mission's events, or of others by the same choice."""
        if self._desk.project is None:
            return np.ones(len(events), bool)
        choice = self._desk.choice
        if events is self._desk.snapshot.events:
            return choice.rows()
        return choice.whole.mask(events, self._desk.snapshot)

    def clear(self) -> None:
        """Show all events."""
        self._timer.stop()
        self._desk.choice.clear()

    def _typed(self) -> None:
        choice = self._desk.choice
        if self._desk.project is not None:
            choice.choose(choice.selection.adding("text", self.text.text().strip()))

    def _on_km(self, km: int) -> None:
        """Another reach around the place that is chosen."""
        around = self._desk.choice.selection.around
        if around is not None:
            self.put_in("around", (around[0], around[1], float(km)))

    def _take_out(self, field: str, value: object) -> None:
        choice = self._desk.choice
        choice.choose(choice.selection.without(field, value))

    def put_in(self, field: str, value: object) -> None:
        """Add a word to the sentence."""
        choice = self._desk.choice
        choice.choose(choice.selection.adding(field, value))

    # -- the menu of words -------------------------------------------------------------------

    def _fill(self) -> None:
        self.menu.clear()
        if self._desk.project is None:
            return
        words, snapshot = self._desk.words, self._desk.snapshot
        events = snapshot.events
        actors = sides(events, snapshot)
        self._names("types", types(events, words))
        self._names("by", actors)
        against = self._names("against", actors)
        civilians = words.text("selection.civilians")
        against.insertAction(
            against.actions()[0] if against.actions() else None,  # type: ignore[arg-type]
            self._act(against, civilians, "against", CIVILIANS),
        )
        self._names("actors", actors)
        self._names("areas", areas(events, snapshot))
        self._names("around", places(snapshot))
        seen = self._desk.choice.seen
        here = self._act(self.menu, words.text("event_map.word.box"), "box", seen)
        here.setEnabled(seen is not None)
        self.menu.addAction(here)
        self._names("sources", sources(snapshot))
        deaths = self._menu("deaths")
        for least in _DEATHS:
            deaths.addAction(self._act(deaths, str(least), "deaths", least))
        when = self.menu.addMenu(words.text("event_map.word.when"))
        for light in (DAY, NIGHT):
            when.addAction(self._act(when, words.text(f"selection.light_{light}"), "light", light))
        kinds = dict.fromkeys(s.kind for s in snapshot.mission.seasons if isinstance(s, Season))
        for kind in kinds:
            when.addAction(self._act(when, words.term("season_kind", kind), "seasons", kind))
        when.addAction(self._act(when, words.text("selection.market"), "market", True))
        for day in range(7):
            name = words.text(f"selection.weekday.{day}")
            when.addAction(
                self._act(when, words.text("selection.weekdays", name=name), "weekdays", day)
            )
        for field in ("since", "until"):
            menu = self._menu(field)
            for first in years(events):
                menu.addAction(self._act(menu, str(first), field, first))

    def _menu(self, field: str) -> QMenu:
        return self.menu.addMenu(self._desk.words.text(f"event_map.word.{field}"))

    def _names(self, field: str, found: list[tuple[str, Any]]) -> QMenu:
        menu = self._menu(field)
        for name, value in found[:_NAMED]:
            menu.addAction(self._act(menu, name, field, value))
        if len(found) > _NAMED:
            more = menu.addAction(
                self._desk.words.text("event_map.more", count=len(found) - _NAMED)
            )
            more.triggered.connect(lambda _=False: self._ask(field, found))
        menu.setEnabled(bool(found) or field == "against")
        return menu

    def _act(self, menu: QMenu, text: str, field: str, value: object) -> Any:
        from PySide6.QtGui import QAction

        made = QAction(text.replace("&", "&&"), menu)
        made.triggered.connect(lambda _=False: self.put_in(field, value))
        return made

    def _ask(self, field: str, found: list[tuple[str, Any]]) -> None:
        """Ask for one of many names by typing."""
        words = self._desk.words
        names = sorted({name for name, _ in found}, key=str.casefold)
        chosen, sure = ask_name(self, words.text(f"event_map.word.{field}"), names)
        value = next((v for name, v in found if name == chosen), None)
        if sure and value is not None:
            self.put_in(field, value)


def _ask_name(parent: QWidget, title: str, names: list[str]) -> tuple[str, bool]:
    asking = QInputDialog(parent)
    asking.setWindowTitle(title)
    asking.setLabelText(title)
    asking.setComboBoxItems(names)
    asking.setComboBoxEditable(True)
    from PySide6.QtWidgets import QComboBox

    box = asking.findChild(QComboBox)
    if box is not None:
        completer = box.completer() or QCompleter(names, asking)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        box.setCurrentText("")
    sure = asking.exec() == QInputDialog.DialogCode.Accepted
    return asking.textValue(), sure


#: How one of many names is asked for; a test answers in its place.
ask_name: Callable[[QWidget, str, list[str]], tuple[str, bool]] = _ask_name
