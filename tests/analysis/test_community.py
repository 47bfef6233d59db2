"""Coping, alerts, requests, promises and voices: what people do, and whether anybody answered."""

from datetime import UTC, date, datetime, timedelta

from pocplanner.analysis import alerts, coping
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.observations import voice_findings
from pocplanner.model.community import Alert, Coping, Perception, Promise, Request
from tests.analysis.makers import AS_OF, a_community, a_mission, a_snapshot

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


def a_coping(**changes):
    told = {"id": "c", "title": "Night in the bush", "strategy": "temporary_flight"}
    return Coping(**(told | {"place_id": "kesso"} | changes))


def an_alert(**changes):
    return Alert(**({"place_id": "kesso", "received_at": NOON} | changes))


def test_a_place_without_records_was_not_yet_asked():
    (state,) = coping.states(a_snapshot(a_community()), ["kesso"])
    assert not state.asked and state.strategies == ()


def test_what_is_recorded_at_a_place_is_gathered():
    found = a_coping(cost_bearers=("women",), mission_effect="undermines")
    (state,) = coping.states(a_snapshot(a_community(), found), ["kesso"])
    assert state.asked and state.strategies == ("temporary_flight",)
    assert (state.payers, state.undermined_ids) == (("women",), ("c",))


def keys(snapshot):
    return [f.key for f in coping.coping_findings(snapshot, AS_OF, Assumptions())]


def test_harm_by_the_mission_and_costs_are_findings():
    place = a_community()
    assert keys(a_snapshot(place, a_coping())) == ["finding.coping_effect_unknown"]
    costly = a_coping(mission_effect="undermines", users_sex="female", harm="exposure")
    assert keys(a_snapshot(place, costly)) == [
        "finding.coping_undermined",
        "finding.coping_paid_by_women",
    ]
    others = a_coping(mission_effect="neutral", users=("men",), cost_bearers=("women",))
    assert keys(a_snapshot(place, others)) == ["finding.coping_paid_by_others"]


def count(*records, **mission):
    snapshot = a_snapshot(*records, mission=a_mission(**mission))
    return alerts.count(snapshot, alerts.alerts_to(snapshot, AS_OF), Assumptions())


def test_shares_need_enough_alerts():
    few = [an_alert(answered_at=NOON, outcome="answered_in_time") for _ in range(9)]
    assert count(*few).share_answered is None
    found = count(*few, an_alert())
    assert (found.alerts, found.answered, found.share_answered) == (10, 9, 0.9)
    assert found.share_fed_back == 0


def test_times_are_medians_by_day_and_by_the_missions_own_night():
    def after(hours, minutes):
        at = NOON + timedelta(hours=hours)
        return an_alert(received_at=at, answered_at=at + timedelta(minutes=minutes))

    day = [after(0, minutes) for minutes in (5, 10, 15, 20, 20, 25, 90, 400)]
    night = [after(9, 300) for _ in range(8)]
    found = count(*day, *night)
    assert (found.minutes_day, found.minutes_night) == (20, 300)
    east = count(*day, *night, time_zone="Asia/Tokyo")
    assert (east.minutes_day, east.minutes_night) == (300, 20)


def test_below_the_least_number_no_median_is_given_but_each_case():
    at = NOON + timedelta(hours=1)
    seven = [an_alert(received_at=at, answered_at=at + timedelta(minutes=m)) for m in range(7)]
    found = count(*seven)
    assert found.minutes_day is None and found.timed_day == 7
    assert found.cases_day == (0, 1, 2, 3, 4, 5, 6)
    found = count(*seven, an_alert(received_at=at, answered_at=at + timedelta(minutes=7)))
    assert (found.minutes_day, found.cases_day) == (3.5, ())


def test_passing_an_alert_on_is_no_protective_act():
    snapshot = a_snapshot(an_alert(outcome="passed_on"))
    found = list(alerts.alert_findings(snapshot, AS_OF, Assumptions()))
    assert {f.key for f in found} == {"finding.alerts_unanswered", "finding.alerts_closed_untold"}
    assert count(an_alert(outcome="answered_by_others")).answered == 1


def test_alerts_after_the_day_do_not_count():
    assert count(an_alert(received_at=datetime(2024, 7, 1, 12, tzinfo=UTC))).alerts == 0


def test_requests_and_promises_are_remembered():
    def request(**changes):
        told = {"place_id": "kesso", "text": "A patrol at dawn", "asked_on": date(2024, 6, 1)}
        return Request(**(told | changes))

    snapshot = a_snapshot(
        request(),
        request(answer="accepted", answered_on=AS_OF),
        request(answer="refused", reason="no unit", told_back_on=AS_OF),
    )
    assert [f.key for f in alerts.request_findings(snapshot, AS_OF)] == [
        "finding.request_open",
        "finding.request_not_told_back",
        "finding.request_refused",
    ]
    late = Promise(
        place_id="kesso",
        by="Sector",
        text="A well",
        made_on=date(2024, 1, 1),
        due_on=date(2024, 6, 29),
    )
    (found,) = alerts.promise_findings(a_snapshot(late), AS_OF)
    assert (found.key, found.facts["days"]) == ("finding.promise_overdue", 1)


def voice(sex, asked, positive, **changes):
    told = {"place_id": "kesso", "question": "feels_safe_night", "on": AS_OF}
    return Perception(sex=sex, asked=asked, positive=positive, **(told | changes))


def test_no_percentage_below_thirty_asked():
    found = alerts.voices(a_snapshot(voice("female", 29, 10)), AS_OF, Assumptions())
    assert (found[0].asked, found[0].share) == (29, None)
    found = alerts.voices(a_snapshot(voice("female", 30, 12)), AS_OF, Assumptions())
    assert found[0].share == 0.4


def test_the_latest_survey_counts_and_age_bands_add_up():
    old = voice("male", 50, 50, on=date(2024, 1, 1))
    young, elder = voice("male", 20, 5, age="18_29"), voice("male", 20, 15, age="30_59")
    (found,) = alerts.voices(a_snapshot(old, young, elder), AS_OF, Assumptions())
    assert (found.asked, found.positive, found.share) == (40, 20, 0.5)


def test_women_who_feel_less_safe_are_a_finding():
    snapshot = a_snapshot(voice("female", 40, 10), voice("male", 40, 30))
    (found,) = voice_findings(alerts.voices(snapshot, AS_OF, Assumptions()))
    assert found.key == "finding.women_feel_less_safe"
    assert (found.facts["women"], found.facts["men"]) == (0.25, 0.75)
