"""The command on time, as a terminal meets it."""

from pathlib import Path

from pocplanner.cli.terminal import NOT_DONE, OK
from tests.journeys.terminal import Terminal


def test_times_are_told_with_their_basis_and_how_good_the_ground_is(
    run: Terminal, sample: Path
) -> None:
    done = run("travel", sample)
    assert done.code == OK
    assert "Kaldrou ← Police base Kaldrou: 6 min (4 min to 9 min), 3 km" in done.out
    assert "on ways that are loaded" in done.out
    assert "ground whose speed is guessed: load the missing tracks" in done.out
    wet = run("travel", sample, "--season", "wet", "--light", "night")
    assert "ways cannot be used under this condition" in wet.out


def test_the_chain_says_what_costs_most_and_what_is_guessed(run: Terminal, sample: Path) -> None:
    done = run("travel", sample, "--arrival", "--season", "dry", "--light", "day")
    assert done.code == OK
    assert "what costs most is deciding" in done.out
    assert "Guessed, not measured or entered" in done.out
    assert "Nobody has entered the least strength" in done.out


def test_a_program_reads_the_same(run: Terminal, sample: Path) -> None:
    found = run("travel", sample, "--json", "--arrival", "--season", "wet", "--light", "day").json
    bases = {row["basis"] for row in found["times"]}
    assert bases <= {"network", "grid", "straight", "air", "no_way"}
    kaldrou = next(a for a in found["arrivals"] if a["place_id"] == "com-kaldrou")
    assert set(kaldrou["links"]) == {"report", "verify", "decide", "muster", "travel", "told_back"}
    chance = kaldrou["chances"]["arrives_onset"]
    assert chance["low"] <= chance["percent"] <= chance["high"]
    assert {"speed.dirt_wet_kmh", "chain.attack.likely"} <= {u["key"] for u in found["assumptions"]}


def test_a_season_or_light_that_does_not_exist_is_told_in_a_sentence(
    run: Terminal, sample: Path
) -> None:
    for option, said in (("--season", "spring"), ("--light", "dusk")):
        for chain in ((), ("--arrival",)):
            done = run("travel", sample, option, said, *chain)
            assert done.code == NOT_DONE
            assert done.err.startswith("There is no") and said in done.err


def test_a_mission_without_posts_says_what_to_do(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "empty.pocplan"
    assert run("new", file, "--name", "Empty", "--open").code == OK
    done = run("travel", file)
    assert done.code == NOT_DONE
    assert "Add a post on the map or import posts" in done.err
    too_fine = run("travel", file, "--cell", "0")
    assert too_fine.code == NOT_DONE
