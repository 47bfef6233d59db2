"""Ratings of an edition that differ from the team's: told to who exports, never in the paper.

A paper is rated from what its readers may see. Hours, journeys and alert paths are weighed for
the team alone, so that the same threat may stand there under another band or priority.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assess import assess
from pocplanner.analysis.results import Rated
from pocplanner.commands.report import Written
from pocplanner.model.guard import Audience
from pocplanner.model.mission import IssuedRating
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work
from pocplanner.words import Words

#: More than these are counted and not named in one sentence.
_NAMED = 5


@dataclass(frozen=True)
class RatedApart:
    """A threat with its band and priority in the paper and in the team's own edition."""

    title: str
    band: str
    priority: str
    own_band: str
    own_priority: str


def apart(printed: Iterable[IssuedRating], own: Iterable[Rated]) -> tuple[RatedApart, ...]:
    """What a paper rates otherwise than the team's own assessment, in the paper's order."""
    held = {one.threat_id: (one.band, one.priority) for one in own}
    return tuple(
        RatedApart(one.title, one.band, one.priority, *held[one.threat_id])
        for one in printed
        if one.threat_id in held and held[one.threat_id] != (one.band, one.priority)
    )


def rated_apart(
    snapshot: Snapshot, written: Written, today: date | None = None
) -> Work[tuple[RatedApart, ...]]:
    """The same for a paper that was written, from a whole assessment of its day (a second)."""
    if written.audience is Audience.CORE or not written.ratings:
        return ()
    own = yield from assess(snapshot, written.as_of, today)
    return apart(written.ratings, own.rated)


def apart_said(words: Words, found: tuple[RatedApart, ...]) -> str:
    """One sentence for who exports; empty where nothing differs."""
    if not found:
        return ""
    named = [
        words.text(
            "ratings_apart.one",
            title=one.title,
            here=_told(words, one.band, one.priority),
            own=_told(words, one.own_band, one.own_priority),
        )
        for one in found[:_NAMED]
    ]
    return words.text("ratings_apart.said", count=len(found), ratings=words.parted(named))


def _told(words: Words, band: str, priority: str) -> str:
    shown = words.term("band", band) if band else words.text("ratings_apart.not_rated")
    return f"{shown}, {words.term('priority', priority)}"


__all__ = ["RatedApart", "apart", "apart_said", "rated_apart"]
