"""The computed clock of a response sheet: who is told when, who arrives when, in which hours."""

from collections.abc import Iterator
from typing import Any

from pocplanner.analysis.arrival.links import BEFORE
from pocplanner.analysis.mesh import sentences
from pocplanner.analysis.mesh.result import CONDITIONS, Mesh
from pocplanner.report.draft.arrival_facts import road_words, state_words
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.scenario_desk import ScenarioDesk


def chain_facts(desk: ScenarioDesk) -> Iterator[Fact]:
    """The chain in the light and season of the scenario, and who arrives under all four."""
    found = desk.assessment.arrivals_at(desk.place_id)
    wanted = (desk.scenario.light, desk.scenario.season)
    here = next((a for a in found if (a.light, a.season) == wanted), None)
    if here is not None and here.first is not None and here.links:
        values = {
            "condition": desk.condition,
            "lines": desk.series(_marks(desk, here), len(BEFORE)),
            "unit": desk.name(here.first.unit_id),
            "state": state_words(desk, here),
            "middle": desk.minutes(here.first.arrives.likely) if here.first.arrives else "",
            "alert": _alert(desk, *wanted),
            "warning": desk.minutes(here.warning.likely) if here.warning is not None else "",
            "guessed": desk.listed(
                desk.words.text(f"travel.link.{x.name}")
                for x in here.links
                if x.guessed and x.name in BEFORE
            ),
        }
        evidence = ids(desk.place_id, here.first.unit_id, here.first.post_id, here.timing_id)
        yield Fact("chain", values, evidence, group="clock")
    if found:
        values = {
            "place": desk.place,
            "lines": desk.series((_arrives(desk, a) for a in found), len(found)),
        }
        units = (a.first.unit_id for a in found if a.first is not None)
        yield Fact("arrivals", values, ids(desk.place_id, units), group="clock")


def first_arrival(desk: ScenarioDesk) -> tuple[str, tuple[str, ...]]:
    """Who comes first in the scenario's own light and season, computed, and what that rests on."""
    wanted = (desk.scenario.light, desk.scenario.season)
    for one in desk.assessment.arrivals_at(desk.place_id):
        if (one.light, one.season) == wanted:
            alert = _alert(desk, *wanted)
            told = _arrives(desk, one)
            if alert:
                told = desk.words.text("scenario.arrival_if_heard", told=told, chance=alert)
            refs = ids(desk.place_id, one.first.unit_id if one.first is not None else "")
            return told, refs
    return "", ()


def _marks(desk: ScenarioDesk, here: Any) -> Iterator[str]:
    """Each link with the minute at which it is done, as it is most likely."""
    done = 0.0
    for link in here.links:
        if link.name in BEFORE:
            done += link.minutes.likely
            yield desk.words.text(
                "scenario.link",
                link=desk.words.text(f"travel.link.{link.name}"),
                at=desk.minutes(done),
            )


def _arrives(desk: ScenarioDesk, one: Any) -> str:
    """Who comes first under one condition and after how long, or why nobody does."""
    condition = desk.text(f"condition.{one.light}_{one.season}")
    if one.first is None or one.first.arrives is None:
        return desk.words.text("scenario.nobody", condition=condition, why=road_words(desk, one))
    facts = {
        "condition": condition,
        "unit": desk.name(one.first.unit_id),
        "minutes": desk.minutes(one.first.arrives.likely),
    }
    if one.strong is not None and one.strong.arrives is not None:
        more = {
            "other": desk.name(one.strong.unit_id),
            "later": desk.minutes(one.strong.arrives.likely),
        }
        return desk.words.text("scenario.arrives_weak", **facts, **more)
    return desk.words.text("scenario.arrives", state=state_words(desk, one), **facts)


def _alert(desk: ScenarioDesk, light: str, season: str) -> str:
    """How likely an alert gets out in this light and season; empty where the mesh is not seen."""
    found: Mesh | None = desk.assessment.mesh
    place = found.at(desk.place_id) if found is not None and not found.held else None
    if place is None:
        return ""
    return desk.tell(sentences.chance_said(place.everybody, CONDITIONS.index((light, season))))


__all__ = ["chain_facts", "first_arrival"]
