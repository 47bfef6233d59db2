"""The command that writes maps, as a terminal meets it."""

from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest

from pocplanner.analysis.selection import CIVILIANS
from pocplanner.cli import selecting
from pocplanner.cli.map import box_of
from pocplanner.cli.terminal import OK
from pocplanner.words import Problem, Words
from tests import makers
from tests.journeys.terminal import Terminal


def test_the_example_mission_as_a_map_is_logged_as_an_export(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.pocplan"
    assert run("sample", file).code == OK
    out = tmp_path / "m.svg"
    done = run("map", file, "--out", out, "--audience", "mission", "--to", "2026-05-01")
    assert done.code == OK
    assert "m.svg written for" in done.out
    assert out.read_text(encoding="utf-8").startswith("<?xml")
    assert "map" in run("log", file, "--last", "1").out.lower()


def test_a_box_is_four_numbers_in_their_order() -> None:
    assert box_of("-18.5,4,-15,7.25") == (-18.5, 4, -15, 7.25)
    assert box_of(None) is None
    for text in ("1,2,3", "a,b,c,d", "5,0,1,2", "0,2,1,1", "0,0,nan,1", "-190,0,0,1"):
        with pytest.raises(Problem) as refused:
            box_of(text)
        assert refused.value.key == "map.bad_box"


def test_events_are_chosen_by_the_words_of_the_window(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.pocplan"
    assert run("sample", file).code == OK
    out = tmp_path / "m.svg"
    write = ("map", file, "--out", out, "--audience", "mission", "--layers", "areas,events")
    done = run(
        *write, "--against", "CIVILIANS", "--deaths", "2", "--light", "night",
        "--around", "ortimeu", "--km", "90", "--compare", "before-after", "--beside",
    )  # fmt: skip
    assert done.code == OK
    sentence = "Events against civilians at night within 90 km of Ortimeu with 2 deaths or more."
    assert sentence in done.out
    said = out.read_text(encoding="utf-8")
    assert said.count("Legend") == 2
    wrong = run(*write, "--by", "Nobody of this name")
    assert wrong.code != OK
    assert "--by: nothing here is called" in wrong.err and "known are: " in wrong.err
    assert run(*write, "--around", "Ortimeu", "--km", "0").code != OK


def test_every_option_of_the_choice_becomes_a_part_of_it() -> None:
    given = Namespace(
        since="2031-01-01", before=None, type=["attack_on_civilians"], by=["ridge column"],
        against=["civilians"], actor=["act-column"], area=["tarn"], event_source=[], season=[],
        deaths=1, light="day", around="", km=None, text=" kemba ",
        where=["deaths_best=0.."],
    )  # fmt: skip
    snapshot = makers.a_snapshot()
    made = selecting.selection(given, snapshot, Words("en"))
    assert made.types == ("attack_on_civilians",)
    assert made.by == made.actors == ("act-column",)
    assert made.against == (CIVILIANS,)
    assert made.text == "kemba" and made.since == date(2031, 1, 1) and made.until is None
    assert made.mask(snapshot.events, snapshot).any() or made.light


def test_the_look_of_events_is_asked_for_by_options(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "x.pocplan"
    assert run("sample", file).code == OK
    out = tmp_path / "m.svg"
    write = ("map", file, "--out", out, "--audience", "mission")
    assert run(*write, "--colour-by", "deaths", "--size-by", "deaths").code == OK
    said = out.read_text(encoding="utf-8")
    assert "1–9 deaths" in said, "asking how events look puts them on the map"
    wrong = run(*write, "--show-as", "heat", "--spread", "0.2")
    assert wrong.code != OK and "is not between 1 and 500" in wrong.err


def test_a_look_is_that_of_the_window() -> None:
    from pocplanner.analysis.event_look import COLOUR_BY, SHOW_AS, SIZE_BY, EventLook
    from pocplanner.cli import looking

    assert tuple(x.replace("-", "_") for x in looking._SHOW_AS) == SHOW_AS
    assert (looking._COLOUR_BY, looking._SIZE_BY) == (COLOUR_BY, SIZE_BY)
    given = Namespace(
        show_as="heat-deaths", colour_by="actor", size_by="none", no_letters=True, spread=20.0
    )
    assert looking.look(given) == EventLook("heat_deaths", "actor", "none", False, 20.0)


def test_travel_time_is_that_of_the_window() -> None:
    from pocplanner.analysis.travel.movement import MOVEMENTS
    from pocplanner.cli import looking
    from pocplanner.gui.travel.on_map import Asked
    from pocplanner.report.map_times import TimeChoice

    assert looking._MOVEMENTS == MOVEMENTS
    assert tuple(TimeChoice.__dataclass_fields__) == Asked._fields
    assert TimeChoice(*Asked()) == TimeChoice()
    given = Namespace(travel_season="wet", travel_light="night", travel_by="foot", minutes="90, 20",
                      travel_cell=0.5)  # fmt: skip
    asked = TimeChoice("wet", "night", "foot", (20, 90), cell_km=0.5)
    assert looking.times(given) == asked and looking.times_asked(given)


def test_columns_are_filtered_as_in_the_heads_of_the_window() -> None:
    from pocplanner.analysis.table_columns import Among, Between, Containing
    from pocplanner.cli import heads

    events, words = makers.a_snapshot().events, Words("en")
    place = next(n for n in events.place.names if n)
    asked = [f"PLACE={place.upper()}", "deaths_best=2..", "side_a~ridge col", "Day=..2031-02-01"]
    found = dict(heads.of_events(asked, events, words))
    assert found["place"] == Among(frozenset({place}))
    assert found["deaths_best"] == Between(2, None) and found["side_a"] == Containing("ridge col")
    day = date(2031, 2, 1).toordinal() - date(1970, 1, 1).toordinal()
    assert found["first_day"] == Between(None, day)
    for wrong, key in (
        ("weather=1", "cli.no_column"), ("deaths_best=many", "cli.bad_where"),
        ("place", "cli.bad_where"), ("place=Nowhere at all", "cli.no_such_name"),
    ):  # fmt: skip
        with pytest.raises(Problem) as told:
            heads.of_events([wrong], events, words)
        assert told.value.key == key
