"""The report page: choose a document and who it is for, see the real paper, export it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QSplitter, QVBoxLayout, QWidget

from pocplanner.commands import report, strategy
from pocplanner.gui.desk import Desk
from pocplanner.gui.jobs import Jobs
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.papers.choice_form import ChoiceForm
from pocplanner.gui.papers.export_dialog import ExportDialog
from pocplanner.gui.papers.issue_list import IssueList
from pocplanner.gui.papers.paper_making import (
    Choice,
    HeldBack,
    Leaving,
    Paper,
    count_held_back,
    make_paper,
    write_paper,
)
from pocplanner.gui.papers.paper_told import PaperTold
from pocplanner.gui.papers.paper_view import PaperView
from pocplanner.gui.plain import button, column, label, row
from pocplanner.model.edit import Edit
from pocplanner.model.exercise import Scenario
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Issue
from pocplanner.model.strategy import Section

_SUFFIX = ".pdf"


class ReportPage(TabPage):
    """From the mission to paper. What is shown is the file itself, made for its audience."""

    name = "report"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        self.paper: Paper | None = None
        self.held: dict[Audience, HeldBack] = {}
        self._held_of: object = None
        self._waiting = self._changed = False
        self._leaving: Leaving | None = None
        self._quiet = Jobs(self)
        self._quiet.problem.connect(desk.problem)
        self.form = ChoiceForm(self.words)
        self.form.changed.connect(self._on_choice)
        self.view = PaperView(self.words)
        self.told = PaperTold(desk)
        self.add_tab("paper", self._whole(), self.words.text("gui.report.tab.paper"))
        self.add_tab("issues", lambda: IssueList(desk), self.words.text("gui.report.tab.issues"))
        for keys, do in (("Ctrl+Return", self.preview), ("Ctrl+E", self.export)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(do)
        desk.opened.connect(self._on_open)
        desk.closed.connect(self._on_close)
        desk.edited.connect(self._on_edit)
        desk.jobs.started.connect(lambda _: self._tell())
        desk.jobs.finished.connect(self._tell)
        desk.jobs.problem.connect(lambda _: self._stay())
        self._on_open()

    @property
    def issues(self) -> IssueList:
        """What has left before, made now where nobody looked at it yet."""
        return self.part("issues", IssueList)

    def _whole(self) -> QWidget:
        text = self.words.text
        self.make_button = button(text("gui.report.preview"), "", text("gui.report.preview_hint"))
        self.make_button.clicked.connect(self.preview)
        self.export_button = button(text("gui.report.export"), "primary")
        self.export_button.clicked.connect(self.export)
        self.hint = label("", "hint", wrap=True)
        under = column(self.hint, row(self.make_button, self.export_button), margins=(2, 6, 10, 2))
        split = QSplitter(Qt.Orientation.Horizontal)
        for above, below, left in ((self.form, under, 0), (self.told, self.view, 6)):
            side = QWidget()
            inside = QVBoxLayout(side)
            inside.setContentsMargins(left, 0, 0, 0)
            inside.addWidget(above, int(above is self.form))
            inside.addWidget(below, int(below is self.view))
            split.addWidget(side)
        split.setStretchFactor(1, 1)
        split.setSizes([350, 700])
        split.setChildrenCollapsible(False)
        return split

    # -- what is chosen --------------------------------------------------------------------

    @property
    def choice(self) -> Choice:
        """What is wanted on paper."""
        return self.form.choice

    def show_tab(self, name: str) -> None:
        """`paper`, `issues`, a document by its name, or `scenario:<id>`."""
        document, _, scenario_id = name.partition(":")
        if document in strategy.DOCUMENTS:
            self.form.choose(document, scenario_id)
            name = "paper"
        super().show_tab(name)

    def show_record(self, id: str) -> bool:
        self.show_tab("issues")
        return self.issues.table.choose(id)

    def _title(self, choice: Choice) -> str:
        name = self.words.text(f"gui.report.document.{choice.document}")
        if choice.scenario_id:
            name = f"{name}: {self.desk.name(choice.scenario_id)}"
        return name

    def _on_choice(self) -> None:
        self.told.forget()
        if self.paper is not None and self.paper.choice != self.choice:
            self._drop_paper()
        self.form.tell(self.held)
        self._tell()

    def _tell(self) -> None:
        """Say what stands in the way, and let only be pressed what can be done."""
        text, project = self.words.text, self.desk.project
        why = ""
        if project is None:
            why = text("gui.report.no_mission")
        elif self.form.lacks_scenario:
            why = text("gui.report.no_scenario")
        busy = self.desk.jobs.busy
        self._waiting = self._waiting and busy
        refused = self.held.get(self.choice.audience, HeldBack()).refused
        able = not why and not busy and refused is None
        read_only = project is not None and project.read_only
        self.make_button.setEnabled(able)
        self.export_button.setEnabled(able and not read_only)
        stands = text("gui.report.read_only") if read_only else ""
        self.hint.setText(why or stands or self._drafted_hint())
        self.told.old.setVisible(self.paper is not None and self._changed)
        if self.paper is None:
            waiting = text("gui.report.making" if self._waiting else "gui.report.none")
            self.view.empty.setText(why or waiting)

    def _drafted_hint(self) -> str:
        """Whether anybody has looked at the text that is going to be printed."""
        choice = self.choice
        sections = strategy.sections_of(self.desk.snapshot, choice.document, choice.scenario_id)
        if not sections:
            return self.words.text("gui.report.not_drafted")
        paragraphs = [p for s in sections for p in s.paragraphs]
        return self.words.text(
            "gui.report.drafted", touched=sum(p.touched for p in paragraphs), of=len(paragraphs)
        )

    # -- the preview -----------------------------------------------------------------------

    def preview(self) -> None:
        """Make the real paper and show it."""
        if not self.make_button.isEnabled():
            return
        self.told.forget()
        self._drop_paper()
        self._waiting, self._changed = True, False
        work = make_paper(self.desk.snapshot, self.choice, self.desk.today)
        self.desk.work("gui.report.job.preview", work, self._show)

    def _show(self, paper: Paper) -> None:
        if self.desk.project is None or paper.choice != self.choice:
            return  # something else is chosen by now
        if self.view.show_paper(paper.content):
            self.paper = paper
        self._tell()

    def _drop_paper(self) -> None:
        self.paper = None
        self.view.clear(self.words.text("gui.report.none"))
        self.told.old.hide()

    # -- the export ------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for the name of the audience where it must be typed, for a path, then write."""
        if not self.export_button.isEnabled():
            return
        choice = self.choice
        held = self.held.get(choice.audience)
        if not ExportDialog(self, self.words, choice, self._title(choice), held).exec():
            return
        path = self._ask_path(choice)
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the chosen paper there, prove it, and log that it left."""
        self.told.forget()
        leaving = Leaving(path)
        work = write_paper(self.desk.snapshot, self.choice, path, self.desk.today)
        title = self.words.text("gui.report.job.export")
        if self.desk.jobs.start(title, work, self._on_written, self._stay):
            self._leaving = leaving

    def _stay(self) -> None:
        """Nothing is on its way out any more."""
        self._leaving = None

    def _ask_path(self, choice: Choice) -> Path | None:
        name = self.words.text(f"gui.report.file.{choice.document}") + f"-{choice.audience.value}"
        found, _ = QFileDialog.getSaveFileName(
            self,
            self.words.text("gui.report.where"),
            f"{name}-{choice.language}{_SUFFIX}",
            f"PDF (*{_SUFFIX})",
        )
        if not found:
            return None
        path = Path(found)
        return path if path.suffix.lower() == _SUFFIX else path.with_name(path.name + _SUFFIX)

    def _on_written(self, written: report.Written) -> None:
        leaving, self._leaving = self._leaving, None
        if self.desk.act(report.keep, written) is not None:
            self.told.written(written)
            return
        # What is not in the log has not left.
        if leaving is not None:
            leaving.take_back()
        self.told.not_logged(written.path.name)

    # -- what it hears ---------------------------------------------------------------------

    def shown(self) -> None:
        """Count what each audience does not get, where that is not known yet."""
        self._count()
        self._tell()

    def _count(self) -> None:
        project = self.desk.project
        if project is None or not self.isVisible() or self._quiet.busy:
            return
        snapshot = self.desk.snapshot
        if self._held_of is snapshot:
            return
        documents = [(d, "") for d in strategy.DOCUMENTS if d != "scenario"]
        documents += [("scenario", s.id) for s in project.all(Scenario)]

        def told(held: dict[Audience, HeldBack]) -> None:
            self.held, self._held_of = held, snapshot
            self.form.tell(held)
            self._tell()
            self._count()

        work = count_held_back(snapshot, documents, self.desk.today)
        self._quiet.start("", work, told, lets_go=True)

    def _list_scenarios(self) -> None:
        project = self.desk.project
        self.form.list_scenarios(project.all(Scenario) if project is not None else ())

    def _on_open(self) -> None:
        self._begin()
        self.form.begin(self.desk.settings.document_language)
        self._on_choice()

    def _on_close(self) -> None:
        self._quiet.leave()
        if self._leaving is not None:
            # The mission closed under it, so its line in the log was never written.
            self._leaving.take_back()
        self._begin()
        self._on_choice()

    def _begin(self) -> None:
        self.held, self._held_of, self._leaving = {}, None, None
        self._list_scenarios()
        self._drop_paper()

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Scenario):
            self._list_scenarios()
        if not all(isinstance(c.record, Issue) for c in edit.changes):
            self._changed = True
            self._count()
        if edit.touches(Scenario, Section):
            self._on_choice()
        else:
            self._tell()

    def close_page(self) -> None:
        self._quiet.close()
        self._drop_paper()
