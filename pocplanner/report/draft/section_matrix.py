"""The field matrix: how to read it, a paragraph for each place, and what has to be asked there."""

from collections.abc import Iterator

from pocplanner.report.draft import threat_facts
from pocplanner.report.draft.action_facts import actions_at, chosen, offers
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.matrix_facts import matrix_places, row_values
from pocplanner.report.draft.mesh_facts import first_loss


def reading(desk: Desk) -> Iterator[Fact]:
    """How the matrix came about and what it may not be used for."""
    if not desk.threats:
        values = {"n": desk.number(len(desk.communities)), "whole": desk.whole}
        yield Fact("nothing", values, (), question=True)
        return
    values = {
        "as_of": desk.day(desk.as_of),
        "must": desk.count("must_place", len(desk.must_places)),
        "should": desk.count("should_place", len(desk.should_places)),
        "could": desk.count("could_place", len(desk.could_places)),
        "proposed": desk.count("threat_proposed", len(desk.proposed)) if desk.proposed else "",
        "outdated": desk.assessment.outdated,
        "review": desk.day(desk.mission.review_on),
    }
    yield Fact("reading", values, ids(t.id for t in desk.threats))
    yield Fact("rules", {}, generic=True)


def places(desk: Desk) -> Iterator[Fact]:
    """One paragraph per place: what to know before going, what to ask, what to tell back."""
    for place in matrix_places(desk):
        values = row_values(desk, place)
        threats = desk.threats_at(place, proposed=True)
        reviewed = desk.threats_at(place)
        asks = [desk.own(o.first.ask) for o in chosen(offers(desk, place)) if o.may_harm_ids]
        told = {
            **values,
            "reviewed": bool(reviewed),
            "asked": bool(desk.coping_at(place)),
            "undermined": any(c.mission_effect == "undermines" for c in desk.coping_at(place)),
            "wanted": next(
                (c.support_wanted for c in desk.coping_at(place) if c.support_wanted), ""
            ),
            "ask": asks[0] if asks else "",
            "names": desk.listed(desk.threat_name(t) for t in threats),
            "state": any(map(desk.state.behind, threats)),
            "dissent": any(abs(desk.rated[t.id].community_gap or 0) >= 2 for t in reviewed),
            "alert": first_loss(desk, place),
            "has_mechanism": bool(desk.mechanisms_at(place)),
            "unowned": bool(reviewed) and not actions_at(desk, place),
            "whole": desk.whole,
        }
        evidence = ids(
            place if desk.snapshot.get(place) else "",
            (i for t in threats for i in threat_facts.evidence(desk, t)),
            (c.id for c in desk.coping_at(place)),
            (m.id for m in desk.mechanisms_at(place)),
            (a.id for a in actions_at(desk, place)),
        )
        yield Fact("row", told, evidence, f"row:{place}")
