"""Actions at a place: those that somebody owns, and those that are offered for a reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from pocplanner.analysis.results import Suggestion
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Coping
from pocplanner.model.strategy import Action
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import ids

PHASES = ("prevention", "pre_emption", "response", "consolidation")
COMPONENTS = ("civilian", "police", "military")
#: Reasons that the paragraph itself says in other words.
_SAID_OTHERWISE = frozenset(
    {
        "because.supports_coping",
        "because.may_harm",
        "because.assets_near",
        "because.kind",
        "because.no_asset",
        "because.too_late",
        "because.rationale",
        "because.mechanism",
    }
)
#: Reasons that hold for the place: said with the first action offered there.
_SAID_ONCE = frozenset(
    {"because.in_time", "because.uncertain", "because.gap_unknown",
     "because.any_rationale"}
)  # fmt: skip
#: Offers told one by one at a place that must be protected first.
MOST_OFFERS = 2


@dataclass(frozen=True)
class Offer:
    """One action of the catalogue for a place, for all the threats there that it answers."""

    first: Suggestion
    threat_ids: tuple[str, ...]
    supports_ids: tuple[str, ...]
    may_harm_ids: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.first.place_id}:{self.first.code}"


def actions_at(desk: Desk, place_id: str) -> tuple[Action, ...]:
    """The actions on file for a place, or for a threat there."""
    here = {t.id for t in desk.threats_at(place_id, proposed=True)}
    return tuple(
        a
        for a in desk.snapshot.all(Action)
        if a.state != "dropped" and (a.place_id == place_id or here & set(a.threat_ids))
    )


def offers(desk: Desk, place_id: str, refused: bool = False) -> tuple[Offer, ...]:
    """What the catalogue offers at a place for reviewed threats; or what it holds no answer."""
    threats = {t.id for t in desk.threats_at(place_id)}
    found: dict[str, list[Suggestion]] = {}
    for one in desk.assessment.suggested:
        if one.threat_id in threats and (one.refused is not None) == refused:
            found.setdefault(one.code, []).append(one)
    taken = {a.catalogue for a in actions_at(desk, place_id) if a.catalogue}
    return tuple(
        Offer(
            ones[0],
            ids(o.threat_id for o in ones),
            ids(i for o in ones for i in o.supports_ids),
            ids(i for o in ones for i in o.may_harm_ids),
        )
        for code, ones in found.items()
        if code not in taken
    )


def chosen(
    found: Iterable[Offer], most: int = MOST_OFFERS, told: Collection[str] = ()
) -> tuple[Offer, ...]:
    """The offers to tell: those that fit here best, of different phases, the earlier first.

    What fits answers why the perpetrator harms and supports what people do themselves; what
    was `told` at another place already gives way to what was not.
    """

    def fit(offer: Offer) -> tuple[int, bool, int]:
        new = offer.first.code not in told
        both = bool(offer.supports_ids) + answers(offer)
        return both, new, -PHASES.index(offer.first.phase)

    left = sorted(found, key=fit, reverse=True)
    kept: list[Offer] = []
    while left and len(kept) < most:
        # What answers the perpetrator's reason is told beside what supports people.
        lacking = kept and not any(map(answers, kept))
        best = next((o for o in left if lacking and answers(o)), left[0])
        kept.append(best)
        left = [o for o in left if o.first.phase != best.first.phase]
    return tuple(sorted(kept, key=lambda o: PHASES.index(o.first.phase)))


def answers(offer: Offer) -> bool:
    """Whether it was chosen for why the perpetrator harms, as a person judged it."""
    return any(r.key == "because.rationale" for r in offer.first.reasons)


def action_values(desk: Desk, action: Action) -> dict[str, Any]:
    """The values of the paragraph of an action on file."""
    threats = [t for k in action.threat_ids if (t := desk.snapshot.one(Threat, k))]
    copings = _touched(desk, action)
    effects = [e for e in action.side_effects if e.text]
    return {
        "title": action.title,
        "place": desk.name(action.place_id) if action.place_id else "",
        "tier": desk.text(f"tier.{action.tier}"),
        "phase": desk.phrase("phase", action.phase),
        "component": desk.phrase("component", action.component),
        "state": desk.phrase("action_state", action.state),
        "owner": action.owner,
        "due": desk.day(action.due_on),
        "overdue": bool(
            action.due_on
            and action.due_on < desk.as_of
            and action.state in ("planned", "under_way")
        ),
        "trigger": action.trigger,
        "units": desk.names(action.unit_ids),
        "resources": action.resources,
        "threats": desk.listed(desk.phrase("threat_type", t.kind) for t in threats),
        "relies": desk.names(action.relies_on_ids),
        "relies_harms": desk.names(
            i for i in action.relies_on_ids if any(i in t.perpetrator_ids for t in threats)
        ),
        "asked": action.community_asked,
        "request": bool(action.request_id and desk.snapshot.get(action.request_id)),
        "coping": desk.listed(c.title for c in copings),
        "when": desk.hours(action.from_hour, action.to_hour),
        "patrol_late": _patrols_late(desk, action),
        "effect": effects[0].text if effects else "",
        "effect_who": effects[0].who if effects else "",
        "effect_stop": effects[0].tripwire if effects else "",
        "gender": action.gender_note,
        "whole": desk.whole,
        "force": desk.sees_force,
    }


def _patrols_late(desk: Desk, action: Action) -> bool:
    """Whether it is a patrol at a place where help sent on an alert comes too late."""
    gap = desk.gap_at(action.place_id) if action.place_id else None
    return action.mode.startswith("patrol_") and gap is not None and gap.verdict == "late"


def _touched(desk: Desk, action: Action) -> tuple[Coping, ...]:
    """What people at the place do against the same harm: the action must not break it."""
    kinds = {t.kind for k in action.threat_ids if (t := desk.snapshot.one(Threat, k))}
    return tuple(
        c
        for c in desk.coping_at(action.place_id)
        if not kinds or not c.against or kinds & set(c.against)
    )


def action_evidence(desk: Desk, action: Action) -> tuple[str, ...]:
    """What the paragraph of an action rests on."""
    return ids(
        action.id,
        action.threat_ids,
        action.unit_ids,
        action.relies_on_ids,
        (c.id for c in _touched(desk, action)),
        action.request_id,
    )


def offer_values(desk: Desk, offer: Offer, first: bool = True) -> dict[str, Any]:
    """The values of an offered action; what holds for all at a place is said with the first."""
    one = offer.first
    return {
        "name": desk.own(one.name),
        "place": desk.name(one.place_id),
        "tier": desk.text(f"tier.{one.tier}"),
        "phase": desk.phrase("phase", one.phase),
        "component": desk.phrase("component", one.component),
        "why": desk.own(one.why),
        "reasons": desk.told(
            r
            for r in one.reasons
            if r.key not in _SAID_OTHERWISE and (first or r.key not in _SAID_ONCE)
        ),
        "threats": desk.listed(
            desk.phrase("threat_type", desk.assessment.threats[i].kind) for i in offer.threat_ids
        ),
        "answers": desk.listed(
            desk.text(
                "offer_answers",
                rationale=desk.phrase("rationale", r.facts["rationale"]),
                confidence=desk.phrase("confidence", r.facts["confidence"]),
            )
            for r in one.reasons
            if r.key == "because.rationale"
        ),
        "through": desk.names(one.mechanism_ids, 3),
        "supports": desk.listed(desk.name(i) for i in offer.supports_ids),
        "harms": desk.listed(desk.name(i) for i in offer.may_harm_ids),
        "ask": desk.own(one.ask),
        "effect": desk.own(one.side_effect),
        "units": desk.names(one.unit_ids, 4),
        "no_asset": any(r.key == "because.no_asset" for r in one.reasons) and desk.sees_force,
        "gender": desk.own(one.gender),
        "late": first and any(r.key == "because.too_late" for r in one.reasons),
    }


def offer_evidence(offer: Offer) -> tuple[str, ...]:
    """What an offered action rests on."""
    one = offer.first
    refs = (r for said in one.reasons for r in said.refs)
    return ids(
        offer.threat_ids, offer.supports_ids, offer.may_harm_ids, one.unit_ids, refs,
        one.mechanism_ids,
    )  # fmt: skip
