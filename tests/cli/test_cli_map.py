"""The command that writes maps, as a terminal meets it."""

from pathlib import Path

import pytest

from pocplanner.cli.map import box_of
from pocplanner.cli.terminal import OK
from pocplanner.words import Problem
from tests.journeys.terminal import Terminal, terminal


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POCPLANNER_LANG", "en")
    return terminal(capsys)


def test_the_example_mission_as_a_map_is_logged_as_an_export(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.pocplan"
    assert run("sample", file).code == OK
    out = tmp_path / "m.svg"
    done = run("map", file, "--out", out, "--audience", "mission", "--to", "2026-05-01")
    assert done.code == OK
    assert "m.svg written for" in done.out
    assert out.read_text(encoding="utf-8").startswith("<?xml")
    assert "map" in run("log", file, "--last", "1").out.lower()


def test_a_box_is_four_numbers_in_their_order() -> None:
    assert box_of("-18.5,4,-15,7.25") == (-18.5, 4, -15, 7.25)
    assert box_of(None) is None
    for text in ("1,2,3", "a,b,c,d", "5,0,1,2", "0,2,1,1", "0,0,nan,1", "-190,0,0,1"):
        with pytest.raises(Problem) as refused:
            box_of(text)
        assert refused.value.key == "map.bad_box"
