"""The layers of the map: ticked, dragged, paled, filtered, taken off, and all of it undone."""

from datetime import date

import pytest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from pocplanner.analysis.sharing import view
from pocplanner.commands import layers as keeping
from pocplanner.gui.map.features import Feature
from pocplanner.gui.map.in_view import InView, inside
from pocplanner.gui.map.layers import GROUPS, LAYER_OF, LAYERS, OFF, box_of, features
from pocplanner.gui.map.legend import Legend, entries
from pocplanner.gui.map.panel import LayersPanel
from pocplanner.gui.window import Window
from pocplanner.model.drawn import DRAWN
from pocplanner.model.guard import Audience
from pocplanner.model.layout import MapLayer, SavedView
from pocplanner.words import LANGUAGES, Words


@pytest.fixture
def panel(small_window: Window, qtbot: QtBot) -> LayersPanel:
    """The layers of the small mission, without a map."""
    made = LayersPanel(small_window.desk)
    qtbot.addWidget(made)
    assert small_window.desk.project is not None
    small_window.desk.project._together_s = 0
    return made


def test_every_kind_that_can_be_drawn_has_a_layer_of_its_own() -> None:
    assert set(DRAWN) <= set(LAYER_OF)
    assert set(LAYER_OF.values()) == set(LAYERS)
    assert set(GROUPS) == set(LAYERS) | {"events"}


def test_a_tick_is_kept_in_the_mission_and_undone(panel: LayersPanel, small_window: Window) -> None:
    told: list[tuple[str, bool]] = []
    panel.toggled.connect(lambda *t: told.append(t))
    assert panel.shows("posts") and not panel.shows("alerts")
    panel.tree.tick("posts", False)
    panel.tree.tick("alerts", True)
    assert told == [("posts", False), ("alerts", True)]
    project = small_window.desk.project
    assert project is not None
    assert {f.layer for f in project.all(MapLayer)} == {"posts", "alerts"}
    small_window.undo()
    small_window.undo()
    assert told[2:] == [("alerts", False), ("posts", True)]
    assert panel.shows("posts") and not panel.shows("alerts")


def test_a_layer_that_is_taken_off_comes_back_by_undo_or_by_its_button(
    panel: LayersPanel, small_window: Window
) -> None:
    panel.tree.removed.emit("posts")
    panel.tree.removed.emit("routes")
    assert "posts" not in panel.tree.order()[0] and not panel.shows("posts")
    assert not panel.back.isHidden()
    small_window.undo()
    assert "routes" in panel.tree.order()[0] and "posts" not in panel.tree.order()[0]
    panel.back.click()
    assert "posts" in panel.tree.order()[0] and panel.shows("posts")
    assert panel.back.isHidden()
    project = small_window.desk.project
    assert project is not None
    assert [e.label for e in project.log()[-3:]] == [
        "edit.layer.remove",
        "edit.layer.remove",
        "edit.layer.put_back",
    ]


def test_the_order_and_the_groups_are_kept_and_undone(
    panel: LayersPanel, small_window: Window
) -> None:
    before = panel.tree.order()
    told: list[bool] = []
    panel.ordered.connect(lambda: told.append(True))
    panel.tree.step("threats", True)
    after = panel.tree.order()
    assert after != before and told == [True]
    assert sorted(after[0]) == sorted(before[0])
    assert after[0].index("threats") == before[0].index("threats") - 1
    assert [layer.layer for layer in panel.layers()] == after[0]
    small_window.undo()
    assert panel.tree.order() == before


def test_how_strongly_and_what_of_a_layer_is_shown_is_kept(
    panel: LayersPanel, small_window: Window, qtbot: QtBot
) -> None:
    strengths: list[tuple[str, int]] = []
    panel.strength.connect(lambda *t: strengths.append(t))
    panel.tree.setCurrentItem(panel.tree._items["communities"])
    panel.opacity.setValue(40)
    panel.wanted_text.setText("  Kemba ")
    panel.wanted_text.textEdited.emit("")
    project = small_window.desk.project
    assert project is not None
    qtbot.waitUntil(lambda: "communities" in keeping.kept(project), timeout=5_000)
    found = keeping.kept(project)["communities"]
    assert (found.opacity, found.wanted) == (40, "Kemba")
    assert ("communities", 40) in strengths
    assert "Kemba" in panel.tree.text_of("communities")


def test_a_filter_draws_only_what_holds_its_words(small_window: Window) -> None:
    snapshot, words = small_window.desk.snapshot, small_window.words
    found = features("communities", snapshot, None, words, "OSTRA")
    assert [f["label"].split(" · ")[0] for f in found] == ["Ostra"]


def test_a_mission_that_cannot_be_written_shows_what_the_person_wants_all_the_same(
    panel: LayersPanel, small_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_window.desk.project
    assert project is not None
    before = len(project.log())
    monkeypatch.setattr(type(project), "read_only", property(lambda _: True))
    panel.tree.tick("posts", False)
    panel.tree.removed.emit("routes")
    assert not panel.shows("posts") and "routes" not in panel.tree.order()[0]
    panel.back.click()
    assert "routes" in panel.tree.order()[0]
    assert len(project.log()) == before


def test_looking_at_layers_assesses_nothing_anew(
    panel: LayersPanel, small_window: Window, qtbot: QtBot
) -> None:
    found: list[object] = []
    small_window.desk.assessed.connect(found.append)
    panel.tree.tick("posts", False)
    qtbot.wait(900)
    assert found == []


# --- the legend ---------------------------------------------------------------------------------


def drawn_of(window: Window, layers: tuple[str, ...] = tuple(LAYERS)) -> list[tuple[str, Feature]]:
    """Everything that these layers show."""
    desk = window.desk
    return [
        (layer, f)
        for layer in layers
        for f in features(layer, desk.snapshot, desk.assessment, desk.words)
    ]


def test_the_legend_names_each_sign_in_view_once_and_explains_it(window: Window) -> None:
    found = entries(drawn_of(window), window.words)
    names = [(f["shape"], f.get("glyph", ""), name, meaning) for f, name, meaning in found]
    assert len(set(names)) == len(names) > 20
    assert all(name and meaning and "map." not in name + meaning for _, _, name, meaning in names)
    assert any("proposed" in name for _, _, name, _ in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_layer_has_its_name_and_its_meaning(language: str) -> None:
    words = Words(language)
    for layer in (*LAYERS, "events"):
        assert words.has(f"gui.map.layer.{layer}") and words.has(f"map.meaning.{layer}")
    for group in set(GROUPS.values()):
        assert words.has(f"map.group.{group}")


def test_what_is_out_of_view_is_not_in_the_legend(small_window: Window, qtbot: QtBot) -> None:
    legend = Legend(small_window.words)
    qtbot.addWidget(legend)
    found = drawn_of(small_window, ("posts", "communities"))
    legend.show_features(found)
    assert legend.names
    here = [(layer, f) for layer, f in found if inside(f, (100.0, 50.0, 101.0, 51.0))]
    legend.show_features(here)
    assert legend.names == []


def test_each_look_in_view_is_told_once_and_a_thing_that_moved_where_it_is_now() -> None:
    seen = InView()
    dot = {"type": "point", "colour": "#123456", "lat": 5.0}
    drawn: dict[str, Feature] = {str(i): {**dot, "lon": 20.0 + i} for i in range(9)}
    drawn["area"] = {"type": "area", "colour": "#123456", "at": [[[4.0, 19.0], [6.0, 25.0]]]}
    drawn["ground"] = {"type": "area", "at": [[[4.0, 19.0], [6.0, 25.0]]], "base": True}
    drawn["empty"] = {"type": "line", "colour": "#654321", "at": []}

    def kinds(*box: float) -> list[str]:
        west, south, east, north = box
        return [f["type"] for f in seen.looks("posts", drawn, (west, south, east, north))]

    assert kinds(19.5, 4.5, 30.0, 5.5) == ["point", "area"]
    assert kinds(27.5, 4.5, 40.0, 5.5) == ["point"]
    assert kinds(24.2, 4.5, 24.8, 5.5) == ["area"]
    drawn["8"] = {**dot, "lon": 60.0}
    assert kinds(27.5, 4.5, 40.0, 5.5) == [] and kinds(59.0, 4.0, 61.0, 6.0) == ["point"]
    seen.forget()
    assert kinds(59.0, 4.0, 61.0, 6.0) == ["point"]


def test_a_layer_is_as_large_as_what_it_shows(small_window: Window) -> None:
    found = [f for _, f in drawn_of(small_window, ("communities",))]
    box = box_of(found)
    assert box is not None and box[0] < box[2] and box[1] < box[3]
    assert all(inside(f, box) for f in found)
    assert box_of([]) is None


def test_layers_that_are_off_at_first_are_those_with_what_is_sensitive_or_much(
    panel: LayersPanel,
) -> None:
    assert (
        {name for name in LAYERS if not panel.shows(name)}
        == OFF
        == {
            "alerts",
            "journeys",
            "patrols",
            "units",
        }
    )


# --- names, and views to come back to ----------------------------------------------------------


def test_the_names_of_a_layer_are_hidden_and_undone(
    panel: LayersPanel, small_window: Window
) -> None:
    told: list[tuple[str, bool]] = []
    panel.named.connect(lambda *t: told.append(t))
    panel.tree.named.emit("communities", False)
    assert not panel.layer("communities").names and panel.shows("communities")
    small_window.undo()
    assert panel.layer("communities").names
    assert told == [("communities", False), ("communities", True)]


def test_a_view_is_kept_in_the_mission_listed_and_let_go(
    panel: LayersPanel, small_window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, project = small_window.desk, small_window.desk.project
    assert project is not None
    wanted: list[tuple[float, ...]] = []
    panel.viewed.connect(wanted.append)
    desk.choice.seen = (20.0, -10.0, 22.0, -8.0)
    monkeypatch.setattr(QInputDialog, "exec", lambda _: 1)
    monkeypatch.setattr(QInputDialog, "textValue", lambda _: "  <b>North</b> & south ")
    panel.views.ask()
    panel.views.ask()
    (kept,) = keeping.views(project)
    assert kept.name == "<b>North</b> & south"
    panel.views.fill()
    first = panel.views.menu_of.actions()[0]
    assert first.text() == "<b>North</b> && south"
    first.trigger()
    assert wanted == [pytest.approx((20.0, -10.0, 22.0, -8.0))]
    keeping.drop_view(project, kept.id)
    assert not keeping.views(project)
    small_window.undo()
    assert keeping.views(project) == (kept,)


def test_a_view_is_in_no_paper_and_is_not_counted_as_held_back(small_window: Window) -> None:
    project = small_window.desk.project
    assert project is not None
    before = view(project.snapshot(), Audience.PUBLIC, date(2031, 3, 20)).records
    keeping.keep_view(project, "Where we look", (20.0, -10.0, 22.0, -8.0))
    seen = view(project.snapshot(), Audience.PUBLIC, date(2031, 3, 20))
    assert not seen.snapshot.all(SavedView) and seen.records == before


def test_one_layer_alone_all_again_and_no_names_are_one_act_each(
    panel: LayersPanel, small_window: Window
) -> None:
    project = small_window.desk.project
    assert project is not None
    before = [layer.on for layer in panel.layers()]
    panel.tree.only.emit("posts")
    assert [layer.layer for layer in panel.layers() if layer.on] == ["posts"]
    project.undo()
    assert [layer.on for layer in panel.layers()] == before
    panel.tree.only.emit("")
    assert all(layer.on for layer in panel.layers())
    panel.name_all()
    assert not any(layer.names for layer in panel.layers() if layer.layer != "events")
    panel.name_all()
    assert all(layer.names for layer in panel.layers())
    project.undo()
    project.undo()
    project.undo()
    assert [layer.on for layer in panel.layers()] == before
    assert all(layer.names for layer in panel.layers())


@pytest.mark.parametrize("language", LANGUAGES)
def test_water_is_blue_and_the_legend_says_who_crosses_it(language: str) -> None:
    from shapely import box

    from pocplanner.gui.map.features import areas
    from pocplanner.model.places import Area
    from pocplanner.model.snapshot import Snapshot

    held = Snapshot.of(
        Area(id=kind, name=kind, hierarchy=kind, shape=box(at, 0, at + 1, 1))
        for at, kind in enumerate(("administrative", "water", "flood", "swamp"))
    )
    drawn = areas(held, Words(language))
    found = {f["id"]: f for f in drawn}
    assert found["water"]["fill"] and found["water"]["opacity"] > found["flood"]["opacity"] > 0
    assert found["administrative"]["opacity"] == 0
    assert "land:water" not in found, "water is not the ground of an invented country"
    lines = entries([("areas", f) for f in drawn], Words(language))
    told = {name: (look, meaning) for look, name, meaning in lines}
    assert len(told) == 4
    look, meaning = told[Words(language).term("area_hierarchy", "water")]
    assert look["fill"] and meaning == Words(language).text("map.meaning.water")
