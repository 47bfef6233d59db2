"""Missions come and go: made, opened, copied, sealed anew; and workbooks are handed out."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from pocplanner.gui import dialogs
from pocplanner.gui.beside import beside
from pocplanner.gui.desk import Desk
from pocplanner.gui.warming import mission_needs, waiting
from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.project import Project
    from pocplanner.store.keys import Tries


class Missions:
    """Asks what is needed and hands the mission to the desk; `remember` hears what was opened."""

    def __init__(
        self, window: QWidget, desk: Desk, remember: "Callable[[Project], object]"
    ) -> None:
        self._window, self._desk, self._words = window, desk, desk.words
        self._remember = remember
        self._opening = False

    def new_mission(self) -> None:
        """Ask for a name and a place, and make a mission."""
        from pocplanner.commands import mission as acting

        asked = dialogs.NewMissionDialog(self._window, self._words)
        if not asked.exec():
            return
        path = self._ask_save_path("gui.new.where", asked.name.text().strip() + acting.SUFFIX)
        if path is None:
            return
        try:
            name, passphrase = asked.name.text(), asked.passphrase
            self._took(beside(partial(acting.create, path, name, passphrase, self.author)))
        except Problem as problem:
            self._desk.problem.emit(problem)

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        found, _ = QFileDialog.getOpenFileName(
            self._window, self._words.text("gui.act.open"), "", self._kinds()
        )
        if found:
            self.open_path(Path(found))

    def open_path(self, path: Path) -> bool:
        """Open a mission, asking for its passphrase as often as it takes."""
        if self._desk.project is not None and self._desk.project.path.absolute() == path.absolute():
            return True
        if self._opening:
            return False
        self._opening = True
        try:
            with waiting():
                project = self._read(path)
        finally:
            self._opening = False
            self._desk.said.emit("")
        if project is None:
            return False
        self._took(project)
        return True

    def _read(self, path: Path) -> "Project | None":
        """The mission of a file, read beside the window; nothing where it stays closed."""
        from pocplanner.store import header

        if self._desk.settling:  # it may be the very file that is just being closed
            beside(self._desk.settle)
        again = ""
        while True:
            given = ""
            try:
                if header.look(path) is header.FileState.SEALED:
                    asked = dialogs.PassphraseDialog(self._window, self._words, path.name, again)
                    given = asked.passphrase()
                    if not given:
                        return None
                self._desk.said.emit(self._words.text("gui.opening", name=path.name))
                project = beside(partial(self._open, path, given))
            except Problem as problem:
                if problem.key == "open.wrong_key" and given:
                    self._tries.failed()
                    self._wait()
                    again = self._words.problem(problem)
                    continue
                self._desk.problem.emit(problem)
                return None
            if given:
                self._tries.passed()
            return project

    def _open(self, path: Path, passphrase: str) -> "Project":
        """A mission with all that its first page reads; for a thread beside the window."""
        mission_needs()
        from pocplanner.commands import mission as acting

        project = acting.open_mission(path, lambda: passphrase, self.author)
        try:
            project.snapshot()
        except BaseException:
            project.close()
            raise
        return project

    @cached_property
    def _tries(self) -> "Tries":
        from pocplanner.store.keys import Tries

        return Tries()

    def _wait(self) -> None:
        """Sit out the delay that grows with wrong passphrases, without freezing."""
        wait = self._tries.wait_s
        if wait > 0:
            loop = QEventLoop()
            QTimer.singleShot(int(wait * 1000), loop.quit)
            loop.exec()

    def open_example(self) -> None:
        """Make the example mission in a folder of the person's choice and open it."""
        from pocplanner.commands import mission as acting

        path = self._ask_save_path("gui.example.where", "example" + acting.SUFFIX)
        if path is not None:
            self.make_example(path)

    def make_example(self, path: Path) -> None:
        """Make the example mission and open it; one that is there is opened as it stands."""
        from pocplanner.commands.sample import make_sample

        if path.exists():
            self.open_path(path)
            return
        work = make_sample(path, self.author)
        self._desk.jobs.start(self._words.text("gui.example.making"), work, self._took)

    def _took(self, project: "Project") -> None:
        self._remember(project)
        self._desk.take(project)

    @property
    def author(self) -> str:
        """The role under which acts stand in the log."""
        from pocplanner.commands import mission as acting

        return self._desk.settings.author or acting.DEFAULT_AUTHOR

    def _ask_save_path(self, key: str, name: str) -> Path | None:
        from pocplanner.commands import mission as acting

        found, _ = QFileDialog.getSaveFileName(
            self._window, self._words.text(key), name, self._kinds()
        )
        if not found:
            return None
        path = Path(found)
        return path if path.suffix else path.with_suffix(acting.SUFFIX)

    def _kinds(self) -> str:
        from pocplanner.commands import mission as acting

        return f"{self._words.text('gui.file_kind')} (*{acting.SUFFIX})"

    def ask_copy(self) -> None:
        """Write a whole copy elsewhere."""
        from pocplanner.commands import mission as acting

        project = self._desk.project
        if project is None:
            return
        path = self._ask_save_path("gui.act.copy", f"{project.path.stem} copy{acting.SUFFIX}")
        if path is None:
            return
        try:
            beside(partial(project.copy, path))
        except Problem as problem:
            self._desk.problem.emit(problem)
        else:
            self._desk.said.emit(self._words.text("cli.copied", file=path.name))

    def ask_template(self) -> None:
        """Write an empty workbook to be filled in where the people are."""
        from pocplanner.formats.sheets.kinds import SHEETS
        from pocplanner.formats.workbook import template

        asked = dialogs.TemplateDialog(self._window, self._words, tuple(SHEETS))
        if not asked.exec():
            return
        kind, language = asked.kind.currentData(), asked.language.currentData()
        title = self._words.text("gui.act.template")
        found, _ = QFileDialog.getSaveFileName(
            self._window, title, f"{kind}-{language}.xlsx", "(*.xlsx)"
        )
        if not found:
            return
        path = Path(found)
        path = path if path.suffix else path.with_suffix(".xlsx")
        try:
            template(kind, path, language)
        except Problem as problem:
            self._desk.problem.emit(problem)
        else:
            self._desk.said.emit(self._words.text("cli.template", file=path.name))

    def ask_new_passphrase(self) -> None:
        """Seal the mission with another passphrase."""
        project = self._desk.project
        if project is None:
            return
        if not project.sealed:
            self._desk.problem.emit(Problem("passphrase.open"))
            return
        asked = dialogs.NewPassphraseDialog(self._window, self._words)
        if asked.exec():
            self._desk.act(lambda p: p.change_passphrase(asked.first.text()))
