"""What if something is lost: asked by tag, name or id, answered before and after, kept nowhere."""

import pytest

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.telling import Teller
from pocplanner.commands.mesh import changes, counted, look, part_named, silenced
from pocplanner.model.community import Mechanism
from pocplanner.model.mesh import SharedCause
from pocplanner.words import Problem, Words
from tests.makers import AS_OF, a_community, a_snapshot


def mission():
    """Kemba has its committee and a network on the mast; Tarn site has the network alone."""
    site = a_community(id="com-site", name="Tarn site", population=600, groups=(), people=())
    network = Mechanism(
        id="net", name="Alert network Tarn", place_id="com-kemba", covers_ids=("com-site",),
        channel="phone", shared_causes=("mast:Tarn",),
    )  # fmt: skip
    return a_snapshot(site, network, SharedCause(id="c", tag="Mast : tarn"))


@pytest.mark.parametrize("named", ["mast:Tarn", "MAST: tarn", "Tarn"])
def test_a_tag_is_found_however_it_is_written_and_by_what_stands_behind_its_colon(named):
    looked = look(mission(), AS_OF, without=[named])
    assert [(p.kind, p.id) for p in looked.lost] == [("cause", "mast:tarn")]


def test_losing_a_mast_silences_the_site_and_leaves_the_village_its_committee():
    looked = look(mission(), AS_OF, without=["mast:Tarn"])
    found = changes(looked.mesh, looked.without)
    subjects, people = silenced(found)
    assert {s.place_id for s in subjects} == {"com-site"}
    assert people == 600
    kept = [c for c in found if c.before.subject.place_id == "com-kemba"]
    assert kept and not any(c.silenced for c in kept)
    assert all(c.after.chances[0].middle < c.before.chances[0].middle for c in kept)


def test_losing_what_nobody_hangs_on_changes_nothing():
    snapshot = mission()
    whole = look(snapshot, AS_OF).mesh
    assert changes(whole, whole) == ()


def test_a_mechanism_is_found_by_its_name_and_by_its_id():
    network = look(mission(), AS_OF).network
    assert part_named(network, "alert network tarn") == part_named(network, "net")


@pytest.mark.parametrize(
    ("named", "key"), [("mast:Tran", "unknown"), ("qqqqqqqqqq", "unknown_alone")]
)
def test_an_unknown_tag_is_a_sentence_that_names_near_ones_in_both_languages(named, key):
    with pytest.raises(Problem) as told:
        look(mission(), AS_OF, without=[named])
    assert told.value.key == f"mesh.{key}"
    for language in ("en", "fr"):
        said = Words(language).problem(told.value)
        assert named in said
        assert ("ast : tarn" in said or "mast:Tarn" in said) is (key == "unknown")


def test_consent_that_has_run_out_makes_a_mechanism_unknown_here_too():
    from pocplanner.model.community import Consent

    gone = Consent(given_on=AS_OF.replace(year=2029), withdrawn_on=AS_OF.replace(year=2030))
    hidden = Mechanism(id="quiet", name="Quiet watch", place_id="com-kemba", consent=gone)
    with pytest.raises(Problem):
        look(a_snapshot(hidden), AS_OF, without=["Quiet watch"])


@pytest.mark.parametrize(("passed", "said"), [("unknown", False), ("yes", True)])
def test_a_last_test_is_named_as_counted_only_where_there_was_one(passed, said):
    one = Mechanism(
        id="net", name="Network", place_id="com-kemba", alerts_sent=8, alerts_answered=4,
        test_passed=passed,
    )  # fmt: skip
    snapshot = a_snapshot(one)
    told = counted(look(snapshot, AS_OF), "net", Assumptions())
    for language, word in (("en", "last test"), ("fr", "dernier essai")):
        assert (word in Teller(Words(language), snapshot).text(told)) is said
