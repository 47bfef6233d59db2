"""Whom a sentence is about."""

from pocplanner.report.draft.speech import Speech
from pocplanner.words import Words
from tests.makers import a_snapshot


def test_children_of_one_sex_are_girls_or_boys() -> None:
    english, french = (Speech(a_snapshot(), Words(language)) for language in ("en", "fr"))
    assert english.people("male", groups=("Children",)) == "boys"
    assert english.people("female", groups=("Enfants",)) == "girls"
    assert french.people("female", groups=("Children",)) == "filles"
    assert english.people("male", groups=("Herders",)) == "herders (men and boys)"
    assert english.people("all", groups=("Children",)) == "children"
