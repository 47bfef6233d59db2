"""The tab "Network": actors on a day, who stands between them, which actions lean on harm."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from pocplanner.analysis.network.graph import AGAINST
from pocplanner.analysis.network.reliance import Leaning, said
from pocplanner.commands.network import Tied, broker_said, look
from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.network.drawing import Edge, NetworkDrawing, Node, places
from pocplanner.gui.plain import Link, Scroll, beside, button, label, row
from pocplanner.model.actors import Actor, Tie
from pocplanner.model.edit import Edit
from pocplanner.model.reliance import Reliance


class NetworkPane(QWidget):
    """A drawing beside what it says; a slider goes through the days on which it changed."""

    #: Write down what was done about a reliance: the ids of the action, the actor, the record.
    dealt_with = Signal(str, str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self._days: tuple[date, ...] = ()
        self._found: Tied | None = None
        self.day = label("", "section")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(words.text("network.gui.slider"))
        self.slider.setPageStep(1)
        self.slider.setMinimumWidth(260)
        self.slider.valueChanged.connect(lambda _: self._draw())
        self.drawing = NetworkDrawing()
        self.drawing.setAccessibleName(words.text("gui.tab.network"))
        self.drawing.chosen.connect(self.show_actor)
        self.detail = Scroll()
        split = beside(self.drawing, self.detail, (640, 440))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        self.hint = label(words.text("network.gui.hint"), "hint", wrap=True)
        layout.addWidget(self.hint)
        layout.addWidget(row(self.day, self.slider))
        layout.addWidget(split, 1)
        desk.assessed.connect(self.refresh)
        desk.edited.connect(self._on_edit)
        desk.closed.connect(self._forget)
        self.refresh()

    # -- what it shows -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Lay the actors out anew and show the day of the assessment."""
        found = self._desk.assessment
        if found is None or self._desk.project is None:
            return
        snapshot = self._desk.snapshot
        now = look(snapshot, found.as_of, found.leanings)
        self._days = tuple(sorted({*(m for m in now.moments if m <= found.as_of), found.as_of}))
        ties = [(t.from_id, t.to_id) for t in snapshot.all(Tie)]
        self.drawing.set_places(places(ties))
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(self._days) - 1)
        self.slider.setValue(len(self._days) - 1)
        self.slider.setEnabled(len(self._days) > 1)
        self.slider.blockSignals(False)
        self._draw()

    def _draw(self) -> None:
        found, desk = self._desk.assessment, self._desk
        if found is None or desk.project is None or not self._days:
            return
        day = self._days[self.slider.value()]
        self._found = look(desk.snapshot, day, found.leanings)
        text = desk.words.text("network.gui.day", day=desk.teller.day(day))
        self.day.setText(text)
        self.slider.setToolTip(text)
        ties = self._found.network
        brokers = {b.actor_id for b in self._found.brokers if b.stable or b.parts}
        nodes = [self._node(id, day, id in brokers) for id in ties.actor_ids]
        self.drawing.show_network(nodes, [self._edge(t) for t in ties.ties])
        self.drawing.mark(())
        self._overview()

    def _node(self, id: str, day: date, broker: bool) -> Node:
        words, actor = self._desk.words, self._desk.snapshot.one(Actor, id)
        state = actor is not None and actor.is_state
        harms = actor is not None and actor.has_role("perpetrator", day)
        roles = [r.role for r in actor.roles if r.covers(day)] if actor is not None else []
        named = ", ".join(words.term("actor_role", r) for r in roles)
        name = self._desk.name(id)
        return Node(id, name, state, harms, broker, f"{name}: {named}" if named else name)

    def _edge(self, tie: Tie) -> Edge:
        desk = self._desk
        kind = desk.words.term("tie_kind", tie.kind)
        hint = f"{desk.name(tie.from_id)} – {desk.name(tie.to_id)}: {kind}"
        return Edge(tie.id, (tie.from_id, tie.to_id), tie.kind in AGAINST, hint)

    def _overview(self) -> None:
        desk, words, found = self._desk, self._desk.words, self._found
        self.drawing.choose("")
        if found is None:
            return
        parts: list[QWidget] = [label(words.text("network.gui.leaning"), "section", wrap=True)]
        for one in found.leanings:
            parts.append(label(self.sentence(one), "paragraph", wrap=True))
            parts.append(self._acts(one))
        if not found.leanings:
            parts.append(label(words.text("network.cli.no_leaning"), "hint", wrap=True))
        parts.append(label(words.text("network.gui.brokers"), "section", wrap=True))
        for broker in found.brokers[:6]:
            link = Link(desk.name(broker.actor_id))
            link.clicked.connect(lambda _=False, id=broker.actor_id: self.show_actor(id))
            parts.append(link)
            parts.append(label(broker_said(desk.teller, broker), wrap=True))
        if not found.brokers:
            parts.append(label(words.text("network.cli.no_broker"), "hint", wrap=True))
        self.detail.fill(parts)

    def sentence(self, one: Leaning) -> str:
        """A conflicted reliance with what is missing."""
        key, facts = said(self._desk.snapshot, one)
        stem = "finding.reliance" if one.missing else "network.leaning"
        told = self._desk.teller.facts(facts | {"lacking": one.missing})
        text = self._desk.words.text(f"{stem}.{key}", **told)
        return text + (" " + self._desk.words.text("network.proposed") if one.proposed else "")

    def _acts(self, one: Leaning) -> QWidget:
        words, project = self._desk.words, self._desk.project
        show = button(words.text("network.gui.show"))
        show.clicked.connect(lambda: self.drawing.mark((*one.way, *one.tie_ids)))
        write = button(words.text("network.gui.write"), "primary" if one.missing else "")
        write.setEnabled(project is not None and not project.read_only)
        write.clicked.connect(
            lambda: self.dealt_with.emit(one.action_id, one.actor_id, one.reliance_id)
        )
        return row(write, show)

    def show_actor(self, id: str) -> None:
        """Show one actor: its ties of the day, who depends on whom, and the way back."""
        desk, words, found = self._desk, self._desk.words, self._found
        if found is None:
            return
        self.drawing.choose(id)
        back = button(words.text("network.gui.back"))
        back.clicked.connect(self._overview)
        parts: list[QWidget] = [row(back), label(desk.name(id), "section", wrap=True)]
        for broker in found.brokers:
            if broker.actor_id == id:
                parts.append(label(broker_said(desk.teller, broker), wrap=True))
        ties = [t for t in found.network.ties if id in (t.from_id, t.to_id)]
        for tie in ties:
            parts.append(label(self._edge(tie).hint, wrap=True))
        parts.append(label(words.text("gui.findings.rests_on"), "section", wrap=True))
        parts.append(Links(desk, (id, *(t.id for t in ties))))
        self.detail.fill(parts)

    # -- what it hears -----------------------------------------------------------------------

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Actor, Tie, Reliance):
            self.refresh()

    def _forget(self) -> None:
        self._days, self._found = (), None
        self.drawing.show_network((), ())
        self.detail.fill([])
        self.day.setText("")
