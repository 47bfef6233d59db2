"""Trying changes in the window: numbers follow beside what they were, the mission stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pocplanner.gui.pages.map import MapPage
from pocplanner.gui.what_if.adding import KINDS
from pocplanner.gui.what_if.options_pane import OptionsPane
from pocplanner.gui.what_if.trial import Trial, trial_of
from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Post
from pocplanner.model.proposal import ProposedChange
from pocplanner.words import Problem

BASE = "post-loundre-base"
Told = list[Problem]


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


@pytest.fixture
def window(new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot) -> Window:
    found = new_window(sample_copy, "en")
    qtbot.waitUntil(lambda: found.desk.assessment is not None, timeout=60_000)
    return found


@pytest.fixture
def page(window: Window) -> MapPage:
    found = window.page("map")
    assert isinstance(found, MapPage)
    return found


def drag(page: MapPage, id: str, lon: float, lat: float) -> None:
    """What the map's page tells when a sign was dragged."""
    at = page.desk.snapshot.position(id)
    assert at is not None
    page.tools.take("try")
    page.hand.choose([id])
    page.hand._on_drawn("move", [(at.lon, at.lat), (lon, lat)])


def thought(trial: Trial, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: trial.outcome is not None and not trial.thinking, timeout=30_000)


def test_a_post_that_is_dragged_in_thought_moves_the_numbers_and_not_the_mission(
    page: MapPage, qtbot: QtBot
) -> None:
    desk, trial = page.desk, trial_of(page.desk)
    before = desk.snapshot.one(Post, BASE)
    drag(page, BASE, -16.6, -13.2)
    thought(trial, qtbot)
    assert desk.snapshot.one(Post, BASE) == before
    pane = page.trying.pane
    assert page.side.currentWidget().isAncestorOf(pane)
    assert "Loundre base moved to -13.200, -16.600" in texts(pane)
    assert "Help comes later at one place: Loundre." in texts(pane)
    assert "Day, dry: 100 % · 2 h 49 to spare →" in texts(pane)
    qtbot.waitUntil(lambda: bool(trial.texts), timeout=30_000)
    assert "Paragraphs of the strategy that would read otherwise" in texts(pane)
    signs = {f["id"]: f for f in page.trying.on_map.features()}
    assert signs[f"{BASE}#try"]["hollow"] and signs[f"{BASE}#try"]["of"] == BASE
    assert signs[f"{BASE}#way"]["type"] == "line"
    # Dragged once more, the newer place counts alone.
    drag(page, BASE, -16.7, -13.3)
    assert len(trial.changes) == 1
    trial.discard()
    assert page.trying.on_map.features() == []
    assert "Nothing is tried" in texts(pane)


def test_what_is_kept_is_one_act_that_undo_takes_back(page: MapPage, qtbot: QtBot) -> None:
    desk, trial = page.desk, trial_of(page.desk)
    before = {r.id: r for r in desk.snapshot}
    drag(page, BASE, -16.6, -13.2)
    thought(trial, qtbot)
    page.trying.pane.keep.click()
    moved = desk.snapshot.one(Post, BASE)
    assert moved is not None and moved.position is not None and moved.position.lon == -16.6
    assert desk.project is not None and trial.changes == ()
    desk.project.undo()
    assert {r.id: r for r in desk.snapshot} == before


def test_a_post_under_the_sign_of_its_town_is_the_one_that_is_tried(
    page: MapPage, qtbot: QtBot
) -> None:
    trial = trial_of(page.desk)
    at = page.desk.snapshot.position(BASE)
    assert at is not None
    page.tools.take("try")
    page.hand.choose(["com-loundre"])
    page.hand._on_drawn("move", [(at.lon, at.lat), (-16.6, -13.2)])
    assert [c.post_id for c in trial.changes] == [BASE]
    trial.discard()


def test_a_lost_mast_is_named_and_told_with_alert_and_help(page: MapPage, qtbot: QtBot) -> None:
    trial, adding = trial_of(page.desk), page.trying.pane.adding
    adding.refresh()
    adding.kind.setCurrentIndex(adding.kind.findData("lose_cause"))
    assert adding.of.findText("The mast of Loundre") >= 0
    trial.set([ProposedChange(kind="lose_cause", cause="mast:Loundre")])
    thought(trial, qtbot)
    said = texts(page.trying.pane)
    assert "the mast of Loundre lost" in said
    assert "The women of Loundre, by day, dry season: heard, and a unit there" in said
    trial.discard()


def test_only_posts_on_land_are_tried(page: MapPage, told: Told, qtbot: QtBot) -> None:
    trial = trial_of(page.desk)
    drag(page, BASE, -20.5, -12.0)
    assert [p.key for p in told] == ["what_if.in_water"]
    snapshot = page.desk.snapshot
    spots = [p.position for p in snapshot.all(Post) if p.position is not None]
    alone = next(
        c.id for c in snapshot.all(Community)
        if c.position and all(distance_m(c.position, s) > 50_000 for s in spots)
    )  # fmt: skip
    drag(page, alone, -16.6, -13.2)
    assert trial.changes == ()
    assert "Only a post" in page.hint.text() or trial.outcome is None


def test_every_kind_of_change_can_be_put_together(page: MapPage, qtbot: QtBot) -> None:
    adding = page.trying.pane.adding
    adding.refresh()
    made: list[ProposedChange] = []
    adding.made.disconnect()
    adding.made.connect(made.append)
    for code in KINDS:
        adding.kind.setCurrentIndex(adding.kind.findData(code))
        if code == "lift_caveat":
            at = next(
                i for i in range(adding.of.count()) if "Company Loundre" in adding.of.itemText(i)
            )
            adding.of.setCurrentIndex(at)
        if code == "add_post":
            adding._opened(page.desk.snapshot.one(Post, BASE).position)  # type: ignore[union-attr, arg-type]
        else:
            adding.button.click()
    assert [c.kind for c in made] == list(KINDS)
    assert all(c.whole for c in made)


def test_two_options_stand_side_by_side_and_are_written(
    window: Window, page: MapPage, qtbot: QtBot, tmp_path: Path
) -> None:
    from pocplanner.gui.what_if.paper_dialog import write
    from pocplanner.model.guard import Audience

    trial = trial_of(page.desk)
    trial.set([ProposedChange(kind="close_post", post_id=BASE)])
    assert trial.save("Closed")
    trial.set([ProposedChange(kind="lose_cause", cause="mast:Loundre")])
    assert not trial.save("  ")
    assert trial.save("Mast lost")
    trial.discard()
    window.turn_to("time")
    time = window.page("time")
    time.show_tab("what_if")
    pane = time.options  # type: ignore[attr-defined]
    assert isinstance(pane, OptionsPane)
    # The example brings two options of its own, which stand there first.
    assert all(box.currentText().find("Dreumati") > 0 for box in pane.lists)
    for box, name in zip(pane.lists, ("Closed", "Mast lost"), strict=True):
        box.setCurrentIndex(box.findText(name))
    qtbot.waitUntil(lambda: all(pane.outcomes()), timeout=60_000)
    rows = {line.key: line for line in pane.table.model.rows}
    line = rows["com-loundre", "day", "dry"]
    assert line.now.before_attack == 100
    assert line.then[0] is not None and line.then[0].before_attack != 100
    mast = line.then[1]
    assert mast is not None and replace(mast, heard=()) == replace(line.now, heard=())
    assert mast.everybody is not None and line.now.everybody is not None
    assert mast.everybody.arrives_onset < line.now.everybody.arrives_onset
    assert "Alerts that would get out otherwise" in texts(pane)
    ids = tuple(str(box.currentData()) for box in pane.lists)
    path = tmp_path / "options.pdf"
    write(page.desk, ids, Audience.CORE, "en", path)
    qtbot.waitUntil(lambda: not page.desk.jobs.busy, timeout=60_000)
    assert path.read_bytes().startswith(b"%PDF-")
    assert window.page("time").show_record(ids[1])


def test_the_next_posts_are_found_and_tried(window: Window, page: MapPage, qtbot: QtBot) -> None:
    window.turn_to("time")
    pane = window.page("time").sites  # type: ignore[attr-defined]
    pane.count.setCurrentIndex(0)
    pane.search.click()
    qtbot.waitUntil(lambda: pane.found is not None, timeout=60_000)
    assert "No other choice among the candidates is better." in texts(pane)
    assert [f["id"] for f in page.trying.on_map.features()] == ["site:1"]
    pane._try(0)
    trial = trial_of(page.desk)
    assert [c.kind for c in trial.changes] == ["add_post"]
    thought(trial, qtbot)
    assert "nobody sets out from there" in texts(page.trying.pane)
    trial.discard()


def test_closures_are_followed_in_the_window(window: Window, qtbot: QtBot) -> None:
    window.turn_to("time")
    pane = window.page("time").closures  # type: ignore[attr-defined]
    pane.months.setValue(4)
    pane.follow.click()
    qtbot.waitUntil(lambda: pane.found is not None, timeout=60_000)
    assert "Closed: Loundre base." in texts(pane)
    assert "What stays at Loundre when the mission is gone:" in texts(pane)
