"""The mirror of contacts: equal sampling shows no gap, order changes nothing, silence is listed."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement.evidence import evidence
from pocplanner.analysis.engagement.findings import engagement_findings, engagement_questions
from pocplanner.analysis.engagement.mirror import mirror
from pocplanner.analysis.engagement.unmet import unmet, women_unmet
from pocplanner.model.community import Alert, Coping, Mechanism, People, Request
from pocplanner.model.contacts import Contact
from pocplanner.model.few import Few
from pocplanner.model.mission import Source
from pocplanner.model.places import Area, Settlement
from tests.analysis.makers import AS_OF, a_community, a_snapshot

HALF = (People(sex="female", count=50), People(sex="male", count=50))


def a_contact(place: str = "kesso", **changes: Any) -> Contact:
    told = {"on": AS_OF, "place_id": place, "counterpart": "residents", "sex": "female"}
    return Contact.model_validate(told | changes)


def rated(place: str, score: int = 16, band: str = "very_high", priority: str = "must") -> Any:
    return SimpleNamespace(
        place_id=place, score=score, band=band, priority=priority, reviewed=True, threat_id="t"
    )


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6), st.randoms())
def test_contacts_as_people_live_and_as_threat_lies_show_no_gap(
    people: list[int], chance: Any
) -> None:
    places = [a_community(id=f"c{i}", population=100 * n) for i, n in enumerate(people)]
    contacts = [a_contact(f"c{i}", id=f"k{i}-{j}") for i, n in enumerate(people) for j in range(n)]
    chance.shuffle(contacts)
    ratings = [rated(f"c{i}", n) for i, n in enumerate(people)]
    own = Assumptions({"contact.min_share": 1})
    found = mirror(a_snapshot(*places, *contacts), ratings, AS_OF, own)
    assert found.apart == pytest.approx(0) and found.threat_apart == pytest.approx(0)
    assert all(s.gap == pytest.approx(0) for s in found.places)
    assert found.half == pytest.approx(0.5)


@given(st.permutations(range(14)))
def test_the_order_of_contacts_changes_nothing(order: list[int]) -> None:
    places = [a_community(id=f"c{i}", population=50 * (i + 1), people=HALF) for i in range(3)]
    contacts = [
        a_contact(
            f"c{i % 3}",
            id=f"k{i}",
            sex=("female", "male", "all")[i % 3],
            counterpart=("women", "police", "youth")[i % 3],
            level=("local", "capital")[i % 2],
            people=10,
            women=i % 10,
        )
        for i in range(14)
    ]
    ratings = [rated("c0", 20), rated("c2", 4)]
    once = mirror(a_snapshot(*places, *contacts), ratings, AS_OF, Assumptions())
    again = mirror(
        a_snapshot(*places, *[contacts[i] for i in order]), ratings, AS_OF, Assumptions()
    )
    assert again.places == once.places and again.kinds == once.kinds
    assert [s.share for s in again.sexes] == pytest.approx([s.share for s in once.sexes])


def test_too_few_contacts_give_counts_and_no_percentage() -> None:
    place = a_community(population=100)
    found = mirror(a_snapshot(place, *[a_contact() for _ in range(9)]), (), AS_OF, Assumptions())
    assert found.contacts == 9 and not found.enough
    assert all(s.share is None for s in (*found.kinds, *found.sides, *found.levels, *found.sexes))
    assert found.apart is None and found.half is None


def test_by_hand_three_of_four_contacts_where_a_tenth_of_the_people_live() -> None:
    places = (
        a_community(id="town", population=100, people=HALF),
        a_community(id="far", population=900, people=HALF),
    )
    contacts = [a_contact("town", sex="male", level="capital") for _ in range(9)]
    contacts += [a_contact("far", sex="female") for _ in range(3)]
    ratings = [rated("far", 15), rated("town", 5)]
    found = mirror(a_snapshot(*places, *contacts), ratings, AS_OF, Assumptions())
    assert found.apart == pytest.approx(0.65) and found.threat_apart == pytest.approx(0.5)
    capital = found.levels[2]
    assert (capital.share, capital.people, capital.threat) == pytest.approx((0.75, 0.1, 0.25))
    women = found.sexes[0]
    assert (women.share, women.people) == pytest.approx((0.25, 0.5))
    # Half of the contacts are two thirds of those in the town: of its people, two thirds.
    assert found.half == pytest.approx(0.1 * 2 / 3)
    assert [s.key for s in found.places] == ["far", "town"]


def test_a_mixed_meeting_counts_by_who_was_counted_there_else_not_at_all() -> None:
    mixed = [a_contact(sex="all", people=20, women=5) for _ in range(10)]
    unknown = a_contact(sex="all")
    few = a_contact(sex="all").model_copy(update={"people": Few(), "women": Few()})
    snapshot = a_snapshot(a_community(people=HALF), *mixed, unknown, few)
    found = mirror(snapshot, (), AS_OF, Assumptions())
    assert found.sexes[0].share == pytest.approx(0.25) and found.mixed == 2


def test_where_all_contacts_were_at_places_without_a_number_nothing_is_compared() -> None:
    places = (a_community(population=100), a_community(id="camp", population=None))
    contacts = [a_contact("camp") for _ in range(10)]
    found = mirror(a_snapshot(*places, *contacts), (), AS_OF, Assumptions())
    assert found.enough and found.elsewhere == 10
    assert found.apart is None and found.half is None


def test_contacts_where_nobody_knows_how_many_live_are_told_apart() -> None:
    snapshot = a_snapshot(
        a_community(population=10), *[a_contact("x") for _ in range(9)], a_contact()
    )
    found = mirror(snapshot, (), AS_OF, Assumptions())
    assert found.elsewhere == 9 and found.apart == pytest.approx(0)


def test_high_threat_and_nobody_met_for_sixty_days_is_listed() -> None:
    old = AS_OF - timedelta(days=61)
    snapshot = a_snapshot(
        a_community(id="met"),
        a_community(id="old"),
        a_community(id="never"),
        a_community(id="seen", last_visit_on=AS_OF - timedelta(days=3)),
        a_contact("met", sex="male"),
        a_contact("old", on=old),
        a_contact("never", counterpart="police"),
        a_contact("later", on=AS_OF + timedelta(days=1)),
    )
    ratings = [rated(p) for p in ("met", "old", "never", "seen", "later")]
    ratings.append(rated("low", 4, "low", "could"))
    found = unmet(snapshot, ratings, AS_OF, Assumptions())
    assert [(u.place_id, u.days) for u in found] == [("later", None), ("never", None), ("old", 61)]
    assert women_unmet(snapshot, ratings, AS_OF, Assumptions()) == ("met", "seen")


def test_exactly_sixty_days_ago_is_still_met() -> None:
    snapshot = a_snapshot(a_contact(on=AS_OF - timedelta(days=60)))
    assert unmet(snapshot, [rated("kesso")], AS_OF, Assumptions()) == ()


def test_a_mechanism_that_was_contacted_counts_as_its_people_met() -> None:
    body = Mechanism(
        id="m", name="Committee", covers_ids=("kesso",), last_contact_on=date(2024, 6, 1)
    )
    assert unmet(a_snapshot(body), [rated("kesso")], AS_OF, Assumptions()) == ()


def test_without_any_contact_on_record_a_question_is_asked_and_nothing_is_claimed() -> None:
    empty = a_snapshot(a_community())
    assert not [
        f
        for f in engagement_findings(empty, [rated("kesso")], AS_OF, Assumptions())
        if "met" in f.key
    ]
    assert [q.key for q in engagement_questions(empty)] == ["question.no_contact_log"]
    assert not list(engagement_questions(a_snapshot(a_contact())))


def test_what_the_plan_rests_on_is_told_by_sex_source_and_silence() -> None:
    source = Source(id="s", name="Team", kind="own")
    snapshot = a_snapshot(
        source,
        a_contact(source_id="s"),
        Alert(place_id="kesso", received_at="2024-06-01T12:00Z", caller_sex="male"),
        Request(place_id="kesso", text="A", asked_on=AS_OF, asked_by_sex="female"),
        Coping(id="c", title="Flight", strategy="temporary_flight", place_id="kesso"),
    )
    found = evidence(snapshot, [rated("kesso"), rated("mute")])
    told = {s.kind: (s.women, s.men, s.both, s.unsaid) for s in found.spoken}
    assert told == {
        "Contact": (1, 0, 0, 0),
        "Alert": (0, 1, 0, 0),
        "Request": (1, 0, 0, 0),
        "Coping": (0, 0, 1, 0),
    }
    assert found.silent == ("mute",)
    assert ("own", 1) in found.sources


def test_four_villages_by_hand() -> None:
    """Contacts 8, 3, 1 and none where 6000, 1000, 3000 and 400 live; threat 16 and 9."""
    people = {"capital": 6000, "alpha": 1000, "bravo": 3000}
    delta = a_community(id="delta", population=None, people=(
        People(sex="female", age="18_29", count=200), People(sex="male", age="18_29", count=200),
    ))  # fmt: skip
    snapshot = a_snapshot(
        *(a_community(id=k, population=n, people=()) for k, n in people.items()),
        delta,
        *(a_contact("capital", level="capital", counterpart="police", sex="male")
          for _ in range(8)),
        *(a_contact("alpha", sex="not_stated", people=10, women=3) for _ in range(3)),
        a_contact("bravo"),
    )  # fmt: skip
    ratings = [rated("alpha", 16), rated("bravo", 9, "moderate", "could")]
    found = mirror(snapshot, ratings, AS_OF, Assumptions())
    # Of 10,400 people: those of Delta are known by sex and age alone.
    capital = found.levels[2]
    assert (capital.share, capital.people) == pytest.approx((8 / 12, 6000 / 10400))
    assert capital.threat == 0
    assert {s.key: s.threat for s in found.places} == pytest.approx(
        {"alpha": 16 / 25, "bravo": 9 / 25, "capital": 0, "delta": 0}
    )
    shares = {"capital": 8, "alpha": 3, "bravo": 1, "delta": 0}
    lived = people | {"delta": 400}
    assert found.apart == pytest.approx(
        sum(abs(shares[k] / 12 - lived[k] / 10400) for k in lived) / 2
    )
    assert found.threat_apart == pytest.approx((8 / 12 + (0.64 - 3 / 12) + (0.36 - 1 / 12)) / 2)
    # Six of twelve contacts: the three at Alpha, and three of the eight in the capital.
    assert found.half == pytest.approx((1000 + 6000 * 3 / 8) / 10400)
    women, men = found.sexes
    assert (women.share, men.share) == pytest.approx((1.9 / 12, 10.1 / 12))
    assert {s.key: s.contacts for s in found.sides} == {"people": 4, "state": 8, "armed": 0,
                                                       "other": 0}  # fmt: skip


def test_a_capital_whose_people_nobody_counted_is_not_taken_for_empty() -> None:
    far = [a_contact("far", counterpart="police", level="capital", sex="male") for _ in range(12)]
    snapshot = a_snapshot(a_community(id="kesso", population=500, people=()), *far)
    found = mirror(snapshot, [rated("kesso")], AS_OF, Assumptions())
    assert found.levels[2].people is None and found.levels[2].threat == 0
    (bias,) = (
        f for f in engagement_findings(snapshot, [rated("kesso")], AS_OF, Assumptions())
        if "capital" in f.key
    )  # fmt: skip
    assert bias.key == "finding.capital_bias_threat" and bias.facts["percent"] == 100
    assert "people_percent" not in bias.facts


def test_what_lies_inside_the_capitals_area_belongs_to_the_capital() -> None:
    area = Area(id="city", name="City", level=2)
    inside = a_community(id="quarter", population=300, people=(), area_ids=("city",))
    talks = [a_contact("city", level="capital") for _ in range(10)]
    outside = a_community(id="kesso", population=700, people=())
    snapshot = a_snapshot(area, inside, outside, *talks)
    ratings = [rated("quarter", 5), rated("kesso", 15)]
    capital = mirror(snapshot, ratings, AS_OF, Assumptions()).levels[2]
    assert (capital.people, capital.threat) == pytest.approx((0.3, 0.25))


def test_a_community_and_its_settlement_are_one_place() -> None:
    snapshot = a_snapshot(
        Settlement(id="town", name="Kesso"),
        a_community(settlement_id="town", population=500, people=()),
        *(a_contact("town") for _ in range(10)),
    )
    assert unmet(snapshot, [rated("kesso")], AS_OF, Assumptions()) == ()
    assert unmet(snapshot, [rated("town")], AS_OF, Assumptions()) == ()
    assert evidence(snapshot, [rated("kesso")]).silent == ()
    found = mirror(snapshot, [rated("town")], AS_OF, Assumptions())
    assert [(s.key, s.contacts, s.threat) for s in found.places] == [("kesso", 10, 1.0)]
    assert found.elsewhere == 0 and found.apart == 0


def test_a_woman_in_office_is_not_the_women_of_a_place() -> None:
    snapshot = a_snapshot(
        a_community(),
        a_contact(sex="male"),
        a_contact(counterpart="local_authority", sex="female"),
    )
    assert women_unmet(snapshot, [rated("kesso")], AS_OF, Assumptions()) == ("kesso",)
