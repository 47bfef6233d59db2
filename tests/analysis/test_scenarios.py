"""A scenario is filled from the mission's own places, actors, units and times."""

import re

import pytest

from pocplanner.analysis.scenario_setting import setting, units_for
from pocplanner.analysis.scenario_templates import say, templates, untouched
from pocplanner.analysis.scenarios import build, retold, retold_injects
from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.community import Community, Mechanism, Timing
from pocplanner.model.exercise import Inject, Scenario
from pocplanner.model.mission import Mission
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary

_PLACES = ("com-sameudreu", "com-teumira", "com-labourers-quarter-of-mazkirt")
_GAP = re.compile(r"\{\w*\}")


def _texts(scenario: Scenario, injects: tuple[Inject, ...]) -> list[str]:
    return [
        scenario.title, scenario.trigger, scenario.constraints, *scenario.objectives,
        *scenario.players, *scenario.criteria, *(h.text for h in scenario.hidden),
        *(t for e in scenario.expected for t in (e.text, e.owner)),
        *(d.question for d in scenario.decisions),
        *(t for i in injects for t in (i.text, i.sender, i.addressee, i.truth, i.expected)),
    ]  # fmt: skip


def test_the_catalogue_has_the_eight_situations_of_the_vocabulary() -> None:
    known = [c for c in vocabulary("scenario_template").codes() if c != "other"]
    assert list(templates()) == known
    assert [t.number for t in templates().values()] == list(range(1, 9))


@pytest.mark.parametrize("code", templates())
def test_every_text_of_a_template_is_in_both_languages(code: str) -> None:
    t = templates()[code]
    told = [
        t.title, t.trigger, t.hidden, t.constraints, t.ask, *t.indicators, *t.objectives,
        *t.criteria, *(s.text for s in t.expected), *(d.text for d in t.decisions),
        *(w.who for w in t.wrong), *(w.what for w in t.wrong), *(i.text for i in t.injects),
        *(i.truth for i in t.injects), *(i.purpose for i in t.injects),
    ]  # fmt: skip
    for text in told:
        assert set(text) == {"en", "fr"} and text["en"].strip() and text["fr"].strip()
        assert text["en"] != text["fr"]
        gaps = [set(re.findall(r"\{(\w+)\}", text[lang])) for lang in ("en", "fr")]
        assert gaps[0] == gaps[1], text["en"]


@pytest.mark.parametrize("code", templates())
def test_a_template_asks_every_level_and_covers_every_phase(code: str) -> None:
    t = templates()[code]
    assert {d.level for d in t.decisions} == {"tactical", "operational", "strategic"}
    assert {s.phase for s in t.expected} == set(vocabulary("phase").codes()) - {"other"}
    assert {s.component for s in t.expected} >= {"civilian", "military"}
    assert {i.kind for i in t.injects} >= {
        "noise", "rumour", "community_voice", "contradiction", "consequence",
    }  # fmt: skip
    assert all(d.text["en"].endswith("?") for d in t.decisions)


@pytest.mark.parametrize("code", templates())
@pytest.mark.parametrize("place", _PLACES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_fact_is_missing(code: str, place: str, language: str) -> None:
    scenario, injects = build(sample_snapshot(), code, place, language)
    for text in _texts(scenario, injects):
        assert not _GAP.search(text), text
        assert "scenario." not in text, text
    assert scenario.place_id == place
    assert all(e.owner for e in scenario.expected)
    assert all(i.scenario_id == scenario.id for i in injects)


@pytest.mark.parametrize("code", templates())
def test_another_place_gives_another_scenario(code: str) -> None:
    found = [build(sample_snapshot(), code, p) for p in _PLACES]
    names = [sample_snapshot().name(p) for p in _PLACES]
    for (scenario, injects), name in zip(found, names, strict=True):
        assert name in scenario.title
        assert any(name in f"{i.sender} {i.text}" for i in injects)
    assert len({s.trigger for s, _ in found}) == 3
    assert len({tuple(e.by_minutes for e in s.expected) for s, _ in found}) == 3
    assert len({s.unit_ids for s, _ in found}) == 3


def test_perpetrators_are_those_of_the_threats_at_the_place() -> None:
    scenario, _ = build(sample_snapshot(), "state_forces_abuse", "com-sameudreu")
    assert set(scenario.actor_ids) == {"act-ano", "act-gm3"}
    assert "Oudrema National Army" in scenario.trigger
    assert "thr-01" in scenario.threat_ids


def test_the_mission_is_never_taken_for_the_armed_actor() -> None:
    scenario, _ = build(sample_snapshot(), "anti_mission_riot", "com-ladreu")
    assert "act-mispou" not in scenario.actor_ids


def test_deadlines_come_from_the_warning_and_the_response_here() -> None:
    snapshot = sample_snapshot()
    scenario, _ = build(snapshot, "predatory_raid", "com-vaindralo")
    timing = next(
        t
        for t in snapshot.all(Timing)
        if (t.place_id, t.light, t.season) == ("com-vaindralo", scenario.light, scenario.season)
    )
    assert timing.warning is not None and timing.response is not None
    block = next(e for e in scenario.expected if e.phase == "response")
    assert block.by_minutes == round(timing.response.likely)
    first = next(d for d in scenario.decisions if d.level == "tactical")
    assert first.by_minutes == round(0.25 * timing.warning.likely)
    assert all(e.by_minutes is None for e in scenario.expected if e.phase == "prevention")


def test_a_place_without_times_gets_no_hours_but_a_scenario() -> None:
    scenario, injects = build(sample_snapshot(), "predatory_raid", "com-voundai")
    assert next(d for d in scenario.decisions if d.level == "operational").by_minutes is None
    assert [i.game_minute for i in injects] == sorted(i.game_minute for i in injects)


def test_it_strikes_on_the_day_hour_and_season_of_the_threat() -> None:
    snapshot = sample_snapshot()
    found = setting(snapshot, templates()["crsv_on_route"], "com-teumira")
    assert found.threats[0].weekdays == ("wednesday",)
    assert found.strikes_at is not None and found.strikes_at.weekday() == 2
    assert found.season == "dry" and found.strikes_at.month in range(5, 11)
    assert found.strikes_at.hour == found.threats[0].from_hour
    assert found.starts_at is not None and found.starts_at < found.strikes_at


def test_paths_by_which_people_flee_are_never_the_route() -> None:
    found = setting(sample_snapshot(), templates()["crsv_on_route"], "com-sameudreu")
    assert found.journey is None or found.journey.purpose != "flight"


def test_units_come_nearest_first_and_none_from_another_end_of_the_country() -> None:
    found = units_for(sample_snapshot(), "com-sameudreu", ("company", "qrf"), 5)
    assert found[0].name == "Company Meuvai"
    assert "Company Mazkirt" not in {u.name for u in found}


def test_a_bare_mission_still_gives_a_scenario_with_words_for_what_is_not_known() -> None:
    bare = Snapshot.of([Mission(name="M"), Community(id="here", name="Here")])
    for language, word in (("en", "the nearest unit"), ("fr", "l'unité la plus proche")):
        for code in templates():
            scenario, injects = build(bare, code, "here", language)
            for text in _texts(scenario, injects):
                assert not _GAP.search(text), text
                assert "«\u00a0l'" not in text and "« l'" not in text
            assert scenario.starts_at is None
            assert all(d.by_minutes is None for d in scenario.decisions if d.level == "tactical")
        assert word in " ".join(_texts(scenario, injects))


def test_an_unknown_place_or_template_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        build(sample_snapshot(), "predatory_raid", "nowhere")
    with pytest.raises(LookupError):
        build(sample_snapshot(), "no_such_template", "com-kaldrou")


def test_text_of_the_catalogue_is_said_anew_and_a_persons_stays() -> None:
    snapshot = sample_snapshot()
    scenario, injects = build(snapshot, "mass_expulsion", "com-mazkirt", "en")
    own = "We would ask the elders of both quarters first."
    scenario = scenario.model_copy(update={"constraints": own})
    french = retold(snapshot, scenario, "fr")
    assert french.title.startswith("Expulsion de Mazkirt")
    assert french.constraints == own
    assert french.expected[0].text != scenario.expected[0].text
    assert french.decisions[0].question.endswith("?") and "règle" in french.decisions[0].question
    again = retold_injects(snapshot, scenario, injects, "fr")
    assert again[0].text.startswith("Ils sont revenus")
    assert retold(snapshot, french, "en").title == scenario.title


def test_a_name_that_readers_may_not_see_does_not_come_back() -> None:
    snapshot = sample_snapshot()
    scenario, _ = build(snapshot, "state_forces_abuse", "com-sameudreu")
    hidden = snapshot.one(Mechanism, scenario.mechanism_ids[0])
    assert hidden is not None and hidden.name in scenario.trigger
    kept = [r for r in snapshot if r.id != hidden.id]
    assert hidden.name not in retold(Snapshot.of(kept), scenario, "en").trigger


def test_data_is_never_read_as_a_template() -> None:
    name = "{post} <b>&{{7*7}}"
    bare = Snapshot.of([Mission(name="M"), Community(id="here", name=name)])
    scenario, _ = build(bare, "predatory_raid", "here")
    assert name in scenario.title
    assert say({"en": "{place}"}, "en", {"place": "{actor}", "actor": "x"}) == "{actor}"
    assert untouched({"en": "Raid on {place}"}, f"Raid on {name}")
    assert not untouched({"en": "Raid on {place}"}, "We raid nobody")


@pytest.mark.parametrize("code", templates())
def test_every_text_is_known_again_however_it_was_filled(code: str) -> None:
    t = templates()[code]
    for told in (t.title, t.trigger, *(s.text for s in t.expected), *(d.text for d in t.decisions)):
        for language in ("en", "fr"):
            for name in ("Kaldrou", "Andreumo", "x {place} y", "", "." * 600):
                values = dict.fromkeys(re.findall(r"\{(\w+)\}", told["en"]), name)
                assert untouched(told, say(told, language, values))
    assert not untouched(t.trigger, "Somebody else wrote this.")


def test_a_hostile_text_is_compared_in_no_time() -> None:
    told = templates()["predatory_raid"].trigger
    pieces = re.split(r"\{\w+\}", told["en"])
    assert not untouched(told, ("".join(pieces) * 200)[:20_000])


def test_french_elides_before_a_vowel() -> None:
    told = {"fr": "les gens de {place}"}
    assert say(told, "fr", {"place": "Andreumo"}) == "les gens d'Andreumo"
    assert say(told, "fr", {"place": "Kaldrou"}) == "les gens de Kaldrou"
