"""Initiatives by their five marks: what was judged, what the records say beside it."""

from dataclasses import dataclass

from pocplanner.analysis.results import Said
from pocplanner.model.community import Mechanism
from pocplanner.model.initiatives import MARKS, Initiative, Mark
from pocplanner.model.snapshot import Snapshot


@dataclass(frozen=True)
class Marked:
    """One mark of an initiative: how far it holds, its evidence, and what the records say.

    `beside` is said by the program from links between records and decides nothing; `doubt`
    is True where a mark is said to hold and the records show no trace of it.
    """

    mark: Mark
    beside: Said
    doubt: bool = False


@dataclass(frozen=True)
class Looked:
    """An initiative with its five marks, in their order; there is no total."""

    initiative_id: str
    place_id: str
    marks: tuple[Marked, ...]

    @property
    def unjudged(self) -> tuple[str, ...]:
        """The marks that nobody judged."""
        return tuple(m.mark.mark for m in self.marks if m.mark.holds == "unknown")


def look(snapshot: Snapshot, initiative: Initiative) -> Looked:
    """The five marks of one initiative."""
    return Looked(
        initiative.id,
        initiative.place_id,
        tuple(_marked(snapshot, initiative, name) for name in MARKS),
    )


def initiatives(snapshot: Snapshot) -> tuple[Looked, ...]:
    """All initiatives, in the order in which they were made."""
    return tuple(look(snapshot, i) for i in snapshot.all(Initiative))


def _marked(snapshot: Snapshot, initiative: Initiative, name: str) -> Marked:
    mark = initiative.mark(name)
    count, key = _trace(snapshot, initiative, name)
    said = Said(f"people.trace.{name}.{key}", {"count": count}, initiative.request_ids)
    return Marked(mark, said, mark.holds in {"yes", "partly"} and count == 0)


def _trace(snapshot: Snapshot, initiative: Initiative, name: str) -> tuple[int, str]:
    """How many links between records speak for a mark, and the word for none or some."""
    match name:
        case "answers_requests":
            count = len(initiative.request_ids)
        case "locally_developed":
            count = int(initiative.origin in {"local", "joint"})
        case "links_actors":
            count = len(initiative.links_ids) if len(initiative.links_ids) > 1 else 0
        case "uses_information":
            bodies = (snapshot.one(Mechanism, i) for i in initiative.links_ids)
            heard = {"warn", "analyse"}
            count = len(initiative.threat_ids) + sum(
                1 for b in bodies if b is not None and heard & set(b.functions)
            )
        case _:
            kinds = {type(snapshot.get(i)).__name__ for i in initiative.links_ids}
            count = len(kinds - {"NoneType"}) if len(kinds - {"NoneType"}) > 1 else 0
    return count, "some" if count else "none"
