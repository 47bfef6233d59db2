"""The grid: every action in one cell, every gap with its threat, doubles, clashes, load."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.grid.cells import PHASES, TIERS, Grid, grid, grid_findings
from pocplanner.model.community import Community
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Mission
from pocplanner.model.places import Unit
from pocplanner.model.reliance import Difference, View
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Action

DAY = date(2026, 10, 31)
MISSION = Mission(name="Invented")
HERE, THERE = Community(id="com-here", name="Here"), Community(id="com-there", name="There")
UNIT = Unit(id="unit-1", name="Company")


@dataclass(frozen=True)
class Rated:
    """A rated threat, as far as the grid asks."""

    threat_id: str
    place_id: str
    priority: str


def action(id: str, **more: object) -> Action:
    return Action(id=id, title=id, **({"place_id": "com-here"} | more))


def made(*records: object, rates: tuple[Rated, ...] = (), audience: Audience | None = None) -> Grid:
    seen = Snapshot.of([MISSION, HERE, THERE, UNIT, *records], audience=audience)
    return grid(seen, rates, DAY, Assumptions())


ACTIONS = st.lists(
    st.builds(
        lambda i, tier, phase, component, place, state: action(
            f"action-{i}", tier=tier, phase=phase, component=component, place_id=place, state=state
        ),
        st.uuids(),
        st.sampled_from(TIERS),
        st.sampled_from(PHASES),
        st.sampled_from(["civilian", "police", "military"]),
        st.sampled_from(["com-here", "com-there", ""]),
        st.sampled_from(["planned", "done", "dropped", "under_way"]),
    ),
    max_size=8,
)


@given(ACTIONS)
def test_the_cells_hold_every_action_once(actions: list[Action]) -> None:
    found = made(*actions)
    told = [id for cell in found.cells for id in cell.action_ids]
    assert sorted(told) == sorted(a.id for a in actions if a.state != "dropped")
    assert sum(found.count(t, p) for t in TIERS for p in PHASES) == len(told)


@given(ACTIONS)
def test_every_gap_has_its_threat_and_every_empty_cell_is_empty(actions: list[Action]) -> None:
    rates = (Rated("thr-1", "com-here", "must"), Rated("thr-2", "com-there", "could"))
    found = made(*actions, rates=rates)
    assert {g.place_id for g in found.gaps} <= {"com-here"}
    for gap in found.gaps:
        assert gap.threat_ids == ("thr-1",) and gap.priority == "must"
        for tier, phase in gap.empty:
            assert not found.count(tier, phase, place_id="com-here")
        full = set(gap.empty) | {(c.tier, c.phase) for c in found.cells if c.place_id == "com-here"}
        assert len(full) == len(TIERS) * len(PHASES)


def test_an_action_elsewhere_that_names_the_threat_fills_its_cell() -> None:
    rates = (Rated("thr-1", "com-here", "should"),)
    away = action("action-1", place_id="com-there", threat_ids=("thr-1",), tier=3, phase="response")
    (gap,) = made(away, rates=rates).gaps
    assert (3, "response") not in gap.empty and gap.actions == 1


def test_a_view_for_an_audience_has_no_gaps() -> None:
    rates = (Rated("thr-1", "com-here", "must"),)
    assert made(rates=rates, audience=Audience.PARTNER).gaps == ()


def test_two_components_in_one_cell_need_a_lead() -> None:
    one, two = action("action-1", component="civilian"), action("action-2", component="police")
    (double,) = made(one, two).doubles
    assert double.components == ("civilian", "police") and double.place_id == "com-here"
    assert made(one, two.model_copy(update={"leads": True})).doubles == ()
    assert made(one, action("action-2", component="civilian")).doubles == ()
    assert made(one, two.model_copy(update={"place_id": "com-there"})).doubles == ()


def test_a_unit_cannot_be_at_two_places_in_the_same_hours() -> None:
    night = {"unit_ids": ("unit-1",), "from_hour": 22, "to_hour": 3}
    here = action("action-1", **night)
    there = action("action-2", place_id="com-there", **night)
    (load,) = made(here, there).loads
    assert load.clashes == (("action-1", "action-2"),) and load.over
    (load,) = made(here, there.model_copy(update={"from_hour": 8, "to_hour": 12})).loads
    assert not load.over
    (load,) = made(here, action("action-3", place_id="com-there", unit_ids=("unit-1",))).loads
    assert load.untold == ("action-3",) and load.clashes == (), "hours that nobody told"


def test_a_mondays_night_is_no_tuesdays_and_one_task_may_follow_another() -> None:
    night = {"unit_ids": ("unit-1",), "from_hour": 22, "to_hour": 4, "weekdays": ("monday",)}
    here = action("action-1", **night)

    def clash(**more: object) -> bool:
        (load,) = made(here, action("action-2", unit_ids=("unit-1",), **more)).loads
        return bool(load.clashes)

    there = {"place_id": "com-there"}
    assert not clash(from_hour=22, to_hour=23, weekdays=("tuesday",), **there)
    assert clash(from_hour=3, to_hour=5, weekdays=("tuesday",), **there)
    assert not clash(from_hour=4, to_hour=8, weekdays=("tuesday",), **there), "one after the other"
    assert not clash(from_hour=22, to_hour=23, weekdays=("monday",), place_id=""), "no place"


def test_more_tasks_than_a_unit_can_carry_are_said() -> None:
    many = [action(f"action-{i}", unit_ids=("unit-1",)) for i in range(4)]
    (load,) = made(*many).loads
    assert load.over and load.most == 3
    seen = Snapshot.of([MISSION, HERE, UNIT, *many])
    told = [f.key for f in grid_findings(seen, made(*many))]
    assert told == ["finding.grid.load"]


def test_a_difference_stands_open_until_it_is_decided_and_again_when_that_runs_out() -> None:
    views = (View(component="civilian", text="Yes"), View(component="military", text="No"))
    open_ = Difference(id="dif-1", title="Joint patrols", views=views)
    decided = open_.model_copy(update={"outcome": "No."})
    over = decided.model_copy(update={"holds_until": date(2026, 10, 30)})
    assert made(open_).open_differences == ("dif-1",)
    assert made(decided).open_differences == ()
    assert made(over).open_differences == ("dif-1",)
    seen = Snapshot.of([MISSION, open_])
    (told,) = grid_findings(seen, made(open_))
    assert told.key == "finding.grid.undecided" and told.facts["components"] == (
        "civilian",
        "military",
    )
