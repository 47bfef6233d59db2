"""The terminal keeps its manners: one sentence for what fails, an exit code that means it."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pocplanner.cli import acts, program
from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from pocplanner.commands.report import write
from pocplanner.formats.workbook import template
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.words import LANGUAGES, Problem, Words
from tests.journeys.terminal import Terminal

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def open_file(run: Terminal, tmp_path: Path) -> Path:
    file = tmp_path / "é.pocplan"
    assert run("new", file, "--name", "Mission d'été", "--open").code == OK
    return file


def apart(shell: str, *words: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The program in a process of its own, inside a line of shell; $@ is the command."""
    command = [sys.executable, "-m", "pocplanner", *map(str, words)]
    return subprocess.run(
        ["bash", "-c", shell, "-", *command],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=60,
    )


def test_what_nobody_foresaw_is_one_sentence_without_paths_or_records(
    run: Terminal, open_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> int:
        raise ZeroDivisionError("a secret from a record")

    monkeypatch.setattr(acts, "run_info", fails)
    found = run("info", open_file, "--json")
    assert found.code == NOT_DONE
    assert found.json["problem"] == "cli.unforeseen"
    assert "ZeroDivisionError test_program:" in found.err
    assert "secret" not in found.err and "/" not in found.err and "Traceback" not in found.err


def test_memory_that_runs_out_is_told(
    run: Terminal, open_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> int:
        raise MemoryError

    monkeypatch.setattr(acts, "run_info", fails)
    found = run("info", open_file, "--json")
    assert found.code == NOT_DONE and found.json["problem"] == "cli.memory"


def test_a_terminal_that_knows_few_signs_gets_their_numbers(open_file: Path) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "POCPLANNER_LANG": "fr"}
    said = apart('"$@"', "info", open_file, **ascii_only)
    assert (said.returncode, said.stderr) == (OK, "")
    assert "d'\\xe9t\\xe9" in said.stdout
    answer = apart('"$@"', "info", open_file, "--json", **ascii_only)
    assert json.loads(answer.stdout)["name"] == "Mission d'été"


def test_output_that_nobody_reads_does_not_stop_the_work(open_file: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = "".join(f"A{n},6.5,21.{n}\n" for n in range(9))
    table.write_text("name,latitude,longitude\n" + rows)
    again = tmp_path / "u.csv"
    again.write_text("name,latitude,longitude\nB,6.1,21.1\n")
    found = apart('"$@" | true; exit ${PIPESTATUS[0]}', "import", open_file, table, again)
    assert (found.returncode, found.stderr) == (OK, "")
    counts = json.loads(apart('"$@"', "info", open_file, "--json").stdout)["counts"]
    assert counts["Settlement"] == 10


def test_a_full_disk_under_the_output_is_told_and_asks_for_a_look(open_file: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    found = apart('"$@" >/dev/full', "info", open_file, POCPLANNER_LANG="en")
    assert found.returncode == ATTENTION
    assert "done and kept" in found.stderr and "Traceback" not in found.stderr
    assert apart('"$@" >&- 2>&-', "info", open_file).returncode == OK


def test_a_folder_that_is_gone_is_told_before_anything_is_done(
    open_file: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    shell = f'mkdir "{gone}" && cd "{gone}" && rmdir "{gone}" && PYTHONPATH="{REPOSITORY}" "$@"'
    found = apart(shell, "info", open_file, "--json")
    assert found.returncode == NOT_DONE
    assert json.loads(found.stdout)["problem"] == "cli.nowhere"


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_day_in_another_age_is_refused(run: Terminal, open_file: Path, day: str) -> None:
    found = run("assess", open_file, "--as-of", day, "--json")
    assert found.code == NOT_DONE and found.json["problem"] == "cli.bad_day"


def test_a_day_before_all_events_says_so(run: Terminal, open_file: Path) -> None:
    said = run("assess", open_file, "--as-of", "1980-01-01").out
    assert "no event on file is of that day or earlier" in said and "None" not in said


@pytest.mark.parametrize(
    "written",
    [
        b"caf\xc3\xa9 et trois h\xc3\xa9rons",
        b"cafe\xcc\x81 et trois he\xcc\x81rons\n",
        b"\xef\xbb\xbfcaf\xc3\xa9 et trois h\xc3\xa9rons\r\n",
        b"caf\xc3\xa9 et trois h\xc3\xa9rons\nanother line\n",
    ],
    ids=["as made", "accents apart", "mark and line ends of Windows", "more lines"],
)
def test_a_passphrase_is_the_same_however_a_program_wrote_it(
    run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bytes
) -> None:
    secret = tmp_path / "passphrase"
    monkeypatch.setenv("POCPLANNER_PASSPHRASE_FILE", str(secret))
    secret.write_bytes("café et trois hérons".encode())
    assert run("new", tmp_path / "s.pocplan", "--name", "S").code == OK
    secret.write_bytes(written)
    assert run("info", tmp_path / "s.pocplan").code == OK


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (b"", "passphrase.empty"),
        (b"\n", "passphrase.empty"),
        (b"caf\xe9", "passphrase.no_file"),
        (None, "passphrase.no_file"),
    ],
)
def test_a_passphrase_file_that_serves_for_nothing_is_told(
    run: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: bytes | None,
    key: str,
) -> None:
    secret = tmp_path / "passphrase"
    monkeypatch.setenv("POCPLANNER_PASSPHRASE_FILE", str(secret))
    secret.write_text("seven herons over the wide lagoon")
    assert run("new", tmp_path / "s.pocplan", "--name", "S").code == OK
    secret.unlink()
    if written is not None:
        secret.write_bytes(written)
    found = run("info", tmp_path / "s.pocplan", "--json")
    assert found.code == NOT_DONE and found.json["problem"] == key


def test_a_new_passphrase_is_asked_for_under_its_own_name(
    run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    secret = tmp_path / "passphrase"
    secret.write_text("seven herons over the wide lagoon")
    monkeypatch.setenv("POCPLANNER_PASSPHRASE_FILE", str(secret))
    assert run("new", tmp_path / "s.pocplan", "--name", "S").code == OK
    found = run("passphrase", tmp_path / "s.pocplan")
    assert found.code == NOT_DONE and "POCPLANNER_NEW_PASSPHRASE_FILE" in found.err
    monkeypatch.delenv("POCPLANNER_PASSPHRASE_FILE")
    assert "POCPLANNER_PASSPHRASE_FILE" in run("info", tmp_path / "s.pocplan").err


def test_every_file_on_the_way_is_private_and_none_has_an_absurd_name(
    run: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    table = tmp_path / "t.csv"
    table.write_text("when,where,lat,lon\n2026-01-02,Bria,6.5,21.9\n")
    table.chmod(0o600)
    before = os.umask(0)
    try:
        assert run("new", "m.pocplan", "--name", "M", "--open").code == OK
        assert run("template", "--as", "coping", "--out", "t.xlsx").code == OK
        columns = ("--map", "date=when", "--map", "lat=lat", "--map", "lon=lon")
        taken = run("import", "m.pocplan", table, *columns, "--remember", "mine")
        assert taken.code == OK, taken.out
        assert run("copy", "m.pocplan", "c.pocplan").code == OK
    finally:
        os.umask(before)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 6
    assert [f.name for f in files if f.stat().st_mode & 0o777 != 0o600] == []
    for words in (
        ("new", "x" * 300, "--name", "N", "--open"),
        ("new", "x" * 241 + ".pocplan", "--name", "N", "--open"),
        ("copy", "m.pocplan", "x" * 300),
        ("template", "--as", "coping", "--out", "x" * 300 + ".xlsx"),
    ):
        found = run(*words)
        assert found.code == NOT_DONE and "Traceback" not in found.err and ".part" not in found.err
    assert run("new", "x" * 230 + ".pocplan", "--name", "N", "--open").code == OK
    assert run("undo", "x" * 230 + ".pocplan").code == NOT_DONE  # nothing to take back yet
    assert run("draft", "x" * 230 + ".pocplan", "--document", "strategy").code == OK


def test_a_profile_that_cannot_be_remembered_is_told_and_nothing_is_taken_in(
    run: Terminal, open_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings").write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    table = tmp_path / "t.csv"
    table.write_text("when,where,lat,lon\n2026-01-02,Bria,6.5,21.9\n")
    before = open_file.read_bytes()
    found = run("import", open_file, table, "--map", "date=when", "--remember", "mine", "--json")
    assert found.code == NOT_DONE
    assert found.json[0]["problem"] == "import_profile_not_saved"
    assert open_file.read_bytes() == before


def test_the_codes_of_the_end_stand_in_the_help(run: Terminal) -> None:
    assert (OK, NOT_DONE, ATTENTION) == (0, 1, 3)
    assert "0 when it is done, 1" in run("--help").out
    assert program.main.__doc__


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_help_shows_the_key_of_a_text_that_is_missing(language: str) -> None:
    commands = next(
        a for a in program._parser(Words(language))._actions if isinstance(a.choices, dict)
    )
    assert commands.choices and "export-data" in commands.choices
    for name, command in commands.choices.items():
        keys = [w for w in command.format_help().split() if w.startswith(("cli.", "gui."))]
        assert not keys, (name, keys)


def listens(process: "subprocess.Popen[bytes]") -> None:
    """Wait until the program runs: before that it is the interpreter that is stopped, not ours.

    A Python takes no SIGTERM by itself, so it is the program once that is caught.
    """
    told = Path(f"/proc/{process.pid}/status")
    until = time.monotonic() + 30
    while told.exists() and process.poll() is None and time.monotonic() < until:
        caught = next(line for line in told.read_text().splitlines() if line.startswith("SigCgt"))
        if int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.002)


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_leaves_nothing_behind_and_no_traceback(
    open_file: Path, tmp_path: Path, asked: signal.Signals, long_run: bool
) -> None:
    words = ("export", open_file, "--document", "strategy", "--audience", "core")
    for wait in (0.0, 0.05, 0.2, 0.4, 0.8) if long_run else (0.0, 0.2, 0.8):
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "pocplanner",
                *words,
                "--lang",
                "en",
                "--out",
                tmp_path / "o.pdf",
            ],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        listens(process)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.send_signal(asked)
        said = process.communicate(timeout=60)[1]
        assert b"Traceback" not in said and b"pocplanner" not in said, said
        assert {path.name for path in tmp_path.iterdir()} <= {open_file.name, "o.pdf"}


def test_nothing_but_an_earlier_paper_is_ever_replaced(
    run: Terminal, open_file: Path, tmp_path: Path
) -> None:
    export = ("export", open_file, "--document", "field-matrix", "--audience", "core")
    before = open_file.read_bytes()
    onto_itself = run(*export, "--lang", "en", "--out", open_file)
    assert onto_itself.code == NOT_DONE and "it is not a PDF" in onto_itself.err
    assert open_file.read_bytes() == before
    letter = tmp_path / "letter.pdf"
    letter.write_text("a letter that only bears the name of a paper")
    assert run(*export, "--lang", "en", "--out", letter).code == NOT_DONE
    assert letter.read_text().startswith("a letter")
    for _ in range(2):
        assert run(*export, "--lang", "en", "--out", tmp_path / "o.pdf").code == OK
    filled = tmp_path / "filled.xlsx"
    filled.write_bytes(b"weeks of work")
    found = run("template", "--as", "coping", "--out", filled)
    assert found.code == NOT_DONE and "already" in found.err
    assert filled.read_bytes() == b"weeks of work"


def test_the_refusals_to_replace_are_known_by_their_keys(open_file: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        finish(write(Snapshot.of([]), "strategy", Audience.CORE, "en", open_file))
    assert told.value.key == "export.other_file"
    template("coping", tmp_path / "t.xlsx", replace=False)
    with pytest.raises(Problem) as told:
        template("coping", tmp_path / "t.xlsx", replace=False)
    assert told.value.key == "template_exists"


def first_paragraphs(run: Terminal, file: Path) -> list[str]:
    """The names of the first two paragraphs of the strategy, by which commands take them."""
    sections = run("draft", file, "--document", "strategy", "--json").json["sections"]
    return [f"{s['id']}/{p['key']}" for s in sections for p in s["paragraphs"]][:2]


def test_paragraphs_are_decided_by_the_name_that_a_draft_gives_them(
    run: Terminal, open_file: Path
) -> None:
    redraft = ("draft", open_file, "--document", "strategy")
    name = first_paragraphs(run, open_file)[0]
    assert name in run(*redraft, "--refs").out
    assert name not in run(*redraft).out
    said = run("refuse", open_file, name, "--reason", "Everybody here knows it")
    assert said.code == OK and name.partition("/")[2] in said.out
    assert "[set aside" in run(*redraft).out
    assert run("undo", open_file).code == OK
    assert run("undo", open_file).code == OK
    assert "set aside" not in run(*redraft).out
    assert run("change", open_file, name, "--set", "text=Read this first.").code == OK
    rewritten = run(*redraft).out
    assert "[edited" in rewritten and "] Read this first." in rewritten
    taken = run("accept", open_file, name, "--offered")
    assert taken.code == OK and "Read this first." not in run(*redraft).out
    for wrong, said_so in (
        (("change", name, "--set", "status=accepted"), "its text alone"),
        (("accept", "section.strategy.mandate/none"), "no paragraph"),
        (("accept", name, "--offered"), "no redraft"),
        (("refuse", name, "--reason", " "), "with a reason"),
    ):
        found = run(wrong[0], open_file, *wrong[1:])
        assert found.code == NOT_DONE and said_so in found.err.casefold()


def test_several_paragraphs_are_decided_at_once_or_not_at_all(
    run: Terminal, open_file: Path
) -> None:
    both = first_paragraphs(run, open_file)
    before = len(run("log", open_file, "--json").json)
    assert run("accept", open_file, both[0], "section.strategy.mandate/none").code == NOT_DONE
    assert len(run("log", open_file, "--json").json) == before
    assert run("accept", open_file, *both).code == OK
    assert len(run("log", open_file, "--json").json) == before + 1


def test_nothing_leaves_a_mission_that_cannot_log_it(
    run: Terminal, open_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pocplanner.commands import clock, mission
    from pocplanner.commands.leaving import log, may_leave
    from pocplanner.commands.pictures import WrittenMap
    from pocplanner.project import Project

    project = mission.open_mission(open_file, lambda: "")
    paper = tmp_path / "o.pdf"
    paper.write_bytes(b"%PDF-")
    with monkeypatch.context() as patched:
        patched.setattr(Project, "read_only", property(lambda self: True))
        with pytest.raises(Problem) as told:
            may_leave(project)
        assert told.value.key == "export.read_only"
        left = WrittenMap(
            path=paper, audience=Audience.CORE, language="en", as_of=clock.now().date(),
            pages=1, sha256="0", held_back=0, level=Level.HIGH,
        )  # fmt: skip
        with pytest.raises(Problem):
            log(project, left, "map")
    assert not paper.exists() and project.all(Issue) == ()
    project.close()
    monkeypatch.setattr(Project, "read_only", property(lambda self: True))
    out = ("--lang", "en", "--out", paper)
    found = run("export", open_file, "--document", "strategy", "--audience", "core", *out)
    assert found.code == NOT_DONE and "Nothing was written" in found.err
    assert not paper.exists()


def test_the_terminal_offers_what_the_floors_below_know() -> None:
    """The lists stand in the terminal a second time so that --help loads nothing else."""
    from pocplanner.commands.strategy import DOCUMENTS

    assert tuple(a.value for a in Audience) == program._AUDIENCES
    assert program._DOCUMENTS == DOCUMENTS


def test_the_help_waits_for_nothing_that_only_a_command_needs() -> None:
    code = "import sys, pocplanner.cli.program as p; p._parser(p.Words('en')); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                         cwd=REPOSITORY)  # fmt: skip
    loaded = set(ran.stdout.split())
    assert "pocplanner.cli.travel" in loaded
    assert not loaded & {"numpy", "shapely", "sqlalchemy", "scipy", "reportlab", "networkx"}
