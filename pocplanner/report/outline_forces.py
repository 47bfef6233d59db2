"""Sections 9, 10 and 12 in tables: who decides, how fast help comes, with what and from where."""

from collections.abc import Iterator, Sequence

from pocplanner.analysis.results import PARTS, Gap
from pocplanner.model.community import Mechanism, Timing
from pocplanner.model.places import Post, Unit
from pocplanner.report import blocks as b
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap, low
from pocplanner.report.draft.log_facts import times_by_light
from pocplanner.report.outline_charts import response_chart
from pocplanner.report.outline_desk import Column, Layout, Line
from pocplanner.report.outline_front import open_decisions
from pocplanner.report.outline_protection import tested

_DECISIONS = (
    Column("decision", 2.6),
    Column("of_whom", 1.2),
    Column("by_when", 0.9),
    Column("options", 2.2),
)
_REACH = (
    Column("place", 1.6), Column("condition", 1.85), Column("warning", 0.7),
    Column("response", 0.75), Column("gap", 1.0), Column("longest", 1.3), Column("from_post", 1.7),
)  # fmt: skip
_LINKS = (
    Column("mechanism", 2.1), Column("channel", 1.1), Column("backup", 1.1), Column("hours", 1.1),
    Column("fails_with", 1.3), Column("last_test", 1.25),
)  # fmt: skip
_UNITS = (
    Column("unit_kind", 2.3), Column("strength", 0.6, number=True),
    Column("women_in_unit", 0.6, number=True), Column("ready_day_night", 1.1),
    Column("languages", 1.2), Column("caveats", 2.0), Column("rotation", 0.85),
)  # fmt: skip
_POSTS = (
    Column("post", 1.8), Column("kind", 1.6), Column("component", 1.0), Column("opened", 0.9),
    Column("closes", 0.9),
)  # fmt: skip
#: A unit of no more people than this may stand beside others in one line.
_SMALL = 20


def decisions(desk: Layout) -> Iterator[b.Block]:
    """The decisions that are asked, with what can be chosen."""
    lines = [
        Line(
            (
                d.question, d.of_whom, desk.short_day(d.by_when) or desk.unless_held("no_date"),
                desk.series(d.options, 6),
            ),
        )
        for d in open_decisions(desk)
    ]  # fmt: skip
    yield from desk.table(_DECISIONS, lines, desk.say("decisions_title"))


def drawn(desk: Layout) -> Iterator[b.Block]:
    """Response against warning, drawn place by place."""
    yield from response_chart(desk)


def links(desk: Layout) -> Iterator[b.Block]:
    """How each mechanism passes a warning on, for those who may know the channels."""
    found = [m for m in desk.snapshot.all(Mechanism) if m.channel]
    lines = [
        Line(
            (
                m.name, desk.term("channel", m.channel),
                desk.term("channel", m.backup) or desk.say("no_backup"), m.hours,
                ", ".join(cause.partition(":")[2] or cause for cause in m.shared_causes),
                tested(desk, m),
            ),
            (m.id,),
        )
        for m in sorted(found, key=lambda m: (m.name, m.id))
    ]  # fmt: skip
    yield from desk.table(_LINKS, lines, desk.say("links_title"), desk.say("links_note"))


def _response(desk: Layout, gap: Gap) -> str:
    """The response; a computed one is marked as such."""
    if gap.response is None:
        return ""
    said = desk.minutes(gap.response.likely)
    return desk.say("reach_computed", time=said) if gap.computed else said


def reach(desk: Layout) -> Iterator[b.Block]:
    """How long help takes: each place under its worst known condition."""
    lines = []
    for place in (*desk.must_places, *desk.should_places):
        gap = desk.gap_at(place)
        if gap is None:
            continue
        condition = cap(desk.text(f"condition.{gap.light}_{gap.season}"))
        longest = ""
        if gap.costliest in PARTS and gap.costliest_minutes is not None:
            part = desk.words.text(f"analysis.part.{gap.costliest}")
            longest = desk.colon(cap(part), desk.minutes(gap.costliest_minutes))
        cell: b.Cell | str = ""
        if gap.gap is not None:
            said = desk.minutes(abs(gap.gap.likely))
            cell = b.Cell(said, "late") if gap.verdict == "late" else desk.say(
                f"gap_{gap.verdict}", time=said)  # fmt: skip
        lines.append(Line(
            (
                desk.name(place), condition,
                desk.minutes(gap.warning.likely) if gap.warning else "",
                _response(desk, gap), cell, longest,
                desk.snapshot.name(gap.post_id),
            ),
            ids(gap.timing_id),
        ))  # fmt: skip
    yield from desk.table(_REACH, lines, desk.say("reach_title"), desk.say("reach_note"))
    entered = len({t.place_id for t in desk.snapshot.all(Timing)})
    if entered and desk.whole:
        yield b.Text(desk.says("reach_entered", entered), style="note")


def alerts(desk: Layout) -> Iterator[b.Block]:
    """What became of the alerts at each place; the text tells the whole."""
    found = desk.assessment.alerts
    if found is None or not found.alerts:
        return
    rows = sorted(desk.assessment.alerts_by_place, key=lambda a: (-a.alerts, a.place_id))
    columns = (
        Column("place", 2), Column("alerts_received", 1, number=True),
        Column("alerts_answered", 1, number=True), Column("alerts_fed_back", 1, number=True),
        Column("median_day", 1.1), Column("median_night", 1.1),
    )  # fmt: skip
    lines = [
        Line((
            desk.name(a.place_id), desk.number(a.alerts), desk.number(a.answered),
            desk.number(a.fed_back),
            *times_by_light(desk, a),
        ))
        for a in rows[:15]
    ]  # fmt: skip
    yield from desk.table(columns, lines, desk.say("alerts.by_place"), desk.say("alerts.note"))


def forces(desk: Layout) -> Iterator[b.Block]:
    """Posts and the assets in them; posts alone where these readers see no units."""
    if not desk.units:
        lines = [
            Line(
                (
                    p.name, desk.term("post_kind", p.kind), desk.term("component", p.component),
                    desk.short_day(p.opened_on), desk.short_day(p.closes_on),
                ),
            )
            for p in desk.posts
        ]  # fmt: skip
        yield from desk.table(_POSTS, lines, desk.say("posts_title"))
        return
    lines = []
    at: dict[str, list[Unit]] = {}
    for unit in desk.units:
        at.setdefault(unit.post_id, []).append(unit)
    for post in desk.posts:
        if post.id in at:
            lines.append(Line((b.Cell(_post(desk, post), bold=True),)))
            lines += _units(desk, at.pop(post.id))
    for rest in at.values():
        lines.append(Line((b.Cell(desk.say("no_post"), bold=True),)))
        lines += _units(desk, rest)
    yield from desk.table(_UNITS, lines, desk.say("forces_title"), desk.say("forces_note"))


def _post(desk: Layout, post: Post) -> str:
    parts = [desk.colon(post.name, desk.phrase("post_kind", post.kind))]
    if post.closes_on:
        parts.append(desk.say("closes_on", day=desk.day(post.closes_on)))
    return ", ".join(parts)


def _units(desk: Layout, units: Sequence[Unit]) -> Iterator[Line]:
    """Units that move in a line each; advisers, assistants and interpreters together in one."""
    small = [u for u in units if _is_small(u)]
    yield from (_unit(desk, u) for u in units if u not in small)
    if small:
        said = desk.text("semicolon").join(_in_brief(desk, u) for u in small)
        yield Line((desk.say("also_there", units=said),))


def _is_small(unit: Unit) -> bool:
    """Whether a table's line would be empty but for who it is: few people, nothing to plan with."""
    ready = unit.ready_day_min or unit.ready_night_min
    few = unit.strength is None or unit.strength <= _SMALL
    return few and not (ready or unit.caveats or unit.rotation_on)


def _in_brief(desk: Layout, unit: Unit) -> str:
    strength = "" if unit.strength is None else desk.says("strong", unit.strength)
    women = desk.says("women_of", unit.women) if unit.women else ""
    if type(unit.women) is int and unit.women == unit.strength == 1:
        strength, women = desk.say("one_woman"), ""
    facts = ", ".join(p for p in (strength, women, *unit.languages) if p)
    return f"{unit.name} ({facts})" if facts else unit.name


def _unit(desk: Layout, unit: Unit) -> Line:
    kind = desk.term("asset_type", unit.kind)
    caveats = desk.series(desk.term("caveat", c.kind) for c in unit.caveats)
    day, night = unit.ready_day_min, unit.ready_night_min
    return Line(
        (
            unit.name if _tells(unit.name, kind) else f"{unit.name} ({low(kind)})",
            "" if unit.strength is None else desk.number(unit.strength),
            "" if unit.women is None else desk.number(unit.women),
            " / ".join(desk.minutes(t.likely) if t else "–" for t in (day, night))
            if day or night else "",
            ", ".join(unit.languages), caveats, desk.short_day(unit.rotation_on),
        ),
    )  # fmt: skip


def _tells(name: str, kind: str) -> bool:
    """Whether a unit's name says already what kind it is, such as "Company Meuvai"."""
    return not _long_words(name).isdisjoint(_long_words(kind))


def _long_words(text: str) -> set[str]:
    return {w for w in text.casefold().split() if len(w) > 4}
