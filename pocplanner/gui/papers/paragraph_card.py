"""One paragraph of a drafted document: its state, its text to edit, what it rests on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.plain import button, label, row
from pocplanner.gui.threats.deciding import ReasonDialog
from pocplanner.model.strategy import SET_ASIDE, Paragraph
from pocplanner.words import Words


class _Text(QPlainTextEdit):
    """Several lines; Ctrl+Enter keeps them and Escape gives up."""

    kept = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class AsideDialog(ReasonDialog):
    """Asks why a paragraph is set aside."""

    def __init__(self, parent: QWidget | None, words: Words) -> None:
        super().__init__(parent, words, "gui.paragraph.aside", "gui.paragraph.aside_hint")


class ParagraphCard(QFrame):
    """`accepted`, `rewritten(text)`, `taken`, `set_aside` and `put_back` tell what was decided."""

    accepted = Signal()
    rewritten = Signal(str)
    taken = Signal()
    set_aside = Signal()
    put_back = Signal()

    def __init__(self, desk: Desk, paragraph: Paragraph, writable: bool) -> None:
        super().__init__()
        self._desk, self.paragraph, self._writable = desk, paragraph, writable
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._text = label(paragraph.text, "paragraph", wrap=True)
        self._box: _Text | None = None
        self._links: Links | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 9, 12, 9)
        self._layout.setSpacing(6)
        self._layout.addLayout(self._badges())
        self._layout.addWidget(self._text)
        self._is_aside = paragraph.status == SET_ASIDE
        if self._is_aside:
            why = desk.words.text("gui.paragraph.aside_reason", reason=paragraph.reason)
            self._layout.addWidget(label(why, "hint", wrap=True))
            self._text.setEnabled(False)
        elif paragraph.offered:
            self._layout.addWidget(self._offer())
        self._layout.addWidget(self._buttons())

    def _badges(self) -> QHBoxLayout:
        words, paragraph = self._desk.words, self.paragraph
        line = QHBoxLayout()
        line.setSpacing(6)
        said = [(words.term("paragraph_status", paragraph.status), f"status_{paragraph.status}")]
        if paragraph.question:
            said.append((words.text("gui.paragraph.question"), "badge_question"))
        if paragraph.generic:
            said.append((words.text("gui.paragraph.generic"), "badge_generic"))
        if paragraph.offered:
            said.append((words.text("gui.paragraph.offered"), "badge_offered"))
        for text, name in said:
            line.addWidget(label(text, name))
        line.addStretch(1)
        if paragraph.author and paragraph.at is not None:
            line.addWidget(label(f"{paragraph.author}, {paragraph.at:%Y-%m-%d}", "hint"))
        return line

    def _offer(self) -> QWidget:
        words = self._desk.words
        holder = QFrame()
        holder.setObjectName("offer")
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.addWidget(label(words.text("gui.paragraph.offer"), "hint", wrap=True))
        inside.addWidget(label(self.paragraph.offered, wrap=True))
        take = button(words.text("gui.paragraph.take"))
        take.clicked.connect(self.taken)
        take.setEnabled(self._writable)
        inside.addWidget(row(take))
        return holder

    def _buttons(self) -> QWidget:
        words = self._desk.words
        self.accept_button = button(words.text("gui.paragraph.accept"))
        self.accept_button.clicked.connect(self.accepted)
        self.accept_button.setEnabled(self._writable and self.paragraph.status == "draft")
        self.edit_button = button(words.text("gui.paragraph.edit"))
        self.edit_button.clicked.connect(self.edit)
        self.edit_button.setEnabled(self._writable)
        self.keep_button = button(words.text("gui.form.save"), "primary")
        self.keep_button.clicked.connect(self._keep)
        self.drop_button = button(words.text("gui.form.revert"))
        self.drop_button.clicked.connect(self._give_up)
        for made in (self.keep_button, self.drop_button):
            made.hide()
        self.aside_button = button(
            words.text("gui.paragraph.put_back" if self._is_aside else "gui.paragraph.aside"),
            hint=words.text("gui.paragraph.aside_hint"),
        )
        self.aside_button.clicked.connect(self.put_back if self._is_aside else self.set_aside)
        self.aside_button.setEnabled(self._writable)
        if self._is_aside:
            self.accept_button.hide()
            self.edit_button.hide()
        count = len(self.paragraph.evidence)
        rests = button(words.plural("gui.paragraph.rests_on", count), "link")
        rests.setEnabled(count > 0)
        rests.clicked.connect(self._show_evidence)
        return row(
            self.accept_button,
            self.edit_button,
            self.aside_button,
            self.keep_button,
            self.drop_button,
            last=rests,
        )

    def edit(self) -> None:
        """Edit the text where it stands."""
        if self._box is not None or self._is_aside:
            return
        self._box = _Text(self.paragraph.text)
        self._box.setAccessibleName(self._desk.words.text("gui.paragraph.edit"))
        self._box.setFixedHeight(min(max(72, self._text.height() + 34), 320))
        self._box.kept.connect(self._keep)
        self._box.given_up.connect(self._give_up)
        self._text.hide()
        self._layout.insertWidget(1, self._box)
        self._box.setFocus()
        self._switch(True)

    def _switch(self, editing: bool) -> None:
        for made in (self.accept_button, self.edit_button, self.aside_button):
            made.setVisible(not editing)
        for made in (self.keep_button, self.drop_button):
            made.setVisible(editing)

    def _keep(self) -> None:
        if self._box is not None:
            text = self._box.toPlainText().strip()
            if text and text != self.paragraph.text:
                self.rewritten.emit(text)
            else:
                self._give_up()

    def _give_up(self) -> None:
        if self._box is not None:
            self._layout.removeWidget(self._box)
            self._box.hide()
            self._box.deleteLater()
            self._box = None
        self._text.show()
        self._switch(False)

    def _show_evidence(self) -> None:
        if self._links is None:
            self._links = Links(self._desk, self.paragraph.evidence)
            self._layout.addWidget(self._links)
        else:
            self._links.setVisible(self._links.isHidden())
