"""The main window: pages on the left, help on the right, one status line below."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtQuickWidgets import QQuickWidget
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pocplanner.gui import dialogs, dropping, layout, theme
from pocplanner.gui.acts import PAGES, acts_of, zoom_on_map
from pocplanner.gui.desk import Desk
from pocplanner.gui.help_pane import PARTS, HelpPane
from pocplanner.gui.locking import Locking
from pocplanner.gui.menus import Menus
from pocplanner.gui.missions import Missions
from pocplanner.gui.naming import PAGE_OF
from pocplanner.gui.page_stack import PageStack
from pocplanner.gui.plain import label
from pocplanner.gui.rubbish import Collector
from pocplanner.gui.start_page import StartPage
from pocplanner.gui.status_line import StatusLine
from pocplanner.gui.undo_list import UndoList
from pocplanner.gui.warming import Warming
from pocplanner.settings import Settings, save
from pocplanner.words import Problem, Words

if TYPE_CHECKING:
    from pocplanner.gui.pages.page import Page
    from pocplanner.model.edit import Edit
    from pocplanner.model.geometry import Position
    from pocplanner.project import Project

#: The window is wider than this where the help stands beside a page, or beside the map.
_ROOM, _ROOM_FOR_MAP = 1250, 1600


class Window(QMainWindow):
    """One mission in one window."""

    def __init__(self, words: Words, settings: Settings) -> None:
        super().__init__()
        self.words = words
        self._rubbish = Collector(self)
        self.desk = Desk(words, settings, self)
        self.desk.preferred.connect(lambda: save(self.settings))
        self.desk.problem.connect(self._tell)
        self.desk.opened.connect(self._on_open)
        self.desk.closed.connect(self._on_close)
        self.desk.opened.connect(self._rubbish.set_aside)
        self.desk.closed.connect(self._rubbish.bring_back)
        self.desk.edited.connect(self._on_edit)
        self.desk.wanted.connect(self.show_record)
        self.desk.page_wanted.connect(self.turn_to)
        self.desk.map_wanted.connect(self.show_on_map)
        self.desk.zoom_wanted.connect(partial(zoom_on_map, self))
        self.desk.position_wanted.connect(self.ask_position)
        self.missions = Missions(self, self.desk, self._remember)
        self.locking = Locking(self)
        self.setWindowTitle("pocplanner")
        self.setAcceptDrops(True)
        self.resize(1320, 700)
        self.pages: dict[str, Page] = {}
        self._build()
        self.menus = Menus(self, words, acts_of(self))
        self.undo_list = UndoList(self.desk, self)
        self.undo_list.hang_on(self.menus.bar, self.menus.actions["undo"])
        self._refresh_actions()
        self._warming = Warming(self)

    @property
    def settings(self) -> Settings:
        """What the person prefers; the desk holds it for every page."""
        return self.desk.settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self.desk.settings = settings

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
        self.room = PageStack()
        self.stack = self.room.stack
        self.start = self._start_page()
        self.stack.addWidget(self.start)
        self.help = HelpPane(self.words)
        self.help.hide()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.room)
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
        self.status = StatusLine(self.desk)
        self.setStatusBar(self.status)

    def _start_page(self) -> StartPage:
        page = StartPage(self.words, self.settings.recent)
        page.new.connect(self.missions.new_mission)
        page.open.connect(self.missions.ask_open)
        page.example.connect(self.missions.open_example)
        page.recent.connect(lambda path: self.open_path(Path(path)))
        return page

    @property
    def actions_by_name(self) -> dict[str, QAction]:
        """Every act by its name."""
        return self.menus.actions

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
            self.desk.said.emit(self.words.text("gui.not_found", name=self.desk.name(id)))

    def show_on_map(self, id: str) -> None:
        """Mark a record on the map and bring it to the middle."""
        self.turn_to("map")
        if not self.page("map").show_record(id):
            self.desk.said.emit(self.words.text("gui.map.no_position", name=self.desk.name(id)))

    def ask_position(self, tell: "Callable[[Position], object]") -> None:
        """Let the person click on the map, then come back to where they were."""
        from pocplanner.gui.pages.map import MapPage

        page, back = self.page("map"), self.list.currentRow()
        self.turn_to("map")
        if isinstance(page, MapPage):
            page.ask_position(lambda at: (self.list.setCurrentRow(back), tell(at)))

    def page(self, name: str) -> "Page":
        """A page, made when it is first wanted."""
        if name not in self.pages:
            from pocplanner.gui.pages import make_page

            self.pages[name] = made = make_page(name, self.desk, self)
            self.stack.addWidget(made)
            made.help_wanted.connect(self._help_of_part)
        return self.pages[name]

    def _help_of_part(self, name: str) -> None:
        # What somebody looks up in the guide stays while they work.
        if self.help.page in {self.pages[p].name for p in self.pages} | {*PARTS}:
            self.help.show_page(name)

    def _turn(self, row: int) -> None:
        if row < 0 or self.desk.project is None:
            return
        page = self.page(PAGES[row])
        self.room.bring(page)
        self.help.show_page(page.help_page())
        self._fit_help(page)
        page.shown()
        self.status.scale.stand_by(page.name == "map")

    # -- missions --------------------------------------------------------------------

    def open_path(self, path: Path) -> bool:
        """Open a mission, asking for its passphrase as often as it takes."""
        return self.missions.open_path(path)

    def make_example(self, path: Path) -> None:
        """Make the example mission and open it; one that is there is opened as it stands."""
        self.missions.make_example(path)

    def _remember(self, project: "Project") -> None:
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
            self.settings = asked.settings()
            app = QApplication.instance()
            if isinstance(app, QApplication):
                theme.apply(app, self.settings.appearance)
            if not save(self.settings):
                self.desk.said.emit(self.words.text("gui.settings.not_saved"))
            if self.desk.project is not None:
                self.desk.project.author = self.missions.author

    def toggle_help(self) -> None:
        """Show or hide the help; the next start remembers it."""
        self.help.setVisible(not self.help.isVisible())
        self.settings = self.settings.model_copy(update={"show_help": self.help.isVisible()})
        if self.help.isVisible() and not self.help.page:
            self.help.show_page("start")

    def _fit_help(self, page: "Page") -> None:
        """The help stands beside a page where there is room for both."""
        least = _ROOM_FOR_MAP if page.wants_room else _ROOM
        self.help.setVisible(self.settings.show_help and self.width() > least)

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
        self.menus.bar.show()
        self._refresh_actions()
        self.list.setCurrentRow(-1)
        self.turn_to("mission")

    def _on_close(self) -> None:
        self.list.hide()
        self.menus.bar.hide()
        self.banner.hide()
        self.setWindowTitle("pocplanner")
        self.stack.removeWidget(self.start)
        self.start.deleteLater()
        self.start = self._start_page()
        self.stack.insertWidget(0, self.start)
        self.room.bring(self.start)
        self._refresh_actions()

    def _on_edit(self, edit: "Edit") -> None:
        self._refresh_actions()
        self.status.say_edit(edit)

    def _refresh_actions(self) -> None:
        self.menus.refresh(self.desk.project)

    def _tell(self, problem: Problem) -> None:
        dialogs.tell(self, self.words, problem)

    # -- files dropped, and the end ----------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self.desk.said.emit(dropping.what_comes(self, event.mimeData()))
            dropping.take_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        dropping.take_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.desk.said.emit("")

    def dropEvent(self, event: QDropEvent) -> None:
        dropping.take_copy(event)
        self.desk.said.emit("")
        dropping.take(self, dropping.paths_of(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()  # what runs to the end of its step need not be waited for with the eye
        self.desk.leave()
        for page in self.pages.values():
            page.close_page()
        self._warming.stop()
        self._rubbish.stop()
        self.settings = layout.remembered(self, self.settings)
        save(self.settings)
        event.accept()
