"""The one box for a position: any form of figures or the name of a place, the other forms below."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from pocplanner.analysis import coordinates
from pocplanner.analysis.coordinates import Reading
from pocplanner.analysis.gazetteer import Gazetteer, Place
from pocplanner.gui.coordinates.forms import chosen_form
from pocplanner.gui.coordinates.told import distance, others
from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.editors import Editor
from pocplanner.gui.plain import button, column, label
from pocplanner.model.geometry import Position
from pocplanner.words import Problem, Words

_QUIET_MS = 120
#: A position written more coarsely than this says so.
_COARSE_M = 50.0
_LISTED = 7


class Point(Editor):
    """A position as a person writes it, or picked on the map; `picking()` asks for the map."""

    picking = Signal()

    def __init__(self, words: Words, desk: Desk | None = None, pick: bool = True) -> None:
        """Without a desk there are no names of places and no chosen form."""
        super().__init__()
        self._words, self._desk = words, desk
        self._kept: tuple[str, Position | None] = ("", None)
        self.box = QLineEdit()
        self.box.setPlaceholderText(words.text("coordinates.box.hint"))
        self.box.setToolTip(words.text("coordinates.box.name"))
        self.box.setAccessibleDescription(words.text("coordinates.box.name"))
        self.pick_button = button(words.text("gui.form.pick"))
        self.pick_button.clicked.connect(self.picking)
        self.told = label("", "hint", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(words.text("coordinates.box.list"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        line = QWidget()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.box, 1)
        beside.addWidget(self.pick_button)
        self.pick_button.setVisible(pick)
        self._fill(column(line, self.told, self.list))
        self.setFocusProxy(self.box)
        self.told.hide()
        self.list.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.look)
        self.box.textEdited.connect(lambda _: self._on_typed())

    def at_desk(self, desk: Desk) -> None:
        """From now on also names of this mission are read, and the chosen form is written."""
        self._desk = desk
        self.set_value(self._kept[1])

    # -- as an editor ----------------------------------------------------------------

    def value(self) -> Any:
        text = self.box.text().strip()
        if text == self._kept[0]:
            return self._kept[1]  # untouched: not a digit is lost by being shown
        if not text:
            return None
        try:
            return self.read(text)
        except Problem as problem:
            raise ValueError(self._words.problem(problem)) from problem

    def set_value(self, value: Any) -> None:
        text = self._written(value) if value is not None else ""
        self._kept = (text, value)
        self.box.setText(text)
        self.box.setCursorPosition(0)
        self.list.hide()
        self._say(others(value, self._form, self._words) if value is not None else "")

    def read(self, text: str) -> Position:
        """The one position that a text means: figures in any form, or a name that is one place's.

        Problem, in one sentence, for everything else.
        """
        if coordinates.looks_like_one(text):
            return coordinates.read(text).position
        places = self._named(text)
        at = [p for p in map(self._position, places) if p is not None]
        if len(at) == 1:
            return at[0]
        if at:
            raise Problem("coordinates.several", text=text)
        if any(c.isdigit() for c in text) and not places:
            return coordinates.read(text).position
        raise Problem("coordinates.no_name", text=text)

    # -- while somebody types --------------------------------------------------------

    @property
    def _form(self) -> coordinates.Form:
        return chosen_form(self._desk.settings) if self._desk is not None else "decimal"

    def _written(self, at: Position) -> str:
        language = self._words.language
        return coordinates.write(at, self._form, language) or coordinates.write(at)

    def _on_typed(self) -> None:
        self._timer.start()
        self.changed.emit()

    def look(self) -> None:
        """Say what the typed text means: the other forms, the places, or why it is none."""
        text = self.box.text().strip()
        self.list.hide()
        if not text:
            self._say("")
        elif coordinates.looks_like_one(text):
            self._look_at_figures(text)
        else:
            self._look_at_names(text)

    def _look_at_figures(self, text: str) -> None:
        try:
            found = coordinates.readings(text)
        except Problem as problem:
            self._say(self._words.problem(problem))
            return
        if len(found) > 1:
            self._offer([(self._line(r), r.position) for r in found])
            self._say("")
            return
        said = others(found[0].position, found[0].form, self._words)
        if found[0].within_m > _COARSE_M:
            within = distance(found[0].within_m, self._words)
            said += " · " + self._words.text("coordinates.box.within", distance=within)
        self._say(said)

    def _line(self, reading: Reading) -> str:
        return coordinates.write(reading.position, "dms", self._words.language)

    def _look_at_names(self, text: str) -> None:
        found = self._places(text)
        rows = []
        for place in found:
            at = self._position(place)
            if at is not None:
                kind = self._words.kind(place.kind)
                rows.append((f"{place.name} · {kind} · {self._written(at)}", at))
        self._offer(rows[:_LISTED])
        if rows:
            self._say("")
        elif len(text) > 2:
            self._say(self._words.problem(Problem("coordinates.no_name", text=text)))

    def _offer(self, rows: list[tuple[str, Position]]) -> None:
        self.list.clear()
        for text, at in rows:
            item = QListWidgetItem(text, self.list)
            item.setData(Qt.ItemDataRole.UserRole, (at.lon, at.lat))
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(8 + 22 * max(len(rows), 1))

    def _take(self, item: QListWidgetItem) -> None:
        lon, lat = item.data(Qt.ItemDataRole.UserRole)
        self.set_value(Position(lon=lon, lat=lat))
        self.changed.emit()

    def _say(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))

    # -- places ----------------------------------------------------------------------

    def _gazetteer(self) -> Gazetteer | None:
        desk = self._desk
        return desk.gazetteer if desk is not None and desk.project is not None else None

    def _named(self, text: str) -> tuple[Place, ...]:
        known = self._gazetteer()
        return known.named(text) if known is not None else ()

    def _places(self, text: str) -> tuple[Place, ...]:
        known = self._gazetteer()
        return known.find(text) if known is not None else ()

    def _position(self, place: Place) -> Position | None:
        known = self._gazetteer()
        return known.position(place) if known is not None else None
