"""Warning signs: sheets, what changed since, clusters, and no total."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Said
from pocplanner.analysis.signs.sheets import (
    FAMILIES,
    clusters,
    family,
    sheets,
    sign_findings,
    sign_questions,
)
from pocplanner.analysis.telling import Teller
from pocplanner.model.assessment import WarningSign
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import Words
from tests.analysis.makers import AS_OF, a_community, a_snapshot


def a_sign(sign: str, state: str, days: int = 0, **changes: Any) -> WarningSign:
    told = {
        "id": f"{sign}-{days}", "place_id": "kesso", "sign": sign, "state": state, "looked": True,
        "on": AS_OF - timedelta(days=days),
    }  # fmt: skip
    return WarningSign(**(told | changes))


def told(*signs: WarningSign) -> Any:
    return a_snapshot(a_community(), *signs)


def test_a_sheet_is_a_place_and_a_day_the_latest_first() -> None:
    found = sheets(told(a_sign("massing", "present", 9), a_sign("markets_shut", "absent", 9),
                        a_sign("massing", "worsening")))  # fmt: skip
    assert [(s.on, len(s.lines), s.before) for s in found] == [
        (AS_OF, 1, AS_OF - timedelta(days=9)), (AS_OF - timedelta(days=9), 2, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        ("absent", "emerging", "up"),
        ("present", "emerging", "down"),
        ("present", "present", "same"),
        ("present", "absent", "gone"),
        ("unsure", "present", "not_known"),
        ("present", "unsure", "not_known"),
        ("worsening", "worsening", "up"),
        (None, "present", "new"),
        (None, "absent", "not_known"),
    ],
)  # fmt: skip
def test_the_trend_is_against_the_sheet_before(before: str | None, now: str, trend: str) -> None:
    signs = [a_sign("massing", now)] + ([a_sign("massing", before, 7)] if before else [])
    assert sheets(told(*signs))[0].lines[0].trend == trend


def test_absent_without_looking_is_refused_it_is_unsure() -> None:
    with pytest.raises(ValidationError, match="unsure"):
        a_sign("massing", "absent", looked=False)


def test_signs_of_one_family_cluster_and_are_named_not_counted() -> None:
    snapshot = told(
        a_sign("girls_absent", "present"), a_sign("crsv_threats", "emerging", 3),
        a_sign("survival_sex", "present", 5), a_sign("massing", "present"),
        a_sign("markets_shut", "present"), a_sign("new_checkpoints", "unsure"),
    )  # fmt: skip
    (found,) = clusters(snapshot, AS_OF, Assumptions())
    assert found.family == "crsv" and set(found.signs) == {
        "girls_absent", "crsv_threats", "survival_sex",
    }  # fmt: skip
    for language in ("en", "fr"):
        teller = Teller(Words(language), snapshot)
        said: list[Said] = [*sign_findings([found]), *sign_questions([found])]
        for one in said:
            text = teller.text(one)
            names = [teller.term("warning_sign", s) for s in found.signs]
            assert all(n in text for n in names) and not any(c.isdigit() for c in text)


def test_old_signs_and_signs_that_are_gone_hold_no_cluster() -> None:
    three = ["girls_absent", "crsv_threats", "survival_sex"]
    old = told(*(a_sign(s, "present", 200) for s in three))
    assert clusters(old, AS_OF, Assumptions()) == ()
    gone = told(*(a_sign(s, "present", 5) for s in three), a_sign("crsv_threats", "absent"))
    assert clusters(gone, AS_OF, Assumptions()) == ()
    assert clusters(told(*(a_sign(s, "present", 5) for s in three)), date(2020, 1, 1),
                    Assumptions()) == ()  # fmt: skip


def test_a_cluster_of_the_gender_order_asks_for_an_atrocity_review() -> None:
    signs = ["roles_polarising", "women_scapegoated", "youth_called_not_men"]
    (found,) = clusters(told(*(a_sign(s, "present") for s in signs)), AS_OF, Assumptions())
    (question,) = sign_questions([found])
    assert question.key == "question.sign_review_grave" and question.weight == 3


def test_every_sign_of_the_checklists_belongs_to_a_family() -> None:
    codes = [c for c in vocabulary("warning_sign").codes() if c != "other"]
    assert {family(c) for c in codes} == set(FAMILIES)
    assert len(codes) >= 55
