"""What an audience may see: fields, records, places, counts, events, texts."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.sharing import view
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Consent, Coping, Mechanism, People
from pocplanner.model.events import (
    ARRAY_TYPES,
    LABEL_COLUMNS,
    Events,
    Labels,
    Series,
    day_number,
)
from pocplanner.model.few import Few
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Audience, Level, marks
from pocplanner.model.mission import Issue, Mission, Source
from pocplanner.model.places import Area
from pocplanner.model.record import Lowering, Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Action, Paragraph, Section
from pocplanner.words import Problem

DAY = date(2026, 10, 31)
LOW = {"sensitivity": Level.LOW, "lowered": Lowering(author="adviser", reason="published")}
OUTSIDE = (Audience.HUMANITARIAN, Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC)
INSIDE = (Audience.COMMAND, Audience.MISSION)


def square(id: str, level: int, west: float, size: float) -> Area:
    end = west + size
    ring = [[west, west], [end, west], [end, end], [west, end], [west, west]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    return Area(id=id, name=f"Area {id}", level=level, shape=shape, **LOW)


def mission(**changes: object) -> Mission:
    return Mission(name="Mission of the test", **changes)


def community(**changes: object) -> Community:
    given = {"id": "c", "name": "Velmara", "position": Position(lon=1.5, lat=1.5), **LOW}
    return Community(**{**given, **changes})


def coping(**changes: object) -> Coping:
    given = {
        "id": "k",
        "title": "They sleep in the reeds",
        "strategy": "early_warning_signals",
        "place_id": "c",
        "position": Position(lon=1.51, lat=1.52),
    }
    return Coping(**{**given, **changes})


def world(*records: Record, events: Events | None = None) -> Snapshot:
    areas = (square("a1", 1, 0, 8), square("a2", 2, 0, 4), square("a3", 3, 1, 1))
    return Snapshot.of((mission(), *areas, community(), *records), events)


def some_events(*rows: tuple[str, str, str]) -> Events:
    """Events at one place: type, side a, place."""
    n = len(rows)
    columns = {name: np.zeros(n, kind) for name, kind in ARRAY_TYPES.items()}
    columns["first_day"] += day_number(DAY)
    columns["lon"] += 1.5
    columns["lat"] += 1.5
    columns["place_precision"] += 1
    labels = {name: Labels.of([""] * n) for name in LABEL_COLUMNS}
    labels["type"] = Labels.of([r[0] for r in rows])
    labels["side_a"] = Labels.of([r[1] for r in rows])
    labels["place"] = Labels.of([r[2] for r in rows])
    return Events(key=np.array([f"e{i}" for i in range(n)], "S8"), **columns, **labels)


def test_the_team_sees_everything_as_it_is() -> None:
    whole = world(coping(strategy="temporary_flight"))
    seen = view(whole, Audience.CORE, DAY)
    assert dict(seen.snapshot.records) == dict(whole.records)
    assert seen.names == seen.passages == frozenset()


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.CORE])
@pytest.mark.parametrize("strategy", ["temporary_flight", "concealment", "displacement_near_base"])
def test_flight_and_hiding_stay_with_the_team_whatever_level_they_were_given(
    audience: Audience, strategy: str
) -> None:
    seen = view(world(coping(strategy=strategy, **LOW)), audience, DAY)
    assert seen.snapshot.all(Coping) == ()
    assert "They sleep in the reeds" in seen.names or audience is Audience.EXERCISE


def test_a_flight_route_that_the_force_keeps_open_is_exact_for_command_alone() -> None:
    flight = coping(strategy="temporary_flight")
    tasked = Action(title="Keep the path open", mode="flight_route", place_id="c", unit_ids=("u",))
    whole = world(flight, tasked)
    (seen,) = view(whole, Audience.COMMAND, DAY).snapshot.all(Coping)
    assert (seen.position, seen.place_id) == (flight.position, "c")
    assert view(whole, Audience.MISSION, DAY).snapshot.all(Coping) == ()
    untasked = tasked.model_copy(update={"unit_ids": ()})
    assert view(world(flight, untasked), Audience.COMMAND, DAY).snapshot.all(Coping) == ()


@pytest.mark.parametrize("audience", INSIDE)
def test_coping_is_read_by_district_outside_the_team(audience: Audience) -> None:
    (seen,) = view(world(coping()), audience, DAY).snapshot.all(Coping)
    assert (seen.place_id, seen.position) == ("a3", None)


def test_coping_keeps_no_place_where_no_boundary_holds_it() -> None:
    whole = Snapshot.of((mission(), community(), coping()))
    (seen,) = view(whole, Audience.MISSION, DAY).snapshot.all(Coping)
    assert (seen.place_id, seen.position) == ("", None)


@pytest.mark.parametrize("audience", OUTSIDE)
def test_nothing_at_the_default_level_leaves_the_mission(audience: Audience) -> None:
    threat = Threat(id="t", place_id="c")
    actor = Actor(id="x", name="The Veiled Column")
    seen = view(world(coping(), threat, actor), audience, DAY)
    shown = {type(r) for r in seen.snapshot}
    assert shown <= {Mission, Area, Community}
    assert "The Veiled Column" in seen.names


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.EXERCISE])
def test_no_field_reaches_an_audience_that_it_does_not_name(audience: Audience) -> None:
    lowered = {"sensitivity": Level.LOW, "lowered": Lowering(author="a", reason="r")}
    consent = Consent(audiences=tuple(Audience), given_on=DAY)
    needles = Mechanism(
        id="m",
        name="needle name",
        place_id="c",
        channel="other: needle channel",
        coverage="needle coverage",
        blind_spots="needle blind",
        could_go_wrong="needle wrong",
        captured_by="needle capture",
        consent=consent,
        **lowered,
    )
    allowed = {name: audience in mark.to for name, mark in marks(Mechanism)}
    shown = view(world(needles), audience, DAY).snapshot.one(Mechanism, "m")
    if shown is None:
        assert not allowed["name"]
        return
    for field in ("name", "channel", "coverage", "blind_spots", "could_go_wrong", "captured_by"):
        # Exactly those that may be read: an empty record would pass the half of this.
        assert ("needle" in getattr(shown, field)) == allowed[field], field


def test_small_numbers_print_as_few_and_a_lone_small_cell_takes_another_along() -> None:
    people = (
        People(sex="female", age="0-4", count=4),
        People(sex="female", age="5-11", count=30),
        People(sex="male", age="0-4", count=40),
    )
    whole = world(community(id="d", name="Sorrel", people=people, population=74))
    seen = view(whole, Audience.MISSION, DAY).snapshot.one(Community, "d")
    assert seen is not None
    assert [p.count for p in seen.people] == [40]
    small = world(community(id="d", name="Sorrel", population=7))
    seen = view(small, Audience.MISSION, DAY).snapshot.one(Community, "d")
    assert seen is not None and isinstance(seen.population, Few)
    assert f"{seen.population:,}" == str(seen.population) == "<10"
    core = view(small, Audience.CORE, DAY).snapshot.one(Community, "d")
    assert core is not None and core.population == 7


@given(st.lists(st.integers(0, 60), min_size=2, max_size=8))
@settings(max_examples=150)
def test_no_hidden_cell_can_be_had_back_from_the_total(counts: list[int]) -> None:
    sexes = ["female", "male"]
    people = tuple(People(sex=sexes[i % 2], age=f"band{i}", count=n) for i, n in enumerate(counts))
    whole = world(community(id="d", name="Sorrel", people=people, population=sum(counts)))
    seen = view(whole, Audience.MISSION, DAY).snapshot.one(Community, "d")
    assert seen is not None
    shown = {p.age for p in seen.people}
    hidden = [p for p in people if p.age not in shown and p.count]
    assert all(p.age not in shown for p in people if 0 < p.count < 10)
    assert len(hidden) != 1 or len([c for c in counts if c]) == 1


def test_an_export_is_refused_where_three_marks_cross_a_small_cell() -> None:
    people = (
        People(sex="female", age="12-17", group="Ashar", count=3),
        People(sex="male", age="18-29", group="Belu", count=200),
    )
    whole = world(community(id="d", name="Sorrel", people=people))
    with pytest.raises(Problem) as refused:
        view(whole, Audience.HUMANITARIAN, DAY)
    assert refused.value.key == "export.mosaic"
    assert view(whole, Audience.CORE, DAY).snapshot.one(Community, "d") is not None


@pytest.mark.parametrize(
    ("consent", "shown"),
    [
        (None, True),
        (Consent(audiences=(Audience.MISSION,), given_on=DAY), True),
        (Consent(given_on=DAY, expires_on=date(2026, 10, 30)), False),
        (Consent(given_on=DAY, withdrawn_on=DAY), False),
        (Consent(withdrawn_on=DAY), False),
        (Consent(expires_on=date(2026, 10, 30)), False),
    ],
)
def test_consent_that_has_run_out_is_left_out_and_listed(
    consent: Consent | None, shown: bool
) -> None:
    seen = view(world(coping(consent=consent)), Audience.MISSION, DAY)
    assert bool(seen.snapshot.all(Coping)) == shown
    assert seen.expired == (() if shown else ("k",))


def test_sexual_violence_is_only_counted_and_outside_for_the_country_only() -> None:
    events = some_events(
        ("sexual_violence", "X", "Velmara"), ("attack_on_civilians", "X", "Velmara")
    )
    inside = view(world(events=events), Audience.CORE, DAY).snapshot.events
    assert np.isnan(inside.lon[0]) and inside.lon[1] == 1.5
    assert (inside.place.text(0), inside.place.text(1)) == ("", "Velmara")
    assert inside.place_precision[0] == 3
    outside = view(world(events=events), Audience.PARTNER, DAY).snapshot.events
    assert outside.place_precision[0] == 6
    assert len(outside) == 2


def test_the_host_state_does_not_read_of_its_own_forces() -> None:
    army = Actor(id="x", name="National Army", kind="host_military", **LOW)
    events = some_events(
        ("attack_on_civilians", "National Army", "P"),
        ("attack_on_civilians", "Government of Nowhere", "P"),
        ("attack_on_civilians", "Raiders", "P"),
    )
    seen = view(world(army, events=events), Audience.HOST_STATE, DAY).snapshot.events
    assert [seen.side_a.text(i) for i in range(len(seen))] == ["Raiders"]


def section(status: str, *evidence: str) -> Section:
    words = Paragraph(key="p", text="What a person wrote", status=status, evidence=evidence)
    return Section(id="s", key="threats", paragraphs=(words,))


@pytest.mark.parametrize(
    ("audience", "evidence", "read"),
    [
        (Audience.CORE, ("k",), True),
        (Audience.MISSION, ("c",), True),
        (Audience.MISSION, ("flight",), False),
        (Audience.HUMANITARIAN, ("c",), True),
        (Audience.HUMANITARIAN, ("c", "k"), False),
        (Audience.HUMANITARIAN, (), False),
        (Audience.MISSION, ("c", "taken-out-since"), False),
        (Audience.CORE, ("taken-out-since",), True),
        (Audience.MISSION, ("threat-not-kept",), True),
        (Audience.HOST_STATE, ("c",), False),
        (Audience.PUBLIC, ("c",), False),
    ],
)
def test_a_persons_text_inherits_the_strictest_level_of_its_evidence(
    audience: Audience, evidence: tuple[str, ...], read: bool
) -> None:
    flight = coping(id="flight", strategy="temporary_flight")
    whole = world(coping(), flight, section("edited", *evidence))
    (seen,) = view(whole, audience, DAY).snapshot.all(Section)
    assert bool(seen.paragraphs) == read


def test_untouched_paragraphs_are_left_to_a_redraft() -> None:
    (seen,) = view(world(section("draft", "c")), Audience.MISSION, DAY).snapshot.all(Section)
    assert seen.paragraphs == ()


def test_an_issue_to_others_is_not_compared_with() -> None:
    issue = Issue(
        document="strategy",
        audience=Audience.CORE,
        language="en",
        at="2026-10-01T00:00:00Z",
        as_of=DAY,
        level=Level.HIGH,
        sha256="0" * 64,
    )
    assert view(world(issue), Audience.MISSION, DAY).snapshot.all(Issue) == ()


SECRETS: tuple[Record, ...] = (
    coping(id="h1", strategy="concealment", title="secret hole"),
    Mechanism(id="h2", name="secret net", place_id="c", sensitivity=Level.SEVERE),
    Source(id="h3", name="secret person", sensitivity=Level.SEVERE),
    Actor(id="h4", name="Secret Band", sensitivity=Level.SEVERE),
    Threat(id="h5", place_id="c", perpetrator_ids=("h4",), sensitivity=Level.SEVERE),
    Action(id="h6", title="Secret act", threat_ids=("h5",), sensitivity=Level.SEVERE),
)


@given(
    st.sampled_from([a for a in Audience if a is not Audience.CORE]),
    st.lists(st.sampled_from(SECRETS), unique_by=lambda r: r.id),
)
@settings(max_examples=60, deadline=None)
def test_what_is_hidden_leaves_no_trace(audience: Audience, hidden: list[Record]) -> None:
    open_records = (
        coping(),
        Threat(id="t", place_id="c"),
        Action(id="a", title="Open act", threat_ids=("t", "h5"), place_id="c"),
    )
    bare = (*open_records[:2], open_records[2].model_copy(update={"threat_ids": ("t",)}))
    with_them = view(world(*open_records, *hidden), audience, DAY)
    without = view(world(*bare), audience, DAY)
    assert dict(with_them.snapshot.records) == dict(without.snapshot.records)
    assert with_them.permitted == without.permitted
    assert with_them.level == without.level


def test_a_real_mission_becomes_an_exercise_without_its_names_places_or_dates() -> None:
    post = community(id="d", name="Kessandra", position=Position(lon=2.5, lat=2.5))
    threat = Threat(
        id="t",
        place_id="d",
        title="Raid on Kessandra",
        pattern="They come by night",
        community_rated_on=DAY,
    )
    events = some_events(("attack_on_civilians", "The Veiled Column", "Kessandra"))
    seen = view(world(post, threat, events=events), Audience.EXERCISE, DAY).snapshot
    assert seen.mission.exercise
    said = " ".join(r.model_dump_json() for r in seen)
    for original in ("Kessandra", "Velmara", "Mission of the test", "They come by night"):
        assert original not in said
    moved = seen.one(Community, "d")
    assert moved is not None and moved.position is not None
    assert abs(moved.position.lon - 2.5) > 30
    told = seen.one(Threat, "t")
    assert told is not None and told.community_rated_on is not None
    assert told.community_rated_on.weekday() == DAY.weekday()
    assert moved.name in told.title
    assert "Veiled" not in " ".join(seen.events.side_a.names)
    assert seen.events.place.text(0) == moved.name


def test_an_exercise_on_invented_data_stays_as_it_is() -> None:
    records = (mission(exercise=True), square("a1", 1, 0, 8), community())
    seen = view(Snapshot.of(records), Audience.EXERCISE, DAY).snapshot
    assert seen.one(Community, "c") == community()


def test_events_of_a_series_reach_only_whom_its_level_allows() -> None:
    events = some_events(("attack_on_civilians", "X", "P"), ("attack_on_civilians", "Y", "P"))
    events = replace(events, series=np.array([0, 1], np.int16), series_ids=("own", "public"))
    series = (
        Series(id="own", source_id="s1", import_id="i1"),
        Series(id="public", source_id="s2", import_id="i2", **LOW),
    )
    whole = world(*series, events=events)
    for audience, sides in (
        (Audience.CORE, ["X", "Y"]),
        (Audience.MISSION, ["X", "Y"]),
        (Audience.PARTNER, ["Y"]),
        (Audience.HOST_STATE, ["Y"]),
        (Audience.PUBLIC, ["Y"]),
    ):
        seen = view(whole, audience, DAY).snapshot.events
        assert [seen.side_a.text(i) for i in range(len(seen))] == sides


@pytest.mark.parametrize("audience", OUTSIDE)
def test_a_published_source_is_named_as_its_licence_asks(audience: Audience) -> None:
    source = Source(
        id="s",
        name="Register",
        published=True,
        licence="CC BY 4.0",
        attribution="The Register",
        file_name="our-download.csv",
        sharing_terms="between us",
        **LOW,
    )
    (seen,) = view(world(source), audience, DAY).snapshot.all(Source)
    assert (seen.attribution, seen.licence) == ("The Register", "CC BY 4.0")
    assert (seen.file_name, seen.sharing_terms) == ("", "")
    own = Source(id="o", name="A teacher at the well")
    assert view(world(own), audience, DAY).snapshot.all(Source) == ()
