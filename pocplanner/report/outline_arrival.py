"""The computed road and the chance of help, beside the times that persons entered."""

from collections.abc import Iterator

from pocplanner.report import blocks as b
from pocplanner.report.draft.arrival_facts import (
    chance_words,
    chosen,
    costliest,
    road_words,
    state_words,
)
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.outline_desk import Column, Layout, Line

_COMPUTED = (
    Column("place", 1.25), Column("condition", 1.4), Column("computed_road", 3.3),
    Column("arrives_before", 1.2), Column("sufficient", 1.3), Column("costs_most", 1.0),
)  # fmt: skip


def computed(desk: Layout) -> Iterator[b.Block]:
    """Each ranked place under the condition of its entered gap, else under its hardest."""
    lines = []
    for place in (*desk.must_places, *desk.should_places):
        one = chosen(desk, place, desk.gap_at(place))
        if one is None:
            continue
        link = costliest(desk, one)
        lines.append(
            Line(
                (
                    desk.name(place), cap(desk.text(f"condition.{one.light}_{one.season}")),
                    cap(road_words(desk, one)), chance_words(desk, one), state_words(desk, one),
                    cap(link),
                ),
                ids(place, one.timing_id),
            )
        )  # fmt: skip
    if lines:
        yield from desk.table(
            _COMPUTED, lines, desk.say("computed_title"), desk.say("computed_note")
        )
