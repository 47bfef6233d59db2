"""People's own answers and who at a post can speak to them, as tables of sections 7 and 10."""

from collections.abc import Iterator, Sequence

from pocplanner.analysis.mesh.result import Mesh
from pocplanner.analysis.mesh.staff import StaffAt
from pocplanner.analysis.results import Voices
from pocplanner.report import blocks as b
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.draft.section_engagement import most_asked
from pocplanner.report.outline_desk import Column, Layout, Line

_SEXES = ("female", "male")
_SPOKEN = (
    Column("post", 1.3), Column("nobody_speaks_to", 2.1), Column("tongues_missing", 1.4),
    Column("no_woman_for", 2.4),
)  # fmt: skip
#: So many places are named in a cell.
_NAMED = 5


def voices(desk: Layout) -> Iterator[b.Block]:
    """Shares of women and girls, and of men and boys, by place; none where too few were asked."""
    told = [v for v in desk.assessment.voices if v.share is not None]
    questions = most_asked(v.question for v in told)
    if not questions:
        return
    rows: list[tuple[b.Cell | str, ...]] = []
    for place in ids(v.place_id for v in told):
        here = [v for v in told if v.place_id == place]
        name = b.Cell(desk.name(place), evidence=ids((r for v in here for r in v.refs), place))
        cells = (_shares(desk, [v for v in here if v.question == q]) for q in questions)
        rows.append((name, *cells, _asked(desk, here), desk.short_day(max(v.on for v in here))))
    head = (
        desk.say("column.place"),
        *(cap(desk.phrase("perception_question", q)) for q in questions),
        desk.say("column.asked_of"), desk.say("column.on"),
    )  # fmt: skip
    widths = (1.7, *(1.2 for _ in questions), 1.1, 0.9)
    yield b.Table(head, tuple(rows), widths, desk.say("voices_title"), desk.say("voices_note"))


def _shares(desk: Layout, found: Sequence[Voices]) -> str:
    """Women's and men's shares in this order; the share of all where they were asked together."""
    by_sex = {v.sex: v for v in found}
    if not any(sex in by_sex for sex in _SEXES):
        return " / ".join(_percent(desk, v) for v in found)
    return " / ".join(_percent(desk, by_sex[s]) if s in by_sex else "–" for s in _SEXES)


def _percent(desk: Layout, voice: Voices) -> str:
    return desk.words.text("analysis.percent", number=desk.number(100 * (voice.share or 0)))


def _asked(desk: Layout, found: Sequence[Voices]) -> str:
    asked = {v.sex: v.asked for v in found}
    if not any(sex in asked for sex in _SEXES):
        return " / ".join(desk.number(n) for n in asked.values())
    return " / ".join(desk.number(asked[s]) if s in asked else "–" for s in _SEXES)


def spoken(desk: Layout) -> Iterator[b.Block]:
    """Post by post: with whom nobody shares a language, and for whom there is no woman."""
    found: Mesh | None = desk.assessment.mesh
    if found is None or not desk.inside or not desk.units:
        return
    lines = [_spoken(desk, one) for one in found.staff if one.alone or one.unspoken or one.no_woman]
    yield from desk.table(_SPOKEN, lines, desk.say("spoken_title"), desk.say("spoken_note"))


def _spoken(desk: Layout, one: StaffAt) -> Line:
    left = [(x, [i for i in homes if i not in one.alone]) for x, homes in one.unspoken]
    tongues = [f"{language} ({desk.number(len(homes))})" for language, homes in left if homes]
    alone = _people(desk, one.alone, one.people_alone)
    if alone and one.nobody:
        alone = desk.colon(desk.say("spoken_nobody"), alone)
    return Line(
        (
            desk.name(one.post_id), alone, desk.listed(tongues, 8),
            _people(desk, one.no_woman, one.women),
        ),
        ids(one.post_id, one.staff_ids),
    )  # fmt: skip


def _people(desk: Layout, places: Sequence[str], people: int) -> str:
    """The names of places with how many people are counted there together."""
    if not places:
        return ""
    names = desk.names(places, _NAMED)
    return desk.say("spoken_people", places=names, n=desk.number(people)) if people else names
