"""A document with no format: what it says, what each part rests on, who may read it.

Every text in a block is plain text: nothing in it is ever read as markup. What stands
out (a bold lead-in, a band, a status) is said by fields. Ids in `evidence` are the ids of
records; they print as numbers once an `EvidenceList` of the document names them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from pocplanner.report.pictures import Picture, words_of

#: How far a paragraph has come: drafted, edited or accepted by a person, an open
#: question, or a text that names nothing of this mission. Empty: nothing to say about it.
Status = Literal["", "draft", "edited", "accepted", "question", "generic", "proposed"]

#: How a paragraph looks.
Look = Literal["body", "lead", "quote", "note", "question", "finding", "warning"]

#: What a table cell is marked as: a band of a rating, a priority, or a warning sign.
Mark = Literal[
    "", "low", "moderate", "high", "very_high", "must", "should", "could", "late", "unknown"
]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a section, listed in the contents with levels 2 and 3."""

    text: str
    level: int = 1
    #: A name for links; made from the place in the document where it is empty.
    anchor: str = ""
    #: Level 1 begins a page unless this says no.
    new_page: bool = True


@dataclass(frozen=True)
class Text:
    """A paragraph. `lead` is its bold beginning; line ends in `text` begin new lines."""

    text: str
    evidence: tuple[str, ...] = ()
    status: Status = ""
    style: Look = "body"
    lead: str = ""


@dataclass(frozen=True)
class Items:
    """A list, with numbers where the order counts."""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table that is more than its words."""

    text: str
    mark: Mark = ""
    bold: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table whose head is repeated on every page. A row of one cell spans the table."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell | str, ...], ...]
    #: Relative widths of the columns; empty: from the longest words.
    widths: tuple[float, ...] = ()
    title: str = ""
    note: str = ""
    #: Ids per row, in the order of the rows; may be shorter.
    evidence: tuple[tuple[str, ...], ...] = ()
    #: Columns of numbers, set flush right.
    numbers: frozenset[int] = frozenset()
    #: What stands in place of the rows where there are none.
    empty: str = ""
    #: Part of the text's width that it takes: short ones that fit stand side by side.
    width: float = 1.0


@dataclass(frozen=True)
class Facts:
    """Names and values side by side, such as the particulars of a place or a mechanism."""

    pairs: tuple[tuple[str, Cell | str], ...]
    title: str = ""
    evidence: tuple[str, ...] = ()
    status: Status = ""


@dataclass(frozen=True)
class Figure:
    """A chart or a map with what it shows and where it comes from."""

    picture: Picture
    caption: str
    source: str = ""
    evidence: tuple[str, ...] = ()
    #: Part of the text's width that it takes.
    width: float = 1.0
    #: What the picture leaves out, or how it is read.
    note: str = ""


@dataclass(frozen=True)
class KeyItem:
    """One line of the commander's page: what, about what, and by whom or when."""

    text: str
    detail: str = ""
    mark: Mark = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeyBox:
    """A box of the page that a commander reads; `empty` says why it has no items."""

    title: str
    items: tuple[KeyItem, ...]
    tone: Literal["must", "risk", "decision", "change", "plain"] = "plain"
    empty: str = ""


@dataclass(frozen=True)
class Break:
    """A new page, upright, lying or upright in two columns, until the next one says otherwise."""

    orientation: Literal["portrait", "landscape", "columns"] = "portrait"


@dataclass(frozen=True)
class EvidenceItem:
    """A record that the document rests on, under the number that marks it in the text."""

    number: int
    id: str
    text: str
    #: The Admiralty grade of its source, such as "B2"; "F6" while nobody has graded it.
    grade: str = ""
    kind: str = ""
    #: A short mark of its source, told at the head of the list; empty where it is not named.
    source: str = ""


@dataclass(frozen=True)
class EvidenceList:
    """The evidence annex; each item links to the places that use it and they to it."""

    items: tuple[EvidenceItem, ...]


@dataclass(frozen=True)
class Assumption:
    """A number or rule that results rest on and that the mission may change."""

    name: str
    value: str
    #: Where it comes from, or the word for a proposal.
    basis: str
    #: What rests on it, in words.
    used_for: str = ""
    changed: bool = False


@dataclass(frozen=True)
class Assumptions:
    """The page of assumptions."""

    items: tuple[Assumption, ...]


Block: TypeAlias = (
    Heading | Text | Items | Table | Facts | Figure | KeyBox | Break | EvidenceList | Assumptions
)


@dataclass(frozen=True)
class Cover:
    """What the first page says: what this is, how far it is cleared, for whom, on what data."""

    mission: str
    document: str
    as_of: date
    country: str = ""
    state: Literal["draft", "cleared"] = "draft"
    #: The role that cleared it; printed with "cleared" only.
    cleared_by: str = ""
    review: date | None = None
    #: The name of the audience in the document's language, or its code.
    audience: str = ""
    #: unclassified, confidential or strictly_confidential; other words print as they are.
    marking: str = "confidential"
    #: Consultations held, a line each; empty prints that none is recorded, None nothing.
    consultations: tuple[str, ...] | None = ()
    #: What data it rests on, to which day, and the attribution its licence asks for; as above.
    data: tuple[str, ...] | None = ()
    #: What a reader must know before anything else, such as "outdated, collect".
    warnings: tuple[str, ...] = ()
    #: Further lines, name and value.
    facts: tuple[tuple[str, str], ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Document:
    """A whole document. `front` stands on page 2, before the contents."""

    title: str
    language: str
    cover: Cover
    blocks: tuple[Block, ...]
    subtitle: str = ""
    front: tuple[Block, ...] = ()
    #: The handling line, on the cover and the foot of every page.
    handling: str = ""
    #: An exercise on invented data: every page says so.
    exercise: bool = False
    #: The mission's short name for the head of the pages; the mission's name where empty.
    short: str = ""
    #: Whether a table of contents stands before the blocks.
    contents: bool = True


def evidence_used(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The ids that the blocks rest on, in the order in which they are first used."""
    found: dict[str, None] = {}
    for block in blocks:
        for part in _parts(block):
            found.update(dict.fromkeys(getattr(part, "evidence", ())))
        if isinstance(block, Table):
            for ids in block.evidence:
                found.update(dict.fromkeys(ids))
    return tuple(found)


def _parts(block: Block) -> Iterator[object]:
    match block:
        case Items(items=items):
            yield from items
        case KeyBox(items=boxed):
            yield from boxed
        case Table(rows=rows):
            for row in rows:
                yield from row
        case Facts(pairs=pairs):
            yield block
            yield from (value for _, value in pairs)
        case EvidenceList() | Assumptions() | Break():
            pass
        case _:
            yield block


def texts(document: Document) -> Iterator[str]:
    """Every text of the document, as it was given, in reading order."""
    cover = document.cover
    yield from filter(
        None,
        (
            document.title, document.subtitle, document.handling, document.short,
            cover.mission, cover.document, cover.country, cover.cleared_by,
            cover.audience, cover.marking,
        ),
    )  # fmt: skip
    yield from cover.consultations or ()
    yield from cover.data or ()
    yield from cover.warnings
    for name, value in cover.facts:
        yield name
        yield value
    if cover.picture is not None:
        yield from words_of(cover.picture)
    for block in (*document.front, *document.blocks):
        yield from block_texts(block)


def block_texts(block: Block) -> Iterator[str]:
    """Every text of one block, in reading order, empty ones left out."""
    yield from (text for text in _texts(block) if text)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield text
        case Text(text=text, lead=lead):
            yield lead
            yield text
        case Items(items=items):
            for item in items:
                yield item.lead
                yield item.text
        case Table():
            yield block.title
            yield from block.head
            for row in block.rows:
                yield from map(_cell_text, row)
            yield block.note
            yield block.empty if not block.rows else ""
        case Facts(pairs=pairs, title=title):
            yield title
            for name, value in pairs:
                yield name
                yield _cell_text(value)
        case Figure(picture=picture, caption=caption, source=source, note=note):
            yield from words_of(picture)
            yield caption
            yield note
            yield source
        case KeyBox(title=title, items=boxed, empty=empty):
            yield title
            for one in boxed:
                yield one.text
                yield one.detail
            yield empty if not boxed else ""
        case EvidenceList(items=evidence):
            for entry in evidence:
                yield entry.text
                yield entry.grade
                yield entry.kind
                yield entry.source
        case Assumptions(items=assumed):
            for each in assumed:
                yield from (each.name, each.value, each.basis, each.used_for)
        case Break():
            pass


def _cell_text(cell: Cell | str) -> str:
    return cell if isinstance(cell, str) else cell.text
