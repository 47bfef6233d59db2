"""An import that refuses rows asks for a look; one that refuses all of them changes nothing."""

from pathlib import Path

import pytest

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from tests.journeys.terminal import Terminal, terminal

HEAD = "id,date,latitude,longitude,type\n"
GOOD = "1,2026-01-05,7.2,21.8,attack\n"
BAD = "2,2026-02-31,7.2,21.8,attack\n"


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POCPLANNER_LANG", "en")
    return terminal(capsys)


def test_the_end_says_whether_rows_were_refused(run: Terminal, tmp_path: Path) -> None:
    assert run("new", "m.pocplan", "--name", "M", "--open").code == OK
    tables = {"all": BAD, "some": GOOD + BAD, "none": GOOD.replace("1", "3", 1)}
    for name, rows in tables.items():
        (tmp_path / f"{name}.csv").write_text(HEAD + rows)
    before = (tmp_path / "m.pocplan").read_bytes()
    for look in ((), ("--dry-run",), ("--json",)):
        found = run("import", "m.pocplan", "all.csv", "--as", "events", *look)
        assert found.code == NOT_DONE
        assert (tmp_path / "m.pocplan").read_bytes() == before
    assert "Every row was refused" in run("import", "m.pocplan", "all.csv", "--as", "events").out
    assert run("import", "m.pocplan", "some.csv", "--as", "events").code == ATTENTION
    assert run("import", "m.pocplan", "none.csv", "--as", "events").code == OK
    assert run("import", "m.pocplan", "none.csv", "nowhere.csv", "--as", "events").code == NOT_DONE
    assert run("info", "m.pocplan", "--json").json["events"] == 2
