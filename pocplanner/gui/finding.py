"""Finds by typing: every act of the window, every named record, and a point on the map."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pocplanner.analysis import coordinates
from pocplanner.gui.coordinates.told import others
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import label
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.model.exercise import Scenario
from pocplanner.model.geometry import Position
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.record import Record
from pocplanner.model.strategy import Action
from pocplanner.words import Problem

#: Kinds that are found by name, in the order in which they are offered.
PLACES: tuple[type[Record], ...] = (Community, Settlement, Post, Area, Airfield, Route)
THINGS: tuple[type[Record], ...] = (
    *PLACES,
    Actor,
    Threat,
    Mechanism,
    Coping,
    Unit,
    Action,
    Scenario,
)
#: No more than this is listed; more letters make it fewer.
_MOST = 60


@dataclass(frozen=True)
class Hit:
    """Something that was found: what it says, and what choosing it does."""

    text: str
    do: Callable[[], object]


class _Box(QLineEdit):
    """A line whose arrows move in the list below it."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class FindDialog(QDialog):
    """A line and the list of what fits it; Enter does it."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        hint: str,
        find: Callable[[list[str], str], Sequence[Hit]],
        nothing: Callable[[str], str] = str,
    ) -> None:
        """`find` is given the typed words and the text as it was typed.

        `nothing` says what to do where nothing fits a text.
        """
        super().__init__(window)
        self.setWindowTitle(title)
        self.setModal(True)
        self.resize(520, 420)
        self._find, self._nothing = find, nothing
        self._hits: list[Hit] = []
        self.box = _Box()
        self.box.moved.connect(self._move)
        self.box.setAccessibleName(hint)
        self.box.setPlaceholderText(hint)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.box.textChanged.connect(self._look_for)
        self.box.returnPressed.connect(self._run)
        self.list.itemActivated.connect(lambda _: self._run())
        layout = QVBoxLayout(self)
        layout.addWidget(self.box)
        layout.addWidget(self.list, 1)
        self.nothing = label("", "empty", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.nothing, 1)
        self._look_for("")

    def _look_for(self, text: str) -> None:
        self.list.clear()
        self._hits = list(self._find(text.casefold().split(), text))[:_MOST]
        for hit in self._hits:
            QListWidgetItem(hit.text, self.list)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._hits) or not text.strip())
        self.nothing.setVisible(not self.list.isVisibleTo(self))
        self.nothing.setText(self._nothing(" ".join(text.split())[:60]) if text.strip() else "")

    def _move(self, by: int) -> None:
        last = self.list.count() - 1
        self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), last))

    def _run(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._hits):
            self.accept()
            self._hits[at].do()


def acts_and_records(
    acts: dict[str, QAction], desk: Desk
) -> Callable[[list[str], str], Sequence[Hit]]:
    """Finds acts, and records once something is typed."""

    def find(words: list[str], text: str) -> list[Hit]:
        found = []
        for action in acts.values():
            said = action.text().replace("&&", "&")
            if action.isEnabled() and all(w in said.casefold() for w in words):
                keys = action.shortcut().toString()
                found.append(Hit(f"{said}    {keys}" if keys else said, action.trigger))
        if len(text.strip()) > 1:
            found += _records(desk, THINGS, words, desk.wanted.emit)
        return found

    return find


def places(
    desk: Desk, centre: Callable[[Position], object]
) -> Callable[[list[str], str], Sequence[Hit]]:
    """Finds places by name, even misspelt, and a point by its figures in any form."""

    def find(words: list[str], text: str) -> list[Hit]:
        if coordinates.looks_like_one(text):
            return points(text)
        found = _records(desk, PLACES, words, desk.map_wanted.emit)
        return found or alike(text)

    def points(text: str) -> list[Hit]:
        try:
            found = coordinates.readings(text)
        except Problem as problem:
            return [Hit(desk.words.problem(problem), lambda: None)]
        return [
            Hit(others(r.position, r.form, desk.words), lambda at=r.position: centre(at))  # type: ignore[misc]
            for r in found
        ]

    def alike(text: str) -> list[Hit]:
        found = desk.gazetteer.find(text) if desk.project is not None else ()
        return [
            Hit(f"{p.name} · {desk.words.kind(p.kind)}", lambda id=p.id: desk.map_wanted.emit(id))  # type: ignore[misc]
            for p in found
        ]

    return find


def _records(
    desk: Desk, kinds: Sequence[type[Record]], words: list[str], go: Callable[[str], object]
) -> list[Hit]:
    """Records whose name or other name holds every word; those that begin with it first."""
    if desk.project is None:
        return []
    start = " ".join(words)
    found: list[tuple[bool, int, str, Hit]] = []
    for rank, kind in enumerate(kinds):
        for record in desk.project.all(kind):
            name = desk.name(record.id) if isinstance(record, Threat) else _name(record)
            others = " ".join((name, *getattr(record, "aliases", ()))).casefold()
            if name and all(w in others for w in words):
                hit = Hit(f"{name} · {desk.words.kind(kind)}", lambda id=record.id: go(id))  # type: ignore[misc]
                found.append((not name.casefold().startswith(start), rank, name.casefold(), hit))
    return [hit for *_, hit in sorted(found, key=lambda f: f[:3])[:_MOST]]


def _name(record: Record) -> str:
    return str(getattr(record, "name", "") or getattr(record, "title", ""))
