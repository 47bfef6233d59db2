"""At 960 by 540 (a full high-definition screen at 200 %) no page goes beyond the window's side."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pocplanner.gui.acts import PAGES
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.window import Window


def test_no_page_scrolls_sideways_on_a_scaled_screen(
    new_window: Callable[..., Window], small_file: Path
) -> None:
    """In French, whose words are longer."""
    window = new_window(small_file, "fr")
    window.resize(960, 508)
    found = []
    for name in PAGES:
        window.turn_to(name)
        page = window.page(name)
        for tab in page._names if isinstance(page, TabPage) else ("",):
            page.show_tab(tab)
            QApplication.processEvents()
            room, wanted = window.room.viewport().width(), page.minimumSizeHint().width()
            if wanted > room:
                found.append(f"{name}, {tab}: {wanted} of {room}")
    assert not found, "\n".join(found)
