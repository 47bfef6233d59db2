"""The preferences of the person at this computer, in one small file that only they can read.

The file holds no passphrase and no word of a mission. A path can betray a mission by its
name, so recent files are kept only for open exercises; for sealed files only where the
person says so.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pocplanner.words import LANGUAGES

MOST_RECENT = 8
_NAME = "settings.toml"


class WindowPlace(BaseModel):
    """Where a window stood on a screen, in the screen's own points; `whole` fills the screen."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    left: int = Field(ge=-100_000, le=100_000)
    top: int = Field(ge=-100_000, le=100_000)
    width: int = Field(ge=1, le=100_000)
    height: int = Field(ge=1, le=100_000)
    whole: bool = False


class PackPlace(BaseModel):
    """Where a base map that was added lies, and how it is shown."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    path: str = Field(min_length=1, max_length=4000)
    on: bool = True
    opacity: float = Field(default=1.0, ge=0.1, le=1.0)


class Settings(BaseModel):
    """What a person prefers; the language of the window and that of documents are two things."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    language: str = Field(default="en", pattern="^(" + "|".join(LANGUAGES) + ")$")
    document_language: str = Field(default="en", pattern="^(" + "|".join(LANGUAGES) + ")$")
    author: str = Field(default="", max_length=300)
    idle_minutes: int = Field(default=10, ge=1, le=240)
    show_help: bool = True
    show_tour: bool = True
    appearance: str = Field(default="system", pattern="^(system|light|dark)$")
    windows: dict[str, WindowPlace] = Field(default_factory=dict, max_length=20)
    packs: tuple[PackPlace, ...] = Field(default=(), max_length=50)
    map_style: str = Field(default="light", pattern="^(light|night|print)$")
    #: Whether the legend lies open on the map; by itself where the map has room for it.
    legend: str = Field(default="auto", pattern="^(auto|open|folded)$")
    coordinate_form: str = Field(default="decimal", pattern="^(decimal|dms|ddm|utm|mgrs)$")
    #: Columns of a table with their widths, by a digest of the mission and the kind of row.
    tables: dict[str, tuple[str, ...]] = Field(default_factory=dict, max_length=400)
    remember_sealed: bool = False
    recent: tuple[str, ...] = ()

    def opened(self, path: Path, sealed: bool) -> "Settings":
        """The settings after a file was opened: it heads the recent ones, if it may stand there."""
        others = [known for known in self.recent if known != str(path.absolute())]
        if not sealed or self.remember_sealed:
            others.insert(0, str(path.absolute()))
        return self.model_copy(update={"recent": tuple(others[:MOST_RECENT])})

    def forgotten(self) -> "Settings":
        """The settings without any recent file."""
        return self.model_copy(update={"recent": ()})


def folder() -> Path:
    """Where this person's settings, profiles and templates lie."""
    from platformdirs import user_config_path

    return user_config_path("pocplanner", appauthor=False)


def load(path: Path | None = None) -> Settings:
    """The stored settings; what cannot be read or is out of range falls back to its default."""
    try:
        found = tomllib.loads((path or folder() / _NAME).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Settings()
    try:
        return Settings.model_validate(found)
    except ValidationError as error:
        wrong = {issue["loc"][0] for issue in error.errors() if issue["loc"]}
        return Settings.model_validate({k: v for k, v in found.items() if k not in wrong})


def save(settings: Settings, path: Path | None = None) -> bool:
    """Store the settings, whole or not at all; whether that was possible."""
    import tomli_w

    target = path or folder() / _NAME
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    values: dict[str, Any] = settings.model_dump(mode="json")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(tomli_w.dumps(values).encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        return False
    return True


def unsafe_environment(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Variables that take the web engine's sandbox away or open it to a debugger.

    With any of them, and as root, only missions marked EXERCISE may have the live map.
    """
    found = [
        name
        for name in ("QTWEBENGINE_DISABLE_SANDBOX", "QTWEBENGINE_REMOTE_DEBUGGING")
        if environment.get(name)
    ]
    flags = environment.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    if any(flag in flags for flag in ("--no-sandbox", "--remote-debugging", "--disable-web-sec")):
        found.append("QTWEBENGINE_CHROMIUM_FLAGS")
    return tuple(found)
