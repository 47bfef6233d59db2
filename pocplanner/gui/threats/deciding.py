"""Questions that come with a decision on a threat: a reason, a value, other values of fields."""

from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from pocplanner.gui.dialogs import Asking
from pocplanner.gui.forms.field_order import first_fields
from pocplanner.gui.forms.fields import Choices
from pocplanner.gui.forms.form import Form
from pocplanner.gui.plain import label
from pocplanner.model.assessment import Threat
from pocplanner.words import Words

#: What a form of a threat does not ask: the program keeps it, or it has a button of its own.
_NOT_ASKED = (
    "status",
    "override",
    "evidence",
    "signs",
    "reason",
    "reliability",
    "credibility",
    "trend",
)


class ReasonDialog(Asking):
    """Asks why; it goes on only with a reason."""

    def __init__(
        self,
        parent: QWidget | None,
        words: Words,
        key: str,
        hint: str = "gui.threat.reason_hint",
    ) -> None:
        super().__init__(parent, words, words.text(key).rstrip("…"))
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(90)
        self.form.addRow(label(words.text(hint), "hint", wrap=True))
        self.ask(words.text("gui.threat.reason"), self.box)

    @property
    def reason(self) -> str:
        """What was typed."""
        return self.box.toPlainText().strip()

    def try_accept(self) -> None:
        if self.reason:
            self.accept()
        else:
            self.refuse("gui.threat.no_reason")


class ValueDialog(ReasonDialog):
    """Asks for a step of the scale of five, and why."""

    def __init__(self, parent: QWidget | None, words: Words, key: str) -> None:
        super().__init__(parent, words, key)
        self.spin = QSpinBox()
        self.spin.setRange(1, 5)
        self.spin.setValue(3)
        self.ask(words.text("gui.threat.likelihood"), self.spin, at=0)

    @property
    def value(self) -> int:
        """The step that was chosen."""
        return self.spin.value()


class ThreatDialog(QDialog):
    """A form for a threat; `changed` are the fields that are otherwise than before."""

    def __init__(
        self,
        parent: QWidget,
        words: Words,
        choices: Choices,
        threat: Threat,
        only: tuple[str, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.text("gui.threat.community" if only else "gui.threat.change"))
        self.resize(620, 260 if only else 600)
        hidden = [n for n in Threat.model_fields if n not in only] if only else list(_NOT_ASKED)
        self._threat = threat
        self.changed: dict[str, Any] = {}
        self.form = Form(words, Threat, choices, first_fields("Threat"), hidden=hidden)
        self.form.show_part(threat)
        self.form.save_button.hide()
        self.form.revert_button.hide()
        self.form.saved.connect(self._take)
        self._why = QPlainTextEdit()
        self._why.setTabChangesFocus(True)
        self._why.setFixedHeight(56)
        self._why.setAccessibleName(words.text("gui.threat.reason"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(words.text("gui.ok"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(words.text("gui.cancel"))
        buttons.accepted.connect(self.form.save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.form, 1)
        if not only:
            layout.addWidget(label(words.text("gui.threat.reason"), "hint"))
            layout.addWidget(self._why)
        layout.addWidget(buttons)

    @property
    def reason(self) -> str:
        """Why, where the person said so; else the reason that stood there."""
        return self._why.toPlainText().strip() or self._threat.reason

    def _take(self, made: Threat) -> None:
        self.changed = {
            name: getattr(made, name)
            for name in Threat.model_fields
            if getattr(made, name) != getattr(self._threat, name)
        }
        self.accept()
