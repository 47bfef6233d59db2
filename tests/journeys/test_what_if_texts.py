"""An act on the map changes ratings, times, the field matrix and the strategy, with reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest

from pocplanner.analysis.assess import assess
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.what_if.lay import lay
from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.geometry import Position
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Paragraph
from pocplanner.progress import finish
from pocplanner.report.draft import draft


@dataclass(frozen=True)
class Told:
    """A mission as its papers tell it."""

    found: Assessment
    strategy: Mapping[tuple[str, str], Paragraph]
    matrix: Mapping[tuple[str, str], Paragraph]

    def text(self, section: str, key: str) -> str:
        """A paragraph of the strategy; empty where there is none."""
        one = self.strategy.get((section, key))
        return one.text if one is not None else ""

    def row(self, place: str) -> str:
        return self.matrix["places", f"row:{place}"].text

    def action(self, title: str) -> str:
        """What stands in the way of an action on file."""
        own = (p.text for (_, k), p in self.strategy.items() if k.startswith("hindered:"))
        return next(t for t in own if title in t)

    def priority(self, threat: str) -> str:
        return next(r.priority for r in self.found.rated if r.threat_id == threat)


def told(snapshot: Snapshot) -> Told:
    found = finish(assess(snapshot))
    papers = []
    for document in ("strategy", "field-matrix"):
        sections = draft(snapshot, found, document, "en")
        papers.append({(s.key, p.key): p for s in sections for p in s.paragraphs})
    return Told(found, *papers)


@pytest.fixture(scope="module")
def mission() -> Snapshot:
    return sample_snapshot()


@pytest.fixture(scope="module")
def before(mission: Snapshot) -> Told:
    return told(mission)


def after(mission: Snapshot, before: Told, *changes: ProposedChange) -> Told:
    """The mission with the changes laid over it, as of the same day."""
    laid = finish(lay(mission, changes, before.found.as_of))
    timings = laid.timings if laid.day <= before.found.as_of else ()
    kept = [r for r in laid.records if r.id in timings or r.id not in laid.timings]
    over = {r.id: r for r in mission} | {r.id: r for r in kept}
    return told(Snapshot.of([*over.values()], mission.events, mission.audience))


def sections_changed(one: Told, other: Told) -> set[str]:
    keys = {*one.strategy, *other.strategy}
    return {s for s, k in keys if one.text(s, k) != other.text(s, k)}


def says(texts: Iterable[str], words: str) -> bool:
    return any(words in t for t in texts)


def test_a_post_moved_sixty_kilometres(mission: Snapshot, before: Told) -> None:
    there = Position(lon=-17.25, lat=-11.55)
    moved = ProposedChange(kind="move_post", post_id="post-andreumo-base", position=there)
    found = after(mission, before, moved)
    assert (before.priority("thr-16"), found.priority("thr-16")) == ("should", "must")
    assert before.found.worst_gap("com-andreumo") != found.found.worst_gap("com-andreumo")
    assert before.row("com-andreumo") != found.row("com-andreumo")
    assert "comes too late" in found.row("com-andreumo")
    changed = sections_changed(before, found)
    assert {"threats", "objectives", "actions", "command", "tensions", "limits"} <= changed
    action = found.action("Guard post that looks outward")
    assert "Company Andreumo stands at Andreumo base, " in action
    assert "it has to be there before" in action
    effects = [p.text for (s, _), p in found.strategy.items() if s == "tensions"]
    assert says(effects, "no post stands near any more")
    assert not says((p.text for p in before.strategy.values()), "no post stands near any more")


def test_a_mast_lost(mission: Snapshot, before: Told) -> None:
    found = after(mission, before, ProposedChange(kind="lose_cause", cause="mast:Meuvai"))
    assert {"protection", "warning", "command"} <= sections_changed(before, found)
    assert "the mast of Meuvai" in before.text("protection", "hangs_on")
    gone = found.text("protection", "hangs_on")
    assert "No alert has a way out of Sameudreu, Meuvai and Obeudra bridge" in gone
    assert "have no way to reach you" in found.row("com-sameudreu")
    assert "have no way to reach you" in found.text("warning", "mesh:com-sameudreu")


def test_a_unit_that_may_no_longer_move_at_night(mission: Snapshot, before: Told) -> None:
    bound = ProposedChange(
        kind="add_caveat", unit_id="unit-company-meuvai", caveat="no_night_movement"
    )
    found = after(mission, before, bound)
    assert {"actions", "command", "limits"} <= sections_changed(before, found)
    action = found.action("Platoon at the Meuvai bridge before dawn")
    assert "Company Meuvai may not move at night, when it would be needed" in action
    assert "Company Meuvai may not move in its hours of night" in found.text("actions", "patrols")
    assert before.row("com-obeudra-bridge") != found.row("com-obeudra-bridge")


def test_a_base_that_closes_in_thirty_days(mission: Snapshot, before: Told) -> None:
    day = before.found.as_of + timedelta(days=30)
    closing = ProposedChange(kind="close_post", post_id="post-meuvai-base", on=day)
    found = after(mission, before, closing)
    closed = found.text("transition", "closure:post-meuvai-base")
    assert "closes on 30 November 2026, in 30 days" in closed and "Sameudreu" in closed
    planned = found.action("Platoon at the Meuvai bridge before dawn")
    assert "Meuvai base, from which Company Meuvai works, closes on 30 November 2026" in planned
    # Until then what was entered of the road holds, and no text says otherwise.
    assert found.text("command", "time:com-meuvai") == before.text("command", "time:com-meuvai")


def test_a_base_that_has_closed_lends_nobody_its_time(mission: Snapshot, before: Told) -> None:
    shut = mission.get("post-meuvai-base")
    assert shut is not None
    closed = shut.model_copy(update={"closes_on": before.found.as_of})
    found = told(Snapshot.of([closed if r.id == closed.id else r for r in mission],
                             mission.events, mission.audience))  # fmt: skip
    assert "from Meuvai base" in before.text("command", "time:com-meuvai")
    assert "from Meuvai base" not in found.text("command", "time:com-meuvai")


def test_a_road_closed_in_the_rains(mission: Snapshot, before: Told) -> None:
    shut = ProposedChange(kind="close_way", route_id="rte-plateau-road")
    found = after(mission, before, shut)
    assert {"command", "limits"} <= sections_changed(before, found)
    assert "Plateau road" in found.text("limits", "ways")
    assert "Plateau road" not in before.text("limits", "ways")
    was = {(a.place_id, a.light, a.season): a.first for a in before.found.arrivals}
    other = [a for a in found.found.arrivals if a.first != was[a.place_id, a.light, a.season]]
    assert other and {a.season for a in other} == {"wet"}


def test_a_patrol_at_another_hour(mission: Snapshot, before: Told) -> None:
    later = ProposedChange(kind="move_patrol", patrol_id="ptl-01", from_hour=14, to_hour=18)
    found = after(mission, before, later)
    assert {"protection", "actions", "gender"} <= sections_changed(before, found)
    # What would change it stands beside: patrols that units on file could make.
    proposed = before.text("gender", "hours_plan")
    assert "Night patrol, " in proposed and " (Company " in proposed
    assert "person-hours a week" in proposed
    said = found.text("actions", "patrols")
    here = said[said.index("Meuvai dawn patrol") :].split(";")
    assert "outside the hours" in ";".join(here[:2]) or "not in those at" in ";".join(here[:2])
    assert "Sameudreu (between 04:00 and 09:00)" in said
    assert "Sameudreu (between 04:00 and 09:00)" not in before.text("actions", "patrols")
