"""What the mission holds at a glance, how old it is, and what to do next."""

from dataclasses import dataclass

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pocplanner.commands import mission as acting
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import Link, Scroll, button, card, label
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Coping, Mechanism, Timing
from pocplanner.model.exercise import Scenario
from pocplanner.model.mission import Issue, Source
from pocplanner.model.places import Area, Post, Settlement
from pocplanner.model.strategy import Section


@dataclass(frozen=True)
class Step:
    """One step of the first quarter of an hour: whether it is done, and where to do it."""

    name: str
    done: bool
    page: str
    tab: str = ""
    count: int = 0


def steps(desk: Desk) -> tuple[Step, ...]:
    """What to do, in its order, with what is done already."""
    snapshot = desk.snapshot
    mission = snapshot.mission
    threats = snapshot.all(Threat)
    waiting = sum(t.status == "proposed" for t in threats)
    found = desk.assessment
    if found is not None:
        known = {t.id for t in threats}
        waiting += sum(t.id not in known for t in found.proposed)
    asked = {c.place_id for c in snapshot.all(Coping)}
    silent = sum(c.id not in asked for c in snapshot.all(Community))
    timed = {t.place_id for t in snapshot.all(Timing)}
    at_risk = {t.place_id for t in threats if t.reviewed}
    ungraded = sum(s.grade == "F6" for s in snapshot.all(Source))
    return (
        Step("frame", bool(mission.mandate and mission.seasons), "mission", "mission"),
        Step("places", bool(snapshot.all(Area) and snapshot.all(Settlement)), "import"),
        Step("events", len(snapshot.events) > 0, "import"),
        Step("posts", bool(snapshot.all(Post)), "map", "Post"),
        Step("communities", bool(snapshot.all(Community)), "community", "Community"),
        Step("coping", bool(asked) and not silent, "community", "unasked", silent),
        Step("mechanisms", bool(snapshot.all(Mechanism)), "community", "Mechanism"),
        Step("grade", bool(snapshot.all(Source)) and not ungraded, "mission", "Source", ungraded),
        Step("review", bool(threats) and not waiting, "assessment", "threats", waiting),
        Step(
            "times",
            bool(timed) and at_risk <= timed,
            "time",
            "Timing",
            len(at_risk - timed),
        ),
        Step("draft", any(s.document == "strategy" for s in snapshot.all(Section)), "strategy"),
        Step("scenario", bool(snapshot.all(Scenario)), "scenario"),
        Step("export", bool(snapshot.all(Issue)), "report"),
    )


class Overview(Scroll):
    """Counts as cards, the age of the data, and the steps with a button each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((4, 10, 10, 10))
        self._desk = desk
        self._stale = False
        for signal in (desk.opened, desk.edited, desk.assessed):
            signal.connect(lambda *_: self._soon())
        desk.closed.connect(lambda: self.fill([]))
        self.refresh()

    def _soon(self) -> None:
        """Show it now, or when somebody looks: an edit elsewhere must not wait for it."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was edited meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Show what the mission holds now."""
        desk = self._desk
        if desk.project is None:
            return
        words = desk.words
        parts: list[QWidget] = [label(desk.snapshot.mission.name, "section", wrap=True)]
        parts.append(self._age())
        parts.append(self._cards())
        parts.append(label(words.text("gui.overview.next"), "section"))
        parts.append(label(words.text("gui.overview.next_hint"), "hint", wrap=True))
        parts += [self._step(number, step) for number, step in enumerate(steps(desk), 1)]
        self.fill(parts)

    def _age(self) -> QWidget:
        words, found = self._desk.words, self._desk.assessment
        if found is None:
            return label(words.text("gui.overview.reading"), "hint", wrap=True)
        if found.data_until is None:
            return label(words.text("gui.overview.no_data"), "hint", wrap=True)
        text = words.text("gui.overview.as_of", as_of=found.as_of, until=found.data_until)
        if found.outdated:
            text += " " + words.text("gui.overview.outdated")
        return label(text, "warning" if found.outdated else "hint", wrap=True)

    def _cards(self) -> QWidget:
        words = self._desk.words
        found = acting.describe(self._desk.project) if self._desk.project else None
        if found is None:
            return QWidget()
        shown = [
            ("Community", "community"),
            ("Coping", "community"),
            ("Mechanism", "community"),
            ("Threat", "assessment"),
            ("Actor", "assessment"),
            ("Post", "map"),
            ("Source", "mission"),
        ]
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setSpacing(10)
        cards = [(found.events, words.kind("Events", many=True), "events", "events")]
        cards += [
            (found.counts.get(name, 0), words.kind(name, many=True), page, name)
            for name, page in shown
        ]
        for at, (count, name, page, tab) in enumerate(cards):
            open_it = Link(name, words.text("gui.overview.open"))
            open_it.clicked.connect(
                lambda _=False, p=page, t=tab: self._desk.page_wanted.emit(p, t)
            )
            number = label(f"{count:,}".replace(",", "\u202f"), "number")
            holder_row = QWidget()
            line = QHBoxLayout(holder_row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(number)
            line.addWidget(open_it, 1)
            made = card(holder_row, margins=(12, 4, 8, 4))
            grid.addWidget(made, at // 4, at % 4)
        for at in range(4):
            grid.setColumnStretch(at, 1)
        return holder

    def _step(self, number: int, step: Step) -> QWidget:
        words = self._desk.words
        sign = label("✓" if step.done else str(number), "done" if step.done else "todo")
        sign.setFixedWidth(26)
        said = "done" if step.done else "todo"
        sign.setAccessibleName(words.text(f"gui.overview.{said}"))
        title = words.text(f"gui.step.{step.name}.title")
        if step.count and not step.done:
            title = f"{title} ({step.count})"
        text = label(title, "hint" if step.done else "step", wrap=True)
        text.setToolTip(words.text(f"gui.step.{step.name}.hint"))
        hint = label("" if step.done else words.text(f"gui.step.{step.name}.hint"), "hint", True)
        go = button(words.text(f"gui.step.{step.name}.go"))
        go.setMinimumWidth(150)
        go.setMaximumWidth(210)
        go.setAccessibleDescription(title)
        go.clicked.connect(lambda _=False: self._desk.page_wanted.emit(step.page, step.tab))
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(2, 1, 2, 1)
        line.setSpacing(10)
        line.addWidget(sign)
        line.addWidget(text, 4)
        line.addWidget(hint, 6)
        line.addWidget(go)
        return holder
