"""One threat: its rating and why, what it rests on, what could not be judged, the decision."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pocplanner.commands import assessment as assessing
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.flow import FlowLine
from pocplanner.gui.links import Links
from pocplanner.gui.plain import Scroll, button, label, pairs
from pocplanner.gui.threats.deciding import ReasonDialog, ThreatDialog, ValueDialog
from pocplanner.model.assessment import Threat

#: Fields of a threat that say how the community rates it.
_COMMUNITY = ("community_rating", "community_rated_by", "community_rated_on")


class ThreatCard(QWidget):
    """Everything about a threat, and the buttons with which a person decides on it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.threat_id = ""
        words = desk.words
        self.title = label("", "section", wrap=True)
        self.parts = Scroll((2, 4, 8, 4))
        self.accept_button = button(words.text("gui.threat.accept"), "primary")
        self.change_button = button(words.text("gui.threat.change"))
        self.refuse_button = button(words.text("gui.threat.refuse"))
        self.override_button = button(words.text("gui.threat.override"))
        self.community_button = button(words.text("gui.threat.community"))
        self.map_button = button(words.text("gui.records.on_map"))
        self.accept_button.clicked.connect(self.accept)
        self.change_button.clicked.connect(lambda: self.change())
        self.refuse_button.clicked.connect(self.refuse)
        self.override_button.clicked.connect(self.override)
        self.community_button.clicked.connect(lambda: self.change(_COMMUNITY))
        self.map_button.clicked.connect(lambda: desk.map_wanted.emit(self.threat_id))
        self._buttons = (
            self.accept_button,
            self.change_button,
            self.refuse_button,
            self.override_button,
            self.community_button,
            self.map_button,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.parts, 1)
        layout.addWidget(FlowLine(*self._buttons, gap=6))
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.threat_id = ""
        self.title.setText("")
        self.parts.fill([label(self._desk.words.text("gui.threat.choose"), "hint", wrap=True)])
        for made in self._buttons:
            made.setEnabled(False)

    def show_threat(self, id: str) -> None:
        """Show a threat, stored or only proposed."""
        desk = self._desk
        threat = desk.shown.get(id) if desk.project is not None else None
        if not isinstance(threat, Threat):
            self.clear()
            return
        self.threat_id = id
        self.title.setText(desk.teller.threat(threat))
        found = desk.assessment
        rated = next((r for r in found.rated if r.threat_id == id), None) if found else None
        self.parts.fill(self._parts(threat, rated))
        writable = desk.project is not None and not desk.project.read_only
        for made in self._buttons:
            made.setEnabled(writable)
        self.accept_button.setEnabled(writable and threat.status == "proposed")
        self.refuse_button.setEnabled(writable and threat.status != "refused")

    # -- what it tells -------------------------------------------------------------------

    def _parts(self, threat: Threat, rated: Any) -> list[QWidget]:
        words = self._desk.words
        parts: list[QWidget] = [self._badges(threat, rated)]
        if threat.status != "proposed":
            text = words.text(
                "gui.threat.decided",
                status=words.term("threat_status", threat.status),
                who=threat.decided_by,
                at=f"{threat.decided_at:%Y-%m-%d}" if threat.decided_at else "",
            )
            parts.append(label(f"{text} {threat.reason}".strip(), "hint", wrap=True))
        if threat.pattern:
            parts.append(label(threat.pattern, wrap=True))
        if rated is None:
            parts.append(label(words.text("gui.threat.not_rated"), "hint", wrap=True))
            return parts
        parts.append(label(words.text("gui.threat.numbers"), "section"))
        parts.append(self._numbers(rated))
        parts.append(label(words.text("gui.threat.why"), "section"))
        parts += [self._line(text) for text in self._desk.teller.texts(rated.reasons)]
        parts.append(label(words.text("gui.threat.steps"), "section"))
        parts.append(self._steps(rated))
        unknown = [s for s in rated.steps if s.value is None]
        if unknown:
            names = ", ".join(words.text(f"analysis.step.{s.name}") for s in unknown)
            parts.append(label(words.text("gui.threat.unknown", names=names), "caution", wrap=True))
        parts.append(label(words.text("gui.threat.rests_on"), "section"))
        parts.append(self._line(self._grade(rated)))
        parts.append(Links(self._desk, (rated.place_id, *rated.refs), rated.refs_total))
        offered = self._desk.assessment.suggestions(rated.threat_id)
        if offered:
            parts.append(label(words.text("gui.threat.offered"), "section"))
            for one in offered[:5]:
                name = one.name.get(words.language) or one.name.get("en") or one.code
                why = one.why.get(words.language) or one.why.get("en") or ""
                parts.append(self._line(f"{name}: {why}" if why else name))
        return parts

    def _line(self, text: str) -> QLabel:
        return label(text, wrap=True)

    def _badges(self, threat: Threat, rated: Any) -> QWidget:
        words = self._desk.words
        band = rated.band if rated is not None else ""
        colour, letter, ink = theme.BANDS.get(band, theme.BANDS[""])
        said = words.term("band", band) if band else words.text("gui.map.unrated")
        made = label(f" {letter} · {said} ", "badge")
        made.setStyleSheet(f"background: {colour}; color: {ink};")
        parts = [made]
        if rated is not None and rated.priority:
            parts.append(label(words.term("priority", rated.priority), "badge"))
        parts.append(label(words.term("threat_status", threat.status), "badge"))
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            line.addWidget(part)
        line.addStretch(1)
        return holder

    def _numbers(self, rated: Any) -> QWidget:
        words = self._desk.words
        unknown = words.text("gui.form.unknown")

        def value(number: object) -> str:
            return unknown if number is None else str(number)

        likelihood = value(rated.likelihood)
        if rated.overridden:
            likelihood += f" ({words.text('gui.threat.overridden', value=value(rated.suggested))})"
        gap = rated.gap.gap if rated.gap is not None else None
        late = unknown
        if gap is not None:
            late = words.text(
                "gui.threat.gap",
                min=f"{gap.min:+.0f}",
                likely=f"{gap.likely:+.0f}",
                max=f"{gap.max:+.0f}",
            )
            light = words.term("light", rated.gap.light)
            late += f", {light}, {words.term('season_kind', rated.gap.season)}"
            if rated.gap.computed:
                basis = words.text(f"travel.basis.{rated.gap.basis}")
                late += f" · {words.text('gui.time.computed_mark', basis=basis)}"
        rows = [
            ("likelihood", likelihood),
            ("impact", value(rated.impact)),
            ("community_rating", value(rated.community_rating)),
            ("community_gap", value(rated.community_gap)),
            ("late", late),
            (
                "events_row",
                words.text(
                    "gui.threat.events", events=rated.events.events, deaths=rated.events.deaths
                ),
            ),
            ("trend", words.term("trend", rated.trend.verdict)),
        ]
        if rated.previous is not None:
            rows.append(
                ("previous", f"{rated.previous.as_of} · {words.term('band', rated.previous.band)}")
            )
        if rated.baseline is not None:
            rows.append(
                ("baseline", f"{rated.baseline.as_of} · {words.term('band', rated.baseline.band)}")
            )
        return pairs([(words.text(f"gui.threat.{name}"), text) for name, text in rows])

    def _steps(self, rated: Any) -> QWidget:
        words, teller = self._desk.words, self._desk.teller
        rows = []
        for step in rated.steps:
            name = words.text(f"analysis.step.{step.name}")
            told = "–" if step.value is None else f"{step.value} / 5"
            told += f" · {words.text(f'gui.threat.source.{step.source}')}"
            reasons = " ".join(teller.texts(step.reasons))
            rows.append((name, f"{told}. {reasons}" if reasons else told))
        return pairs(rows)

    def _grade(self, rated: Any) -> str:
        words = self._desk.words
        key = "gui.threat.reportedly" if rated.reportedly else "gui.threat.grade"
        return words.text(
            key, grade=rated.grade, confidence=words.term("confidence", rated.confidence)
        )

    # -- decisions -----------------------------------------------------------------------

    def _stored(self) -> bool:
        """Keep the proposals first where this threat is only proposed."""
        project = self._desk.project
        if project is None or not self.threat_id:
            return False
        if project.get(Threat, self.threat_id) is None and self._desk.assessment is not None:
            self._desk.act(assessing.keep, self._desk.assessment)
        return project.get(Threat, self.threat_id) is not None

    def accept(self) -> None:
        """Take the threat on as it stands."""
        if self._stored():
            self._desk.act(assessing.accept, [self.threat_id])

    def refuse(self) -> None:
        """Refuse the threat with a reason."""
        asked = ReasonDialog(self, self._desk.words, "gui.threat.refuse")
        if asked.exec() and self._stored():
            self._desk.act(assessing.refuse, [self.threat_id], asked.reason)

    def override(self) -> None:
        """Set a likelihood in place of the computed one."""
        asked = ValueDialog(self, self._desk.words, "gui.threat.override")
        if asked.exec() and self._stored():
            self._desk.act(assessing.override, self.threat_id, asked.value, asked.reason)

    def change(self, only: tuple[str, ...] = ()) -> None:
        """Change fields of the threat and so take it on."""
        desk = self._desk
        if not self._stored() or desk.project is None:
            return
        threat = desk.project.get(Threat, self.threat_id)
        if threat is None:
            return
        asked = ThreatDialog(self, desk.words, desk.choices, threat, only)
        if asked.exec() and asked.changed:
            desk.act(assessing.change, threat.id, asked.changed, asked.reason)
