"""The terminal's command on time: how long to each place, and whether help comes before harm."""

from pathlib import Path
from typing import Any

from pocplanner.cli_opening import opened
from pocplanner.cli_terminal import OK, Terminal

_SHOWN = 60


def add(command: Any, words: Any) -> None:
    """Say what the command takes."""
    said = command("travel", reports=True)
    for name, choices in (("season", ("dry", "wet")), ("light", ("day", "night"))):
        said.add_argument(f"--{name}", choices=choices, help=words.text(f"cli.arg.travel_{name}"))
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
        t.say("travel.own", figures="; ".join(own))
    t.say("travel.figures", count=len(found.used), file=Path(given.file).name)
    return OK


def _ground(t: Terminal, teller: Any, season: str, light: str, ground: Any) -> None:
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
    ordered = sorted(ground.places, key=lambda p: _likely(ground.best(p)))
    for place in ordered:
        best = ground.best(place)
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


def _likely(trip: Any) -> float:
    return float(trip.minutes.likely) if trip is not None and trip.minutes else float("inf")


def span(words: Any, found: Any) -> str:
    """Likely minutes with the least and most, in words."""
    if found is None:
        return str(words.text("analysis.unknown"))
    return str(
        words.text(
            "travel.span",
            likely=clock(words, found.likely),
            least=clock(words, found.min),
            most=clock(words, found.max),
        )
    )


def clock(words: Any, minutes: float) -> str:
    """Minutes as people say them: under two hours in minutes, else in hours and minutes."""
    whole = round(minutes)
    if whole < 120:
        return str(words.text("travel.minutes", minutes=whole))
    return str(words.text("travel.hours", hours=whole // 60, minutes=f"{whole % 60:02d}"))


def arrival_lines(teller: Any, one: Any) -> list[str]:
    """The chain and the chances of one place under one condition, as lines."""
    words = teller.words
    lines = [
        words.text(
            "travel.arrival.place",
            place=teller.name(one.place_id),
            season=words.term("season_kind", one.season),
            light=words.term("light", one.light),
            state=words.text(f"travel.state.{one.state}"),
        )
    ]
    if one.first is not None:
        lines.append(
            "  "
            + words.text(
                "travel.arrival.first",
                unit=teller.name(one.first.unit_id),
                minutes=span(words, one.first.arrives),
                basis=words.text(f"travel.basis.{one.first.trip.basis}"),
            )
        )
    lines += ["  " + text for text in chance_texts(words, one)]
    if one.first is not None and one.costliest:
        points, minutes = one.gains[one.costliest]
        key = "travel.costliest_points" if points >= 1 else "travel.costliest"
        lines.append(
            "  "
            + words.text(
                key,
                link=words.text(f"travel.link.{one.costliest}"),
                minutes=clock(words, minutes),
                points=round(points),
            )
        )
    if one.guesses:
        named = teller.several([words.text(f"travel.link.{g}") for g in one.guesses])
        lines.append("  " + words.text("travel.guessed", links=named))
    lines += ["  " + teller.text(said) for said in reasons(one)]
    return lines


def reasons(one: Any) -> list[Any]:
    """Why what comes is or is not enough: of the first unit, else why the others stay."""
    if one.first is not None:
        return list(one.first.judged.reasons)
    found: dict[str, Any] = {}
    for means in one.means:
        for said in means.judged.reasons:
            found.setdefault(said.key, said)
    return list(found.values())[:3]


def chance_texts(words: Any, one: Any) -> list[str]:
    """The chances in words; why there is none, else."""
    if one.warning is None:
        return [words.text("travel.chance.no_warning")]
    if one.arrives_onset is None:
        return [words.text("travel.chance.nobody")]
    found = []
    for name, onset, end in (
        ("arrives", one.arrives_onset, one.arrives_end),
        ("helps", one.helps_onset, one.helps_end),
    ):
        if onset is None:
            found.append(words.text(f"travel.chance.{name}_not_judged"))
            continue
        found.append(
            words.text(
                f"travel.chance.{name}",
                onset=percent(words, onset),
                end=percent(words, end),
            )
        )
    return found


def percent(words: Any, found: Any) -> str:
    """A chance as whole percent with its interval."""
    return str(words.text("travel.percent", percent=found.percent, low=found.low, high=found.high))


def _plain(found: Any, teller: Any) -> dict[str, Any]:
    """The answer for a program: numbers with their basis, and the sentences that go with them."""
    rows = []
    for (season, light), ground in found.grounds.items():
        for place in ground.places:
            best = ground.best(place)
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
