"""Which events a command means: the same choice as the window's sentence, asked for by options."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pocplanner.cli.opening import day
from pocplanner.words import Problem, Words

#: Options that may stand there several times: any of their values fits.
_SEVERAL = ("type", "by", "against", "actor", "area", "event_source", "season")
_SHOWN = 8


def add(command: Any, words: Words, dated: bool = True) -> None:
    """The options by which events are chosen; a command may have dates of its own."""

    def option(flag: str, key: str, **more: Any) -> None:
        command.add_argument(flag, help=words.text(f"cli.arg.{key}"), **more)

    if dated:
        option("--from", "from", dest="since", metavar="DATE")
        option("--to", "before", dest="before", metavar="DATE")
    for name in _SEVERAL:
        flag = f"--{name.replace('_', '-')}"
        option(flag, f"event_{name}", action="append", default=[], metavar="NAME")
    option("--deaths", "event_deaths", type=int, default=0, metavar="N")
    option("--light", "event_light", choices=("day", "night"), default="")
    option("--around", "event_around", metavar="PLACE", default="")
    option("--km", "event_km", type=float, metavar="KM")
    option("--text", "event_text", metavar="WORDS", default="")
    option("--where", "event_where", action="append", default=[], metavar="COLUMN=VALUE")


def any_asked(given: Any) -> bool:
    """Whether an option asks for some events and not for others."""
    names = ("since", "before", *_SEVERAL, "deaths", "light", "around", "text", "where")
    return any(getattr(given, name) for name in names)


def selection(given: Any, snapshot: Any, words: Words) -> Any:
    """The choice that the options ask for, as `analysis.selection.EventSelection`.

    Names are those of the mission or of the events, in any spelling of capitals; ids and codes
    serve as well. Problem cli.no_such_name with what is known, cli.bad_km.
    """
    from pocplanner.analysis import event_words as known
    from pocplanner.analysis.selection import CIVILIANS, EventSelection
    from pocplanner.cli import heads

    events = snapshot.events
    sides = known.sides(events, snapshot)
    civilians = (words.text("selection.civilians"), CIVILIANS)
    kinds = dict.fromkeys(s.kind for s in snapshot.mission.seasons)
    seasons = [(words.term("season_kind", kind), kind) for kind in kinds]

    def values(name: str, offered: known.Named) -> tuple[Any, ...]:
        return tuple(_value(name, text, offered) for text in getattr(given, name))

    made = EventSelection(
        types=values("type", known.types(events, words)),
        by=values("by", sides),
        against=values("against", [civilians, (CIVILIANS, CIVILIANS), *sides]),
        actors=values("actor", sides),
        areas=values("area", known.areas(events, snapshot)),
        sources=values("event_source", known.sources(snapshot)),
        seasons=values("season", seasons),
        deaths=max(given.deaths, 0),
        light=given.light,
        text=given.text.strip(),
        since=day(given.since),
        until=day(given.before),
        heads=heads.of_events(given.where, events, words),
    )
    if given.around:
        lon, lat, km = _value("around", given.around, known.places(snapshot))
        km = km if given.km is None else given.km
        if not 0 < km <= 500:
            raise Problem("cli.bad_km", km=f"{km:g}")
        made = replace(made, around=(lon, lat, km))
    return made


def _value(name: str, text: str, offered: list[tuple[str, Any]]) -> Any:
    """The value that a name stands for. Problem cli.no_such_name."""
    from pocplanner.analysis.gazetteer import plain

    same: Callable[[object], bool] = lambda found: plain(str(found)) == plain(text)  # noqa: E731
    for shown, value in offered:
        if same(shown) or (isinstance(value, str) and same(value)):
            return value
    names = sorted(dict.fromkeys(shown for shown, _ in offered), key=str.casefold)
    like = [n for n in names if plain(text) in plain(n)] or names
    more = "…" if len(like) > _SHOWN else ""
    flag = f"--{name.replace('_', '-')}"
    raise Problem(
        "cli.no_such_name", option=flag, text=text, known=", ".join(like[:_SHOWN]) + more or "–"
    )
