"""What the mesh adds to an assessment: findings at threatened places, and a cap on capacity."""

from pocplanner.analysis.assess import assess
from pocplanner.model.community import Consent, Mechanism, Trust
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from tests.makers import AS_OF, a_snapshot


def assessed(**changes):
    """The small mission with a healthy, tested committee in which women decide, and changes."""
    snapshot = a_snapshot()
    healthy = dict.fromkeys(("resourcing", "permissiveness", "trusted", "overlap"), 4)
    committee = snapshot.all(Mechanism)[0].model_copy(
        update={**healthy, "test_passed": "yes", "last_test_on": AS_OF, "trust": ()} | changes
    )
    threats = [
        r.model_copy(update={"local_capacity": None}) if type(r).__name__ == "Threat" else r
        for r in snapshot
    ]
    kept = [committee if r.id == committee.id else r for r in threats]
    return finish(assess(Snapshot.of(kept, snapshot.events)))


def capacity(found) -> int | None:
    return next(r for r in found.rated if r.place_id == "com-kemba").step("local_capacity").value


def test_a_single_point_at_a_threatened_place_is_a_finding_with_what_it_rests_on():
    found = assessed()
    told = [f for f in found.findings if f.key == "finding.mesh_single"]
    assert told[0].place_id == "com-kemba"
    assert found.mesh.at("com-kemba").mechanism_ids[0] in told[0].refs


def test_local_capacity_is_the_lower_of_mechanisms_and_mesh_never_between():
    assert capacity(assessed()) == 3  # healthy and tested, but everybody hangs on this one
    silent = (Trust(sex="female", whom="committee", level=0),)
    assert capacity(assessed(trust=silent)) == 2  # women have no way at all


def test_the_cap_says_why():
    step = next(r for r in assessed().rated if r.place_id == "com-kemba").step("local_capacity")
    assert [r.key for r in step.reasons][-1] == "reason.capacity_mesh_single"


def test_consent_that_is_gone_takes_the_mechanism_out_of_the_mesh():
    gone = Consent(given_on=AS_OF.replace(year=2029), expires_on=AS_OF.replace(year=2030))
    found = assessed(consent=gone)
    assert found.mesh.unconsented
    assert found.mesh.at("com-kemba") is None


def test_an_audience_that_may_not_see_channels_gets_no_finding_of_the_mesh():
    whole = a_snapshot()
    shown = Snapshot.of(list(whole), whole.events, Audience.MISSION)
    found = finish(assess(shown))
    assert found.mesh.held
    assert not [f for f in found.findings if f.key.startswith("finding.mesh_single")]
