"""Section 8 in tables: who lives at the threatened places, by sex and age where that is known."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pocplanner.model.community import Community
from pocplanner.model.few import Few
from pocplanner.model.vocabulary import vocabulary
from pocplanner.report import blocks as b
from pocplanner.report.outline_desk import Column, Layout, Line

_PLACES = (
    Column("place", 1.5), Column("people", 0.9, number=True), Column("women", 0.9, number=True),
    Column("men", 0.9, number=True), Column("under_18", 0.9, number=True),
    Column("at_risk", 2.2),
)  # fmt: skip
_YOUNG = frozenset({"0_4", "5_11", "12_17", "under_18"})
_MOST = 30


def population(desk: Layout) -> Iterator[b.Block]:
    """People at the threatened places by sex and age; then all recorded people by age band."""
    yield from places(desk)
    yield from ages(desk)


def places(desk: Layout) -> Iterator[b.Block]:
    """A line for each threatened place whose people are recorded."""
    homes = {c.id: c for c in desk.communities}
    found = [homes[p] for p in (*desk.must_places, *desk.should_places) if p in homes]
    lines = [_place(desk, c) for c in found[:_MOST]]
    yield from desk.table(
        _PLACES, lines, desk.say("people_title"), desk.unless_held("people_note"), "people_none"
    )


def _place(desk: Layout, one: Community) -> Line:
    known = desk.unless_held("not_known_short")
    young = [p.count for p in one.people if p.age in _YOUNG]
    return Line(
        (
            one.name,
            known if one.population is None else desk.number(one.population),
            _sum(desk, [p.count for p in one.people if p.sex == "female"]) or known,
            _sum(desk, [p.count for p in one.people if p.sex == "male"]) or known,
            _sum(desk, young) or known,
            desk.listed(g.name for g in one.groups if g.at_risk) or desk.unless_held("not_stated"),
        ),
        (one.id,),
    )  # fmt: skip


def _sum(desk: Layout, counts: Iterable[int]) -> str:
    """A sum of people; nothing where a part of it may not be told."""
    found = list(counts)
    if not found or any(isinstance(n, Few) for n in found):
        return ""
    return desk.number(sum(found))


def ages(desk: Layout) -> Iterator[b.Block]:
    """All recorded people by sex and age band; a band with a hidden cell is left out."""
    bands = [c for c in vocabulary("age_band").codes() if c != "not_stated"]
    counted: Counter[tuple[str, str]] = Counter()
    hidden: set[str] = set()
    homes = [c for c in desk.communities if any(p.age in bands for p in c.people)]
    for home in homes:
        for part in home.people:
            counted[part.age, part.sex] += int(part.count)
            if isinstance(part.count, Few):
                hidden.add(part.age)
    lines = []
    for band in bands:
        women, men = counted[band, "female"], counted[band, "male"]
        if women + men and band not in hidden:
            lines.append(Line((
                desk.term("age_band", band), desk.number(women + men), desk.number(women),
                desk.number(men),
            )))  # fmt: skip
    columns = (
        Column("age", 1.5), Column("people", 1, number=True), Column("women", 1, number=True),
        Column("men", 1, number=True),
    )  # fmt: skip
    yield from desk.table(
        columns, lines, desk.says("ages_title", len(homes)), desk.say("ages_note")
    )
