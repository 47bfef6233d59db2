"""Actions beside what people do: a case for every rule, near and far, together and apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis import interference_rules
from pocplanner.analysis.assess import assess
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.interference import (
    interference,
    interference_questions,
    near_pairs,
    said,
    spans,
)
from pocplanner.analysis.interference_near import Nearby, Window, distance_km, meets, window_of
from pocplanner.analysis.interference_rules import Rules, rules, shipped
from pocplanner.analysis.sharing import view
from pocplanner.analysis.telling import Teller
from pocplanner.model.community import Coping
from pocplanner.model.geometry import Position, distance_m, read_geometry
from pocplanner.model.guard import Audience, Level
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.places import Area, Route
from pocplanner.model.strategy import Action
from pocplanner.model.vocabulary import vocabulary
from pocplanner.model.ways import Patrol
from pocplanner.progress import finish
from pocplanner.words import LANGUAGES, Problem, Words
from tests.analysis.makers import AS_OF, a_community, a_snapshot

PAIRS = [(r, mode, coping) for r in shipped().all for mode in r.modes for coping in r.coping]


def a_coping(**changes):
    told = {"id": "c", "title": "Night in the bush", "strategy": "temporary_flight"}
    return Coping(**(told | {"place_id": "kesso"} | changes))


def an_action(**changes):
    told = {"id": "a", "title": "Day patrol", "mode": "patrol_day", "place_id": "kesso"}
    return Action(**(told | changes))


def an_answer(**changes):
    told = {"action_id": "a", "coping_id": "c", "rule": "patrol_reveals_flight"}
    told |= {"text": "Come after nine.", "by": "committee", "on": date(2024, 5, 1)}
    return InterferenceAnswer(**(told | changes))


def met(*records, **more):
    return interference(a_snapshot(a_community(), *records), **more)


# ------------------------------------------------------------------ the rules


@pytest.mark.parametrize(
    ("rule", "mode", "coping"), PAIRS, ids=[f"{r.id}-{m}-{c}" for r, m, c in PAIRS]
)
def test_every_rule_is_found_for_each_of_its_pairs(rule, mode, coping):
    (found,) = met(an_action(mode=mode), a_coping(strategy=coping))
    assert (found.rule.id, found.refs[:2]) == (rule.id, ("a", "c"))
    assert found.open == (rule.effect == "may_harm")


def test_sixty_rules_and_more_speak_of_terms_that_exist_and_of_each_pair_once():
    told = shipped().all
    assert len(told) >= 60 and len({r.id for r in told}) == len(told)
    modes, ways = vocabulary("action_mode").codes(), vocabulary("coping_strategy").codes()
    pairs = [(m, c) for _, m, c in PAIRS]
    assert len(pairs) == len(set(pairs))
    assert {m for m, _ in pairs} <= set(modes) and {c for _, c in pairs} <= set(ways)
    assert shipped().around <= set(modes)
    # What every way of coping is asked about, and no way of coping is forgotten.
    assert {c for _, c in pairs} == set(ways) - {"other"}
    assert {r.effect for r in told} == {"may_harm", "supports", "neutral"}


@pytest.mark.parametrize("rule", shipped().all, ids=lambda r: r.id)
def test_every_rule_says_what_why_and_what_to_ask_in_both_languages_with_its_source(rule):
    for part in ("does", "why", "ask"):
        texts = getattr(rule, part)
        assert set(texts) == set(LANGUAGES)
        assert all(t.strip() and "{" not in t for t in texts.values())
        assert rule.does["en"] != rule.does["fr"]
    assert all(t.endswith("?") for t in rule.ask.values())
    documents = ("Oxfam", "Carver", "NUPI", "DPO/DPET", "Dorussen")
    assert "proposal" in rule.cite or rule.cite.startswith(documents)


OWN = """
[[rule]]
id = "{id}"
modes = ["patrol_day"]
coping = ["temporary_flight"]
effect = "{effect}"
does = {{ en = "pass by" }}
why = {{ en = "They asked for it." }}
ask = {{ en = "Still so?" }}
cite = "our own review"
"""


def test_a_persons_own_file_replaces_a_rule_and_goes_before_others(tmp_path):
    own = tmp_path / "interference.toml"
    assert rules(own) is shipped()
    own.write_text(OWN.format(id="patrol_reveals_flight", effect="supports"), "utf-8")
    known = rules(own)
    (found,) = met(an_action(), a_coping(), known=known)
    assert (found.rule.effect, found.rule.own, found.open) == ("supports", True, False)
    assert known.about("patrol_night", "temporary_flight") is None
    own.write_text(OWN.format(id="ours", effect="neutral") + "\n", "utf-8")
    assert rules(own).about("patrol_day", "temporary_flight").id == "ours"
    assert rules(own).about("patrol_night", "temporary_flight").id == "patrol_reveals_flight"


@pytest.mark.parametrize(
    "text",
    [
        "not a table",
        "rule = 3",
        "[[other]]\nid = 'x'",
        OWN.format(id="x", effect="forbids"),
        OWN.format(id="x", effect="neutral") * 2,
        OWN.format(id="x", effect="neutral").replace("en =", "de ="),
    ],
)
def test_an_own_file_that_cannot_be_used_is_left_out_whole_and_said(tmp_path, text, monkeypatch):
    own = tmp_path / "interference.toml"
    own.write_text(text, "utf-8")
    known = rules(own)
    assert known.all == shipped().all and isinstance(known.broken, Problem)
    for language in LANGUAGES:
        assert "{" not in Words(language).problem(known.broken)
    monkeypatch.setattr(interference_rules, "folder", lambda: tmp_path)
    found = finish(assess(a_snapshot(a_community()), as_of=AS_OF))
    assert "finding.interference_file" in [f.key for f in found.findings]


# ------------------------------------------------------------------ near in place


def test_what_is_known_to_an_area_meets_an_action_in_it_and_the_other_way_round():
    ring = [[9.0, 4.0], [11.0, 4.0], [11.0, 6.0], [9.0, 6.0], [9.0, 4.0]]
    area = Area(id="d", name="D", shape={"type": "Polygon", "coordinates": [ring]})
    (known,) = met(area, an_action(), a_coping(place_id="d"))
    (wide,) = met(area, an_action(place_id="d"), a_coping())
    assert (known.near, wide.near) == ("area", "area")


def test_an_action_elsewhere_meets_within_the_stated_distance_and_not_beyond():
    for north, expected in ((0.04, 1), (0.05, 0)):  # 4.4 and 5.6 km
        other = a_community(id="far", name="Far", position=Position(lon=10.0, lat=5.0 + north))
        found = met(other, an_action(place_id="far"), a_coping())
        assert len(found) == expected
    assert [f.near for f in met(a_community(id="x"), an_action(), a_coping())] == ["place"]
    wide = Assumptions({"interference.near_km": 8})
    assert met(other, an_action(place_id="far"), a_coping(), assumed=wide)[0].km == 5.6
    # A meeting is felt where it is held; the village beyond the hill has its own.
    meeting = an_action(place_id="far", mode="community_dialogue")
    assert not met(other, meeting, a_coping(strategy="concealment"), assumed=wide)


def test_a_patrol_on_a_road_meets_the_hide_beside_it_at_a_place_of_no_name():
    road = Route(
        id="r", name="R", line={"type": "LineString", "coordinates": [[9.9, 5.0], [9.9, 5.5]]}
    )
    hide = {"type": "LineString", "coordinates": [[10.0, 5.2], [9.91, 5.3]]}
    place = a_community(id="far", name="Far", position=Position(lon=12.0, lat=5.0))
    (found,) = met(road, place, an_action(place_id="far", route_id="r"), a_coping(shape=hide))
    assert (found.near, found.km) == ("route", 1.1)
    line = {"type": "LineString", "coordinates": [[9.9, 5.0], [9.9, 5.5]]}
    patrol = Patrol(id="p", name="P", kind="foot", line=line)
    (walked,) = met(patrol, a_coping(shape=hide))
    assert (walked.action_id, walked.near, walked.rule.id) == (
        "p",
        "route",
        "patrol_reveals_flight",
    )
    far = Patrol(id="p", name="P", kind="foot", line={"type": "Point", "coordinates": [12.0, 5.0]})
    assert not met(far, a_coping(shape=hide))


@given(
    st.lists(st.tuples(st.floats(-30, 30), st.floats(-30, 30)), min_size=1, max_size=12),
    st.tuples(st.floats(-30, 30), st.floats(-30, 30)),
    st.floats(0.1, 800),
)
def test_the_tree_finds_what_comparing_each_with_each_finds(points, at, km):
    shapes = [Position(lon=x, lat=y).point for x, y in points]
    here = Position(lon=at[0], lat=at[1])
    found = Nearby(shapes, range(len(shapes))).within(here.point, km)
    each = {n for n, s in enumerate(shapes) if distance_km(here.point, s) <= km}
    assert set(found) == each


@given(st.floats(-60, 60), st.floats(-2, 2), st.floats(-2, 2))
def test_distances_are_those_of_the_globe_within_a_hundredth_at_short_range(lat, east, north):
    one, other = Position(lon=5, lat=lat), Position(lon=5 + east / 20, lat=lat + north / 20)
    globe = distance_m(one, other) / 1000
    assert distance_km(one.point, other.point) == pytest.approx(globe, rel=0.01, abs=0.01)


# ------------------------------------------------------------------ together in time


def test_hours_that_lie_apart_keep_an_action_from_a_hide_and_unknown_ones_do_not():
    night = a_coping(hours=(22, 23, 0))
    assert not met(an_action(from_hour=8, to_hour=16), night)
    (found,) = met(an_action(from_hour=20, to_hour=2), night)
    assert found.unknown == ("weekdays", "seasons")
    assert met(an_action(), night) and met(an_action(from_hour=8, to_hour=16), a_coping())


def test_weekdays_and_seasons_part_as_hours_do():
    thursday = a_coping(weekdays=("thursday",), seasons=("dry",), hours=(1,))
    friday = {"from_hour": 22, "to_hour": 3}
    assert not met(an_action(weekdays=("friday",), **friday), thursday)
    # A night patrol of Wednesday is still out on Thursday at one in the morning.
    assert met(an_action(weekdays=("wednesday",), **friday), thursday)
    assert not met(an_action(seasons=("wet",)), thursday)
    assert met(an_action(seasons=("harvest",)), thursday)


def test_what_outlives_its_hours_is_asked_whatever_the_hour():
    base = an_action(mode="temporary_base", from_hour=8, to_hour=9)
    (found,) = met(base, a_coping(hours=(23,)))
    assert found.rule.lasting and found.open


HOURS = st.one_of(st.none(), st.integers(0, 23))
SOME = st.frozensets(st.integers(0, 23))


@given(HOURS, HOURS, SOME)
def test_windows_meet_the_same_way_from_both_sides(first, last, hours):
    one, other = window_of(first, last, ()), Window(hours)
    assert meets(one, other)[0] == meets(other, one)[0]
    assert meets(one, other)[0] or (one.hours and not one.hours & hours)


@given(st.frozensets(st.integers(0, 23), min_size=1))
def test_spans_of_the_clock_tell_each_hour_once(hours):
    told = set()
    for span in spans(hours).split(", "):
        start, end = (int(part[:2]) for part in span.split("–"))
        length = (end - start) % 24 or 24
        told |= {(start + n) % 24 for n in range(length)}
    assert told == hours


# ------------------------------------------------------------------ open and settled


@pytest.mark.parametrize("kind", ["answer", "mitigation", "risk"])
def test_an_answer_a_measure_or_an_owner_closes_the_question(kind):
    (found,) = met(an_action(), a_coping(), an_answer(kind=kind))
    assert (found.state, found.open) == (kind, False)
    assert found.answer_id in found.refs


def test_having_asked_is_no_answer_and_a_ticked_box_is_none_either():
    (asked,) = met(an_action(community_asked="yes"), a_coping(), an_answer(kind="asked"))
    assert (asked.state, asked.open) == ("asked", True)
    (ticked,) = met(an_action(community_asked="yes"), a_coping())
    assert ticked.open


def test_an_answer_holds_for_its_rule_and_until_its_day_and_no_further():
    (moved,) = met(an_action(mode="air_recce"), a_coping(), an_answer())
    assert moved.open and not moved.answer_id
    until = an_answer(until=date(2024, 6, 1))
    assert not met(an_action(), a_coping(), until, on=date(2024, 6, 1))[0].open
    assert met(an_action(), a_coping(), until, on=date(2024, 6, 2))[0].open


def test_what_is_done_or_dropped_asks_nothing_any_more():
    for state in ("done", "dropped"):
        assert not met(an_action(state=state), a_coping())
    (begun,) = met(an_action(state="under_way"), a_coping())
    assert begun.begun and begun.open


MODES = st.sampled_from([*vocabulary("action_mode").codes()[:-1], ""])
ACTIONS = st.builds(
    lambda mode, place, first, last, state: an_action(
        mode=mode, place_id=place, from_hour=first, to_hour=last, state=state
    ),
    MODES,
    st.sampled_from(["kesso", "far", ""]),
    HOURS,
    HOURS,
    st.sampled_from(["planned", "final", "under_way", "held", "done"]),
)
COPINGS = st.builds(
    lambda way, place, hours: a_coping(strategy=way, place_id=place, hours=tuple(sorted(hours))),
    st.sampled_from(vocabulary("coping_strategy").codes()[:-1]),
    st.sampled_from(["kesso", "far"]),
    SOME,
)


@given(st.lists(ACTIONS, max_size=5), ACTIONS, st.lists(COPINGS, max_size=4))
def test_adding_an_action_never_lowers_the_count_of_open_questions(actions, one_more, copings):
    far = a_community(id="far", name="Far", position=Position(lon=10.03, lat=5.0))
    actions = [a.model_copy(update={"id": f"a{n}"}) for n, a in enumerate(actions)]
    copings = [c.model_copy(update={"id": f"c{n}"}) for n, c in enumerate(copings)]
    few = met(far, *actions, *copings)
    more = met(far, *actions, one_more, *copings)
    assert sum(f.open for f in more) >= sum(f.open for f in few)
    # Whatever stood before stands there unchanged.
    assert {f.id for f in few} <= {f.id for f in more}
    assert met(far, *actions, *copings) == few


def test_what_no_rule_is_about_is_near_and_not_judged():
    snapshot = a_snapshot(a_community(), an_action(mode="victim_support"), a_coping())
    assert interference(snapshot) == () and near_pairs(snapshot) == (("a", "c"),)


def test_rules_of_nothing_ask_nothing():
    assert met(an_action(), a_coping(), known=Rules.of(())) == ()


# ------------------------------------------------------------------ as it is told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", shipped().all, ids=lambda r: r.id)
def test_the_sentence_of_every_rule_names_the_pair_and_is_filled(rule, language):
    action = an_action(mode=rule.modes[0], from_hour=5, to_hour=7)
    coping = a_coping(strategy=rule.coping[0], hours=(5, 6))
    snapshot = a_snapshot(a_community(), action, coping)
    (found,) = interference(snapshot)
    key, facts = said(snapshot, found)
    text = Words(language).text(key, **Teller(Words(language), snapshot).facts(facts))
    assert "{" not in text and "Day patrol" in text and "Night in the bush" in text
    assert rule.told("ask", language) in text and "Kesso" in text
    assert ("05:00" in text) == (not rule.lasting)


def test_open_questions_say_who_could_answer():
    snapshot = a_snapshot(a_community(), an_action(), a_coping(users_sex="male"))
    (question,) = interference_questions(snapshot, interference(snapshot))
    assert question.who[0] == "who.men" and question.place_id == "kesso"
    assert question.refs == ("a", "c")


@pytest.mark.parametrize(
    "strategy",
    ["concealment", "armed_group_alignment", "payment_compliance", "harmful_coping",
     "self_defence_group", "negotiation", "advocacy_documentation"],
)  # fmt: skip
def test_what_a_committee_need_not_know_is_not_asked_of_it(strategy):
    rule = next(r for r in shipped().all if strategy in r.coping and r.effect == "may_harm")
    snapshot = a_snapshot(
        a_community(), an_action(mode=rule.modes[0]), a_coping(strategy=strategy, users_sex="male")
    )
    (question,) = interference_questions(snapshot, interference(snapshot))
    assert "who.committee" not in question.who
    for language in LANGUAGES:
        assert all(Words(language).text(w) != w for w in question.who)


@pytest.mark.parametrize(
    ("mode", "strategy"),
    [
        ("joint_with_host", "displacement_near_base"), ("joint_with_host", "kin_solidarity"),
        ("domination", "neutrality_zone"), ("escort_aid", "neutrality_zone"),
        ("temporary_base", "negotiation"), ("patrol_foot", "negotiation"),
        ("static_presence", "concealment"), ("temporary_base", "armed_group_alignment"),
        ("reporting", "early_warning_signals"), ("armed_operation", "kin_solidarity"),
    ],
)  # fmt: skip
def test_what_is_known_to_do_harm_is_asked_about(mode, strategy):
    assert shipped().about(mode, strategy).effect == "may_harm"


def test_text_of_records_and_of_own_rules_stays_text(tmp_path):
    own = tmp_path / "interference.toml"
    own.write_text(
        OWN.format(id="x", effect="may_harm").replace("pass by", "{place.x} <b>"), "utf-8"
    )
    snapshot = a_snapshot(a_community(), an_action(title="{ask} %s"), a_coping())
    (found,) = interference(snapshot, known=rules(own))
    key, facts = said(snapshot, found)
    text = Words("en").text(key, **Teller(Words("en"), snapshot).facts(facts))
    assert "{place.x} <b>" in text and "{ask} %s" in text


# ------------------------------------------------------------------ for an audience


def test_a_view_tells_what_somebody_took_up_and_guesses_nothing_from_blurred_places():
    walk = a_coping(strategy="group_movement", id="g", title="Walking together")
    shown = an_answer(id="n", coping_id="g", rule="patrol_shows_group", kind="asked")
    whole = a_snapshot(a_community(), an_action(), walk, a_coping(), shown)
    assert len([f for f in interference(whole) if f.open]) == 2
    seen = view(whole, Audience.MISSION, AS_OF).snapshot
    (found,) = interference(seen)
    assert (found.coping_id, found.state, found.near) == ("g", "asked", "")


def test_what_was_settled_about_a_hide_never_leaves_the_team():
    hidden = an_answer(id="n", sensitivity=Level.SEVERE)
    whole = a_snapshot(a_community(), an_action(), a_coping(), hidden)
    for audience in Audience:
        seen = view(whole, audience, AS_OF).snapshot
        assert bool(seen.get("n")) == (audience is Audience.CORE)


def test_a_shape_of_another_kind_is_measured_too():
    ring = {"type": "Polygon", "coordinates": [[[9.0, 4.0], [9.5, 4.0], [9.5, 4.5], [9.0, 4.0]]]}
    point = Position(lon=9.4, lat=4.1).point
    assert distance_km(point, read_geometry(ring)) == 0
