"""Where the window stands: fits the screen at first, and is found again as it was left there."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QMainWindow

from pocplanner.settings import Settings, WindowPlace

#: A screen with less room than this is used whole; all pages are made to fit 1366×768.
_ROOMY = (1500, 860)
#: On a large screen the window takes this share of it, and no more than this.
_SHARE, _MOST = 0.9, (1760, 1040)
#: As many screens are remembered.
_SCREENS = 6


def place(window: QMainWindow, settings: Settings) -> None:
    """Give the window its place on the screen where it is shown."""
    screen = window.screen()
    room = screen.availableGeometry()
    known = settings.windows.get(screen_key(screen))
    if known is not None:
        width, height = min(known.width, room.width()), min(known.height, room.height())
        left = min(max(known.left, room.left()), room.right() + 1 - width)
        top = min(max(known.top, room.top()), room.bottom() + 1 - height)
        window.setGeometry(left, top, width, height)
        if known.whole:
            window.setWindowState(Qt.WindowState.WindowMaximized)
        return
    if room.width() < _ROOMY[0] or room.height() < _ROOMY[1]:
        window.setGeometry(room)
        window.setWindowState(Qt.WindowState.WindowMaximized)
        return
    width = min(int(room.width() * _SHARE), _MOST[0])
    height = min(int(room.height() * _SHARE), _MOST[1])
    left = room.left() + (room.width() - width) // 2
    window.setGeometry(left, room.top() + (room.height() - height) // 2, width, height)


def remembered(window: QMainWindow, settings: Settings) -> Settings:
    """The settings with the place of the window on its screen."""
    key, at = screen_key(window.screen()), window.normalGeometry()
    others = {k: v for k, v in settings.windows.items() if k != key}
    while len(others) >= _SCREENS:
        others.pop(next(iter(others)))
    if at.width() < 1 or at.height() < 1:
        return settings
    here = WindowPlace(
        left=at.left(),
        top=at.top(),
        width=at.width(),
        height=at.height(),
        whole=window.isMaximized(),
    )
    return settings.model_copy(update={"windows": {**others, key: here}})


def screen_key(screen: QScreen) -> str:
    """A screen by its size and scale: the same projector is found again under any name."""
    size = screen.geometry()
    return f"{size.width()}x{size.height()}@{screen.devicePixelRatio():g}"
