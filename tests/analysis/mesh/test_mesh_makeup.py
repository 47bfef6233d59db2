"""Seats beside people: no figure under the floor, and what drawing lots would give beside it."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.findings import bias_sentences, make_up_sentences
from pocplanner.analysis.mesh.makeup import chance_distance, distance, make_up
from pocplanner.analysis.telling import Teller
from pocplanner.model.community import Group, Mechanism, People, Seats
from pocplanner.words import Words
from tests.analysis.makers import a_community, a_snapshot

PEOPLE = (
    People(sex="female", age="18_29", count=300),
    People(sex="female", age="30_59", count=200),
    People(sex="male", age="18_29", count=250),
    People(sex="male", age="30_59", count=250),
    People(sex="male", age="0_4", count=900),
)


def made(seats, people=PEOPLE, groups=(), **changes):
    home = a_community(people=people, groups=groups)
    one = Mechanism(id="m", name="Committee", place_id="kesso", seats=seats, **changes)
    snapshot = a_snapshot(home, one)
    return make_up(snapshot, one, Assumptions()), snapshot


def test_children_hold_no_seats_so_grown_people_are_compared():
    found, _ = made((Seats(sex="male", seats=9, deciding=9), Seats(sex="female", seats=3)))
    bias = found.bias("sex")
    assert bias.distance == pytest.approx(0.25)
    assert found.bias("sex", deciding=True).distance is None  # nine who decide: under the floor
    assert (found.women, found.women_deciding) == (3, 0)


def test_under_the_floor_there_is_no_figure_and_it_says_so():
    found, snapshot = made((Seats(sex="male", seats=5, deciding=5),))
    assert found.bias("sex").distance is None
    said = Teller(Words("en"), snapshot).texts(make_up_sentences(found))
    assert "Committee: too few seats for a figure (5, under 10)." in said
    assert not any("hundred" in line for line in said)


def test_deciding_seats_are_looked_at_apart_from_attending_ones():
    seats = (Seats(sex="male", seats=12, deciding=12), Seats(sex="female", seats=12))
    found, snapshot = made(seats)
    assert found.bias("sex").distance == pytest.approx(0)
    assert found.bias("sex", deciding=True).distance == pytest.approx(0.5)
    said = Teller(Words("en"), snapshot).texts(bias_sentences(found, Assumptions()))
    assert said == [
        "Committee: women are 0 of the 12 who decide; of the people there they are 50 of a hundred."
    ]


def test_what_is_meant_for_women_or_the_young_is_not_held_against_the_people_in_that_respect():
    seats = (Seats(sex="female", age="18_29", seats=12, deciding=12),)
    forum, _ = made(seats, kind="womens_forum")
    assert forum.bias("sex").distance is None and forum.bias("age").distance is not None
    youths, _ = made(seats, kind="youth_group")
    assert youths.bias("age").distance is None
    assert youths.bias("sex").distance == pytest.approx(0.5)
    assert (youths.bias("sex").women, youths.bias("sex").women_share) == (12, 0.5)


def test_groups_that_have_nobody_and_groups_that_may_only_listen():
    groups = (
        Group(name="Lume", people=700), Group(name="Osta", people=300),
        Group(name="Herders", dimension="livelihood", people=100),
    )  # fmt: skip
    seats = (
        Seats(group="Lume", seats=10, deciding=10),
        Seats(group="Lume", sex="female", seats=2),
    )
    found, _ = made(seats, groups=groups, groups_absent=("Youths",))
    assert found.nobody == ("Youths", "Osta")
    assert found.unnamed == ("Herders",)  # seats name another kind of group: nobody can say
    assert found.bias("group").distance == pytest.approx(0.3)
    listening, _ = made(
        (Seats(group="Lume", seats=2, deciding=2), Seats(group="Osta", seats=1)), groups=groups
    )
    assert listening.no_voice == ("Osta",)


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 20), min_size=1),
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 20), min_size=1),
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 20), min_size=1),
)
def test_the_distance_is_a_distance(one, two, three):
    assert 0 <= distance(one, two) <= 1
    assert distance(one, one) == pytest.approx(0)
    assert distance(one, two) == pytest.approx(distance(two, one))
    assert distance(one, three) <= distance(one, two) + distance(two, three) + 1e-9


@given(st.integers(1, 30), st.integers(1, 9))
def test_what_drawing_lots_gives_equals_the_sum_over_all_draws(seats, part):
    p = part / 10
    mean = sum(
        comb(seats, k) * p**k * (1 - p) ** (seats - k) * abs(k / seats - p)
        for k in range(seats + 1)
    )
    assert chance_distance(seats, {"a": part, "b": 10 - part}) == pytest.approx(mean)


def test_where_nobody_recorded_who_decides_no_count_of_deciders_is_told():
    found, snapshot = made((Seats(sex="female", seats=2), Seats(sex="male", seats=10)))
    said = Teller(Words("en"), snapshot).texts(make_up_sentences(found))
    assert "Committee: women hold 2 of 12 seats; who decides is not recorded." in said
    assert not any("of 0" in text for text in said)
