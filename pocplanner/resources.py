"""Where the data files lie: the one place that knows."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
ROOT = next(p for p in (_HERE / "_resources", _HERE.parent / "resources") if p.is_dir())


@cache
def read_toml(*parts: str) -> dict[str, Any]:
    """A data file under `resources`, by its path's parts; read once. FileNotFoundError else."""
    return tomllib.loads(ROOT.joinpath(*parts).read_text(encoding="utf-8"))
