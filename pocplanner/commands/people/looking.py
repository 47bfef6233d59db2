"""The alert log, engagement, voices and handover as window and terminal ask for them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pocplanner.analysis.alert_log import steps, times
from pocplanner.analysis.alerts import alerts_to
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement import booklet, evidence, marks, mirror, rotation, unmet
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.voices import beside, pairs, rounds
from pocplanner.model.snapshot import Snapshot


@dataclass(frozen=True)
class Log:
    """The alert log at a moment: what waits, what was closed in silence, how long steps took."""

    at: datetime
    waiting: tuple[steps.Waiting, ...]
    untold: tuple[str, ...]
    whole: times.Measured
    places: tuple[times.Measured, ...]
    mechanisms: tuple[times.Measured, ...]


@dataclass(frozen=True)
class Engagement:
    """Whom the mission met and whom not, what it rests on, who leaves, how initiatives stand."""

    as_of: date
    mirror: mirror.Mirror
    unmet: tuple[unmet.Unmet, ...]
    women_unmet: tuple[str, ...]
    evidence: evidence.Evidence
    rotations: tuple[rotation.Rotation, ...]
    trust: tuple[rotation.Aged, ...]
    initiatives: tuple[marks.Looked, ...]


@dataclass(frozen=True)
class Heard:
    """What people say: ratings beside the mission's, surveys by round, outputs beside lives."""

    as_of: date
    beside: tuple[beside.Beside, ...]
    cells: tuple[rounds.Cell, ...]
    ages: tuple[rounds.Cell, ...]
    moved: tuple[tuple[rounds.Cell, rounds.Moved], ...]
    pairs: tuple[pairs.Paired, ...]


def end_of(snapshot: Snapshot, day: date) -> datetime:
    """The last moment of a day in the mission's own zone."""
    zone = ZoneInfo(snapshot.mission.time_zone)
    last = datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(seconds=1)
    return last.astimezone(UTC)


def log(snapshot: Snapshot, at: datetime) -> Log:
    """The alert log at a moment."""
    assumed = Assumptions(snapshot.assumptions)
    day = at.astimezone(ZoneInfo(snapshot.mission.time_zone)).date()
    alerts = alerts_to(snapshot, day)
    return Log(
        at,
        steps.waiting(snapshot, at, assumed),
        tuple(a.id for a in steps.untold(snapshot, day)),
        times.measure(snapshot, alerts, assumed),
        times.by_place(snapshot, alerts, assumed),
        times.by_mechanism(snapshot, alerts, assumed),
    )


def engagement(snapshot: Snapshot, found: Assessment) -> Engagement:
    """Contacts, sources, rotations and initiatives as of the day of an assessment."""
    assumed, day = Assumptions(snapshot.assumptions), found.as_of
    return Engagement(
        day,
        mirror.mirror(snapshot, found.rated, day, assumed),
        unmet.unmet(snapshot, found.rated, day, assumed),
        unmet.women_unmet(snapshot, found.rated, day, assumed),
        evidence.evidence(snapshot, found.rated),
        rotation.rotations(snapshot, day, assumed),
        rotation.aged_trust(snapshot, day, assumed),
        marks.initiatives(snapshot),
    )


def heard(snapshot: Snapshot, found: Assessment) -> Heard:
    """Ratings, surveys and pairs as of the day of an assessment."""
    assumed, day = Assumptions(snapshot.assumptions), found.as_of
    cells = rounds.cells(snapshot, day, assumed)
    return Heard(
        day,
        beside.beside(snapshot, found.rated, dict(found.threats), day, assumed),
        cells,
        rounds.cells(snapshot, day, assumed, ages=True),
        tuple(
            (c, rounds.moved(c.rounds[-2], c.rounds[-1], assumed))
            for c in cells
            if len(c.rounds) > 1
        ),
        pairs.pairs(snapshot, day, assumed),
    )


def hand_over(snapshot: Snapshot, place_id: str, day: date) -> booklet.Booklet:
    """The handover booklet of a place."""
    return booklet.booklet(snapshot, place_id, day, Assumptions(snapshot.assumptions))


def hand_over_all(snapshot: Snapshot, day: date) -> tuple[booklet.Booklet, ...]:
    """The booklet of every place of which something is owed or known."""
    assumed = Assumptions(snapshot.assumptions)
    shared = booklet.known_of(snapshot, day, assumed)
    return tuple(
        booklet.booklet(snapshot, place, day, assumed, shared)
        for place in booklet.places_to_hand_over(snapshot)
    )
