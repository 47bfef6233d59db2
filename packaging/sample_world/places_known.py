"""The places that the story turns on; the rest of the country is made to fit them."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

_TOLD: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "story" / "places.toml").read_text(encoding="utf-8")
)
#: Communities in each district, those of the story included.
NUMBER: dict[str, int] = _TOLD["number"]
#: Market days of the towns whose market matters to the story.
MARKETS: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in _TOLD["markets"].items()}
#: When the sites of the displaced came to be.
SITE_SINCE: dict[str, date] = _TOLD["site_since"]


@dataclass(frozen=True)
class Known:
    """A place of the story: where it lies from the district's town, and what is known of it.

    `groups` are (name, dimension, code, people, note); `protectors` are (name, actor, able,
    willing, trusted).
    """

    name: str
    district: str
    kind: str
    population: int
    east: float
    north: float
    identity: dict[str, float] = field(default_factory=dict)
    at_risk: tuple[str, ...] = ()
    groups: tuple[tuple[str, str, str, int, str], ...] = ()
    factors: dict[str, str] = field(default_factory=dict)
    protectors: tuple[tuple[str, str, str, str, str], ...] = ()
    women: str = ""
    gender: str = ""
    humanitarian: str = ""
    referral: str = ""


def _tuples(value: Any) -> Any:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value


KNOWN: tuple[Known, ...] = tuple(
    Known(**{k: _tuples(v) for k, v in row.items()}) for row in _TOLD["place"]
)
