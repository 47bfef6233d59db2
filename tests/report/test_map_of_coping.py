"""Coping and mechanisms on written maps: at their place for the team, nowhere exact for others."""

import pytest

from pocplanner.analysis.sharing import view
from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.community import Community, Consent, Coping
from pocplanner.model.guard import Audience
from pocplanner.model.places import Route
from pocplanner.model.snapshot import Snapshot
from pocplanner.report.map_layers import coping, coping_ways, mechanisms
from tests.makers import a_coping, a_snapshot
from tests.report.outlining import TODAY


class Desk:
    """As much of a layout as the layers ask for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.words = snapshot, self

    def say(self, key: str) -> str:
        return key

    text = say


def test_what_has_no_position_of_its_own_stands_at_its_community_and_along_its_route() -> None:
    line = {"type": "LineString", "coordinates": [[21.0, -9.0], [21.2, -9.1]]}
    way = Route(id="route-bush", name="Bush path", kind="path", line=line)
    one = a_coping(route_id=way.id, position=None)
    snapshot = a_snapshot(one, way)
    at = snapshot.position(one.place_id)
    assert at is not None
    drawn = {s.geometry.wkt for s in coping(Desk(snapshot)).shapes}  # type: ignore[arg-type]
    assert at.point.wkt in drawn
    _, ways = coping_ways(Desk(snapshot))  # type: ignore[arg-type]
    assert any(s.geometry.equals(way.line) for s in ways.shapes)


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.CORE])
def test_for_others_nothing_stands_at_a_community(audience: Audience) -> None:
    seen = view(sample_snapshot(), audience, TODAY).snapshot
    flights = {c.place_id for c in seen.all(Coping) if c.strategy == "temporary_flight"}
    for layer in (coping(Desk(seen)), mechanisms(Desk(seen))):  # type: ignore[arg-type]
        assert not layer.shapes or (audience is Audience.COMMAND and flights)
    for one in seen.all(Coping):
        place = seen.get(one.place_id)
        tasked = audience is Audience.COMMAND and one.strategy == "temporary_flight"
        assert tasked or not isinstance(place, Community)


def test_what_people_no_longer_consent_to_is_on_no_paper() -> None:
    gone = a_coping(title="Path", consent=Consent(withdrawn_on=TODAY))
    seen = view(a_snapshot(gone), Audience.CORE, TODAY)
    assert gone.id in seen.expired
    assert seen.snapshot.one(Coping, gone.id) is None
