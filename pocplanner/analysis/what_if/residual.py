"""What stays at a place when the mission is gone: protection by local means only."""

from dataclasses import dataclass

from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.model.snapshot import Snapshot

#: Shared causes that go with the mission, by the beginning of their tag.
_OF_THE_MISSION = ("base:", "person:")
#: Mechanisms that are the mission itself.
_KINDS = frozenset({"cla", "hotline"})


@dataclass(frozen=True)
class Card:
    """Residual protection of a place. Nothing recorded is "not asked", never "none".

    `coping` by whether it outlives the mission in the users' own word ("yes", "no", "partly",
    "unknown"); `own` mechanisms do not hang on the mission, `hanging` ones do; `protectors`
    are able, willing and trusted and not the mission.
    """

    place_id: str
    asked: bool
    coping: dict[str, tuple[str, ...]]
    own: tuple[str, ...]
    hanging: tuple[str, ...]
    protectors: tuple[str, ...]


def card(snapshot: Snapshot, place_id: str) -> Card:
    """What people at a place have without the mission, from the records alone."""
    coping: dict[str, tuple[str, ...]] = {}
    found = snapshot.here(Coping, place_id)
    for one in found:
        coping[one.survives_exit] = (*coping.get(one.survives_exit, ()), one.id)
    near = snapshot.around(place_id)
    mechanisms = [
        m for m in snapshot.all(Mechanism) if m.place_id in near or near & set(m.covers_ids)
    ]
    own = tuple(m.id for m in mechanisms if not hangs(snapshot, m))
    place = snapshot.get(place_id)
    protectors = (
        tuple(p.name for p in place.protectors if p.counts) if isinstance(place, Community) else ()
    )
    return Card(
        place_id,
        bool(found),
        coping,
        own,
        tuple(m.id for m in mechanisms if m.id not in own),
        protectors,
    )


def hangs(snapshot: Snapshot, mechanism: Mechanism) -> bool:
    """Whether a mechanism goes with the mission: built by it, paid by it, or at its base."""
    if mechanism.kind in _KINDS or mechanism.origin == "mission_built":
        return True
    mission = snapshot.mission
    names = {n.casefold() for n in (mission.short_name, mission.name) if n}
    if mechanism.funder.casefold() in names:
        return True
    tags = [t.casefold() for t in mechanism.shared_causes]
    return any(t.startswith(_OF_THE_MISSION) or t.removeprefix("funder:") in names for t in tags)
