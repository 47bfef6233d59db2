"""What is to be said above the pages: that they are old, that they left, whose consent is gone."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.commands import report
from pocplanner.commands.ratings_apart import apart, apart_said
from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.plain import Scroll, label
from pocplanner.model.guard import Audience


class PaperTold(QWidget):
    """Takes no room where there is nothing to say."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        self.old = label(desk.words.text("gui.report.old"), "warning", wrap=True)
        self.result = label("", "good", wrap=True)
        self._expired_head = label(desk.words.text("gui.report.expired_head"), "hint", wrap=True)
        self._links = Links(desk)
        self.expired = Scroll((4, 0, 4, 0))
        self.expired.fill([self._links])
        self.expired.setMaximumHeight(76)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        for part in (self.old, self.result, self._expired_head, self.expired):
            part.hide()
            inside.addWidget(part)

    def forget(self) -> None:
        """Nothing has left that is worth a word now."""
        self.result.hide()
        self._show_expired(())

    def written(self, written: report.Written) -> None:
        """A paper left: how many pages, for whom, and what is not in it."""
        words = self._words
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
        own = self._desk.assessment
        if own is not None and own.as_of == written.as_of and written.audience is not Audience.CORE:
            told = apart_said(words, apart(written.ratings, own.rated))
            parts += [told] if told else []
        parts += [remark.text(words) for remark in written.remarks]
        self._say("good", " ".join(parts))
        self._show_expired(written.expired)

    def not_logged(self, file: str) -> None:
        """A paper was taken back, because the log could not be written."""
        self._say("refused", self._words.text("gui.report.not_logged", file=file))

    def _say(self, name: str, text: str) -> None:
        self.result.setObjectName(name)
        self.result.style().polish(self.result)
        self.result.setText(text)
        self.result.show()

    def _show_expired(self, ids: Sequence[str]) -> None:
        self._links.show_refs(ids)
        self.expired.setVisible(bool(ids))
        self._expired_head.setVisible(bool(ids))
