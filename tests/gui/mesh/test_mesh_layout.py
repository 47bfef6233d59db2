"""Boxes stand in the order in which an alert is handed on, and only those that are needed."""

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.mesh import mesh
from pocplanner.analysis.mesh.network import Network, Part
from pocplanner.gui.map.place_signs import mechanisms
from pocplanner.gui.mesh.layout import Drawn, lay_out
from pocplanner.model.community import Consent, Mechanism
from pocplanner.model.places import Post, Unit
from pocplanner.words import Words
from tests.makers import AS_OF, a_community, a_snapshot


def drawn(*records, lost=()) -> Drawn:
    snapshot = a_snapshot(*records)
    whole = mesh(snapshot, AS_OF, Assumptions()).at("com-kemba").everybody
    return lay_out(Network(snapshot, AS_OF), whole, whole.chains, frozenset(lost))


def columns(found: Drawn) -> list[list[str]]:
    return [[f"{b.kind}:{b.id}" for b in column] for column in found.columns]


def chain(**changes):
    """The committee of the small mission hands on to a network, which tells a post."""
    first = next(m for m in a_snapshot().all(Mechanism))
    return (
        first.model_copy(update={"passes_to_ids": ("net",), "shared_causes": ("mast:Kemba",)}),
        Mechanism(id="net", name="Network", functions=("refer",), **changes),
    )


def test_from_the_people_through_each_mechanism_past_the_cause_to_the_post() -> None:
    post = Post(id="far", name="Far base")
    first, second = chain(passes_to_ids=("far",))
    found = drawn(first, second, post)
    assert columns(found) == [
        ["people:com-kemba"], [f"mechanism:{first.id}"], ["mechanism:net"], ["cause:mast:kemba"],
        ["end:far"],
    ]  # fmt: skip
    assert (("mechanism", "net"), ("end", "far")) in found.lines
    assert (("mechanism", first.id), ("cause", "mast:kemba")) in found.lines
    assert all(b.single for b in found.boxes if b.part is not None)


def test_a_person_of_liaison_stands_before_the_mission_and_a_lost_box_is_marked() -> None:
    first, second = chain(passes_to_ids=("cla",))
    person = Unit(id="cla", name="Assistant", kind="cla")
    found = drawn(first, second, person, lost=[Part("unit", "cla")])
    assert columns(found)[-1] == ["end:"]
    assert [b.lost for b in found.boxes if b.kind == "unit"] == [True]


def test_a_mechanism_without_consent_is_on_no_map() -> None:
    gone = Consent(given_on=AS_OF.replace(year=2020), expires_on=AS_OF.replace(year=2021))
    home = a_community()
    one = Mechanism(id="m-gone", name="Quiet network", place_id=home.id, consent=gone)
    found = mechanisms(a_snapshot(one), Words("en"))
    assert all("Quiet network" not in str(f["label"]) for f in found)
    shown = mechanisms(a_snapshot(one.model_copy(update={"consent": None})), Words("en"))
    assert any("Quiet network" in str(f["label"]) for f in shown)
