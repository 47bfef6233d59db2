"""Deletes records for good, from the log too: asked twice, since nothing brings them back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from pocplanner.commands.purging import purge, removed
from pocplanner.gui import dialogs
from pocplanner.gui.desk import Desk
from pocplanner.gui.dialogs import Asking
from pocplanner.gui.naming import name_of
from pocplanner.gui.plain import label


class PurgeDialog(Asking):
    """Names what will be gone, says that it cannot be undone, and asks to type a word."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, found: Sequence[tuple[str, str]], choose: bool
    ) -> None:
        """`found` are ids and names; with `choose` the person ticks some of them."""
        words = desk.words
        super().__init__(parent, words, words.text("gui.purge.title"))
        self.word = words.text("gui.purge.word")
        self.list = QListWidget()
        self.list.setAccessibleName(words.text("gui.purge.list"))
        for id, name in found:
            item = QListWidgetItem(name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, id)
            if choose:
                item.setCheckState(Qt.CheckState.Unchecked)
        rows = min(max(len(found), 2), 9)
        self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 8)
        self._choose = choose
        self.form.addRow(label(words.text("gui.purge.removed" if choose else "gui.purge.these")))
        self.form.addRow(self.list)
        self.form.addRow(label(words.text("gui.purge.warning"), "warning", wrap=True))
        self.typed = QLineEdit()
        self.ask(words.text("gui.purge.type", word=self.word), self.typed)
        if choose:
            self._asked.insert(0, self.list)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of what is to be gone."""
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = Qt.CheckState.Checked
        return tuple(
            str(i.data(Qt.ItemDataRole.UserRole))
            for i in items
            if not self._choose or i.checkState() == ticked
        )

    def try_accept(self) -> None:
        """Go on only where something is chosen and the word was typed."""
        if not self.ids:
            self.refuse("gui.purge.nothing_chosen")
        elif self.typed.text().strip().casefold() != self.word.casefold():
            self.said.setText(self.words.text("gui.purge.not_typed", word=self.word))
            self.said.show()
        else:
            self.accept()


def ask_purge(parent: QWidget | None, desk: Desk, ids: Sequence[str]) -> bool:
    """Ask whether stored records shall be gone for good, and do it; whether they went."""
    return _ask(parent, desk, [(id, desk.name(id)) for id in ids], choose=False)


def ask_purge_removed(parent: QWidget | None, desk: Desk) -> bool:
    """Offer what was removed and is still held by the log; whether something went."""
    if desk.project is None:
        return False
    found = [
        (r.id, f"{name_of(desk.words, r)} · {desk.words.kind(type(r))}")
        for r in removed(desk.project)
    ]
    if not found:
        desk.said.emit(desk.words.text("gui.purge.none"))
        return False
    return _ask(parent, desk, found, choose=True)


def _ask(
    parent: QWidget | None, desk: Desk, found: Sequence[tuple[str, str]], choose: bool
) -> bool:
    asked = PurgeDialog(parent, desk, found, choose)
    if not asked.exec():
        return False
    gone = desk.act(purge, asked.ids)
    if gone is None:
        return False
    words = desk.words
    said = [words.plural("gui.purge.done", gone.records)]
    if gone.drafted:
        said.append(words.plural("gui.purge.drafts", gone.drafted))
    if gone.by_hand:
        said.append(words.plural("gui.purge.by_hand", gone.by_hand))
    desk.said.emit(" ".join(said))
    if gone.drafted or gone.by_hand:
        dialogs.inform(parent, words, "\n\n".join(said))
    return True
