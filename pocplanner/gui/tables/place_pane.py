"""A table of places beside what is known of the chosen one: what several tabs have in common."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, beside, label
from pocplanner.gui.tables.table import Column, Table


class PlacePane(QWidget):
    """Lines of places, each with an `id`; the chosen one is told beside the table.

    A pane of its own says its columns, what stands between title and detail, which lines
    there are (`refresh`), and how the chosen line is shown or its absence. Until the first
    assessment stands nothing is said to be missing.
    """

    def __init__(
        self, desk: Desk, texts: str, widths: Sequence[int], sizes: tuple[int, int]
    ) -> None:
        """`texts` is where its words "about" and "none" stand."""
        super().__init__()
        self._desk, self._texts = desk, texts
        self._id = ""
        words = desk.words
        self.table = Table(
            words, self._columns(), words.text("gui.places.waiting"), tuple(widths), shown=6
        )
        self.title = label("", "section", wrap=True)
        self.detail = Scroll()
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.title)
        for widget in self._between():
            inside.addWidget(widget)
        inside.addWidget(self.detail, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text(f"{texts}.about"), "hint", wrap=True))
        layout.addWidget(beside(self.table, right, sizes), 1)
        self.table.chosen.connect(self._choose)
        desk.assessed.connect(lambda _: self.refresh())
        desk.closed.connect(self._forget)
        self._empty()
        self.refresh()

    # -- what each pane says itself ------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        """The columns of the table; the first names the place."""
        return (Column(self._desk.words.text("gui.time.place"), self._place_name),)

    def _place_name(self, line: Any) -> str:
        return self._desk.name(line.id)

    def _between(self) -> Sequence[QWidget]:
        """What stands between the title and the detail; made once."""
        return ()

    def refresh(self) -> None:
        """List the places of the latest assessment; none of them where a pane has no lines."""
        self._list(())

    def _turned(self, line: Any) -> None:
        """Somebody chose another line: what is to be looked at of it first."""

    def _show_chosen(self) -> None:
        """Tell what is known of the chosen line."""
        self.title.setText(self._desk.name(self._id))

    # -- what they share -----------------------------------------------------------------

    def _list(self, lines: Sequence[Any]) -> None:
        """Put these lines into the table, keeping the chosen one where it still stands."""
        self.table.set_rows(list(lines))
        self.table.set_empty(self._desk.words.text(f"{self._texts}.none"))
        if any(line.id == self._id for line in lines):
            self._show_chosen()
        elif lines:
            self.table.choose_first()
        else:
            self._empty()

    def _line(self) -> Any:
        """The chosen line, or nothing."""
        return next((r for r in self.table.model.rows if r.id == self._id), None)

    def _choose(self, id: str) -> None:
        self._id = id
        line = self._line()
        if line is not None:
            self._turned(line)
        self._show_chosen()
        if self.isVisible():  # what a page at the back chooses is no choice of a person
            self._desk.chosen.emit(id)

    def _empty(self) -> None:
        """Nothing is chosen: said with what to do, but not before it is known."""
        self.title.setText("")
        desk = self._desk
        waits = desk.project is not None and desk.assessment is None
        key = "gui.places.waiting" if waits else f"{self._texts}.none"
        self.detail.fill([label(desk.words.text(key), "hint", wrap=True)])

    def select(self, id: str) -> bool:
        """Show a place; False where it is not among them."""
        return self.table.choose(id)

    def _forget(self) -> None:
        self._id = ""
        self.table.set_rows([])
        self.table.set_empty(self._desk.words.text("gui.places.waiting"))
        self._empty()


__all__ = ["PlacePane"]
