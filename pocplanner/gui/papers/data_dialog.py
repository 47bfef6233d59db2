"""Asks which layers leave for other programs, in which format and for whom, and writes them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pocplanner.commands import export_data
from pocplanner.commands.export_layers import RECORDS, Choice
from pocplanner.commands.leaving import may_leave
from pocplanner.gui.desk import Desk
from pocplanner.gui.jobs import Jobs
from pocplanner.gui.papers.audience_list import AudienceList, wider
from pocplanner.gui.papers.data_parts import PartsForm, Shown, shown_in
from pocplanner.gui.plain import Scroll, label
from pocplanner.model.guard import Audience
from pocplanner.project import Project
from pocplanner.words import LANGUAGES, Words

if TYPE_CHECKING:
    from pocplanner.gui.window import Window

#: Ticked until a person chooses: what every map shows.
_USUAL = frozenset({"communities", "places", "areas", "posts", "airfields", "routes", "events"})


class DataDialog(QDialog):
    """Layers with their number, a format, a language, and the audience, typed where it is wide."""

    def __init__(self, parent: QWidget | None, desk: Desk, shown: Shown | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = words = desk.words
        self.parts = PartsForm(words, desk.snapshot, shown or Shown())
        self.parts.changed.connect(self._count)
        self.leaves = label("", "", wrap=True)
        self.jobs = Jobs(self)
        self.jobs.problem.connect(lambda p: self.leaves.setText(words.problem(p)))
        text = words.text
        self.setWindowTitle(text("export_data.title"))
        self.resize(900, 680)
        self.layers = QListWidget()
        self.layers.setAccessibleName(text("export_data.gui.layers"))
        self._list_layers(desk)
        self.format, self.language = QComboBox(), QComboBox()
        for ending in export_data.BEGINNINGS:
            self.format.addItem(text(f"export_data.format.{ending[1:]}"), ending)
        for code in LANGUAGES:
            self.language.addItem(text(f"gui.language.{code}"), code)
        at = self.language.findData(desk.settings.document_language)
        self.language.setCurrentIndex(max(at, 0))
        self.audiences = AudienceList(words)
        self.audiences.changed.connect(lambda _: self._on_audience())
        self.typed = QLineEdit()
        self._asks = label("", "warning", wrap=True)
        self.said = label("", "refused", wrap=True)
        self._lay_out()
        self.layers.itemChanged.connect(lambda _: self._count())
        self.finished.connect(lambda _: self.jobs.leave())
        self._on_audience()

    def _list_layers(self, desk: Desk) -> None:
        snapshot = desk.snapshot
        counts = {name: len(snapshot.all(kind)) for name, kind in RECORDS.items()}
        counts["events"] = len(snapshot.events)
        for name, count in counts.items():
            if not count:
                continue
            item = QListWidgetItem(f"{layer_name(self._words, name)} ({count:,})")
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = name in _USUAL
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.layers.addItem(item)

    def _lay_out(self) -> None:
        text = self._words.text
        form = QFormLayout()
        for key, box in (("format", self.format), ("language", self.language)):
            name = text(f"export_data.gui.{key}")
            box.setAccessibleName(name)
            form.addRow(label(name), box)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(label(text("export_data.gui.layers"), "section"))
        left.addWidget(self.layers, 1)
        left.addWidget(self.parts)
        left.addLayout(form)
        right.addWidget(label(text("gui.report.for_whom"), "section"))
        listed = Scroll((0, 0, 6, 0))
        listed.fill([self.audiences])
        right.addWidget(listed, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(text("gui.report.choose_file"))
        self.ok.setObjectName("primary")
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(text("gui.cancel"))
        buttons.accepted.connect(self.try_accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(8)
        layout.addLayout(sides, 1)
        for line in (self._asks, self.typed, self.said):
            layout.addWidget(line)
        layout.addWidget(self.leaves)
        layout.addWidget(label(text("export_data.gui.filtered"), "hint", wrap=True))
        layout.addWidget(buttons)

    def _on_audience(self) -> None:
        wide = wider(self.audience)
        name = self._words.term("audience", self.audience.value)
        asks = self._words.text("gui.report.type_name", name=name)
        self._asks.setText(asks)
        self.typed.setAccessibleName(asks)
        self.typed.clear()
        self._asks.setVisible(wide)
        self.typed.setVisible(wide)
        self.said.hide()
        self.parts.to_the_team(self.audience is Audience.CORE)
        self._count()

    @property
    def choice(self) -> Choice:
        """The layers that are ticked, and what of them."""
        return self.parts.of(self.chosen)

    def _count(self) -> None:
        """Count what would leave for this audience, beside the window, and say it."""
        self.jobs.leave()
        if not self.chosen:
            self.leaves.setText(self._words.text("export_data.gui.none"))
            return
        self.leaves.setText(self._words.text("imports.leaving.counting"))
        work = export_data.leaving(
            self._desk.snapshot, self.audience, self.choice, self._words.language, self._desk.today
        )
        self.jobs.start("", work, self._say_leaving, lets_go=True)

    def _say_leaving(self, found: export_data.Leaving) -> None:
        words = self._words
        listed = ", ".join(f"{layer_name(words, n)} {c:,}" for n, c in found.rows.items())
        self.leaves.setText(
            words.text(
                "imports.leaving.rows" if listed else "imports.leaving.none",
                rows=listed,
                audience=words.term("audience", self.audience.value),
                held_back=found.held_back,
            )
        )

    @property
    def audience(self) -> Audience:
        """Who gets the file."""
        return self.audiences.audience

    @property
    def ending(self) -> str:
        """The ending of the chosen format."""
        return str(self.format.currentData())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The layers that are ticked."""
        items = (self.layers.item(i) for i in range(self.layers.count()))
        return tuple(
            str(i.data(Qt.ItemDataRole.UserRole))
            for i in items
            if i.checkState() is Qt.CheckState.Checked
        )

    def try_accept(self) -> None:
        """Go on where something is ticked, and a wide audience's name is typed as it stands."""
        name = self._words.term("audience", self.audience.value)
        if not self.chosen:
            self._say("export_data.gui.none")
        elif wider(self.audience) and _plain(self.typed.text()) != _plain(name):
            self._say("gui.report.not_the_name", name=name)
        else:
            self.accept()

    def _say(self, key: str, **facts: str) -> None:
        self.said.setText(self._words.text(key, **facts))
        self.said.show()


def layer_name(words: Words, name: str) -> str:
    """What a layer is called."""
    if name == "events":
        return words.text("export_data.layer.events")
    return words.kind(RECORDS[name], many=True)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def ask_export_data(window: "Window", desk: Desk) -> None:
    """Ask what leaves and where to, then write it beside the window."""
    if desk.project is None:
        return
    if desk.act(_may) is None:
        return
    dialog = DataDialog(window, desk, shown_in(window))
    if not dialog.exec():
        return
    ending = dialog.ending
    found, _ = QFileDialog.getSaveFileName(
        window,
        desk.words.text("gui.report.where"),
        f"data-{dialog.audience.value}{ending}",
        f"{ending[1:]} (*{ending})",
    )
    if found:
        path = Path(found)
        path = path if path.suffix.lower() == ending else path.with_name(path.name + ending)
        language = str(dialog.language.currentData())
        export_to(desk, path, dialog.choice, dialog.audience, language)


def _may(project: Project) -> bool:
    may_leave(project)
    return True


def export_to(desk: Desk, path: Path, choice: Choice, audience: Audience, language: str) -> bool:
    """Write the layers there, prove them and log that they left; False while other work runs."""

    def done(written: export_data.WrittenData) -> None:
        if desk.act(export_data.keep, written) is None:
            return
        name = desk.words.term("audience", audience.value)
        rows = ", ".join(f"{layer_name(desk.words, n)} {c:,}" for n, c in written.rows.items())
        said = desk.words.text(
            "cli.data.done",
            file=written.path.name,
            rows=rows,
            audience=name,
            held_back=written.held_back,
        )
        if written.left_out:
            said += " " + desk.words.text("cli.data.left_out", count=written.left_out)
        desk.said.emit(said)

    texts = export_data.texts_of(desk.project) if desk.project is not None else None
    work = export_data.write_data(
        desk.snapshot, audience, language, path, choice, today=desk.today, texts=texts
    )
    return desk.work("export_data.title", work, done)
