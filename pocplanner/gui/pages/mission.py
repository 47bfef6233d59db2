"""The mission page: what there is, what to do next, the frame, the sources, the log."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from pocplanner.gui.desk import Desk
from pocplanner.gui.forms.form import Form, as_record
from pocplanner.gui.pages.overview import Overview
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.papers.check_pane import CheckPane
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.gui.tables.table import Column, Table
from pocplanner.model.edit import Edit
from pocplanner.model.mission import Assumption, Mission, Source, Term
from pocplanner.store.log import LogEntry


@dataclass(frozen=True)
class _Act:
    """A row of the log with an id, as tables want it."""

    id: str
    entry: LogEntry


@dataclass(frozen=True)
class _Asked:
    """An open question with an id."""

    id: str
    question: Any


class MissionPage(TabPage):
    """The frame that every document stands in."""

    name = "mission"

    def __init__(self, desk: Desk, window: object = None) -> None:
        super().__init__(desk)
        words = self.words
        self.add_tab("overview", lambda: Overview(desk))
        self.add_tab("mission", self._form)
        self.add_records(
            Source,
            partial(
                RecordsPane,
                desk,
                Source,
                ("name", "kind"),
                more=(
                    Column(words.text("gui.mission.grade"), self._grade, lambda s: s.grade),
                    Column(
                        words.label(Source, "obtained_on"),
                        lambda s: s.obtained_on.isoformat() if s.obtained_on else "",
                    ),
                ),
                empty=words.text("gui.mission.no_sources"),
            ),
        )
        self.add_tab("questions", self._questions)
        for kind, fields, empty in (
            (Assumption, ("key", "value", "reason"), "gui.mission.no_assumptions"),
            (Term, ("vocabulary", "code"), "gui.mission.no_terms"),
        ):
            self.add_records(
                kind, partial(RecordsPane, desk, kind, fields, empty=words.text(empty))
            )
        self.add_tab("check", lambda: CheckPane(desk))
        self.add_tab("log", self._log)
        self.tabs.currentChanged.connect(lambda _: self._list_log())
        desk.opened.connect(self._refresh)
        desk.edited.connect(self._on_edit)
        desk.assessed.connect(self._ask)
        desk.closed.connect(self._forget)

    @property
    def overview(self) -> Overview:
        """What there is and what to do next."""
        return self.part("overview", Overview)

    @property
    def form(self) -> Form:
        """The frame of the mission."""
        return self.part("mission", Form)

    @property
    def questions(self) -> Table:
        """What is not known yet."""
        return self.part("questions", Table)

    @property
    def check(self) -> CheckPane:
        """Whether the file is whole."""
        return self.part("check", CheckPane)

    @property
    def log(self) -> Table:
        """The acts, the last first."""
        return self.part("log", Table)

    def _form(self) -> Form:
        desk = self.desk
        form = Form(
            self.words,
            Mission,
            desk.choices,
            ("name", "short_name", "country", "exercise", "mandate", "lifecycle", "seasons"),
            month=lambda: desk.month,
        )
        form.at_desk(desk)
        form.saved.connect(lambda made: desk.keep(as_record(made), "edit.mission.change"))
        if desk.project is not None:
            form.show_part(desk.project.mission)
        return form

    def _questions(self) -> Table:
        words, desk = self.words, self.desk
        made = Table(
            words,
            (
                Column(words.text("gui.mission.question"), lambda q: desk.teller.text(q.question)),
                Column(words.text("gui.mission.place"), lambda q: self._place(q.question)),
                Column(words.text("gui.mission.who"), lambda q: desk.teller.who(q.question.who)),
            ),
            words.text("gui.mission.no_questions"),
            widths=(560, 150, 260),
        )
        made.opened.connect(self._open_question)
        made.set_rows(self._asked())
        return made

    def _log(self) -> Table:
        words = self.words
        return Table(
            words,
            (
                Column(words.text("gui.log.number"), lambda a: str(a.entry.number), _number),
                Column(words.text("gui.log.at"), lambda a: f"{a.entry.at:%Y-%m-%d %H:%MZ}"),
                Column(words.text("gui.log.who"), lambda a: a.entry.author),
                Column(words.text("gui.log.what"), self._said),
            ),
            words.text("gui.log.empty"),
            widths=(60, 150, 160, 500),
        )

    def _refresh(self) -> None:
        project = self.desk.project
        if project is None:
            return
        if self.has_made("mission"):
            self.form.show_part(project.mission)
        self._list_log()
        self._ask()

    def _forget(self) -> None:
        for name in filter(self.has_made, ("log", "questions")):
            self.part(name, Table).set_rows([])

    def _on_edit(self, edit: Edit) -> None:
        project = self.desk.project
        if project is None:
            return
        if edit.touches(Mission) and self.has_made("mission") and not self.form.touched:
            self.form.show_part(project.mission)
        self._list_log()

    def shown(self) -> None:
        self._list_log()

    def _list_log(self) -> None:
        """List the acts, the last first; out of sight they wait until somebody looks."""
        if self.desk.project is not None and self.has_made("log") and self.log.isVisible():
            entries = reversed(self.desk.project.log())
            self.log.set_rows([_Act(str(e.number), e) for e in entries])

    def _asked(self) -> list[_Asked]:
        found = self.desk.assessment
        asked = sorted(found.questions, key=lambda q: -q.weight) if found is not None else []
        return [_Asked(str(i), q) for i, q in enumerate(asked)]

    def _ask(self) -> None:
        if self.desk.assessment is not None and self.has_made("questions"):
            self.questions.set_rows(self._asked())

    def _place(self, question: Any) -> str:
        return self.desk.name(question.place_id) if question.place_id else ""

    def _open_question(self, id: str) -> None:
        question = self.desk.assessment.questions if self.desk.assessment else ()
        row = next((r for r in self.questions.model.rows if r.id == id), None)
        if row is not None and question:
            refs = (*row.question.refs, row.question.place_id)
            target = next((r for r in refs if r), "")
            if target:
                self.desk.wanted.emit(target)

    def _grade(self, source: Source) -> str:
        words = self.words
        reliability = words.term("reliability", source.reliability)
        return f"{source.grade} · {reliability}"

    def _said(self, act: _Act) -> str:
        entry = act.entry
        text = self.words.act(entry.label, entry.facts)
        if entry.undoes or entry.redoes:
            key = "gui.log.undo" if entry.undoes else "gui.log.redo"
            return self.words.text(key, number=entry.undoes or entry.redoes, label=text)
        return text


def _number(act: _Act) -> int:
    return act.entry.number
