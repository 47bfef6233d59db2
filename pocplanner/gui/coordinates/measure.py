"""Measures along points of the map: kilometres, bearings, hours on foot and by vehicle."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from pocplanner.analysis.measuring import MOST_POINTS, WAYS, Measured, measure
from pocplanner.analysis.results import Used
from pocplanner.commands.tables import clipboard_text
from pocplanner.gui.coordinates.point import Point
from pocplanner.gui.coordinates.told import area_told, bearing, distance, hours
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, button, label, row
from pocplanner.model.geometry import Position

#: The layer of the map on which a measured line is drawn.
LAYER = "measure"


class Measure(QWidget):
    """A line that grows with every click; `ended()` tells that the person is done."""

    ended = Signal()
    drawn = Signal(list)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, words = desk, desk.words
        self.points: list[Position] = []
        self.total = label("", "section", wrap=True)
        self.hint = label(words.text("coordinates.measure.start"), "hint", wrap=True)
        self.basis = label("", "hint", wrap=True)
        self.basis.hide()
        self.table = QTableWidget(0, 5)
        heads = ("distance", "bearing", *WAYS)
        self.table.setHorizontalHeaderLabels(
            [words.text(f"coordinates.measure.{name}") for name in heads]
        )
        self.table.setAccessibleName(words.text("coordinates.measure.title"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setMinimumHeight(120)
        self.box = Point(words, desk, pick=False)
        self.box.setAccessibleName(words.text("coordinates.measure.point"))
        self.box.box.setAccessibleName(words.text("coordinates.measure.point"))
        self.box.box.returnPressed.connect(self._add_typed)
        add = button(words.text("coordinates.measure.add"))
        add.clicked.connect(lambda _=False: self._add_typed())
        copying = button(words.text("coordinates.measure.copy"), "small")
        copying.clicked.connect(lambda _=False: self.copy())
        again = button(words.text("coordinates.measure.clear"), "small")
        again.clicked.connect(lambda _=False: self.clear())
        done = button(words.text("coordinates.measure.end"), "small")
        done.clicked.connect(lambda _=False: self.ended.emit())
        inside = Scroll()
        inside.fill([self.hint, self.box, row(add, copying), self.total, self.table, self.basis])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.addWidget(inside, 1)
        layout.addWidget(row(again, last=done))
        desk.closed.connect(self.clear)
        self._show()

    @property
    def measured(self) -> Measured:
        """What was measured so far, by the mission's own speeds."""
        own = self._desk.snapshot.assumptions if self._desk.project is not None else {}
        return measure(self.points, own)

    def add(self, at: Position) -> None:
        """One more point."""
        if len(self.points) < MOST_POINTS:
            self.points.append(at)
            self._show()

    def take_back(self) -> None:
        """Take the last point back."""
        if self.points:
            self.points.pop()
            self._show()

    def clear(self) -> None:
        """Begin anew."""
        self.points.clear()
        self._show()

    def _add_typed(self) -> None:
        try:
            at = self.box.value()
        except ValueError as error:
            self._desk.said.emit(str(error))
            return
        if at is not None:
            self.add(at)
            self.box.set_value(None)

    def _show(self) -> None:
        words, found = self._desk.words, self.measured
        self.table.setRowCount(len(found.legs))
        for at, leg in enumerate(found.legs):
            share = leg.metres / found.metres if found.metres else 0.0
            cells = [distance(leg.metres, words), bearing(leg.bearing, words)]
            cells += [hours(found.hours[way] * share, words) for way in WAYS]
            for place, text in enumerate(cells):
                self.table.setItem(at, place, QTableWidgetItem(text))
        self.total.setText(self.said(found))
        told = "; ".join(
            words.text(
                "coordinates.measure.speed",
                name=u.name.get(words.language) or u.name.get("en", u.key),
                value=f"{u.value:g}",
                unit=u.unit,
                cite=self._cited(u),
            )
            for u in found.used
        )
        self.basis.setText(words.text("coordinates.measure.straight", speeds=told))
        self.basis.setVisible(bool(found.legs))
        self.drawn.emit(features(found, words.text("coordinates.measure.title")))

    def _cited(self, used: Used) -> str:
        """Who says so: the mission itself, a text of the field, or nobody yet."""
        key = "own" if used.own else "proposal" if used.cite == "proposal" else ""
        return self._desk.words.text(f"coordinates.measure.{key}") if key else used.cite

    def said(self, found: Measured) -> str:
        """The whole line in words."""
        words = self._desk.words
        if not found.legs:
            return words.text("coordinates.measure.none")
        told = {"total": distance(found.metres, words)}
        told |= {way: hours(found.hours[way], words) for way in WAYS}
        parts = [
            words.text(
                "coordinates.measure.line",
                name=words.text(f"coordinates.measure.{name}"),
                value=value.replace(" ", "\u00a0"),
            )
            for name, value in told.items()
        ]
        if found.area_m2 is not None:
            parts.append(words.text("coordinates.measure.area", area=area_told(found.area_m2)))
        return "\n".join(parts)

    def copy(self) -> None:
        """Put the legs into the clipboard as a table."""
        clipboard = QGuiApplication.clipboard()
        words, found = self._desk.words, self.measured
        if clipboard is None or not found.legs:
            return
        heads = [words.text(f"coordinates.measure.{n}") for n in ("distance", "bearing", *WAYS)]
        rows = [
            [self.table.item(r, c).text() for c in range(5)]  # type: ignore[union-attr]
            for r in range(self.table.rowCount())
        ]
        clipboard.setText(clipboard_text(heads, rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace takes the last point back, Escape ends."""
        if event.key() == Qt.Key.Key_Backspace:
            self.take_back()
        elif event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)


def features(found: Measured, name: str) -> list[dict[str, Any]]:
    """The measured line as the map draws it: its points, and the line between them."""
    made: list[dict[str, Any]] = [
        {
            "id": f"p{at}", "type": "point", "lon": p.lon, "lat": p.lat, "colour": "#5b2a86",
            "size": 6, "label": name,
        }
        for at, p in enumerate(found.points)
    ]  # fmt: skip
    if len(found.points) > 1:
        line = [[p.lat, p.lon] for p in found.points]
        made.append(
            {"id": "line", "type": "line", "at": line, "colour": "#5b2a86", "weight": 4,
             "dashed": True}
        )  # fmt: skip
    return made
