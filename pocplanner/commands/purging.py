"""Delete for good: records, what the log holds of them, and what was drafted from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pocplanner.commands.people.open_promises import refuse_open
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.mission import Mission
from pocplanner.model.record import Record
from pocplanner.model.strategy import Paragraph, Section
from pocplanner.project import Project

#: A name shorter than this stands in too many texts to say that one is about its record.
_SHORTEST = 4


@dataclass(frozen=True)
class Purged:
    """How many records went, how many drafted paragraphs with them, and what persons must read."""

    records: int
    drafted: int
    by_hand: int


def removed(project: Project) -> tuple[Record, ...]:
    """Records that stand in the log alone, taken out or undone; the last that went come first."""
    found: dict[str, Record] = {}
    for entry in reversed(project.log()):
        if entry.changes:
            for change in project.file.edit(entry.number)[1]:
                if not isinstance(change.record, Mission):
                    found.setdefault(change.record.id, change.record)
    return tuple(r for r in found.values() if project.find(r.id) is None)


def purge(project: Project, ids: Sequence[str]) -> Purged:
    """Delete records so that nothing is left of them. The one act that cannot be undone.

    Paragraphs that were drafted from them, or name them, go too, with every earlier draft of
    their sections in the log: a redraft makes them anew from what is left. What a person wrote
    stays and is counted, since only a person can tell what in it must go. Problem where an id
    leads nowhere, or where a promise is still open: it closes first, with its outcome.
    """
    refuse_open(project, ids)
    # What was said of an action beside a way of coping goes with either of them.
    ids = tuple(dict.fromkeys((*ids, *sorted(_answers(project, frozenset(ids))))))
    gone = frozenset(ids)
    names = _names(project, gone)
    kept, drafted, by_hand = [], 0, 0
    for section in project.all(Section):
        about = [p for p in section.paragraphs if _rests(p, gone, names)]
        left = tuple(
            p.model_copy(update={"offered": "" if p in about else p.offered})
            for p in section.paragraphs
            if p not in about or _of_a_person(p)
        )
        drafted += len(section.paragraphs) - len(left)
        by_hand += sum(map(_of_a_person, about))
        kept.append(section.model_copy(update={"paragraphs": left}))
    past = project.ever_named(Section, gone, names)
    still = [s for s in kept if s.id in past or s != project.get(Section, s.id)]
    lost = past - {s.id for s in kept} - gone
    project.purge(*ids, *sorted(lost), kept=[s for s in still if s.id not in gone])
    return Purged(len(ids), drafted, by_hand)


def _answers(project: Project, gone: frozenset[str]) -> frozenset[str]:
    """Answers that hang on these records, those that stand in the log alone among them."""
    past = (r for r in removed(project) if isinstance(r, InterferenceAnswer))
    return frozenset(
        a.id for a in (*project.all(InterferenceAnswer), *past) if gone & {a.action_id, a.coping_id}
    )


def _names(project: Project, gone: frozenset[str]) -> frozenset[str]:
    """What the records are called, and were before they were taken out."""
    held = (project.find(id) for id in gone)
    past = (record for record in removed(project) if record.id in gone)
    told = (
        str(getattr(record, field, ""))
        for record in (*held, *past)
        if record is not None
        for field in ("name", "title")
    )
    return frozenset(name for name in told if len(name) >= _SHORTEST)


def _rests(paragraph: Paragraph, gone: frozenset[str], names: frozenset[str]) -> bool:
    if gone & {*paragraph.evidence, paragraph.key.rpartition(":")[2]}:
        return True
    # Events are named by their series and their key.
    if gone & {ref.partition(":")[0] for ref in paragraph.evidence}:
        return True
    return any(name in text for name in names for text in (paragraph.text, paragraph.offered))


def _of_a_person(paragraph: Paragraph) -> bool:
    return "edited" in (paragraph.status, paragraph.status_before)
