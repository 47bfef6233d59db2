"""Rotations and booklets: what goes with a unit, and that no open promise is ever left out."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement.booklet import booklet, places_to_hand_over
from pocplanner.analysis.engagement.marks import look
from pocplanner.analysis.engagement.rotation import aged_trust, grade, left, rotations
from pocplanner.model.community import Mechanism, Promise, Trust
from pocplanner.model.contacts import Contact
from pocplanner.model.initiatives import Initiative, Mark
from pocplanner.model.places import Unit
from tests.analysis.makers import AS_OF, a_community, a_snapshot

LEAVES = AS_OF + timedelta(days=30)


def a_unit(id: str = "u1", **changes: Any) -> Unit:
    told = {"id": id, "name": f"Company {id}", "rotation_on": LEAVES}
    return Unit.model_validate(told | changes)


def a_contact(unit: str = "u1", place: str = "kesso", **changes: Any) -> Contact:
    told = {"on": AS_OF, "place_id": place, "counterpart": "women", "unit_id": unit}
    return Contact.model_validate(told | changes)


def a_promise(**changes: Any) -> Promise:
    told = {"place_id": "kesso", "by": "Sector", "text": "A well", "made_on": date(2024, 1, 1)}
    return Promise.model_validate(told | changes)


@given(st.floats(0, 4000), st.floats(1, 1000))
def test_trust_loses_half_in_each_half_life_and_never_grows_with_silence(
    days: float, half: float
) -> None:
    assert left(0, half) == 1 and left(half, half) == pytest.approx(0.5)
    assert left(days + half, half) == pytest.approx(left(days, half) / 2)
    assert left(days + 1, half) <= left(days, half)


def test_the_half_life_is_the_missions_to_set() -> None:
    body = Mechanism(id="m", name="C", trust=(Trust(level=4, on=AS_OF - timedelta(days=90)),))
    (found,) = aged_trust(a_snapshot(body), AS_OF, Assumptions())
    assert (found.days, found.grade, found.left) == (90, "fading", 0.5)
    (found,) = aged_trust(a_snapshot(body), AS_OF, Assumptions({"trust.half_life_days": 30}))
    assert (found.left, found.grade) == (0.125, "gone")


def test_a_contact_with_the_body_ends_the_silence_and_no_day_means_nothing_is_left() -> None:
    body = Mechanism(id="m", name="C", trust=(Trust(level=3), Trust(level=3, whom="state")))
    (found,) = aged_trust(a_snapshot(body), AS_OF, Assumptions())
    assert (found.days, found.grade) == (None, "gone")
    snapshot = a_snapshot(body, a_contact(mechanism_id="m"))
    (found,) = aged_trust(snapshot, AS_OF, Assumptions())
    assert (found.days, found.grade) == (0, "fresh")
    assert [grade(p) for p in (1, 0.75, 0.74, 0.5, 0.25, 0.1)] == [
        "fresh", "fresh", "fading", "fading", "faded", "gone",
    ]  # fmt: skip


def test_a_relation_that_another_unit_holds_too_is_shared_not_lost() -> None:
    snapshot = a_snapshot(
        a_unit(),
        a_unit("u2", rotation_on=None),
        a_contact(),
        a_contact("u2"),
        a_contact(place="far"),
        a_promise(place_id="far"),
    )
    (found,) = rotations(snapshot, AS_OF, Assumptions())
    assert [r.place_id for r in found.lost] == ["far"]
    assert [r.place_id for r in found.shared] == ["kesso"]
    assert (found.days, found.near) == (30, True)
    (meeting,) = found.meetings
    assert meeting.place_id == "far" and meeting.counterparts == ("women",)
    assert len(meeting.promise_ids) == 1, "what others promised there is asked about too"


def test_who_leaves_on_the_same_day_keeps_nothing() -> None:
    snapshot = a_snapshot(a_unit(), a_unit("u2"), a_contact(), a_contact("u2"))
    assert all(len(r.lost) == 1 and not r.shared for r in rotations(snapshot, AS_OF, Assumptions()))
    later = a_snapshot(
        a_unit(), a_unit("u2", rotation_on=LEAVES + timedelta(days=1)), a_contact(), a_contact("u2")
    )
    first, second = rotations(later, AS_OF, Assumptions())
    assert not first.lost and len(second.lost) == 1


def test_a_promise_goes_with_the_unit_that_owes_it_by_link_or_by_name() -> None:
    snapshot = a_snapshot(
        a_unit(),
        a_promise(id="p1", unit_id="u1"),
        a_promise(id="p2", by="Commander, company U1"),
        a_promise(id="p3", by="Commander, Company u1", unit_id="u9"),
        a_promise(id="p4", unit_id="u1", state="kept", outcome="Dug."),
    )
    (found,) = rotations(snapshot, AS_OF, Assumptions())
    assert found.promise_ids == ("p1", "p2")


def test_a_unit_that_has_left_rotates_no_more() -> None:
    gone = a_unit(rotation_on=AS_OF - timedelta(days=1))
    assert rotations(a_snapshot(gone, a_contact()), AS_OF, Assumptions()) == ()


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["open", "kept", "broken"]))))
def test_the_booklets_together_hold_every_open_promise(given_: list[tuple[int, str]]) -> None:
    promises = [
        a_promise(id=f"p{i}", place_id=f"c{place}", state=state, outcome="-" * (state != "open"))
        for i, (place, state) in enumerate(given_)
    ]
    snapshot = a_snapshot(*promises)
    held = [
        p
        for place in places_to_hand_over(snapshot)
        for p in booklet(snapshot, place, AS_OF, Assumptions()).open_promises
    ]
    assert sorted(held) == sorted(p.id for p in promises if p.state == "open")


def test_a_place_of_which_nothing_is_known_has_an_empty_booklet() -> None:
    found = booklet(a_snapshot(a_community()), "kesso", AS_OF, Assumptions())
    assert (
        found.empty
        and not booklet(
            a_snapshot(a_contact(harm=("watched",))), "kesso", AS_OF, Assumptions()
        ).empty
    )


def test_a_mark_that_is_said_to_hold_without_any_trace_is_doubted() -> None:
    said = Mark(mark="answers_requests", holds="yes", evidence="They say so.")
    bare = Initiative(title="Walks", marks=(said,))
    found = look(a_snapshot(bare), bare)
    assert [m.doubt for m in found.marks] == [True, False, False, False, False]
    assert len(found.unjudged) == 4
    linked = bare.model_copy(update={"request_ids": ("r1",)})
    assert not look(a_snapshot(linked), linked).marks[0].doubt
