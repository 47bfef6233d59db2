"""Draft the response sheet of a scenario: ten sections, what people do before what we do."""

from collections.abc import Callable, Iterator

from pocplanner.analysis.results import Assessment
from pocplanner.model.exercise import Scenario
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Paragraph, Section
from pocplanner.report.draft import scenario_answer, scenario_people, scenario_place
from pocplanner.report.draft.fact import Drafted, Fact, ids
from pocplanner.report.draft.scenario_desk import ScenarioDesk
from pocplanner.report.draft.templates import outline, paragraph, render

DOCUMENT = "scenario"

_FACTS: dict[str, Callable[[ScenarioDesk], Iterator[Fact]]] = {
    "situation": scenario_place.situation,
    "indicators": scenario_place.indicators,
    "community": scenario_place.community,
    "time": scenario_answer.clock,
    "response": scenario_answer.response,
    "decisions": scenario_answer.decisions,
    "gender": scenario_people.gender,
    "harm": scenario_people.harm,
    "after": scenario_people.after,
    "open": scenario_people.open_questions,
}


def draft_scenario(
    snapshot: Snapshot, assessment: Assessment, scenario: Scenario, language: str
) -> tuple[Section, ...]:
    """The sections of a response sheet, every paragraph marked draft with what it rests on."""
    desk = ScenarioDesk(snapshot, assessment, scenario, language)
    return tuple(
        Section(
            id=f"section.{DOCUMENT}.{scenario.id}.{plan.key}"[:80],
            document=DOCUMENT,
            scenario_id=scenario.id,
            key=plan.key,
            number=plan.number,
            paragraphs=tuple(d.paragraph for d in drafted_scenario(desk, plan.key)),
        )
        for plan in outline(DOCUMENT)
    )


def drafted_scenario(desk: ScenarioDesk, section: str) -> Iterator[Drafted]:
    """The paragraphs of one section, with the subheading that each stands under."""
    groups = next(p.groups for p in outline(DOCUMENT) if p.key == section)
    found = sorted(
        _FACTS[section](desk),
        key=lambda f: groups.index(f.group) if f.group in groups else len(groups),
    )
    taken: set[str] = set()
    for fact in found:
        if fact.name not in taken:
            taken.add(fact.name)
            yield _written(desk, section, fact)


def _written(desk: ScenarioDesk, section: str, fact: Fact) -> Drafted:
    text, lead = paragraph(DOCUMENT, desk.language, section, fact.kind)
    name = f"{DOCUMENT}/{desk.language}/{section}: {fact.kind}"
    # Whatever a sheet says is said for this scenario at this place.
    return Drafted(
        Paragraph(
            key=fact.name,
            text=render(text, fact.values, name),
            language=desk.language,
            evidence=ids(fact.evidence, desk.scenario.id, desk.scenario.place_id),
            question=fact.question,
            generic=fact.generic,
        ),
        group=fact.group,
        lead=render(lead, fact.values, name) if lead else "",
    )
