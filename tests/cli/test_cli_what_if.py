"""The commands on proposals, sites and closures, as a terminal meets them."""

from pathlib import Path

from pocplanner.cli.terminal import NOT_DONE, OK
from tests.journeys.terminal import Terminal

MOVE = "Loundre base=-16.6,-13.2"


def test_every_number_stands_beside_what_it_was_and_nothing_is_kept(
    run: Terminal, sample: Path
) -> None:
    done = run("what-if", sample, "--move", MOVE)
    assert done.code == OK
    assert "If: Loundre base moved to -13.200, -16.600" in done.out
    assert "Loundre, by day, dry season: 100 % there before the attack" in done.out
    assert "Rows of the field matrix that would differ: 1." in done.out
    assert "Section 9 (" in done.out
    assert "a person decides" in done.out
    assert "Keep the proposal" not in run("log", sample).out


def test_a_proposal_that_is_kept_is_one_act_and_comes_back(run: Terminal, sample: Path) -> None:
    kept = run("what-if", sample, "--move", MOVE, "--keep", "--json").json
    assert "post-loundre-base" in kept["kept"]
    assert kept["places"] and all("before" in p and "after" in p for p in kept["places"])
    again = run("what-if", sample, "--move", MOVE)
    assert "Nothing that the records tell would differ." in again.out
    assert "Keep the proposal" in run("undo", sample).out
    assert run("what-if", sample, "--move", MOVE, "--json").json["places"] == kept["places"]


def test_a_lost_mast_is_told_with_alert_and_help_together(run: Terminal, sample: Path) -> None:
    done = run("what-if", sample, "--lose", "mast:Loundre")
    assert "At one place people are less often heard and helped in time: Loundre." in done.out
    assert "The people of Loundre, by day, dry season: heard, and a unit there" in done.out
    assert "goes on by its second channel" in done.out
    found = run("what-if", sample, "--lose", "mast:Loundre", "--json").json
    pairs = [pair for place in found["places"] for pair in place["heard"]]
    assert pairs and all("weighs" not in (p["before"] or {}) for p in pairs)
    before, after = pairs[0]["before"], pairs[0]["after"]
    assert before["arrives_onset"]["percent"] > after["arrives_onset"]["percent"]
    several = run("what-if", sample, "--lose", "Loundre")
    assert several.code == NOT_DONE and "base:Loundre, mast:Loundre" in several.err


def test_two_saved_options_stand_side_by_side(run: Terminal, sample: Path) -> None:
    assert (
        "Saved as the option East" in run("what-if", sample, "--move", MOVE, "--save", "East").out
    )
    run("what-if", sample, "--close", "Loundre base", "--save", "Closed")
    both = run("what-if", sample, "--option", "east", "--option", "Closed")
    assert "— East —" in both.out and "— Closed —" in both.out
    third = run(
        "what-if", sample, "--option", "East", "--option", "Closed", "--lose", "mast:Kaldrou"
    )
    assert third.code == NOT_DONE and "Two options" in third.err


def test_bad_input_is_a_sentence_and_ends_with_not_done(run: Terminal, sample: Path) -> None:
    done = run("what-if", sample, "--move", "Lundre base=-16,-13")
    assert done.code == NOT_DONE and "Near to it: Loundre base" in done.err
    assert "No change was named" in run("what-if", sample).err


def test_the_best_sites_say_whom_they_reach_and_how_sure_that_is(
    run: Terminal, sample: Path
) -> None:
    done = run("site", sample, "--posts", "1")
    assert done.code == OK
    assert "Best 1 of" in done.out
    assert "No other choice among the candidates is better." in done.out
    assert "never for none" in done.out
    assert "No rating changes by this" in done.out
    found = run("site", sample, "--posts", "1", "--json").json
    assert found["exact"] and found["sites"][0]["people"] > 0
    assert run("site", sample, "--posts", "9").code == NOT_DONE
    boats = run("site", sample, "--posts", "1", "--unit", "riverine")
    assert "Assumed at a new site is a riverine unit" in boats.out
    assert run("site", sample, "--unit", "mules").code == NOT_DONE


def test_closures_are_followed_and_say_what_stays(run: Terminal, sample: Path) -> None:
    done = run("closures", sample, "--months", "4")
    assert done.code == OK
    assert "Closed: Loundre base." in done.out
    assert "Order that keeps the worst place highest:" in done.out
    assert "With all of them closed, help comes later or people are heard less often" in done.out
    assert "This is outside the warning time." in done.out
    assert "What stays at Loundre when the mission is gone:" in done.out
    wrong = run("closures", sample, "--close", "Lundre base")
    assert wrong.code == NOT_DONE and "Near to it: Loundre base" in wrong.err
