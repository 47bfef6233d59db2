"""The example mission: what it holds, that it hangs together, that it is believable."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel

from pocplanner.analysis.assess import assess
from pocplanner.commands.sample import event_chunks, events, records, sample_snapshot
from pocplanner.model.actors import Actor, Driver, Tie
from pocplanner.model.assessment import Threat
from pocplanner.model.community import (
    Alert,
    Community,
    Coping,
    Journey,
    Mechanism,
    Perception,
    Promise,
    Request,
    Timing,
)
from pocplanner.model.events import NO_DAY, day_number
from pocplanner.model.exercise import Inject, Scenario
from pocplanner.model.mission import Mission, Source
from pocplanner.model.places import Area, Post, Settlement, Unit
from pocplanner.model.proposal import Proposal
from pocplanner.model.record import Code, Record, Ref
from pocplanner.model.strategy import Action, Decision, Message, Residual, Tension
from pocplanner.model.vocabulary import vocabulary
from pocplanner.progress import finish
from pocplanner.resources import read_toml


def _parts(part: BaseModel, path: str) -> Iterator[tuple[str, Any, list[Any]]]:
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, BaseModel):
                yield from _parts(one, f"{path}.{name}")
            elif one not in ("", None):
                yield f"{path}.{name}", one, field.metadata


def _every() -> Iterator[tuple[str, Any, list[Any]]]:
    for record in sample_snapshot():
        yield from _parts(record, type(record).__name__)


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        (Community, 150), (Mechanism, 20), (Coping, 60), (Post, 14), (Threat, 40), (Scenario, 3),
        (Alert, 60), (Unit, 30), (Request, 20), (Promise, 15), (Journey, 25), (Timing, 80),
        (Action, 30), (Source, 10), (Driver, 10), (Tie, 15), (Settlement, 200), (Message, 8),
        (Decision, 5), (Inject, 15), (Proposal, 2),
    ],
)  # fmt: skip
def test_it_holds_as_much_as_was_promised(kind: type[Record], least: int) -> None:
    assert len(sample_snapshot().all(kind)) >= least


def test_two_thousand_events_over_six_years() -> None:
    found = events()
    assert len(found) >= 2_000
    assert found.first_day.min() >= day_number(date(2020, 11, 1))
    assert found.last_day.max() <= day_number(date(2026, 10, 31))
    assert (found.first_day != NO_DAY).all()
    assert (found.first_day <= found.last_day).all()
    assert len(set(found.key.tolist())) == len(found)


def test_events_are_known_to_many_precisions_and_some_to_no_place() -> None:
    found = events()
    assert set(found.place_precision.tolist()) == {1, 2, 3, 4, 5, 6}
    assert 100 < np.isnan(found.lon).sum() < 700
    assert np.isin(found.place_precision[np.isnan(found.lon)], (1, 2)).sum() == 0
    assert len(set(found.day_precision.tolist())) >= 4


def test_deaths_stand_between_their_bounds() -> None:
    found = events()
    assert (found.deaths_low <= found.deaths_best).all()
    assert (found.deaths_best <= found.deaths_high).all()
    assert (found.deaths_civilians <= found.deaths_high).all()
    assert 2_000 < found.deaths_best.sum() < 5_000


def test_state_based_non_state_and_one_sided_violence_are_all_there() -> None:
    found = events()
    for native in ("state-based", "non-state", "one-sided"):
        assert found.native_type.equals(native).sum() > 100


def test_types_of_events_are_terms_of_ours() -> None:
    assert set(events().type.names) <= set(vocabulary("incident_type").codes())


def test_violence_has_seasons_and_rises_before_the_as_of_day() -> None:
    found = events()
    months = found.months
    dry = np.isin(months, range(5, 11)).sum()
    assert dry > 1.2 * (len(found) - dry)
    late = (found.first_day >= day_number(date(2026, 8, 1))).sum()
    before = (
        (found.first_day >= day_number(date(2025, 8, 1)))
        & (found.first_day < day_number(date(2025, 11, 1)))
    ).sum()
    assert late > 1.5 * before


def test_sexual_violence_is_published_at_district_level_and_no_closer() -> None:
    found = events()
    cases = found.type.equals("sexual_violence")
    assert cases.sum() > 20
    assert np.isnan(found.lon[cases]).all()
    assert (found.place_precision[cases] >= 3).all()
    assert {found.series_ids[s] for s in set(found.series[cases].tolist())} == {"ser-register"}


def test_no_event_stands_in_both_tables() -> None:
    for source, chunk in event_chunks():
        deadly = chunk.hot.deaths_best > 0
        cases = chunk.hot.type.equals("sexual_violence")
        if source == "src-register":
            assert (deadly | cases).all()
        else:
            assert not (deadly | cases).any()


def test_names_of_sides_are_names_of_recorded_actors() -> None:
    names = {a.name for a in sample_snapshot().all(Actor)}
    found = events()
    told = Counter(found.side_a.text(i) for i in range(len(found)))
    known = sum(n for name, n in told.items() if name in names)
    assert known > 0.8 * len(found)


def test_every_reference_leads_to_a_record_of_the_right_kind() -> None:
    snapshot = sample_snapshot()
    for path, value, marks in _every():
        ref = next((m for m in marks if isinstance(m, Ref)), None)
        if ref is not None:
            found = snapshot.get(value)
            assert found is not None, f"{path} leads to {value}, which is not there"
            assert type(found).__name__ in ref.kinds, path


def test_every_code_is_a_term_or_says_what_other_is() -> None:
    for path, value, marks in _every():
        code = next((m for m in marks if isinstance(m, Code)), None)
        if code is not None and not value.startswith("other:"):
            assert vocabulary(code.vocabulary).get(value) is not None, f"{path}: {value}"


def test_evidence_of_threats_and_tensions_is_on_record() -> None:
    snapshot = sample_snapshot()
    refs = [e.ref for t in snapshot.all(Threat) for e in t.evidence]
    refs += [i for t in snapshot.all(Tension) for i in t.evidence_ids]
    assert refs and all(snapshot.get(r) is not None for r in refs)


def test_ids_and_names_of_places_are_unique() -> None:
    ids = [r.id for r in records()]
    assert len(ids) == len(set(ids))
    for kind in (Community, Settlement, Area, Post, Actor, Mechanism):
        names = [r.name for r in sample_snapshot().all(kind)]
        assert len(names) == len(set(names)), kind.__name__


def test_women_and_men_add_up_to_everybody() -> None:
    counted = [c for c in sample_snapshot().all(Community) if c.people]
    assert len(counted) >= 140
    for community in counted:
        women, men = community.number("female"), community.number("male")
        assert women is not None and men is not None
        assert women + men == community.population, community.name
        assert len(community.people) == 12


def test_identities_add_up_and_no_group_is_larger_than_its_place() -> None:
    for community in sample_snapshot().all(Community):
        groups = [g.people or 0 for g in community.groups if g.dimension == "identity"]
        assert sum(groups) == community.population, community.name
        # People on the move are counted apart from those who live there.
        for group in community.groups:
            if group.code != "nomad":
                assert (group.people or 0) <= (community.population or 0)


def test_some_places_were_not_yet_asked_how_many_they_are() -> None:
    assert any(not c.people for c in sample_snapshot().all(Community))


def test_the_host_army_and_the_gendarmerie_are_among_the_perpetrators() -> None:
    day = date(2026, 10, 31)
    state = [a for a in sample_snapshot().all(Actor) if a.is_state]
    assert {a.kind for a in state if a.has_role("perpetrator", day)} == {
        "host_military",
        "host_police_gendarmerie",
    }


def test_six_armed_actors_with_dated_roles_and_sourced_rationales() -> None:
    armed = [a for a in sample_snapshot().all(Actor) if a.rationales]
    assert len(armed) >= 6
    for actor in armed:
        assert all(r.since for r in actor.roles)
        assert all(r.entered_by and r.source_id and r.confidence for r in actor.rationales)


def test_a_self_defence_group_is_protector_and_perpetrator_at_once() -> None:
    vigils = sample_snapshot().one(Actor, "act-vigils")
    assert vigils is not None
    day = date(2026, 10, 31)
    assert vigils.has_role("protector", day) and vigils.has_role("perpetrator", day)
    assert not vigils.has_role("perpetrator", date(2022, 1, 1))


def test_one_group_has_a_patron_across_the_border() -> None:
    ties = [t for t in sample_snapshot().all(Tie) if t.across_border]
    assert {(t.from_id, t.to_id) for t in ties} == {("act-sbc", "act-mpe")}


def test_every_kind_of_coping_is_there_with_its_price() -> None:
    found = sample_snapshot().all(Coping)
    known = set(vocabulary("coping_strategy").codes()) - {"other"}
    assert {c.strategy for c in found} == known
    assert sum(1 for c in found if c.mission_effect == "undermines") >= 8
    assert sum(1 for c in found if c.strategy == "harmful_coping") >= 2
    assert sum(1 for c in found if c.cost_bearers) > len(found) / 2


def test_flight_and_hiding_are_severe() -> None:
    for coping in sample_snapshot().all(Coping):
        if coping.shape is not None:
            assert coping.sensitivity.rank == 3, coping.title


def test_mechanisms_have_real_gaps() -> None:
    found = sample_snapshot().all(Mechanism)
    day = date(2026, 10, 31)
    single_man = [m for m in found if [p.sex for p in m.focal_points] == ["male"]]
    no_women = [
        m for m in found if m.seats and not sum(s.deciding for s in m.seats if s.sex == "female")
    ]
    expired = [m for m in found if m.consent and m.consent.expires_on < day]  # type: ignore[operator]
    assert len(single_man) >= 3 and len(no_women) >= 3 and len(expired) >= 2
    assert any(m.consent is None for m in found)
    assert any(m.last_test_on is None for m in found)
    assert any(m.capture_risk == "high" for m in found)
    assert any(m.overlap == 0 for m in found)
    least = {min(c for c in (m.resourcing, m.permissiveness, m.trusted, m.overlap)
                 if c is not None) for m in found}  # fmt: skip
    assert {0, 1, 2} <= least


def test_threats_are_decided_by_roles_and_one_was_refused_with_its_reason() -> None:
    states = Counter(t.status for t in sample_snapshot().all(Threat))
    assert states["proposed"] >= 3 and states["refused"] == 1 and states["changed"] >= 1
    assert states["accepted"] > 30


def test_communities_and_analysts_differ_on_several_threats() -> None:
    found = finish(assess(sample_snapshot()))
    apart = [r for r in found.rated if r.community_gap is not None and abs(r.community_gap) >= 2]
    assert len(apart) >= 5
    assert {r.priority for r in found.rated if r.reviewed} == {"must", "should", "could"}
    assert 5 <= sum(r.priority == "must" and r.reviewed for r in found.rated) <= 25
    late = [g for g in found.gaps if g.verdict == "late"]
    assert len(late) > 50 and any(g.verdict == "uncertain" for g in found.gaps)


def test_alerts_were_often_not_told_back() -> None:
    found = sample_snapshot().all(Alert)
    told = sum(1 for a in found if a.told_back_at is not None)
    answered = sum(1 for a in found if a.answered_at is not None)
    assert 0.1 < told / len(found) < 0.5
    assert 0.2 < answered / len(found) < 0.7


def test_the_survey_names_its_samples_and_some_are_small() -> None:
    shares = [p for p in sample_snapshot().all(Perception) if p.asked is not None]
    assert any(p.asked < 30 for p in shares if p.asked) and any(
        p.asked > 60 for p in shares if p.asked
    )
    assert {p.sex for p in shares} == {"female", "male"}
    assert all(p.sampling != "not_stated" for p in shares)


def test_promises_are_overdue_and_requests_open_or_refused_with_a_reason() -> None:
    day = date(2026, 10, 31)
    promises = sample_snapshot().all(Promise)
    assert sum(1 for p in promises if p.state == "open" and p.due_on and p.due_on < day) >= 4
    states = Counter(r.answer for r in sample_snapshot().all(Request))
    assert states["refused"] >= 3 and states["open"] >= 5 and states["accepted"] >= 5


def test_six_tensions_are_faced_one_reasoned_away_and_one_left_open() -> None:
    found = sample_snapshot().all(Tension)
    missing = set(vocabulary("tension").codes()) - {t.kind for t in found}
    assert len(missing - {"other"}) == 1
    assert sum(1 for t in found if not t.applies) == 1


def test_some_risk_is_accepted_by_office_and_some_actions_have_no_asset() -> None:
    snapshot = sample_snapshot()
    assert len(snapshot.all(Residual)) >= 3
    bare = [a for a in snapshot.all(Action) if a.component == "military" and not a.unit_ids]
    assert bare


def test_a_base_closes_within_months_and_nobody_takes_over() -> None:
    found = [p for p in sample_snapshot().all(Post) if p.closes_on and not p.heir]
    assert {p.name for p in found} == {"Loundre base", "Toudrale operating base"}


def test_catalogue_keys_of_indicators_are_in_the_catalogue() -> None:
    from pocplanner.model.strategy import Indicator

    known = {i["code"] for i in read_toml("catalogue", "indicators.toml")["indicator"]}
    used = {i.catalogue for i in sample_snapshot().all(Indicator)} - {""}
    assert used and used <= known


def test_indicators_say_what_the_records_say() -> None:
    from pocplanner.model.strategy import Indicator

    found = {i.name: i for i in sample_snapshot().all(Indicator)}
    log = sample_snapshot().all(Alert)
    told = round(100 * sum(a.told_back_at is not None for a in log) / len(log))
    assert found["Alerts fed back to the caller"].baseline == told
    seats = [s for m in sample_snapshot().all(Mechanism) for s in m.seats]
    women = sum(s.deciding for s in seats if s.sex == "female")
    share = round(100 * women / sum(s.deciding for s in seats))
    assert found["Women deciding in mechanisms"].baseline == share


def test_what_people_do_was_judged_after_it_began() -> None:
    for coping in sample_snapshot().all(Coping):
        assert coping.judged_on is not None and coping.judged_on <= date(2026, 10, 31)
        if "August 2026" in coping.when:
            assert coping.judged_on > date(2026, 8, 31), coping.title


def test_every_event_tells_something_and_names_nobody() -> None:
    for _, chunk in event_chunks():
        assert all(chunk.note.text(row) for row in range(len(chunk)))


def test_it_says_everywhere_that_it_is_an_exercise() -> None:
    (mission,) = sample_snapshot().all(Mission)
    assert mission.exercise and "invented" in mission.handling.lower()
    assert all("invented" in m.reference for m in mission.mandate)


def test_the_scenarios_have_noise_rumour_a_community_voice_and_a_price_for_waiting() -> None:
    snapshot = sample_snapshot()
    for scenario in snapshot.all(Scenario):
        kinds = {i.kind for i in snapshot.all(Inject) if i.scenario_id == scenario.id}
        assert {"noise", "rumour", "community_voice", "consequence", "contradiction"} <= kinds
