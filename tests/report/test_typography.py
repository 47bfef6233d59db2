"""Dates, numbers and spaces in the language of a document."""

from datetime import date

from pocplanner.report.typography import day, month, number, spaced
from pocplanner.words import Words


def test_french_signs_keep_their_space() -> None:
    assert spaced("Lieu : « ici » ; où ? Là ! 12 000 à 20 %", "fr") == (
        "Lieu\xa0: «\xa0ici\xa0»\xa0; où\xa0? Là\xa0! 12\xa0000 à 20\xa0%"
    )


def test_no_space_is_put_where_none_stood() -> None:
    assert spaced('12:30 a?b "x" C:\\y', "fr") == '12:30 a?b "x" C:\\y'


def test_other_languages_are_left_alone() -> None:
    assert spaced("so : so", "en") == "so : so"


def test_days_are_written_in_words() -> None:
    assert day(date(2024, 3, 1), Words("en")) == "1 March 2024"
    assert day(date(2024, 3, 1), Words("fr")) == "1er mars 2024"
    assert day(date(2024, 8, 2), Words("fr")) == "2 août 2024"
    assert month(date(2024, 8, 2), Words("fr")) == "août 24"


def test_numbers_follow_the_language() -> None:
    assert number(1234567.5, "en", 1) == "1,234,567.5"
    assert number(1234567.5, "fr", 1) == "1\xa0234\xa0567,5"
