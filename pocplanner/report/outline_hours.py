"""Risk-hours on paper: the week of a place, and the places by the hours that nobody covers."""

from collections.abc import Iterator

from pocplanner.analysis.exposure.figures import Hours, PlaceHours
from pocplanner.analysis.exposure.hours_told import purpose
from pocplanner.analysis.exposure.journeys import travellers
from pocplanner.analysis.exposure.week import WEEKDAYS
from pocplanner.analysis.results import SEASONS
from pocplanner.model.community import Journey
from pocplanner.report import blocks as b
from pocplanner.report.draft.grammar import cap
from pocplanner.report.draft.hours_facts import worst_places
from pocplanner.report.outline_desk import Column, Layout, Line
from pocplanner.report.pictures import HourStrip

_HOURS = (
    Column("place", 1.5), Column("season", 0.8), Column("hours_total", 1.0, number=True),
    Column("hours_bare", 1.0, number=True), Column("women", 0.9, number=True),
    Column("men", 0.9, number=True), Column("not_told", 0.8, number=True),
    Column("hours_worst", 1.3),
)  # fmt: skip
_WAYS = (
    Column("purpose", 1.8), Column("journeys", 0.8, number=True),
    Column("people", 0.9, number=True), Column("women", 0.9, number=True),
    Column("men", 0.9, number=True), Column("not_told", 0.9, number=True),
)  # fmt: skip
_MOST = 15


def week(desk: Layout, place: str) -> Iterator[b.Block]:
    """The week of a place in the seasons in which people are under a threat there."""
    exposure = desk.assessment.exposure
    if exposure is None:
        return
    rows = [
        (cap(desk.term("season_kind", season)), tuple(one.strip().tolist()))
        for season in SEASONS
        if (one := exposure.at(place, season)) is not None
    ]
    if not rows:
        return
    chart = HourStrip(
        tuple(rows),
        tuple(desk.say(f"hours.day.{day}") for day in WEEKDAYS),
        tuple(desk.mission.is_night(h) for h in range(24)),
        tuple(desk.say(f"hours.state.{state}") for state in (1, 2, 3)),
    )
    yield b.Figure(
        chart, desk.say("hours.week", place=desk.name(place)), note=desk.say("hours.week_note"),
        evidence=(place,) if desk.snapshot.get(place) is not None else (),
    )  # fmt: skip


def table(desk: Layout) -> Iterator[b.Block]:
    """People on their ways by purpose and sex; then the places with most hours not covered."""
    yield from ways(desk)
    found = worst_places(desk)
    lines = [_line(desk, one) for one in found[:_MOST]]
    if lines:
        yield from desk.table(_HOURS, lines, desk.say("hours.title"), desk.say("hours.note"))


def _line(desk: Layout, one: PlaceHours) -> Line:
    none = desk.say("hours.no_figure")

    def of(sex: str) -> str:
        found = one.by_sex.get(sex, Hours())
        return desk.number(found.uncovered) if one.hours is not None else ""

    least = desk.say("hours.least") if one.unknown and one.hours is not None else ""
    return Line(
        (
            desk.name(one.place_id),
            desk.phrase("season_kind", one.season),
            least + desk.number(one.hours.total) if one.hours is not None else none,
            least + desk.number(one.hours.uncovered) if one.hours is not None else none,
            of("female"), of("male"), of("not_stated"),
            purpose(desk.words, one.tasks[0].task.purpose),
        ),
        tuple(dict.fromkeys(i for t in one.tasks[:3] for i in t.task.record_ids)),
    )  # fmt: skip


def ways(desk: Layout) -> Iterator[b.Block]:
    """Journeys by purpose: women, men and those not told sum to all who go."""
    journeys = desk.snapshot.all(Journey) if desk.whole else ()
    by_purpose: dict[str, list[Journey]] = {}
    for one in journeys:
        by_purpose.setdefault(one.purpose, []).append(one)
    lines, unknown = [], 0
    for code, held in sorted(by_purpose.items(), key=lambda p: (-len(p[1]), p[0])):
        found = travellers(held)
        unknown += found.unknown
        cells = [found.by_sex.get(s, 0) for s in ("female", "male", "not_stated")]
        lines.append(
            Line(
                (cap(purpose(desk.words, code)), desk.number(len(held)), desk.number(found.whole),
                 *(desk.number(c) for c in cells)),
                tuple(j.id for j in held[:4]),
            )
        )  # fmt: skip
    if lines:
        note = desk.say("hours.ways_note")
        if unknown:
            note += " " + desk.says("hours.ways_unknown", unknown)
        yield from desk.table(_WAYS, lines, desk.say("hours.ways_title"), note)


__all__ = ["table", "ways", "week"]
