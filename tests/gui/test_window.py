"""The window itself: missions come and go, acts are undone by name, everything has a key."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from pocplanner.commands import mission as acting
from pocplanner.gui import dialogs
from pocplanner.gui.acts import PAGES
from pocplanner.gui.finding import FindDialog, acts_and_records, places
from pocplanner.gui.pages.map import MapPage
from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post
from tests import makers
from tests.gui.conftest import Told

SECRET = "six words that nobody guesses"


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A sealed mission."""
    path = tmp_path / "sealed.pocplan"
    acting.create(path, "Oloria", SECRET, "PoC adviser").close()
    return path


def saving_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The person chooses this file in every dialog."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))


def test_the_first_page_offers_what_can_be_done(new_window: Callable[..., Window]) -> None:
    window = new_window()
    assert window.stack.currentWidget() is window.start
    assert not window.list.isVisible()
    can = {n for n, a in window.actions_by_name.items() if a.isEnabled()}
    assert {"new", "open", "example", "settings", "commands", "help", "quit"} <= can
    assert not can & {"import", "undo", "redo", "copy", "page_map"}


def test_a_new_mission_is_sealed_and_opened(
    new_window: Callable[..., Window],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: Told,
) -> None:
    window = new_window()
    path = tmp_path / "made.pocplan"
    saving_to(monkeypatch, path)

    def fill(dialog: dialogs.NewMissionDialog) -> int:
        dialog.name.setText("Eastern provinces")
        dialog.try_accept()
        assert dialog.said.text() == window.words.text("gui.new.no_passphrase")
        dialog.first.setText(SECRET)
        dialog.second.setText("another")
        dialog.try_accept()
        assert dialog.said.text() == window.words.text("gui.new.differ")
        dialog.second.setText(SECRET)
        dialog.try_accept()
        return 1

    monkeypatch.setattr(dialogs.NewMissionDialog, "exec", fill)
    window.actions_by_name["new"].trigger()
    assert told == []
    assert window.desk.project is not None
    assert window.desk.project.sealed
    assert window.windowTitle().startswith("Eastern provinces")
    assert not window.banner.isVisible()
    assert window.list.currentRow() == 0


def test_a_wrong_passphrase_is_told_and_asked_again(
    new_window: Callable[..., Window],
    sealed: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: Told,
) -> None:
    given = iter(["wrong", SECRET])
    asked: list[str] = []

    def passphrase(dialog: dialogs.PassphraseDialog) -> str:
        asked.append(dialog.said.text())
        return next(given)

    monkeypatch.setattr(dialogs.PassphraseDialog, "passphrase", passphrase)
    window = new_window()
    assert window.open_path(sealed)
    assert len(asked) == 2
    assert asked[0] == ""
    assert "passphrase is wrong" in asked[1]
    assert told == []


def test_giving_up_on_a_passphrase_opens_nothing_and_says_nothing(
    new_window: Callable[..., Window], sealed: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    monkeypatch.setattr(dialogs.PassphraseDialog, "passphrase", lambda _: "")
    window = new_window()
    assert not window.open_path(sealed)
    assert window.desk.project is None
    assert told == []


@pytest.mark.parametrize(
    ("content", "key"), [(b"", "open.empty"), (b"name,lat\n", "open.text"), (None, "open.missing")]
)
def test_what_is_no_mission_is_told_in_a_sentence(
    new_window: Callable[..., Window],
    tmp_path: Path,
    told: Told,
    content: bytes | None,
    key: str,
) -> None:
    path = tmp_path / "other.pocplan"
    if content is not None:
        path.write_bytes(content * 40)
    window = new_window()
    assert not window.open_path(path)
    assert [p.key for p in told] == [key]
    assert window.desk.project is None


def test_undo_and_redo_name_the_step_in_the_menu(empty_window: Window) -> None:
    project = empty_window.desk.project
    assert project is not None
    undo, redo = (empty_window.actions_by_name[n] for n in ("undo", "redo"))
    assert not undo.isEnabled()
    acting.change(project, "edit.record.add", makers.a_community(area_ids=()), name="Kemba")
    assert undo.isEnabled() and "Add Kemba" in undo.text()
    undo.trigger()
    assert not project.all(Community)
    assert redo.isEnabled() and "Add Kemba" in redo.text()
    redo.trigger()
    assert len(project.all(Community)) == 1
    assert not redo.isEnabled()


def test_the_example_is_made_and_opened(
    new_window: Callable[..., Window],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    window = new_window()
    saving_to(monkeypatch, tmp_path / "example.pocplan")
    window.actions_by_name["example"].trigger()
    qtbot.waitUntil(lambda: window.desk.project is not None, timeout=30_000)
    assert window.desk.project is not None
    assert window.desk.project.mission.exercise
    assert window.banner.isVisible()


def test_a_copy_is_a_whole_mission(
    small_window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_to(monkeypatch, tmp_path / "copy.pocplan")
    small_window.actions_by_name["copy"].trigger()
    other = acting.open_mission(tmp_path / "copy.pocplan", lambda: "", "PoC adviser")
    project = small_window.desk.project
    assert project is not None
    assert len(other.all(Community)) == len(project.all(Community))
    other.close()


def test_every_page_has_a_key(small_window: Window, qtbot: QtBot) -> None:
    for number, name in enumerate(PAGES, 1):
        action = small_window.actions_by_name[f"page_{name}"]
        assert action.shortcut().toString() == f"Ctrl+{number}"
        if name != "map":
            action.trigger()
            assert small_window.stack.currentWidget() is small_window.page(name)


def test_no_key_is_given_twice(small_window: Window) -> None:
    keys = [k.toString() for a in small_window.actions_by_name.values() for k in a.shortcuts()]
    assert len(keys) == len(set(keys))


def command_list(window: Window, qtbot: QtBot) -> FindDialog:
    """The list of commands, as Ctrl+K opens it."""
    find = acts_and_records(window.actions_by_name, window.desk)
    found = FindDialog(window, "Commands", "Type", find)
    qtbot.addWidget(found)
    found.show()
    return found


def test_the_command_list_finds_an_act_by_a_part_of_its_name(
    small_window: Window, qtbot: QtBot
) -> None:
    found = command_list(small_window, qtbot)
    everything = found.list.count()
    qtbot.keyClicks(found.box, "go to asses")
    assert 0 < found.list.count() < everything
    qtbot.keyClick(found.box, Qt.Key.Key_Return)
    assert small_window.stack.currentWidget() is small_window.page("assessment")


def test_the_command_list_finds_a_record_by_its_name(small_window: Window, qtbot: QtBot) -> None:
    project = small_window.desk.project
    assert project is not None
    community = project.all(Community)[1]
    found = command_list(small_window, qtbot)
    qtbot.keyClicks(found.box, community.name)
    texts = [found.list.item(i).text() for i in range(found.list.count())]
    assert texts[0] == f"{community.name} · {small_window.words.kind('Community')}"
    qtbot.keyClick(found.box, Qt.Key.Key_Return)
    page = small_window.page("community")
    assert small_window.stack.currentWidget() is page


def test_the_arrows_move_in_the_command_list_while_typing(
    small_window: Window, qtbot: QtBot
) -> None:
    found = command_list(small_window, qtbot)
    assert found.list.currentRow() == 0
    qtbot.keyClick(found.box, Qt.Key.Key_Down)
    assert found.list.currentRow() == 1
    qtbot.keyClick(found.box, Qt.Key.Key_Up)
    assert found.list.currentRow() == 0


def test_a_place_is_found_by_its_name_or_its_position(small_window: Window) -> None:
    project = small_window.desk.project
    assert project is not None
    went: list[object] = []
    small_window.desk.map_wanted.disconnect()
    small_window.desk.map_wanted.connect(went.append)
    find = places(small_window.desk, went.append)
    community = project.all(Community)[1]
    find(community.name.casefold().split(), community.name)[0].do()
    find([], "-12.5; -17.25")[0].do()
    assert went == [community.id, Position(lon=-17.25, lat=-12.5)]
    refused = find(["91", "200"], "91 200")
    assert [h.text for h in refused] == [
        "There is no latitude 91 with a longitude 200. Nothing was changed. "
        "Latitude ends at 90 degrees, longitude at 180."
    ]


def test_a_search_without_a_hit_says_what_to_try(
    small_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[FindDialog] = []
    monkeypatch.setattr(FindDialog, "exec", lambda dialog: opened.append(dialog))
    small_window.actions_by_name["place"].trigger()
    (dialog,) = opened
    dialog.show()
    assert not dialog.nothing.isVisible()
    dialog.box.setText("Qwxyz<b>")
    assert not dialog.list.isVisible()
    assert "Qwxyz<b>" in dialog.nothing.text() and "34N BK" in dialog.nothing.text()
    dialog.box.setText("")
    assert not dialog.nothing.isVisible() and dialog.list.isVisible()
    dialog.reject()


def test_the_help_shows_the_page_of_the_step(small_window: Window) -> None:
    small_window.actions_by_name["help"].trigger()
    shown = small_window.help.isVisible()
    small_window.actions_by_name["help"].trigger()
    assert small_window.help.isVisible() is not shown
    small_window.turn_to("community")
    assert small_window.help.page == "community"
    small_window.actions_by_name["keys"].trigger()
    assert small_window.help.isVisible()
    assert "Ctrl+K" in small_window.help.toPlainText()


def drop(window: Window, *paths: Path) -> None:
    """Let files fall on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_a_mission_that_is_dropped_is_opened(
    new_window: Callable[..., Window], sample_copy: Path
) -> None:
    window = new_window()
    drop(window, sample_copy)
    assert window.desk.project is not None


def test_what_is_dropped_is_taken_as_a_copy_and_what_comes_is_said(
    empty_window: Window, tmp_path: Path
) -> None:
    """A file manager that proposes to move would delete the person's own file."""
    said: list[str] = []
    empty_window.desk.said.connect(said.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "tiles.mbtiles"))])
    place, left, none = QPointF(10, 10), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    every = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(place, every, data, left, none)
        event.setDropAction(Qt.DropAction.MoveAction)
        (empty_window.dragEnterEvent if kind is QDragEnterEvent else empty_window.dragMoveEvent)(
            event
        )
        assert event.isAccepted() and event.dropAction() is Qt.DropAction.CopyAction
    assert said == ["Let go to lay these tiles under the map."]


def test_tiles_that_are_dropped_lie_under_the_map(
    empty_window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = empty_window.page("map")
    assert isinstance(page, MapPage)
    seen: list[Path] = []
    monkeypatch.setattr(page.base, "add", seen.append)
    drop(empty_window, tmp_path / "land.pmtiles", tmp_path / "hills.MBTILES")
    assert [p.name for p in seen] == ["land.pmtiles", "hills.MBTILES"]
    assert page.side.currentWidget() is page.base


def test_a_table_that_is_dropped_is_shown_before_anything_is_kept(
    empty_window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[list[Path]] = []
    monkeypatch.setattr(empty_window, "import_paths", seen.append)
    drop(empty_window, tmp_path / "towns.csv")
    assert seen == [[tmp_path / "towns.csv"]]


def test_a_table_dropped_without_a_mission_says_what_to_do(
    new_window: Callable[..., Window], tmp_path: Path
) -> None:
    window = new_window()
    drop(window, tmp_path / "towns.csv")
    assert window.status.kept.text() == window.words.text("gui.drop.no_mission")


def test_another_mission_takes_the_place_of_the_one_before(
    small_window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    small_window.turn_to("community")
    other = tmp_path / "other.pocplan"
    acting.create(other, "Other", None, "PoC adviser").close()
    before = small_window.desk.project
    assert small_window.open_path(other)
    project = small_window.desk.project
    assert project is not None and project is not before
    page = small_window.page("community")
    from pocplanner.gui.pages.page import TabPage

    assert isinstance(page, TabPage)
    assert page.panes["Community"].table.model.rows == []
    assert small_window.open_path(other), "the one that is open is simply shown"


def test_a_file_open_elsewhere_is_not_opened(
    new_window: Callable[..., Window], sample_copy: Path, told: Told
) -> None:
    first = new_window(sample_copy)
    assert first.desk.project is not None
    second = new_window()
    assert not second.open_path(sample_copy)
    assert [p.key for p in told] == ["open.elsewhere"]


def test_settings_are_asked_for_and_hold(
    small_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: dialogs.SettingsDialog) -> int:
        dialog.author.setText("JMAC analyst")
        dialog.document.setCurrentIndex(1)
        return 1

    monkeypatch.setattr(dialogs.SettingsDialog, "exec", fill)
    small_window.actions_by_name["settings"].trigger()
    project = small_window.desk.project
    assert project is not None
    assert project.author == "JMAC analyst"
    assert small_window.settings.document_language == "fr"


def test_a_failure_nobody_foresaw_is_told_without_a_word_of_the_mission(
    small_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        name = small_window.desk.snapshot.mission.name
        raise ValueError(name)
    except ValueError as error:
        report = dialogs.failure_report(error)
    assert "ValueError" in report
    assert "test_window.py" in report
    assert name not in report
    assert str(Path(__file__).parent) not in report


def test_long_work_shows_its_progress_and_can_be_cancelled(
    small_window: Window, qtbot: QtBot
) -> None:
    from pocplanner.progress import Progress, Work

    ended: list[str] = []

    def work() -> Work[None]:
        try:
            for i in range(100_000):
                time.sleep(0.001)
                yield Progress(i, 100_000)
        finally:
            ended.append("closed")

    small_window.desk.jobs.start("Counting", work(), lambda _: ended.append("done"))
    qtbot.waitUntil(lambda: small_window.status.progress.maximum() == 100_000, timeout=5_000)
    assert small_window.status.cancel.isVisible()
    assert small_window.status.job_title.text() == "Counting"
    small_window.status.cancel.click()
    qtbot.waitUntil(lambda: not small_window.desk.jobs.busy, timeout=5_000)
    assert ended == ["closed"]
    assert not small_window.status.cancel.isVisible()


def test_closing_the_window_ends_what_is_under_way(small_window: Window, qtbot: QtBot) -> None:
    from pocplanner.progress import Progress, Work

    def work() -> Work[None]:
        while True:
            yield Progress(0)

    told: list[Any] = []
    small_window.desk.jobs.start("For ever", work(), told.append)
    small_window.close()
    assert not small_window.desk.jobs.busy
    assert small_window.desk.project is None
    assert told == []


def test_a_question_begins_at_its_first_field_and_ends_with_its_buttons(
    new_window: Callable[..., Window], qtbot: QtBot
) -> None:
    window = new_window()
    asked = dialogs.NewMissionDialog(window, window.words)
    qtbot.addWidget(asked)
    with qtbot.waitExposed(asked):
        asked.show()
    assert asked.focusWidget() is asked.name
    order = []
    for _ in range(6):
        order.append(asked.focusWidget())
        qtbot.keyClick(asked.focusWidget(), Qt.Key.Key_Tab)
    assert order[:4] == [asked.name, asked.exercise, asked.first, asked.second]
    assert order[4] in asked.buttons.buttons()


class _Tops(QObject):
    """Hears every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_part_of_a_page_flashes_up_as_a_window_of_its_own(
    small_window: Window, qapp: QApplication
) -> None:
    tops = _Tops()
    qapp.installEventFilter(tops)
    try:
        for name in PAGES:
            if name != "map":
                small_window.turn_to(name)
    finally:
        qapp.removeEventFilter(tops)
    assert tops.seen == []


def test_several_acts_are_taken_back_at_once_from_the_list(small_window: Window) -> None:
    desk = small_window.desk
    project = desk.project
    assert project is not None
    project._together_s = 0
    before = len(project.undoable(99))
    names = [f"Post {n}" for n in range(3)]
    for name in names:
        with project.edit("edit.record.add", name=name):
            project.put(Post(id=name.replace(" ", "-").lower(), name=name))
    small_window.undo_list.fill()
    acts = [a for a in small_window.undo_list.actions() if not a.isSeparator()]
    assert [a.text().split("Post ")[1][0] for a in acts[:3]] == ["2", "1", "0"]
    acts[1].trigger()
    assert project.get(Post, "post-0") is not None
    assert project.get(Post, "post-1") is None and project.get(Post, "post-2") is None
    assert len(project.undoable(99)) == before + 1
    small_window.undo_list.fill()
    again = [a for a in small_window.undo_list.actions() if "Post 2" in a.text()]
    again[0].trigger()
    assert project.get(Post, "post-2") is not None
