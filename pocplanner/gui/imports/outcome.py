"""What an import brought, and the names that look like one another, for a person to decide."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pocplanner.commands.imports import Kept
from pocplanner.commands.merging import merge
from pocplanner.formats.alike import Alike
from pocplanner.gui.desk import Desk
from pocplanner.gui.naming import short
from pocplanner.gui.plain import Scroll, button, label, row


class Outcome(Scroll):
    """The counts of an import, what is like what, and a button for each decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((4, 10, 4, 4))
        self._desk = desk

    def show_kept(self, kept: Kept, said: str) -> None:
        """Show what was kept; `said` is its sentence."""
        words = self._desk.words
        parts: list[QWidget] = [
            label(said, "section", wrap=True),
            label(words.text("gui.import.undo_hint"), "hint", wrap=True),
            label(words.text("gui.import.grade_hint"), "hint", wrap=True),
        ]
        if kept.alike:
            parts.append(label(words.text("gui.import.alike"), "section", wrap=True))
            parts += [self._pair(p) for p in kept.alike[:200]]
        self.fill(parts)

    def _pair(self, pair: Alike) -> QWidget:
        """Two names that look alike, with a button for either to be the one that stays."""
        words, project = self._desk.words, self._desk.project
        km = "" if pair.km is None else f"{pair.km:.1f} km"
        said = label(words.text("gui.import.pair", one=pair.one.name, other=pair.other.name, km=km))
        ends = (pair.one, pair.other)
        if project is None or any(project.find(e.id) is None for e in ends):
            return said
        buttons = []
        for stays, goes in (ends, ends[::-1]):
            made = button(words.text("gui.import.merge", name=short(stays.name)))
            made.clicked.connect(partial(self._merge, made, stays.id, goes.id))
            buttons.append(made)
        return row(said, *buttons)

    def _merge(self, pressed: QWidget, keep_id: str, other_id: str) -> None:
        line = pressed.parentWidget()
        if self._desk.act(merge, keep_id, other_id) is not None and line is not None:
            line.setEnabled(False)
