"""The desk at which a response sheet is drafted: the mission, and one scenario in it."""

from collections.abc import Mapping
from functools import cached_property

from pocplanner.analysis.results import Assessment, Gap
from pocplanner.analysis.scenario_setting import Setting, setting, units_for, values
from pocplanner.analysis.scenario_templates import Template, Told, say, templates
from pocplanner.analysis.scenarios import retold
from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.model.exercise import Scenario
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.report.draft.desk import Desk


class ScenarioDesk(Desk):
    """Says a scenario's texts in the document's language where nobody has rewritten them."""

    def __init__(
        self, snapshot: Snapshot, assessment: Assessment, scenario: Scenario, language: str
    ) -> None:
        super().__init__(snapshot, assessment, language)
        #: Said in the document's language wherever nobody has rewritten it.
        self.scenario = retold(snapshot, scenario, language)
        self.place_id = scenario.place_id

    @property
    def template(self) -> Template | None:
        """The template it was placed from; nothing for a scenario written from scratch."""
        return templates().get(self.scenario.template)

    @cached_property
    def setting(self) -> Setting | None:
        """The place as the records tell it now; nothing where it may not be seen here."""
        if self.template is None or self.snapshot.get(self.place_id) is None:
            return None
        return setting(self.snapshot, self.template, self.place_id)

    @cached_property
    def filled(self) -> Mapping[str, str]:
        if self.template is None or self.setting is None:
            return {}
        return values(self.snapshot, self.template, self.setting, self.words)

    @property
    def place(self) -> str:
        return self.name(self.place_id)

    @property
    def community(self) -> Community | None:
        return self.snapshot.one(Community, self.place_id)

    @property
    def condition(self) -> str:
        """The light and season in which it is played."""
        key = f"condition.{self.scenario.light}_{self.scenario.season}"
        if self.has(key):
            return self.text(key)
        return self.phrase("in_season", self.scenario.season)

    @property
    def gap(self) -> Gap | None:
        """Warning and response here, in this light and season."""
        for gap in self.gaps_here:
            if (gap.light, gap.season) == (self.scenario.light, self.scenario.season):
                return gap
        return None

    @property
    def gaps_here(self) -> tuple[Gap, ...]:
        return tuple(g for g in self.assessment.gaps if g.place_id == self.place_id)

    @cached_property
    def coping(self) -> tuple[Coping, ...]:
        return self.coping_at(self.place_id)

    @cached_property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """What covers the place, the one that gave the warning first."""
        order = {id: i for i, id in enumerate(self.scenario.mechanism_ids)}
        found = self.mechanisms_at(self.place_id)
        return tuple(sorted(found, key=lambda m: order.get(m.id, len(order))))

    def say(self, told: Told) -> str:
        """A text of the catalogue in the document's language."""
        return say(told, self.language, self.filled)

    def units_near(self, kinds: tuple[str, ...], most: int) -> list[Unit]:
        return units_for(self.snapshot, self.place_id, kinds, most)
