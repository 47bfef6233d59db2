"""A row in which a change is put together from lists: what, of which record, and how."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from pocplanner.analysis.what_if.telling import cause_text
from pocplanner.commands.proposing import causes
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import button, label, row
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post, Route, Unit
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.record import Range, Record
from pocplanner.model.vocabulary import vocabulary
from pocplanner.model.ways import Obstacle, Patrol

#: What can be put together here, in its order; moving a post is done by dragging it.
KINDS = (
    "close_post", "add_post", "station_unit", "add_caveat", "lift_caveat", "ready_unit",
    "close_way", "open_way", "lose_crossing", "lose_cause", "move_patrol",
)  # fmt: skip
#: Which records the second list holds.
_OF: dict[str, type[Record]] = {
    "close_post": Post, "station_unit": Unit, "add_caveat": Unit, "lift_caveat": Unit,
    "ready_unit": Unit, "close_way": Route, "open_way": Route, "lose_crossing": Obstacle,
    "move_patrol": Patrol,
}  # fmt: skip
_FIELDS: dict[type[Record], str] = {
    Post: "post_id", Unit: "unit_id", Route: "route_id", Obstacle: "obstacle_id",
    Patrol: "patrol_id",
}  # fmt: skip
_DAYS = (0, 30, 90, 180)
_MINUTES = (5, 10, 20, 30, 45, 60, 90, 120)
#: A patrol of which no hours are known is taken to last so long.
_HOURS = 4


class Adding(QWidget):
    """`made(ProposedChange)` tells a change that was put together."""

    made = Signal(object)

    def __init__(self, desk: Desk, new: Callable[[], tuple[ProposedChange, ...]]) -> None:
        super().__init__()
        self._desk, self._new = desk, new
        words = desk.words
        self.kind = _list(words.text("what_if.adding.kind"))
        for code in KINDS:
            self.kind.addItem(words.term("proposed_change", code), code)
        self.of = _list(words.text("what_if.adding.of"))
        self.how = _list(words.text("what_if.adding.how"))
        self.button = button(
            words.text("what_if.adding.add"), "", words.text("what_if.adding.hint")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(words.text("what_if.adding.title"), "hint", wrap=True))
        layout.addWidget(self.kind)
        layout.addWidget(self.of)
        layout.addWidget(row(self.how, last=self.button))
        self.kind.currentIndexChanged.connect(lambda _: self.refresh())
        self.of.currentIndexChanged.connect(lambda _: self._show_how())
        self.button.clicked.connect(self._add)

    def refresh(self) -> None:
        """Fill the lists from the mission as it is now."""
        if self._desk.project is None:
            return
        code, held = self.kind.currentData(), self.of.currentData()
        self.of.blockSignals(True)
        self.of.clear()
        if code == "lose_cause":
            for cause in causes(self._desk.snapshot):
                self.of.addItem(_begun(cause_text(self._desk.words, cause)), cause)
        elif code in _OF:
            records = self._desk.project.all(_OF[code])
            for name, id in sorted((self._desk.name(r.id), r.id) for r in records):
                self.of.addItem(name, id)
        self.of.setCurrentIndex(max(self.of.findData(held), 0))
        self.of.blockSignals(False)
        self.of.setVisible(code != "add_post")
        self._show_how()

    def _show_how(self) -> None:
        words, code = self._desk.words, self.kind.currentData()
        self.how.clear()
        if self._desk.project is None:
            return
        if code == "close_post":
            for days in _DAYS:
                key = "at_once" if not days else "in_days"
                self.how.addItem(words.text(f"what_if.adding.{key}", days=days), days)
        elif code == "station_unit":
            for change in self._new():
                if change.kind == "add_post":
                    self.how.addItem(change.name, ("", change.name))
            posts = self._desk.project.all(Post)
            for name, id in sorted((p.name, p.id) for p in posts):
                self.how.addItem(name, (id, ""))
        elif code in ("add_caveat", "lift_caveat"):
            unit = self._desk.snapshot.one(Unit, str(self.of.currentData() or ""))
            held = {c.kind for c in unit.caveats} if unit is not None else set()
            for term in vocabulary("caveat").codes():
                if term != "other" and (term in held) == (code == "lift_caveat"):
                    self.how.addItem(words.term("caveat", term), term)
        elif code == "ready_unit":
            for minutes in _MINUTES:
                self.how.addItem(words.text("travel.minutes", minutes=minutes), minutes)
        elif code == "move_patrol":
            for hour in range(24):
                self.how.addItem(f"{hour:02}:00", hour)
        self.how.setVisible(self.how.count() > 0)
        whole = code == "add_post" or self.of.count() > 0
        whole = whole and (self.how.count() > 0 or code not in ("add_caveat", "lift_caveat"))
        self.button.setEnabled(whole)

    def _add(self) -> None:
        code = self.kind.currentData()
        if code == "add_post":
            self._desk.position_wanted.emit(self._opened)
            return
        made = self._change(code, str(self.of.currentData() or ""), self.how.currentData())
        if made is not None:
            self.made.emit(made)

    def _opened(self, at: Position) -> None:
        """A base where the person clicked, under the next free number."""
        words = self._desk.words
        taken = {p.name for p in self._desk.snapshot.all(Post)} | {c.name for c in self._new()}
        number = 1
        while (name := words.text("what_if.adding.base", number=number)) in taken:
            number += 1
        self.made.emit(ProposedChange(kind="add_post", name=name, position=at))

    def _change(self, code: str, id: str, how: object) -> ProposedChange | None:
        if not id:
            return None
        if code == "lose_cause":
            return ProposedChange(kind=code, cause=id)
        values: dict[str, object] = {"kind": code, _FIELDS[_OF[code]]: id}
        found = self._desk.assessment
        if code == "close_post" and isinstance(how, int) and how and found is not None:
            values["on"] = found.as_of + timedelta(days=how)
        elif code == "station_unit" and isinstance(how, tuple):
            values["post_id"], values["name"] = how
        elif code in ("add_caveat", "lift_caveat"):
            values["caveat"] = how
        elif code == "ready_unit" and isinstance(how, int):
            values["ready"] = Range(min=how, likely=how, max=how)
        elif code == "move_patrol" and isinstance(how, int):
            patrol = self._desk.snapshot.one(Patrol, id)
            known = patrol is not None and None not in (patrol.from_hour, patrol.to_hour)
            long = ((patrol.to_hour or 0) - (patrol.from_hour or 0)) % 24 if known and patrol else 0
            values["from_hour"], values["to_hour"] = how, (how + (long or _HOURS)) % 24
        return ProposedChange.model_validate(values)


def _begun(text: str) -> str:
    """A text as a line begins."""
    return text[:1].upper() + text[1:]


def _list(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    return made
