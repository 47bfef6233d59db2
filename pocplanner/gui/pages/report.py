"""The report page: choose a document and who it is for, see the real paper, export it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pocplanner.commands import report, strategy
from pocplanner.gui.audience_list import SAFEST, AudienceList
from pocplanner.gui.desk import Desk
from pocplanner.gui.export_dialog import ExportDialog
from pocplanner.gui.issue_list import IssueList
from pocplanner.gui.jobs import Jobs
from pocplanner.gui.links import Links
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.paper_making import (
    Choice,
    HeldBack,
    Paper,
    count_held_back,
    make_paper,
    write_paper,
)
from pocplanner.gui.paper_view import PaperView
from pocplanner.gui.plain import Scroll, button, column, label, row
from pocplanner.model.edit import Edit
from pocplanner.model.exercise import Scenario
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Issue
from pocplanner.model.strategy import Section
from pocplanner.words import LANGUAGES

_SUFFIX = ".pdf"
_PAGES = ("a4", "letter")


class ReportPage(TabPage):
    """From the mission to paper. What is shown is the file itself, made for its audience."""

    name = "report"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        self.paper: Paper | None = None
        self._held: dict[Audience, HeldBack] = {}
        self._held_of: object = None
        self._waiting = self._changed = False
        self._quiet = Jobs(self)
        self._quiet.problem.connect(desk.problem)
        self.view = PaperView(self.words)
        self.issues = IssueList(desk)
        self.add_tab("paper", self._whole(), self.words.text("gui.report.tab.paper"))
        self.add_tab("issues", self.issues, self.words.text("gui.report.tab.issues"))
        for keys, do in (("Ctrl+Return", self.preview), ("Ctrl+E", self.export)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(do)
        desk.opened.connect(self._on_open)
        desk.closed.connect(self._on_close)
        desk.edited.connect(self._on_edit)
        desk.jobs.started.connect(lambda _: self._tell())
        desk.jobs.finished.connect(self._tell)
        self._on_open()

    # -- what it is made of ----------------------------------------------------------------

    def _whole(self) -> QWidget:
        text = self.words.text
        self.document, self.scenario = QComboBox(), QComboBox()
        for name in strategy.DOCUMENTS:
            self.document.addItem(text(f"gui.report.document.{name}"), name)
        self.language, self.paper_size = QComboBox(), QComboBox()
        for code in LANGUAGES:
            self.language.addItem(text(f"gui.language.{code}"), code)
        for size in _PAGES:
            self.paper_size.addItem(text(f"gui.report.size.{size}"), size)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key, box in (
            ("what", self.document),
            ("scenario", self.scenario),
            ("language", self.language),
            ("sheet", self.paper_size),
        ):
            name = text(f"gui.report.{key}")
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.currentIndexChanged.connect(lambda _: self._on_choice())
            form.addRow(label(name), box)
        chosen = QWidget()
        chosen.setLayout(form)
        self._form = form
        self.audiences = AudienceList(self.words)
        self.audiences.changed.connect(lambda _: self._on_choice())
        self.make_button = button(text("gui.report.preview"), "", text("gui.report.preview_hint"))
        self.make_button.clicked.connect(self.preview)
        self.export_button = button(text("gui.report.export"), "primary")
        self.export_button.clicked.connect(self.export)
        self.hint = label("", "hint", wrap=True)
        self.old = label(text("gui.report.old"), "warning", wrap=True)
        self.result = label("", "warning", wrap=True)
        self.expired = Links(self.desk)
        self._expired_head = label(text("gui.report.expired_head"), "hint", wrap=True)
        side = Scroll((2, 6, 10, 6))
        side.fill(
            [
                chosen,
                label(text("gui.report.for_whom"), "section"),
                label(text("gui.report.preselected"), "hint", wrap=True),
                self.audiences,
            ]
        )
        side.setMinimumWidth(300)
        under = column(self.hint, row(self.make_button, self.export_button), margins=(2, 6, 10, 2))
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(side, 1)
        inside.addWidget(under)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._paper_side())
        split.setStretchFactor(1, 1)
        split.setSizes([350, 700])
        split.setChildrenCollapsible(False)
        return split

    def _paper_side(self) -> QWidget:
        """The pages, and above them what is to be said of them."""
        self._expired_names = Scroll((4, 0, 4, 0))
        self._expired_names.fill([self.expired])
        self._expired_names.setMaximumHeight(76)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(6, 0, 0, 0)
        for part in (self.old, self.result, self._expired_head, self._expired_names):
            part.hide()
            inside.addWidget(part)
        inside.addWidget(self.view, 1)
        return holder

    # -- what is chosen --------------------------------------------------------------------

    @property
    def choice(self) -> Choice:
        """What is wanted on paper."""
        document = str(self.document.currentData())
        return Choice(
            document=document,
            audience=self.audiences.audience,
            language=str(self.language.currentData()),
            page=self.paper_size.currentData(),
            scenario_id=str(self.scenario.currentData() or "") if document == "scenario" else "",
        )

    def choose(self, document: str, scenario_id: str = "") -> None:
        """Choose a document, and which scenario."""
        self.document.setCurrentIndex(max(self.document.findData(document), 0))
        if scenario_id:
            self.scenario.setCurrentIndex(max(self.scenario.findData(scenario_id), 0))

    def show_tab(self, name: str) -> None:
        """`paper`, `issues`, a document by its name, or `scenario:<id>`."""
        document, _, scenario_id = name.partition(":")
        if document in strategy.DOCUMENTS:
            self.choose(document, scenario_id)
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
        self.result.hide()
        self._show_expired(())
        if self.paper is not None and self.paper.choice != self.choice:
            self._drop_paper()
        self.audiences.tell(self._held, self.choice)
        self._tell()

    def _tell(self) -> None:
        """Say what stands in the way, and let only be pressed what can be done."""
        text, project = self.words.text, self.desk.project
        is_scenario = self.document.currentData() == "scenario"
        self._form.setRowVisible(self.scenario, is_scenario)
        why = ""
        if project is None:
            why = text("gui.report.no_mission")
        elif is_scenario and not self.scenario.currentData():
            why = text("gui.report.no_scenario")
        busy = self.desk.jobs.busy
        refused = self._held.get(self.audiences.audience, HeldBack()).refused
        able = not why and not busy and refused is None
        self.make_button.setEnabled(able)
        read_only = project is not None and project.read_only
        self.export_button.setEnabled(able and not read_only)
        hint = why or (text("gui.report.read_only") if read_only else "")
        self.hint.setText(hint or self._drafted_hint())
        self.hint.setVisible(bool(self.hint.text()))
        self.old.setVisible(self.paper is not None and self._changed)
        if self.paper is None:
            self.view.empty.setText(
                text("gui.report.making")
                if self._waiting and busy
                else why or text("gui.report.none")
            )
        if not busy:
            self._waiting = False

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
        self.result.hide()
        self._drop_paper()
        self._waiting = True
        self._changed = False
        work = make_paper(self.desk.snapshot, self.choice, self.desk.today)
        self.desk.work("gui.report.job.preview", work, self._show)

    def _show(self, paper: Paper) -> None:
        self._waiting = False
        if self.desk.project is None or paper.choice != self.choice:
            return  # something else is chosen by now
        if self.view.show_paper(paper.content):
            self.paper = paper
        self._tell()

    def _drop_paper(self) -> None:
        self.paper = None
        self.view.clear(self.words.text("gui.report.none"))
        self.old.hide()

    # -- the export ------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for the name of the audience where it must be typed, for a path, then write."""
        if not self.export_button.isEnabled():
            return
        choice = self.choice
        held = self._held.get(choice.audience)
        if not ExportDialog(self, self.words, choice, self._title(choice), held).exec():
            return
        path = self._ask_path(choice)
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the chosen paper there, prove it, and log that it left."""
        work = write_paper(self.desk.snapshot, self.choice, path, self.desk.today)
        self.desk.work("gui.report.job.export", work, self._on_written)

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
        if self.desk.act(report.keep, written) is None:
            # What is not in the log has not left.
            written.path.unlink(missing_ok=True)
            self._say("refused", self.words.text("gui.report.not_logged", file=written.path.name))
            return
        words = self.words
        parts = [
            words.text(
                "gui.report.written",
                file=written.path.name,
                pages=written.pages,
                audience=words.term("audience", written.audience.value),
                language=words.text(f"gui.language.{written.language}"),
            ),
            words.plural("gui.report.left_out", written.held_back),
        ]
        if written.texts_left_out:
            parts.append(words.plural("gui.report.texts_left_out", written.texts_left_out))
        if written.expired:
            parts.append(words.plural("gui.report.expired", len(written.expired)))
        parts += [remark.text(words) for remark in written.remarks]
        self._say("good", " ".join(parts))
        self._show_expired(written.expired)

    def _say(self, name: str, text: str) -> None:
        self.result.setObjectName(name)
        self.result.style().polish(self.result)
        self.result.setText(text)
        self.result.show()

    def _show_expired(self, ids: tuple[str, ...]) -> None:
        self.expired.show_refs(ids)
        self._expired_names.setVisible(bool(ids))
        self._expired_head.setVisible(bool(ids))

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
            self._held, self._held_of = held, snapshot
            self.audiences.tell(held, self.choice)
            self._tell()
            self._count()

        self._quiet.start("", count_held_back(snapshot, documents, self.desk.today), told)

    def _list_scenarios(self) -> None:
        project, kept = self.desk.project, self.scenario.currentData()
        found = project.all(Scenario) if project is not None else ()
        self.scenario.blockSignals(True)
        self.scenario.clear()
        for scenario in found:
            self.scenario.addItem(scenario.title, scenario.id)
        self.scenario.setCurrentIndex(max(self.scenario.findData(kept), 0) if found else -1)
        self.scenario.blockSignals(False)

    def _on_open(self) -> None:
        self._drop_paper()
        self._held, self._held_of = {}, None
        self._list_scenarios()
        self.language.setCurrentIndex(self.language.findData(self.desk.settings.document_language))
        self.audiences.choose(SAFEST)
        self._on_choice()

    def _on_close(self) -> None:
        self._quiet.close()
        self._held, self._held_of = {}, None
        self._list_scenarios()
        self._drop_paper()
        self._on_choice()

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
