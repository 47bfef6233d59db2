"""Where the pointer is on the map, in the form that the person chose; copied by one key."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton

from pocplanner.gui.coordinates.forms import chosen_form
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import tooltip

if TYPE_CHECKING:
    from pocplanner.model.geometry import Position

#: The key that copies the pointer's position.
COPY_KEY = "Ctrl+Shift+C"


class PointerReadout(QToolButton):
    """A press offers the forms; the one chosen is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.at: Position | None = None
        words = desk.words
        hint = words.text("coordinates.readout.hint", key=COPY_KEY)
        self.setObjectName("pointer")
        self.setToolTip(tooltip(hint))
        self.setAccessibleDescription(hint)
        self.setAutoRaise(True)
        self.setMinimumWidth(190)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        desk.pointed.connect(self.show_position)
        desk.closed.connect(self.forget)
        desk.preferred.connect(self._write)
        self.forget()

    def show_position(self, lon: float, lat: float) -> None:
        """Show where the pointer is."""
        from pocplanner.model.geometry import Position

        # A metre is finer than a hand holds the pointer.
        self.at = Position(lon=round(lon, 5), lat=round(lat, 5))
        self._write()

    def forget(self) -> None:
        """Show nothing: the mission is closed."""
        self.at = None
        self._write()

    def copy(self) -> None:
        """Put the position into the clipboard, in the form that is shown."""
        clipboard = QGuiApplication.clipboard()
        if self.at is not None and clipboard is not None:
            text = self.text()
            clipboard.setText(text)
            self._desk.said.emit(self._desk.words.text("coordinates.readout.copied", text=text))

    def _write(self) -> None:
        words = self._desk.words
        form = chosen_form(self._desk.settings)
        # Where the pointer is nowhere, the name of the form says what will stand here.
        text = words.text(f"coordinates.form.{form}")
        if self.at is not None:
            from pocplanner.analysis.coordinates import write

            text = write(self.at, form, words.language) or write(self.at)
        self.setText(text)
        self.setAccessibleName(f"{words.text('coordinates.readout.name')}: {text}")

    def _fill(self) -> None:
        """Every form with the position as it is now."""
        from pocplanner.analysis.coordinates import FORMS, write

        words, menu = self._desk.words, self.menu()
        now = chosen_form(self._desk.settings)
        menu.clear()
        menu.addSection(words.text("coordinates.readout.form"))
        for form in FORMS:
            name = words.text(f"coordinates.form.{form}")
            text = write(self.at, form, words.language) if self.at is not None else ""
            act = menu.addAction(f"{name}    {text}" if text else name)
            act.setCheckable(True)
            act.setChecked(form == now)
            act.triggered.connect(lambda _=False, f=form: self._desk.prefer(coordinate_form=f))
        menu.addSeparator()
        copying = menu.addAction(f"{words.text('coordinates.readout.copy')}\t{COPY_KEY}")
        copying.setEnabled(self.at is not None)
        copying.triggered.connect(lambda _=False: self.copy())
