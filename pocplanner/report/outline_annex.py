"""The last pages: assumptions, data with its dates and terms, and what the maps do not say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pocplanner.analysis.results import Used
from pocplanner.model.events import Series
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Assumption, Source
from pocplanner.report import blocks as b
from pocplanner.report.outline_cover import terms
from pocplanner.report.outline_desk import Column, Layout, Line
from pocplanner.report.pictures import MapPicture

#: Readers whose editions propose no action and judge no way of coping.
_TOLD_NO_WAYS = frozenset({Audience.HOST_STATE, Audience.PUBLIC})
#: The last part of the key of a figure that is an end of a range.
_ENDS = frozenset({"least", "likely", "most"})
#: What is assumed where events alone are counted and shown.
_COUNTING = frozenset({
    "concentration", "data", "hotspot", "market", "place", "quiet", "trend", "window",
})  # fmt: skip
_DATA = (
    Column("source", 3.0), Column("rows", 0.5, number=True), Column("period", 1.7),
    Column("obtained", 0.85), Column("grade", 0.5), Column("terms", 3.0),
)  # fmt: skip


def assumptions(desk: Layout) -> Iterator[b.Block]:
    """Every figure that a result rests on, with who proposed it; own ones marked."""
    own = {a.key: a for a in desk.snapshot.all(Assumption)}
    yield b.Heading(desk.say("assumptions.heading"), new_page=False)
    yield b.Text(desk.say("assumptions.lead"), style="note")
    items = (
        _range(desk, ends) if len(ends) > 1 else _assumption(desk, ends[0], own.get(ends[0].key))
        for ends in _ends(_printed(desk))
    )
    yield b.Assumptions(tuple(items))


def _printed(desk: Layout) -> Iterator[Used]:
    """The figures that this paper rests on: without a threat in it, those that count events."""
    events_alone = not desk.inside and not desk.reviewed and not desk.proposed
    for used in desk.assessment.used:
        if not events_alone or used.key.partition(".")[0] in _COUNTING:
            yield used


def _ends(used: Iterable[Used]) -> Iterator[tuple[Used, ...]]:
    """Figures, the ends of a range together where they come from the same hand."""
    same: dict[tuple[object, ...], list[Used]] = {}
    for one in used:
        stem, _, end = one.key.rpartition(".")
        ends = end in _ENDS and not one.own
        same.setdefault((stem, one.unit, one.cite) if ends else (one.key,), []).append(one)
    yield from map(tuple, same.values())


def _range(desk: Layout, ends: Sequence[Used]) -> b.Assumption:
    """A range in one line: its ends, and what is likely where that was given."""
    items = [_assumption(desk, one, None) for one in ends]
    bare = {
        one.key.rpartition(".")[2]: desk.number(one.value, 0 if one.value == int(one.value) else 2)
        for one in ends
    }
    unit = items[-1].value.removeprefix(bare[ends[-1].key.rpartition(".")[2]]).strip()
    key = "range_likely" if "likely" in bare else "range"
    value = desk.say(f"assumptions.{key}", **{"likely": "", **bare}, unit=unit).strip()
    # What they share of their names: the end stands behind the last comma.
    return replace(items[0], name=items[0].name.rpartition(",")[0] or items[0].name, value=value)


def _assumption(desk: Layout, used: Used, own: Assumption | None) -> b.Assumption:
    places = 0 if used.value == int(used.value) else 2
    unit = desk.say(f"unit.{used.unit}") if desk.words.has(f"outline.unit.{used.unit}") else (
        used.unit)  # fmt: skip
    basis = used.cite
    if used.own:
        basis = desk.say("assumptions.own", reason=own.reason if own else "").strip(" :")
    elif used.cite == "proposal":
        basis = desk.say("assumptions.proposal")
    subject = used.key.partition(".")[0]
    key = f"assumptions.for.{subject}"
    return b.Assumption(
        name=desk.own(used.name),
        value=f"{desk.number(used.value, places)} {unit}".strip(),
        basis=basis,
        used_for=desk.say(key) if desk.words.has(f"outline.{key}") else "",
        changed=used.own,
    )


def data(
    desk: Layout, printed: Iterable[b.Block] = (), cited: frozenset[str] | None = None
) -> Iterator[b.Block]:
    """Where the data comes from, until when it runs, and on which terms it was given.

    What `printed` says already is not said again, and what it does not show is not spoken of.
    Where `cited` names sources, the others are left out.
    """
    body = tuple(printed)
    yield b.Heading(desk.say("data.heading"), new_page=False)
    series = {s.source_id: s for s in desk.snapshot.all(Series)}
    lines = []
    for source in desk.snapshot.all(Source):
        if not (desk.names_sources or source.published):
            continue
        if cited and source.id not in cited:
            continue
        kept = series.get(source.id)
        lines.append(Line(
            (
                source.name, desk.number(kept.rows) if kept else "",
                desk.span(kept.first_day, kept.last_day) if kept else "",
                desk.short_day(source.obtained_on), source.grade,
                source.sharing_terms or (terms(desk, source) if source.published else ""),
            ),
        ))  # fmt: skip
    # Sources that only the team can tell apart are one line for others.
    yield from desk.table(_DATA, dict.fromkeys(lines))
    if not lines and len(desk.snapshot.events):
        until = desk.assessment.data_until
        said = desk.say("data_events", n=desk.number(len(desk.snapshot.events)),
                        until=desk.day(until))  # fmt: skip
        yield b.Text(said)
    told = [block.text for block in body if isinstance(block, b.Text)]
    cautions = [desk.tell(c) for c in desk.assessment.patterns.cautions]
    if left := tuple(b.Text(text) for text in cautions if not any(text in one for one in told)):
        yield b.Items(left)
    # The maps themselves say that they endorse nothing.
    notes = [desk.say("data.base")] if any(_on_base(block) for block in body) else []
    if desk.audience not in _TOLD_NO_WAYS:
        notes.append(desk.say("data.field_knowledge"))
    if notes:
        yield b.Text(" ".join(notes), style="note")


def _on_base(block: b.Block) -> bool:
    return (
        isinstance(block, b.Figure) and isinstance(block.picture, MapPicture) and block.picture.base
    )
