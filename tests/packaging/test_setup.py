"""The two commands of the README: what they do on a machine where things are missing."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = (
    *("awk", "bash", "cat", "cp", "dirname", "env", "find", "flock"),
    *("getconf", "grep", "mkdir", "mv", "rm", "sed", "sort", "uname"),
)


class Machine:
    """A bare machine: the few tools that every system has, and a copy of the scripts."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "a project"
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        for name in TOOLS:
            found = shutil.which(name)
            if found is None:
                pytest.skip(f"{name} is not on this machine")
            (self.bin / name).symlink_to(found)
        # No library of the window is here, whatever this machine really has.
        self.tool("ldconfig", "exit 0")
        shutil.copytree(ROOT / "packaging", self.project / "packaging")
        self.locked("")

    def tool(self, name: str, script: str) -> None:
        """A command of this machine."""
        path = self.bin / name
        path.write_text(f"#!{self.bin / 'bash'}\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def locked(self, *packages: str) -> None:
        """What the lock asks for."""
        text = "\n".join(["# download: 1 MB", *packages])
        for name in ("run", "test"):
            path = self.project / f"packaging/requirements/{name}.txt"
            path.write_text(text, encoding="utf-8")

    def with_python(self) -> None:
        """Give it this Python."""
        self.tool("python3", f'exec "{os.path.realpath(sys.executable)}" "$@"')

    def with_program(self) -> None:
        """Give it a program that says how it was called."""
        package = self.project / "pocplanner"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(
            "import os, sys\nprint(sys.flags.isolated, os.getcwd(), *sys.argv[1:], sep='|')\n",
            encoding="utf-8",
        )

    def run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Call the first command of the README."""
        return subprocess.run(
            ["bash", str(self.project / "packaging/run.sh"), *arguments],
            cwd=cwd or self.project,
            env={"PATH": str(self.bin), "HOME": str(self.project), "PIP_NO_INDEX": "1"},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
        )

    @property
    def stamp(self) -> Path:
        """What tells that the set-up is finished."""
        return self.project / ".venv/.made-from-run"


#: One process tries all: the machine that is set up is made once.
pytestmark = pytest.mark.xdist_group("set-up")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture(scope="module")
def first_run(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Machine, subprocess.CompletedProcess[str]]:
    """A machine after its first run, in its own folder, and what was said."""
    machine = Machine(tmp_path_factory.mktemp("machine"))
    machine.with_python()
    machine.with_program()
    return machine, machine.run("info", "a file", cwd=machine.bin)


def test_without_python_it_says_what_to_install_and_changes_nothing(machine: Machine) -> None:
    done = machine.run("--help")
    assert done.returncode == 3
    assert "No Python 3.11 or newer was found" in done.stderr
    assert "python3-venv" in done.stderr
    assert not machine.stamp.exists()


def test_without_root_it_names_what_the_window_lacks_and_goes_on(
    first_run: tuple[Machine, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    machine, first = first_run
    assert first.returncode == 0, first.stderr
    assert "libxcb-cursor0" in first.stderr
    assert "the command line needs only those of them that begin with python" in first.stderr
    assert first.stdout == f"1|{machine.bin}|info|a file\n"

    # A second run starts at once: without Python being asked, without a word.
    (machine.bin / "python3").unlink(missing_ok=True)
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        second = machine.run("info", cwd=tmp_path)
        spent.append(time.perf_counter() - begun)
    assert (second.stdout, second.stderr) == (f"1|{tmp_path}|info\n", "")
    alone = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(
            [machine.project / ".venv/bin/python", "-I", "-m", "pocplanner"],
            check=True,
            capture_output=True,
        )
        alone.append(time.perf_counter() - begun)
    assert statistics.median(spent) - statistics.median(alone) <= 0.3


def test_a_set_up_that_was_broken_off_is_done_again(machine: Machine) -> None:
    machine.with_python()
    machine.with_program()
    machine.locked("nowhere-to-be-had==1 --hash=sha256:" + "0" * 64)
    broken = machine.run("--help")
    assert broken.returncode == 3
    assert "run the same command again" in broken.stderr
    assert not machine.stamp.exists()

    machine.locked("")
    assert machine.run("--help").returncode == 0
    assert machine.stamp.exists()


def test_a_changed_lock_is_followed(
    first_run: tuple[Machine, subprocess.CompletedProcess[str]],
) -> None:
    machine, first = first_run
    assert first.returncode == 0
    machine.with_python()
    machine.locked("nowhere-to-be-had==2 --hash=sha256:" + "0" * 64)
    assert machine.run("--help").returncode == 3


def test_every_library_of_the_window_has_a_package() -> None:
    lines = (ROOT / "packaging/libraries.txt").read_text(encoding="utf-8").splitlines()
    entries = [line.split() for line in lines if line and not line.startswith("#")]
    assert len(entries) > 20
    assert all(".so" in name and packages for name, *packages in entries)
