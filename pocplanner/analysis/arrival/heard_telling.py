"""Sentences on alert and help together, as keys and facts: who is heard, and helped in time."""

from collections.abc import Iterator

from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.arrival.heard import ALERT, Called, Heard
from pocplanner.analysis.mesh.network import Network, Part
from pocplanner.analysis.mesh.result import Guess, Reach
from pocplanner.analysis.mesh.sentences import guess_said, part_said, percent, who
from pocplanner.analysis.results import Said

#: So many guesses are named in a line; the page of the mesh has them all.
_GUESSES = 3


def called_said(network: Network, one: Called) -> Iterator[Said]:
    """What is to be said of a place: everybody first, then women and the weakest, then why.

    Every guess behind the figures is named. Nothing for readers who may not see the mesh.
    """
    if one.state == "held":
        return
    if one.state == "not_known":
        yield Said("heard.not_known")
        return
    for heard in one.told:
        yield from people_said(heard)
    yield from why_said(network, one, None)


def why_said(network: Network, one: Called, most: int | None = _GUESSES) -> Iterator[Said]:
    """What costs most, what ties alert and help together, and what is guessed.

    `most` guesses are named, all where it is None; the last of them is whether parts of the
    people would tell a mechanism at all.
    """
    if one.state != "known":
        return
    whole = one.heard[0]
    cost = costliest_said(whole)
    if cost is not None:
        yield cost
    yield from ties_said(network, one)
    told = [h for h in one.told if h.state != "none"]
    every: dict[Guess, Reach] = {}
    for heard in told:
        for guess in heard.guesses:
            if guess.what != "access":
                every.setdefault(guess, heard.reach)
    named = tuple(guess_said(network, reach, guess) for guess, reach in every.items())
    if any(g.what == "access" for h in told for g in h.guesses):
        named = (*(named if most is None else named[: most - 1]), Said("heard.access"))
        left = len(every) - len(named) + 1
    else:
        named, left = named[:most], len(every) - (most or len(every))
    if named:
        facts: dict[str, object] = {"inputs": named}
        if left > 0:
            facts["count"] = left
        yield Said("heard.guessed_more" if left > 0 else "heard.guessed", facts)


def people_said(one: Heard) -> Iterator[Said]:
    """Whether these people are heard and helped in time, or why no figure stands for it."""
    said = who(one.reach.subject)
    if one.state == "none":
        yield Said("heard.none", {"who": said})
        return
    if one.arrives_onset is None or one.arrives_end is None:
        yield Said("heard.out", {"who": said, "chance": out_said(one)})
        return
    if not one.figure:
        key = "heard.words_chain" if one.reach.measured else "heard.words"
        yield Said(key, {"who": said, "chance": out_said(one)})
        return
    told = False
    for name, onset, end in (
        ("arrives", one.arrives_onset, one.arrives_end),
        ("helps", one.helps_onset, one.helps_end),
    ):
        # Where nothing comes in time at all, an alert more or less changes nothing.
        if onset is not None and end is not None and end.high > 1:
            facts = {"who": said, "onset": chance_said(onset), "end": chance_said(end)}
            yield Said(f"heard.{name}", facts)
            told = True
    if not told:
        yield Said("heard.out", {"who": said, "chance": out_said(one)})


def short_said(one: Called) -> Iterator[Said]:
    """The same in a few words, for a cell of a table or a part of a sentence."""
    if one.state == "held":
        return
    if one.state == "not_known":
        yield Said("heard.short.not_known")
        return
    for heard in one.told:
        whole = heard is one.everybody
        facts: dict[str, object] = {"who": who(heard.reach.subject)}
        if heard.state != "none" and (heard.arrives_end is None or heard.arrives_end.high <= 1):
            facts["chance"] = out_said(heard)
            yield Said(f"heard.short.{'out' if whole else 'words_people'}", facts)
        elif heard.figure and heard.arrives_onset is not None and heard.arrives_end is not None:
            facts |= {
                "onset": chance_said(heard.arrives_onset),
                "end": chance_said(heard.arrives_end),
            }
            yield Said(f"heard.short.{'everybody' if whole else 'people'}", facts)
        elif heard.state == "none":
            yield Said("heard.short.none", facts)
        else:
            facts["chance"] = out_said(heard)
            yield Said(f"heard.short.{'words' if whole else 'words_people'}", facts)


def out_said(one: Heard) -> Said:
    """How likely their alert gets out: a figure where something was counted, else a word."""
    if one.state == "none" or not one.reach.measured:
        return Said(f"mesh.word.{one.word}")
    low, middle, high = (percent(v) for v in (one.out.low, one.out.middle, one.out.high))
    key = "mesh.figure" if one.reach.exact else "mesh.bounds"
    return Said(key, {"percent": str(middle), "low": str(low), "high": str(high)})


def chance_said(found: Chance) -> Said:
    """A chance as whole percent with its interval."""
    return Said(
        "travel.percent",
        {"percent": str(found.percent), "low": str(found.low), "high": str(found.high)},
    )


def costliest_said(one: Heard) -> Said | None:
    """That nothing costs these people more than an alert that does not get out; else nothing."""
    if one.costliest != ALERT or one.state == "none":
        return None
    facts: dict[str, object] = {"who": who(one.reach.subject)}
    if not one.figure:
        return Said("heard.costliest_rank", facts)
    onset, end = one.gain
    if onset >= 1:
        return Said("heard.costliest_onset", facts | {"points": round(onset)})
    return Said("heard.costliest_end", facts | {"points": round(end)})


def ties_said(network: Network, one: Called) -> Iterator[Said]:
    """Why an alert and help are not multiplied, for all who are told of."""
    by_why: dict[str, dict[Part, None]] = {}
    for heard in one.told:
        for tie in heard.ties:
            by_why.setdefault(tie.why, {})[tie.part] = None
    for why, parts in by_why.items():
        yield Said(f"heard.tie.{why}", {"causes": tuple(part_said(network, p) for p in parts)})


__all__ = [
    "called_said",
    "chance_said",
    "costliest_said",
    "out_said",
    "people_said",
    "short_said",
    "ties_said",
    "why_said",
]
