"""Ratings, surveys and pairs in sentences: never a percentage of too few."""

from pocplanner.analysis.telling import Teller
from pocplanner.analysis.voices.beside import Beside, Told
from pocplanner.analysis.voices.pairs import Paired
from pocplanner.analysis.voices.rounds import Cell, Moved, Round
from pocplanner.model.lived import SafetyPair
from pocplanner.words import Words

_WAYS = {1: "better", 0: "same", -1: "worse", None: "unknown"}


def number(value: float) -> str:
    """A rating without a needless nought."""
    return f"{value:g}"


def beside_text(teller: Teller, one: Beside) -> str:
    """A threat as people rate it, women and men apart, beside the mission's likelihood."""
    words = teller.words
    told = ", ".join(_told(teller, t) for t in one.told)
    gap = ""
    if one.differs and one.gap is not None:
        gap = words.text("people.voices.gap", gap=number(abs(one.gap)))
    wish = ""
    if one.asked_first:
        ours = (
            words.term("priority", one.priority) if one.priority else words.text("people.unknown")
        )
        wish = words.text("people.voices.wish", n=one.asked_first, ours=ours)
    mission = words.text("people.unknown") if one.mission is None else str(one.mission)
    return words.text(
        "people.voices.row",
        threat=teller.name(one.threat_id),
        told=told,
        mission=mission,
        gap=gap,
        wish=wish,
    )


def _told(teller: Teller, told: Told) -> str:
    words, who = teller.words, teller.term("sex", told.sex)
    if told.age:
        age = teller.term("age_band", told.age)
        who = words.text("people.voices.aged", who=who, age=age)
    return words.text("people.voices.told", who=who, rating=number(told.rating))


def round_text(teller: Teller, found: Round) -> str:
    """One round: its share and number, or only its number."""
    words, on = teller.words, teller.day(found.on)
    if found.held:
        return words.text("people.voices.held", on=on)
    if found.share is None:
        return words.text("people.voices.few", n=found.asked, on=on)
    return words.text("people.voices.share", percent=round(100 * found.share), n=found.asked, on=on)


def how_text(teller: Teller, found: Round) -> str:
    """How it was asked: sampling, by whom, in which language."""
    words = teller.words
    unknown = words.text("people.unknown")
    return words.text(
        "people.voices.how",
        sampling=", ".join(words.term("sampling", s) for s in found.sampling) or unknown,
        collector=", ".join(found.collectors) or unknown,
        language=", ".join(found.languages) or unknown,
    )


def who_text(words: Words, cell: Cell) -> str:
    """Whose answers."""
    who = words.term("sex", cell.sex)
    if not cell.age:
        return who
    return words.text("people.voices.aged", who=who, age=words.term("age_band", cell.age))


def cell_text(teller: Teller, cell: Cell) -> str:
    """A cell with its rounds, the oldest first."""
    words = teller.words
    return words.text(
        "people.voices.cell",
        place=teller.place(cell.place_id),
        question=words.term("perception_question", cell.question),
        who=who_text(words, cell),
        rounds=" → ".join(round_text(teller, r) for r in cell.rounds),
    )


def moved_text(words: Words, found: Moved) -> str:
    """What became of a share, by its exact test."""
    if found.moved is None or found.low is None or found.high is None:
        return words.text("people.voices.moved_few")
    return words.text(
        f"people.voices.moved_{found.verdict}",
        points=abs(round(100 * found.moved)),
        low=round(100 * found.low),
        high=round(100 * found.high),
        chance=_chance(words, found.chance or 0.0),
    )


def _chance(words: Words, chance: float) -> str:
    return (
        f"{chance:.2f}".replace(".", words.text("analysis.decimal"))
        if chance >= 0.01
        else ("< 0" + words.text("analysis.decimal") + "01")
    )


def pair_lines(teller: Teller, one: Paired) -> list[str]:
    """A pair, its periods, and how surely the one comes from the other."""
    words = teller.words
    pair = teller.snapshot.one(SafetyPair, one.pair_id)
    if pair is None:
        return []
    lines = [
        words.text(
            "people.voices.pair",
            title=pair.title,
            place=teller.place(one.place_id),
            state=words.text(f"people.pair_state.{one.state}"),
        )
    ]
    for period in one.periods:
        line = words.text(
            "people.voices.period",
            since=teller.day(period.since),
            until=teller.day(period.until),
            output=words.text(f"people.way.{_WAYS[period.output]}"),
            lived=words.text(f"people.way.{_WAYS[period.lived]}"),
        )
        if not one.words_only:
            line += words.text("people.semicolon") + moved_text(words, period.moved)
        lines.append("  " + line)
    if one.words_only:
        lines.append("  " + words.text("people.voices.words_only"))
    said = pair.evidence.strip().rstrip(".")
    lines.append(
        "  "
        + words.text(
            "people.voices.attribution",
            word=words.term("attribution", pair.attribution),
            evidence=f" ({said})" if said else "",
        )
    )
    return lines
