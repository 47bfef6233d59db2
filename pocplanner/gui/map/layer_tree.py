"""The layers of the map as a tree: ticked or not, in groups, dragged into another order."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from pocplanner.gui.map.layers import GROUPS
from pocplanner.gui.map.signs import look_of, picture
from pocplanner.model.layout import MapLayer
from pocplanner.words import Words

_LAYER = Qt.ItemDataRole.UserRole
_CHECK = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LayerTree(QTreeWidget):
    """`ticked(layer, on)`, `arranged(layers, groups)` from the uppermost, `removed(layer)`,
    `zoomed(layer)`, `tabled(layer)`, `named(layer, on)`, `picked(layer)`,
    `only(layer)` (empty: all of them) tell what the person does.
    """

    ticked = Signal(str, bool)
    arranged = Signal(list, list)
    removed = Signal(str)
    zoomed = Signal(str)
    tabled = Signal(str)
    named = Signal(str, bool)
    picked = Signal(str)
    only = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._counts: dict[str, int] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.setHeaderHidden(True)
        self.setAccessibleName(words.text("gui.map.layers"))
        self.setIconSize(QSize(18, 18))
        self.setIndentation(14)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setUniformRowHeights(True)
        self.customContextMenuRequested.connect(self._menu)
        self.itemChanged.connect(self._on_changed)
        self.itemDoubleClicked.connect(lambda item, _: self._zoom(item))
        self.currentItemChanged.connect(lambda item, _: self._on_current(item))

    def fill(self, layers: Sequence[MapLayer]) -> None:
        """Show these layers, the uppermost first, each in its group."""
        wanted = [f.layer for f in layers], [f.group or GROUPS.get(f.layer, "") for f in layers]
        if self.order() == wanted:
            # A tick is told by the very line that would go: only what it says is changed.
            self._again(layers)
            return
        current = self.current
        self.blockSignals(True)
        self.clear()
        self._items = {}
        groups: dict[str, QTreeWidgetItem] = {}
        for layer in layers:
            name = layer.group or GROUPS.get(layer.layer, "ground")
            if name not in groups:
                groups[name] = self._group(name)
            self._items[layer.layer] = self._layer(groups[name], layer)
        self.expandAll()
        if current in self._items:
            self.setCurrentItem(self._items[current])
        self.blockSignals(False)

    def _again(self, layers: Sequence[MapLayer]) -> None:
        self.blockSignals(True)
        for layer in layers:
            item = self._items[layer.layer]
            item.setData(0, _LAYER + 2, layer.wanted)
            item.setData(0, _LAYER + 3, layer.names)
            item.setText(0, self._title(layer.layer, layer))
            item.setCheckState(0, Qt.CheckState.Checked if layer.on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()

    def _group(self, name: str) -> QTreeWidgetItem:
        text = self._words.text(f"map.group.{name}")
        made = QTreeWidgetItem(self, [text])
        made.setData(0, _LAYER + 1, name)
        made.setFlags(
            _CHECK
            | Qt.ItemFlag.ItemIsAutoTristate
            | Qt.ItemFlag.ItemIsDropEnabled
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        return made

    def _layer(self, group: QTreeWidgetItem, layer: MapLayer) -> QTreeWidgetItem:
        made = QTreeWidgetItem(group, [self._title(layer.layer, layer)])
        made.setData(0, _LAYER, layer.layer)
        made.setData(0, _LAYER + 2, layer.wanted)
        made.setData(0, _LAYER + 3, layer.names)
        made.setIcon(0, QIcon(picture(look_of(layer.layer), 18)))
        made.setFlags(_CHECK | Qt.ItemFlag.ItemIsDragEnabled)
        made.setCheckState(0, Qt.CheckState.Checked if layer.on else Qt.CheckState.Unchecked)
        made.setToolTip(0, self._words.text("map.layer_hint"))
        return made

    def _title(self, name: str, layer: MapLayer | None = None) -> str:
        said = self._words.text(f"gui.map.layer.{name}")
        if name in self._counts:
            said += f" ({self._counts[name]})"
        if layer is not None and layer.wanted:
            said += f" · “{layer.wanted}”"
        return said

    def show_count(self, layer: str, count: int) -> None:
        """How many things a layer holds."""
        self._counts[layer] = count
        item = self._items.get(layer)
        if item is None:
            return
        wanted = item.data(0, _LAYER + 2)
        self.blockSignals(True)
        item.setText(0, self._title(layer) + (f" · “{wanted}”" if wanted else ""))
        self.blockSignals(False)

    def text_of(self, layer: str) -> str:
        """What stands beside the tick of a layer; empty where it is off the map."""
        item = self._items.get(layer)
        return item.text(0) if item is not None else ""

    def shows(self, layer: str) -> bool:
        """Whether a layer is ticked."""
        item = self._items.get(layer)
        return item is not None and item.checkState(0) is Qt.CheckState.Checked

    def tick(self, layer: str, on: bool) -> None:
        """Tick a layer or not, as a person does."""
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        self._items[layer].setCheckState(0, state)

    @property
    def current(self) -> str:
        """The layer that is chosen in the tree, or an empty text."""
        item = self.currentItem()
        return str(item.data(0, _LAYER) or "") if item is not None else ""

    def order(self) -> tuple[list[str], list[str]]:
        """The layers from the uppermost, and the group of each."""
        layers: list[str] = []
        groups: list[str] = []
        for g in range(self.topLevelItemCount()):
            group = self.topLevelItem(g)
            for i in range(group.childCount() if group is not None else 0):
                child = group.child(i) if group is not None else None
                if group is not None and child is not None:
                    layers.append(str(child.data(0, _LAYER)))
                    groups.append(str(group.data(0, _LAYER + 1)))
        return layers, groups

    # -- hands -------------------------------------------------------------------------------

    def dropEvent(self, event: QDropEvent) -> None:
        """A layer dropped beside a group goes into it; a group stays at the top."""
        before = self.order()
        target = self.itemAt(event.position().toPoint())
        moved = self.currentItem()
        into_layer = target is not None and target.data(0, _LAYER)
        on = self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.OnItem
        if moved is None or target is None or (into_layer and on):
            event.ignore()
            return
        if bool(moved.data(0, _LAYER)) != bool(into_layer) and not on:
            event.ignore()
            return
        super().dropEvent(event)
        if moved.treeWidget() is self:
            self.setCurrentItem(moved)  # what was in the hand stays chosen, not what stood there
        if self.order() != before and sum(map(len, self.order())) == sum(map(len, before)):
            self.arranged.emit(*self.order())

    def step(self, layer: str, up: bool) -> None:
        """Bring a layer one step up or down in its group."""
        item = self._items[layer]
        group = item.parent()
        if group is None:
            return
        at = group.indexOfChild(item)
        to = at - 1 if up else at + 1
        if not 0 <= to < group.childCount():
            return
        self.blockSignals(True)
        group.takeChild(at)
        group.insertChild(to, item)
        self.setCurrentItem(item)
        self.blockSignals(False)
        self.arranged.emit(*self.order())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and an arrow move the layer; Delete takes it off the map."""
        layer = self.current
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if layer and control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(layer, event.key() == Qt.Key.Key_Up)
        elif layer and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(layer)
        else:
            super().keyPressEvent(event)

    def _menu(self, at: Any) -> None:
        item = self.itemAt(at)
        layer = str(item.data(0, _LAYER) or "") if item is not None else ""
        if not layer:
            return
        menu = QMenu(self)
        for name, do in (
            ("zoom", lambda: self.zoomed.emit(layer)),
            ("table", lambda: self.tabled.emit(layer)),
            ("only", lambda: self.only.emit(layer)),
            ("every", lambda: self.only.emit("")),
            ("up", lambda: self.step(layer, True)),
            ("down", lambda: self.step(layer, False)),
            ("remove", lambda: self.removed.emit(layer)),
        ):
            menu.addAction(self._words.text(f"map.layer.{name}"), do)
        if layer != "events":
            names = menu.addAction(self._words.text("map.layer.names"))
            names.setCheckable(True)
            names.setChecked(bool(self._items[layer].data(0, _LAYER + 3)))
            names.toggled.connect(lambda on: self.named.emit(layer, on))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    def _zoom(self, item: QTreeWidgetItem) -> None:
        layer = str(item.data(0, _LAYER) or "")
        if layer:
            self.zoomed.emit(layer)

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        self.picked.emit(str(item.data(0, _LAYER) or "") if item is not None else "")

    def _on_changed(self, item: QTreeWidgetItem, _column: int) -> None:
        layer = str(item.data(0, _LAYER) or "")
        if layer:
            self.ticked.emit(layer, item.checkState(0) is Qt.CheckState.Checked)
