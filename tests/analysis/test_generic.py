"""A paragraph is generic if it names nothing of this mission."""

import time

import pytest

from pocplanner.analysis.generic import NameIndex, is_generic
from pocplanner.model.actors import Actor
from pocplanner.model.community import Group, Mechanism
from pocplanner.model.places import Settlement
from tests.analysis.makers import a_community, a_snapshot

SNAPSHOT = a_snapshot(
    a_community(
        name="Kesso-le-Vieux",
        aliases=("Old Kesso",),
        groups=(Group(name="Tivoule"), Group(name="Women")),
    ),
    Actor(name="Red Band", aliases=("RB",)),
    Mechanism(name="Committee of the Three Wells"),
)


@pytest.mark.parametrize(
    "text",
    [
        "The mission will patrol regularly and protect civilians under Tier 3.",
        "Women and men will be heard, day and night.",
        "The redaction of banding is a matter of rb-like policy.",
        "The committee will meet.",
        "",
    ],
)
def test_general_words_are_generic(text):
    assert is_generic(text, SNAPSHOT)


@pytest.mark.parametrize(
    "text",
    [
        "People of Kesso le Vieux sleep in the bush.",
        "In KESSO-LE-VIEUX, nights are long.",
        "The red band taxes the road.",
        "The Committee of the Three Wells warns early.",
        "Old Kesso is reached by boat.",
        "The Tivoule fear the market.",
        "About 1,200 people live there.",
        "On 3 May the bridge fell.",
        "Le 3 février, le pont est tombé.",
        "It takes 45 minutes.",
    ],
)
def test_names_numbers_and_dates_are_not(text):
    assert not is_generic(text, SNAPSHOT)


def test_another_missions_names_are_generic_here():
    other = a_snapshot(a_community(name="Elsewhere"))
    assert is_generic("People of Kesso le Vieux sleep in the bush.", other)
    assert not is_generic("People of Elsewhere sleep.", other)


def test_three_hundred_paragraphs_and_five_thousand_names_are_quick():
    places = [Settlement(name=f"Place of {chr(97 + i % 26)}{i} hill") for i in range(5000)]
    snapshot = a_snapshot(*places)
    begun = time.perf_counter()
    text = "The mission will protect people and their place of rest on the hill. " * 12
    assert all(is_generic(text, snapshot) for _ in range(300))
    assert time.perf_counter() - begun < 2
    assert NameIndex(snapshot).names("They met at Place of a0 Hill today")
