"""Voices: exact tests, rounds with their number, ratings side by side, outputs beside lives."""

from datetime import date, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.voices.beside import beside
from pocplanner.analysis.voices.exact import change, fisher, sign_test, wilson
from pocplanner.analysis.voices.findings import voices_findings
from pocplanner.analysis.voices.pairs import pairs
from pocplanner.analysis.voices.rounds import cells, moved
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Perception, Request
from pocplanner.model.few import Few
from pocplanner.model.lived import SafetyPair
from pocplanner.model.strategy import Indicator, Reading
from tests.analysis.makers import AS_OF, a_community, a_snapshot

FIRST = AS_OF - timedelta(days=300)


def a_voice(asked: int, positive: int, on: date = AS_OF, **changes: Any) -> Perception:
    told = {"place_id": "kesso", "question": "feels_safe_route", "sex": "female", "on": on}
    return Perception.model_validate(told | {"asked": asked, "positive": positive} | changes)


def a_rating(rating: int, sex: str = "female", **changes: Any) -> Perception:
    told = {"place_id": "kesso", "question": "threat_rating", "threat_id": "t1", "on": AS_OF}
    return Perception.model_validate(told | {"rating": rating, "sex": sex} | changes)


def test_the_sign_test_by_hand() -> None:
    assert sign_test(0, 0) == 1
    assert sign_test(5, 5) == 1
    assert sign_test(10, 0) == pytest.approx(2 / 1024)
    assert sign_test(8, 2) == pytest.approx(2 * (1 + 10 + 45) / 1024)


def test_fisher_by_hand_and_as_others_compute_it() -> None:
    assert fisher(0, 0, 3, 5) == 1
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)
    stats = pytest.importorskip("scipy.stats")
    for table in ((1, 9, 11, 14), (12, 40, 25, 42), (0, 30, 6, 31)):
        a, n, b, m = table
        other = stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue
        assert fisher(a, n, b, m) == pytest.approx(other)


@given(st.integers(1, 400), st.data())
def test_an_interval_holds_its_share_and_narrows_with_number(asked: int, data: Any) -> None:
    yes = data.draw(st.integers(0, asked))
    low, high = wilson(yes, asked)
    assert 0 <= low <= yes / asked + 1e-12 and yes / asked - 1e-12 <= high <= 1
    low4, high4 = wilson(4 * yes, 4 * asked)
    assert high4 - low4 < high - low
    down, up = change(yes, asked, yes, asked)
    assert down <= 0 <= up and down == pytest.approx(-up)


def test_a_round_tells_how_it_was_asked_and_no_share_below_thirty() -> None:
    snapshot = a_snapshot(
        a_voice(29, 10, sampling="random", collector="Team", language="Sango"),
        a_voice(20, 10, FIRST, age="18_29"),
        a_voice(20, 10, FIRST, age="60_plus"),
    )
    (cell,) = cells(snapshot, AS_OF, Assumptions())
    assert [r.asked for r in cell.rounds] == [40, 29]
    assert [r.share for r in cell.rounds] == [0.5, None]
    assert cell.last.sampling == ("random",) and cell.last.collectors == ("Team",)
    ages = cells(snapshot, AS_OF, Assumptions(), ages=True)
    assert [(c.age, c.last.asked) for c in ages] == [("18_29", 20), ("60_plus", 20)]


def test_numbers_that_were_told_as_few_give_no_share_and_no_test() -> None:
    held = a_voice(40, 9).model_copy(update={"positive": Few()})
    (cell,) = cells(a_snapshot(a_voice(40, 30, FIRST), held), AS_OF, Assumptions())
    assert cell.last.share is None and cell.last.held
    assert moved(*cell.rounds, Assumptions()).verdict == "few"


def test_below_ten_asked_no_test_is_made() -> None:
    def verdict(asked: int) -> str:
        told = a_snapshot(a_voice(asked, 0, FIRST), a_voice(asked, asked))
        (cell,) = cells(told, AS_OF, Assumptions())
        return moved(*cell.rounds, Assumptions()).verdict

    assert (verdict(9), verdict(10)) == ("few", "up")


def rated(likelihood: int | None = 2) -> Any:
    return SimpleNamespace(
        threat_id="t1", place_id="kesso", likelihood=likelihood, priority="could", score=4
    )


THREAT = {"t1": Threat(id="t1", kind="abduction", place_id="kesso")}


def test_a_gap_of_two_is_a_finding_and_of_one_is_not() -> None:
    snapshot = a_snapshot(a_community(), a_rating(4), a_rating(3, "male"))
    (found,) = beside(snapshot, [rated()], THREAT, AS_OF, Assumptions())
    assert (found.gap, found.gap_sex, found.differs) == (2, "female", True)
    assert (found.apart, found.sexes_differ) == (1, False)
    keys = [f.key for f in voices_findings(snapshot, [rated()], THREAT, AS_OF, Assumptions())]
    assert keys == ["finding.people_rate_higher"]
    near = a_snapshot(a_rating(3), a_rating(3, "male"))
    assert not list(voices_findings(near, [rated()], THREAT, AS_OF, Assumptions()))


def test_women_and_men_stand_side_by_side_and_each_age_apart() -> None:
    snapshot = a_snapshot(
        a_rating(5, age="18_29"),
        a_rating(1, "male", age="30_59"),
        a_rating(3, "male", age="60_plus"),
    )
    (found,) = beside(snapshot, [rated(3)], THREAT, AS_OF, Assumptions())
    women, men = found.by("female"), found.by("male")
    assert women is not None and men is not None
    assert (women.rating, men.rating, found.apart) == (5, 2, 3)
    assert {(t.sex, t.age) for t in found.told if t.age} == {
        ("female", "18_29"),
        ("male", "30_59"),
        ("male", "60_plus"),
    }
    keys = [f.key for f in voices_findings(snapshot, [rated(3)], THREAT, AS_OF, Assumptions())]
    assert "finding.women_rate_apart" in keys


def test_only_the_latest_rating_of_each_part_counts_and_their_wish_stands_beside() -> None:
    wish = Request(place_id="kesso", text="A", asked_on=FIRST, community_priority=5)
    snapshot = a_snapshot(a_rating(5, on=FIRST), a_rating(3), wish)
    (found,) = beside(snapshot, [rated()], THREAT, AS_OF, Assumptions())
    assert found.gap == 1 and found.asked_first == 5


def test_what_nobody_rated_is_not_compared() -> None:
    assert beside(a_snapshot(), [rated()], THREAT, AS_OF, Assumptions()) == ()
    (found,) = beside(a_snapshot(a_rating(5)), [rated(None)], THREAT, AS_OF, Assumptions())
    assert found.gap is None and not found.differs


def a_pair(values: list[float], answers: list[tuple[int, int]], wanted: str = "up") -> Any:
    days = [FIRST + timedelta(days=90 * i) for i in range(len(answers))]
    readings = tuple(Reading(on=d, value=v) for d, v in zip(days, values, strict=True))
    return a_snapshot(
        Indicator(id="i1", name="Patrols", wanted=wanted, readings=readings),
        SafetyPair(
            id="pair", title="Patrols", output_id="i1", place_id="kesso",
            question="feels_safe_route", sex="female",
        ),
        *[a_voice(n, yes, d) for d, (n, yes) in zip(days, answers, strict=True)],
    )  # fmt: skip


def state(*given: Any, **more: Any) -> str:
    (found,) = pairs(a_pair(*given, **more), AS_OF, Assumptions())
    return found.state


def test_output_better_and_answers_not_over_two_periods_diverge() -> None:
    assert state([4, 8, 12], [(50, 20), (50, 20), (50, 15)]) == "diverges"
    assert state([4, 8, 12], [(50, 20), (50, 25), (50, 30)]) == "together"
    assert state([4, 8, 12], [(50, 20), (50, 15), (50, 30)]) == "mixed"
    assert state([4, 8], [(50, 20), (50, 15)]) == "mixed", "one period is not enough"
    assert state([12, 8, 4], [(50, 20), (50, 20), (50, 15)], "down") == "diverges"
    assert state([4], [(50, 20)]) == "few"


def test_few_asked_are_told_in_words() -> None:
    (found,) = pairs(a_pair([1, 2, 3], [(50, 5), (9, 5), (50, 5)]), AS_OF, Assumptions())
    assert found.words_only and found.chance is None


def test_answers_of_pure_chance_raise_the_flag_as_often_as_is_said() -> None:
    chance, raised, series = Random(7), 0, 600
    for _ in range(series):
        answers = [(400, sum(chance.random() < 0.5 for _ in range(400))) for _ in range(3)]
        raised += state([1, 2, 3], answers) == "diverges"
    # One in six of three values in any order; equal ones, which are rare here, add a little.
    assert 0.12 < raised / series < 0.23
