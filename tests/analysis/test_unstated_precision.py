"""Rows whose source does not say how well it places them: their own word decides."""

from dataclasses import replace

import numpy as np
import pytest

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.ground import lay
from pocplanner.model.events import Labels
from pocplanner.model.snapshot import Snapshot
from tests.makers import AS_OF, a_community, a_mission, events


@pytest.mark.parametrize(
    ("named", "counts"), [("Bakuru", True), ("BAKÚRU", True), ("Elsewhere", False), ("", False)]
)
def test_a_row_counts_at_a_place_that_it_names_and_lies_near(named: str, counts: bool) -> None:
    community = a_community(id="c", name="Bakuru")
    assert community.position is not None
    told = events(
        [{"first_day": AS_OF, "lon": community.position.lon, "lat": community.position.lat}]
    )
    told = replace(
        told, place_precision=np.zeros(1, np.int8), place=Labels(np.zeros(1, np.int32), (named,))
    )
    ground = lay(Snapshot.of((a_mission(), community), told), AS_OF, Assumptions({}))
    assert (ground.place[0] >= 0) == counts
