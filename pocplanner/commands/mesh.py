"""The mesh of alert, as the window, the terminal and the papers ask for it, and what if."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from pocplanner.analysis.assess import day_of
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.inputs import mechanism_share
from pocplanner.analysis.mesh.mesh import mesh
from pocplanner.analysis.mesh.network import Network, Part, fold
from pocplanner.analysis.mesh.result import Mesh, Reach, people_of
from pocplanner.analysis.mesh.subjects import Subject
from pocplanner.analysis.results import Said, Used
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Problem

#: Names offered where something is not known by the one that was written.
_NEAR = 4


@dataclass(frozen=True)
class Looked:
    """The mesh, the mechanisms behind it and the figures that it rests on; and what if.

    `place_id` is the one place that was asked for, or empty for the whole mission.
    """

    mesh: Mesh
    network: Network
    used: tuple[Used, ...]
    without: Mesh | None = None
    lost: tuple[Part, ...] = ()
    place_id: str = ""


@dataclass(frozen=True)
class Changed:
    """The reach of some people before and after something was lost."""

    before: Reach
    after: Reach

    @property
    def silenced(self) -> bool:
        """Whether they had a way before and have none now."""
        return bool(self.before.chains) and not self.after.chains


def look(
    snapshot: Snapshot,
    as_of: date | None = None,
    today: date | None = None,
    without: Iterable[str] = (),
    place_ids: Sequence[str] | None = None,
) -> Looked:
    """The mesh as it is and, where something is to be lost, as it would be. Nothing is kept.

    Problem for a tag, mechanism or person that the mission does not know.
    """
    day = day_of(snapshot, as_of, today)
    assumed = Assumptions(snapshot.assumptions)
    network = Network(snapshot, day)
    lost = tuple(dict.fromkeys(part_named(network, name) for name in without))
    found = mesh(snapshot, day, assumed, place_ids=place_ids)
    changed = None
    if lost:
        changed = mesh(snapshot, day, assumed.fresh(), frozenset(lost), place_ids)
    asked = place_ids[0] if place_ids is not None and len(place_ids) == 1 else ""
    return Looked(found, network, assumed.used, changed, lost, asked)


def lose(snapshot: Snapshot, as_of: date, lost: Iterable[Part], place_id: str) -> Mesh:
    """The mesh of one place without some of its parts: quick enough for every tick."""
    assumed = Assumptions(snapshot.assumptions)
    return mesh(snapshot, as_of, assumed, frozenset(lost), (place_id,))


def changes(before: Mesh, after: Mesh) -> tuple[Changed, ...]:
    """Whose alert gets out less, those who are silenced first, then by how much is lost."""
    found = []
    for place in before.places:
        then = after.at(place.place_id)
        if then is None:
            continue
        for one, other in zip(place.reaches, then.reaches, strict=True):
            if one.chances != other.chances or one.chains != other.chains:
                found.append(Changed(one, other))
    return tuple(sorted(found, key=_weight))


def silenced(found: Iterable[Changed]) -> tuple[tuple[Subject, ...], int | None]:
    """Those who lose their last way, and at least how many people they are."""
    subjects = tuple(c.before.subject for c in found if c.silenced)
    return subjects, people_of(subjects)


def counted(looked: Looked, mechanism_id: str, assumptions: Assumptions) -> Said | None:
    """What was counted for a mechanism, with its prior; nothing where its share is guessed."""
    network = looked.network
    of = network.mechanisms[mechanism_id]
    share = mechanism_share(of, network.alerts.get(of.id, ()), assumptions)
    if share.guessed:
        return None
    tested = share.basis != "test" and of.test_passed != "unknown"
    few = share.cases < assumptions.value("mesh.few_cases")
    facts = {
        "mechanism": of.id, "good": share.good, "cases": share.cases,
        "basis": Said(f"mesh.basis.{share.basis}{'_test' if tested else ''}"),
        "prior_good": assumptions.value("mesh.prior_good"),
        "prior_bad": assumptions.value("mesh.prior_bad"),
    }  # fmt: skip
    return Said("mesh.counted_few" if few else "mesh.counted", facts, (of.id,))


def part_named(network: Network, name: str) -> Part:
    """What a person means by a tag, a name or an id. Problem where it is unknown or unclear."""
    wanted = fold(name)
    known = _known(network)
    found = known.get(wanted)
    if found is None:
        # "Kemba" alone means the mast of Kemba where nothing else is called so.
        ends = {p for key, p in known.items() if key.rpartition(":")[2] == wanted}
        if len(ends) == 1:
            return ends.pop()
        if len(ends) > 1:
            near = ", ".join(sorted(_written(network, p) for p in ends))
            raise Problem("mesh.several", tag=name, near=near)
        near_keys = get_close_matches(wanted, known, n=_NEAR, cutoff=0.5)
        near_keys += [k for k in known if wanted and wanted in k and k not in near_keys]
        if not near_keys:
            raise Problem("mesh.unknown_alone", tag=name)
        written = dict.fromkeys(_written(network, known[k]) for k in near_keys[:_NEAR])
        raise Problem("mesh.unknown", tag=name, near=", ".join(written))
    return found


def _known(network: Network) -> dict[str, Part]:
    """Everything that can be lost, by its id, its name and its tag."""
    found: dict[str, Part] = {}
    units = [u for u in network.snapshot.all(Unit) if u.kind == "cla"]
    for kind, records in (("unit", units), ("mechanism", network.mechanisms.values())):
        for record in records:
            found[fold(record.name)] = found[fold(record.id)] = Part(kind, record.id)
    found.update((tag, Part("cause", tag)) for tag in network.tags)
    return found


def _written(network: Network, part: Part) -> str:
    return network.tags.get(part.id, part.id) if part.kind == "cause" else (
        network.snapshot.name(part.id)
    )  # fmt: skip


def _weight(one: Changed) -> tuple[bool, float, int]:
    before = min((c.middle for c in one.before.chances), default=0.0)
    after = min((c.middle for c in one.after.chances), default=0.0)
    return not one.silenced, after - before, -(one.before.subject.people or 0)


__all__ = ["Changed", "Looked", "changes", "counted", "look", "lose", "part_named", "silenced"]
