"""Options side by side on paper: what each would change, every number beside what it is now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pocplanner.analysis.results import Assessment, Said
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if import telling as tell
from pocplanner.analysis.what_if.differences import (
    CONDITIONS,
    Comparison,
    PlaceChange,
    Reading,
    readings,
)
from pocplanner.analysis.what_if.joined_telling import reading_text
from pocplanner.model.guard import Audience
from pocplanner.model.proposal import Proposal
from pocplanner.model.snapshot import Snapshot
from pocplanner.report import blocks as b
from pocplanner.report.outline_cover import cover
from pocplanner.report.outline_desk import Layout

#: More lines of places than this do not help a decision; the rest are counted.
_PLACES = 20
_LINES = 8
_WIDTHS = (0.9, 0.9, 1.0)


@dataclass(frozen=True)
class Option:
    """A proposal thought through on what the audience may see."""

    proposal: Proposal
    before: Assessment
    after: Assessment
    comparison: Comparison
    shown: Snapshot
    remarks: tuple[Said, ...]
    alerts: tuple[Any, ...] = ()
    paragraphs: int = 0
    rows: int = 0


def options_document(
    snapshot: Snapshot,
    options: Sequence[Option],
    language: str,
    audience: Audience,
    level: str,
) -> b.Document:
    """One or two options as a document: a cover, then all that differs side by side on one page."""
    desk = Layout(snapshot, options[0].before, language, audience, "options")
    mission = desk.mission
    return b.Document(
        title=desk.say("title.options"),
        subtitle=" / ".join(o.proposal.name for o in options),
        language=language,
        cover=cover(desk, (), level),
        # The page that stands on its own: as large as fits on one.
        front=tuple(_page(desk, options)),
        blocks=(),
        handling=mission.handling,
        exercise=mission.exercise,
        short=mission.short_name,
    )


def _page(desk: Layout, options: Sequence[Option]) -> Iterator[b.Block]:
    words = desk.words
    yield b.Heading(words.text("what_if.paper.heading"), new_page=False)
    yield b.Text(words.text("what_if.decides"), style="note")
    yield _overview(desk, options)
    table = _places(desk, options)
    if table is not None:
        yield table


def _head(desk: Layout, options: Sequence[Option], *first: str) -> tuple[str, ...]:
    words = desk.words
    return (*first, words.text("what_if.before"), *(o.proposal.name for o in options))


def _overview(desk: Layout, options: Sequence[Option]) -> b.Table:
    words = desk.words

    def counted(name: str) -> tuple[str, ...]:
        first = options[0].comparison
        now = len(getattr(first, f"{name}_before"))
        return (str(now), *(str(len(getattr(o.comparison, f"{name}_after"))) for o in options))

    def named(of: str, direction: str) -> tuple[str, ...]:
        found = []
        for option in options:
            teller = Teller(words, option.shown)
            ids: tuple[str, ...] = getattr(option.comparison, of)(direction)
            found.append(teller.several([teller.name(i) for i in ids[:6]]) if ids else "–")
        return ("", *found)

    changes = [words.parted(tell.change_text(words, o.shown, c) for c in o.proposal.changes)
               for o in options]  # fmt: skip
    texts = [
        words.text("what_if.paper.texts", paragraphs=o.paragraphs, rows=o.rows) for o in options
    ]
    lines: list[tuple[str, tuple[str, ...]]] = [
        ("changes", ("", *changes)),
        ("gains", named("place_ids", "gains")),
        ("loses", named("place_ids", "loses")),
        ("heard_gains", named("heard_ids", "gains")),
        ("heard_loses", named("heard_ids", "loses")),
        ("unhelped", counted("unhelped")),
        ("late", counted("late")),
        ("besides", ("", *(_besides(desk, o) for o in options))),
        ("text_label", ("", *texts)),
        ("depends", ("", *(_depends(desk, o) for o in options))),
    ]
    return b.Table(
        head=_head(desk, options, ""),
        rows=tuple(
            (b.Cell(words.text(f"what_if.paper.{name}"), bold=True), *cells)
            for name, cells in lines
        ),
        widths=(1.2, 0.6, *(1.6 for _ in options)),
    )


def _places(desk: Layout, options: Sequence[Option]) -> b.Table | None:
    words = desk.words
    keys: dict[tuple[str, str, str], PlaceChange] = {}
    for option in options:
        for change in option.comparison.places:
            keys.setdefault((change.place_id, change.light, change.season), change)
    if not keys:
        return None
    order = {pair: i for i, pair in enumerate(CONDITIONS)}
    ranked = list(dict.fromkeys(k[0] for k in keys))
    found = sorted(keys, key=lambda k: (ranked.index(k[0]), order.get((k[1], k[2]), 9)))
    now = readings(options[0].before)
    then = [readings(o.after) for o in options]
    empty = Reading()
    rows: list[tuple[b.Cell | str, ...]] = []
    for key in found[:_PLACES]:
        said = tuple(reading_text(words, side.get(key, empty)) for side in (now, *then))
        condition = words.text(f"what_if.at.{key[1]}_{key[2]}")
        rows.append((b.Cell(desk.name(key[0]), bold=True, evidence=_held(desk, key[0])),
                     condition, *said))  # fmt: skip
    left = len(found) - len(rows)
    return b.Table(
        head=_head(desk, options, words.text("gui.time.place"), words.text("gui.time.condition")),
        rows=tuple(rows),
        widths=(*_WIDTHS, *(1.2 for _ in options)),
        title=words.text("what_if.paper.places"),
        note=words.text("what_if.more", count=left) if left > 0 else "",
    )


def _held(desk: Layout, id: str) -> tuple[str, ...]:
    return (id,) if desk.snapshot.get(id) is not None else ()


def _besides(desk: Layout, option: Option) -> str:
    """Ratings, mechanisms and alerts that differ."""
    teller = Teller(desk.words, option.shown)
    lines = [tell.rating_line(teller, c) for c in option.comparison.ratings]
    lines += [tell.health_line(teller, *pair) for pair in option.comparison.health]
    lines += [tell.hours_line(teller, c) for c in option.comparison.hours]
    lines += [tell.alert_line(teller, c.before, c.after) for c in option.alerts]
    shown = lines[:_LINES]
    if len(lines) > _LINES:
        shown.append(desk.words.text("what_if.more", count=len(lines) - _LINES))
    return desk.words.parted(shown) or "–"


def _depends(desk: Layout, option: Option) -> str:
    """What has to be known before an option is trusted, and the note of who made it."""
    teller = Teller(desk.words, option.shown)
    told = [option.proposal.note, *(teller.text(said) for said in option.remarks)]
    return " ".join(filter(None, told)) or "–"
