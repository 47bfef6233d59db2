"""The terminal's command on time: how long to each place, and whether help comes before harm."""

from pathlib import Path
from typing import Any

from pocplanner.cli.opening import opened
from pocplanner.cli.terminal import OK, Terminal

_SHOWN = 60


def add(command: Any, words: Any) -> None:
    """Say what the command takes."""
    said = command("travel", reports=True)
    for name, choices in (("season", ("dry", "wet")), ("light", ("day", "night"))):
        # One that there is not is told as a sentence, in the person's language.
        shown = f"{{{','.join(choices)}}}"
        said.add_argument(f"--{name}", metavar=shown, help=words.text(f"cli.arg.travel_{name}"))
    said.add_argument(
        "--by",
        choices=("vehicle", "foot", "boat", "air"),
        default="vehicle",
        help=words.text("cli.arg.travel_by"),
    )
    said.add_argument("--cell", type=float, metavar="KM", help=words.text("cli.arg.travel_cell"))
    said.add_argument("--arrival", action="store_true", help=words.text("cli.arg.travel_arrival"))


def run(t: Terminal) -> int:
    """Tell travel times, and with `--arrival` the chances that help comes in time."""
    from pocplanner.analysis.arrival.telling import arrival_lines
    from pocplanner.analysis.results import LIGHTS, SEASONS
    from pocplanner.analysis.telling import Teller
    from pocplanner.commands.travel import times

    given = t.given
    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    seasons = (given.season,) if given.season else SEASONS if given.arrival else ("dry",)
    lights = (given.light,) if given.light else LIGHTS if given.arrival else ("day",)
    found = t.run(times(snapshot, seasons, lights, given.by, given.cell, bool(given.arrival)))
    teller = Teller(t.words, snapshot)
    if given.json:
        t.answer(_plain(found, teller))
        return OK
    for (season, light), ground in found.grounds.items():
        _ground(t, teller, season, light, ground)
    for one in found.arrivals:
        for line in arrival_lines(teller, one):
            t.line(line)
    if given.arrival and not found.arrivals:
        t.say("travel.no_arrivals")
    own = [f"{u.name[t.words.language]}: {u.value:g} {u.unit}" for u in found.used if u.own]
    if own:
        t.say("travel.own", figures=t.words.parted(own))
    t.say("travel.figures", count=len(found.used), file=Path(given.file).name)
    return OK


def _ground(t: Terminal, teller: Any, season: str, light: str, ground: Any) -> None:
    from pocplanner.analysis.arrival.telling import left_text, span

    words = t.words
    t.say(
        "travel.head",
        movement=words.text(f"travel.movement.{ground.movement}"),
        season=words.term("season_kind", season),
        light=words.term("light", light),
        cell=f"{ground.cell_km:g}",
    )
    for said in ground.remarks:
        t.line("  " + teller.text(said))
    if t.given.arrival:
        return
    ordered = sorted(ground.places, key=lambda p: _likely(ground.quickest(p)))
    for place in ordered:
        best = ground.quickest(place)
        if best is None:
            t.say("travel.line_none", place=teller.name(place), limit=t.words.text("travel.limit"))
            continue
        t.say(
            "travel.line",
            place=teller.name(place),
            post=teller.name(best.post_id),
            minutes=span(words, best.minutes),
            kilometres=f"{best.km:.0f}",
            basis=words.text(f"travel.basis.{best.basis}"),
        )
        if best.left is not None:
            t.line("  " + left_text(words, best))


def _likely(trip: Any) -> float:
    return float(trip.minutes.likely) if trip is not None and trip.minutes else float("inf")


def _plain(found: Any, teller: Any) -> dict[str, Any]:
    """The answer for a program: numbers with their basis, and the sentences that go with them."""
    from pocplanner.analysis.arrival.telling import arrival_lines

    rows = []
    for (season, light), ground in found.grounds.items():
        for place in ground.places:
            best = ground.quickest(place)
            rows.append(
                {
                    "place": place,
                    "name": teller.name(place),
                    "season": season,
                    "light": light,
                    "post": best.post_id if best else None,
                    "minutes": best.minutes if best else None,
                    "km": round(best.km, 2) if best else None,
                    "basis": best.basis if best else "no_way",
                    "obstacles": best.obstacle_ids if best else (),
                    "leaves_at": best.left if best else None,
                    "walk_km": round(best.walk_km, 2) if best else None,
                }
            )
    arrivals = [
        {
            **{n: getattr(one, n) for n in ("place_id", "light", "season", "state", "warning")},
            "links": {x.name: {"minutes": x.minutes, "basis": x.basis, "cases": x.cases}
                      for x in one.links},
            "chances": {n: getattr(one, n)._asdict() if getattr(one, n) else None
                        for n in ("arrives_onset", "arrives_end", "helps_onset", "helps_end")},
            "gains": {n: {"points": round(p, 1), "minutes": round(m, 1)}
                      for n, (p, m) in one.gains.items()},
            "costliest": one.costliest,
            "first": one.first.unit_id if one.first else None,
            "guesses": one.guesses,
            "text": arrival_lines(teller, one),
        }
        for one in found.arrivals
    ]  # fmt: skip
    remarks = {
        f"{season}_{light}": [teller.text(said) for said in ground.remarks]
        for (season, light), ground in found.grounds.items()
    }
    return {"times": rows, "arrivals": arrivals, "remarks": remarks, "assumptions": found.used}
