"""Where the boxes of a mesh stand: people, mechanisms in the order of handing on, causes, post."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pocplanner.analysis.mesh.network import Chain, Network, Part, fold
from pocplanner.analysis.mesh.result import Reach
from pocplanner.model.places import Unit

#: What a box is: the people, a mechanism, a shared cause, a liaison assistant, a post.
PEOPLE, MECHANISM, CAUSE, UNIT, END = "people", "mechanism", "cause", "unit", "end"


@dataclass(frozen=True)
class Box:
    """One box: its kind and id, its column, and whether it alone can silence these people."""

    kind: str
    id: str
    column: int
    single: bool = False
    lost: bool = False

    @property
    def part(self) -> Part | None:
        """What it is when it is lost; nothing for the people and the post."""
        return Part(self.kind, self.id) if self.kind in (MECHANISM, CAUSE, UNIT) else None


@dataclass(frozen=True)
class Drawn:
    """Boxes by column, top down, and the lines between them."""

    columns: tuple[tuple[Box, ...], ...]
    lines: tuple[tuple[tuple[str, str], tuple[str, str]], ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All boxes, column by column: the order in which the keyboard goes through them."""
        return tuple(box for column in self.columns for box in column)


@dataclass
class _Sheet:
    columns: dict[tuple[str, str], int] = field(default_factory=dict)
    lines: dict[tuple[tuple[str, str], tuple[str, str]], None] = field(default_factory=dict)

    def put(self, kind: str, id: str, column: int) -> tuple[str, str]:
        key = (kind, id)
        self.columns[key] = max(column, self.columns.get(key, 0))
        return key

    def join(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        if one != other:
            self.lines[one, other] = None


def lay_out(
    network: Network, one: Reach, chains: Iterable[Chain], lost: frozenset[Part] = frozenset()
) -> Drawn:
    """The boxes and lines for some people; `chains` are all of theirs, lost ones too."""
    sheet = _Sheet()
    found = tuple(chains)
    links = max((len(c.mechanism_ids) for c in found), default=1)
    people = sheet.put(PEOPLE, one.subject.place_id, 0)
    for chain in found:
        here = people
        for at, id in enumerate(chain.mechanism_ids):
            there = sheet.put(MECHANISM, id, 1 + at)
            sheet.join(here, there)
            here = there
            for tag in network.mechanisms[id].shared_causes:
                sheet.join(there, sheet.put(CAUSE, fold(tag), links + 1))
        person = network.snapshot.one(Unit, chain.exit_id)
        if person is not None:
            there = sheet.put(UNIT, person.id, links + 1)
            sheet.join(here, there)
            here = there
        # Who is told by a person of liaison, or directly, is the mission; a post is named.
        end = sheet.put(END, "" if person is not None else chain.exit_id, links + 2)
        causes = [fold(t) for t in network.mechanisms[chain.mechanism_ids[-1]].shared_causes]
        if causes and here[0] == MECHANISM:
            for tag in causes:
                sheet.join((CAUSE, tag), end)
        else:
            sheet.join(here, end)
    points = set(one.points)
    boxes = [
        Box(kind, id, column, Part(kind, id) in points, Part(kind, id) in lost)
        for (kind, id), column in sheet.columns.items()
    ]
    used = sorted({b.column for b in boxes})
    columns = tuple(tuple(b for b in boxes if b.column == column) for column in used)
    return Drawn(columns, tuple(sheet.lines))
