"""The help beside each page: our own Markdown, which never holds a word of a mission."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextBrowser

from pocplanner.resources import ROOT
from pocplanner.words import Words

#: Pages of the guide on a part of a page of the window.
PARTS = ("engagement", "hours", "what_if")


class HelpPane(QTextBrowser):
    """Shows one page of the guide; it opens no address."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("help")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName(words.text("gui.act.help"))
        self.page = ""

    def show_page(self, name: str) -> None:
        """Show the guide's page of a step, in the window's language or in English."""
        for language in (self._words.language, "en"):
            path = ROOT / "help" / language / f"{name}.md"
            if path.is_file():
                self.page = name
                self.setMarkdown(path.read_text(encoding="utf-8"))
                self._set_in_small()
                return
        self.page = ""
        self.setPlainText(self._words.text("gui.help.none"))

    def _set_in_small(self) -> None:
        """Markdown's headings and indents are made for pages wider than this one."""
        self.document().setIndentWidth(12)
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                shape = QTextCharFormat()
                shape.setFontPointSize({1: 13.0, 2: 10.5}.get(level, 9.5))
                shape.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
                shape.setFontWeight(QFont.Weight.DemiBold)
                cursor.mergeCharFormat(shape)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is fetched, from the disk or elsewhere."""
        return None
