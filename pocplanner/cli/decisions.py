"""Accept, change and refuse, from a terminal: threats by their ids, paragraphs by their names.

A paragraph is named by its section and its key, parted by a stroke.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from pocplanner.cli.opening import opened
from pocplanner.cli.terminal import OK, Terminal
from pocplanner.commands import assessment, strategy
from pocplanner.commands.changing import from_text
from pocplanner.model.assessment import Threat
from pocplanner.model.strategy import Section
from pocplanner.project import Project
from pocplanner.words import Problem

Threats = Callable[[Project, list[str]], list[Threat]]
OnParagraph = Callable[[Project, str, str], Section]

#: Stands between a section and the key of its paragraph.
STROKE = "/"


def run_accept(t: Terminal) -> int:
    """Accept proposed threats and drafted paragraphs."""
    offered = bool(t.given.offered)
    act = strategy.take_offer if offered else strategy.accept
    said = "cli.paragraph.offer" if offered else "cli.paragraph.accepted"

    def decide(project: Project, ids: list[str]) -> list[Threat]:
        return assessment.accept(project, ids)

    return _decided(t, decide, "cli.accepted", act, said)


def run_refuse(t: Terminal) -> int:
    """Refuse threats, and set paragraphs aside, with a reason."""

    def decide(project: Project, ids: list[str]) -> list[Threat]:
        return assessment.refuse(project, ids, t.given.reason)

    def act(project: Project, section: str, key: str) -> Section:
        return strategy.set_aside(project, section, key, t.given.reason)

    return _decided(t, decide, "cli.refused", act, "cli.paragraph.set_aside")


def run_change(t: Terminal) -> int:
    """Change fields of a threat, or the text of a paragraph."""
    given = dict(_pair(text) for text in t.given.set)

    def decide(project: Project, ids: list[str]) -> list[Threat]:
        values = from_text(Threat, given)
        return [assessment.change(project, ids[0], values, t.given.reason, t.words.language)]

    def act(project: Project, section: str, key: str) -> Section:
        unknown = sorted(set(given) - {"text"})
        if unknown:
            raise Problem("cli.paragraph_field", field=unknown[0])
        return strategy.rewrite(project, section, key, str(given["text"]))

    return _decided(t, decide, "cli.changed", act, "cli.paragraph.changed")


def _pair(text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    if not sign:
        raise Problem("cli.bad_pair", text=text)
    if value.startswith(("[", "{")):
        import json

        try:
            return name.strip(), json.loads(value)
        except ValueError as error:
            raise Problem("cli.bad_pair", text=text) from error
    return name.strip(), value


def _decided(t: Terminal, decide: Threats, threat_said: str, act: OnParagraph, said: str) -> int:
    """Decide on all that was named as one act, or on nothing."""
    from pocplanner.report.draft.plain import section_title

    ids = [id for id in t.given.ids if STROKE not in id]
    names = [id for id in t.given.ids if STROKE in id]
    project = opened(t)
    try:
        together: AbstractContextManager[None] = nullcontext()
        if len(names) > 1 or (ids and names):
            together = project.edit("edit.strategy.decide", count=len(t.given.ids))
        with together:
            threats = decide(project, ids) if ids else []
            told = []
            for section_id, _, key in (name.partition(STROKE) for name in names):
                told.append((act(project, section_id, key), key))
        for threat in threats:
            title = threat.title or t.words.term("threat_type", threat.kind)
            t.say(threat_said, title=title, place=project.snapshot().name(threat.place_id))
        for section, key in told:
            t.say(said, section=section_title(section, t.words.language), paragraph=key)
    finally:
        project.close()
    return OK
