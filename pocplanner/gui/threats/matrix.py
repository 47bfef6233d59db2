"""Likelihood by impact: how many threats stand in each cell, in the colour of its band."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.scale import band_of
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import button, label


class BandMatrix(QWidget):
    """A press on a cell tells its likelihood and impact."""

    chosen = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self._cells = {}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setSpacing(4)
        grid.addWidget(label(words.text("gui.matrix.likelihood"), "section"), 0, 0, 1, 3)
        for likelihood in range(5, 0, -1):
            line = 6 - likelihood
            grid.addWidget(
                label(words.text(f"gui.matrix.likelihood_{likelihood}"), "hint"), line, 0
            )
            for impact in range(1, 6):
                made = button("")
                made.setMinimumSize(96, 58)
                made.setMaximumHeight(86)
                made.clicked.connect(lambda _=False, x=likelihood, y=impact: self.chosen.emit(x, y))
                grid.addWidget(made, line, impact)
                self._cells[likelihood, impact] = made
        for impact in range(1, 6):
            text = label(words.text(f"gui.matrix.impact_{impact}"), "hint")
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(text, 6, impact)
        end = label(words.text("gui.matrix.impact"), "section")
        end.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(end, 7, 3, 1, 3)
        self._left = label("", "hint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 4, 4)
        layout.addWidget(label(words.text("gui.matrix.hint"), "hint", wrap=True))
        layout.addWidget(holder)
        layout.addWidget(self._left)
        layout.addStretch(1)
        desk.assessed.connect(self.refresh)
        desk.closed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Count the threats of the latest assessment."""
        words, found = self._desk.words, self._desk.assessment
        rated = found.rated if found is not None else ()
        own = self._desk.snapshot.assumptions if self._desk.project is not None else {}
        assumed = Assumptions(own)
        unrated = sum(r.likelihood is None or r.impact is None for r in rated)
        for (likelihood, impact), cell in self._cells.items():
            here = [r for r in rated if (r.likelihood, r.impact) == (likelihood, impact)]
            band = band_of(likelihood, impact, assumed)
            colour, letter, ink = theme.BANDS[band]
            cell.setText(f"{len(here)} · {letter}" if here else letter)
            cell.setEnabled(bool(here))
            sheet = (
                f"QPushButton {{ background: {colour}; color: {ink}; font-size: 13pt;"
                " border: 1px solid #ffffff; }"
                f"QPushButton:disabled {{ background: {_pale(colour)}; color: {theme.PALE_INK}; }}"
            )
            if cell.styleSheet() != sheet:  # Qt styles a cell anew even with what it has
                cell.setStyleSheet(sheet)
            cell.setAccessibleName(
                words.text(
                    "gui.matrix.cell",
                    count=len(here),
                    likelihood=likelihood,
                    impact=impact,
                    band=words.term("band", band),
                )
            )
            cell.setToolTip(cell.accessibleName())
        self._left.setText(words.text("gui.matrix.unrated", count=unrated) if unrated else "")


def _pale(colour: str) -> str:
    """A colour mixed with the paper, for cells that hold nothing."""
    ink, paper = QColor(colour), QColor(theme.PAPER)

    def mixed(one: int, other: int) -> int:
        return round(0.22 * one + 0.78 * other)

    return QColor(
        mixed(ink.red(), paper.red()),
        mixed(ink.green(), paper.green()),
        mixed(ink.blue(), paper.blue()),
    ).name()
