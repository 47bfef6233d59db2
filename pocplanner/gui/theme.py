"""Colours and the style sheet of the window, light or dark: calm, legible, safe for all eyes."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from pocplanner.resources import ROOT, read_toml

#: How the window may look: as the desktop does, or one of the two for good.
APPEARANCES = ("system", "light", "dark")

# Set by `apply`; read them as `theme.INK`, so that a change of appearance reaches everybody.
INK = PALE_INK = PAPER = CARD = LINE = ACCENT = ""
WARNING_PALE = DANGER_PALE = GOOD_PALE = ""

#: Bands by colour, letter and ink, the same in every appearance; the letter stands where colour
#: does not.
BANDS = {
    "low": ("#8fb8a8", "L", "#1d2a33"),
    "moderate": ("#e0b84c", "M", "#1d2a33"),
    "high": ("#c8642d", "H", "#ffffff"),
    "very_high": ("#7d1d3f", "V", "#ffffff"),
    "": ("#9aa7ad", "?", "#1d2a33"),
}

_ROLES = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.Base: "card",
    QPalette.ColorRole.AlternateBase: "stripe",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Button: "card",
    QPalette.ColorRole.Highlight: "strong",
    QPalette.ColorRole.HighlightedText: "on_strong",
    QPalette.ColorRole.PlaceholderText: "pale_ink",
    QPalette.ColorRole.ToolTipBase: "card",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "edge",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Dark: "edge",
}


def colours(dark: bool) -> dict[str, str]:
    """The colours of an appearance by what they are for, each as `#rrggbb`."""
    found: dict[str, str] = read_toml("styles", "colours.toml")["dark" if dark else "light"]
    return found


def is_dark(appearance: str) -> bool:
    """Whether an appearance is dark; that of the desktop is asked for."""
    if appearance == "system":
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return appearance == "dark"


def apply(app: QApplication, appearance: str = "light") -> None:
    """Set fonts, palette and style sheet of the whole program; may be called again."""
    known = colours(is_dark(appearance))
    for name in ("ink", "pale_ink", "paper", "card", "line", "accent"):
        globals()[name.upper()] = known[name]
    for name in ("warning_pale", "danger_pale", "good_pale"):
        globals()[name.upper()] = known[name]
    if not QFontDatabase.families() or "DejaVu Sans" not in QFontDatabase.families():
        for path in sorted((ROOT / "fonts").glob("DejaVuSans*.ttf")):
            if "Condensed" in path.name:  # for paper only
                continue
            QFontDatabase.addApplicationFont(str(path))
    font = QFont("DejaVu Sans")
    font.setPointSizeF(9.5)
    app.setFont(font)
    # From one sheet to another Qt looks at every widget again for each rule that went; from none
    # it is four times as quick.
    app.setStyleSheet("")
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(known[name]))
    off = QPalette.ColorGroup.Disabled
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(off, role, QColor(known["off_ink"]))
    app.setPalette(palette)
    sheet = (ROOT / "styles" / "window.qss").read_text(encoding="utf-8")
    app.setStyleSheet(re.sub(r"@(\w+)", lambda found: known[found[1]], sheet))
