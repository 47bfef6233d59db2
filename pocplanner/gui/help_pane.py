"""The help beside each page: our own Markdown, which never holds a word of a mission."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

from pocplanner.resources import ROOT
from pocplanner.words import Words


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
                return
        self.page = ""
        self.setPlainText(self._words.text("gui.help.none"))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is fetched, from the disk or elsewhere."""
        return None
