"""A proposal laid over a mission: both missions by value, and the records that would be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Said
from pocplanner.analysis.standing import standing
from pocplanner.analysis.travel.grounds import grounds
from pocplanner.analysis.what_if.causes import by_second, handing_to
from pocplanner.analysis.what_if.changes import changed_records, day_of, over, post_id_of
from pocplanner.analysis.what_if.entered import carried
from pocplanner.model.community import Timing
from pocplanner.model.places import Post, Unit
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work


@dataclass(frozen=True)
class Laid:
    """The mission without and with a proposal, as it stands on `day`.

    `records` are what the mission would hold anew or otherwise if the proposal were kept,
    `timings` those of them that are times a person entered, carried over to the new ways.
    `remarks` say what a reader has to know before trusting the numbers.
    """

    before: Snapshot
    after: Snapshot
    day: date
    records: tuple[Record, ...]
    timings: tuple[str, ...] = ()
    remarks: tuple[Said, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything would be other than it is."""
        return bool(self.records)


def lay(snapshot: Snapshot, changes: Sequence[ProposedChange], as_of: date) -> Work[Laid]:
    """Lay the changes over the mission, by value; the mission itself is not touched."""
    day = day_of(changes, as_of)
    before = standing(snapshot, day)
    records = changed_records(snapshot, changes, as_of)
    if not records:
        return Laid(before, before, day, ())
    wanted = over(snapshot, records)
    after = standing(wanted, day)
    assumed = Assumptions(snapshot.assumptions)
    timings: dict[str, Timing] = {}
    if any(isinstance(r, (Post, Unit)) for r in records) or _ways(records):
        old = yield from grounds(before, assumed)
        new = yield from grounds(after, assumed)
        timings = yield from carried(before, after, old, new, assumed)
    return Laid(
        before,
        over(after, tuple(timings.values())),
        day,
        (*records, *timings.values()),
        tuple(timings),
        tuple(_remarks(wanted, changes, timings, day > as_of)),
    )


def _ways(records: Sequence[Record]) -> bool:
    from pocplanner.model.places import Route
    from pocplanner.model.ways import Obstacle

    return any(isinstance(r, (Route, Obstacle)) for r in records)


def _remarks(
    wanted: Snapshot,
    changes: Sequence[ProposedChange],
    timings: dict[str, Timing],
    later: bool = False,
) -> list[Said]:
    said: list[Said] = []
    homes = {u.post_id for u in wanted.all(Unit)}
    for change in changes:
        if change.kind == "add_post" and change.position is not None:
            id = post_id_of(change.name, change.position)
            if id not in homes:
                said.append(Said("what_if.remark.nobody_there", {"name": change.name}, (id,)))
        unit = wanted.one(Unit, change.unit_id)
        held = unit is not None and any(c.kind == "no_redeployment" for c in unit.caveats)
        if change.kind == "station_unit" and held:
            said.append(Said("what_if.remark.no_redeployment", {"unit": change.unit_id}))
        closed = wanted.one(Post, change.post_id)
        if change.kind == "close_post" and closed is not None:
            units = [u for u in wanted.all(Unit) if u.post_id == closed.id]
            facts = {"count": len(units), "post": closed.id}
            if units:
                said.append(Said("what_if.remark.units_left", facts, tuple(u.id for u in units)))
            handing = tuple(m.id for m in handing_to(wanted, closed.id))
            if handing:
                told = {"post": closed.id, "mechanisms": handing[:6]}
                said.append(Said("what_if.remark.alerts_left", told, handing))
            if not closed.heir:
                said.append(Said("what_if.remark.no_heir", {"post": closed.id}, (closed.id,)))
        if change.kind == "lose_cause":
            for one in by_second(wanted, change.cause):
                second = {"mechanism": one.id, "channel": one.backup}
                said.append(Said("what_if.remark.second_channel", second, (one.id,)))
        if change.kind == "move_patrol":
            said.append(Said("what_if.remark.patrol", {"patrol": change.patrol_id}))
    if timings:
        facts = {"count": len(timings)}
        said.append(Said("what_if.remark.carried", facts, tuple(timings)[:20]))
        if later:
            said.append(Said("what_if.remark.not_yet", facts))
    return said
