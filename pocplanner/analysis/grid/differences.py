"""Where components see a matter differently: how each sees it, who decides, and until when."""

from collections.abc import Iterator
from datetime import date

from pocplanner.analysis.results import Finding, Said
from pocplanner.model.reliance import Difference
from pocplanner.model.snapshot import Snapshot


def difference_said(one: Difference, day: date) -> Said:
    """A matter in a sentence as of a day: open with its decider, or decided and until when."""
    facts: dict[str, object] = {
        "matter": one.title,
        "parts": (Said("network.difference.at", {"place": one.place_id}),) if one.place_id else (),
        "views": tuple(
            Said("network.difference.view", {"components": v.component, "view": _short(v.text)})
            for v in one.views
        ),
        "office": one.decided_by,
        "day": one.by_when,
        "outcome": _short(one.outcome),
        "until": one.holds_until,
    }
    return Said(f"network.difference.{_state(one, day)}", facts, (one.id,))


def _state(one: Difference, day: date) -> str:
    if not one.stands(day):
        return "held_until" if one.holds_until else "held"
    if one.outcome:
        return "run_out"
    if not (one.decided_by and one.by_when):
        return "nobody" if not one.decided_by else "no_day"
    return "late" if one.by_when < day else "open"


def overdue_findings(snapshot: Snapshot, day: date) -> Iterator[Finding]:
    """Matters that were to be decided by now, and whose decision no longer holds."""
    for one in snapshot.all(Difference):
        state = _state(one, day)
        if state in ("late", "run_out"):
            facts = {"said": difference_said(one, day)}
            yield Finding("finding.grid.difference", facts, (one.id,), one.place_id, 2)


def _short(text: str) -> str:
    return text.strip().rstrip(". ")


__all__ = ["difference_said", "overdue_findings"]
