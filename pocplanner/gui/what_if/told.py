"""What a proposal does, as rows and widgets: each number beside what it was."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from pocplanner.analysis.mesh.sentences import who
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if import telling as tell
from pocplanner.analysis.what_if.differences import PlaceChange, Reading
from pocplanner.analysis.what_if.joined import told
from pocplanner.analysis.what_if.joined_telling import cell_text, pair_text, reads_other
from pocplanner.commands.what_if import Outcome
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.plain import Link, label
from pocplanner.gui.what_if.trial import Trial
from pocplanner.words import Words

_SHOWN = 12


def cell(words: Words, one: Reading, heard: bool = True) -> str:
    """Time at a place in a table's cell: the chance, what is to spare, and that with the alert."""
    parts = []
    if one.state == "nobody":
        parts.append(words.text("gui.time.nobody"))
    elif one.before_attack is not None:
        parts.append(f"{one.before_attack} %")
    if one.gap is not None:
        parts.append(tell.gap_text(words, one.gap.likely))
    elif one.arrives is not None:
        parts.append(tell.reading_text(words, one).rpartition(", ")[2])
    joint = cell_text(words, one) if heard else ""
    if joint:
        parts.append(joint)
    return " · ".join(parts) or words.text("analysis.unknown")


def place_lines(desk: Desk, outcome: Outcome) -> Iterator[QWidget]:
    """The places that differ, the greatest difference first: green gains, red loses."""
    words = desk.words
    by: dict[str, list[QWidget]] = {}
    for change in outcome.comparison.places:
        if len(by) > _SHOWN and change.place_id not in by:
            continue
        lines = [_line(words, change)] if reads_other(words, change) else []
        lines += _heard(desk, outcome, change)
        if lines:
            by.setdefault(change.place_id, []).extend(lines)
    for place, lines in list(by.items())[:_SHOWN]:
        name = Link(desk.name(place), words.text("gui.links.hint"))
        name.clicked.connect(lambda _=False, id=place: desk.wanted.emit(id))
        yield name
        yield from lines
    left = len({c.place_id for c in outcome.comparison.places} - set([*by][:_SHOWN]))
    if len(by) > _SHOWN:
        yield label(words.text("what_if.more", count=left), "hint")


def _line(words: Words, change: PlaceChange) -> QWidget:
    said = words.text(
        "what_if.pane.line",
        condition=words.text(f"gui.time.at.{change.light}_{change.season}"),
        before=cell(words, change.before, heard=False),
        after=cell(words, change.after, heard=False),
    )
    return _shaded(said, change.direction)


def _heard(desk: Desk, outcome: Outcome, change: PlaceChange) -> Iterator[QWidget]:
    """Alert and help together: everybody, women and those who lose or gain most."""
    words = desk.words
    teller = Teller(words, outcome.shown)
    condition = tell.condition_text(words, change.light, change.season)
    for pair in told(change.heard):
        said = pair_text(teller, pair)
        if said:
            facts = {"who": teller.text(who(pair.subject, True)), "condition": condition}
            direction = "gains" if pair.points > 0 else "loses" if pair.points < 0 else ""
            yield _shaded(words.text("what_if.joined.line", said=said, **facts), direction)


def _shaded(said: str, direction: str) -> QWidget:
    """A line on green where something gains, on red where it loses."""
    made = label(said, wrap=True)
    pale = {"gains": theme.GOOD_PALE, "loses": theme.DANGER_PALE}.get(direction)
    if pale:
        colours = made.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(pale))
        colours.setColor(QPalette.ColorRole.WindowText, QColor(theme.INK))
        made.setPalette(colours)
        made.setAutoFillBackground(True)
    made.setContentsMargins(6, 2, 6, 2)
    return made


def details(desk: Desk, outcome: Outcome, trial: Trial | None = None) -> Iterator[QWidget]:
    """What follows besides: ratings, mechanisms, alerts, texts, and what it depends on."""
    words = desk.words
    teller = Teller(words, outcome.shown)
    for said in outcome.remarks:
        yield label(teller.text(said), "warning", wrap=True)
    found = outcome.comparison
    yield from _part(words, "ratings", [tell.rating_line(teller, c) for c in found.ratings])
    yield from _part(words, "health", [tell.health_line(teller, *pair) for pair in found.health])
    yield from _part(words, "hours", [tell.hours_line(teller, c) for c in found.hours])
    alerts = [tell.alert_line(teller, c.before, c.after) for c in outcome.alerts]
    yield from _part(words, "alerts", alerts)
    if trial is not None:
        yield from _texts(desk, teller, trial)
    changed = [r.id for r in outcome.laid.records if r.id not in outcome.laid.timings]
    known = [i for i in changed if desk.snapshot.get(i) is not None]
    if known:
        yield label(words.text("gui.findings.rests_on"), "section")
        yield Links(desk, tuple(known))
    yield label(words.text("what_if.decides"), "hint", wrap=True)


def _part(words: Words, name: str, lines: list[str]) -> Iterator[QWidget]:
    if not lines:
        return
    yield label(words.text(f"what_if.{name}_head"), "section", wrap=True)
    for line in lines[:_SHOWN]:
        yield label(line, wrap=True)
    if len(lines) > _SHOWN:
        yield label(words.text("what_if.more", count=len(lines) - _SHOWN), "hint")


def _texts(desk: Desk, teller: Teller, trial: Trial) -> Iterator[QWidget]:
    words = desk.words
    if trial.texts:
        # What writes texts takes its time to load: only once there are any.
        from pocplanner.report.draft.templates import section_texts

        head = words.text("what_if.texts_head", count=len(trial.texts))
        yield label(head, "section", wrap=True)
        by: dict[tuple[str, str], list[Any]] = {}
        for one in trial.texts:
            by.setdefault((one.number, one.section), []).append(one)
        for (number, section), texts in by.items():
            title = section_texts("strategy", words.language, section).title
            why = tuple(dict.fromkeys(i for t in texts for i in t.why))[:4]
            said = words.text(
                "what_if.section_line", number=number, section=title, count=len(texts),
                why=teller.several([teller.name(i) for i in why]) if why else "–",
            )  # fmt: skip
            made = label(said, wrap=True)
            made.setToolTip("")
            yield made
    if trial.rows:
        yield label(words.text("what_if.rows_head", count=len(trial.rows)), "section", wrap=True)
        for row in trial.rows[:_SHOWN]:
            cells = ", ".join(tell.cell_name(words, name) for name, _, _ in row.cells)
            facts = {"place": teller.name(row.place_id), "cells": cells}
            yield label(words.text("what_if.row_line", **facts), wrap=True)
