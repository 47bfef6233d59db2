"""What people do for themselves: whether anybody asked, who pays, what the mission does to it."""

from collections.abc import Iterable, Iterator
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import CopingState, Finding
from pocplanner.model.community import Coping
from pocplanner.model.snapshot import Snapshot

_COSTLY = frozenset({"harmful_coping", "armed_group_alignment", "payment_compliance"})


def states(snapshot: Snapshot, place_ids: Iterable[str]) -> tuple[CopingState, ...]:
    """For each place what is recorded there, or for an area around it; else "not yet asked"."""
    return tuple(_state(snapshot, id) for id in dict.fromkeys(place_ids))


def _state(snapshot: Snapshot, place_id: str) -> CopingState:
    found = snapshot.here(Coping, place_id)
    return CopingState(
        place_id=place_id,
        asked=bool(found),
        coping_ids=tuple(c.id for c in found),
        strategies=tuple(dict.fromkeys(c.strategy for c in found)),
        payers=tuple(dict.fromkeys(p for c in found for p in c.cost_bearers)),
        undermined_ids=tuple(c.id for c in found if c.mission_effect == "undermines"),
        effect_unknown_ids=tuple(c.id for c in found if c.mission_effect == "unknown"),
    )


def coping_findings(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> Iterator[Finding]:
    """What the coping records give cause to say, record by record."""
    old = assumed.whole("judgement.old_days")
    for coping in snapshot.all(Coping):
        paid = bool(coping.cost.strip() or coping.harm.strip() or coping.cost_bearers)
        if coping.mission_effect == "undermines":
            yield _note(coping, "undermined", 3)
        elif coping.mission_effect == "unknown":
            yield _note(coping, "effect_unknown", 1)
        if coping.users_sex == "female" and paid:
            yield _note(coping, "paid_by_women", 2)
        elif coping.users_sex == "male" and paid:
            yield _note(coping, "paid_by_men", 2)
        if coping.cost_bearers and coping.users and set(coping.cost_bearers) - set(coping.users):
            yield _note(coping, "paid_by_others", 2, payers=coping.cost_bearers)
        if coping.strategy in _COSTLY:
            yield _note(coping, "costly", 2, strategy=coping.strategy)
        if coping.effectiveness in {"fails", "no_longer_works"}:
            yield _note(coping, "fails", 3, strategy=coping.strategy)
        if coping.judged_on is not None and (as_of - coping.judged_on).days > old:
            yield _note(coping, "judged_long_ago", 1, on=coping.judged_on)


def _note(coping: Coping, key: str, weight: int, **more: object) -> Finding:
    facts = {"coping": coping.id, "place": coping.place_id, **more}
    return Finding(
        f"finding.coping_{key}", facts, (coping.id,), place_id=coping.place_id, weight=weight
    )
