"""The audiences of a document, each with a line on who they are and what they do not get."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from pocplanner.analysis.sharing import INSIDE
from pocplanner.gui.papers.paper_making import Choice, HeldBack
from pocplanner.gui.plain import label
from pocplanner.model.guard import Audience
from pocplanner.words import Words

#: Chosen until a person chooses: of those who stay in the house, the one who gets least.
SAFEST = Audience.MISSION


class AudienceList(QWidget):
    """One of the eight is always chosen; `changed(Audience)` tells which."""

    changed = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._group = QButtonGroup(self)
        self.choices: dict[Audience, QRadioButton] = {}
        self._held = {a: label("", "hint", wrap=True) for a in Audience}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for number, audience in enumerate(Audience):
            name = words.term("audience", audience.value)
            chosen = QRadioButton(name.replace("&", "&&"))
            about = words.text(f"gui.report.audience.{audience.value}")
            chosen.setAccessibleDescription(about)
            self._group.addButton(chosen, number)
            self.choices[audience] = chosen
            line = label(about, "hint", wrap=True)
            for under in (line, self._held[audience]):
                under.setContentsMargins(22, 0, 0, 0)
            self._held[audience].setContentsMargins(22, 0, 0, 7)
            layout.addWidget(chosen)
            layout.addWidget(line)
            layout.addWidget(self._held[audience])
        self.choices[SAFEST].setChecked(True)
        self._group.idToggled.connect(self._on_toggle)

    @property
    def audience(self) -> Audience:
        """Who is chosen."""
        return list(Audience)[self._group.checkedId()]

    def choose(self, audience: Audience) -> None:
        """Choose an audience."""
        self.choices[audience].setChecked(True)

    def tell(self, held: Mapping[Audience, HeldBack], choice: Choice) -> None:
        """Say beside each what it does not get; nothing where it is not counted yet."""
        for audience, line in self._held.items():
            line.setText(held_text(self._words, held.get(audience), choice))

    def _on_toggle(self, _number: int, on: bool) -> None:
        if on:
            self.changed.emit(self.audience)


def wider(audience: Audience) -> bool:
    """Whether a paper for them leaves the mission, so that its exporter types their name."""
    return audience not in INSIDE


def held_text(words: Words, held: HeldBack | None, choice: Choice) -> str:
    """What an audience does not get of a document, as one sentence."""
    if held is None:
        return words.text("gui.report.counting")
    if held.refused is not None:
        return words.problem(held.refused)
    parts = [words.plural("gui.report.held_records", held.records)]
    texts = held.texts_of(choice)
    if texts:
        parts.append(words.plural("gui.report.held_texts", texts))
    if held.expired:
        parts.append(words.plural("gui.report.held_consents", len(held.expired)))
    return words.text("gui.report.held", parts=", ".join(parts))
