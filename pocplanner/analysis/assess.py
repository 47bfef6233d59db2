"""The whole assessment of a mission, in steps: what the window, terminal and documents call."""

from datetime import date

from pocplanner.analysis.results import (
    AlertCount,
    Anchor,
    Assessment,
    Before,
    Concentration,
    CopingState,
    Counted,
    Finding,
    Gap,
    Health,
    Hotspot,
    Interval,
    Market,
    Patterns,
    Question,
    Rated,
    Residue,
    Row,
    Said,
    Step,
    Suggestion,
    Table,
    Trend,
    Used,
    Voices,
)
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work

__all__ = [
    "AlertCount",
    "Anchor",
    "Assessment",
    "Before",
    "Concentration",
    "CopingState",
    "Counted",
    "Finding",
    "Gap",
    "Health",
    "Hotspot",
    "Interval",
    "Market",
    "Patterns",
    "Question",
    "Rated",
    "Residue",
    "Row",
    "Said",
    "Step",
    "Suggestion",
    "Table",
    "Trend",
    "Used",
    "Voices",
    "assess",
]


def assess(
    snapshot: Snapshot, as_of: date | None = None, today: date | None = None
) -> Work[Assessment]:
    """Assess the mission as of a day, by default the last event's.

    `today` serves only to say that the data are outdated; nothing here reads the clock. The
    same snapshot and days give the same assessment.
    """
    raise NotImplementedError
    yield
