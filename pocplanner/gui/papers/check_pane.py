"""What somebody should look at before a document leaves, listed with where it stands."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.commands.check import Checked, check
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import button, label, row
from pocplanner.gui.tables.table import Column, Table


@dataclass(frozen=True)
class _Point:
    """One thing to look at; `ref` is the record that it stands in, or empty."""

    id: str
    what: str
    where: str
    ref: str = ""


class CheckPane(QWidget):
    """Looks the mission over when asked: the file itself, consent, names in text, terms."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self.check_button = button(words.text("gui.check.look"), "primary")
        self.check_button.clicked.connect(self.check)
        self.outcome = label(words.text("gui.check.hint"), "hint", wrap=True)
        self.table = Table(
            words,
            (
                Column(words.text("gui.check.what"), lambda p: p.what),
                Column(words.text("gui.check.where"), lambda p: p.where),
            ),
            words.text("gui.check.none"),
            widths=(430, 430),
        )
        self.table.opened.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(row(self.check_button))
        layout.addWidget(self.outcome)
        layout.addWidget(self.table, 1)
        desk.closed.connect(self._forget)

    def check(self) -> None:
        """Look the mission over and list what was found."""
        desk = self._desk
        if desk.project is None or desk.assessment is None:
            self.outcome.setText(desk.words.text("gui.overview.reading"))
            return
        found = desk.act(check, desk.assessment, desk.today)
        if found is None:
            return
        words = desk.words
        if found.sound:
            said = words.text("cli.check.sound")
        elif found.intact:
            said = words.text("cli.check.broken", number=found.broken_at)
        else:
            said = words.text("cli.check.damaged")
        count = words.text("gui.check.questions", count=len(found.questions))
        self.outcome.setText(f"{said} {count}")
        self.outcome.setObjectName("hint" if found.sound else "refused")
        self.outcome.style().polish(self.outcome)
        self.table.set_rows(self._points(found))

    def _points(self, found: Checked) -> list[_Point]:
        words, name = self._desk.words, self._desk.name
        points = [(words.text("gui.check.no_consent"), name(i), i) for i in found.no_consent]
        points += [(words.text("gui.check.expired"), name(i), i) for i in found.expired]
        for id, field, kind in found.names_in_text:
            record = self._desk.snapshot.get(id)
            first = field.partition(".")[0]
            title = words.label(type(record), first) if record is not None else field
            points.append((words.text(f"scan.{kind}"), f"{name(id)}: {title}", id))
        for id, key in found.generic:
            points.append((words.text("gui.check.generic"), f"{name(id)}: {key}", id))
        for pair in found.interference:
            act, _, coping = pair.partition("/")
            key = "interference_begun" if act in found.begun_unsettled else "interference"
            said = words.text(f"gui.check.{key}", question=name(coping))
            points.append((said, name(act), act))
        points += [(words.text("gui.check.journey"), name(i), i) for i in found.journeys_unanswered]
        undone = words.text("gui.check.promise_undone")
        points += [(undone, f"{by}: {text}", "") for by, text in found.promises_undone]
        for vocabulary, code in found.unknown_codes:
            points.append((words.text("gui.check.code"), f"{vocabulary}: {code}", ""))
        return [_Point(str(at), *point) for at, point in enumerate(points)]

    def _open(self, id: str) -> None:
        ref = next((p.ref for p in self.table.model.rows if p.id == id), "")
        if ref:
            self._desk.wanted.emit(ref)

    def _forget(self) -> None:
        self.table.set_rows([])
        self.outcome.setText(self._desk.words.text("gui.check.hint"))
