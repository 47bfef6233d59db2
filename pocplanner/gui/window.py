"""The main window: pages on the left, help on the right, one status line below."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtQuickWidgets import QQuickWidget
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QMainWindow,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from pocplanner.commands import assessment as assessing
from pocplanner.commands import mission as acting
from pocplanner.gui import dialogs
from pocplanner.gui.actions import Act, make
from pocplanner.gui.desk import Desk
from pocplanner.gui.finding import FindDialog, acts_and_records, places
from pocplanner.gui.help_pane import HelpPane
from pocplanner.gui.missions import Missions
from pocplanner.gui.naming import PAGE_OF
from pocplanner.gui.pages.page import Centred, Page
from pocplanner.gui.plain import button, label
from pocplanner.gui.rubbish import Collector
from pocplanner.gui.start_page import StartPage
from pocplanner.model.edit import Edit
from pocplanner.model.geometry import Position
from pocplanner.progress import Progress
from pocplanner.project import Project
from pocplanner.settings import Settings, save
from pocplanner.words import Problem, Words

PAGES = ("mission", "map", "events", "community", "assessment", "strategy", "scenario", "report")


class Window(QMainWindow):
    """One mission in one window."""

    def __init__(self, words: Words, settings: Settings) -> None:
        super().__init__()
        self.words, self.settings = words, settings
        self._rubbish = Collector(self)
        self.desk = Desk(words, settings, self)
        self.desk.problem.connect(self._tell)
        self.desk.opened.connect(self._on_open)
        self.desk.closed.connect(self._on_close)
        self.desk.edited.connect(self._on_edit)
        self.desk.said.connect(self._say)
        self.desk.wanted.connect(self.show_record)
        self.desk.page_wanted.connect(self.turn_to)
        self.desk.map_wanted.connect(self.show_on_map)
        self.desk.position_wanted.connect(self.ask_position)
        self.missions = Missions(self, self.desk, self._remember)
        self.setWindowTitle("pocplanner")
        self.setAcceptDrops(True)
        self.resize(1320, 740)
        self.pages: dict[str, Page] = {}
        self._build()
        self._actions = {a.name: make(self, words, a) for a in self._acts()}
        self._menus()
        self._refresh_actions()

    # -- what it is made of ----------------------------------------------------------

    def _build(self) -> None:
        self.banner = label("", "exercise")
        self.banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.banner.hide()
        self.list = QListWidget()
        self.list.setObjectName("pages")
        self.list.setFixedWidth(148)
        self.list.setAccessibleName(self.words.text("gui.pages"))
        for name in PAGES:
            self.list.addItem(self.words.text(f"gui.page.{name}.title"))
        self.list.currentRowChanged.connect(self._turn)
        self.list.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.list.hide()
        self.stack = QStackedWidget()
        self.start = self._start_page()
        self.stack.addWidget(self.start)
        self.help = HelpPane(self.words)
        self.help.hide()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.help)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([1000, 215])
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.list)
        middle.addWidget(self.split, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        self.setCentralWidget(whole)
        # Adding the first web view to a visible window makes the system make it anew, with a
        # flicker; a hidden one made before it is shown prevents that.
        self._early = QQuickWidget(whole)
        self._early.setFixedSize(1, 1)
        self._early.hide()
        self._status()

    def _status(self) -> None:
        bar = self.statusBar()
        self.progress = QProgressBar()
        self.progress.setFixedWidth(180)
        self.job_title = label("", "hint")
        self.cancel = button(self.words.text("gui.cancel"))
        self.cancel.clicked.connect(self.desk.jobs.cancel)
        for widget in (self.job_title, self.progress, self.cancel):
            bar.addPermanentWidget(widget)
            widget.hide()
        self.kept = label()
        bar.addWidget(self.kept, 1)
        self.pointer = label("", "hint")
        self.pointer.setMinimumWidth(150)
        self.pointer.setAccessibleName(self.words.text("gui.map.pointer"))
        bar.addPermanentWidget(self.pointer)
        self.desk.pointing.connect(self.pointer.setText)
        self.desk.jobs.started.connect(self._on_job)
        self.desk.jobs.progressed.connect(self._on_progress)
        self.desk.jobs.finished.connect(self._on_job_end)

    def _start_page(self) -> StartPage:
        page = StartPage(self.words, self.settings.recent)
        page.new.connect(self.missions.new_mission)
        page.open.connect(self.missions.ask_open)
        page.example.connect(self.missions.open_example)
        page.recent.connect(lambda path: self.open_path(Path(path)))
        return page

    def _acts(self) -> list[Act]:
        turn = [
            Act(f"page_{name}", partial(self.turn_to, name), "view", (f"Ctrl+{i}",))
            for i, name in enumerate(PAGES, 1)
        ]
        return [
            Act("new", self.missions.new_mission, "file", ("Ctrl+N",), needs_mission=False),
            Act("open", self.missions.ask_open, "file", ("Ctrl+O",), needs_mission=False),
            Act("example", self.missions.open_example, "file", needs_mission=False),
            Act("import", self.ask_import, "file", ("Ctrl+I",), bar=True),
            Act("template", self.missions.ask_template, "file", needs_mission=False),
            Act("copy", self.missions.ask_copy, "file", ("Ctrl+Shift+S", "F12")),
            Act("passphrase", self.missions.ask_new_passphrase, "file"),
            Act("print", lambda: self.turn_to("report"), "file", ("Ctrl+P",)),
            Act("close", self.desk.leave, "file", ("Ctrl+W",)),
            Act("quit", self.close, "file", ("Ctrl+Q",), needs_mission=False),
            Act("undo", self.undo, "edit", ("Ctrl+Z",), bar=True),
            Act("redo", self.redo, "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), bar=True),
            Act("settings", self.ask_settings, "edit", ("Ctrl+,",), needs_mission=False),
            *turn,
            Act("place", self.show_places, "view", ("Ctrl+G",)),
            Act("assess", self.assess, "edit"),
            Act("check", partial(self.turn_to, "mission", "check"), "edit"),
            Act("commands", self.show_commands, "help", ("Ctrl+K",), needs_mission=False, bar=True),
            Act("help", self.toggle_help, "help", ("F1",), needs_mission=False, bar=True),
            Act("keys", lambda: self.show_help("keys"), "help", needs_mission=False),
            Act("limits", lambda: self.show_help("limits"), "help", needs_mission=False),
        ]

    def _menus(self) -> None:
        menus: dict[str, QMenu] = {}
        bar = QToolBar(self.words.text("gui.toolbar"))
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.bar = bar
        for act in self._acts():
            action = self._actions[act.name]
            if act.menu not in menus:
                menus[act.menu] = self.menuBar().addMenu(self.words.text(f"gui.menu.{act.menu}"))
            menus[act.menu].addAction(action)
            if act.bar:
                bar.addAction(action)
        self.addToolBar(bar)
        bar.hide()

    @property
    def actions_by_name(self) -> dict[str, QAction]:
        """Every act by its name."""
        return self._actions

    # -- pages -----------------------------------------------------------------------

    def turn_to(self, name: str, tab: str = "") -> None:
        """Bring a page, and a part of it, to the front."""
        if name == "import":
            self.ask_import()
            return
        self.list.setCurrentRow(PAGES.index(name))
        if tab:
            self.page(name).show_tab(tab)

    def show_record(self, id: str) -> None:
        """Show a record or an event on the page where it belongs."""
        if self.desk.project is None:
            return
        record = self.desk.shown.get(id)
        name = PAGE_OF.get(type(record).__name__, "events") if record else "events"
        self.turn_to(name)
        if not self.page(name).show_record(id):
            self._say(self.words.text("gui.not_found", name=self.desk.name(id)))

    def show_on_map(self, id: str) -> None:
        """Mark a record on the map and bring it to the middle."""
        self.turn_to("map")
        if not self.page("map").show_record(id):
            self._say(self.words.text("gui.map.no_position", name=self.desk.name(id)))

    def ask_position(self, tell: Callable[[Position], object]) -> None:
        """Let the person click on the map, then come back to where they were."""
        from pocplanner.gui.pages.map import MapPage

        page, back = self.page("map"), self.list.currentRow()
        self.turn_to("map")
        if isinstance(page, MapPage):
            page.ask_position(lambda at: (self.list.setCurrentRow(back), tell(at)))

    def page(self, name: str) -> Page:
        """A page, made when it is first wanted."""
        if name not in self.pages:
            from pocplanner.gui.pages import make_page

            self.pages[name] = made = make_page(name, self.desk, self)
            self.stack.addWidget(made)
        return self.pages[name]

    def _turn(self, row: int) -> None:
        if row < 0 or self.desk.project is None:
            return
        page = self.page(PAGES[row])
        self.stack.setCurrentWidget(page)
        self.help.show_page(page.name)
        page.shown()

    # -- missions --------------------------------------------------------------------

    def open_path(self, path: Path) -> bool:
        """Open a mission, asking for its passphrase as often as it takes."""
        return self.missions.open_path(path)

    def make_example(self, path: Path) -> None:
        """Make the example mission and open it; one that is there is opened as it stands."""
        self.missions.make_example(path)

    def _remember(self, project: Project) -> None:
        self.settings = self.settings.opened(project.path, project.sealed)
        save(self.settings)

    # -- acts ------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last act back."""
        self.desk.act(lambda project: project.undo())

    def redo(self) -> None:
        """Do the last undone act again."""
        self.desk.act(lambda project: project.redo())

    def ask_import(self) -> None:
        """Ask for files and take them in."""
        found, _ = QFileDialog.getOpenFileNames(self, self.words.text("gui.act.import"))
        self.import_paths([Path(p) for p in found])

    def import_paths(self, paths: list[Path]) -> None:
        """Show what is in each file and keep what the person agrees to."""
        if paths and self.desk.project is not None:
            from pocplanner.gui.imports.dialog import import_next

            import_next(self, self.desk, paths)

    def ask_settings(self) -> None:
        """Ask for languages and the role in the log."""
        asked = dialogs.SettingsDialog(self, self.words, self.settings)
        if asked.exec():
            self.settings = self.desk.settings = asked.settings()
            if not save(self.settings):
                self._say(self.words.text("gui.settings.not_saved"))
            if self.desk.project is not None:
                self.desk.project.author = self.missions.author

    def show_commands(self) -> None:
        """The list of everything that can be done."""
        find = acts_and_records(self._actions, self.desk)
        title, hint = self.words.text("gui.act.commands"), self.words.text("gui.commands.hint")
        FindDialog(self, title, hint, find).exec()

    def show_places(self) -> None:
        """Find a place by its name or its position, and show it on the map."""
        title, hint = self.words.text("gui.act.place"), self.words.text("gui.commands.place_hint")
        FindDialog(self, title, hint, places(self.desk, self._centre)).exec()

    def _centre(self, at: Position) -> None:
        self.turn_to("map")
        page = self.page("map")
        if isinstance(page, Centred):
            page.centre_on(at)

    def assess(self) -> None:
        """Keep what is proposed and today's ratings."""
        self.turn_to("assessment", "threats")
        found = self.desk.assessment
        kept = self.desk.act(assessing.keep, found) if found is not None else None
        if kept is not None:
            text = self.words.text("gui.assessment.kept", proposed=kept[0], rated=kept[1])
            self._say(text)

    def toggle_help(self) -> None:
        """Show or hide the help."""
        self.help.setVisible(not self.help.isVisible())
        if self.help.isVisible() and not self.help.page:
            self.help.show_page("start")

    def show_help(self, page: str) -> None:
        """Show one page of the help."""
        self.help.show_page(page)
        self.help.show()

    # -- what it hears ---------------------------------------------------------------

    def _on_open(self) -> None:
        project = self.desk.project
        if project is None:
            return
        mission = project.mission
        self.banner.setObjectName("exercise" if mission.exercise else "sealed")
        sealed_too = mission.exercise and project.sealed
        key = "gui.banner.exercise_sealed" if sealed_too else "gui.banner.exercise"
        self.banner.setText(self.words.text(key))
        self.banner.style().polish(self.banner)
        self.banner.setVisible(mission.exercise)
        self.setWindowTitle(f"{mission.name} — pocplanner")
        self.list.show()
        self.bar.show()
        self.help.setVisible(self.settings.show_help and self.width() > 1250)
        self._refresh_actions()
        self.list.setCurrentRow(-1)
        self.turn_to("mission")

    def _on_close(self) -> None:
        self.list.hide()
        self.bar.hide()
        self.banner.hide()
        self.setWindowTitle("pocplanner")
        self.stack.removeWidget(self.start)
        self.start.deleteLater()
        self.start = self._start_page()
        self.stack.insertWidget(0, self.start)
        self.stack.setCurrentWidget(self.start)
        self._refresh_actions()

    def _on_edit(self, edit: Edit) -> None:
        self._refresh_actions()
        self._say(self.words.text("gui.kept", label=self.words.text(edit.label, **edit.facts)))

    def _refresh_actions(self) -> None:
        project = self.desk.project
        for act in self._acts():
            self._actions[act.name].setEnabled(project is not None or not act.needs_mission)
        for name in ("undo", "redo"):
            entry = getattr(project, f"{name}_edit") if project is not None else None
            action = self._actions[name]
            action.setEnabled(entry is not None)
            plain = self.words.text(f"gui.act.{name}")
            said = self.words.text(entry.label, **entry.facts) if entry else ""
            action.setText((f"{plain}: {said}" if said else plain).replace("&", "&&"))
            action.setIconText(plain)

    def _say(self, text: str) -> None:
        self.kept.setText(text if len(text) < 160 else text[:157] + "…")

    def _tell(self, problem: Problem) -> None:
        dialogs.tell(self, self.words, problem)

    def _on_job(self, title: str) -> None:
        self.job_title.setText(title)
        self.progress.setRange(0, 0)
        for widget in (self.job_title, self.progress, self.cancel):
            widget.show()

    def _on_progress(self, step: Progress) -> None:
        self.progress.setRange(0, step.total)
        self.progress.setValue(step.done)

    def _on_job_end(self) -> None:
        for widget in (self.job_title, self.progress, self.cancel):
            widget.hide()

    # -- files dropped, and the end ----------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        missions = [p for p in paths if p.suffix == acting.SUFFIX]
        if missions:
            self.open_path(missions[0])
        elif self.desk.project is None:
            self._say(self.words.text("gui.drop.no_mission"))
        else:
            self.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.leave()
        for page in self.pages.values():
            page.close_page()
        self._rubbish.stop()
        event.accept()
