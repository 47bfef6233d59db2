"""Actions from the catalogue that answer a threat here, with reasons; and why others do not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from types import MappingProxyType
from typing import Any

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import CopingState, Gap, Rated, Said, Suggestion
from pocplanner.model.actors import Actor, HeldRationale
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Coping, Mechanism
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Post, Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.resources import ROOT, read_toml

PHASES = ("prevention", "pre_emption", "response", "consolidation")
_ANY = "any"


@dataclass(frozen=True)
class CatalogueAction:
    """One action of the catalogue, as its data file says it."""

    code: str
    tier: int
    phase: str
    component: str
    name: Mapping[str, str]
    rationales: frozenset[str] = frozenset({_ANY})
    threat_types: frozenset[str] = frozenset()
    needs_gap: str = _ANY
    not_rationales: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()
    may_harm: frozenset[str] = frozenset()
    mechanism: frozenset[str] = frozenset()
    due_diligence: bool = False
    asset_types: frozenset[str] = frozenset()
    mode: str = ""
    why: Mapping[str, str] = field(default_factory=dict)
    ask: Mapping[str, str] = field(default_factory=dict)
    side_effect: Mapping[str, str] = field(default_factory=dict)
    gender: Mapping[str, str] = field(default_factory=dict)
    condition: Mapping[str, str] = field(default_factory=dict)


@cache
def catalogue() -> tuple[CatalogueAction, ...]:
    """The shipped catalogue, in its order; empty where there is none."""
    if not (ROOT / "catalogue" / "actions.toml").exists():
        return ()
    return tuple(entry(a) for a in read_toml("catalogue", "actions.toml").get("action", ()))


def entry(told: Mapping[str, Any]) -> CatalogueAction:
    """An action from its mapping in the data file; keys that mean nothing here are left out."""

    def codes(key: str) -> frozenset[str]:
        return frozenset(str(code) for code in told.get(key, ()))

    def texts(key: str) -> Mapping[str, str]:
        return MappingProxyType(dict(told.get(key, {})))

    return CatalogueAction(
        code=str(told["code"]),
        tier=int(told["tier"]),
        phase=str(told["phase"]),
        component=str(told["component"]),
        name=texts("name"),
        rationales=codes("rationales") or frozenset({_ANY}),
        threat_types=codes("threat_types"),
        needs_gap=str(told.get("needs_gap", _ANY)),
        not_rationales=codes("not_rationales"),
        supports=codes("supports"),
        may_harm=codes("may_harm"),
        mechanism=codes("mechanism"),
        due_diligence=bool(told.get("due_diligence", False)),
        asset_types=codes("asset_types"),
        mode=str(told.get("mode", "")),
        why=texts("why"),
        ask=texts("ask"),
        side_effect=texts("side_effect"),
        gender=texts("gender"),
        condition=texts("condition"),
    )


def rationales(snapshot: Snapshot, threat: Threat, rated: Rated) -> tuple[HeldRationale, ...]:
    """What people hold to move the perpetrators, as of the day: never computed."""
    actors = (snapshot.one(Actor, id) for id in threat.perpetrator_ids)
    return tuple(r for a in actors if a is not None for r in a.rationales if r.covers(rated.as_of))


def suggest(
    snapshot: Snapshot,
    rated: Rated,
    threat: Threat,
    coping: CopingState,
    assumed: Assumptions,
    actions: Iterable[CatalogueAction],
) -> tuple[Suggestion, ...]:
    """Actions for one threat: support of what people do first, then by phase; refused ones last."""
    held = rationales(snapshot, threat, rated)
    codes = frozenset(r.code for r in held)
    offers: list[tuple[tuple[Any, ...], Suggestion]] = []
    refused: list[Suggestion] = []
    place = _Place(snapshot, rated.place_id, assumed)
    for order, action in enumerate(actions):
        if action.threat_types and threat.kind not in action.threat_types:
            continue
        fits_any = _ANY in action.rationales or not action.rationales
        if not fits_any and not codes & action.rationales:
            continue
        offer = _offer(snapshot, rated, threat, coping, action, held, place)
        if offer.refused is not None:
            refused.append(offer)
            continue
        offers.append((_rank(rated, threat, action, offer, fits_any, order), offer))
    offers.sort(key=lambda pair: pair[0])
    most = assumed.whole("catalogue.per_phase")
    taken: dict[tuple[str, str], int] = {}
    kept: list[Suggestion] = []
    for _, offer in offers:
        row = (offer.phase, offer.component)
        taken[row] = taken.get(row, 0) + 1
        if taken[row] <= most:
            kept.append(offer)
    return (*kept, *refused)


@dataclass
class _Place:
    """What stands near the place of a threat, looked up once for all actions."""

    snapshot: Snapshot
    id: str
    assumed: Assumptions

    @cached_property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        return mechanisms_at(self.snapshot, self.id)

    def units(self, kinds: frozenset[str]) -> tuple[str, ...]:
        """Those of these kinds whose post is near, as the crow flies; the nearest five."""
        if self.snapshot.position(self.id) is None or not kinds:
            return ()
        reach = self.assumed.value("reach.asset_km") * 1000
        near = (u for u in self._units if u[2] in kinds and u[0] <= reach)
        return tuple(islice((id for _, id, _ in near), 5))

    @cached_property
    def _units(self) -> list[tuple[float, str, str]]:
        at = self.snapshot.position(self.id)
        at = self.snapshot.position(self.id)
        posts = ((u, self.snapshot.one(Post, u.post_id)) for u in self.snapshot.all(Unit))
        return sorted(
            (distance_m(at, post.position), unit.id, unit.kind)
            for unit, post in posts
            if at is not None and post is not None and post.position is not None
        )


def _rank(
    rated: Rated,
    threat: Threat,
    action: CatalogueAction,
    offer: Suggestion,
    fits_any: bool,
    order: int,
) -> tuple[Any, ...]:
    """By phase; then what supports people here, what closes the gap, what was made for this."""
    late = rated.gap is not None and rated.gap.verdict == "late"
    return (
        PHASES.index(action.phase) if action.phase in PHASES else len(PHASES),
        -len(offer.supports_ids),
        bool(offer.may_harm_ids),
        not (late and action.needs_gap == "late"),
        rated.gap is None and action.needs_gap == "in_time",
        bool(action.supports) and not offer.supports_ids,
        fits_any,
        threat.kind not in action.threat_types,
        not offer.unit_ids,
        order,
    )


def _offer(
    snapshot: Snapshot,
    rated: Rated,
    threat: Threat,
    coping: CopingState,
    action: CatalogueAction,
    held: tuple[HeldRationale, ...],
    place: "_Place",
) -> Suggestion:
    copings = [c for id in coping.coping_ids if (c := snapshot.one(Coping, id)) is not None]
    supports = tuple(c.id for c in copings if c.strategy in action.supports)
    harms = tuple(c.id for c in copings if c.strategy in action.may_harm)
    units = place.units(action.asset_types)
    through = tuple(m.id for m in place.mechanisms if m.kind in action.mechanism)
    reasons: list[Said] = []
    for id in supports:
        reasons.append(Said("because.supports_coping", {"coping": id}, (id,)))
    for rationale in _once(held):
        if rationale.code in action.rationales:
            facts = {"rationale": rationale.code, "confidence": rationale.confidence}
            reasons.append(Said("because.rationale", facts, threat.perpetrator_ids))
    if not held:
        reasons.append(Said("because.any_rationale"))
    if threat.kind in action.threat_types:
        reasons.append(Said("because.kind", {"kind": threat.kind}, (threat.id,)))
    reasons += _time(rated.gap, action)
    for id in harms:
        reasons.append(Said("because.may_harm", {"coping": id}, (id,)))
    for id in through:
        reasons.append(Said("because.mechanism", {"mechanism": id}, (id,)))
    if action.due_diligence:
        reasons.append(Said("because.due_diligence"))
    if action.asset_types:
        key = "because.assets_near" if units else "because.no_asset"
        reasons.append(Said(key, {"units": units, "kinds": tuple(sorted(action.asset_types))}))
    return Suggestion(
        code=action.code,
        threat_id=threat.id,
        place_id=rated.place_id,
        tier=action.tier,
        phase=action.phase,
        component=action.component,
        name=action.name,
        why=action.why,
        ask=action.ask,
        side_effect=action.side_effect,
        gender=action.gender,
        condition=action.condition,
        mode=action.mode,
        reasons=tuple(reasons),
        mechanism_ids=through,
        supports_ids=supports,
        may_harm_ids=harms,
        unit_ids=units,
        refused=_refusal(snapshot, rated, threat, action, held),
    )


def _once(held: tuple[HeldRationale, ...]) -> tuple[HeldRationale, ...]:
    """Each rationale once, as the one held with most confidence."""
    sure = ("high", "moderate", "low")
    found: dict[str, HeldRationale] = {}
    for one in sorted(held, key=lambda r: sure.index(r.confidence) if r.confidence in sure else 3):
        found.setdefault(one.code, one)
    return tuple(found.values())


def _time(gap: Gap | None, action: CatalogueAction) -> list[Said]:
    if gap is None or gap.gap is None:
        return [Said("because.gap_unknown")] if action.needs_gap == "in_time" else []
    facts = {"minutes": round(gap.gap.likely), "light": gap.light, "season": gap.season}
    if action.needs_gap == "late" and gap.verdict == "late":
        return [Said("because.too_late", facts)]
    if action.needs_gap == "in_time" and gap.verdict in {"in_time", "uncertain"}:
        return [Said(f"because.{gap.verdict}", facts)]
    return []


def _refusal(
    snapshot: Snapshot,
    rated: Rated,
    threat: Threat,
    action: CatalogueAction,
    held: tuple[HeldRationale, ...],
) -> Said | None:
    """Why an action is no answer here: it comes too late, does harm, or strengthens the abuser."""
    for rationale in held:
        if rationale.code in action.not_rationales:
            return Said("refused.rationale", {"rationale": rationale.code}, threat.perpetrator_ids)
    gap = rated.gap
    if action.needs_gap == "in_time" and gap is not None and gap.verdict == "late" and gap.gap:
        facts = {
            "minutes": round(gap.gap.likely),
            "light": gap.light,
            "season": gap.season,
            "place": rated.place_id,
        }
        return Said("refused.too_late", facts, (gap.timing_id,))
    if action.needs_gap == "late" and gap is not None and gap.verdict == "in_time":
        return Said("refused.in_time", {"place": rated.place_id}, (gap.timing_id,))
    state = [a for id in threat.perpetrator_ids if (a := snapshot.one(Actor, id)) and a.is_state]
    if state and action.mode in {"joint_with_host", "state_capacity"}:
        return Said("refused.partner_is_perpetrator", {"actor": state[0].id}, (state[0].id,))
    return None


def mechanisms_at(snapshot: Snapshot, place_id: str) -> tuple[Mechanism, ...]:
    """Mechanisms of a place or of an area around it, or that say they cover it."""
    near = snapshot.around(place_id)
    return tuple(m for m in snapshot.all(Mechanism) if near & {m.place_id, *m.covers_ids})
