"""What was done in a mission, and taking it back or doing it again."""

from typing import Any

from pocplanner.cli.opening import opened
from pocplanner.cli.terminal import ATTENTION, OK, Terminal
from pocplanner.words import Problem


def run_undo(t: Terminal) -> int:
    """Take the last act back."""
    from pocplanner.commands.people.open_promises import taken_along

    project = opened(t)
    try:
        edit = project.undo_edit
        if edit is None:
            raise Problem("undo.nothing")
        undone = project.undo()
        t.say("cli.undone", label=t.words.act(edit.label, edit.facts))
        if undone is not None and (count := taken_along(undone)):
            t.line(t.words.plural("people.promises_taken", count))
    finally:
        project.close()
    return OK


def run_redo(t: Terminal) -> int:
    """Do the last undone act again."""
    project = opened(t)
    try:
        edit = project.redo_edit
        if edit is None:
            raise Problem("redo.nothing")
        project.redo()
        t.say("cli.redone", label=t.words.act(edit.label, edit.facts))
    finally:
        project.close()
    return OK


def run_log(t: Terminal) -> int:
    """List the acts, oldest first."""
    project = opened(t)
    try:
        entries = project.log()
    finally:
        project.close()
    entries = entries[-t.given.last :] if t.given.last else entries
    if t.given.json:
        t.answer([{**_entry(e), "text": t.words.act(e.label, e.facts)} for e in entries])
        return OK
    for entry in entries:
        at = entry.at.strftime("%Y-%m-%d %H:%M:%SZ")
        t.line(f"{entry.number:>5}  {at}  {entry.author}: {t.words.act(entry.label, entry.facts)}")
    return OK


def _entry(entry: Any) -> dict[str, Any]:
    wanted = ("number", "kind", "at", "author", "label", "facts", "undoes", "redoes")
    return {name: getattr(entry, name) for name in wanted if hasattr(entry, name)}


def run_purge(t: Terminal) -> int:
    """Remove records for good, from the log and from what was drafted as well."""
    from pocplanner.commands.purging import purge

    project = opened(t)
    try:
        gone = purge(project, t.given.ids)
    finally:
        project.close()
    t.say("cli.purged", count=gone.records)
    if gone.drafted:
        t.say("cli.purged_drafts", count=gone.drafted)
    if gone.by_hand:
        t.say("cli.purged_by_hand", count=gone.by_hand)
    return ATTENTION if gone.by_hand else OK
