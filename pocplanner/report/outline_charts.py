"""Charts of a document: time, ratings, mechanisms and reach, each with what it leaves out."""

from collections.abc import Iterator, Sequence
from datetime import date

from pocplanner.analysis.results import Interval, Row
from pocplanner.model.vocabulary import vocabulary
from pocplanner.report import blocks as b
from pocplanner.report import typography
from pocplanner.report.outline_desk import Layout
from pocplanner.report.pictures import (
    BANDS,
    BandMatrix,
    Bars,
    Health,
    HealthBars,
    ResponseChart,
    TimeRange,
    Trend,
    months_between,
)

#: More months than this could not be read under the chart.
_MONTHS = 60
#: Places whose warning and response are drawn; longer times are cut at a day, and said.
_MOST_PLACES = 16
_MOST_HOURS = 24.0


def trend_chart(desk: Layout) -> Iterator[b.Block]:
    """Events and deaths by month up to the as-of date; months after the data ends are hatched."""
    rows = {r.key: r for r in desk.assessment.patterns.whole.by_month}
    until = desk.assessment.data_until
    if not rows or until is None:
        return
    months = months_between(date.fromisoformat(min(rows)), max(desk.as_of, until))[-_MONTHS:]
    counted = [rows.get(m.isoformat()) for m in months]
    missing = frozenset(i for i, m in enumerate(months) if m > until)
    chart = Trend(
        months=tuple(typography.month(m, desk.words) for m in months),
        events=tuple(r.counted.events if r else 0 for r in counted),
        deaths=tuple(r.counted.deaths if r else 0 for r in counted),
        events_name=desk.say("chart.events"),
        deaths_name=desk.say("chart.deaths"),
        missing=missing,
        missing_name=desk.say("chart.no_data"),
    )
    yield b.Figure(chart, desk.say("chart.trend"), note=desk.say("chart.trend_note"))


def season_chart(desk: Layout) -> Iterator[b.Block]:
    """Events of twelve months by season, with how many are dated to the month at least."""
    table = desk.assessment.patterns.recent
    if len(table.seasons) < 2 or not table.months_known:
        return
    labels = tuple(desk.term("season_kind", r.key) for r in table.seasons)
    chart = Bars(labels, _events(table.seasons), desk.say("chart.events"))
    note = _known(desk, table.months_known, table.total.events, "month")
    yield b.Figure(chart, desk.say("chart.seasons"), width=0.34, note=note)


def weekday_chart(desk: Layout) -> Iterator[b.Block]:
    """Events of twelve months by weekday, with how many are dated to the day."""
    table = desk.assessment.patterns.recent
    if not table.weekdays_known:
        return
    codes = vocabulary("weekday").codes()
    rows = {int(r.key): r for r in table.weekdays}
    labels = tuple(desk.term("weekday", code) for code in codes)
    chart = Bars(labels, tuple(rows[i].counted.events if i in rows else 0 for i in range(7)),
                 desk.say("chart.events"))  # fmt: skip
    note = _known(desk, table.weekdays_known, table.total.events, "day")
    yield b.Figure(chart, desk.say("chart.weekdays"), width=0.62, note=note)


def hour_chart(desk: Layout) -> Iterator[b.Block]:
    """Events of twelve months by hour; the hours of night are raised."""
    table = desk.assessment.patterns.recent
    if not table.hours_known:
        return
    rows = {int(r.key): r for r in table.hours}
    night = frozenset(h for h in range(24) if desk.mission.is_night(h))
    chart = Bars(
        tuple(f"{h:02}" for h in range(24)),
        tuple(rows[h].counted.events if h in rows else 0 for h in range(24)),
        desk.say("chart.events"), night, desk.say("chart.night"),
    )  # fmt: skip
    note = _known(desk, table.hours_known, table.total.events, "hour")
    yield b.Figure(chart, desk.say("chart.hours"), note=note)


def _events(rows: Sequence[Row]) -> tuple[float, ...]:
    return tuple(float(r.counted.events) for r in rows)


def _known(desk: Layout, known: int, total: int, what: str) -> str:
    return desk.say(f"chart.known_{what}", n=desk.number(known), of=desk.number(total))


def band_chart(desk: Layout) -> Iterator[b.Block]:
    """How many reviewed threats stand at each likelihood and impact."""
    counts = [[0] * 5 for _ in range(5)]
    for threat in desk.reviewed:
        rated = desk.rated[threat.id]
        if rated.likelihood and rated.impact:
            counts[rated.likelihood - 1][rated.impact - 1] += 1
    if not any(map(any, counts)):
        return
    low, moderate, high, very_high = (desk.words.text(f"report.mark.{band}") for band in BANDS)
    chart = BandMatrix(
        tuple(map(tuple, counts)), desk.say("chart.likelihood"), desk.say("chart.impact"),
        (low, moderate, high, very_high),
    )  # fmt: skip
    yield b.Figure(chart, desk.say("chart.matrix"), width=0.62, note=desk.say("chart.matrix_note"))


def health_chart(desk: Layout) -> Iterator[b.Block]:
    """Each mechanism as long as its weakest condition, which is named."""
    rows = [h for h in desk.assessment.health if desk.snapshot.get(h.mechanism_id) is not None]
    if not any(h.at_most is not None for h in rows):
        return
    rows.sort(key=lambda h: (h.value is None, h.value or 0, desk.name(h.mechanism_id)))
    bars = []
    for one in rows:
        words = desk.listed(desk.text(f"condition_name.{c}") for c in one.limiting)
        if one.value is None and one.at_most is not None:
            words = desk.say("chart.at_most", n=one.at_most, what=words)
        bars.append(Health(desk.name(one.mechanism_id), one.value, words))
    chart = HealthBars(
        tuple(bars), 4.0, desk.say("chart.health_unknown"), desk.say("chart.weakest")
    )
    yield b.Figure(chart, desk.say("chart.health"), note=desk.say("chart.health_note"))


def response_chart(desk: Layout, places: Sequence[str] = ()) -> Iterator[b.Block]:
    """Warning and response at each place under the worst condition that is known."""
    rows = []
    for place in (places or (*desk.must_places, *desk.should_places))[:_MOST_PLACES]:
        gap = desk.gap_at(place)
        if gap is not None:
            note = desk.text(f"condition.{gap.light}_{gap.season}")
            if gap.response is not None and gap.response.max / 60 > _MOST_HOURS:
                note = desk.say("chart.beyond", condition=note, most=desk.minutes(gap.response.max))
            rows.append(
                TimeRange(desk.name(place), _hours(gap.warning), _hours(gap.response), note)
            )
    if not rows:
        return
    chart = ResponseChart(
        tuple(rows), desk.say("chart.warning"), desk.say("chart.response"),
        desk.say("chart.late"), desk.say("not_known_short"), desk.say("chart.in_hours"),
    )  # fmt: skip
    caption = desk.say("chart.reach_here" if places else "chart.reach")
    yield b.Figure(chart, caption, note=desk.say("chart.reach_note"))


def _hours(span: Interval | None) -> tuple[float, float, float] | None:
    if span is None:
        return None
    least, likely, most = (min(m / 60, _MOST_HOURS) for m in (span.min, span.likely, span.max))
    return least, likely, most
