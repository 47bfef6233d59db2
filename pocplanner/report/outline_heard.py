"""Alert and help together on the page of a place: who is heard, and reached in time, by condition.

Only for readers who see the mesh; for others it is not even computed.
"""

from collections.abc import Iterator
from typing import Any

from pocplanner.analysis.arrival.heard_telling import chance_said, out_said
from pocplanner.analysis.mesh.result import CONDITIONS
from pocplanner.analysis.mesh.sentences import who
from pocplanner.report import blocks as b
from pocplanner.report.draft.arrival_facts import chance_words, chosen, heard_notes
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.outline_desk import Column, Layout, Line

_COLUMNS = (
    Column("heard_who", 2.2),
    *(Column(f"heard_{light}_{season}", 1.4) for light, season in CONDITIONS),
)


def heard_table(desk: Layout, place: str) -> Iterator[b.Block]:
    """Everybody, women and the weakest by condition; a question where nothing is recorded."""
    found = {c: one for c in CONDITIONS if (one := desk.assessment.called_at(place, *c))}
    states = {one.state for one in found.values()}
    if "not_known" in states and desk.whole:
        said = desk.words.text("heard.not_known")
        yield b.Text(said, ids(place), status="question", style="question")
    if "known" not in states:
        return
    told = dict.fromkeys(h.reach.subject for one in found.values() for h in one.told)
    lines = [
        Line((_head(desk, subject), *(_cell(desk, found.get(c), subject) for c in CONDITIONS)))
        for subject in told
    ]
    arrivals = {(a.light, a.season): a for a in desk.assessment.arrivals_at(place)}
    alone = [_alone(desk, arrivals.get(c)) for c in CONDITIONS]
    lines.insert(0, Line((desk.say("called.alone"), *alone), ids(place)))
    shown = chosen(desk, place, desk.gap_at(place))
    notes = [desk.say("called.note"), *(heard_notes(desk, shown) if shown is not None else ())]
    chain = shown.guesses if shown is not None and shown.arrives_onset is not None else ()
    if chain:
        named = desk.series(desk.words.text(f"travel.link.{name}") for name in chain)
        notes.append(desk.say("called.help_guessed", links=named))
    yield from desk.table(
        _COLUMNS, lines, desk.say("called.title", place=desk.name(place)), " ".join(notes)
    )


def _head(desk: Layout, subject: Any) -> str:
    return cap(desk.tell(who(subject, True)))


def _cell(desk: Layout, one: Any, subject: Any) -> str:
    heard = next((h for h in one.heard if h.reach.subject == subject), None) if one else None
    if heard is None:
        return ""
    if heard.figure and heard.arrives_onset is not None:
        return desk.tell(chance_said(heard.arrives_onset))
    return desk.say("called.out", chance=desk.tell(out_said(heard)))


def _alone(desk: Layout, one: Any) -> str:
    if one is None or one.arrives_onset is None:
        return chance_words(desk, one) if one is not None else ""
    return desk.tell(chance_said(one.arrives_onset))


__all__ = ["heard_table"]
