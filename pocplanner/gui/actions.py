"""Menus and keys, as one table: the menu, the toolbar, the command list and the help read it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from pocplanner.words import Words


@dataclass(frozen=True)
class Act:
    """Something that can be asked of the window.

    `name` is its key under `gui.act`; `menu` the menu it stands in, empty for none; `keys`
    its shortcuts; `needs_mission` whether a mission must be open; `bar` whether it stands in
    the toolbar.
    """

    name: str
    do: Callable[[], object]
    menu: str = ""
    keys: tuple[str, ...] = ()
    needs_mission: bool = True
    bar: bool = False


def make(window: QWidget, words: Words, act: Act) -> QAction:
    """The Qt action of an act."""
    made = QAction(words.text(f"gui.act.{act.name}").replace("&", "&&"), window)
    made.setShortcuts([QKeySequence(k) for k in act.keys])
    hint = words.text(f"gui.act.{act.name}")
    keys = ", ".join(act.keys)
    made.setToolTip(f"{hint} ({keys})" if keys else hint)
    made.triggered.connect(lambda _=False: act.do())
    return made
