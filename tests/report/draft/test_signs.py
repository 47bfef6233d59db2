"""Warning signs in the strategy: the last word on each, clusters of one list, nothing added up."""

from datetime import date

from pocplanner.model.assessment import WarningSign
from tests.report.draft.drafting import paragraphs

DAY = date(2031, 3, 10)


def a_sign(sign: str, **changes: object) -> WarningSign:
    held = {
        "id": f"sign-{sign}-{changes.get('on', DAY)}", "place_id": "com-kemba", "sign": sign,
        "state": "present", "looked": True, "on": DAY, "confidence": "moderate",
    }  # fmt: skip
    return WarningSign.model_validate(held | changes)


SECURITY = ("massing", "arms_flows", "new_checkpoints")
ORDER = ("power_against_feminine", "propaganda_manhood", "youth_called_not_men")


def test_three_signs_of_one_list_call_for_a_review_and_are_named() -> None:
    said = paragraphs(*map(a_sign, SECURITY))["threats", "signs:com-kemba"].text
    assert "Of one checklist these stand together: " in said and "(security)" in said
    assert "review of the rating now" in said and "atrocity" not in said


def test_signs_of_different_lists_are_not_added_up() -> None:
    mixed = paragraphs(a_sign("massing"), a_sign("markets_shut"), a_sign("evictions"))
    said = mixed["threats", "signs:com-kemba"].text
    assert "stand together" not in said


def test_signs_of_the_gender_order_together_call_for_an_atrocity_review_in_both_sections() -> None:
    found = paragraphs(*map(a_sign, ORDER))
    assert "atrocity review" in found["threats", "signs:com-kemba"].text
    assert "At Kemba several of this list stand together" in found["gender", "order_signs"].text
    two = paragraphs(*map(a_sign, ORDER[:2]))
    assert "stand together" not in two["gender", "order_signs"].text


def test_only_the_last_word_on_a_sign_is_told_with_what_has_changed() -> None:
    before = a_sign("massing", state="emerging", on=date(2031, 2, 20))
    said = paragraphs(before, a_sign("massing"))["threats", "signs:com-kemba"].text
    assert said.count("massing") == 1 and "stronger than on 20 February 2031" in said
    gone = paragraphs(before, a_sign("massing", state="absent"))
    assert "massing" not in gone["threats", "signs:com-kemba"].text


def test_a_sign_nobody_looked_for_again_says_nothing_of_today_and_is_asked_for() -> None:
    old = a_sign("massing", on=date(2030, 6, 1))
    found = paragraphs(old)
    assert "massing" not in found["threats", "signs:com-kemba"].text
    asked = found["threats", "stale"]
    assert asked.question and "massing" in asked.text and "1 June 2030" in asked.text
    assert asked.evidence == (old.id,)


def test_the_same_is_said_in_french() -> None:
    said = paragraphs(*map(a_sign, ORDER), language="fr")["threats", "signs:com-kemba"].text
    assert "D'une même liste se trouvent réunis" in said and "risque d'atrocités" in said
