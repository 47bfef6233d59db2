"""Files are shown before anything is kept, and what is kept can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from pocplanner.gui.imports.dialog import ImportDialog, import_next
from pocplanner.gui.imports.preview_map import dots_of
from pocplanner.gui.window import Window
from pocplanner.model.events import Series
from pocplanner.model.mission import Source
from pocplanner.model.places import Settlement

FILES = Path(__file__).parents[2] / "files"
TOWNS = "name,lat,lon,population\nKemba,-9.0,21.0,4200\nOstra,-8.6,20.4,1900\n"


@pytest.fixture
def show(empty_window: Window, qtbot: QtBot) -> Callable[..., ImportDialog]:
    """Shows the dialog for files and waits until the first was looked at."""

    def shown(*paths: Path) -> ImportDialog:
        dialog = import_next(empty_window, empty_window.desk, list(paths))
        settle(dialog, qtbot)
        return dialog

    return shown


def settle(dialog: ImportDialog, qtbot: QtBot) -> None:
    """Wait until nothing is under way in the dialog."""
    qtbot.waitUntil(lambda: not dialog.jobs.busy, timeout=60_000)


def cells(table: QTableWidget) -> list[list[str]]:
    """What stands in a table."""
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(table.columnCount())]
        found.append([item.text() if item is not None else "" for item in items])
    return found


def texts(dialog: ImportDialog) -> str:
    """Everything that the dialog says."""
    return "\n".join(x.text() for x in dialog.findChildren(QLabel) if x.isVisible())


def test_a_known_layout_is_recognised_and_nothing_is_kept_before_it_is_agreed_to(
    show: Callable[..., ImportDialog], empty_window: Window
) -> None:
    dialog = show(FILES / "acled_2018.csv")
    assert dialog.reading is not None
    assert dialog.reading.kind == "events"
    assert dialog.reading.source.profile.startswith("acled")
    rows = cells(dialog.rows)
    assert 0 < len(rows) <= 20
    project = empty_window.desk.project
    assert project is not None
    assert len(project.snapshot().events) == 0
    assert not project.all(Source)
    dialog.reject()
    assert len(project.log()) == 1


def test_keeping_is_one_act_that_one_undo_takes_back(
    show: Callable[..., ImportDialog], empty_window: Window, qtbot: QtBot
) -> None:
    dialog = show(FILES / "acled_2018.csv")
    assert dialog.reading is not None
    kept = dialog.reading.counts.kept
    dialog.keep_button.click()
    settle(dialog, qtbot)
    project = empty_window.desk.project
    assert project is not None
    assert dialog.kept is not None and dialog.kept.new == kept
    assert len(project.snapshot().events) == kept
    assert len(project.all(Series)) == 1
    assert f"{kept} new" in texts(dialog)
    dialog.skip_button.click()
    assert not dialog.isVisible()
    empty_window.undo()
    assert len(project.snapshot().events) == 0
    assert not project.all(Source)


def test_the_events_page_shows_what_was_kept(
    show: Callable[..., ImportDialog], empty_window: Window, qtbot: QtBot
) -> None:
    empty_window.turn_to("events", "events")
    from pocplanner.gui.pages.events import EventsPage

    page = empty_window.page("events")
    assert isinstance(page, EventsPage)
    assert page.events.table.model.rowCount() == 0
    dialog = show(FILES / "acled_2018.csv")
    dialog.keep()
    settle(dialog, qtbot)
    assert dialog.kept is not None
    assert page.events.table.model.rowCount() == dialog.kept.new


def test_refused_rows_are_listed_with_line_and_reason(
    show: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    path = tmp_path / "towns.csv"
    path.write_text(TOWNS + "Nowhere,95.0,21.0,10\n,1,2,3\n", encoding="utf-8")
    dialog = show(path)
    assert dialog.reading is not None
    assert dialog.reading.counts.kept == 2
    refused = cells(dialog.refused)
    assert {row[0] for row in refused} == {"4", "5"}
    assert all(row[3].endswith(".") for row in refused)


def test_a_table_that_is_not_known_is_mapped_by_hand_and_remembered(
    show: Callable[..., ImportDialog], tmp_path: Path, empty_window: Window, qtbot: QtBot
) -> None:
    path = tmp_path / "bourgs.csv"
    path.write_text("wie,breit,lang\nKemba,-9.0,21.0\nOstra,-8.6,20.4\n", encoding="utf-8")
    dialog = show(path)
    assert dialog.reading is None
    assert "wie, breit, lang" in dialog.trouble.text()
    assert dialog.tabs.currentWidget() is dialog.columns
    dialog.columns.kind.setCurrentIndex(dialog.columns.kind.findData("places"))
    for field, column in (("name", "wie"), ("lat", "breit"), ("lon", "lang")):
        for row in range(dialog.columns.table.rowCount()):
            item, box = dialog.columns.table.item(row, 0), dialog.columns.table.cellWidget(row, 1)
            if item is not None and item.data(0x100) == field:
                assert isinstance(box, QComboBox)
                box.setCurrentIndex(box.findData(column))
    dialog.columns.remember.setText("bourgs")
    dialog.columns.mapped.emit(dialog.columns.mapping(), "bourgs")
    settle(dialog, qtbot)
    assert dialog.reading is not None, dialog.trouble.text()
    assert dialog.reading.counts.kept == 2
    dialog.keep()
    settle(dialog, qtbot)
    project = empty_window.desk.project
    assert project is not None
    assert {s.name for s in project.all(Settlement)} == {"Kemba", "Ostra"}
    again = show(path)
    assert again.reading is not None, "the columns are known by now"
    assert again.reading.counts.kept == 2
    again.reject()


def test_another_order_of_dates_is_read_at_once(
    show: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "incidents.csv"
    path.write_text(
        "id,date,type,place,latitude,longitude\n"
        "1,03/04/2021,killing,Kemba,-9.0,21.0\n2,05/06/2021,killing,Kemba,-9.0,21.0\n",
        encoding="utf-8",
    )
    dialog = show(path)
    dialog.choices.set_value("date_order", "mdy")
    settle(dialog, qtbot)
    assert dialog.reading is not None
    assert cells(dialog.rows)[0][0] == "2021-03-04"
    dialog.choices.set_value("date_order", "dmy")
    settle(dialog, qtbot)
    assert cells(dialog.rows)[0][0] == "2021-04-03"
    dialog.reject()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"\x7fELF\x02\x01\x01" + bytes(3000), "program.csv"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "page.csv"),
        (b"PK\x03\x04broken", "broken.xlsx"),
    ],
)
def test_bad_files_are_told_in_a_sentence_and_the_next_one_comes(
    show: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot, content: bytes, name: str
) -> None:
    bad, good = tmp_path / name, tmp_path / "towns.csv"
    bad.write_bytes(content)
    good.write_text(TOWNS, encoding="utf-8")
    dialog = show(bad, good)
    assert dialog.reading is None
    assert dialog.trouble.isVisible()
    assert len(dialog.trouble.text()) > 40
    assert "import_" not in dialog.trouble.text()
    assert not dialog.keep_button.isEnabled()
    dialog.skip_button.click()
    settle(dialog, qtbot)
    assert dialog.path == good
    assert dialog.reading is not None
    assert dialog.keep_button.isEnabled()
    dialog.reject()


def test_a_name_that_is_a_script_stands_in_the_preview_as_text(
    show: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot, empty_window: Window
) -> None:
    path = tmp_path / "towns.csv"
    path.write_text(
        'name,lat,lon\n"<img src=x onerror=alert(1)>",-9.0,21.0\n"=cmd|x",-9.1,21.0\n',
        encoding="utf-8",
    )
    dialog = show(path)
    names = [row[0] for row in cells(dialog.rows)]
    assert "<img src=x onerror=alert(1)>" in " ".join(names)
    dialog.keep()
    settle(dialog, qtbot)
    project = empty_window.desk.project
    assert project is not None
    assert "<img src=x onerror=alert(1)>" in {s.name for s in project.all(Settlement)}


def test_closing_the_mission_closes_the_dialog(
    show: Callable[..., ImportDialog], empty_window: Window
) -> None:
    dialog = show(FILES / "acled_2018.csv")
    empty_window.desk.leave()
    assert not dialog.isVisible()


def test_a_refused_cell_is_mended_in_place_and_tried_again(
    show: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot, empty_window: Window
) -> None:
    path = tmp_path / "towns.csv"
    path.write_text(TOWNS + "Nowhere,95.0,21.0,10\n", encoding="utf-8")
    before = path.read_bytes()
    dialog = show(path)
    table = dialog.fixing.table
    assert [c[:3] for c in cells(table)] == [["4", "lat", "95.0"]]
    assert not dialog.fixing.again.isEnabled()
    item = table.item(0, 2)
    assert item is not None
    item.setText("-9.5")
    dialog.fixing.again.click()
    settle(dialog, qtbot)
    assert dialog.reading is not None
    assert (dialog.reading.counts.kept, dialog.reading.counts.refused) == (3, 0)
    dialog.keep()
    settle(dialog, qtbot)
    project = empty_window.desk.project
    assert project is not None
    place = next(s for s in project.all(Settlement) if s.name == "Nowhere").position
    assert place is not None and place.lat == -9.5
    assert path.read_bytes() == before


def test_the_first_rows_stand_on_a_map_before_anything_is_kept(
    show: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    path = tmp_path / "towns.csv"
    path.write_text(TOWNS + "Somewhere,,,10\n", encoding="utf-8")
    dialog = show(path)
    assert dialog.reading is not None
    assert [(d.lon, d.lat) for d in dots_of(dialog.reading)] == [(21.0, -9.0), (20.4, -8.6)]
    assert "2" in dialog.map.said() and "3" in dialog.map.said()
    dialog.map.resize(300, 240)
    assert not dialog.map.grab().isNull()
    dialog.reject()


def test_of_a_large_file_the_first_rows_come_before_the_rest(
    show: Callable[..., ImportDialog],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    empty_window: Window,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr("pocplanner.gui.imports.dialog._LARGE", 10)
    path = tmp_path / "towns.csv"
    path.write_text("name,lat,lon\n" + "".join(f"T{n},-9.{n:04},21.0\n" for n in range(300)))
    dialog = import_next(empty_window, empty_window.desk, [path])
    told: list[object] = []
    dialog._previewed.connect(lambda turn, found: told.append(found))
    settle(dialog, qtbot)
    (first,) = told
    assert getattr(first, "partial", False) and len(getattr(first, "records", ())) == 20
    assert dialog.reading is not None and not dialog.reading.partial
    assert dialog.reading.counts.kept == 300
    dialog.reject()


def test_columns_of_people_are_named_and_not_read(
    show: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    path = tmp_path / "towns.csv"
    path.write_text("name,lat,lon,phone,deviceid\nKemba,-9.0,21.0,0990,abc\n", encoding="utf-8")
    dialog = show(path)
    dialog.tabs.setCurrentWidget(dialog.columns)
    said = texts(dialog)
    assert "phone, deviceid" in said
    dialog.reject()


def test_an_edit_made_while_rows_are_being_kept_is_kept_too(
    show: Callable[..., ImportDialog], tmp_path: Path, empty_window: Window, qtbot: QtBot
) -> None:
    path = tmp_path / "many.csv"
    rows = "".join(f"{n},2026-01-05,killing,Kemba,-9.0,21.0\n" for n in range(12_000))
    path.write_text("id,date,type,place,latitude,longitude\n" + rows, encoding="utf-8")
    dialog = show(path)
    project = empty_window.desk.project
    assert project is not None
    dialog.keep()
    assert dialog.jobs.busy
    assert empty_window.desk.keep(Settlement(id="meanwhile", name="Ostra"))
    settle(dialog, qtbot)
    assert project.find("meanwhile") is not None
    assert len(project.snapshot().events) == 12_000


def test_events_that_another_source_tells_of_stand_side_by_side(
    show: Callable[..., ImportDialog], tmp_path: Path, empty_window: Window, qtbot: QtBot
) -> None:
    head = "id,date,type,perpetrator,place,latitude,longitude,deaths\n"
    for name, row in (
        ("first.csv", "a,2026-01-05,killing,Ash Column,Kemba,-9.0,21.0,2\n"),
        ("second.csv", "b,2026-01-06,killing,The Ash Column,Kemba,-9.02,21.0,5\n"),
    ):
        (tmp_path / name).write_text(head + row, encoding="utf-8")
        dialog = show(tmp_path / name)
        dialog.keep()
        settle(dialog, qtbot)
        qtbot.wait(50)
        settle(dialog, qtbot)
    said = texts(dialog)
    assert "1 days" in said and "first" in said and "second" in said
    project = empty_window.desk.project
    assert project is not None and len(project.snapshot().events) == 2
    keeps = [b for b in dialog.outcome.findChildren(QPushButton) if "first" in b.accessibleName()]
    keeps[0].click()
    assert [k.decode() for k in project.snapshot().events.key] == ["a"]
    assert not keeps[0].isEnabled()
    empty_window.undo()
    assert len(project.snapshot().events) == 2


def test_of_a_form_the_sheet_of_repeats_can_be_chosen(
    show: Callable[..., ImportDialog], shared_data: Path, qtbot: QtBot
) -> None:
    dialog = show(shared_data / "humanitarian/kobo/kobo_grouped_repeatable_labels.xlsx")
    assert dialog.reading is None and dialog.trouble.isVisible()
    assert dialog.columns.kind.currentData() == "communities"
    dialog.choices.set_value("sheet", "houshold_member_repeat")
    settle(dialog, qtbot)
    assert "Household visit/household location" in dialog.trouble.text()
    dialog.reject()


def test_the_rows_of_a_file_that_nobody_knows_stand_beside_its_fields(
    show: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    path = tmp_path / "bourgs.csv"
    path.write_text("Bourgs 2024\nort;hoch;quer\nKemba;-9,0;21,0\n", encoding="utf-8")
    dialog = show(path)
    raw = dialog.columns.raw
    assert [row[:2] for row in cells(raw)] == [["1", "Bourgs 2024"], ["2", "ort"], ["3", "Kemba"]]
    assert cells(dialog.rows) == cells(raw)
    item = raw.item(1, 1)
    assert item is not None and item.font().bold()
    dialog.columns.kind.setCurrentIndex(dialog.columns.kind.findData("places"))
    fields = [row[0] for row in cells(dialog.columns.table)]
    for name, column in (("Name", 1), ("Latitude", 2), ("Longitude", 3)):
        dialog.columns.table.selectRow(fields.index(name))
        raw.cellClicked.emit(2, column)
    assert dialog.columns.mapping().columns == {"name": "ort", "lat": "hoch", "lon": "quer"}
    dialog.reject()


def test_how_a_file_was_read_is_offered_for_the_next_one_and_can_be_forgotten(
    show: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    first, later = tmp_path / "week_1.csv", tmp_path / "week_2.csv"
    head = "id;date;type;place;latitude;longitude\n"
    first.write_text(head + "1;25/04/2021;killing;Kemba;-9,0;21,0\n", encoding="utf-8")
    later.write_text(head + "2;03/04/2021;killing;Kemba;-9,0;21,0\n", encoding="utf-8")
    dialog = show(first)
    assert not dialog.again.isChecked() and not dialog.memory.isVisible()
    dialog.choices.set_value("decimal", ",")
    settle(dialog, qtbot)
    assert dialog.again.isVisible() and dialog.again.isChecked()
    dialog.keep()
    settle(dialog, qtbot)
    dialog.reject()
    again = show(later)
    assert again.memory.isVisible() and "order of dates" in again.memory.text()
    assert again.reading is not None and again.reading.found.decimal == ","
    assert cells(again.rows)[0][0] == "2021-04-03"
    again.choices.set_value("date_order", "mdy")
    settle(again, qtbot)
    assert cells(again.rows)[0][0] == "2021-03-04", "what is remembered can be changed"
    again.choices.set_value("date_order", "")
    settle(again, qtbot)
    again.forget.click()
    settle(again, qtbot)
    assert not again.memory.isVisible()
    again.reject()
    third = show(later)
    assert not third.memory.isVisible()
    third.reject()


def test_a_row_with_a_cell_too_many_is_mended_whole(
    show: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "towns.csv"
    path.write_text(TOWNS + "Here, there,-9.5,21.0,10\n", encoding="utf-8")
    dialog = show(path)
    table = dialog.fixing.table
    assert [c[2] for c in cells(table)] == ["Here, there,-9.5,21.0,10"]
    item = table.item(0, 2)
    assert item is not None
    item.setText('"Here, there",-9.5,21.0,10')
    dialog.fixing.again.click()
    settle(dialog, qtbot)
    assert dialog.reading is not None
    assert (dialog.reading.counts.kept, dialog.reading.counts.refused) == (3, 0)
    dialog.reject()


def test_places_that_look_alike_stand_side_by_side_and_are_kept_apart(
    show: Callable[..., ImportDialog], tmp_path: Path, empty_window: Window, qtbot: QtBot
) -> None:
    (tmp_path / "one.csv").write_text(TOWNS, encoding="utf-8")
    (tmp_path / "two.csv").write_text(
        "name,lat,lon,population\nKembba,-9.0,21.0,4100\n", encoding="utf-8"
    )
    for name in ("one.csv", "two.csv"):
        dialog = show(tmp_path / name)
        dialog.keep()
        settle(dialog, qtbot)
    (opened,) = [
        b for b in dialog.outcome.findChildren(QPushButton) if "Kembba" in b.accessibleName()
    ]
    opened.click()
    said = texts(dialog)
    assert "one" in said and "two" in said and "4200" in said and "4100" in said
    (press,) = [
        b for b in dialog.outcome.findChildren(QPushButton) if b.text().startswith("These are two")
    ]
    press.click()
    assert not press.isEnabled()
    project = empty_window.desk.project
    assert project is not None and len(project.all(Settlement)) == 3
    again = show(tmp_path / "two.csv")
    again.keep()
    settle(again, qtbot)
    assert again.kept is not None and again.kept.alike == ()
    again.reject()
