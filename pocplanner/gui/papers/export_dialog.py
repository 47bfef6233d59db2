"""The last question before a paper leaves: what it holds back, and the name of who gets it."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from pocplanner.gui.papers.audience_list import held_text, wider
from pocplanner.gui.papers.paper_making import Choice, HeldBack
from pocplanner.gui.plain import label
from pocplanner.words import Words


class ExportDialog(QDialog):
    """Tells what leaves and for whom; what leaves the mission wants its audience typed."""

    def __init__(
        self,
        parent: QWidget | None,
        words: Words,
        choice: Choice,
        title: str,
        held: HeldBack | None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._name = words.term("audience", choice.audience.value)
        self.setWindowTitle(words.text("gui.report.export"))
        self.setMinimumWidth(480)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(words.text("gui.report.type_name", name=self._name))
        self.said = label("", "refused", wrap=True)
        self.said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(8)
        leaves = words.text("gui.report.leaves", document=title, audience=self._name)
        layout.addWidget(label(leaves, "section", wrap=True))
        about = words.text(f"gui.report.audience.{choice.audience.value}")
        layout.addWidget(label(about, "", wrap=True))
        layout.addWidget(label(held_text(words, held, choice), "", wrap=True))
        self.asks = wider(choice.audience)
        if self.asks:
            layout.addWidget(label(words.text("gui.report.outside"), "warning", wrap=True))
            layout.addWidget(label(words.text("gui.report.type_name", name=self._name), "", True))
            layout.addWidget(self.typed)
        layout.addWidget(label(words.text("gui.report.logged"), "hint", wrap=True))
        layout.addWidget(self.said)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(words.text("gui.report.choose_file"))
        self.ok.setObjectName("primary")
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(words.text("gui.cancel"))
        self.buttons.accepted.connect(self.try_accept)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)
        if self.asks:
            self.typed.setFocus()

    def try_accept(self) -> None:
        """Go on where the name is typed as it stands; signs and spaces count, capitals do not."""
        if not self.asks or _same(self.typed.text(), self._name):
            self.accept()
            return
        self.said.setText(self._words.text("gui.report.not_the_name", name=self._name))
        self.said.show()


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
