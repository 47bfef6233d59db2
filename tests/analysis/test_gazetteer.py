"""Places of the mission are found by what people type."""

import pytest

from pocplanner.analysis.gazetteer import Gazetteer, plain
from pocplanner.model.geometry import Position
from pocplanner.model.snapshot import Snapshot
from tests import makers


@pytest.fixture
def gazetteer() -> Gazetteer:
    """Five places, two of which share a name."""
    here = Position(lon=18.5, lat=4.3)
    return Gazetteer(
        Snapshot.of(
            [
                makers.a_settlement(
                    id="s1", name="Éloria-Nord", aliases=("Old Bend",), position=here
                ),
                makers.a_settlement(id="s2", name="Kemba", position=None),
                makers.a_settlement(id="s3", name="Kemba", position=here),
                makers.a_settlement(id="s4", name="Upper Kemba", position=here),
                makers.a_post(id="p1", name="Marl base", position=here),
            ]
        )
    )  # fmt: skip


def test_a_place_is_found_by_any_of_its_names_without_accents_or_hyphens(
    gazetteer: Gazetteer,
) -> None:
    assert [p.id for p in gazetteer.find("eloria n")] == ["s1"]
    assert [p.name for p in gazetteer.find("BEND")] == ["Old Bend"]
    assert plain("Éloria-Nord") == "eloria nord"


def test_equal_names_are_all_offered_before_those_that_only_hold_it(gazetteer: Gazetteer) -> None:
    assert [p.id for p in gazetteer.find("kemba")] == ["s2", "s3", "s4"]
    assert [p.id for p in gazetteer.named("KEMBA")] == ["s2", "s3"]


def test_a_slip_of_the_pen_still_finds_it_and_nonsense_finds_nothing(gazetteer: Gazetteer) -> None:
    assert {p.id for p in gazetteer.find("kenba")} >= {"s2", "s3"}
    assert gazetteer.find("zzzzzz") == ()
    assert gazetteer.find("  ") == ()


def test_a_place_that_is_nowhere_has_no_position(gazetteer: Gazetteer) -> None:
    first, second = gazetteer.named("Kemba")
    assert gazetteer.position(first) is None
    assert gazetteer.position(second) is not None
