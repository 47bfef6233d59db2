"""Right-to-left words inside left-to-right text."""

from pocplanner.report.arabic import has_rtl, visual


def test_letters_take_the_form_of_their_place_and_turn_round() -> None:
    # seen, lam, alef, meem: initial, then the ligature of lam and alef, then alone
    assert visual("سلام") == "\ufee1\ufefc\ufeb3"


def test_text_before_and_after_stays_where_it_was() -> None:
    assert visual("Camp باب east 12") == "Camp \ufe8f\ufe8e\ufe91 east 12"


def test_numbers_inside_a_run_keep_their_order() -> None:
    seen = visual("باب 123 باب")
    assert "123" in seen
    assert seen.startswith("\ufe8f")


def test_words_of_a_run_are_kept_on_one_line_in_turned_order() -> None:
    first, second = visual("باب"), visual("بيت")
    assert visual("باب بيت") == f"{second}\u00a0{first}"


def test_hebrew_turns_without_joining() -> None:
    assert visual("שלום") == "םולש"


def test_only_right_to_left_signs_are_noticed() -> None:
    assert has_rtl("a ب")
    assert not has_rtl("Dunmarré «é»")
