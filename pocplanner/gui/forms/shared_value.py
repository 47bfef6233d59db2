"""One value for several records: what they have in common, or that they differ and in what."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.forms.editors import Editor
from pocplanner.gui.plain import button, label
from pocplanner.words import Words

#: So many of the values that differ are named, the commonest first, each as long as this at most.
_NAMED, _LONGEST = 4, 40


class SharedValue(QWidget):
    """An editor with the value that all have; where they differ it is hidden until it is wanted.

    A default in its place would look like what they hold, and be written over it.
    """

    opened = Signal()

    def __init__(
        self, words: Words, made: Editor, values: Sequence[Any], told: Callable[[Any], str]
    ) -> None:
        """`told` says a value in words."""
        super().__init__()
        self.editor = made
        self.same = bool(values) and all(v == values[0] for v in values)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        self.said = label("", "hint", wrap=True)
        self.one_button = button(words.text("table.one_for_all"), "small")
        self.one_button.clicked.connect(self.open)
        for widget in (self.said, self.one_button, made):
            inside.addWidget(widget)
        if self.same:
            made.set_value(values[0])
            self.said.hide()
            self.one_button.hide()
        else:
            made.set_value(None)
            made.hide()
            self.said.setText(_differing(words, values, told))

    @property
    def ready(self) -> bool:
        """Whether there is one value that can be given to all."""
        return not self.editor.isHidden()

    def open(self) -> None:
        """Ask for one value for all, in place of those that differ."""
        self.one_button.hide()
        self.editor.show()
        self.editor.setFocus()
        self.opened.emit()


def _differing(words: Words, values: Sequence[Any], told: Callable[[Any], str]) -> str:
    """The values that differ with how many records hold each, the commonest first."""
    counts = Counter(told(v) or words.text("table.unknown") for v in values)
    named = [
        f"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'} ({count})"
        for text, count in counts.most_common(_NAMED)
    ]
    more = ["…"] if len(counts) > _NAMED else []
    return words.text("table.differing", values=", ".join([*named, *more]))
