"""Preferences: private, whole, forgiving, and silent about sealed missions."""

import os
from pathlib import Path

import pytest

from pocplanner import settings
from pocplanner.settings import Settings


def test_settings_come_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    chosen = Settings(language="fr", author="JMAC é", idle_minutes=3, recent=("a", "b"))
    assert settings.save(chosen, path)
    assert settings.load(path) == chosen
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == ["settings.toml"]


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.toml") == Settings()
    assert settings.load().language == "en"
    assert settings.folder().name == "pocplanner"


@pytest.mark.parametrize("text", ["", "language = 3", "][", 'language = "xx"', "\x00"])
def test_a_file_that_cannot_be_read_does_not_stop_the_program(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    assert settings.load(path) == Settings()


def test_one_wrong_setting_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('idle_minutes = -1\nauthor = "JMAC"\nunknown = 5\n')
    assert settings.load(path) == Settings(author="JMAC")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert settings.save(Settings(), tmp_path / "file" / "settings.toml") is False


def test_sealed_missions_are_not_remembered_unless_the_person_says_so() -> None:
    exercise, sealed = Path("/m/exercise.pocplan"), Path("/m/sealed.pocplan")
    kept = Settings().opened(exercise, sealed=False).opened(sealed, sealed=True)
    assert kept.recent == (str(exercise),)
    allowed = Settings(remember_sealed=True).opened(exercise, False).opened(sealed, True)
    assert allowed.recent == (str(sealed), str(exercise))
    assert allowed.opened(exercise, False).recent == (str(exercise), str(sealed))
    assert allowed.forgotten().recent == ()


def test_recent_files_are_few() -> None:
    kept = Settings()
    for number in range(20):
        kept = kept.opened(Path(f"/m/{number}"), sealed=False)
    assert len(kept.recent) == settings.MOST_RECENT


def test_an_unsafe_environment_is_named() -> None:
    assert settings.unsafe_environment({}) == ()
    assert settings.unsafe_environment({"QTWEBENGINE_DISABLE_SANDBOX": "1"})
    assert settings.unsafe_environment({"QTWEBENGINE_REMOTE_DEBUGGING": "9222"})
    assert settings.unsafe_environment({"QTWEBENGINE_CHROMIUM_FLAGS": "--x --no-sandbox"})
    assert not settings.unsafe_environment({"QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu"})
