"""Which paragraphs and cells of a document differ between two missions, and on what they rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from pocplanner.analysis.results import Assessment
from pocplanner.model.community import Timing
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Paragraph
from pocplanner.progress import Progress, Work
from pocplanner.report.draft import drafted
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.matrix_facts import ROWS, matrix_places, row_values
from pocplanner.report.draft.templates import outline


@dataclass(frozen=True)
class TextChange:
    """A paragraph before and after; empty where there is none. `why` are the records that moved it.

    `why` holds what the paragraph rests on that is among what changed, the records themselves
    before the places and threats whose numbers followed.
    """

    section: str
    number: str
    key: str
    before: str
    after: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowChange:
    """A place of the field matrix: by cell of the card, what it said and would say."""

    place_id: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Side:
    """A mission with its assessment."""

    snapshot: Snapshot
    assessment: Assessment

    @property
    def seen(self) -> Snapshot:
        """The mission with what is proposed in it."""
        return self.assessment.over(self.snapshot)


def text_changes(
    before: Side, after: Side, language: str, changed: Iterable[str], moved: Iterable[str] = ()
) -> Work[tuple[TextChange, ...]]:
    """The paragraphs of the strategy that would read otherwise, in their order.

    `changed` are ids of records that the proposal makes otherwise, `moved` of places and
    threats whose numbers followed.
    """
    held = {r.id for s in (before.snapshot, after.snapshot) for r in s.all(Timing)}
    # A time that was carried over moves with its post and place, which have names.
    causes = tuple(i for i in dict.fromkeys((*changed, *moved)) if i not in held)
    old = yield from _paragraphs(before, language)
    new = yield from _paragraphs(after, language)
    found = []
    for key in dict.fromkeys((*old, *new)):
        a, b = old.get(key), new.get(key)
        if a is not None and b is not None and a[1].text == b[1].text:
            continue
        rests = {i for p in (a, b) if p is not None for i in p[1].evidence}
        said = next((p[1].text for p in (a, b) if p is not None), "")
        number = (a or b or ("", None))[0]
        found.append(
            TextChange(
                key[0],
                number,
                key[1],
                a[1].text if a else "",
                b[1].text if b else "",
                tuple(c for c in causes if c in rests or _named(after, c, said)),
            )
        )
    return tuple(found)


def _named(side: Side, id: str, text: str) -> bool:
    """Whether a text names the record: what rests on all of them lists none."""
    name = side.snapshot.name(id)
    return len(name) > 3 and name in text


def _paragraphs(side: Side, language: str) -> Work[dict[tuple[str, str], tuple[str, Paragraph]]]:
    """The drafted paragraphs by section and key, section by section so that it can be stopped."""
    desk = Desk(side.seen, side.assessment, language)
    found = {}
    for plan in outline("strategy"):
        yield Progress(plan.number)
        for made in drafted(desk, "strategy", plan.key):
            found[plan.key, made.paragraph.key] = (str(plan.number), made.paragraph)
    return found


def row_changes(before: Side, after: Side, language: str) -> tuple[RowChange, ...]:
    """The places of the field matrix whose card would say something else."""
    old, new = (Desk(s.seen, s.assessment, language) for s in (before, after))
    known_old, known_new = set(matrix_places(old)), set(matrix_places(new))
    found = []
    for place in dict.fromkeys((*matrix_places(old), *matrix_places(new))):
        a = row_values(old, place) if place in known_old else {}
        b = row_values(new, place) if place in known_new else {}
        cells = tuple(
            (name, str(a.get(name) or ""), str(b.get(name) or ""))
            for name in ROWS
            if (a.get(name) or "") != (b.get(name) or "")
        )
        if cells:
            found.append(RowChange(place, cells))
    return tuple(found)
