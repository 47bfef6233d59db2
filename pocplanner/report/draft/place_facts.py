"""What is to be said of one place: who lives there, what exposes them, how they are reached."""

from typing import Any

from pocplanner.model.community import Community
from pocplanner.report.draft.desk import Desk


def place_values(desk: Desk, community: Community) -> dict[str, Any]:
    """The values of a place's paragraph."""
    women, men = community.number("female"), community.number("male")
    at_risk = [g.name for g in community.groups if g.at_risk]
    return {
        "place": community.name,
        "kind": desk.phrase("community_kind", community.kind),
        "area": desk.names(community.area_ids[:1]) if community.area_ids else "",
        "population": desk.number(community.population) if community.population is not None else "",
        "women": desk.number(women) if women is not None else "",
        "men": desk.number(men) if men is not None else "",
        "groups": desk.listed(desk.group(g.name) for g in community.groups if not g.at_risk),
        "at_risk": desk.listed(desk.group(g) for g in at_risk),
        "factors": desk.phrases(
            "vulnerability_factor", [v.factor for v in community.vulnerabilities]
        ),
        "phone": community.phone,
        "markets": desk.weekdays(community.market_days),
        "visited": desk.day(community.last_visit_on),
        "visit_days": desk.number((desk.as_of - community.last_visit_on).days)
        if community.last_visit_on and community.last_visit_on <= desk.as_of
        else "",
        "humanitarian": community.humanitarian_view,
        "whole": desk.whole,
    }
