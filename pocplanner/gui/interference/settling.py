"""Asks what became of a question: what was said or is done, whose word it is, until when."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QPlainTextEdit, QWidget

from pocplanner.gui.dialogs import Asking
from pocplanner.gui.plain import label, row
from pocplanner.words import Words


class SettleDialog(Asking):
    """One question with the room for its answer, measure, risk, or the word that it was put."""

    def __init__(
        self, parent: QWidget | None, words: Words, kind: str, question: str, today: date
    ) -> None:
        """`kind` is "answer", "mitigation", "risk" or "asked"; `question` stands above."""
        super().__init__(parent, words, words.term("interference_answer", kind))
        self.form.addRow(label(question, "", wrap=True))
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(90)
        self.ask(words.text(f"gui.interference.text_{kind}"), self.box)
        self.role = QLineEdit()
        self.role.setMaxLength(300)
        self.ask(words.text(f"gui.interference.by_{kind}"), self.role)
        self.ends = QCheckBox(words.text("gui.interference.until"))
        self.day = QDateEdit(QDate(today.year, today.month, today.day).addMonths(3))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(words.text("gui.interference.until"))
        self.day.setEnabled(False)
        self.ends.toggled.connect(self.day.setEnabled)
        self.form.addRow("", row(self.ends, self.day))

    @property
    def text(self) -> str:
        """What was typed."""
        return self.box.toPlainText().strip()

    @property
    def by(self) -> str:
        """The role that was named."""
        return self.role.text().strip()

    @property
    def until(self) -> date | None:
        """The last day on which it holds, where the person gave one."""
        if not self.ends.isChecked():
            return None
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def try_accept(self) -> None:
        if not self.text:
            self.refuse("gui.interference.no_text")
        elif not self.by:
            self.refuse("gui.interference.no_by")
        else:
            self.accept()
