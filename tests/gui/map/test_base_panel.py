"""Beside the map: packs of tiles as a person adds, sees and removes them."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pocplanner.gui.desk import Desk
from pocplanner.gui.map.base_panel import BasePanel
from pocplanner.settings import Settings
from pocplanner.words import Problem, Words
from tests.store.packs.tiles import a_picture, mbtiles


def shown(panel: BasePanel) -> str:
    return "\n".join(found.text() for found in panel.findChildren(QLabel) if not found.isHidden())


def panel(qtbot: QtBot, settings: Settings | None = None) -> BasePanel:
    made = BasePanel(Desk(Words("en"), settings or Settings()))
    qtbot.addWidget(made)
    return made


def test_without_a_pack_it_says_what_a_pack_is(qtbot: QtBot) -> None:
    assert "GIS cell" in shown(panel(qtbot))


def test_a_pack_shows_its_area_zooms_and_terms_as_plain_text(qtbot: QtBot, tmp_path: Path) -> None:
    found = panel(qtbot)
    path = mbtiles(
        tmp_path / "a.mbtiles", {(3, 1, 1): a_picture()}, name="<b>Hills</b>",
        bounds="-20,-15,-10,-5", attribution="<a href='x'>© Somebody</a>",
    )  # fmt: skip
    with qtbot.waitSignal(found.changed):
        assert found.add(path)
    said = shown(found)
    assert "zoom 3 to 3" in said
    assert "West -20.0, south -15.0" in said
    assert "© Somebody" in said and "href" not in said
    assert [p.path for p in found.desk.settings.packs] == [str(path)]
    tick = next(t for t in found.findChildren(QCheckBox))
    with qtbot.waitSignal(found.changed):
        tick.click()
    assert found.maps.told(dark=False)["packs"] == []
    gone = next(b for b in found.findChildren(QPushButton) if b.text() == "Remove")
    gone.click()
    assert found.desk.settings.packs == ()
    assert path.exists()


def test_a_file_that_is_no_pack_is_said_and_nothing_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    found = panel(qtbot)
    wrong = tmp_path / "w.mbtiles"
    wrong.write_text("x", encoding="utf-8")
    told: list[Problem] = []
    found.desk.problem.connect(told.append)
    assert not found.add(wrong)
    assert [p.key for p in told] == ["pack.not_a_pack"]
    assert found.maps.all == ()
