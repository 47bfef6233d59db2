"""Which records an audience reads, as it reads them."""

from datetime import date
from typing import Any

from pocplanner.analysis.coarsening import coarsen
from pocplanner.analysis.masking import (
    CEILING,
    complement,
    crossed,
    effective_level,
    mask,
    unsafe_mechanism,
)
from pocplanner.analysis.sharing.readers import INSIDE
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Coping
from pocplanner.model.guard import Audience, Level, metadata
from pocplanner.model.mission import Issue, Source
from pocplanner.model.record import Part, Record, Ref
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Action
from pocplanner.words import Problem

_KEEP_FLIGHT = frozenset({"temporary_flight"})


def readable(snapshot: Snapshot, audience: Audience, on: date) -> tuple[list[Record], list[str]]:
    """The records that an audience reads, as it reads them, and the ids whose consent is gone.

    Problem("export.mosaic") where rule D7 forbids it.
    """
    kept: list[Record] = []
    expired: list[str] = []
    for record in snapshot:
        if _consent_gone(record, on):
            expired.append(record.id)
            continue
        seen = _seen(snapshot, record, audience, on)
        if seen is not None:
            kept.append(seen)
    return _resolved(kept), expired


def _consent_gone(record: Record, on: date) -> bool:
    consent = getattr(record, "consent", None)
    return consent is not None and consent.gone(on)


def _seen(snapshot: Snapshot, record: Record, audience: Audience, on: date) -> Record | None:
    if audience is Audience.CORE:
        return record
    if isinstance(record, Source) and record.published and effective_level(record) is Level.LOW:
        return _cited(record)
    if isinstance(record, Issue) and record.audience is not audience:
        return None
    level = effective_level(record)
    if level.rank > CEILING[audience].rank and not _tasked(snapshot, record, audience):
        return None
    if audience not in INSIDE and audience is not Audience.EXERCISE:
        consent = getattr(record, "consent", None)
        if hasattr(record, "consent") and (consent is None or not consent.covers(audience, on)):
            return None
        if unsafe_mechanism(record):
            return None
    if audience is Audience.HOST_STATE and _state_detail(snapshot, record):
        return None
    if isinstance(record, Community):
        if crossed(record):
            raise Problem("export.mosaic", place=record.name)
        record = complement(record)
    exact = _tasked(snapshot, record, audience)
    masked = mask(record if exact else coarsen(snapshot, record, audience), audience)
    return masked if isinstance(masked, Record) else None


def _cited(source: Source) -> Source:
    """A published source as its licence asks it to be named; nothing of how we came by it."""
    return Source(
        id=source.id,
        name=source.attribution or source.name,
        kind=source.kind,
        published=True,
        licence=source.licence,
        attribution=source.attribution,
        sensitivity=source.sensitivity,
        lowered=source.lowered,
    )


def _tasked(snapshot: Snapshot, record: Record, audience: Audience) -> bool:
    """A flight route that the force is tasked to keep open is exact for those who command it."""
    if audience is not Audience.COMMAND or not isinstance(record, Coping):
        return False
    return record.strategy in _KEEP_FLIGHT and any(
        a.mode == "flight_route" and a.place_id == record.place_id and a.unit_ids
        for a in snapshot.all(Action)
    )


def _state_detail(snapshot: Snapshot, record: Record) -> bool:
    """What names the host state as perpetrator (rule D9)."""
    if isinstance(record, Threat):
        actors = (snapshot.one(Actor, i) for i in record.perpetrator_ids)
        return any(a is not None and a.is_state for a in actors)
    return False


def _resolved(records: list[Record]) -> list[Record]:
    """Records whose references all lead somewhere; what leads nowhere is emptied or dropped."""
    while True:
        ids = {r.id for r in records}
        found = [_without_dangling(r, ids) for r in records]
        kept = [r for r in found if r is not None]
        if len(kept) == len(records):
            return [r for r in kept if isinstance(r, Record)]
        records = [r for r in kept if isinstance(r, Record)]


def _without_dangling(part: Part, ids: set[str]) -> Part | None:
    changes: dict[str, Any] = {}
    kind = type(part)
    for name, field in kind.model_fields.items():
        value = getattr(part, name)
        if metadata(kind, name, Ref) is not None:
            if isinstance(value, tuple):
                left = tuple(i for i in value if i in ids)
                if left != value:
                    changes[name] = left
            elif value and value not in ids:
                if field.is_required():
                    return None
                changes[name] = field.get_default(call_default_factory=True)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            inner = [_without_dangling(v, ids) for v in value]
            left_parts = tuple(v for v in inner if v is not None)
            if left_parts != value:
                changes[name] = left_parts
        elif isinstance(value, Part):
            seen = _without_dangling(value, ids)
            if seen is not value:
                changes[name] = seen
    return part.model_copy(update=changes) if changes else part
