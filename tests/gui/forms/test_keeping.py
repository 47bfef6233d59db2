"""Undo and save while somebody types in a form."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pocplanner.gui.acts import save_form
from pocplanner.gui.forms.form import Form
from pocplanner.gui.window import Window
from pocplanner.model.community import Community


def name_box(window: Window) -> tuple[Community, QLineEdit]:
    """A community whose form is open, and the box of its name."""
    project = window.desk.project
    assert project is not None
    community = project.all(Community)[0]
    window.show_record(community.id)
    form = next(f for f in window.findChildren(Form) if f.part == community)
    name = form.editors["name"]
    box = name if isinstance(name, QLineEdit) else name.findChild(QLineEdit)
    assert isinstance(box, QLineEdit)
    return community, box


def taken_by(box: QLineEdit) -> bool:
    """Whether Ctrl+Z belongs to the box; else it is the window's."""
    control = Qt.KeyboardModifier.ControlModifier
    key = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, control)
    key.ignore()
    QApplication.sendEvent(box, key)
    return key.isAccepted()


def test_undo_is_of_the_words_while_typing_and_of_the_act_once_kept(small_window: Window) -> None:
    community, box = name_box(small_window)
    project = small_window.desk.project
    assert project is not None
    assert not taken_by(box)
    QTest.keyClicks(box, " north")
    assert taken_by(box)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert project.get(Community, community.id) != community
    assert not taken_by(box)
    small_window.undo()
    assert project.get(Community, community.id) == community


def test_save_keeps_the_form_in_focus_and_says_that_all_is_kept(
    small_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    small_window.desk.said.connect(said.append)
    community, box = name_box(small_window)
    monkeypatch.setattr(QApplication, "focusWidget", lambda: box)
    QTest.keyClicks(box, " south")
    save_form(small_window)
    now = small_window.desk.snapshot.get(community.id)
    assert isinstance(now, Community) and "south" in now.name
    assert "Everything is kept" in said[-1]
