"""The clock of the acts: read by the log and by what is dated, and by nothing that computes."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in universal time."""
    return datetime.now(UTC)
