"""A page of many parts: a row of groups over the tabs, which show those of one group alone."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from pocplanner.gui.behind import Make
from pocplanner.gui.desk import Desk
from pocplanner.gui.flow import FlowLine
from pocplanner.gui.pages.page import TabPage


def _room(one: QToolButton) -> int:
    """What the name of a group needs when it is chosen and stands in bold."""
    font = one.font()
    font.setBold(True)
    return QFontMetrics(font).horizontalAdvance(one.text()) + 26


class GroupedPage(TabPage):
    """Parts behind tabs, in groups: at most a handful of tabs are in view at a time.

    `groups` are the names of the groups in their order (texts under `gui.group`), `group_of`
    says where a part belongs; one that it does not know comes into the first group.
    """

    groups: Sequence[str] = ()
    group_of: Mapping[str, str] = {}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._at: list[str] = []
        self._last: dict[str, int] = {}
        self.buttons: dict[str, QToolButton] = {}
        self._choice = QButtonGroup(self)
        line = FlowLine()
        for name in self.groups:
            one = QToolButton()
            one.setText(self.words.text(f"gui.group.{name}").replace("&", "&&"))
            one.setCheckable(True)
            one.setMinimumWidth(_room(one))
            one.clicked.connect(lambda _=False, n=name: self.show_group(n))
            self._choice.addButton(one)
            self.buttons[name] = one
            line.line.addWidget(one)
        self.buttons[self.groups[0]].setChecked(True)
        self.body.insertWidget(1, line)
        self.tabs.currentChanged.connect(self._remember)

    def add_tab(self, name: str, part: QWidget | Make, title: str = "") -> None:
        group = self.group_of.get(name, self.groups[0])
        self._at.append(group)
        super().add_tab(name, part, title)
        self.tabs.setTabVisible(len(self._at) - 1, group == self.group())

    def group(self) -> str:
        """The group whose parts are in view."""
        return next((n for n, b in self.buttons.items() if b.isChecked()), "")

    def show_group(self, name: str) -> None:
        """Show the parts of a group, the one that was last at the front first."""
        if name in self._at:
            self._turn(self._last.get(name, self._at.index(name)))

    def show_tab(self, name: str) -> None:
        """Bring a part to the front; the name of a group brings the group."""
        if name in self._names:
            self._turn(self._names.index(name))
        else:
            self.show_group(name)

    def _turn(self, index: int) -> None:
        group = self._at[index]
        # Shown before the others are hidden: else Qt would look for a new front by itself.
        self.tabs.setTabVisible(index, True)
        self.tabs.setCurrentIndex(index)
        self.buttons[group].setChecked(True)
        for at, its in enumerate(self._at):
            self.tabs.setTabVisible(at, its == group)
        self.help_wanted.emit(self.help_page())

    def _remember(self, index: int) -> None:
        if 0 <= index < len(self._at):
            self._last[self._at[index]] = index
