"""What every page works at: the open mission, its latest assessment, the words and the jobs."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from threading import Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from pocplanner.gui.jobs import Jobs, wait_for_leaving
from pocplanner.gui.naming import event_name, name_of
from pocplanner.progress import Work
from pocplanner.settings import Settings
from pocplanner.words import Problem, Words

if TYPE_CHECKING:  # the window is there before what a mission needs is loaded
    from pocplanner.analysis.gazetteer import Gazetteer
    from pocplanner.analysis.telling import Teller
    from pocplanner.gui.event_choice import EventChoice
    from pocplanner.model.edit import Edit
    from pocplanner.model.record import Record, Ref
    from pocplanner.model.snapshot import Snapshot
    from pocplanner.project import Project

#: Milliseconds of quiet after an edit before the mission is assessed again.
_QUIET_MS = 600


class Desk(QObject):
    """The open mission and who hears of it.

    `edited(Edit)` follows every act; `assessed(Assessment)` follows some quiet after it, since
    ratings, gaps and findings depend on everything. `wanted(id)` asks the window to show a
    record or an event, `page_wanted(page, tab)` to turn to a page, `map_wanted(id)` to show a
    place, `zoom_wanted(ids)` to show several; `position_wanted(tell)` asks the person to click
    on the map. `chosen(id)` tells that a page shows a record.
    """

    opened = Signal()
    closed = Signal()
    edited = Signal(object)
    assessed = Signal(object)
    problem = Signal(object)
    said = Signal(str)
    chosen = Signal(str)
    wanted = Signal(str)
    page_wanted = Signal(str, str)
    map_wanted = Signal(str)
    zoom_wanted = Signal(list)
    position_wanted = Signal(object)
    pointed = Signal(float, float)
    scaled = Signal(float)
    scale_wanted = Signal(float)
    preferred = Signal()

    def __init__(self, words: Words, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words, self.settings = words, settings
        self.jobs = Jobs(self)
        self.jobs.problem.connect(self.problem)
        self._quiet = Jobs(self)
        self._quiet.problem.connect(self.problem)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._assess)
        self._stop: Callable[[], None] | None = None
        self._closing: Thread | None = None
        self.project: Project | None = None
        self.assessment: Any = None
        self._over: tuple[Snapshot, Any, Snapshot] | None = None
        self._stale = False
        self._gazetteer: Gazetteer | None = None

    # -- what there is -----------------------------------------------------------------

    @cached_property
    def choice(self) -> "EventChoice":
        """Which events the window shows."""
        from pocplanner.gui.event_choice import EventChoice

        return EventChoice(self)

    @property
    def snapshot(self) -> "Snapshot":
        """The mission by value. LookupError where none is open."""
        if self.project is None:
            raise LookupError("no mission is open")
        return self.project.snapshot()

    @property
    def today(self) -> date:
        """The day on the clock, for "outdated" alone."""
        return datetime.now(UTC).date()

    @property
    def month(self) -> date:
        """The day that an empty calendar opens at: the last assessment's, else today."""
        return self.assessment.as_of if self.assessment is not None else self.today

    @property
    def gazetteer(self) -> "Gazetteer":
        """The named places of the mission as it is now. LookupError where none is open."""
        from pocplanner.analysis.gazetteer import Gazetteer

        if self._gazetteer is None or self._gazetteer.snapshot is not self.snapshot:
            self._gazetteer = Gazetteer(self.snapshot)
        return self._gazetteer

    @property
    def shown(self) -> "Snapshot":
        """The mission with what is proposed in it, so that everything assessed has a name."""
        snapshot = self.snapshot
        if self.assessment is None:
            return snapshot
        kept = self._over
        if kept is None or kept[0] is not snapshot or kept[1] is not self.assessment:
            over = self.assessment.over(snapshot)
            self._over = kept = (snapshot, self.assessment, over)
        return kept[2]

    def name(self, id: str) -> str:
        """What a person calls a record or an event; the id itself where there is none."""
        if self.project is None:
            return ""
        # What is proposed is looked for last: laying it over the mission takes its time.
        snapshot = self.snapshot
        record = snapshot.get(id)
        if record is not None and type(record).__name__ != "Threat":
            return name_of(self.words, record, snapshot)
        from pocplanner.model.assessment import Threat

        record = self.shown.get(id)
        if isinstance(record, Threat):
            return self.teller.threat(record)
        if record is not None:
            return name_of(self.words, record, self.shown)
        return event_name(self.words, self.snapshot, id) or id

    @property
    def teller(self) -> "Teller":
        """Says what the assessment found, in the window's language."""
        from pocplanner.analysis.telling import Teller

        return Teller(self.words, self.shown)

    def choices(self, ref: "Ref") -> list[tuple[str, str]]:
        """Ids and names of the records that a field may point to, by name."""
        from pocplanner.model.kinds import kind as kind_of

        if self.project is None:
            return []
        found: list[tuple[str, str]] = []
        snapshot = self.snapshot
        for name in ref.kinds:
            kind = kind_of(name)
            what = f" ({self.words.kind(kind)})" if len(ref.kinds) > 1 else ""
            for record in self.project.all(kind):
                found.append((record.id, name_of(self.words, record, snapshot) + what))
        return sorted(found, key=lambda pair: pair[1].casefold())

    def prefer(self, **changes: Any) -> None:
        """Change what the person prefers; the window stores it."""
        self.settings = self.settings.model_copy(update=changes)
        self.preferred.emit()

    # -- missions ----------------------------------------------------------------------

    def take(self, project: "Project") -> None:
        """Work at this mission from now on; the one before is closed."""
        self.leave(wait=False)
        self.project = project
        self._stop = project.listen(self._on_edit)
        self.opened.emit()
        self._timer.start(50)

    def leave(self, wait: bool = True) -> None:
        """Close the mission; everything is on the disk already.

        What only looks, looks at a copy by value: without `wait` it runs to the end of its step
        beside the window, and nobody hears of it.
        """
        self._timer.stop()
        for jobs in (self.jobs, self._quiet):
            if wait:
                jobs.close()
            else:
                jobs.leave()
        if self.project is not None:
            if self._stop is not None:
                self._stop()
            project, self.project, self.assessment = self.project, None, None
            self._over = self._gazetteer = None
            self.closed.emit()
            # Letting the file go waits for the disk; who opens it again waits for that.
            self.settle()
            self._closing = Thread(target=project.close, name="closing")
            self._closing.start()
        if wait:
            self.settle()
            wait_for_leaving()

    @property
    def settling(self) -> bool:
        """Whether the mission that was left has not let its file go yet."""
        return self._closing is not None

    def settle(self) -> None:
        """Wait until the mission that was left has let its file go."""
        if self._closing is not None:
            self._closing.join()
            self._closing = None

    # -- acts --------------------------------------------------------------------------

    def act(self, do: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Run a command on the mission; what a person can mend is told, not raised."""
        if self.project is None:
            return None
        try:
            return do(self.project, *given, **named)
        except Problem as problem:
            self.problem.emit(problem)
            return None

    def keep(self, record: "Record", label: str = "edit.record.change") -> bool:
        """Keep one record under its name; False where it was refused."""
        from pocplanner.analysis.alert_log.steps import closed_untold
        from pocplanner.commands import mission as acting
        from pocplanner.model.community import Alert
        from pocplanner.model.scan import scan_record

        if self.project is None:
            return False
        try:
            name = name_of(self.words, record, self.snapshot)
            acting.change(self.project, label, record, name=name)
        except Problem as problem:
            self.problem.emit(problem)
            return False
        if isinstance(record, Alert) and closed_untold(record):
            self.said.emit(self.words.text("people.log.owed"))
        found = scan_record(record)
        if found:
            what = self.words.text(f"scan.{found[0].found.kind}")
            text = self.words.text("scan.warning", found=found[0].found.text, what=what)
            self.said.emit(text)
        return True

    def remove(self, ids: Sequence[str]) -> None:
        """Take records out; undo brings them back."""
        from pocplanner.commands.mission import remove

        self.act(remove, *ids)

    def work(self, title: str, work: Work[Any], done: Callable[[Any], object]) -> bool:
        """Begin long work that only looks; False, with a word to the person, while another runs."""
        return self._started(self.jobs.start(self.words.text(title), work, done, lets_go=True))

    def work_here(self, title: str, work: Work[Any], done: Callable[[Any], object]) -> bool:
        """Begin long work that edits the mission."""
        return self._started(self.jobs.start_here(self.words.text(title), work, done))

    def _started(self, started: bool) -> bool:
        if not started:
            self.said.emit(self.words.text("gui.busy"))
        return started

    # -- what it hears -----------------------------------------------------------------

    def _on_edit(self, edit: "Edit") -> None:
        from pocplanner.commands.people.open_promises import taken_along
        from pocplanner.model.layout import MapLayer

        self.edited.emit(edit)
        if edit.undoes and (count := taken_along(edit)):
            self.said.emit(self.words.plural("people.promises_taken", count))
        if any(change.kind is not MapLayer for change in edit.changes):
            self._timer.start(_QUIET_MS)

    def _assess(self) -> None:
        if self.project is None:
            return
        if self._quiet.busy:
            self._stale = True
            return
        self._stale = False
        self._quiet.start("", _look(self.snapshot, self.today), self._on_assessed, lets_go=True)

    def _on_assessed(self, found: Any) -> None:
        if self.project is None:
            return
        self.assessment = found
        self.assessed.emit(found)
        if self._stale:
            self._timer.start(_QUIET_MS)


def _look(snapshot: "Snapshot", today: date) -> Work[Any]:
    """Assess; what that needs is loaded where the work is done, beside the window."""
    from pocplanner.commands.assessment import assess

    return (yield from assess(snapshot, today=today))
