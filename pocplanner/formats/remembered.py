"""How a file was read once, remembered for the next file with the same head.

One small TOML per head in a folder of the person's own: names of columns and settings, never
a row. Where the file cannot be read that way any more, it is read as if nothing was remembered.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pocplanner.formats.kind_names import KINDS
from pocplanner.formats.opening import OVERRIDES, check
from pocplanner.formats.private import write_private
from pocplanner.formats.profiles import ColumnMapping
from pocplanner.words import Problem

_PRINT = re.compile(r"^[0-9a-f]{32}$")
_FOLDER = "readings"
#: What is set for one file and says nothing of the next.
_OF_ONE_FILE = frozenset({"only_kind", "keep_columns"})
_LONGEST = 1 << 20


@dataclass(frozen=True)
class Remembered:
    """How files with one head are read: what rows are, which column is what, and what was set."""

    head: str
    name: str
    kind: str = ""
    profile: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def mapping(self) -> ColumnMapping | None:
        """The columns that a person named, where one did."""
        return ColumnMapping(self.kind, self.columns, self.codes) if self.columns else None


def recall(folder: Path | None, head: str) -> Remembered | None:
    """What is remembered for a head; nothing where nothing is, or where it cannot be read."""
    if folder is None or not _PRINT.match(head):
        return None
    path = folder / _FOLDER / f"{head}.toml"
    try:
        if path.stat().st_size > _LONGEST:
            return None
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        made = Remembered(
            head,
            str(held.get("name", ""))[:80],
            str(held.get("kind", "")),
            str(held.get("profile", "")),
            *(_texts(held.get(n, {})) for n in ("columns", "codes", "settings")),
        )
        check(made.kind, made.settings)
    except (OSError, ValueError, TypeError, AttributeError, Problem):
        return None
    return made


def _texts(held: Mapping[object, object]) -> dict[str, str]:
    return {str(k): str(v) for k, v in held.items()}


def remember_reading(made: Remembered, folder: Path) -> Path:
    """Keep how a file was read. Problem where it cannot be kept."""
    import tomli_w

    if not _PRINT.match(made.head) or (made.kind and made.kind not in KINDS):
        raise Problem("import_reading_not_saved", name=made.name[:80])
    content = {
        "name": made.name,
        "kind": made.kind,
        "profile": made.profile,
        "columns": dict(made.columns),
        "codes": dict(made.codes),
        "settings": {
            k: v for k, v in made.settings.items() if v and k in OVERRIDES and k not in _OF_ONE_FILE
        },
    }
    path = folder / _FOLDER / f"{made.head}.toml"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(path, tomli_w.dumps({k: v for k, v in content.items() if v}).encode())
    except OSError as error:
        raise Problem("import_reading_not_saved", name=made.name[:80]) from error
    return path


def forget(folder: Path, head: str) -> None:
    """Remember nothing more for a head. Problem where the file cannot be removed."""
    if not _PRINT.match(head):
        return
    try:
        (folder / _FOLDER / f"{head}.toml").unlink(missing_ok=True)
    except OSError as error:
        raise Problem("import_reading_not_saved", name=head[:8]) from error
