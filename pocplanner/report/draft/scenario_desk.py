"""The desk at which a response sheet is drafted: the mission, and one scenario in it."""

from collections.abc import Mapping
from functools import cached_property

from pocplanner.analysis.assess import Assessment, Gap
from pocplanner.analysis.scenario_setting import Setting, setting, units_for, values
from pocplanner.analysis.scenario_templates import Template, Told, say, templates, untouched
from pocplanner.analysis.scenarios import expected, owner
from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.model.exercise import ExpectedAction, Scenario
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.report.draft.desk import Desk


class ScenarioDesk(Desk):
    """Says a scenario's texts in the document's language where nobody has rewritten them."""

    def __init__(
        self, snapshot: Snapshot, assessment: Assessment, scenario: Scenario, language: str
    ) -> None:
        super().__init__(snapshot, assessment, language)
        self.scenario = scenario
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

    # Texts: the catalogue's in the document's language, a person's as it was written

    def say(self, told: Told) -> str:
        return say(told, self.language, self.filled)

    def again(self, told: Told | None, text: str) -> str:
        """A text of the record; said anew where it is the catalogue's own."""
        if told is not None and self.filled and text and untouched(told, text):
            return self.say(told)
        return text

    @property
    def title(self) -> str:
        return self.again(self.template.title if self.template else None, self.scenario.title)

    def all_again(self, told: tuple[Told, ...], texts: tuple[str, ...]) -> list[str]:
        """Several texts of the record, each matched with the catalogue's of its place."""
        return [
            self.again(told[i] if i < len(told) else None, text) for i, text in enumerate(texts)
        ]

    @cached_property
    def expected(self) -> tuple[ExpectedAction, ...]:
        """The expected actions, in the document's language where nobody has rewritten them."""
        found = self.scenario.expected
        template, place = self.template, self.setting
        if template is None or place is None:
            return found
        again = []
        for i, action in enumerate(found):
            step = template.expected[i] if i < len(template.expected) else None
            if step is None or not untouched(step.text, action.text):
                again.append(action)
                continue
            fresh = expected(self.snapshot, step, place, dict(self.filled), self.words)
            again.append(action.model_copy(update={"text": fresh.text, "owner": fresh.owner}))
        return tuple(again)

    def units_near(self, kinds: tuple[str, ...], most: int) -> list[Unit]:
        return units_for(self.snapshot, self.place_id, kinds, most)

    def role(self, code: str) -> str:
        return owner(code, dict(self.filled), self.words)
