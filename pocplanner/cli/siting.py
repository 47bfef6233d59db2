"""The terminal's command on sites: where the next posts would help most."""

from typing import Any

from pocplanner.cli.opening import day, opened, today
from pocplanner.cli.terminal import OK, Terminal

_PLACES = 12


def add(command: Any, words: Any) -> None:
    """Say what the command takes."""
    said = command("site", reports=True)
    said.add_argument(
        "--posts", type=int, default=3, metavar="N", help=words.text("cli.arg.site_posts")
    )
    said.add_argument(
        "--candidates",
        default="settlements,airfields",
        metavar="KINDS",
        help=words.text("cli.arg.site_candidates"),
    )
    said.add_argument("--grid", type=float, metavar="KM", help=words.text("cli.arg.site_grid"))
    said.add_argument(
        "--unit", default="vehicle", metavar="UNIT", help=words.text("cli.arg.site_unit")
    )
    said.add_argument("--as-of", metavar="DATE", help=words.text("cli.arg.as_of"))


def run(t: Terminal) -> int:
    """Tell the best sites, whom each reaches, and how sure that is."""
    from pocplanner.commands.siting import sites

    given = t.given
    project = opened(t)
    try:
        snapshot = project.snapshot()
    finally:
        project.close()
    kinds = tuple(k.strip() for k in given.candidates.split(",") if k.strip())
    if given.grid is not None and "grid" not in kinds:
        kinds = (*kinds, "grid")
    as_of = day(given.as_of)
    work = sites(snapshot, given.posts, kinds, given.grid, as_of, today(), unit=given.unit)
    found = t.run(work)
    if given.json:
        t.answer(_plain(t, snapshot, found))
        return OK
    _tell(t, snapshot, found)
    return OK


def _tell(t: Terminal, snapshot: Any, found: Any) -> None:
    from pocplanner.analysis.siting.telling import site_lines

    for line in site_lines(t.words, snapshot, found, _PLACES):
        t.line(line)
    if found.best:
        at = found.best[0].site.position
        t.say("siting.try", lon=f"{at.lon:g}", lat=f"{at.lat:g}")
    t.say("travel.figures", count=len(found.used), file=t.given.file.name)


def _plain(t: Terminal, snapshot: Any, found: Any) -> dict[str, Any]:
    from pocplanner.analysis.telling import Teller

    teller = Teller(t.words, snapshot)
    return {
        "sites": [
            {
                "name": best.site.name,
                "lon": best.site.position.lon,
                "lat": best.site.position.lat,
                "record": best.site.record_id,
                "adds": round(best.adds, 1),
                "people": round(best.people),
                "reached": best.reached,
            }
            for best in found.best
        ],
        "unit": found.means,
        "candidates": found.candidates,
        "total": round(found.total, 1),
        "standing": round(found.standing, 1),
        "within": round(found.within, 1),
        "exact": found.exact,
        "gap": round(found.gap, 6),
        "later_minutes": round(found.later),
        "treated": found.treated,
        "remarks": [teller.text(said) for said in found.remarks],
        "assumptions": found.used,
    }
