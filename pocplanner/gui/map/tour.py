"""First steps on the map: five cards that can be skipped for good."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import button, label

STEPS = ("one", "two", "three", "four", "five")


class Tour(QFrame):
    """A card over the map. It comes by itself once, until somebody says never again."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, words = desk, desk.words
        self.step = 0
        self.setObjectName("card")
        self.setAccessibleName(words.text("map.tour.title"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label(words.text("map.tour.title"), "section")
        self._count = label("", "hint")
        self._text = label("", wrap=True)
        self.never = QCheckBox(words.text("map.tour.never"))
        self.never.setChecked(True)
        self.back = button(words.text("map.tour.back"))
        self.next = button(words.text("map.tour.next"), "primary")
        self.back.clicked.connect(lambda: self._show(self.step - 1))
        self.next.clicked.connect(lambda: self._show(self.step + 1))
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count)
        foot.addWidget(self.never)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(head)
        layout.addWidget(self._text, 1)
        layout.addLayout(foot)
        self.setFixedSize(460, 190)
        self.hide()

    def begin_once(self) -> None:
        """Begin where nobody has seen it through or sent it away."""
        if self._desk.settings.show_tour:
            self.begin()

    def begin(self) -> None:
        """Show the first card."""
        self._show(0)

    def end(self) -> None:
        """Put the cards away for now."""
        self.hide()

    def _show(self, step: int) -> None:
        if step >= len(STEPS):
            self._finish()
            return
        words = self._desk.words
        self.step = max(step, 0)
        self._count.setText(f"{self.step + 1} / {len(STEPS)}")
        self._text.setText(words.text(f"map.tour.{STEPS[self.step]}"))
        self.back.setEnabled(self.step > 0)
        last = self.step == len(STEPS) - 1
        self.next.setText(words.text("map.tour.done" if last else "map.tour.next"))
        parent = self.parentWidget()
        if parent is not None:
            self.move(24, max(parent.height() - self.height() - 90, 40))
        self.show()
        self.raise_()
        self.next.setFocus()

    def _finish(self) -> None:
        """Away for good, where the tick says so."""
        self.hide()
        wanted = not self.never.isChecked()
        if self._desk.settings.show_tour != wanted:
            self._desk.prefer(show_tour=wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape skips what is left."""
        if event.key() == Qt.Key.Key_Escape:
            self._finish()
        else:
            super().keyPressEvent(event)
