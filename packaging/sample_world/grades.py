"""How records of the example are guarded: low and moderate with a reason, high by default."""

from datetime import UTC, date, datetime
from typing import Any

from pocplanner.model.guard import Level
from pocplanner.model.record import Lowering

AS_OF = date(2026, 10, 31)
ADVISER = "PoC adviser"


def published() -> dict[str, Any]:
    """For what every map shows."""
    return {
        "sensitivity": Level.LOW,
        "lowered": Lowering(author="profile", reason="published source"),
    }


def shared(reason: str) -> dict[str, Any]:
    """For what partners may know."""
    return {
        "sensitivity": Level.MODERATE,
        "lowered": Lowering(author=ADVISER, reason=reason),
    }


def severe() -> dict[str, Any]:
    """For what could get people killed: flight routes, hiding places, focal points."""
    return {"sensitivity": Level.SEVERE}


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """An instant of the mission, whose clock is the universal one."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
