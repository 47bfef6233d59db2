"""What actions may do to people's own protection, in the strategy and in the field matrix."""

from datetime import date
from typing import Any

import pytest

from pocplanner.model.community import Coping
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.report.draft.plain import plain
from tests import makers
from tests.report.draft.drafting import sections

LANGUAGES = ("en", "fr")


def a_snapshot(*more: Record, **changes: Any) -> Snapshot:
    patrol = makers.an_action(
        id="actn-dawn", title="Dawn drive", mode="patrol_day", from_hour=5, to_hour=7, **changes
    )
    hide = makers.a_coping(
        id="cop-hide", title="nights on the ridge", strategy="temporary_flight", hours=(4, 5)
    )
    others = [r for r in makers.records() if not isinstance(r, Coping)]
    return Snapshot.of([*others, patrol, hide, *more], makers.some_events())


def an_answer(kind: str) -> InterferenceAnswer:
    return InterferenceAnswer(
        id="ans", action_id="actn-dawn", coping_id="cop-hide", rule="patrol_reveals_flight",
        kind=kind, text="The engines stay off below the ridge.", by="Patrol leaders",
        on=date(2031, 3, 1),
    )  # fmt: skip


def told(snapshot: Snapshot, document: str, language: str) -> str:
    return " ".join(plain(sections(snapshot, document, language), language).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_question_stands_where_people_are_told_of_and_before_the_actions(
    language: str,
) -> None:
    text = told(a_snapshot(), "strategy", language)
    ask = {"en": "Do those who hide want the patrol earlier", "fr": "la patrouille plus tôt"}
    who = {"en": "Who could answer", "fr": "Qui pourrait répondre"}
    assert ask[language] in text and who[language] in text
    assert text.index(who[language]) < text.index(ask[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_row_of_a_place_says_what_to_ask_before_acting(language: str) -> None:
    text = told(a_snapshot(), "field-matrix", language)
    assert {"en": "Before you act", "fr": "Avant d'agir"}[language] in text
    assert "nights on the ridge" in text
    done = told(a_snapshot(an_answer("mitigation")), "field-matrix", language)
    assert {"en": "Before you act", "fr": "Avant d'agir"}[language] not in done


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["answer", "mitigation", "risk"])
def test_what_was_settled_is_told_with_whose_word_it_is(kind: str, language: str) -> None:
    text = told(a_snapshot(an_answer(kind)), "strategy", language)
    assert "The engines stay off below the ridge." in text and "Patrol leaders" in text
    assert {"en": "Do those who hide want the patrol earlier", "fr": "la patrouille plus tôt"}[
        language
    ] not in text


def test_what_began_all_the_same_is_said_to_have_begun() -> None:
    text = told(a_snapshot(state="under_way"), "strategy", "en")
    assert "final or under way all the same" in text and "Final or under way all the same" in text
    asked = told(a_snapshot(an_answer("asked")), "strategy", "en")
    assert "Asked on 1 March 2031 by Patrol leaders; no answer yet." in asked
