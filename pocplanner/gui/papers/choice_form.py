"""Asks what is wanted on paper: which document, in which language and size, and for whom."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from pocplanner.commands import strategy
from pocplanner.gui.papers.audience_list import SAFEST, AudienceList
from pocplanner.gui.papers.paper_making import Choice, HeldBack
from pocplanner.gui.plain import Scroll, label
from pocplanner.model.exercise import Scenario
from pocplanner.model.guard import Audience
from pocplanner.words import LANGUAGES, Words

_SIZES = ("a4", "letter")


class ChoiceForm(Scroll):
    """`changed` tells that something else is wanted."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__((2, 6, 10, 6))
        text = words.text
        self.document, self.scenario = QComboBox(), QComboBox()
        self.language, self.paper_size = QComboBox(), QComboBox()
        for name in strategy.DOCUMENTS:
            self.document.addItem(text(f"gui.report.document.{name}"), name)
        for code in LANGUAGES:
            self.language.addItem(text(f"gui.language.{code}"), code)
        for size in _SIZES:
            self.paper_size.addItem(text(f"gui.report.size.{size}"), size)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key, box in (
            ("what", self.document),
            ("scenario", self.scenario),
            ("language", self.language),
            ("sheet", self.paper_size),
        ):
            name = text(f"gui.report.{key}")
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.currentIndexChanged.connect(lambda _: self._on_choice())
            self._form.addRow(label(name), box)
        boxes = QWidget()
        boxes.setLayout(self._form)
        self.audiences = AudienceList(words)
        self.audiences.changed.connect(lambda _: self.changed.emit())
        self.fill(
            [
                boxes,
                label(text("gui.report.for_whom"), "section"),
                label(text("gui.report.preselected"), "hint", wrap=True),
                self.audiences,
            ]
        )
        self.setMinimumWidth(300)
        self._show_scenario()

    @property
    def choice(self) -> Choice:
        """What is wanted on paper."""
        document = str(self.document.currentData())
        return Choice(
            document=document,
            audience=self.audiences.audience,
            language=str(self.language.currentData()),
            page=self.paper_size.currentData(),
            scenario_id=str(self.scenario.currentData() or "") if document == "scenario" else "",
        )

    @property
    def lacks_scenario(self) -> bool:
        """Whether a scenario is wanted and there is none."""
        return self.choice.document == "scenario" and not self.choice.scenario_id

    def choose(self, document: str, scenario_id: str = "") -> None:
        """Choose a document, and which scenario."""
        self.document.setCurrentIndex(max(self.document.findData(document), 0))
        if scenario_id:
            self.scenario.setCurrentIndex(max(self.scenario.findData(scenario_id), 0))

    def begin(self, language: str) -> None:
        """What is chosen until a person chooses."""
        self.language.setCurrentIndex(max(self.language.findData(language), 0))
        self.audiences.choose(SAFEST)

    def list_scenarios(self, found: Sequence[Scenario]) -> None:
        """The scenarios that can be chosen; the chosen one stays so where it still stands."""
        kept = self.scenario.currentData()
        self.scenario.blockSignals(True)
        self.scenario.clear()
        for scenario in found:
            self.scenario.addItem(scenario.title, scenario.id)
        self.scenario.setCurrentIndex(max(self.scenario.findData(kept), 0) if found else -1)
        self.scenario.blockSignals(False)

    def tell(self, held: Mapping[Audience, HeldBack]) -> None:
        """Say beside each audience what it does not get."""
        self.audiences.tell(held, self.choice)

    def _on_choice(self) -> None:
        self._show_scenario()
        self.changed.emit()

    def _show_scenario(self) -> None:
        self._form.setRowVisible(self.scenario, self.document.currentData() == "scenario")
