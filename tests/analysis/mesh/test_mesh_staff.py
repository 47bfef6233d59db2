"""Who can be spoken to from each post, and where no woman is there to speak to women."""

from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.mesh import mesh
from pocplanner.analysis.mesh.network import Network
from pocplanner.analysis.mesh.sentences import staff_sentences
from pocplanner.analysis.mesh.staff import staff
from pocplanner.analysis.telling import Teller
from pocplanner.model.community import FocalPoint, Mechanism, People
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Audience
from pocplanner.model.places import Post, Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words
from tests.analysis.makers import a_community, a_snapshot

HERE = Position(lon=10.0, lat=5.0)
POST = Post(id="post", name="Kesso base", position=HERE)
WOMEN = (People(sex="female", count=520), People(sex="male", count=480))


def home(**changes):
    values = {"languages": ("Lume",), "population": 1000, "people": WOMEN}
    return a_community(**(values | changes))


def assistant(**changes):
    values = {
        "id": "cla", "name": "Assistant 1", "kind": "cla", "post_id": "post",
        "languages": ("Lume", "French"), "women": 0,
    }  # fmt: skip
    return Unit(**(values | changes))


def said(*records):
    snapshot = a_snapshot(POST, *records)
    teller = Teller(Words("en"), snapshot)
    found = staff(Network(snapshot, date(2024, 6, 30)), Assumptions())
    return [teller.text(s) for one in found for s in staff_sentences(one)]


def test_a_language_that_nobody_at_the_post_speaks_leaves_people_unspoken_to():
    assert said(home(), assistant(languages=("French",))) == [
        "From Kesso base nobody can speak to Kesso (1,000 people counted): no language is shared."
    ]


def test_without_any_staff_on_file_that_is_said_instead():
    assert said(home())[0].startswith("Around Kesso base no liaison staff or interpreter")


def test_a_language_shared_with_men_only_leaves_no_woman_to_speak_to_women():
    assert said(home(), assistant()) == [
        "From Kesso base there is no woman to speak to the women of Kesso "
        "(520 women and girls counted)."
    ]


def test_a_female_interpreter_who_speaks_the_language_closes_the_gap():
    interpreter = assistant(id="i", kind="interpreter_f", women=None)
    assert said(home(), assistant(), interpreter) == []


def test_a_female_interpreter_of_another_language_does_not():
    interpreter = assistant(id="i", kind="interpreter_f", languages=("Osta",))
    assert "no woman" in said(home(), assistant(), interpreter)[0]


def test_a_liaison_presence_in_the_community_counts_with_its_languages():
    desk = Mechanism(
        id="d", name="Desk", kind="cla_presence", place_id="kesso", languages=("lume",),
        focal_points=(FocalPoint(pseudonym="DSK-01", sex="female"),),
    )  # fmt: skip
    assert said(home(), desk) == []


def test_a_second_language_that_nobody_speaks_is_told_by_its_name():
    found = said(home(languages=("Lume", "Osta")), assistant(women=1))
    assert found == ["From Kesso base nobody speaks Osta, which part of the people of Kesso speak."]


def test_staff_of_the_next_base_within_reach_speak_too_and_far_ones_do_not():
    near = Post(id="near", name="Next base", position=Position(lon=10.1, lat=5.0))
    far = Post(id="near", name="Far base", position=Position(lon=12.0, lat=5.0))
    other = assistant(post_id="near", women=1)
    assert said(home(), near, other) == []
    assert said(home(), far, other)[0].startswith("Around Kesso base no liaison staff")


def test_languages_that_nobody_recorded_are_counted_as_not_known():
    snapshot = a_snapshot(POST, home(languages=()), assistant())
    (found,) = staff(Network(snapshot, date(2024, 6, 30)), Assumptions())
    assert found.unknown == ("kesso",)
    assert not found.alone and not found.no_woman


def test_readers_who_see_no_staff_are_never_told_that_there_is_none():
    records = list(a_snapshot(POST, home(), assistant(languages=("French",))))
    outside = [r for r in records if not isinstance(r, Unit)]
    for audience in (Audience.HUMANITARIAN, Audience.HOST_STATE, Audience.PUBLIC):
        shown = Snapshot.of(outside, audience=audience)
        assert mesh(shown, date(2024, 6, 30), Assumptions()).staff == ()
    inside = Snapshot.of(records, audience=Audience.MISSION)
    assert mesh(inside, date(2024, 6, 30), Assumptions()).staff
    assert mesh(Snapshot.of(outside, audience=Audience.MISSION), date(2024, 6, 30),
                Assumptions()).staff == ()  # fmt: skip
