"""The terminal's command `reach`: does help come in time, place by place."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pocplanner.cli.terminal import ATTENTION, OK, Terminal

if TYPE_CHECKING:
    from pocplanner.analysis.arrival.draws import Chance
    from pocplanner.analysis.arrival.heard import Heard
    from pocplanner.analysis.arrival.reach import Reached
    from pocplanner.analysis.mesh.network import Network
    from pocplanner.analysis.telling import Teller
    from pocplanner.words import Words

#: Places on the terminal; `--json` has them all.
_MOST = 60


def arguments(command: Callable[..., Any], words: "Words") -> None:
    """Add the command to the parser."""
    said = command("reach", reports=True)
    said.add_argument(
        # A season that there is not is told as a sentence, in the person's language.
        "--season",
        metavar="{dry,wet}",
        default="dry",
        help=words.text("cli.arg.reach_season"),
    )
    said.add_argument("--night", action="store_true", help=words.text("cli.arg.reach_night"))


def run_reach(t: Terminal) -> int:
    """Tell response, warning and gap by place; attention where help is late or too little."""
    from pocplanner.analysis.mesh.network import Network
    from pocplanner.analysis.telling import Teller
    from pocplanner.cli.opening import opened, today
    from pocplanner.commands.reach import reach

    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    found = t.run(reach(snapshot, t.given.season, "night" if t.given.night else "day", today()))
    teller = Teller(t.words, snapshot)
    net = Network(snapshot, found.as_of) if found.as_of is not None else None
    outcome = ATTENTION if any(one.attention for one in found.places) else OK
    if t.given.json:
        t.answer(
            {
                "season": found.season,
                "light": found.light,
                "places": [_plain(teller, one, len(found.places), net) for one in found.places],
                "remarks": teller.texts(found.ground.remarks),
                "turned": found.turned,
                "assumptions": found.used,
            }
        )
        return outcome
    words = t.words
    season, light = words.term("season_kind", found.season), words.term("light", found.light)
    count = len(found.places)
    t.line(words.plural("reach.head", count, season=season.lower(), light=light.lower()))
    if any(one.arrival.arrives_onset is not None for one in found.places):
        t.line("  " + words.text("reach.interval"))
    for said in found.ground.remarks:
        t.line("  " + teller.text(said))
    if found.turned:
        named = teller.several([words.text(f"travel.link.{name}") for name in found.turned])
        t.line("  " + words.text("reach.turned", links=named))
    for one in found.places[:_MOST]:
        head, *rest = lines(teller, one, len(found.places), net)
        t.line(head)
        for line in rest:
            t.line("  " + line)
    if len(found.places) > _MOST:
        t.say("reach.more", count=len(found.places) - _MOST)
    t.say("travel.figures", count=len(found.used), file=Path(t.given.file).name)
    return outcome


def lines(teller: "Teller", one: "Reached", of: int, net: "Network | None" = None) -> list[str]:
    """What is said of one place: the gap, who comes, who is heard, what costs most, guesses."""
    from pocplanner.analysis.arrival.gaps import enough
    from pocplanner.analysis.arrival.heard_telling import called_said
    from pocplanner.analysis.arrival.telling import clock, left_text, span, strong_text

    words = teller.words
    late = ""
    if one.gap is not None and one.gap.gap is not None:
        verdict = one.gap.verdict
        minutes = one.gap.gap.max if verdict == "uncertain" else abs(one.gap.gap.likely)
        key = {"uncertain": "reach.up_to", "in_time": "reach.spare"}.get(verdict, "reach.by")
        if one.verdict == "not_enough":
            key = {"uncertain": "reach.and_up_to", "in_time": "reach.and_spare"}.get(verdict, key)
        late = words.text(key, minutes=clock(words, minutes))
    elif one.verdict == "guessed":
        late = words.text("reach.rank", rank=one.rank, of=of)
    told = words.text(f"reach.verdict.{one.verdict}")
    if one.verdict == "unknown" and one.response is not None:
        told = words.text("reach.no_warning", response=clock(words, one.response.likely))
    found = [
        words.text(
            "reach.place", place=teller.name(one.place_id), verdict=told, late=late
        )
    ]  # fmt: skip
    unknown = words.text("analysis.unknown")
    warning = span(words, one.warning) if one.warning is not None else unknown
    if one.response is not None:
        basis = words.text(f"travel.basis.{one.basis}")
        found.append(
            words.text(
                "reach.times" if one.gap is None or not one.gap.computed else "reach.computed",
                warning=warning, response=span(words, one.response), basis=basis,
            )
        )  # fmt: skip
    elif one.verdict == "guessed":
        found.append(words.text("reach.no_figure", warning=warning))
    if one.unit_id:
        found.append(words.text("reach.first", unit=teller.name(one.unit_id)))
        means = enough(one.arrival)
        if means is not None and means.unit_id == one.unit_id and means.trip.left is not None:
            found.append(left_text(words, means.trip))
    strong = strong_text(teller, one.arrival)
    if strong:
        found.append(strong)
    if one.costliest and not (_chances(one) and one.costliest == one.arrival.costliest):
        link = words.text(f"analysis.part.{one.costliest}")
        if one.costliest_minutes is not None and one.response is not None:
            spent = clock(words, one.costliest_minutes)
            found.append(words.text("reach.costliest", link=link, minutes=spent))
        else:
            found.append(words.text("reach.costliest_rank", link=link))
    found += _chain(teller, one)
    if one.called is not None and net is not None:
        found += teller.texts(called_said(net, one.called))
    return found


def _chances(one: "Reached") -> bool:
    """Whether chances are told: not where all is guessed, nor where no warning is known."""
    return one.verdict not in {"nobody", "guessed"} and one.arrival.arrives_onset is not None


def _chain(teller: "Teller", one: "Reached") -> list[str]:
    """The chances once the alert is out, why they are what they are, and what is guessed."""
    from pocplanner.analysis.arrival.telling import (
        chance_texts,
        costliest_text,
        guessed_text,
        reasons,
    )

    words, arrival = teller.words, one.arrival
    found, guessed = [], dict.fromkeys(one.guessed)
    if _chances(one):
        found += chance_texts(words, arrival)
    if one.verdict in {"nobody", "not_enough"} or (_chances(one) and arrival.state != "sufficient"):
        found += [teller.text(said) for said in reasons(arrival)]
    if _chances(one):
        cost = costliest_text(words, arrival)
        found += [cost] if cost else []
        guessed |= dict.fromkeys(arrival.guesses)
    if guessed:
        found.append(guessed_text(teller, arrival, guessed))
    return found


def _plain(teller: "Teller", one: "Reached", of: int, net: "Network | None") -> dict[str, Any]:
    from pocplanner.analysis.arrival.telling import reasons

    gap = one.gap.gap if one.gap is not None else None
    return {
        "place": one.place_id,
        "name": teller.name(one.place_id),
        "verdict": one.verdict,
        "rank": one.rank,
        "warning": one.warning,
        "response": one.response,
        "gap": gap,
        "basis": one.basis or None,
        "entered": one.basis == "entered",
        "costliest": one.costliest or None,
        "costliest_minutes": one.costliest_minutes,
        "guessed": one.guessed,
        "unit": one.unit_id or None,
        "state": one.arrival.state,
        "reasons": teller.texts(reasons(one.arrival)),
        "once_out": _once_out(one),
        "onward": _onward(one),
        "strong_enough": one.arrival.strong.unit_id if one.arrival.strong else None,
        "alert": one.called.state if one.called is not None else None,
        "called": [_called(teller, h, net) for h in one.called.heard]
        if one.called is not None and net is not None
        else [],
        "text": lines(teller, one, of, net),
    }


def _once_out(one: "Reached") -> dict[str, Any] | None:
    """Chances once the alert is out, what each link would add at its quickest, and guesses."""
    if not _chances(one):
        return None
    arrival = one.arrival
    return {
        "arrives_before": _chance(arrival.arrives_onset),
        "arrives_before_end": _chance(arrival.arrives_end),
        "sufficient_before": _chance(arrival.helps_onset),
        "sufficient_before_end": _chance(arrival.helps_end),
        "costliest": arrival.costliest or None,
        "gains": {
            name: {
                "points_before": round(points, 1),
                "points_before_end": round(arrival.gains_end.get(name, 0.0), 1),
                "minutes": round(minutes, 1),
            }
            for name, (points, minutes) in arrival.gains.items()
        },
        "guessed": arrival.guesses,
    }


def _called(teller: "Teller", one: "Heard", net: "Network") -> dict[str, Any]:
    """Some people of a place: no figure stands where all is guessed."""
    from pocplanner.analysis.mesh.sentences import guess_said, part_said, who

    subject, shown = one.reach.subject, one.figure
    return {
        "who": teller.text(who(subject, True)),
        "sex": subject.sex,
        "group": subject.group,
        "people": subject.people,
        "state": one.state,
        "word": one.word,
        "gets_out": one.out if one.reach.measured else None,
        "arrives_before": _chance(one.arrives_onset) if shown else None,
        "arrives_before_end": _chance(one.arrives_end) if shown else None,
        "sufficient_before": _chance(one.helps_onset) if shown else None,
        "sufficient_before_end": _chance(one.helps_end) if shown else None,
        "costliest": one.costliest or None,
        "points_lost": dict(zip(("before", "before_end"), one.gain, strict=True))
        if shown
        else None,
        "tied": [
            {"what": teller.text(part_said(net, tie.part)), "why": tie.why} for tie in one.ties
        ],
        "guessed": [teller.text(guess_said(net, one.reach, g)) for g in one.guesses],
    }


def _onward(one: "Reached") -> dict[str, Any] | None:
    """Where the unit that is told leaves vehicles or boats, and how far it walks."""
    from pocplanner.analysis.arrival.gaps import enough

    means = enough(one.arrival)
    if means is None or means.trip.left is None:
        return None
    trip = means.trip
    assert trip.left is not None
    lon, lat = trip.left
    return {"leaves": trip.by, "lon": round(lon, 5), "lat": round(lat, 5),
            "walk_km": round(trip.walk_km, 1), "walk_min": round(trip.walk_min)}  # fmt: skip


def _chance(found: "Chance | None") -> dict[str, int] | None:
    return None if found is None else found._asdict()


__all__ = ["arguments", "lines", "run_reach"]
