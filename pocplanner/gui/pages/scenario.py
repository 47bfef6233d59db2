"""The scenario page: place a situation from a template, see the drafted response."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QSizePolicy

from pocplanner.commands import exercise
from pocplanner.gui.desk import Desk
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.papers.sections_pane import SectionsPane
from pocplanner.gui.plain import button, label, row
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.gui.template_dialog import TemplateDialog
from pocplanner.model.edit import Edit
from pocplanner.model.exercise import Inject, Scenario, Taken
from pocplanner.model.strategy import Section
from pocplanner.project import Project


class ScenarioPage(TabPage):
    """One scenario is chosen at the top; what is behind the tabs belongs to it."""

    name = "scenario"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        text = self.words.text
        self.scenarios = QComboBox()
        self.scenarios.setAccessibleName(self.words.kind(Scenario))
        self.scenarios.setMinimumWidth(160)
        self.scenarios.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.scenarios.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.new_button = button(text("gui.scenario.new"), "primary")
        self.new_button.clicked.connect(lambda: self.ask_new())
        self.export_button = button(text("gui.scenario.export"))
        self.export_button.clicked.connect(self.export)
        self.map_button = button(text("gui.records.on_map"))
        self.map_button.clicked.connect(self._show_on_map)
        bar = row(self.new_button, self.export_button, self.map_button)
        layout = bar.layout()
        if layout is not None:
            layout.takeAt(layout.count() - 1)
        self.about = label("", "hint", wrap=True)
        self.body.insertWidget(1, self._beside(bar))
        self.body.insertWidget(2, self.about)
        self.add_tab("sheet", self._sheet, text("gui.scenario.tab.sheet"))
        self._add_panes()
        self.scenarios.currentIndexChanged.connect(lambda _: self._on_choice())
        desk.opened.connect(self.refresh)
        desk.closed.connect(self.refresh)
        desk.edited.connect(self._on_edit)
        self.refresh()

    def _beside(self, bar: Any) -> Any:
        holder = row(self.scenarios)
        layout = holder.layout()
        if layout is not None:
            layout.takeAt(layout.count() - 1)
            layout.addWidget(bar)
        return holder

    @property
    def sheet(self) -> SectionsPane:
        """The drafted response."""
        return self.part("sheet", SectionsPane)

    def _sheet(self) -> SectionsPane:
        made = SectionsPane(self.desk, ("scenario",))
        made.show_scenario(self.scenario_id)
        return made

    def _add_panes(self) -> None:
        desk, text = self.desk, self.words.text
        self.add_records(Scenario, self._scenarios)
        self.add_records(
            Inject,
            partial(
                self._of_scenario,
                desk,
                Inject,
                ("number", "game_minute", "kind", "sender", "addressee", "text"),
                empty=text("gui.scenario.no_injects"),
                defaults=self._new_inject,
                rows=self._own,
            ),
        )
        self.add_records(
            Taken,
            partial(
                self._of_scenario,
                desk,
                Taken,
                ("game_minute", "level", "decided_by", "choice", "authority", "community_asked"),
                empty=text("gui.scenario.no_taken"),
                defaults=lambda: {"scenario_id": self.scenario_id},
                rows=self._own,
            ),
        )

    def _scenarios(self) -> RecordsPane:
        made = RecordsPane(
            self.desk,
            Scenario,
            ("title", "template", "place_id", "light", "season"),
            empty=self.words.text("gui.scenario.none"),
            addable=False,
            remove=self._drop,
        )
        made.shown.connect(self.choose)
        return made

    def _of_scenario(self, *given: Any, **how: Any) -> RecordsPane:
        """What is noted of a scenario needs one."""
        made = RecordsPane(*given, **how)
        made.add_button.setEnabled(self.scenario is not None)
        return made

    # -- which scenario --------------------------------------------------------------------

    @property
    def scenario_id(self) -> str:
        """The id of the chosen scenario; empty for none."""
        return str(self.scenarios.currentData() or "")

    @property
    def scenario(self) -> Scenario | None:
        """The chosen scenario."""
        project = self.desk.project
        return project.get(Scenario, self.scenario_id) if project is not None else None

    def choose(self, id: str) -> bool:
        """Choose a scenario; False where there is none of this id."""
        at = self.scenarios.findData(id)
        if at >= 0:
            self.scenarios.setCurrentIndex(at)
        return at >= 0

    def refresh(self) -> None:
        """Show what the mission holds."""
        project, kept = self.desk.project, self.scenario_id
        found = project.all(Scenario) if project is not None else ()
        self.scenarios.blockSignals(True)
        self.scenarios.clear()
        for scenario in found:
            self.scenarios.addItem(scenario.title, scenario.id)
        self.scenarios.setCurrentIndex(max(self.scenarios.findData(kept), 0) if found else -1)
        self.scenarios.blockSignals(False)
        self._on_choice()

    def _on_choice(self) -> None:
        scenario, words = self.scenario, self.words
        for widget in (self.scenarios, self.export_button, self.map_button):
            widget.setEnabled(scenario is not None)
        project = self.desk.project
        self.new_button.setEnabled(project is not None and not project.read_only)
        if scenario is None:
            self.about.setText(words.text("gui.scenario.none"))
        else:
            said = [
                words.term("scenario_template", scenario.template),
                self.desk.name(scenario.place_id),
                words.term("light", scenario.light),
                words.term("season_kind", scenario.season),
            ]
            self.about.setText("  ·  ".join(s for s in said if s))
        if self.has_made("sheet") and self.sheet.scenario_id != self.scenario_id:
            self.sheet.show_scenario(self.scenario_id)
        for name in filter(self.has_made, ("Inject", "Taken")):
            pane = self.panes[name]
            pane.add_button.setEnabled(scenario is not None)
            pane.refresh()

    def _own(self, found: Sequence[Any]) -> Sequence[Any]:
        """What belongs to the chosen scenario, in the order of the game."""
        mine = [r for r in found if r.scenario_id == self.scenario_id]
        return sorted(mine, key=lambda r: (getattr(r, "number", 0), r.game_minute or 0))

    def _new_inject(self) -> dict[str, Any]:
        project = self.desk.project
        mine = self._own(project.all(Inject)) if project is not None else ()
        number = max((i.number for i in mine), default=0) + 1
        minute = max((i.game_minute for i in mine), default=0)
        return {"scenario_id": self.scenario_id, "number": number, "game_minute": minute}

    def show_record(self, id: str) -> bool:
        project = self.desk.project
        record = project.find(id) if project is not None else None
        if isinstance(record, Scenario):
            self.choose(id)
        elif isinstance(record, (Inject, Taken)):
            self.choose(record.scenario_id)
        elif isinstance(record, Section) and self.choose(record.scenario_id):
            self.show_tab("sheet")
            return True
        return super().show_record(id)

    # -- acts ------------------------------------------------------------------------------

    def ask_new(self, place_id: str = "") -> None:
        """Ask for a situation and a place, and place it there."""
        asked = TemplateDialog(self, self.desk, place_id)
        if asked.exec() and asked.made is not None:
            self.place(*asked.made)

    def place(self, scenario: Scenario, injects: tuple[Inject, ...]) -> None:
        """Keep a scenario with its injects as one act, show it and draft its sheet."""
        before = self.desk.project
        self.desk.act(exercise.keep, scenario, injects)
        if before is not None and before.get(Scenario, scenario.id) is not None:
            self.choose(scenario.id)
            self.show_tab("sheet")
            self.sheet.draft()

    def export(self) -> None:
        """Turn to the report page with this scenario chosen."""
        if self.scenario_id:
            self.desk.page_wanted.emit("report", f"scenario:{self.scenario_id}")

    def _show_on_map(self) -> None:
        scenario = self.scenario
        if scenario is not None:
            self.desk.map_wanted.emit(scenario.place_id)

    def _drop(self, ids: Sequence[str]) -> None:
        """Take scenarios out with their injects, the decisions taken and their sheets."""

        def drop(project: Project) -> None:
            for id in ids:
                exercise.drop(project, id)

        self.desk.act(drop)

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Scenario):
            self.refresh()
