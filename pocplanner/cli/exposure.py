"""The terminal's commands on risk-hours and patrol plans, and on sheets of warning signs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pocplanner.cli.terminal import ATTENTION, OK, Terminal
from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.analysis.exposure.figures import Hours, PlaceHours
    from pocplanner.commands.exposure import Offers
    from pocplanner.words import Words

_SEASONS = ("dry", "wet")
_PATROLS = ("market", "fuelwood_water", "night", "farm", "school_run")


def arguments(command: Callable[..., Any], words: "Words") -> None:
    """Add the two commands to the parser."""

    def option(to: Any, name: str, **more: Any) -> None:
        to.add_argument(f"--{name}", help=words.text(f"cli.arg.hours_{name}"), **more)

    hours = command("hours", writes=True, reports=True)
    option(hours, "season", choices=_SEASONS)
    option(hours, "place", metavar="ID", default="")
    option(hours, "plan", action="store_true")
    option(hours, "kind", choices=_PATROLS, default="")
    option(hours, "accept", metavar="ID", action="append", default=[])
    option(hours, "heard", action="store_true")


def _place(snapshot: Any, told: str) -> str:
    """The id of the place with this id or name. Problem where there is none."""
    from pocplanner.model.community import Community
    from pocplanner.model.places import Settlement

    if snapshot.get(told) is not None:
        return told
    for kind in (Community, Settlement):
        for record in snapshot.all(kind):
            if record.name.casefold() == told.strip().casefold():
                return str(record.id)
    raise Problem("exposure.no_place", id=told)


def run_hours(t: Terminal) -> int:
    """Tell risk-hours by place and season; with `--plan` patrols; with `--accept` keep some."""
    from pocplanner.analysis.exposure.telling import place_lines
    from pocplanner.analysis.results import SEASONS
    from pocplanner.analysis.telling import Teller
    from pocplanner.cli.opening import opened, today
    from pocplanner.commands.assessment import assess
    from pocplanner.commands.exposure import accept, plans

    given = t.given
    project = opened(t)
    try:
        snapshot = project.snapshot()
        if given.place:
            given.place = _place(snapshot, given.place)
        found = t.run(assess(snapshot, today=today()))
        seasons = (given.season,) if given.season else SEASONS
        made = []
        if given.plan or given.accept:
            for season in seasons:
                work = plans(snapshot, found, t.words, season, given.place, given.kind)
                made.append(t.run(work))
        if given.accept:
            by_id = {o.proposed.id: o for one in made for o in one.offers}
            for id in given.accept:
                if id not in by_id:
                    raise Problem("exposure.no_proposal", id=id)
            for id in given.accept:
                kept = accept(project, by_id[id], heard=given.heard)
                t.say("exposure.cli_kept", name=kept.name, id=kept.id)
            return OK
    finally:
        project.close()
    teller = Teller(t.words, found.over(snapshot))
    places = [
        p for p in found.exposure.places
        if p.season in seasons and given.place in ("", p.place_id)
    ]  # fmt: skip
    if given.json:
        t.answer(_plain(teller, places, made, found))
        return ATTENTION if any(p.risk for p in places) else OK
    if not places:
        t.say("exposure.nothing_here" if given.place else "exposure.none")
    for one in places:
        head, *rest = place_lines(teller, one, full=bool(given.place))
        t.line(head)
        for line in rest:
            t.line("  " + line)
    if found.exposure.unplaced:
        t.say("exposure.unplaced", count=len(found.exposure.unplaced))
    for one in made:
        _say_plan(t, teller, one)
    t.say("exposure.weights")
    return ATTENTION if any(p.risk for p in places) else OK


def _say_plan(t: Terminal, teller: Any, one: "Offers") -> None:
    from pocplanner.analysis.exposure.telling import proposal, remarks, worth
    from pocplanner.cli.interference import sentence

    season = t.words.term("season_kind", one.plan.season).lower()
    t.say("exposure.cli_plan", season=season, worth=worth(t.words, one.plan))
    snapshot = teller.snapshot
    for offer in one.offers:
        t.line(f"{offer.proposed.id}")
        t.line("  " + proposal(teller, offer.proposed))
        for line in remarks(teller, offer.proposed):
            t.line("  " + line)
        beside = type(snapshot).of([*snapshot, offer.record], snapshot.events, snapshot.audience)
        asking = type(teller)(t.words, beside)
        for question in offer.questions:
            t.line("  ? " + sentence(beside, asking, question))


def _plain(teller: Any, places: list["PlaceHours"], made: list["Offers"], found: Any) -> Any:
    from pocplanner.analysis.exposure.telling import place_lines

    return {
        "places": [
            {
                "place": p.place_id,
                "name": teller.name(p.place_id),
                "season": p.season,
                "person_hours": _hours(p.hours),
                "at_least": bool(p.unknown),
                "by_sex": {k: _hours(v) for k, v in p.by_sex.items()},
                "by_age": {k: _hours(v) for k, v in p.by_age.items()},
                "by_group": {k: _hours(v) for k, v in p.by_group.items()},
                "guesses": sorted(p.guesses),
                "week": p.strip().tolist(),
                "people": p.people().tolist(),
                "tasks": [
                    {
                        "id": c.task.id,
                        "purpose": c.task.purpose,
                        "records": list(c.task.record_ids),
                        "threats": list(c.threat_ids),
                        "person_hours": _hours(c.hours),
                        "hours_under_threat": int(c.exposed.sum()),
                        "hours_not_covered": int(c.bare.sum()),
                        "outside_windows": c.quiet,
                        "guesses": sorted(c.guesses),
                        "reasons": sorted(c.reasons),
                    }
                    for c in p.tasks
                ],
                "text": list(place_lines(teller, p)),
            }
            for p in places
        ],
        "without_hours": list(found.exposure.unplaced),
        "plans": [
            {
                "season": one.plan.season,
                "best": one.plan.exact,
                "gap": round(one.plan.gap, 4),
                "patrols": [
                    {
                        **{n: getattr(o.proposed, n) for n in o.proposed.__dataclass_fields__},
                        "questions": [q.id for q in o.questions],
                    }
                    for o in one.offers
                ],
            }
            for one in made
        ],
        "assumptions": [u for u in found.used if u.key.startswith("exposure.")],
    }


def _hours(one: "Hours | None") -> dict[str, int] | None:
    if one is None:
        return None
    return {
        "total": one.total,
        "covered": one.covered,
        "uncovered": one.uncovered,
        "not_judged": one.not_judged,
    }
