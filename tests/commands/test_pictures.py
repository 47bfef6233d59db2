"""Maps that leave the house: what they hold for whom, in which format, and what is refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image
from pypdf import PdfReader
from shapely.geometry import Point, box

from pocplanner.analysis.event_look import EventLook
from pocplanner.analysis.selection import EventSelection
from pocplanner.commands import pictures
from pocplanner.model.community import Community
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import PUBLISHED
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.report.map_paper import LAYERS, MapChoice
from pocplanner.report.map_times import TimeChoice
from pocplanner.words import Problem, Words
from tests.makers import a_snapshot

TODAY = date(2031, 3, 20)
EVERY = MapChoice(layers=LAYERS)


def write(
    snapshot: Snapshot, path: Path, audience: Audience = Audience.CORE,
    choice: MapChoice = EVERY, language: str = "en",
) -> pictures.WrittenMap:  # fmt: skip
    return finish(pictures.write_map(snapshot, audience, language, path, choice, today=TODAY))


def words_of(path: Path) -> str:
    if path.suffix == ".svg":
        return " ".join(fromstring(path.read_text(encoding="utf-8")).itertext())
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("name", ["map.pdf", "map.svg", "map.png"])
def test_a_map_is_written_in_the_format_of_its_name_with_its_frame(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    found = write(a_snapshot(), path)
    assert found.pages == 1
    if name.endswith("png"):
        with Image.open(path) as picture:
            assert picture.size == (1754, 1240) or picture.size == (1754, 1241)
        return
    said = words_of(path)
    for part in ("Legend", "CONFIDENTIAL", "do not imply", "km", "page 1 of 1", "DRAFT"):
        assert part in said


@pytest.mark.parametrize("name", ["map.pdf", "map.svg", "map.png"])
def test_the_same_map_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    one, other = tmp_path / name, tmp_path / f"other-{name}"
    assert write(a_snapshot(), one).sha256 == write(a_snapshot(), other).sha256


@pytest.mark.parametrize("ending", [".pdf", ".svg"])
def test_a_map_for_others_holds_no_name_that_is_held_back(tmp_path: Path, ending: str) -> None:
    snapshot = a_snapshot()
    home = snapshot.all(Community)[0]
    hidden = home.model_copy(update={"name": "Qz771 ford", "sensitivity": Level.SEVERE})
    whole = Snapshot.of([hidden, *(r for r in snapshot if r.id != home.id)], snapshot.events)
    inside, outside = tmp_path / f"in{ending}", tmp_path / f"out{ending}"
    write(whole, inside)
    assert "Qz771" in words_of(inside)
    write(whole, outside, Audience.MISSION)
    assert "Qz771" not in words_of(outside)
    assert b"Qz771" not in outside.read_bytes()


def test_where_an_audience_may_see_nothing_placed_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        write(a_snapshot(), tmp_path / "m.pdf", Audience.PUBLIC)
    assert refused.value.key == "map.nothing_there"
    assert not list(tmp_path.iterdir())


def test_a_window_of_time_says_its_end_rule_and_leaves_out_what_begins_on_the_last_day(
    tmp_path: Path,
) -> None:
    from pocplanner.model.events import EPOCH

    snapshot = a_snapshot()
    days = sorted(int(d) + EPOCH for d in snapshot.events.first_day)
    first, last = date.fromordinal(days[0]), date.fromordinal(days[-1])
    path = tmp_path / "w.svg"
    write(
        snapshot,
        path,
        choice=MapChoice(layers=("events",), events=EventSelection(since=first, until=last)),
    )
    said = words_of(path)
    assert f"before {last.isoformat()}" in said
    left = sum(day < last.toordinal() for day in days)
    assert f"of {left} events" in said


def test_an_atlas_has_a_page_for_each_place_the_most_pressing_first(tmp_path: Path) -> None:
    snapshot = a_snapshot()
    path = tmp_path / "atlas.pdf"
    found = write(snapshot, path, choice=MapChoice(atlas="places"))
    reader = PdfReader(path)
    assert found.pages == len(reader.pages)
    titles = [str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)]
    homes = [c.name for c in snapshot.all(Community) if c.position is not None]
    assert titles[0] == "Atlas of places"
    assert set(homes) <= set(titles)
    said = reader.pages[1].extract_text()
    assert said.index("What people do") < said.rindex("Threat")


def test_an_atlas_says_of_a_place_that_nobody_asked(tmp_path: Path) -> None:
    from pocplanner.model.community import Coping

    snapshot = a_snapshot()
    without = [c.id for c in snapshot.all(Coping)]
    path = tmp_path / "atlas.pdf"
    write(a_snapshot(without=without), path, choice=MapChoice(atlas="places"))
    assert "not yet asked" in words_of(path).lower()


def test_hostile_names_are_words_in_a_picture_and_nothing_more(tmp_path: Path) -> None:
    snapshot = a_snapshot()
    home = snapshot.all(Community)[0]
    name = '<script href="x">${7*7}</script>'
    hostile = home.model_copy(update={"name": name})
    whole = Snapshot.of([hostile, *(r for r in snapshot if r.id != home.id)], snapshot.events)
    path = tmp_path / "map.svg"
    write(whole, path)
    tree = fromstring(path.read_text(encoding="utf-8"))
    assert not any(part.tag.endswith(("script", "image", "use", "a")) for part in tree.iter())
    assert name in words_of(path)


@pytest.mark.parametrize(
    ("name", "choice", "key"),
    [
        ("map.doc", EVERY, "map.bad_ending"),
        ("map.png", MapChoice(atlas="places"), "map.atlas_is_pdf"),
        ("map.pdf", MapChoice(layers=("roads",)), "map.no_layer"),
        (
            "map.pdf",
            MapChoice(events=EventSelection(since=date(2031, 2, 1), until=date(2031, 2, 1))),
            "map.bad_window",
        ),
        ("none/map.pdf", EVERY, "export.no_folder"),
    ],
)
def test_what_cannot_be_written_is_said_before_any_work(
    tmp_path: Path, name: str, choice: MapChoice, key: str
) -> None:
    with pytest.raises(Problem) as refused:
        write(a_snapshot(), tmp_path / name, choice=choice)
    assert refused.value.key == key
    assert not list(tmp_path.iterdir())


def test_too_few_or_too_many_dots_are_refused(tmp_path: Path) -> None:
    for dots in (10, 5000):
        with pytest.raises(Problem) as refused:
            finish(
                pictures.write_map(
                    a_snapshot(), Audience.CORE, "en", tmp_path / "m.png", EVERY, dots=dots
                )
            )
        assert refused.value.key == "map.bad_dots"


def test_a_map_of_nothing_is_not_written(tmp_path: Path) -> None:
    from tests.makers import a_mission

    with pytest.raises(Problem) as refused:
        write(Snapshot.of([a_mission()]), tmp_path / "m.pdf")
    assert refused.value.key == "map.nothing_there"
    assert not list(tmp_path.iterdir())


def test_no_other_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "letter.svg"
    path.write_text("a letter", encoding="utf-8")
    with pytest.raises(Problem) as refused:
        write(a_snapshot(), path)
    assert refused.value.key == "export.other_file"
    assert path.read_text(encoding="utf-8") == "a letter"


@pytest.mark.parametrize("name", ["map.pdf", "map.svg"])
def test_the_place_of_a_community_that_is_held_back_is_not_drawn(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every point and corner that is handed to the drawing is one that the view holds."""
    from shapely import get_coordinates

    from pocplanner.analysis.sharing import view
    from pocplanner.commands.export_pairs import as_pairs, exactly, pairs_of
    from pocplanner.model.geometry import Position
    from pocplanner.report import map_files
    from pocplanner.report.map_paper import MapPaper

    secret = Position(lon=21.37771, lat=6.41117)
    open_place = Community(
        id="open", name="Openfield", position=Position(lon=21.2, lat=6.2),
        sensitivity=Level.LOW, lowered=PUBLISHED,
    )  # fmt: skip
    hidden = Community(id="veiled", name="Veiltown Ford", position=secret)
    base = a_snapshot()
    whole = Snapshot.of([*base, open_place, hidden], base.events)
    drawn: list[MapPaper] = []
    real = map_files.write_map

    def watched(found: MapPaper, *rest: object) -> object:
        drawn.append(found)
        return real(found, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(map_files, "write_map", watched)

    def points() -> list[list[float]]:
        shapes = [
            s.geometry
            for leaf in drawn.pop().leaves
            for layer in leaf.picture.layers
            for s in layer.shapes
        ]
        found: list[list[float]] = get_coordinates(shapes).tolist()
        return found

    write(whole, tmp_path / f"core-{name}", Audience.CORE)
    assert [secret.lon, secret.lat] in points(), "the team sees it, so the test would notice"
    write(whole, tmp_path / name, Audience.PUBLIC)
    seen = as_pairs(points())
    assert [21.2, 6.2] in seen.tolist()
    permitted = pairs_of(view(whole, Audience.PUBLIC, TODAY).snapshot)
    assert exactly(seen, pairs_of(whole), permitted).size == 0
    # A map for the public is the same, drawn from a mission that never knew the place.
    bare = Snapshot.of([*base, open_place], base.events)
    write(bare, tmp_path / f"bare-{name}", Audience.PUBLIC)
    assert (tmp_path / name).read_bytes() == (tmp_path / f"bare-{name}").read_bytes()


COMPARED = MapChoice(
    layers=("areas", "communities", "events"),
    events=EventSelection(since=date(2031, 2, 1), until=date(2031, 4, 1)),
    compared="before_after",
)


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("ending", [".pdf", ".svg"])
def test_two_windows_of_time_are_named_on_the_map_whichever_way_they_are_drawn(
    tmp_path: Path, beside: bool, ending: str
) -> None:
    path = tmp_path / f"m{ending}"
    write(a_snapshot(), path, choice=replace(COMPARED, beside=beside))
    said = " ".join(words_of(path).split())
    assert "Map: before / after" in said
    assert "before 2030-12-01 – 2031-02-01, after 2031-02-01 – 2031-04-01" in said
    for legend in ("Event before, 2030-12-01 – 2031-02-01", "Event after, 2031-02-01 – 2031-04-01"):
        assert legend in said
    assert said.count("Legend") == 1 + beside
    assert ("After: 2031-02-01 (incl.) to 2031-04-01 (excl.)" in said) is True


def test_two_maps_beside_each_other_have_one_scale_though_their_legends_differ() -> None:
    from pocplanner.report.map_sheet import Leaf, MapSheet
    from pocplanner.report.pdf_text import Setting
    from pocplanner.report.pictures import Layer, MapPicture, MapWords, Shape
    from pocplanner.words import Words

    area = Layer("area", (Shape(box(20, -10, 22, -8)),), "province", "Province")
    dot = Layer("point", (Shape(Point(21, -9)),), "event", "Event")
    many = [replace(dot, legend=f"Event {n}") for n in range(9)]
    one = MapPicture((area,), (20, -10, 22, -8), MapWords(title="One"))
    two = MapPicture((area, *many), (20, -10, 22, -8), MapWords(title="Two"))
    sheet = MapSheet(Leaf("T", one, beside=two), Setting(Words("en")), 780, 480)
    left, right = sheet.maps
    assert left.view == right.view
    assert max(left.height, right.height) < 480


def test_without_a_dated_event_nothing_is_compared(tmp_path: Path) -> None:
    snapshot = a_snapshot()
    none = Snapshot.of(list(snapshot))
    path = tmp_path / "m.svg"
    write(none, path, choice=replace(COMPARED, beside=True))
    assert "before / after" not in words_of(path)


def test_travel_time_is_drawn_with_what_it_rests_on_for_those_who_may_know(tmp_path: Path) -> None:
    path = tmp_path / "m.svg"
    chosen = MapChoice(layers=("areas", "posts", "communities", "times"),
                       times=TimeChoice("wet", "night", "foot", (45, 600)))  # fmt: skip
    assert write(a_snapshot(), path, choice=chosen).not_told == ()
    said = " ".join(words_of(path).split())
    assert ("night, wet, on foot" in said and "Over ways" in said) or "Poor: no usable way" in said
    assert "up to 45 min" in said
    public = Snapshot.of(
        [r.model_copy(update={"sensitivity": Level.LOW, "lowered": PUBLISHED})
         if hasattr(r, "lowered") else r for r in a_snapshot()], a_snapshot().events,
    )  # fmt: skip
    found = write(public, path, Audience.HOST_STATE, chosen)
    assert found.not_told == ("times",)
    assert "Minutes on the move" not in words_of(path) and "up to 45" not in words_of(path)


def test_where_no_post_is_shown_travel_time_says_why_it_is_missing(tmp_path: Path) -> None:
    from pocplanner.model.places import Post

    path = tmp_path / "m.svg"
    bare = a_snapshot(without=[p.id for p in a_snapshot().all(Post)])
    write(bare, path, choice=MapChoice(layers=("areas", "communities", "times")))
    assert "there is no post on this map" in " ".join(words_of(path).split())


@pytest.mark.parametrize("ending", [".pdf", ".svg"])
def test_events_look_as_they_do_in_the_window(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"m{ending}"
    shown = MapChoice(layers=("areas", "events"), look=EventLook(colour_by="type"))
    write(a_snapshot(), path, choice=shown)
    said = " ".join(words_of(path).split())
    words, events = Words("en"), a_snapshot().events
    placed = np.isfinite(events.lon) & (events.place_precision <= 2)
    commonest = events.type.names[int(np.bincount(events.type.codes[placed]).argmax())]
    assert words.term("incident_type", commonest) in said
    assert "Event before" not in said


def test_colours_by_actor_never_read_as_if_the_others_did_no_harm(tmp_path: Path) -> None:
    chosen = MapChoice(layers=("areas", "events"), look=EventLook(colour_by="actor"))
    whole, part = tmp_path / "whole.svg", tmp_path / "part.svg"
    write(a_snapshot(), whole, choice=chosen)
    write(a_snapshot(), part, Audience.COMMAND, chosen)
    told = "a name that is missing is not thereby cleared"
    assert told not in " ".join(words_of(whole).split())
    assert told in " ".join(words_of(part).split())


def test_heat_and_trend_leave_as_bands_that_say_what_they_are_made_of(tmp_path: Path) -> None:
    for show_as, told in (("heat", "events for each 1,000 km²"), ("trend", "change in events")):
        path = tmp_path / f"{show_as}.svg"
        chosen = MapChoice(layers=("areas", "events"), look=EventLook(show_as=show_as))
        write(a_snapshot(), path, choice=chosen)
        said = " ".join(words_of(path).split())
        assert told in said or "no chosen event is placed well enough" in said


def test_the_atlas_shows_the_chosen_events_on_each_page_of_a_place(tmp_path: Path) -> None:
    path = tmp_path / "atlas.pdf"
    write(a_snapshot(), path, choice=replace(COMPARED, atlas="places"))
    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages) > 1 and all("In the whole mission" in " ".join(p.split()) for p in pages[1:])


def test_an_atlas_of_areas_compares_in_two_colours(tmp_path: Path) -> None:
    path = tmp_path / "m.pdf"
    write(a_snapshot(), path, choice=replace(COMPARED, beside=True, atlas="areas"))
    assert "Event after" in words_of(path)


def test_a_place_that_others_may_not_know_is_told_roughly_in_the_sentence(tmp_path: Path) -> None:
    snapshot = a_snapshot()
    home = snapshot.all(Community)[0]
    assert home.position is not None
    at = (home.position.lon, home.position.lat, 25.0)
    hidden = home.model_copy(update={"name": "Qz771 ford", "sensitivity": Level.SEVERE})
    whole = Snapshot.of([hidden, *(r for r in snapshot if r.id != home.id)], snapshot.events)
    around = MapChoice(layers=("areas", "events"), events=EventSelection(around=at))
    inside, outside = tmp_path / "in.svg", tmp_path / "out.svg"
    write(whole, inside, choice=around)
    write(whole, outside, Audience.MISSION, around)
    assert "within 25 km of Qz771 ford" in words_of(inside)
    assert f"about {at[1]:.1f}, {at[0]:.1f}" in words_of(outside)
    assert "Qz771" not in words_of(outside)
