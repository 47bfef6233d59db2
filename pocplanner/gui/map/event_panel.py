"""Beside the map: which events are meant, how they look, the legend, and what is not on the map."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QWidget,
)

from pocplanner.analysis.event_look import (
    COLOUR_BY,
    SHOW_AS,
    SIZE_BY,
    SURFACES,
    EventLook,
)
from pocplanner.analysis.heat import BANDWIDTHS_KM
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.event_drawing import Told
from pocplanner.gui.map.event_filter import EventFilter
from pocplanner.gui.map.event_legend import EventLegend, counted, spaced
from pocplanner.gui.plain import Scroll, label


class EventPanel(Scroll):
    """`looked(EventLook)` tells another look; the filter changes the desk's own choice."""

    looked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__((10, 8, 10, 8))
        self._desk, words = desk, desk.words
        self._look = EventLook()
        self.filter = EventFilter(desk, narrow=True)
        self.show_as = self._box("show_as", SHOW_AS)
        self.colour_by = self._box("colour_by", COLOUR_BY)
        self.size_by = self._box("size_by", SIZE_BY)
        self.size_by.blockSignals(True)  # nothing is drawn yet that could follow
        self.size_by.blockSignals(False)
        self.letters = QCheckBox(words.text("event_map.letters"))
        self.letters.setChecked(True)
        self.letters.toggled.connect(lambda _: self._changed())
        self.bandwidth = QComboBox()
        self.bandwidth.setAccessibleName(words.text("event_map.bandwidth"))
        self.bandwidth.addItem(words.text("event_map.bandwidth_fitting"), 0)
        for km in BANDWIDTHS_KM:
            self.bandwidth.addItem(f"{km} km", km)
        self.bandwidth.currentIndexChanged.connect(lambda _: self._changed())
        self.in_view = label("", "hint", wrap=True)
        self._seen: list[dict[str, Any]] = [{}, {}]
        self._names: tuple[str, ...] = ()
        self.missing = label("", "hint", wrap=True)
        self.legend = EventLegend(words)
        look = QWidget()
        self._form = QFormLayout(look)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(5)
        for name in ("show_as", "colour_by", "size_by", "bandwidth"):
            self._form.addRow(label(words.text(f"event_map.{name}"), "hint"), getattr(self, name))
        self._form.addRow(self.letters)
        self._there: bool | None = None
        self.none = label(words.text("event_map.none"), "empty", wrap=True)
        self._parts = [
            label(words.text("event_map.which"), "section"),
            self.filter,
            label(words.text("event_map.how"), "section"),
            look,
            label(words.text("event_map.legend"), "section"),
            self.legend,
            self.in_view,
        ]
        self.fill([self.none, *self._parts, self.missing])
        desk.opened.connect(self._show_any)
        desk.edited.connect(lambda _: self._show_any())
        self._show_any()
        self._rows()

    def _show_any(self) -> None:
        """Without events nothing can be chosen or drawn: one sentence says how they come."""
        there = self._desk.project is not None and len(self._desk.snapshot.events) > 0
        if there is self._there:
            return
        self._there = there
        self.none.setVisible(not there)
        for part in self._parts:
            part.setVisible(there)

    def _box(self, name: str, codes: tuple[str, ...]) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.setAccessibleName(self._desk.words.text(f"event_map.{name}"))
        for code in codes:
            box.addItem(self._desk.words.text(f"event_map.{name}_{code}"), code)
        box.setCurrentIndex(codes.index(getattr(self._look, name)))
        box.currentIndexChanged.connect(lambda _: self._changed())
        return box

    @property
    def look(self) -> EventLook:
        """The look that is chosen."""
        return self._look

    def _changed(self) -> None:
        made = replace(
            self._look,
            show_as=str(self.show_as.currentData()),
            colour_by=str(self.colour_by.currentData()),
            size_by=str(self.size_by.currentData()),
            letters=self.letters.isChecked(),
            bandwidth_km=float(self.bandwidth.currentData()),
        )
        if made != self._look:
            self._look = made
            self._rows()
            self.looked.emit(made)

    def _rows(self) -> None:
        """Show only what the chosen way of drawing listens to."""
        surface = self._look.show_as in SURFACES
        self._form.setRowVisible(self.bandwidth, surface)
        self._form.setRowVisible(self.colour_by, self._look.show_as == "dots")
        self._form.setRowVisible(self.size_by, self._look.show_as == "dots")
        self._form.setRowVisible(self.letters, self._look.show_as == "dots")

    # -- what is said of what is drawn -----------------------------------------------------

    def tell(self, told: Told) -> None:
        """Show the legend of what is drawn and say what is not."""
        words = self._desk.words
        self._names = told.names
        self.legend.show_told(told, self._look)
        lines = [counted(words, f"event_map.lost.{why}", n) for why, n in told.lost.items()]
        lines += [counted(words, f"selection.unsaid.{why}", n) for why, n in told.unsaid.items()]
        self.missing.setText("\n".join(lines))
        self.missing.setVisible(bool(lines))

    def tell_view(self, seen: dict[str, Any]) -> None:
        """Say how many events are in view."""
        self._seen[0] = seen
        self._tell_seen()

    def tell_beside(self, seen: dict[str, Any]) -> None:
        """Say how many events are in the second view."""
        self._seen[1] = seen
        self._tell_seen()

    def _tell_seen(self) -> None:
        lines = []
        for seen, name in zip(self._seen, self._names or ("",), strict=False):
            facts = {n: spaced(seen.get(n, 0)) for n in ("shown", "deaths", "areas")}
            key = "event_map.in_view_of" if name else "event_map.in_view"
            lines.append(self._desk.words.text(key, **facts, **({"name": name} if name else {})))
        self.in_view.setText("\n".join(lines))
