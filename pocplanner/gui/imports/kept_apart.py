"""What somebody found to be two different things: a list, and each decision can be taken back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QListWidgetItem, QWidget

from pocplanner.commands.matching import kept_apart, take_back
from pocplanner.gui.dialogs import Asking
from pocplanner.gui.plain import button, label

if TYPE_CHECKING:
    from pocplanner.gui.desk import Desk


class KeptApart(Asking):
    """The decisions, the latest first; those that are chosen are taken back by one act."""

    def __init__(self, parent: QWidget | None, desk: "Desk") -> None:
        words = desk.words
        super().__init__(parent, words, words.text("imports.kept_apart.title"))
        self._desk = desk
        self.setMinimumWidth(620)
        self.list = QListWidget()
        self.list.setAccessibleName(words.text("imports.kept_apart.title"))
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setMinimumHeight(260)
        self.list.setWordWrap(True)
        self.hint = label("", "hint", wrap=True)
        self.back = button(words.text("imports.kept_apart.take_back"))
        self.back.setToolTip(words.text("imports.kept_apart.take_back_hint"))
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self._take_back)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).hide()
        self.list.itemSelectionChanged.connect(self._chosen)
        self.form.addRow(self.hint)
        self.form.addRow(self.list)
        self.form.addRow(self.back)
        self.fill()

    def fill(self) -> None:
        """List the decisions as they are now."""
        words = self._desk.words
        self.list.clear()
        found = kept_apart(self._desk.snapshot)
        for one in found:
            when = one.on.isoformat() if one.on else "–"
            told = {"one": one.one_name, "other": one.other_name, "author": one.author}
            item = QListWidgetItem(words.text("imports.kept_apart.line", **told, on=when))
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.list.addItem(item)
        key = "hint" if found else "none"
        self.hint.setText(words.text(f"imports.kept_apart.{key}", count=len(found)))
        self.list.setVisible(bool(found))
        self.back.setVisible(bool(found))
        self._chosen()

    def choose(self, row: int) -> None:
        """Choose one line besides those that are chosen."""
        at = self.list.model().index(row, 0)
        self.list.selectionModel().select(at, QItemSelectionModel.SelectionFlag.Select)

    def _chosen(self) -> None:
        self.back.setEnabled(bool(self.list.selectedItems()))

    def _take_back(self) -> None:
        ids = [str(i.data(Qt.ItemDataRole.UserRole)) for i in self.list.selectedItems()]
        if ids and self._desk.act(take_back, ids) is not None:
            self.fill()


def show_kept_apart(parent: QWidget | None, desk: "Desk") -> None:
    """Open the list."""
    KeptApart(parent, desk).exec()
