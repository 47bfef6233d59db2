"""Risk-hours in words, for window, terminal and papers alike."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pocplanner.analysis.exposure.hours_told import number, purpose, stretches

if TYPE_CHECKING:
    from pocplanner.analysis.exposure.figures import Covered, Hours, PlaceHours
    from pocplanner.analysis.exposure.plan import Plan, Proposed
    from pocplanner.analysis.telling import Teller
    from pocplanner.words import Words

_SEXES = ("female", "male", "not_stated")


def guesses(words: "Words", found: Iterable[str]) -> str:
    """What of it nobody told or measured, named."""
    return words.parted(words.text(f"exposure.guess.{g}") for g in sorted(found))


def by_sex(words: "Words", found: Mapping[str, "Hours"]) -> str:
    """Uncovered of all person-hours, women and men apart; the rows sum to the whole."""
    return words.parted(
        words.text(
            f"exposure.sex.{sex}",
            uncovered=number(words, found[sex].uncovered),
            total=number(words, found[sex].total),
        )
        for sex in _SEXES
        if sex in found
    )


def headline(teller: "Teller", one: "PlaceHours") -> str:
    """The first sentence on a place in a season: a figure, or words where there is none."""
    words = teller.words
    facts = {
        "place": teller.name(one.place_id),
        "season": words.term("season_kind", one.season).lower(),
    }
    if one.hours is None:
        return words.text("exposure.head_words", **facts)
    key = "exposure.head_least" if one.unknown else "exposure.head"
    return words.text(
        key,
        uncovered=number(words, one.hours.uncovered),
        total=number(words, one.hours.total),
        **facts,
    )


def place_lines(teller: "Teller", one: "PlaceHours", *, full: bool = True) -> Iterator[str]:
    """What is to be said of a place in a season, sentence by sentence; not `full` the chief."""
    words = teller.words
    yield headline(teller, one)
    if one.hours is not None:
        if one.hours.not_judged:
            yield words.text("exposure.not_judged", count=number(words, one.hours.not_judged))
        for home, key in ((False, "exposure.on_ways"), (True, "exposure.by_night")):
            whole, table = one.part(home)
            if whole is not None and whole.total:
                yield words.text(key, text=by_sex(words, table))
    for task in one.tasks[: 6 if full else 1]:
        yield task_line(teller, task)
    uncounted = [t for t in one.unknown if any(c.people is None for c in t.task.cells)]
    guessed = [t for t in one.unknown if t not in uncounted]
    for key, found in (("unknown", uncounted), ("all_guessed", guessed)):
        if found:
            named = ", ".join(purpose(words, t.task.purpose).lower() for t in found)
            yield words.text(f"exposure.{key}", names=named)
    quiet = sum(t.quiet for t in one.tasks)
    if quiet and full:
        yield words.text("exposure.quiet", count=number(words, quiet))
    if one.guesses:
        yield words.text("exposure.guessed", names=guesses(words, one.guesses))


def task_line(teller: "Teller", one: "Covered") -> str:
    """One way, or the nights: the hours in which nobody covers it for sure, and why."""
    from pocplanner.analysis.exposure.week import told_spans

    words = teller.words
    what = purpose(words, one.task.purpose)
    bare = told_spans(one.bare, 2)
    if not bare:
        return words.text("exposure.task_covered", what=what)
    why = words.parted(words.text(f"exposure.reason.{r}") for r in sorted(one.reasons))
    key = "exposure.task_why" if why else "exposure.task"
    return words.text(key, what=what, hours=stretches(words, bare), why=why)


def proposal(teller: "Teller", one: "Proposed") -> str:
    """A proposed patrol in a sentence."""
    words = teller.words
    facts = {
        "kind": words.text(f"exposure.kind.{one.kind}"),
        "place": teller.name(one.place_id),
        "unit": teller.name(one.unit_id),
        "hours": stretches(words, [(one.weekdays, one.from_hour, one.to_hour)]),
    }
    key = "exposure.proposal_words"
    if one.person_hours is not None:
        facts["count"] = number(words, one.person_hours)
        key = "exposure.proposal"
    return words.text(key, **facts)


def remarks(teller: "Teller", one: "Proposed") -> Iterator[str]:
    """What to know before a proposed patrol is taken on."""
    words = teller.words
    if one.quality < 2:
        yield words.text("exposure.remark.not_judged")
    if one.by_women and one.no_women:
        yield words.text("exposure.remark.no_women")
    elif one.by_women:
        yield words.text("exposure.remark.by_women")
    if one.losses:
        yield words.text("exposure.remark.losses", count=len(one.losses))


def worth(words: "Words", one: "Plan") -> str:
    """How good a plan is: the best there is, or how far it may be from that."""
    if not one.patrols:
        return words.text("exposure.plan_none")
    if one.exact:
        return words.text("exposure.plan_best", count=len(one.patrols))
    # Told against this plan: of the bound it would sound like less.
    gap = max(round(100 * (one.bound / one.worth - 1)), 1) if one.worth > 0 else 100
    from pocplanner.analysis.exposure.solving import SECONDS

    facts = {"gap": gap, "seconds": round(SECONDS)}
    return words.text("exposure.plan_gap", count=len(one.patrols), **facts)
