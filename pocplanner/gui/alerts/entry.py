"""The quick entry of an alert: where, what, in their words; Enter takes it in with the time now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import button
from pocplanner.model.record import Ref
from pocplanner.model.vocabulary import vocabulary

_PLACES = Ref(("Community", "Settlement", "Area"))


class QuickEntry(QWidget):
    """One line; `received(place_id, threat, text)` follows Enter or the button."""

    received = Signal(str, str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self.place = QComboBox()
        self.place.setEditable(True)
        self.place.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.place.setAccessibleName(words.text("gui.duty.place"))
        self.place.setMinimumWidth(150)
        self.threat = QComboBox()
        self.threat.setAccessibleName(words.text("gui.duty.threat"))
        self.threat.addItem(words.text("gui.duty.threat"), "")
        for term in vocabulary("threat_type").terms:
            if term.code != "other":
                self.threat.addItem(words.term("threat_type", term.code), term.code)
        self.threat.setMinimumContentsLength(16)
        self.threat.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.text = QLineEdit()
        self.text.setPlaceholderText(words.text("gui.duty.text"))
        self.text.setAccessibleName(words.text("gui.duty.text"))
        self.text.returnPressed.connect(self._receive)
        self.take = button(words.text("gui.duty.receive"), "primary")
        self.take.clicked.connect(self._receive)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.place, 2)
        line.addWidget(self.threat, 2)
        line.addWidget(self.text, 4)
        line.addWidget(self.take)

    def fill(self) -> None:
        """Offer the places of the mission as they are now, keeping what stands in the line."""
        shown = self.place.currentText()
        self.place.clear()
        for id, name in self._desk.choices(_PLACES):
            self.place.addItem(name, id)
        found = QCompleter(self.place.model(), self.place)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        self.place.setCompleter(found)
        self.place.setEditText(shown)
        edit = self.place.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self._desk.words.text("gui.duty.place"))

    def place_id(self) -> str:
        """The place that is typed or chosen; empty where the text is no place."""
        at = self.place.findText(self.place.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return str(self.place.itemData(at)) if at >= 0 else ""

    def _receive(self) -> None:
        id = self.place_id()
        if not id:
            self._desk.said.emit(self._desk.words.text("gui.duty.no_place"))
            self.place.setFocus()
            return
        self.received.emit(id, str(self.threat.currentData()), self.text.text().strip())

    def clear(self) -> None:
        """An empty line for the next call."""
        self.place.setEditText("")
        self.threat.setCurrentIndex(0)
        self.text.clear()
        self.place.setFocus()
