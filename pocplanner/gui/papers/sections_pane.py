"""A drafted document: its sections at the left, the paragraphs of the chosen one beside them."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pocplanner.commands import strategy as drafting
from pocplanner.gui.desk import Desk
from pocplanner.gui.papers.paragraph_card import AsideDialog, ParagraphCard
from pocplanner.gui.plain import Scroll, button, label, row
from pocplanner.model.edit import Edit
from pocplanner.model.strategy import SET_ASIDE, Section
from pocplanner.words import LANGUAGES


class SectionsPane(QWidget):
    """Drafts a document from the records and lets a person accept or rewrite each paragraph."""

    def __init__(self, desk: Desk, documents: tuple[str, ...]) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self.scenario_id = ""
        self._key = ""
        self._cards: dict[str, ParagraphCard] = {}
        self.document, self.language = QComboBox(), QComboBox()
        for name in documents:
            self.document.addItem(words.text(f"gui.report.document.{name}"), name)
        for code in LANGUAGES:
            self.language.addItem(words.text(f"gui.language.{code}"), code)
        self.language.setCurrentIndex(self.language.findData(desk.settings.document_language))
        self.document.setAccessibleName(words.text("gui.draft.document"))
        self.language.setAccessibleName(words.text("gui.draft.language"))
        if len(documents) < 2:
            self.document.hide()
        self.draft_button = button(words.text("gui.draft.draft"), "primary")
        self.draft_button.clicked.connect(self.draft)
        self.accept_all = button(words.text("gui.draft.accept_section"))
        self.accept_all.clicked.connect(self.accept_section)
        self.summary = label("", "hint", wrap=True)
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a bar that comes later would cut what was laid out before.
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setAccessibleName(words.kind("Section", many=True))
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.parts = Scroll((8, 2, 8, 8))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self.parts)
        split.setStretchFactor(1, 1)
        split.setSizes([270, 820])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(
            row(self.document, self.language, self.draft_button, self.accept_all, last=None)
        )
        layout.addWidget(self.summary)
        layout.addWidget(split, 1)
        self.document.currentIndexChanged.connect(lambda _: self.refresh())
        desk.opened.connect(self.refresh)
        desk.edited.connect(self._on_edit)
        desk.closed.connect(self._forget)
        self.refresh()

    # -- what it shows -------------------------------------------------------------------

    def sections(self) -> tuple[Section, ...]:
        """The stored sections of the chosen document."""
        if self._desk.project is None:
            return ()
        return drafting.sections_of(
            self._desk.snapshot, self.document.currentData(), self.scenario_id
        )

    def show_scenario(self, id: str) -> None:
        """Show the response sheet of a scenario."""
        self.scenario_id = id
        self.refresh()

    def refresh(self) -> None:
        """List the sections and show the chosen one."""
        words, found = self._desk.words, self.sections()
        row_before = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for section in found:
            item = QListWidgetItem(self._title(section), self.list)
            left = words.text("gui.draft.left", drafts=_drafts(section), of=len(section.paragraphs))
            item.setToolTip(left)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, left)
            item.setData(Qt.ItemDataRole.UserRole, section.id)
        self.list.setCurrentRow(min(row_before, len(found) - 1))
        self.list.blockSignals(False)
        paragraphs = [p for s in found for p in s.paragraphs]
        self.summary.setText(
            words.text(
                "gui.draft.summary",
                paragraphs=len(paragraphs),
                drafts=sum(p.status == "draft" for p in paragraphs),
                persons=sum(p.touched for p in paragraphs),
                questions=sum(p.question for p in paragraphs),
                generic=sum(p.generic for p in paragraphs),
                offered=sum(bool(p.offered) for p in paragraphs),
            )
            if found
            else ""
        )
        aside = sum(p.status == SET_ASIDE for p in paragraphs)
        if aside:
            said = f"{self.summary.text()} {words.plural('gui.draft.aside', aside)}"
            self.summary.setText(said)
        self.list.setVisible(bool(found))
        self.accept_all.setEnabled(bool(found))
        self.draft_button.setText(words.text("gui.draft.again" if found else "gui.draft.draft"))
        self._show()

    def _title(self, section: Section) -> str:
        from pocplanner.report.draft.templates import section_texts

        try:
            title = section_texts(section.document, self._desk.words.language, section.key).title
        except (LookupError, StopIteration, OSError):
            title = section.key.replace("-", " ").replace("_", " ")
        return f"{section.number}  {title} ({_drafts(section)}/{len(section.paragraphs)})"

    def _section(self) -> Section | None:
        item = self.list.currentItem()
        project = self._desk.project
        if item is None or project is None:
            return None
        return project.get(Section, item.data(Qt.ItemDataRole.UserRole))

    def _show(self) -> None:
        section = self._section()
        words = self._desk.words
        if section is None:
            self._key = ""
            self._cards.clear()
            key = "gui.draft.empty" if self._ready() else "gui.draft.no_scenario"
            self.parts.fill([label(words.text(key), "empty", wrap=True)])
            return
        at = self.parts.verticalScrollBar().value() if self._key == section.id else 0
        self._key = section.id
        writable = self._desk.project is not None and not self._desk.project.read_only
        parts: list[QWidget] = [
            label(self._title(section).rpartition(" (")[0], "section", wrap=True)
        ]
        self._cards = {}
        for paragraph in section.paragraphs:
            made = ParagraphCard(self._desk, paragraph, writable)
            key = paragraph.key
            made.accepted.connect(lambda k=key: self._act(drafting.accept, k))
            made.set_aside.connect(lambda k=key: self._set_aside(k))
            made.put_back.connect(lambda k=key: self._act(drafting.put_back, k))
            made.taken.connect(lambda k=key: self._act(drafting.take_offer, k))
            made.rewritten.connect(lambda text, k=key: self._act(drafting.rewrite, k, text))
            self._cards[key] = made
            parts.append(made)
        if not section.paragraphs:
            parts.append(label(words.text("gui.draft.empty_section"), "hint", wrap=True))
        self.parts.fill(parts)
        self.parts.verticalScrollBar().setValue(at)

    @property
    def cards(self) -> dict[str, ParagraphCard]:
        """The paragraphs that are shown, by their keys."""
        return self._cards

    def _ready(self) -> bool:
        return self.document.currentData() != "scenario" or bool(self.scenario_id)

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Section):
            self.refresh()

    def _forget(self) -> None:
        self.scenario_id = ""
        self.refresh()

    # -- acts ----------------------------------------------------------------------------

    def draft(self) -> None:
        """Draft the document from the records; what a person wrote stays."""
        desk = self._desk
        if desk.project is None or not self._ready():
            return
        document, language = self.document.currentData(), self.language.currentData()
        work = drafting.draft(desk.snapshot, document, language, self.scenario_id, today=desk.today)
        desk.work("gui.draft.drafting", work, lambda found: self._keep(found, language))

    def _keep(self, found: Any, language: str) -> None:
        kept = self._desk.act(drafting.keep, found[1], language)
        if kept is not None:
            self.refresh()
            self._desk.said.emit(self._desk.words.text("gui.draft.done", sections=len(kept)))

    def accept_section(self) -> None:
        """Accept every drafted paragraph of the section that is shown, as one act."""
        section, project = self._section(), self._desk.project
        if section is None or project is None:
            return
        waiting = [p.key for p in section.paragraphs if p.status == "draft"]
        if waiting:

            def accept(_: Any) -> None:
                with project.edit("edit.strategy.accept_section", count=len(waiting)):
                    for key in waiting:
                        drafting.accept(project, section.id, key)

            self._desk.act(accept)

    def _set_aside(self, key: str) -> None:
        """Take a paragraph out of the document, with a reason that stays beside it."""
        asked = AsideDialog(self, self._desk.words)
        if asked.exec():
            self._act(drafting.set_aside, key, asked.reason)

    def _act(self, do: Any, key: str, *given: str) -> None:
        if self._key:
            self._desk.act(do, self._key, key, *given)


def _drafts(section: Section) -> int:
    """How many paragraphs nobody has decided on."""
    return sum(p.status == "draft" for p in section.paragraphs)
