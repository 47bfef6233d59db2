"""The table of section 15: time and alert at each place with a base that closes, and without it."""

from collections.abc import Iterator

from pocplanner.analysis.what_if.closing_times import closing_times, evidence
from pocplanner.report import blocks as b
from pocplanner.report.draft.closing_facts import heard_text, ordered, out_text, side
from pocplanner.report.draft.grammar import cap
from pocplanner.report.outline_desk import Column, Layout, Line

_COLUMNS = (
    Column("place", 1.3), Column("condition", 1.3), Column("with_post", 1.6),
    Column("without_post", 1.6), Column("warning_left", 1.1), Column("heard_then", 2.2),
)  # fmt: skip
#: So many places of a post are told; the others are counted.
_ROWS = 8


def recomputed(desk: Layout) -> Iterator[b.Block]:
    """A table for each post with a closing date at which some place loses."""
    for one in closing_times(desk.snapshot, desk.assessment):
        places = ordered(one)
        lines = []
        for place in places[:_ROWS]:
            change = one.worst(place)
            lines.append(
                Line(
                    (
                        desk.name(place),
                        cap(desk.text(f"condition.{change.light}_{change.season}")),
                        cap(side(desk, change.before)), cap(side(desk, change.after)),
                        cap(out_text(desk, change)), cap(heard_text(desk, change)),
                    ),
                    evidence(desk.snapshot, change),
                )
            )  # fmt: skip
        if lines:
            title = desk.say("closing_title", post=desk.name(one.post_id))
            left = len(places) - len(lines)
            more = desk.words.text("what_if.more", count=left) if left else ""
            note = " ".join(filter(None, (more, desk.say("closing_note"))))
            yield from desk.table(_COLUMNS, lines, title, note)
