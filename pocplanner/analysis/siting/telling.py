"""Say which sites were found: whom each reaches more, how sure it is, what is left."""

from collections.abc import Iterator

from pocplanner.analysis.arrival.telling import clock
from pocplanner.analysis.siting.sites import Best, Reached, Sites
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if.telling import condition_text
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words


def site_lines(words: Words, snapshot: Snapshot, found: Sites, most: int) -> Iterator[str]:
    """The whole answer as lines; of each site at most so many places."""
    teller = Teller(words, snapshot)
    people = sum(number_of(found).values())
    yield words.text(
        "siting.head" if found.counted else "siting.head_uncounted",
        count=len(found.best),
        candidates=found.candidates,
        people=f"{people:,.0f}".replace(",", words.text("analysis.thousands")),
        places=found.treated.places,
    )
    if found.later and found.best:
        yield late_line(words, found)
    for number, best in enumerate(found.best, 1):
        yield site_line(words, found, best, number)
        if best.near_post_id:
            yield "   " + near_line(teller, best)
        for one in best.reached[:most]:
            yield reached_line(teller, one, found.counted)
        if len(best.reached) > most:
            yield "   " + words.text("what_if.more", count=len(best.reached) - most)
    if not found.best and found.candidates:
        yield words.text("siting.none")
    yield from closing_lines(words, found)
    yield from (teller.text(said) for said in found.remarks)


def number_of(found: Sites) -> dict[str, float]:
    """People by place, of all threatened places."""
    return dict(found.people)


def late_line(words: Words, found: Sites) -> str:
    """That no site helps in time, and by what the sites are ranked instead."""
    return words.text("siting.late", minutes=clock(words, found.later))


def site_line(words: Words, found: Sites, best: Best, number: int) -> str:
    """A site in one line."""
    at = best.site.position
    if not found.counted:
        facts = {"lon": f"{at.lon:.3f}", "lat": f"{at.lat:.3f}", "places": len(best.reached)}
        return words.text("siting.line_uncounted", number=number, name=best.site.name, **facts)
    left = found.total - found.standing
    return words.text(
        "siting.line_late" if found.later else "siting.line",
        number=number,
        name=best.site.name,
        lon=f"{at.lon:.3f}",
        lat=f"{at.lat:.3f}",
        people=f"{best.people:,.0f}".replace(",", words.text("analysis.thousands")),
        share=round(100 * best.adds / left) if left > 0 else 0,
    )


def near_line(teller: Teller, best: Best) -> str:
    """That a post stands near already: what holds it back comes first."""
    name, km = teller.name(best.near_post_id), f"{best.near_km:.0f}"
    return teller.words.text("siting.near", post=name, km=km)


def reached_line(teller: Teller, one: Reached, any_counted: bool = True) -> str:
    """A place that a site reaches, under which conditions; no figure where nobody counted."""
    words = teller.words
    guess = "siting.reached_guess" if any_counted else "siting.reached_uncounted"
    return words.text(
        "siting.reached" if one.counted else guess,
        place=teller.name(one.place_id),
        people=f"{one.people:,.0f}".replace(",", words.text("analysis.thousands")),
        conditions=words.parted(condition_text(words, *pair) for pair in one.conditions),
    )


def closing_lines(words: Words, found: Sites) -> Iterator[str]:
    """What stands reached, what could be at all, and how sure the choice is."""
    if found.total <= 0 or not found.candidates:
        return
    left = found.total - found.standing
    if found.counted:
        yield words.text(
            "siting.standing_late" if found.later else "siting.standing",
            share=round(100 * found.standing / found.total),
            after=round(100 * (found.standing + found.added) / found.total),
        )
    if left > 0 and found.counted:
        key = "siting.within_late" if found.later else "siting.within"
        yield words.text(key, share=round(100 * found.within / left))
    if found.best:
        if found.exact:
            yield words.text("siting.exact")
        else:
            yield words.text("siting.gap", gap=f"{100 * found.gap:.1f}")
