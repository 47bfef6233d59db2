"""A terminal in an empty folder, and the example mission made once and handed out as copies."""

from pathlib import Path

import pytest

from pocplanner.commands.sample import make_sample
from pocplanner.progress import finish
from tests.journeys.terminal import Terminal, terminal


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POCPLANNER_LANG", "en")
    return terminal(capsys)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The example mission as it lies on a disk."""
    path = tmp_path_factory.mktemp("example") / "x.pocplan"
    finish(make_sample(path, "PoC adviser")).close()
    return path.read_bytes()


@pytest.fixture
def sample(example: bytes, tmp_path: Path) -> Path:
    """The example mission as a file of this test alone."""
    file = tmp_path / "x.pocplan"
    file.write_bytes(example)
    return file
