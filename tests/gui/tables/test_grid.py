"""A table is filtered in its heads, written in, pasted into, and goes with the map."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.table_columns import Between, Containing
from pocplanner.gui.tables.bulk import CorrectDialog, SetFieldDialog
from pocplanner.gui.tables.drawer import EVENTS, TableDrawer
from pocplanner.gui.tables.events_table import EventsTable
from pocplanner.gui.tables.filter_popup import NumberFilter, TextFilter
from pocplanner.gui.tables.paste_dialog import PasteDialog
from pocplanner.gui.tables.record_table import RecordTable
from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from pocplanner.model.events import EventCorrection
from pocplanner.model.places import Settlement
from tests import makers

#: What the platform without a screen says of every window that pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def table(small_window: Window) -> RecordTable:
    """The table of communities, at the front."""
    small_window.turn_to("community")
    page: Any = small_window.page("community")
    return page.panes["Community"].table  # type: ignore[no-any-return]


@pytest.fixture
def events(small_window: Window) -> EventsTable:
    """The table of events, at the front."""
    small_window.turn_to("events", "events")
    page: Any = small_window.page("events")
    return page.events.table  # type: ignore[no-any-return]


@pytest.fixture
def drawer(small_window: Window, qtbot: QtBot) -> TableDrawer:
    """A drawer of its own, to be looked at without a map."""
    made = TableDrawer(small_window.desk)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(table: RecordTable | EventsTable, name: str) -> list[str]:
    """What a column shows, from the top."""
    model, at = table.grid_model, table.grid_model.column_of(name)
    return [str(model.index(i, at).data()) for i in range(model.rowCount())]


# ------------------------------------------------------------------------------------ filters


def test_a_ticked_value_keeps_its_rows_and_a_chip_tells_and_takes_it_away(
    table: RecordTable,
) -> None:
    whole = table.grid_model.rowCount()
    popup = table.ask_filter(table.grid_model.column_of("name"))
    assert isinstance(popup, TextFilter)
    for at in range(1, popup.list.count()):
        popup.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    popup.decide()
    assert table.grid_model.rowCount() == 1 < whole
    assert len(table.chips.texts) == 1
    assert shown(table, "name")[0] in table.chips.texts[0]
    table.chips.dropped.emit("name")
    assert table.grid_model.rowCount() == whole
    assert table.chips.isHidden()


def test_typed_words_in_a_filter_keep_what_contains_them(table: RecordTable) -> None:
    name = shown(table, "name")[0]
    popup = table.ask_filter(table.grid_model.column_of("name"))
    assert isinstance(popup, TextFilter)
    popup.text.setText(name[:4].upper())
    popup.decide()
    assert table.grid_model.conditions["name"] == Containing(name[:4].upper())
    assert name in shown(table, "name")


def test_nothing_ticked_is_said_and_not_an_empty_table(table: RecordTable) -> None:
    popup = table.ask_filter(table.grid_model.column_of("name"))
    assert isinstance(popup, TextFilter)
    popup.every.click()
    popup.decide()
    assert "Tick" in popup.said.text()
    assert not table.grid_model.conditions
    popup.close()


def test_numbers_and_days_are_filtered_by_their_ends(
    table: RecordTable, events: EventsTable
) -> None:
    popup = table.ask_filter(table.grid_model.column_of("population"))
    assert isinstance(popup, NumberFilter)
    popup.least.setText("1e9")
    popup.most.setText("1")
    popup.decide()
    assert "before" in popup.said.text()
    popup.most.setText("")
    popup.decide()
    assert table.grid_model.rowCount() == 0
    popup = events.ask_filter(0)
    assert isinstance(popup, NumberFilter)
    day = shown(events, "first_day")[0]
    popup.least.setText(day[:7])
    popup.most.setText(day[:7])
    popup.decide()
    assert {d[:7] for d in shown(events, "first_day")} == {day[:7]}
    popup.least.setText("soon")
    with pytest.raises(ValueError, match="soon"):
        popup.condition()


def test_a_filter_of_a_mission_goes_with_it(small_window: Window, table: RecordTable) -> None:
    table.set_filter("population", Between(1, None))
    small_window.desk.leave()
    assert not table.grid_model.conditions
    assert table.grid_model.rowCount() == 0


def test_the_filter_opens_from_the_keyboard(table: RecordTable, qtbot: QtBot) -> None:
    table.choose_first()
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = next(iter(table.findChildren(TextFilter)))
    assert popup.isVisible()
    assert isinstance(popup.focusProxy(), QLineEdit)
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert popup.isHidden()


def test_a_press_on_the_funnel_filters_and_one_beside_it_sorts(
    table: RecordTable, qtbot: QtBot
) -> None:
    head = table.view.horizontalHeader()
    mark = table._header.mark_of(0)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=mark.center())
    (popup,) = table.findChildren(TextFilter)
    popup.close()
    assert head.sortIndicatorSection() < 0
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=mark.center() / 2)
    assert head.sortIndicatorSection() == 0


# ------------------------------------------------------------------------------------ columns


def test_columns_are_chosen_and_kept_for_this_mission(small_window: Window) -> None:
    desk = small_window.desk
    first = RecordTable(desk, Community, ("name", "kind"))
    assert [n for n, _ in first.layout_now] == ["name", "kind"]
    first.show_column("pcode", True) if "pcode" in Community.model_fields else None
    first.show_column("population", True)
    first.show_column("kind", False)
    first.layout_kept.keep()
    again = RecordTable(desk, Community, ("name", "kind"))
    assert [n for n, _ in again.layout_now] == [n for n, _ in first.layout_now]
    assert "population" in [n for n, _ in again.layout_now]
    mission = desk.snapshot.mission
    kept = repr(desk.settings.tables)
    assert mission.id not in kept
    assert mission.name not in kept
    for made in (first, again):
        made.deleteLater()


def test_the_last_column_stays(small_window: Window) -> None:
    made = RecordTable(small_window.desk, Community, ("name",))
    made.show_column("name", False)
    assert [n for n, _ in made.layout_now] == ["name"]
    made.deleteLater()


def test_chosen_rows_can_stand_on_top(table: RecordTable) -> None:
    last = table.grid_model.source.id(table.grid_model.row_at(table.grid_model.rowCount() - 1))
    assert table.choose(last)
    table.top_button.click()
    assert table.grid_model.source.id(table.grid_model.row_at(0)) == last
    assert table.chosen_ids() == [last]
    table.top_button.click()
    assert not table.grid_model.on_top


# ------------------------------------------------------------------------------------ writing


@pytest.mark.parametrize("key", ["ShiftModifier", "ControlModifier"])
def test_what_another_view_chooses_is_chosen_whatever_keys_are_held(
    table: RecordTable, qtbot: QtBot, key: str
) -> None:
    ids = [table.grid_model.source.id(table.grid_model.row_at(r)) for r in range(2)]
    table.view.clearSelection()
    qtbot.keyClick(table.search, Qt.Key.Key_End, Qt.KeyboardModifier[key])
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier[key], "held"
    for id in (ids[0], ids[1], ids[1], ids[0]):
        assert table.choose(id)
        assert table.chosen_ids() == [id]
    table.choose_first()
    assert table.chosen_ids() == ids[:1]


def test_a_cell_is_written_where_it_stands_and_undone(
    small_window: Window, table: RecordTable, qtbot: QtBot
) -> None:
    project = small_window.desk.project
    assert project is not None
    table.choose_first()
    id = table.chosen_ids()[0]
    before = project.get(Community, id)
    assert before is not None
    at = table.grid_model.index(0, table.grid_model.column_of("name"))
    table.view.setCurrentIndex(at)
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    box = table.view.viewport().findChildren(QLineEdit)[0]
    box.setText("Another name")
    box.textEdited.emit("Another name")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _name(small_window, id) == "Another name")
    small_window.undo()
    assert project.get(Community, id) == before


def opened(table: RecordTable, qtbot: QtBot) -> QLineEdit:
    """The line that is open in a cell, once it is."""

    def lines() -> list[QLineEdit]:
        found = table.view.viewport().findChildren(QLineEdit)
        return [f for f in found if f.isVisible()]

    qtbot.waitUntil(lambda: bool(lines()))
    return lines()[0]


def cell(table: RecordTable) -> tuple[int, str]:
    """The row of the table and the column that one is in."""
    at = table.view.currentIndex()
    return at.row(), table.grid_model.source.heads[at.column()].name


def test_enter_goes_down_and_tab_along_as_in_a_spreadsheet(
    small_window: Window, table: RecordTable, qtbot: QtBot
) -> None:
    ids = [table.grid_model.source.id(table.grid_model.row_at(r)) for r in range(2)]
    table.view.setCurrentIndex(table.grid_model.index(0, table.grid_model.column_of("name")))
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    box = opened(table, qtbot)
    box.setText("First")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _name(small_window, ids[0]) == "First")
    qtbot.waitUntil(lambda: cell(table) == (1, "name"))
    box = opened(table, qtbot)
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: cell(table) == (0, "name"))
    box = opened(table, qtbot)
    assert box.text() == "First"
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: cell(table)[1] != "name")
    row, after = cell(table)
    assert row == 0 and table.shown_columns().index(table.grid_model.column_of(after)) > 0
    table.view.closePersistentEditor(table.view.currentIndex())


def test_one_stays_in_a_cell_whose_value_is_refused(
    small_window: Window, table: RecordTable, qtbot: QtBot
) -> None:
    said: list[str] = []
    table.refused.connect(said.append)
    table.view.setCurrentIndex(table.grid_model.index(0, table.grid_model.column_of("name")))
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    box = opened(table, qtbot)
    box.setText("")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    qtbot.wait(30)
    assert cell(table) == (0, "name")


def test_a_head_breaks_its_title_and_tells_it_whole(table: RecordTable) -> None:
    header, model = table._header, table.grid_model
    one = model.column_of("population")
    title = model.source.heads[one].title
    told = model.headerData(one, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert str(told).startswith(title)
    for column in table.shown_columns():
        assert header.sectionSize(column) >= header.least_width(column)
    low = header.sizeHint().height()
    model.source.heads = tuple(
        replace(h, title="A title of several words") if h.name == "population" else h
        for h in model.source.heads
    )
    header.resizeSection(one, 100)
    assert header.sizeHint().height() > low


def _name(window: Window, id: str) -> str:
    record = window.desk.project.find(id) if window.desk.project is not None else None
    return str(getattr(record, "name", ""))


def test_escape_leaves_a_cell_as_it_was(
    small_window: Window, table: RecordTable, qtbot: QtBot
) -> None:
    table.choose_first()
    id = table.chosen_ids()[0]
    name = _name(small_window, id)
    table.view.setCurrentIndex(table.grid_model.index(0, table.grid_model.column_of("name")))
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    box = table.view.viewport().findChildren(QLineEdit)[0]
    box.setText("gone")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert _name(small_window, id) == name


def test_what_a_record_refuses_is_said_and_not_kept(
    small_window: Window, table: RecordTable
) -> None:
    table.choose_first()
    id = table.chosen_ids()[0]
    said = table._keep(id, "population", -5)
    assert said
    assert not said.startswith("model.")
    assert table._keep(id, "name", "") != ""


def test_many_rows_get_one_value_in_one_act(
    small_window: Window, table: RecordTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    small_window.desk.said.connect(told.append)
    table.ask_change()
    assert "No row" in told[-1]
    table.view.selectAll()

    def fill(dialog: SetFieldDialog) -> int:
        dialog.field.setCurrentIndex(dialog.field.findData("population"))
        dialog.try_accept()
        assert dialog.value is None and not dialog.said.isHidden(), "they differ, and stay"
        dialog.shared["population"].open()
        dialog.editors["population"].set_value(77)
        dialog.try_accept()
        return int(dialog.result())

    monkeypatch.setattr(SetFieldDialog, "exec", fill)
    table.ask_change()
    project = small_window.desk.project
    assert project is not None
    assert {c.population for c in project.all(Community)} == {77}
    small_window.undo()
    assert {c.population for c in project.all(Community)} != {77}


def test_a_pasted_table_is_shown_row_by_row_before_it_is_kept(
    small_window: Window, table: RecordTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_window.desk.project
    assert project is not None
    seen: list[PasteDialog] = []

    def look(dialog: PasteDialog) -> int:
        seen.append(dialog)
        return 1

    monkeypatch.setattr(PasteDialog, "exec", look)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText("Name\tPopulation\nNew one\t5\nBad\tmany\n<b>=1+1</b>\t3")
    table.paste()
    (dialog,) = seen
    assert dialog.pasted.counts == {"new": 2, "changed": 0, "same": 0, "refused": 1}
    assert dialog.table.grid_model.rowCount() == 3
    first = dialog.table.model.rows[0]
    assert first.row.state == "refused"
    assert "many" in dialog.what(first)
    assert dialog.keep.text() == "Keep 2 rows"
    assert {"New one", "<b>=1+1</b>"} <= {c.name for c in project.all(Community)}
    dialog.only.setChecked(True)
    assert dialog.table.grid_model.rowCount() == 1


def test_a_paste_that_cannot_be_read_is_told(
    table: RecordTable, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    table.ask_paste("Name\tPopulation")
    assert [p.key for p in told] == ["table.paste_empty"]


def test_delete_takes_the_chosen_out_and_undo_brings_them_back(
    small_window: Window, table: RecordTable
) -> None:
    project = small_window.desk.project
    assert project is not None
    with project.edit("edit.record.add", name="x"):
        project.put(makers.a_community(id="lone", name="Lone"))
    assert table.choose("lone")
    table.removing.trigger()
    assert project.get(Community, "lone") is None
    small_window.undo()
    assert project.get(Community, "lone") is not None


# ------------------------------------------------------------------------------------ events


@pytest.fixture
def reasons(monkeypatch: pytest.MonkeyPatch) -> list[CorrectDialog]:
    """Answers every question for a reason; what was asked."""
    asked: list[CorrectDialog] = []

    def answer(dialog: CorrectDialog) -> int:
        asked.append(dialog)
        dialog.try_accept()
        assert not dialog.result(), "a correction without a reason is not taken"
        dialog.reason.setText("Told twice")
        dialog.try_accept()
        return int(dialog.result())

    monkeypatch.setattr(CorrectDialog, "exec", answer)
    return asked


def test_a_correction_in_the_table_asks_for_its_reason(
    small_window: Window, events: EventsTable, reasons: list[CorrectDialog]
) -> None:
    project = small_window.desk.project
    assert project is not None
    before = len(project.all(EventCorrection))
    id = events.grid_model.source.id(events.grid_model.row_at(0))
    assert events._keep_cell(id, "deaths_best", 3) == ""
    made = project.all(EventCorrection)[-1]
    assert (made.deaths_best, made.reason) == (3, "Told twice")
    assert len(project.all(EventCorrection)) == before + 1
    assert shown(events, "deaths_best")[0] == "3"
    assert events._keep_cell(id, "type", "") != ""
    assert len(reasons) == 1


def test_deleted_events_leave_the_table_and_undo_brings_them_back(
    small_window: Window, events: EventsTable, reasons: list[CorrectDialog]
) -> None:
    count = events.grid_model.rowCount()
    events.view.selectAll()
    events.removing.trigger()
    assert len(reasons) == 1
    assert events.grid_model.rowCount() == 0
    small_window.undo()
    assert events.grid_model.rowCount() == count


# ------------------------------------------------------------------------------- with the map


def test_the_drawer_shows_every_kind_and_every_series(
    drawer: TableDrawer, small_window: Window
) -> None:
    project = small_window.desk.project
    assert project is not None
    names = {drawer.box.itemData(i) for i in range(drawer.box.count())}
    assert {EVENTS, "ser-events", "Community", "Settlement", "Actor", "Decision"} <= names
    for at in range(drawer.box.count()):
        drawer.box.setCurrentIndex(at)
        assert drawer.grid is not None
    assert drawer.show_table("Settlement")
    assert drawer.grid is not None
    assert drawer.grid.grid_model.rowCount() == len(project.all(Settlement))
    assert not drawer.show_table("nothing")


def test_the_drawer_follows_the_map_without_telling_it_back_and_leads_it(
    drawer: TableDrawer, small_window: Window
) -> None:
    project = small_window.desk.project
    assert project is not None
    told: list[list[str]] = []
    drawer.chosen.connect(told.append)
    community = project.all(Community)[0]
    drawer.follow([community.id])
    assert drawer.name == "Community"
    assert drawer.grid is not None
    assert drawer.grid.chosen_ids() == [community.id]
    assert told == []
    drawer.grid.view.clearSelection()
    drawer.grid.choose_first()
    assert told == [drawer.grid.chosen_ids()]
    event = small_window.desk.snapshot.events.event_id(2)
    drawer.follow([event])
    assert drawer.name == EVENTS
    assert drawer.grid.chosen_ids() == [event]


def test_the_drawer_hears_of_edits_and_forgets_the_mission(
    drawer: TableDrawer, small_window: Window
) -> None:
    project = small_window.desk.project
    assert project is not None
    drawer.show_table("Settlement")
    grid = drawer.grid
    assert grid is not None
    with project.edit("edit.record.add", name="x"):
        project.put(makers.a_settlement(id="fresh", name="Fresh"))
    assert grid.choose("fresh")
    small_window.desk.leave()
    assert drawer.box.count() == 0
    assert not drawer.tables


def test_zoom_tells_the_chosen_rows(drawer: TableDrawer, qtbot: QtBot) -> None:
    drawer.show_table("Community")
    assert drawer.grid is not None
    drawer.grid.view.selectAll()
    ids = drawer.grid.chosen_ids()
    with qtbot.waitSignal(drawer.zoomed) as heard:
        drawer.grid.zoom()
    assert heard.args == [ids]


def test_filters_of_the_heads_lead_the_map_and_stand_in_the_sentence(
    small_window: Window, events: EventsTable
) -> None:
    choice = small_window.desk.choice
    assert events.lead_button.isHidden()
    events.set_filter("deaths_best", Between(2, 3))
    assert not events.lead_button.isHidden()
    rows = events.grid_model.rowCount()
    events.lead_button.click()
    assert choice.selection.heads == (("deaths_best", Between(2, 3)),)
    assert int(choice.rows().sum()) == rows
    assert not events.grid_model.conditions
    choice.clear()


def test_f6_on_a_layer_opens_its_table(small_window: Window, qtbot: QtBot) -> None:
    small_window.turn_to("map")
    page = small_window.page("map")
    tree = page.layers.tree  # type: ignore[attr-defined]
    tree.setCurrentItem(tree._items["communities"])
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    page.show_table()  # type: ignore[attr-defined]
    drawer = page.over.drawer  # type: ignore[attr-defined]
    assert drawer.name == "Community" and drawer.isVisible()
    tree.tabled.emit("events")
    assert drawer.name == EVENTS
    small_window.desk.choice.choose(EventSelection(deaths=3))
    assert drawer.filtered.isVisible() and "3 deaths" in drawer.filtered.accessibleName()
    drawer.filtered.click()
    assert small_window.desk.choice.whole.empty
