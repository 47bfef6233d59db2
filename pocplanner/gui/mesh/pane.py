"""The tab "Mesh of alert": places with the weakest first, and the chosen one drawn and told."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from pocplanner.analysis.mesh import sentences
from pocplanner.analysis.mesh.layout import CAUSE, END, PEOPLE, Box, lay_out
from pocplanner.analysis.mesh.network import Network, Part
from pocplanner.analysis.mesh.result import CONDITIONS, Mesh, PlaceMesh, Reach
from pocplanner.commands.mesh import lose
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.flow import FlowLine
from pocplanner.gui.links import Links
from pocplanner.gui.mesh import told
from pocplanner.gui.mesh.picture import MeshPicture
from pocplanner.gui.plain import button, label
from pocplanner.gui.tables.place_pane import PlacePane
from pocplanner.gui.tables.table import Column
from pocplanner.gui.travel.heard_parts import subject_parts

_WIDTHS = (118, 112, 104, 62)


@dataclass(frozen=True)
class Line:
    """A place of the table."""

    id: str
    mesh: PlaceMesh


class MeshPane(PlacePane):
    """Who reaches the mission through whom; ticks lose something for a moment, nothing is kept.

    `cause_wanted(tag)` asks for the form of a shared cause of which nothing is recorded.
    """

    cause_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "gui.mesh", _WIDTHS, (428, 622))
        desk.chosen.connect(self._on_chosen)

    def _between(self) -> tuple[QWidget, ...]:
        words = self._desk.words
        self._lost: set[Part] = set()
        self._network: Network | None = None
        self.who = QComboBox()
        self.who.setAccessibleName(words.text("gui.mesh.who"))
        self.who.setMinimumContentsLength(22)
        self.who.currentIndexChanged.connect(lambda _: self._show_chosen())
        self.condition = QComboBox()
        self.condition.setAccessibleName(words.text("gui.time.condition"))
        for light, season in CONDITIONS:
            self.condition.addItem(words.text(f"gui.time.at.{light}_{season}"), (light, season))
        self.condition.currentIndexChanged.connect(lambda _: self._show_chosen())
        self.on_map = button(words.text("gui.records.on_map"), hint=words.text("gui.mesh.map_hint"))
        self.on_map.clicked.connect(self._to_map)
        self.picture = MeshPicture()
        self.picture.picked.connect(self._on_picked)
        self.ticks: dict[Part, QCheckBox] = {}
        return (FlowLine(self.who, self.condition, self.on_map, gap=8),)

    # -- the table -------------------------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        words, desk = self._desk.words, self._desk

        def weakest(line: Line) -> str:
            return words.text(f"gui.mesh.subject.{line.mesh.weakest.subject.key}",
                              group=line.mesh.weakest.subject.group)  # fmt: skip

        def chance(line: Line) -> str:
            return desk.teller.text(sentences.chance_said(line.mesh.weakest))

        def order(line: Line) -> float:
            return min((c.middle for c in line.mesh.weakest.chances), default=-1.0)

        def colour(line: Line) -> tuple[str, str] | None:
            word = line.mesh.weakest.word
            if word in ("none", "unlikely"):
                return theme.DANGER_PALE, theme.INK
            return (theme.GOOD_PALE, theme.INK) if word == "likely" else None

        def singles(line: Line) -> int:
            return len({p for r in line.mesh.reaches for p in r.points})

        return (
            *super()._columns(),
            Column(words.text("gui.mesh.weakest"), weakest),
            Column(words.text("gui.mesh.chance"), chance, order, colour),
            Column(words.text("gui.mesh.singles"), lambda s: str(singles(s) or ""), singles),
        )

    @property
    def mesh(self) -> Mesh | None:
        """The mesh of the latest assessment."""
        found = self._desk.assessment
        return found.mesh if found is not None else None

    def refresh(self) -> None:
        """List the places of the latest assessment, the weakest first."""
        found = self.mesh
        if found is None or self._desk.project is None:
            return
        self._network = Network(self._desk.snapshot, found.as_of)
        if found.at(self._id) is not None:
            self._fill_who()
        self._list([Line(p.place_id, p) for p in found.places])

    def _choose(self, id: str) -> None:
        if id != self._id:
            self._id = id
            self._lost.clear()
            self._fill_who()
        super()._choose(id)

    def _on_chosen(self, id: str) -> None:
        """A place is looked at elsewhere: it stands here when somebody turns to this tab."""
        if not self.isVisible() and self.mesh is not None and self.mesh.at(id) is not None:
            self.table.choose(id)

    def _forget(self) -> None:
        self._network = None
        self._lost.clear()
        super()._forget()

    def _to_map(self) -> None:
        if self._id:
            self._desk.map_wanted.emit(self._id)

    # -- the chosen place ------------------------------------------------------------------

    @property
    def _place(self) -> PlaceMesh | None:
        return self.mesh.at(self._id) if self.mesh is not None else None

    def _fill_who(self) -> None:
        """Whose alert is looked at: the weakest first, under the condition that is worst for it."""
        place = self._place
        if place is None:
            return
        words = self._desk.words
        kept = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        for one in place.reaches:
            key = f"gui.mesh.subject.{one.subject.key}"
            self.who.addItem(words.text(key, group=one.subject.group), one.subject)
        subjects = [r.subject for r in place.reaches]
        first = place.telling[-1] if place.telling else place.weakest
        at = subjects.index(kept if kept in subjects else first.subject)
        self.who.setCurrentIndex(at)
        self.who.blockSignals(False)
        self.condition.blockSignals(True)
        self.condition.setCurrentIndex(place.reaches[at].worst)
        self.condition.blockSignals(False)

    def _reach(self, place: PlaceMesh | None) -> Reach | None:
        if place is None:
            return None
        wanted = self.who.currentData()
        return next((r for r in place.reaches if r.subject == wanted), place.everybody)

    def _show_chosen(self) -> None:
        place, network = self._place, self._network
        one = self._reach(place)
        if place is None or network is None or one is None:
            self._empty()
            return
        after = self._after()
        shown = self._reach(after.at(self._id)) if after is not None else one
        teller, words = self._desk.teller, self._desk.words
        at = self.condition.currentIndex()
        chance = teller.text(sentences.chance_said(one, at))
        key = "gui.mesh.title"
        if after is not None and shown is not None:
            key = "gui.mesh.title_lost"
        then = teller.text(sentences.chance_said(shown, at)) if shown is not None else ""
        who = teller.text(sentences.who(one.subject, True))
        self.title.setText(words.text(key, who=who, chance=chance, then=then))
        drawn = lay_out(network, shown or one, one.chains, frozenset(self._lost))
        self.picture.show_mesh(drawn, self._name, self._hint)
        self.detail.setUpdatesEnabled(False)
        self.picture.setParent(None)
        self.detail.fill(self._details(place, one, after))
        self.detail.setUpdatesEnabled(True)

    def _after(self) -> Mesh | None:
        if not self._lost or self.mesh is None:
            return None
        return lose(self._desk.snapshot, self.mesh.as_of, self._lost, self._id)

    def _name(self, box: Box) -> str:
        desk, words = self._desk, self._desk.words
        if box.kind == PEOPLE:
            one = self._reach(self._place)
            if one is None:
                return desk.name(box.id)
            key = f"gui.mesh.subject.{one.subject.key}"
            return f"{words.text(key, group=one.subject.group)}, {desk.name(box.id)}"
        if box.kind == CAUSE and self._network is not None:
            text = desk.teller.text(sentences.cause(self._network, box.id))
            return text[:1].upper() + text[1:]
        if box.kind == END and not box.id:
            return words.text("gui.mesh.mission")
        return desk.name(box.id)

    def _hint(self, box: Box) -> str:
        words = self._desk.words
        lines = [self._name(box)]
        if box.single:
            lines.append(words.text("gui.mesh.single_hint"))
        if box.kind == CAUSE and self._network is not None:
            if box.id not in self._network.causes:
                lines.append(words.text("gui.mesh.cause_hint"))
        elif box.id:
            lines.append(words.text("gui.mesh.open_hint"))
        return "\n".join(lines)

    def _on_picked(self, box: Box) -> None:
        if box.kind == CAUSE and self._network is not None:
            known = self._network.causes.get(box.id)
            if known is None:
                self.cause_wanted.emit(self._network.tags.get(box.id, box.id))
            else:
                self._desk.wanted.emit(known.id)
        elif box.id:
            self._desk.wanted.emit(box.id)

    # -- what is told ----------------------------------------------------------------------

    def _details(self, place: PlaceMesh, one: Reach, after: Mesh | None) -> list[QWidget]:
        network = self._network
        assert network is not None
        words, teller = self._desk.words, self._desk.teller
        parts: list[QWidget] = [self.picture]
        parts += [
            label(teller.text(said), "warning", wrap=True)
            for _, said in sentences.place_sentences(network, place)
        ]
        parts += subject_parts(self._desk, one, CONDITIONS[self.condition.currentIndex()])
        parts += [label(words.text("gui.mesh.lose"), "section"), self._lose_ticks(network, one)]
        if after is not None:
            parts += told.changed(self._desk, place, after)
        if one.chains:
            parts.append(label(words.text("gui.mesh.ways"), "section"))
            parts += [label(told.way(self._desk, network, c), wrap=True) for c in one.chains]
        for id, door in one.closed:
            key = "gui.mesh.closed_on" if door.said_on else "gui.mesh.closed"
            day = teller.day(door.said_on) if door.said_on else ""
            parts.append(label(words.text(key, mechanism=teller.name(id), on=day), wrap=True))
        mesh = self.mesh or Mesh(network.as_of)
        parts += told.basis(self._desk, network, mesh, place, one)
        parts += told.spoken(self._desk, network, mesh, self._id)
        parts += told.seats(self._desk, mesh, place)
        parts += [
            label(teller.text(said), "warning", wrap=True)
            for said in sentences.circle_sentences(mesh)
            if set(said.refs) & set(place.mechanism_ids)
        ]
        hidden = told.hidden(self._desk, network, self._id)
        if hidden:
            said = words.text("mesh.unconsented", mechanisms=teller.several(hidden))
            parts.append(label(said, "warning", wrap=True))
        parts.append(label(words.text("gui.findings.rests_on"), "section"))
        refs = (self._id, *place.mechanism_ids)
        parts.append(Links(self._desk, tuple(dict.fromkeys(refs))))
        return parts

    def _lose_ticks(self, network: Network, one: Reach) -> QWidget:
        """A tick for each thing on these people's ways; ticked ones stay until another place."""
        teller, words = self._desk.teller, self._desk.words
        parts = sorted({*told.losable(network, one.chains), *self._lost})
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        self.ticks = {}
        for part in parts:
            text = teller.text(sentences.part_said(network, part))
            if part in one.points:
                text = words.text("gui.mesh.tick_single", what=text)
            tick = QCheckBox((text[:1].upper() + text[1:]).replace("&", "&&"))
            tick.setChecked(part in self._lost)
            tick.toggled.connect(lambda on, p=part: self._lose(p, on))
            inside.addWidget(tick)
            self.ticks[part] = tick
        return holder

    def _lose(self, part: Part, on: bool) -> None:
        (self._lost.add if on else self._lost.discard)(part)
        self._show_chosen()
        if part in self.ticks:
            self.ticks[part].setFocus()

    def _empty(self) -> None:
        super()._empty()
        self.picture.setParent(None)


__all__ = ["Line", "MeshPane"]
