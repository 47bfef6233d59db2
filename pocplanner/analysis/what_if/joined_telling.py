"""Say of alert and help together what it was and what it would be, for each part of the people."""

from collections.abc import Iterator

from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.mesh.sentences import who
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if.differences import PlaceChange, Reading
from pocplanner.analysis.what_if.joined import Joined, Pair, told
from pocplanner.analysis.what_if.telling import condition_text
from pocplanner.analysis.what_if.telling import reading_text as time_text
from pocplanner.words import Words


def reads_other(words: Words, change: PlaceChange) -> bool:
    """Whether what a person reads of help itself differs, not only something behind it."""
    return change.time_differs and time_text(words, change.before) != time_text(words, change.after)


def heard_lines(teller: Teller, change: PlaceChange) -> Iterator[str]:
    """Everybody, the women and those who lose or gain most, where what is told of them differs."""
    condition = condition_text(teller.words, change.light, change.season)
    for pair in told(change.heard):
        said = pair_text(teller, pair)
        if said:
            facts = {"who": teller.text(who(pair.subject, True)), "condition": condition}
            yield teller.words.text("what_if.joined.line", said=said, **facts)


def pair_text(teller: Teller, pair: Pair) -> str:
    """The same people before and after, by one measure; empty where nothing told differs.

    Where help was never enough on either side, any help is told, and that it is not enough.
    Of what is guessed throughout, and where no warning is known, nothing of both is told.
    """
    words, before, after = teller.words, pair.before, pair.after
    if before is None or after is None:
        return ""
    if any(side.state not in ("figure", "none") for side in (before, after)):
        return ""
    measure = "arrives"
    if pair.judged:
        measure = "helps" if _ever(before) or _ever(after) else "short"
    stem = "helps" if measure == "helps" else "arrives"
    said: list[str] = []
    for moment in ("onset", "end"):
        name = f"{stem}_{moment}"
        if not any(_chance(side, name) for side in (before, after)):
            continue
        sides = [chance_text(words, side, name) for side in (before, after)]
        if sides[0] != sides[1]:
            key = "then_end" if said else f"{measure}_{moment}"
            said.append(words.text(f"what_if.joined.{key}", before=sides[0], after=sides[1]))
    return words.parted(said)


def _chance(one: Joined, measure: str) -> bool:
    """Whether there is any chance at all: nothing that stays nothing is told."""
    found: Chance | None = getattr(one, measure)
    return found is not None and found.high > 0


def _ever(one: Joined) -> bool:
    """Whether enough help may be there before it ends."""
    return one.helps_end is not None and one.helps_end.high > 0


def chance_text(words: Words, one: Joined, measure: str) -> str:
    """A chance of alert and help together with its interval; that there is no way, else."""
    if one.state == "none":
        return words.text("mesh.word.none")
    found: Chance | None = getattr(one, measure)
    return percent_text(words, found) if found is not None else words.text("analysis.unknown")


def percent_text(words: Words, found: Chance) -> str:
    """A chance as whole percent with its interval."""
    return words.text("travel.percent", percent=found.percent, low=found.low, high=found.high)


def cell_text(words: Words, one: Reading, women: bool = False) -> str:
    """Everybody's chance with the alert in a few words, for a cell; empty where none is known.

    `women` tells theirs beside it, where they are told apart.
    """
    whole = one.everybody
    if whole is None or whole.state == "unknown":
        return ""
    if whole.state == "figure" and not one.before_attack:
        # Nothing comes in time anyway: an alert more or less changes nothing.
        return ""
    said = [_short(words, whole)]
    theirs = next((j for j in one.heard if j.subject.key == "female"), None)
    if women and theirs is not None and _short(words, theirs) != said[0]:
        said.append(words.text("what_if.joined.cell_women", said=_short(words, theirs)))
    if whole.state == "figure" and whole.judged and whole.helps_onset != whole.arrives_onset:
        percent = whole.helps_onset.percent if whole.helps_onset else 0
        said.append(words.text("what_if.joined.cell_enough", percent=percent))
    return ", ".join(said)


def reading_text(words: Words, one: Reading) -> str:
    """Time at a place, and alert and help together for everybody and the women there."""
    heard = cell_text(words, one, women=True)
    return "; ".join(filter(None, (time_text(words, one), heard)))


def _short(words: Words, one: Joined) -> str:
    """What is told of these people in two or three words."""
    if one.state == "none":
        return words.text("what_if.joined.cell_none")
    if one.state == "words" or one.arrives_onset is None:
        word = words.text(f"mesh.word.{one.word}")
        return words.text("what_if.joined.cell_word", word=word)
    return words.text("what_if.joined.cell", percent=one.arrives_onset.percent)


__all__ = [
    "cell_text",
    "chance_text",
    "heard_lines",
    "pair_text",
    "percent_text",
    "reading_text",
    "reads_other",
]
