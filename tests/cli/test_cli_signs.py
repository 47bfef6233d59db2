"""The command on warning signs, as a terminal meets it."""

from pathlib import Path

from pocplanner.cli.terminal import NOT_DONE, OK
from tests.journeys.terminal import Terminal


def test_sheets_are_listed_with_what_was_before_and_no_total(run: Terminal, sample: Path) -> None:
    done = run("signs", sample, "--place", "com-kaldrou")
    assert "Kaldrou, " in done.out and "Vows of reprisal: present" in done.out
    assert "was not looked for: that is not absent" in done.out
    found = run("signs", sample, "--json").json
    assert all(
        {"state", "trend", "confidence"} <= set(x) for s in found["sheets"] for x in s["signs"]
    )


def test_a_sheet_is_filled_in_and_printed(run: Terminal, sample: Path, tmp_path: Path) -> None:
    done = run("signs", sample, "--place", "com-kaldrou", "--on", "2026-11-01",
               "--set", "massing=present", "--set", "markets_shut=absent",
               "--out", tmp_path / "s.pdf")  # fmt: skip
    assert done.code == OK and "2 signs" in done.out
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF-")
    for wrong in ("massing", "massing=seen", "=present"):
        refused = run("signs", sample, "--place", "com-kaldrou", "--set", wrong)
        assert refused.code == NOT_DONE and "Nothing was kept" in refused.err
    refused = run("signs", sample, "--set", "massing=present")
    assert refused.code == NOT_DONE and "--place ID" in refused.err
