"""Section 13: what is said to whom, the limits included."""

from collections.abc import Iterator

from pocplanner.model.strategy import Message
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.log_facts import owed

#: Readers that a strategy owes a message to.
OWED = (
    "communities", "women", "displaced", "armed_groups", "host_state", "state_forces",
    "humanitarians", "contributors", "mission_staff",
)  # fmt: skip


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    messages = desk.snapshot.all(Message)
    for message in sorted(messages, key=lambda m: (_order(m.to), m.id)):
        values = {
            "to": desk.phrase("message_audience", message.to),
            "text": message.text,
            "limits": message.limits,
            "channel": message.channel,
            "language": message.language,
            "whole": desk.whole,
        }
        yield Fact("message", values, ids(message.id), f"message:{message.id}", "messages")
    missing = [to for to in OWED if not any(m.to == to for m in messages)]
    if missing and desk.whole:
        values = {"to": desk.phrases("message_audience", missing), "nothing": not messages}
        yield Fact("missing", values, (), "missing", "messages", True)
    yield from owed(desk)
    yield from _limits(desk)
    yield from _gender(desk)


def _order(to: str) -> int:
    return OWED.index(to) if to in OWED else len(OWED)


def _limits(desk: Desk) -> Iterator[Fact]:
    """What the records oblige the mission to say about itself, place by place."""
    late = [(p, g) for p in desk.must_places if (g := desk.gap_at(p)) and g.verdict == "late"]
    if late and desk.sees_force:
        values = {
            "places": desk.series(
                desk.text(
                    "limit_line",
                    place=desk.name(p),
                    condition=desk.text(f"condition.{g.light}_{g.season}"),
                    response=desk.minutes(g.response.likely) if g.response else "",
                )
                for p, g in late
            )
        }
        evidence = ids((p for p, _ in late), (g.timing_id for _, g in late))
        yield Fact("limits", values, evidence, group="limits")
    bare = [m for m in desk.snapshot.all(Message) if not m.limits]
    if bare and desk.whole:
        values = {"to": desk.phrases("message_audience", ids(m.to for m in bare))}
        yield Fact("no_limits", values, ids(m.id for m in bare), "no_limits", "limits", True)
    closing = [p for p in desk.posts if p.closes_on]
    if closing:
        values = {
            "posts": desk.series(
                desk.text("closing_line", name=p.name, on=desk.day(p.closes_on)) for p in closing
            )
        }
        yield Fact("closing", values, ids(p.id for p in closing), group="limits")


def _gender(desk: Desk) -> Iterator[Fact]:
    messages = desk.snapshot.all(Message)
    women = [m for m in messages if m.to == "women"]
    channels = ids(m.channel for m in messages if m.channel)
    if not desk.whole and not women:
        return
    silent = [c for c in desk.communities if c.phone == "none" and c.id in desk.ranked_places]
    values = {
        "women": bool(women),
        "channels": desk.listed(channels, 4),
        "silent": desk.listed((c.name for c in silent), 5),
    }
    evidence = ids((m.id for m in messages), (c.id for c in silent))
    yield Fact("gender", values, evidence, group="gender", question=not women)
