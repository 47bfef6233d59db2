"""The response sheet: from this mission's records, in both languages, asking and not ruling."""

from datetime import date
from functools import cache

import pytest

from pocplanner.analysis.assess import assess
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.scenario_templates import templates
from pocplanner.analysis.scenarios import build
from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.model.exercise import Scenario
from pocplanner.model.mission import Mission
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Paragraph, Section
from pocplanner.progress import finish
from pocplanner.report.draft import draft
from pocplanner.report.draft.scenario import draft_scenario
from pocplanner.report.draft.templates import outline, section_texts

_PLACES = ("com-sameudreu", "com-teumira", "com-labourers-quarter-of-mazkirt")


@cache
def _assessed() -> Assessment:
    return finish(assess(sample_snapshot()))


def _sheet(code: str, place: str, language: str) -> tuple[Section, ...]:
    snapshot = sample_snapshot()
    scenario, injects = build(snapshot, code, place)
    with_it = Snapshot.of([*snapshot, scenario, *injects], snapshot.events)
    return draft_scenario(with_it, _assessed(), scenario, language)


def _paragraphs(sections: tuple[Section, ...], key: str = "") -> list[Paragraph]:
    return [p for s in sections for p in s.paragraphs if not key or s.key == key]


@pytest.mark.parametrize("code", templates())
@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_template_gives_a_whole_sheet_at_every_place(
    code: str, place: str, language: str
) -> None:
    sections = _sheet(code, place, language)
    assert [s.key for s in sections] == [p.key for p in outline("scenario")]
    name = sample_snapshot().name(place)
    for section in sections:
        assert section.paragraphs, section.key
        for paragraph in section.paragraphs:
            text = paragraph.text
            assert text.strip() and "{" not in text, text
            assert "None" not in text.replace("None is known", ""), text
            assert "scenario." not in text and "draft." not in text, text
            assert paragraph.evidence and paragraph.language == language
            assert paragraph.status == "draft"
    assert sum(name in p.text for p in _paragraphs(sections)) > 8


@pytest.mark.parametrize("code", templates())
def test_another_place_gives_another_sheet(code: str) -> None:
    told = [[p.text for p in _paragraphs(_sheet(code, place, "en"))] for place in _PLACES]
    for here, there in zip(told, (*told[1:], told[0]), strict=True):
        same = set(here) & set(there)
        assert len(same) < 0.35 * len(here), sorted(same)[:3]


def test_evidence_is_on_record() -> None:
    snapshot = sample_snapshot()
    for scenario in snapshot.all(Scenario):
        for paragraph in _paragraphs(draft_scenario(snapshot, _assessed(), scenario, "en")):
            for id in paragraph.evidence:
                event = id.startswith(("ser-register:", "ser-incidents:"))
                proposed = id in _assessed().threats
                assert event or proposed or snapshot.get(id) is not None, id


def test_what_people_do_comes_before_what_the_mission_does() -> None:
    keys = [s.key for s in _sheet("state_forces_abuse", "com-sameudreu", "en")]
    assert keys.index("community") < keys.index("response")


def test_every_coping_strategy_of_the_place_is_told_with_what_spoils_it() -> None:
    here = [c for c in sample_snapshot().all(Coping) if c.place_id == "com-sameudreu"]
    told = _paragraphs(_sheet("state_forces_abuse", "com-sameudreu", "en"), "community")
    assert here
    for coping in here:
        (found,) = (p for p in told if p.key == f"coping:{coping.id}")
        assert coping.id in found.evidence
        assert coping.title in found.text
        if coping.mission_effect == "undermines":
            assert "THE MISSION SPOILS IT" in found.text
    caution = _paragraphs(_sheet("state_forces_abuse", "com-sameudreu", "en"), "response")[0]
    assert "sleep on the hill" in caution.text


def test_help_that_comes_too_late_is_said_to_be_no_answer() -> None:
    told = _paragraphs(_sheet("crsv_on_route", "com-teumira", "en"), "time")
    assert any("sending a patrol is no answer here" in p.text for p in told)
    french = _paragraphs(_sheet("crsv_on_route", "com-teumira", "fr"), "time")
    assert any("n'est pas une réponse ici" in p.text for p in french)


def test_force_is_asked_about_and_never_ruled_on() -> None:
    for code in templates():
        told = _paragraphs(_sheet(code, "com-kaldrou", "en"), "decisions")
        asked = [p for p in told if p.key.startswith("decision:")]
        assert len(asked) >= 5
        assert all("?" in p.text and "Authority cited: ____" in p.text for p in asked)
        assert any("put, not answered" in p.text for p in told)


def test_both_gender_questions_are_there_even_where_nothing_is_known() -> None:
    for place in ("com-sameudreu", "com-voundai"):
        told = _paragraphs(_sheet("predatory_raid", place, "en"), "gender")
        assert len(told) == 2
    unknown = _paragraphs(_sheet("civilians_at_the_gate", "com-voundai", "en"), "gender")
    assert any(p.question for p in unknown)


def test_a_place_nobody_asked_says_not_yet_asked() -> None:
    asked = {c.place_id for c in sample_snapshot().all(Coping)}
    place = next(c for c in sample_snapshot().all(Community) if c.id not in asked)
    told = _paragraphs(_sheet("predatory_raid", place.id, "en"), "community")
    assert any(p.question and "has not been asked yet" in p.text for p in told)
    times = _paragraphs(_sheet("predatory_raid", place.id, "en"), "time")
    assert any(p.question and "No times are on record" in p.text for p in times)


def test_a_text_that_a_person_wrote_into_the_scenario_is_printed_as_written() -> None:
    snapshot = sample_snapshot()
    scenario = snapshot.all(Scenario)[0]
    own = scenario.model_copy(update={"trigger": "A child came alone to the gate of Dreumati."})
    kept = [own if r.id == own.id else r for r in snapshot]
    sections = draft_scenario(Snapshot.of(kept, snapshot.events), _assessed(), own, "fr")
    assert any(p.text == own.trigger for p in _paragraphs(sections, "situation"))


def test_nothing_of_a_record_that_is_held_back_is_said() -> None:
    snapshot = sample_snapshot()
    scenario = next(s for s in snapshot.all(Scenario) if s.place_id == "com-sameudreu")
    hidden = [
        r
        for r in snapshot
        if isinstance(r, (Coping, Mechanism)) and "com-sameudreu" in str(r.model_dump())
    ]
    kept = [r for r in snapshot if r not in hidden]
    sections = draft_scenario(Snapshot.of(kept, snapshot.events), _assessed(), scenario, "en")
    text = " ".join(p.text for p in _paragraphs(sections) if not p.question)
    for record in hidden:
        name = record.name if isinstance(record, Mechanism) else record.title
        assert name not in text


def test_a_scenario_in_a_bare_mission_is_all_open_questions_and_no_error() -> None:
    from datetime import date

    bare = Snapshot.of([Mission(name="M"), Community(id="here", name="Here")])
    scenario, _ = build(bare, "mass_expulsion", "here")
    whole = Snapshot.of([*bare, scenario])
    assessment = finish(assess(whole, date(2026, 10, 31)))
    for language in ("en", "fr"):
        sections = draft(whole, assessment, "scenario", language, scenario.id)
        assert sum(p.question for p in _paragraphs(sections)) >= 5


def test_the_same_input_gives_the_same_sheet() -> None:
    scenario = sample_snapshot().all(Scenario)[0]
    first, second = (
        draft_scenario(sample_snapshot(), _assessed(), scenario, "fr") for _ in range(2)
    )
    assert first == second


def test_titles_and_subheadings_are_there_in_both_languages() -> None:
    for plan in outline("scenario"):
        english, french = (section_texts("scenario", lang, plan.key) for lang in ("en", "fr"))
        assert english.title != french.title
        assert set(english.groups) == set(french.groups) == set(plan.groups)
        assert set(english.paragraphs) == set(french.paragraphs)


@pytest.mark.parametrize(
    ("language", "asked", "moves"),
    [
        ("en", "No unit and no base near Here is on record", "Does the nearest unit move"),
        ("fr", "Aucune unité et aucune base proches", "L'unité la plus proche part-elle"),
    ],
)
def test_units_and_bases_that_nobody_recorded_are_a_sentence_and_a_question(
    language: str, asked: str, moves: str
) -> None:
    bare = Snapshot.of(
        [Mission(name="M", as_of=date(2024, 1, 1)), Community(id="here", name="Here")]
    )
    scenario, injects = build(bare, "predatory_raid", "here", language)
    with_it = Snapshot.of([*bare, scenario, *injects])
    sections = draft_scenario(with_it, finish(assess(with_it)), scenario, language)
    assert any(asked in p.text and p.question for p in _paragraphs(sections, "open"))
    assert any(p.text.startswith(moves) for p in _paragraphs(sections, "decisions"))


def test_the_sheet_tells_the_computed_chain_link_by_link_and_who_arrives_in_all_conditions() -> (
    None
):
    snapshot = sample_snapshot()
    scenario = next(s for s in snapshot.all(Scenario) if s.place_id == "com-sameudreu")
    found = {p.key: p for p in _paragraphs(draft_scenario(snapshot, _assessed(), scenario, "en"))}
    chain = found["chain"].text
    order = ("telling the mission", "verifying", "deciding", "moving off", "the road")
    links = [chain.index(f"{link} until ") for link in order]
    assert links == sorted(links)
    assert "only if an alert gets out" in chain and "delays add up" in chain
    said = found["arrivals"].text
    for condition in ("by day in the dry season", "at night in the wet season"):
        assert condition in said
    assert "com-sameudreu" in found["arrivals"].evidence
