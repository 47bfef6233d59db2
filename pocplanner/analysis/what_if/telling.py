"""Say what a proposal changes and what follows: each number beside what it was."""

from collections.abc import Iterator
from typing import Any

from pocplanner.analysis.arrival.telling import clock
from pocplanner.analysis.mesh.inputs import CAUSES, cause_kind
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if.differences import (
    Comparison,
    HoursChange,
    PlaceChange,
    RatingChange,
    Reading,
)
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words


def change_text(words: Words, snapshot: Snapshot, change: ProposedChange) -> str:
    """One change in a few words: "Loundre base moved to 13.2000° S, 16.6000° W"."""
    ids = (change.post_id, change.unit_id, change.route_id, change.obstacle_id, change.patrol_id)
    at = change.position
    what = next((snapshot.name(i) for i in ids[1:] if i), "") or snapshot.name(change.post_id)
    ready = f"{change.ready.likely:g}" if change.ready is not None else ""
    base = snapshot.name(change.post_id) or change.name
    return words.text(
        f"what_if.change.{change.kind}",
        what=what or change.name,
        name=change.name,
        base=base or words.text("what_if.no_base"),
        lon=f"{at.lon:.3f}" if at else "",
        lat=f"{at.lat:.3f}" if at else "",
        on=words.text("what_if.from_day", on=change.on.isoformat()) if change.on else "",
        caveat=words.term("caveat", change.caveat) if change.caveat else "",
        minutes=ready,
        cause=cause_text(words, change.cause) if change.cause else "",
        hours=f"{change.from_hour:02}:00–{change.to_hour:02}:00"
        if change.from_hour is not None and change.to_hour is not None
        else "",
    ).strip()


def cause_text(words: Words, tag: str) -> str:
    """A shared cause by its name ("the mast of Kemba"); another kind of tag as it is written."""
    kind, _, name = tag.partition(":")
    known = name.strip() and cause_kind(tag) in CAUSES
    stem, called = (kind.strip().casefold(), name) if known else ("other", tag)
    return str(words.text(f"mesh.cause.{stem}", called=called.strip()))


def reading_text(words: Words, one: Reading) -> str:
    """Time at a place in a few words: chance, arrival, gap."""
    parts = []
    if one.state == "nobody":
        parts.append(words.text("what_if.nobody"))
    elif one.before_attack is not None:
        parts.append(words.text("what_if.chance", percent=one.before_attack))
    if one.arrives is not None:
        parts.append(words.text("what_if.there_after", minutes=clock(words, one.arrives.likely)))
    if one.gap is not None:
        parts.append(gap_text(words, one.gap.likely))
    return ", ".join(parts) or words.text("analysis.unknown")


def gap_text(words: Words, minutes: float) -> str:
    """Minutes too late, or to spare."""
    key = "what_if.late" if minutes > 0 else "what_if.spare"
    return words.text(key, minutes=clock(words, abs(minutes)))


def condition_text(words: Words, light: str, season: str) -> str:
    """A condition: "by night, wet season"."""
    return words.text(f"what_if.at.{light}_{season}")


def place_line(teller: Teller, change: PlaceChange) -> str:
    """A place under one condition: what it was and what it would be."""
    words = teller.words
    return words.text(
        "what_if.line",
        place=teller.name(change.place_id),
        condition=condition_text(words, change.light, change.season),
        before=reading_text(words, change.before),
        after=reading_text(words, change.after),
    )


def rating_line(teller: Teller, change: RatingChange) -> str:
    """A threat whose rating differs: band and priority, and the steps that moved."""
    words = teller.words

    def told(rated: object) -> str:
        band = getattr(rated, "band", "")
        priority = getattr(rated, "priority", "")
        name = words.term("band", band) if band else words.text("what_if.not_rated")
        return f"{name}, {words.text(f'report.mark.{priority}')}" if priority else name

    threat = teller.name(change.threat_id)
    said = words.text(
        "what_if.rating",
        threat=threat,
        before=told(change.before) if change.before else words.text("what_if.not_there"),
        after=told(change.after) if change.after else words.text("what_if.not_there"),
    )
    steps = [
        words.text(
            "what_if.step",
            step=words.text(f"analysis.step.{name}"),
            before=a or "?",
            after=b or "?",
        )
        for name, a, b in change.steps
    ]
    return said + (f" ({', '.join(steps)})" if steps else "")


def summary(teller: Teller, found: Comparison, more: bool = False) -> Iterator[str]:
    """What follows in a few lines: who gains, who loses, must places without help.

    `more` says that something differs that is not part of the comparison, such as alerts.
    """
    words = teller.words
    if found.nothing:
        yield words.text("what_if.no_time_difference" if more else "what_if.no_difference")
        return
    for direction in ("gains", "loses"):
        ids = found.place_ids(direction)
        if ids:
            yield words.plural(
                f"what_if.{direction}",
                len(ids),
                places=teller.several([*map(teller.name, ids)][:8]),
            )
    for direction in ("gains", "loses"):
        ids = found.heard_ids(direction)
        if ids:
            yield words.plural(
                f"what_if.heard_{direction}",
                len(ids),
                places=teller.several([*map(teller.name, ids)][:8]),
            )
    yield words.text(
        "what_if.unhelped", before=len(found.unhelped_before), after=len(found.unhelped_after)
    )
    yield words.text(
        "what_if.late_places", before=len(found.late_before), after=len(found.late_after)
    )
    for one in found.unhelped_after:
        if one not in found.unhelped_before:
            yield words.text("what_if.now_unhelped", place=teller.name(one))


def health_line(teller: Teller, before: object, after: object) -> str:
    """A mechanism whose health differs."""
    words = teller.words

    def told(health: object) -> str:
        value = getattr(health, "value", None)
        most = getattr(health, "at_most", None)
        if value is not None:
            return str(value)
        return words.text("what_if.at_most", value=most) if most is not None else "?"

    id = getattr(before, "mechanism_id", "") or getattr(after, "mechanism_id", "")
    return words.text(
        "what_if.health", mechanism=teller.name(id), before=told(before), after=told(after)
    )


def cell_name(words: Words, name: str) -> str:
    """What a cell of the field matrix is called."""
    own = f"what_if.row.{name}"
    return words.text(own if words.has(own) else f"outline.row.{name}")


def alert_line(teller: Teller, before: Any, after: Any) -> str:
    """How likely an alert of some people gets out (`analysis.mesh.result.Reach`), and would."""
    from pocplanner.analysis.mesh.sentences import chance_said, condition, who

    at = before.worst if before.chances else 0
    parts = {
        "who": teller.text(who(before.subject, True)),
        "condition": teller.text(condition(at)),
        "before": teller.text(chance_said(before, at)),
        "after": teller.text(chance_said(after, at)),
    }
    return teller.words.text("what_if.alert", **parts)


def hours_line(teller: Teller, change: HoursChange) -> str:
    """Person-hours in a week that nobody covers, of all and of women and girls."""
    words = teller.words

    def number(count: int | None) -> str:
        if count is None:
            return words.text("analysis.unknown")
        return f"{count:,}".replace(",", words.text("analysis.thousands"))

    facts = {
        "place": teller.name(change.place_id),
        "season": words.term("season_kind", change.season),
        "before": number(change.before),
        "after": number(change.after),
        "women_before": number(change.women_before),
        "women_after": number(change.women_after),
    }
    known = change.women_before is not None and change.women_after is not None
    return words.text("what_if.hours_women" if known else "what_if.hours", **facts)
