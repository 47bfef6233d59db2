"""The field matrix: a row per place that changes with the records of that place."""

from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.matrix_facts import matrix_places, row_values
from tests.makers import a_coping, a_snapshot, a_threat
from tests.report.draft.drafting import assessed, paragraphs

FOUND = paragraphs(document="field-matrix")


def test_every_threatened_place_has_its_row_the_first_ones_first() -> None:
    rows = [key for section, key in FOUND if section == "places"]
    assert rows[:2] == ["row:com-kemba", "row:com-ostra"]
    assert "row:com-vell" in rows


def test_a_row_says_what_to_know_what_to_ask_and_what_is_owed() -> None:
    said = FOUND["places", "row:com-kemba"].text
    assert "Know before you go: walking to market together" in said
    assert "gets in the way" in said
    assert "comes too late" in said
    assert "one promise not yet kept" in said
    assert "Review by 14 June 2031" in said


def test_a_place_under_the_states_own_forces_is_handled_so() -> None:
    assert "A force of the state is among the perpetrators" in FOUND["places", "row:com-ostra"].text


def test_a_proposed_place_is_not_a_ranked_one() -> None:
    assert "only proposed by the events" in FOUND["places", "row:com-vell"].text


def test_changing_the_mapped_data_changes_the_row() -> None:
    after = paragraphs(
        a_coping(title="hiding in the reeds", mission_effect="neutral"), document="field-matrix"
    )
    assert after["places", "row:com-kemba"].text != FOUND["places", "row:com-kemba"].text
    assert "hiding in the reeds" in after["places", "row:com-kemba"].text
    quiet = paragraphs(
        a_threat(intent=1, capability=1, opportunity=1, impact=1, signs=0), document="field-matrix"
    )
    assert quiet["reading", "reading"].text != FOUND["reading", "reading"].text


def test_the_cells_of_a_row_are_words_and_never_codes() -> None:
    snapshot = a_snapshot()
    desk = Desk(snapshot, assessed(snapshot), "en")
    for place in matrix_places(desk):
        for name, value in row_values(desk, place).items():
            if isinstance(value, str):
                assert "_" not in value, (name, value)
                assert "com-" not in value
