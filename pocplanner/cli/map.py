"""The terminal's command that writes a map: what is asked for, and what is said of it."""

import math

from pocplanner.cli import looking, selecting
from pocplanner.cli.opening import opened, today
from pocplanner.cli.terminal import OK, Terminal
from pocplanner.words import Problem


def write(t: Terminal) -> int:
    """Write a map or an atlas for an audience."""
    from pocplanner.analysis.selection_told import said
    from pocplanner.commands import pictures
    from pocplanner.commands.leaving import may_leave
    from pocplanner.model.guard import Audience
    from pocplanner.report.map_paper import USUAL, MapChoice

    given = t.given
    asked = selecting.any_asked(given) or looking.asked(given) or bool(given.compare)
    usual = (*USUAL, *(("events",) if asked else ()))
    usual = (*usual, *(("times",) if looking.times_asked(given) else ()))
    layers = tuple(x.strip() for x in given.layers.split(",")) if given.layers else usual
    bounds = box_of(given.bbox)
    project = opened(t)
    try:
        events = selecting.selection(given, project.snapshot(), t.words)
        choice = MapChoice(
            layers=layers,
            bounds=bounds,
            events=events,
            atlas=given.atlas or "",
            title=given.title,
            compared=(given.compare or "").replace("-", "_"),
            beside=given.beside,
            look=looking.look(given),
            times=looking.times(given),
        )
        told = said(events, t.words, project.snapshot())
        may_leave(project)
        written = t.run(
            pictures.write_map(
                project.snapshot(),
                Audience(given.audience),
                given.lang,
                given.out,
                choice,
                given.page,
                given.dots,
                today=today(),
            )
        )
        pictures.keep(project, written)
    finally:
        project.close()
    t.say(
        "cli.map.done" if written.pages > 1 else "cli.map.done_one",
        file=written.path.name,
        pages=written.pages,
        audience=t.words.term("audience", given.audience),
        held_back=written.held_back,
    )
    for name in written.not_told:
        t.say(f"cli.map.not_told_{name}", audience=t.words.term("audience", given.audience))
    if "events" in layers:
        t.say("cli.map.events", said=told)
    return OK


def box_of(text: str | None) -> tuple[float, float, float, float] | None:
    """West, south, east, north from a text; Problem map.bad_box where it is none."""
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise Problem("map.bad_box", text=text) from error
    whole = all(map(math.isfinite, (west, south, east, north)))
    if not whole or not -180 <= west < east <= 180 or not -90 <= south < north <= 90:
        raise Problem("map.bad_box", text=text)
    return west, south, east, north
