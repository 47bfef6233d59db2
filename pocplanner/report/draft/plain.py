"""Sections as plain text: for the terminal, and to compare drafts by."""

import textwrap
from collections.abc import Iterable, Iterator

from pocplanner.model.strategy import SET_ASIDE, Section
from pocplanner.report.draft.templates import outline, section_texts
from pocplanner.words import Words

WIDTH = 92


def plain(sections: Iterable[Section], language: str, references: bool = False) -> str:
    """The sections with their titles, each paragraph marked as what it is.

    With `references` also by what a command names it.
    """
    words = Words(language)
    lines = [line for section in sections for line in _section(section, words, references)]
    return "\n".join(lines) + "\n"


def _section(section: Section, words: Words, references: bool) -> Iterator[str]:
    title = section_title(section, words.language)
    yield f"{section.number}. {title}" if section.number else title
    yield "=" * WIDTH
    yield ""
    for paragraph in section.paragraphs:
        state = "question" if paragraph.question else "generic" if paragraph.generic else ""
        decided = paragraph.touched or paragraph.status == SET_ASIDE
        marks = [words.text(f"report.status.{paragraph.status}")] if decided else []
        marks += [words.text(f"report.status.{state}")] if state else []
        mark = f"[{', '.join(marks)}] " if marks else ""
        if references:
            yield f"{section.id}/{paragraph.key}"
        yield textwrap.fill(mark + paragraph.text, WIDTH, break_long_words=False)
        if paragraph.offered:
            offered = words.text("draft.offered", text=paragraph.offered)
            yield textwrap.indent(textwrap.fill(offered, WIDTH - 4), "    ")
        yield ""


def section_title(section: Section, language: str) -> str:
    """The title of a section: from its document's texts, else its key in words."""
    try:
        known = {p.key for p in outline(section.document)}
    except LookupError:
        known = set()
    if section.key in known:
        return section_texts(section.document, language, section.key).title
    return Words(language).text(f"{section.document}.section.{section.key}")
