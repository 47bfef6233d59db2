"""Names from records beside the map: in the lists, forms and trees there they are text."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pocplanner.commands import layers as keeping
from pocplanner.commands import mission as acting
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.bulk_form import BulkForm
from pocplanner.gui.map.here_panel import HerePanel
from pocplanner.gui.map.layers import LAYERS, features
from pocplanner.gui.map.panel import LayersPanel
from pocplanner.gui.map.tools import MapTools
from pocplanner.gui.map.tour import STEPS, Tour
from pocplanner.model.community import Community, Coping
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post
from pocplanner.model.record import Record
from pocplanner.project import Project
from pocplanner.settings import Settings
from pocplanner.words import Words
from tests.gui.map.test_map_sinks import PAYLOADS as ALL

#: The longest is cut by every name.
PAYLOADS = {name: text[:290].strip() for name, text in ALL.items()}


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    """A desk without a window, on an empty exercise."""
    made = Desk(Words("en"), Settings())
    project = acting.create(tmp_path / "x.pocplan", "Oloria", None, "PoC adviser")
    made.take(project)
    qtbot.addWidget(holder := QWidget(), before_close_func=lambda _: made.leave())
    holder.desk = made  # type: ignore[attr-defined]
    return made


def project_of(desk: Desk) -> Project:
    """The mission at the desk."""
    assert desk.project is not None
    return desk.project


def texts(widget: QWidget) -> list[str]:
    """All that labels and buttons say; none of them guesses at markup."""
    labels = widget.findChildren(QLabel)
    assert all(found.textFormat() is Qt.TextFormat.PlainText for found in labels)
    tips = [w.toolTip() for w in widget.findChildren(QWidget)]
    assert all(not RichText.mightBeRichText(tip) for tip in tips), tips
    buttons = widget.findChildren(QAbstractButton)
    return [found.text() for found in labels] + [found.accessibleName() for found in buttons]


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_name_stays_text_beside_the_map(desk: Desk, qtbot: QtBot, name: str) -> None:
    payload = PAYLOADS[name]
    at = Position(lon=1.0, lat=2.0)
    records: list[Record] = [
        Community(id="c1", name=payload, position=at),
        Community(id="c2", name=payload, kind=f"other:{payload[:100]}", position=at),
        Post(id="p1", name=payload, position=at),
        Coping(id="k1", title=payload, strategy="early_warning_signals", place_id="c1"),
    ]
    project = project_of(desk)
    with project.edit("edit.record.add", name=payload):
        project.put(*records)
    stored = project.get(Community, "c1")
    assert stored is not None
    shown = " ".join(stored.name.split())[:60]
    bulk, here, panel = BulkForm(desk), HerePanel(desk), LayersPanel(desk)
    for widget in (bulk, here, panel):
        qtbot.addWidget(widget)
    bulk.show_records(records[:2])
    assert any(shown in text for text in texts(bulk))
    bulk.show_records(records)
    texts(bulk)
    here.ask_which(["c1", "c2", "p1", "k1"])
    assert sum(shown in text for text in texts(here)) >= 3
    here.show_record("c1")
    texts(here)
    found = [
        (layer, f) for layer in LAYERS for f in features(layer, desk.snapshot, None, desk.words)
    ]
    assert found
    panel.show_view(found)
    texts(panel)
    now = keeping.layer_of(project, "posts").model_copy(update={"wanted": payload[:100]})
    keeping.change(project, now, payload)
    kept = keeping.kept(project)["posts"].wanted
    assert kept in panel.tree.text_of("posts")
    texts(panel)


# --- tools and first steps ------------------------------------------------------------------


def test_every_tool_has_a_name_a_hint_and_a_place_in_the_order_of_tabs(
    desk: Desk, qtbot: QtBot
) -> None:
    tools = MapTools(desk)
    qtbot.addWidget(tools)
    for name, made in tools.buttons.items():
        assert made.accessibleName() and made.accessibleDescription(), name
        assert made.focusPolicy() & Qt.FocusPolicy.TabFocus, name
    assert not tools.buttons["merge"].isEnabled()
    tools.choose(2, 1)
    assert tools.buttons["merge"].isEnabled() and tools.buttons["delete"].isEnabled()
    tools.choose(2, 2)
    assert not tools.buttons["merge"].isEnabled()


def test_the_first_steps_come_once_and_can_be_sent_away_for_good(desk: Desk, qtbot: QtBot) -> None:
    parent = QWidget()
    parent.resize(900, 600)
    qtbot.addWidget(parent)
    tour = Tour(desk, parent)
    preferred: list[bool] = []
    desk.preferred.connect(lambda: preferred.append(desk.settings.show_tour))
    tour.begin_once()
    assert not tour.isHidden()
    for _ in STEPS:
        assert "map.tour" not in tour._text.text()
        tour.next.click()
    assert tour.isHidden() and preferred == [False]
    tour.begin_once()
    assert tour.isHidden(), "for good"
    tour.begin()
    assert not tour.isHidden(), "until somebody asks"
    tour.never.setChecked(False)
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    assert tour.isHidden() and desk.settings.show_tour
