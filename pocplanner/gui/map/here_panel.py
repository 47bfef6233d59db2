"""What lies under a click on the map: a place, what stands at it, the events there."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.form import Form
from pocplanner.gui.forms.record_card import RecordCard
from pocplanner.gui.map.bulk_form import BulkForm
from pocplanner.gui.mesh.here import mesh_widgets
from pocplanner.gui.plain import Link, Scroll, label
from pocplanner.model.community import Alert, Coping, Mechanism, Request, Timing
from pocplanner.model.record import Record
from pocplanner.model.strategy import Action

_KINDS: tuple[type[Record], ...] = (Mechanism, Coping, Alert, Request, Timing, Action)
_SHOWN = 40


class HerePanel(QWidget):
    """A list of what is here over the form of what was picked from it; for several one form.

    `meant(id)` tells which of several a click meant.
    """

    meant = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place = ""
        #: Events under the sign that was clicked; they are offered above what stands there.
        self._under: Sequence[str] = ()
        self.list = Scroll((6, 4, 6, 4))
        self.card = RecordCard(desk, desk.words.text("gui.map.pick_hint"))
        self.bulk = BulkForm(desk)
        self.bulk.hide()
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self.card)
        split.setSizes([150, 420])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        layout.addWidget(self.bulk)
        self._split = split
        desk.closed.connect(self.clear)
        desk.assessed.connect(self._again)
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._place = ""
        self._for_several(False)
        self.list.fill([])
        self.list.hide()
        self.card.finish()
        self.card.clear()

    def show_record(self, id: str, events: Sequence[str] = ()) -> None:
        """A record, the events under its sign and, where it is a place, what stands at it."""
        self._place = id
        self._under = events
        self._for_several(False)
        self.card.show_record(id)
        self._again()

    def begin(self, kind: type[Record], values: dict[str, Any]) -> Form:
        """An empty form for something that is added by a click."""
        self._place = ""
        self._for_several(False)
        self.list.hide()
        return self.card.begin(kind, values)

    def show_several(self, records: Sequence[Record]) -> None:
        """Several records and one form for them."""
        self.clear()
        self.bulk.show_records(records)
        self._for_several(True)

    def _for_several(self, on: bool) -> None:
        self.card.show()
        self.bulk.setVisible(on)
        self._split.setVisible(not on)

    def ask_which(self, ids: Sequence[str], events: Sequence[str] = ()) -> None:
        """A click meant one of these, or one of the events under them."""
        self._place = ""
        self._for_several(False)
        self.card.finish()
        self.card.clear()
        self.card.hide()
        words = self._desk.words
        parts: list[QWidget] = [label(words.text("map.which"), "section", wrap=True)]
        for id in ids[:_SHOWN]:
            record = self._desk.shown.get(id)
            kind = words.kind(type(record)) if record is not None else ""
            made = Link(f"{self._desk.name(id)} · {kind}" if kind else self._desk.name(id))
            made.clicked.connect(lambda _=False, meant=id: self.meant.emit(meant))
            parts.append(made)
        parts += self._events_under(events)
        self.list.fill(parts)
        self.list.show()

    def _events_under(self, ids: Sequence[str]) -> list[QWidget]:
        if not ids:
            return []
        made = Link(self._desk.words.plural("gui.map.events_here", len(ids)))
        made.clicked.connect(lambda _=False: self.show_events(ids))
        return [made]

    def show_events(self, ids: Sequence[str]) -> None:
        """The events under a click."""
        self._place = ""
        self._for_several(False)
        self.card.finish()
        self.card.clear()
        self.card.hide()
        words = self._desk.words
        parts: list[QWidget] = [label(words.plural("gui.map.events_here", len(ids)), "section")]
        parts += [self._link(i, True) for i in ids[:_SHOWN]]
        if len(ids) > _SHOWN:
            parts.append(label(words.text("gui.links.more", count=len(ids) - _SHOWN), "hint"))
        self.list.fill(parts)
        self.list.show()

    def _again(self) -> None:
        """List anew what stands at the place that is shown."""
        if not self._place or self._desk.project is None:
            return
        words, found = self._desk.words, self._desk.assessment
        parts = self._events_under(self._under)
        rated = found.at(self._place) if found is not None else ()
        if rated:
            parts.append(label(words.kind("Threat", many=True), "section"))
            for one in rated[:_SHOWN]:
                band = words.term("band", one.band) if one.band else words.text("gui.map.unrated")
                name = f"{self._desk.name(one.threat_id)} · {band}"
                parts.append(self._link(one.threat_id, True, name))
        parts += mesh_widgets(self._desk, self._place)
        for kind in _KINDS:
            here = [
                r
                for r in self._desk.snapshot.all(kind)
                if getattr(r, "place_id", "") == self._place
            ]
            if here:
                parts.append(label(words.kind(kind, many=True), "section"))
                parts += [self._link(r.id, False) for r in here[:_SHOWN]]
        self.list.fill(parts)
        self.list.setVisible(bool(parts))

    def _link(self, id: str, elsewhere: bool, name: str = "") -> QWidget:
        made = Link(name or self._desk.name(id))
        if elsewhere:
            made.clicked.connect(lambda _=False: self._desk.wanted.emit(id))
        else:
            made.clicked.connect(lambda _=False: self.card.show_record(id))
        return made
