"""Shows a paper page by page as it will leave: the real file, from memory alone."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QSpinBox, QStackedLayout, QVBoxLayout, QWidget

from pocplanner.gui.plain import button, label, row
from pocplanner.words import Words

_SMALLEST, _LARGEST, _STEP = 0.25, 4.0, 1.2


class PaperView(QWidget):
    """Pages under a bar for zoom and page; in their place a word where there is no paper."""

    turned = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._buffer: QBuffer | None = None
        self.document = QPdfDocument(self)
        self.view = QPdfView()
        self.view.setAccessibleName(words.text("gui.report.pages"))
        self.view.setDocument(self.document)
        self.empty = label("", "empty", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number = QSpinBox()
        self.number.setKeyboardTracking(False)
        self.number.setAccessibleName(words.text("gui.report.page_number"))
        self._of = label("", "hint")
        self._zoom = label("", "hint")
        self.bar = self._bar()
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        layout.addWidget(holder, 1)
        self.number.valueChanged.connect(lambda n: self.turn_to(n - 1))
        self.view.pageNavigator().currentPageChanged.connect(self._on_page)
        self.view.zoomFactorChanged.connect(lambda _: self._tell_zoom())
        self.clear()

    def _bar(self) -> QWidget:
        text = self._words.text
        acts: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("previous", "‹", "Ctrl+PgUp", lambda: self.turn_to(self.page - 1)),
            ("next", "›", "Ctrl+PgDown", lambda: self.turn_to(self.page + 1)),
            ("smaller", "−", "Ctrl+-", lambda: self.zoom(1 / _STEP)),
            ("larger", "+", "Ctrl++", lambda: self.zoom(_STEP)),
            ("width", text("gui.report.width"), "Ctrl+0", self.fit_width),
            ("whole", text("gui.report.whole"), "Ctrl+9", self.fit_page),
        )
        made = {}
        for name, sign, keys, do in acts:
            hint = text(f"gui.report.key.{name}", keys=keys)
            made[name] = button(sign, "", hint)
            made[name].setAccessibleName(hint)
            made[name].clicked.connect(lambda _=False, d=do: d())
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, d=do: d())
            self.addAction(action)
        for end, keys in ((False, "Ctrl+Home"), (True, "Ctrl+End")):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, e=end: self.turn_to(self.pages if e else 0))
            self.addAction(action)
        self.buttons = made
        return row(
            made["previous"],
            self.number,
            self._of,
            made["next"],
            label("  "),
            made["smaller"],
            self._zoom,
            made["larger"],
            last=row(made["width"], made["whole"]),
        )

    @property
    def page(self) -> int:
        """The page at the front, the first is 0."""
        return self.view.pageNavigator().currentPage()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self.document.pageCount()

    def show_paper(self, content: bytes) -> bool:
        """Show these bytes as pages; False where they are no paper."""
        self.clear()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        if self.document.status() is not QPdfDocument.Status.Ready:
            self.clear()
            return False
        self.number.blockSignals(True)
        self.number.setSpecialValueText("")
        self.number.setRange(1, self.pages)
        self.number.setValue(1)
        self.number.blockSignals(False)
        self._of.setText(self._words.text("gui.report.of", pages=self.pages))
        self.bar.setEnabled(True)
        self._stack.setCurrentIndex(1)
        self.fit_width()
        self.turn_to(0)
        return True

    def clear(self, said: str = "") -> None:
        """Let the paper go; `said` stands in its place."""
        self.document.close()
        if self._buffer is not None:
            self._buffer.close()
            self._buffer.setData(QByteArray())
            self._buffer.deleteLater()
            self._buffer = None
        if said:
            self.empty.setText(said)
        self.bar.setEnabled(False)
        self.number.blockSignals(True)
        self.number.setRange(0, 0)
        self.number.setSpecialValueText("–")
        self.number.blockSignals(False)
        self._of.setText("")
        self._zoom.setText("")
        self._stack.setCurrentIndex(0)

    def turn_to(self, page: int) -> None:
        """Bring a page to the front; the nearest one where there is none of this number."""
        if self.pages:
            page = min(max(page, 0), self.pages - 1)
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def zoom(self, times: float) -> None:
        """Larger or smaller by this factor."""
        if self.pages:
            now = self._shown_zoom()
            self._set_mode(QPdfView.PageMode.MultiPage, QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(min(max(now * times, _SMALLEST), _LARGEST))
            self._tell_zoom()

    def fit_width(self) -> None:
        """As wide as there is room, one page under another."""
        self._set_mode(QPdfView.PageMode.MultiPage, QPdfView.ZoomMode.FitToWidth)

    def fit_page(self) -> None:
        """One whole page at once."""
        self._set_mode(QPdfView.PageMode.SinglePage, QPdfView.ZoomMode.FitInView)

    def _set_mode(self, pages: QPdfView.PageMode, zoom: QPdfView.ZoomMode) -> None:
        page = max(self.page, 0)
        self.view.setPageMode(pages)
        self.view.setZoomMode(zoom)
        self._tell_zoom()
        # Laid out anew, the view stands wherever the old page happens to fall.
        QTimer.singleShot(0, lambda: self.turn_to(page))

    def _shown_zoom(self) -> float:
        """The factor at which pages are drawn, whatever it comes from; 1 is their size in print."""
        if self.view.zoomMode() is QPdfView.ZoomMode.Custom or not self.pages:
            return self.view.zoomFactor()
        size = self.document.pagePointSize(max(self.page, 0))
        screen = self.logicalDpiX() / 72
        margins = self.view.documentMargins()
        port = self.view.viewport().size()
        wide = (port.width() - margins.left() - margins.right()) / (size.width() * screen)
        if self.view.zoomMode() is QPdfView.ZoomMode.FitToWidth:
            return wide
        high = (port.height() - self.view.pageSpacing()) / (size.height() * screen)
        return min(wide, high)

    def _tell_zoom(self) -> None:
        if self.pages:
            self._zoom.setText(f"{self._shown_zoom():.0%}")

    def _on_page(self, page: int) -> None:
        self.number.blockSignals(True)
        self.number.setValue(page + 1)
        self.number.blockSignals(False)
        self._tell_zoom()
        self.turned.emit(page)
