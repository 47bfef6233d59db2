"""What an import brought, and what may be the same thing twice, for a person to decide."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from pocplanner.commands.duplicates import Proposal
from pocplanner.commands.imports import Kept
from pocplanner.formats.alike import Alike
from pocplanner.gui.desk import Desk
from pocplanner.gui.imports.beside import EventsBeside, RecordsBeside
from pocplanner.gui.plain import Scroll, button, label, row

#: Pairs that are shown at once.
_SHOWN = 40


class Outcome(Scroll):
    """The counts of an import, what is like what, and a button for each decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((4, 10, 4, 4))
        self._desk = desk
        self._kept: Kept | None = None
        self._said = ""

    def show_kept(self, kept: Kept, said: str, more: Sequence[QWidget] = ()) -> None:
        """Show what was kept; `said` is its sentence."""
        self._kept, self._said = kept, said
        words = self._desk.words
        parts: list[QWidget] = [label(said, "section", wrap=True)]
        if kept.united:
            parts.append(label(words.text("imports.gui.united", count=kept.united), wrap=True))
        if kept.not_taken:
            said_left = words.text("imports.cli.not_taken", count=kept.not_taken)
            parts.append(label(said_left.strip(), wrap=True))
        parts += [
            label(words.text("gui.import.undo_hint"), "hint", wrap=True),
            label(words.text("gui.import.grade_hint"), "hint", wrap=True),
        ]
        if kept.held:
            said_held = words.text("interference.import.left", count=len(kept.held))
            parts.append(label(said_held, "section", wrap=True))
            parts += [label(words.problem(h.problem), wrap=True) for h in kept.held[:20]]
        if kept.alike:
            parts.append(label(words.text("gui.import.alike"), "section", wrap=True))
            parts += [self._pair(p) for p in kept.alike[:_SHOWN]]
            if len(kept.alike) > _SHOWN:
                left = len(kept.alike) - _SHOWN
                parts.append(label(words.text("imports.gui.more_alike", count=left), "hint"))
        self.fill([*parts, *more])

    def searching(self) -> None:
        """Say that events of other sources are being compared."""
        self._show_more([label(self._desk.words.text("tables.twins.searching"), "hint", wrap=True)])

    def show_twins(self, found: Sequence[Proposal]) -> None:
        """Pairs of events that may be one, side by side, with a button for each decision."""
        words = self._desk.words
        if not found:
            self._show_more([label(words.text("tables.twins.none"), "hint", wrap=True)])
            return
        parts: list[QWidget] = [
            label(words.text("tables.twins.title"), "section", wrap=True),
            label(words.text("tables.twins.hint"), "hint", wrap=True),
            *(EventsBeside(self._desk, pair) for pair in found[:_SHOWN]),
        ]
        if len(found) > _SHOWN:
            parts.append(label(words.text("tables.twins.more", count=len(found) - _SHOWN), "hint"))
        self._show_more(parts)

    def _show_more(self, parts: Sequence[QWidget]) -> None:
        if self._kept is not None:
            self.show_kept(self._kept, self._said, parts)

    def _pair(self, pair: Alike) -> QWidget:
        """Two names that look alike; where both are records they open side by side."""
        words, project = self._desk.words, self._desk.project
        km = "" if pair.km is None else f"{pair.km:.1f} km"
        said = label(words.text("gui.import.pair", one=pair.one.name, other=pair.other.name, km=km))
        if project is None or any(project.find(e.id) is None for e in (pair.one, pair.other)):
            return said
        opened = button(words.text("imports.gui.compare"))
        opened.setAccessibleName(f"{opened.text()} {pair.one.name} {pair.other.name}")
        line = row(said, opened)
        opened.clicked.connect(partial(self._open, line, pair))
        return line

    def _open(self, line: QWidget, pair: Alike) -> None:
        at = self.inside.indexOf(line)
        if at < 0:
            return
        made = RecordsBeside(self._desk, pair.one.id, pair.other.id, pair.km)
        self.inside.insertWidget(at, made)
        made.show()
        line.hide()
