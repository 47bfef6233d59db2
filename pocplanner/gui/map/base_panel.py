"""Beside the map: what lies beneath everything, the bundled world and packs that a person adds."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFrame, QSlider, QWidget

from pocplanner.commands.base_maps import ENDINGS, STYLES, BaseMap, BaseMaps
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, button, card, label, row, tooltip
from pocplanner.words import Problem


class BasePanel(Scroll):
    """Packs with their area, zooms and terms; `changed` tells that the map must be drawn anew.

    A pack belongs to this computer: nothing of it is kept in a mission.
    """

    changed = Signal()
    wanted = Signal(float, float, float, float)

    def __init__(self, desk: Desk) -> None:
        super().__init__((10, 8, 10, 8))
        self.desk, self.words = desk, desk.words
        self.maps = BaseMaps(desk.settings)
        self.style_choice = QComboBox()
        self.style_choice.setAccessibleName(self._say("style"))
        for name in STYLES:
            self.style_choice.addItem(self._say(f"style_{name}"), name)
        self.style_choice.setCurrentIndex(self.style_choice.findData(self.maps.style))
        self.style_choice.currentIndexChanged.connect(self._restyle)
        self.refresh()

    def _say(self, key: str, **facts: object) -> str:
        return self.words.text(f"base_map.{key}", **facts)

    def refresh(self) -> None:
        """Show the packs as they are, the uppermost first."""
        add = button(self._say("add"), hint=self._say("add_hint"))
        add.clicked.connect(self.ask)
        # The choice outlives what is filled anew around it.
        self.style_choice.setParent(None)
        parts: list[QWidget] = [
            label(self._say("style"), "section"),
            self.style_choice,
            label(self._say("packs"), "section"),
            *(self._card(found) for found in reversed(self.maps.all)),
        ]
        if not self.maps.all:
            parts.append(label(self._say("none"), "hint", wrap=True))
        parts += [
            add,
            label(self._say("world"), "hint", wrap=True),
            label(self.words.text("gui.map.disclaimer"), "hint", wrap=True),
        ]
        self.fill(parts)

    def ask(self) -> None:
        """Let the person choose a file."""
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        names, _ = QFileDialog.getOpenFileNames(
            self, self._say("add"), "", f"{self._say('files')} ({endings})"
        )
        for name in names:
            self.add(Path(name))

    def add(self, path: Path) -> bool:
        """Keep a pack and show it; what is wrong with it is said."""
        try:
            found = self.maps.add(path)
        except Problem as problem:
            self.desk.problem.emit(problem)
            return False
        self._keep()
        self.desk.said.emit(self._say("added", name=found.about.name if found.about else ""))
        return True

    def _card(self, found: BaseMap) -> QFrame:
        name = found.about.name if found.about else found.path.name
        tick = QCheckBox(name.replace("&", "&&"))
        tick.setToolTip(tooltip(str(found.path)))
        tick.setChecked(found.on and found.about is not None)
        tick.setEnabled(found.about is not None)
        tick.toggled.connect(lambda on: self._change(found.path, on=on))
        gone = button(self._say("remove"), "quiet", self._say("remove_hint"))
        gone.setAccessibleName(self._say("remove_named", name=name))
        gone.clicked.connect(lambda: self._remove(found.path))
        parts: list[QWidget] = [tick]
        if found.about is None:
            problem = found.missing or Problem("pack.gone", name=found.path.name)
            parts += [label(self.words.problem(problem), "warning", wrap=True), row(last=gone)]
            return card(*parts, margins=(10, 8, 10, 8))
        about = found.about
        west, south, east, north = (f"{value:.1f}" for value in about.bounds)
        parts += [
            label(self._say("kind_" + about.kind, least=about.least_zoom, most=about.most_zoom),
                  "hint", wrap=True),
            label(self._say("area", west=west, south=south, east=east, north=north), "hint",
                  wrap=True),
            label(about.terms or self._say("no_terms"), "hint", wrap=True),
        ]  # fmt: skip
        strength = QSlider(Qt.Orientation.Horizontal)
        strength.setRange(10, 100)
        strength.setValue(round(found.opacity * 100))
        strength.setAccessibleName(self._say("strength", name=name))
        strength.setToolTip(self._say("strength_hint"))
        strength.sliderReleased.connect(
            lambda: self._change(found.path, opacity=strength.value() / 100)
        )
        show = button(self._say("show"), "quiet")
        show.clicked.connect(lambda: self.wanted.emit(*about.bounds))
        top = button(self._say("top"), "quiet", self._say("top_hint"))
        top.clicked.connect(lambda: self._raise(found.path))
        return card(*parts, strength, row(show, top, last=gone), margins=(10, 8, 10, 8))

    def _change(self, path: Path, on: bool | None = None, opacity: float | None = None) -> None:
        now = next(b for b in self.maps.all if b.path == path)
        self.maps.change(
            path, now.on if on is None else on, now.opacity if opacity is None else opacity
        )
        self._keep(anew=False)

    def _remove(self, path: Path) -> None:
        self.maps.remove(path)
        self._keep()

    def _raise(self, path: Path) -> None:
        self.maps.raise_to_top(path)
        self._keep()

    def _restyle(self) -> None:
        self.maps.style = self.style_choice.currentData()
        self._keep(anew=False)

    def _keep(self, anew: bool = True) -> None:
        kept = self.maps.settings(self.desk.settings)
        self.desk.prefer(packs=kept.packs, map_style=kept.map_style)
        if anew:
            self.refresh()
        self.changed.emit()
