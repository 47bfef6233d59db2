"""Beside the map: its layers as a tree, how each is shown, and the legend of what is in view."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QWidget

from pocplanner.commands import layers as keeping
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.features import Feature
from pocplanner.gui.map.layer_tree import LayerTree
from pocplanner.gui.map.layers import GROUPS, LAYERS, OFF
from pocplanner.gui.map.legend import Legend
from pocplanner.gui.map.saved_views import SavedViews
from pocplanner.gui.plain import Scroll, button, row
from pocplanner.model.edit import Edit
from pocplanner.model.layout import MapLayer

#: All layers from the uppermost, as they stand until somebody arranges them; group by group.
_USUAL = sorted(
    ["events", *reversed(LAYERS)],
    key=lambda name: ("threats", "people", "mission", "ground").index(GROUPS[name]),
)
_QUIET_MS = 350


class LayersPanel(Scroll):
    """`toggled(layer, on)`, `strength(layer, percent)`, `filtered(layer)`, `named(layer, on)` and
    `ordered()` tell that the map must show something else; `fit`, `zoomed(layer)` and
    `viewed(box)` where to look.
    """

    toggled = Signal(str, bool)
    strength = Signal(str, int)
    filtered = Signal(str)
    ordered = Signal()
    named = Signal(str, bool)
    viewed = Signal(object)
    zoomed = Signal(str)
    fit = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__((8, 6, 8, 6))
        self._desk, self._words = desk, desk.words
        words = desk.words
        #: What is shown where the mission cannot be written, or before one is open.
        self._mine: dict[str, MapLayer] = {}
        self._shown: list[MapLayer] = []
        self.tree = LayerTree(words)
        self.tree.ticked.connect(self._tick)
        self.tree.removed.connect(lambda name: self._change(name, removed=True))
        self.tree.arranged.connect(self._arrange)
        self.tree.zoomed.connect(self.zoomed)
        self.tree.named.connect(lambda name, on: self._change(name, names=on))
        self.tree.only.connect(self._only)
        self.tree.picked.connect(lambda _: self._show_current())
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(5, 100)
        self.opacity.setAccessibleName(words.text("map.opacity"))
        self.opacity.valueChanged.connect(self._on_opacity)
        self.wanted_text = QLineEdit()
        self.wanted_text.setPlaceholderText(words.text("map.filter"))
        self.wanted_text.setAccessibleName(words.text("map.filter"))
        self.wanted_text.setClearButtonEnabled(True)
        self.wanted_text.setMaxLength(200)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._keep_controls)
        self.wanted_text.textEdited.connect(lambda _: self._timer.start())
        self.back = button(words.text("map.put_back"))
        self.back.clicked.connect(self._put_back)
        whole = button(words.text("gui.map.whole"))
        whole.clicked.connect(self.fit)
        self.views = SavedViews(desk)
        self.views.wanted.connect(self.viewed)
        self._controls = QWidget()
        line = QHBoxLayout(self._controls)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.opacity, 1)
        line.addWidget(self.wanted_text, 2)
        self.legend = Legend(words)
        self.refresh()
        self.fill(
            [
                self.tree,
                self._controls,
                row(whole, self.views),
                self.back,
            ]
        )
        desk.opened.connect(self._on_open)
        desk.edited.connect(self._on_edit)

    # -- what there is -----------------------------------------------------------------------

    def layers(self) -> list[MapLayer]:
        """All layers from the uppermost, as the mission keeps them."""
        project = self._desk.project
        kept = dict(self._mine)
        if project is not None:
            kept = keeping.kept(project) | kept
        found = [
            kept.get(name)
            or MapLayer(id=f"layer:{name}", layer=name, on=name not in OFF, order=900 - at)
            for at, name in enumerate(_USUAL)
        ]
        return sorted(found, key=lambda layer: -layer.order)

    def layer(self, name: str) -> MapLayer:
        """How one layer is shown."""
        at = next((found for found in self._shown if found.layer == name), None)
        return at or next(found for found in self.layers() if found.layer == name)

    def shows(self, layer: str) -> bool:
        """Whether a layer is on the map."""
        found = self.layer(layer)
        return found.on and not found.removed

    def show_count(self, layer: str, count: int) -> None:
        """How many things a layer holds."""
        self.tree.show_count(layer, count)

    def show_view(self, found: Iterable[tuple[str, Feature]]) -> None:
        """Explain the signs that are in view."""
        self.legend.show_features(found)

    # -- what a person does --------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the layers as they are kept, and tell what must be drawn otherwise."""
        before = {found.layer: found for found in self._shown}
        self._shown = self.layers()
        self.tree.fill([found for found in self._shown if not found.removed])
        rows = sum(not found.removed for found in self._shown) + len(set(GROUPS.values()))
        self.tree.setFixedHeight(rows * self.tree.sizeHintForRow(0) + 8)
        self.back.setVisible(any(found.removed for found in self._shown))
        self._show_current()
        for found in self._shown:
            old = before.get(found.layer)
            if old is None or old == found:
                continue
            if (old.on, old.removed) != (found.on, found.removed):
                self.toggled.emit(found.layer, found.on and not found.removed)
            if old.opacity != found.opacity:
                self.strength.emit(found.layer, found.opacity)
            if old.names != found.names:
                self.named.emit(found.layer, found.names)
            if old.wanted != found.wanted:
                self.filtered.emit(found.layer)
        if [b.layer for b in self._shown] != list(before):
            self.ordered.emit()

    def _keep(self, now: MapLayer) -> None:
        project = self._desk.project
        if project is None or project.read_only:
            self._mine[now.layer] = now
            self.refresh()
            return
        name = self._words.text(f"gui.map.layer.{now.layer}")
        self._desk.act(keeping.change, now, name)

    def _change(self, name: str, **values: object) -> None:
        before = self.layer(name)
        now = before.model_copy(update=values)
        if now != before:
            self._keep(now)

    def _tick(self, name: str, on: bool) -> None:
        self._change(name, on=on)

    def _only(self, name: str) -> None:
        """Show this layer and no other of those that stand in the tree; without a name, all."""
        changed = [
            found.model_copy(update={"on": name in ("", found.layer)})
            for found in self.layers()
            if not found.removed and found.on != (name in ("", found.layer))
        ]
        if name:
            said = self._words.text(f"gui.map.layer.{name}")
            self._keep_all(changed, "edit.layer.only", said)
        else:
            self._keep_all(changed, "edit.layer.every", "")

    def name_all(self, on: bool | None = None) -> None:
        """Show the names beside the signs of all layers, or of none; without a word, turn them."""
        if on is None:
            on = not any(found.names for found in self.layers() if found.layer != "events")
        changed = [
            found.model_copy(update={"names": on})
            for found in self.layers()
            if found.layer != "events" and found.names != on
        ]
        self._keep_all(changed, "edit.layer.names_on" if on else "edit.layer.names_off", "")

    def _keep_all(self, changed: list[MapLayer], label: str, name: str) -> None:
        project = self._desk.project
        if not changed or project is None:
            return
        if project.read_only:
            self._mine |= {found.layer: found for found in changed}
            self.refresh()
        else:
            self._desk.act(keeping.change_several, changed, label, name)

    def _arrange(self, layers: list[str], groups: list[str]) -> None:
        at = {found.layer: found for found in self.layers()}
        gone = [found for found in at.values() if found.layer not in layers]
        now = [
            *reversed(gone),
            *(
                at[name].model_copy(update={"group": group})
                for name, group in zip(reversed(layers), reversed(groups), strict=True)
            ),
        ]
        project = self._desk.project
        if project is None or project.read_only:
            self._mine |= {
                f.layer: f.model_copy(update={"order": order}) for order, f in enumerate(now)
            }
            self.refresh()
        else:
            self._desk.act(keeping.arrange, now)

    def _put_back(self) -> None:
        if any(found.removed for found in self._mine.values()):
            self._mine.clear()
            self.refresh()
        else:
            self._desk.act(keeping.put_back)

    def _show_current(self) -> None:
        name = self.tree.current
        self._controls.setEnabled(bool(name))
        found = self.layer(name) if name else None
        for box in (self.opacity, self.wanted_text):
            box.blockSignals(True)
        self.opacity.setValue(found.opacity if found is not None else 100)
        if not self.wanted_text.hasFocus() or found is None:
            self.wanted_text.setText(found.wanted if found is not None else "")
        self.wanted_text.setEnabled(name != "events")
        for box in (self.opacity, self.wanted_text):
            box.blockSignals(False)

    def _on_opacity(self, value: int) -> None:
        """Shown at once; kept when the hand rests."""
        if self.tree.current:
            self.strength.emit(self.tree.current, value)
            self._timer.start()

    def _keep_controls(self) -> None:
        name = self.tree.current
        if name:
            wanted = " ".join(self.wanted_text.text().split())
            self._change(name, opacity=self.opacity.value(), wanted=wanted)

    # -- what it hears ---------------------------------------------------------------------------

    def _on_open(self) -> None:
        self._mine.clear()
        self.refresh()

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(MapLayer):
            self.refresh()
