"""The same mirror for what the plan rests on: whose word it is, from where, and who was silent."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pocplanner.analysis.engagement.mirror import homes
from pocplanner.analysis.engagement.unmet import high_places
from pocplanner.analysis.results import Rated
from pocplanner.model.community import Alert, Coping, Mechanism, Perception, Request
from pocplanner.model.contacts import Contact
from pocplanner.model.mesh import SharedCause
from pocplanner.model.mission import Source
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot

#: Kinds that hold somebody's word, with the field that says whether women or men spoke.
_SPOKEN: tuple[tuple[type[Record], str], ...] = (
    (Contact, "sex"),
    (Alert, "caller_sex"),
    (Request, "asked_by_sex"),
    (Perception, "sex"),
    (Coping, "users_sex"),
)


@dataclass(frozen=True)
class Spoken:
    """Records of one kind by who spoke: women, men, both, or nobody noted it."""

    kind: str
    women: int
    men: int
    both: int
    unsaid: int

    @property
    def all(self) -> int:
        """All of them."""
        return self.women + self.men + self.both + self.unsaid


@dataclass(frozen=True)
class Evidence:
    """Whose word the plan rests on.

    `sources` counts records by the kind of their source ("" where none is named); `silent`
    are places of high threat from which nothing that people said is on record.
    """

    spoken: tuple[Spoken, ...]
    sources: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]


def evidence(snapshot: Snapshot, rated: Iterable[Rated]) -> Evidence:
    """What was heard, by sex, source and place; the order of records changes nothing."""
    spoken = []
    heard: set[str] = set()
    home = homes(snapshot)
    for kind, field in _SPOKEN:
        said = Counter(getattr(r, field) for r in snapshot.all(kind))
        heard.update(getattr(r, "place_id", "") for r in snapshot.all(kind))
        women, men, both = said["female"], said["male"], said["all"]
        rest = sum(said.values()) - women - men - both
        spoken.append(Spoken(kind.__name__, women, men, both, rest))
    for mechanism in snapshot.all(Mechanism):
        if mechanism.alerts_sent:
            heard.update((mechanism.place_id, *mechanism.covers_ids))
    heard = {home.get(p, p) for p in heard}
    kinds = {s.id: s.kind for s in snapshot.all(Source)}
    named: Counter[str] = Counter(
        kinds.get(r.source_id, "")
        for r in snapshot
        # What a lost mast would silence is reckoned, nobody told it.
        if hasattr(r, "source_id") and not isinstance(r, SharedCause)
    )
    return Evidence(
        tuple(s for s in spoken if s.all),
        tuple(sorted(named.items(), key=lambda p: (-p[1], p[0]))),
        tuple(p for p in sorted(high_places(rated)) if home.get(p, p) not in heard),
    )
