"""The tab "Mesh of alert": places with the weakest first, and the chosen one drawn and told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSplitter, QVBoxLayout, QWidget

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh import sentences
from pocplanner.analysis.mesh.findings import make_up_sentences
from pocplanner.analysis.mesh.layout import CAUSE, END, PEOPLE, Box, lay_out
from pocplanner.analysis.mesh.network import Chain, Network, Part
from pocplanner.analysis.mesh.result import CONDITIONS, Mesh, PlaceMesh, Reach
from pocplanner.commands.mesh import Looked, changes, counted, lose, silenced
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.mesh.picture import MeshPicture
from pocplanner.gui.plain import Scroll, button, label, row
from pocplanner.gui.tables.table import Column, Table
from pocplanner.gui.travel.heard_parts import subject_parts

_WIDTHS = (118, 112, 104, 62)


@dataclass(frozen=True)
class Line:
    """A place of the table."""

    id: str
    mesh: PlaceMesh


class MeshPane(QWidget):
    """Who reaches the mission through whom; ticks lose something for a moment, nothing is kept.

    `cause_wanted(tag)` asks for the form of a shared cause of which nothing is recorded.
    """

    cause_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self._id = ""
        self._lost: set[Part] = set()
        self._network: Network | None = None
        self.table = Table(words, self._columns(), words.text("gui.mesh.none"), _WIDTHS)
        self.who = QComboBox()
        self.who.setAccessibleName(words.text("gui.mesh.who"))
        self.who.setMinimumContentsLength(22)
        self.who.currentIndexChanged.connect(lambda _: self._show())
        self.condition = QComboBox()
        self.condition.setAccessibleName(words.text("gui.time.condition"))
        for light, season in CONDITIONS:
            self.condition.addItem(words.text(f"gui.time.at.{light}_{season}"), (light, season))
        self.condition.currentIndexChanged.connect(lambda _: self._show())
        self.on_map = button(words.text("gui.records.on_map"), hint=words.text("gui.mesh.map_hint"))
        self.on_map.clicked.connect(self._to_map)
        self.title = label("", "section", wrap=True)
        self.picture = MeshPicture()
        self.picture.picked.connect(self._on_picked)
        self.ticks: dict[Part, QCheckBox] = {}
        self.detail = Scroll()
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.title)
        beside.addWidget(row(self.who, self.condition, last=self.on_map))
        beside.addWidget(self.detail, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(right)
        split.setSizes([428, 622])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("gui.mesh.about"), "hint", wrap=True))
        layout.addWidget(split, 1)
        self.table.chosen.connect(self._choose)
        desk.assessed.connect(lambda _: self.refresh())
        desk.chosen.connect(self._on_chosen)
        desk.closed.connect(self._forget)
        self.refresh()

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
            Column(words.text("gui.time.place"), lambda line: desk.name(line.id)),
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
        lines = [Line(p.place_id, p) for p in found.places]
        self.table.set_rows(lines)
        if found.at(self._id) is not None:
            self._fill_who()
            self._show()
        elif lines:
            self.table.choose_first()
        else:
            self._empty()

    def select(self, id: str) -> bool:
        """Show a place; False where it is not among them."""
        return self.table.choose(id)

    def _choose(self, id: str) -> None:
        if id != self._id:
            self._id = id
            self._lost.clear()
            self._fill_who()
        self._show()
        if self.isVisible():  # what a page at the back chooses is no choice of a person
            self._desk.chosen.emit(id)

    def _on_chosen(self, id: str) -> None:
        """A place is looked at elsewhere: it stands here when somebody turns to this tab."""
        if not self.isVisible() and self.mesh is not None and self.mesh.at(id) is not None:
            self.table.choose(id)

    def _forget(self) -> None:
        self._id, self._network = "", None
        self._lost.clear()
        self.table.set_rows([])
        self._empty()

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

    def _show(self) -> None:
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
            parts += self._changed(after)
        if one.chains:
            parts.append(label(words.text("gui.mesh.ways"), "section"))
            parts += [label(self._way(network, c), wrap=True) for c in one.chains]
        for id, door in one.closed:
            key = "gui.mesh.closed_on" if door.said_on else "gui.mesh.closed"
            day = teller.day(door.said_on) if door.said_on else ""
            parts.append(label(words.text(key, mechanism=teller.name(id), on=day), wrap=True))
        parts += self._basis(network, place, one)
        parts += self._spoken()
        parts += self._seats(place)
        parts += [
            label(teller.text(said), "warning", wrap=True)
            for said in sentences.circle_sentences(self.mesh or Mesh(network.as_of))
            if set(said.refs) & set(place.mechanism_ids)
        ]
        hidden = self._hidden(network)
        if hidden:
            said = words.text("mesh.unconsented", mechanisms=teller.several(hidden))
            parts.append(label(said, "warning", wrap=True))
        parts.append(label(words.text("gui.findings.rests_on"), "section"))
        refs = (self._id, *place.mechanism_ids)
        parts.append(Links(self._desk, tuple(dict.fromkeys(refs))))
        return parts

    def _hidden(self, network: Network) -> list[str]:
        """Mechanisms that would cover this place, were their consent still good."""
        around = network.snapshot.around(self._id)
        found = []
        for id in network.unconsented:
            one: Any = network.snapshot.get(id)
            if one is not None and around & {one.place_id, *one.covers_ids}:
                found.append(self._desk.name(id))
        return found

    def _lose_ticks(self, network: Network, one: Reach) -> QWidget:
        """A tick for each thing on these people's ways; ticked ones stay until another place."""
        teller, words = self._desk.teller, self._desk.words
        parts = sorted({*_parts(network, one.chains), *self._lost})
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
        self._show()
        if part in self.ticks:
            self.ticks[part].setFocus()

    def _changed(self, after: Mesh) -> list[QWidget]:
        """Before and after for everybody at this place whom it touches."""
        words, teller = self._desk.words, self._desk.teller
        before = Mesh(after.as_of, places=(self._place,) if self._place is not None else ())
        found = changes(before, after)
        if not found:
            return [label(words.text("cli.mesh.no_change"), wrap=True)]
        lines: list[QWidget] = [
            label(
                words.text(
                    "cli.mesh.change",
                    who=teller.text(sentences.who(c.before.subject, True)),
                    before=teller.text(sentences.chance_said(c.before)),
                    after=teller.text(sentences.chance_said(c.after)),
                ).strip(),
                wrap=True,
            )
            for c in found
        ]
        subjects, people = silenced(found)
        if subjects:
            key = "cli.mesh.silenced" if people is None else "cli.mesh.silenced_people"
            number = teller.facts({"people": people})["people"]
            said = words.text(key, places=self._desk.name(self._id), people=number)
            lines.append(label(said, "warning", wrap=True))
        return lines

    def _way(self, network: Network, chain: Chain) -> str:
        teller = self._desk.teller
        names = [teller.name(i) for i in chain.mechanism_ids]
        names.append(
            teller.name(chain.exit_id)
            if chain.exit_id
            else self._desk.words.text("gui.mesh.mission")
        )
        causes = [teller.text(sentences.cause(network, t)) for t in network.tags_of(chain)]
        needs = self._desk.words.text("gui.mesh.needs", causes=teller.several(causes))
        return " → ".join(names) + (f" ({needs})" if causes else "")

    def _basis(self, network: Network, place: PlaceMesh, one: Reach) -> list[QWidget]:
        words, teller = self._desk.words, self._desk.teller
        assumed = Assumptions(network.snapshot.assumptions)
        looked = Looked(self.mesh or Mesh(network.as_of), network, ())
        told = (counted(looked, id, assumed) for id in place.mechanism_ids)
        lines = [teller.text(said) for said in told if said is not None]
        inputs = [teller.text(sentences.guess_said(network, one, g)) for g in one.guesses]
        if inputs:
            key = "mesh.guessed" if one.measured else "mesh.all_guessed"
            lines.append(words.text(key, inputs=words.parted(inputs)))
        if place.tangled:
            lines.append(words.text("mesh.tangled", place=teller.name(place.place_id)))
        lines.append(words.text("gui.mesh.figures"))
        return [label(words.text("gui.mesh.basis"), "section"),
                *(label(line, "hint", wrap=True) for line in lines)]  # fmt: skip

    def _spoken(self) -> list[QWidget]:
        """Whether anybody at the nearest post can speak with these people, and with the women."""
        words, teller = self._desk.words, self._desk.teller
        found = self.mesh.staff if self.mesh is not None else ()
        here = next((s for s in found if self._id in s.around), None)
        if here is None:
            return []
        lines = [teller.text(said) for said in sentences.staff_sentences(here)]
        if self._id in here.unknown:
            lines.append(words.text("mesh.staff.unknown_here"))
        warned = self._id in (*here.alone, *here.no_woman)
        lines = lines or [words.text("mesh.staff.none_here", post=teller.name(here.post_id))]
        style = "warning" if warned else "hint"
        return [label(words.text("gui.mesh.spoken"), "section"),
                *(label(line, style, wrap=True) for line in lines)]  # fmt: skip

    def _seats(self, place: PlaceMesh) -> list[QWidget]:
        """Who sits in the mechanisms of the place, beside who lives there."""
        words, teller = self._desk.words, self._desk.teller
        made = (self.mesh.made_up(i) for i in place.mechanism_ids) if self.mesh else ()
        lines = [teller.text(said) for m in made if m is not None for said in make_up_sentences(m)]
        if not lines:
            return []
        return [label(words.text("gui.mesh.seats"), "section"),
                *(label(line, wrap=True) for line in lines)]  # fmt: skip

    def _empty(self) -> None:
        self.title.setText("")
        self.picture.setParent(None)
        self.detail.fill([label(self._desk.words.text("gui.mesh.none"), "hint", wrap=True)])


def _parts(network: Network, chains: Iterable[Chain]) -> set[Part]:
    """Everything on these ways that can be lost: also the first channel where there is another."""
    found: set[Part] = set()
    for chain in chains:
        ways = network.ways(chain)
        shown = {"mechanism", "cause", "unit"} | ({"channel"} if len(ways) > 1 else set())
        backed = {p.id for way in ways for p in way if p.kind == "backup"}
        found |= {
            p
            for way in ways
            for p in way
            if p.kind in shown and (p.kind != "channel" or p.id in backed)
        }
    return found


__all__ = ["Line", "MeshPane"]
