"""The map alone: everything around it steps aside, and comes back as it was."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pocplanner.gui.pages.map import MapPage
    from pocplanner.gui.window import Window


class Alone(QObject):
    """The panel beside the map comes while something is chosen, for its form; what says that the
    mission is an exercise stays.
    """

    def __init__(self, window: "Window", page: "MapPage") -> None:
        super().__init__(page)
        self._window, self._page = window, page
        self._aside: list[QWidget] = []
        self._full = False
        page.hand.one.connect(lambda _: self._chosen(True))
        page.hand.several.connect(lambda _: self._chosen(True))
        page.hand.which.connect(lambda _: self._chosen(True))
        page.hand.none.connect(lambda: self._chosen(False))
        page.tabs.currentChanged.connect(lambda _: self.leave())
        window.list.currentRowChanged.connect(lambda _: self.leave())
        page.desk.closed.connect(self.leave)

    @property
    def on(self) -> bool:
        """Whether the map is alone now."""
        return bool(self._aside)

    def toggle(self) -> None:
        """Give the map the whole screen, or back what stood around it."""
        if self.on:
            self.leave()
            return
        window, page = self._window, self._page
        around: list[QWidget] = [
            *(window.list, window.menus.bar, window.help),
            *(page.tabs.tabBar(), page.side, page.time),
        ]
        self._aside = [widget for widget in around if widget.isVisible()]
        # The keys go to the map, not to whatever comes next where the focus was.
        if page.view is not None:
            page.view.view.setFocus()
        for widget in self._aside:
            widget.hide()
        self._full = bool(window.windowState() & Qt.WindowState.WindowFullScreen)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        page.desk.said.emit(page.words.text("map.alone"))

    def leave(self) -> None:
        """What stood around the map stands there again."""
        if not self.on:
            return
        aside, self._aside = self._aside, []
        for widget in aside:
            widget.show()
        if not self._full:
            state = self._window.windowState() & ~Qt.WindowState.WindowFullScreen
            self._window.setWindowState(state)

    def _chosen(self, on: bool) -> None:
        if self.on and self._page.side in self._aside:
            self._page.side.setVisible(on)
