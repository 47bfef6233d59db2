"""The tab "Next posts": where one to five posts would help most, and trying them on the map."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from pocplanner.analysis.siting.telling import (
    closing_lines,
    late_line,
    near_line,
    reached_line,
    site_line,
)
from pocplanner.analysis.telling import Teller
from pocplanner.commands.siting import KINDS, MEANS, MOST_SITES, Sites, sites, tried
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Scroll, button, label, row, tooltip
from pocplanner.gui.what_if.trial import trial_of
from pocplanner.model.geometry import Position

_PLACES = 8


class Sited(QObject):
    """The sites that were found last: `shown(sites)` hands them to the map with their reason."""

    shown = Signal(tuple)


def sited_of(desk: Desk) -> Sited:
    """The one of a desk, made when it is first asked for."""
    found = desk.findChild(Sited)
    return found if isinstance(found, Sited) else Sited(desk)


class SitesPane(QWidget):
    """Asks how many sites among which candidates, and says whom each would reach in time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: Sites | None = None
        words = desk.words
        self.count = QComboBox()
        self.count.setAccessibleName(words.text("what_if.sites.count"))
        for number in range(1, MOST_SITES + 1):
            self.count.addItem(words.plural("what_if.sites.posts", number), number)
        self.count.setCurrentIndex(2)
        self.means = QComboBox()
        self.means.setAccessibleName(words.text("what_if.sites.unit"))
        self.means.setToolTip(tooltip(words.text("what_if.sites.unit_hint")))
        for means in MEANS:
            self.means.addItem(words.text(f"what_if.sites.means.{means}"), means)
        self.kinds: dict[str, QCheckBox] = {}
        for kind in KINDS:
            box = QCheckBox(words.text(f"what_if.sites.kind.{kind}"))
            box.setChecked(kind in ("settlements", "airfields"))
            self.kinds[kind] = box
        self.search = button(words.text("what_if.sites.search"), "primary")
        self.search.clicked.connect(self._search)
        self.answer = Scroll()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("what_if.sites.about"), "hint", wrap=True))
        layout.addWidget(row(self.count, self.means, last=self.search))
        layout.addWidget(row(*self.kinds.values()))
        layout.addWidget(self.answer, 1)
        desk.closed.connect(self._forget)
        self._forget()

    def _forget(self) -> None:
        self.found = None
        self.answer.fill([label(self._desk.words.text("what_if.sites.none"), "hint", wrap=True)])
        sited_of(self._desk).shown.emit(())

    def _search(self) -> None:
        desk = self._desk
        if desk.project is None:
            return
        kinds = tuple(k for k, box in self.kinds.items() if box.isChecked())
        if not kinds:
            desk.said.emit(desk.words.text("what_if.sites.no_kind"))
            return
        work = sites(desk.snapshot, int(self.count.currentData()), kinds, today=desk.today,
                     assessment=desk.assessment, unit=str(self.means.currentData()))  # fmt: skip
        desk.work("what_if.sites.searching", work, self.show_sites)

    def show_sites(self, found: Sites) -> None:
        """Show what was found: each site with whom it adds, and how sure that is."""
        self.found = found
        words, desk = self._desk.words, self._desk
        teller = Teller(words, desk.shown)
        parts: list[QWidget] = []
        told: list[tuple[str, Position, str]] = []
        if found.later and found.best:
            parts.append(label(late_line(words, found), "warning", wrap=True))
        for number, best in enumerate(found.best, 1):
            line = site_line(words, found, best, number)
            parts.append(label(line, "section", wrap=True))
            if best.near_post_id:
                parts.append(label(near_line(teller, best), "warning", wrap=True))
            parts += [label(reached_line(teller, r, found.counted).strip(), wrap=True)
                      for r in best.reached[:_PLACES]]  # fmt: skip
            if len(best.reached) > _PLACES:
                more = words.text("what_if.more", count=len(best.reached) - _PLACES)
                parts.append(label(more, "hint"))
            attempt = button(
                words.text("what_if.sites.try"), "", words.text("what_if.sites.try_hint")
            )
            attempt.clicked.connect(lambda _=False, i=number - 1: self._try(i))
            show = button(words.text("what_if.sites.show"))
            show.clicked.connect(lambda _=False: self._show(told))
            parts.append(row(attempt, show))
            told.append((best.site.name, best.site.position, line))
        if not found.best and found.candidates:
            parts.append(label(words.text("siting.none"), wrap=True))
        parts += [label(text, wrap=True) for text in closing_lines(words, found)]
        parts += [label(teller.text(said), "hint", wrap=True) for said in found.remarks]
        self.answer.fill(parts)
        sited_of(desk).shown.emit(tuple(told))

    def _try(self, at: int) -> None:
        """Open a base there in thought; a unit can be stationed in it beside the map."""
        if self.found is None:
            return
        best = self.found.best[at]
        name = self._desk.words.text("what_if.sites.base", name=best.site.name)
        trial_of(self._desk).add(tried(best, name))
        self._desk.page_wanted.emit("map", "map")

    def _show(self, told: Sequence[tuple[str, Position, str]]) -> None:
        sited_of(self._desk).shown.emit(tuple(told))
        self._desk.page_wanted.emit("map", "map")
