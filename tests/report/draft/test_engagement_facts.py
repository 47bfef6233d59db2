"""What the strategy says of contacts, initiatives, log and rotations follows the records."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pocplanner.analysis.sharing import view
from pocplanner.model.community import Alert, Promise
from pocplanner.model.contacts import Contact
from pocplanner.model.guard import Audience
from pocplanner.model.initiatives import Initiative, Mark
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Paragraph
from tests.makers import AS_OF, a_snapshot
from tests.report.draft.drafting import sections
from tests.report.outlining import example, words

SAID = "Zebra crossing at dawn"


def told(snapshot: Snapshot, language: str = "en") -> dict[tuple[str, str], Paragraph]:
    found = sections(snapshot, "strategy", language)
    return {(s.key, p.key): p for s in found for p in s.paragraphs}


def place_of(snapshot: Snapshot) -> str:
    return snapshot.all(Promise)[0].place_id


def a_contact(place: str, number: int = 0, **changes: Any) -> Contact:
    given = {"id": f"ctc-{number}", "on": AS_OF, "place_id": place, "counterpart": "residents"}
    return Contact.model_validate(given | changes)


def test_contacts_change_the_text_and_their_absence_is_a_question() -> None:
    snapshot = a_snapshot()
    place = place_of(snapshot)
    bare = told(snapshot)
    assert bare["engagement", "contacts"].question
    few = told(a_snapshot(a_contact(place)))["engagement", "contacts"].text
    assert few.startswith("Contacts, ") and "Too few for percentages" in few and "%" not in few
    many = [a_contact(place, n, sex="male") for n in range(12)]
    found = told(a_snapshot(*many))["engagement", "contacts"]
    assert ": 12." in found.text and "(100%)" in found.text
    assert set(found.evidence) == {c.id for c in many}
    french = told(a_snapshot(*many), "fr")["engagement", "contacts"].text
    assert "(100 %)" in french and "{" not in french


def test_high_threat_not_met_is_named_and_goes_when_somebody_went() -> None:
    snapshot = a_snapshot()
    place = place_of(snapshot)
    other = a_contact("ostra-nowhere", counterpart="police")
    before = told(a_snapshot(other)).get(("engagement", "unmet"))
    met = a_contact(place, sex="female")
    after = told(a_snapshot(other, met)).get(("engagement", "unmet"))
    name = snapshot.name(place)
    assert after is None or name not in after.text.split("Met, but")[0]
    assert before is None or before.evidence


def test_an_initiative_stands_with_its_marks_and_reasons_and_no_total() -> None:
    mark = Mark(mark="links_actors", holds="no", evidence=SAID)
    one = Initiative(id="ini", title="Walks", marks=(mark,))
    found = told(a_snapshot(one))["engagement", "initiative:ini"]
    assert SAID in found.text and "links actors: no" in found.text.lower()
    assert "Not judged yet" in found.text and "/ 5" not in found.text
    assert "initiative_heirs" in {k for s, k in told(a_snapshot(one)) if s == "transition"}


def test_a_rotation_names_what_is_owed_in_its_own_words() -> None:
    snapshot = a_snapshot()
    place = place_of(snapshot)
    unit = Unit(id="u1", name="Third Company", rotation_on=AS_OF + timedelta(days=20))
    owed = Promise(
        id="p1", place_id=place, by="Third Company", unit_id="u1", text=SAID, made_on=AS_OF
    )
    found = told(a_snapshot(unit, owed, a_contact(place, unit_id="u1")))
    text = found["transition", "rotation:u1"].text
    assert "in 20 days" in text and SAID in text and snapshot.name(place) in text
    far = unit.model_copy(update={"rotation_on": AS_OF + timedelta(days=400)})
    assert ("transition", "rotation:u1") not in told(a_snapshot(far, owed))


def test_the_log_tells_medians_with_their_number_or_each_case() -> None:
    snapshot = a_snapshot()
    place = place_of(snapshot)
    noon = datetime(2031, 2, 1, 9, tzinfo=UTC)

    def alerts(n: int) -> list[Alert]:
        return [
            Alert(
                id=f"al-{i}", place_id=place, received_at=noon + timedelta(days=i),
                answered_at=noon + timedelta(days=i, minutes=30), outcome="answered_in_time",
            )
            for i in range(n)
        ]  # fmt: skip

    many = told(a_snapshot(*alerts(9)))["monitoring", "alert_log"].text
    assert "30 min (n = 9)" in many and "Closed without a word to the caller" in many
    few = told(a_snapshot(*alerts(2)))["monitoring", "alert_log"].text
    assert "2 cases: 30 min, 30 min" in few
    owed = told(a_snapshot(*alerts(2)))["messages", "owed"].text
    assert "callers of alerts" in owed


def test_readers_outside_learn_nothing_of_contacts_initiatives_or_rotations() -> None:
    place = place_of(a_snapshot())
    secret = (
        a_contact(place, told=SAID, heard=SAID),
        Initiative(id="ini", title=SAID, aims=SAID),
    )
    for audience in (Audience.HUMANITARIAN, Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC):
        seen = view(a_snapshot(*secret), audience, AS_OF).snapshot
        bare = view(a_snapshot(), audience, AS_OF).snapshot
        found, without = told(seen), told(bare)
        assert {k: p.text for k, p in found.items()} == {k: p.text for k, p in without.items()}


def test_components_of_the_mission_read_contacts_and_not_what_was_heard() -> None:
    place = place_of(a_snapshot())
    many = [a_contact(place, n, heard=SAID, harm_note=SAID) for n in range(12)]
    seen = view(a_snapshot(*many), Audience.MISSION, AS_OF).snapshot
    found = told(seen)
    assert ": 12." in found["engagement", "contacts"].text
    assert not any(SAID in p.text for p in found.values())
    assert ("engagement", "unmet") not in found, "of what may be hidden it is not said"


def test_the_page_of_a_place_holds_its_booklet_for_those_inside_only() -> None:
    inside = words(example("field-matrix"))
    assert "Handover: Sameudreu" in inside
    assert "A list of the detained from the battalion within a week." in inside
    for audience in (Audience.PARTNER, Audience.PUBLIC):
        assert "Handover:" not in words(example("field-matrix", audience=audience))
