"""Think a proposal through, keep it as one undoable act, or save it as an option."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pocplanner.analysis.results import Assessment, Said
from pocplanner.analysis.what_if.changes import over
from pocplanner.analysis.what_if.differences import Comparison, compare
from pocplanner.analysis.what_if.lay import Laid, lay
from pocplanner.commands.assessment import assess
from pocplanner.commands.clock import now
from pocplanner.model.community import Timing
from pocplanner.model.proposal import Proposal, ProposedChange
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work, finish
from pocplanner.project import Project
from pocplanner.words import Problem, Words


@dataclass(frozen=True)
class Outcome:
    """A proposal thought through: both missions with their assessments, and what differs."""

    changes: tuple[ProposedChange, ...]
    laid: Laid
    before: Assessment
    after: Assessment
    comparison: Comparison

    @property
    def remarks(self) -> tuple[Said, ...]:
        """What has to be known before the numbers are trusted."""
        return self.laid.remarks

    @cached_property
    def shown(self) -> Snapshot:
        """The mission as it would be, with what is proposed in it: for names."""
        held = self.after.over(self.laid.after)
        missing = [r for r in self.before.over(self.laid.before) if held.get(r.id) is None]
        return over(held, missing)

    @cached_property
    def alerts(self) -> tuple[Any, ...]:
        """Whose alert would get out otherwise (`commands.mesh.Changed`), the silenced first."""
        from pocplanner.commands.mesh import changes

        old, new = self.before.mesh, self.after.mesh
        if old is None or new is None or not self.laid.changes:
            return ()
        return changes(old, new)

    @property
    def moved(self) -> tuple[str, ...]:
        """Places and threats whose numbers differ."""
        found = [p.place_id for p in self.comparison.places]
        found += [i for r in self.comparison.ratings for i in (r.threat_id, r.place_id)]
        return tuple(dict.fromkeys(found))

    def texts(self, language: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Paragraphs of the strategy and rows of the field matrix that would read otherwise."""
        found: tuple[tuple[Any, ...], tuple[Any, ...]] = finish(self.text_work(language))
        return found

    def text_work(self, language: str) -> Work[tuple[tuple[Any, ...], tuple[Any, ...]]]:
        """The same in steps, so that the window can stop it."""
        if not self.laid.changes:
            return (), ()
        from pocplanner.report.draft.differences import Side, row_changes, text_changes

        sides = (Side(self.laid.before, self.before), Side(self.laid.after, self.after))
        changed = [r.id for r in self.laid.records]
        texts = yield from text_changes(*sides, language, changed, self.moved)
        yield Progress(0)
        return texts, row_changes(*sides, language)


def think(
    snapshot: Snapshot,
    changes: Sequence[ProposedChange],
    as_of: date | None = None,
    today: date | None = None,
    before: Assessment | None = None,
) -> Work[Outcome]:
    """Assess the mission without and with the changes; nothing is kept.

    `before` is an assessment of this very snapshot, where there is one already.
    """
    from pocplanner.analysis.assess import day_of

    day = before.as_of if before is not None else day_of(snapshot, as_of, today)
    laid = yield from lay(snapshot, changes, day)
    if before is None or laid.day != day:
        before = yield from assess(laid.before, day, today)
    after = before
    if laid.changes:
        after = yield from assess(laid.after, day, today)
    return Outcome(tuple(changes), laid, before, after, compare(before, after))


def keep(project: Project, outcome: Outcome, language: str, name: str = "") -> tuple[Record, ...]:
    """Make the proposal real, in one edit that undo takes back: what was put.

    Problem where nothing would change, or where the mission changed since it was thought through.
    """
    if not outcome.laid.changes:
        raise Problem("what_if.nothing")
    kept = tuple(
        _told(outcome, r, language)
        for r in outcome.laid.records
        # Of a day to come: what was entered of the road holds until then.
        if outcome.laid.day <= outcome.before.as_of or r.id not in outcome.laid.timings
    )
    held = {r.id: r for r in outcome.laid.before}
    for record in kept:
        now_there, then = project.find(record.id), held.get(record.id)
        # A post that was not standing on the day looked at lies without its place in `before`.
        same = now_there == then or (now_there is not None and _alike(now_there, then))
        if not same:
            raise Problem("what_if.changed_meanwhile", name=_name(record))
    with project.edit("edit.what_if.keep", name=name or _short(outcome, language)):
        project.put(*kept)
    return kept


def _alike(one: Record, other: Record | None) -> bool:
    if other is None or type(one) is not type(other):
        return False
    names = [n for n in type(one).model_fields if n != "position"]
    return all(getattr(one, n) == getattr(other, n) for n in names)


def _name(record: Record) -> str:
    return str(getattr(record, "name", "") or record.id)


def _told(outcome: Outcome, record: Record, language: str) -> Record:
    """A time that was carried over says so in its basis, with what it was."""
    if not isinstance(record, Timing) or record.id not in outcome.laid.timings:
        return record
    before = outcome.laid.before.one(Timing, record.id)
    words = Words(language)
    old, new = _likely(before), _likely(record)
    said = words.text("what_if.basis", before=round(old), after=round(new),
                      why=_short(outcome, language))  # fmt: skip
    return record.model_copy(update={"basis": " ".join(filter(None, (record.basis, said)))[:4000]})


def _likely(timing: Timing | None) -> float:
    if timing is None:
        return 0.0
    found = timing.travel or timing.response or timing.muster
    return found.likely if found is not None else 0.0


def _short(outcome: Outcome, language: str) -> str:
    from pocplanner.analysis.what_if.telling import change_text

    words = Words(language)
    told = [change_text(words, outcome.shown, c) for c in outcome.changes if c.whole]
    return "; ".join(told)[:180]


def save(
    project: Project, name: str, changes: Sequence[ProposedChange], note: str = ""
) -> Proposal:
    """Save changes as an option, to stand beside another. Problem without a name or a change."""
    if not name.strip():
        raise Problem("what_if.no_name")
    if not any(c.whole for c in changes):
        raise Problem("what_if.nothing")
    known = [p for p in project.all(Proposal) if p.name.casefold() == name.strip().casefold()]
    made = Proposal(
        **({"id": known[0].id} if known else {}),
        name=name.strip(),
        changes=tuple(changes),
        made_by=project.author,
        made_on=now().date(),
        note=note,
    )
    with project.edit("edit.what_if.save", name=made.name):
        project.put(made)
    return made
