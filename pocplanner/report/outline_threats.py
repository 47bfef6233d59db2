"""Section 3 in tables: the threats one by one, the perpetrators and districts behind them."""

from collections.abc import Iterator
from dataclasses import replace

from pocplanner.analysis.results import Rated, Row
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.places import Area
from pocplanner.report import blocks as b
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.outline_charts import (
    band_chart,
    hour_chart,
    season_chart,
    trend_chart,
    weekday_chart,
)
from pocplanner.report.outline_desk import Column, Layout, Line
from pocplanner.report.outline_maps import event_map, threat_map

_THREATS = (
    Column("place", 1.2), Column("threat_by_against", 3.4), Column("window", 1.9),
    Column("rating", 0.8), Column("community", 0.75), Column("confidence_grade", 0.8),
)  # fmt: skip
_COUNTS = (
    Column("name", 2.4), Column("events", 0.8, number=True), Column("deaths", 0.8, number=True),
    Column("deaths_range", 1.1, number=True), Column("trend", 1.0),
)  # fmt: skip
#: Two of these tables stand side by side.
_HALF = 0.49
_MOST_ROWS = 10
_MOST_PROPOSED = 40


def picture(desk: Layout) -> Iterator[b.Block]:
    """The picture at the head of the section: where, how many at which rating."""
    yield from threat_map(desk)
    yield from band_chart(desk)


def map_of_events(desk: Layout) -> Iterator[b.Block]:
    """Where the events lie; the text on how far they carry may stand before it."""
    yield from event_map(desk)


def data(desk: Layout) -> Iterator[b.Block]:
    """What the events show, each with how many of them are known well enough to say so."""
    yield from trend_chart(desk)
    yield from season_chart(desk)
    yield from weekday_chart(desk)
    yield from hour_chart(desk)
    yield from perpetrators(desk)
    yield from districts(desk)
    yield from levels(desk)


def threats(desk: Layout) -> Iterator[b.Block]:
    """Every must and should threat in a line; could threats are counted by place."""
    found = [t for t in desk.reviewed if desk.rated[t.id].priority in ("must", "should")]
    lines: list[Line] = []
    last = ""
    for threat in found:
        priority = desk.rated[threat.id].priority
        if priority != last:
            many = sum(desk.rated[t.id].priority == priority for t in found)
            lines.append(Line((b.Cell(desk.says(f"threats_{priority}", many), bold=True),)))
            last = priority
        lines.append(_threat(desk, threat))
    could = desk.of_priority("could")
    if could:
        places = desk.listed((desk.name(p) for p in desk.places(could)), 40)
        lines.append(Line((b.Cell(desk.says("threats_could", len(could)), bold=True),)))
        lines.append(Line((b.Cell(places),), ids(t.id for t in could)))
    note = desk.say("threats_note", day=desk.day(desk.as_of))
    if desk.assessment.outdated and desk.assessment.data_until:
        note += " " + desk.say("outdated", until=desk.day(desk.assessment.data_until))
    yield from desk.table(_THREATS, lines, desk.say("threats_title"), note)


def proposed(desk: Layout) -> Iterator[b.Block]:
    """What the events alone suggest and nobody has decided on, in a line each."""
    lines = []
    pressing = [t for t in desk.proposed if desk.rated[t.id].priority in ("must", "should")]
    if not desk.reviewed:
        # Nothing else says what harms people here: more of it has a line.
        pressing += [t for t in desk.proposed if t not in pressing]
        pressing = pressing[:_MOST_PROPOSED]
    for threat in pressing:
        rated = desk.rated[threat.id]
        lines.append(Line(
            (
                desk.name(threat.place_id),
                desk.colon(cap(desk.phrase("threat_type", threat.kind)), desk.by_whom(threat)),
                desk.number(rated.events.events), desk.number(rated.events.deaths),
                desk.short_day(rated.anchor.last_event), desk.band_cell(rated.band), rated.grade,
            ),
            (threat.id,),
        ))  # fmt: skip
    rest = [t for t in desk.proposed if t not in pressing]
    if rest:
        places = desk.listed((desk.name(p) for p in desk.places(rest)), 60)
        lines.append(Line((b.Cell(desk.says("threats_could", len(rest)), bold=True),)))
        lines.append(Line((places,)))
    columns = (
        Column("place", 1.5), Column("threat_by", 2.8),
        Column("events", 0.6, number=True), Column("deaths", 0.6, number=True),
        Column("last_event", 0.9), Column("band", 0.8), Column("grade", 0.5),
    )  # fmt: skip
    yield from desk.table(
        columns, lines, desk.says("proposed_title", len(desk.proposed)), desk.say("proposed_note")
    )


def _threat(desk: Layout, threat: Threat) -> Line:
    rated = desk.rated[threat.id]
    who = desk.people(threat.sex, threat.ages, threat.groups)
    against = who or desk.unless_held("not_stated")
    lines = [desk.colon(cap(desk.phrase("threat_type", threat.kind)), desk.by_whom(threat))]
    if against:
        lines.append(desk.say("against_whom", whom=against))
    when = [desk.when(threat)]
    # Of a must the text tells the pattern in full.
    if rated.priority != "must" and threat.pattern:
        when.append(desk.short(threat.pattern, 120))
    return Line(
        (
            desk.name(threat.place_id), ", ".join(lines),
            "\n".join(w for w in when if w) or desk.unless_held("not_known_short"),
            _rating(desk, threat, rated), desk.community_and_analyst(rated),
            ", ".join(p for p in (desk.term("confidence", rated.confidence), rated.grade) if p),
        ),
        ids(threat.id, threat.perpetrator_ids),
    )  # fmt: skip


def _rating(desk: Layout, threat: Threat, rated: Rated) -> b.Cell | str:
    """Band, score and trend in one marked cell."""
    score = "" if rated.likelihood is None else f"{rated.likelihood} × {rated.impact or '–'}"
    trend = threat.trend if threat.trend != "unknown" else rated.trend.verdict
    arrow = desk.say(f"arrow.{trend}") if trend in ("rising", "steady", "falling") else ""
    cell = desk.band_cell(rated.band)
    score = f"{score} {arrow}".strip()
    if not isinstance(cell, b.Cell) or not score:
        return cell or score
    said = cell.text or desk.words.text(f"report.mark.{cell.mark}")
    return replace(cell, text=f"{said}\n{score}")


def perpetrators(desk: Layout) -> Iterator[b.Block]:
    """Who harmed civilians in twelve months, as the sources name them."""
    rows = [r for r in desk.assessment.patterns.recent.actors if _harm(r)]
    rows.sort(key=lambda r: (-_harm(r), r.key))
    lines = []
    for row in rows[:_MOST_ROWS]:
        counted = row.as_perpetrator or row.counted
        actor = desk.snapshot.one(Actor, row.key) if row.recorded else None
        name = actor.name if actor else desk.short(row.key, 60)
        lines.append(Line(
            (
                name, desk.number(counted.events), desk.number(counted.deaths),
                _range(desk, counted.low, counted.high), _trend(desk, row),
            ),
            desk.evidence_of(actor),
        ))  # fmt: skip
    note = desk.say("perpetrators_note")
    if not desk.whole:
        # Said whatever was held back: who is missing here did not do no harm.
        note += " " + desk.say("perpetrators_shared")
    yield from desk.table(_COUNTS, lines, desk.say("perpetrators_title"), note, wide=_HALF)


def _harm(row: Row) -> int:
    return row.as_perpetrator.events if row.as_perpetrator else 0


def districts(desk: Layout) -> Iterator[b.Block]:
    """Events by district: every event whose district is known, however well it is placed."""
    rows = [r for r in desk.assessment.patterns.recent.areas if _is_district(desk, r)]
    lines = [
        Line(
            (
                desk.snapshot.name(r.key) or r.key, desk.number(r.counted.events),
                desk.number(r.counted.deaths), _range(desk, r.counted.low, r.counted.high),
                _trend(desk, r),
            )
        )
        for r in sorted(rows, key=lambda r: (-r.counted.events, r.key))[:_MOST_ROWS]
    ]  # fmt: skip
    yield from desk.table(_COUNTS, lines, desk.say("districts_title"),
                          desk.say("districts_note"), wide=_HALF)  # fmt: skip


def _is_district(desk: Layout, row: Row) -> bool:
    area = desk.snapshot.one(Area, row.key)
    if area is None:
        return False
    finest = max(
        (a.level for a in desk.snapshot.all(Area) if a.hierarchy == "administrative"), default=0
    )
    return area.hierarchy == "administrative" and area.level == min(finest, 2)


def levels(desk: Layout) -> Iterator[b.Block]:
    """To which level events are known, so that none of them is lost from sight."""
    table = desk.assessment.patterns.recent
    rows = [r for r in table.levels if r.counted.events]
    lines = [
        Line((
            desk.words.text(f"analysis.level.{r.key}"), desk.number(r.counted.events),
            desk.number(r.counted.deaths), _range(desk, r.counted.low, r.counted.high), "",
        ))
        for r in rows
    ]  # fmt: skip
    title = desk.say("levels_title", n=desk.number(table.total.events))
    yield from desk.table(_COUNTS, lines, title)


def _range(desk: Layout, low: int, high: int) -> str:
    return desk.number(low) if low == high else f"{desk.number(low)}–{desk.number(high)}"


def _trend(desk: Layout, row: Row) -> str:
    if row.trend is None or row.trend.verdict == "unknown":
        return ""
    return desk.term("trend", row.trend.verdict)


def wide(desk: Layout) -> Iterator[b.Block]:
    """The tables that close the section."""
    yield from threats(desk)
    yield from proposed(desk)
