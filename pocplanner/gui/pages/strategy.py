"""The strategy page: the drafted documents, and the records that planners decide on."""

from collections.abc import Callable
from functools import partial

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
        self.add_tab("document", lambda: SectionsPane(desk, ("strategy", "field-matrix")))
        self.add_tab("interference", lambda: InterferencePane(desk))
        self.add_tab("grid", lambda: GridPane(desk))
        for kind, fields in _KINDS:
            empty = self.words.text(f"gui.strategy.no_{kind.__name__.lower()}")
            make = partial(RecordsPane, desk, kind, fields, empty=empty)
            self.add_records(kind, partial(self._actions, make) if kind is Action else make)

    @property
    def sections(self) -> SectionsPane:
        """The drafted documents."""
        return self.part("document", SectionsPane)

    @property
    def interference(self) -> InterferencePane:
        """What actions ask of what people do."""
        return self.part("interference", InterferencePane)

    @property
    def grid(self) -> GridPane:
        """Who does what where, in the plan."""
        return self.part("grid", GridPane)

    @property
    def note(self) -> ActionNote:
        """What stands above the form of an action."""
        found = self.panes["Action"].card.findChild(ActionNote)
        assert isinstance(found, ActionNote)
        return found

    def _actions(self, make: Callable[[], RecordsPane]) -> RecordsPane:
        actions, note = make(), ActionNote(self.desk, lambda: self.interference)
        actions.card.add_note(note)
        actions.shown.connect(note.show_action)
        actions.card.kept.connect(note.show_action)
        actions.add_button.clicked.connect(lambda: note.show_action(""))
        note.wanted.connect(self._settle)
        return actions

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
