"""The first page: open, new, the example, and what was open last."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pocplanner.gui.plain import button, card, label
from pocplanner.words import Words


class StartPage(QWidget):
    """What to do when nothing is open yet."""

    new = Signal()
    open = Signal()
    example = Signal()
    recent = Signal(str)

    def __init__(self, words: Words, recent: tuple[str, ...]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 36, 48, 24)
        layout.setSpacing(14)
        layout.addWidget(label("pocplanner", "title"))
        layout.addWidget(label(words.text("gui.start.about"), "subtitle", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        for name, signal in (("example", self.example), ("new", self.new), ("open", self.open)):
            made = button(words.text(f"gui.start.{name}"), "primary" if name == "example" else "")
            made.clicked.connect(lambda _=False, s=signal: s.emit())
            hint = label(words.text(f"gui.start.{name}_hint"), "hint", wrap=True)
            hint.setAlignment(Qt.AlignmentFlag.AlignTop)
            frame = card(made, hint)
            frame.setMinimumWidth(180)
            row.addWidget(frame, 1)
        layout.addLayout(row)
        layout.addSpacing(10)
        layout.addWidget(label(words.text("gui.start.recent"), "section"))
        known = [p for p in recent if Path(p).is_file()]
        for path in known:
            made = button(Path(path).name, "link", path)
            made.clicked.connect(lambda _=False, p=path: self.recent.emit(p))
            layout.addWidget(made)
        if not known:
            layout.addWidget(label(words.text("gui.start.no_recent"), "hint", wrap=True))
        layout.addStretch(1)
        layout.addWidget(label(words.text("gui.start.limits"), "hint", wrap=True))
