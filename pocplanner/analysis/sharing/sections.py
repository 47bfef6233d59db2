"""Which texts of persons an audience reads; the rest is drafted anew for it."""

from pocplanner.analysis.cases import proposed_id
from pocplanner.analysis.masking import CEILING, effective_level
from pocplanner.analysis.sharing.readers import READ_TEXT
from pocplanner.model.events import Series
from pocplanner.model.guard import Audience, Level
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import SET_ASIDE, Paragraph, Section

#: Paragraphs, by the beginning of their key, that tell channels and focal points: the team's,
#: whatever a person wrote into them.
_TEAM_TEXTS = ("mesh",)


def of_audience(snapshot: Snapshot, kept: list[Record], audience: Audience) -> list[Record]:
    """Sections with the texts of persons that the audience may read, the rest left to a redraft.

    A person's text inherits the strictest level of its evidence and is left out whole where
    that is hidden, or where nothing says what it rests on and the audience is outside.
    """
    if audience is Audience.CORE:
        return kept
    ids = {r.id for r in kept}
    others = [r for r in kept if not isinstance(r, Section)]
    for section in snapshot.all(Section):
        if section.scenario_id and section.scenario_id not in ids:
            continue
        paragraphs = tuple(
            p.model_copy(update={"offered": ""}) if p.status == "edited" else _aside(p)
            for p in section.paragraphs
            if p.status == SET_ASIDE
            or (
                p.status == "edited"
                and not p.key.startswith(_TEAM_TEXTS)
                and _readable(snapshot, p.evidence, audience)
            )
        )
        others.append(section.model_copy(update={"paragraphs": paragraphs}))
    return others


def _aside(paragraph: Paragraph) -> Paragraph:
    """That a paragraph was taken out holds for every audience; what it said goes to none."""
    return Paragraph(key=paragraph.key, text="", language=paragraph.language, status=SET_ASIDE)


def _readable(snapshot: Snapshot, evidence: tuple[str, ...], audience: Audience) -> bool:
    if audience not in READ_TEXT:
        return False
    # Text that rests on nothing named is as strict as a new record.
    levels = (_level_of(snapshot, ref) for ref in evidence)
    strictest = max(levels, key=lambda v: v.rank, default=Level.HIGH)
    return strictest.rank <= CEILING[audience].rank


def _level_of(snapshot: Snapshot, ref: str) -> Level:
    """How strict a piece of evidence is; an event is as strict as its series."""
    record = snapshot.get(ref) or snapshot.one(Series, ref.partition(":")[0])
    if record is not None:
        return effective_level(record)
    # What was taken out since can no longer be asked: its text stays with the team. What the
    # program proposed and nobody kept yet is as strict as a new record.
    return Level.HIGH if proposed_id(ref) else Level.SEVERE
