"""Which events are meant: each question by hand, and the laws that every choice obeys."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.selection import CIVILIANS, EventSelection, vague_dates
from pocplanner.analysis.selection_heads import leading
from pocplanner.analysis.selection_told import pieces, said
from pocplanner.analysis.table_columns import (
    Among,
    Between,
    Containing,
    NumberColumn,
    TextColumn,
)
from pocplanner.analysis.time_windows import compared, window_of
from pocplanner.model.events import NO_DAY, Events
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words
from tests import makers

#: Attacks by the Column (once under its alias), a clash, a protest; one without a date.
_ROWS: list[dict[str, Any]] = [
    {"key": "E1", "side_a": "Ridge Column", "side_b": "Civilians", "hour": 23,
     "type": "attack_on_civilians", "first_day": date(2031, 3, 13), "deaths_best": 4,
     "lon": 21.01, "lat": -9.01, "admin1": "Tarn", "place": "Kemba"},
    {"key": "E2", "side_a": "The Column", "side_b": "Civilians", "hour": 10,
     "type": "attack_on_civilians", "first_day": date(2031, 7, 3), "deaths_best": 0,
     "lon": 21.0, "lat": -9.0, "admin1": "Tarn", "place": "Kemba"},
    {"key": "E3", "side_a": "Fourth Brigade", "side_b": "Ridge Column", "type": "armed_clash",
     "first_day": date(2030, 12, 5), "deaths_best": 9, "lon": 25.0, "lat": -3.0,
     "admin1": "Ostland", "place": "Vell"},
    {"key": "E4", "side_a": "Protesters (Oloria)", "side_b": "", "type": "protest",
     "first_day": date(2031, 8, 1), "day_precision": 5, "lon": 21.5, "lat": -9.5, "admin1": "",
     "place_precision": 3},
    {"key": "E5", "side_a": "Ridge Column", "side_b": "Civilians", "type": "attack_on_civilians",
     "first_day": NO_DAY, "lon": 21.0, "lat": -9.0, "admin1": "Tarn", "day_precision": 0},
]  # fmt: skip


@pytest.fixture(scope="module")
def mission() -> Snapshot:
    """A mission with these events; the Column has an alias."""
    events = makers.events(_ROWS)
    records = [
        makers.an_actor(aliases=("The Column",)) if r.id == "act-column" else r
        for r in makers.records()
    ]
    return Snapshot.of(records, events)


def keys(snapshot: Snapshot, **asked: Any) -> set[str]:
    """The source's ids of the events that fit."""
    mask = EventSelection(**asked).mask(snapshot.events, snapshot)
    return {k.decode() for k in snapshot.events.key[mask]}


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, {"E1", "E2", "E3", "E4", "E5"}),
        ({"by": ("act-column",)}, {"E1", "E2", "E3", "E5"}),
        ({"by": ("Ridge Column",)}, {"E1", "E3", "E5"}),
        ({"by": ("Fourth Brigade",)}, {"E3"}),
        ({"against": (CIVILIANS,)}, {"E1", "E2", "E4", "E5"}),
        ({"against": ("act-column",)}, {"E3"}),
        ({"actors": ("Fourth Brigade",)}, {"E3"}),
        ({"types": ("armed_clash", "protest")}, {"E3", "E4"}),
        ({"light": "night"}, {"E1"}),
        ({"light": "day"}, {"E2"}),
        ({"weekdays": (3,)}, {"E1", "E2", "E3"}),
        ({"market": True}, {"E1", "E2"}),
        ({"seasons": ("dry",)}, {"E1", "E3"}),
        ({"seasons": ("wet",)}, {"E2"}),
        ({"areas": ("area-tarn",)}, {"E1", "E2", "E4", "E5"}),
        ({"areas": ("Ostland",)}, {"E3"}),
        ({"around": (21.0, -9.0, 5.0)}, {"E1", "E2", "E5"}),
        ({"sources": ("src-events",)}, {"E1", "E2", "E3", "E4", "E5"}),
        ({"sources": ("src-cas",)}, set()),
        ({"deaths": 4}, {"E1", "E3"}),
        ({"text": "kemba COLUMN"}, {"E1", "E2"}),
        ({"since": date(2031, 3, 13)}, {"E1", "E2", "E4"}),
        ({"until": date(2031, 3, 13)}, {"E3"}),
        ({"by": ("act-column",), "light": "night", "since": date(2031, 1, 1)}, {"E1"}),
    ],
)
def test_each_question_finds_the_rows_that_answer_it(
    mission: Snapshot, asked: dict[str, Any], wanted: set[str]
) -> None:
    assert keys(mission, **asked) == wanted


def test_what_a_source_does_not_say_is_counted_and_never_guessed(mission: Snapshot) -> None:
    events = mission.events
    assert EventSelection(light="night").unsaid(events, mission) == {"hour": 3}
    assert EventSelection(weekdays=(3,)).unsaid(events, mission) == {"weekday": 2}
    assert EventSelection(seasons=("dry",)).unsaid(events, mission) == {"season": 2}
    assert EventSelection(since=date(2000, 1, 1)).unsaid(events, mission) == {"date": 1}
    assert EventSelection(deaths=2).unsaid(events, mission) == {}
    assert vague_dates(events, np.ones(len(events), bool)) == 1


def test_a_choice_is_said_as_a_sentence_in_each_language(mission: Snapshot) -> None:
    asked = EventSelection(
        by=("act-column",), against=(CIVILIANS,), light="night", seasons=("wet",),
        since=date(2019, 1, 1),
    )  # fmt: skip
    assert said(asked, Words("en"), mission) == (
        "Events by Ridge Column against civilians at night in the wet season since 2019-01-01."
    )
    assert said(asked, Words("fr"), mission) == (
        "Événements commis par Ridge Column contre des civils de nuit"
        " pendant : saison des pluies depuis le 2019-01-01."
    )
    assert said(EventSelection(), Words("en"), mission) == "All events."


def test_each_piece_of_the_sentence_can_be_taken_out(mission: Snapshot) -> None:
    asked = EventSelection(
        types=("protest", "armed_clash"), around=(21.0, -9.0, 40.0), market=True, deaths=3
    )
    told = pieces(asked, Words("en"), mission)
    assert [p.field for p in told] == ["types", "types", "market", "around", "deaths"]
    assert "40 km" in told[3].text
    for piece in told:
        asked = asked.without(piece.field, piece.value)
    assert asked.empty


def test_a_value_is_added_once() -> None:
    asked = EventSelection().adding("by", "x").adding("by", "x").adding("by", "y")
    assert asked.by == ("x", "y")
    assert asked.adding("light", "day").adding("light", "night").light == "night"


_CHOICES = st.builds(
    EventSelection,
    types=st.sets(st.sampled_from(["protest", "armed_clash", "none"])).map(tuple),
    by=st.sets(st.sampled_from(["act-column", "Fourth Brigade", "nobody"])).map(tuple),
    light=st.sampled_from(["", "day", "night"]),
    weekdays=st.sets(st.integers(0, 6)).map(tuple),
    seasons=st.sets(st.sampled_from(["dry", "wet", "lean"])).map(tuple),
    deaths=st.integers(0, 10),
    text=st.text(max_size=4),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
)


@given(_CHOICES)
def test_asking_for_less_never_finds_fewer(asked: EventSelection) -> None:
    snapshot = _MISSION
    rows = asked.mask(snapshot.events, snapshot)
    for name in asked.asked:
        wider = asked.without(name).mask(snapshot.events, snapshot)
        assert (wider | rows).sum() == wider.sum()


@given(st.dates(date(2029, 1, 1), date(2033, 1, 1)), st.sets(st.integers(0, 6)).map(tuple))
def test_a_day_lies_before_or_after_and_never_in_both(day: date, week: tuple[int, ...]) -> None:
    snapshot, asked = _MISSION, EventSelection(weekdays=week)
    before = replace(asked, until=day).mask(snapshot.events, snapshot)
    after = replace(asked, since=day).mask(snapshot.events, snapshot)
    assert not (before & after).any()
    dated = asked.mask(snapshot.events, snapshot).sum() - (0 if week else 1)
    assert (before | after).sum() == dated


def test_no_events_are_no_rows() -> None:
    from pocplanner.model.events import no_events

    nothing: Events = no_events()
    snapshot = Snapshot.of(makers.records(), nothing)
    asked = EventSelection(
        by=("x",), against=(CIVILIANS,), light="day", weekdays=(1,), market=True,
        seasons=("dry",), areas=("area-tarn",), around=(1.0, 2.0, 3.0), text="a", deaths=1,
        since=date(2020, 1, 1), sources=("s",), types=("protest",), actors=("y",),
    )  # fmt: skip
    assert len(asked.mask(nothing, snapshot)) == 0


_MISSION = Snapshot.of(makers.records(), makers.events(_ROWS))


# --- the part of the map that was seen, and the heads of a table --------------------------------


def test_a_box_keeps_what_lies_in_it_and_says_so_roughly(mission: Snapshot) -> None:
    asked = EventSelection(box=(20.12345, -10.0, 21.2, -8.0))
    assert keys(mission, box=asked.box) == {"E1", "E2", "E5"}
    assert said(asked, Words("en"), mission) == "Events in the box 20.1, -10.0 to 21.2, -8.0."
    assert pieces(asked, Words("en"), mission)[0].value is None
    assert asked.without("box").empty


@pytest.mark.parametrize(
    ("name", "condition", "wanted", "sentence"),
    [
        ("place", Among(frozenset({"Vell"})), {"E3"}, "where Place: Vell"),
        ("side_b", Containing("column"), {"E3"}, "where Side B contains “column”"),
        ("deaths_best", Between(1, 5), {"E1"}, "where Deaths: 1 to 5"),
        ("place_precision", Among(frozenset({"3"})), {"E4"}, "where Place known: district"),
        ("hour", Between(None, 12, True), {"E2", "E3", "E4", "E5"}, "where Hour: up to 12"),
    ],
)
def test_a_filter_of_a_column_is_a_part_of_the_choice(
    mission: Snapshot, name: str, condition: Any, wanted: set[str], sentence: str
) -> None:
    asked = EventSelection(heads=((name, condition),))
    assert keys(mission, heads=asked.heads) == wanted
    told = said(asked, Words("en"), mission)
    assert sentence.split(":")[0] in told
    (piece,) = pieces(asked, Words("en"), mission)
    assert asked.without(piece.field, piece.value).empty


def test_filters_of_heads_become_parts_that_mean_the_same_in_every_language(
    mission: Snapshot,
) -> None:
    events = mission.events
    words = [Words("fr").term("incident_type", n) if n else "" for n in events.type.names]
    shown = {
        "type": TextColumn(events.type.codes, tuple(words)),
        "place": TextColumn(events.place.codes, events.place.names),
        "position": NumberColumn(events.lat),
        "source": TextColumn(events.series.astype(np.int32), ("La source",)),
    }
    clash = Words("fr").term("incident_type", "armed_clash")
    made, left = leading(
        EventSelection(deaths=2),
        {
            "type": Among(frozenset({clash})), "place": Containing("ve"),
            "position": Between(0, 1), "source": Containing("source"),
        },
        shown.__getitem__,
        ("src-1",),
        events.type.names,
    )  # fmt: skip
    assert made == EventSelection(
        types=("armed_clash",), deaths=2, sources=("src-1",), heads=(("place", Containing("ve")),)
    )
    assert left == ("position",)


def test_the_windows_of_a_comparison_come_from_what_is_asked(mission: Snapshot) -> None:
    asked = EventSelection(since=date(2031, 3, 1))
    window = window_of(asked, mission)
    assert window is not None and window.since == date(2031, 3, 1)
    assert window_of(EventSelection(), mission) is None
    parts = compared("before_after", EventSelection(), window, mission)
    assert parts is not None and parts[0].selection.until == date(2031, 3, 1)
    assert compared("", EventSelection(), window, mission) is None
