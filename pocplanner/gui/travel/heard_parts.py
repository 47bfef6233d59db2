"""Alert and help together in the window: a cell of the table, and the lines beside the chain."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.arrival.heard import Called, Heard
from pocplanner.analysis.arrival.heard_telling import called_said, people_said
from pocplanner.analysis.mesh.network import Network
from pocplanner.analysis.mesh.result import Reach
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import label
from pocplanner.words import Words

_MARKS = {"sufficient": "✓", "not_sufficient": "✗"}


def percent(one: Any, called: Called | None) -> int | None:
    """The chance that is ranked by: with the alert where it has a figure, else help alone.

    None where no warning time is known.
    """
    found = _chance(one, called)
    return found.percent if found is not None else None


def _chance(one: Any, called: Called | None) -> Chance | None:
    whole = _figure(called)
    if whole is not None and whole.arrives_onset is not None:
        return whole.arrives_onset
    onset: Chance | None = one.arrives_onset
    return onset


def cell_text(words: Words, one: Any, called: Called | None) -> str:
    """A cell: the chance with the alert, or the most that it can be where that has no figure."""
    found = _chance(one, called)
    if found is None:
        return words.text("gui.time.no_warning")
    whole = called.everybody if called is not None else None
    if whole is not None and whole.state == "none":
        return words.text("gui.time.not_heard")
    sure = not found.percent or _figure(called) is not None
    key = "gui.time.cell" if sure else "gui.time.cell_most"
    return words.text(key, **found._asdict(), mark=_MARKS.get(one.state, "?"))


def _figure(called: Called | None) -> Heard | None:
    whole = called.everybody if called is not None else None
    return whole if whole is not None and whole.figure else None


def costliest(one: Any, called: Called | None) -> str:
    """The link that costs most, getting the alert out among them; empty where none is known."""
    whole = called.everybody if called is not None else None
    return str(whole.costliest if whole is not None and whole.costliest else one.costliest)


def heard_parts(desk: Desk, called: Called | None) -> Sequence[QWidget]:
    """Who is heard, and reached in time: everybody, women and the weakest; why, and guesses."""
    found = desk.assessment
    if called is None or found is None or found.mesh is None or called.state == "held":
        return ()
    network = Network(desk.teller.snapshot, found.mesh.as_of)
    lines = desk.teller.texts(called_said(network, called))
    title = label(desk.words.text("gui.time.heard"), "section")
    return (title, *(label(text, wrap=True) for text in lines))


def subject_parts(desk: Desk, reach: Reach, condition: tuple[str, str]) -> Sequence[QWidget]:
    """Whether these people are heard and helped in time; nothing where no threat is looked at."""
    found = desk.assessment
    called = found.called_at(reach.subject.place_id, *condition) if found is not None else None
    heard = called.heard if called is not None else ()
    one = next((h for h in heard if h.reach.subject == reach.subject), None)
    if one is None or one.state == "none" or one.arrives_onset is None:
        return ()
    lines = desk.teller.texts(people_said(one))
    title = label(desk.words.text("gui.time.heard_helped"), "section")
    return (title, *(label(text, wrap=True) for text in lines))


__all__ = ["cell_text", "costliest", "heard_parts", "percent", "subject_parts"]
