"""The command on the mesh of alert, as a terminal meets it."""

from pathlib import Path

from pocplanner.cli.terminal import NOT_DONE, OK
from tests.journeys.terminal import Terminal


def test_the_terminal_tells_who_hangs_on_what_and_who_cannot_be_spoken_to(
    run: Terminal, sample: Path
) -> None:
    done = run("mesh", sample)
    assert done.code == OK
    assert "with every input at its least to every input at its most" in done.out
    assert (
        "Women among “Returnees of 2025” at Andreumo reach you only through one male focal point "
        "of Alert network Andreumo hills by a phone that uses the mast of Andreumo, which fails "
        "in the rains"
    ) in done.out
    assert "after a prior of 1 answered and 1 not" in done.out
    assert "Guessed, not counted" in done.out
    assert "pass alerts round to one another" in done.out
    assert "Neither drawn nor counted" in done.out
    assert "there is no woman to speak to the women" in done.out
    assert "women are 0 of the 12 who decide; of the people there they are 51" in done.out
    assert "mere chance would explain" in done.out
    # A forum of women has no men on purpose.
    assert "Andreumo site women's committee: women are" not in done.out


def test_one_place_is_told_with_who_sits_for_it_and_who_can_speak_with_its_people(
    run: Terminal, sample: Path
) -> None:
    done = run("mesh", sample, "--place", "Mazkirt")
    assert "Without a seat in Ford watch of Mazkirt: Women" in done.out
    assert "no woman to speak to the women of Mazkirt (4,940 women and girls counted)" in done.out
    assert "nobody speaks Meudra, which part of the people of Mazkirt speak." in done.out
    assert "Weir site" not in done.out and "Kaldrou" not in done.out
    far = run("mesh", sample, "--place", "Teumira")
    assert "Teumira lies within reach of no post" in far.out


def test_losing_a_mast_shows_before_and_after_and_changes_nothing(
    run: Terminal, sample: Path
) -> None:
    before = sample.read_bytes()
    done = run("mesh", sample, "--without", "mast:Meuvai", "--without", "Ford watch of Mazkirt")
    assert done.code == OK
    assert "Without the mast of Meuvai and Ford watch of Mazkirt, for a moment" in done.out
    assert "The people of Sawmill site: 19 % (9 to 34) → no way" in done.out
    assert "No way left for at least" in done.out
    assert sample.read_bytes() == before


def test_an_unknown_tag_is_one_sentence_that_names_near_ones(run: Terminal, sample: Path) -> None:
    done = run("mesh", sample, "--without", "mast:Meuvia")
    assert done.code == NOT_DONE
    assert "“mast:Meuvia” is neither" in done.err
    assert "mast:Meuvai" in done.err
    assert "Nothing was lost" in done.err
    none = run("mesh", sample, "--without", "zzzzzzzzzzzz")
    assert "nothing is named like it" in none.err


def test_a_name_that_could_be_several_is_asked_back(run: Terminal, sample: Path) -> None:
    done = run("mesh", sample, "--without", "Mazkirt")
    assert done.code == OK  # nothing but the mast ends so
    done = run("mesh", sample, "--without", "Kaldrou")
    assert done.code == NOT_DONE
    assert "could be several: market:Kaldrou, mast:Kaldrou" in done.err


def test_a_place_is_shown_with_every_way_out(run: Terminal, sample: Path) -> None:
    done = run("mesh", sample, "--place", "Weir site")
    assert done.code == OK
    assert (
        "The people of Weir site → Weir site committee, north camp → Weir site committee, south "
        "camp → Tarhask air base [the mast of Tarhask]"
    ) in done.out
    assert run("mesh", sample, "--place", "Nowhere").code == NOT_DONE


def test_a_program_reads_the_same(run: Terminal, sample: Path) -> None:
    found = run("mesh", sample, "--json", "--without", "mast:Kaldrou").json
    weir = next(p for p in found["places"] if p["place"] == "com-weir-site")
    whole = weir["reaches"][0]
    assert whole["measured"] and whole["chances"]["day_dry"]["middle"] > 0
    assert [p["kind"] for p in whole["single_points"]] == ["mechanism"]
    assert found["consent_gone"]
    assert {"mesh.prior_good", "mesh.least_seats"} <= {u["key"] for u in found["assumptions"]}
    assert found["without"]["lost"] == ["mast:Kaldrou"]
    assert found["without"]["changes"]
