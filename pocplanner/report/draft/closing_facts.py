"""What closing a base does to time and alert at each place, recomputed, with its records."""

from collections.abc import Iterator

from pocplanner.analysis.mesh.sentences import who
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if.closing_times import Closed, closing_times, evidence, falls_out
from pocplanner.analysis.what_if.differences import PlaceChange
from pocplanner.analysis.what_if.joined_telling import pair_text
from pocplanner.analysis.what_if.reading import Reading
from pocplanner.analysis.what_if.telling import gap_text
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids

#: So many places are told in a paragraph; the table of the paper has more.
_TOLD = 4


def recomputed(desk: Desk) -> Iterator[Fact]:
    """One paragraph for each post with a closing date; nothing where no time is computed."""
    for one in closing_times(desk.snapshot, desk.assessment):
        values = {"post": desk.name(one.post_id), "past": one.past}
        if not one.places:
            key = f"closure_none:{one.post_id}"
            yield Fact("closure_none", values, (one.post_id,), key, "closures")
            continue
        places = ordered(one)
        told = [one.worst(place) for place in places[:_TOLD]]
        values |= {
            "outside": desk.names(one.outside),
            "fall": len(one.outside),
            "lines": desk.series((line(desk, change) for change in told), _TOLD),
            "more": desk.number(len(places) - len(told)) if len(places) > len(told) else "",
        }
        rests = ids(one.post_id, *(evidence(desk.snapshot, change) for change in told))
        yield Fact("closure_times", values, rests, f"closure_times:{one.post_id}", "closures")


def ordered(one: Closed) -> tuple[str, ...]:
    """The places that lose: those that fall out of their warning time first."""
    return tuple(dict.fromkeys((*one.outside, *one.place_ids)))


def line(desk: Desk, change: PlaceChange) -> str:
    """A place under one condition: with the post and without it, and who is heard less often."""
    said = [
        desk.text(
            "closing.line",
            place=desk.name(change.place_id),
            condition=desk.text(f"condition.{change.light}_{change.season}"),
            before=side(desk, change.before),
            after=side(desk, change.after),
        )
    ]
    heard = heard_text(desk, change)
    return ", ".join((*said, heard)) if heard else said[0]


def side(desk: Desk, one: Reading) -> str:
    """Time to spare or too late as entered or carried over, else when somebody is there."""
    if one.gap is not None:
        said = gap_text(desk.words, one.gap.likely)
    elif one.arrives is not None:
        said = desk.text("closing.there", minutes=desk.minutes(one.arrives.likely))
    else:
        return desk.text("closing.nobody")
    if one.post_id and desk.snapshot.get(one.post_id) is not None:
        return desk.text("closing.from", said=said, post=desk.name(one.post_id))
    return said


def heard_text(desk: Desk, change: PlaceChange) -> str:
    """Alert and help together, of everybody else of those who lose most; empty where it stays."""
    teller = Teller(desk.words, desk.snapshot)
    for pair in change.heard:
        said = pair_text(teller, pair) if pair.points < 0 else ""
        if said:
            return desk.text("closing.heard", who=teller.text(who(pair.subject)), said=said)
    for pair in change.heard:
        if pair.after is not None and pair.after.state == "none":
            return desk.text("closing.silent", who=teller.text(who(pair.subject)))
    return ""


def out_text(desk: Desk, change: PlaceChange) -> str:
    """That help is no longer likely there inside the warning; empty where it is, or never was."""
    return desk.text("closing.out") if falls_out(change) else ""


__all__ = ["heard_text", "line", "ordered", "out_text", "recomputed", "side"]
