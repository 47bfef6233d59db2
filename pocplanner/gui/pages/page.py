"""What every page is: a title, a line on what it is for, and what it shows."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from pocplanner.gui.behind import Behind, Make
from pocplanner.gui.desk import Desk
from pocplanner.gui.pages.panes import Panes
from pocplanner.gui.plain import label, name_tabs
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.model.geometry import Position
from pocplanner.model.record import Record

W = TypeVar("W", bound=QWidget)


class Page(QWidget):
    """A page of the window. It holds no data: closing and opening it shows the same."""

    #: Another page of the guide is wanted, since another part of the page is in view.
    help_wanted = Signal(str)

    #: Its name: the key of its texts and of its help.
    name = ""
    #: Whether it needs what room there is: no title over it, and on small screens no help beside
    #: it until somebody asks.
    wants_room = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.words = desk, desk.words
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 10, 16, 10)
        self.body.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        title = label(self.words.text(f"gui.page.{self.name}.title"), "title")
        self.head.addWidget(title)
        about = label(self.words.text(f"gui.page.{self.name}.about"), "subtitle", wrap=True)
        self.head.addWidget(about, 1)
        self.body.addLayout(self.head)
        if self.wants_room:
            title.hide()
            about.hide()
            self.body.setContentsMargins(10, 4, 10, 4)
            self.body.setSpacing(2)

    def help_page(self) -> str:
        """The page of the guide that belongs to what is in view."""
        return self.name

    def shown(self) -> None:
        """The page comes to the front: what is costly is made now, not before."""

    def show_tab(self, name: str) -> None:
        """Bring a part of the page to the front; a name that it does not know changes nothing."""

    def show_record(self, id: str) -> bool:
        """Show a record; False where the page has no place for it."""
        return False

    def close_page(self) -> None:
        """The window closes: let go what must go before it."""


class Centred(Page):
    """A page that can bring a point to its middle."""

    def centre_on(self, at: Position) -> None:
        """Bring a point to the middle and mark it."""

    def take_keys(self) -> None:
        """From now on keys are meant for what is in the middle."""


class TabPage(Page):
    """A page whose parts lie behind tabs, some of them records of one kind.

    Parts are made when they are first looked at; `part` and `panes` make them when asked.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        name_tabs(self.tabs, self.words.text(f"gui.page.{self.name}.title"))
        self.tabs.tabBar().setUsesScrollButtons(True)
        self.panes = Panes(self._part)
        self._names: list[str] = []
        self._chosen = ""
        self.body.addWidget(self.tabs, 1)
        desk.chosen.connect(self._remember_chosen)
        desk.closed.connect(lambda: self._remember_chosen(""))

    def add_tab(self, name: str, part: QWidget | Make, title: str = "") -> None:
        """One more part, or what makes it; its title is `gui.tab.<name>` unless it is given."""
        self._names.append(name)
        text = title or self.words.text(f"gui.tab.{name}")
        widget = part if isinstance(part, QWidget) else Behind(part)
        self.tabs.addTab(widget, text.replace("&", "&&"))

    def add_records(self, kind: type[Record], make: Callable[[], RecordsPane]) -> None:
        """The records of a kind as a part, under the name of the kind."""

        def made() -> RecordsPane:
            pane = make()
            pane.follow(self._chosen)
            return pane

        self.panes.add(kind.__name__)
        self.add_tab(kind.__name__, made, self.words.kind(kind, many=True))

    def part(self, name: str, kind: type[W]) -> W:
        """A part by its name, made now where nobody looked at it yet. TypeError for another."""
        found = self._part(name)
        if not isinstance(found, kind):
            raise TypeError(f"{name} is no {kind.__name__}")
        return found

    def has_made(self, name: str) -> bool:
        """Whether somebody wanted this part already."""
        widget = self.tabs.widget(self._names.index(name))
        return not isinstance(widget, Behind) or widget.made is not None

    def _part(self, name: str) -> QWidget:
        widget = self.tabs.widget(self._names.index(name))
        if widget is None:
            raise LookupError(name)
        return widget.part() if isinstance(widget, Behind) else widget

    def _remember_chosen(self, id: str) -> None:
        self._chosen = id

    def show_tab(self, name: str) -> None:
        if name in self._names:
            self.tabs.setCurrentIndex(self._names.index(name))

    def tab(self) -> str:
        """The name of the part at the front."""
        return self._names[self.tabs.currentIndex()] if self._names else ""

    def show_record(self, id: str) -> bool:
        record = self.desk.shown.get(id) if self.desk.project is not None else None
        name = type(record).__name__
        if name not in self.panes:
            return False
        self.show_tab(name)
        return self.panes[name].select(id)
