"""One event as its source tells it, and a correction by hand that lies over it."""

from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.form import Form, as_record
from pocplanner.gui.naming import event_row
from pocplanner.gui.plain import Scroll, button, label, pairs, row
from pocplanner.gui.tables.events_source import EventsModel
from pocplanner.model.events import EventCorrection, Series

_SHOWN = (
    "first_day",
    "type",
    "native_type",
    "side_a",
    "side_b",
    "group",
    "place",
    "admin2",
    "admin1",
    "country",
    "place_precision",
    "day_precision",
    "deaths_best",
    "deaths_low",
    "deaths_high",
    "deaths_civilians",
)
#: What a source says at length stands above the rest.
_LONG = ("headline", "note")


class EventCard(QWidget):
    """What is known of one event; the imported row itself is never changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._columns = EventsModel(desk)
        self._event = ""
        self._form: Form | None = None
        words = desk.words
        self._title = label("", "section", wrap=True)
        self._scroll = Scroll((0, 0, 8, 0))
        self._correct = button(words.text("gui.events.correct"))
        self._correct.clicked.connect(self.correct)
        self._map = button(words.text("gui.records.on_map"))
        self._map.clicked.connect(lambda: desk.map_wanted.emit(self._event))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 0, 0, 0)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._scroll, 1)
        self._layout.addWidget(row(self._correct, self._map))
        desk.closed.connect(self.clear)
        self.clear()

    @property
    def form(self) -> Form | None:
        """The form of the correction, where one is being written."""
        return self._form

    @property
    def told(self) -> str:
        """All that is shown of the event."""
        return "\n".join(x.text() for x in self._scroll.findChildren(QLabel))

    def clear(self) -> None:
        """Show nothing."""
        self._drop_form()
        self._event = ""
        self._title.setText("")
        hint = label(self._desk.words.text("gui.events.choose"), "hint", wrap=True)
        self._scroll.fill([hint])
        self._correct.setEnabled(False)
        self._map.setEnabled(False)

    def show_event(self, event_id: str) -> None:
        """Show an event by its id."""
        desk, words = self._desk, self._desk.words
        at = event_row(desk.snapshot, event_id) if desk.project is not None else None
        if at is None or desk.project is None:
            return
        self._drop_form()
        self._event = event_id
        self._title.setText(desk.name(event_id))
        self._columns.events = desk.snapshot.events
        found = [(words.text(f"gui.events.column.{n}"), self._columns.text(at, n)) for n in _SHOWN]
        found.append((words.text("gui.events.source"), self._source(event_id)))
        found += sorted(desk.project.details(event_id).items(), key=_notes_first)
        told = [(n, t) for n, t in found if t and t != "–"]
        long = [label(t, wrap=True) for n, t in told if n in _LONG]
        self._scroll.fill([*long, pairs([(self._head(n), t) for n, t in told if n not in _LONG])])
        self._correct.setEnabled(not desk.project.read_only)
        self._map.setEnabled(bool(desk.snapshot.events.lon[at] == desk.snapshot.events.lon[at]))

    def _head(self, name: str) -> str:
        known = self._desk.words.text(f"gui.events.detail.{name}")
        return name if known.startswith("gui.") else known

    def _source(self, event_id: str) -> str:
        series = self._desk.snapshot.one(Series, event_id.partition(":")[0])
        if series is None:
            return ""
        source = self._desk.snapshot.get(series.source_id)
        grade = str(getattr(source, "grade", "F6"))
        return f"{self._desk.name(series.source_id)} ({grade})"

    def correct(self) -> None:
        """A form for a correction with its reason."""
        desk = self._desk
        series = desk.snapshot.one(Series, self._event.partition(":")[0])
        if series is None or desk.project is None:
            return
        self._drop_form()
        key = self._event.partition(":")[2]
        known = next(
            (
                c
                for c in desk.project.all(EventCorrection)
                if (c.source_id, c.event_key) == (series.source_id, key)
            ),
            None,
        )
        given: dict[str, Any] = {
            "source_id": series.source_id,
            "event_key": key,
            "author": desk.project.author,
        }
        if series.lowered is not None:
            given |= {"sensitivity": series.sensitivity, "lowered": series.lowered}
        form = Form(
            desk.words,
            EventCorrection,
            desk.choices,
            ("type", "removed", "lon", "lat", "deaths_best", "reason"),
            hidden=("source_id", "event_key", "author", "sensitivity", "lowered"),
            month=lambda: desk.month,
        )
        form.at_desk(desk)
        form.picking.connect(
            lambda name: desk.position_wanted.emit(lambda at: form.set_field(name, at))
        )
        form.show_part(known, given)
        form.saved.connect(self._keep)
        self._form = form
        self._layout.insertWidget(2, form, 2)

    def _keep(self, made: object) -> None:
        correction = as_record(made)
        if self._form is not None and not str(getattr(correction, "reason", "")).strip():
            self._form.refuse("reason", self._desk.words.text("gui.events.no_reason"))
            return
        if self._desk.keep(correction, "edit.event.correct"):
            self.show_event(self._event)

    def _drop_form(self) -> None:
        if self._form is not None:
            self._layout.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None


def _notes_first(pair: tuple[str, str]) -> tuple[int, str]:
    return (0 if pair[0] in ("note", "headline", "source") else 1, pair[0])
