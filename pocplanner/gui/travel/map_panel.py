"""Beside the map: how long help takes, under which condition and in which bands."""

from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from pocplanner.analysis.arrival.ground_findings import GRAVE
from pocplanner.analysis.results import LIGHTS, SEASONS
from pocplanner.analysis.travel.isochrones import BOUNDS, told_bounds
from pocplanner.analysis.travel.movement import MOVEMENTS
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, clear, label, tooltip
from pocplanner.gui.travel.heard_parts import heard_parts
from pocplanner.gui.travel.on_map import WAY_COLOUR, Asked, TimeOverlay, route_words
from pocplanner.words import Problem

#: Cells finer than the usual ones, on demand: four times the ground, and its memory, for half.
_CELLS_KM = (0.5,)


class TimePanel(Scroll):
    """What is shown of travel time; the overlay does the rest."""

    def __init__(self, desk: Desk, overlay: TimeOverlay) -> None:
        super().__init__((8, 6, 8, 6))
        self._desk, self._overlay = desk, overlay
        words = desk.words
        self.on = QCheckBox(words.text("travel_map.show"))
        self.on.setToolTip(tooltip(words.text("travel_map.hint")))
        self.season = _choice({s: words.term("season_kind", s) for s in SEASONS})
        self.light = _choice({one: words.term("light", one) for one in LIGHTS})
        self.movement = _choice({m: words.text(f"travel.movement.{m}") for m in MOVEMENTS})
        self.cell = QComboBox()
        self.cell.addItem(words.text("travel_map.cell_usual"), None)
        for km in _CELLS_KM:
            self.cell.addItem(words.text("travel_map.cell_km", metres=f"{km * 1000:g}"), km)
        self.cell.setToolTip(tooltip(words.text("travel_map.cell_hint")))
        self.bounds = QLineEdit(", ".join(str(b) for b in BOUNDS))
        self.bounds.setMaxLength(60)
        self.bounds.setToolTip(tooltip(words.text("travel_map.bounds_hint")))
        self.bounds.setAccessibleName(words.text("travel_map.bounds"))
        self.lines = QCheckBox(words.text("travel_map.lines"))
        self.lines.setChecked(True)
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        for name in ("season", "light", "movement", "cell", "bounds"):
            box = getattr(self, name)
            box.setAccessibleName(words.text(f"travel_map.{name}"))
            rows.addRow(words.text(f"travel_map.{name}"), box)
        rows.addRow(self.lines)
        told = QWidget()
        self._told = QVBoxLayout(told)
        self._told.setContentsMargins(0, 6, 0, 0)
        self._told.setSpacing(3)
        self.fill([self.on, label(words.text("travel_map.hint"), "hint", wrap=True), form, told])
        self.on.toggled.connect(overlay.show)
        for choice in (self.season, self.light, self.movement, self.cell):
            choice.currentIndexChanged.connect(lambda _: self._ask())
        self.lines.toggled.connect(lambda _: self._ask())
        self.bounds.editingFinished.connect(self._ask)
        overlay.changed.connect(self._tell)
        self._tell()

    def _ask(self) -> None:
        try:
            bounds = told_bounds(self.bounds.text())
        except Problem as problem:
            self._desk.problem.emit(problem)
            self.bounds.setText(", ".join(str(b) for b in self._overlay.asked.bounds))
            return
        self._overlay.ask(
            Asked(
                self.season.currentData(),
                self.light.currentData(),
                self.movement.currentData(),
                bounds,
                self.lines.isChecked(),
                self.cell.currentData(),
            )
        )

    def _tell(self) -> None:
        """The legend, the way to what is chosen, and what it all rests on."""
        from pocplanner.analysis.arrival.telling import clock

        clear(self._told)
        words, overlay = self._desk.words, self._overlay
        if not overlay.on or self._desk.project is None:
            return
        if overlay.problem is not None:
            self._say(words.problem(overlay.problem), "warning")
            return
        if overlay.working:
            self._say(words.text("travel_map.working"), "hint")
        found, picture = overlay.found, overlay.picture
        if found is None or picture is None:
            return
        bounds = found.asked.bounds
        if not (found.field.minutes <= bounds[-1]).any():
            self._say(words.text("travel_map.none", bound=clock(words, bounds[-1])), "warning")
        for colour, bound in picture.legend:
            self._line(colour, words.text("travel_map.band", minutes=clock(words, bound)))
        self._say(words.text("travel_map.beyond"), "hint")
        place, trip = overlay.route()
        if place:
            self._line(WAY_COLOUR, route_words(self._desk, place, trip))
            self._heard(place, found.asked.light, found.asked.season)
        self._say(words.text("travel_map.ground"), "section")
        cell = f"{found.field.land.cell_km:g}"
        self._say(words.text(f"travel_map.basis_{found.field.basis}", cell=cell), "")
        if found.ground is not None:
            for said in found.ground.remarks:
                grave = said.key.rpartition(".")[2] in GRAVE
                self._say(self._desk.teller.text(said), "warning" if grave else "hint")

    def _heard(self, place: str, light: str, season: str) -> None:
        """Whether an alert of the place gets out, and help comes in time to those who call."""
        known = self._desk.assessment
        if known is not None:
            for part in heard_parts(self._desk, known.called_at(place, light, season)):
                self._told.addWidget(part)

    def _say(self, text: str, name: str) -> None:
        self._told.addWidget(label(text, name, wrap=True))

    def _line(self, colour: str, text: str) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        sign = label("")
        made = QPixmap(18, 12)
        made.fill(QColor(colour))
        sign.setPixmap(made)
        sign.setFixedSize(22, 14)
        line.addWidget(sign)
        line.addWidget(label(text, wrap=True), 1)
        self._told.addWidget(holder)


def _choice(named: dict[str, str]) -> QComboBox:
    made = QComboBox()
    for code, name in named.items():
        made.addItem(name, code)
    return made


__all__ = ["TimePanel"]
