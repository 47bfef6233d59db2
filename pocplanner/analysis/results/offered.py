"""What the catalogue offers, and the figures that results rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pocplanner.analysis.results.said import Said


@dataclass(frozen=True)
class Suggestion:
    """An action from the catalogue for a threat, with the reasons why, or why it was refused.

    `code` is the catalogue's; `name`, `why`, `ask`, `side_effect`, `gender` and `condition`
    are its texts by language. `supports_ids` are coping records that it supports,
    `may_harm_ids` those that it may harm (then `ask` must be answered first).
    `mechanism_ids` are the community's own to work through. `unit_ids` are assets near that
    have a kind that fits; none means "no asset assigned". `refused` tells why this would be
    no answer here (it is then listed so that nobody wonders), else None.
    """

    code: str
    threat_id: str
    place_id: str
    tier: int
    phase: str
    component: str
    name: Mapping[str, str]
    why: Mapping[str, str]
    ask: Mapping[str, str]
    side_effect: Mapping[str, str]
    gender: Mapping[str, str] = field(default_factory=dict)
    condition: Mapping[str, str] = field(default_factory=dict)
    mode: str = ""
    reasons: tuple[Said, ...] = ()
    mechanism_ids: tuple[str, ...] = ()
    supports_ids: tuple[str, ...] = ()
    may_harm_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    refused: Said | None = None


@dataclass(frozen=True)
class Used:
    """An editable figure that a result rests on.

    `cite` is its source or "proposal"; `own` is True where the mission set it itself.
    """

    key: str
    value: float
    unit: str
    cite: str
    own: bool
    name: Mapping[str, str]
