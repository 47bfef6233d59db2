"""The handover booklet of a place, on its page: every open promise, who knows whom, what hurt."""

from collections.abc import Iterator

from pocplanner.analysis.engagement.booklet import booklet
from pocplanner.analysis.engagement.booklet_text import booklet_parts
from pocplanner.analysis.telling import Teller
from pocplanner.report import blocks as b
from pocplanner.report.draft.engagement_facts import figures
from pocplanner.report.outline_desk import Layout

#: Lines of a part that a page holds; open promises are always told, all of them.
_LINES = 6


def handover(desk: Layout, place: str) -> Iterator[b.Block]:
    """What a newcomer must know of a place; nothing for readers from outside."""
    if not desk.inside:
        return
    found = booklet(desk.snapshot, place, desk.as_of, figures(desk))
    if found.empty:
        return
    # Coping, initiatives and mechanisms stand on the card already.
    shown = {"promises", "requests", "untold", "untold_alerts", "relations", "rotations", "harm"}
    titles = {desk.words.text(f"people.booklet.{key}"): key for key in shown}
    texts = []
    for head, lines, refs in booklet_parts(Teller(desk.words, desk.snapshot), found, desk.as_of):
        key = titles.get(head)
        if key is None or (key == "promises" and not found.open_promises and not desk.whole):
            continue
        if key == "rotations" and not desk.sees_force:
            continue
        told = lines if key == "promises" else lines[:_LINES]
        left = len(lines) - len(told)
        if left:
            told = [*told, desk.words.text("people.booklet.more", n=left)]
        said = " ".join(t if t.endswith((".", "…", "!", "?")) else f"{t}." for t in told)
        texts.append(
            b.Text(said, evidence=refs[:20], lead=desk.words.text("people.booklet.lead", head=head))
        )
    if texts:
        title = desk.words.text("people.booklet.title", place=desk.name(place))
        yield b.Heading(title, 3)
        yield from texts
