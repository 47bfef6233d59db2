"""Colours, spacing and the style sheet of the window: calm, legible, safe for colour-blind eyes."""

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from pocplanner.resources import ROOT

INK, PALE_INK = "#1d2a33", "#5a6b76"
PAPER, CARD, LINE = "#f5f6f4", "#ffffff", "#d5dbde"
ACCENT, ACCENT_PALE = "#0b4f7c", "#e3eef5"
WARNING, WARNING_PALE = "#8a5300", "#fdf3e0"
DANGER, DANGER_PALE = "#9e2a2b", "#fbeaea"
GOOD, GOOD_PALE = "#2a6041", "#e6f2ea"
EXERCISE = "#5b2a86"

#: Bands by colour, letter and ink; the letter stands where colour does not.
BANDS = {
    "low": ("#8fb8a8", "L", INK),
    "moderate": ("#e0b84c", "M", INK),
    "high": ("#c8642d", "H", "#ffffff"),
    "very_high": ("#7d1d3f", "V", "#ffffff"),
    "": ("#9aa7ad", "?", INK),
}


def apply(app: QApplication) -> None:
    """Set fonts, palette and style sheet of the whole program."""
    for path in sorted((ROOT / "fonts").glob("DejaVuSans*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    font = QFont("DejaVu Sans")
    font.setPointSizeF(9.5)
    app.setFont(font)
    app.setStyle("Fusion")
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, PAPER),
        (QPalette.ColorRole.Base, CARD),
        (QPalette.ColorRole.AlternateBase, "#f0f3f4"),
        (QPalette.ColorRole.Text, INK),
        (QPalette.ColorRole.WindowText, INK),
        (QPalette.ColorRole.ButtonText, INK),
        (QPalette.ColorRole.Button, CARD),
        (QPalette.ColorRole.Highlight, ACCENT),
        (QPalette.ColorRole.HighlightedText, "#ffffff"),
        (QPalette.ColorRole.PlaceholderText, PALE_INK),
        (QPalette.ColorRole.ToolTipBase, CARD),
        (QPalette.ColorRole.ToolTipText, INK),
    ):
        palette.setColor(role, QColor(colour))
    app.setPalette(palette)
    app.setStyleSheet((ROOT / "styles" / "window.qss").read_text(encoding="utf-8"))
