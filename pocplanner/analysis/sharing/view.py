"""A mission as one audience may see it, and what was held back for that."""

from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.disguise import disguise
from pocplanner.analysis.masking import effective_level
from pocplanner.analysis.sharing.events import shown_events
from pocplanner.analysis.sharing.records import readable
from pocplanner.analysis.sharing.sections import of_audience
from pocplanner.analysis.sharing.texts import all_texts, edited_texts, withheld_positions
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Audience, Level
from pocplanner.model.layout import MapLayer, SavedView
from pocplanner.model.mission import Issue
from pocplanner.model.pairing import Pairing
from pocplanner.model.snapshot import Snapshot

#: Records of how the program is used, not of what the mission knows.
_NOT_OF_THE_MISSION = (Issue, MapLayer, Pairing, SavedView)


@dataclass(frozen=True)
class View:
    """A mission as one audience may see it, and what it does not see.

    `names`, `passages` and `positions` are what was held back, less what stands in permitted
    records (`permitted`); `edited` are texts of persons that this audience does not get;
    `records` is how many records were left out or changed; `expired`
    those whose consent has run out, by id.
    """

    snapshot: Snapshot
    audience: Audience
    names: frozenset[str]
    passages: frozenset[str]
    edited: frozenset[str]
    permitted: frozenset[str]
    positions: tuple[Position, ...]
    records: int
    expired: tuple[str, ...]
    level: Level


def view(snapshot: Snapshot, audience: Audience, on: date) -> View:
    """The mission for an audience on a day. Problem("export.mosaic") where rule D7 forbids it."""
    kept, expired = readable(snapshot, audience, on)
    kept = of_audience(snapshot, kept, audience)
    events = shown_events(snapshot, audience)
    shown = Snapshot.of(kept, events, audience)
    if audience is Audience.EXERCISE and not snapshot.mission.exercise:
        shown = disguise(shown)
    now = {r.id: r for r in shown}
    permitted = frozenset(text for _, text in all_texts(shown))
    held_back = {(is_name, text) for is_name, text in all_texts(snapshot) if text not in permitted}
    return View(
        snapshot=shown,
        audience=audience,
        names=frozenset(text for is_name, text in held_back if is_name),
        passages=frozenset(text for is_name, text in held_back if not is_name),
        edited=frozenset(edited_texts(snapshot)) - frozenset(edited_texts(shown)),
        permitted=permitted,
        positions=tuple(withheld_positions(snapshot, shown)),
        # That papers went to others before is no record of the mission that is held back.
        records=sum(now.get(r.id) != r for r in snapshot if not isinstance(r, _NOT_OF_THE_MISSION)),
        expired=tuple(expired),
        level=max((effective_level(r) for r in kept), key=lambda v: v.rank, default=Level.LOW),
    )
