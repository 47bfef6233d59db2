"""Chips: what is filtered now, each taken away by a click."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pocplanner.gui.plain import button, clear
from pocplanner.words import Words

_LONGEST = 46


class Chips(QWidget):
    """`dropped(name)` tells a chip that was clicked; an empty name all of them."""

    dropped = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(5)
        self.texts: tuple[str, ...] = ()
        self.hide()

    def show_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show a chip for each name and text; none hides the line."""
        clear(self._layout)
        self.texts = tuple(text for _, text in chips)
        for name, text in chips:
            short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
            chip = button(f"{short}  ✕", "chip", self._words.text("table.drop_filter", text=text))
            chip.clicked.connect(lambda _=False, n=name: self.dropped.emit(n))
            self._layout.addWidget(chip)
        if len(chips) > 1:
            every = button(self._words.text("table.drop_all"), "chip")
            every.clicked.connect(lambda _=False: self.dropped.emit(""))
            self._layout.addWidget(every)
        self._layout.addStretch(1)
        self.setVisible(bool(chips))
