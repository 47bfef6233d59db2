"""The tab "Time": each threatened place under four conditions, and the chain of the chosen one."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from pocplanner.analysis.arrival.ground_findings import KEY as GROUND
from pocplanner.analysis.arrival.telling import (
    basis_text,
    chance_texts,
    clock,
    costliest_text,
    left_text,
    reasons,
    span,
    strong_text,
)
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.plain import label, pairs, row
from pocplanner.gui.tables.place_pane import PlacePane
from pocplanner.gui.tables.table import Column
from pocplanner.gui.travel.chain_bar import ChainBar, Piece
from pocplanner.gui.travel.heard_parts import cell_text, costliest, heard_parts, percent

#: The four conditions in the order in which they stand.
CONDITIONS = (("day", "dry"), ("night", "dry"), ("day", "wet"), ("night", "wet"))
_WIDTHS = (120, 122, 122, 122, 122, 120, 110)


@dataclass(frozen=True)
class Line:
    """A place with its arrivals by light and season, and whether alerts get out then."""

    id: str
    by: dict[tuple[str, str], Any]
    heard: dict[tuple[str, str], Any]

    @property
    def hardest(self) -> Any:
        """The condition in which nobody comes, else that with the least chance, then the latest."""
        return max(self.by.values(), key=self.late)

    def called(self, one: Any) -> Any:
        """Alert and help together under the condition of an arrival."""
        return self.heard.get((one.light, one.season))

    def late(self, one: Any) -> tuple[bool, int, float]:
        """How hard a condition is: nobody, the least chance, the latest."""
        chance = percent(one, self.called(one))
        after = one.first.arrives.likely if one.first is not None else float("inf")
        return one.first is None, -(101 if chance is None else chance), after


class TimePane(PlacePane):
    """A table of places beside the chain of the one that is chosen; nothing here decides."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "gui.time", _WIDTHS, (620, 380))

    def _between(self) -> tuple[QWidget, ...]:
        words = self._desk.words
        self.condition = QComboBox()
        self.condition.setAccessibleName(words.text("gui.time.condition"))
        for light, season in CONDITIONS:
            self.condition.addItem(self._condition(light, season), (light, season))
        self.condition.currentIndexChanged.connect(lambda _: self._show_chosen())
        self.bar = ChainBar()
        self.bar.setAccessibleName(words.text("gui.time.chain"))
        self.ground = label("", "warning", wrap=True)
        self.ground.hide()
        return self.ground, row(self.condition), self.bar

    def _condition(self, light: str, season: str) -> str:
        return self._desk.words.text(f"gui.time.at.{light}_{season}")

    def _columns(self) -> tuple[Column, ...]:
        words = self._desk.words

        def cell(key: tuple[str, str]) -> Any:
            return lambda line: self._cell(line.by.get(key), line)

        def order(key: tuple[str, str]) -> Any:
            return lambda line: _order(line.by.get(key), line)

        def colour(key: tuple[str, str]) -> Any:
            return lambda line: self._colour(line.by.get(key), line)

        four = (
            Column(self._condition(*key), cell(key), order(key), colour(key)) for key in CONDITIONS
        )
        return (
            *super()._columns(),
            *four,
            Column(words.text("gui.time.costliest"), self._costliest),
            Column(words.text("gui.time.road"), self._road),
        )

    def _cell(self, one: Any, line: Line) -> str:
        words = self._desk.words
        if one is None:
            return ""
        if one.first is None:
            return words.text("gui.time.nobody")
        return cell_text(words, one, line.called(one))

    def _colour(self, one: Any, line: Line) -> tuple[str, str] | None:
        if one is None or (one.first is not None and one.arrives_onset is None):
            return None
        chance = percent(one, line.called(one))
        if one.first is None or chance is None or chance < 50:
            return theme.DANGER_PALE, theme.INK
        return (theme.GOOD_PALE, theme.INK) if one.state == "sufficient" else None

    def _costliest(self, line: Line) -> str:
        words, one = self._desk.words, line.hardest
        if not one.costliest:
            known = [a for a in line.by.values() if a.costliest]
            one = max(known, key=line.late, default=None)
        if one is None:
            return ""
        return words.text(f"travel.link.{costliest(one, line.called(one))}")

    def _road(self, line: Line) -> str:
        words, one = self._desk.words, line.by.get(("day", "dry"))
        if one is None or one.trip is None or one.trip.minutes is None:
            return words.text("travel.basis.no_way")
        return clock(words, one.trip.minutes.likely)

    # -- what it shows -------------------------------------------------------------------

    def refresh(self) -> None:
        """List the threatened places of the latest assessment, the worst rated first."""
        found = self._desk.assessment
        if found is None:
            return
        told = [self._desk.teller.text(f) for f in found.findings if f.key == GROUND]
        self.ground.setText("\n".join(told))
        self.ground.setVisible(bool(told))
        by: dict[str, dict[tuple[str, str], Any]] = {}
        for one in found.arrivals:
            by.setdefault(one.place_id, {})[one.light, one.season] = one
        heard: dict[str, dict[tuple[str, str], Any]] = {}
        for out in found.called:
            heard.setdefault(out.place_id, {})[out.light, out.season] = out
        ranked = dict.fromkeys((*(r.place_id for r in found.rated), *by))
        lines = [Line(place, by[place], heard.get(place, {})) for place in ranked if place in by]
        self._list(lines)

    def _turned(self, line: Line) -> None:
        hardest = line.hardest
        self.condition.blockSignals(True)
        self.condition.setCurrentIndex(CONDITIONS.index((hardest.light, hardest.season)))
        self.condition.blockSignals(False)

    def _show_chosen(self) -> None:
        line = self._line()
        one = line.by.get(self.condition.currentData()) if line is not None else None
        if one is None:
            self._empty()
            return
        words = self._desk.words
        state = words.text(f"travel.state.{one.state}")
        self.title.setText(
            words.text("gui.time.title", place=self._desk.name(one.place_id), state=state)
        )
        called = line.called(one) if line is not None else None
        self._draw(one)
        self.detail.fill(self._details(one, called))

    def _draw(self, one: Any) -> None:
        words = self._desk.words
        pieces = tuple(
            Piece(
                words.text(f"travel.link.{x.name}"),
                x.minutes.likely,
                f"{words.text(f'travel.link.{x.name}')}: {span(words, x.minutes)}, "
                f"{basis_text(words, x.basis, x.cases)}",
                x.name == one.costliest,
                x.guessed,
            )
            for x in one.links
            if x.name != "told_back"
        )
        warning = one.warning.likely if one.warning is not None else None
        mark = words.text("gui.time.attack", after=clock(words, warning or 0))
        self.bar.show_chain(pieces, warning, mark)

    def _details(self, one: Any, called: Any) -> list[QWidget]:
        words, desk, teller = self._desk.words, self._desk, self._desk.teller
        parts: list[QWidget] = [label(t, wrap=True) for t in chance_texts(words, one)]
        parts += heard_parts(desk, called)
        why = reasons(one)
        if one.first is not None or why:
            parts.append(label(words.text("gui.time.help"), "section"))
        if one.first is not None:
            cost = costliest_text(words, one)
            parts += [label(cost, wrap=True)] if cost else []
        parts += [label(teller.text(said), "warning", wrap=True) for said in why]
        strong = strong_text(teller, one)
        parts += [label(strong, wrap=True)] if strong else []
        if one.guesses:
            named = teller.several([words.text(f"travel.link.{g}") for g in one.guesses])
            parts.append(label(words.text("travel.guessed", links=named), "hint", wrap=True))
        rows = [
            (
                words.text(f"travel.link.{x.name}").capitalize(),
                f"{span(words, x.minutes)} · {basis_text(words, x.basis, x.cases)}",
            )
            for x in one.links
        ]
        if one.warning is not None:
            basis = basis_text(words, one.warning_basis)
            rows.insert(0, (words.text("travel.link.warning").capitalize(),
                            f"{span(words, one.warning)} · {basis}"))  # fmt: skip
        if rows:
            parts += [label(words.text("gui.time.links"), "section"), pairs(rows)]
        parts += self._beside(one)
        if one.means:
            parts.append(label(words.text("gui.time.units"), "section"))
            parts.append(pairs([(desk.name(m.unit_id), self._unit(m)) for m in one.means[:6]]))
        refs = [m.unit_id for m in one.means[:3]]
        refs += [m.post_id for m in one.means[:1]] + [one.timing_id, one.place_id]
        refs += [] if one.trip is None else list(one.trip.obstacle_ids)
        parts.append(label(words.text("gui.findings.rests_on"), "section"))
        parts.append(Links(desk, tuple(dict.fromkeys(r for r in refs if r))))
        parts.append(label(words.text("gui.time.figures"), "hint", wrap=True))
        return parts

    def _beside(self, one: Any) -> list[QWidget]:
        """What a person entered beside what the ways say."""
        words = self._desk.words
        rows = []
        trip = one.trip
        if trip is not None and trip.minutes is not None:
            told = words.text(
                "gui.time.trip",
                minutes=span(words, trip.minutes),
                kilometres=f"{trip.km:.0f}",
                post=self._desk.name(trip.post_id),
                basis=basis_text(words, trip.basis),
            )
            rows.append((words.text("gui.time.computed"), told))
        if one.entered_travel is not None:
            rows.append((words.text("gui.time.entered"), span(words, one.entered_travel)))
        if one.entered_response is not None:
            rows.append((words.text("gui.time.response"), span(words, one.entered_response)))
        if not rows:
            return []
        return [label(words.text("gui.time.beside"), "section"), pairs(rows)]

    def _unit(self, means: Any) -> str:
        words, teller = self._desk.words, self._desk.teller
        state = words.text(f"travel.state.{means.judged.state}")
        after = clock(words, means.arrives.likely) if means.arrives is not None else ""
        why = " ".join((*teller.texts(means.judged.reasons), left_text(words, means.trip))).strip()
        return " · ".join(part for part in (after, state, why) if part)

    def _forget(self) -> None:
        self.ground.hide()
        super()._forget()

    def _empty(self) -> None:
        super()._empty()
        self.bar.show_chain((), None, "")


def _order(one: Any, line: Line) -> float | None:
    """How a cell sorts: nobody first, then by the chance before the attack."""
    if one is None:
        return None
    if one.first is None:
        return -1.0
    chance = percent(one, line.called(one))
    return float(chance) if chance is not None else None


__all__ = ["CONDITIONS", "TimePane"]
