"""Places a scenario: a situation, a place, and what the mission's own records make of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pocplanner.analysis.scenario_templates import Template, say, templates
from pocplanner.commands import exercise
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.place_search import PlaceSearch
from pocplanner.gui.plain import Scroll, label
from pocplanner.model.exercise import Inject, Scenario
from pocplanner.words import Problem

#: What stands in a template's text until a place is chosen.
_GAPS = (
    "place", "actor", "group", "mechanism", "post", "unit", "other", "market", "route", "partner",
    "closing",
)  # fmt: skip


class TemplateDialog(QDialog):
    """Shows beside the choice how the trigger reads here and what was found for it."""

    def __init__(self, parent: QWidget | None, desk: Desk, place_id: str = "") -> None:
        super().__init__(parent)
        self._desk = desk
        words = desk.words
        self.made: tuple[Scenario, tuple[Inject, ...]] | None = None
        self.setWindowTitle(words.text("gui.scenario.new"))
        self.resize(980, 560)
        self.templates = QListWidget()
        self.templates.setAccessibleName(words.text("gui.scenario.situation"))
        self.templates.setWordWrap(True)
        for code in templates():
            item = QListWidgetItem(words.term("scenario_template", code), self.templates)
            item.setData(Qt.ItemDataRole.UserRole, code)
        self.places = PlaceSearch(desk)
        self.preview = Scroll((10, 0, 6, 6))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(_titled(words.text("gui.scenario.situation"), self.templates))
        split.addWidget(_titled(words.text("gui.scenario.place"), self.places))
        split.addWidget(_titled(words.text("gui.scenario.here"), self.preview))
        split.setSizes([215, 320, 420])
        split.setChildrenCollapsible(False)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(words.text("gui.scenario.place_it"))
        self.ok.setObjectName("primary")
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(words.text("gui.cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(split, 1)
        layout.addWidget(self.buttons)
        self.templates.currentRowChanged.connect(lambda _: self._show())
        self.places.chosen.connect(lambda _: self._show())
        self.templates.setCurrentRow(0)
        if place_id:
            self.places.choose(place_id)
        self.places.box.setFocus()

    @property
    def template(self) -> str:
        """The code of the chosen situation."""
        item = self.templates.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _show(self) -> None:
        """Fill the chosen situation from the mission's records at the chosen place."""
        self.made = None
        desk, place = self._desk, self.places.place_id
        parts: list[QWidget] = []
        if self.template and place and desk.project is not None:
            try:
                language = desk.words.language
                self.made = exercise.make_scenario(desk.snapshot, self.template, place, language)
            except Problem as problem:
                parts = [label(desk.words.problem(problem), "warning", wrap=True)]
        if self.made is not None:
            parts = self._filled(*self.made)
        elif self.template and not parts:
            parts = self._unfilled(templates()[self.template])
        self.preview.fill(parts)
        self.ok.setEnabled(self.made is not None)

    def _unfilled(self, template: Template) -> list[QWidget]:
        words = self._desk.words
        gaps = {g: words.text(f"gui.scenario.gap.{g}") for g in _GAPS}
        # Where a name would stand in quotation marks, a gap does not.
        gaps |= {"the_mechanism": gaps["mechanism"], "the_unit": gaps["unit"]}
        signs = [say(i, words.language, gaps) for i in template.indicators]
        return [
            label(words.text("gui.scenario.choose_place"), "warning", wrap=True),
            label(words.label(Scenario, "trigger"), "section"),
            label(say(template.trigger, words.language, gaps), wrap=True),
            label(words.text("gui.scenario.signs"), "section"),
            label(_lines(signs), wrap=True),
        ]

    def _filled(self, scenario: Scenario, injects: Sequence[Inject]) -> list[QWidget]:
        words = self._desk.words

        def names(ids: Sequence[str]) -> str:
            return _lines([self._desk.name(i) for i in ids]) or words.text("gui.scenario.none_here")

        parts: list[QWidget] = [
            label(scenario.title, "section", wrap=True),
            label(scenario.trigger, wrap=True),
        ]
        for field in ("actor_ids", "unit_ids", "mechanism_ids", "threat_ids"):
            parts.append(label(words.label(Scenario, field), "hint"))
            parts.append(label(names(getattr(scenario, field)), wrap=True))
        parts.append(
            label(
                words.text(
                    "gui.scenario.counts",
                    expected=len(scenario.expected),
                    decisions=len(scenario.decisions),
                    injects=len(injects),
                ),
                "hint",
                wrap=True,
            )
        )
        return parts


def _titled(title: str, inner: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 6, 0)
    layout.addWidget(label(title, "section"))
    layout.addWidget(inner, 1)
    return holder


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(f"• {text}" for text in texts)
