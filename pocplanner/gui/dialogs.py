"""Questions and messages: a passphrase, a new mission, something that went wrong."""

import platform
import sys
import traceback
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QMessageBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from pocplanner import __version__
from pocplanner.gui.plain import label
from pocplanner.gui.theme import APPEARANCES
from pocplanner.settings import Settings
from pocplanner.words import LANGUAGES, Problem, Words


def tell(parent: QWidget, words: Words, problem: Problem) -> None:
    """Say what a person can mend, as plain text."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(words.text("gui.problem"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words.problem(problem))
    box.addButton(words.text("gui.ok"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def inform(parent: QWidget | None, words: Words, text: str) -> None:
    """Say what came of an act, where the status line is too short for it."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle("pocplanner")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.addButton(words.text("gui.ok"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def ask(parent: QWidget, words: Words, key: str, **facts: object) -> bool:
    """Ask yes or no."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("pocplanner")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words.text(key, **facts))
    yes = box.addButton(words.text("gui.yes"), QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(words.text("gui.no"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.exec()
    return box.clickedButton() is yes


def failure_report(error: BaseException) -> str:
    """Where a failure happened, with no word of the mission in it: no values, no paths."""
    lines = [
        f"pocplanner {__version__}, Python {platform.python_version()}, {sys.platform}",
        type(error).__name__,
    ]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def tell_failure(parent: QWidget | None, words: Words, error: BaseException) -> None:
    """Say that something went wrong that nobody could foresee; the last act is on the disk."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle(words.text("gui.failure.title"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words.text("gui.failure.text"))
    box.setDetailedText(failure_report(error))
    box.addButton(words.text("gui.ok"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


class Asking(QDialog):
    """A small form with OK and Cancel."""

    def __init__(self, parent: QWidget | None, words: Words, title: str) -> None:
        super().__init__(parent)
        self.words = words
        self._asked: list[QWidget] = []
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        self.said = label("", "refused", wrap=True)
        self.said.hide()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(words.text("gui.ok"))
        ok.setObjectName("primary")
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(
            words.text("gui.cancel")
        )
        for made in self.buttons.buttons():
            made.setIcon(QIcon())  # the words say it, on every desktop alike
        self.buttons.accepted.connect(self.try_accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.addLayout(self.form)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)

    def ask(self, name: str, box: QWidget, at: int = -1) -> None:
        """One more thing to ask, under its name; a tick carries its name itself."""
        for named in (box, box.focusProxy()):
            if name and named is not None:
                named.setAccessibleName(name)
        self.form.insertRow(at if at >= 0 else self.form.rowCount(), label(name), box)
        self._asked.insert(at if at >= 0 else len(self._asked), box)

    def showEvent(self, event: QShowEvent) -> None:
        """The first thing that is asked has the focus, and the buttons come last."""
        super().showEvent(event)
        order = [*self._asked, *self.buttons.buttons()]
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)
        if self._asked:
            self._asked[0].setFocus()

    def refuse(self, key: str) -> None:
        self.said.setText(self.words.text(key))
        self.said.show()

    def try_accept(self) -> None:
        self.accept()


class PassphraseDialog(Asking):
    """Asks for the passphrase of a sealed mission."""

    def __init__(self, parent: QWidget | None, words: Words, name: str, again: str = "") -> None:
        super().__init__(parent, words, words.text("gui.passphrase.title", name=name))
        self.box = QLineEdit()
        self.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.addRow(label(words.text("gui.passphrase.hint", name=name), "hint", wrap=True))
        self.ask(words.text("gui.passphrase.label"), self.box)
        if again:
            self.said.setText(again)
            self.said.show()

    def passphrase(self) -> str:
        """What was typed; empty where the person gave up."""
        return self.box.text() if self.exec() else ""


class NewMissionDialog(Asking):
    """Asks for the name of a new mission and how it is sealed."""

    def __init__(self, parent: QWidget | None, words: Words) -> None:
        super().__init__(parent, words, words.text("gui.new.title"))
        self.name = QLineEdit()
        self.exercise = QCheckBox(words.text("gui.new.exercise"))
        self.first, self.second = QLineEdit(), QLineEdit()
        for box in (self.first, self.second):
            box.setEchoMode(QLineEdit.EchoMode.Password)
        self.ask(words.text("gui.new.name"), self.name)
        self.ask("", self.exercise)
        self.ask(words.text("gui.new.passphrase"), self.first)
        self.ask(words.text("gui.new.again"), self.second)
        self.form.addRow(label(words.text("gui.new.hint"), "hint", wrap=True))
        self.exercise.toggled.connect(self.first.setDisabled)
        self.exercise.toggled.connect(self.second.setDisabled)

    def try_accept(self) -> None:
        if not self.name.text().strip():
            self.refuse("gui.new.no_name")
        elif not self.exercise.isChecked() and not self.first.text():
            self.refuse("gui.new.no_passphrase")
        elif not self.exercise.isChecked() and self.first.text() != self.second.text():
            self.refuse("gui.new.differ")
        else:
            self.accept()

    @property
    def passphrase(self) -> str | None:
        """The passphrase, nothing for an open exercise."""
        return None if self.exercise.isChecked() else self.first.text()


class NewPassphraseDialog(Asking):
    """Asks twice for the passphrase under which the mission is sealed from now on."""

    def __init__(self, parent: QWidget | None, words: Words) -> None:
        super().__init__(parent, words, words.text("gui.act.passphrase"))
        self.first, self.second = QLineEdit(), QLineEdit()
        for key, box in (("passphrase", self.first), ("again", self.second)):
            box.setEchoMode(QLineEdit.EchoMode.Password)
            self.ask(words.text(f"gui.new.{key}"), box)
        self.form.addRow(label(words.text("gui.new.hint"), "hint", wrap=True))
        self.form.addRow(label(words.text("gui.passphrase.older"), "hint", wrap=True))

    def try_accept(self) -> None:
        if not self.first.text():
            self.refuse("gui.new.no_passphrase")
        elif self.first.text() != self.second.text():
            self.refuse("gui.new.differ")
        else:
            self.accept()


class TemplateDialog(Asking):
    """Asks which workbook to hand out, and in which language."""

    def __init__(self, parent: QWidget | None, words: Words, kinds: Sequence[str]) -> None:
        super().__init__(parent, words, words.text("gui.act.template"))
        self.kind, self.language = QComboBox(), QComboBox()
        for name in kinds:
            self.kind.addItem(words.text(f"formats.kind.{name}"), name)
        for code in LANGUAGES:
            self.language.addItem(words.text(f"gui.language.{code}"), code)
        self.language.setCurrentIndex(self.language.findData(words.language))
        self.form.addRow(label(words.text("gui.template.hint"), "hint", wrap=True))
        self.ask(words.text("gui.template.kind"), self.kind)
        self.ask(words.text("gui.template.language"), self.language)


class SettingsDialog(Asking):
    """Asks for languages, the role in the log, and what is remembered."""

    def __init__(self, parent: QWidget | None, words: Words, settings: Settings) -> None:
        super().__init__(parent, words, words.text("gui.settings.title"))
        self._settings = settings
        self.language, self.document = QComboBox(), QComboBox()
        for box, chosen in (
            (self.language, settings.language),
            (self.document, settings.document_language),
        ):
            for code in LANGUAGES:
                box.addItem(words.text(f"gui.language.{code}"), code)
            box.setCurrentIndex(box.findData(chosen))
        self.author = QLineEdit(settings.author)
        self.appearance = QComboBox()
        for name in APPEARANCES:
            self.appearance.addItem(words.text(f"gui.settings.look.{name}"), name)
        self.appearance.setCurrentIndex(self.appearance.findData(settings.appearance))
        self.idle = QSpinBox()
        self.idle.setRange(1, 240)
        self.idle.setValue(settings.idle_minutes)
        self.idle.setSuffix(words.text("gui.settings.minutes"))
        self.remember = QCheckBox(words.text("gui.settings.remember_sealed"))
        self.remember.setChecked(settings.remember_sealed)
        self.ask(words.text("gui.settings.author"), self.author)
        self.form.addRow(label(words.text("gui.settings.author_hint"), "hint", wrap=True))
        self.ask(words.text("gui.settings.language"), self.language)
        self.ask(words.text("gui.settings.document_language"), self.document)
        self.form.addRow(label(words.text("gui.settings.restart"), "hint", wrap=True))
        self.ask(words.text("gui.settings.appearance"), self.appearance)
        self.ask(words.text("gui.settings.idle"), self.idle)
        self.ask("", self.remember)

    def settings(self) -> Settings:
        """The settings as chosen."""
        return self._settings.model_copy(
            update={
                "language": self.language.currentData(),
                "document_language": self.document.currentData(),
                "appearance": self.appearance.currentData(),
                "author": self.author.text().strip(),
                "remember_sealed": self.remember.isChecked(),
                "idle_minutes": self.idle.value(),
            }
        )
