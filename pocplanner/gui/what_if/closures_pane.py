"""The tab "Closures": month by month, the order that keeps the worst place highest, what stays."""

from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from pocplanner.analysis.what_if.closures import MOST_MONTHS
from pocplanner.commands.closures import Closing, closing_lines, closings
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, button, label, row
from pocplanner.gui.what_if.closures_paper import ask_closures


class ClosuresPane(QWidget):
    """Follows the posts that have a closing date; nothing here closes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: Closing | None = None
        words = desk.words
        self.months, self.floor = QSpinBox(), QSpinBox()
        self.months.setRange(1, MOST_MONTHS)
        self.months.setValue(12)
        self.floor.setRange(0, 100)
        self.floor.setSingleStep(5)
        self.floor.setValue(50)
        self.floor.setSuffix(" %")
        for box, key in ((self.months, "months"), (self.floor, "floor")):
            box.setAccessibleName(words.text(f"what_if.closing.{key}"))
        self.follow = button(words.text("what_if.closing.follow"), "primary")
        self.follow.clicked.connect(self._follow)
        self.paper = button(words.text("what_if.closing.paper"))
        self.paper.clicked.connect(lambda: ask_closures(self, self._desk))
        self.answer = Scroll()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("what_if.closing.about"), "hint", wrap=True))
        layout.addWidget(
            row(
                label(words.text("what_if.closing.months")),
                self.months,
                label(words.text("what_if.closing.floor")),
                self.floor,
                self.follow,
                last=self.paper,
            )
        )
        layout.addWidget(self.answer, 1)
        desk.closed.connect(self._forget)
        self._forget()

    def _forget(self) -> None:
        self.found = None
        self.answer.fill([label(self._desk.words.text("what_if.closing.none"), "hint", wrap=True)])

    def _follow(self) -> None:
        desk = self._desk
        if desk.project is None:
            return
        work = closings(desk.snapshot, (), self.months.value(), self.floor.value(),
                        today=desk.today, assessment=desk.assessment)  # fmt: skip
        desk.work("closures.progress", work, self.show_closing)

    def show_closing(self, found: Closing) -> None:
        """Show the calendar, the order and the cards."""
        self.found = found
        parts: list[QWidget] = []
        head = True
        for line in closing_lines(self._desk.words, self._desk.shown, found):
            if line:
                parts.append(label(line.strip(), "section" if head else "", wrap=True))
            head = not line
        self.answer.fill(parts)
