"""Closures along a calendar: month by month, the order that keeps the worst highest, what stays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.results import Assessment
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if.closing_times import falls_out
from pocplanner.analysis.what_if.closures import Low, Month, Order, calendar, closing, order
from pocplanner.analysis.what_if.differences import PlaceChange, compare
from pocplanner.analysis.what_if.joined_telling import reading_text
from pocplanner.analysis.what_if.lay import lay
from pocplanner.analysis.what_if.residual import Card, card
from pocplanner.analysis.what_if.telling import condition_text
from pocplanner.commands.assessment import assess
from pocplanner.model.places import Post
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work
from pocplanner.words import Words

#: Cards of so many places at most: those that lose most.
_CARDS = 8
#: So many places are told with what they lose.
_LINES = 12


@dataclass(frozen=True)
class Closing:
    """The calendar, the order, what is lost where with all of them closed, and what stays there.

    `lost` holds the places and conditions, those that fall out of their warning time first.
    """

    as_of: date
    months: tuple[Month, ...]
    order: Order
    cards: tuple[Card, ...]
    lost: tuple[PlaceChange, ...] = ()


def closings(
    snapshot: Snapshot,
    post_ids: Sequence[str] = (),
    months: int = 12,
    floor: int = 50,
    as_of: date | None = None,
    today: date | None = None,
    assessment: Assessment | None = None,
) -> Work[Closing]:
    """Follow closures; without posts named, those that have a closing date. Nothing is kept."""
    if assessment is None:
        assessment = yield from assess(snapshot, as_of, today)
    day = assessment.as_of
    ids = tuple(post_ids) or closing(snapshot, day)
    sequence = yield from order(snapshot, assessment, ids, floor)
    found = yield from calendar(snapshot, day, months)
    shut = [ProposedChange(kind="close_post", post_id=id) for id in ids]
    laid = yield from lay(snapshot, shut, day)
    after = yield from assess(laid.after, day, today)
    lost = sorted(compare(assessment, after).lost, key=lambda c: not falls_out(c))
    places = tuple(dict.fromkeys(c.place_id for c in lost))[:_CARDS]
    return Closing(
        day, found, sequence, tuple(card(snapshot, place) for place in places), tuple(lost)
    )


def closing_lines(words: Words, snapshot: Snapshot, found: Closing) -> Iterator[str]:
    """The whole answer, line by line; one without text parts the parts."""
    teller = Teller(words, snapshot)
    yield words.text("closures.head", as_of=teller.day(found.as_of))
    for month in found.months:
        yield _month_line(teller, month)
    yield ""
    yield words.text("closures.order_head")
    yield from _order_lines(teller, found.order)
    if found.lost:
        yield ""
        yield words.text("closures.lost_head")
        yield from _lost_lines(teller, found.lost)
    for one in found.cards:
        yield ""
        yield from card_lines(teller, one)
    yield ""
    yield words.text("what_if.decides")


def _month_line(teller: Teller, month: Month) -> str:
    words = teller.words
    closes = ""
    if month.closed:
        posts = teller.several([teller.name(i) for i in month.closed])
        closes = words.text("closures.closes", posts=posts) + " "
    facts = {
        "month": words.text("closures.day", year=month.day.year, month=f"{month.day.month:02}"),
        "season": words.term("season_kind", month.season)
        if month.season
        else words.text("closures.any_season"),
        "standing": month.standing,
        "closes": closes,
    }
    low = month.lowest
    line = words.text("closures.month_unknown" if low is None else "closures.month",
                      **facts, **(_low(teller, low) if low else {}))  # fmt: skip
    line += " " + words.text("closures.unhelped", count=len(month.unhelped), silent=month.silent)
    if month.uncovered is not None:
        hours = f"{month.uncovered:,}".replace(",", words.text("analysis.thousands"))
        line += " " + words.text("closures.hours", hours=hours)
    return line


def _low(teller: Teller, low: Low) -> dict[str, str]:
    words = teller.words
    return {
        "place": teller.name(low.place_id),
        "condition": condition_text(words, low.light, low.season),
        "chance": words.text("closures.chance", percent=low.percent),
    }


def _order_lines(teller: Teller, found: Order) -> Iterator[str]:
    words = teller.words
    for number, step in enumerate(found.steps, 1):
        low = step.lowest
        facts = _low(teller, low) if low else {}
        key = "closures.step" if low else "closures.step_unknown"
        yield words.text(key, number=number, post=teller.name(step.post_id), **facts)
        post = teller.snapshot.one(Post, step.post_id)
        heir = post.heir if post is not None else ""
        yield "   " + words.text("closures.heir" if heir else "closures.no_heir", heir=heir)
    if found.below:
        places = dict.fromkeys(teller.name(x.place_id) for x in found.below)
        yield words.text("closures.below_before", floor=found.floor, count=len(places),
                         places=teller.several([*places][:8]))  # fmt: skip
    binds = found.binds
    if binds is None:
        yield words.text("closures.holds", floor=found.floor)
    elif binds.binding is not None:
        yield words.text("closures.binds", post=teller.name(binds.post_id), floor=found.floor,
                         **_low(teller, binds.binding))  # fmt: skip


def _lost_lines(teller: Teller, lost: Sequence[PlaceChange]) -> Iterator[str]:
    """Each place under the condition in which it falls out of its time, else loses most."""
    words = teller.words
    worst: dict[str, PlaceChange] = {}
    for change in lost:
        worst.setdefault(change.place_id, change)
    for change in [*worst.values()][:_LINES]:
        facts = {
            "place": teller.name(change.place_id),
            "condition": condition_text(words, change.light, change.season),
            "before": reading_text(words, change.before),
            "after": reading_text(words, change.after),
        }
        yield words.text("closures.lost_out" if falls_out(change) else "closures.lost", **facts)
    if len(worst) > _LINES:
        yield words.text("what_if.more", count=len(worst) - _LINES)


def card_lines(teller: Teller, one: Card) -> Iterator[str]:
    """A residual-protection card: local means only."""
    words = teller.words

    def named(ids: Sequence[str]) -> str:
        return teller.several([teller.name(i) for i in ids][:6])

    yield words.text("closures.card_head", place=teller.name(one.place_id))
    for survives in ("yes", "partly", "no", "unknown"):
        if survives in one.coping:
            said = words.term("yes_no", survives)
            yield "  " + words.text("closures.card_own", coping=named(one.coping[survives]),
                                    survives=said)  # fmt: skip
    if not one.asked:
        yield "  " + words.text("closures.card_none_own")
    key = "closures.card_mechanisms" if one.own else "closures.card_none_mechanisms"
    yield "  " + words.text(key, mechanisms=named(one.own))
    if one.hanging:
        yield "  " + words.text("closures.card_hangs", mechanisms=named(one.hanging))
    key = "closures.card_protectors" if one.protectors else "closures.card_none_protectors"
    yield "  " + words.text(key, protectors=teller.several(list(one.protectors)))
