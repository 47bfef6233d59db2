"""Conflicted reliance: every such way is caught, none is invented, and what is missing is said."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.network.reliance import (
    PARTS,
    Leaning,
    leanings,
    reliance_findings,
    reliance_questions,
)
from pocplanner.model.actors import Actor, ActorRole, Tie
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Group
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Assumption, Mission
from pocplanner.model.reliance import LADDER, LadderStep, Reliance
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Action

DAY = date(2026, 10, 31)
MISSION = Mission(name="Invented")
HERE = Community(id="com-here", name="Here", groups=(Group(name="Herders", at_risk=True),))
THERE = Community(id="com-there", name="There")
ARMY = Actor(id="act-army", name="Army", kind="host_military")
GUARD = Actor(id="act-guard", name="Guard", kind="self_defence_group")
CHIEF = Actor(id="act-chief", name="Chief")


def threat(place: str = "com-here", by: str = "act-army", **more: object) -> Threat:
    given = {"id": "thr-1", "groups": ("Herders",), "status": "accepted", "decided_by": "Adviser"}
    return Threat(place_id=place, perpetrator_ids=(by,), **(given | more))


def action(**more: object) -> Action:
    given = {"id": "action-1", "title": "Market guard", "place_id": "com-here"}
    return Action(**(given | more))


def found(*records: object, audience: Audience | None = None) -> tuple[Leaning, ...]:
    every = [MISSION, HERE, THERE, ARMY, GUARD, CHIEF, *records]
    seen = Snapshot.of(every, audience=audience)
    return leanings(seen, seen.all(Threat), DAY)


def test_an_action_that_relies_on_whom_it_is_to_stop_lacks_everything() -> None:
    (one,) = found(action(relies_on_ids=("act-army",), threat_ids=("thr-1",)), threat())
    assert (one.match, one.way, one.threat_ids) == ("prevents", ("act-army",), ("thr-1",))
    assert one.missing == (*LADDER, *PARTS)


@pytest.mark.parametrize(
    ("given", "match"),
    [
        (threat(), "here"),
        (threat(groups=()), "here"),
        (threat("com-there"), "elsewhere"),
        (threat(groups=("Miners",)), ""),
        (threat("com-there", groups=("Miners",)), ""),
        (threat(by="act-guard"), ""),
    ],
)
def test_a_record_counts_against_the_same_people(given: Threat, match: str) -> None:
    told = found(action(relies_on_ids=("act-army",)), given)
    assert [one.match for one in told] == ([match] if match else [])


def test_the_way_leads_over_those_who_depend_on_others() -> None:
    ties = (
        Tie(id="tie-1", from_id="act-guard", to_id="act-chief", kind="finance"),
        Tie(id="tie-2", from_id="act-army", to_id="act-guard", kind="command"),
    )
    (one,) = found(action(relies_on_ids=("act-chief",)), threat(), *ties)
    assert one.way == ("act-chief", "act-guard", "act-army")
    assert one.tie_ids == ("tie-1", "tie-2")
    short = Assumption(key="reliance.depth", value=1, reason="Try", author="Adviser")
    assert found(action(relies_on_ids=("act-chief",)), threat(), *ties, short) == ()


def test_a_tie_that_ended_or_sets_against_leads_nowhere() -> None:
    ended = Tie(
        id="t", from_id="act-army", to_id="act-chief", kind="command", until=date(2026, 1, 1)
    )
    foes = Tie(id="t", from_id="act-army", to_id="act-chief", kind="hostility")
    for tie in (ended, foes):
        assert found(action(relies_on_ids=("act-chief",)), threat(), tie) == ()


def test_a_circle_of_ties_ends() -> None:
    ties = (
        Tie(id="tie-1", from_id="act-guard", to_id="act-chief", kind="command"),
        Tie(id="tie-2", from_id="act-chief", to_id="act-guard", kind="finance"),
    )
    assert found(action(relies_on_ids=("act-chief",)), threat(), *ties) == ()


def test_a_perpetrator_by_role_counts_until_the_role_ends() -> None:
    def role(until: date | None) -> Actor:
        held = ActorRole(role="perpetrator", since=date(2024, 1, 1), until=until)
        return Actor(id="act-other", name="Other", roles=(held,))

    leans = action(relies_on_ids=("act-other",))
    assert [o.match for o in found(leans, role(None))] == ["unsaid"]
    assert found(leans, role(date(2025, 1, 1))) == ()


def test_a_joint_action_leans_on_the_forces_of_the_state_around_it() -> None:
    held = ActorRole(role="partner", since=date(2024, 1, 1))
    army = Actor(id="act-army2", name="Army", kind="host_military", roles=(held,),
                 area_ids=("com-here",))  # fmt: skip
    joint = action(mode="joint_with_host")
    told = found(joint, army, threat(by="act-army2"))
    assert [o.way for o in told] == [("act-army2",)]
    assert found(action(mode="patrol_foot"), army, threat(by="act-army2")) == ()


def test_an_old_record_does_not_count_unless_it_is_under_way() -> None:
    old = {"decided_at": datetime(2023, 1, 1, tzinfo=UTC)}
    leans = action(relies_on_ids=("act-army",))
    assert found(leans, threat(**old)) == ()
    assert len(found(leans, threat(**old, under_way=True))) == 1


@given(st.sets(st.sampled_from(LADDER)), st.sets(st.sampled_from(PARTS)))
def test_what_is_missing_is_what_was_not_done(steps: set[str], parts: set[str]) -> None:
    taken = tuple(LadderStep(step=s, on=DAY) for s in sorted(steps))
    told = dict.fromkeys(parts, "Said.")
    held = Reliance(id="rel", action_id="action-1", actor_id="act-army", steps=taken, **told)
    (one,) = found(action(relies_on_ids=("act-army",)), threat(), held)
    left = set(LADDER) - steps | set(PARTS) - parts
    assert set(one.missing) == left and one.reliance_id == "rel"
    seen = Snapshot.of([MISSION])
    assert bool(list(reliance_findings(seen, [one]))) == bool(left)
    assert bool(list(reliance_questions(seen, [one]))) == ("fallback" in left)


def test_a_rung_without_a_day_is_not_climbed_and_one_that_does_not_apply_says_why() -> None:
    steps = (LadderStep(step="local"), LadderStep(step="capital", applies=False, outcome="None."))
    held = Reliance(id="rel", action_id="action-1", actor_id="act-army", steps=steps)
    (one,) = found(action(relies_on_ids=("act-army",)), threat(), held)
    assert "local" in one.missing and "capital" not in one.missing
    with pytest.raises(ValueError, match="needs its reason"):
        LadderStep(step="capital", applies=False)


def test_what_has_run_out_is_asked_for_again() -> None:
    held = Reliance(id="rel", action_id="action-1", actor_id="act-army", owner="Office",
                    until=date(2026, 10, 30))  # fmt: skip
    (one,) = found(action(relies_on_ids=("act-army",)), threat(), held)
    assert one.reliance_id == "" and "owner" in one.missing


def test_a_view_for_an_audience_says_of_nothing_that_it_is_missing() -> None:
    leans, held = action(relies_on_ids=("act-army",)), threat()
    assert found(leans, held, audience=Audience.MISSION) == ()
    known = Reliance(id="rel", action_id="action-1", actor_id="act-army")
    (one,) = found(leans, held, known, audience=Audience.MISSION)
    assert one.missing == ()


def test_an_action_that_is_over_leans_on_nobody() -> None:
    for state in ("done", "dropped"):
        assert found(action(relies_on_ids=("act-army",), state=state), threat()) == ()
