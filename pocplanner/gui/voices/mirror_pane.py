"""The tab "Whom we meet": contacts against people and threat, and who was not met."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement import telling
from pocplanner.analysis.engagement.mirror import Mirror, Share
from pocplanner.commands.people import looking
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, button, label, row
from pocplanner.gui.tables.table import Column, Table
from pocplanner.gui.voices.fresh import FreshPane
from pocplanner.gui.voices.share_bar import ShareBar

_WIDTHS = (108, 80, 168, 96)
_BARS = 12


@dataclass(frozen=True)
class Line:
    """A place of high threat that was not met."""

    id: str
    unmet: Any


class MirrorPane(FreshPane):
    """Shares as bars beside places that nobody met; `asked(values)` begins a contact."""

    asked = Signal(dict)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.words
        self._found: Any = None
        self._shown_for: object = None
        self.detail = Scroll()
        self.title = label("", "section", wrap=True)
        self.table = Table(words, self._columns(), words.text("gui.mirror.all_met"), _WIDTHS)
        self.women = label("", "hint", wrap=True)
        self.note = button(words.text("gui.mirror.note"), "primary")
        self.note.clicked.connect(self._note)
        self.show_place = button(words.text("gui.records.on_map"))
        self.show_place.clicked.connect(self._show_on_map)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.title)
        beside.addWidget(self.table, 1)
        beside.addWidget(self.women)
        beside.addWidget(row(self.note, self.show_place))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.detail)
        split.addWidget(right)
        split.setSizes([470, 500])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("gui.mirror.hint"), "hint", wrap=True))
        layout.addWidget(split, 1)
        self.table.opened.connect(desk.wanted)

    def _columns(self) -> tuple[Column, ...]:
        words, desk = self._desk.words, self._desk

        def day(on: Any) -> str:
            return on.isoformat() if on else words.text("people.never")

        def last(line: Line) -> str:
            one = line.unmet
            if one.last_on is None:
                return words.text("people.never")
            basis = words.text(f"people.basis.{one.basis}")
            return words.text("people.mirror.basis", on=day(one.last_on), basis=basis)

        return (
            Column(words.text("gui.time.place"), lambda x: desk.name(x.id)),
            Column(
                words.text("gui.mirror.priority"),
                lambda x: words.term("priority", x.unmet.priority) if x.unmet.priority else "",
            ),
            Column(words.text("gui.mirror.last"), last, lambda x: x.unmet.last_on),
            Column(
                words.text("gui.mirror.women"),
                lambda x: day(x.unmet.women_on),
                lambda x: x.unmet.women_on,
            ),
        )

    # -- what it shows -----------------------------------------------------------------------

    @property
    def found(self) -> Any:
        """What contacts and sources say as of the latest assessment; None before it."""
        desk = self._desk
        if desk.project is None or desk.assessment is None:
            return None
        if self._shown_for is not desk.assessment:
            self._shown_for = desk.assessment
            self._found = looking.engagement(desk.shown, desk.assessment)
        return self._found

    def refresh(self) -> None:
        """Show the latest assessment's contacts."""
        found, words = self.found, self._desk.words
        if found is None:
            self.detail.fill([label(words.text("gui.overview.reading"), "hint")])
            return
        days = Assumptions(self._desk.snapshot.assumptions).whole("contact.unmet_days")
        self.title.setText(words.text("people.mirror.unmet", days=days))
        self.table.set_rows([Line(u.place_id, u) for u in found.unmet])
        names = [self._desk.name(p) for p in found.women_unmet]
        told = words.text("people.mirror.women_unmet", places=", ".join(names)) if names else ""
        self.women.setText(told)
        self._bars(found)

    def _bars(self, found: Any) -> None:
        words, teller, seen = self._desk.words, self._desk.teller, found.mirror
        parts: list[QWidget] = [
            label(t, "section" if i == 0 else "", wrap=True)
            for i, t in enumerate(telling.mirror_lines(teller, seen))
        ]
        if seen.contacts:
            parts.append(label(words.text("gui.mirror.legend"), "hint", wrap=True))
            parts.append(label(words.text("gui.mirror.kinds"), "section"))
            kinds = ((words.term("counterpart_kind", s.key), s) for s in seen.kinds[:_BARS])
            parts += self._rows(seen, list(kinds))
            if seen.enough:
                parts.append(label(words.text("gui.mirror.places"), "section"))
                places = [(self._desk.name(s.key), s) for s in _ends(seen.places)]
                parts += self._rows(seen, places)
        parts.append(label(words.text("people.evidence.title"), "section"))
        parts += [label(t, wrap=True) for t in telling.evidence_lines(teller, found.evidence)]
        self.detail.fill(parts)

    def _rows(self, seen: Mirror, named: list[tuple[str, Share]]) -> list[QWidget]:
        words = self._desk.words
        most = max((max(s.share or s.contacts / max(1, seen.contacts), s.people or 0,
                        s.threat or 0) for _, s in named), default=1.0)  # fmt: skip
        made: list[QWidget] = []
        for name, one in named:
            told = words.text(
                "gui.mirror.row",
                name=name,
                share=telling.share_text(words, one, seen.contacts),
                people=telling.percent(words, one.people),
                threat=telling.percent(words, one.threat),
            )
            number = telling.percent(words, one.share) if seen.enough else str(one.contacts)
            share = one.contacts / max(1, seen.contacts)
            made.append(ShareBar(name, share, one.people, one.threat, most, told, number))
        return made

    # -- what a person does ------------------------------------------------------------------

    def _note(self) -> None:
        ids = self.table.chosen_ids()
        self.asked.emit({"place_id": ids[0]} if ids else {})

    def _show_on_map(self) -> None:
        ids = self.table.chosen_ids()
        if ids:
            self._desk.map_wanted.emit(ids[0])

    def _forget(self) -> None:
        self._found = self._shown_for = None
        self.table.set_rows([])
        self.detail.fill([])


def _ends(places: tuple[Share, ...]) -> list[Share]:
    """The places met too rarely and those met most; what lies between is left out."""
    half = _BARS // 2
    if len(places) <= _BARS:
        return list(places)
    return [*places[:half], *places[-half:]]
