"""What was read of a file, side by side: its first rows, the refused, warnings, columns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTabWidget, QWidget

from pocplanner.commands import imports
from pocplanner.formats.reading import RawRow, Reading
from pocplanner.gui.desk import Desk
from pocplanner.gui.imports.columns import ColumnsForm
from pocplanner.gui.imports.fixing import FixTable
from pocplanner.gui.imports.preview import RowsTable, raw_of, rows_of
from pocplanner.gui.imports.preview_map import PreviewMap, dots_of
from pocplanner.gui.plain import Scroll, beside, label, name_tabs


class ReadingTabs(QTabWidget):
    """Four tabs on one reading; nothing of it is kept here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._words = desk, desk.words
        text = self._words.text
        self.rows = RowsTable(text("gui.import.tab.rows"))
        self.map = PreviewMap(self._words)
        self.map.show_boundaries(desk.snapshot)
        first = beside(self.rows, self.map, (780, 360))
        self.fixing = FixTable(self._words)
        self.warnings = Scroll()
        self.columns = ColumnsForm(self._words)
        self.setDocumentMode(True)
        name_tabs(self, text("imports.gui.read_parts"))
        for name, widget in (
            ("rows", first),
            ("refused", self.fixing),
            ("warnings", self.warnings),
            ("columns", self.columns),
        ):
            self.addTab(widget, text(f"gui.import.tab.{name}"))

    def show_reading(self, found: Reading) -> None:
        """All that was found; the refused rows first where nothing could be kept."""
        self.show_first(found)
        self.fixing.show_refused(found)
        title = self._words.text("gui.import.tab.refused")
        self.setTabText(1, f"{title} ({found.counts.refused})")
        self._show_warnings(found)
        self.setCurrentIndex(0 if found.counts.kept else 1)

    def show_first(self, found: Reading) -> None:
        """The first rows in the table and on the map, and which column is what."""
        self.rows.show_rows(*rows_of(self._desk, found))
        self.map.show_dots(dots_of(found), min(imports.FIRST, found.counts.kept))
        told = found.found
        self.columns.show_columns(found.kind, told.columns, told.unused, told.dropped)
        self.columns.show_raw(found.raw, told.header_row)

    def clear_all(self, raw: Sequence[RawRow] = ()) -> None:
        """The file could not be understood: show its rows as they stand, where there are any."""
        self.rows.show_rows(*raw_of(self._words, raw), most=200)
        self.columns.show_raw(raw)
        self.fixing.show_refused(None)
        self.map.show_dots([], 0)
        self.warnings.fill([])
        for at, name in ((1, "refused"), (2, "warnings")):
            self.setTabText(at, self._words.text(f"gui.import.tab.{name}"))

    def _show_warnings(self, found: Reading) -> None:
        words = self._words
        parts: list[QWidget] = [
            label(w.sentence(words), "caution", wrap=True) for w in found.warnings
        ]
        for unknown in found.unknown_codes[:200]:
            text = words.text(
                "gui.import.unknown_code",
                vocabulary=unknown.vocabulary,
                code=unknown.code,
                count=unknown.count,
            )
            parts.append(label(text, wrap=True))
        self.warnings.fill(
            parts or [label(words.text("gui.import.no_warnings"), "hint", wrap=True)]
        )
        count = len(found.warnings) + len(found.unknown_codes)
        self.setTabText(2, f"{words.text('gui.import.tab.warnings')} ({count})")
