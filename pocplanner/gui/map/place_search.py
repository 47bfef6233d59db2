"""Finds a place by typing a part of its name; where people are threatened comes first."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pocplanner.analysis.gazetteer import plain
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import label
from pocplanner.model.community import Community
from pocplanner.model.places import Area, Settlement
from pocplanner.model.record import Record

#: So many are shown at once; typing narrows the rest.
_SHOWN = 60
_KINDS: tuple[type[Community] | type[Settlement] | type[Area], ...] = (Community, Settlement, Area)


@dataclass(frozen=True)
class _Place:
    record: Record
    name: str
    plain: str
    threats: int
    rank: int


class PlaceSearch(QWidget):
    """`chosen(id)` tells a place; an empty id that none is chosen."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._places = self._all()
        words = desk.words
        self.box = QLineEdit()
        self.box.setPlaceholderText(words.text("gui.scenario.search"))
        self.box.setAccessibleName(words.text("gui.scenario.search"))
        self.box.setClearButtonEnabled(True)
        self.box.textChanged.connect(self._look_for)
        self.box.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(words.text("gui.scenario.place"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda *_: self.chosen.emit(self.place_id))
        self.count = label("", "hint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.count)
        self._look_for("")

    @property
    def place_id(self) -> str:
        """The id of the chosen place; empty for none."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose(self, id: str) -> bool:
        """Choose a place by its id; False where there is none."""
        found = next((p for p in self._places if p.record.id == id), None)
        if found is None:
            return False
        self.box.setText(found.name)
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == id:
                self.list.setCurrentRow(row)
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list while the person types."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(event.key())
            if step is not None and self.list.count():
                row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
                self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _all(self) -> list[_Place]:
        desk = self._desk
        if desk.project is None:
            return []
        found = []
        for rank, kind in enumerate(_KINDS):
            for record in desk.project.all(kind):
                threats = len(desk.assessment.at(record.id)) if desk.assessment is not None else 0
                name = record.name
                found.append(_Place(record, name, plain(name), threats, rank))
        return sorted(found, key=lambda p: (-p.threats, p.rank, p.plain))

    def _look_for(self, text: str) -> None:
        wanted = plain(text).split()
        found = [p for p in self._places if all(w in p.plain for w in wanted)]
        if wanted and not found and self._desk.project is not None:
            # Another of its names, or a slip of the pen.
            alike = [p.id for p in self._desk.gazetteer.find(text)]
            found = sorted(
                (p for p in self._places if p.record.id in alike),
                key=lambda p: alike.index(p.record.id),
            )
        elif wanted:
            found.sort(key=lambda p: not p.plain.startswith(wanted[0]))
        words = self._desk.words
        self.list.blockSignals(True)
        self.list.clear()
        for place in found[:_SHOWN]:
            item = QListWidgetItem(self._line(place), self.list)
            item.setData(Qt.ItemDataRole.UserRole, place.record.id)
        if found and wanted:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.count.setText(
            words.text("gui.scenario.no_place")
            if not found
            else words.text("gui.scenario.more_places", n=len(found) - _SHOWN)
            if len(found) > _SHOWN
            else ""
        )
        self.count.setVisible(bool(self.count.text()))
        self.chosen.emit(self.place_id)

    def _line(self, place: _Place) -> str:
        words, snapshot = self._desk.words, self._desk.snapshot
        said = [words.kind(type(place.record))]
        if place.threats:
            said.append(words.plural("gui.scenario.threats", place.threats))
        position = getattr(place.record, "position", None)
        if position is not None:
            said += [a.name for a in snapshot.areas_at(position)[:1] if a.name != place.name]
        return f"{place.name}  ·  {', '.join(said)}"
