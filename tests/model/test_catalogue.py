"""The catalogue of actions, the indicators and the scales hang together with the vocabularies."""

from collections import Counter
from typing import Any

import pytest

from pocplanner.model.assessment import Threat
from pocplanner.model.community import Mechanism
from pocplanner.model.vocabulary import vocabulary
from pocplanner.resources import read_toml
from pocplanner.words import LANGUAGES

ACTIONS: list[dict[str, Any]] = read_toml("catalogue", "actions.toml")["action"]
INDICATORS: list[dict[str, Any]] = read_toml("catalogue", "indicators.toml")["indicator"]
SCALES: dict[str, dict[str, Any]] = read_toml("catalogue", "scales.toml")["scale"]
LISTS = {
    "rationales": "rationale",
    "not_rationales": "rationale",
    "threat_types": "threat_type",
    "supports": "coping_strategy",
    "may_harm": "coping_strategy",
    "mechanism": "mechanism_type",
    "asset_types": "asset_type",
}
RATIONALES = [t.code for t in vocabulary("rationale").terms if t.code != "other"]


def answers(rationale: str) -> list[dict[str, Any]]:
    """Actions that may be proposed where an actor is held to act on this rationale."""
    return [
        a
        for a in ACTIONS
        if {"any", rationale} & set(a["rationales"])
        and rationale not in a.get("not_rationales", ())
    ]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: a["code"])
def test_an_action_speaks_in_known_terms(action: dict[str, Any]) -> None:
    assert action["tier"] in (1, 2, 3)
    assert action["needs_gap"] in ("late", "in_time", "any")
    for field, name in (
        ("phase", "phase"),
        ("component", "component"),
        ("mode", "action_mode"),
        ("tool", "programme_tool"),
    ):
        if field in action:
            assert action[field] in vocabulary(name).codes()
    for field, name in LISTS.items():
        assert set(action.get(field, ())) - {"any"} <= set(vocabulary(name).codes()), field
    assert not set(action["rationales"]) & set(action.get("not_rationales", ()))
    assert not set(action["supports"]) & set(action["may_harm"])


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: a["code"])
def test_an_action_says_why_what_to_ask_and_who_could_lose(action: dict[str, Any]) -> None:
    for field in ("name", "why", "ask", "side_effect", "gender"):
        for language in LANGUAGES:
            assert len(action[field][language]) > 12, field
    for language in LANGUAGES:
        assert action["ask"][language].rstrip().endswith("?") or "?" in action["ask"][language]
        assert not action["name"][language].endswith(".")
    assert action["cite"]


def test_there_are_seventy_actions_or_more_each_once() -> None:
    codes = [a["code"] for a in ACTIONS]
    assert len(codes) == len(set(codes)) >= 70


def test_every_tier_has_actions_in_every_phase() -> None:
    cells = Counter((a["tier"], a["phase"]) for a in ACTIONS)
    for tier in (1, 2, 3):
        for phase in vocabulary("phase").codes():
            assert cells[tier, phase] >= 2


@pytest.mark.parametrize("rationale", RATIONALES)
def test_every_rationale_is_answered_in_every_phase_and_tier(rationale: str) -> None:
    found = answers(rationale)
    assert {a["phase"] for a in found} == set(vocabulary("phase").codes())
    assert {a["tier"] for a in found} == {1, 2, 3}


def test_where_help_comes_too_late_there_is_more_to_propose_than_a_patrol() -> None:
    late = [a for a in ACTIONS if a["needs_gap"] == "late"]
    assert len(late) >= 5
    assert all("patrol" not in a["mode"] for a in late)
    modes = {a["mode"] for a in late}
    assert {"temporary_base", "alert_network", "evacuation", "planning"} <= modes


def test_every_patrol_is_held_back_where_it_would_come_too_late() -> None:
    for action in ACTIONS:
        if action["mode"].startswith("patrol_") and action["phase"] != "consolidation":
            assert action["needs_gap"] == "in_time" or action["code"] == "camp_security"


def test_support_to_host_forces_needs_due_diligence_and_never_serves_the_abuser() -> None:
    for action in ACTIONS:
        if (
            action["mode"] in ("joint_with_host", "state_capacity")
            and action["phase"] != "pre_emption"
        ):
            assert action["due_diligence"] is True
            assert action["condition"]
            assert "government_repression" in action["not_rationales"]
            assert {"ethnic_cleansing", "genocide"} <= set(action["not_rationales"])


def test_no_action_rules_on_the_use_of_force() -> None:
    for action in ACTIONS:
        if action["mode"] == "armed_operation":
            assert "mandate" in action["condition"]["en"].lower()
            assert "mandat" in action["condition"]["fr"].lower()


def test_where_violence_is_the_aim_mediation_alone_is_not_offered() -> None:
    for rationale in ("ethnic_cleansing", "genocide"):
        assert "armed_group_dialogue" not in {a["code"] for a in answers(rationale)}
        assert "coerce_organisers" in {a["code"] for a in answers(rationale)}


def test_every_kind_of_threat_is_answered() -> None:
    for code in vocabulary("threat_type").codes():
        fitting = [a for a in ACTIONS if not a["threat_types"] or code in a["threat_types"]]
        assert len(fitting) >= 20, code


def test_every_way_of_coping_that_can_be_supported_is_supported() -> None:
    named = {c for a in ACTIONS for c in (*a["supports"], *a["may_harm"])}
    assert named == set(vocabulary("coping_strategy").codes()) - {"other"}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i["code"])
def test_an_indicator_has_unit_source_direction_and_caution(indicator: dict[str, Any]) -> None:
    for field in ("name", "unit", "source", "note"):
        assert all(indicator[field][language] for language in LANGUAGES), field
    assert indicator["wanted"] in vocabulary("wanted").codes()
    assert indicator["component"] in vocabulary("component").codes()
    assert indicator["tier"] in (1, 2, 3)
    assert indicator["every_days"] >= 1


def test_indicators_stand_once() -> None:
    codes = [i["code"] for i in INDICATORS]
    assert len(codes) == len(set(codes)) >= 20


@pytest.mark.parametrize("name", sorted(SCALES))
def test_a_scale_has_five_steps_said_in_both_languages(name: str) -> None:
    steps = SCALES[name]["step"]
    values = [s["value"] for s in steps]
    assert values in ([1, 2, 3, 4, 5], [0, 1, 2, 3, 4])
    assert SCALES[name]["cite"]
    for language in LANGUAGES:
        assert SCALES[name]["label"][language]
        assert len({s[language] for s in steps}) == 5


def test_every_judged_step_has_its_scale() -> None:
    for field in ("intent", "capability", "opportunity", "impact", "vulnerability"):
        assert field in Threat.model_fields and field in SCALES
    for field in ("resourcing", "permissiveness", "trusted", "overlap"):
        assert field in Mechanism.model_fields and field in SCALES
    assert {"local_capacity", "likelihood", "community_rating"} <= set(SCALES)
