"""What every page is: a title, a line on what it is for, and what it shows."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import label


class Page(QWidget):
    """A page of the window. It holds no data: closing and opening it shows the same."""

    #: Its name: the key of its texts and of its help.
    name = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.words = desk, desk.words
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        title = label(self.words.text(f"gui.page.{self.name}.title"), "title")
        self.head.addWidget(title)
        about = label(self.words.text(f"gui.page.{self.name}.about"), "subtitle", wrap=True)
        self.head.addWidget(about, 1)
        self.body.addLayout(self.head)

    def shown(self) -> None:
        """The page comes to the front: what is costly is made now, not before."""
