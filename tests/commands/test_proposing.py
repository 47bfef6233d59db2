"""Changes as a person types them: names looked up, and every slip told in a sentence."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from pocplanner.commands import proposing as p
from pocplanner.commands.sample import make_sample
from pocplanner.model.geometry import Position
from pocplanner.model.mission import Mission
from pocplanner.model.places import Post
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.words import LANGUAGES, Problem, Words

AS_OF = date(2026, 10, 31)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The example mission."""
    project = finish(make_sample(tmp_path_factory.mktemp("made") / "x.pocplan", "PoC adviser"))
    yield project.snapshot()
    project.close()


WRONG: list[tuple[Any, tuple[Any, ...], str]] = [
    (p.moved, ("Lundre base=-16,-13",), "Near to it: Loundre base"),
    (p.moved, ("Loundre base",), "write it as POST=LON,LAT"),
    (p.moved, ("Loundre base=-20.5,-12",), "lies in open water"),
    (p.moved, ("Loundre base=200,3",), "is not on Earth"),
    (p.moved, ("Loundre base=nan,3",), "is not on Earth"),
    (p.moved, ("Loundre base=here",), "is no position"),
    (p.added, ("Loundre base=-16.6,-13.2",), "is called Loundre base already"),
    (p.closed, ("Loundre base=soon", AS_OF), "is no day"),
    (p.closed, ("Loundre base=999999999d", AS_OF), "is no day"),
    (p.stationed, ("Company Loundre=Nowhere",), "No post is called Nowhere"),
    (p.way, ("no such road", "close_way"), "No road or other way is called"),
    (p.crossing, ("no such bridge",), "No bridge or other crossing is called"),
    (p.cause, ("mast:Nowhere",), "Near to it: mast:"),
    (p.limited, ("Company Loundre=sleepy",), "No caveat is called sleepy"),
    (p.limited, ("Company Loundre=no_detention", True), "does not have the caveat"),
    (p.readied, ("Company Loundre=30,20,10",), "are no minutes"),
    (p.readied, ("Company Loundre=-5",), "are no minutes"),
    (p.rescheduled, ("x=5-9",), "No patrol is called x"),
    (p.option, ("nothing",), "No option is called nothing"),
]


def _id(value: object) -> str:
    return str(getattr(value, "__name__", str(value)[:30]))


@pytest.mark.parametrize(("make", "given", "said"), WRONG, ids=_id)
def test_every_slip_is_told_in_a_sentence_of_both_languages(
    snapshot: Snapshot, make: Any, given: tuple[Any, ...], said: str
) -> None:
    with pytest.raises(Problem) as told:
        make(snapshot, *given)
    assert said in str(told.value)
    for language in LANGUAGES:
        sentence = Words(language).problem(told.value)
        assert sentence.endswith(".") and "{" not in sentence


def test_a_mission_without_options_says_how_to_save_one() -> None:
    with pytest.raises(Problem) as told:
        p.option(Snapshot(), "nothing")
    assert "No option is saved yet" in str(told.value) and "--save" in str(told.value)


def test_what_is_written_well_becomes_a_change(snapshot: Snapshot) -> None:
    assert p.moved(snapshot, "loundre BASE = -16.6, -13.2").position == Position(
        lon=-16.6, lat=-13.2
    )
    assert p.closed(snapshot, "Loundre base=30d", AS_OF).on == date(2026, 11, 30)
    assert p.closed(snapshot, "post-loundre-base", AS_OF).on is None
    base = p.added(snapshot, "TOB East=-16.6,-13.2")
    assert base.name == "TOB East"
    unit = p.stationed(snapshot, "Company Loundre=tob east", [base])
    assert (unit.name, unit.post_id) == ("TOB East", "")
    assert p.cause(snapshot, "Mazkirt").cause == "mast:Mazkirt"
    assert p.cause(snapshot, "MAST:kaldrou").cause == "mast:Kaldrou"
    with pytest.raises(Problem) as told:
        p.cause(snapshot, "Kaldrou")
    assert told.value.key == "mesh.several", "a market and a mast are called so"
    ready = p.readied(snapshot, "Company Loundre=20").ready
    assert ready is not None and ready.max == 20


def test_land_is_known_by_the_missions_areas_else_by_the_world() -> None:
    real = Snapshot.of([Mission(name="M"), Post(name="P", position=Position(lon=20, lat=6))])
    assert p.on_land(real, Position(lon=21, lat=6.5))
    assert not p.on_land(real, Position(lon=-20, lat=0))
    invented = Snapshot.of([Mission(name="M"), Post(name="P", position=Position(lon=-20, lat=0))])
    assert p.on_land(invented, Position(lon=-21, lat=1))


def test_no_post_is_proposed_in_a_lake_of_the_mission() -> None:
    from shapely import box

    from pocplanner.model.places import Area

    land = Area(id="land", name="Land", shape=box(19, 5, 23, 8))
    lake = Area(id="lake", name="Lake", hierarchy="water", shape=box(20.5, 6, 21.5, 7))
    plain = Area(id="plain", name="Plain", hierarchy="flood", shape=box(21.6, 6, 22.5, 7))
    held = Snapshot.of([Mission(name="M"), land, lake, plain])
    assert not p.on_land(held, Position(lon=21, lat=6.5))
    assert p.on_land(held, Position(lon=20, lat=6.5)) and p.on_land(held, Position(lon=22, lat=6.5))
    with pytest.raises(Problem) as refused:
        p.position(held, "21,6.5")
    assert refused.value.key == "what_if.in_water"


def test_water_is_no_district_and_nobody_lives_in_it() -> None:
    from shapely import box

    from pocplanner.analysis.event_words import areas
    from pocplanner.model.places import Area
    from tests.analysis.makers import an_event, events_of

    land = Area(id="land", name="Land", shape=box(19, 5, 23, 8))
    lake = Area(id="lake", name="Lake", hierarchy="water", level=2, shape=box(20, 6, 22, 7))
    held = Snapshot.of([Mission(name="M"), land, lake])
    assert [a.id for a in held.areas_at(Position(lon=21, lat=6.5))] == ["land"]
    assert areas(events_of([an_event()]), held)[0] == ("Land", "land")
    assert "lake" not in dict(areas(events_of([an_event()]), held)).values()
