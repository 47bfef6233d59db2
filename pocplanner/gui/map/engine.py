"""Brings the map's engine up beside the window, or says why there will be no live map."""

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pocplanner.gui.map.web_guard import set_flags
from pocplanner.words import Problem, Words

if TYPE_CHECKING:
    from pocplanner.gui.map.view import MapView


class MapEngine(QObject):
    """`came(MapView)` or `refused(Problem)` follows `start`, once.

    The engine and folium are imported on a thread of their own: on the window's they would
    freeze it for more than half a second.
    """

    came = Signal(object)
    refused = Signal(object)
    _imported = Signal(object)

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._wanted = False
        self._imported.connect(self._on_imported)

    @property
    def coming(self) -> bool:
        """Whether it was started and has not come yet."""
        return self._wanted

    def start(self, exercise: bool) -> bool:
        """Begin; False, and a refusal, where the map would not be safe for this mission."""
        try:
            set_flags(exercise)
        except Problem as problem:
            self.refused.emit(problem)
            return False
        self._wanted = True
        threading.Thread(target=self._import, name="map", daemon=True).start()
        return True

    def give_up(self) -> None:
        """The mission was closed meanwhile: what comes now is not wanted."""
        self._wanted = False

    def _import(self) -> None:
        failed: Exception | None = None
        try:
            import folium  # noqa: F401

            import pocplanner.gui.map.view  # noqa: F401
        except Exception as error:
            failed = error
        # The window may have closed meanwhile: then nobody is there to hear of it.
        with suppress(RuntimeError):
            self._imported.emit(failed)

    def _on_imported(self, error: Exception | None) -> None:
        if not self._wanted:
            return
        if error is not None:
            self._wanted = False
            self.refused.emit(Problem("map.no_engine", why=type(error).__name__))
            return
        from pocplanner.gui.map.view import MapView
        from pocplanner.gui.map.web_profile import register_scheme

        register_scheme()
        made: MapView = MapView(self._words.language, self._words.text("gui.page.map.title"))
        # What is done with it takes its own turn: both together would hold the window.
        QTimer.singleShot(0, self, lambda: self._hand_over(made))

    def _hand_over(self, made: "MapView") -> None:
        if self._wanted:
            self._wanted = False
            self.came.emit(made)
        else:  # the mission was closed between the two turns
            made.close_page()
            made.deleteLater()
