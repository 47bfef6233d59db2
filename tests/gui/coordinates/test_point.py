"""A position is asked for in one box, shown in the chosen form, and measured along the map."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from pocplanner.analysis.mgrs_grid import grid
from pocplanner.gui.coordinates.grid_overlay import LAYER, GridOverlay, features
from pocplanner.gui.coordinates.measure import Measure
from pocplanner.gui.coordinates.point import Point
from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from pocplanner.model.geometry import Position
from pocplanner.words import Words
from tests import makers

WORDS = Words("en")
HERE = Position(lon=18.5550123, lat=4.3612345)


@pytest.fixture
def point(qtbot: QtBot) -> Point:
    """The box without a mission."""
    made = Point(WORDS)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def named(small_window: Window, qtbot: QtBot) -> Point:
    """The box in a mission with two places of one name."""
    project = small_window.desk.project
    assert project is not None
    with project.edit("edit.record.add", name="x"):
        project.put(
            makers.a_settlement(id="t1", name="Twin", position=Position(lon=1, lat=2)),
            makers.a_settlement(id="t2", name="Twin", position=Position(lon=3, lat=4)),
            makers.a_settlement(id="t3", name="Nowhere", position=None),
            makers.a_settlement(id="t4", name="Zedamere", position=Position(lon=5, lat=6)),
        )
    made = Point(WORDS, small_window.desk)
    qtbot.addWidget(made)
    made.show()
    return made


def typed(box: Point, text: str) -> None:
    """Type a text and wait for no clock."""
    box.box.setText(text)
    box.look()


def test_what_is_only_shown_loses_no_digit(point: Point) -> None:
    point.set_value(HERE)
    assert point.value() is HERE
    point.box.setText(point.box.text() + " ")
    assert point.value() is HERE
    point.set_value(None)
    assert point.value() is None


@pytest.mark.parametrize(
    "text", ["4,3612 18,5550", "4°21′40″N 18°33′18″E", "34N BK 28633 82493", "34N 228633 482493"]
)
def test_every_form_is_taken_and_the_others_are_shown_while_one_types(
    point: Point, text: str
) -> None:
    typed(point, text)
    assert point.value().lat == pytest.approx(4.3612, abs=2e-3)
    assert point.told.isVisible()
    assert point.told.text().count("·") >= 3
    assert text not in point.told.text()


def test_a_coarse_position_says_how_coarse(point: Point) -> None:
    typed(point, "4.4 18.6")
    assert "11.1 km" in point.told.text()


def test_a_letter_that_can_mean_two_places_offers_both(point: Point) -> None:
    typed(point, "33S 500000 4000000")
    assert point.list.count() == 2
    with pytest.raises(ValueError, match="north or south"):
        point.value()
    point.list.itemActivated.emit(point.list.item(1))
    assert point.value().lat < 0
    assert point.list.isHidden()


def test_what_is_refused_is_said_in_one_sentence(point: Point) -> None:
    typed(point, "118.5, 4.3")
    assert "Latitude comes first" in point.told.text()
    with pytest.raises(ValueError, match="Latitude comes first"):
        point.value()


def test_a_name_leads_to_its_place_and_a_shared_one_to_a_list(named: Point) -> None:
    typed(named, "zedamere")
    assert named.list.count() == 1
    assert named.value() == Position(lon=5, lat=6)
    typed(named, "zedamear")
    assert named.list.count() == 1, "a slip of the pen is forgiven in the list"
    with pytest.raises(ValueError, match="No place"):
        named.value()
    typed(named, "Twin")
    assert named.list.count() == 2
    with pytest.raises(ValueError, match="Several"):
        named.value()
    named.list.itemActivated.emit(named.list.item(1))
    assert named.value() == Position(lon=3, lat=4)
    typed(named, "Nowhere")
    with pytest.raises(ValueError, match="No place"):
        named.value()


def test_the_box_writes_in_the_chosen_form(named: Point, small_window: Window) -> None:
    small_window.desk.prefer(coordinate_form="mgrs")
    named.set_value(HERE)
    assert named.box.text().startswith("34N BK ")
    assert named.value() is HERE


def test_the_pointer_is_read_in_the_chosen_form_and_copied_by_a_key(
    small_window: Window,
) -> None:
    readout = small_window.status.pointer
    assert readout.text() == "Decimal degrees"
    small_window.desk.pointed.emit(18.555, 4.3612)
    assert readout.text() == "4.3612, 18.5550"
    readout.menu().aboutToShow.emit()
    mgrs = next(a for a in readout.menu().actions() if a.text().startswith("MGRS"))
    assert "34N BK" in mgrs.text()
    mgrs.trigger()
    assert small_window.desk.settings.coordinate_form == "mgrs"
    assert readout.text().startswith("34N BK ")
    small_window.actions_by_name["copy_position"].trigger()
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == readout.text()
    small_window.desk.pointed.emit(10.0, 88.0)
    assert readout.text() == "88.0000, 10.0000", "beyond the grid the degrees stand in"
    small_window.desk.leave()
    assert readout.text() == "MGRS"


def test_a_form_asks_for_a_position_in_the_same_box(small_window: Window) -> None:
    small_window.turn_to("community")
    page: Any = small_window.page("community")
    pane = page.panes["Community"]
    pane.table.choose_first()
    assert pane.form is not None
    box = pane.form.editors["position"]
    assert isinstance(box, Point)
    box.box.setText("34N BK 28633 82493")
    box.changed.emit()
    pane.form.save()
    project = small_window.desk.project
    assert project is not None
    kept = project.get(Community, pane.table.chosen_ids()[0])
    assert kept is not None
    assert kept.position is not None
    assert kept.position.lat == pytest.approx(4.3612, abs=1e-4)


# ------------------------------------------------------------------------------------ measuring


@pytest.fixture
def measure(small_window: Window, qtbot: QtBot) -> Measure:
    """A measure of its own."""
    made = Measure(small_window.desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_line_is_measured_in_km_bearing_and_hours_with_its_speeds_named(
    measure: Measure, qtbot: QtBot
) -> None:
    drawn: list[list[dict[str, Any]]] = []
    measure.drawn.connect(drawn.append)
    measure.add(Position(lon=18, lat=0))
    measure.add(Position(lon=19, lat=0))
    assert "111.2 km" in measure.total.text().replace("\u00a0", " ")
    cells = [measure.table.item(0, c) for c in range(5)]
    texts = [c.text() for c in cells if c is not None]
    assert texts[:3] == ["111.2 km", "090° (E)", "27 h 48 min"]
    assert "km/h" in measure.basis.text()
    assert [f["type"] for f in drawn[-1]] == ["point", "point", "line"]
    measure.copy()
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text().split("\n")[1].startswith("111.2 km\t090° (E)")
    measure.take_back()
    assert measure.table.rowCount() == 0
    measure.box.box.setText("0 18.5")
    qtbot.keyClick(measure.box.box, Qt.Key.Key_Return)
    assert len(measure.points) == 2
    with qtbot.waitSignal(measure.ended):
        qtbot.keyClick(measure, Qt.Key.Key_Escape)
    measure.clear()
    assert drawn[-1] == []


class _Map:
    """Stands for the map: keeps what is drawn."""

    def __init__(self) -> None:
        self.layers: dict[str, list[dict[str, Any]]] = {}
        self.viewed = self

    def connect(self, _slot: object) -> None:
        """What is in view is told by hand."""

    def replace(self, layer: str, made: list[dict[str, Any]]) -> None:
        """Draw a layer."""
        self.layers[layer] = made


def test_the_grid_is_drawn_for_what_is_in_view_and_taken_away(qtbot: QtBot) -> None:
    overlay, view = GridOverlay(), _Map()
    overlay.attach(view)
    overlay.look_at(18, 4, 19, 5, 9.5)
    assert view.layers[LAYER] == []
    overlay.show(True)
    assert view.layers[LAYER] == features(grid(18, 4, 19, 5, 9))
    assert {"34N BK"} <= {f.get("caption") for f in view.layers[LAYER]}
    overlay.show(False)
    assert view.layers[LAYER] == []
    overlay.detach()
    overlay.show(True)
    assert view.layers[LAYER] == []
