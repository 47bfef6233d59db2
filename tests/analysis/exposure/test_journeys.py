"""People's ways: rows that sum to the whole, and answers that nobody has given yet."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.exposure.findings import journey_questions
from pocplanner.analysis.exposure.journeys import ANSWERS, asked, missing, travellers
from pocplanner.analysis.telling import Teller
from pocplanner.model.community import Journey, People
from pocplanner.model.few import Few
from pocplanner.words import Words
from tests.analysis.makers import a_community, a_snapshot


def bare(**changes: Any) -> Journey:
    return Journey(**({"id": "j", "title": "Water", "place_id": "kesso", "purpose": "water"}
                      | changes))  # fmt: skip


PARTS = st.lists(
    st.builds(
        People,
        sex=st.sampled_from(["female", "male", "not_stated"]),
        age=st.sampled_from(["5_11", "18_29", "not_stated"]),
        group=st.sampled_from(["", "Herders"]),
        count=st.integers(0, 50),
    ),
    max_size=4,
).map(tuple)


SEXES = st.sampled_from(["female", "male", "all", "not_stated"])
MORE = st.one_of(st.none(), st.integers(0, 90))


@given(st.lists(st.tuples(PARTS, MORE, SEXES), max_size=5))
def test_totals_by_sex_age_and_group_each_sum_to_the_total(
    told: list[tuple[tuple[People, ...], int | None, str]],
) -> None:
    journeys = [
        bare(split=parts, sex=sex,
             people=None if more is None else more + sum(p.count for p in parts))
        for parts, more, sex in told
    ]  # fmt: skip
    found = travellers(journeys)
    for table in (found.by_sex, found.by_age, found.by_group):
        assert sum(table.values()) == found.whole
    assert set(found.by_sex) <= {"female", "male", "not_stated"}
    assert found.unknown == sum(not parts and more is None for parts, more, _ in told)


def test_a_small_number_that_may_not_be_told_is_in_no_sum() -> None:
    found = travellers([bare(people=40), bare().model_copy(update={"people": Few()})])
    assert found.whole == 40 and found.few and found.unknown == 1


def test_an_empty_journey_has_every_answer_missing_and_none_of_them_is_a_none() -> None:
    assert missing(bare(sex="all")) == ANSWERS
    full = bare(
        sex="female", people=3, weekdays=("monday",), from_hour=5, to_hour=6, route_id="r",
        with_whom="Sisters", changed="Later", who_else="Brothers", asked="female",
        cost_to_whom="Brothers are stopped",
    )  # fmt: skip
    assert missing(full) == () and missing(full.model_copy(update={"who_else": " "})) == (
        "who_else",
    )


def test_a_place_without_journeys_was_not_yet_asked() -> None:
    snapshot = a_snapshot(a_community())
    (one,) = asked(snapshot, ["kesso"])
    assert not one.complete and one.purposes
    (question,) = journey_questions([one], ["kesso"])
    for language in ("en", "fr"):
        told = Teller(Words(language), snapshot).text(question)
        assert "Kesso" in told and ("not yet asked" in told or "pas encore" in told)


def test_missing_answers_are_named_and_men_alone_are_not_everybody() -> None:
    snapshot = a_snapshot(a_community(), bare(asked="male", people=5))
    (one,) = asked(snapshot, ["kesso"])
    first, second = journey_questions([one], ["kesso"])
    told = Teller(Words("en"), snapshot).text(first)
    assert "who else could go" in told and "how many" not in told
    assert second.key == "question.journeys_men_asked"
