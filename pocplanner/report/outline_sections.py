"""The sections of a document in their order: what was drafted, and the tables it stands beside."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from pocplanner.model.exercise import Scenario
from pocplanner.model.strategy import SET_ASIDE, Paragraph, Section
from pocplanner.report import (
    blocks as b,
)
from pocplanner.report import (
    outline_actions,
    outline_arrival,
    outline_closing,
    outline_forces,
    outline_hours,
    outline_people,
    outline_protection,
    outline_settled,
    outline_threats,
    outline_voices,
    outline_watch,
)
from pocplanner.report.draft.plain import section_title
from pocplanner.report.draft.scenario import DOCUMENT as SHEET
from pocplanner.report.draft.scenario import drafted_scenario
from pocplanner.report.draft.scenario_desk import ScenarioDesk
from pocplanner.report.draft.sections import FACTS
from pocplanner.report.draft.templates import outline, paragraph, render, section_texts
from pocplanner.report.outline_desk import Layout

#: After these a bold beginning needs no stop.
_STOPS = frozenset(".:?!…»”")

#: A bold beginning within so many signs of the text's own is said once.
_NEAR = 8

Piece: TypeAlias = Callable[[Layout], Iterator[b.Block]]

#: What stands after the paragraphs of a subheading.
PIECES: dict[tuple[str, str], tuple[Piece, ...]] = {
    ("threats", "picture"): (outline_threats.picture,),
    ("threats", "data"): (outline_threats.data,),
    ("protection", "picture"): (outline_protection.map_of_protection,),
    ("protection", "mechanisms"): (outline_protection.mechanisms_picture,),
    ("protection", "providers"): (outline_protection.providers,),
    ("actions", "patrols"): (outline_settled.patrols,),
    ("actions", "grid"): (outline_actions.grid,),
    ("engagement", "voices"): (outline_voices.voices,),
    ("gender", "women"): (outline_people.population,),
    ("gender", "hours"): (outline_hours.table,),
    ("command", "decisions"): (outline_forces.decisions,),
    ("command", "time"): (outline_forces.reach, outline_arrival.computed),
    ("warning", "chain"): (outline_forces.drawn,),
    ("warning", "links"): (outline_forces.links,),
    ("warning", "log"): (outline_forces.alerts,),
    ("warning", "speech"): (outline_voices.spoken,),
    ("transition", "closures"): (outline_closing.recomputed,),
    ("transition", "mechanisms"): (outline_watch.heirs,),
}
#: What stands before a subheading, so that its text may fill the page first.
BEFORE: dict[tuple[str, str], Piece] = {("threats", "data"): outline_threats.map_of_events}
#: The tables that close a section.
WIDE: dict[str, Piece] = {
    "threats": outline_threats.wide,
    "protection": outline_protection.wide,
    "actions": outline_actions.wide,
    "limits": outline_forces.forces,
    "monitoring": outline_watch.wide,
}
#: Paragraphs that a table of the section shows line by line: printed only where a person has
#: touched them. Their key begins with this.
IN_TABLES: dict[tuple[str, str], tuple[str, ...]] = {
    ("threats", "should"): ("threat:",),
    ("threats", "proposed"): ("threat:", "proposed:"),
    ("protection", "coping"): ("coping:",),
    ("protection", "mechanisms"): ("mechanism:",),
    ("actions", "must"): ("action:", "offer:"),
    ("protection", "providers"): ("providers:",),
    ("actions", "other"): ("action:",),
    ("actions", "patrols"): ("patrols",),
    ("actions", "questions"): ("settled:",),
    ("engagement", "voices"): ("voices:",),
    ("command", "decisions"): ("decision:",),
    ("command", "time"): ("time:",),
    ("warning", "links"): ("link:",),
    ("warning", "log"): ("log:",),
    ("warning", "speech"): ("speech",),
    ("monitoring", "indicators"): ("indicator:",),
    ("transition", "closures"): ("closure_times:",),
}
#: Where such a table stands at once, not at the end of the section.
IN_PLACE = frozenset(
    {("protection", "providers"), ("actions", "patrols"), ("transition", "closures")}
)
#: The same for the response sheet of a scenario, by section.
ON_SHEET = {"response": "action:", "decisions": "decision:"}


def section_blocks(desk: Layout, section: Section) -> Iterator[b.Block]:
    """A section: title, subheadings, paragraphs with their marks, tables and pictures.

    For readers who see a part only, a section without anything for them is left out. No
    section begins a page of its own: what belongs together is read together.
    """
    made = list(_content(desk, section))
    if not made and not desk.whole:
        return
    yield heading(desk, section)
    yield from made


def heading(desk: Layout, section: Section) -> b.Heading:
    """The title of a section with its number."""
    title = section_title(section, desk.language)
    title = f"{section.number}. {title}" if section.number else title
    return b.Heading(title, new_page=False)


def _content(desk: Layout, section: Section) -> Iterator[b.Block]:
    told = _drafted(desk, section)
    groups = _groups(section, told)
    names = _names(desk, section)
    for group in (*names, *(g for g in groups if g not in names)):
        made = list(_group(desk, section, group, groups.get(group, ()), told))
        name = names.get(group, "")
        if name and len(made) == 1 and made[0] == _pointer(desk):
            # Nothing to read under a heading: where it stands is told on the line itself.
            yield replace(_pointer(desk), lead=f"{name}.")
        elif made:
            before = BEFORE.get((section.key, group))
            if before is not None and section.document == "strategy":
                yield from before(desk)
            if name:
                yield b.Heading(name, 2)
            yield from made
    wide = WIDE.get(section.key) if section.document == "strategy" else None
    tables = list(wide(desk)) if wide else []
    if any(isinstance(one, b.Table) for one in tables):
        yield b.Heading(desk.say(f"wide.{section.key}"), 2)
    yield from tables


class Told(NamedTuple):
    """Under which subheading a drafted paragraph stands, and its bold beginning."""

    group: str
    lead: str


def _drafted(desk: Layout, section: Section) -> dict[str, Told]:
    """Where each paragraph of the section stands, by its key; the texts are not made anew."""
    scenario = desk.snapshot.one(Scenario, section.scenario_id)
    if section.document == SHEET and scenario is not None:
        here = ScenarioDesk(desk.snapshot, desk.assessment, scenario, desk.language)
        return {d.paragraph.key: Told(d.group, d.lead) for d in drafted_scenario(here, section.key)}
    if (section.document, section.key) not in FACTS:
        return {}
    found: dict[str, Told] = {}
    for fact in FACTS[section.document, section.key](desk):
        lead = paragraph(section.document, desk.language, section.key, fact.kind)[1]
        if fact.name not in found:
            said = render(lead, fact.values, fact.kind) if lead else ""
            found[fact.name] = Told(fact.group, said)
    return found


def _groups(section: Section, told: dict[str, Told]) -> dict[str, list[Paragraph]]:
    """Paragraphs by subheading; one whose subject is gone stays with the one before it."""
    found: dict[str, list[Paragraph]] = {}
    group = ""
    for one in section.paragraphs:
        if one.status == SET_ASIDE:
            continue
        if one.key in told:
            group = told[one.key].group
        found.setdefault(group, []).append(one)
    return found


def _names(desk: Layout, section: Section) -> dict[str, str]:
    """The subheadings of the section in their order."""
    try:
        plan = next((p for p in outline(section.document) if p.key == section.key), None)
    except LookupError:
        plan = None
    if plan is None:
        return {}
    names = section_texts(section.document, desk.language, section.key).groups
    return {group: names.get(group, "") for group in plan.groups}


def _group(
    desk: Layout, section: Section, group: str, paragraphs: Sequence[Paragraph],
    told: dict[str, Told],
) -> Iterator[b.Block]:  # fmt: skip
    kept = [p for p in paragraphs if not _in_table(section, group, p)]
    for one in kept:
        # An edition is told of at its beginning, not under each heading.
        if one.touched or one.text != desk.text("nothing_here"):
            yield from _paragraph(desk, one, told.get(one.key))
    where = (section.key, group)
    at_end = section.document == "strategy" and section.key in WIDE and where not in IN_PLACE
    if len(paragraphs) > len(kept) and at_end:
        yield _pointer(desk)
    if section.document == "strategy":
        for piece in PIECES.get((section.key, group), ()):
            yield from piece(desk)


def _pointer(desk: Layout) -> b.Text:
    """That the rest stands in the tables at the end of the section."""
    return b.Text(desk.say("in_table"), style="note")


def _paragraph(desk: Layout, one: Paragraph, told: Told | None) -> Iterator[b.Block]:
    """A paragraph; the draft in its place, where a person wrote in another language.

    Languages are never mixed silently: that there is a person's text is said, and a text
    whose subject is gone, so that nothing can be drafted, is set apart as what it is.
    """
    lead = told.lead if told else ""
    if not one.touched or one.language in ("", desk.language):
        yield text(one, lead)
        return
    language = desk.text(f"language.{one.language}")
    if told and one.offered:
        fresh = one.model_copy(update={"text": one.offered, "status": "draft", "offered": ""})
        yield text(fresh, lead)
        yield b.Text(desk.text(f"other_language.{one.status}", language=language), style="note")
    else:
        yield replace(text(one), style="quote")
        yield b.Text(desk.text("other_language.alone", language=language), style="note")


def _in_table(section: Section, group: str, paragraph: Paragraph) -> bool:
    """Whether an untouched paragraph says no more than a line of the section's table."""
    if paragraph.touched or paragraph.question:
        return False
    if section.document == SHEET:
        return paragraph.key.startswith(ON_SHEET.get(section.key, "\0"))
    if section.document != "strategy":
        return False
    return paragraph.key.startswith(IN_TABLES.get((section.key, group), ("\0",)))


def text(paragraph: Paragraph, lead: str = "") -> b.Text:
    """A paragraph with its status for all to see."""
    status: b.Status = "draft"
    if paragraph.status in ("edited", "accepted"):
        status = "edited" if paragraph.status == "edited" else "accepted"
    elif paragraph.question:
        status = "question"
    elif paragraph.generic:
        status = "generic"
    style: b.Look = "question" if paragraph.question and not paragraph.touched else "body"
    said, lead = _begun(paragraph.text, lead)
    return b.Text(said, paragraph.evidence, status, style, lead)


def _begun(said: str, lead: str) -> tuple[str, str]:
    """The text and its bold beginning, which takes the colon along or ends with a stop."""
    if not lead:
        return said, lead
    rest = _once(said, lead)
    if said.startswith(lead):
        colon = re.match(r"\s?:", said[len(lead) :])
        if colon:
            return said[len(lead) + colon.end() :].lstrip(), lead + colon.group()
        return rest, lead
    return rest, lead if lead[-1:] in _STOPS else f"{lead}."


def _once(said: str, lead: str) -> str:
    """The text without its bold beginning, where it begins with it or quotes it at once."""
    at = said.find(lead, 0, len(lead) + _NEAR) if lead else -1
    rest = said[at + len(lead) :] if at >= 0 else ""
    if at == 0:
        return rest.lstrip(" ")
    # “For “Title”: what is said” and “At Place, what is said”.
    if rest[:1] in ("”", "»", ":", ",") or rest[:2] in (" »", " :", "\u00a0»", "\u00a0:"):
        rest = rest.lstrip("”»:,\u00a0 ")
        return rest[:1].upper() + rest[1:]
    return said


def flowing(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """The blocks without a second new page where a turn of the paper has just begun one."""
    before: b.Block | None = None
    for block in blocks:
        if isinstance(before, b.Break):
            if isinstance(block, b.Break):
                before = block
                continue
            if isinstance(block, b.Heading) and block.level == 1:
                block = b.Heading(block.text, 1, block.anchor, new_page=False)
            yield before
        if not isinstance(block, b.Break):
            yield block
        before = block
