"""How the actors of a mission hang together on a day, and which actions lean on harm."""

from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assess import assess
from pocplanner.analysis.grid.cells import Grid
from pocplanner.analysis.network.brokers import Broker, brokers, origins
from pocplanner.analysis.network.graph import (
    Change,
    Network,
    across,
    changes,
    moments,
    network,
)
from pocplanner.analysis.network.reliance import Leaning
from pocplanner.analysis.telling import Teller
from pocplanner.model.actors import Tie
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work


@dataclass(frozen=True)
class Tied:
    """The network on a day, who brokers in it, and what changed in the year before.

    `moments` are all days on which it changed. `borders` are its ties over a border. The
    reliances are those of the assessment's day, whatever day the network is shown for.
    """

    network: Network
    brokers: tuple[Broker, ...]
    changes: tuple[Change, ...]
    moments: tuple[date, ...]
    borders: tuple[Tie, ...]
    leanings: tuple[Leaning, ...]


def tied(snapshot: Snapshot, on: date | None, today: date) -> Work[Tied]:
    """The actors on a day, by default that of the assessment. Problem where no day is known."""
    found = yield from assess(snapshot, None, today)
    day = on or found.as_of
    return look(snapshot, day, found.leanings)


def look(snapshot: Snapshot, day: date, leanings: tuple[Leaning, ...]) -> Tied:
    """The actors on a day, beside reliances that were found already."""
    ties = network(snapshot, day)
    return Tied(
        network=ties,
        brokers=brokers(ties, origins(snapshot)),
        changes=changes(snapshot, _year_before(day), day),
        moments=moments(snapshot),
        borders=across(snapshot, ties.ties),
        leanings=leanings,
    )


def plan(snapshot: Snapshot, today: date) -> Work[Grid]:
    """The plan by tier, phase, component and place. Problem where no day is known."""
    found = yield from assess(snapshot, None, today)
    made: Grid = found.grid
    return made


def _year_before(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - 365))


def broker_said(teller: Teller, one: Broker) -> str:
    """A broker in a sentence: how far, how sure, and who would be cut off without it."""
    words = teller.words
    facts = {
        "rank": one.rank,
        "actor": teller.name(one.actor_id),
        "share": round(one.share * 100),
        "low": round(one.low * 100),
        "high": round(one.high * 100),
    }
    told = words.text(f"network.broker.{'stable' if one.stable else 'unstable'}", **facts)
    named = [teller.name(id) for id in one.rests_on if id]
    if named:
        told += " " + words.text("network.broker.source", names=teller.several(named))
    elif one.rests_on:
        told += " " + words.text("network.broker.no_source")
    if one.parts:
        small = [teller.name(id) for part in one.parts[1:] for id in part]
        told += " " + words.text("network.broker.cuts", names=teller.several(small))
    return told
