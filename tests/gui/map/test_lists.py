"""Names from records beside the map: in the lists, forms and trees there they are text."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pocplanner.analysis.event_look import EventLook
from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.table_columns import Containing
from pocplanner.commands import layers as keeping
from pocplanner.commands import mission as acting
from pocplanner.commands import pictures
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.bulk_form import BulkForm
from pocplanner.gui.map.event_drawing import EventDrawing
from pocplanner.gui.map.event_filter import EventFilter
from pocplanner.gui.map.event_panel import EventPanel
from pocplanner.gui.map.here_panel import HerePanel
from pocplanner.gui.map.layers import LAYERS, features
from pocplanner.gui.map.legend_box import LegendBox
from pocplanner.gui.map.panel import LayersPanel
from pocplanner.gui.map.tools import MapTools
from pocplanner.gui.map.tour import STEPS, Tour
from pocplanner.gui.tables.drawer import TableDrawer
from pocplanner.model.community import Community, Coping
from pocplanner.model.event_chunk import EventChunk, Texts
from pocplanner.model.events import Series
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Source
from pocplanner.model.places import Post
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.report.map_paper import MapChoice
from pocplanner.settings import Settings
from pocplanner.words import Words
from tests import makers
from tests.gui.map.test_event_choice import Page
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


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_events_stay_text_in_lists_legends_and_filters(
    desk: Desk, qtbot: QtBot, name: str
) -> None:
    payload = PAYLOADS[name]
    rows = {"place": payload, "admin1": payload, "side_a": payload, "side_b": payload,
            "native_type": payload, "lon": 21.0, "lat": -9.0, "first_day": date(2021, 3, 1),
            "place_precision": 1}  # fmt: skip
    events = replace(makers.events([rows, {**rows, "key": "E2"}]), series_ids=())
    told = Texts.of([payload] * 2)
    project = project_of(desk)
    with project.edit("edit.record.add", name=payload):
        project.put(Source(id="src-1", name=payload[:200] or "x", kind="own"))
    staged = finish(project.stage("import-1", "src-1", [EventChunk(events, *[told] * 4)], 2))
    with project.edit("edit.import.events", count=2, file=payload):
        project.put(Series(id="ser-1", source_id="src-1", import_id=staged.import_id, rows=2))
    found = desk.snapshot.events
    here, panel, box = HerePanel(desk), EventPanel(desk), EventFilter(desk)
    legend = LegendBox(desk, LayersPanel(desk).legend)
    drawer, page = TableDrawer(desk), Page()
    for widget in (here, panel, box, legend, drawer):
        qtbot.addWidget(widget)
    here.show_events([found.event_id(i) for i in range(2)])
    shown = " ".join(payload.split())[:40]
    assert sum(shown in text for text in texts(here)) >= 2
    desk.choice.choose(EventSelection(by=(payload,), areas=(payload,), text=payload[:100]))
    assert any(shown in " ".join(text.split()) for text in texts(box))
    drawing = EventDrawing(desk)
    drawing.look = EventLook(colour_by="actor")
    drawing.drawn.connect(panel.tell)
    drawing.drawn.connect(lambda told: legend.tell_events(told, drawing.look))
    desk.choice.clear()
    drawing.draw(page)  # type: ignore[arg-type]
    for widget in (panel, legend):
        assert any(shown in " ".join(text.split()) for text in texts(widget))
    desk.choice.choose(EventSelection(heads=(("place", Containing(payload)),)))
    drawer.show()
    drawer.show_table("events")
    texts(drawer)


@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_names_stay_text_on_a_map_that_is_printed(tmp_path: Path, name: str) -> None:
    """In the drawing that is printed every name is text of a text element, and nothing else."""
    payload = PAYLOADS[name]
    home = Community(id="c1", name=payload, position=Position(lon=21.0, lat=-9.0))
    mission = makers.a_mission(exercise=True)
    path = tmp_path / "m.svg"
    choice = MapChoice(layers=("areas", "communities"), title=payload[:60])
    snapshot = Snapshot.of([mission, home])
    finish(pictures.write_map(snapshot, Audience.CORE, "en", path, choice))
    tree = fromstring(path.read_text(encoding="utf-8"))
    tags = {str(element.tag).rpartition("}")[2] for element in tree.iter()}
    assert tags <= {"svg", "g", "path", "text", "tspan", "rect", "title", "desc", "defs",
                    "clipPath", "circle", "line", "image", "use", "style"}  # fmt: skip
    assert "image" not in tags and "script" not in tags
    for element in tree.iter():
        assert not any(key.startswith("on") or key.endswith("href") for key in element.attrib)
    letters = "".join(c for c in payload[:12] if c.isascii() and c.isalnum())
    written = "".join(c for c in "".join(tree.itertext()) if c.isascii() and c.isalnum())
    assert letters in written


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
