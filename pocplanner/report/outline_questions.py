"""The list of what is not known: who could answer, with repeated questions told once."""

from collections.abc import Iterator, Sequence

from pocplanner.analysis.results import Question
from pocplanner.report import blocks as b
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.outline_desk import Column, Layout, Line

#: A question that is open at more than this many places or threats is told once for all.
_APART = 2
_NAMED = 14
#: So many threats are told by name.
_FEW = 3
_QUESTIONS = (Column("question", 5.8), Column("who_else", 2.2))
#: Forms of one question that differ by the hours they name.
_FORMS = ("_used", "_at")
#: Which fact says what a repeated question is about.
_ABOUT = ("threat", "mechanism", "actor", "name", "place")


def open_questions(desk: Layout) -> Iterator[b.Block]:
    """The questions by who could answer them, the weightiest first."""
    found = desk.assessment.questions
    if not found:
        return
    yield b.Heading(desk.say("questions.heading"), new_page=False)
    yield b.Text(desk.says("questions.lead", len(found)), style="note")
    by_whom: dict[str, list[Question]] = {}
    for question in found:
        by_whom.setdefault(question.who[0] if question.who else "", []).append(question)
    lines: list[Line] = []
    for who, asked in by_whom.items():
        name = desk.words.text(who) if who else desk.say("questions.anybody")
        lines.append(Line((b.Cell(f"{cap(name)} ({desk.number(len(asked))})", bold=True),)))
        lines += _of_one(desk, asked)
    yield from desk.table(_QUESTIONS, lines)


def _of_one(desk: Layout, asked: Sequence[Question]) -> Iterator[Line]:
    kinds: dict[str, list[Question]] = {}
    for question in asked:
        kinds.setdefault(_kind(question.key), []).append(question)
    for key, found in kinds.items():
        together = f"outline.together.{key.partition('.')[2]}"
        others = desk.series(desk.words.text(w) for w in found[0].who[1:])
        if len(found) <= _APART or not desk.words.has(together):
            for one in found:
                said, place = cap(desk.tell(one)), _place(desk, one)
                yield Line((f"{said} ({place})" if place else said, others), _refs(desk, one))
            continue
        said = desk.words.text(together, n=desk.number(len(found)))
        names = _named(desk, key, found)
        yield Line((f"{said} {names}".strip(), others), ids(*(_refs(desk, q)[:1] for q in found)))


def _kind(key: str) -> str:
    """The key of a question without the hours that its form may name."""
    for form in _FORMS:
        key = key.removesuffix(form)
    return key


def _named(desk: Layout, key: str, found: Sequence[Question]) -> str:
    """What a repeated question is about; only where, where it is about many threats."""
    if key.endswith(".not_reviewed") and desk.document == "strategy":
        return desk.say("questions.in_table")
    threats = [t for q in found if (t := str(q.facts.get("threat", ""))) in desk.assessment.threats]
    if len(threats) > _FEW:
        return desk.names(ids(desk.assessment.threats[t].place_id for t in threats), _NAMED)
    return desk.series((_about(desk, q) for q in found), _NAMED)


def _about(desk: Layout, question: Question) -> str:
    for name in _ABOUT:
        value = question.facts.get(name)
        if isinstance(value, str) and value:
            if value in desk.assessment.threats:
                return desk.threat_name(desk.assessment.threats[value])
            return desk.snapshot.name(value) or value
    return ""


def _place(desk: Layout, question: Question) -> str:
    if question.facts.get("place") or not question.place_id:
        return ""
    return desk.snapshot.name(question.place_id)


def _refs(desk: Layout, question: Question) -> tuple[str, ...]:
    return tuple(r for r in question.refs if desk.snapshot.get(r) is not None)
