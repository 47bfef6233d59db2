"""How alerts get out: measured or guessed, shared causes once, circles told, nobody forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.findings import caps
from pocplanner.analysis.mesh.mesh import mesh
from pocplanner.analysis.mesh.network import Network, Part
from pocplanner.analysis.mesh.sentences import (
    chance_said,
    circle_sentences,
    guess_said,
    losses,
    place_sentences,
)
from pocplanner.analysis.telling import Teller
from pocplanner.model.community import (
    Alert,
    Community,
    Consent,
    FocalPoint,
    Group,
    Mechanism,
    People,
    Trust,
)
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Audience
from pocplanner.model.mesh import SharedCause
from pocplanner.model.places import Unit
from pocplanner.model.record import Range
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words
from tests.analysis.makers import AS_OF, a_community, a_snapshot

MAN = (FocalPoint(pseudonym="CFP-01", sex="male"),)
KNOWN = {"works_percent": Range(min=70, likely=80, max=90)}


def a_mechanism(id="m", **changes):
    values = {"id": id, "name": f"Network {id}", "place_id": "kesso", "channel": "phone"}
    return Mechanism(**(values | changes))


def people(**changes):
    values = {
        "population": 1000,
        "people": (People(sex="female", count=540), People(sex="male", count=460)),
    }
    return a_community(**(values | changes))


def found(*records, lost=(), **own):
    return mesh(a_snapshot(*records), AS_OF, Assumptions(own), frozenset(lost))


def told(*records, language="en"):
    snapshot = a_snapshot(*records)
    seen = mesh(snapshot, AS_OF, Assumptions())
    network, teller = Network(snapshot, AS_OF), Teller(Words(language), snapshot)
    return [teller.text(s) for p in seen.places for _, s in place_sentences(network, p)]


def test_a_register_is_counted_with_its_prior_as_an_interval():
    seen = found(people(), a_mechanism(alerts_sent=20, alerts_answered=15)).at("kesso")
    whole = seen.everybody
    chance = whole.chance("day", "dry")
    assert whole.measured
    assert chance.middle == pytest.approx(16 / 22)
    assert (chance.low, chance.high) == pytest.approx(tuple(beta(16, 6).ppf([0.05, 0.95])))


def test_the_alert_log_counts_where_the_register_says_nothing_and_a_test_is_one_more_case():
    when = datetime(2024, 5, 1, 9, tzinfo=UTC)
    log = [
        Alert(
            id=f"a{i}", place_id="kesso", mechanism_id="m", received_at=when,
            answered_at=when + timedelta(hours=1) if i < 3 else None,
        )
        for i in range(4)
    ]  # fmt: skip
    seen = found(people(), a_mechanism(test_passed="no"), *log).at("kesso")
    assert seen.everybody.chance("day", "dry").middle == pytest.approx((1 + 3) / (2 + 5))


def test_a_failed_test_makes_it_less_likely_than_a_passed_one():
    def middle(passed):
        seen = found(people(), a_mechanism(test_passed=passed)).at("kesso")
        return seen.everybody.chance("day", "dry").middle

    assert middle("no") == pytest.approx(1 / 3)
    assert middle("partly") == pytest.approx(1 / 2)
    assert middle("yes") == pytest.approx(2 / 3)


def test_where_everything_is_guessed_there_is_a_word_and_no_figure():
    snapshot = a_snapshot(people(), a_mechanism(resourcing=2, permissiveness=4))
    whole = mesh(snapshot, AS_OF, Assumptions()).at("kesso").everybody
    assert not whole.measured
    said = Teller(Words("en"), snapshot).text(chance_said(whole))
    assert said == "may get out"
    network = Network(snapshot, AS_OF)
    named = [Teller(Words("en"), snapshot).text(guess_said(network, whole, g))
             for g in whole.guesses]  # fmt: skip
    assert named == ["how often Network m passes an alert on (by its health and channel alone)"]


def test_two_networks_on_one_mast_are_no_two_ways_out_when_it_is_down():
    count = {"alerts_sent": 8, "alerts_answered": 7, "shared_causes": ("mast:Kesso",)}
    two = (a_mechanism("a", **count), a_mechanism("b", **count))
    seen = found(people(), *two, SharedCause(id="c", tag="Mast: kesso", **KNOWN))
    whole = seen.at("kesso").everybody
    p = 8 / 10
    assert whole.chance("day", "dry").middle == pytest.approx(0.8 * (1 - (1 - p) ** 2))
    assert whole.points == (Part("cause", "mast:kesso"),)
    assert [s.people for s in seen.singles] == [1000]
    gone = found(people(), *two, lost=[Part("cause", "mast:kesso")])
    assert gone.at("kesso").everybody.chains == ()
    # Recorded as never up, it is lost, not a way that holds in none of a hundred cases.
    never = {"works_percent": Range(min=0, likely=0, max=0)}
    seen = found(people(), *two, SharedCause(id="c", tag="mast:kesso", **never))
    assert seen.at("kesso").everybody.chains == ()


def test_a_second_channel_without_a_mast_is_a_way_of_its_own():
    one = a_mechanism(
        alerts_sent=8, alerts_answered=7, backup="walk", shared_causes=("mast:Kesso",)
    )
    whole = found(people(), one, SharedCause(id="c", tag="mast:Kesso", **KNOWN)).at("kesso")
    back = (0.3 + 0.8) / 2
    assert whole.everybody.chance("day", "dry").middle == pytest.approx(
        0.8 * (0.8 + (1 - 0.8) * back)
    )
    assert Part("cause", "mast:kesso") not in whole.everybody.points


def test_a_mast_that_fails_in_the_dry_season_and_at_night_is_weighed_then():
    cause = SharedCause(id="c", tag="mast:Kesso", fails_seasons=("dry",), **KNOWN)
    one = a_mechanism(alerts_sent=8, alerts_answered=7, shared_causes=("mast:Kesso",))
    whole = found(people(), one, cause).at("kesso").everybody
    assert whole.chance("day", "dry").middle < whole.chance("day", "wet").middle
    dark = found(people(), one, SharedCause(id="c", tag="mast:Kesso", fails_night="yes", **KNOWN))
    reach = dark.at("kesso").everybody
    assert reach.chance("night", "wet").middle < reach.chance("day", "wet").middle


def test_women_who_do_not_trust_the_committee_reach_you_through_one_man_and_a_mast():
    trust = (Trust(sex="female", whom="committee", level=0, on=date(2024, 5, 1)),)
    committee = a_mechanism("a", name="Committee", trust=trust, channel="walk")
    network = a_mechanism("b", name="Hill network", focal_points=MAN, shared_causes=("mast:Kesso",))
    mast = SharedCause(id="c", tag="mast:Kesso", fails_seasons=("dry",))
    records = (people(), committee, network, mast)
    assert told(*records) == [
        "The women of Kesso reach you only through one male focal point of Hill network by a "
        "phone that uses the mast of Kesso, which fails in the dry season; nobody ever tested this "
        "way."
    ]
    assert told(*records, language="fr") == [
        "Les femmes de Kesso ne vous joignent que par un seul point focal, un homme (Hill "
        "network), par un téléphone qui passe par l'antenne de Kesso, qui tombe en saison sèche ; "
        "personne n'a jamais essayé cette voie."
    ]


def test_a_test_that_failed_is_told_with_its_day():
    one = a_mechanism(test_passed="no", last_test_on=date(2024, 5, 2))
    assert told(people(), one)[0] == (
        "The people of Kesso reach you only through Network m; the last test, on 2 May 2024, "
        "failed."
    )
    passed = a_mechanism(test_passed="yes", last_test_on=date(2024, 5, 2))
    assert told(people(), passed)[0] == "The people of Kesso reach you only through Network m."


def test_women_who_trust_nobody_have_no_way_and_local_capacity_is_improvised_at_best():
    trust = (Trust(sex="female", whom="committee", level=0),)
    seen = found(people(), a_mechanism(trust=trust))
    women = seen.at("kesso").reaches[1]
    assert (women.word, women.chains) == ("none", ())
    assert told(people(), a_mechanism(trust=trust))[1] == (
        "The women of Kesso have no way to reach you: they said that they do not trust Network m "
        "at all."
    )
    assert caps(seen)["kesso"][0] == 2


def test_what_holds_for_everybody_is_not_said_again_of_women():
    assert told(people(), a_mechanism()) == [
        "The people of Kesso reach you only through Network m; nobody ever tested this way."
    ]


def test_a_word_of_trust_of_the_very_group_goes_before_that_of_its_sex():
    group = Group(name="Returnees", people=300, at_risk=True)
    trust = (
        Trust(sex="female", whom="committee", level=4),
        Trust(group="returnees", sex="female", whom="committee", level=0),
    )
    seen = found(people(groups=(group,)), a_mechanism(trust=trust)).at("kesso")
    by_key = {r.subject.key: r for r in seen.reaches}
    assert by_key["female"].chains and not by_key["female_group"].chains


def test_trust_in_somebody_else_says_nothing_of_the_committee():
    trust = (Trust(sex="female", whom="armed_group", level=0),)
    assert found(people(), a_mechanism(trust=trust)).at("kesso").reaches[1].chains


def test_an_alert_is_handed_on_and_the_whole_chain_must_hold():
    first = a_mechanism("a", alerts_sent=8, alerts_answered=7, passes_to_ids=("b",))
    second = a_mechanism(
        "b", alerts_sent=3, alerts_answered=2, functions=("refer",), place_id="",
        passes_to_ids=("unit",),
    )  # fmt: skip
    assistant = Unit(id="unit", name="Liaison assistant 1", kind="cla")
    seen = found(people(), first, second.model_copy(update={"covers_ids": ()}), assistant)
    whole = seen.at("kesso").everybody
    assert [c.mechanism_ids for c in whole.chains] == [("a", "b")]
    assert whole.chance("day", "dry").middle == pytest.approx(0.8 * 0.6 * 0.825)
    assert Part("unit", "unit") in whole.points


def test_a_circle_is_told_and_never_followed_for_ever():
    ring = [a_mechanism(a, passes_to_ids=(b,)) for a, b in ("ab", "bc", "ca")]
    snapshot = a_snapshot(people(), *ring)
    seen = mesh(snapshot, AS_OF, Assumptions())
    assert seen.at("kesso").everybody.chains == ()
    assert seen.circles == (("a", "b", "c"),)
    teller = Teller(Words("en"), snapshot)
    (said,) = (teller.text(s) for s in circle_sentences(seen))
    assert said.startswith("Network a, Network b and Network c pass alerts round to one another")
    assert "never comes out" in said


def test_a_circle_with_a_way_out_still_gets_the_alert_out():
    one = a_mechanism("a", passes_to_ids=("b", "post"))
    other = a_mechanism("b", passes_to_ids=("a",))
    from pocplanner.model.places import Post

    seen = found(people(), one, other, Post(id="post", name="Base"))
    chains = {c.mechanism_ids for c in seen.at("kesso").everybody.chains}
    assert chains == {("a",), ("b", "a")}
    assert seen.dead_ends == ()


def test_a_mechanism_that_hands_on_to_what_is_gone_is_a_dead_end():
    assert found(people(), a_mechanism(passes_to_ids=("nobody",))).dead_ends == ("m",)


def test_a_very_tangled_mesh_ends_and_says_that_it_is_tangled():
    names = [f"m{i}" for i in range(30)]
    every = [a_mechanism(n, passes_to_ids=tuple(names)) for n in names[:-1]]
    seen = found(people(), *every, a_mechanism("m29"))
    assert seen.at("kesso").tangled


def test_consent_that_has_run_out_hides_a_mechanism_and_lists_it():
    gone = Consent(given_on=date(2023, 1, 1), expires_on=date(2024, 1, 1))
    seen = found(people(), a_mechanism("a", consent=gone), a_mechanism("b"))
    assert seen.unconsented == ("a",)
    assert seen.at("kesso").mechanism_ids == ("b",)


def test_readers_who_may_not_see_channels_get_no_mesh():
    records = (people(), a_mechanism(alerts_sent=8, alerts_answered=7))
    shown = Snapshot.of(a_snapshot(*records), audience=Audience.MISSION)
    seen = mesh(shown, AS_OF, Assumptions())
    assert seen.held and not seen.places and not seen.singles


def test_a_mechanism_of_a_district_and_one_within_reach_cover_the_place():
    near = a_mechanism("a", place_id="other", reach_km=30)
    far = Community(id="other", name="Other", position=Position(lon=10.1, lat=5.0))
    forum = a_mechanism("b", functions=("oversee",))
    assert found(people(), far, near, forum).at("kesso").mechanism_ids == ("a",)


SHARES = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
    lambda two: {"alerts_sent": max(two) + 1, "alerts_answered": min(two)}
)
TAGS = st.lists(st.sampled_from(["mast:A", "market:A", "chief:A", "funder:A"]), max_size=3).map(
    lambda tags: tuple(dict.fromkeys(tags))
)


@st.composite
def meshes(draw):
    """A few mechanisms with causes and somebody to hand on to."""
    count = draw(st.integers(1, 4))
    return [
        a_mechanism(
            f"m{i}", shared_causes=draw(TAGS), trust=(),
            backup=draw(st.sampled_from(["", "walk"])),
            passes_to_ids=tuple(
                f"m{j}" for j in draw(st.sets(st.integers(0, count - 1), max_size=1)) if j != i
            ),
            **draw(SHARES),
        )
        for i in range(count)
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(meshes())
def test_a_mechanism_more_never_lowers_reach(made):
    more = a_mechanism("new", alerts_sent=3, alerts_answered=1, shared_causes=("mast:A",))
    before = found(people(), *made).at("kesso").everybody
    after = found(people(), *made, more).at("kesso").everybody
    for one, other in zip(before.chances or [None] * 4, after.chances, strict=True):
        assert one is None or other.middle >= one.middle - 1e-12


@settings(max_examples=40, deadline=None)
@given(meshes())
def test_losing_a_single_point_takes_the_last_way_and_losing_another_part_does_not(made):
    seen = found(people(), *made)
    whole = seen.at("kesso").everybody
    parts = {Part("mechanism", m.id) for m in made}
    parts |= {Part("cause", t.casefold()) for m in made for t in m.shared_causes}
    for part in parts if whole.chains else ():
        left = found(people(), *made, lost=[part]).at("kesso").everybody
        assert (not left.chains) == (part in whole.points)


def test_what_would_silence_most_people_stands_first():
    big = a_community(id="big", name="Big", population=5000)
    small = a_community(id="small", name="Small", population=400)
    snapshot = a_snapshot(
        big, small, a_mechanism("a", place_id="big"), a_mechanism("b", place_id="small")
    )
    seen = mesh(snapshot, AS_OF, Assumptions())
    assert [s.part.id for s in seen.singles] == ["a", "b"]
    teller = Teller(Words("en"), snapshot)
    told = [teller.text(said) for said in losses(Network(snapshot, AS_OF), seen.singles)]
    assert told[0] == "Without Network a, at least 5,000 people of Big have no way left."


def test_parts_that_silence_the_same_people_stand_in_one_sentence():
    snapshot = a_snapshot(people(), a_mechanism(shared_causes=("mast:Kesso", "chief:X")))
    seen = mesh(snapshot, AS_OF, Assumptions())
    teller = Teller(Words("en"), snapshot)
    assert [teller.text(said) for said in losses(Network(snapshot, AS_OF), seen.singles)] == [
        "Any one of these lost, and at least 1,000 people of Kesso have no way left: one chief "
        "(X), the mast of Kesso and Network m."
    ]


def test_a_missions_own_figures_are_used():
    own = {"mesh.prior_good": 4.0, "mesh.prior_bad": 4.0}
    seen = found(people(), a_mechanism(alerts_sent=2, alerts_answered=2), **own)
    assert seen.at("kesso").everybody.chance("day", "dry").middle == pytest.approx(6 / 10)
