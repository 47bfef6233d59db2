"""The assessment page: threats and their ratings, decisions on them, findings, actors."""

from functools import partial

from pocplanner.gui.desk import Desk
from pocplanner.gui.network.pane import NetworkPane
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.signs.sheet_pane import SheetPane
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.gui.threats.findings import Findings
from pocplanner.gui.threats.matrix import BandMatrix
from pocplanner.gui.threats.threats_pane import ThreatsPane
from pocplanner.model.actors import Actor, Driver, Tie
from pocplanner.model.assessment import Threat, WarningSign
from pocplanner.model.record import Record
from pocplanner.model.reliance import Reliance

_KINDS: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Actor, ("name", "kind", "network_roles", "across_border")),
    (Tie, ("from_id", "kind", "to_id", "since", "until", "confidence")),
    (Reliance, ("action_id", "actor_id", "owner", "until")),
    (Driver, ("kind", "place_id", "text", "level")),
    (WarningSign, ("on", "place_id", "sign", "state", "looked", "confidence")),
)


class AssessmentPage(TabPage):
    """The program proposes and computes; a person decides."""

    name = "assessment"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        self.add_tab("threats", lambda: ThreatsPane(desk))
        self.add_tab("findings", lambda: Findings(desk))
        self.add_tab("matrix", self._matrix)
        self.add_tab("network", self._network)
        self.add_tab("sheets", lambda: SheetPane(desk))
        for kind, fields in _KINDS:
            empty = self.words.text(f"gui.assessment.no_{kind.__name__.lower()}")
            self.add_records(kind, partial(RecordsPane, desk, kind, fields, empty=empty))

    @property
    def threats(self) -> ThreatsPane:
        """The threats, proposed and kept, with their ratings."""
        return self.part("threats", ThreatsPane)

    @property
    def findings(self) -> Findings:
        """What the assessment found."""
        return self.part("findings", Findings)

    @property
    def matrix(self) -> BandMatrix:
        """Likelihood against impact."""
        return self.part("matrix", BandMatrix)

    @property
    def network(self) -> NetworkPane:
        """Actors and what ties them."""
        return self.part("network", NetworkPane)

    @property
    def sheets(self) -> SheetPane:
        """The warning signs of each threat."""
        return self.part("sheets", SheetPane)

    def _matrix(self) -> BandMatrix:
        made = BandMatrix(self.desk)
        made.chosen.connect(self._filtered)
        return made

    def _network(self) -> NetworkPane:
        made = NetworkPane(self.desk)
        made.dealt_with.connect(self._deal_with)
        return made

    def _filtered(self, likelihood: int, impact: int) -> None:
        self.show_tab("threats")
        self.threats.show_cell(likelihood, impact)

    def _deal_with(self, action_id: str, actor_id: str, reliance_id: str) -> None:
        self.show_tab("Reliance")
        pane = self.panes["Reliance"]
        if not reliance_id or not pane.select(reliance_id):
            pane.begin({"action_id": action_id, "actor_id": actor_id})

    def show_record(self, id: str) -> bool:
        record = self.desk.shown.get(id) if self.desk.project is not None else None
        if isinstance(record, Threat):
            self.show_tab("threats")
            return self.threats.select(id)
        if record is not None and hasattr(record, "threat_id"):
            self.show_tab("threats")
            return self.threats.select(record.threat_id)
        return super().show_record(id)
