"""What happens when somebody deletes an open promise: the program asks what came of it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from pocplanner.commands.people import promises
from pocplanner.gui.desk import Desk
from pocplanner.gui.dialogs import Asking
from pocplanner.gui.plain import label
from pocplanner.model.community import Promise
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import Words


class ClosingDialog(Asking):
    """One open promise, with room for what came of it."""

    def __init__(self, parent: QWidget | None, words: Words, promise: Promise, place: str) -> None:
        super().__init__(parent, words, words.text("gui.promise.title"))
        about = words.text(
            "gui.promise.about", by=promise.by, place=place, on=promise.made_on, text=promise.text
        )
        self.form.addRow(label(about, "", wrap=True))
        self.state = QComboBox()
        for term in vocabulary("promise_state").terms:
            if term.code != "open":
                self.state.addItem(words.term("promise_state", term.code), term.code)
        self.ask(words.label(Promise, "state"), self.state)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(80)
        self.ask(words.label(Promise, "outcome"), self.box)
        self.told = QCheckBox(words.text("gui.promise.told"))
        self.form.addRow("", self.told)

    @property
    def outcome(self) -> str:
        """What came of it."""
        return self.box.toPlainText().strip()

    def try_accept(self) -> None:
        if not self.outcome:
            self.refuse("gui.promise.no_outcome")
        else:
            self.accept()


def remove_promises(desk: Desk, parent: QWidget | None, ids: Sequence[str]) -> None:
    """Take closed promises out; of each open one ask what came of it, which closes it instead."""
    if desk.project is None:
        return
    found = [desk.project.get(Promise, i) for i in ids]
    closed = [p.id for p in found if p is not None and p.state != "open"]
    for promise in found:
        if promise is not None and promise.state == "open":
            place = desk.name(promise.place_id)
            dialog = ClosingDialog(parent, desk.words, promise, place)
            if dialog.exec():
                close_from(desk, promise.id, dialog)
    if closed:
        desk.remove(closed)


def close_from(desk: Desk, id: str, dialog: ClosingDialog) -> None:
    """Close a promise as the dialog says."""
    told: date | None = desk.today if dialog.told.isChecked() else None
    desk.act(promises.close, id, str(dialog.state.currentData()), dialog.outcome, told)
