"""A mechanism without consent is on no map."""

from pocplanner.gui.map.place_signs import mechanisms
from pocplanner.model.community import Consent, Mechanism
from pocplanner.words import Words
from tests.makers import AS_OF, a_community, a_snapshot


def test_a_mechanism_without_consent_is_on_no_map() -> None:
    gone = Consent(given_on=AS_OF.replace(year=2020), expires_on=AS_OF.replace(year=2021))
    home = a_community()
    one = Mechanism(id="m-gone", name="Quiet network", place_id=home.id, consent=gone)
    found = mechanisms(a_snapshot(one), Words("en"))
    assert all("Quiet network" not in str(f["label"]) for f in found)
    shown = mechanisms(a_snapshot(one.model_copy(update={"consent": None})), Words("en"))
    assert any("Quiet network" in str(f["label"]) for f in shown)
