"""What something rests on: names that lead to the record or the event."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Link, clear, label

#: Names shown at once; the rest are counted.
_SHOWN = 12


class Links(QWidget):
    """Names of records and events, one under another; a click shows what it names."""

    def __init__(self, desk: Desk, refs: Sequence[str] = (), total: int = 0) -> None:
        super().__init__()
        self._desk = desk
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.show_refs(refs, total)

    def show_refs(self, refs: Sequence[str], total: int = 0) -> None:
        """Show these ids by their names; `total` is the whole number where refs are capped."""
        clear(self._layout)
        shown = list(dict.fromkeys(refs))[:_SHOWN]
        for ref in shown:
            made = Link(self._desk.name(ref), self._desk.words.text("gui.links.hint"))
            made.clicked.connect(lambda _=False, r=ref: self._desk.wanted.emit(r))
            self._layout.addWidget(made)
        left = max(total, len(set(refs))) - len(shown)
        if left > 0:
            text = self._desk.words.text("gui.links.more", count=left)
            self._layout.addWidget(label(text, "hint"))
