"""What will not be protected, and who accepts that: for section 12 and the commander's page."""

from typing import Any

from pocplanner.model.assessment import Threat
from pocplanner.model.strategy import Residual
from pocplanner.report.draft.desk import Desk


def unmet(desk: Desk) -> tuple[Threat, ...]:
    """The must threats that no asset is assigned to: residual risk, signed for or not."""
    if not desk.sees_force:
        return ()
    return tuple(t for t in desk.of_priority("must") if desk.rated[t.id].residual is not None)


def residual_values(desk: Desk, residual: Residual) -> dict[str, Any]:
    """The values of the paragraph of one accepted risk."""
    threat = desk.assessment.threats.get(residual.threat_id)
    over = residual.until is not None and residual.until < desk.as_of
    return {
        "threat": desk.threat_name(threat) if threat else desk.text("unnamed"),
        "by": residual.accepted_by,
        "on": desk.day(residual.on),
        "until": desk.day(residual.until),
        "over": over,
        "reason": residual.reason,
    }
