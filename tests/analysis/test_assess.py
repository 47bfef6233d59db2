"""The whole assessment: its day, its repeatability, what it asks, and what it must not say."""

import csv
import json
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from pocplanner.analysis.assess import assess
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community
from pocplanner.model.guard import Audience
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.words import Problem
from tests.analysis.makers import (
    AS_OF,
    SHARED,
    a_community,
    a_mission,
    a_snapshot,
    an_event,
    car_snapshot,
)


def assessed(*records, events=(), mission=None, **how):
    return finish(assess(a_snapshot(*records, events=events, mission=mission), **how))


def asked(found):
    return {q.key.removeprefix("question.") for q in found.questions}


def three(**changes):
    return [an_event(day=AS_OF - timedelta(days=d), **changes) for d in (0, 5, 9)]


def test_the_day_is_the_last_events_unless_somebody_says():
    assert assessed(events=three()).as_of == AS_OF
    assert assessed(events=three(), as_of=date(2024, 6, 25)).as_of == date(2024, 6, 25)
    quiet = a_mission(as_of=date(2023, 1, 1))
    assert assessed(mission=quiet).as_of == date(2023, 1, 1)
    assert assessed(today=date(2025, 1, 1)).as_of == date(2025, 1, 1)


def test_without_any_day_it_says_so():
    with pytest.raises(Problem) as caught:
        assessed()
    assert caught.value.key == "assess.no_day"
    assert "Nothing was changed" in str(caught.value)


def test_today_says_only_that_the_data_are_outdated():
    fresh = assessed(a_community(), events=three(), today=AS_OF + timedelta(days=90))
    stale = assessed(a_community(), events=three(), today=AS_OF + timedelta(days=91))
    assert not fresh.outdated and stale.outdated
    assert fresh.as_of == stale.as_of
    assert [r.likelihood for r in fresh.rated] == [r.likelihood for r in stale.rated]
    assert "outdated" in asked(stale) and "outdated" not in asked(fresh)


def test_the_same_mission_gives_the_same_assessment():
    snapshot = a_snapshot(a_community(), events=three())
    assert finish(assess(snapshot)) == finish(assess(snapshot))


def test_progress_is_told_and_nothing_runs_before_it_is_asked():
    steps = []
    finish(assess(a_snapshot(events=three())), steps.append)
    # Each step is told, in its order; a long one is told more than once.
    assert [s.done for s in steps] == sorted(s.done for s in steps)
    assert {s.done for s in steps} == set(range(7))
    assert all(s.text.startswith("analysis.progress.") for s in steps)


def test_a_place_with_a_threat_and_no_records_is_full_of_questions():
    found = assessed(a_community(), events=three())
    assert {
        "no_coping",
        "no_mechanism",
        "no_timing",
        "women_not_heard",
        "no_population_by_sex",
        "not_reviewed",
        "actor_not_recorded",
        "sources_ungraded",
        "no_alerts",
    } <= asked(found)
    assert all(q.who for q in found.questions)
    assert [c.asked for c in found.coping] == [False]


def test_of_harm_by_the_missions_own_people_it_is_asked_who_answers_not_what_they_want():
    for kind, key in (("un_personnel", "own_harm"), ("armed_group", "no_rationale")):
        actor = Actor(id="a", name="Them", kind=kind)
        threat = Threat(
            id="t",
            place_id="kesso",
            perpetrator_ids=("a",),
            status="accepted",
            decided_by="adviser",
        )
        found = asked(assessed(actor, threat, a_community(), events=three()))
        assert {"own_harm", "no_rationale"} & found == {key}


def test_silence_is_a_question_until_somebody_has_looked():
    events = [an_event(lon=30.0)]
    assert "silence" in asked(assessed(a_community(), events=events))
    seen = a_community(last_visit_on=AS_OF)
    assert "silence" not in asked(assessed(seen, events=events))


def test_a_view_for_an_audience_says_not_shown_and_never_not_recorded():
    own = Threat(id="t", place_id="kesso", status="accepted", decided_by="adviser")
    whole = a_snapshot(own, a_community(), events=three())
    view = Snapshot(whole.records, whole.events, Audience.MISSION)
    found = asked(finish(assess(view)))
    assert {"no_coping_shown", "no_mechanism_shown"} <= found
    assert not {"no_coping", "no_mechanism", "no_timing", "women_not_heard", "silence"} & found


def test_nothing_is_proposed_to_those_outside():
    whole = a_snapshot(a_community(), events=three())
    for audience in (Audience.HUMANITARIAN, Audience.HOST_STATE, Audience.PUBLIC):
        found = finish(assess(Snapshot(whole.records, whole.events, audience)))
        assert found.proposed == () and found.rated == ()
    inside = finish(assess(Snapshot(whole.records, whole.events, Audience.MISSION)))
    assert len(inside.proposed) == 1


def test_refused_threats_are_not_rated():
    refused = Threat(
        id="t", place_id="kesso", status="refused", decided_by="adviser", reason="echo"
    )
    assert assessed(refused, a_community(), events=[an_event(lon=30.0)]).rated == ()


def test_no_word_of_intent_or_law_is_proposed():
    events = [an_event(day=AS_OF - timedelta(days=d), best=50) for d in range(30)]
    found = assessed(a_community(), events=events)
    (threat,) = found.proposed
    assert threat.intent is None and found.rated[0].impact == 4
    said = (found.rated, found.proposed, found.findings, found.questions, found.patterns)
    for word in ("genocide", "cleansing", "rationale="):
        assert word not in repr(said).casefold()


def test_the_figures_that_were_used_are_listed():
    used = {u.key: u for u in assessed(a_community(), events=three()).used}
    assert used["place.radius_km"].cite == "proposal"
    assert {"band.high", "anchor.incident_days", "threat.min_events"} <= set(used)


# ------------------------------------------------------------------ the real folder


def inside(shape_rows, lon, lat):
    """An independent point in polygon: rays, counted by hand."""
    hit = False
    for ring in shape_rows:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                hit = not hit
    return hit


def test_the_real_folder_adds_up_to_its_own_rows():
    rows, snapshot = car_snapshot()
    found = finish(assess(snapshot, today=date(2023, 1, 15)))
    whole, recent = found.patterns.whole, found.patterns.recent
    assert found.as_of == max(date.fromisoformat(r["date_end"][:10]) for r in rows)
    assert not found.outdated
    assert whole.total.events == len(rows) == 1848
    assert whole.total.deaths == sum(int(r["best"]) for r in rows)
    assert whole.total.civilians == sum(int(r["deaths_civilians"]) for r in rows)
    first = found.as_of - timedelta(days=364)
    year = [r for r in rows if first <= date.fromisoformat(r["date_end"][:10]) <= found.as_of]
    assert recent.total.events == len(year)
    precise = sum(r["where_prec"] in "12" for r in rows)
    levels = {r.key: r.counted.events for r in whole.levels}
    assert levels["place"] + levels["position"] == precise
    assert levels["admin1"] == sum(r["where_prec"] == "4" for r in rows)
    exact = [date.fromisoformat(r["date_start"][:10]) for r in rows if r["date_prec"] == "1"]
    weekday = Counter(str(day.weekday()) for day in exact)
    assert {r.key: r.counted.events for r in whole.weekdays} == weekday
    months = Counter(str(int(r["date_start"][5:7])) for r in rows if r["date_prec"] in "1234")
    assert {r.key: r.counted.events for r in whole.months} == months
    sides = Counter(
        s for r in rows for s in {r["side_a"], r["side_b"]} if not s.startswith("Civilians")
    )
    assert {r.key: r.counted.events for r in whole.actors} == sides


def test_provinces_of_the_real_folder_agree_with_names_and_shapes():
    rows, snapshot = car_snapshot()
    found = finish(assess(snapshot))
    text = (SHARED / "car" / "adm1_natural_earth.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    bangui = next(i for i, f in enumerate(features) if f["properties"]["name"] == "Bangui")
    shape = features[bangui]["geometry"]
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    rings = [ring for part in parts for ring in part]
    expected = 0
    for row in rows:
        named = row["adm_1"].casefold()
        if named:
            expected += "bangui" in named
        elif row["where_prec"] in "1234":
            expected += inside(rings, float(row["longitude"]), float(row["latitude"]))
    table = {r.key: r.counted.events for r in found.patterns.whole.areas}
    assert table[f"a{bangui}"] == expected


def test_proposals_of_the_real_folder_rest_on_its_events_alone():
    rows, snapshot = car_snapshot()
    found = finish(assess(snapshot))
    by_key = {r["id"]: r for r in rows}
    keys = {f"series:E{i}": r["id"] for i, r in enumerate(rows)}
    assert 20 <= len(found.proposed) <= 80
    named = found.over(snapshot)
    for threat in found.proposed:
        own = [by_key[keys[e.ref]] for e in threat.evidence]
        assert own and all(named.get(threat.place_id) for _ in own)
        for row in own:
            sides = {row["side_a"], row["side_b"]}
            assert set(threat.perpetrator_name.split(" / ")) <= sides
            if not isinstance(named.get(threat.place_id), Area):
                assert row["where_prec"] in "12"
    assert not named.all(Community)
    again = finish(assess(named))
    assert again.proposed == ()
    assert {r.threat_id: (r.band, r.priority) for r in again.rated} == {
        r.threat_id: (r.band, r.priority) for r in found.rated
    }


def test_the_file_is_as_it_was(tmp_path):
    rows, _ = car_snapshot()
    with (SHARED / "car" / "events_ucdp_ged_v23_1.csv").open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.reader(file)) == len(rows) + 1
