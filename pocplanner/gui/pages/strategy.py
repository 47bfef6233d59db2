"""The strategy page: the drafted documents, and the records that planners decide on."""

from pocplanner.gui.desk import Desk
from pocplanner.gui.grid.pane import GridPane
from pocplanner.gui.interference.note import ActionNote
from pocplanner.gui.interference.pane import InterferencePane
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.papers.sections_pane import SectionsPane
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.record import Record
from pocplanner.model.reliance import Difference
from pocplanner.model.strategy import (
    Action,
    Decision,
    Indicator,
    Message,
    Objective,
    Residual,
    Section,
    Tension,
)

_KINDS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Action, ("title", "place_id", "tier", "phase", "component", "owner", "due_on", "state")),
    (Objective, ("text", "change_in", "place_id", "due_on", "owner")),
    (Indicator, ("name", "unit", "baseline", "target", "component", "every_days")),
    (Decision, ("question", "of_whom", "by_when", "place_id")),
    (Difference, ("title", "place_id", "decided_by", "by_when", "outcome")),
    (Residual, ("threat_id", "accepted_by", "on", "until", "reason")),
    (Tension, ("kind", "applies", "text", "mitigation")),
    (Message, ("to", "text", "limits", "channel")),
)


class StrategyPage(TabPage):
    """Drafted from records; a draft until a person edits or accepts it."""

    name = "strategy"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        self.sections = SectionsPane(desk, ("strategy", "field-matrix"))
        self.add_tab("document", self.sections)
        self.interference = InterferencePane(desk)
        self.add_tab("interference", self.interference)
        self.grid = GridPane(desk)
        self.add_tab("grid", self.grid)
        for kind, fields in _KINDS:
            empty = self.words.text(f"gui.strategy.no_{kind.__name__.lower()}")
            self.add_records(kind, RecordsPane(desk, kind, fields, empty=empty))
        self.note = ActionNote(desk, self.interference)
        actions = self.panes["Action"]
        actions.card.add_note(self.note)
        actions.shown.connect(self.note.show_action)
        actions.card.kept.connect(self.note.show_action)
        actions.add_button.clicked.connect(lambda: self.note.show_action(""))
        self.note.wanted.connect(self._settle)

    def _settle(self, action_id: str) -> None:
        self.show_tab("interference")
        self.interference.select(action_id)

    def show_record(self, id: str) -> bool:
        record = self.desk.shown.get(id) if self.desk.project is not None else None
        if isinstance(record, Section):
            self.show_tab("document")
            return True
        if isinstance(record, InterferenceAnswer):
            self.show_tab("interference")
            return self.interference.select(f"{record.action_id}/{record.coping_id}")
        return super().show_record(id)
