"""The parts of a mesh that can fail: what a mechanism needs, and which posts a cause means."""

from typing import NamedTuple

from pocplanner.analysis.mesh.inputs import has_backup
from pocplanner.model.community import Mechanism
from pocplanner.model.places import Post
from pocplanner.model.snapshot import Snapshot


class Part(NamedTuple):
    """Something that can fail: a mechanism, its channel, a cause, a person of liaison."""

    kind: str
    id: str


def fold(tag: str) -> str:
    """A tag without regard to capital letters and to spaces around its colon."""
    kind, colon, name = tag.partition(":")
    parts = (" ".join(p.split()) for p in (kind, name))
    return colon.join(p for p in parts).casefold() if colon else " ".join(tag.split()).casefold()


def own_ways(of: Mechanism) -> list[set[Part]]:
    """What must be up for one mechanism to pass an alert on: one set for each channel that counts.

    A second channel stands in where the first needs a mast and it does not: then its masts are
    not needed. A first channel that needs no mast (a drum, somebody who walks) still hangs on one
    that a person named: what is told farther on may pass through it.
    """
    causes = {Part("cause", fold(t)) for t in of.shared_causes}
    rest = {c for c in causes if not c.id.startswith("mast:")}
    own = Part("mechanism", of.id)
    found = [{own, Part("channel", of.id), *causes}]
    if has_backup(of):
        found.append({own, Part("backup", of.id), *rest})
    return found


def bases_of(snapshot: Snapshot, tag: str) -> tuple[str, ...]:
    """The posts that a cause such as base:Loundre means: called so, or so and something more."""
    wanted = fold(tag).partition(":")[2]
    if not wanted:
        return ()
    named = [(p.id, " ".join(p.name.split()).casefold()) for p in snapshot.all(Post)]
    same = tuple(id for id, name in named if name == wanted)
    return same or tuple(id for id, name in named if name.startswith(f"{wanted} "))


def emptied(post: Post) -> bool:
    """Whether it is a post that closes and whose place was taken out, as on a day to come."""
    return post.position is None and post.closes_on is not None
