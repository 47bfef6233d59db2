"""What the events show: by month, actor, place, type and season, with what it cannot tell."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from pocplanner.gui.behind import Behind
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, label, name_tabs
from pocplanner.gui.tables.table import Column, Table
from pocplanner.gui.threats.bars import Bars

#: Tables of counts as they stand behind tabs.
_TABLES = (
    "places",
    "unrecorded_places",
    "areas",
    "actors",
    "types",
    "levels",
    "weekdays",
    "months",
    "seasons",
    "hours",
)


@dataclass(frozen=True)
class _Line:
    """A row of counts with an id."""

    id: str
    row: Any


class PatternsPane(QWidget):
    """Bars by month over tables of counts; cautions of the codebooks stand beside them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self.period = QComboBox()
        for name in ("recent", "whole"):
            self.period.addItem(words.text(f"gui.patterns.{name}"), name)
        self.period.setAccessibleName(words.text("gui.patterns.period"))
        self.period.currentIndexChanged.connect(lambda _: self.refresh())
        self.bars = Bars(words.text("gui.patterns.by_month"))
        self.total = label("", "", wrap=True)
        self.cautions = Scroll((0, 0, 6, 0))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        name_tabs(self.tabs, words.text("gui.tab.patterns"))
        self.tables: dict[str, Table] = {}
        self._known: dict[str, Any] = {}
        for name in _TABLES:
            behind = Behind(partial(self._made, name))
            self.tabs.addTab(behind, words.text(f"gui.patterns.table.{name}"))
        self._lay_out()
        desk.assessed.connect(self.refresh)
        desk.closed.connect(self._forget)
        self.refresh()

    def _made(self, name: str) -> QWidget:
        """One table of counts, under a line on what is known."""
        words = self._desk.words
        made = Table(words, self._columns(name), words.text("gui.patterns.none"))
        made.opened.connect(self._open)
        self.tables[name], self._known[name] = made, label("", "hint", wrap=True)
        self._fill(name)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.addWidget(self._known[name])
        inside.addWidget(made, 1)
        return holder

    def _lay_out(self) -> None:
        words = self._desk.words
        left = QVBoxLayout()
        top = QHBoxLayout()
        top.addWidget(self.period)
        top.addWidget(self.total, 1)
        left.addLayout(top)
        left.addWidget(label(words.text("gui.patterns.by_month"), "section"))
        left.addWidget(self.bars)
        left.addWidget(self.tabs, 1)
        right = QVBoxLayout()
        right.addWidget(label(words.text("gui.patterns.cautions"), "section"))
        right.addWidget(self.cautions, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.setSpacing(14)
        whole.addLayout(left, 3)
        whole.addLayout(right, 1)

    def _columns(self, name: str) -> tuple[Column, ...]:
        words = self._desk.words

        def count(field: str) -> Column:
            def number(line: _Line) -> int:
                found: int = getattr(line.row.counted, field)
                return found

            head = words.text(f"gui.patterns.{field}")
            return Column(head, lambda line: str(number(line)), number)

        columns = [
            Column(
                words.text(f"gui.patterns.table.{name}"),
                lambda line: self._key(name, line.row.key),
                (lambda line: float(line.row.key))
                if name in ("weekdays", "months", "hours")
                else None,
            ),
            count("events"),
            count("deaths"),
            count("civilians"),
        ]
        if name in ("places", "areas", "actors", "types"):
            columns.append(
                Column(words.text("gui.patterns.trend"), lambda line: self._trend(line.row))
            )
        return tuple(columns)

    def _key(self, name: str, key: str) -> str:
        words = self._desk.words
        if name in ("places", "areas", "actors"):
            return self._desk.name(key)
        if name == "types":
            return words.term("incident_type", key)
        if name == "seasons":
            return words.term("season_kind", key)
        if name in ("weekdays", "months", "levels"):
            return words.text(f"gui.patterns.{name}.{key}")
        if name == "hours":
            return f"{int(key):02}:00"
        return key

    def _trend(self, row: Any) -> str:
        return self._desk.words.term("trend", row.trend.verdict) if row.trend is not None else ""

    def refresh(self) -> None:
        """Show what the assessment counted."""
        found = self._desk.assessment
        if found is None or self._desk.project is None:
            return
        words = self._desk.words
        table = getattr(found.patterns, self.period.currentData())
        for name in self.tables:
            self._fill(name)
        self._show_total(table, found)
        months = [(row.key[:7], row.counted) for row in table.by_month]
        self.bars.show_values(
            [key for key, _ in months],
            [counted.events for _, counted in months],
            [
                words.text("gui.patterns.bar", month=key, events=c.events, deaths=c.deaths)
                for key, c in months
            ],
        )
        teller = self._desk.teller
        cautions = [
            label(teller.text(said), "caution", wrap=True) for said in found.patterns.cautions
        ]
        self.cautions.fill(
            cautions or [label(words.text("gui.patterns.no_cautions"), "hint", True)]
        )

    def _fill(self, name: str) -> None:
        found, words = self._desk.assessment, self._desk.words
        if found is None or self._desk.project is None:
            return
        table = getattr(found.patterns, self.period.currentData())
        self.tables[name].set_rows([_Line(row.key, row) for row in getattr(table, name)])
        known = {
            "weekdays": "weekdays_known",
            "months": "months_known",
            "seasons": "months_known",
            "hours": "hours_known",
        }.get(name)
        text = words.text(f"gui.patterns.hint.{name}")
        if known:
            count = words.text(
                "gui.patterns.known", known=getattr(table, known), of=table.total.events
            )
            text = f"{count} {text}"
        self._known[name].setText(text)

    def _show_total(self, table: Any, found: Any) -> None:
        words, total = self._desk.words, table.total
        if not total.events:
            self.total.setText(words.text("gui.patterns.no_events"))
            return
        text = words.text(
            "gui.patterns.total",
            events=total.events,
            deaths=total.deaths,
            low=total.low,
            high=total.high,
            since=table.since,
            until=table.until,
        )
        trend = found.patterns.trend
        if trend is not None:
            verdict = words.term("trend", trend.verdict)
            text += " " + words.text(
                "gui.patterns.trend_said",
                days=trend.days,
                recent=trend.recent.events,
                before=trend.before.events,
                verdict=verdict,
            )
        self.total.setText(text)

    def _forget(self) -> None:
        for made in self.tables.values():
            made.set_rows([])
        self.bars.show_values((), (), ())
        self.cautions.fill([])
        self.total.setText("")

    def _open(self, id: str) -> None:
        if self._desk.project is not None and self._desk.shown.get(id) is not None:
            self._desk.wanted.emit(id)
