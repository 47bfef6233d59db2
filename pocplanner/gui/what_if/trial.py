"""The proposal that is being tried: its changes, and what follows, worked out beside the window."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from pocplanner.commands import what_if
from pocplanner.gui.desk import Desk
from pocplanner.gui.jobs import Jobs
from pocplanner.model.geometry import Position
from pocplanner.model.proposal import ProposedChange
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem


class Trial(QObject):
    """Changes laid over the open mission by value; the mission stays until they are kept.

    `began()` tells that it is being thought through, `thought(Outcome)` what follows, `told()`
    that the texts that would differ are known (`texts`, `rows`), `ended()` that nothing is
    tried any more. Work that a newer change has made stale is let go.
    """

    began = Signal()
    thought = Signal(object)
    told = Signal()
    ended = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._jobs, self._later = Jobs(self), Jobs(self)
        self._jobs.problem.connect(self._on_problem)
        self._later.problem.connect(desk.problem)
        self._fresh = desk.assessment is not None
        self.changes: tuple[ProposedChange, ...] = ()
        self.outcome: what_if.Outcome | None = None
        self.texts: tuple[Any, ...] = ()
        self.rows: tuple[Any, ...] = ()
        desk.closed.connect(self._leave)
        desk.edited.connect(self._on_edit)
        desk.assessed.connect(self._on_assessed)

    # -- what is tried -------------------------------------------------------------------

    def move_post(self, id: str, at: Position) -> None:
        """Try a post elsewhere; an earlier try of the same post gives way."""
        from pocplanner.analysis.what_if.changes import post_id_of
        from pocplanner.commands.proposing import dry

        try:
            dry(self._desk.snapshot, at)
        except Problem as problem:
            self._desk.problem.emit(problem)
            self.thought.emit(self.outcome)
            return
        changes = list(self.changes)
        for i, change in enumerate(changes):
            here = change.position
            if change.kind == "move_post" and change.post_id == id:
                changes[i] = change.model_copy(update={"position": at})
                break
            if change.kind == "add_post" and here and post_id_of(change.name, here) == id:
                changes[i] = change.model_copy(update={"position": at})
                break
        else:
            changes.append(ProposedChange(kind="move_post", post_id=id, position=at))
        self.set(changes)

    def add(self, change: ProposedChange) -> None:
        """Try one change more; the same one twice is one."""
        if change not in self.changes:
            self.set([*self.changes, change])

    def drop(self, at: int) -> None:
        """Take one of the changes back."""
        self.set([c for i, c in enumerate(self.changes) if i != at])

    def set(self, changes: Sequence[ProposedChange]) -> None:
        """Try these changes and no others."""
        self.changes = tuple(changes)
        if self.changes:
            self._think()
        else:
            self.discard()

    def discard(self) -> None:
        """Throw the proposal away: the mission was never touched."""
        self._jobs.cancel()
        self._later.cancel()
        had = bool(self.changes or self.outcome)
        self.changes, self.outcome = (), None
        self.texts = self.rows = ()
        if had:
            self.ended.emit()

    def _leave(self) -> None:
        """The mission is closed: what is under way ends with its step."""
        self.discard()
        self._jobs.leave()
        self._later.leave()

    def keep(self) -> bool:
        """Make it real as one act; False where that was refused."""
        if self.outcome is None:
            return False
        kept = self._desk.act(what_if.keep, self.outcome, self._desk.words.language)
        if kept is None:
            return False
        self.discard()
        return True

    def save(self, name: str) -> bool:
        """Save it as an option, to stand beside another; False where that was refused."""
        return self._desk.act(what_if.save, name, self.changes) is not None

    # -- thinking ------------------------------------------------------------------------

    @property
    def thinking(self) -> bool:
        """Whether the numbers are still being worked out."""
        return self._jobs.busy

    def _think(self) -> None:
        desk = self._desk
        if desk.project is None:
            return
        self._jobs.cancel()
        self._later.cancel()
        self.texts = self.rows = ()
        self.began.emit()
        before = desk.assessment if self._fresh else None
        work = thought_through(desk, self.changes, before)
        self._jobs.start("", work, self._on_thought, lets_go=True)

    def _on_thought(self, outcome: what_if.Outcome) -> None:
        if not self.changes:
            return
        self.outcome = outcome
        self.thought.emit(outcome)
        work = outcome.text_work(self._desk.words.language)
        self._later.start("", work, self._on_texts, lets_go=True)

    def _on_texts(self, found: tuple[tuple[Any, ...], tuple[Any, ...]]) -> None:
        self.texts, self.rows = found
        self.told.emit()

    def _on_problem(self, problem: Problem) -> None:
        self._desk.problem.emit(problem)
        self.discard()

    def _on_edit(self, _: object) -> None:
        self._fresh = False

    def _on_assessed(self, _: object) -> None:
        """The mission changed: what is tried is held against the mission as it is now."""
        stale = not self._fresh
        self._fresh = True
        if stale and self.changes:
            self._think()


def thought_through(
    desk: Desk, changes: Sequence[ProposedChange], before: Any = None
) -> Work[what_if.Outcome]:
    """Think changes through, with all that the window will ask of the outcome."""
    outcome = yield from what_if.think(desk.snapshot, changes, today=desk.today, before=before)
    yield Progress(0)
    # Worked out here, beside the window, and not when it is drawn.
    _ = outcome.shown
    yield Progress(0)
    _ = outcome.alerts
    return outcome


def trial_of(desk: Desk) -> Trial:
    """The one trial of a desk, made when it is first asked for."""
    found = desk.findChild(Trial)
    return found if isinstance(found, Trial) else Trial(desk)
