"""The strategy page: the drafted documents, and the records that planners decide on."""

from pocplanner.gui.desk import Desk
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.papers.sections_pane import SectionsPane
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.model.record import Record
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
        for kind, fields in _KINDS:
            empty = self.words.text(f"gui.strategy.no_{kind.__name__.lower()}")
            self.add_records(kind, RecordsPane(desk, kind, fields, empty=empty))

    def show_record(self, id: str) -> bool:
        record = self.desk.shown.get(id) if self.desk.project is not None else None
        if isinstance(record, Section):
            self.show_tab("document")
            return True
        return super().show_record(id)
