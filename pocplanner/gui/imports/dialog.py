"""Takes files in: looks first, shows what was found, keeps what the person agrees to."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pocplanner.commands import duplicates, imports
from pocplanner.formats.planning import Wish
from pocplanner.formats.profiles import ColumnMapping, from_mapping, remember
from pocplanner.formats.reading import RawRow, Reading, Refused
from pocplanner.formats.remembered import forget
from pocplanner.gui.desk import Desk
from pocplanner.gui.imports.choices import Choices, ChoicesForm
from pocplanner.gui.imports.columns import names_in, slug
from pocplanner.gui.imports.outcome import Outcome
from pocplanner.gui.imports.reading_tabs import ReadingTabs
from pocplanner.gui.jobs import Jobs
from pocplanner.gui.plain import button, label, row
from pocplanner.model.events import Series
from pocplanner.progress import Progress, Work
from pocplanner.settings import folder
from pocplanner.words import Problem

#: Of files larger than this the first rows are shown before the rest is read.
_LARGE = 8 << 20


def import_next(window: QWidget, desk: Desk, paths: list[Path]) -> "ImportDialog":
    """Show the files one after the other; nothing is kept until the person says so."""
    dialog = ImportDialog(window, desk, paths)
    dialog.open()
    return dialog


def _room(dialog: QDialog) -> tuple[int, int]:
    """As wide as twenty rows and a map ask for, and no more than the screen has."""
    screen = dialog.screen().availableGeometry()
    return min(1220, screen.width() - 60), min(720, screen.height() - 60)


def _kind_for(problem: Problem) -> str:
    """What a person is most likely to map a file to that is not known."""
    return "communities" if problem.key == "import_form_export" else "events"


def _is_large(path: Path) -> bool:
    """Whether reading all of a file takes long enough to show its first rows before."""
    try:
        return path.stat().st_size > _LARGE
    except OSError:
        return False


def _looked(
    look: Callable[[int], Work[Reading]], told: Callable[[Reading], object] | None
) -> Work[Reading | Problem]:
    """Look, and hand back what a person can mend instead of raising it.

    Where somebody wants to be told, the first rows come before the whole.
    """
    try:
        if told is not None:
            told((yield from look(imports.FIRST)))
        return (yield from look(0))
    except Problem as problem:
        return problem


class ImportDialog(QDialog):
    """One file at a time: found out, shown, kept or skipped."""

    _previewed = Signal(int, object)

    def __init__(self, window: QWidget, desk: Desk, paths: list[Path]) -> None:
        super().__init__(window)
        self._desk, self._words = desk, desk.words
        self._paths, self._at = paths, 0
        self.reading: Reading | None = None
        self.kept: imports.Kept | None = None
        self._turn = 0
        self._previewed.connect(self._on_previewed)
        self._profiles = folder() / "profiles"
        self.jobs = Jobs(self)
        self.jobs.progressed.connect(self._on_progress)
        self.jobs.problem.connect(self._on_problem)
        self.setWindowTitle(self._words.text("gui.act.import"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(*_room(self))
        self._build()
        self.finished.connect(self.deleteLater)
        desk.closed.connect(self.reject)
        self._look()

    # -- what it is made of ----------------------------------------------------------------

    def _build(self) -> None:
        text = self._words.text
        self.title = label("", "section", wrap=True)
        self.summary = label("", "", wrap=True)
        self.trouble = label("", "refused", wrap=True)
        self.choices = ChoicesForm(self._words, self._profiles)
        self.choices.changed.connect(self._look)
        self.repair = button("")
        self.repair.clicked.connect(self._mend)
        self._override = ("", "")
        self.memory = label("", "hint", wrap=True)
        self.as_found = button(text("imports.gui.read_as_found"))
        self.as_found.clicked.connect(self._read_as_found)
        self.forget = button(text("imports.gui.forget"))
        self.forget.clicked.connect(self._forget)
        self._memory = row(self.memory, self.as_found, self.forget)
        self.again = QCheckBox(text("imports.gui.remember"))
        self.again.setToolTip(text("imports.gui.remember_hint"))
        self.again.setAccessibleDescription(text("imports.gui.remember_hint"))
        self._fresh = False
        self.wish = Wish()
        self.tabs = ReadingTabs(self._desk)
        self.rows, self.map, self.fixing = self.tabs.rows, self.tabs.map, self.tabs.fixing
        self.refused, self.columns = self.fixing.table, self.tabs.columns
        self.fixing.mended.connect(self._look)
        self.columns.remember.setText(slug(self.path.stem))
        self.columns.mapped.connect(self._map)
        self.outcome = Outcome(self._desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tabs)
        self.stack.addWidget(self.outcome)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.stop_button = button(text("gui.cancel"))
        self.stop_button.clicked.connect(self.jobs.cancel)
        self.keep_button = button(text("gui.import.keep"), "primary")
        self.keep_button.clicked.connect(self.keep)
        self.skip_button = button(text("gui.import.skip"))
        self.skip_button.clicked.connect(self.skip)
        self.close_button = button(text("gui.import.close"))
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        for widget in (self.title, self.choices, self._memory, self.summary, self.trouble):
            layout.addWidget(widget)
        layout.addWidget(row(self.repair))
        layout.addWidget(self.stack, 1)
        layout.addWidget(
            row(self.keep_button, self.skip_button, self.again, self.bar, self.stop_button,
                last=self.close_button)
        )  # fmt: skip

    @property
    def path(self) -> Path:
        """The file that is shown."""
        return self._paths[self._at]

    # -- looking ---------------------------------------------------------------------------

    def _look(self) -> None:
        if self._desk.project is None:
            return
        self.jobs.leave()
        self.reading = self.kept = None
        at = self._words.text("gui.import.of", at=self._at + 1, of=len(self._paths))
        self.title.setText(f"{self.path.name}   {at}" if len(self._paths) > 1 else self.path.name)
        self.trouble.hide()
        self.repair.hide()
        self.choices.setEnabled(True)
        self.stack.setCurrentWidget(self.tabs)
        self.summary.setText(self._words.text("gui.import.reading"))
        chosen: Choices = self.choices.choices()
        self.again.setChecked(self.choices.set_by_hand())
        self.again.hide()
        self._memory.hide()
        wish = self.wish = Wish(
            kind=chosen.kind,
            profile=chosen.profile,
            mapping=chosen.mapping,
            overrides=chosen.overrides,
            mends=self.fixing.mends(),
            folder=self._profiles,
            fresh=self._fresh,
        )
        snapshot, language = self._desk.snapshot, self._words.language
        self._turn += 1
        work = _looked(
            partial(imports.look_as, snapshot, self.path, wish, language),
            partial(self._previewed.emit, self._turn) if _is_large(self.path) else None,
        )
        self._busy(True)
        self.jobs.start("", work, self._on_looked, self._on_stopped, lets_go=True)

    def _on_previewed(self, turn: int, found: Reading) -> None:
        """The first rows of a large file, while the rest is still being read."""
        if turn != self._turn or self.reading is not None:
            return
        self.choices.tell(found.found)
        self.tabs.show_first(found)
        self.summary.setText(self._words.text("gui.import.reading_rest"))

    def _busy(self, on: bool) -> None:
        for widget in (self.bar, self.stop_button):
            widget.setVisible(on)
        self.keep_button.setEnabled(not on and self.reading is not None)
        self.skip_button.setEnabled(not on)

    def _on_progress(self, step: Progress) -> None:
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)

    def _on_problem(self, problem: Problem) -> None:
        self._busy(False)
        self.trouble.setText(self._words.problem(problem))
        self.trouble.show()

    def _on_stopped(self) -> None:
        self._busy(False)
        self.summary.setText(self._words.text("gui.import.stopped"))

    def _on_looked(self, found: Reading | Problem) -> None:
        if isinstance(found, Problem):
            self._show_problem(found)
            return
        self.reading = found
        self._busy(False)
        self.choices.tell(found.found)
        self._tell_memory(found)
        counts = found.counts
        said = [
            self._words.text(
                "gui.import.summary", rows=counts.rows, kept=counts.kept, refused=counts.refused
            )
        ]
        if counts.not_on_map:
            said.append(self._words.text("gui.import.not_on_map", count=counts.not_on_map))
        if found.first_day:
            said.append(
                self._words.text("gui.import.days", first=found.first_day, last=found.last_day)
            )
        self.summary.setText(" ".join(said))
        self.tabs.show_reading(found)
        self._offer_repair(found.refused)
        self.keep_button.setEnabled(counts.kept > 0)
        self.keep_button.setFocus()

    def _tell_memory(self, found: Reading) -> None:
        """Say what was read as it was remembered, and offer to remember what was set now."""
        self.again.setVisible(bool(found.found.head_print))
        named = [n for n in found.found.remembered if n not in ("kind", "profile")]
        if not found.found.remembered:
            return
        said = [self._words.text(f"imports.gui.of.{n}") for n in named or ("kind",)]
        text = self._words.text("imports.gui.remembered", what=", ".join(dict.fromkeys(said)))
        self.memory.setText(text)
        self._memory.show()

    def _read_as_found(self) -> None:
        """Read the file as if nothing was remembered of it; what is remembered stays."""
        self._fresh = True
        self._look()

    def _forget(self) -> None:
        """Remember nothing of files with this head any more."""
        if self.reading is None:
            return
        try:
            forget(self._profiles, self.reading.found.head_print)
        except Problem as problem:
            self._on_problem(problem)
            return
        self._read_as_found()

    def _show_problem(self, problem: Problem) -> None:
        self._busy(False)
        self.summary.setText("")
        self.trouble.setText(
            self._words.problem(Problem(problem.key, **{"file": self.path.name, **problem.facts}))
        )
        self.trouble.show()
        raw: Sequence[RawRow] = problem.facts.get("raw", ())
        self.tabs.clear_all(raw)
        self.choices.offer_sheets(problem.facts.get("sheets", ()))
        if "read_as" in problem.facts:
            self.choices.tell(problem.facts["read_as"])
        names = names_in(raw, int(self.choices.value("header_row") or 0))
        if names and "columns" in problem.facts:
            self.columns.show_columns(
                self.choices.value("kind") or _kind_for(problem), {}, names, ()
            )
            self.tabs.setCurrentWidget(self.columns)

    def _offer_repair(self, refused: tuple[Refused, ...]) -> None:
        """The repair for the whole file that would mend most of the refused rows."""
        repairs = Counter(
            (r.repair.override, r.repair.value)
            for r in refused
            if r.repair is not None and r.repair.override
        )
        known = [pair for pair, _ in repairs.most_common(1)]
        self.repair.setVisible(bool(known))
        if known:
            self._override = known[0]
            title = self._words.text(f"gui.import.choice.{known[0][0]}")
            self.repair.setText(
                self._words.text(
                    "gui.import.repair", what=title, value=self.choices.text_of(*known[0])
                )
            )

    def _mend(self) -> None:
        self.choices.set_value(*self._override)

    def _map(self, mapping: ColumnMapping, name: str) -> None:
        if not mapping.columns:
            self._on_problem(Problem("import_map_nothing"))
            return
        if name:
            try:
                made = from_mapping(mapping)
                remember(made.model_copy(update={"name": name}), self._profiles)
            except Problem as problem:
                self._on_problem(problem)
                return
        self.choices.mapping = mapping
        self._look()

    # -- keeping ---------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what was read, as one act that one undo takes back."""
        if self.reading is None or self._desk.project is None or self.jobs.busy:
            return
        if self.again.isChecked():
            try:
                imports.remember(self.reading, self.wish, self._profiles)
            except Problem as problem:
                self._on_problem(problem)
                return
        work = imports.keep(self._desk.project, self.reading)
        self._busy(True)
        self.again.hide()
        self.keep_button.setEnabled(False)
        self.choices.setEnabled(False)
        self.summary.setText(self._words.text("gui.import.keeping"))
        self.jobs.start_here("", work, self._on_kept, self._on_stopped)

    def _on_kept(self, kept: Any) -> None:
        self.kept = kept
        self._busy(False)
        words, last = self._words, self._at + 1 >= len(self._paths)
        self.keep_button.setEnabled(False)
        self.skip_button.setText(words.text("gui.import.done" if last else "gui.import.next"))
        self.skip_button.setFocus()
        said = words.text("gui.import.kept", new=kept.new, changed=kept.changed, same=kept.same)
        self.summary.setText("")
        self.outcome.show_kept(kept, said)
        self.stack.setCurrentWidget(self.outcome)
        self._desk.said.emit(said)
        events = self.reading is not None and self.reading.kind == "events"
        if events and len(self._desk.snapshot.all(Series)) > 1:
            self.outcome.searching()
            look = duplicates.look(self._desk.snapshot, kept.source_id)
            self.jobs.start("", look, self.outcome.show_twins)

    def skip(self) -> None:
        """Go on to the next file; after the last one the dialog closes."""
        if self.jobs.busy:
            return
        if self._at + 1 >= len(self._paths):
            self.accept()
            return
        self._at += 1
        self.skip_button.setText(self._words.text("gui.import.skip"))
        self.choices.clear_all()
        self._fresh = False
        self.fixing.forget()
        self.columns.remember.setText(slug(self.path.stem))
        self._look()

    def done(self, result: int) -> None:
        self.jobs.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.close()
        super().closeEvent(event)
