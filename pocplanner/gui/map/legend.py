"""The legend of the map: only the signs that are in view, each explained where one points at it."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pocplanner.gui import theme
from pocplanner.gui.map.features import Feature
from pocplanner.gui.map.in_view import look_key
from pocplanner.gui.map.signs import HATCHES, look_of, picture
from pocplanner.gui.plain import label, tooltip
from pocplanner.words import Words


def entries(
    features: Iterable[tuple[str, Feature]], words: Words
) -> list[tuple[Feature, str, str]]:
    """The signs of what is in view: how it looks, what it is called, what it means.

    Thousands of things have a handful of looks: each is put into words once.
    """
    looks: dict[tuple[object, ...], tuple[str, Feature]] = {}
    for layer, feature in features:
        if not feature.get("base"):
            looks.setdefault(look_key(layer, feature), (layer, feature))
    found: dict[tuple[str, ...], tuple[Feature, str, str]] = {}
    for layer, feature in looks.values():
        look, name, meaning = _entry(layer, feature, words)
        key = (layer, name, *(str(look.get(k, "")) for k in ("shape", "glyph", "hollow")))
        found.setdefault(key, (look, name, meaning))
    return list(found.values())


def _entry(layer: str, f: Feature, words: Words) -> tuple[Feature, str, str]:
    look = dict(look_of(layer))
    name = words.text(f"gui.map.layer.{layer}")
    meaning = words.text(f"map.meaning.{layer}")
    if f["type"] == "point":
        look |= {k: f[k] for k in ("shape", "glyph", "whole", "hollow", "dashed", "ink") if k in f}
        look["colour"] = f["colour"]
        look.setdefault("shape", "dot")
        if "shape" not in f:
            look["shape"] = "dot"
        if layer == "threats":
            look["letter"] = f["letter"]
            band = next((b for b, (_, sign, _) in theme.BANDS.items() if sign == f["letter"]), "")
            what = words.term("band", band) if band else words.text("gui.map.unrated")
            name += f": {what}"
        elif f.get("kind"):
            name = f"{name}: {f['kind']}" if not f.get("glyph") else str(f["kind"])
            look["letter"] = "2" if not f.get("glyph") else ""
    else:
        area = f["type"] != "line"
        look |= {"shape": "area" if area else "line", "colour": f["colour"]}
        look |= {k: f[k] for k in ("dashed", "hatch", "fill") if k in f}
        if f.get("means"):
            meaning = words.text(f"map.meaning.{f['means']}")
        look.pop("letter", None)
        if layer == "threats":
            band = next((b for b, h in HATCHES.items() if h == f.get("hatch") and b), "")
            if f["colour"] == theme.BANDS[""][0]:
                band = ""
            what = words.term("band", band) if band else words.text("gui.map.unrated")
            name = f"{words.text('map.feared')}: {what}"
        elif layer == "mechanisms":
            name = words.text("map.reach")
        elif f.get("kind"):
            name = str(f["kind"])
    if f.get("hollow") or (f.get("dashed") and layer in ("threats", "patrols")):
        state = "proposed" if layer == "threats" else "planned"
        name += f" · {words.text(f'map.{state}')}"
        meaning += " " + words.text("map.hollow_means")
    elif f.get("dashed") and layer in ("obstacles",):
        meaning += " " + words.text("map.dashed_means")
    return look, name, meaning


class Legend(QWidget):
    """A line for each sign in view; `changed` tells that there are others."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._shown: list[tuple[str, str, str]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(7)
        self._grid.setColumnStretch(1, 1)

    @property
    def names(self) -> list[str]:
        """What the signs in view are called."""
        return [name for _, name, _ in self._shown]

    def show_features(self, found: Iterable[tuple[str, Feature]]) -> None:
        """Show the signs of what is in view; nothing changes where they are the same."""
        lines = entries(found, self._words)
        told = [(repr(sorted(look.items())), name, meaning) for look, name, meaning in lines]
        if told == self._shown:
            return
        self._shown = told
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not lines:
            empty = label(self._words.text("map.legend_empty"), "hint", wrap=True)
            self._grid.addWidget(empty, 0, 0, 1, 2)
        for row, (look, name, meaning) in enumerate(lines):
            sign = label()
            sign.setPixmap(picture(look, 20))
            said = label(name, wrap=True)
            for widget in (sign, said):
                widget.setToolTip(tooltip(meaning))
                widget.setAccessibleDescription(meaning)
            self._grid.addWidget(sign, row, 0)
            self._grid.addWidget(said, row, 1)
        self.changed.emit()
