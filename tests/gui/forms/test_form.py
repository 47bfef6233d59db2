"""A form gives back what it was shown, refuses what the record refuses, and says it beside."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pocplanner.commands.sample import records, sample_snapshot
from pocplanner.gui.coordinates.point import Point
from pocplanner.gui.forms.editors import Line
from pocplanner.gui.forms.form import Form, PartDialog
from pocplanner.gui.forms.shared_value import SharedValue
from pocplanner.gui.naming import name_of
from pocplanner.gui.window import Window
from pocplanner.model.community import Alert, Community, Coping, Timing
from pocplanner.model.events import EventCorrection
from pocplanner.model.geometry import Position
from pocplanner.model.kinds import KINDS
from pocplanner.model.kinds import kind as kind_of
from pocplanner.model.mission import Source
from pocplanner.model.places import Post
from pocplanner.model.record import Range, Record, Ref
from pocplanner.words import Words
from tests import makers

WORDS = Words("en")


def choices(ref: Ref) -> Sequence[tuple[str, str]]:
    """The records of the example by name."""
    snapshot = sample_snapshot()
    return [
        (r.id, name_of(WORDS, r, snapshot))
        for name in ref.kinds
        for r in snapshot.all(kind_of(name))
    ]


def shown(qtbot: QtBot, record: Record) -> Form:
    """A form that shows a record."""
    form = Form(WORDS, type(record), choices)
    qtbot.addWidget(form)
    form.show_part(record)
    return form


def kept(form: Form) -> list[Any]:
    """What the form tells when it is asked to keep."""
    told: list[Any] = []
    form.saved.connect(told.append)
    form.save()
    return told


@pytest.mark.parametrize("name", sorted({type(r).__name__ for r in records()}))
def test_a_form_gives_back_the_record_that_it_was_shown(qtbot: QtBot, name: str) -> None:
    found = [r for r in records() if type(r).__name__ == name]
    # The first, the last and the fullest stand for the rest.
    fullest = max(found, key=lambda r: len(repr(r)))
    for record in {found[0].id: found[0], found[-1].id: found[-1], fullest.id: fullest}.values():
        assert kept(shown(qtbot, record)) == [record]


def test_an_alert_answered_before_it_was_received_is_refused_with_what_to_check(
    qtbot: QtBot,
) -> None:
    alert = next(r for r in records() if isinstance(r, Alert))
    early = alert.model_copy(update={"answered_at": alert.received_at - timedelta(days=1)})
    form = shown(qtbot, early)
    assert kept(form) == []
    said = " ".join(form.refusal(name) for name in ("", *form.editors))
    assert "answered before it was received" in said


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_every_kind_has_a_form_with_a_label_for_each_field(
    qtbot: QtBot, kind: type[Record]
) -> None:
    form = Form(WORDS, kind, choices)
    qtbot.addWidget(form)
    form.show_part(None)
    own = {"id", "source_key", "decided_at", "decided_by"}
    # Two numbers that are one position stand in one box.
    pair = {"lat"} if {"lon", "lat"} <= set(kind.model_fields) else set()
    assert set(form.editors) >= set(kind.model_fields) - own - pair
    for made in form.editors.values():
        assert made.accessibleName()


def test_what_is_missing_is_said_beside_its_field(qtbot: QtBot) -> None:
    form = Form(WORDS, Community, choices)
    qtbot.addWidget(form)
    form.show()
    form.show_part(None)
    assert kept(form) == []
    said = form.refusal("name")
    assert said and said.endswith(".")


def test_a_rule_over_several_fields_is_said_in_words(qtbot: QtBot) -> None:
    form = shown(qtbot, makers.a_source(graded_by="", reliability="F", credibility=6))
    form.show()
    form.set_field("reliability", "A")
    assert kept(form) == []
    assert any("Graded by" in form.refusal(n) for n in ("", *form.editors))


def test_a_position_is_read_in_any_common_form(qtbot: QtBot) -> None:
    form = shown(qtbot, makers.a_community())
    for text in ("-9.25, 21.5", "-9.25 21.5", " -9.25 ; 21.5 "):
        form.editors["position"].box.setText(text)  # type: ignore[attr-defined]
        made = kept(form)
        assert made[0].position == Position(lon=21.5, lat=-9.25)


@pytest.mark.parametrize("text", ["here", "1", "91, 0", "0, 181", "nan, nan", "1, 2, 3"])
def test_a_position_that_is_none_is_refused_with_how_to_write_it(qtbot: QtBot, text: str) -> None:
    form = shown(qtbot, makers.a_community())
    form.show()
    form.editors["position"].box.setText(text)  # type: ignore[attr-defined]
    assert kept(form) == []
    assert "latitude" in form.refusal("position").casefold()


@pytest.mark.parametrize(
    ("field", "text"),
    [("value", "much"), ("value", "1e400"), ("value", "")],
)
def test_a_number_that_is_none_is_refused(qtbot: QtBot, field: str, text: str) -> None:
    from pocplanner.model.mission import Assumption

    form = Form(WORDS, Assumption, choices)
    qtbot.addWidget(form)
    form.show()
    form.show_part(None, {"key": "speed.paved_kmh"})
    form.editors["key"].set_value("speed.paved_kmh")
    form.editors[field].box.setText(text)  # type: ignore[attr-defined]
    assert kept(form) == []
    assert form.refusal(field)


def test_three_numbers_are_all_given_or_none(qtbot: QtBot) -> None:
    form = shown(qtbot, makers.a_timing())
    form.show()
    boxes = form.editors["warning"].boxes  # type: ignore[attr-defined]
    boxes[1].setText("")
    assert kept(form) == []
    for box in boxes:
        box.setText("")
    made = kept(form)
    assert made[0].warning is None
    for box, text in zip(boxes, ("10", "20,5", "30"), strict=True):
        box.setText(text)
    assert kept(form)[0].warning == Range(min=10, likely=20.5, max=30)


def test_a_term_that_no_list_knows_stays_as_it_is(qtbot: QtBot) -> None:
    coping = makers.a_coping(strategy="other: hiding the bell", against=("a_new_kind", "abduction"))
    assert kept(shown(qtbot, coping)) == [coping]


def test_typed_words_that_are_not_in_an_open_list_become_other(qtbot: QtBot) -> None:
    form = shown(qtbot, makers.a_coping())
    box = form.editors["strategy"].box  # type: ignore[attr-defined]
    box.setEditText("hiding the bell")
    made = kept(form)
    assert isinstance(made[0], Coping)
    assert made[0].strategy == "other:hiding the bell"


def test_escape_shows_again_what_is_stored_and_enter_keeps(qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    source = makers.a_source()
    form = shown(qtbot, source)
    form.show()
    box = form.editors["name"].box  # type: ignore[attr-defined]
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "Something else")
    assert form.typed
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == source.name
    told: list[Any] = []
    form.saved.connect(told.append)
    box.selectAll()
    qtbot.keyClicks(box, "Another name")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert isinstance(told[0], Source)
    assert told[0].name == "Another name"


def test_an_unknown_day_stays_unknown(qtbot: QtBot) -> None:
    community = makers.a_community(last_visit_on=None)
    assert kept(shown(qtbot, community)) == [community]
    early = makers.a_community(last_visit_on=date(1950, 1, 2))
    assert kept(shown(qtbot, early)) == [early]


def test_a_range_of_minutes_keeps_its_decimals(qtbot: QtBot) -> None:
    timing: Timing = makers.a_timing(warning=makers.a_range(0.5, 1234567.25, 2000000))
    assert kept(shown(qtbot, timing)) == [timing]


def test_the_wheel_scrolls_the_form_and_changes_no_value(qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    community = makers.a_community()
    form = shown(qtbot, community)
    form.show()
    for name in ("kind", "population"):
        box = form.editors[name].box  # type: ignore[attr-defined]
        box.clearFocus()
        turn = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, turn)
    assert not form.typed
    assert kept(form) == [community]


def test_two_numbers_that_are_a_position_are_asked_for_in_one_box(qtbot: QtBot) -> None:
    form = Form(WORDS, EventCorrection, choices)
    qtbot.addWidget(form)
    form.show_part(None, {"source_id": "s", "event_key": "k", "author": "a"})
    form.editors["reason"].set_value("wrong place")
    box = form.editors["lon"]
    assert isinstance(box, Point) and "lat" not in form.editors
    box.box.setText("9°00'S 21°01'E")
    (made,) = kept(form)
    assert made.lat == -9 and made.lon == pytest.approx(21.016667, abs=1e-5)
    form.show_part(made)
    assert kept(form) == [made]
    box.box.setText("")
    (none,) = kept(form)
    assert none.lon is None and none.lat is None
    form.set_field("lon", Position(lon=2.0, lat=1.0))
    assert (kept(form)[0].lon, kept(form)[0].lat) == (2.0, 1.0)


def test_boxes_for_positions_know_the_places_of_the_mission_in_dialogs_too(
    small_window: Window,
) -> None:
    desk = small_window.desk
    dialog = PartDialog(WORDS, Post, desk.choices, None, small_window, desk=desk)
    box = dialog.form.editors["position"]
    assert isinstance(box, Point) and box.pick_button.isHidden()
    home = desk.snapshot.all(Community)[0]
    box.box.setText(home.name)
    assert box.value() == home.position


def test_values_that_differ_are_named_and_no_default_stands_for_them(qtbot: QtBot) -> None:
    one, two = Line(), Line()
    differing = SharedValue(WORDS, one, ["a", "b", "a", ""], str)
    same = SharedValue(WORDS, two, ["a", "a"], str)
    for widget in (differing, same):
        qtbot.addWidget(widget)
    assert differing.said.text() == "(different values) a (2), b (1), (empty) (1)"
    assert not differing.ready and one.value() == ""
    differing.one_button.click()
    assert differing.ready
    assert same.ready and two.value() == "a" and same.said.isHidden()
