"""What a real mission's names become in an exercise: those that only an event or a threat tells."""

from pocplanner.analysis.disguise import disguise
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.mission import Mission
from pocplanner.model.snapshot import Snapshot
from tests.analysis.test_sharing import some_events


def told() -> Snapshot:
    """A threat and a mechanism whose names are on no list of actors."""
    records = (
        Mission(name="Mission of the test"),
        Community(id="c", name="An"),
        Mechanism(id="m", name="Circle of the ford", kind="lpc", place_id="c"),
        Threat(id="t", place_id="c", perpetrator_name="Veiled Column", title="Veiled Column at An"),
        Threat(id="u", place_id="c", perpetrator_name="Nameless Thirty", title="Anger grows"),
    )
    events = some_events(("attack_on_civilians", "Veiled Column", "Kessandra"))
    return Snapshot.of(records, events)


def test_a_perpetrator_whom_only_events_or_a_threat_name_gets_one_other_name() -> None:
    seen = disguise(told())
    said = " ".join(record.model_dump_json() for record in seen)
    for original in ("Veiled", "Nameless", "Circle of the ford"):
        assert original not in said
    threat = seen.one(Threat, "t")
    assert threat is not None
    assert threat.perpetrator_name in seen.events.side_a.names
    assert threat.title.startswith(threat.perpetrator_name)


def test_a_short_name_is_replaced_as_a_word_and_not_inside_others() -> None:
    seen = disguise(told())
    threat, other = seen.one(Threat, "t"), seen.one(Threat, "u")
    place = seen.one(Community, "c")
    assert threat is not None and other is not None and place is not None
    assert threat.title.endswith(f"at {place.name}")
    assert other.title == "Anger grows"
