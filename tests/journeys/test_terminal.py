"""Journeys on the terminal: from files to papers, and back again by undo."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.journeys.terminal import Terminal, terminal

EVENTS = """\
id,event_date,latitude,longitude,actor1,actor2,event_type,fatalities,location,geo_precision,notes
1,2026-09-01,-10.5,-17.2,Column of Ash,Civilians,Violence against civilians,4,Belmora,1,Raid at dawn
2,2026-09-20,-10.5,-17.2,Column of Ash,Civilians,Violence against civilians,2,Belmora,1,Two killed
3,2026-10-11,-10.5,-17.2,Column of Ash,Civilians,Violence against civilians,5,Belmora,1,Market day
4,2026-10-20,-10.5,-17.2,Column of Ash,Civilians,Violence against civilians,3,Belmora,1,Third raid
5,2026-10-31,-10.5,-17.2,Column of Ash,Civilians,Violence against civilians,1,Belmora,1,One killed
"""
PLACES = """name,latitude,longitude,population
Belmora,-10.5,-17.2,4200
Tavisk,-10.9,-17.6,900
"""


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POCPLANNER_LANG", "en")
    return terminal(capsys)


@pytest.fixture
def sealed(run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    secret = tmp_path / "passphrase"
    secret.write_text("seven herons over the wide lagoon\n")
    monkeypatch.setenv("POCPLANNER_PASSPHRASE_FILE", str(secret))
    file = tmp_path / "real.pocplan"
    assert run("new", file, "--name", "Mission of the test").code == 0
    return file


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def test_from_raw_files_to_a_strategy_and_a_scenario_sheet(
    run: Terminal, sealed: Path, tmp_path: Path
) -> None:
    # given files as others send them
    (tmp_path / "events.csv").write_text(EVENTS)
    (tmp_path / "places.csv").write_text(PLACES)

    # when they are taken in, assessed, decided on and drafted
    taken = run("import", sealed, "places.csv", "--as", "places", "--json")
    assert taken.code == 0 and taken.json[0]["new"] == 2
    taken = run("import", sealed, "events.csv", "--as", "events", "--json")
    assert taken.code == 0, taken.err
    assert taken.json[0]["new"] == 5
    assessed = run("assess", sealed, "--json").json["assessment"]
    assert assessed["as_of"] == "2026-10-31"
    (threat,) = assessed["proposed"]
    assert threat["status"] == "proposed" and not threat.get("rationale")
    assert run("accept", sealed, threat["id"], "--author", "Head of JMAC").code == 0
    placed = run(
        "scenario", sealed, "--template", "predatory_raid", "--place", threat["place_id"], "--json"
    )
    assert placed.code == 0, placed.err
    drafted = run("draft", sealed, "--document", "strategy", "--json")
    assert drafted.code == 0, drafted.err
    sections = drafted.json["sections"]

    # then the strategy has its fifteen sections, names the place and says what is not known
    assert [s["number"] for s in sections] == list(range(1, 16))
    text = " ".join(p["text"] for s in sections for p in s["paragraphs"])
    assert "Belmora" in text and "Column of Ash" in text
    assert "not yet asked" in text.casefold()
    for document, more in (("strategy", ()), ("scenario", ("--scenario", placed.json["id"]))):
        out = tmp_path / f"{document}.pdf"
        made = run(
            "export",
            sealed,
            "--document",
            document,
            *more,
            "--audience",
            "mission",
            "--lang",
            "en",
            "--out",
            out,
        )
        assert made.code == 0, made.err
        assert "Belmora" in " ".join(pages(out))
    log = run("log", sealed, "--json").json
    assert any(e["author"] == "Head of JMAC" for e in log)
    assert log[-1]["label"] == "edit.export"


def test_the_same_file_twice_changes_nothing_and_one_undo_takes_it_back(
    run: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "open.pocplan"
    run("new", file, "--name", "Exercise", "--open")
    (tmp_path / "places.csv").write_text(PLACES)
    run("import", file, "places.csv", "--as", "places")
    again = run("import", file, "places.csv", "--as", "places", "--json").json[0]
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 2)
    assert len(run("log", file, "--json").json) == 2
    undone = run("undo", file)
    assert "Import 2 records from places.csv" in undone.out
    assert "Settlement" not in run("info", file, "--json").json["counts"]
    assert run("redo", file).code == 0
    assert run("info", file, "--json").json["counts"]["Settlement"] == 2
    (tmp_path / "places.csv").write_text(PLACES.replace("4200", "4300"))
    changed = run("import", file, "places.csv", "--as", "places", "--json").json[0]
    assert (changed["new"], changed["changed"], changed["same"]) == (0, 1, 1)


def test_a_dry_run_keeps_nothing(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "open.pocplan"
    run("new", file, "--name", "Exercise", "--open")
    (tmp_path / "places.csv").write_text(PLACES)
    before = file.read_bytes()
    looked = run("import", file, "places.csv", "--as", "places", "--dry-run")
    assert looked.code == 0 and "Nothing was kept" in looked.out
    assert file.read_bytes() == before


def test_a_file_that_fails_does_not_stop_the_next(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "open.pocplan"
    run("new", file, "--name", "Exercise", "--open")
    (tmp_path / "page.csv").write_text("<!DOCTYPE html><html><body>Sign in</body></html>")
    (tmp_path / "places.csv").write_text(PLACES)
    ended = run("import", file, "page.csv", "places.csv", "--as", "places")
    assert ended.code == 1
    assert run("info", file, "--json").json["counts"]["Settlement"] == 2


def test_a_wrong_passphrase_says_so_and_changes_nothing(
    run: Terminal, sealed: Path, tmp_path: Path
) -> None:
    before = sealed.read_bytes()
    (tmp_path / "passphrase").write_text("six herons\n")
    refused = run("info", sealed)
    assert refused.code == 1
    assert "passphrase is wrong, or the file is damaged" in refused.err
    assert sealed.read_bytes() == before


def test_a_sealed_mission_asks_nobody_where_nobody_is(
    run: Terminal, sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POCPLANNER_PASSPHRASE_FILE")
    refused = run("info", sealed)
    assert refused.code == 1 and "nobody is at the keyboard" in refused.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("undo",), "nothing to take back"),
        (("redo",), "nothing to do again"),
        (("accept", "no-such-threat"), "no record no-such-threat"),
        (("refuse", "x", "--reason", " "), "needs a reason"),
        (("change", "x", "--set", "nonsense"), "is not FIELD=VALUE"),
        (("assess", "--as-of", "31.10.2026"), "is not a day"),
        (("draft", "--document", "scenario"), "There is no scenario yet"),
        (("passphrase",), "open exercise and has no passphrase"),
        (
            ("export", "--document", "strategy", "--audience", "core", "--out", "no/such/a.pdf"),
            "folder",
        ),
    ],
)
def test_what_a_person_can_mend_is_one_sentence(
    run: Terminal, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "open.pocplan"
    run("new", file, "--name", "Exercise", "--open")
    before = file.read_bytes()
    refused = run(words[0], file, *words[1:])
    assert refused.code == 1
    assert said in refused.err and "Traceback" not in refused.err
    assert refused.err.strip().count("\n") == 0
    assert file.read_bytes() == before


def test_a_mission_without_events_says_what_it_cannot_do(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "open.pocplan"
    run("new", file, "--name", "Exercise", "--open")
    drafted = run("draft", file, "--document", "strategy", "--as-of", "2026-10-31")
    assert drafted.code == 0
    assert "open questions" in drafted.out


def test_names_cannot_move_the_cursor(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "open.pocplan"
    run("new", file, "--name", "Exercise \x1b[2J here", "--open")
    assert "\x1b" not in run("info", file).out


def test_every_command_has_help_and_wrong_words_end_with_two(run: Terminal) -> None:
    listed = run("--help")
    assert listed.code == 0
    for name in (
        "sample",
        "new",
        "template",
        "import",
        "info",
        "assess",
        "accept",
        "change",
        "refuse",
        "scenario",
        "draft",
        "export",
        "check",
        "merge",
        "undo",
        "redo",
        "log",
        "copy",
        "passphrase",
        "purge",
    ):
        assert name in listed.out
        assert run(name, "--help").code == 0
    assert run("no-such-command").code == 2
    assert run("new").code == 2
