"""Shows what a pasted table would do, row by row, before any of it is kept."""

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from pocplanner.commands.pasting import Pasted, PastedRow
from pocplanner.gui import theme
from pocplanner.gui.plain import button, label, row
from pocplanner.gui.tables.table import Column, Table
from pocplanner.words import Words


@dataclass(frozen=True)
class _Line:
    """A pasted row under an id of its own."""

    id: str
    row: PastedRow


class PasteDialog(QDialog):
    """Every line that was pasted stands here: new, changed, the same, or refused and why."""

    def __init__(self, parent: QWidget, words: Words, pasted: Pasted) -> None:
        super().__init__(parent)
        self._words, self.pasted = words, pasted
        self.setWindowTitle(words.text("table.paste.title", kind=words.kind(pasted.kind, True)))
        self.resize(940, 520)
        counts = pasted.counts
        self.told = label(words.text("table.paste.told", **counts), "section", wrap=True)
        self.left_out = label("", "warning", wrap=True)
        if pasted.left_out:
            columns = ", ".join(pasted.left_out)
            self.left_out.setText(words.text("table.paste.left_out", columns=columns))
        self.only = QCheckBox(words.text("table.paste.only_refused"))
        self.only.toggled.connect(lambda _: self._show())
        self.table = Table(words, self._columns(), widths=self._widths())
        keeping = counts["new"] + counts["changed"]
        key = "table.paste.keep_one" if keeping == 1 else "table.paste.keep_many"
        said = words.text(key, count=keeping) if keeping else words.text("table.paste.nothing")
        self.keep = button(said, "primary")
        self.keep.setEnabled(keeping > 0)
        self.keep.clicked.connect(self.accept)
        cancel = button(words.text("gui.cancel"))
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        for widget in (self.told, self.left_out, self.only):
            layout.addWidget(widget)
        self.left_out.setVisible(bool(pasted.left_out))
        self.only.setVisible(0 < counts["refused"] < len(pasted.rows))
        layout.addWidget(self.table, 1)
        layout.addWidget(label(words.text("table.paste.empty_hint"), "hint", wrap=True))
        layout.addWidget(row(last=row(self.keep, cancel)))
        self.keep.setDefault(True)
        (self.keep if keeping else cancel).setFocus()
        self._show()

    def _columns(self) -> list[Column]:
        words = self._words

        def state(line: _Line) -> str:
            return words.text(f"table.paste.{line.row.state}")

        def colour(line: _Line) -> tuple[str, str] | None:
            grounds = {
                "new": theme.GOOD_PALE,
                "changed": theme.WARNING_PALE,
                "refused": theme.DANGER_PALE,
            }
            ground = grounds.get(line.row.state)
            return (ground, theme.INK) if ground else None

        def cell(at: int) -> Column:
            def text(line: _Line) -> str:
                cells = line.row.cells
                return " ".join(cells[at].split()) if at < len(cells) else ""

            return Column(self.pasted.titles[at], text, field=f"cell {at}")

        return [
            Column(words.text("table.paste.line"), lambda x: str(x.row.line), lambda x: x.row.line),
            Column(words.text("table.paste.state"), state, colour=colour),
            Column(words.text("table.paste.what"), self.what),
            *(cell(at) for at in range(len(self.pasted.titles))),
        ]

    def _widths(self) -> list[int]:
        return [84, 116, 420, *(130 for _ in self.pasted.titles)]

    def what(self, line: _Line) -> str:
        """What a row changes, or why it is refused."""
        words, said = self._words, []
        for reason in line.row.reasons:
            text = words.text(reason.key, **reason.facts)
            if reason.column:
                text = words.text("table.paste.in_column", column=reason.column, reason=text)
            said.append(text)
        for one in line.row.changes:
            facts = {
                "field": words.label(self.pasted.kind, one.field),
                "before": one.before or words.text("table.paste.empty"),
                "after": one.after or words.text("table.paste.empty"),
            }
            said.append(words.text("table.paste.changes", **facts))
        return " ".join(" ".join(said).split())

    def _show(self) -> None:
        lines = [_Line(str(r.line), r) for r in self.pasted.rows]
        if self.only.isChecked():
            lines = [x for x in lines if x.row.state == "refused"]
        # What needs a look stands first; within that, as it was pasted.
        rank = {"refused": 0, "changed": 1, "new": 2, "same": 3}
        self.table.set_rows(sorted(lines, key=lambda x: rank[x.row.state]))
