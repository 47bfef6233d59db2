"""The field matrix on lying paper: every place in a line, then a card for each must and should."""

from collections.abc import Iterator, Sequence

from pocplanner.model.strategy import Section
from pocplanner.report import blocks as b
from pocplanner.report.draft import threat_facts
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.draft.matrix_facts import ROWS, matrix_places, row_values
from pocplanner.report.outline_desk import Column, Layout, Line
from pocplanner.report.outline_handover import handover
from pocplanner.report.outline_maps import threat_map
from pocplanner.report.outline_place import place_page
from pocplanner.report.outline_sections import section_blocks, text

_OVERVIEW = (
    Column("place", 1.2), Column("people_all", 1.1),
    Column("threat", 1.7), Column("band", 0.75), Column("community", 0.8), Column("coping", 1.7),
    Column("reach", 1.4), Column("assets", 1.2),
)  # fmt: skip
#: What stands before everything else: people protected themselves first.
_FIRST = ("people", "coping")
#: What a card has no room to repeat: it stands in its heading.
_IN_HEADING = frozenset({"priority", "review", *_FIRST})
#: Cells of no more signs than this stand two in a row.
_SHORT = 150


def matrix(desk: Layout, sections: Sequence[Section]) -> Iterator[b.Block]:
    """The whole document after its cover and front."""
    told = {p.key: p for s in sections for p in s.paragraphs}
    places = matrix_places(desk)
    for section in sections:
        if section.key != "places":
            yield from section_blocks(desk, section)
    yield from threat_map(desk)
    if not places and not desk.whole:
        yield b.Text(desk.say("matrix.no_cards"))
        return
    yield b.Break("landscape")
    yield b.Heading(desk.say("matrix.overview"))
    yield from overview(desk, places)
    cards = [p for p in places if desk.place_priority(p) in ("must", "should")]
    if cards:
        yield b.Break("landscape")
        yield b.Heading(desk.say("matrix.cards"))
    for number, place in enumerate(cards):
        if number:
            yield b.Break("landscape")
        yield from card(desk, place)
        yield from handover(desk, place)
        paragraph = told.get(f"row:{place}")
        # The card holds all that the draft says; a person's own words stand beneath it.
        if paragraph is not None and paragraph.touched:
            yield text(paragraph)
    yield b.Break("portrait")


def overview(desk: Layout, places: Sequence[str]) -> Iterator[b.Block]:
    """Every place in a line, must first, those that nobody has reviewed last."""
    lines: list[Line] = []
    last: str | None = None
    for place in places:
        priority = desk.place_priority(place)
        if priority != last:
            name = desk.say("matrix.proposed")
            if priority:
                name = desk.words.text(f"report.mark.{priority}")
            lines.append(Line((b.Cell(name, bold=True),)))
            last = priority
        lines.append(_line(desk, place, priority))
    yield from desk.table(_OVERVIEW, lines, empty="matrix.none")


def _line(desk: Layout, place: str, priority: str) -> Line:
    values = row_values(desk, place)
    threats = desk.threats_at(place, proposed=not priority)
    rated = desk.rated[threats[0].id]
    gap = desk.gap_at(place)
    return Line(
        (
            b.Cell(desk.name(place), bold=True), values["people"],
            desk.short(cap(values["threat"]), 120), desk.band_cell(rated.band),
            desk.community_and_analyst(rated), desk.short(cap(values["coping"]), 130),
            desk.late(gap), values["assets"],
        ),
        ids(place if desk.snapshot.get(place) else "", (t.id for t in threats)),
    )  # fmt: skip


def card(desk: Layout, place: str) -> Iterator[b.Block]:
    """Everything that the matrix holds on one place, in two columns."""
    values = row_values(desk, place)
    threats = desk.threats_at(place, proposed=True)
    evidence = ids(
        place if desk.snapshot.get(place) else "",
        (i for t in threats for i in threat_facts.evidence(desk, t)),
    )
    priority = desk.words.text(f"report.mark.{desk.place_priority(place)}")
    yield b.Heading(f"{desk.name(place)} · {priority}", 2)
    yield from _first(desk, values, evidence)
    yield from place_page(desk, place)
    filled = [
        (desk.say(f"row.{name}"), cap(values.get(name, "")))
        for name in ROWS
        if name not in _IN_HEADING and values.get(name)
    ]
    short = [pair for pair in filled if len(pair[1]) <= _SHORT]
    rows: list[tuple[b.Cell | str, ...]] = []
    for at in range(0, len(short), 2):
        row: list[b.Cell | str] = []
        for name, said in [*short[at : at + 2], ("", "")][:2]:
            row += [b.Cell(name, bold=True) if name else "", said]
        rows.append(tuple(row))
    if rows:
        yield b.Table((), tuple(rows), widths=(0.12, 0.38, 0.12, 0.38))
    long = [(b.Cell(name, bold=True), said) for name, said in filled if len(said) > _SHORT]
    if long:
        last = b.Cell(long[-1][1], evidence=evidence)
        yield b.Table((), (*long[:-1], (long[-1][0], last)), widths=(0.12, 0.88))


def _first(desk: Layout, values: dict[str, str], evidence: tuple[str, ...]) -> Iterator[b.Block]:
    """Who lives there and what they do by themselves, before what the mission could do."""
    pairs = tuple((desk.say(f"row.{n}"), cap(values[n])) for n in _FIRST if values.get(n))
    if pairs:
        yield b.Facts(pairs, evidence=evidence)
