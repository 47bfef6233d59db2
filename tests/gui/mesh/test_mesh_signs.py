"""What people no longer consent to is on no map."""

from pocplanner.gui.map.place_signs import coping, mechanisms
from pocplanner.model.community import Consent, Mechanism
from pocplanner.model.places import Route
from pocplanner.words import Words
from tests.makers import AS_OF, a_community, a_coping, a_snapshot


def test_a_mechanism_without_consent_is_on_no_map() -> None:
    gone = Consent(given_on=AS_OF.replace(year=2020), expires_on=AS_OF.replace(year=2021))
    home = a_community()
    one = Mechanism(id="m-gone", name="Quiet network", place_id=home.id, consent=gone)
    found = mechanisms(a_snapshot(one), Words("en"))
    assert all("Quiet network" not in str(f["label"]) for f in found)
    shown = mechanisms(a_snapshot(one.model_copy(update={"consent": None})), Words("en"))
    assert any("Quiet network" in str(f["label"]) for f in shown)


def test_a_way_of_coping_without_consent_is_on_no_map_and_its_route_is_drawn_with_it() -> None:
    line = {"type": "LineString", "coordinates": [[21.0, -9.0], [21.2, -9.1]]}
    way = Route(id="route-bush", name="Bush path", kind="path", line=line)
    one = a_coping(title="Path to the ridge", route_id=way.id)
    found = coping(a_snapshot(one, way), Words("en"))
    (drawn,) = (f for f in found if f["id"] == f"{one.id}#way")
    assert drawn["type"] == "line" and "Path to the ridge" in str(drawn["label"])
    for ended in ({"withdrawn_on": AS_OF.replace(year=2021)}, {"expires_on": AS_OF.replace(2021)}):
        gone = one.model_copy(update={"consent": Consent(**ended)})
        found = coping(a_snapshot(gone, way), Words("en"))
        assert all("Path to the ridge" not in str(f["label"]) for f in found)
