"""A position is read in every form in which people write it, and refused in one sentence."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.coordinates import FORMS, Form, looks_like_one, read, readings, write
from pocplanner.model.geometry import Position, distance_m
from pocplanner.words import Problem, Words

POSITIONS = st.builds(Position, lon=st.floats(-180, 180), lat=st.floats(-90, 90))
#: Metres by which a position may move when it is written in a form and read again.
FINE: dict[Form, float] = {"decimal": 0.2, "dms": 0.4, "ddm": 0.3, "utm": 0.8, "mgrs": 0.8}
BANGUI = Position(lon=18.555, lat=4.3612)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "fr"])
@given(at=POSITIONS)
def test_what_is_written_is_read_again_at_the_same_place(
    form: Form, language: str, at: Position
) -> None:
    text = write(at, form, language)
    if not text:
        assert form in ("utm", "mgrs")
        assert not -80 <= at.lat <= 84
        return
    found = readings(text)[0]
    assert found.form == form
    assert distance_m(found.position, at) <= FINE[form] + 1e-6 * abs(at.lon)
    assert found.within_m <= 12


@given(st.text(max_size=60))
def test_no_text_does_more_than_be_read_or_be_refused_in_words(text: str) -> None:
    try:
        found = readings(text)
    except Problem as problem:
        for language in ("en", "fr"):
            said = Words(language).problem(problem)
            assert not said.startswith("problem.")
    else:
        assert all(abs(one.position.lat) <= 90 for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "4.3612, 18.5550", "4.3612,18.5550", "4.3612 18.5550", "4,3612 18,5550",
        "4,3612, 18,5550", "4,3612;18,5550", "4.3612N 18.5550E", "N4.3612 E18.5550",
        "18.5550E, 4.3612N", "18,5550 Est; 4,3612 Nord", "lat 4.3612 lon 18.5550",
        "Lon: 18.5550 Lat: 4.3612", "(4.3612, 18.5550)", "4.3612° N, 18.5550° E",
        "4°21′40.32″N 18°33′18″E", "4°21'40.32\"N, 18°33'18\"E", "4 21 40.32 18 33 18",
        "4:21:40.32 18:33:18", "4°21,672′ N 18°33,3′ E", "N 4° 21.672 E 18° 33.300",
        "34N 228633 482493", "34 N 228633 0482493", "34N228633 482493", "UTM 34N 228633mE 482493mN",
        "zone 34 N, 228633 482493", "34NBK2863382493", "34N BK 28633 82493", "34nbk 2863 8249",
        "34N BK 2863382493", "MGRS: 34N BK 28633 82493", "34NBK 28633 82493",
        "4.3612\u00a0N\u202f18.5550\u00a0E", "４.3612 18.5550".replace("４", "4"),
    ],
)  # fmt: skip
def test_every_way_of_writing_leads_to_the_same_place(text: str) -> None:
    assert distance_m(read(text).position, BANGUI) < 8
    assert looks_like_one(text) or text[0].isalpha()


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [("-4.5 -18.25", -4.5, -18.25), ("4.5S 18.25W", -4.5, -18.25), ("4.5 S 18.25 O", -4.5, -18.25),
     ("4,5 Sud 18,25 Ouest", -4.5, -18.25), ("−4.5, 18.25", -4.5, 18.25), ("4, 18", 4, 18),
     ("16°30′N 14°15′O", 16.5, -14.25)],
)  # fmt: skip
def test_south_and_west_are_told_by_sign_or_letter_in_both_languages(
    text: str, lat: float, lon: float
) -> None:
    found = read(text).position
    assert (found.lat, found.lon) == pytest.approx((lat, lon))


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "unread"), ("nowhere", "unread"), ("4.36", "one_number"), ("4,18", "comma"),
     ("118.5, 4.3", "swapped"), ("95, 200", "range"), ("4.5N 18.2N", "sides"),
     ("4.5S -18", "sides"),
     ("4 75 18 20", "sixty"), ("ZAH 12345 12345", "polar"), ("61N 500000 500000", "utm_zone"),
     ("34N 500000 20000000", "utm_metres"), ("34T 500000 500000", "utm_band"),
     ("34NBK 123 1234", "mgrs_digits"), ("34NBK 123456 1234", "mgrs_digits"),
     ("34N AA 1234 1234", "mgrs_square"), ("1 2 3 4 5", "unread"), ("4.3.2 18", "unread")],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_own_sentence(text: str, key: str) -> None:
    with pytest.raises(Problem) as caught:
        read(text)
    assert caught.value.key == f"coordinates.{key}"
    for language in ("en", "fr"):
        assert "{" not in Words(language).problem(caught.value)


def test_a_letter_that_can_mean_the_south_or_a_band_is_asked_about() -> None:
    found = readings("33S 500000 4000000")
    assert [math.copysign(1, one.position.lat) for one in found] == [1, -1]
    with pytest.raises(Problem) as caught:
        read("33S 500000 4000000")
    assert caught.value.key == "coordinates.two_meanings"
    assert read("33S 500000 8000000").position.lat < 0


def test_a_coarse_reference_says_how_coarse_it_is_and_points_to_its_middle() -> None:
    coarse = read("34N BK 28 82")
    assert coarse.within_m == 1000
    assert distance_m(coarse.position, read("34N BK 28500 82500").position) < 1
    assert read("4.4, 18.6").within_m == pytest.approx(11_120, rel=0.01)


def test_a_name_does_not_look_like_a_position() -> None:
    assert not looks_like_one("Bria 2")
    assert not looks_like_one("PK 12 camp")
    assert looks_like_one("4.3 18")
