"""Boxes stand in the order in which an alert is handed on, and only those that are needed."""

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.layout import Drawn, lay_out
from pocplanner.analysis.mesh.mesh import mesh
from pocplanner.analysis.mesh.network import Network, Part
from pocplanner.model.community import Mechanism
from pocplanner.model.places import Post, Unit
from tests.makers import AS_OF, a_snapshot


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
