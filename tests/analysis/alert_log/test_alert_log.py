"""The alert log: what comes next, what is overdue, how long it took, and who was never told."""

from datetime import UTC, date, datetime, timedelta
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.alert_log.steps import next_step, untold, waiting
from pocplanner.analysis.alert_log.times import by_mechanism, by_place, measure, spell
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.model.community import Alert
from tests.analysis.makers import AS_OF, a_mission, a_snapshot

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)


def an_alert(minutes: dict[str, int] | None = None, **changes: object) -> Alert:
    at = {f"{s}_at": NOON + timedelta(minutes=m) for s, m in (minutes or {}).items()}
    return Alert.model_validate({"place_id": "kesso", "received_at": NOON} | at | changes)


def test_each_step_follows_the_latest_that_was_done() -> None:
    assert next_step(an_alert()) == "verified"
    assert next_step(an_alert({"verified": 5})) == "tasked"
    assert next_step(an_alert({"tasked": 5})) == "answered", "what was passed over is not asked"
    assert next_step(an_alert({"answered": 9})) == "told_back"
    assert next_step(an_alert({"answered": 9, "told_back": 20})) == "outcome"


def test_a_closed_alert_owes_the_caller_a_word_and_nothing_else() -> None:
    assert next_step(an_alert(outcome="false_alarm")) == "told_back"
    assert next_step(an_alert({"told_back": 9}, outcome="false_alarm")) == ""
    assert next_step(an_alert(outcome="not_answered", not_told_reason="The line is dead.")) == ""


def test_what_was_closed_in_silence_is_listed_until_somebody_tells() -> None:
    silent = an_alert({"answered": 9}, id="a1", outcome="answered_late")
    snapshot = a_snapshot(silent, an_alert(id="a2"), mission=a_mission())
    assert [a.id for a in untold(snapshot, AS_OF)] == ["a1"]
    assert untold(snapshot, date(2024, 5, 31)) == ()
    told = silent.model_copy(update={"told_back_at": NOON + timedelta(days=9)})
    assert untold(a_snapshot(told), AS_OF) == ()


def test_overdue_steps_stand_on_top_and_acting_before_words() -> None:
    late = an_alert(id="late", received_at=NOON - timedelta(minutes=90))
    later = an_alert(id="later", received_at=NOON - timedelta(minutes=300))
    fresh = an_alert(id="fresh", received_at=NOON - timedelta(minutes=59))
    word = an_alert(id="word", received_at=NOON - timedelta(days=30), outcome="not_answered")
    snapshot = a_snapshot(fresh, word, late, later)
    found = waiting(snapshot, NOON, Assumptions())
    assert [w.alert_id for w in found] == ["later", "late", "word", "fresh"]
    assert [w.overdue for w in found] == [True, True, True, False]
    assert (found[0].over, found[-1].over) == (240, -1)
    assert found[2].closed and found[2].step == "told_back"


def test_what_may_wait_is_for_the_mission_to_say() -> None:
    snapshot = a_snapshot(an_alert(received_at=NOON - timedelta(minutes=90)))
    (found,) = waiting(snapshot, NOON, Assumptions({"alert.verify_min": 120}))
    assert not found.overdue


def test_an_alert_of_tomorrow_waits_for_nothing() -> None:
    assert waiting(a_snapshot(an_alert()), NOON - timedelta(minutes=1), Assumptions()) == ()


@given(st.lists(st.integers(0, 5000), max_size=30), st.integers(1, 12))
def test_a_spell_tells_the_median_or_every_case_and_always_its_number(
    times: list[int], least: int
) -> None:
    found = spell(times, "answered", "day", least)
    assert found.n == len(times)
    if len(times) >= least:
        assert found.median == round(median(times), 1) and found.cases == ()
    else:
        assert found.median is None and found.cases == tuple(sorted(times))


@given(st.permutations(range(12)))
def test_the_order_of_the_log_changes_nothing(order: list[int]) -> None:
    alerts = [
        an_alert(
            {"verified": 5 + i, "answered": 40 + 7 * i},
            id=f"a{i}",
            place_id=f"p{i % 3}",
            mechanism_id=f"m{i % 2}",
        )
        for i in range(12)
    ]
    shuffled = [alerts[i] for i in order]
    snapshot, assumed = a_snapshot(), Assumptions()
    assert measure(snapshot, shuffled, assumed) == measure(snapshot, alerts, assumed)
    assert by_place(snapshot, shuffled, assumed) == by_place(snapshot, alerts, assumed)
    found = by_mechanism(snapshot, shuffled, assumed)
    assert [(m.mechanism_id, m.alerts) for m in found] == [("m0", 6), ("m1", 6)]


def test_night_is_the_missions_own() -> None:
    alerts = [an_alert({"answered": 10}, id=f"a{i}") for i in range(8)]
    here = measure(a_snapshot(mission=a_mission()), alerts, Assumptions())
    assert (here.spell("answered", "day").n, here.spell("answered", "night").n) == (8, 0)
    east = a_snapshot(mission=a_mission(time_zone="Asia/Tokyo"))
    there = measure(east, alerts, Assumptions())
    assert there.spell("answered", "night").median == 10
    assert there.spell("told_back", "night").n == 0


def test_an_alert_over_midnight_and_over_the_change_of_clocks_takes_the_time_it_takes() -> None:
    from datetime import UTC, datetime, timezone

    east = timezone(timedelta(hours=2))
    alerts = [
        # Written in two zones: 23:50 at +2 is 21:50 UTC; answered at 00:20 UTC, 150 minutes on.
        an_alert(id=f"n{i}", received_at=datetime(2024, 3, 30, 23, 50, tzinfo=east)).model_copy(
            update={"answered_at": datetime(2024, 3, 31, 0, 20, tzinfo=UTC)}
        )
        for i in range(8)
    ]
    # In Berlin the clocks go forward that night, between the call and the answer.
    found = measure(a_snapshot(mission=a_mission(time_zone="Europe/Berlin")), alerts, Assumptions())
    night = found.spell("answered", "night")
    assert (night.n, night.median) == (8, 150) and found.spell("answered", "day").n == 0


def test_those_told_those_excused_and_those_left_in_silence_are_counted_apart() -> None:
    found = measure(
        a_snapshot(),
        [
            an_alert({"answered": 9, "told_back": 10}, outcome="answered_in_time"),
            an_alert({"answered": 9}, outcome="answered_late", not_told_reason="She has fled."),
            an_alert(outcome="not_answered"),
            an_alert(),
        ],
        Assumptions(),
    )
    assert (found.alerts, found.answered, found.told, found.excused, found.untold) == (
        4,
        2,
        1,
        1,
        1,
    )
